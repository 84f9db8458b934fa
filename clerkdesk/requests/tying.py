"""What belongs to a request beside its clock: talks, files, related matters, corrected facts."""

from datetime import date

from clerkdesk import amended, parties, typed
from clerkdesk.amended import Same
from clerkdesk.db.models import (
    Attachment,
    Contact,
    Request,
    RequestItem,
    RequestLink,
    RequestParty,
)
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.parties import NewParty
from clerkdesk.requests import stored
from clerkdesk.requests.channels import ProvideForm, ProvideWay
from clerkdesk.requests.deriving import derive
from clerkdesk.requests.intake import attach_file
from clerkdesk.requests.recording import refuse_voided
from clerkdesk.requests.ties import Relation, tie


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
        return tie(request_id, noun, other_id, relation, work, accepted=accepted)


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


def correct_facts(  # noqa: PLR0913 - what intake may have got wrong
    request_id: int,
    by: int,
    *,
    mail_number: str | Same = Same.SAME,
    provide_form: ProvideForm | Same = Same.SAME,
    provide_way: ProvideWay | Same = Same.SAME,
    note: str | Same = Same.SAME,
    section_id: int | Same | None = Same.SAME,
) -> None:
    """Correct facts that move no date; what is left out stays. Letters made keep their facts."""
    if isinstance(mail_number, str):
        typed.line(mail_number, "mail_number")
    if isinstance(note, str):
        typed.text(note, "note")
    given = {
        "mail_number": mail_number,
        "provide_form": provide_form if provide_form is Same.SAME else provide_form.value,
        "provide_way": provide_way if provide_way is Same.SAME else provide_way.value,
        "note": note,
        "section_id": section_id,
    }
    with unit(by=by) as work:
        row = stored.get(request_id)
        refuse_voided(row)
        moved = amended.differing(row, given)
        if not moved:
            return
        Request.update(**moved).where(Request.id == request_id).execute()
        work.note("request", request_id, "corrected", amended.told(row, moved))
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
