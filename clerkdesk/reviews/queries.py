"""Which reviews are there, and what is known of one? Frozen rows for screens; nothing written.

page(wanted, order, *, descending=False, offset=0, limit=100, today) -> tuple[ReviewRow, ...]
count(wanted, today) -> int
review_card(review_id, today) -> ReviewCard     sheet(review_id, today) -> Sheet
usual_signers() -> dict[Level, int]
"""

from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

import peewee

from clerkdesk import typed
from clerkdesk.db.models import Person, Publication, Review, ReviewStep
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.reviews.cards import review_card, sheet
from clerkdesk.reviews.levels import Conclusion, Level, stage_of
from clerkdesk.reviews.rows import ReviewCard, ReviewFilter, ReviewRow, Sheet
from clerkdesk.reviews.states import ReviewState

__all__ = [
    "ReviewCard",
    "ReviewFilter",
    "ReviewOrder",
    "ReviewRow",
    "Sheet",
    "count",
    "page",
    "review_card",
    "sheet",
    "usual_signers",
]


class ReviewOrder(StrEnum):
    """The columns a list can be sorted by; every order ends in the key, so pages never overlap."""

    OPENED = "opened"
    DUE = "due"
    NUMBER = "number"
    TITLE = "title"
    STATE = "state"
    WAITING_AT = "waiting_at"
    UNANSWERED = "unanswered"
    CLOSED = "closed"


_SORTED_BY = {
    ReviewOrder.OPENED: Review.opened_on,
    ReviewOrder.DUE: Publication.due_on,
    ReviewOrder.NUMBER: Publication.number,
    ReviewOrder.TITLE: Publication.title,
    ReviewOrder.STATE: Review.state,
    ReviewOrder.WAITING_AT: Review.waiting_at,
    ReviewOrder.UNANSWERED: Review.unanswered,
    ReviewOrder.CLOSED: Review.closed_on,
}
_LOOKED_AT = 200  # signatures; whoever signed none of them is no longer usual
_UNDER_WAY = [str(state) for state in ReviewState if state.under_way]


def page(  # noqa: PLR0913 - what a list asks for
    wanted: ReviewFilter,
    order: ReviewOrder = ReviewOrder.DUE,
    *,
    descending: bool = False,
    offset: int = 0,
    limit: int = 100,
    today: date,  # noqa: ARG001 - as every list of the desk
) -> tuple[ReviewRow, ...]:
    """Return one page of the list; rows without a value for the order come last."""
    column = _SORTED_BY[order]
    by = column.desc(nulls="LAST") if descending else column.asc(nulls="LAST")
    key = Review.id.desc() if descending else Review.id.asc()
    query = _filtered(
        Review.select(
            Review.id,
            Review.round,
            Review.state,
            Review.waiting_at,
            Review.unanswered,
            Review.unsure,
            Review.conclusion,
            Review.opened_on,
            Review.closed_on,
            Publication.id.alias("publication_id"),
            Publication.number,
            Publication.title,
            Publication.due_on,
            OrganUnit.name.alias("section"),
            Person.name.alias("person"),
        )
        .join(Publication)
        .join(OrganUnit, peewee.JOIN.LEFT_OUTER, on=Publication.source_unit == OrganUnit.id)
        .switch(Publication)
        .join(Person, peewee.JOIN.LEFT_OUTER, on=Publication.handler == Person.id),
        wanted,
    )
    found = query.order_by(by, key).offset(offset).limit(limit).dicts()
    return tuple(_row(one) for one in found)


def count(wanted: ReviewFilter, today: date) -> int:  # noqa: ARG001 - as every count of the desk
    """Return how many rows the list has."""
    return int(_filtered(Review.select(Review.id).join(Publication), wanted).count())


def usual_signers() -> dict[Level, int]:
    """Return who signed each level last, of those still here: to be offered, never presumed."""
    rows: Any = (
        ReviewStep.select(ReviewStep.level, ReviewStep.signed_by)
        .join(Person, on=ReviewStep.signed_by == Person.id)
        .where(ReviewStep.passed & Person.active)
        .order_by(ReviewStep.id.desc())
        .limit(_LOOKED_AT)
    )
    found: dict[Level, int] = {}
    for key, person_id in rows.tuples():
        for level in stage_of(key).levels:
            found.setdefault(level, person_id)
    return found


def _filtered(query: Any, wanted: ReviewFilter) -> Any:
    if text := typed.sought(wanted.text):
        query = query.where(
            Publication.title.contains(text)
            | Publication.document_number.contains(text)
            | Publication.number.contains(text)
        )
    if wanted.states:
        query = query.where(Review.state.in_([str(one) for one in wanted.states]))
    if wanted.waiting_at:
        query = query.where(Review.state.in_(_UNDER_WAY))
        at = [Review.waiting_at.contains(str(level)) for level in wanted.waiting_at]
        query = query.where(reduce(or_, at))
    if wanted.conclusions:
        query = query.where(Review.conclusion.in_([str(one) for one in wanted.conclusions]))
    for column, value in (
        (Publication.source_unit, wanted.section_id),
        (Publication.handler, wanted.handler_id),
        (Review.publication, wanted.publication_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.opened_from is not None:
        query = query.where(Review.opened_on >= wanted.opened_from)
    if wanted.opened_to is not None:
        query = query.where(Review.opened_on <= wanted.opened_to)
    return query


def _row(row: dict[str, Any]) -> ReviewRow:
    return ReviewRow(
        id=row["id"],
        publication_id=row["publication_id"],
        number=row["number"],
        title=row["title"],
        round=row["round"],
        state=ReviewState(row["state"]),
        waiting_at=stage_of(row["waiting_at"]) if row["waiting_at"] else None,
        unanswered=row["unanswered"],
        unsure=row["unsure"],
        conclusion=Conclusion(row["conclusion"]) if row["conclusion"] else None,
        section=row["section"] or "",
        handler=row["person"] or "",
        opened_on=row["opened_on"],
        closed_on=row["closed_on"],
        due_on=row["due_on"],
    )
