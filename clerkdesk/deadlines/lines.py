"""What is one line of the board, as the screens see it?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from clerkdesk.calendar import WorkCalendar
from clerkdesk.deadlines.lights import URGENCY, Light, remaining


class Status(StrEnum):
    """How an open deadline runs; `lights.light` turns it and the day into one state."""

    RUNNING = "running"
    PAUSED = "paused"
    UNCONFIRMED = "unconfirmed"
    UNSENT = "unsent"


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


_UNSENT = Status.UNSENT.value
_UNCONFIRMED = URGENCY.index(Light.UNCONFIRMED)
_ALARMS = {Light.OVERDUE: "red", Light.TODAY: "red", Light.SOON: "yellow"}
_COLOURS = [_ALARMS.get(light, "") for light in URGENCY]


def read_rows(found: Iterable[Sequence[Any]], today: date, days: WorkCalendar) -> list[DueRow]:
    """Return lines from the columns of `board`, in their order.

    The board is mostly the making of its rows: days are read, remainders and colours found once for
    all rows that share them, and the frozen class's own slow way of setting each field is gone
    round.
    """
    now = today.isoformat()

    @cache
    def glance(due: str | None, closed: str | None, natural: int, place: int) -> Glance:
        due_on = date.fromisoformat(due) if due else None
        closed_on = date.fromisoformat(closed) if closed else None
        if due_on is None or place == _UNCONFIRMED:
            return due_on, closed_on, None
        end = closed_on or today
        return due_on, closed_on, (due_on - end).days if natural else remaining(due_on, end, days)

    return [_row(one, now, glance) for one in found]


Glance = tuple[date | None, date | None, int | None]  # due_on, closed_on, remaining


def _row(
    found: Sequence[Any],
    now: str,
    glance: Callable[[str | None, str | None, int, int], Glance],
) -> DueRow:
    (
        key,
        noun,
        noun_id,
        rule,
        number,
        title,
        who,
        next_step,
        due,
        provisional,
        natural,
        status,
        waiting_for,
        red,
        yellow,
        closed,
        handler,
        place,
    ) = found
    due_on, closed_on, left = glance(due, closed, natural, place)
    colour = _COLOURS[place]
    if place == _UNCONFIRMED:
        # the one state that turns by days of its own; stored days sort as text
        colour = "red" if red and red <= now else "yellow" if yellow and yellow <= now else ""
    row = object.__new__(DueRow)
    row.__dict__.update(
        id=key,
        noun=noun,
        noun_id=noun_id,
        rule=rule,
        number=number,
        title=title,
        who=who,
        next_step=next_step,
        handler=handler or "",
        due_on=due_on,
        provisional=provisional != 0,
        natural_days=natural != 0,
        waiting_for=waiting_for,
        closed_on=closed_on,
        light=URGENCY[place],
        unsent=status == _UNSENT,
        colour=colour,
        remaining=left,
    )
    return row
