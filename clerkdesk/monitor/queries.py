"""How do the columns stand, what burnt in a month, who keeps them best? Frozen rows for screens.

rows(today) -> tuple[ColumnRow, ...]            every watched column, the worst light first
column_card(column_id, today) -> ColumnCard     notice(year, month, today) -> MonthlyNotice
weekly(first, last) -> tuple[WeekRow, ...]      ranking(year) -> tuple[ScoreRow, ...]
"""

from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from clerkdesk.db.models import (
    MonitorColumn,
    MonitorExplanation,
    MonitorLight,
    MonitorScore,
    MonitorUpdate,
    Person,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.monitor.events import Watched, rule_on, watched
from clerkdesk.monitor.lights import (
    Colour,
    ColumnRule,
    Happening,
    colour_on,
    last_base,
    red_from,
    yellow_from,
)
from clerkdesk.monitor.rows import (
    ColumnCard,
    ColumnRow,
    ExplanationView,
    LightRow,
    MonthlyNotice,
    NoticeLine,
    ScoreRow,
    UpdateView,
    WeekRow,
)
from clerkdesk.monitor.service import Criterion, Kind


def rows(today: date) -> tuple[ColumnRow, ...]:
    """Return every column watched on a day, red first."""
    query = MonitorColumn.select().where(
        (MonitorColumn.valid_from <= today)
        & (MonitorColumn.ended_on.is_null() | (MonitorColumn.ended_on > today))
    )
    found = [_row(one, today) for one in watched(query, today, calendar())]
    worst = {Colour.RED: 0, Colour.YELLOW: 1, Colour.GREEN: 2}
    return tuple(sorted(found, key=lambda one: (worst[one.colour], one.unit, one.name)))


def _row(one: Watched, today: date) -> ColumnRow:
    days = calendar()
    rule = rule_on(today)
    burning = next((span for span in one.lit if span.covers(today)), None)
    updates = [event.on for event in one.events if event.kind is Happening.UPDATE]
    explained = [event.on for event in one.events if event.kind is Happening.EXPLANATION]
    next_on, next_colour = _next(one, today, rule)
    return ColumnRow(
        id=one.row.id,
        name=one.row.name,
        unit=one.row.unit.name,
        kind=Kind(one.row.kind),
        colour=burning.colour if burning else Colour.GREEN,
        since=burning.first if burning else None,
        last_update=max(updates, default=None),
        explained_on=max(explained, default=None),
        next_on=next_on,
        next_colour=next_colour,
        provisional=next_on is not None and days.is_provisional(next_on),
    )


def _next(one: Watched, today: date, rule: ColumnRule) -> tuple[date | None, Colour | None]:
    days = calendar()
    changes: list[tuple[date, Colour]] = []
    for span in one.lit:
        if span.first > today:
            changes.append((span.first, span.colour))
        if span.end is not None and span.end > today:
            changes.append((span.end, colour_on(span.end, one.lit)))
    if one.row.ended_on is None and not one.lit:
        base = last_base(one.row.valid_from, one.events, rule, days)
        changes += [
            (yellow_from(base, rule, days), Colour.YELLOW),
            (red_from(base, rule, days), Colour.RED),
        ]
    return min(changes, default=(None, None), key=lambda change: change[0])


def column_card(column_id: int, today: date) -> ColumnCard:
    """Return everything of one column; UserError monitor.gone."""
    row = MonitorColumn.get_or_none(MonitorColumn.id == column_id)
    if row is None:
        raise UserError("monitor.gone")
    one = watched([row], today, calendar())[0]
    people: Any = Person.select(Person.id, Person.name)
    names = dict(people.tuples())
    updates = MonitorUpdate.select().where(MonitorUpdate.column == column_id)
    told = MonitorExplanation.select().where(MonitorExplanation.column == column_id)
    return ColumnCard(
        row=_row(one, today),
        category=row.category,
        valid_from=row.valid_from,
        ended_on=row.ended_on,
        rule=rule_on(today),
        lights=_lights(MonitorLight.column == column_id),
        updates=tuple(
            UpdateView(
                id=update.id,
                on=update.on,
                title=update.title,
                publication_id=update.publication_id,
                recorded_by=names[update.recorded_by_id],
                voided=update.voided_at is not None,
                void_reason=update.void_reason,
            )
            for update in updates.order_by(MonitorUpdate.on.desc(), MonitorUpdate.id.desc())
        ),
        explanations=tuple(
            ExplanationView(
                id=one_told.id,
                on=one_told.on,
                text=one_told.text,
                author=one_told.author,
                file_id=one_told.file_id,
                recorded_at=one_told.recorded_at,
                recorded_by=names[one_told.recorded_by_id],
                voided=one_told.voided_at is not None,
                void_reason=one_told.void_reason,
            )
            for one_told in told.order_by(MonitorExplanation.on.desc())
        ),
    )


def lights(first: date, last: date) -> tuple[LightRow, ...]:
    """Return the lights on record that burnt at any time in these days (both included).

    Those a day entered later has shown to be none are left out; the column's card still has them.
    """
    burnt = (
        (MonitorLight.on <= last)
        & (MonitorLight.cleared_on.is_null() | (MonitorLight.cleared_on > first))
        & (MonitorLight.cleared_by != "corrected")
    )
    return _lights(burnt)


def _lights(where: Any) -> tuple[LightRow, ...]:
    query: Any = (
        MonitorLight.select(MonitorLight, MonitorColumn.name, OrganUnit.name.alias("unit_name"))
        .join(MonitorColumn)
        .join(OrganUnit)
        .where(where)
        .order_by(MonitorLight.on, MonitorLight.id)
    )
    return tuple(
        LightRow(
            id=row["id"],
            column_id=row["column"],
            column=row["name"],
            unit=row["unit_name"],
            colour=Colour(row["light"]),
            on=row["on"],
            last_update=row["last_update"],
            cleared_on=row["cleared_on"],
            cleared_by=row["cleared_by"],
        )
        for row in query.dicts()
    )


def notice(year: int, month: int, today: date) -> MonthlyNotice:
    """Return what the notice of one month says, as of a day (in the month: until that day)."""
    first = date(year, month, 1)
    last = min(date(year, month, monthrange(year, month)[1]), today)
    query = MonitorColumn.select().where(
        (MonitorColumn.valid_from <= last)
        & (MonitorColumn.ended_on.is_null() | (MonitorColumn.ended_on > first))
    )
    lines = []
    for one in watched(query, last, calendar()):
        happened = Counter(event.kind for event in one.events if first <= event.on <= last)
        begun = Counter(span.colour for span in one.lit if first <= span.first <= last)
        lines.append(
            NoticeLine(
                unit=one.row.unit.name,
                column=one.row.name,
                updates=happened[Happening.UPDATE],
                yellow=begun[Colour.YELLOW],
                red=begun[Colour.RED],
                explanations=happened[Happening.EXPLANATION],
                burning=colour_on(last, one.lit),
            )
        )
    lines.sort(key=lambda line: (-line.red, -line.yellow, line.unit, line.column))
    return MonthlyNotice(
        year=year,
        month=month,
        first=first,
        last=last,
        columns=len(lines),
        updates=sum(line.updates for line in lines),
        yellow=sum(line.yellow for line in lines),
        red=sum(line.red for line in lines),
        explanations=sum(line.explanations for line in lines),
        lines=tuple(lines),
        lights=lights(first, last),
    )


def weekly(first: date, last: date) -> tuple[WeekRow, ...]:
    """Return how much stood in each column each week of these days."""
    monday = first - timedelta(days=first.weekday())
    mondays = [monday + timedelta(days=7 * place) for place in range((last - monday).days // 7 + 1)]
    query = MonitorColumn.select().where(
        (MonitorColumn.valid_from <= last)
        & (MonitorColumn.ended_on.is_null() | (MonitorColumn.ended_on > first))
    )
    found = []
    for one in watched(query, last, calendar()):
        numbers = Counter(
            event.on - timedelta(days=event.on.weekday())
            for event in one.events
            if event.kind is Happening.UPDATE and first <= event.on <= last
        )
        weeks = tuple((day, numbers[day]) for day in mondays)
        found.append(WeekRow(one.row.id, one.row.name, one.row.unit.name, weeks))
    return tuple(sorted(found, key=lambda row: (row.unit, row.column)))


def ranking(year: int) -> tuple[ScoreRow, ...]:
    """Return the units by their marks of a year, the best first; equal marks share a place."""
    marks: dict[tuple[int, str], int] = {}
    scores = MonitorScore.select().where(MonitorScore.year == year).order_by(MonitorScore.id)
    for score in scores:
        marks[score.column_id, score.criterion] = score.score
    units: dict[str, list[int]] = defaultdict(list)
    query = MonitorColumn.select().where(
        (MonitorColumn.valid_from <= date(year, 12, 31))
        & (MonitorColumn.ended_on.is_null() | (MonitorColumn.ended_on > date(year, 1, 1)))
    )
    for column in query:
        units[column.unit.name].append(column.id)
    burnt = Counter(
        (light.unit, light.colour)
        for light in lights(date(year, 1, 1), date(year, 12, 31))
        if light.on.year == year
    )
    found = [_scored(name, columns, marks, burnt) for name, columns in units.items()]
    found.sort(key=lambda row: (-row.hundredths, row.unit))
    places: dict[int, int] = {}
    for place, row in enumerate(found, start=1):
        places.setdefault(row.hundredths, place)
    return tuple(replace(row, place=places[row.hundredths]) for row in found)


def _scored(
    name: str,
    columns: list[int],
    marks: dict[tuple[int, str], int],
    burnt: Counter[tuple[str, Colour]],
) -> ScoreRow:
    given = [
        marks[column, criterion]
        for column in columns
        for criterion in Criterion
        if (column, criterion) in marks
    ]
    by_criterion = []
    for criterion in Criterion:
        cells = [marks[column, criterion] for column in columns if (column, criterion) in marks]
        by_criterion.append((criterion, _mean(cells)))
    return ScoreRow(
        place=0,
        unit=name,
        columns=len(columns),
        hundredths=_mean(given),
        by_criterion=tuple(by_criterion),
        missing=len(columns) * len(Criterion) - len(given),
        yellow=burnt[name, Colour.YELLOW],
        red=burnt[name, Colour.RED],
    )


def _mean(cells: list[int]) -> int:
    """Return the mean in hundredths, half rounded up."""
    return (200 * sum(cells) + len(cells)) // (2 * len(cells)) if cells else 0
