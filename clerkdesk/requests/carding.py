"""What is known of one request, as of a day: everything its card shows."""

from collections.abc import Iterable
from datetime import date

from clerkdesk import parties, settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import (
    Assignment,
    Attachment,
    Contact,
    File,
    Letter,
    LetterItem,
    Person,
    Publication,
    Request,
    RequestItem,
    RequestLink,
    RequestParty,
    SignOff,
)
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light, light, remaining, yellow_from
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import freezing, listing, moves, stored, telling
from clerkdesk.requests.channels import RECEIPT, Channel
from clerkdesk.requests.deriving import AGENT, APPLICANT
from clerkdesk.requests.due import internal_due
from clerkdesk.requests.facts import Event
from clerkdesk.requests.ledger import Day
from clerkdesk.requests.rows import (
    AssignmentView,
    AttachmentView,
    ContactView,
    DeadlineView,
    ItemView,
    LetterView,
    Ref,
    RelatedView,
    RequestCard,
    SignOffView,
)
from clerkdesk.requests.sides import Side
from clerkdesk.requests.timing import Trace, trace

_AS_STORED = (
    "uid", "number", "year", "title", "mail_number", "arrived_on", "received_on", "provide_form",
    "provide_way", "convention", "organ_limit_days", "note", "main_outcome",
    "main_outcome_reason", "due_on", "closed_on", "registered_at", "next_step", "frozen",
    "void_reason",
)  # fmt: skip
"""Columns of a request that its card shows as they are."""

Names = dict[int, str]  # of all persons, by their keys


def card(request_id: int, today: date) -> RequestCard:
    """Return everything of one request. Errors: requests.unknown."""
    request = stored.get(request_id)
    days, names = calendar(), _names()
    facts = stored.facts_of(request)
    rows = stored.rows_of(request_id)
    events = stored.live(rows)
    found = trace(facts, events, days, today=today)
    row = listing.rows([request_id], today)[0]
    items = _items(request_id)
    assignments = _assignments(request, names, days, today)
    steps, not_now = moves.available(
        moves.Standing(
            facts=facts,
            events=events,
            trace=found,
            calendar=days,
            today=today,
            items=len(items),
            undecided=sum(1 for one in items if not one.outcome),
            out=tuple(one.id for one in assignments if one.light.is_open),
            signed=stored.is_approved(request.id),
            voided=request.voided_at is not None,
        )
    )
    first = moves.primary(request.next_step, steps)
    people = _parties(request_id)
    return RequestCard(
        id=request.id,
        **{name: getattr(request, name) for name in _AS_STORED},
        channel=Channel(request.channel),
        receipt_article=RECEIPT[Channel(request.channel)].article,
        handler=_person(request.handler_id, names),
        section=_unit(request.section_id),
        state=row.state,
        light=row.light,
        left=row.left,
        unsent=row.unsent,
        provisional=bool(request.provisional),
        registered_by=names.get(request.registered_by_id, ""),
        applicants=parties.cards(people.get(APPLICANT, [])),
        agent=next(iter(parties.cards(people.get(AGENT, []))), None),
        items=items,
        events=telling.views(rows, found, names),
        trace=found,
        deadlines=(*_deadlines(request_id, today), *_remedy(found, today, days)),
        next=first,
        moves=tuple(step for step in steps if step is not first),
        not_now=not_now,
        letters=_letters(request_id),
        contacts=_contacts(request_id, names),
        attachments=_attachments(request_id),
        assignments=assignments,
        sign_offs=_sign_offs(request_id, names),
        related=_related(request_id),
        days=_days(request, events, found),
        review_until=_remedy_until(found, Side.REVIEW),
        suit_until=_remedy_until(found, Side.SUIT),
        voided=request.voided_at is not None,
        digest=stored.draft_digest(request_id),
    )


def _days(request: Request, events: tuple[Event, ...], found: Trace) -> tuple[Day, ...]:
    return found.days if request.frozen is None else freezing.days(request.frozen, events)


def _remedy_until(found: Trace, side: Side) -> date | None:
    """Return the end of a remedies window of the last reply; None until that was served."""
    if found.served_on is None:
        return None
    return next((one.due_on for one in reversed(found.sides) if one.kind is side), None)


def _remedy(found: Trace, today: date, days: WorkCalendar) -> Iterable[DeadlineView]:
    """Yield the applicant's own time: it waits for nobody here, so the board does not hold it."""
    for rule, side in _REMEDIES.items():
        until = _remedy_until(found, side)
        if until is None:
            continue
        over = today > until
        yield DeadlineView(
            rule=rule,
            due_on=until,
            provisional=days.is_provisional(until),
            natural_days=True,
            light=Light.DONE if over else Light.PAUSED,
            left=(until - today).days,
            waiting_for="",
            closed_on=until if over else None,
        )


_REMEDIES = {"remedy": Side.REVIEW, "suit": Side.SUIT}


def _parties(request_id: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    rows = RequestParty.select().where(RequestParty.request == request_id)
    for row in rows.order_by(RequestParty.position, RequestParty.id):
        found.setdefault(row.role, []).append(row.party_id)
    return found


def _items(request_id: int) -> tuple[ItemView, ...]:
    items = list(
        RequestItem.select()
        .where(RequestItem.request == request_id)
        .order_by(RequestItem.position, RequestItem.id)
    )
    answered = (
        LetterItem.select(LetterItem.item, LetterItem.letter)
        .join(Letter)
        .where(
            LetterItem.item.in_([row.id for row in items])
            & Letter.voided_at.is_null()
            & (Letter.request == request_id)
        )
        .order_by(Letter.id)
    )
    letters = {row.item_id: row.letter_id for row in answered}
    return tuple(
        ItemView(
            id=row.id,
            position=row.position,
            content=row.content,
            outcome=row.outcome,
            ground=row.ground,
            facts=row.facts,
            decided_on=row.decided_on,
            letter_id=letters.get(row.id),
        )
        for row in items
    )


def _deadlines(request_id: int, today: date) -> tuple[DeadlineView, ...]:
    return tuple(
        DeadlineView(
            rule=row.rule,
            due_on=row.due_on,
            provisional=row.provisional,
            natural_days=row.natural_days,
            light=row.light,
            left=row.remaining,
            waiting_for=row.waiting_for,
            closed_on=row.closed_on,
        )
        for row in board.of("request", request_id, today)
    )


def _letters(request_id: int) -> tuple[LetterView, ...]:
    rows = Letter.select().where(Letter.request == request_id).order_by(Letter.id)
    return tuple(
        LetterView(
            id=row.id,
            key=row.key,
            title=row.title,
            number=row.number,
            addressee=row.addressee,
            made_on=row.made_on,
            sent_on=row.sent_on,
            sent_way=row.sent_way,
            tracking=row.tracking,
            served_on=row.served_on,
            voided=row.voided_at is not None,
            void_reason=row.void_reason,
            file_id=row.file_id,
            event_id=row.event_id,
        )
        for row in rows
    )


def _contacts(request_id: int, names: Names) -> tuple[ContactView, ...]:
    rows = Contact.select().where((Contact.noun == "request") & (Contact.noun_id == request_id))
    return tuple(
        ContactView(
            row.id, row.on, row.channel, row.text, row.recorded_at, names[row.recorded_by_id]
        )
        for row in rows.order_by(Contact.on, Contact.id)
    )


def _attachments(request_id: int) -> tuple[AttachmentView, ...]:
    rows = (
        Attachment.select(Attachment, File)
        .join(File)
        .where(
            (Attachment.noun == "request")
            & (Attachment.noun_id == request_id)
            & Attachment.removed_at.is_null()
        )
        .order_by(Attachment.id)
    )
    return tuple(
        AttachmentView(
            id=row.id,
            file_id=row.file_id,
            role=row.role,
            name=row.file.name_shown,
            size=row.file.size,
            media_type=row.file.media_type,
            attached_at=row.attached_at,
        )
        for row in rows
    )


def _assignments(
    request: Request, names: Names, days: WorkCalendar, today: date
) -> tuple[AssignmentView, ...]:
    lead = settings.load().yellow_lead
    views = []
    rows = Assignment.select().where(Assignment.request == request.id).order_by(Assignment.id)
    for row in rows:
        ended = row.answered_on or row.returned_on
        due_on = internal_due(row.due_on, row.sent_on, request.due_on, ended)
        shown = light(
            due_on=due_on,
            today=today,
            calendar=days,
            lead=lead,
            closed_on=ended,
            yellow_on=yellow_from(row.sent_on, due_on, days),
        )
        views.append(
            AssignmentView(
                id=row.id,
                section=_unit(row.section_id) or Ref(row.section_id, ""),
                role=row.role,
                person=_person(row.person_id, names),
                asked=row.asked,
                sent_on=row.sent_on,
                due_on=due_on,
                answered_on=row.answered_on,
                answer=row.answer,
                search_record=row.search_record,
                returned_on=row.returned_on,
                return_reason=row.return_reason,
                reminded_on=tuple(date.fromisoformat(day) for day in row.reminded_on),
                light=shown,
                left=remaining(due_on, ended or today, days),
            )
        )
    return tuple(views)


def _sign_offs(request_id: int, names: Names) -> tuple[SignOffView, ...]:
    standing = stored.standing_signatures(request_id)
    rows = SignOff.select().where((SignOff.noun == "request") & (SignOff.noun_id == request_id))
    return tuple(
        SignOffView(
            id=row.id,
            role=row.role,
            signed_by=Ref(row.signed_by_id, names[row.signed_by_id]),
            signed_on=row.signed_on,
            mode=row.mode,
            opinion=row.opinion,
            digest=row.digest,
            scan_id=row.scan_id,
            stands=row.id in standing,
            recorded_at=row.recorded_at,
            recorded_by=names[row.recorded_by_id],
        )
        for row in rows.order_by(SignOff.id)
    )


# a tie read from its other end
_OTHER_END = {"split_from": "split_to", "merged_into": "merged_from"}


def _related(request_id: int) -> tuple[RelatedView, ...]:
    here = RequestLink.request == request_id
    there = (RequestLink.noun == "request") & (RequestLink.other_id == request_id)
    rows = RequestLink.select().where(
        (here | there) & RequestLink.accepted & RequestLink.removed_at.is_null()
    )
    views: list[RelatedView] = []
    for row in rows.order_by(RequestLink.id):
        if row.request_id == request_id:
            view = _other(row, row.noun, row.other_id, row.relation)
        else:
            view = _other(
                row, "request", row.request_id, _OTHER_END.get(row.relation, row.relation)
            )
        views += view
    return tuple(views)


def _other(row: RequestLink, noun: str, other_id: int, relation: str) -> Iterable[RelatedView]:
    table = Publication if noun == "publication" else Request
    other = table.get_or_none(table.id == other_id)
    if other is not None:
        yield RelatedView(row.id, noun, other.id, other.number, other.title, relation, other.state)


def _names() -> Names:
    return {row.id: row.name for row in Person.select(Person.id, Person.name)}


def _person(person_id: int | None, names: Names) -> Ref | None:
    return None if person_id is None else Ref(person_id, names.get(person_id, ""))


def _unit(unit_id: int | None) -> Ref | None:
    if unit_id is None:
        return None
    return Ref(unit_id, OrganUnit.get_by_id(unit_id).name)
