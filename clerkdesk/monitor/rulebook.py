"""After how many working days does a column turn yellow and red, and since when is that so? Pure.

Successive rules of one city differ in N only (2013: 8, 昆政办发〔2015〕17号 item 26: 7), so the
numbers are dated. A new rule never changes a light lit before its day. Where a count began before
that day, the sources are silent: the rule itself says whether it takes that count over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from clerkdesk.calendar import WorkCalendar


class Explained(StrEnum):
    """What a written explanation does; the sources leave it open. Labels in `[explained]`."""

    RESETS = "resets"  # the working days are counted anew from its day
    HOLDS = "holds"  # the light stays yellow, or goes back to it, until something new is there


@dataclass(frozen=True)
class ColumnRule:
    """yellow, red: working days. since: its first day.

    counts_warning_day: the warning's own day is one of red's. at_once: it takes over the counts
    that run on its first day; otherwise only those that begin on it or later.
    """

    yellow: int
    red: int
    counts_warning_day: bool = False
    explained: Explained = Explained.RESETS
    since: date = date.min
    at_once: bool = False

    def red_after(self, warned: date, calendar: WorkCalendar) -> date:
        """Return the first day of red after a warning, where nothing comes."""
        return calendar.add(warned, self.red if self.counts_warning_day else self.red + 1)


@dataclass(frozen=True)
class Turns:
    """The first day of yellow and the first of red, where nothing comes."""

    yellow: date
    red: date


@dataclass(frozen=True)
class Rulebook:
    """The rules in the order of their days; the first one holds for all days before as well."""

    rules: tuple[ColumnRule, ...]

    @classmethod
    def of(cls, rules: Iterable[ColumnRule]) -> "Rulebook":
        return cls(tuple(sorted(rules, key=lambda rule: rule.since)))

    @cached_property
    def least(self) -> int:
        """The fewest working days any rule knows."""
        return min(rule.yellow for rule in self.rules)

    def on(self, day: date) -> ColumnRule:
        """Return the rule in force on a day."""
        return next((one for one in reversed(self.rules) if one.since <= day), self.rules[0])

    def of_count(self, base: date, today: date) -> ColumnRule:
        """Return by which rule a count that runs from `base` is read on a day."""
        over = [one for one in self.rules if one.at_once and base < one.since <= today]
        return over[-1] if over else self.on(base)

    def between(self, first: date, last: date) -> tuple[ColumnRule, ...]:
        """Return the rules in force on any of these days (both included)."""
        begun = tuple(one for one in self.rules if first < one.since <= last)
        return (self.on(first), *begun)

    def turns(self, base: date, calendar: WorkCalendar) -> Turns:
        """Return when a column last updated (or explained) on `base` turns.

        What turned before a rule's first working day stays turned; that morning and later ones
        are the new rule's, where it takes running counts over.
        """
        rule = self.on(base)
        yellow = calendar.add(base, rule.yellow + 1)
        red = rule.red_after(yellow, calendar)
        for rule in (one for one in self.rules if one.at_once and one.since > base):
            morning = calendar.workday_or_next(rule.since)
            if yellow >= morning:
                yellow = max(calendar.add(base, rule.yellow + 1), morning)
            if red >= morning:
                red = max(rule.red_after(yellow, calendar), morning)
        return Turns(yellow, red)
