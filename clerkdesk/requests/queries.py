"""What do the screens ask about requests? The one door for reading: rows, pages, cards, offers."""

from functools import reduce
from operator import or_
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import MailLog, Person, Request, RequestParty
from clerkdesk.requests.carding import card
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.charging import Charging
from clerkdesk.requests.charging import of as charging
from clerkdesk.requests.filters import SavedFilter
from clerkdesk.requests.filters import saved as saved_filters
from clerkdesk.requests.foreseen import Foreseen, correction_limit, of_extension, unlawful
from clerkdesk.requests.hints import Hint, intake_hints, party_hints
from clerkdesk.requests.impact import (
    CalendarImpact,
    Differs,
    Moved,
    of_calendar,
    of_event,
    of_receipt,
    of_void,
)
from clerkdesk.requests.intake import Intake, Preview, check_intake, preview
from clerkdesk.requests.listing import by_light, count, ids, page, rows
from clerkdesk.requests.moves import Move, NotNow, Step
from clerkdesk.requests.numbering import next_shown
from clerkdesk.requests.rows import (
    AssignmentView,
    AttachmentView,
    ContactView,
    DeadlineView,
    EventView,
    ItemView,
    LetterView,
    MailRow,
    Order,
    Ref,
    RelatedView,
    RequestCard,
    RequestFilter,
    RequestRow,
    SignOffView,
    Similar,
    VoidView,
    Why,
)
from clerkdesk.requests.similar import arrived_later, similar
from clerkdesk.requests.suggesting import Suggestion, heard, suggestions

__all__ = [
    "AssignmentView",
    "AttachmentView",
    "CalendarImpact",
    "Charging",
    "ContactView",
    "DeadlineView",
    "Differs",
    "EventView",
    "Foreseen",
    "Hint",
    "Intake",
    "ItemView",
    "LetterView",
    "MailRow",
    "Move",
    "Moved",
    "NotNow",
    "Order",
    "Preview",
    "Ref",
    "RelatedView",
    "RequestCard",
    "RequestFilter",
    "RequestRow",
    "SavedFilter",
    "SignOffView",
    "Similar",
    "Step",
    "Suggestion",
    "VoidView",
    "Why",
    "arrived_later",
    "by_light",
    "card",
    "charging",
    "check_intake",
    "correction_limit",
    "count",
    "count_mail",
    "heard",
    "ids",
    "intake_hints",
    "mail",
    "next_shown",
    "numbers_of",
    "of_calendar",
    "of_event",
    "of_extension",
    "of_receipt",
    "of_void",
    "page",
    "party_hints",
    "preview",
    "rows",
    "saved_filters",
    "similar",
    "suggestions",
    "unlawful",
]


def numbers_of(party_id: int, limit: int = 3) -> tuple[str, ...]:
    """Return the numbers of the latest requests that name this very row of a party."""
    rows = (
        Request.select(Request.number)
        .join(RequestParty, on=RequestParty.request == Request.id)
        .where(RequestParty.party == party_id)
        .order_by(Request.id.desc())
        .limit(limit)
    )
    return tuple(row.number for row in rows)


def count_mail(*, disposition: str = "", text: str = "") -> int:
    return int(MailLog.select().where(_mail_where(disposition, text)).count())


def mail(  # noqa: PLR0913 - which papers, in which order, from where, how many
    *,
    disposition: str = "",
    text: str = "",
    order: str = "",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> tuple[MailRow, ...]:
    """Return the mail log, the latest first; of one disposition where one is named.

    text: a part of the sender, of what it is, of the mail number or of the note.
    order: "arrived", "sender" or "what", downwards where descending; "" the latest first.
    """
    query = MailLog.select(MailLog, Person.name).join(Person)
    query = query.where(_mail_where(disposition, text))
    columns = {"arrived": MailLog.arrived_on, "sender": MailLog.sender, "what": MailLog.what}
    terms = [columns.get(order, MailLog.arrived_on), MailLog.id]
    down = descending or not order
    found = list(
        query.order_by(*(term.desc() if down else term for term in terms))
        .offset(offset)
        .limit(limit)
    )
    made, later = [row.id for row in found], [row.of_request for row in found if row.of_request]
    requests = list(
        Request.select(Request.id, Request.number, Request.mail)
        .where(Request.mail.in_(made) | Request.id.in_(later))
        .order_by(Request.id.desc())  # of a split application the first one
    )
    by_key, by_paper = {row.id: row for row in requests}, {row.mail_id: row for row in requests}
    return tuple(
        _mail_row(row, by_key.get(row.of_request) or by_paper.get(row.id)) for row in found
    )


def _mail_where(disposition: str, text: str) -> Any:
    wanted: Any = MailLog.id > 0
    if disposition:
        wanted &= MailLog.disposition == disposition
    if sought := typed.sought(text):
        columns = (MailLog.sender, MailLog.what, MailLog.mail_number, MailLog.note)
        wanted &= reduce(or_, (column.contains(sought) for column in columns))
    return wanted


def _mail_row(row: MailLog, request: Request | None) -> MailRow:
    return MailRow(
        id=row.id,
        arrived_on=row.arrived_on,
        channel=Channel(row.channel),
        mail_number=row.mail_number,
        sender=row.sender,
        what=row.what,
        disposition=row.disposition,
        note=row.note,
        request_id=request.id if request else None,
        request_number=request.number if request else "",
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.name,
    )
