"""What becomes of a publication in whose place another is being prepared? Part of `service`.

Both are called inside the unit of the verb that moved the newer one.
"""

from typing import Any

from clerkdesk.db.models import Publication, PublicationLink
from clerkdesk.db.unit import Unit
from clerkdesk.publications.attributes import State
from clerkdesk.publications.standing import latest_round, settle

REPLACES = "replaces"


def take_place(new_id: int, work: Unit) -> None:
    """Record that what has just gone out stands in the place of what it is tied to."""
    for row in _older(new_id):
        Publication.update(superseded_by=new_id).where(Publication.id == row.id).execute()
        work.note("publication", row.id, "superseded", {"by": new_id})
        settle(row.id, work)


def give_back(new_id: int, work: Unit, *, only: int | None = None) -> None:
    """Bring parts cut back to be assessed (条例 18) today: what was to show them will not.

    only: of these older publications, where one tie alone was taken back.
    """
    for row in _older(new_id):
        latest = latest_round(row.id)
        if only not in (None, row.id) or row.reassess_on is not None:
            continue
        if latest is not None and latest.cut:
            again = Publication.update(reassess_on=work.today)
            again.where(Publication.id == row.id).execute()
            settle(row.id, work)


def _older(new_id: int) -> list[Publication]:
    """What still stands in public and is to be replaced by this one."""
    found: Any = (
        Publication.select()
        .join(PublicationLink, on=PublicationLink.other == Publication.id)
        .where(
            (PublicationLink.publication == new_id)
            & (PublicationLink.relation == REPLACES)
            & PublicationLink.removed_at.is_null()
            & (Publication.state == str(State.PUBLISHED))
        )
    )
    return list(found)
