"""How does a list in a workbook become publications? Looked through first, written all or none.

template() -> bytes                             the workbook to fill in
look(source, name="", *, cancelled=None) -> BulkPreview       nothing is written
register_all(preview, by, *, answered=..., progress=None, cancelled=None) -> tuple[int, ...]
"""

import io
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from clerkdesk import paths, units, worksheet
from clerkdesk.db import current
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.publications import catalogue, intake, sandbox
from clerkdesk.publications.attributes import GROUNDS_OF, Attribute, Audience
from clerkdesk.publications.facts import Facts
from clerkdesk.publications.intake import Ask
from clerkdesk.publications.registering import NewPublication, check, register
from clerkdesk.worksheet import Column

LIMIT = 2000  # rows at once: some minutes of work in one transaction


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell. column: its heading; text: the sentence."""

    column: str
    text: str


@dataclass(frozen=True)
class BulkRow:
    """One row of the sheet. row: its number there; draft: as understood, faults or not."""

    row: int
    draft: NewPublication
    faults: tuple[Fault, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class BulkPreview:
    """What the sheet would register. unknown: headings nobody understands; they are left out."""

    name: str
    rows: tuple[BulkRow, ...]
    unknown: tuple[str, ...]

    @property
    def faulty(self) -> int:
        return sum(1 for row in self.rows if row.faults)

    @property
    def asks(self) -> tuple[Ask, ...]:
        return tuple(ask for row in self.rows for ask in row.asks)


@cache
def _page() -> dict[str, Any]:
    with paths.resource("reading", "bulk.toml").open("rb") as page:
        return tomllib.load(page)


@cache
def _labels(table: str) -> dict[str, str]:
    """Return label -> key of one enum, as the clerk reads it on the screen."""
    with paths.resource("words", "terms.toml").open("rb") as page:
        return {label: key for key, label in tomllib.load(page)[table].items()}


@cache
def columns() -> tuple[Column, ...]:
    return worksheet.columns(_page()["column"])


def template() -> bytes:
    """Return an empty workbook with the headings and, on a second sheet, what may be chosen."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _page()["sheet"]
    for place, column in enumerate(columns(), start=1):
        cell = sheet.cell(1, place, column.name + (" *" if column.required else ""))
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 24 if place == 1 else 14
    sheet.freeze_panes = "A2"
    choices = book.create_sheet(_named("category"))
    choices.append([_page()["hint_row"]])
    attributes = _labels("attribute")
    lists = (
        [_named("attribute"), *attributes],
        [_named("audience"), *_labels("audience")],
        [_named("channel"), *_labels("publication_channel")],
        [_named("ground"), *(_label_of("ground", key) for key in _grounds())],
        [_named("category"), *(one.name for one in catalogue.current().offered.values())],
    )
    for place, values in enumerate(lists, start=1):
        for row, value in enumerate(values, start=3):
            choices.cell(row, place, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _named(key: str) -> str:
    return next(column.name for column in columns() if column.key == key)


def _grounds() -> list[str]:
    return [key for grounds in GROUNDS_OF.values() for key in grounds]


def _label_of(table: str, key: str) -> str:
    return next(label for label, known in _labels(table).items() if known == key)


def look(
    source: Path | bytes, name: str = "", *, cancelled: Callable[[], bool] | None = None
) -> BulkPreview:
    """Read a workbook and say row by row what is wrong; nothing is written.

    Errors: reading.… of the file; publications.no_such_sheet, nothing_to_import, too_many_rows,
    column_missing.
    """
    data, shown = sandbox.load(source, name)
    told, _ = sandbox.run("table", data, shown, cancelled=cancelled)
    first, *body = told["rows"] or [[]]
    heads = worksheet.heads(columns(), first)
    if heads.missing is not None:
        name = heads.missing.name
        raise UserError("publications.column_missing", field="file", column=name)
    filled = [(number, row) for number, row in enumerate(body, start=2) if any(row)]
    if not filled:
        raise UserError("publications.nothing_to_import", field="file")
    if len(filled) > LIMIT:
        raise UserError("publications.too_many_rows", field="file", limit=LIMIT, rows=len(filled))
    read = _Reader(heads.places)
    found = [read.row(number, row) for number, row in filled]
    return BulkPreview(shown, tuple(found), heads.unknown)


class _Reader:
    """Reads one row after the other, and remembers document numbers to find repetitions."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._numbers: dict[str, int] = {}
        self._today = current().today()
        self._people = {row.name: row.id for row in units.people()}
        self._sections = {row.name: row.id for row in units.all_of(units.SECTION)}
        self._categories = {one.name: one.key for one in catalogue.current().offered.values()}
        self._faults: list[Fault] = []

    def row(self, number: int, cells: list[str]) -> BulkRow:
        self._faults = []
        said = {
            key: cells[place].strip() if place < len(cells) else ""
            for key, place in self._places.items()
        }
        draft = self._draft(said)
        noted = {fault.column for fault in self._faults}
        for fault in check(draft, self._today):
            column = self._column(fault.field or "")
            if column not in noted:
                self._faults.append(Fault(column, str(fault)))
        return BulkRow(number, draft, tuple(self._faults), self._asks(number, draft))

    def _draft(self, said: dict[str, str]) -> NewPublication:
        attribute = self._choice(said, "attribute", _labels("attribute"), "proactive")
        category = self._choice(said, "category", self._categories, "")
        known = catalogue.current().find(category)
        usual = str(known.audience if known else Audience.ALL)  # as the form proposes it
        facts = Facts(approved_on=self._day(said, "approved_on"), note=said.get("note", ""))
        return NewPublication(
            title=said.get("title", ""),
            formed_on=self._day(said, "formed_on"),
            attribute=Attribute(attribute),
            ground=self._choice(said, "ground", _labels("ground"), ""),
            attribute_reason=said.get("attribute_reason", ""),
            document_number=said.get("document_number", ""),
            index_number=said.get("index_number", ""),
            organ=said.get("organ", ""),
            copies_to=said.get("copies_to", ""),
            source_unit_id=self._name(said, "source_unit", self._sections),
            handler_id=self._name(said, "handler", self._people),
            changed_on=self._day(said, "changed_on"),
            valid_until=self._day(said, "valid_until"),
            audience=Audience(self._choice(said, "audience", _labels("audience"), usual)),
            category=category,
            channel=self._choice(said, "channel", _labels("publication_channel"), ""),
            facts=facts,
        )

    def _column(self, key: str) -> str:
        return next((column.name for column in columns() if column.key == key), key)

    def _fault(self, key: str, code: str, **facts: object) -> None:
        self._faults.append(Fault(self._column(key), str(UserError(code, field=key, **facts))))

    def _choice(
        self,
        said: dict[str, str],
        key: str,
        labels: dict[str, str],
        default: str,
    ) -> str:
        value = said.get(key, "")
        if not value:
            return default
        chosen = labels.get(value)
        if chosen is None and value in labels.values():
            chosen = value
        if chosen is None:
            shown = "、".join(list(labels)[:8])
            self._fault(key, "publications.no_such_choice", value=value, choices=shown)
            return default
        return chosen

    def _name(self, said: dict[str, str], key: str, known: dict[str, int]) -> int | None:
        value = said.get(key, "")
        if value and value not in known:
            self._fault(key, "publications.no_such_name", value=value)
        return known.get(value)

    def _day(self, said: dict[str, str], key: str) -> date | None:
        value = said.get(key, "")
        found = worksheet.day(value)
        if value and found is None:
            self._fault(key, "publications.not_a_day", value=value)
        return found

    def _asks(self, number: int, draft: NewPublication) -> tuple[Ask, ...]:
        asks = list(intake.twin_asks(intake.twins(draft.document_number)))
        if draft.document_number:
            first = self._numbers.setdefault(draft.document_number, number)
            if first != number:
                text = str(UserError("publications.repeated_in_sheet", row=first))
                asks.append(Ask(f"row:{number}", text, "document_number"))
        return tuple(asks)


def register_all(
    preview: BulkPreview,
    by: int,
    *,
    answered: frozenset[str] = frozenset(),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[int, ...]:
    """Register every row, in one transaction: all or none; return the new keys in order.

    progress: called with (done, all). Errors: publications.rows_faulty, NeedsAnswer, cancelled.
    """
    if preview.faulty:
        raise UserError("publications.rows_faulty", field="file", count=preview.faulty)
    intake.refuse_unanswered(preview.asks, answered)
    found: list[int] = []
    with unit(by=by) as work:
        for row in preview.rows:
            if cancelled is not None and cancelled():
                raise UserError("publications.bulk_cancelled")
            # a row of the same number was asked about as a row; by now it is a twin
            mine = frozenset(f"twin:{key}" for key in found)
            found.append(register(row.draft, (), by, answered=answered | mine))
            if progress is not None:
                progress(len(found), len(preview.rows))
        told = {"rows": len(found), "first": found[0], "last": found[-1]}
        work.note("publication", 0, "registered_in_bulk", told)
    return tuple(found)
