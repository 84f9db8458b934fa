"""Which words of an office file are painted over: black on black, white on white, or not shown?

Words marked black in a word processor are as readable to a copier as any others.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from clerkdesk.publications.readers import sheet
from clerkdesk.publications.readers.package import attribute, local, tree

_BLACK, _WHITE = ("000000", "black"), ("FFFFFF", "white")
_HIDES_ALL = ";;;"  # a number format that shows nothing


def in_docx(data: bytes) -> Iterator[str]:
    """Yield each run whose ink has the colour of its ground, joined where they touch."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for name in pack.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "/_rels/" not in name:
                yield from _runs(tree(pack.read(name)))


def _runs(root: Any) -> Iterator[str]:
    for paragraph in root.iter():
        if local(paragraph) != "p":
            continue
        held = ""
        for run in paragraph.iter():
            if local(run) != "r":
                continue
            text = "".join(node.text or "" for node in run if local(node) == "t")
            if text.strip() and _unseen(run):
                held += text
            elif held and text.strip():
                yield held
                held = ""
        if held:
            yield held


def _unseen(run: Any) -> bool:
    wishes = {}
    for child in run:
        if local(child) == "rPr":
            wishes = {local(wish): wish for wish in child}
    ink = _colour(wishes.get("color"), "val") or "000000"
    ground = _colour(wishes.get("highlight"), "val") or _colour(wishes.get("shd"), "fill")
    if ink in _WHITE:
        return ground is None or ground in _WHITE
    return ink in _BLACK and ground in _BLACK


def _colour(wish: Any, name: str) -> str | None:
    """A colour as six digits or a name; None where there is none, or the reader's own."""
    value = None if wish is None else attribute(wish, name)
    if value is None or value in {"auto", "none", "clear"}:
        return None
    return value if value in _BLACK + _WHITE else value.upper()


def in_xlsx(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of cells in their ground's colour, or in a format that shows nothing."""
    for page in sheet.opened(data).worksheets:
        for cell, shown in sheet.cells(page):
            if not shown.text or shown.hidden:
                continue
            ink = _rgb(cell.font.color) or "000000"
            filled = cell.fill.fill_type == "solid"
            ground = (_rgb(cell.fill.fgColor) or "") if filled else "FFFFFF"
            if ink == ground or str(cell.number_format) == _HIDES_ALL:
                yield shown.where, shown.text


def _rgb(colour: Any) -> str | None:
    """The last six digits of a plain colour; None for those of a theme."""
    value = getattr(colour, "rgb", None)
    return value[-6:].upper() if isinstance(value, str) else None
