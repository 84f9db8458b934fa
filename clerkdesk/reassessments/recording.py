"""How is one assessment of something withheld (条例 18) put on record? A row that stays."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk import typed
from clerkdesk.db.models import Reassessment
from clerkdesk.db.unit import Unit
from clerkdesk.errors import UserError
from clerkdesk.publications.attributes import GROUNDS_OF, STATE_SECRET, Attribute
from clerkdesk.publications.registering import next_assessment


class Noun(StrEnum):
    """Where something was withheld."""

    PUBLICATION = "publication"
    PARTS = "publication_parts"  # cut from what was published (条例 37)
    ITEM = "request_item"


@dataclass(frozen=True)
class Finding:
    """What an assessment found.

    disclose: circumstances have changed, it is to be public; `declassified` then says by whom and
    when, where it was a state secret. Otherwise it stays withheld on `ground` until `next_on`; left
    out, the ground stays and the setting's months are counted from the day of recording.
    """

    on: date
    disclose: bool
    reason: str
    ground: str = ""
    declassified: str = ""
    next_on: date | None = None


def check(found: Finding, since: date, grounds: tuple[str, ...], work: Unit) -> None:
    """Refuse what cannot be. since: withheld from that day on; grounds: on which so far.

    Errors: publications.in_future, before_withheld, reassess_past, declassified_missing,
    ground_missing; typed.…
    """
    typed.text(found.reason, "reason", required=True)
    typed.text(found.declassified, "declassified")
    if found.on > work.today:
        raise UserError("publications.in_future", field="on", day=found.on, today=work.today)
    if found.on < since:
        raise UserError("publications.before_withheld", field="on", day=found.on, since=since)
    if found.disclose:
        # 保守国家秘密法 24: what is still secret cannot go out; the office says how it ceased to be
        if STATE_SECRET in grounds and not found.declassified.strip():
            raise UserError("publications.declassified_missing", field="declassified")
    else:
        if found.ground and found.ground not in GROUNDS_OF[Attribute.WITHHELD]:
            raise UserError("publications.ground_missing", field="ground")
        if next_day(found, work) <= work.today:
            raise UserError("publications.reassess_past", field="next_on", day=found.next_on)


def next_day(found: Finding, work: Unit) -> date:
    return found.next_on or next_assessment(work.today)


def record(
    noun: Noun, noun_id: int, found: Finding, work: Unit, *, publication_id: int | None = None
) -> int:
    """Store what was found; return its key. publication_id: the draft that came of it."""
    row = Reassessment.create(
        noun=str(noun),
        noun_id=noun_id,
        on=found.on,
        disclose=found.disclose,
        reason=found.reason.strip(),
        ground="" if found.disclose else found.ground,
        declassified=found.declassified.strip() if found.disclose else "",
        next_on=None if found.disclose else next_day(found, work),
        publication=publication_id,
        recorded_at=work.now,
        recorded_by=work.by,
    )
    return int(row.id)


def told(found: Finding) -> dict[str, object]:
    """Return what the audit line says."""
    return {
        "on": found.on.isoformat(),
        "disclose": found.disclose,
        "reason": found.reason.strip(),
        "ground": found.ground,
        "next_on": found.next_on.isoformat() if found.next_on else "",
    }
