"""Which text of a PDF page is in the file but not to be seen: under a box, white, off the sheet?

A box drawn over words leaves them in the file, where anybody can mark and copy them. Each page is
looked at as it will be seen; a character whose place holds but one colour cannot be read there.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

from pypdfium2 import raw

_SCALE = 2.0  # pixels for a point: strokes of a 5 point character are still seen
_PIXEL_LIMIT = 40_000_000  # of one page
_ONE_COLOUR = 24  # of 255: less difference than this is none to the eye
_STROKE = 0.3  # of the size: narrower glyphs (一, 1, the full stop) fill their box themselves
_TOGETHER = 2  # characters; fewer are an accident of rendering
_SHOWN = 40  # characters of a find

_Span = tuple[int, int]


def texts(page: Any) -> Iterator[str]:
    """Yield what a page holds and does not show, each piece of a line in one."""
    text_page = page.get_textpage()
    try:
        if text_page.count_chars():
            yield from _texts(page, text_page)
    finally:
        text_page.close()


def _texts(page: Any, text_page: Any) -> Iterator[str]:
    width, height = page.get_size()
    if width * height * _SCALE * _SCALE > _PIXEL_LIMIT:
        return
    picture = page.render(scale=_SCALE, may_draw_forms=True).to_pil().convert("RGB")
    places = range(text_page.count_chars())
    seen = [_seen(page, text_page, picture, place) for place in places]
    for start, end in _hidden(seen):
        codes = (raw.FPDFText_GetUnicode(text_page, place) for place in range(start, end))
        text = " ".join("".join(chr(code) if code else " " for code in codes).split())
        if text:
            yield text[:_SHOWN]


def _seen(page: Any, text_page: Any, picture: Any, place: int) -> bool | None:
    """Whether a character is seen; None where its shape says nothing about that."""
    code = raw.FPDFText_GetUnicode(text_page, place)
    if not code or chr(code).isspace() or raw.FPDFText_IsGenerated(text_page, place) == 1:
        return None
    left, bottom, right, top = text_page.get_charbox(place)
    size = raw.FPDFText_GetFontSize(text_page, place)
    if min(right - left, top - bottom) < _STROKE * max(size, 1.0):
        return None
    corners = (_pixel(page, picture, left, top), _pixel(page, picture, right, bottom))
    xs, ys = zip(*corners, strict=True)
    if max(xs) < 0 or max(ys) < 0 or min(xs) > picture.width or min(ys) > picture.height:
        return False  # beside the sheet
    across = max(min(xs), 0), min(max(xs), picture.width)
    down = max(min(ys), 0), min(max(ys), picture.height)
    if across[0] >= across[1] or down[0] >= down[1]:
        return None
    box = (across[0], down[0], across[1], down[1])
    extremes = picture.crop(box).getextrema()
    return any(most - least >= _ONE_COLOUR for least, most in extremes)


def _pixel(page: Any, picture: Any, x: float, y: float) -> tuple[int, int]:
    """Return where a point of the page lies in its picture; minds rotation and cropping."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        page, 0, 0, picture.width, picture.height, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value, down.value


def _hidden(seen: list[bool | None]) -> Iterator[_Span]:
    """Runs of characters of which none is seen and at least two are surely not."""
    start = 0
    while start < len(seen):
        if seen[start] is not False:
            start += 1
            continue
        end = last = start
        while end < len(seen) and seen[end] is not True:
            last = end if seen[end] is False else last
            end += 1
        if sum(one is False for one in seen[start : last + 1]) >= _TOGETHER:
            yield start, last + 1
        start = end
