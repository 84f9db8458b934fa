"""What does each event do to the clock, and which came too late to do anything?

Events take effect in the order of their days. One that is unlawful, or comes after the date then in
force, is found and moves nothing; only a reopening revives a matter.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.requests.facts import Consulted, Event, EventKind, Facts
from clerkdesk.requests.ledger import DayReason, Run
from clerkdesk.requests.others import (
    chronological,
    correction_until,
    payment_until,
)
from clerkdesk.requests.spans import is_under_way, span_of
from clerkdesk.requests.states import Because, Finding, State
from clerkdesk.rulesets import RuleSet, cited_on

# What may still be recorded of a closed matter without changing it.
_AFTERWARDS = frozenset(
    {
        EventKind.SIGNED,
        EventKind.SERVED,
        EventKind.REOPENED,
        EventKind.DELIVERED,
        EventKind.CONSULTATION_ANSWERED,
        EventKind.TRANSFERRED,
    }
)
# A lapsed application gets a letter too, which moves nothing.
_FAREWELL = frozenset({EventKind.DECIDED, EventKind.SIGNED, EventKind.SENT})


class Replay:
    """The clock while events pass over it; read its attributes when it is made."""

    def __init__(
        self, facts: Facts, events: Iterable[Event], calendar: WorkCalendar, today: date | None
    ) -> None:
        self.facts = facts
        self.calendar = calendar
        self.events = chronological(events)
        self.received_on = facts.received_on
        self.findings: list[Finding] = []
        self.end: State | None = None
        self.closed_on: date | None = None
        self.sent_on: date | None = None
        self.served_on: date | None = None
        self.written_on: date | None = None
        self.waiting: Event | None = None
        self._run: Run | None = None
        self._past: list[Run] = []
        self._consultations: list[Event] = []
        self._reasons: Event | None = None
        self._extended = False  # whether any extension was in force, spent or not
        self._corrections_from = facts.received_on
        known = [event.latest_on for event in self.events]
        start = facts.received_on or facts.arrived_on
        self._today = today or max([*known, *([start] if start else [])], default=date.min)
        self.asof = self._today
        self.rules: RuleSet | None = None
        if facts.received_on is not None:
            self._receive(facts.received_on, None)
        for event in self.events:
            self._step(event)

    @property
    def is_running(self) -> bool:
        return self._run is not None

    @property
    def due_on(self) -> date | None:
        """The date in force, None where none is."""
        run = self._current()
        return run.due(self.calendar) if run else None

    @property
    def waiting_until(self) -> date | None:
        """The last day of the applicant's turn, None where it is not known."""
        return self._turn_until(self.waiting) if self.waiting else None

    def _turn_until(self, notice: Event) -> date | None:
        assert self.rules is not None  # noqa: S101 - a notice is read only after receipt
        if notice.kind is EventKind.FEE_NOTICED:
            return payment_until(notice, self.rules, self.calendar)
        return correction_until(notice, self.calendar)

    def finished_runs(self) -> tuple[Run, ...]:
        run = self._current()
        return (*self._past, *([run] if run else []))

    def because(self, due_on: date | None) -> tuple[Because, ...]:
        reasons = []
        if due_on is not None and self.calendar.is_provisional(due_on):
            reasons.append(Because.NOTICE)
        run = self._current()
        if self.end is None and run and any(not one.known for one in run.spans):
            reasons.append(Because.DELIVERY)
        return tuple(reasons)

    def state(self, due_on: date | None) -> State:
        """Return the one state; closed before waiting, written before paused."""
        if self.end is not None:
            late = due_on is not None and self.closed_on is not None and self.closed_on > due_on
            return State.CLOSED_LATE if late and self.end is State.CLOSED_IN_TIME else self.end
        if self.received_on is None:
            return State.UNCONFIRMED
        if self.waiting is not None:
            asked = self.waiting.kind is EventKind.CORRECTION_ASKED
            return State.AWAITING_CORRECTION if asked else State.AWAITING_PAYMENT
        if self.written_on is not None:
            return State.WRITTEN
        if self._is_paused():
            return State.PAUSED
        return State.AWAITING_REASONS if self._reasons is not None else State.RUNNING

    def _is_paused(self) -> bool:
        run = self._current()
        if run is None or run.fixed is not None:
            return False
        return any(is_under_way(span, self.asof) for span in run.spans)

    def _current(self) -> Run | None:
        if self._run is None:
            return None
        assert self.rules is not None  # noqa: S101 - a run exists only after receipt
        spans = (
            span_of(event, self.facts, self.rules, self.calendar, self.asof)
            for event in self._consultations
        )
        return replace(self._run, spans=tuple(spans))

    def _receive(self, day: date, origin: Event | None) -> None:
        self.received_on = self._corrections_from = day
        self.rules = self.facts.rules_on(day)
        self._start(day, DayReason.RECEIVED, "31", origin)

    def _start(self, zero: date, reason: DayReason, article: str, origin: Event | None) -> None:
        """Begin a fresh limit: no exclusion and no extension comes over from the one before."""
        assert self.rules is not None  # noqa: S101 - nothing starts before receipt
        count = self.rules.reply.count
        self._run = Run(zero, reason, self.rules.cite(article), count, origin=origin)
        self._consultations = []
        self.waiting = None
        self.written_on = None

    def _stop(self, on: date, by: Event) -> None:
        run = self._current()
        assert run is not None  # noqa: S101 - checked by the caller
        self._past.append(replace(run, stopped_on=on, stopped_by=by))
        self._run = None
        self._consultations = []

    def _find(self, code: str, article: str, event: Event, *, unlawful: bool = True) -> None:
        cited = self.rules.cite(article) if self.rules else article
        self.findings.append(Finding(code, cited, event, unlawful))

    def _step(self, event: Event) -> None:
        kind = event.kind
        if self.end is not None:
            allowed = kind in _AFTERWARDS or (self.end is State.ABANDONED and kind in _FAREWELL)
            if not allowed:
                self._find("after_closing", "33-2", event, unlawful=False)
                return
        elif self.received_on is None and kind not in _BEFORE_RECEIPT:
            self._find("not_received", "31", event, unlawful=False)
            return
        elif self.received_on is not None and event.effective_on < self.received_on:
            if kind not in _BEFORE_RECEIPT:
                self._find("before_receipt", "31", event, unlawful=False)
            return
        handler = _HANDLERS.get(kind)
        if handler is not None:
            handler(self, event)

    def _moves(self, event: Event, article: str, late: str) -> bool:
        """Whether an event that could move the date comes in time and lawfully."""
        due_on = self.due_on
        if due_on is None:
            self._find("no_limit", article, event, unlawful=False)
            return False
        if event.effective_on > due_on:  # a limit that has lapsed is revived by nothing
            self._find(late, article, event)
            return False
        if event.unlawful:
            self._find("recorded", article, event)
            return False
        return True

    def confirm(self, event: Event) -> None:
        if self.received_on is None:
            self._receive(event.on, event)  # art. 31(2), (3)

    def ask_correction(self, event: Event) -> None:
        assert self.rules is not None and self._corrections_from is not None  # noqa: S101, PT018
        limit = self.rules.correction_notice
        asked = [*(run.stopped_by for run in self._past), self.waiting]
        since = self._corrections_from
        again = any(one is not None and one.kind is event.kind and one.on >= since for one in asked)
        if again:
            self._find("correction_again", "30", event)  # art. 30: everything at once
            self._grant_longer(event)
        elif limit is not None and event.on > limit.due(since, self.calendar):
            self._find("correction_late", "30", event)  # art. 30: within 7 working days
        elif self._moves(event, "30", "correction_late"):
            self._stop(event.on, event)
            self.waiting = event

    def correct(self, event: Event) -> None:
        if self._waits_for(EventKind.CORRECTION_ASKED):
            # art. 30: counted from receipt of the corrected application. D: one that comes late,
            # before the matter was ended, is taken; only unjustified lateness gives it up
            self._start(event.on, DayReason.RESTARTED, "30", event)
        else:
            self._find("no_restart", "30", event, unlawful=False)

    def consult(self, event: Event) -> None:
        if event.whom is Consulted.SUPERIOR and not self.facts.superior_pauses:
            return
        if self._run is None:  # nothing runs that could stand still
            self._find("consulted_while_waiting", "33-3", event, unlawful=False)
        elif self._moves(event, "33-3", "after_limit"):
            self._consultations.append(event)

    def extend(self, event: Event) -> None:
        assert self.rules is not None  # noqa: S101 - received, see _step
        days = event.days or 0
        if not self._moves(event, "33-2", "extension_late"):
            return
        assert self._run is not None  # noqa: S101 - _moves saw a date
        if not 1 <= days <= self.rules.extension_max:
            self._find("extension_too_long" if days > 0 else "extension_none", "33-2", event)
        elif self._run.fixed is not None:
            self._find("extension_after_delay", "35", event)
        elif self._run.extension or (self._extended and not event.by_order):
            # D: one spent by a restart is spent; the head may order a second, which is unregulated
            self._find("extension_again", "33-2", event)
        else:
            self._run = replace(self._run, extension=days, extended_by=event)
            self._extended = True

    def notice_fee(self, event: Event) -> None:
        if any(run.stopped_by and run.stopped_by.kind is event.kind for run in self._past):
            self._find("fee_again", "fee-6", event)
            self._grant_longer(event)
        elif self._moves(event, "fee-6", "fee_late"):
            self._stop(event.on, event)
            self.waiting = event

    def pay(self, event: Event) -> None:
        if not self._waits_for(EventKind.FEE_NOTICED):
            self._find("no_restart", "fee-6", event, unlawful=False)
            return
        until = self.waiting_until
        if until is not None and event.on > until:
            self._find("payment_late", "fee-6", event)  # Fee Measures, art. 6: deemed given up
        elif event.unlawful:
            self._find("recorded", "fee-6", event)
        else:
            self._start(event.on, DayReason.RESTARTED, "fee-6", event)

    def _grant_longer(self, event: Event) -> None:
        """D: the time a second notice gives the applicant binds the office that gave it."""
        before, after = self.waiting_until, self._turn_until(event)
        if self._waits_for(event.kind) and before is not None and (after is None or after > before):
            self.waiting = event

    def lapse(self, event: Event) -> None:
        """The applicant neither corrected nor paid in time: nothing more is done."""
        correction = event.kind is EventKind.CORRECTION_LAPSED
        asked = EventKind.CORRECTION_ASKED if correction else EventKind.FEE_NOTICED
        article = "30" if correction else "fee-6"
        until = self.waiting_until
        if not self._waits_for(asked):
            self._find("nothing_awaited", article, event, unlawful=False)
        elif until is not None and event.on <= until:
            self._find("lapsed_early", article, event)
        elif event.unlawful:
            self._find("recorded", article, event)
        else:
            self._close(State.ABANDONED, event.on)

    def ask_reasons(self, event: Event) -> None:
        self._reasons = event  # art. 35; the limit runs on

    def give_reasons(self, _event: Event) -> None:
        self._reasons = None

    def delay(self, event: Event) -> None:
        if not self._moves(event, "35", "delay_late"):
            return
        due_on = self.due_on
        assert self._run is not None and due_on is not None  # noqa: S101, PT018 - as above
        if event.until is None or event.until <= due_on:
            self._find("delay_not_later", "35", event)
            return
        self._reasons = None
        self._run = replace(self._run, fixed=event.until, fixed_by=event)

    def write(self, event: Event) -> None:
        if event.unasked:
            self._find("unasked", "32", event)  # it was decided all the same
        if self.end is None:
            self.written_on = self.written_on or event.on

    def send(self, event: Event) -> None:
        """The limit is met only by leaving (State Council Office 2016 no. 235, 4)."""
        self.sent_on = self.sent_on or event.on
        if event.unsigned:
            self._find("unsigned", "45", event)  # it left all the same, and that is what counts
        if self.end is None:
            self._close(State.CLOSED_IN_TIME, event.on)

    def serve(self, event: Event) -> None:
        self.served_on = self.served_on or event.on

    def withdraw(self, event: Event) -> None:
        self._close(State.WITHDRAWN, event.on)

    def reopen(self, event: Event) -> None:
        """A reconsideration decision or judgment orders a new reply.

        D: within the days it names, otherwise within a fresh limit from its receipt.
        """
        if self.end is None or self.rules is None:
            return
        if self._run is not None and self.closed_on is not None:
            self._stop(self.closed_on, event)
        self.asof = self._today  # what was frozen with the closing is known again from day to day
        self._start(event.on, DayReason.RESTARTED, cited_on("review-64", event.on), event)
        self._corrections_from = event.on
        self.end = self.closed_on = self.sent_on = self.served_on = None
        self._reasons = None
        self._extended = False
        if event.until is not None and self._run is not None:
            self._run = replace(self._run, fixed=event.until, fixed_by=event)

    def _waits_for(self, kind: EventKind) -> bool:
        return self.waiting is not None and self.waiting.kind is kind

    def _close(self, end: State, on: date) -> None:
        self.end, self.closed_on = end, on
        self.asof = min(self.asof, on)  # what was not known then does not move a closed matter
        self.waiting = None


_BEFORE_RECEIPT = frozenset(
    {EventKind.CONFIRM_ATTEMPTED, EventKind.CONFIRMED, EventKind.WITHDRAWN, EventKind.TRANSFERRED}
)

_HANDLERS: dict[EventKind, Callable[[Replay, Event], None]] = {
    EventKind.CONFIRMED: Replay.confirm,
    EventKind.CORRECTION_ASKED: Replay.ask_correction,
    EventKind.CORRECTED: Replay.correct,
    EventKind.CORRECTION_LAPSED: Replay.lapse,
    EventKind.CONSULTED: Replay.consult,
    EventKind.EXTENDED: Replay.extend,
    EventKind.FEE_NOTICED: Replay.notice_fee,
    EventKind.PAID: Replay.pay,
    EventKind.FEE_LAPSED: Replay.lapse,
    EventKind.REASONS_ASKED: Replay.ask_reasons,
    EventKind.REASONS_GIVEN: Replay.give_reasons,
    EventKind.DELAYED_TO: Replay.delay,
    EventKind.DECIDED: Replay.write,
    EventKind.SENT: Replay.send,
    EventKind.SERVED: Replay.serve,
    EventKind.WITHDRAWN: Replay.withdraw,
    EventKind.REOPENED: Replay.reopen,
}
