"""Which policies lack their interpretation (政策解读), how does one begin, or why is none needed?

uninterpreted(today) -> tuple[Missing, ...]     policies that are out without one
excused(today) -> tuple[Missing, ...]           those of which it was said that they need none
excuse(policy_id, by, reason)                   says so; an empty reason takes it back
draft_for(policy_id, title, by)                 what the form of the interpretation starts from
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import Publication, PublicationLink
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.publications.attributes import State
from clerkdesk.publications.facts import dump, load
from clerkdesk.publications.registering import NewPublication, get
from clerkdesk.publications.tied import INTERPRETS

CATEGORY = "interpretation"
POLICIES = ("rules", "plans", "major_decision")  # what is to be interpreted


@dataclass(frozen=True)
class Missing:
    """A policy that is out without its interpretation.

    begun: the number of the one under way. excuse: why it needs none. Both "" where there is none.
    """

    id: int
    number: str
    title: str
    published_on: date
    begun_id: int | None = None
    begun: str = ""
    excuse: str = ""


def uninterpreted(today: date) -> tuple[Missing, ...]:
    """Return published policies that nothing published interprets and should, the newest first."""
    return tuple(one for one in _without(today) if not one.excuse)


def excused(today: date) -> tuple[Missing, ...]:
    """Return those that need none, with the reason."""
    return tuple(one for one in _without(today) if one.excuse)


def _without(today: date) -> tuple[Missing, ...]:
    begun: dict[int, Publication] = {}
    done: set[int] = set()
    ties: Any = (
        PublicationLink.select(PublicationLink.other, Publication)
        .join(Publication, on=PublicationLink.publication == Publication.id, attr="interpretation")
        .where(
            (PublicationLink.relation == INTERPRETS)
            & PublicationLink.removed_at.is_null()
            & Publication.voided_at.is_null()
        )
    )
    for tie in ties:
        out = tie.interpretation.published_on
        if out is not None and out <= today:
            done.add(tie.other_id)
        else:
            begun[tie.other_id] = tie.interpretation
    query = Publication.select().where(
        (Publication.state == str(State.PUBLISHED))
        & Publication.category.in_(POLICIES)
        & (Publication.published_on <= today)
    )
    return tuple(
        Missing(
            row.id,
            row.number,
            row.title,
            row.published_on,
            begun[row.id].id if row.id in begun else None,
            begun[row.id].number if row.id in begun else "",
            load(row.facts).uninterpreted_why,
        )
        for row in query.order_by(Publication.published_on.desc(), Publication.id.desc())
        if row.id not in done
    )


def excuse(policy_id: int, by: int, reason: str) -> None:
    """Record why a policy needs no interpretation; an empty reason says that it does after all.

    昆政办发〔2015〕17号 item 24 asks for one where much is touched, or it is hard to read.
    Errors: typed.…, publications.not_published.
    """
    typed.line(reason, "reason")
    with unit(by=by) as work:
        row = get(policy_id)
        if row.state != str(State.PUBLISHED):
            raise UserError("publications.not_published")
        facts = replace(load(row.facts), uninterpreted_why=reason.strip())
        Publication.update(facts=dump(facts)).where(Publication.id == policy_id).execute()
        told = {"reason": reason.strip()}
        work.note("publication", policy_id, "interpretation_excused", told)


def draft_for(policy_id: int, title: str, by: int) -> NewPublication:
    """Return the draft of an interpretation of a policy, kept by the same unit.

    title: of the interpretation, as the screen words it.
    """
    row = get(policy_id)
    return NewPublication(
        title=title,
        formed_on=None,
        category=CATEGORY,
        source_unit_id=row.source_unit_id,
        handler_id=by,
    )
