"""What is the masked copy of a workbook? Its visible cells, masked; nothing hidden goes along."""

import io
import re
import zipfile
from bisect import bisect_right
from collections import Counter
from typing import Any

import openpyxl
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from clerkdesk.errors import UserError
from clerkdesk.privacy.copies.made import Made, dropped, hidden_by, shares
from clerkdesk.privacy.find import Hit
from clerkdesk.privacy.mask import Profile, mask
from clerkdesk.publications.readers import package
from clerkdesk.publications.readers import sheet as reader
from clerkdesk.publications.readers.parts import Note, Place
from clerkdesk.publications.reading import Reading


def masked(data: bytes, read: Reading, profile: Profile) -> Made:
    """Return the copy.

    Pictures, charts and pivot tables do not go along: they keep copies of the cells. A formula
    with personal data in it or for its result is refused: masking would destroy it or be
    recomputed. So is a sheet whose name holds some: formulas call it by its name.
    """
    book = reader.opened(data)
    kept = _results(data, book)
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            book.remove(sheet)
        elif hidden_by(profile, sheet.title):
            raise UserError("privacy.sheet_name", name=read.name)
    if not book.worksheets:
        raise UserError("privacy.cannot_mask", name=read.name)
    count = sum(_sheet(sheet, kept[sheet.title], profile, read.name) for sheet in book.worksheets)
    names = sum(_strip(sheet, profile) for sheet in book.worksheets)
    book.properties = DocumentProperties()
    book.custom_doc_props.props.clear()
    names += _drop_names(book.defined_names, profile)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return Made(out.getvalue(), count, _dropped(data, read, names))


def _dropped(data: bytes, read: Reading, names: int) -> tuple[Note, ...]:
    places = Counter(aside.place for aside in read.asides)
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        parts = Counter(
            kind for name in pack.namelist() for kind, shape in _KINDS if shape.fullmatch(name)
        )
        shapes = sum(
            package.local(node) in {"sp", "cxnSp"}
            for name in pack.namelist()
            if _DRAWING.fullmatch(name)
            for node in package.tree(pack.read(name)).iter()
        )
    return dropped(
        charts=parts["charts"],
        pictures=parts["pictures"],
        pivots=parts["pivots"],
        shapes=shapes,
        links=parts["links"],
        macros=parts["macros"],
        comments=places[Place.COMMENT],
        hidden=places[Place.HIDDEN],
        names=names,
        properties=places[Place.METADATA],
    )


_DRAWING = re.compile(r"xl/drawings/[^/]*\.xml")
_KINDS = (
    ("charts", re.compile(r"xl/charts/chart[^/]*\.xml")),
    ("pictures", re.compile(r"xl/media/[^/]*")),
    ("pivots", re.compile(r"xl/pivotTables/[^/]*\.xml")),
    ("links", re.compile(r"xl/(?:externalLinks|queryTables)/[^/]*\.xml|xl/connections\.xml")),
    ("macros", re.compile(r"xl/vbaProject\.bin")),
)


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
    shown_cells: list[tuple[Any, str]] = []
    for cell, shown in reader.cells(sheet):
        cell.comment = None
        if (link := cell.hyperlink) and any(
            hidden_by(profile, text or "")
            for text in (link.target, link.location, link.tooltip, link.display)
        ):
            cell.hyperlink = None
        if hidden_by(profile, cell.number_format):  # words in quotes, shown with every number
            cell.number_format = "General"
        if shown.hidden and shown.text:
            cell.value = None
        elif shown.formula:
            if hidden_by(profile, shown.text) or hidden_by(profile, reader.joined(shown.text)):
                raise UserError(
                    "privacy.formula", name=f"{name} {sheet.title}", where=cell.coordinate
                )
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
    whole = "".join(said)
    hits = hidden_by(profile, whole)
    for place, shown in _by_cell(whole, hits, starts, profile).items():
        cell, _text = cells[place]
        if cell.data_type == "f":
            raise UserError("privacy.formula", name=name, where=cell.coordinate)
        cell.value = shown
        cell.number_format = "@"
    return len(hits)


def _by_cell(whole: str, hits: list[Hit], starts: list[int], profile: Profile) -> dict[int, str]:
    """Return what stands in each cell that a find begins in or runs through, masked."""
    shown: dict[int, str] = {}
    ends = [start - 1 for start in starts[1:]] + [len(whole)]
    for hit in reversed(hits):
        instead = profile.rules[hit.kind].apply(whole[hit.start : hit.end])
        place = bisect_right(starts, hit.start) - 1
        while place < len(starts) and starts[place] < hit.end:
            start, end = starts[place], ends[place]
            text = shown.get(place, whole[start:end])
            own = shares(hit.start, hit.end, instead, start, end - start)
            shown[place] = text[: max(hit.start - start, 0)] + own + text[hit.end - start :]
            place += 1
    return shown


def _drop_names(names: Any, profile: Profile) -> int:
    """Drop the defined names that hold personal data; return how many."""
    bad = [
        key
        for key, one in names.items()
        if any(hidden_by(profile, str(text or "")) for text in (key, one.value, one.comment))
    ]
    for key in bad:
        del names[key]
    return len(bad)


def _strip(sheet: Any, profile: Profile) -> int:
    """Drop what repeats cells or speaks beside them; return how many names and rules went."""
    sheet._pivots = []  # noqa: SLF001  # openpyxl writes pivot caches back, originals included
    sheet._charts = []  # noqa: SLF001  # a chart keeps the values it was drawn from
    sheet._images = []  # noqa: SLF001  # a picture cannot be masked here
    sheet.auto_filter.filterColumn = []  # a filter remembers the values chosen
    sheet.scenarios.scenario = []
    sheet.sheet_properties.codeName = None
    for table in list(sheet.tables.values()):
        if any(hidden_by(profile, column.name or "") for column in table.tableColumns):
            del sheet.tables[table.name]
        elif table.autoFilter:
            table.autoFilter.filterColumn = []
    _strip_margins(sheet, profile)
    return _drop_names(sheet.defined_names, profile) + _drop_rules(sheet, profile)


def _drop_rules(sheet: Any, profile: Profile) -> int:
    checks = sheet.data_validations.dataValidation
    good = [rule for rule in checks if not _speaks(rule, _CHECK_WORDS, profile)]
    sheet.data_validations.dataValidation = good
    count = len(checks) - len(good)
    coloured = sheet.conditional_formatting
    bad = [
        area.sqref
        for area in coloured
        if any(
            hidden_by(profile, text or "")
            for rule in area.rules
            for text in (*rule.formula, rule.text)
        )
    ]
    for where in bad:
        del coloured[str(where)]
    return count + len(bad)


_CHECK_WORDS = ("formula1", "formula2", "prompt", "promptTitle", "error", "errorTitle")


def _speaks(rule: Any, words: tuple[str, ...], profile: Profile) -> bool:
    return any(hidden_by(profile, getattr(rule, word) or "") for word in words)


def _strip_margins(sheet: Any, profile: Profile) -> None:
    """Mask what is printed above and below the cells."""
    for holder in (
        sheet.oddHeader, sheet.evenHeader, sheet.firstHeader,
        sheet.oddFooter, sheet.evenFooter, sheet.firstFooter,
    ):  # fmt: skip
        for corner in (holder.left, holder.center, holder.right):
            if corner.text and (hits := hidden_by(profile, corner.text)):
                corner.text = mask(corner.text, hits, profile)
