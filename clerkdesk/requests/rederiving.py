"""After the calendar changed: which open requests stand otherwise, and are derived anew?

Closed ones keep their frozen trace; ask `impact.of_calendar` first for those it would judge
otherwise.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Deadline, Request
from clerkdesk.db.unit import Unit, unit
from clerkdesk.requests import stored
from clerkdesk.requests.deriving import Office, Replayed, office, store, tasks_of
from clerkdesk.requests.due import rule_of
from clerkdesk.requests.facts import Event
from clerkdesk.requests.impact import Progress
from clerkdesk.requests.sides import REMEDIES
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
        here = office(changed)
        open_ones = Request.closed_on.is_null() & Request.voided_at.is_null()
        keys = [row.id for row in Request.select(Request.id).where(open_ones)]
        for at in range(0, len(keys), _BATCH):
            if cancelled():
                raise Cancelled
            batch = keys[at : at + _BATCH]
            moved += _batch(batch, here, work)
            if progress is not None:
                progress(at + len(batch), len(keys))
        told = {"requests": len(keys), "moved": moved, "calendar": here.days.revision}
        work.note("request", 0, "derived_anew", told)
    return moved


def _batch(keys: list[int], here: Office, work: Unit) -> int:
    """Replay some requests and store anew those that stand otherwise.

    A calendar changes nothing of what a request is called, so its title and applicant stay.
    """
    events = stored.rows_of_many(keys)
    lines = _lines(keys)
    moved: list[tuple[Request, tuple[Event, ...], Trace]] = []
    for request in Request.select().where(Request.id.in_(keys)):
        live = stored.live(events.get(request.id, []))
        found = trace(stored.facts_of(request), live, here.days, today=work.today)
        if not _stands(request, found, lines[request.id]):
            moved.append((request, live, found))
            work.changed("request", request.id)
    tasks = tasks_of([request.id for request, _live, _found in moved])
    store(
        [Replayed(one, live, found, tasks.get(one.id, ())) for one, live, found in moved],
        here,
        work,
    )
    return len(moved)


def _lines(keys: list[int]) -> dict[int, dict[str, date | None]]:
    """Return the due dates of the lines on the board, by request and rule.

    Those of side limits already met too: they stand in the ledger of a matter that is still open,
    and what is frozen is frozen with its closing.
    """
    lines: dict[int, dict[str, date | None]] = defaultdict(dict)
    rows: Any = (
        Deadline.select(Deadline.noun_id, Deadline.rule, Deadline.due_on)
        .where((Deadline.noun == "request") & Deadline.noun_id.in_(keys))
        .tuples()
    )
    for noun_id, rule, due_on in rows:
        lines[noun_id][rule] = due_on
    return lines


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
        if side.kind not in REMEDIES
    )
