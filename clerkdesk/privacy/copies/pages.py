"""What is the masked copy of a PDF? Pages with finds as pictures with solid boxes, the rest as is.

A box drawn over text leaves the text in the file; so a page with a find is rendered and loses its
text layer. The new file has no metadata, no attachments and, on such pages, no comments.
"""

import ctypes
import io
from collections import Counter
from typing import Any

import PIL.Image
import PIL.ImageDraw
import pypdfium2
from pypdfium2 import raw

from clerkdesk.errors import UserError
from clerkdesk.privacy.copies.made import Made, dropped, hidden_by
from clerkdesk.privacy.find import Hit
from clerkdesk.privacy.mask import Profile
from clerkdesk.publications.readers import pdf as reader
from clerkdesk.publications.readers import pdf_objects
from clerkdesk.publications.readers.parts import Place
from clerkdesk.publications.reading import Reading

_DPI = 200  # of a rendered page: legible in print, some 300 kB
_POINTS = 72  # to the inch
_PIXEL_LIMIT = 40_000_000  # of one page; A3 at 200 dpi has 8 million
_PADDING = 2  # pixels around a box: accents and italics reach over
_QUALITY = 85  # of JPEG

_LINE_HYPHENS = {0x2, 0xFFFE}  # pdfium's signs for a hyphen at a line's end
_DROPPED = "\u200b"  # what the reader drops, kept here as a sign that `find` looks through

_Box = tuple[float, float, float, float]  # left, bottom, right, top, in points


def masked(data: bytes, read: Reading, profile: Profile) -> Made:
    """Return the copy."""
    count = pictures = files = 0
    beside = any(
        aside.place is Place.SETTING for aside in read.asides if hidden_by(profile, aside.text)
    )
    new = pypdfium2.PdfDocument.new()
    try:
        with reader.opened(data, read.name) as old:
            files = old.count_attachments()
            for index in range(len(old)):
                picture_at_once = beside and _holds(old, index, profile)
                hits, picture = _page(old, index, new, profile, read.name, picture_at_once)
                count += hits
                pictures += picture
            out = io.BytesIO()
            new.save(out)
    finally:
        new.close()
    places = Counter(aside.place for aside in read.asides)
    left_out = dropped(
        text_layers=pictures, files=files, properties=places[Place.METADATA] + places[Place.SETTING]
    )
    return Made(out.getvalue(), count, left_out)


def _holds(old: Any, index: int, profile: Profile) -> bool:
    """Tell whether a page has personal data in what only its bytes show: stamps, private data."""
    alone = pypdfium2.PdfDocument.new()
    try:
        alone.import_pages(old, [index])
        out = io.BytesIO()
        alone.save(out)
    finally:
        alone.close()
    return any(hidden_by(profile, text) for _where, text in pdf_objects.strings(out.getvalue()))


def _page(  # noqa: PLR0913, PLR0917 - each is one plain fact of the page
    old: Any, index: int, new: Any, profile: Profile, name: str, spoken: bool
) -> tuple[int, bool]:
    """Add a page to the copy; return how many finds it had and whether it became a picture.

    spoken: there is personal data beside its text, so it becomes one in any case.
    """
    page = old[index]
    try:
        beside = (*reader.annotations(page), *reader.links(old, page))
        page = reader.with_stamps(old, index, page)
        text_page = page.get_textpage()
        text = _text(text_page)
        hits = hidden_by(profile, text)
        spoken = spoken or any(hidden_by(profile, said) for said in beside)
        boxes = [box for hit in hits for box in _boxes(text_page, hit)]
        text_page.close()
        if hits or spoken:
            _picture(page, boxes, new, name, index + 1)
        else:
            new.import_pages(old, [index])
    finally:
        page.close()
    return len(hits), bool(hits) or spoken


def _text(text_page: Any) -> str:
    """Return the page's text with one character per index: boxes are asked for by index."""
    codes = (raw.FPDFText_GetUnicode(text_page, place) for place in range(text_page.count_chars()))
    return "".join(_DROPPED if code in _LINE_HYPHENS else chr(code or 32) for code in codes)


def _boxes(text_page: Any, hit: Hit) -> list[_Box]:
    """Return one box for each character of a find."""
    boxes = (text_page.get_charbox(place, loose=True) for place in range(hit.start, hit.end))
    return [box for box in boxes if box[2] > box[0] and box[3] > box[1]]


def _picture(page: Any, boxes: list[_Box], new: Any, name: str, number: int) -> None:
    """Draw the page with its boxes and put it as a picture on a page of the same size."""
    width, height = page.get_size()
    scale = _DPI / _POINTS
    if width * height * scale * scale > _PIXEL_LIMIT:
        raise UserError("privacy.large_page", name=name, page=number)
    picture = (
        page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    )
    draw = PIL.ImageDraw.Draw(picture)
    for left, bottom, right, top in boxes:
        x0, y0 = _pixel(page, picture, left, top)
        x1, y1 = _pixel(page, picture, right, bottom)
        draw.rectangle(
            (
                min(x0, x1) - _PADDING,
                min(y0, y1) - _PADDING,
                max(x0, x1) + _PADDING,
                max(y0, y1) + _PADDING,
            ),
            fill="black",
        )
    _insert(new, picture, width, height)


def _pixel(page: Any, picture: PIL.Image.Image, x: float, y: float) -> tuple[int, int]:
    """Return where a point of the page lies in its picture; minds rotation and cropping."""
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(
        page, 0, 0, picture.width, picture.height, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value, down.value


def _insert(new: Any, picture: PIL.Image.Image, width: float, height: float) -> None:
    jpeg = io.BytesIO()
    picture.save(jpeg, "jpeg", quality=_QUALITY, dpi=(_DPI, _DPI))
    jpeg.seek(0)
    image = pypdfium2.PdfImage.new(new)
    image.load_jpeg(jpeg, inline=True, autoclose=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page = new.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()
    page.close()
