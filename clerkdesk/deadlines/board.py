"""What is due, and in which state is it today? One query over the deadlines of every noun.

Services call `rewrite` in the same unit as whatever can move a date; nothing here computes a due
date. The order of the board and its lights are SQL; a test holds them against `lights.light` row by
row.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

import peewee

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.connection import database
from clerkdesk.db.models import Deadline, Person
from clerkdesk.deadlines.lights import URGENCY, Light
from clerkdesk.deadlines.lines import DueRow, Status, read_rows
from clerkdesk.deadlines.stating import Due, rewrite, rewrite_many
from clerkdesk.holidays.queries import calendar

__all__ = [
    "Due",
    "DueRow",
    "Status",
    "as_of",
    "between",
    "by_key",
    "closed_between",
    "counts",
    "of",
    "on",
    "rewrite",
    "rewrite_many",
]


# the rules that end a matter; the others are limits beside it
WHOLE_MATTERS = ("reply", "publish", "record")


def _may_be_yellow(today: date) -> Any:
    return Deadline.yellow_on.is_null() | (Deadline.yellow_on <= today)


def _light(today: date, soon_until: date, *, short_ones: bool = True) -> peewee.Case:
    """Return the state of a deadline as SQL: its place in `URGENCY`.

    short_ones: whether a limit as short as the lead is looked at apart.
    """
    soon = Deadline.due_on <= soon_until

    def place(light: Light) -> int:
        return URGENCY.index(light)

    closed = Deadline.closed_on.is_null(False)
    return peewee.Case(
        None,
        (
            (closed & (Deadline.closed_on > Deadline.due_on), place(Light.DONE_LATE)),
            (closed, place(Light.DONE)),
            (Deadline.status == Status.UNCONFIRMED.value, place(Light.UNCONFIRMED)),
            (Deadline.due_on < today, place(Light.OVERDUE)),
            (Deadline.status == Status.PAUSED.value, place(Light.PAUSED)),
            (Deadline.due_on == today, place(Light.TODAY)),
            (soon & _may_be_yellow(today) if short_ones else soon, place(Light.SOON)),
            (Deadline.status == Status.UNSENT.value, place(Light.UNSENT)),
        ),
        place(Light.ORDINARY),
    )


_COLUMNS = (
    Deadline.id,
    Deadline.noun,
    Deadline.noun_id,
    Deadline.rule,
    Deadline.number,
    Deadline.title,
    Deadline.who,
    Deadline.next_step,
    Deadline.due_on,
    Deadline.provisional,
    Deadline.natural_days,
    Deadline.status,
    Deadline.waiting_for,
    Deadline.red_on,
    Deadline.yellow_on,
    Deadline.closed_on,
    Person.name,
)


def as_of(today: date) -> tuple[WorkCalendar, date]:
    """Return the office calendar and the last due date that is soon on that day."""
    days = calendar()
    # the days off after the last working day of the lead have no more working days left than it
    return days, days.add(today, settings.load().yellow_lead + 1) - timedelta(days=1)


def _select(today: date, soon_until: date) -> tuple[Any, peewee.Case]:
    light = _light(today, soon_until)
    query = Deadline.select(*_COLUMNS, light.alias("place")).join(Person, peewee.JOIN.LEFT_OUTER)
    return query, light


class _Part(Enum):
    """A state is read in parts, each a range of an index, in the order in which they are shown."""

    NEAR = "near"  # due as soon as a yellow line, but too early in a short limit to be one
    DATED = "dated"
    UNDATED = "undated"


_CALM = frozenset({Light.UNSENT, Light.ORDINARY})
_ALWAYS_DATED = frozenset({Light.OVERDUE, Light.TODAY, Light.SOON})


def _parts(light: Light) -> tuple[_Part, ...]:
    if light in _ALWAYS_DATED:
        return (_Part.DATED,)
    return tuple(_Part) if light in _CALM else (_Part.DATED, _Part.UNDATED)


def _windows(light: Light, part: _Part, today: date, soon_until: date) -> Any:
    """Return what one open state means as ranges an index can be read by; `_light` is the rule."""
    due, status = Deadline.due_on, Deadline.status
    still = status.not_in([Status.UNCONFIRMED.value, Status.PAUSED.value])
    soon = (due > today) & (due <= soon_until)
    later = soon & ~_may_be_yellow(today) if part is _Part.NEAR else due > soon_until
    if part is _Part.UNDATED:
        later = due.is_null()
    meanings = {
        Light.OVERDUE: (due < today) & (status != Status.UNCONFIRMED.value),
        Light.TODAY: (due == today) & still,
        Light.SOON: soon & still & _may_be_yellow(today),
        Light.UNCONFIRMED: status == Status.UNCONFIRMED.value,
        Light.UNSENT: (status == Status.UNSENT.value) & later,
        Light.ORDINARY: (status == Status.RUNNING.value) & later,
        Light.PAUSED: (status == Status.PAUSED.value) & ((due >= today) | due.is_null()),
    }
    undated = due.is_null(part is _Part.UNDATED)
    return Deadline.closed_on.is_null() & meanings[light] & undated


@lru_cache(maxsize=96)
def _statement(
    light: Light, part: _Part, noun: str | None, today: date, soon_until: date
) -> tuple[str, tuple[Any, ...]]:
    """Return the statement of a part of an open state: making it costs more than running it."""
    place = peewee.Value(URGENCY.index(light))  # known here: no row need be asked
    query = Deadline.select(*_COLUMNS, place).join(Person, peewee.JOIN.LEFT_OUTER)
    query = query.where(_windows(light, part, today, soon_until))
    if noun is not None:
        query = query.where(Deadline.noun == noun)
    order = (Deadline.id,) if part is _Part.UNDATED else (Deadline.due_on, Deadline.id)
    sql, values = query.order_by(*order).sql()
    return f"{sql} LIMIT ?", tuple(values)


def _open(lights: Iterable[Light], noun: str | None, today: date, limit: int) -> tuple[DueRow, ...]:
    """Return the most urgent lines, state after state, and no more of the register than that."""
    days, soon_until = as_of(today)
    found: list[Sequence[Any]] = []
    for light in sorted(set(lights), key=URGENCY.index):
        for part in _parts(light):
            if len(found) < limit:
                sql, values = _statement(light, part, noun, today, soon_until)
                found += database.execute_sql(sql, (*values, limit - len(found))).fetchall()
    return tuple(read_rows(found, today, days))


def on(
    today: date,
    *,
    lights: Iterable[Light] = (),
    noun: str | None = None,
    limit: int = 500,
    offset: int = 0,
) -> tuple[DueRow, ...]:
    """Return what is open on that day, the most urgent first.

    lights: only these states; closed ones are given only where asked for by name.
    """
    wanted = tuple(lights) or tuple(light for light in URGENCY if light.is_open)
    if not offset and all(light.is_open for light in wanted):
        return _open(wanted, noun, today, limit)
    days, soon_until = as_of(today)
    query, light = _select(today, soon_until)
    query = query.where(light.in_(tuple(URGENCY.index(one) for one in wanted)))
    if noun is not None:
        query = query.where(Deadline.noun == noun)
    order = (light, Deadline.due_on.is_null(), Deadline.due_on, Deadline.id)
    found = database.execute(query.order_by(*order).limit(limit).offset(offset))
    return tuple(read_rows(found, today, days))


def between(first: date, last: date, today: date) -> tuple[DueRow, ...]:
    """Return what is or was due in these days (both included), by day: for the month calendar."""
    days, soon_until = as_of(today)
    query, _light_of = _select(today, soon_until)
    query = query.where(Deadline.due_on.between(first, last)).order_by(
        Deadline.due_on, Deadline.closed_on.is_null(False), Deadline.id
    )
    return tuple(read_rows(database.execute(query), today, days))


def of(noun: str, noun_id: int, today: date) -> tuple[DueRow, ...]:
    """Return every deadline of one matter, the most urgent first."""
    days, soon_until = as_of(today)
    query, light = _select(today, soon_until)
    query = query.where((Deadline.noun == noun) & (Deadline.noun_id == noun_id))
    return tuple(read_rows(database.execute(query.order_by(light, Deadline.id)), today, days))


def by_key(keys: Sequence[int], today: date) -> dict[int, DueRow]:
    """Return lines by their keys, open or closed."""
    days, soon_until = as_of(today)
    query, _light_of = _select(today, soon_until)
    found = database.execute(query.where(Deadline.id.in_(keys)))
    return {row.id: row for row in read_rows(found, today, days)}


def counts(today: date, noun: str | None = None) -> dict[Light, int]:
    """Return how many open deadlines are in each state; every open one is counted once."""
    soon_until = as_of(today)[1]
    light = _light(today, soon_until, short_ones=False)  # so that an index alone tells it
    query = Deadline.select(light.alias("place"), peewee.fn.COUNT(Deadline.id).alias("n")).where(
        Deadline.closed_on.is_null()
    )
    if noun is not None:
        query = query.where(Deadline.noun == noun)
    pairs: Any = query.group_by(light).tuples()
    found: dict[int, int] = dict(pairs)
    told = {one: found.get(place, 0) for place, one in enumerate(URGENCY) if one.is_open}
    for calm in _CALM:
        early = Deadline.select().where(_windows(calm, _Part.NEAR, today, soon_until))
        number = early.where(Deadline.noun == noun).count() if noun else early.count()
        told[calm] += number
        told[Light.SOON] -= number
    return told


def _ended(first: date, last: date) -> Any:
    return Deadline.closed_on.between(first, last) & Deadline.rule.in_(WHOLE_MATTERS)


def closed_between(first: date, last: date) -> int:
    """Return how many matters were ended in these days; limits beside their own do not count."""
    return int(Deadline.select().where(_ended(first, last)).count())


def ended_between(first: date, last: date, today: date, *, limit: int = 500) -> tuple[DueRow, ...]:
    """Return the matters ended in these days, the latest first."""
    days, soon_until = as_of(today)
    query, _light_of = _select(today, soon_until)
    query = query.where(_ended(first, last)).order_by(Deadline.closed_on.desc(), Deadline.id.desc())
    return tuple(read_rows(database.execute(query.limit(limit)), today, days))
