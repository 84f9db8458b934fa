"""What is the masked copy of a workbook? Its visible cells, masked; nothing hidden goes along."""

import io
import zipfile
from bisect import bisect_right
from typing import Any

import openpyxl
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from clerkdesk.errors import UserError
from clerkdesk.privacy.find import Hit, find
from clerkdesk.privacy.mask import Profile, mask
from clerkdesk.publications.readers import sheet as reader
from clerkdesk.publications.reading import Reading


def masked(data: bytes, read: Reading, profile: Profile) -> tuple[bytes, int]:
    """Return the copy and the number of finds masked.

    Pictures, charts and pivot tables do not go along: they keep copies of the cells. A formula
    with personal data for its result is refused: masking would destroy it or be recomputed.
    """
    book = reader.opened(data)
    kept = _results(data, book)
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            book.remove(sheet)
    if not book.worksheets:
        raise UserError("privacy.cannot_mask", name=read.name)
    count = sum(_sheet(sheet, kept[sheet.title], profile, read.name) for sheet in book.worksheets)
    book.properties = DocumentProperties()
    book.custom_doc_props.props.clear()
    for key in list(book.defined_names):
        if _hits(str(book.defined_names[key].value), profile) or _hits(key, profile):
            del book.defined_names[key]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return out.getvalue(), count


class _InMemory(ExcelWriter):
    """Writes a workbook without openpyxl's temporary files: they would hold personal data."""

    def __init__(self, book: Any, archive: zipfile.ZipFile) -> None:
        super().__init__(book, archive)
        self._pack = archive

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001  # as the method replaced does first
        out = io.BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001  # as the method replaced does
        self._pack.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def _results(data: bytes, book: Any) -> Any:
    """Return the workbook with its formulas' results; the same one where it has no formula."""
    for sheet in book.worksheets:
        if any(shown.formula for _, shown in reader.cells(sheet)):
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    return book


def _sheet(sheet: Any, kept: Any, profile: Profile, name: str) -> int:
    _strip(sheet, profile)
    shown_cells: list[tuple[Any, str]] = []
    for cell, shown in reader.cells(sheet):
        cell.comment = None
        if cell.hyperlink and _hits(cell.hyperlink.target or "", profile):
            cell.hyperlink = None
        if shown.hidden and shown.text:
            cell.value = None
        elif shown.formula:
            result = kept.cell(cell.row, cell.column).value
            shown_cells.append((cell, reader.shown_value(result)))
        elif shown.text:
            shown_cells.append((cell, shown.text))
    return _mask_cells(shown_cells, profile, f"{name} {sheet.title}")


def _mask_cells(cells: list[tuple[Any, str]], profile: Profile, name: str) -> int:
    """Find in rows as wholes, for a name stands beside its number; mask cell by cell."""
    said: list[str] = []
    starts: list[int] = []
    length, row = 0, 0
    for cell, text in cells:
        sign = "\t" if cell.row == row else "\n"
        row = cell.row
        said.append(sign + text)
        starts.append(length + 1)
        length += 1 + len(text)
    hits = _hits("".join(said), profile)
    for place, own in _by_cell(hits, starts).items():
        cell, text = cells[place]
        if cell.data_type == "f":
            raise UserError("privacy.formula", name=name, where=cell.coordinate)
        cell.value = mask(text, own, profile)
        cell.number_format = "@"
    return len(hits)


def _by_cell(hits: list[Hit], starts: list[int]) -> dict[int, list[Hit]]:
    """Sort finds by the cell they begin in, with offsets in that cell's own text."""
    found: dict[int, list[Hit]] = {}
    for hit in hits:
        place = bisect_right(starts, hit.start) - 1
        start = starts[place]
        own = Hit(hit.start - start, hit.end - start, hit.kind)
        found.setdefault(place, []).append(own)
    return found


def _strip(sheet: Any, profile: Profile) -> None:
    """Drop what repeats cells or speaks beside them."""
    sheet._pivots = []  # noqa: SLF001  # openpyxl writes pivot caches back, originals included
    sheet._charts = []  # noqa: SLF001  # a chart keeps the values it was drawn from
    sheet._images = []  # noqa: SLF001  # a picture cannot be masked here
    sheet.auto_filter.filterColumn = []  # a filter remembers the values chosen
    for table in list(sheet.tables.values()):
        if any(_hits(column.name or "", profile) for column in table.tableColumns):
            del sheet.tables[table.name]
        elif table.autoFilter:
            table.autoFilter.filterColumn = []
    sheet.data_validations.dataValidation = [
        rule
        for rule in sheet.data_validations.dataValidation
        if not any(
            _hits(text or "", profile)
            for text in (rule.formula1, rule.formula2, rule.prompt, rule.error)
        )
    ]
    for holder in (
        sheet.oddHeader, sheet.evenHeader, sheet.firstHeader,
        sheet.oddFooter, sheet.evenFooter, sheet.firstFooter,
    ):  # fmt: skip
        for corner in (holder.left, holder.center, holder.right):
            if corner.text and (hits := _hits(corner.text, profile)):
                corner.text = mask(corner.text, hits, profile)


def _hits(text: str, profile: Profile) -> list[Hit]:
    return [h for h in find(text) if profile.hides(h.kind, text[h.start : h.end])]
