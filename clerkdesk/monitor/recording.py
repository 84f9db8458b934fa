"""Which yellow and red lights are put on record, and what becomes of them? Rows that stay.

sweep(today) -> tuple[Lit, ...]     at the start of each working day
settle(row, work, why)              after something was entered or taken back in a column
settle_place(category, unit_id, work)           after something was published
settle_all(work, why)               after a rule was entered or taken back
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import MonitorColumn, MonitorLight
from clerkdesk.db.unit import Unit, unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.holidays.queries import calendar
from clerkdesk.monitor.events import Watched, watched
from clerkdesk.monitor.lights import Colour, Span

CORRECTED = "corrected"


class Why(StrEnum):
    """What showed that a light on record should not have burnt; labels in `[light_corrected]`."""

    UPDATE_ENTERED = "update_entered"
    UPDATE_VOIDED = "update_voided"
    EXPLANATION_ENTERED = "explanation_entered"
    EXPLANATION_VOIDED = "explanation_voided"
    RULE_ENTERED = "rule_entered"
    RULE_VOIDED = "rule_voided"
    COLUMN_ENDED = "column_ended"
    ELSEWHERE = "elsewhere"  # a publication or a holiday notice


@dataclass(frozen=True)
class Lit:
    """A light found burning for the first time."""

    id: int
    column_id: int
    colour: Colour
    on: date


def sweep(today: date) -> tuple[Lit, ...]:
    """Write down every light lit up to today that is not yet on record; return the new ones.

    A light on record is never taken away: where a day entered later shows that it should not have
    burnt, its row is marked with that day and the reason.
    """
    days = calendar()
    rows = watched(MonitorColumn.select().order_by(MonitorColumn.id), today, days)
    known: dict[int, list[Any]] = {}
    for light in MonitorLight.select():
        known.setdefault(light.column_id, []).append(light)
    moved = [one for one in rows if _moved(one, known.get(one.row.id, []), today)]
    if not moved:
        return ()
    found: list[Lit] = []
    with unit(by=None) as work:
        for one in moved:
            found.extend(_record(one, today, work, Why.ELSEWHERE))
            _state(one, today, days, work)
    return tuple(found)


def settle(row: MonitorColumn, work: Unit, why: Why) -> None:
    """Put the lights of one column on record anew, and its line on the board."""
    _settle([row], work, why)


def settle_place(category: str, unit_id: int | None, work: Unit) -> None:
    """Do so for the columns that something a unit published of a category updates."""
    here = (MonitorColumn.category == category) & (MonitorColumn.unit == unit_id)
    rows = list(MonitorColumn.select().where(here & MonitorColumn.ended_on.is_null()))
    if category and rows:
        _settle(rows, work, Why.ELSEWHERE)


def settle_all(work: Unit, why: Why) -> None:
    """Do so for every column."""
    _settle(list(MonitorColumn.select().order_by(MonitorColumn.id)), work, why)


def _settle(rows: list[MonitorColumn], work: Unit, why: Why) -> None:
    days = calendar()
    for one in watched(rows, work.today, days):
        _record(one, work.today, work, why)
        _state(one, work.today, days, work)


def _ended(span: Span, today: date) -> tuple[date | None, str]:
    """A light that ends only tomorrow still burns today."""
    if span.end is None or span.end > today:
        return None, ""
    return span.end, span.cleared_by


def _moved(one: Watched, known: list[Any], today: date) -> bool:
    burning = {(str(span.colour), span.first): _ended(span, today) for span in one.warned(today)}
    standing = {
        (light.light, light.on): (light.cleared_on, light.cleared_by)
        for light in known
        if light.corrected_on is None
    }
    return burning != standing


def _record(one: Watched, today: date, work: Unit, why: Why) -> list[Lit]:
    found = []
    here = MonitorLight.column == one.row.id
    standing = []
    for span in one.warned(today):
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
            _note(light, "lit", "", work)
            found.append(Lit(light.id, one.row.id, span.colour, span.first))
        else:
            if light.corrected_on is not None:
                _note(light, "light_restored", str(why), work)
            back = {"corrected_on": None, "corrected_why": ""}
            MonitorLight.update(**values, **back).where(MonitorLight.id == light.id).execute()
        standing.append(light.id)
    _correct(here & MonitorLight.id.not_in(standing), today, work, why)
    return found


def _correct(which: Any, today: date, work: Unit, why: Why) -> None:
    """Mark what should not have burnt; one that still burnt goes out with it."""
    for light in MonitorLight.select().where(which & MonitorLight.corrected_on.is_null()):
        values: dict[str, Any] = {"corrected_on": today, "corrected_why": str(why)}
        if light.cleared_on is None:
            values |= {"cleared_on": today, "cleared_by": CORRECTED}
        MonitorLight.update(**values).where(MonitorLight.id == light.id).execute()
        _note(light, "light_corrected", str(why), work)


def _note(light: MonitorLight, verb: str, why: str, work: Unit) -> None:
    told = {"light": light.light, "on": light.on.isoformat()}
    work.note("monitor", light.column_id, verb, told | ({"why": why} if why else {}))


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
