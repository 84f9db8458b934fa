"""How do the columns stand, what burnt and what was new, by which rules? Frozen rows for screens.

rows(today) -> tuple[ColumnRow, ...]            every watched column, the worst light first
column_card(column_id, today) -> ColumnCard     notice(year, month, today) -> MonthlyNotice
weekly(first, last) -> tuple[WeekRow, ...]      new_in(column_id, first, last)
rules(today) -> tuple[RuleRow, ...]             lights(first, last) -> tuple[LightRow, ...]
"""

from calendar import monthrange
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from clerkdesk import rulesets
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import (
    MonitorColumn,
    MonitorExplanation,
    MonitorLight,
    MonitorRule,
    MonitorUpdate,
    Person,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.monitor.acts import Standing
from clerkdesk.monitor.events import (
    NewThing,
    Watched,
    columns_between,
    new_things,
    rulebook,
    watched,
)
from clerkdesk.monitor.lights import Colour, Happening, colour_on, last_base
from clerkdesk.monitor.rows import (
    ColumnCard,
    ColumnRow,
    ExplanationView,
    LightRow,
    MonthlyNotice,
    NoticeLine,
    Phase,
    RuleRow,
    UpdateView,
    WeekRow,
)
from clerkdesk.monitor.rulebook import Explained, Rulebook
from clerkdesk.monitor.service import Kind

LATELY = 31  # days; a month's notice is then written


def rows(today: date) -> tuple[ColumnRow, ...]:
    """Return every column watched on a day, red first."""
    rules, days = rulebook(), calendar()
    columns = columns_between(today, today)
    found = [_row(one, today, rules, days) for one in watched(columns, today, days)]
    worst = {Colour.RED: 0, Colour.YELLOW: 1, Colour.GREEN: 2}
    return tuple(sorted(found, key=lambda one: (worst[one.colour], one.unit, one.name)))


def _row(one: Watched, today: date, rules: Rulebook, days: WorkCalendar) -> ColumnRow:
    burning = next((span for span in one.lit if span.covers(today)), None)
    updates = [event.on for event in one.events if event.kind is Happening.UPDATE]
    explained = [event.on for event in one.events if event.kind is Happening.EXPLANATION]
    next_on, next_colour = _next(one, today, rules, days)
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


def _next(
    one: Watched, today: date, rules: Rulebook, days: WorkCalendar
) -> tuple[date | None, Colour | None]:
    changes: list[tuple[date, Colour]] = []
    for span in one.lit:
        if span.first > today:
            changes.append((span.first, span.colour))
        if span.end is not None and span.end > today:
            changes.append((span.end, colour_on(span.end, one.lit)))
    if one.row.ended_on is None and not one.lit:
        turns = rules.turns(last_base(one.row.valid_from, one.events, rules, days), days)
        changes += [(turns.yellow, Colour.YELLOW), (turns.red, Colour.RED)]
    return min(changes, default=(None, None), key=lambda change: change[0])


def column_card(column_id: int, today: date) -> ColumnCard:
    """Return everything of one column; UserError monitor.gone."""
    row = MonitorColumn.get_or_none(MonitorColumn.id == column_id)
    if row is None:
        raise UserError("monitor.gone")
    days = calendar()
    one = watched([row], today, days)[0]
    people: Any = Person.select(Person.id, Person.name)
    names = dict(people.tuples())
    updates = MonitorUpdate.select().where(MonitorUpdate.column == column_id)
    told = MonitorExplanation.select().where(MonitorExplanation.column == column_id)
    rules = rulebook()
    shown = _row(one, today, rules, days)
    recorded = _lights(MonitorLight.column == column_id)
    return ColumnCard(
        row=shown,
        category=row.category,
        valid_from=row.valid_from,
        ended_on=row.ended_on,
        standing=Standing(shown.colour, _burnt_lately(recorded, today), row.ended_on),
        rule=rules.of_count(last_base(row.valid_from, one.events, rules, days), today),
        lights=recorded,
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


def _burnt_lately(recorded: tuple[LightRow, ...], today: date) -> bool:
    """Whether an explanation given then may still be entered now."""
    return any(
        one.corrected_on is None
        and (one.cleared_on is None or (today - one.cleared_on).days <= LATELY)
        for one in recorded
    )


def lights(first: date, last: date) -> tuple[LightRow, ...]:
    """Return the lights on record that burnt at any time in these days (both included).

    Those a day entered later has shown to be none are left out; the column's card still has them.
    """
    burnt = (
        (MonitorLight.on <= last)
        & (MonitorLight.cleared_on.is_null() | (MonitorLight.cleared_on > first))
        & MonitorLight.corrected_on.is_null()
    )
    return _lights(burnt)


def record(today: date) -> tuple[LightRow, ...]:
    """Return every light on record up to a day, those found to be none marked as such."""
    return _lights(MonitorLight.on <= today)


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
            corrected_on=row["corrected_on"],
            corrected_why=row["corrected_why"],
            seen_at=row["seen_at"],
        )
        for row in query.dicts()
    )


def notice(year: int, month: int, today: date) -> MonthlyNotice:
    """Return what the notice of one month says, as of a day (in the month: until that day)."""
    first = date(year, month, 1)
    last = min(date(year, month, monthrange(year, month)[1]), today)
    columns = columns_between(first, last)
    new = new_things(columns, first, last)
    burnt = lights(first, last)
    begun = Counter((light.column_id, light.colour) for light in burnt if first <= light.on)
    lines = []
    for one in watched(columns, last, calendar()):
        told = [event for event in one.events if event.kind is Happening.EXPLANATION]
        lines.append(
            NoticeLine(
                unit=one.row.unit.name,
                column=one.row.name,
                updates=len(new[one.row.id]),
                yellow=begun[one.row.id, Colour.YELLOW],
                red=begun[one.row.id, Colour.RED],
                explanations=sum(first <= event.on <= last for event in told),
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
        lights=tuple(_as_of(light, last) for light in burnt),
        rules=_in_force(first, last, today),
    )


def _as_of(light: LightRow, last: date) -> LightRow:
    """A month's notice reads the same whenever it is printed."""
    if light.cleared_on is None or light.cleared_on <= last:
        return light
    return replace(light, cleared_on=None, cleared_by="")


def _in_force(first: date, last: date, today: date) -> tuple[RuleRow, ...]:
    days = {rule.since for rule in rulebook().between(first, last)}
    standing = (row for row in rules(today) if row.phase is not Phase.VOIDED)
    return tuple(row for row in standing if row.valid_from in days)[::-1]


def weekly(first: date, last: date) -> tuple[WeekRow, ...]:
    """Return how much stood in each column each week of these days."""
    monday = first - timedelta(days=first.weekday())
    mondays = [monday + timedelta(days=7 * place) for place in range((last - monday).days // 7 + 1)]
    columns = columns_between(first, last)
    new = new_things(columns, first, last)
    found = []
    for row in columns:
        numbers = Counter(one.on - timedelta(days=one.on.weekday()) for one in new[row.id])
        weeks = tuple((day, numbers[day]) for day in mondays)
        found.append(WeekRow(row.id, row.name, row.unit.name, weeks))
    return tuple(sorted(found, key=lambda row: (row.unit, row.column)))


def new_in(column_id: int, first: date, last: date) -> tuple[NewThing, ...]:
    """Return what was new in one column in these days (both included): the rows of a square."""
    columns = MonitorColumn.select().where(MonitorColumn.id == column_id)
    return new_things(columns, first, last).get(column_id, ())


def rules(today: date) -> tuple[RuleRow, ...]:
    """Return every dated rule, the newest first; those taken back at their day as well."""
    now = rulebook().on(today).since
    people: Any = Person.select(Person.id, Person.name)
    names = dict(people.tuples())
    own = list(MonitorRule.select())
    first = min((row.valid_from for row in own if row.voided_at is None), default=date.max)
    found = [
        RuleRow(
            id=row.id,
            valid_from=row.valid_from,
            phase=Phase.VOIDED if row.voided_at else _phase(row.valid_from, now),
            yellow=row.yellow,
            red=row.red,
            counts_warning_day=row.counts_warning_day,
            explained=Explained(row.explained),
            at_once=row.at_once,
            basis=row.basis,
            recorded_by=names[row.recorded_by_id],
            recorded_at=row.recorded_at,
            void_reason=row.void_reason,
        )
        for row in own
    ]
    found += [
        RuleRow(
            id=None,
            valid_from=one.since,
            phase=_phase(one.since, now),
            yellow=one.yellow,
            red=one.red,
            counts_warning_day=False,
            explained=Explained.RESETS,
            at_once=False,
            basis=one.code,
            recorded_by="",
            recorded_at=None,
            void_reason="",
        )
        for one in rulesets.MONITOR_RULES
        if one.since < first
    ]
    return tuple(sorted(found, key=lambda row: (row.valid_from, row.id or 0), reverse=True))


def _phase(since: date, now: date) -> Phase:
    if since == now:
        return Phase.NOW
    return Phase.BEFORE if since < now else Phase.AHEAD
