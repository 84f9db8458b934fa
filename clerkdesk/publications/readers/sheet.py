"""What does a workbook say? Hidden sheets, rows, columns and comments included."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string

from clerkdesk.publications.readers import word
from clerkdesk.publications.readers.parts import Note, Parts, Place, add_lines


@dataclass(frozen=True)
class Cell:
    where: str  # "sheet!B7"
    text: str
    hidden: bool
    formula: bool


def opened(data: bytes) -> Any:
    """Open a workbook with its comments and hidden parts; formulas as typed."""
    return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)


def cells(sheet: Any) -> Iterator[tuple[Any, Cell]]:
    """Yield every cell that is in the file, row by row, with whether a viewer would see it."""
    columns = _hidden_columns(sheet)
    rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    # the cells that exist, not the rectangle a file claims: that may be 17,000 million
    existing = sheet._cells  # noqa: SLF001  # openpyxl has no public way to them
    for key in sorted(existing):
        cell = existing[key]
        hidden = sheet.sheet_state != "visible" or cell.row in rows or cell.column in columns
        text = "" if cell.value is None else str(cell.value)
        yield cell, Cell(f"{sheet.title}!{cell.coordinate}", text, hidden, cell.data_type == "f")


def _hidden_columns(sheet: Any) -> frozenset[int]:
    """One dimension may stand for a run of columns: min..max."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            first = dimension.min or column_index_from_string(dimension.index)
            hidden.update(range(first, (dimension.max or first) + 1))
    return frozenset(hidden)


def read(data: bytes) -> Parts:
    parts = Parts()
    book = opened(data)
    for sheet in book.worksheets:
        _sheet(sheet, parts)
    if any(aside.place is Place.HIDDEN for aside in parts.asides):
        parts.notes.append(Note.of("hidden_cells"))
    if any(aside.place is Place.COMMENT for aside in parts.asides):
        parts.notes.append(Note.of("comments"))
    for name in book.defined_names.values():
        parts.aside(Place.FORMULA, str(name.value), name.name)
    _package(data, parts)
    return parts


def _sheet(sheet: Any, parts: Parts) -> None:
    seen: dict[int, list[str]] = {}
    for cell, shown in cells(sheet):
        if shown.hidden:
            parts.aside(Place.HIDDEN, shown.text, shown.where)
        elif shown.formula:
            parts.aside(Place.FORMULA, shown.text, shown.where)
        elif shown.text:
            seen.setdefault(cell.row, []).append(shown.text)
        if cell.comment:
            parts.aside(Place.COMMENT, cell.comment.text, shown.where)
    add_lines(parts.lines, ("\t".join(row) for row in seen.values()))
    for holder in (sheet.oddHeader, sheet.evenHeader, sheet.firstHeader):
        parts.headers.extend(_corners(holder))
    for holder in (sheet.oddFooter, sheet.evenFooter, sheet.firstFooter):
        for text in _corners(holder):
            parts.aside(Place.FOOTER, text, sheet.title)


def _corners(holder: Any) -> list[str]:
    return [part.text for part in (holder.left, holder.center, holder.right) if part.text]


def _package(data: bytes, parts: Parts) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        names = pack.namelist()
        for name in names:
            if name.startswith("docProps/") and name.endswith(".xml"):
                for node in word.tree(pack.read(name)).iter():
                    if not len(node) and node.text:
                        parts.aside(Place.METADATA, node.text, word.local(node))
            elif name.startswith("xl/drawings/") and name.endswith(".xml"):
                text = "".join(
                    n.text or "" for n in word.tree(pack.read(name)).iter() if word.local(n) == "t"
                )
                add_lines(parts.lines, [text] if text else [])
    pictures = sum(name.startswith("xl/media/") for name in names)
    if pictures:
        parts.notes.append(Note.of("pictures", count=pictures))
        parts.readable = False
    embedded = sum(name.startswith(("xl/embeddings/", "xl/externalLinks/")) for name in names)
    if embedded:
        parts.notes.append(Note.of("embedded", count=embedded))
        parts.readable = False
    if "xl/vbaProject.bin" in names:
        parts.notes.append(Note.of("macros"))
