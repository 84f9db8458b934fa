"""What is due, and in which state is it today? One query over the deadlines of every noun.

Services call `rewrite` in the same unit as whatever can move a date; nothing here computes a due
date. The order of the board and its lights are SQL; a test holds them against `lights.light` row by
row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

import peewee

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Deadline, LightChange, Person
from clerkdesk.db.unit import Unit, unit
from clerkdesk.deadlines.lights import URGENCY, Light, remaining
from clerkdesk.holidays.queries import calendar


class Status(StrEnum):
    """How an open deadline runs; `lights.light` turns it and the day into one state."""

    RUNNING = "running"
    PAUSED = "paused"
    UNCONFIRMED = "unconfirmed"
    UNSENT = "unsent"


@dataclass(frozen=True)
class Due:
    """One deadline of one matter, as its service states it.

    rule: which limit this is ("reply", "correction_notice"); one row for each rule of a matter.
    due_on: the last day, None while none can be known.
    who: the applicant, where there is one.
    next_step: a term of `[next_step]`: what the clerk does next.
    waiting_for: a term of `[waiting_for]` while paused.
    yellow_on, red_on: the first day of each colour where it is not told by due_on (unconfirmed).
    closed_on: the day it was met; a rule no longer stated at all is closed by `rewrite`.
    """

    rule: str
    due_on: date | None
    status: Status
    title: str
    number: str
    who: str = ""
    next_step: str = ""
    handler_id: int | None = None
    provisional: bool = False
    natural_days: bool = False
    waiting_for: str = ""
    yellow_on: date | None = None
    red_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class DueRow:
    """One line of the board.

    colour: "red", "yellow" or "", whatever the light's word is. remaining: working days left
    (natural days where natural_days), of a closed one how early (+) or late (-) it was met.
    unsent: written but not yet sent, whatever light its date gives it.
    """

    id: int
    noun: str
    noun_id: int
    rule: str
    number: str
    title: str
    who: str
    next_step: str
    handler: str
    due_on: date | None
    provisional: bool
    natural_days: bool
    waiting_for: str
    closed_on: date | None
    light: Light
    unsent: bool
    colour: str
    remaining: int | None


@dataclass(frozen=True)
class Turned:
    """A matter that turned yellow or red and that nobody has acknowledged yet."""

    id: int
    row: DueRow
    on: date


def rewrite(noun: str, noun_id: int, dues: Iterable[Due], work: Unit) -> None:
    """Store what is due for one matter; rules not listed any more are closed today."""
    stated = {due.rule: due for due in dues}
    here = (Deadline.noun == noun) & (Deadline.noun_id == noun_id)
    for due in stated.values():
        values = {
            name: getattr(due, name)
            for name in due.__dataclass_fields__
            if name not in ("rule", "handler_id")
        } | {"handler": due.handler_id, "status": str(due.status)}
        row = Deadline.get_or_none(here & (Deadline.rule == due.rule))
        if row is None:
            Deadline.create(noun=noun, noun_id=noun_id, rule=due.rule, **values)
        else:
            Deadline.update(**values).where(Deadline.id == row.id).execute()
    gone = here & Deadline.closed_on.is_null() & Deadline.rule.not_in(tuple(stated))
    Deadline.update(closed_on=work.today).where(gone).execute()


def _light(today: date, days: WorkCalendar, lead: int) -> peewee.Case:
    """Return the state of a deadline as SQL: its place in `URGENCY`."""
    # the days off after the last working day of the lead have no more working days left than it
    soon_until = days.add(today, lead + 1) - timedelta(days=1)

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
            (Deadline.due_on <= soon_until, place(Light.SOON)),
            (Deadline.status == Status.UNSENT.value, place(Light.UNSENT)),
        ),
        place(Light.ORDINARY),
    )


def colour_of(
    light: Light, today: date, yellow_on: date | None = None, red_on: date | None = None
) -> str:
    """Return "red", "yellow" or "": which alarm a state is."""
    if light in (Light.OVERDUE, Light.TODAY):
        return "red"
    if light is Light.SOON:
        return "yellow"
    if light is Light.UNCONFIRMED:
        if red_on is not None and today >= red_on:
            return "red"
        if yellow_on is not None and today >= yellow_on:
            return "yellow"
    return ""


def _select(today: date, days: WorkCalendar) -> tuple[Any, peewee.Case]:
    light = _light(today, days, settings.load().yellow_lead)
    query = Deadline.select(Deadline, Person.name, light.alias("place")).join(
        Person, peewee.JOIN.LEFT_OUTER
    )
    return query, light


def _row(found: Any, today: date, days: WorkCalendar) -> DueRow:
    light = URGENCY[found["place"]]
    due_on: date | None = found["due_on"]
    end = found["closed_on"] or today
    counted = None
    if due_on is not None and light is not Light.UNCONFIRMED:
        counted = (due_on - end).days if found["natural_days"] else remaining(due_on, end, days)
    return DueRow(
        id=found["id"],
        noun=found["noun"],
        noun_id=found["noun_id"],
        rule=found["rule"],
        number=found["number"],
        title=found["title"],
        who=found["who"],
        next_step=found["next_step"],
        handler=found["name"] or "",
        due_on=due_on,
        provisional=found["provisional"],
        natural_days=found["natural_days"],
        waiting_for=found["waiting_for"],
        closed_on=found["closed_on"],
        light=light,
        unsent=found["status"] == Status.UNSENT.value,
        colour=colour_of(light, today, found["yellow_on"], found["red_on"]),
        remaining=counted,
    )


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
    days = calendar()
    query, light = _select(today, days)
    asked = tuple(URGENCY.index(one) for one in lights)
    query = query.where(light.in_(asked) if asked else Deadline.closed_on.is_null())
    if noun is not None:
        query = query.where(Deadline.noun == noun)
    order = (light, Deadline.due_on.is_null(), Deadline.due_on, Deadline.id)
    found = query.order_by(*order).limit(limit).offset(offset).dicts()
    return tuple(_row(one, today, days) for one in found)


def between(first: date, last: date, today: date) -> tuple[DueRow, ...]:
    """Return what is or was due in these days (both included), by day: for the month calendar."""
    days = calendar()
    query, _light_of = _select(today, days)
    query = query.where(Deadline.due_on.between(first, last)).order_by(
        Deadline.due_on, Deadline.closed_on.is_null(False), Deadline.id
    )
    return tuple(_row(one, today, days) for one in query.dicts())


def of(noun: str, noun_id: int, today: date) -> tuple[DueRow, ...]:
    """Return every deadline of one matter, the most urgent first."""
    days = calendar()
    query, light = _select(today, days)
    query = query.where((Deadline.noun == noun) & (Deadline.noun_id == noun_id))
    return tuple(_row(one, today, days) for one in query.order_by(light, Deadline.id).dicts())


def counts(today: date, noun: str | None = None) -> dict[Light, int]:
    """Return how many open deadlines are in each state; every open one is counted once."""
    light = _light(today, calendar(), settings.load().yellow_lead)
    query = Deadline.select(light.alias("place"), peewee.fn.COUNT(Deadline.id).alias("n")).where(
        Deadline.closed_on.is_null()
    )
    if noun is not None:
        query = query.where(Deadline.noun == noun)
    pairs: Any = query.group_by(light).tuples()
    found: dict[int, int] = dict(pairs)
    return {one: found.get(place, 0) for place, one in enumerate(URGENCY) if one.is_open}


def closed_between(first: date, last: date) -> int:
    """Return how many deadlines were met in these days."""
    return int(Deadline.select().where(Deadline.closed_on.between(first, last)).count())


def sweep(today: date) -> tuple[Turned, ...]:
    """Record what has turned yellow, red or calm since the last sweep; return the new alarms.

    A turn is a row that stays: who was warned of what, and when, can be shown years later.
    """
    newest = LightChange.select(peewee.fn.MAX(LightChange.id)).group_by(LightChange.deadline)
    last: dict[int, str] = {
        one.deadline_id: one.light for one in LightChange.select().where(LightChange.id.in_(newest))
    }
    alarming = [Light.OVERDUE, Light.TODAY, Light.SOON, Light.UNCONFIRMED]
    rows = {row.id: row for row in on(today, lights=alarming, limit=100_000) if row.colour}
    fresh = [row for row in rows.values() if last.get(row.id) != _mark(row)]
    calm = [key for key, light in last.items() if light and key not in rows]
    if not fresh and not calm:
        return ()
    turned = []
    with unit(by=None) as work:
        for row in fresh:
            change = LightChange.create(
                deadline=row.id, light=_mark(row), on=today, seen_at=work.now
            )
            work.note(row.noun, row.noun_id, "light", {"rule": row.rule, "light": _mark(row)})
            turned.append(Turned(change.id, row, today))
        if calm:
            work.changed("light", 0)
        for key in calm:
            LightChange.create(
                deadline=key, light="", on=today, seen_at=work.now, acknowledged_at=work.now
            )
    return tuple(turned)


def _mark(row: DueRow) -> str:
    return f"{row.light.value}-{row.colour}" if row.light is Light.UNCONFIRMED else row.light.value


def unacknowledged(today: date, limit: int = 50) -> tuple[Turned, ...]:
    """Return the alarms nobody has acknowledged, the newest first."""
    waiting = (
        LightChange.select()
        .where(LightChange.acknowledged_at.is_null() & (LightChange.light != ""))
        .order_by(LightChange.id.desc())
        .limit(limit)
    )
    changes = list(waiting)
    if not changes:
        return ()
    days = calendar()
    query, _light_of = _select(today, days)
    chosen = reduce(or_, (Deadline.id == change.deadline_id for change in changes))
    rows = {one["id"]: _row(one, today, days) for one in query.where(chosen).dicts()}
    return tuple(Turned(one.id, rows[one.deadline_id], one.on) for one in changes)


def acknowledge(ids: Iterable[int], by: int) -> None:
    """Record that a person has seen these alarms."""
    wanted = tuple(ids)
    with unit(by=by) as work:
        LightChange.update(acknowledged_at=work.now, acknowledged_by=by).where(
            LightChange.id.in_(wanted) & LightChange.acknowledged_at.is_null()
        ).execute()
        work.note("light", 0, "acknowledged", {"changes": list(wanted)})
