"""What has happened in the columns of the portal, and under which rule are they watched?

Something new in a column is what was recorded there, or what was published of the column's category
by the column's unit.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import rulesets, settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import MonitorColumn, MonitorExplanation, MonitorUpdate, Publication
from clerkdesk.monitor.lights import ColumnRule, Event, Explained, Happening, Span, spans


@dataclass(frozen=True)
class Watched:
    """One column with what calms it and the lights that follow."""

    row: MonitorColumn
    events: tuple[Event, ...]
    lit: tuple[Span, ...]


def rule_on(day: date) -> ColumnRule:
    """Return the rule in force on a day: the office's own number from the newest dated rule on."""
    chosen = settings.load()
    dated = rulesets.monitor_in_force(day)
    newest = rulesets.MONITOR_RULES[-1]
    return ColumnRule(
        yellow=chosen.monitor_days if dated is newest else dated.yellow,
        red=dated.red,
        counts_warning_day=chosen.monitor_counts_warning_day,
        explained=Explained(chosen.monitor_explanation),
    )


def watched(
    rows: Iterable[MonitorColumn], today: date, calendar: WorkCalendar
) -> tuple[Watched, ...]:
    """Return columns with their events up to today and their lights."""
    columns = list(rows)
    told = events_of([row.id for row in columns])
    published = _published(columns)
    rule = rule_on(today)
    found = []
    for row in columns:
        events = tuple(
            one for one in (*told[row.id], *published[row.id]) if row.valid_from <= one.on <= today
        )
        lit = spans(row.valid_from, events, rule, calendar)
        if row.ended_on is not None:
            lit = _until(lit, row.ended_on)
        found.append(Watched(row, events, lit))
    return tuple(found)


def _until(lit: tuple[Span, ...], end: date) -> tuple[Span, ...]:
    """A column that is watched no longer bears no light from that day on."""
    return tuple(
        one
        if one.end is not None and one.end <= end
        else Span(one.colour, one.first, end, one.last_update, "ended")
        for one in lit
        if one.first < end
    )


def events_of(keys: list[int]) -> dict[int, list[Event]]:
    """Return what was recorded in each column and still stands."""
    found: dict[int, list[Event]] = defaultdict(list)
    tables: tuple[tuple[Any, Happening], ...] = (
        (MonitorUpdate, Happening.UPDATE),
        (MonitorExplanation, Happening.EXPLANATION),
    )
    for table, kind in tables:
        query = table.select(table.column, table.on).where(
            table.column.in_(keys) & table.voided_at.is_null()
        )
        for column, on in query.tuples():
            found[column].append(Event(kind, on))
    return found


def _published(columns: list[MonitorColumn]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    wanted = {row.category for row in columns if row.category}
    if not wanted:
        return found
    query: Any = (
        Publication.select(Publication.category, Publication.source_unit, Publication.published_on)
        .where(Publication.category.in_(list(wanted)) & Publication.published_on.is_null(False))
        .distinct()
    )
    by_place: dict[tuple[str, int | None], list[date]] = defaultdict(list)
    for category, unit_id, on in query.tuples():
        by_place[category, unit_id].append(on)
    for row in columns:
        if row.category:
            days = by_place[row.category, row.unit_id]
            found[row.id] = [Event(Happening.UPDATE, on) for on in days]
    return found
