"""What may happen to a request next? The table the card's buttons come from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import UserError
from clerkdesk.requests import events
from clerkdesk.requests.events import Ok, Refused, Unlawful
from clerkdesk.requests.facts import Consulted, Event, EventKind, Facts
from clerkdesk.requests.others import chronological
from clerkdesk.requests.states import CLOSED, State
from clerkdesk.requests.timing import Trace


class Move(StrEnum):
    """The verbs a clerk can choose; labels in `terms.toml` under `[move]`."""

    CONFIRM_RECEIPT = "confirm_receipt"
    NOTE_ATTEMPT = "note_attempt"
    ASK_CORRECTION = "ask_correction"
    RECEIVE_CORRECTION = "receive_correction"
    CONSULT_THIRD = "consult_third"
    CONSULT_ORGAN = "consult_organ"
    RECORD_DELIVERY = "record_delivery"
    RECORD_ANSWER = "record_answer"
    EXTEND = "extend"
    NOTIFY_FEE = "notify_fee"
    RECORD_PAYMENT = "record_payment"
    ASK_REASONS = "ask_reasons"
    RECEIVE_REASONS = "receive_reasons"
    DELAY = "delay"
    ASSIGN = "assign"
    RECORD_SECTION_ANSWER = "record_section_answer"
    REMIND = "remind"
    DECIDE = "decide"
    SIGN_OFF = "sign_off"
    SEND = "send"
    SERVE = "serve"
    WITHDRAW = "withdraw"
    ABANDON = "abandon"
    TRANSFER = "transfer"
    REOPEN = "reopen"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True)
class Step:
    """A move that is open now.

    late: it can only be recorded with a reason, is marked and moves no date.
    warning: the sentence that says why it is late; empty otherwise.
    about: the event or assignment it belongs to, such as the consultation an answer is for.
    """

    move: Move
    articles: tuple[str, ...] = ()
    late: bool = False
    warning: str = ""
    about: int | None = None


@dataclass(frozen=True)
class NotNow:
    """A move that is closed now, with the sentence that says why."""

    move: Move
    reason: str


@dataclass(frozen=True)
class Standing:
    """Where a request stands today.

    events: those that stand, as recorded. items, undecided: how many there are of each.
    out: keys of the assignments still at a section. signed: whether what is decided is approved.
    """

    facts: Facts
    events: tuple[Event, ...]
    trace: Trace
    calendar: WorkCalendar
    today: date
    items: int
    undecided: int
    out: tuple[int, ...] = ()
    signed: bool = True
    voided: bool = False

    @property
    def state(self) -> State:
        return self.trace.state

    @property
    def open_consultations(self) -> tuple[Event, ...]:
        return tuple(
            one
            for one in chronological(self.events)
            if one.kind is EventKind.CONSULTED and one.answered_on is None
        )

    @property
    def undelivered(self) -> tuple[Event, ...]:
        return tuple(
            one
            for one in chronological(self.events)
            if (one.kind is EventKind.CONSULTED and not (one.third_received_on or one.answered_on))
            or (one.kind is EventKind.FEE_NOTICED and one.told_on is None)
        )


_Probe = Callable[[Standing], Mapping[str, Any]]
_OPEN = frozenset(State) - CLOSED
_WAITING = frozenset({State.AWAITING_CORRECTION, State.AWAITING_PAYMENT})
_AT_WORK = _OPEN - {State.UNCONFIRMED} - _WAITING


@dataclass(frozen=True)
class MoveRule:
    """When a move is offered.

    shown: the states in which the card speaks of it at all. kind: the event it records, judged by
    `events.check`; None where no law stands in the way. probe: the event's fields beyond its day.
    """

    shown: frozenset[State]
    kind: EventKind | None = None
    probe: _Probe = lambda _standing: {}


def _days(count: int) -> _Probe:
    return lambda so: {"days": count, "told_on": so.today}


def _later(so: Standing) -> Mapping[str, Any]:
    return {"until": max(so.trace.due_on or so.today, so.today) + timedelta(days=1)}


def _today(so: Standing) -> Mapping[str, Any]:
    return {"until": so.today}


def _as_signed(so: Standing) -> Mapping[str, Any]:
    return {"unsigned": not so.signed}


def _third(_so: Standing) -> Mapping[str, Any]:
    return {"whom": Consulted.THIRD_PARTY}


def _organ(_so: Standing) -> Mapping[str, Any]:
    return {"whom": Consulted.OTHER_ORGAN}


_S = State
# To add a move: a member of `Move`, a line here, a label in terms.toml [move]; the order is the
# order of the buttons.
MOVES: dict[Move, MoveRule] = {
    Move.CONFIRM_RECEIPT: MoveRule(frozenset({_S.UNCONFIRMED}), EventKind.CONFIRMED),
    Move.NOTE_ATTEMPT: MoveRule(frozenset({_S.UNCONFIRMED}), EventKind.CONFIRM_ATTEMPTED),
    Move.DECIDE: MoveRule(_OPEN - _WAITING | {_S.ABANDONED}, EventKind.DECIDED),
    Move.SIGN_OFF: MoveRule(
        frozenset({_S.WRITTEN, _S.ABANDONED, _S.CLOSED_IN_TIME, _S.CLOSED_LATE}), EventKind.SIGNED
    ),
    Move.SEND: MoveRule(frozenset({_S.WRITTEN, _S.ABANDONED}), EventKind.SENT, _as_signed),
    Move.RECEIVE_CORRECTION: MoveRule(frozenset({_S.AWAITING_CORRECTION}), EventKind.CORRECTED),
    Move.RECORD_PAYMENT: MoveRule(frozenset({_S.AWAITING_PAYMENT}), EventKind.PAID),
    Move.RECEIVE_REASONS: MoveRule(frozenset({_S.AWAITING_REASONS}), EventKind.REASONS_GIVEN),
    Move.ASK_CORRECTION: MoveRule(
        _OPEN - {_S.AWAITING_PAYMENT, _S.WRITTEN}, EventKind.CORRECTION_ASKED, _today
    ),
    Move.ASSIGN: MoveRule(_OPEN - {_S.WRITTEN}),
    Move.EXTEND: MoveRule(_OPEN, EventKind.EXTENDED, _days(1)),
    Move.CONSULT_THIRD: MoveRule(_AT_WORK - {_S.WRITTEN}, EventKind.CONSULTED, _third),
    Move.CONSULT_ORGAN: MoveRule(_AT_WORK - {_S.WRITTEN}, EventKind.CONSULTED, _organ),
    Move.NOTIFY_FEE: MoveRule(_AT_WORK - {_S.WRITTEN}, EventKind.FEE_NOTICED),
    Move.ASK_REASONS: MoveRule(
        _AT_WORK - {_S.WRITTEN, _S.AWAITING_REASONS}, EventKind.REASONS_ASKED, _today
    ),
    Move.DELAY: MoveRule(_AT_WORK - {_S.WRITTEN}, EventKind.DELAYED_TO, _later),
    Move.ABANDON: MoveRule(_WAITING),
    Move.WITHDRAW: MoveRule(_OPEN, EventKind.WITHDRAWN),
    Move.TRANSFER: MoveRule(_OPEN, EventKind.TRANSFERRED),
    Move.SERVE: MoveRule(CLOSED, EventKind.SERVED),
    Move.REOPEN: MoveRule(CLOSED, EventKind.REOPENED),
    Move.SPLIT: MoveRule(_OPEN),
    Move.MERGE: MoveRule(_OPEN),
}
_ABANDONS = {
    State.AWAITING_CORRECTION: EventKind.CORRECTION_LAPSED,
    State.AWAITING_PAYMENT: EventKind.FEE_LAPSED,
}
# sentences that would only say what the card shows anyway
_SILENT = frozenset({Move.SERVE, Move.REOPEN, Move.SPLIT, Move.TRANSFER, Move.DELAY})


def available(so: Standing) -> tuple[tuple[Step, ...], tuple[NotNow, ...]]:
    """Return what may happen now and what may not, each refusal with its sentence."""
    if so.voided:
        return (), ()
    steps: list[Step] = []
    refused: list[NotNow] = []
    for move, rule in MOVES.items():
        if so.state not in rule.shown or _is_over(move, so):
            continue
        found = _judge(move, rule, so)
        if isinstance(found, Step):
            steps.append(found)
        elif move not in _SILENT:
            refused.append(NotNow(move, str(found)))
    steps += _about(so)
    return tuple(steps), tuple(refused)


def _judge(move: Move, rule: MoveRule, so: Standing) -> Step | UserError:
    barred = _barred(move, so)
    if barred is not None:
        return barred
    kind = _ABANDONS[so.state] if move is Move.ABANDON else rule.kind
    if kind is None:
        return Step(move)
    fields = {"on": so.today, **rule.probe(so)}
    verdict = events.check(kind, fields, so.facts, so.events, so.calendar, so.today)
    articles = (events.EVENTS[kind].article,)
    if isinstance(verdict, Refused):
        return verdict.error
    if isinstance(verdict, Unlawful):
        return Step(move, (verdict.article,), late=True, warning=str(verdict))
    assert isinstance(verdict, Ok)  # noqa: S101 - the third and last verdict
    return Step(move, articles)


def _is_over(move: Move, so: Standing) -> bool:
    """Whether what left leaves no room for it: who gave up was told, and what was signed is."""
    if so.trace.sent_on is None:
        return False
    if move is Move.SIGN_OFF:  # only what left unsigned is still to be signed
        return so.signed or all(one.code != "unsigned" for one in so.trace.findings)
    return so.state is State.ABANDONED and move in (Move.DECIDE, Move.SEND)


def _barred(move: Move, so: Standing) -> UserError | None:
    """Return what the desk itself, not the law's clock, has against a move."""
    if move is Move.SEND and so.undecided:
        return UserError("requests.send_undecided", count=so.undecided)
    if move is Move.SERVE and so.trace.served_on is not None:
        return UserError("requests.served_already", day=so.trace.served_on)
    if move is Move.SPLIT and so.items <= 1:
        return UserError("requests.split_single")
    return None


def _about(so: Standing) -> Iterable[Step]:
    """Return the moves that complete something under way, one for each."""
    if so.state in _OPEN:
        for event in so.undelivered:
            yield Step(Move.RECORD_DELIVERY, ("proof",), about=event.id)
        for event in so.open_consultations:
            yield Step(Move.RECORD_ANSWER, ("33-3",), about=event.id)
        for assignment in so.out:
            yield Step(Move.RECORD_SECTION_ANSWER, about=assignment)
            yield Step(Move.REMIND, about=assignment)


def next_step(trace: Trace, *, begun: bool, out: bool, signed: bool) -> str:
    """Return what the clerk does next, a key of `terms.toml` `[next_step]`; empty at the end.

    begun: whether any work has begun since receipt, or a correction can no longer be asked for.
    out: whether a section still has it.
    """
    if trace.state in _BY_STATE:
        return _BY_STATE[trace.state].value
    if trace.state is State.PAUSED:
        unproved = any(not span.known for span in trace.excluded)
        return (Move.RECORD_DELIVERY if unproved else Move.RECORD_ANSWER).value
    if trace.state is State.WRITTEN:
        return _leave(signed=signed)
    if trace.state in CLOSED:
        return _last_step(trace, signed=signed)
    if not begun:
        return "check_content"
    return "await_section" if out else Move.DECIDE.value


def _last_step(trace: Trace, *, signed: bool) -> str:
    if trace.sent_on is None:
        # who gave up by silence is told that nothing more is done
        return _leave(signed=signed) if trace.state is State.ABANDONED else ""
    return "" if trace.served_on else Move.SERVE.value


def _leave(*, signed: bool) -> str:
    return (Move.SEND if signed else Move.SIGN_OFF).value


_BY_STATE = {
    State.UNCONFIRMED: Move.CONFIRM_RECEIPT,
    State.AWAITING_CORRECTION: Move.RECEIVE_CORRECTION,
    State.AWAITING_PAYMENT: Move.RECORD_PAYMENT,
    State.AWAITING_REASONS: Move.RECEIVE_REASONS,
}
_FIRST = {"check_content": Move.DECIDE, "await_section": Move.RECORD_SECTION_ANSWER}


def primary(key: str, steps: Iterable[Step]) -> Step | None:
    """Return the step to offer first for a next step's key, None where none is open."""
    wanted = _FIRST.get(key) or (Move(key) if key else None)
    return next((step for step in steps if step.move is wanted), None)
