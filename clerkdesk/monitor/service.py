"""What may be done to the columns of the portal and their lights? The only writer.

add_column(column: NewColumn, by) -> int          end_column(column_id, by, *, on, reason)
note_update(column_id, by, *, on, title="", publication_id=None) -> int
void_update(update_id, by, *, reason)
explain(column_id, by, *, on, text, author, file: NewFile) -> int
void_explanation(explanation_id, by, *, reason)
score(column_id, by, *, year, criterion, score, evidence="")
sweep(today) -> tuple[Lit, ...]                   at the start of each working day
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clerkdesk import files as stored_files
from clerkdesk import typed
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import legal_day
from clerkdesk.db.models import (
    MonitorColumn,
    MonitorExplanation,
    MonitorLight,
    MonitorScore,
    MonitorUpdate,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.db.unit import Unit, unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.monitor.events import Watched, watched
from clerkdesk.monitor.lights import Colour, Span
from clerkdesk.publications import categories, intake
from clerkdesk.publications.intake import NewFile

FULL_MARKS = 100


class Kind(StrEnum):
    """Whose information it holds (昆政办发〔2015〕17号 item 26); labels in `[column_kind]`."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"


class Criterion(StrEnum):
    """What the yearly evaluation looks at; labels in `[criterion]`."""

    STANDARD = "standard"  # 规范性
    ACCURACY = "accuracy"  # 栏目准确性
    TIMELINESS = "timeliness"  # 时限


@dataclass(frozen=True)
class NewColumn:
    """A column of the portal that one unit keeps. category: what published there counts by itself.

    valid_from: watched from that day on, as if something new had stood there then.
    """

    name: str
    unit_id: int
    kind: Kind
    valid_from: date
    category: str = ""


@dataclass(frozen=True)
class Lit:
    """A light found burning for the first time by a sweep."""

    id: int
    column_id: int
    colour: Colour
    on: date


def add_column(column: NewColumn, by: int) -> int:
    """Begin to watch a column; return its key. Errors: monitor.no_such_unit, column_twice, …"""
    typed.name(column.name, "name")
    if column.category and categories.load().find(column.category) is None:
        raise UserError("publications.category_unknown", field="category")
    with unit(by=by) as work:
        if OrganUnit.get_or_none(OrganUnit.id == column.unit_id) is None:
            raise UserError("monitor.no_such_unit", field="unit")
        _refuse_future(column.valid_from, "valid_from", work)
        same = (
            (MonitorColumn.name == column.name.strip())
            & (MonitorColumn.unit == column.unit_id)
            & MonitorColumn.ended_on.is_null()
        )
        if MonitorColumn.select().where(same).exists():
            raise UserError("monitor.column_twice", field="name", name=column.name.strip())
        row = MonitorColumn.create(
            uid=work.new_uid(),
            name=column.name.strip(),
            unit=column.unit_id,
            kind=str(Kind(column.kind)),
            category=column.category,
            valid_from=column.valid_from,
            recorded_at=work.now,
            recorded_by=by,
        )
        told = {"name": row.name, "from": column.valid_from.isoformat()}
        work.note("monitor", row.id, "column_added", told)
        _settle(row, work)
    return int(row.id)


def end_column(column_id: int, by: int, *, on: date, reason: str) -> None:
    """Watch a column no longer from a day on; its lights stay on record."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = _open(column_id)
        _refuse_future(on, "on", work)
        if on < row.valid_from:
            raise UserError("monitor.before_watched", field="on", first=row.valid_from)
        MonitorColumn.update(ended_on=on).where(MonitorColumn.id == column_id).execute()
        told = {"on": on.isoformat(), "reason": reason.strip()}
        work.note("monitor", column_id, "column_ended", told)
        _settle(MonitorColumn.get_by_id(column_id), work)


def note_update(
    column_id: int, by: int, *, on: date, title: str = "", publication_id: int | None = None
) -> int:
    """Record that something new stood in a column on a day; return the record's key."""
    typed.line(title, "title")
    with unit(by=by) as work:
        row = _open(column_id)
        _check_day(row, on, work)
        update = MonitorUpdate.create(
            column=column_id,
            on=on,
            title=title.strip(),
            publication=publication_id,
            recorded_at=work.now,
            recorded_by=by,
        )
        work.note("monitor", column_id, "updated", {"update": update.id, "on": on.isoformat()})
        _settle(row, work)
    return int(update.id)


def void_update(update_id: int, by: int, *, reason: str) -> None:
    """Take back an update recorded by mistake; it stays on record."""
    _void(MonitorUpdate, update_id, by, reason, "update_voided")


def explain(  # noqa: PLR0913 - a written explanation has these parts
    column_id: int, by: int, *, on: date, text: str, author: str, file: NewFile
) -> int:
    """Record a written explanation (书面说明) with its paper; return its key."""
    typed.text(text, "text", required=True)
    typed.name(author, "author")
    intake.screen([file])
    with unit(by=by) as work:
        row = _open(column_id)
        _check_day(row, on, work)
        told = MonitorExplanation.create(
            column=column_id,
            on=on,
            text=text.strip(),
            author=author.strip(),
            file=stored_files.store(file.data, file.name, by),
            recorded_at=work.now,
            recorded_by=by,
        )
        facts = {"explanation": told.id, "on": on.isoformat(), "author": author.strip()}
        work.note("monitor", column_id, "explained", facts)
        _settle(row, work)
    return int(told.id)


def void_explanation(explanation_id: int, by: int, *, reason: str) -> None:
    """Take back an explanation recorded by mistake; it stays on record."""
    _void(MonitorExplanation, explanation_id, by, reason, "explanation_voided")


def score(  # noqa: PLR0913 - one cell of the sheet
    column_id: int, by: int, *, year: int, criterion: Criterion, score: int, evidence: str = ""
) -> None:
    """Give a column its marks (0 to 100) for one criterion of a year; the newest counts."""
    typed.text(evidence, "evidence")
    if not 0 <= score <= FULL_MARKS:
        raise UserError("monitor.score_range", field="score", full=FULL_MARKS)
    with unit(by=by) as work:
        if MonitorColumn.get_or_none(MonitorColumn.id == column_id) is None:
            raise UserError("monitor.gone")
        if year > work.today.year:
            raise UserError("monitor.year_ahead", field="year", year=year)
        if score < FULL_MARKS and not evidence.strip():
            raise UserError("monitor.evidence_missing", field="evidence")
        MonitorScore.create(
            column=column_id,
            year=year,
            criterion=str(Criterion(criterion)),
            score=score,
            evidence=evidence.strip(),
            recorded_at=work.now,
            recorded_by=by,
        )
        told = {"year": year, "criterion": str(criterion), "score": score}
        work.note("monitor", column_id, "scored", told)


def sweep(today: date) -> tuple[Lit, ...]:
    """Write down every light lit up to today that is not yet on record; return the new ones.

    A light on record is never taken away: where a day entered later shows that it should not have
    burnt, it is ended as "corrected".
    """
    days = calendar()
    rows = watched(MonitorColumn.select().order_by(MonitorColumn.id), today, days)
    known: dict[int, list[Any]] = {}
    for light in MonitorLight.select():
        known.setdefault(light.column_id, []).append(light)
    if not any(_moved(one, known.get(one.row.id, []), today) for one in rows):
        return ()
    found: list[Lit] = []
    with unit(by=None) as work:
        for one in rows:
            if _moved(one, known.get(one.row.id, []), today):
                found.extend(_record(one, today, work))
                _state(one, today, days, work)
    return tuple(found)


def _settle(row: MonitorColumn, work: Unit) -> None:
    days = calendar()
    for one in watched([row], work.today, days):
        _record(one, work.today, work)
        _state(one, work.today, days, work)


def _ended(span: Span, today: date) -> tuple[date | None, str]:
    """A light that ends only tomorrow still burns today."""
    if span.end is None or span.end > today:
        return None, ""
    return span.end, span.cleared_by


def _to_record(one: Watched, today: date) -> list[Span]:
    """Return what burnt under our eyes; what was over before the column came in warned nobody."""
    entered = legal_day(one.row.recorded_at)
    return [
        span for span in one.lit if span.first <= today and (span.end is None or span.end > entered)
    ]


def _moved(one: Watched, known: list[Any], today: date) -> bool:
    burning = {
        (str(span.colour), span.first): _ended(span, today) for span in _to_record(one, today)
    }
    recorded = {(light.light, light.on): (light.cleared_on, light.cleared_by) for light in known}
    return any(recorded.get(key) != ended for key, ended in burning.items()) or any(
        key not in burning and cleared[0] is None for key, cleared in recorded.items()
    )


def _record(one: Watched, today: date, work: Unit) -> list[Lit]:
    found = []
    here = MonitorLight.column == one.row.id
    standing = []
    for span in _to_record(one, today):
        cleared_on, cleared_by = _ended(span, today)
        values = {"cleared_on": cleared_on, "cleared_by": cleared_by}
        same = here & (MonitorLight.light == str(span.colour)) & (MonitorLight.on == span.first)
        light = MonitorLight.get_or_none(same)
        if light is None:
            light = MonitorLight.create(
                column=one.row.id,
                light=str(span.colour),
                on=span.first,
                last_update=span.last_update,
                seen_at=work.now,
                **values,
            )
            told = {"light": str(span.colour), "on": span.first.isoformat()}
            work.note("monitor", one.row.id, "lit", told)
            found.append(Lit(light.id, one.row.id, span.colour, span.first))
        else:
            MonitorLight.update(**values).where(MonitorLight.id == light.id).execute()
        standing.append(light.id)
    MonitorLight.update(cleared_on=today, cleared_by="corrected").where(
        here & MonitorLight.id.not_in(standing) & MonitorLight.cleared_on.is_null()
    ).execute()
    return found


def _state(one: Watched, today: date, days: WorkCalendar, work: Unit) -> None:
    """Put a burning column on the board: its last day is the one before red."""
    burning = next((span for span in one.lit if span.covers(today)), None)
    dues = []
    # what has been updated today still burns until the next working day, and needs nobody
    if burning is not None and burning.cleared_by in ("", "red"):
        red = next((s.first for s in one.lit if s.colour is Colour.RED and s.covers(today)), None)
        ahead = next((s.first for s in one.lit if s.colour is Colour.RED and s.first > today), None)
        turns = red or ahead
        last = None if turns is None else days.add(turns, -1)
        dues.append(
            Due(
                rule="column",
                due_on=last,
                status=Status.RUNNING,
                title=one.row.name,
                number=one.row.unit.short_name or one.row.unit.name,
                next_step="update_column",
            )
        )
    board.rewrite("monitor", one.row.id, dues, work)
    work.changed("monitor", one.row.id)


def _void(table: Any, key: int, by: int, reason: str, verb: str) -> None:
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = table.get_or_none(table.id == key)
        if row is None or row.voided_at is not None:
            raise UserError("monitor.gone")
        table.update(voided_at=work.now, void_reason=reason.strip()).where(
            table.id == key
        ).execute()
        work.note("monitor", row.column_id, verb, {"row": key, "reason": reason.strip()})
        _settle(MonitorColumn.get_by_id(row.column_id), work)


def _open(column_id: int) -> MonitorColumn:
    row = MonitorColumn.get_or_none(MonitorColumn.id == column_id)
    if row is None:
        raise UserError("monitor.gone")
    if row.ended_on is not None:
        raise UserError("monitor.ended", on=row.ended_on)
    return row


def _check_day(row: MonitorColumn, on: date, work: Unit) -> None:
    _refuse_future(on, "on", work)
    if on < row.valid_from:
        raise UserError("monitor.before_watched", field="on", first=row.valid_from)


def _refuse_future(on: date, field: str, work: Unit) -> None:
    if on > work.today:
        raise UserError("monitor.in_future", field=field, day=on, today=work.today)
