"""How do the year's earlier requests come into the register when an office starts in mid-year?

template() -> bytes                                       the workbook to fill in
look(source, name="", *, by, progress, cancelled) -> ImportPreview            nothing is written
import_all(preview, by, *, next_number=None, progress=None) -> tuple[int, ...]

The preview is a rehearsal: every request is registered and every event recorded by the verbs of
the desk, inside units that are then taken back, each as soon as somebody else wants to write. So
the import refuses what the desk would refuse, and holds up nobody while it looks.
"""

import io
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from clerkdesk import numbers
from clerkdesk.db.models import Request, RequestParty
from clerkdesk.db.unit import Unit, give_way, others_wait, unit
from clerkdesk.errors import UserError
from clerkdesk.parties import NewParty
from clerkdesk.publications import sandbox
from clerkdesk.requests import import_events, service
from clerkdesk.requests.deriving import APPLICANT
from clerkdesk.requests.grounds import GROUNDS
from clerkdesk.requests.import_cells import Fault, columns, heading, labels, page, title
from clerkdesk.requests.import_sheet import Listed, read_book
from clerkdesk.requests.import_told import KINDS, Told
from clerkdesk.requests.intake import check_intake
from clerkdesk.requests.numbering import SERIES
from clerkdesk.requests.states import State

LIMIT = 3000  # rows of one sheet: some minutes of work in one transaction

_TEXT = "@"  # a spreadsheet keeps these cells as typed, long numbers too
_WIDE = {"content": 48, "applicant": 20, "address": 28, "answer": 40, "text": 30, "kind": 18}

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class ImportRow:
    """One request as it would stand after the import; state None where it is faulty."""

    row: int
    number: str
    applicant: str
    title: str
    arrived_on: date | None
    received_on: date | None
    state: State | None
    due_on: date | None
    events: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class ImportPreview:
    """What the workbook would register.

    faults: of rows that belong to no request; `all_faults` has every one. unknown: headings nobody
    understands, left out. last_number: the highest number of `year` after the import.
    """

    name: str
    rows: tuple[ImportRow, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]
    year: int
    last_number: int
    listed: tuple[Listed, ...]

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        every = (*self.faults, *(fault for row in self.rows for fault in row.faults))
        first = title("requests")  # its faults bring on some of the others
        return tuple(sorted(every, key=lambda one: (one.sheet != first, one.row)))


class _TakenBackError(Exception):
    """Ends the rehearsal: the unit is rolled back."""


def template() -> bytes:
    """Return an empty workbook: both sheets with their headings, and what may be chosen."""
    book = Workbook()
    first: Any = book.active
    for sheet in ("requests", "events"):
        made: Any = first if sheet == "requests" else book.create_sheet()
        made.title = title(sheet)
        for place, column in enumerate(columns(sheet), 1):
            cell = made.cell(1, place, column.name + (" *" if column.required else ""))
            cell.font = Font(bold=True)
            shape = made.column_dimensions[cell.column_letter]
            shape.width, shape.number_format = _WIDE.get(column.key, 15), _TEXT
        made.freeze_panes = "B2"
    _choices(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _choices(book: Workbook) -> None:
    sheet = book.create_sheet(title("choices"))
    sheet.append([page()["hint_title"]])
    for hint in page()["hints"]:
        sheet.append([hint])
    top = sheet.max_row + 2
    lists: tuple[tuple[str, list[str]], ...] = (
        (heading("requests", "channel"), [*labels("channel").values()]),
        (heading("requests", "kind"), [*labels("party_kind").values()]),
        (
            heading("requests", "id_kind"),
            [label for key, label in labels("id_kind").items() if key],
        ),
        (heading("requests", "means"), [*labels("means").values()]),
        (heading("requests", "provide_form"), [*labels("provide_form").values()]),
        (heading("requests", "provide_way"), [*labels("provide_way").values()]),
        (heading("events", "kind"), [labels("event")[one] for one in KINDS]),
        (heading("events", "whom_kind"), [*labels("consulted").values()]),
        (heading("events", "view"), [*labels("third_party_view").values()]),
        (heading("events", "outcome"), [*labels("outcome").values()]),
        (heading("events", "ground"), [labels("ground")[one] for one in GROUNDS]),
        (heading("events", "answer"), [*labels("answer_field").values()]),
        (heading("events", "way"), [*labels("sent_way").values()]),
    )
    for place, (name, values) in enumerate(lists, 1):
        cell = sheet.cell(top, place, name)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        sheet.column_dimensions[cell.column_letter].width = 22
        for row, value in enumerate(values, top + 1):
            sheet.cell(row, place, value)


def look(
    source: Path | bytes,
    name: str = "",
    *,
    by: int,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPreview:
    """Read a workbook and rehearse it; nothing is kept.

    progress: called with (done, all) requests; what it raises ends the rehearsal.
    Errors: reading.… of the file; importing.no_sheet, column_missing, nothing, too_many.
    """
    data, shown = sandbox.load(source, name)
    wanted = [title("requests"), title("events")]
    answer, _ = sandbox.run("table", data, shown, options={"sheets": wanted}, cancelled=cancelled)
    listed, faults, unknown = read_book(answer["sheets"], LIMIT)
    rows: list[ImportRow] = []
    taken: set[tuple[str, int, int]] = set()
    year = _some(listed, rows, taken, by, progress)
    while len(rows) < len(listed):
        give_way()
        year = _some(listed, rows, taken, by, progress)
    here = (number for series, of, number in taken if (series, of) == (SERIES, year))
    last = max((numbers.gaps(SERIES, year).last, *here))
    return ImportPreview(shown, tuple(rows), faults, unknown, year, last, tuple(listed))


def _some(
    listed: Sequence[Listed],
    rows: list[ImportRow],
    taken: set[tuple[str, int, int]],
    by: int,
    progress: Progress | None,
) -> int:
    """Rehearse on until somebody else wants to write; return today's year.

    Nothing is kept from one unit to the next, so each knows only the numbers taken before.
    """
    known: dict[NewParty, int] = {}
    year = 0
    with suppress(_TakenBackError), unit(by=by) as work:
        year = work.today.year
        for one in listed[len(rows) :]:
            rows.append(_rehearse(one, work, by, known, taken))
            if progress is not None:
                progress(len(rows), len(listed))
            if others_wait():
                break
        raise _TakenBackError
    return year


def import_all(
    preview: ImportPreview,
    by: int,
    *,
    next_number: int | None = None,
    progress: Progress | None = None,
) -> tuple[int, ...]:
    """Register everything of a faultless preview, all or nothing; return the keys in order.

    next_number: with which number of `preview.year` the office's own series goes on.
    Errors: importing.faulty, stopped_at (the register has changed since); numbers.behind.
    """
    if preview.all_faults:
        raise UserError("importing.faulty", field="file", count=len(preview.all_faults))
    keys: list[int] = []
    known: dict[NewParty, int] = {}
    with unit(by=by) as work:
        for one in preview.listed:
            try:
                keys.append(_register(one, by, known))
                for told in one.events:
                    import_events.record(keys[-1], by, told)
            except UserError as error:
                facts = {"number": one.number, "sentence": str(error)}
                raise UserError("importing.stopped_at", field="file", **facts) from error
            if progress is not None:
                progress(len(keys), len(preview.listed))
        if next_number is not None:
            numbers.continue_at(SERIES, preview.year, next_number, by=by)
        told_of = {"requests": len(keys), "file": preview.name, "next": next_number}
        work.note("request", 0, "imported", told_of)
    return tuple(keys)


def _rehearse(
    one: Listed,
    work: Unit,
    by: int,
    known: dict[NewParty, int],
    taken: set[tuple[str, int, int]],
) -> ImportRow:
    """Register one request and what happened to it; note in its lines what refuses."""
    request = None
    if one.intake is not None and not _faults_of_intake(one, work.today):
        try:
            with unit(by=by):
                request = _register(one, by, known)
                _take(request, taken)
        except UserError as error:
            one.lines[0].fault(error.field or "number", error)
    if request is not None and not one.faults:
        for told in one.events:
            try:
                with unit(by=by):
                    import_events.record(request, by, told)
            except UserError as error:
                _note(told, error)
                break
    return _row(one, request)


def _take(request: int, taken: set[tuple[str, int, int]]) -> None:
    """Errors: numbers.repeated, of a number rehearsed in an earlier unit."""
    number = numbers.of("request", request)
    assert number is not None  # noqa: S101 - every request has one
    key = (number.series, number.year, number.number)
    if key in taken:
        raise UserError("numbers.repeated", field="number", shown=number.shown)
    taken.add(key)


def _faults_of_intake(one: Listed, today: date) -> bool:
    assert one.intake is not None  # noqa: S101 - asked by the caller
    for error in check_intake(one.intake, today):
        line, column = _place(one, error.field or "number")
        line.fault(column, error)
    return bool(one.faults) and any(line.faults for line in one.lines)


def _place(one: Listed, name: str) -> tuple[Any, str]:
    """Return the line and the column in which a field of the intake stands."""
    noun, bracket, rest = name.partition("[")
    if not bracket:
        return one.lines[0], {"applicants": "applicant", "items": "content"}.get(
            name, name.partition(".")[0]
        )
    at, _, inner = rest.partition("]")
    if noun == "items":
        return one.item_lines[int(at)], "content"
    return one.applicant_lines[int(at)], inner.removeprefix(".").replace("name", "applicant", 1)


def _note(told: Sequence[Told], error: UserError) -> None:
    column = import_events.column_of(error.field)
    line = told[0].line
    if isinstance(error, service.NeedsReason):
        error = UserError("importing.late", field=error.field, sentence=str(error))
    if column in ("answer", "withheld", "ground") and len(told) > 1:
        line = told[-1].line if column != "answer" else told[0].line
    line.fault(column, error)


def _register(one: Listed, by: int, known: dict[NewParty, int]) -> int:
    """Register one request; whoever is written alike with an ID number is the same party."""
    assert one.intake is not None  # noqa: S101 - asked by the caller
    intake = replace(
        one.intake,
        applicants=tuple(
            known.get(party, party) if isinstance(party, NewParty) else party
            for party in one.intake.applicants
        ),
    )
    request = service.register(intake, by)
    rows = RequestParty.select().where(
        (RequestParty.request == request) & (RequestParty.role == APPLICANT)
    )
    for row, party in zip(rows.order_by(RequestParty.position), one.intake.applicants, strict=True):
        if isinstance(party, NewParty) and party.id_number.strip():
            known.setdefault(party, row.party_id)
    return request


def _row(one: Listed, request: int | None) -> ImportRow:
    intake, first = one.intake, one.lines[0]
    stored = None if request is None or one.faults else Request.get_by_id(request)
    return ImportRow(
        row=one.row,
        number=one.number,
        applicant=first.text("applicant"),
        title=" ".join(first.text("content").split()),
        arrived_on=intake.arrived_on if intake else None,
        received_on=stored.received_on if stored else None,
        state=State(stored.state) if stored else None,
        due_on=stored.due_on if stored else None,
        events=len(one.event_lines),
        faults=one.faults,
    )
