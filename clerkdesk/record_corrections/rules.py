"""How does a correction of records stand, and what may be done with it? Pure; art. 41.

The law sets no limit here: the target is the office's own and never a legal date.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from clerkdesk.errors import UserError
from clerkdesk.limits import Limit

OLDEST = date(2008, 5, 1)  # the Regulation's first text came into force that day


class State(StrEnum):
    """Where the matter is; labels in `terms.toml` `[record_state]`."""

    CHECKING = "checking"
    WAITING = "waiting"  # the applicant was asked for evidence
    DECIDED = "decided"
    TOLD = "told"
    WITHDRAWN = "withdrawn"
    VOID = "void"


OPEN = (State.CHECKING, State.WAITING, State.DECIDED)


class Finding(StrEnum):
    """The four ends art. 41 knows; labels in `[record_finding]`."""

    CORRECTED = "corrected"  # verified and put right; the applicant is told
    NOT_CORRECTED = "not_corrected"  # not founded; told with the reasons
    FORWARDED = "forwarded"  # another organ's to correct: sent on to it, the applicant is told
    REFERRED = "referred"  # another organ's to correct: the applicant is told whom to ask


class Ground(StrEnum):
    """Why a record stays as it is, after what art. 41 asks for; labels in `[record_ground]`."""

    ACCURATE = "accurate"
    NO_EVIDENCE = "no_evidence"
    NOT_OWN = "not_own"


class Kind(StrEnum):
    """What may happen to the matter; labels in `[record_event]`."""

    EVIDENCE_ASKED = "evidence_asked"
    EVIDENCE_RECEIVED = "evidence_received"
    CHECKED = "checked"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """The verbs a clerk can choose; labels in `[record_act]`."""

    CHECK = "check"
    DECIDE = "decide"
    WRITE = "write"
    SEND = "send"
    ASK_EVIDENCE = "ask_evidence"
    RECEIVE_EVIDENCE = "receive_evidence"
    ATTACH = "attach"
    CHANGE_FACTS = "change_facts"
    WITHDRAW = "withdraw"
    VOID = "void"


LETTERS: Mapping[Finding, tuple[str, ...]] = MappingProxyType(
    {
        Finding.CORRECTED: ("record_corrected",),
        Finding.NOT_CORRECTED: ("record_not_corrected",),
        # the organ gets the papers, the applicant is told of it
        Finding.FORWARDED: ("record_forwarded", "record_referred"),
        Finding.REFERRED: ("record_elsewhere",),
    }
)
"""Which letters must have left before the applicant has been told."""


@dataclass(frozen=True)
class Happened:
    """One event that stands. id: 0 before it is stored."""

    kind: Kind
    on: date
    finding: Finding | None = None
    id: int = 0


@dataclass(frozen=True)
class Written:
    """One letter of the matter that is not void."""

    id: int
    key: str
    sent_on: date | None


@dataclass(frozen=True)
class Standing:
    """Everything that decides what is open.

    decision: the one in force. to_write, to_send: keys of letters that are still wanted, in order.
    closed_on: the day the applicant had been told, or withdrew.
    """

    state: State
    received_on: date
    events: tuple[Happened, ...]
    decision: Happened | None
    to_write: tuple[str, ...]
    to_send: tuple[Written, ...]
    left: bool
    closed_on: date | None

    @property
    def checked(self) -> bool:
        return any(one.kind is Kind.CHECKED for one in self.events)

    @property
    def letters(self) -> bool:
        """Whether a letter of the decision in force was made."""
        return self.left or bool(self.to_send)


def stand(
    received_on: date, events: Sequence[Happened], letters: Sequence[Written], *, voided: bool
) -> Standing:
    """Derive how the matter stands from what happened and which letters left."""
    kinds = [one.kind for one in events]
    decision = next((one for one in reversed(events) if one.kind is Kind.DECIDED), None)
    wanted = LETTERS[decision.finding] if decision and decision.finding else ()
    sent = {one.key: one.sent_on for one in letters if one.sent_on is not None}
    made = {one.key: one for one in letters}
    withdrawn = next((one.on for one in events if one.kind is Kind.WITHDRAWN), None)
    told = max(sent[key] for key in wanted) if wanted and set(wanted) <= set(sent) else None
    if voided:
        state = State.VOID
    elif withdrawn is not None:
        state = State.WITHDRAWN
    elif decision is not None:
        state = State.TOLD if told is not None else State.DECIDED
    else:
        asked = [one for one in kinds if one in (Kind.EVIDENCE_ASKED, Kind.EVIDENCE_RECEIVED)]
        waits = bool(asked) and asked[-1] is Kind.EVIDENCE_ASKED
        state = State.WAITING if waits else State.CHECKING
    return Standing(
        state=state,
        received_on=received_on,
        events=tuple(events),
        decision=decision,
        to_write=tuple(key for key in wanted if key not in made),
        to_send=tuple(made[key] for key in wanted if key in made and key not in sent),
        left=any(one.sent_on is not None for one in letters),
        closed_on=withdrawn or told,
    )


def target(days: int) -> Limit:
    """Return the office's own target in working days; art. 41 names no limit."""
    return Limit(days)


def next_step(standing: Standing) -> str:
    """Return the key of `[next_step]` for what the clerk does next; empty where nothing is left."""
    if standing.state is State.WAITING:
        return "record_evidence"
    if standing.state is State.CHECKING:
        return "record_decide" if standing.checked else "record_check"
    if standing.state is State.DECIDED:
        return "record_write" if standing.to_write else "record_send"
    return ""


def check_day(kind: Kind, on: date, standing: Standing, today: date) -> None:
    """Refuse a day that cannot be. Errors (field "on"): not_yet, before_receipt, before_event."""
    if on > today:
        raise UserError("records.not_yet", field="on", day=on)
    if on < standing.received_on:
        raise UserError("records.before_receipt", field="on", received=standing.received_on)
    bound: tuple[Kind, ...] = ()
    if kind is Kind.EVIDENCE_RECEIVED:
        bound = (Kind.EVIDENCE_ASKED,)
    elif kind is Kind.DECIDED:
        bound = tuple(Kind)
    last = max((one.on for one in standing.events if one.kind in bound), default=on)
    if on < last:
        raise UserError("records.before_event", field="on", last=last)


def require(act: Act, standing: Standing) -> None:
    """Raise the sentence that says why the act is closed now; return where it is open."""
    refusal = _WHY[act](standing)
    if refusal is not None:
        raise refusal


def allowed(standing: Standing) -> tuple[Act, ...]:
    return tuple(act for act in Act if _WHY[act](standing) is None)


def refused(standing: Standing) -> tuple[tuple[Act, str], ...]:
    """Return what this state forbids, each with its sentence."""
    reasons = ((act, _WHY[act](standing)) for act in Act)
    return tuple((act, str(reason)) for act, reason in reasons if reason is not None)


def refuse_unvoidable(event: Happened, standing: Standing) -> None:
    """Refuse to void what others rest on. Errors: letter_stands, decision_rests_on_it, is_void."""
    if standing.state is State.VOID:
        raise UserError("records.is_void")
    if event.kind is Kind.DECIDED and standing.letters:
        raise UserError("records.letter_stands")
    checks = [one for one in standing.events if one.kind is Kind.CHECKED]
    decided = standing.decision
    rests = decided is not None and decided.finding in NEEDS_CHECK
    if event.kind is Kind.CHECKED and rests and len(checks) == 1:
        raise UserError("records.decision_rests_on_it")


# 经审核: what is put right or left as it is was looked into first
NEEDS_CHECK = (Finding.CORRECTED, Finding.NOT_CORRECTED)


def _closed(standing: Standing) -> UserError | None:
    if standing.state is State.VOID:
        return UserError("records.is_void")
    if standing.closed_on is not None:
        return UserError("records.closed", closed=standing.closed_on)
    return None


def _undecided(standing: Standing) -> UserError | None:
    refusal = _closed(standing)
    if refusal is None and standing.decision is not None:
        return UserError("records.decided", decided=standing.decision.on)
    return refusal


def _ask(standing: Standing) -> UserError | None:
    if standing.state is State.WAITING:
        return UserError("records.asked_already")
    return _undecided(standing)


def _write(standing: Standing) -> UserError | None:
    refusal = _closed(standing)
    if refusal is None and standing.decision is None:
        return UserError("records.not_decided")
    if refusal is None and not standing.to_write:
        return UserError("records.all_written")
    return refusal


def _send(standing: Standing) -> UserError | None:
    refusal = _closed(standing)
    if refusal is None and not standing.to_send:
        return UserError("records.nothing_to_send")
    return refusal


def _unsent(standing: Standing) -> UserError | None:
    """What left the office is not made void or taken back: it was told."""
    refusal = UserError("records.letter_left") if standing.left else None
    return refusal or _closed(standing)


def _facts(standing: Standing) -> UserError | None:
    refusal = _closed(standing)
    if refusal is None and standing.letters:
        return UserError("records.letter_stands")
    return refusal


def _void(standing: Standing) -> UserError | None:
    if standing.state is State.VOID:
        return UserError("records.is_void")
    if standing.left:
        return UserError("records.letter_left")
    return UserError("records.letter_stands") if standing.letters else None


_WHY: Mapping[Act, Callable[[Standing], UserError | None]] = MappingProxyType(
    {
        Act.CHECK: _undecided,
        Act.DECIDE: _undecided,
        Act.WRITE: _write,
        Act.SEND: _send,
        Act.ASK_EVIDENCE: _ask,
        Act.RECEIVE_EVIDENCE: _undecided,
        Act.ATTACH: _closed,
        Act.CHANGE_FACTS: _facts,
        Act.WITHDRAW: _unsent,
        Act.VOID: _void,
    }
)
