"""What is one line of the board, as the screens see it?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
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

    The board is mostly the making of its rows: days are read and remainders counted once for all
    rows that share them, and the frozen class's own slow way of setting each field is gone round.
    """
    read = lru_cache(maxsize=None)(date.fromisoformat)
    left = lru_cache(maxsize=None)(
        lambda due, end, natural: (due - end).days if natural else remaining(due, end, days)
    )
    now = today.isoformat()
    return [_row(one, today, now, read, left) for one in found]


def _row(
    found: Sequence[Any],
    today: date,
    now: str,
    read: Callable[[str], date],
    left: Callable[[date, date, bool], int],
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
    due_on = read(due) if due else None
    closed_on = read(closed) if closed else None
    counted = None
    if due_on is not None and place != _UNCONFIRMED:
        counted = left(due_on, closed_on or today, natural != 0)
    colour = _COLOURS[place]
    if (
        place == _UNCONFIRMED
    ):  # the one state that turns by days of its own; stored days sort as text
        colour = "red" if red and red <= now else "yellow" if yellow and yellow <= now else ""
    row = object.__new__(DueRow)
    values = {
        "id": key,
        "noun": noun,
        "noun_id": noun_id,
        "rule": rule,
        "number": number,
        "title": title,
        "who": who,
        "next_step": next_step,
        "handler": handler or "",
        "due_on": due_on,
        "provisional": provisional != 0,
        "natural_days": natural != 0,
        "waiting_for": waiting_for,
        "closed_on": closed_on,
        "light": URGENCY[place],
        "unsent": status == _UNSENT,
        "colour": colour,
        "remaining": counted,
    }
    object.__setattr__(row, "__dict__", values)
    return row
