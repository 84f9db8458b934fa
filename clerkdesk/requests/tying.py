"""What belongs to a request beside its clock: talks, files, related matters, splitting, merging."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from clerkdesk import numbers, parties, typed
from clerkdesk.db.models import (
    Attachment,
    Contact,
    Request,
    RequestEvent,
    RequestItem,
    RequestLink,
    RequestParty,
)
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.parties import NewParty
from clerkdesk.requests import stored
from clerkdesk.requests.deriving import derive
from clerkdesk.requests.intake import SERIES, attach_file
from clerkdesk.requests.recording import refuse_voided


class Relation(StrEnum):
    """How another matter is tied to a request; labels in `terms.toml` under `[relation]`."""

    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    ALREADY_PUBLIC = "already_public"  # 36(1), offered at intake
    REPEATED = "repeated"  # 36(6), offered at intake
    SAME_APPLICANT = "same_applicant"
    OFTEN_ASKED = "often_asked"  # 44, offered at intake
    RELATED = "related"


def add_contact(request_id: int, by: int, *, on: date, channel: str, text: str) -> int:
    """Write a talk with the applicant or a unit into the contact log. Errors: requests.not_yet."""
    typed.text(text, "text", required=True)
    typed.line(channel, "channel")
    with unit(by=by) as work:
        stored.get(request_id)
        if on > work.today:
            raise UserError("requests.not_yet", field="on", day=on)
        row = Contact.create(
            noun="request",
            noun_id=request_id,
            on=on,
            channel=channel,
            text=text,
            recorded_at=work.now,
            recorded_by=by,
        )
        work.note("request", request_id, "contacted", {"contact": row.id})
    return int(row.id)


def attach(request_id: int, by: int, *, file_id: int, role: str = "paper") -> int:
    """Tie a stored file to a request; return the attachment's key."""
    with unit(by=by) as work:
        stored.get(request_id)
        attachment = attach_file(request_id, file_id, role, work, by)
        work.note("request", request_id, "attached", {"file": file_id, "role": role})
    return attachment


def detach(attachment_id: int, by: int, *, why: str) -> None:
    """Take a file off a request, visibly; it stays stored. Errors: requests.reason_missing."""
    typed.text(why, "why")
    if not why.strip():
        raise UserError("requests.reason_missing", field="why")
    with unit(by=by) as work:
        row = Attachment.get_or_none(
            (Attachment.id == attachment_id) & (Attachment.noun == "request")
        )
        if row is None or row.removed_at is not None:
            raise UserError("requests.unknown")
        Attachment.update(removed_at=work.now, removed_why=why).where(
            Attachment.id == attachment_id
        ).execute()
        work.note("request", row.noun_id, "detached", {"file": row.file_id, "why": why})


def relate(  # noqa: PLR0913 - a tie has two ends, a kind and an answer
    request_id: int,
    by: int,
    *,
    noun: str,
    other_id: int,
    relation: Relation = Relation.RELATED,
    accepted: bool = True,
) -> int:
    """Remember another matter, or that it was offered and declined; return the tie's key."""
    with unit(by=by) as work:
        stored.get(request_id)
        if noun == "request" and other_id == request_id:
            raise UserError("requests.relate_self")
        return _tie(request_id, noun, other_id, relation, work, accepted=accepted)


def _tie(  # noqa: PLR0913 - as `relate`
    request_id: int,
    noun: str,
    other_id: int,
    relation: Relation,
    work: Unit,
    *,
    accepted: bool = True,
) -> int:
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


def unrelate(link_id: int, by: int) -> None:
    """Take back a tie that was a mistake; splits and merges stay. Errors: requests.tie_is_act."""
    with unit(by=by) as work:
        row = RequestLink.get_or_none(RequestLink.id == link_id)
        if row is None or row.removed_at is not None:
            raise UserError("requests.unknown")
        if row.relation in (Relation.SPLIT_FROM, Relation.MERGED_INTO):
            raise UserError("requests.tie_is_act")
        RequestLink.update(removed_at=work.now).where(RequestLink.id == link_id).execute()
        work.note("request", row.request_id, "unrelated", {"link": link_id})


def merge(request_id: int, by: int, *, into: int, reason: str) -> None:
    """Void a request that is a duplicate of another; its number stays and is never reused.

    Errors: requests.reason_missing, relate_self, closed, voided, merge_later (the duplicate came
    first, so its earlier limit would be lost).
    """
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("requests.reason_missing", field="reason")
    with unit(by=by) as work:
        row, other = stored.get(request_id), stored.get(into)
        if row.id == other.id:
            raise UserError("requests.relate_self", field="into")
        for one in (row, other):
            refuse_voided(one)
            if one.closed_on is not None:
                raise UserError("requests.closed", number=one.number, closed=one.closed_on)
        if row.due_on is not None and other.due_on is not None and row.due_on < other.due_on:
            raise UserError("requests.merge_later", field="into", due=row.due_on, number=row.number)
        numbers.void(row.number, reason, noun="request")
        Request.update(voided_at=work.now, void_reason=reason).where(
            Request.id == request_id
        ).execute()
        _tie(request_id, "request", into, Relation.MERGED_INTO, work)
        work.note("request", request_id, "merged", {"into": other.number, "reason": reason})
        work.changed("request", into)
        derive(request_id, work)


def split(request_id: int, by: int, *, item_ids: Iterable[int], reason: str) -> int:
    """Move items to a new request of their own (一事一申请), received the same day as the old one.

    What happened so far happened to both, so the events are copied. Returns the new request's key.
    Errors: requests.reason_missing, split_nothing, split_everything, split_decided, closed, voided.
    """
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("requests.reason_missing", field="reason")
    with unit(by=by) as work:
        old = stored.get(request_id)
        refuse_voided(old)
        if old.closed_on is not None:
            raise UserError("requests.closed", number=old.number, closed=old.closed_on)
        moved = _movable(request_id, set(item_ids))
        number = numbers.allot(SERIES, old.year, "request")
        kept = {
            name: getattr(old, name)
            for name in old._meta.fields  # noqa: SLF001 - peewee's own list of columns
            if name not in ("id", "uid", "number")
        }
        new = Request.create(
            **kept
            | {
                "uid": work.new_uid(),
                "number": number.shown,
                "registered_at": work.now,
                "registered_by": by,
            }
        )
        numbers.belongs_to(number, new.id)
        _copy_parties(request_id, new.id)
        _copy_events(request_id, new.id, work)
        for position, item in enumerate(moved, 1):
            RequestItem.update(request=new.id, position=position).where(
                RequestItem.id == item.id
            ).execute()
        _tie(new.id, "request", request_id, Relation.SPLIT_FROM, work)
        told = {"from": old.number, "to": number.shown, "reason": reason, "items": len(moved)}
        work.note("request", new.id, "split", told)
        work.note("request", request_id, "split", told)
        derive(request_id, work)
        derive(new.id, work)
    return int(new.id)


def _movable(request_id: int, wanted: set[int]) -> list[RequestItem]:
    items = list(
        RequestItem.select().where(RequestItem.request == request_id).order_by(RequestItem.position)
    )
    moved = [item for item in items if item.id in wanted]
    if not moved:
        raise UserError("requests.split_nothing", field="items")
    if len(moved) == len(items):
        raise UserError("requests.split_everything", field="items")
    if any(item.outcome for item in items):
        raise UserError("requests.split_decided", field="items")
    return moved


def _copy_parties(old_id: int, new_id: int) -> None:
    for row in RequestParty.select().where(RequestParty.request == old_id):
        RequestParty.create(
            request=new_id, party=row.party_id, role=row.role, position=row.position
        )


def _copy_events(old_id: int, new_id: int, work: Unit) -> None:
    """Copy what stands, keeping who recorded it when; each copy names the row it comes from."""
    copies: dict[int, int] = {}
    for row in stored.live_rows(stored.rows_of(old_id)):
        kept = {
            name: getattr(row, name)
            for name in row._meta.fields  # noqa: SLF001 - as above
            if name not in ("id", "uid", "request", "refers_to", "voids")
        }
        copy = RequestEvent.create(
            **kept
            | {
                "uid": work.new_uid(),
                "request": new_id,
                "refers_to": copies.get(row.refers_to_id),
                "details": row.details | {"copied_from": row.id},
            }
        )
        copies[row.id] = copy.id


def correct_facts(  # noqa: PLR0913 - what intake may have got wrong
    request_id: int,
    by: int,
    *,
    mail_number: str | None = None,
    provide_form: str | None = None,
    provide_way: str | None = None,
    note: str | None = None,
    section_id: int | None = None,
) -> None:
    """Correct facts that move no date; what is left out stays. Letters made keep their facts."""
    typed.line(mail_number or "", "mail_number")
    typed.text(note or "", "note")
    wanted = {
        "mail_number": mail_number,
        "provide_form": provide_form,
        "provide_way": provide_way,
        "note": note,
        "section": section_id,
    }
    values = {name: value for name, value in wanted.items() if value is not None}
    with unit(by=by) as work:
        before = stored.get(request_id)
        refuse_voided(before)
        if values:
            Request.update(**values).where(Request.id == request_id).execute()
        work.note("request", request_id, "corrected", {"fields": sorted(values)})
        derive(request_id, work)


def correct_item(item_id: int, by: int, *, content: str, reason: str) -> None:
    """Correct an item's words where they were copied wrongly from the paper.

    Errors: requests.reason_missing, item_decided.
    """
    typed.text(content, "content", required=True)
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("requests.reason_missing", field="reason")
    with unit(by=by) as work:
        row = RequestItem.get_or_none(RequestItem.id == item_id)
        if row is None:
            raise UserError("requests.unknown")
        if row.outcome:
            raise UserError("requests.item_decided", field="content")
        RequestItem.update(content=content).where(RequestItem.id == item_id).execute()
        told = {"item": item_id, "before": row.content, "after": content, "reason": reason}
        work.note("request", row.request_id, "item_corrected", told)
        derive(row.request_id, work)


def correct_party(party_id: int, new: NewParty, by: int) -> None:
    """Correct a party's particulars, and the name in the lists of its requests."""
    with unit(by=by) as work:
        parties.correct(party_id, new, by)
        rows = RequestParty.select(RequestParty.request).where(RequestParty.party == party_id)
        for row in rows.distinct():
            work.changed("request", row.request_id)
            derive(row.request_id, work)
