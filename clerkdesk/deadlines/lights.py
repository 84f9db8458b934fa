"""Which one state is a matter in today: overdue, due, soon, ordinary, waiting or done?"""

from datetime import date
from enum import Enum
from typing import Protocol


class Light(Enum):
    """One state of a matter; its word stands in `terms.toml` under `[light]`."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    UNCONFIRMED = "unconfirmed"  # 待确认: the day of receipt is not settled, so nothing is due yet
    UNSENT = "unsent"  # 已成文未送达: written, not yet sent, its date still far
    ORDINARY = "ordinary"
    PAUSED = "paused"
    DONE = "done"
    DONE_LATE = "done_late"

    @property
    def urgency(self) -> int:
        """0 for the most urgent; sorts lists and finds the worst light of many."""
        return URGENCY.index(self)

    @property
    def is_open(self) -> bool:
        return self not in (Light.DONE, Light.DONE_LATE)


# What is confirmed or sent today costs nothing tomorrow, so these two stand before the ordinary.
URGENCY = (
    Light.OVERDUE,
    Light.TODAY,
    Light.SOON,
    Light.UNCONFIRMED,
    Light.UNSENT,
    Light.ORDINARY,
    Light.PAUSED,
    Light.DONE_LATE,
    Light.DONE,
)


class CountsDays(Protocol):
    """What a light needs of the office calendar."""

    def between(self, first: date, last: date, /) -> int:
        """Return the working days after `first` up to and including `last`."""
        ...


class DayCounter(CountsDays, Protocol):
    """What the middle of a limit needs of it besides."""

    def add(self, day: date, n: int, /) -> date:
        """Return the n-th working day after a day."""
        ...


def remaining(due_on: date, today: date, calendar: CountsDays) -> int:
    """Working days left; 0 when the limit ends today, negative when it has passed.

    A limit that passed on the eve of a holiday gives 0 as well until a working day has gone by:
    whether it is overdue is the light's to say.
    """
    if today > due_on:
        return -calendar.between(due_on, today)
    return calendar.between(today, due_on)


def yellow_from(start: date, due_on: date, calendar: DayCounter) -> date:
    """Return the first day on which a short limit may turn yellow: never in its first half.

    A limit no longer than the warning lead would be yellow from its first day, and warn of nothing.
    For what runs beside a matter alone: the limit of a reply or a publication is yellow as soon as
    the lead is reached, however short it is. What the law gives one working day is due tomorrow.
    start: day zero of the limit, which is not counted.
    """
    span = calendar.between(start, due_on)
    return calendar.add(start, span - span // 2)


def light(  # noqa: PLR0913 - the seven facts a state hangs on, each named at the call
    *,
    due_on: date | None,
    today: date,
    calendar: CountsDays,
    lead: int,
    paused: bool = False,
    closed_on: date | None = None,
    unconfirmed: bool = False,
    unsent: bool = False,
    yellow_on: date | None = None,
) -> Light:
    """Return the one state of a matter.

    lead: how many working days before its last day a matter turns yellow.
    yellow_on: the first day it may turn so, for limits as short as the lead; see `yellow_from`.
    closed_on: the day it left the office (posted, handed over, sent); signing is not closing.
    unsent: decided or signed, not yet sent. It never calms a date: due soon stays due soon.
    """
    if closed_on is not None:
        return Light.DONE_LATE if due_on is not None and closed_on > due_on else Light.DONE
    if unconfirmed:
        return Light.UNCONFIRMED
    if due_on is not None and today > due_on:
        return Light.OVERDUE  # a pause begun too late does not undo the lateness
    if paused:
        return Light.PAUSED
    soon = _ahead(due_on, today, calendar, lead)
    if soon is Light.SOON and yellow_on is not None and today < yellow_on:
        soon = None
    return soon or (Light.UNSENT if unsent else Light.ORDINARY)


def _ahead(due_on: date | None, today: date, calendar: CountsDays, lead: int) -> Light | None:
    """The light of a date not yet passed; None where it is still far or there is none."""
    if due_on is None:
        return None
    if today == due_on:
        return Light.TODAY
    return Light.SOON if remaining(due_on, today, calendar) <= lead else None


def worst(lights: "tuple[Light, ...] | list[Light]") -> Light | None:
    """Return the most urgent of several, None of none."""
    return min(lights, key=lambda one: one.urgency, default=None)
