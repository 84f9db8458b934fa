"""Which requests does a list show, in which order, in which state today? Filtered in SQL."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache, reduce
from operator import and_
from typing import Any

import peewee

from clerkdesk import parties, settings, typed
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.connection import database
from clerkdesk.db.models import Person, Request, RequestItem, RequestParty
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.deadlines.board import as_of
from clerkdesk.deadlines.lights import URGENCY, Light, light, remaining
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.rows import Order, RequestFilter, RequestRow
from clerkdesk.requests.states import State

PAUSED = (State.PAUSED, State.AWAITING_CORRECTION, State.AWAITING_PAYMENT)
_ALL = RequestFilter()
_IN_ONE_STATEMENT = 500  # keys; SQLite takes more, the statement is not worth it


def page(  # noqa: PLR0913 - which, in which order, from where, how many, as of when
    chosen: RequestFilter = _ALL,
    order: Order = Order.DUE,
    *,
    today: date,
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> tuple[RequestRow, ...]:
    """Return one page of a list; the due ones first, those that wait for a date after them."""
    days, soon_until = as_of(today)
    build = _page if chosen.involves is None else _page.__wrapped__
    sql, values = build(chosen, order, descending, today, soon_until)
    found = database.execute_sql(f"{sql} LIMIT ? OFFSET ?", (*values, limit, offset))
    return tuple(_rows(found.fetchall(), today, days))


@lru_cache(maxsize=64)
def _page(
    chosen: RequestFilter, order: Order, descending: bool, today: date, soon_until: date
) -> tuple[str, tuple[Any, ...]]:
    """Return a page's statement and its values: making it costs more than running it.

    Whom a filter involves is read from the register; such a statement is made anew each time.
    """
    query = _columns().where(_where(chosen, today, soon_until))
    sql, values = query.order_by(*_order(order, descending=descending)).sql()
    return sql, tuple(values)


def ids(
    chosen: RequestFilter = _ALL,
    order: Order = Order.DUE,
    *,
    today: date,
    descending: bool = False,
) -> tuple[int, ...]:
    """Return the keys of the whole list in its order; `rows` fills in what is on screen."""
    _days, soon_until = as_of(today)
    query = Request.select(Request.id).where(_where(chosen, today, soon_until))
    if order in (Order.SECTION, Order.HANDLER):
        query = _joined(query)
    cursor = database.execute(query.order_by(*_order(order, descending=descending)))
    return tuple(key for (key,) in cursor)


def rows(keys: Sequence[int], today: date) -> tuple[RequestRow, ...]:
    """Return these requests, in the order of the keys; gone ones are left out."""
    days = calendar()
    found: dict[int, RequestRow] = {}
    for at in range(0, len(keys), _IN_ONE_STATEMENT):
        part = tuple(keys[at : at + _IN_ONE_STATEMENT])
        query = _columns().where(Request.id.in_(part))
        found |= {row.id: row for row in _rows(database.execute(query), today, days)}
    return tuple(found[key] for key in keys if key in found)


def count(chosen: RequestFilter = _ALL, *, today: date) -> int:
    """Return how many requests a filter lets through."""
    _days, soon_until = as_of(today)
    return int(Request.select().where(_where(chosen, today, soon_until)).count())


def by_light(chosen: RequestFilter = _ALL, *, today: date) -> dict[Light, int]:
    """Return how many requests are in each state today; each is counted once."""
    _days, soon_until = as_of(today)
    place = _place(today, soon_until)
    query = Request.select(place.alias("place"), peewee.fn.COUNT(Request.id).alias("n"))
    query = query.where(_where(chosen, today, soon_until)).group_by(place)
    counted: Any = query.dicts()
    found = {one["place"]: one["n"] for one in counted}
    return {light: found.get(at, 0) for at, light in enumerate(URGENCY)}


def _columns() -> Any:
    """Return the columns that `_row` reads, in its order: models would cost more than the SQL."""
    shown = (
        Request.id,
        Request.number,
        Request.arrived_on,
        Request.received_on,
        Request.applicant,
        Request.title,
        Request.channel,
        Request.state,
        Request.due_on,
        Request.provisional,
        Request.next_step,
        Request.closed_on,
    )
    names = (Person.name.alias("handler_name"), OrganUnit.name.alias("section_name"))
    return _joined(Request.select(*shown, *names))


def _joined(query: Any) -> Any:
    return (
        query.join(Person, peewee.JOIN.LEFT_OUTER, on=Request.handler == Person.id)
        .switch(Request)
        .join(OrganUnit, peewee.JOIN.LEFT_OUTER, on=Request.section == OrganUnit.id)
    )


def _place(today: date, soon_until: date) -> Any:
    """Return the state of a request as SQL: its place in `URGENCY`; the rule is `lights.light`."""

    def at(light: Light) -> int:
        return URGENCY.index(light)

    closed = Request.closed_on.is_null(False)
    return peewee.Case(
        None,
        (
            (closed & (Request.closed_on > Request.due_on), at(Light.DONE_LATE)),
            (closed, at(Light.DONE)),
            (Request.state == State.UNCONFIRMED.value, at(Light.UNCONFIRMED)),
            (Request.due_on < today, at(Light.OVERDUE)),
            (Request.state.in_([one.value for one in PAUSED]), at(Light.PAUSED)),
            (Request.due_on == today, at(Light.TODAY)),
            (Request.due_on <= soon_until, at(Light.SOON)),
            (Request.state == State.WRITTEN.value, at(Light.UNSENT)),
        ),
        at(Light.ORDINARY),
    )


def _where(chosen: RequestFilter, today: date, soon_until: date) -> Any:
    tests = [Request.voided_at.is_null(not chosen.voided)]
    if chosen.open is not None:
        tests.append(Request.closed_on.is_null(chosen.open))
    if chosen.states:
        tests.append(Request.state.in_(sorted(chosen.states)))
    if chosen.channels:
        tests.append(Request.channel.in_(sorted(one.value for one in chosen.channels)))
    if chosen.lights:
        places = [URGENCY.index(one) for one in chosen.lights]
        tests.append(_place(today, soon_until).in_(sorted(places)))
    for name in ("section_id", "handler_id", "year"):
        value = getattr(chosen, name)
        if value is not None:
            tests.append(getattr(Request, name.removesuffix("_id")) == value)
    tests += _windows(chosen)
    if chosen.applicant.strip():
        tests.append(Request.applicant.contains(chosen.applicant.strip()))
    if chosen.involves is not None:
        named = RequestParty.select(RequestParty.request).where(
            RequestParty.party.in_(parties.one_person(chosen.involves))
        )
        tests.append(Request.id.in_(named))
    if text := typed.sought(chosen.text):
        tests.append(_holds(text))
    return reduce(and_, tests)


def _windows(chosen: RequestFilter) -> Iterable[Any]:
    for name in ("due", "received", "arrived", "closed"):
        column = getattr(Request, f"{name}_on")
        first, last = getattr(chosen, f"{name}_from"), getattr(chosen, f"{name}_to")
        if first is not None:
            yield column >= first
        if last is not None:
            yield column <= last


def _holds(text: str) -> Any:
    items = RequestItem.select(RequestItem.request).where(RequestItem.content.contains(text))
    return Request.number.contains(text) | Request.applicant.contains(text) | Request.id.in_(items)


_COLUMNS = {
    Order.NUMBER: (Request.year, Request.number),
    Order.ARRIVED: (Request.arrived_on,),
    Order.RECEIVED: (Request.received_on,),
    Order.APPLICANT: (Request.applicant,),
    Order.TITLE: (Request.title,),
    Order.STATE: (Request.state,),
    Order.SECTION: (OrganUnit.name,),
    Order.HANDLER: (Person.name,),
    Order.CLOSED: (Request.closed_on,),
}


def _order(order: Order, *, descending: bool) -> list[Any]:
    """Return the sort terms; the key comes last, so that pages never overlap."""
    if order is Order.DUE:
        # the index request_by_due has exactly these terms: open before closed, dates before none
        terms = [
            Request.closed_on.is_null(False),
            Request.due_on.is_null(),
            Request.due_on,
            Request.id,
        ]
    else:
        terms = [*_COLUMNS[order], Request.id]
    return [term.desc() for term in terms] if descending else terms


_STATES = {one.value: one for one in State}
_CHANNELS = {one.value: one for one in Channel}
_WRITTEN = State.WRITTEN.value
_PAUSED = frozenset(one.value for one in PAUSED)
Glance = tuple[date | None, date | None, Light, int | None]


def _rows(found: Iterable[Sequence[Any]], today: date, days: WorkCalendar) -> list[RequestRow]:
    """Return rows as the screens see them.

    A page is mostly the making of its rows: days are read and lights found once for all rows that
    share them, and the frozen class's own slow way of setting each field is gone round.
    """
    lead = settings.load().yellow_lead

    @cache
    def glance(state: str, due: str | None, closed: str | None) -> Glance:
        due_on = _day(due)
        closed_on = _day(closed)
        shown = light(
            due_on=due_on,
            today=today,
            calendar=days,
            lead=lead,
            paused=state in _PAUSED,
            closed_on=closed_on,
            unconfirmed=state == State.UNCONFIRMED.value,
            unsent=state == _WRITTEN,
        )
        left = None if due_on is None else remaining(due_on, closed_on or today, days)
        return due_on, closed_on, shown, left

    read = cache(_day)
    return [_row(one, read, glance) for one in found]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _row(
    found: Sequence[Any],
    read: Callable[[str | None], date | None],
    glance: Callable[[str, str | None, str | None], Glance],
) -> RequestRow:
    (
        key,
        number,
        arrived,
        received,
        applicant,
        title,
        channel,
        state,
        due,
        provisional,
        next_step,
        closed,
        handler,
        section,
    ) = found
    due_on, closed_on, shown, left = glance(state, due, closed)
    row = object.__new__(RequestRow)
    row.__dict__.update(
        id=key,
        number=number,
        arrived_on=read(arrived),
        received_on=read(received),
        applicant=applicant,
        title=title,
        channel=_CHANNELS[channel],
        state=_STATES[state],
        due_on=due_on,
        provisional=provisional != 0,
        light=shown,
        left=left,
        unsent=state == _WRITTEN,
        next_step=next_step,
        section=section or "",
        handler=handler or "",
        closed_on=closed_on,
    )
    return row
