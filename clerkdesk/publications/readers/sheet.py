"""What does a workbook say? Hidden sheets, rows, columns and comments included."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter

from clerkdesk.publications.readers import package
from clerkdesk.publications.readers.parts import Note, Parts, Place, add_lines

_EXACT = 10**15
_QUOTED = re.compile('"([^"]*)"')


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
    rows = {number for number, row in sheet.row_dimensions.items() if row.hidden or row.ht == 0}
    # the cells that exist, not the rectangle a file claims: that may be 17,000 million
    existing = sheet._cells  # noqa: SLF001  # openpyxl has no public way to them
    whole = sheet.sheet_state != "visible"
    for key in sorted(existing):
        cell = existing[key]
        row, column = key
        hidden = whole or row in rows or column in columns
        where = f"{sheet.title}!{get_column_letter(column)}{row}"
        yield cell, Cell(where, shown_value(cell.value), hidden, cell.data_type == "f")


def shown_value(value: Any) -> str:
    """Return a cell's value as text; a whole number without the ".0" a float brings along."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)


def _has_lost_digits(cell: Any) -> bool:
    """A spreadsheet keeps fifteen digits of a number; an ID number typed as one is another's."""
    return (
        cell.data_type == "n"
        and isinstance(cell.value, int | float)
        and _EXACT <= abs(cell.value) < _EXACT * 100_000  # longer is no number of a person
    )


def joined(formula: str) -> str:
    """Return what the quoted pieces of a formula make together; "" where there is one at most."""
    pieces = _QUOTED.findall(formula)
    return "".join(pieces) if len(pieces) > 1 else ""


def _hidden_columns(sheet: Any) -> frozenset[int]:
    """One dimension may stand for a run of columns: min..max."""
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden or dimension.width == 0:
            first = dimension.min or column_index_from_string(dimension.index)
            hidden.update(range(first, (dimension.max or first) + 1))
    return frozenset(hidden)


def read(data: bytes) -> Parts:
    parts = Parts()
    book = opened(data)
    results = _results(data, book)
    for sheet in book.worksheets:
        parts.aside(Place.GLIMPSE, sheet.title)
        _cells(sheet, results, parts)
        _around(sheet, parts)
    if lost := sum(_has_lost_digits(cell) for sheet in book.worksheets for cell, _ in cells(sheet)):
        parts.notes.append(Note.of("lost_digits", count=lost))
    if any(aside.place is Place.HIDDEN for aside in parts.asides):
        parts.notes.append(Note.of("hidden_cells"))
    if any(aside.place is Place.COMMENT for aside in parts.asides):
        parts.notes.append(Note.of("comments"))
    for name in book.defined_names.values():
        parts.aside(Place.FORMULA, str(name.value), name.name)
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        _drawn(pack, parts)
        package.read_beside(pack, parts)
    return parts


def _results(data: bytes, book: Any) -> dict[str, str]:
    """Return what each formula showed when the workbook was last saved, by place."""
    formulas = any(shown.formula for sheet in book.worksheets for _, shown in cells(sheet))
    if not formulas:
        return {}
    kept = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    return {shown.where: shown.text for sheet in kept.worksheets for _, shown in cells(sheet)}


def _cells(sheet: Any, results: dict[str, str], parts: Parts) -> None:
    """Join what is seen and what is hidden of each row: a name stands beside its number."""
    seen: dict[int, list[str]] = {}
    hidden: dict[int, list[str]] = {}
    for cell, shown in cells(sheet):
        text = results.get(shown.where, "") if shown.formula else shown.text
        if text:
            (hidden if shown.hidden else seen).setdefault(cell.row, []).append(text)
        if shown.formula:
            parts.aside(Place.FORMULA, shown.text, shown.where)
            parts.aside(Place.FORMULA, joined(shown.text), shown.where)
        if cell.hyperlink and cell.hyperlink.target:
            parts.aside(Place.LINK, cell.hyperlink.target, shown.where)
        if cell.comment:
            parts.aside(Place.COMMENT, cell.comment.text, shown.where)
    add_lines(parts.lines, ("\t".join(row) for row in seen.values()))
    for number, row in hidden.items():
        parts.aside(Place.HIDDEN, "\t".join(row), f"{sheet.title}!{number}")


def _around(sheet: Any, parts: Parts) -> None:
    for text in _rules(sheet):
        parts.aside(Place.FORMULA, text or "", sheet.title)
    for column in sheet.auto_filter.filterColumn:  # a filter remembers the values chosen
        for choice in column.filters.filter if column.filters else ():
            parts.aside(Place.HIDDEN, str(choice), sheet.title)
    for holder in (sheet.oddHeader, sheet.evenHeader, sheet.firstHeader):
        parts.headers.extend(_corners(holder))
    for holder in (sheet.oddFooter, sheet.evenFooter, sheet.firstFooter):
        for text in _corners(holder):
            parts.aside(Place.FOOTER, text, sheet.title)


def _rules(sheet: Any) -> Iterator[str | None]:
    for check in sheet.data_validations.dataValidation:
        yield from (check.formula1, check.formula2, check.prompt, check.error)
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            yield from (*rule.formula, rule.text)


def _corners(holder: Any) -> list[str]:
    return [part.text for part in (holder.left, holder.center, holder.right) if part.text]


def _drawn(pack: zipfile.ZipFile, parts: Parts) -> None:
    """Read the words in shapes and text boxes, which are no cells."""
    for name in pack.namelist():
        if name.startswith("xl/drawings/") and name.endswith(".xml"):
            nodes = package.tree(pack.read(name)).iter()
            text = "".join(node.text or "" for node in nodes if package.local(node) == "t")
            add_lines(parts.lines, [text] if text else [])
