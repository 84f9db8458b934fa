"""Which corrections of records are there, and what is known of one? Frozen rows; nothing written.

page(wanted, order, *, descending=False, offset=0, limit=200, today) -> tuple[RecordRow, ...]
count(wanted) -> int          open_lights(today) -> tuple[Light, ...]
card(record_id, today) -> RecordCard
"""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import peewee

from clerkdesk import settings, typed
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Person, RecordCorrection
from clerkdesk.deadlines.lights import URGENCY, Light, remaining
from clerkdesk.holidays.queries import calendar
from clerkdesk.record_corrections.cards import card
from clerkdesk.record_corrections.lights import light_of
from clerkdesk.record_corrections.registering import Target, check, preview
from clerkdesk.record_corrections.rows import Order, RecordCard, RecordFilter, RecordRow
from clerkdesk.record_corrections.rules import OPEN, Finding, State

__all__ = [
    "Order",
    "RecordCard",
    "RecordFilter",
    "RecordRow",
    "Target",
    "card",
    "check",
    "count",
    "open_lights",
    "page",
    "preview",
]

_SORTED_BY = {
    Order.DUE: RecordCorrection.due_on,
    Order.NUMBER: RecordCorrection.number,
    Order.RECEIVED: RecordCorrection.received_on,
    Order.APPLICANT: RecordCorrection.applicant,
    Order.RECORD: RecordCorrection.record,
    Order.STATE: RecordCorrection.state,
    Order.HANDLER: Person.name,
}


def page(  # noqa: PLR0913 - what a list asks for
    wanted: RecordFilter,
    order: Order = Order.DUE,
    *,
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
    today: date,
) -> tuple[RecordRow, ...]:
    """Return one page of the list. By target day what is open comes first."""
    table = RecordCorrection
    query = table.select(table, Person.name.alias("person")).join(
        Person, peewee.JOIN.LEFT_OUTER, on=table.handler == Person.id
    )
    by = _SORTED_BY[order]
    ordering: list[Any] = [by.desc() if descending else by, table.id]
    if order is Order.DUE:
        ordering.insert(0, table.state.not_in([one.value for one in OPEN]))
    query = query.where(_where(wanted)).order_by(*ordering).limit(limit).offset(offset)
    days, lead = calendar(), settings.load().yellow_lead
    rows: Any = query.dicts()
    return tuple(_row(one, today, days, lead) for one in rows)


def count(wanted: RecordFilter) -> int:
    return int(RecordCorrection.select().where(_where(wanted)).count())


def open_lights(today: date) -> tuple[Light, ...]:
    """Return the light of each matter that is not ended, the most urgent first."""
    rows = page(RecordFilter(open=True), today=today, limit=100_000)
    return tuple(sorted((row.light for row in rows), key=URGENCY.index))


def _where(wanted: RecordFilter) -> Any:
    table = RecordCorrection
    tests: list[Any] = [table.id.is_null(False)]
    if text := typed.sought(wanted.text):
        columns = (table.number, table.applicant, table.record, table.wrong)
        tests.append(reduce(or_, (column.contains(text) for column in columns)))
    if wanted.states:
        tests.append(table.state.in_([one.value for one in wanted.states]))
    if wanted.findings:
        tests.append(table.finding.in_([one.value for one in wanted.findings]))
    if wanted.open is not None:
        open_ones = [one.value for one in OPEN]
        tests.append(table.state.in_(open_ones) if wanted.open else table.state.not_in(open_ones))
    if wanted.handler_id is not None:
        tests.append(table.handler == wanted.handler_id)
    if wanted.year is not None:
        tests.append(table.year == wanted.year)
    return reduce(lambda left, right: left & right, tests)


def _row(found: dict[str, Any], today: date, days: WorkCalendar, lead: int) -> RecordRow:
    state, due_on, closed_on = State(found["state"]), found["due_on"], found["closed_on"]
    return RecordRow(
        id=found["id"],
        number=found["number"],
        record=found["record"],
        applicant=found["applicant"],
        received_on=found["received_on"],
        state=state,
        finding=Finding(found["finding"]) if found["finding"] else None,
        due_on=due_on,
        provisional=bool(found["provisional"]),
        closed_on=closed_on,
        light=light_of(
            state, found["next_step"], due_on, closed_on, today=today, days=days, lead=lead
        ),
        left=None if due_on is None else remaining(due_on, closed_on or today, days),
        next_step=found["next_step"],
        handler=found["person"] or "",
    )
