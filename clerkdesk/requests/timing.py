"""When is a request due, in which state is it, and how was each day counted?

`trace` replays the events over the facts; nothing else computes a date. The articles are those of
the Regulation of 2019. Where it is silent a rule is marked D (derived): it stands by reasoning from
the articles named, and is an office's setting where `Facts` has a field for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from clerkdesk.calendar import WorkCalendar
from clerkdesk.requests import ledger
from clerkdesk.requests.facts import Consulted, Convention, Event, EventKind, Facts
from clerkdesk.requests.ledger import Day, DayReason, Run, Span
from clerkdesk.requests.replay import Replay
from clerkdesk.requests.sides import Side, SideLimit, side_limits
from clerkdesk.requests.states import CLOSED, WAITING, Because, Finding, State
from clerkdesk.rulesets import RuleSet

__all__ = [
    "CLOSED",
    "Because",
    "Consulted",
    "Convention",
    "Day",
    "DayReason",
    "Event",
    "EventKind",
    "Facts",
    "Finding",
    "Run",
    "Side",
    "SideLimit",
    "Span",
    "State",
    "Trace",
    "trace",
]


@dataclass(frozen=True)
class Trace:
    """What the events make of a request.

    due_on: the last day to reply; None while nothing is due (unconfirmed, waiting).
    provisional: the date may still move without an event of this request; `because` says why.
    closed_on: sent, withdrawn or lapsed on that day.
    zero_on: day zero of the limit in force; count: its working days, extension_days included.
    extension_days: working days by which that limit was extended; 0 after a restart spent them.
    excluded: the consultations of that limit. waiting_until: the applicant's last day, if known.
    findings: what was late or unlawful and so moved nothing, in the order of events.
    sides: the limits beside the reply's own.
    """

    received_on: date | None
    due_on: date | None
    provisional: bool
    state: State
    closed_on: date | None
    sent_on: date | None
    served_on: date | None
    written_on: date | None
    zero_on: date | None
    count: int
    extension_days: int
    excluded: tuple[Span, ...]
    waiting_until: date | None
    because: tuple[Because, ...]
    findings: tuple[Finding, ...]
    sides: tuple[SideLimit, ...]
    rules: RuleSet | None
    calendar_revision: str
    runs: tuple[Run, ...] = field(repr=False)
    ledger_to: date | None = field(repr=False)
    _calendar: WorkCalendar = field(repr=False, compare=False)
    _told: tuple[Facts, tuple[Event, ...], date | None] = field(repr=False, compare=False)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The ledger: each day from receipt to due, to the sending or today where later."""
        if self.rules is None or self.ledger_to is None:
            return ()
        return ledger.days(self.runs, self._calendar, self.rules, self.ledger_to)

    @cached_property
    def later_due_on(self) -> date | None:
        """The second, later date past the horizon, with the Gregorian statutory days off.

        None where `due_on` is certain or there is none; never sooner than `due_on`.
        """
        if Because.NOTICE not in self.because:
            return None
        facts, events, today = self._told
        return trace(facts, events, self._calendar.later, today=today).due_on

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands still: opinions are asked, or the applicant's turn has come."""
        return self.state is State.PAUSED or self.state in WAITING


def trace(
    facts: Facts, events: Iterable[Event], calendar: WorkCalendar, *, today: date | None = None
) -> Trace:
    """Replay the events; their order in time counts, for one day the order they are given in.

    today: the day up to which an undelivered consultation is reckoned and a late request's ledger
    is led; without it the last day the events tell of.
    """
    told = tuple(events)
    replay = Replay(facts, told, calendar, today)
    runs = replay.finished_runs()
    due_on = replay.due_on
    because = replay.because(due_on)
    run = runs[-1] if runs and replay.is_running else None
    return Trace(
        received_on=replay.received_on,
        due_on=due_on,
        provisional=bool(because),
        state=replay.state(due_on),
        closed_on=replay.closed_on,
        sent_on=replay.sent_on,
        served_on=replay.served_on,
        written_on=replay.written_on,
        zero_on=run.zero if run else None,
        count=run.count + run.extension if run else 0,
        extension_days=run.extension if run else 0,
        excluded=run.spans if run else (),
        waiting_until=replay.waiting_until,
        because=because,
        findings=tuple(replay.findings),
        sides=side_limits(facts, replay.events, calendar, replay),
        rules=replay.rules,
        calendar_revision=calendar.revision,
        runs=runs,
        ledger_to=_ledger_to(replay, due_on, today),
        _calendar=calendar,
        _told=(facts, told, today),
    )


def _ledger_to(replay: Replay, due_on: date | None, today: date | None) -> date | None:
    """The ledger defends the date: it goes on to it even where the reply left earlier."""
    if replay.received_on is None:
        return None
    end = replay.closed_on or today
    days: Sequence[date] = [day for day in (due_on, end) if day is not None]
    return max([*days, replay.received_on], default=None) if days else replay.asof
