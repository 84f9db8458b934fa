"""Which caches and which lines on the board follow from what is recorded of a request?

`derive` runs in the same unit as whatever moved something. A closed request keeps the trace it was
closed with, until an event that its verdict rests on is added or voided.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import legal_day
from clerkdesk.db.models import Assignment, Deadline, Party, Request, RequestItem, RequestParty
from clerkdesk.db.unit import Unit
from clerkdesk.deadlines import board
from clerkdesk.holidays import queries as holidays
from clerkdesk.requests import freezing, moves, stored
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.due import Cares, Matter, Task, Verdict, dues, touched
from clerkdesk.requests.facts import Event, EventKind
from clerkdesk.requests.sides import Side
from clerkdesk.requests.timing import Trace, trace

TITLE_LIMIT = 80  # characters of an item that name the request in lists

_BETWEEN_NAMES = "\u3001"  # the Chinese mark between names in a row

APPLICANT, AGENT = "applicant", "agent"


def derive(request_id: int, work: Unit, *, calendar: WorkCalendar | None = None) -> Trace:
    """Replay what happened, rewrite the caches and the board; return the trace."""
    request = stored.get(request_id)
    days = calendar or holidays.calendar()
    events = stored.live(stored.rows_of(request_id))
    found = trace(stored.facts_of(request), events, days, today=work.today)
    tasks = _tasks(request_id)
    begun = touched(events, assigned=bool(tasks))
    step = moves.next_step(
        found,
        begun=begun or not _may_ask(found, work.today),
        out=any(task.ended_on is None for task in tasks),
        signed=signed(events),
    )
    values: dict[str, Any] = {
        "title": title_of(request_id),
        "applicant": applicant_of(request_id),
        "received_on": found.received_on,
        "next_step": step,
    } | _verdict(request, events, found)
    Request.update(**values).where(Request.id == request_id).execute()
    if request.voided_at is not None:
        board.rewrite("request", request_id, (), work)
        return found
    matter = Matter(
        number=request.number,
        title=values["title"],
        applicant=values["applicant"],
        handler_id=request.handler_id,
        channel=Channel(request.channel),
        arrived_on=request.arrived_on,
        trace=found,
        verdict=_stored_verdict(request_id),
        next_step=step,
        touched=begun,
        tasks=tasks,
    )
    board.rewrite("request", request_id, dues(matter, days, _cares(), work.today), work)
    return found


def _verdict(request: Request, events: tuple[Event, ...], found: Trace) -> dict[str, Any]:
    """Return the dates and the state to store: those frozen, where nothing decisive changed."""
    if request.voided_at is not None:
        return {"closed_on": legal_day(request.voided_at), "due_on": None, "provisional": False}
    if found.is_open:
        return _dates(found) | {"frozen": None}
    frozen = request.frozen
    if frozen is not None and frozen["decisive"] == freezing.decisive(request, events):
        return {}
    return _dates(found) | {
        "frozen": freezing.freeze(
            request, events, found, [key for key, _notice in holidays.stored()]
        )
    }


def _stored_verdict(request_id: int) -> Verdict:
    """Return the dates as just stored: a closed request's are those it was closed with."""
    row = stored.get(request_id)
    return Verdict(row.due_on, bool(row.provisional), row.closed_on)


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


def signed(events: Iterable[Event]) -> bool:
    """Return whether the last decision was signed off."""
    last = None
    for event in events:
        if event.kind in (EventKind.DECIDED, EventKind.SIGNED):
            last = event.kind
    return last is EventKind.SIGNED


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


def _tasks(request_id: int) -> tuple[Task, ...]:
    rows = Assignment.select().where(Assignment.request == request_id).order_by(Assignment.id)
    return tuple(Task(row.id, row.due_on, row.answered_on or row.returned_on) for row in rows)


def _cares() -> Cares:
    chosen = settings.load()
    return Cares(
        post_red=chosen.confirm_post_red,
        online_yellow=chosen.confirm_online_yellow,
        online_red=chosen.confirm_online_red,
    )


def on_a_new_day(work: Unit) -> int:
    """Derive again what the mere passing of days moves; return how many requests that were.

    An undelivered consultation is reckoned as if delivered today; the line about a correction
    notice goes with its last day.
    """
    over = (Deadline.rule == Side.CORRECTION_NOTICE.value) & (Deadline.due_on < work.today)
    unproved = Deadline.rule.startswith(f"{Side.DELIVERY_PROOF.value}.")
    rows = Deadline.select(Deadline.noun_id).where(
        (Deadline.noun == "request") & Deadline.closed_on.is_null() & (over | unproved)
    )
    stale = sorted({row.noun_id for row in rows})
    for request_id in stale:
        derive(request_id, work)
        work.changed("request", request_id)
    return len(stale)
