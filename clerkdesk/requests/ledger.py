"""Which day is counted as which number, and why not, from receipt to the end?

A reader can recount the ledger with a finger; it is built from the same runs the due date is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.requests.facts import Event, EventKind
from clerkdesk.rulesets import RuleSet, cited_on

_DAY = timedelta(days=1)


class DayReason(StrEnum):
    """What a day is to the limit; labels in `terms.toml` under `[day_reason]`."""

    RECEIVED = "received"  # day zero
    RESTARTED = "restarted"  # day zero of a fresh limit
    COUNTED = "counted"
    MAKEUP = "makeup"  # counted: a weekend day that is worked
    EXTENDED = "extended"  # counted, by the extension
    PENDING = "pending"  # counted, but a notice still to come may change it
    DELAYED = "delayed"  # before the fixed date of art. 35
    ORDERED = "ordered"  # before the fixed date a reconsideration decision or judgment named
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    EXCLUDED = "excluded"  # opinions are being asked
    WAITING = "waiting"  # for the corrected application or the payment: no reply date is due
    CLOSED = "closed"  # between its end and its reopening
    OVERDUE = "overdue"


# What the days after a stop are, and by which article.
_STOPS = {
    EventKind.CORRECTION_ASKED: (DayReason.WAITING, "30"),
    EventKind.FEE_NOTICED: (DayReason.WAITING, "fee-6"),
    EventKind.REOPENED: (DayReason.CLOSED, "review-64"),
}
# What the days before a fixed date are, by who fixed it.
_FIXED = {
    EventKind.DELAYED_TO: (DayReason.DELAYED, "35"),
    EventKind.REOPENED: (DayReason.ORDERED, "review-64"),
}


@dataclass(frozen=True)
class Day:
    """One line of the ledger.

    number: 1, 2, 3 ... where it is counted. article: as `terms.toml` `[article]` spells it.
    event: what excludes, extends or restarts; None for the calendar's own reasons.
    """

    date: date
    number: int | None
    reason: DayReason
    article: str
    kind: DayKind = DayKind.ORDINARY
    event: Event | None = None


@dataclass(frozen=True)
class Span:
    """The days, first and last included, on which a consultation was under way.

    known: False while its end is reckoned as if it were delivered today.
    """

    first: date
    last: date
    event: Event
    known: bool = True


@dataclass(frozen=True)
class Run:
    """One limit: from its day zero until something restarts it, or the end.

    count: working days it started with; extension: working days added.
    fixed: a date that takes the count's place, of art. 35 or of a decision; fixed_by says which.
    stopped_on: the day a notice to the applicant stopped it, or it was closed; None for the last.
    stopped_by: that notice, or the reopening.
    """

    zero: date
    reason: DayReason
    article: str
    count: int
    extension: int = 0
    spans: tuple[Span, ...] = ()
    fixed: date | None = None
    origin: Event | None = None
    extended_by: Event | None = None
    fixed_by: Event | None = None
    stopped_on: date | None = None
    stopped_by: Event | None = None

    def due(self, calendar: WorkCalendar) -> date:
        """Return the last day: the count's end, later by each excluded working day before it."""
        if self.fixed is not None:
            return self.fixed
        total = self.count + self.extension
        due = calendar.add(self.zero, total)
        spans = union(self.spans)
        while spans:
            skipped = sum(
                calendar.between(max(first - _DAY, self.zero), min(last, due))
                for first, last in spans
                if first <= due and last > self.zero
            )
            moved = calendar.add(self.zero, total + skipped)
            if moved == due:
                break
            due = moved
        return due


def union(spans: Iterable[Span]) -> tuple[tuple[date, date], ...]:
    """Return the spans' days as first and last, none twice: consultations are never summed."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted((one.first, one.last) for one in spans if one.first <= one.last):
        if joined and first <= joined[-1][1] + _DAY:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def days(
    runs: Sequence[Run], calendar: WorkCalendar, rules: RuleSet, last: date
) -> tuple[Day, ...]:
    """Return each day from receipt to `last`, both included, once."""
    lines: dict[date, Day] = {}
    for run in runs:
        # a fresh limit's day zero takes the place of whatever the day was before
        lines[run.zero] = Day(
            run.zero, None, run.reason, run.article, calendar.kind(run.zero), run.origin
        )
        end = last if run.stopped_on is None else run.stopped_on
        lines.update((day.date, day) for day in _counted(run, calendar, rules, end))
        if run.stopped_by is not None:
            reason, article = _STOPS[run.stopped_by.kind]
            article = cited_on(article, run.stopped_by.on)
            for day in _each(end, last):
                kind = calendar.kind(day)
                lines[day] = Day(day, None, reason, rules.cite(article), kind, run.stopped_by)
    return tuple(lines[day] for day in sorted(lines) if day <= last)


def _each(after: date, last: date) -> Iterator[date]:
    for n in range(1, (last - after).days + 1):
        yield after + timedelta(days=n)


def _counted(run: Run, calendar: WorkCalendar, rules: RuleSet, end: date) -> Iterator[Day]:
    due = run.due(calendar)
    number = 0
    for day in _each(run.zero, end):
        kind = calendar.kind(day)
        if day > due:
            yield Day(day, None, DayReason.OVERDUE, rules.cite("33-2"), kind)
        elif run.fixed_by is not None and day > run.fixed_by.on:
            reason, article = _FIXED[run.fixed_by.kind]
            article = cited_on(article, run.fixed_by.on)
            yield Day(day, None, reason, article, kind, run.fixed_by)
        elif not calendar.is_workday(day):
            off = kind is DayKind.HOLIDAY
            reason = DayReason.HOLIDAY if off else DayReason.WEEKEND
            yield Day(day, None, reason, "holidays-2" if off else "hours-7", kind)
        elif (span := _span_of(run, day)) is not None:
            yield Day(day, None, DayReason.EXCLUDED, rules.cite("33-3"), kind, span.event)
        else:
            number += 1
            event = run.extended_by if number > run.count else None
            yield Day(
                day, number, _why(run, number, day, calendar), rules.cite("33-2"), kind, event
            )


def _span_of(run: Run, day: date) -> Span | None:
    return next((one for one in run.spans if one.first <= day <= one.last), None)


def _why(run: Run, number: int, day: date, calendar: WorkCalendar) -> DayReason:
    if calendar.is_provisional(day):
        return DayReason.PENDING
    if calendar.kind(day) is DayKind.MAKEUP:
        return DayReason.MAKEUP
    return DayReason.EXTENDED if number > run.count else DayReason.COUNTED
