"""After the calendar changed: which open requests stand otherwise, and are derived anew?

Closed ones keep their frozen trace; ask `impact.of_calendar` first for those it would judge
otherwise.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Deadline, Request
from clerkdesk.db.unit import Unit, unit
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import stored
from clerkdesk.requests.deriving import derive
from clerkdesk.requests.due import rule_of
from clerkdesk.requests.impact import Progress
from clerkdesk.requests.sides import Side
from clerkdesk.requests.states import State
from clerkdesk.requests.timing import Trace, trace

_BATCH = 500  # requests read at once


class Cancelled(Exception):
    """The job was stopped by the clerk; nothing of it is kept."""


def rederive_open(
    by: int | None,
    *,
    changed: WorkCalendar | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Derive the open requests anew that a calendar moved, in one unit; return how many moved.

    changed: the calendar to count by, where it is not the one in force. progress: told how many of
    how many were looked at. Raises Cancelled.
    """
    moved = 0
    with unit(by=by) as work:
        days = changed or calendar()
        open_ones = Request.closed_on.is_null() & Request.voided_at.is_null()
        keys = [row.id for row in Request.select(Request.id).where(open_ones)]
        for at in range(0, len(keys), _BATCH):
            if cancelled():
                raise Cancelled
            batch = keys[at : at + _BATCH]
            moved += _batch(batch, days, work)
            if progress is not None:
                progress(at + len(batch), len(keys))
        told = {"requests": len(keys), "moved": moved, "calendar": days.revision}
        work.note("request", 0, "derived_anew", told)
    return moved


def _batch(keys: list[int], days: WorkCalendar, work: Unit) -> int:
    events = stored.rows_of_many(keys)
    lines: dict[int, dict[str, date | None]] = defaultdict(dict)
    for line in Deadline.select().where(
        (Deadline.noun == "request") & Deadline.noun_id.in_(keys) & Deadline.closed_on.is_null()
    ):
        lines[line.noun_id][line.rule] = line.due_on
    moved = 0
    for request in Request.select().where(Request.id.in_(keys)):
        live = stored.live(events.get(request.id, []))
        found = trace(stored.facts_of(request), live, days, today=work.today)
        if _stands(request, found, lines[request.id]):
            continue
        derive(request.id, work, calendar=days)
        work.changed("request", request.id)
        moved += 1
    return moved


def _stands(request: Request, found: Trace, lines: dict[str, date | None]) -> bool:
    """Whether what is stored of a request, its side limits too, is what the calendar says."""
    if found.state is State.UNCONFIRMED:
        return False  # its lights are counted from the arrival
    as_stored = (request.state, request.due_on, bool(request.provisional))
    if as_stored != (found.state, found.due_on, found.provisional):
        return False
    return all(
        lines.get(rule_of(side), side.due_on) == side.due_on
        for side in found.sides
        if side.kind is not Side.REVIEW
    )
