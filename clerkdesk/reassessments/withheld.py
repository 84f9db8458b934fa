"""What did replies to requests withhold on arts. 14 to 16, and when is it assessed again?

items(today) -> tuple[WithheldItem, ...]     what is withheld still; the earliest first
item(item_id) -> WithheldItem | None         one of them
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk.db.models import Reassessment, Request, RequestItem, Unit
from clerkdesk.publications.registering import next_assessment
from clerkdesk.reassessments.recording import Noun
from clerkdesk.requests.grounds import GROUNDS, Ground
from clerkdesk.requests.outcomes import OUTCOMES, Outcome
from clerkdesk.reviews.levels import Stage

# wholly refused on arts. 14, 15 or 16, or partly (art. 37)
_OUTCOMES = tuple(
    str(key) for key, rule in OUTCOMES.items() if rule.rests_on_exception or key is Outcome.PARTIAL
)


@dataclass(frozen=True)
class WithheldPart:
    """What is withheld: the whole item, or one part of it. ground: a key of `[ground]`.

    stage: of the review that had it cut, whose opinion is the reason.
    """

    what: str
    ground: str
    reason: str
    stage: Stage | None = None


@dataclass(frozen=True)
class WithheldItem:
    """An item of a request whose reply has left and withheld something.

    since: the day it was decided. reassess_on: when it comes back.
    """

    item_id: int
    request_id: int
    number: str
    title: str
    parts: tuple[WithheldPart, ...]
    since: date
    reassess_on: date
    section: str
    section_id: int | None
    handler_id: int | None

    @property
    def grounds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.ground for part in self.parts))


def items(today: date) -> tuple[WithheldItem, ...]:
    """Return what replies closed up to a day withhold still, the earliest assessment first."""
    found = _items(Request.closed_on <= today)
    return tuple(sorted(found, key=lambda one: (one.reassess_on, one.item_id)))


def item(item_id: int) -> WithheldItem | None:
    """Return one; None where it is withheld no more."""
    return next(iter(_items(RequestItem.id == item_id)), None)


def _items(which: Any) -> list[WithheldItem]:
    rows: Any = (
        RequestItem.select(RequestItem, Request)
        .join(Request)
        .where(
            which
            & RequestItem.outcome.in_(_OUTCOMES)
            & RequestItem.decided_on.is_null(False)
            & Request.closed_on.is_null(False)
            & Request.voided_at.is_null()
        )
        .order_by(RequestItem.id)
    )
    rows = list(rows)
    assessed = _assessed([row.id for row in rows])
    units: Any = Unit.select(Unit.id, Unit.name)
    sections = dict(units.tuples())
    found = (_made(row, assessed[row.id], sections) for row in rows)
    return [made for made in found if made is not None]


def _assessed(keys: Iterable[int]) -> dict[int, list[Reassessment]]:
    found: dict[int, list[Reassessment]] = defaultdict(list)
    here: Any = Reassessment.noun == str(Noun.ITEM)
    wanted = list(keys)
    if len(wanted) == 1:
        here &= Reassessment.noun_id == wanted[0]
    for row in Reassessment.select().where(here).order_by(Reassessment.id):
        found[row.noun_id].append(row)
    return found


def _made(
    row: RequestItem, assessed: list[Reassessment], sections: dict[int, str]
) -> WithheldItem | None:
    """Return the item as the latest assessment left it; older decisions do not count."""
    later = [one for one in assessed if one.on >= row.decided_on]
    if any(one.disclose for one in later):
        return None
    parts = _parts(row)
    again = next_assessment(row.decided_on)
    if later:
        again = later[-1].next_on or again
        named = [one for one in later if one.ground]
        if named:
            reason = named[-1].reason
            parts = tuple(WithheldPart(one.what, named[-1].ground, reason) for one in parts)
    request = row.request
    if not parts:
        return None
    return WithheldItem(
        item_id=row.id,
        request_id=request.id,
        number=request.number,
        title=str(row.facts.get("name") or row.content).strip().splitlines()[0],
        parts=parts,
        since=row.decided_on,
        reassess_on=again,
        section=sections.get(request.section_id, ""),
        section_id=request.section_id,
        handler_id=request.handler_id,
    )


def _parts(row: RequestItem) -> tuple[WithheldPart, ...]:
    """Return what rests on an exception; a partial refusal on other grounds withholds nothing."""
    if row.outcome == str(Outcome.PARTIAL):
        named = [
            WithheldPart(one["what"], one["ground"], one["reason"])
            for one in row.facts.get("withheld", ())
        ]
    else:
        named = [WithheldPart("", row.ground, str(row.facts.get("reason", "")))]
    return tuple(one for one in named if GROUNDS[Ground(one.ground)].is_exception)
