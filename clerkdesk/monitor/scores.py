"""Which marks has each column for a year, what do they rest on, who comes first? For 综合评议.

The source (昆政办发〔2015〕17号 item 26) names what is looked at and no formula: a unit's total is
the mean of all marks of its columns, each counting by the office's weight for its criterion (equal
by default), and only who is marked in full has a place.

sheet(year) -> tuple[ColumnMarks, ...]          one row per column, by unit
ranking(year) -> tuple[ScoreRow, ...]           one row per unit, the best first
weights() -> Mapping[Criterion, int]            how much each criterion counts
years(today) -> tuple[int, ...]                 the years one may look at, the newest first
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from clerkdesk import settings
from clerkdesk.db.models import MonitorColumn, MonitorScore, Person
from clerkdesk.monitor import queries
from clerkdesk.monitor.events import columns_between
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


@dataclass(frozen=True)
class ScoreRow:
    """A unit in the yearly evaluation: the means of its columns' marks, in hundredths of a mark.

    place: None while a cell is unmarked; equal totals share one. A mean is None where nothing is
    marked. missing: how many cells of its columns have no mark yet.
    """

    place: int | None
    unit: str
    columns: int
    hundredths: int | None
    by_criterion: tuple[tuple[Criterion, int | None], ...]
    missing: int
    yellow: int
    red: int


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
    found = [
        ColumnMarks(
            column_id=row.id,
            column=row.name,
            unit=row.unit.name,
            marks=tuple((one, marks.get((row.id, str(one)))) for one in Criterion),
            yellow=burnt[row.id, Colour.YELLOW],
            red=burnt[row.id, Colour.RED],
        )
        for row in columns_between(first, last)
    ]
    return tuple(sorted(found, key=lambda one: (one.unit, one.column)))


def weights() -> Mapping[Criterion, int]:
    """Return how much a mark for each criterion counts."""
    chosen = settings.load()
    return {
        Criterion.STANDARD: chosen.score_weight_standard,
        Criterion.ACCURACY: chosen.score_weight_accuracy,
        Criterion.TIMELINESS: chosen.score_weight_timeliness,
    }


def ranking(year: int) -> tuple[ScoreRow, ...]:
    """Return the units by their totals, then those not marked in full."""
    units: dict[str, list[ColumnMarks]] = defaultdict(list)
    for row in sheet(year):
        units[row.unit].append(row)
    counting = weights()
    found = [_scored(name, rows, counting) for name, rows in units.items()]
    found.sort(key=lambda row: (row.missing > 0, -(row.hundredths or 0), row.unit))
    totals = [row.hundredths for row in found if not row.missing]
    return tuple(
        row if row.missing else replace(row, place=totals.index(row.hundredths) + 1)
        for row in found
    )


def _scored(name: str, rows: list[ColumnMarks], counting: Mapping[Criterion, int]) -> ScoreRow:
    given = {one: [mark.score for row in rows if (mark := row.mark(one))] for one in Criterion}
    return ScoreRow(
        place=None,
        unit=name,
        columns=len(rows),
        hundredths=_mean(
            [(score, counting[one]) for one, cells in given.items() for score in cells]
        ),
        by_criterion=tuple(
            (one, _mean([(score, 1) for score in cells])) for one, cells in given.items()
        ),
        missing=len(rows) * len(Criterion) - sum(map(len, given.values())),
        yellow=sum(row.yellow for row in rows),
        red=sum(row.red for row in rows),
    )


def _mean(cells: list[tuple[int, int]]) -> int | None:
    """Return the mean of marks with their weights, in hundredths, half rounded up."""
    parts = sum(weight for _score, weight in cells)
    total = sum(score * weight for score, weight in cells)
    return (200 * total + parts) // (2 * parts) if cells else None


def years(today: date) -> tuple[int, ...]:
    """Return the years with a watched column up to today, the newest first; this year always."""
    first = MonitorColumn.select().order_by(MonitorColumn.valid_from).first()
    begun = today.year if first is None else min(first.valid_from.year, today.year)
    return tuple(range(today.year, begun - 1, -1))
