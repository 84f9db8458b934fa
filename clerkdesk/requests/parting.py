"""When is one request two, two one, or none at all? Splitting, merging, voiding."""

from collections.abc import Iterable

from clerkdesk import numbers, typed
from clerkdesk.db.models import MailLog, Request, RequestEvent, RequestItem, RequestParty
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.requests import numbering, stored
from clerkdesk.requests.deriving import derive
from clerkdesk.requests.recording import refuse_voided
from clerkdesk.requests.ties import Relation, tie


def void_request(request_id: int, by: int, *, reason: str) -> None:
    """Void a request that never was one: registered twice over, or no application at all.

    Its number stays and is never reused; the paper's line in the mail log says what it was.
    Errors: requests.reason_missing, closed, voided.
    """
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("requests.reason_missing", field="reason")
    with unit(by=by) as work:
        row = stored.get(request_id)
        _refuse_ended(row)
        _void(row, reason, work)
        if row.mail_id is not None and not _others_of(row):
            MailLog.update(disposition="not_application", note=reason).where(
                MailLog.id == row.mail_id
            ).execute()
        work.note("request", request_id, "voided", {"reason": reason})
        derive(request_id, work)


def _others_of(row: Request) -> bool:
    """Whether another request, split off, came with the same paper and still stands."""
    same = (Request.mail == row.mail_id) & Request.voided_at.is_null() & (Request.id != row.id)
    return bool(Request.select().where(same).exists())


def _refuse_ended(row: Request) -> None:
    refuse_voided(row)
    if row.closed_on is not None:
        raise UserError("requests.closed", number=row.number, closed=row.closed_on)


def _void(row: Request, reason: str, work: Unit) -> None:
    numbers.void(row.number, reason, noun="request")
    Request.update(voided_at=work.now, void_reason=reason).where(Request.id == row.id).execute()


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
            _refuse_ended(one)
        if row.due_on is not None and other.due_on is not None and row.due_on < other.due_on:
            raise UserError("requests.merge_later", field="into", due=row.due_on, number=row.number)
        _void(row, reason, work)
        tie(request_id, "request", into, Relation.MERGED_INTO, work)
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
        _refuse_ended(old)
        moved = _movable(request_id, set(item_ids))
        year = numbering.year_of(old.arrived_on, work.today)
        number = numbers.allot(numbering.SERIES, year, "request")
        kept = {
            name: getattr(old, name)
            for name in old._meta.fields  # noqa: SLF001 - peewee's own list of columns
            if name not in ("id", "uid", "number", "year")
        }
        new = Request.create(
            **kept
            | {
                "uid": work.new_uid(),
                "number": number.shown,
                "year": year,
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
        tie(new.id, "request", request_id, Relation.SPLIT_FROM, work)
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
