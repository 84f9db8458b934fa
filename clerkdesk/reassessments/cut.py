"""Which parts did a review have cut from what is out (条例 37), and when are they assessed again?

publications() -> tuple[CutPublication, ...]        what is out with parts cut, and waits
of(publication_id) -> CutPublication | None         one of them
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clerkdesk.db.models import Publication, Reassessment, Review, ReviewStep, Unit
from clerkdesk.publications.attributes import State
from clerkdesk.reassessments.recording import Noun
from clerkdesk.reassessments.withheld import WithheldPart
from clerkdesk.reviews.levels import Conclusion, stage_of
from clerkdesk.reviews.states import ReviewState

# set when something is published with parts cut, taken away when these are to be shown
_WAITING: Any = (Publication.state == str(State.PUBLISHED)) & Publication.reassess_on.is_null(False)


@dataclass(frozen=True)
class CutPublication:
    """Something published without the parts a review named.

    parts: what each level said of them, in order. since: the day it was published.
    """

    publication_id: int
    number: str
    title: str
    parts: tuple[WithheldPart, ...]
    since: date
    reassess_on: date
    section: str

    @property
    def grounds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.ground for part in self.parts))


def publications() -> tuple[CutPublication, ...]:
    """Return what waits, the earliest first; replaced or withdrawn, nothing waits any more."""
    return _found(_WAITING)


def of(publication_id: int) -> CutPublication | None:
    """Return one; None where no part of it waits."""
    return next(iter(_found(_WAITING & (Publication.id == publication_id))), None)


def _found(which: Any) -> tuple[CutPublication, ...]:
    rows: Any = Publication.select().where(which)
    said, named = _said(which), _named(which)
    units: Any = Unit.select(Unit.id, Unit.name)
    sections = dict(units.tuples())
    return tuple(
        CutPublication(
            publication_id=row.id,
            number=row.number,
            title=row.title,
            parts=tuple(replace(one, ground=named.get(row.id, one.ground)) for one in said[row.id]),
            since=row.published_on,
            reassess_on=row.reassess_on,
            section=sections.get(row.source_unit_id, ""),
        )
        for row in rows.order_by(Publication.reassess_on, Publication.id)
    )


def _said(which: Any) -> dict[int, tuple[WithheldPart, ...]]:
    """Return what the levels of the round that opened the gate said of the parts."""
    counting: dict[int, dict[str, ReviewStep]] = defaultdict(dict)
    steps = (
        ReviewStep.select(ReviewStep, Review)
        .join(Review)
        .join(Publication)
        .where(which & (Review.state == str(ReviewState.APPROVED)) & ReviewStep.passed)
        .order_by(ReviewStep.id)
    )
    for step in steps:  # a level that signed again after a return counts as it signed last
        counting[step.review.publication_id][step.level] = step
    return {
        key: tuple(
            WithheldPart("", step.ground, step.opinion, stage_of(step.level))
            for step in levels.values()
            if step.conclusion == Conclusion.PARTLY
        )
        for key, levels in counting.items()
    }


def _named(which: Any) -> dict[int, str]:
    """Return the ground each was last found to rest on, where an assessment named one anew."""
    rows = (
        Reassessment.select()
        .where(
            (Reassessment.noun == str(Noun.PARTS))
            & Reassessment.noun_id.in_(Publication.select(Publication.id).where(which))
            & (Reassessment.ground != "")
        )
        .order_by(Reassessment.id)
    )
    return {row.noun_id: row.ground for row in rows}
