"""What has happened in the columns of the portal, and under which rules are they watched?

Something new in a column is what was recorded there, or what the column's unit published of the
column's category on the web site.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import rulesets
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import legal_day
from clerkdesk.db.models import (
    MonitorColumn,
    MonitorExplanation,
    MonitorRule,
    MonitorUpdate,
    Publication,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.monitor.lights import Event, Happening, Span, spans
from clerkdesk.monitor.rulebook import ColumnRule, Explained, Rulebook

WEBSITE = "website"  # what is told elsewhere updates no column of the portal


@dataclass(frozen=True)
class Watched:
    """One column with what calms it and the lights that follow."""

    row: MonitorColumn
    events: tuple[Event, ...]
    lit: tuple[Span, ...]

    def warned(self, today: date) -> list[Span]:
        """Return what burnt under our eyes: what was over when it was entered warned nobody."""
        entered = legal_day(self.row.recorded_at)
        return [
            span
            for span in self.lit
            if span.first <= today and (span.end is None or span.end > entered)
        ]


@dataclass(frozen=True)
class NewThing:
    """Something new in a column, recorded by hand or published of its category."""

    column_id: int
    on: date
    title: str
    number: str = ""
    publication_id: int | None = None


def rulebook() -> Rulebook:
    """Return the rules by their days: the office's own from its first one on, before it ours."""
    own = [
        ColumnRule(
            row.yellow,
            row.red,
            counts_warning_day=row.counts_warning_day,
            explained=Explained(row.explained),
            since=row.valid_from,
            at_once=row.at_once,
        )
        for row in MonitorRule.select().where(MonitorRule.voided_at.is_null())
    ]
    first = min((one.since for one in own), default=date.max)
    shipped = [
        ColumnRule(one.yellow, one.red, since=one.since)
        for one in rulesets.MONITOR_RULES
        if one.since < first
    ]
    return Rulebook.of((*shipped, *own))


def columns_between(first: date, last: date) -> tuple[MonitorColumn, ...]:
    """Return the columns watched on any of these days (both included), each with its unit."""
    query = (
        MonitorColumn.select(MonitorColumn, OrganUnit)
        .join(OrganUnit)
        .where(
            (MonitorColumn.valid_from <= last)
            & (MonitorColumn.ended_on.is_null() | (MonitorColumn.ended_on > first))
        )
    )
    return tuple(query.order_by(MonitorColumn.id))


def watched(
    rows: Iterable[MonitorColumn], today: date, calendar: WorkCalendar
) -> tuple[Watched, ...]:
    """Return columns with their events up to today and their lights."""
    columns = list(rows)
    told = events_of([row.id for row in columns])
    published = _published_days(columns)
    rules = rulebook()
    found = []
    for row in columns:
        events = tuple(
            one for one in (*told[row.id], *published[row.id]) if row.valid_from <= one.on <= today
        )
        lit = spans(row.valid_from, events, rules, calendar)
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


def _on_the_website(columns: Iterable[MonitorColumn]) -> Any:
    wanted = {row.category for row in columns if row.category}
    return (
        Publication.category.in_(list(wanted))
        & Publication.published_on.is_null(False)
        & (Publication.channel == WEBSITE)
    )


def _published_days(columns: list[MonitorColumn]) -> dict[int, list[Event]]:
    """Return on which days each column got something; one event a day is enough for a light."""
    found: dict[int, list[Event]] = defaultdict(list)
    begun = min((row.valid_from for row in columns if row.category), default=None)
    if begun is None:
        return found
    query: Any = (
        Publication.select(Publication.category, Publication.source_unit, Publication.published_on)
        .where(_on_the_website(columns) & (Publication.published_on >= begun))
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


def new_things(
    columns: Iterable[MonitorColumn], first: date, last: date
) -> dict[int, tuple[NewThing, ...]]:
    """Return all that was new in each column in these days, each once, in their order."""
    rows = list(columns)
    found: dict[int, list[NewThing]] = {row.id: [] for row in rows}
    table = MonitorUpdate
    noted: Any = table.select().where(
        table.column.in_(list(found)) & table.voided_at.is_null() & table.on.between(first, last)
    )
    for one in noted.order_by(table.on, table.id):
        thing = NewThing(one.column_id, one.on, one.title, publication_id=one.publication_id)
        found[one.column_id].append(thing)
    by_place: dict[tuple[str, int | None], list[Publication]] = defaultdict(list)
    out: Any = Publication.select().where(
        _on_the_website(rows) & Publication.published_on.between(first, last)
    )
    for one in out.order_by(Publication.published_on, Publication.id):
        by_place[one.category, one.source_unit_id].append(one)
    for row in rows:
        known = {one.publication_id for one in found[row.id]}
        for one in by_place[row.category, row.unit_id] if row.category else ():
            if one.id not in known:
                thing = NewThing(row.id, one.published_on, one.title, one.number, one.id)
                found[row.id].append(thing)
    return {
        row.id: tuple(
            one
            for one in sorted(found[row.id], key=lambda one: one.on)
            if row.valid_from <= one.on and (row.ended_on is None or one.on < row.ended_on)
        )
        for row in rows
    }
