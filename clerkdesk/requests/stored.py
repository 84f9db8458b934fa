"""What does the register hold of a request that the clock must be told? Rows made facts, events."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from clerkdesk.db.fields import dumps
from clerkdesk.db.models import (
    Letter,
    LetterItem,
    Request,
    RequestEvent,
    RequestItem,
    SignOff,
)
from clerkdesk.errors import UserError
from clerkdesk.requests import channels
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.facts import Consulted, Convention, Event, EventKind, Facts

APPROVER = "approver"  # as `deciding.SignRole` names the role


def get(request_id: int) -> Request:
    """Return the row. Errors: requests.unknown."""
    row = Request.get_or_none(Request.id == request_id)
    if row is None:
        raise UserError("requests.unknown")
    return row


def facts_of(request: Request, *, arrived_on: date | None = None) -> Facts:
    """Return what intake established; where art. 31 asks for it, an event confirms the receipt.

    arrived_on: another day, to try what it would move.
    """
    arrived = arrived_on or request.arrived_on
    return Facts(
        received_on=channels.received_on(Channel(request.channel), arrived, None),
        convention=Convention(request.convention),
        arrived_on=arrived,
        channel=request.channel,
        organ_limit_days=request.organ_limit_days,
        superior_pauses=request.superior_pauses,
    )


def rows_of(request_id: int) -> list[RequestEvent]:
    """Return every event row, voids included, in the order recorded."""
    return list(
        RequestEvent.select().where(RequestEvent.request == request_id).order_by(RequestEvent.id)
    )


def live_rows(rows: Iterable[RequestEvent], *, but: int | None = None) -> list[RequestEvent]:
    """Return the rows that stand: no voids and nothing voided.

    What completes a voided event (its delivery, its answer) falls with it.
    but: one more event to leave out, to try what its voiding would move.
    """
    rows = list(rows)
    gone = {row.voids_id for row in rows if row.voids_id is not None}
    if but is not None:
        gone.add(but)
    standing = []
    for row in rows:
        if row.voids_id is not None:
            continue
        if row.id in gone or row.refers_to_id in gone:
            gone.add(row.id)
        else:
            standing.append(row)
    return standing


def since_reopened(rows: Iterable[RequestEvent]) -> list[RequestEvent]:
    """Return the rows from the last reopening on; all of them where there was none."""
    rows = list(rows)
    opened = [n for n, row in enumerate(rows) if row.kind == EventKind.REOPENED.value]
    return rows[opened[-1] :] if opened else rows


def live(rows: Iterable[RequestEvent], *, but: int | None = None) -> tuple[Event, ...]:
    """Return the events that stand, as the clock reads them."""
    return tuple(as_event(row) for row in live_rows(rows, but=but))


def standing(event_id: int) -> RequestEvent:
    """Return an event row that is neither a void nor voided.

    Errors: requests.no_such_event, voided_already.
    """
    row = RequestEvent.get_or_none(RequestEvent.id == event_id)
    if row is None or row.voids_id is not None:
        raise UserError("requests.no_such_event")
    if row.id not in {one.id for one in live_rows(rows_of(row.request_id))}:
        raise UserError("requests.voided_already")
    return row


def decision_digest(request_id: int) -> str:
    """Return the SHA-256 of how the items are answered, "" while any is undecided.

    It is stored with a signature where no reply was made before it: a changed answer shows.
    """
    items = list(
        RequestItem.select()
        .where(RequestItem.request == request_id)
        .order_by(RequestItem.position, RequestItem.id)
    )
    if not items or any(not row.outcome for row in items):
        return ""
    told = [[row.uid, row.content, row.outcome, row.ground, row.facts] for row in items]
    request = get(request_id)
    told.append([request.main_outcome, request.main_outcome_reason])
    return sha256(dumps(told).encode()).hexdigest()


def draft_digest(request_id: int) -> str:
    """Return the digest of what is to be signed: the replies made since the decision.

    One reply's own SHA-256, several replies' together; the decision's where none was made yet, ""
    while anything is undecided. It is printed on the approval sheet.
    """
    made = [row.sha256 for row in drafts(request_id)]
    if not made:
        return decision_digest(request_id)
    return made[0] if len(made) == 1 else sha256("\n".join(made).encode()).hexdigest()


def approvable(request_id: int) -> frozenset[str]:
    """Return the digests a signature can be of: the decision as it stands, the replies made of it.

    A reply made void or anew takes the signatures of the one before with it.
    """
    return frozenset({decision_digest(request_id), draft_digest(request_id)} - {""})


def drafts(request_id: int) -> list[Letter]:
    """Return the replies to be signed: those that stand, made since the decision, in order."""
    rows = live_rows(rows_of(request_id))
    decided = max((row.recorded_at for row in rows if "answers" in row.details), default=None)
    if decided is None:
        return []
    answering = LetterItem.select(LetterItem.letter)
    made = Letter.select().where(
        (Letter.request == request_id)
        & Letter.voided_at.is_null()
        & (Letter.made_at >= decided)
        & Letter.id.in_(answering)
    )
    return list(made.order_by(Letter.id))


def standing_signatures(request_id: int) -> frozenset[int]:
    """Return the keys of the signatures that stand: of what is decided now, and not voided.

    Those of before a reopening approved another reply, even one that said the same.
    """
    rows = rows_of(request_id)
    live = {row.details.get("sign_off") for row in since_reopened(live_rows(rows))}
    told = {row.details.get("sign_off") for row in rows}
    signed = SignOff.select(SignOff.id).where(
        (SignOff.noun == "request")
        & (SignOff.noun_id == request_id)
        & SignOff.digest.in_(tuple(approvable(request_id)))
    )
    return frozenset(row.id for row in signed if row.id in live or row.id not in told)


def is_approved(request_id: int, by: date | None = None) -> bool:
    """Return whether what is decided now bears an approver's signature that stands.

    by: the day until which it was given; None: any day.
    """
    given = SignOff.id.in_(tuple(standing_signatures(request_id))) & (SignOff.role == APPROVER)
    if by is not None:
        given &= SignOff.signed_on <= by
    return bool(SignOff.select().where(given).exists())


def rows_of_many(request_ids: Iterable[int]) -> dict[int, list[RequestEvent]]:
    """Return the event rows of several requests in one query."""
    rows: dict[int, list[RequestEvent]] = defaultdict(list)
    found = RequestEvent.select().where(RequestEvent.request.in_(tuple(request_ids)))
    for row in found.order_by(RequestEvent.id):
        rows[row.request_id].append(row)
    return rows


def as_event(row: RequestEvent) -> Event:
    """Return one row as the clock reads it."""
    return Event(
        EventKind(row.kind),
        row.on,
        sent_on=row.sent_on,
        third_received_on=row.third_received_on,
        answered_on=row.answered_on,
        days=row.days,
        told_on=row.told_on,
        until=row.until,
        whom=Consulted(row.details.get("whom", Consulted.THIRD_PARTY)),
        refers_to=row.refers_to_id,
        by_order=bool(row.details.get("by_order", False)),
        unlawful=bool(row.unlawful),
        unsigned=bool(row.details.get("unsigned", False)),
        unasked=bool(row.details.get("unasked", False)),
        id=row.id,
        gist=row.details.get("gist", ""),
    )
