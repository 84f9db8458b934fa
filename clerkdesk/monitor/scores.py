"""Which marks has each column for a year, and what do they rest on? For the sheet of 综合评议.

sheet(year) -> tuple[ColumnMarks, ...]          one row per column, by unit
years(today) -> tuple[int, ...]                 the years one may look at, the newest first
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from clerkdesk.db.models import MonitorColumn, MonitorScore, Person
from clerkdesk.monitor import queries
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.service import Criterion


@dataclass(frozen=True)
class Mark:
    """One cell of the sheet: 0 to 100, and why not full marks."""

    score: int
    evidence: str
    given_by: str
    given_at: datetime


@dataclass(frozen=True)
class ColumnMarks:
    """A column's row; None where a criterion has no mark yet. yellow, red: lights of the year."""

    column_id: int
    column: str
    unit: str
    marks: tuple[tuple[Criterion, Mark | None], ...]
    yellow: int
    red: int

    def mark(self, criterion: Criterion) -> Mark | None:
        return dict(self.marks)[criterion]

    @property
    def complete(self) -> bool:
        return all(mark is not None for _criterion, mark in self.marks)


def sheet(year: int) -> tuple[ColumnMarks, ...]:
    """Return the columns watched in a year with their newest marks."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    people: Any = Person.select(Person.id, Person.name)
    names = dict(people.tuples())
    marks: dict[tuple[int, str], Mark] = {}
    for row in MonitorScore.select().where(MonitorScore.year == year).order_by(MonitorScore.id):
        given = Mark(row.score, row.evidence, names[row.recorded_by_id], row.recorded_at)
        marks[row.column_id, row.criterion] = given
    burnt = Counter(
        (light.column_id, light.colour)
        for light in queries.lights(first, last)
        if light.on.year == year
    )
    watched = MonitorColumn.select().where(
        (MonitorColumn.valid_from <= last)
        & (MonitorColumn.ended_on.is_null() | (MonitorColumn.ended_on > first))
    )
    found = [
        ColumnMarks(
            column_id=row.id,
            column=row.name,
            unit=row.unit.name,
            marks=tuple((one, marks.get((row.id, str(one)))) for one in Criterion),
            yellow=burnt[row.id, Colour.YELLOW],
            red=burnt[row.id, Colour.RED],
        )
        for row in watched
    ]
    return tuple(sorted(found, key=lambda one: (one.unit, one.column)))


def years(today: date) -> tuple[int, ...]:
    """Return the years with a watched column up to today, the newest first; this year always."""
    first = MonitorColumn.select().order_by(MonitorColumn.valid_from).first()
    begun = today.year if first is None else min(first.valid_from.year, today.year)
    return tuple(range(today.year, begun - 1, -1))
