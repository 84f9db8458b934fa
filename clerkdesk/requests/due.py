"""What is due for one request, as the board shows it? The trace and today make its lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.deadlines.lights import yellow_from
from clerkdesk.requests.channels import RECEIPT, Care, Channel
from clerkdesk.requests.facts import Consulted, Event
from clerkdesk.requests.moves import Move
from clerkdesk.requests.sides import REMEDIES, Side, SideLimit
from clerkdesk.requests.states import State
from clerkdesk.requests.timing import Trace


@dataclass(frozen=True)
class Cares:
    """The office's own patience with unconfirmed papers, in working days after arrival."""

    post_red: int
    online_yellow: int
    online_red: int


@dataclass(frozen=True)
class Task:
    """Work sent to a section; its internal limit never passes the legal date.

    sent_on: day zero of that limit.
    ended_on: answered or returned; None while it is out.
    """

    id: int
    sent_on: date
    due_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Verdict:
    """The reply's dates as stored: those of the trace, or those a case was closed with."""

    due_on: date | None
    provisional: bool
    closed_on: date | None


@dataclass(frozen=True)
class Matter:
    """What a request's lines on the board are made of.

    touched: whether anything was done since receipt; then the correction question is settled.
    tasks: every assignment, those that have ended too.
    """

    number: str
    title: str
    applicant: str
    handler_id: int | None
    channel: Channel
    arrived_on: date
    trace: Trace
    verdict: Verdict
    next_step: str
    touched: bool
    tasks: tuple[Task, ...] = ()


def dues(matter: Matter, calendar: WorkCalendar, cares: Cares, today: date) -> tuple[Due, ...]:
    """Return every line of the board; rules end in ".<id>" where there can be several."""
    if matter.trace.state is State.UNCONFIRMED:
        return (_receipt(matter, calendar, cares),)
    lines = [_reply(matter), *_sides(matter, calendar, today)]
    still_asked = matter.trace.is_open
    lines += [
        _task(matter, task, calendar) for task in matter.tasks if still_asked or task.ended_on
    ]
    return tuple(lines)


def _line(matter: Matter, rule: str, due_on: date | None, status: Status, **more: object) -> Due:
    known = {
        "title": matter.title,
        "who": matter.applicant,
        "number": matter.number,
        "handler_id": matter.handler_id,
        "next_step": matter.next_step,
    }
    return Due(rule, due_on, status, **(known | more))  # type: ignore[arg-type]


def _receipt(matter: Matter, calendar: WorkCalendar, cares: Cares) -> Due:
    care = RECEIPT[matter.channel].care
    post = care is Care.POST
    red = cares.post_red if post else cares.online_red
    # red once that many working days after the arrival have gone by
    return _line(
        matter,
        "receipt",
        None,
        Status.UNCONFIRMED,
        yellow_on=None if post else calendar.add(matter.arrived_on, cares.online_yellow + 1),
        red_on=calendar.add(matter.arrived_on, red + 1),
    )


OPINIONS = "opinions"  # what a paused reply waits for (art. 33-3)
_WAITS = {
    State.AWAITING_CORRECTION: "applicant_correction",
    State.AWAITING_PAYMENT: "applicant_payment",
    State.AWAITING_REASONS: "applicant_reasons",
    State.PAUSED: OPINIONS,
}


def _reply(matter: Matter) -> Due:
    trace = matter.trace
    status = Status.RUNNING
    if trace.is_paused:
        status = Status.PAUSED
    elif trace.state is State.WRITTEN:
        status = Status.UNSENT
    return _line(
        matter,
        "reply",
        matter.verdict.due_on,
        status,
        provisional=matter.verdict.provisional,
        waiting_for=_WAITS.get(trace.state, ""),
        closed_on=matter.verdict.closed_on,
    )


def _yellow_on(side: SideLimit, calendar: WorkCalendar) -> date | None:
    if side.zero_on is None or side.due_on is None:
        return None
    return yellow_from(side.zero_on, side.due_on, calendar)


def _sides(matter: Matter, calendar: WorkCalendar, today: date) -> Iterator[Due]:
    for side in matter.trace.sides:
        line = _side(matter, side, calendar, today)
        if line is not None:
            yield line


def _side(matter: Matter, side: SideLimit, calendar: WorkCalendar, today: date) -> Due | None:
    if side.kind in REMEDIES:
        return None  # the applicant's own time: the card shows it, nothing is to be done
    if side.kind is Side.CORRECTION_NOTICE:
        return _correction_notice(matter, side, calendar, today)
    if side.met_on is None and not _still_asked(matter.trace, side):
        return None
    event = side.event
    rule = rule_of(side)
    if side.kind is Side.DELIVERY_PROOF:
        served = event is not None and event.kind == "sent"
        step = Move.SERVE if served else Move.RECORD_DELIVERY
        return _line(
            matter,
            rule,
            side.due_on,
            Status.RUNNING,
            closed_on=side.met_on,
            next_step=step.value,
            yellow_on=_yellow_on(side, calendar),
        )
    return _line(
        matter,
        rule,
        side.due_on,
        Status.PAUSED,
        closed_on=side.met_on,
        waiting_for=_waits_for(side),
        next_step=_STEPS[side.kind].value,
    )


def rule_of(side: SideLimit) -> str:
    """Return the key of a side limit's line; there may be one of a kind for each event."""
    if side.kind is Side.CORRECTION_NOTICE or side.event is None:
        return side.kind.value
    return f"{side.kind.value}.{side.event.id}"


_STEPS = {
    Side.CORRECTION: Move.RECEIVE_CORRECTION,
    Side.CONSULTATION: Move.RECORD_ANSWER,
    Side.PAYMENT: Move.RECORD_PAYMENT,
    Side.REASONS: Move.RECEIVE_REASONS,
}


def _correction_notice(
    matter: Matter, side: SideLimit, calendar: WorkCalendar, today: date
) -> Due | None:
    """Whether to ask for a correction is open for 7 working days, or until work has begun.

    Letting it pass is no fault, so it never turns red: the line goes with its last day.
    """
    rule = rule_of(side)
    if side.met_on is not None:
        return _line(matter, rule, side.due_on, Status.RUNNING, closed_on=side.met_on)
    open_still = side.due_on is not None and today <= side.due_on
    if matter.touched or not matter.trace.is_open or not open_still:
        return None
    yellow_on = _yellow_on(side, calendar)
    step = "check_content"
    return _line(matter, rule, side.due_on, Status.RUNNING, next_step=step, yellow_on=yellow_on)


def _still_asked(trace: Trace, side: SideLimit) -> bool:
    """A closed or replied matter asks nobody any more, but for the proof that its reply came."""
    event = side.event
    if event is not None and event.kind == "sent":
        return True
    return trace.is_open


def _waits_for(side: SideLimit) -> str:
    if side.kind is Side.CONSULTATION and side.event is not None:
        return "third_party" if side.event.whom is Consulted.THIRD_PARTY else "organ"
    return {
        Side.CORRECTION: "applicant_correction",
        Side.PAYMENT: "applicant_payment",
        Side.REASONS: "applicant_reasons",
    }.get(side.kind, "")


def internal_due(due_on: date, sent_on: date, legal: date | None, ended_on: date | None) -> date:
    """Return a section's limit: what it was given, or the legal date where that came nearer.

    What was sent after the legal date had passed is due the day it was sent.
    """
    return due_on if legal is None or ended_on is not None else max(sent_on, min(due_on, legal))


def _task(matter: Matter, task: Task, calendar: WorkCalendar) -> Due:
    due_on = internal_due(task.due_on, task.sent_on, matter.verdict.due_on, task.ended_on)
    return _line(
        matter,
        f"assignment.{task.id}",
        due_on,
        Status.RUNNING,
        waiting_for="" if task.ended_on else "section",
        closed_on=task.ended_on,
        next_step=Move.REMIND.value,
        yellow_on=yellow_from(task.sent_on, due_on, calendar),
    )


def touched(events: Iterable[Event], *, assigned: bool) -> bool:
    """Return whether work has begun, so that nobody need ask about a correction any more."""
    before = {"confirm_attempted", "confirmed"}
    return assigned or any(event.kind.value not in before for event in events)
