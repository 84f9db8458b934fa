"""By which day must a publication be out, from which day does that run, and what says so?

The count itself is `clerkdesk.limits`; which rule governs a category stands in the catalogue.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk import rulesets
from clerkdesk.calendar import WorkCalendar
from clerkdesk.limits import Limit, Unit

# The first Regulation. What is older is sorted through year by year, the nearest first, without a
# number of days (2014年政府信息公开工作要点分解细化方案 一: 由近及远逐年完成).
REGULATED_SINCE = rulesets.RULE_SETS[0].since


class Zero(StrEnum):
    """What a limit runs from; labels in `terms.toml` `[counts_from]`."""

    FORMED = "formed"
    APPROVED = "approved"
    CHANGED = "changed"
    PUBLIC_SINCE = "public_since"


@dataclass(frozen=True)
class Rule:
    """A limit, the day it runs from (`FORMED` or `APPROVED`), and where that stands, in words."""

    limit: Limit
    counts_from: Zero
    basis: str


@dataclass(frozen=True)
class Limits:
    """What one category's due date hangs on.

    law: what the law, or the paper it was shipped with, says. office: what the office has set
    itself, None where nothing. by_statute: that stands in a law or regulation (条例 26: 从其规定).
    """

    law: Rule
    office: Rule | None = None
    by_statute: bool = False

    @property
    def from_approval(self) -> bool:
        """Whether the day of an approval is asked for."""
        rules = (self.law, self.office)
        return any(one is not None and one.counts_from is Zero.APPROVED for one in rules)


@dataclass(frozen=True)
class Days:
    """The days of one publication from which a limit may run.

    public_since: withheld before and found fit for all (条例 18), or shown so by a request (44).
    """

    formed_on: date
    approved_on: date | None = None
    changed_on: date | None = None
    public_since: date | None = None


@dataclass(frozen=True)
class DueDay:
    """A due date and what it was counted from.

    on: the last day. provisional: a holiday notice still to come may move it. stood_in: the rule
    runs from an approval whose day nobody has entered, so the day of formation stands in.
    """

    on: date
    provisional: bool
    natural_days: bool
    count: int
    unit: Unit
    zero: Zero
    zero_on: date
    stood_in: bool
    basis: str


@dataclass(frozen=True)
class Governed:
    """The due date that counts; yields: the other one, None where there is only one limit.

    why: why the other yields: "statute", "stricter" (the office's governs) or "looser" (the law's).
    """

    due: DueDay
    yields: DueDay | None = None
    why: str = ""


def governing(limits: Limits, days: Days, calendar: WorkCalendar) -> Governed | None:
    """Return by which day a publication must be out; None for what is older than the Regulation.

    The office may bind itself to less time than the law gives, never to more; only a statute may
    (条例 26, last sentence).
    """
    law = due_day(limits.law, days, calendar)
    if law.zero_on < REGULATED_SINCE:
        return None
    if limits.office is None:
        return Governed(law)
    own = due_day(limits.office, days, calendar)
    if limits.by_statute:
        return Governed(own, law, "statute")
    return Governed(own, law, "stricter") if own.on <= law.on else Governed(law, own, "looser")


def zero_day(rule: Rule, days: Days) -> tuple[Zero, date]:
    """Return from which day a rule runs: the latest of what began it anew (条例 26: 或者变更)."""
    began = [(Zero.FORMED, days.formed_on)]
    if rule.counts_from is Zero.APPROVED and days.approved_on:
        began = [(Zero.APPROVED, days.approved_on)]
    if days.changed_on:
        began.append((Zero.CHANGED, days.changed_on))
    if days.public_since:
        began.append((Zero.PUBLIC_SINCE, days.public_since))
    return max(began, key=lambda one: one[1])


def due_day(rule: Rule, days: Days, calendar: WorkCalendar) -> DueDay:
    """Return by which day a publication must be out under a rule."""
    zero, zero_on = zero_day(rule, days)
    return _counted(rule, zero, zero_on, calendar, approved=days.approved_on is not None)


def due_after(rule: Rule, zero_on: date, calendar: WorkCalendar) -> DueDay:
    """Return the last day of a rule that runs from one known day."""
    return _counted(rule, rule.counts_from, zero_on, calendar, approved=True)


def _counted(
    rule: Rule, zero: Zero, zero_on: date, calendar: WorkCalendar, *, approved: bool
) -> DueDay:
    on = rule.limit.due(zero_on, calendar)
    natural = rule.limit.unit is not Unit.WORKDAYS
    return DueDay(
        on=on,
        provisional=not natural and calendar.is_provisional(on),
        natural_days=natural,
        count=rule.limit.count,
        unit=rule.limit.unit,
        zero=zero,
        zero_on=zero_on,
        stood_in=zero is Zero.FORMED and rule.counts_from is Zero.APPROVED and not approved,
        basis=rule.basis,
    )
