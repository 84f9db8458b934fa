"""Which publications are there, and what is known of one? Frozen rows for screens; nothing written.

page(wanted, order, *, descending=False, offset=0, limit=100, today) -> tuple[PublicationRow, ...]
count(wanted, today) -> int                     counts(today) -> dict[State, int]
card(publication_id, today) -> PublicationCard  reassessments(today) -> tuple[ReassessRow, ...]
"""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import peewee

from clerkdesk import settings, typed
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Person, Publication
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.deadlines.lights import URGENCY
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import catalogue, lights
from clerkdesk.publications.attributes import OPEN_STATES, Attribute, State, article_of
from clerkdesk.publications.cards import card
from clerkdesk.publications.categories import Catalogue
from clerkdesk.publications.intake import twins
from clerkdesk.publications.rows import (
    Order,
    PublicationCard,
    PublicationFilter,
    PublicationRow,
    ReassessRow,
    Twin,
)

__all__ = [
    "Order",
    "PublicationCard",
    "PublicationFilter",
    "PublicationRow",
    "ReassessRow",
    "Twin",
    "card",
    "count",
    "counts",
    "page",
    "reassessments",
    "twins",
]

_OPEN = [str(state) for state in OPEN_STATES]
_SORTED_BY = {
    Order.DUE: Publication.due_on,
    Order.NUMBER: Publication.number,
    Order.TITLE: Publication.title,
    Order.DOCUMENT_NUMBER: Publication.document_number,
    Order.FORMED: Publication.formed_on,
    Order.PUBLISHED: Publication.published_on,
    Order.STATE: Publication.state,
    Order.CATEGORY: Publication.category,
    Order.SECTION: OrganUnit.name,
    Order.HANDLER: Person.name,
    Order.REASSESS: Publication.reassess_on,
}


def page(  # noqa: PLR0913 - what a list asks for
    wanted: PublicationFilter,
    order: Order = Order.DUE,
    *,
    descending: bool = False,
    offset: int = 0,
    limit: int = 100,
    today: date,
) -> tuple[PublicationRow, ...]:
    """Return one page of the list; rows without a value for the order come last."""
    days = calendar()
    chosen = _filtered(_ids(order), wanted, today, days)
    # first the keys alone, so that sorting and skipping touch no long columns
    keys = chosen.order_by(*_ordering(order, descending=descending)).offset(offset).limit(limit)
    wanted_keys = [key for (key,) in keys.tuples()]
    full: Any = (
        Publication.select(*_COLUMNS, OrganUnit.name.alias("section"), Person.name.alias("person"))
        .join(OrganUnit, peewee.JOIN.LEFT_OUTER, on=Publication.source_unit == OrganUnit.id)
        .switch(Publication)
        .join(Person, peewee.JOIN.LEFT_OUTER, on=Publication.handler == Person.id)
        .where(Publication.id.in_(wanted_keys))
    )
    rows = {row["id"]: row for row in full.dicts()}
    lead = settings.load().yellow_lead
    known = catalogue.current()
    return tuple(_row(rows[key], known, today, days, lead) for key in wanted_keys)


_COLUMNS = (
    Publication.id,
    Publication.number,
    Publication.title,
    Publication.document_number,
    Publication.organ,
    Publication.attribute,
    Publication.category,
    Publication.state,
    Publication.formed_on,
    Publication.due_on,
    Publication.provisional,
    Publication.natural_days,
    Publication.published_on,
    Publication.next_step,
)


def count(wanted: PublicationFilter, today: date) -> int:
    """Return how many rows the list has."""
    return int(_filtered(_ids(None), wanted, today, calendar()).count())


def counts(today: date) -> dict[State, int]:  # noqa: ARG001 - as every count of the desk
    """Return how many publications are in each state."""
    query: Any = Publication.select(
        Publication.state, peewee.fn.COUNT(Publication.id).alias("n")
    ).group_by(Publication.state)
    found = dict(query.tuples())
    return {state: found.get(str(state), 0) for state in State}


def reassessments(today: date, *, until: date | None = None) -> tuple[ReassessRow, ...]:
    """Return what is withheld and to be assessed again (条例 18), the earliest first.

    until: only those whose day has come by then; all withheld ones where left out.
    """
    last = until or date.max
    query: Any = (
        Publication.select(Publication, OrganUnit.name.alias("section"))
        .join(OrganUnit, peewee.JOIN.LEFT_OUTER, on=Publication.source_unit == OrganUnit.id)
        .where((Publication.state == str(State.WITHHELD)) & (Publication.reassess_on <= last))
        .order_by(Publication.reassess_on, Publication.id)
    )
    return tuple(
        ReassessRow(
            id=row["id"],
            number=row["number"],
            title=row["title"],
            ground=row["ground"],
            ground_article=article_of(row["ground"]),
            reason=row["attribute_reason"],
            withheld_since=row["withheld_on"] or row["formed_on"],
            reassess_on=row["reassess_on"],
            overdue=row["reassess_on"] is not None and row["reassess_on"] < today,
            section=row["section"] or "",
        )
        for row in query.dicts()
    )


def _ids(order: Order | None) -> Any:
    query = Publication.select(Publication.id)
    if order is Order.SECTION:
        on = Publication.source_unit == OrganUnit.id
        query = query.join(OrganUnit, peewee.JOIN.LEFT_OUTER, on=on)
    elif order is Order.HANDLER:
        query = query.join(Person, peewee.JOIN.LEFT_OUTER, on=Publication.handler == Person.id)
    return query


def _ordering(order: Order, *, descending: bool) -> tuple[Any, ...]:
    column = _SORTED_BY[order]
    direction = "DESC" if descending else "ASC"
    by = column.desc(nulls="LAST") if descending else column.asc(nulls="LAST")
    key = Publication.id.desc() if direction == "DESC" else Publication.id.asc()
    return by, key


def _filtered(query: Any, wanted: PublicationFilter, today: date, days: WorkCalendar) -> Any:
    for condition in _conditions(wanted):
        query = query.where(condition)
    if wanted.lights:
        places = [URGENCY.index(one) for one in wanted.lights]
        query = query.where(lights.as_sql(today, days).in_(places))
    return query


def _conditions(wanted: PublicationFilter) -> list[Any]:
    table: Any = Publication
    found: list[Any] = []
    if text := typed.sought(wanted.text):
        searched = (table.title, table.document_number, table.number, table.index_number)
        found.append(reduce(or_, (column.contains(text) for column in searched)))
    for column, chosen in (
        (table.state, wanted.states),
        (table.attribute, wanted.attributes),
        (table.category, wanted.categories),
    ):
        if chosen:
            found.append(column.in_([str(one) for one in chosen]))
    for column, value in (
        (table.source_unit, wanted.section_id),
        (table.handler, wanted.handler_id),
        (table.year, wanted.year),
    ):
        if value is not None:
            found.append(column == value)
    if wanted.without_section:
        found.append(table.source_unit.is_null())
    if wanted.open is not None:
        found.append(table.state.in_(_OPEN) if wanted.open else table.state.not_in(_OPEN))
    if wanted.reassess_by is not None:
        found.append(table.state == str(State.WITHHELD))
    return found + _spans(wanted)


def _spans(wanted: PublicationFilter) -> list[Any]:
    table: Any = Publication
    found: list[Any] = []
    for column, first, last in (
        (table.formed_on, wanted.formed_from, wanted.formed_to),
        (table.due_on, wanted.due_from, wanted.due_to),
        (table.published_on, wanted.published_from, wanted.published_to),
        (table.reassess_on, None, wanted.reassess_by),
    ):
        if first is not None:
            found.append(column >= first)
        if last is not None:
            found.append(column <= last)
    return found


def _row(
    row: dict[str, Any], known: Catalogue, today: date, days: WorkCalendar, lead: int
) -> PublicationRow:
    state = State(row["state"])
    category = known.find(row["category"])
    end = row["published_on"] or today
    return PublicationRow(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        document_number=row["document_number"],
        organ=row["organ"],
        attribute=Attribute(row["attribute"]),
        category=row["category"],
        category_name=category.name if category else "",
        state=state,
        formed_on=row["formed_on"],
        due_on=row["due_on"],
        provisional=bool(row["provisional"]),
        natural_days=bool(row["natural_days"]),
        published_on=row["published_on"],
        section=row["section"] or "",
        handler=row["person"] or "",
        light=lights.light_of(
            state, row["due_on"], row["published_on"], today=today, days=days, lead=lead
        ),
        remaining=lights.left_of(row["due_on"], end, days, natural=bool(row["natural_days"])),
        next_step=row["next_step"],
    )
