"""How is another matter tied to a request, and stored so inside a unit?"""

from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.db.models import RequestLink
from clerkdesk.db.unit import Unit


class Relation(StrEnum):
    """How another matter is tied to a request; labels in `terms.toml` under `[relation]`."""

    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    ALREADY_PUBLIC = "already_public"  # 36(1), offered at intake
    REPEATED = "repeated"  # 36(6), offered at intake
    SAME_APPLICANT = "same_applicant"
    OFTEN_ASKED = "often_asked"  # 44, offered at intake
    ALSO_PUBLIC = "also_public"  # 44: what was given here was published for all
    RELATED = "related"


@dataclass(frozen=True)
class Answer:
    """An earlier matter that intake offered, and whether the clerk took it."""

    noun: str
    other_id: int
    relation: Relation
    accepted: bool


def tie(  # noqa: PLR0913 - as `relate`
    request_id: int,
    noun: str,
    other_id: int,
    relation: Relation,
    work: Unit,
    *,
    accepted: bool = True,
) -> int:
    """Store a tie inside a unit."""
    row = RequestLink.create(
        request=request_id,
        relation=relation.value,
        noun=noun,
        other_id=other_id,
        accepted=accepted,
        recorded_at=work.now,
        recorded_by=work.by,
    )
    told = {"noun": noun, "other": other_id, "relation": relation.value, "accepted": accepted}
    work.note("request", request_id, "related", told)
    return int(row.id)
