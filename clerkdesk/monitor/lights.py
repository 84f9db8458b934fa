"""Which light does a column of the portal bear on a day, and since when? Pure.

Yellow begins on the working day after N working days without an update, red after two more with
neither an update nor a written explanation; which N, the rulebook says.
A light changes only at the start of a working day; on a day off it keeps its colour. What happens
during a day therefore tells from the next working day on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from clerkdesk.calendar import WorkCalendar
from clerkdesk.monitor.rulebook import Explained, Rulebook, Turns


class Colour(StrEnum):
    """Labels in `terms.toml` `[column_light]`."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Happening(StrEnum):
    UPDATE = "update"
    EXPLANATION = "explanation"


@dataclass(frozen=True)
class Event:
    """Something that calms a column, on the day it happened."""

    kind: Happening
    on: date


@dataclass(frozen=True)
class Span:
    """A light from its first day to the day it changed, which is no longer of it.

    last_update: from which day the count ran. cleared_by: what ended it, "red" where yellow became
    red, empty while it burns.
    """

    colour: Colour
    first: date
    end: date | None
    last_update: date
    cleared_by: str = ""

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.end is None or day < self.end)


def spans(
    start: date, events: Iterable[Event], rules: Rulebook, calendar: WorkCalendar
) -> tuple[Span, ...]:
    """Return every yellow and red light of a column that began on `start`, in order.

    An explanation counts only while a light burns; one given in the green changes nothing. What it
    does, the rule in force on its day says.
    """
    found: list[Span] = []
    base = start
    burning = _Burning(base, rules, calendar)
    for event in in_order(events):
        explanation = event.kind is Happening.EXPLANATION
        if burning.is_calm_on(event.on):  # most columns on most days: nothing to count
            if not explanation:
                base = max(base, event.on)
                burning = _Burning(base, rules, calendar)
            continue
        if explanation and event.on < burning.yellow:
            continue
        effective = calendar.add(event.on, 1)
        if explanation and rules.on(event.on).explained is Explained.HOLDS:
            if burning.red is None or effective <= burning.red:
                burning.red = None
                continue
            found.extend(burning.until(effective, str(event.kind)))
            burning = _Burning(base, rules, calendar, yellow_again=effective)
        else:
            found.extend(burning.until(effective, str(event.kind)))
            base = max(base, event.on)
            burning = _Burning(base, rules, calendar)
    found.extend(burning.until(None, ""))
    return tuple(found)


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events by day; on one day the explanation comes before the update."""
    return sorted(events, key=lambda one: (one.on, one.kind is Happening.UPDATE))


class _Burning:
    """What burns after one base day until something ends it; counted only where it is asked."""

    def __init__(
        self,
        base: date,
        rules: Rulebook,
        calendar: WorkCalendar,
        *,
        yellow_again: date | None = None,
    ) -> None:
        self.base = base
        self._rules, self._calendar = rules, calendar
        self._again = yellow_again is not None
        if yellow_again is not None:
            self.yellow, self.red = yellow_again, None

    def is_calm_on(self, day: date) -> bool:
        """Whether a day is before yellow for certain: working days are never more than days."""
        return not self._again and (day - self.base).days <= self._rules.least

    @cached_property
    def _turns(self) -> Turns:
        return self._rules.turns(self.base, self._calendar)

    @cached_property
    def yellow(self) -> date:
        return self._turns.yellow

    @cached_property
    def red(self) -> date | None:
        return self._turns.red

    def until(self, end: date | None, why: str) -> Sequence[Span]:
        if end is not None and end <= self.yellow:
            return ()
        if self.red is None or (end is not None and end <= self.red):
            return (Span(Colour.YELLOW, self.yellow, end, self.base, why),)
        return (
            Span(Colour.YELLOW, self.yellow, self.red, self.base, "red"),
            Span(Colour.RED, self.red, end, self.base, why),
        )


def colour_on(day: date, lit: Iterable[Span]) -> Colour:
    """Return the colour on a day."""
    return next((span.colour for span in lit if span.covers(day)), Colour.GREEN)


def last_base(
    start: date, events: Iterable[Event], rules: Rulebook, calendar: WorkCalendar
) -> date:
    """Return from which day the present count runs."""
    base = start
    for event in in_order(events):
        counts = event.kind is Happening.UPDATE or (
            rules.on(event.on).explained is Explained.RESETS
            and rules.turns(base, calendar).yellow <= event.on
        )
        if counts:
            base = max(base, event.on)
    return base
