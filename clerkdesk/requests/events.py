"""What may happen to a request, and what is impossible, unlawful or fine on a given day?

The impossible is refused beside its field. The unlawful that really happened is recorded with a
reason, marked with its article, and moves no date. Whether an event came in time is asked of the
same replay that computes the date.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import UserError
from clerkdesk.requests.facts import Event, EventKind, Facts
from clerkdesk.requests.others import chronological
from clerkdesk.requests.states import CLOSED, WAITING, State
from clerkdesk.requests.timing import Trace, trace

__all__ = ["EVENTS", "EventKind", "EventRule", "Ok", "Refused", "Unlawful", "Verdict", "check"]

_OPEN = frozenset(State) - CLOSED - {State.UNCONFIRMED}
_COUNTING = _OPEN - WAITING
_NEW = -1  # marks the event under judgement while it is replayed among the recorded ones
# Findings that stand against nothing: the event is recorded, and moves nothing.
_NOTED = frozenset({"no_restart", "consulted_while_waiting"})
# These days must have come; `until` is a day still to come.
_PAST = ("on", "sent_on", "third_received_on", "answered_on", "told_on")


@dataclass(frozen=True)
class Case:
    """Everything a rule may look at.

    recorded: every event on record, in order, each with its delivery and answer; before: those up
    to the day of the new one; so: the request as it stood on that day.
    """

    event: Event
    facts: Facts
    recorded: tuple[Event, ...]
    before: tuple[Event, ...]
    so: Trace

    def count(self, kind: EventKind) -> int:
        return sum(one.kind is kind for one in self.before)

    def opened(self, *kinds: EventKind) -> tuple[Event, ...]:
        """The recorded events of these kinds that the new one can mean."""
        meant = self.event.refers_to
        return tuple(one for one in self.before if one.kind in kinds and meant in (None, one.id))


Rule = Callable[[Case], UserError | None]


def _refuse(name: str, field: str = "on", **facts: object) -> UserError:
    return UserError(f"timing.{name}", field=field, **facts)


def _needs(before: EventKind, name: str) -> Rule:
    """Refuse an event for each of which there must have been one of another kind."""

    def rule(case: Case) -> UserError | None:
        if case.count(before) > case.count(case.event.kind):
            return None
        return _refuse(name)

    return rule


def _answers_a_question(case: Case) -> UserError | None:
    asked = [one for one in case.opened(EventKind.CONSULTED) if one.answered_on is None]
    if not asked:
        return _refuse("answer_before_question")
    received = asked[0].third_received_on
    if received is not None and case.event.on < received:
        return _refuse("answer_before_delivery", received=received)
    return None


def _delivers_something(case: Case) -> UserError | None:
    consulted = [one for one in case.opened(EventKind.CONSULTED) if one.third_received_on is None]
    named = [EventKind.CORRECTION_ASKED] if case.event.refers_to is not None else []
    noticed = case.opened(EventKind.FEE_NOTICED, *named)
    if not consulted and all(one.told_on is not None for one in noticed):
        return _refuse("nothing_to_deliver")
    answered = consulted[0].answered_on if consulted else None
    if answered is not None and answered < case.event.on:
        return _refuse("delivered_after_answer", answered=answered)
    return None


def _consultation_in_order(case: Case) -> UserError | None:
    event = case.event
    sent, received, answered = event.effective_on, event.third_received_on, event.answered_on
    if received is not None and received < sent:
        return _refuse("delivered_before_sent", "third_received_on", sent=sent)
    if answered is not None and answered < sent:
        return _refuse("answer_before_question", "answered_on")
    if answered is not None and received is not None and answered < received:
        return _refuse("answer_before_delivery", "answered_on", received=received)
    return None


def _sets_a_time(case: Case) -> UserError | None:
    if case.event.until is None and case.event.days is None:
        return _refuse("missing", "until")
    return None


def _is_some_days(case: Case) -> UserError | None:
    return _refuse("days_none", "days") if (case.event.days or 0) < 1 else None


def _not_confirmed(case: Case) -> UserError | None:
    confirmed = next((one for one in case.recorded if one.kind is EventKind.CONFIRMED), None)
    return _refuse("confirmed_already", day=confirmed.on) if confirmed else None


def _was_delivered(case: Case) -> UserError | None:
    return _refuse("fee_not_delivered") if case.so.waiting_until is None else None


def _was_sent(case: Case) -> UserError | None:
    return _refuse("served_before_sent") if case.so.sent_on is None else None


@dataclass(frozen=True)
class EventRule:
    """What the law and the desk say of one kind of event.

    article: as `terms.toml` `[article]` spells it. required, optional: fields of `Event`.
    states: in which the request may stand on the event's day.
    impossible: what refuses it, beyond a day before receipt or one that has not come.
    unlawful: as what it may be recorded although it moves nothing; `resources/errors/timing.toml`.
    """

    article: str
    states: frozenset[State]
    required: tuple[str, ...] = ("on",)
    optional: tuple[str, ...] = ()
    impossible: tuple[Rule, ...] = ()
    unlawful: tuple[str, ...] = ()


_ABANDONED_TOO = _OPEN | {State.ABANDONED}
_UNCONFIRMED_TOO = _OPEN | {State.UNCONFIRMED}
_UNCONFIRMED = frozenset({State.UNCONFIRMED})

# To add one: a member of EventKind, a line here, a handler in replay.py if it moves the clock, a
# label in terms.toml [event].
EVENTS: dict[EventKind, EventRule] = {
    EventKind.CONFIRM_ATTEMPTED: EventRule("31", _UNCONFIRMED),
    EventKind.CONFIRMED: EventRule("31", _UNCONFIRMED, impossible=(_not_confirmed,)),
    EventKind.CORRECTION_ASKED: EventRule(
        "30",  # within 7 working days, everything at once, with a reasonable time
        _COUNTING | {State.AWAITING_CORRECTION},
        optional=("until", "days", "told_on"),
        impossible=(_sets_a_time,),
        unlawful=("correction_late", "correction_again"),
    ),
    EventKind.CORRECTED: EventRule(
        "30", _OPEN, impossible=(_needs(EventKind.CORRECTION_ASKED, "correction_not_asked"),)
    ),
    EventKind.CORRECTION_LAPSED: EventRule(
        "30", frozenset({State.AWAITING_CORRECTION}), unlawful=("lapsed_early",)
    ),
    EventKind.CONSULTED: EventRule(
        "33-3",
        _OPEN,
        optional=("sent_on", "third_received_on", "answered_on", "whom"),
        impossible=(_consultation_in_order,),
        unlawful=("after_limit",),
    ),
    EventKind.DELIVERED: EventRule(
        "proof",
        _OPEN | CLOSED,
        optional=("refers_to",),
        impossible=(_delivers_something,),
    ),
    EventKind.CONSULTATION_ANSWERED: EventRule(
        "33-3",
        _OPEN | CLOSED,
        optional=("refers_to",),
        impossible=(_answers_a_question,),
    ),
    EventKind.EXTENDED: EventRule(
        "33-2",  # consent of the head of the disclosure office, notice, at most 20 working days
        _COUNTING,
        required=("on", "days", "told_on"),
        optional=("by_order",),
        impossible=(_is_some_days,),
        unlawful=(
            "extension_late",
            "extension_again",
            "extension_too_long",
            "extension_after_delay",
            "told_before_consent",
        ),
    ),
    EventKind.FEE_NOTICED: EventRule(
        "fee-6",
        _COUNTING | {State.AWAITING_PAYMENT},
        optional=("told_on",),
        unlawful=("fee_late", "fee_again"),
    ),
    EventKind.PAID: EventRule(
        "fee-6",
        _OPEN,
        impossible=(_needs(EventKind.FEE_NOTICED, "payment_before_notice"),),
        unlawful=("payment_late",),
    ),
    EventKind.FEE_LAPSED: EventRule(
        "fee-6",
        frozenset({State.AWAITING_PAYMENT}),
        impossible=(_was_delivered,),
        unlawful=("lapsed_early",),
    ),
    EventKind.REASONS_ASKED: EventRule("35", _COUNTING, optional=("until",)),
    EventKind.REASONS_GIVEN: EventRule(
        "35", _OPEN, impossible=(_needs(EventKind.REASONS_ASKED, "reasons_not_asked"),)
    ),
    EventKind.DELAYED_TO: EventRule(
        "35",  # a reasonable later date, told to the applicant
        _COUNTING,
        required=("on", "until"),
        optional=("told_on",),
        unlawful=("delay_late", "delay_not_later"),
    ),
    # art. 32: whom disclosure would harm is asked in writing; the decision stands all the same
    EventKind.DECIDED: EventRule("36", _ABANDONED_TOO, unlawful=("unasked",)),
    # what left unsigned may still be signed later: that is recorded as it was
    EventKind.SIGNED: EventRule("36", _ABANDONED_TOO | {State.CLOSED_IN_TIME, State.CLOSED_LATE}),
    EventKind.SENT: EventRule(
        "33-2",
        _ABANDONED_TOO,
        unlawful=("unsigned",),  # art. 45: a reply is examined and approved before it leaves
    ),
    EventKind.SERVED: EventRule("proof", CLOSED, impossible=(_was_sent,)),
    EventKind.WITHDRAWN: EventRule("27", _UNCONFIRMED_TOO),
    EventKind.TRANSFERRED: EventRule("36-5", _UNCONFIRMED_TOO),
    EventKind.REOPENED: EventRule("review-64", CLOSED, optional=("until",)),
}


@dataclass(frozen=True)
class Ok:
    """It can be recorded as it stands."""


@dataclass(frozen=True)
class Refused:
    """It cannot have happened so; the error names the field."""

    error: UserError


@dataclass(frozen=True)
class Unlawful:
    """It can be recorded with a reason; it is marked and moves no date.

    code: a line of `resources/errors/timing.toml`; str() is the sentence.
    """

    code: str
    article: str

    def __str__(self) -> str:
        return str(UserError(f"timing.{self.code}"))


Verdict = Ok | Refused | Unlawful


def unsigned() -> Unlawful:
    """Return what is said of a reply that leaves before anybody approved it."""
    return Unlawful("unsigned", "45")


def check(  # noqa: PLR0913, PLR0917 - what is asked, of whom, and on which day
    kind: EventKind | str,
    fields: Mapping[str, Any],
    facts: Facts,
    events: Iterable[Event],
    calendar: WorkCalendar,
    today: date,
) -> Verdict:
    """Judge an event before it is recorded.

    fields: those of `Event` by name; others are not looked at. events: those recorded, voided ones
    left out. today: the legal day on which it is recorded.
    """
    kind = EventKind(kind)
    recorded = tuple(events)
    rule = EVENTS[kind]
    for name in rule.required:
        if fields.get(name) is None:
            return Refused(_refuse("missing", name))
    event = Event(**{"kind": kind, **_known(fields), "unlawful": False, "id": _NEW})
    if (error := _wrong_day(event, facts, recorded, today)) is not None:
        return Refused(error)
    day = event.effective_on
    complete = chronological(recorded)
    before = tuple(one for one in complete if one.effective_on <= day)
    case = Case(event, facts, complete, before, trace(facts, before, calendar, today=day))
    if case.so.state not in rule.states:
        return Refused(_not_in(case.so))
    for impossible in rule.impossible:
        if (error := impossible(case)) is not None:
            return Refused(error)
    return _judged(event, trace(facts, (*recorded, event), calendar, today=today), rule)


def _known(given: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(Event)}
    return {name: value for name, value in given.items() if name in names and value is not None}


def _wrong_day(
    event: Event, facts: Facts, recorded: tuple[Event, ...], today: date
) -> UserError | None:
    """Refuse a day that has not come, or one before the application did."""
    confirmed = (one.on for one in recorded if one.kind is EventKind.CONFIRMED)
    received = facts.received_on or min(confirmed, default=None)
    if State.UNCONFIRMED in EVENTS[event.kind].states and facts.arrived_on is not None:
        received = None  # these may come between arrival and receipt
    for name in _PAST:
        day = getattr(event, name)
        if day is None:
            continue
        if day > today:
            return _refuse("not_yet", name, today=today)
        if received is not None and day < received:
            return _refuse("before_receipt", name, received=received)
        if facts.arrived_on is not None and day < facts.arrived_on:
            return _refuse("before_arrival", name, arrived=facts.arrived_on)
    if event.until is not None and event.until < event.on:
        return _refuse("until_before", "until", on=event.on)
    return None


def _not_in(so: Trace) -> UserError:
    return _refuse(f"not_when_{so.state}", closed=so.closed_on)


def _judged(event: Event, after: Trace, rule: EventRule) -> Verdict:
    """Read the replay's findings on the new event."""
    if event.kind is EventKind.EXTENDED and event.told_on is not None and event.told_on < event.on:
        return Unlawful("told_before_consent", rule.article)
    for found in after.findings:
        if found.event.id != _NEW:
            continue
        if found.unlawful:
            return Unlawful(found.code, found.article)
        if found.code not in _NOTED:
            return Refused(_refuse(found.code))
    return Ok()
