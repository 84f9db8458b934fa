"""Which answer follows from an offer taken at intake, and from what others said since?

Filled in as far as the register knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clerkdesk.db.models import Letter, Publication, Request, RequestEvent, RequestLink
from clerkdesk.requests import stored
from clerkdesk.requests.facts import Consulted, EventKind
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.rows import RequestCard
from clerkdesk.requests.ties import Relation


@dataclass(frozen=True)
class Suggestion:
    """An answer to start from; what the register does not know is left for the clerk to fill in.

    given: fields as `outcomes.check` names them. title: of the matter it rests on. channel,
    published_on: of a publication, for one whose address nobody has entered.
    """

    outcome: Outcome
    given: dict[str, str]
    noun: str
    other_id: int
    title: str
    channel: str = ""
    published_on: date | None = None


def suggestions(request_id: int) -> tuple[Suggestion, ...]:
    """Return what accepted offers suggest: 36(1) with its place, 36(6) with its date."""
    rows = RequestLink.select().where(
        (RequestLink.request == request_id)
        & RequestLink.accepted
        & RequestLink.removed_at.is_null()
    )
    found: list[Suggestion] = []
    for row in rows.order_by(RequestLink.id):
        if row.relation == Relation.ALREADY_PUBLIC and row.noun == "publication":
            found += _public(row.other_id)
        elif row.relation == Relation.REPEATED and row.noun == "request":
            found += _repeated(row.other_id)
    return tuple(found)


def _public(publication_id: int) -> Iterator[Suggestion]:
    row = Publication.get_or_none(Publication.id == publication_id)
    if row is None or row.state != "published":
        return
    given = {"name": row.title, "place_found": row.url}
    yield Suggestion(
        Outcome.ALREADY_PUBLIC,
        _known(given),
        "publication",
        publication_id,
        row.title,
        row.channel,
        row.published_on,
    )


def _repeated(other_id: int) -> Iterator[Suggestion]:
    """Only a matter that was really answered can be repeated."""
    row = Request.get_or_none(Request.id == other_id)
    sent = _last_sent(other_id)
    if row is None or sent is None:
        return
    letter = (
        Letter.select()
        .where(
            (Letter.request == other_id)
            & Letter.voided_at.is_null()
            & Letter.sent_on.is_null(False)
            & (Letter.number != "")
        )
        .order_by(Letter.sent_on.desc(), Letter.id.desc())
        .first()
    )
    given = {
        "name": row.title,
        "earlier_on": sent.on.isoformat(),
        "earlier_number": letter.number if letter else "",
    }
    yield Suggestion(Outcome.REPEATED, _known(given), "request", other_id, row.title)


def _last_sent(request_id: int) -> RequestEvent | None:
    rows = stored.live_rows(stored.rows_of(request_id))
    return next((row for row in reversed(rows) if row.kind == EventKind.SENT.value), None)


def _known(given: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if value}


def heard(card: RequestCard) -> dict[str, str]:
    """Return what the applicant and the third party are recorded to have said last.

    By the names of an answer's fields: reasons_given, third_party_view.
    """
    stands = [one for one in card.events if one.stands]
    third = {
        one.id
        for one in stands
        if one.kind is EventKind.CONSULTED
        and Consulted(one.details.get("whom", Consulted.THIRD_PARTY)) is Consulted.THIRD_PARTY
    }
    known = {}
    for one in stands:
        if one.kind is EventKind.REASONS_GIVEN:
            known["reasons_given"] = str(one.details.get("text", ""))
        elif one.kind is EventKind.CONSULTATION_ANSWERED and one.refers_to in third:
            known["third_party_view"] = str(one.details["view"])
    return known
