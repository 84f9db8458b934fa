"""Which caches and which lines on the board follow from what is recorded of a request?

`derive` runs in the same unit as whatever moved something. A closed request keeps the trace it was
closed with, until an event that its verdict rests on is added or voided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import legal_day
from clerkdesk.db import many
from clerkdesk.db.models import Assignment, Deadline, Party, Request, RequestItem, RequestParty
from clerkdesk.db.unit import Unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due
from clerkdesk.holidays import queries as holidays
from clerkdesk.requests import freezing, moves, stored
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.due import OPINIONS, Cares, Matter, Task, Verdict, dues, touched
from clerkdesk.requests.facts import Event
from clerkdesk.requests.sides import Side
from clerkdesk.requests.states import State
from clerkdesk.requests.timing import Trace, trace

TITLE_LIMIT = 80  # characters of an item that name the request in lists

_BETWEEN_NAMES = "\u3001"  # the Chinese mark between names in a row

APPLICANT, AGENT = "applicant", "agent"
_UNSENT = (State.WRITTEN, State.ABANDONED)  # where it matters for the next step who signed


@dataclass(frozen=True)
class Office:
    """What one office counts by; the same for every request of a unit."""

    days: WorkCalendar
    cares: Cares


def office(calendar: WorkCalendar | None = None) -> Office:
    """Return what is in force, or the given calendar in place of the one in force."""
    chosen = settings.load()
    cares = Cares(
        post_red=chosen.confirm_post_red,
        online_yellow=chosen.confirm_online_yellow,
        online_red=chosen.confirm_online_red,
    )
    return Office(calendar or holidays.calendar(), cares)


@dataclass(frozen=True)
class Replayed:
    """A request's row with what its events came to; its title and applicant are as they are now.

    events: those that stand. tasks: every assignment, those that have ended too.
    """

    request: Request
    events: tuple[Event, ...]
    trace: Trace
    tasks: tuple[Task, ...]


def derive(request_id: int, work: Unit) -> Trace:
    """Replay what happened, rewrite the caches and the board; return the trace."""
    request = stored.get(request_id)
    here = office()
    events = stored.live(stored.rows_of(request_id))
    found = trace(stored.facts_of(request), events, here.days, today=work.today)
    request.title, request.applicant = title_of(request_id), applicant_of(request_id)
    tasks = tasks_of([request_id]).get(request_id, ())
    store([Replayed(request, events, found, tasks)], here, work)
    return found


def store(replayed: Iterable[Replayed], here: Office, work: Unit) -> None:
    """Rewrite the caches and the lines on the board of requests that were replayed."""
    values: list[tuple[int, dict[str, Any]]] = []
    lines: dict[int, Iterable[Due]] = {}
    for one in replayed:
        request = one.request
        begun = touched(one.events, assigned=bool(one.tasks))
        step = moves.next_step(
            one.trace,
            begun=begun or not _may_ask(one.trace, work.today),
            out=any(task.ended_on is None for task in one.tasks),
            signed=one.trace.state in _UNSENT and stored.is_approved(request.id),
        )
        verdict = _verdict(request, one.events, one.trace)
        told = {"title": request.title, "applicant": request.applicant, "next_step": step}
        told["received_on"] = one.trace.received_on
        values.append((request.id, told | verdict))
        voided = request.voided_at is not None
        lines[request.id] = () if voided else _dues(one, verdict, step, begun, here, work.today)
    many.update(Request, values)
    board.rewrite_many("request", lines, work)


def _dues(  # noqa: PLR0913, PLR0917 - what one request's lines are made of
    one: Replayed, verdict: dict[str, Any], step: str, begun: bool, here: Office, today: date
) -> tuple[Due, ...]:
    request = one.request
    kept = {name: verdict.get(name, getattr(request, name)) for name in _VERDICT}
    matter = Matter(
        number=request.number,
        title=request.title,
        applicant=request.applicant,
        handler_id=request.handler_id,
        channel=Channel(request.channel),
        arrived_on=request.arrived_on,
        trace=one.trace,
        verdict=Verdict(kept["due_on"], bool(kept["provisional"]), kept["closed_on"]),
        next_step=step,
        touched=begun,
        tasks=one.tasks,
    )
    return dues(matter, here.days, here.cares, today)


_VERDICT = ("due_on", "provisional", "closed_on")


def _verdict(request: Request, events: tuple[Event, ...], found: Trace) -> dict[str, Any]:
    """Return the dates and the state to store: those frozen, where nothing decisive changed."""
    if request.voided_at is not None:
        return {"closed_on": legal_day(request.voided_at), "due_on": None, "provisional": False}
    if found.is_open:
        return _dates(found) | {"frozen": None}
    if freezing.stays(request.frozen, request.arrived_on, events):
        return {}
    return _dates(found) | {
        "frozen": freezing.freeze(
            request, events, found, [key for key, _notice in holidays.stored()]
        )
    }


def _dates(found: Trace) -> dict[str, Any]:
    return {
        "state": found.state.value,
        "due_on": found.due_on,
        "provisional": found.provisional,
        "closed_on": found.closed_on,
    }


def _may_ask(found: Trace, today: date) -> bool:
    """Return whether a correction can still be asked for in time (art. 30)."""
    sides = (one for one in found.sides if one.kind is Side.CORRECTION_NOTICE)
    return any(one.due_on is not None and today <= one.due_on for one in sides)


def title_of(request_id: int) -> str:
    """Return what names a request in lists: the beginning of its first item, in one line."""
    first = (
        RequestItem.select()
        .where(RequestItem.request == request_id)
        .order_by(RequestItem.position, RequestItem.id)
        .first()
    )
    return shortened(first.content) if first else ""


def shortened(content: str) -> str:
    line = " ".join(content.split())
    return line if len(line) <= TITLE_LIMIT else line[: TITLE_LIMIT - 1] + "…"


def applicant_of(request_id: int) -> str:
    """Return the applicants' names as a list shows them."""
    names = (
        Party.select(Party.name)
        .join(RequestParty, on=RequestParty.party == Party.id)
        .where((RequestParty.request == request_id) & (RequestParty.role == APPLICANT))
        .order_by(RequestParty.position, RequestParty.id)
    )
    return _BETWEEN_NAMES.join(row.name for row in names)


def tasks_of(request_ids: Sequence[int]) -> dict[int, tuple[Task, ...]]:
    """Return the assignments of several requests, in the order made."""
    rows = Assignment.select().where(Assignment.request.in_(request_ids)).order_by(Assignment.id)
    found: dict[int, tuple[Task, ...]] = {}
    for row in rows:
        task = Task(row.id, row.sent_on, row.due_on, row.answered_on or row.returned_on)
        found[row.request_id] = (*found.get(row.request_id, ()), task)
    return found


def on_a_new_day(work: Unit) -> int:
    """Derive again what the mere passing of days moves; return how many requests that were.

    An undelivered consultation is reckoned as if delivered today; a pause ends by itself when the
    time to answer is over (arts. 32, 34), and the limit then runs on; the line about a correction
    notice goes with its last day.
    """
    stale = sorted(_dated_by_today(work.today))
    for request_id in stale:
        derive(request_id, work)
        work.changed("request", request_id)
    return len(stale)


def _dated_by_today(today: date) -> set[int]:
    over = (Deadline.rule == Side.CORRECTION_NOTICE.value) & (Deadline.due_on < today)
    unproved = Deadline.rule.startswith(f"{Side.DELIVERY_PROOF.value}.")
    paused = Deadline.waiting_for == OPINIONS
    rows = Deadline.select(Deadline.noun_id).where(
        (Deadline.noun == "request") & Deadline.closed_on.is_null() & (over | unproved | paused)
    )
    return {row.noun_id for row in rows}
