"""Which due dates would a change move? Nothing is written; the newly overdue come first."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Request
from clerkdesk.deadlines.lights import Light, light
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import freezing, stored
from clerkdesk.requests.facts import Event, EventKind
from clerkdesk.requests.states import State
from clerkdesk.requests.timing import Trace, trace

if TYPE_CHECKING:
    from clerkdesk.requests.recording import Happening

_BATCH = 500  # requests read at once

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Moved:
    """A request whose due date, state or light would change."""

    request_id: int
    number: str
    title: str
    due_from: date | None
    due_to: date | None
    light_from: Light
    light_to: Light
    state_from: State
    state_to: State

    @property
    def newly_overdue(self) -> bool:
        return self.light_to is Light.OVERDUE and self.light_from is not Light.OVERDUE


@dataclass(frozen=True)
class Differs:
    """A closed request that keeps its frozen verdict, though today's calendar says otherwise."""

    request_id: int
    number: str
    title: str
    state: State
    due_on: date | None
    due_now: date | None


@dataclass(frozen=True)
class CalendarImpact:
    moved: tuple[Moved, ...]
    differs: tuple[Differs, ...]


class Cancelled(Exception):
    """The job was stopped; nothing of it is kept."""


def of_receipt(request_id: int, received_on: date, today: date) -> tuple[Moved, ...]:
    """Return what a corrected day of receipt would move; of a closed one, its verdict too."""
    request = stored.get(request_id)
    days = calendar()
    rows = stored.rows_of(request_id)
    before = stored.live(rows)
    confirmed = [one for one in before if one.kind is EventKind.CONFIRMED]
    facts, after = stored.facts_of(request), before
    if facts.received_on is not None:
        facts_after = stored.facts_of(request, arrived_on=received_on)
    else:
        facts_after = facts
        kept = [one for one in before if one not in confirmed]
        after = (Event(EventKind.CONFIRMED, received_on), *kept)
    return _moved(
        request,
        trace(facts, before, days, today=today),
        trace(facts_after, after, days, today=today),
        days,
        today,
    )


def of_void(event_id: int, today: date) -> tuple[Moved, ...]:
    """Return what voiding an event would move."""
    row = stored.standing(event_id)
    request = stored.get(row.request_id)
    days = calendar()
    rows = stored.rows_of(row.request_id)
    facts, left = stored.facts_of(request), stored.live(rows, but=event_id)
    after = trace(facts, left, days, today=today)
    if not after.is_open and freezing.stays(request.frozen, request.arrived_on, left):
        return ()  # what came after the end: the case stays as it was closed
    return _moved(request, trace(facts, stored.live(rows), days, today=today), after, days, today)


def of_event(request_id: int, what: "Happening", today: date) -> tuple[Moved, ...]:
    """Return what an event would move if it were recorded; what cannot be, moves nothing."""
    request = stored.get(request_id)
    days = calendar()
    facts, before = stored.facts_of(request), stored.live(stored.rows_of(request_id))
    known = {name: value for name, value in what.fields().items() if value is not None}
    after = (*before, Event(what.kind, **known))
    return _moved(
        request,
        trace(facts, before, days, today=today),
        trace(facts, after, days, today=today),
        days,
        today,
    )


def of_calendar(
    changed: WorkCalendar, today: date, *, progress: Progress | None = None
) -> CalendarImpact:
    """Return what another calendar would move, and the closed cases it would judge otherwise.

    progress: told how many of how many requests were looked at.
    """
    now = calendar()
    # not `changes`: whether make-up weekends count moves dates, though no day's kind differs
    named = sorted(now.named_days | changed.named_days)
    days = tuple(day for day in named if now.is_workday(day) is not changed.is_workday(day))
    if not days and now.horizon == changed.horizon:
        return CalendarImpact((), ())
    moved: list[Moved] = []
    differs: list[Differs] = []
    for request, events in _touching(days, progress):
        facts = stored.facts_of(request)
        after = trace(facts, events, changed, today=today)
        if request.frozen is None:
            before = trace(facts, events, now, today=today)
            moved += _moved(request, before, after, changed, today, before_days=now)
        else:
            differs += _differs(request, after)
    return CalendarImpact(_sorted(moved), tuple(differs))


def _touching(
    days: tuple[date, ...], progress: Progress | None
) -> Iterator[tuple[Request, tuple[Event, ...]]]:
    """Yield the requests whose ledger can meet the days: all open ones, closed ones by span."""
    whom = Request.voided_at.is_null() & Request.received_on.is_null(False)
    spans = Request.closed_on.is_null()
    if days:
        spans |= (Request.received_on <= days[-1]) & (
            (Request.due_on >= days[0]) | (Request.closed_on >= days[0])
        )
    keys = [row.id for row in Request.select(Request.id).where(whom & spans).order_by(Request.id)]
    for at in range(0, len(keys), _BATCH):
        batch = keys[at : at + _BATCH]
        events = stored.rows_of_many(batch)
        for request in Request.select().where(Request.id.in_(batch)).order_by(Request.id):
            yield request, stored.live(events.get(request.id, []))
        if progress is not None:
            progress(min(at + _BATCH, len(keys)), len(keys))


def _moved(  # noqa: PLR0913, PLR0917 - before and after, by which days, on which day
    request: Request,
    before: Trace,
    after: Trace,
    days: WorkCalendar,
    today: date,
    before_days: WorkCalendar | None = None,
) -> tuple[Moved, ...]:
    state, due_on = before.state, before.due_on
    if request.frozen is not None:
        state, due_on = freezing.verdict(request.frozen)
    if (due_on, state) == (after.due_on, after.state):
        return ()
    lights = [
        _light(before, today, before_days or days),
        _light(after, today, days),
    ]
    return (
        Moved(
            request.id,
            request.number,
            request.title,
            due_on,
            after.due_on,
            lights[0],
            lights[1],
            state,
            after.state,
        ),
    )


def _light(so: Trace, today: date, days: WorkCalendar) -> Light:
    return light(
        due_on=so.due_on,
        today=today,
        calendar=days,
        lead=settings.load().yellow_lead,
        paused=so.is_paused,
        closed_on=so.closed_on,
        unconfirmed=so.state is State.UNCONFIRMED,
        unsent=so.state is State.WRITTEN,
    )


def _differs(request: Request, after: Trace) -> Iterable[Differs]:
    state, due_on = freezing.verdict(request.frozen)
    if (state, due_on) == (after.state, after.due_on):
        return ()
    return (
        Differs(
            request.id,
            request.number,
            request.title,
            state,
            due_on,
            after.due_on,
        ),
    )


def _sorted(moved: Iterable[Moved]) -> tuple[Moved, ...]:
    return tuple(
        sorted(moved, key=lambda one: (not one.newly_overdue, one.due_to or date.max, one.number))
    )
