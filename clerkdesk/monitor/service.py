"""What may be done to the columns of the portal and their lights? The only writer.

add_column(column: NewColumn, by) -> int          end_column(column_id, by, *, on, reason)
note_update(column_id, by, *, on, title="", publication_id=None) -> int
void_update(update_id, by, *, reason)
explain(column_id, by, *, on, text, author, file: NewFile, progress=None) -> int
void_explanation(explanation_id, by, *, reason)
score(column_id, by, *, year, criterion, score, evidence="")
add_rule(rule: NewRule, by) -> int                void_rule(rule_id, by, *, reason)
sweep(today) -> tuple[Lit, ...]                   at the start of each working day
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clerkdesk import files as stored_files
from clerkdesk import typed
from clerkdesk.db.models import (
    MonitorColumn,
    MonitorExplanation,
    MonitorScore,
    MonitorUpdate,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.monitor.events import watched
from clerkdesk.monitor.lights import Colour, colour_on
from clerkdesk.monitor.recording import Lit, Why, settle, sweep
from clerkdesk.monitor.ruling import NewRule, add_rule, void_rule
from clerkdesk.publications import catalogue, intake
from clerkdesk.publications.intake import NewFile

__all__ = [
    "FULL_MARKS",
    "Criterion",
    "Kind",
    "Lit",
    "NewColumn",
    "NewRule",
    "add_column",
    "add_rule",
    "end_column",
    "explain",
    "note_update",
    "score",
    "sweep",
    "void_explanation",
    "void_rule",
    "void_update",
]

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


def add_column(column: NewColumn, by: int) -> int:
    """Begin to watch a column; return its key. Errors: monitor.no_such_unit, column_twice, …"""
    typed.name(column.name, "name")
    if column.category and column.category not in catalogue.current().offered:
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
        settle(row, work, Why.ELSEWHERE)
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
        settle(MonitorColumn.get_by_id(column_id), work, Why.COLUMN_ENDED)


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
        settle(row, work, Why.UPDATE_ENTERED)
    return int(update.id)


def void_update(update_id: int, by: int, *, reason: str) -> None:
    """Take back an update recorded by mistake; it stays on record."""
    _void(MonitorUpdate, update_id, by, reason, Why.UPDATE_VOIDED)


def explain(  # noqa: PLR0913 - a written explanation has these parts
    column_id: int,
    by: int,
    *,
    on: date,
    text: str,
    author: str,
    file: NewFile,
    progress: Callable[[int], object] | None = None,
) -> int:
    """Record a written explanation (书面说明) with its paper; return its key.

    It answers a warning: one of a day in the green is refused (monitor.green_then).
    progress: as in `files.store`.
    """
    typed.text(text, "text", required=True)
    typed.name(author, "author")
    intake.screen([file])
    with unit(by=by) as work:
        row = _open(column_id)
        _check_day(row, on, work)
        _refuse_in_the_green(row, on)
        told = MonitorExplanation.create(
            column=column_id,
            on=on,
            text=text.strip(),
            author=author.strip(),
            file=stored_files.store(file.data, file.name, by, progress=progress),
            recorded_at=work.now,
            recorded_by=by,
        )
        facts = {"explanation": told.id, "on": on.isoformat(), "author": author.strip()}
        work.note("monitor", column_id, "explained", facts)
        settle(row, work, Why.EXPLANATION_ENTERED)
    return int(told.id)


def void_explanation(explanation_id: int, by: int, *, reason: str) -> None:
    """Take back an explanation recorded by mistake; it stays on record."""
    _void(MonitorExplanation, explanation_id, by, reason, Why.EXPLANATION_VOIDED)


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


def _void(table: Any, key: int, by: int, reason: str, why: Why) -> None:
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = table.get_or_none(table.id == key)
        if row is None or row.voided_at is not None:
            raise UserError("monitor.gone")
        table.update(voided_at=work.now, void_reason=reason.strip()).where(
            table.id == key
        ).execute()
        work.note("monitor", row.column_id, str(why), {"row": key, "reason": reason.strip()})
        settle(MonitorColumn.get_by_id(row.column_id), work, why)


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


def _refuse_in_the_green(row: MonitorColumn, on: date) -> None:
    (one,) = watched([row], on, calendar())
    if colour_on(on, one.lit) is Colour.GREEN:
        raise UserError("monitor.green_then", field="on", on=on)


def _refuse_future(on: date, field: str, work: Unit) -> None:
    if on > work.today:
        raise UserError("monitor.in_future", field=field, day=on, today=work.today)
