"""What does the register know for a fee: what was asked for earlier that month, how it was charged?

The counting itself is `fees`; here it gets what is stored.
"""

from dataclasses import dataclass

from clerkdesk import parties
from clerkdesk.db.models import Request, RequestItem, RequestParty
from clerkdesk.requests import stored
from clerkdesk.requests.deriving import APPLICANT
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.fees import Basis, Counted, items_before


@dataclass(frozen=True)
class Charging:
    """items: of this application. before: those of the same applicant earlier that calendar month.

    charged_by: how a fee notice that stands has charged it; None where none has.
    """

    items: int
    before: int
    charged_by: Basis | None


def of(request_id: int) -> Charging:
    """Return what a fee of this application starts from. Errors: requests.unknown."""
    request = stored.get(request_id)
    items = RequestItem.select().where(RequestItem.request == request_id).count()
    return Charging(items, _before(request), charged_by(request_id))


def charged_by(request_id: int) -> Basis | None:
    """Return the basis of the fee notice that stands; one application has one (art. 3)."""
    rows = stored.live_rows(stored.rows_of(request_id))
    told = [
        row.details["charged_by"]
        for row in rows
        if row.kind == EventKind.FEE_NOTICED.value and row.details.get("charged_by")
    ]
    return Basis(told[-1]) if told else None


def _before(request: Request) -> int:
    """Count the items of the first applicant, joined rows included, before this application.

    What came the same day counts where it was registered earlier. An application charged by page
    is not counted by item as well.
    """
    first = (
        RequestParty.select()
        .where((RequestParty.request == request.id) & (RequestParty.role == APPLICANT))
        .order_by(RequestParty.position)
        .first()
    )
    if first is None or request.received_on is None:
        return 0
    person = parties.one_person(first.party_id)
    theirs = RequestParty.select(RequestParty.request).where(
        (RequestParty.role == APPLICANT) & RequestParty.party.in_(person)
    )
    here, on = request.id, request.received_on
    rows = Request.select().where(
        Request.id.in_(theirs)
        & Request.voided_at.is_null()
        & ((Request.received_on < on) | ((Request.received_on == on) & (Request.id < here)))
        & (Request.received_on >= on.replace(day=1))
    )
    counted = [
        Counted(
            first.party_id,
            row.received_on,
            RequestItem.select().where(RequestItem.request == row.id).count(),
        )
        for row in rows
        if charged_by(row.id) is not Basis.PAGE
    ]
    return items_before(counted, first.party_id, on)
