"""Which event in the life of a request is it when a letter leaves, or reaches its reader?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk.db.models import Letter, LetterItem, RequestEvent, RequestItem
from clerkdesk.db.unit import at_work
from clerkdesk.letters import recorded
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.record_corrections.deriving import letter_moved
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service, stored
from clerkdesk.requests.events import unsigned
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.fees import Basis

Act = Callable[[Letter, dict[str, Any], int, str], int]


@dataclass(frozen=True)
class Announcement:
    """The event that a notice is when it leaves, and how it is recorded.

    delivered: whether the day on which it reached its reader counts too.
    """

    kind: EventKind
    act: Act
    delivered: bool = False


def record_event(row: Letter, by: int, reason: str) -> None:
    """Record what the sending of this letter means for its request, inside the unit.

    A final reply meets the limit once every item of the request has been answered by a letter that
    left (235号 ¶四); a notice opens what it announces, unless that was recorded before;
    any other letter means nothing in law.
    """
    if row.request_id is None:
        letter_moved(row.record_correction_id)
        return
    notice = ACTS.get(row.key)
    if notice is not None:
        known = _known(row, notice.kind)
        row.event = notice.act(row, row.facts, by, reason) if known is None else known
        row.save()
    elif _is_owed(row):
        _record_reply(row, by, reason)
    service.rederive(row.request_id, by)


def _known(row: Letter, kind: EventKind) -> int | None:
    """The event recorded before, of which this letter is the paper, where there is one."""
    if row.key not in recorded.KEYS:
        event = _event(row.request_id, kind, row.sent_on)
        return None if event is None or _has_letter(event) else int(event.id)
    card = requests.card(row.request_id, at_work().today)
    known = recorded.event_of(card, row.key, row.facts.get("other_party", ""))
    if known is None:
        return None
    recorded.refuse_moved(card, known, row)
    return known.id


def _record_reply(row: Letter, by: int, reason: str) -> None:
    """Record that the reply left, once its last letter did; or tie it to what was recorded."""
    sent = _sent(row.request_id)
    if sent is not None:
        if sent.on == row.sent_on and not _has_letter(sent):
            row.event = sent
            row.save()
        return
    _note_unsigned(row, reason)
    if not _all_answered(row.request_id):
        return
    last = max(_replies(row.request_id), key=lambda reply: (reply.sent_on, reply.id == row.id))
    why = next((one.unsigned for one in _replies(row.request_id) if one.unsigned), "")
    event = service.send(
        row.request_id,
        by,
        on=last.sent_on,
        way=last.sent_way,
        tracking=last.tracking,
        letter_id=last.id,
        reason=reason.strip() or why,
        unsigned=True if why else None,
    )
    Letter.update(event=event).where(Letter.id == last.id).execute()
    if last.id == row.id:
        row.event = event


def _note_unsigned(row: Letter, reason: str) -> None:
    """Keep why a reply leaves that no approver had signed by its day. Errors: `NeedsReason`."""
    if stored.is_approved(row.request_id, row.sent_on):
        return
    if not reason.strip():
        raise service.NeedsReason(unsigned())
    row.unsigned = reason.strip()
    row.save()


def _has_letter(event: RequestEvent) -> bool:
    return bool(Letter.select().where(Letter.event == event.id).exists())


def record_service(row: Letter, by: int, proof: str, reason: str) -> None:
    """Record what it means that this letter reached its reader, inside the unit.

    The remedies run once every reply of the request was served; a consultation, a fee notice and a
    correction notice get their day of delivery.
    """
    if row.request_id is None:
        return
    notice = ACTS.get(row.key)
    if notice is not None and notice.delivered:
        event = row.event
        if event is not None and not _delivered(event):
            service.record_delivery(event.id, by, on=row.served_on, proof=proof, reason=reason)
    elif _decides(row) and _to_be_served(row.request_id):
        replies = _replies(row.request_id)
        if all(reply.served_on is not None for reply in replies):
            last = max(reply.served_on for reply in replies)
            service.serve(row.request_id, by, on=last, proof=proof, reason=reason)


def void_event(row: Letter, by: int, reason: str) -> None:
    """Void the event that the sending of this letter was, where it was one, inside the unit."""
    if row.request_id is None:
        return
    event = row.event
    if event is None and _decides(row):  # without it not every item was answered any more
        event = _sent(row.request_id)
        if event is not None:  # the letters of other items did leave
            Letter.update(event=None).where(Letter.event == event.id).execute()
    if event is not None:
        service.void_event(event.id, by, reason=reason)
    else:
        service.rederive(row.request_id, by)


def decided_as_written(row: Letter) -> bool:
    """Whether the items a reply answers still have the outcomes it tells of."""
    if not _decides(row) or row.request_id is None:
        return True
    answered = LetterItem.select(LetterItem.item).where(LetterItem.letter == row.id)
    items = RequestItem.select().where(RequestItem.id.in_(answered))
    now = [
        {"outcome": item.outcome, **item.facts, **({"ground": item.ground} if item.ground else {})}
        for item in items.order_by(RequestItem.position, RequestItem.id)
    ]
    then = [{"outcome": item["outcome"], **item["given"]} for item in row.facts["items"]]
    return now == then


def _decides(row: Letter) -> bool:
    letter = LETTERS.get(row.key)
    return letter is not None and letter.decides


def _is_owed(row: Letter) -> bool:
    """Whether a reply is what the limit waits for; who withdrew is only told that it was noted."""
    withdrawn = EventKind.WITHDRAWN.value
    return _decides(row) and all(one.kind != withdrawn for one in _live(row.request_id))


def _live(request_id: int) -> list[RequestEvent]:
    """What stands of the request, since it was opened again where it was."""
    return stored.since_reopened(stored.live_rows(stored.rows_of(request_id)))


def _event(request_id: int, kind: EventKind, on: date) -> RequestEvent | None:
    found = [
        row for row in _live(request_id) if row.kind == kind.value and on in (row.on, row.told_on)
    ]
    return found[-1] if found else None


def _sent(request_id: int) -> RequestEvent | None:
    found = [row for row in _live(request_id) if row.kind == EventKind.SENT.value]
    return found[-1] if found else None


def _to_be_served(request_id: int) -> bool:
    kinds = {row.kind for row in _live(request_id)}
    return EventKind.SENT.value in kinds and EventKind.SERVED.value not in kinds


def _delivered(event: RequestEvent) -> bool:
    if event.told_on is not None or event.third_received_on is not None:
        return True
    rows = _live(event.request_id)
    return any(
        row.kind == EventKind.DELIVERED.value and row.refers_to_id == event.id for row in rows
    )


def _replies(request_id: int) -> list[Letter]:
    """The replies that left, since the request was opened again where it was."""
    rows = Letter.select().where(
        (Letter.request == request_id) & Letter.sent_on.is_null(False) & Letter.voided_at.is_null()
    )
    opened = [row for row in _live(request_id) if row.kind == EventKind.REOPENED.value]
    since = opened[-1].recorded_at if opened else None
    return [row for row in rows if _decides(row) and (since is None or row.made_at >= since)]


def _all_answered(request_id: int) -> bool:
    left = [reply.id for reply in _replies(request_id)]
    answered = LetterItem.select(LetterItem.item).where(LetterItem.letter.in_(left))
    unanswered = (RequestItem.request == request_id) & RequestItem.id.not_in(answered)
    return not RequestItem.select().where(unanswered).exists()


def _day(facts: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None


def _correction(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
    what = "\n".join(facts.get("points", ())) or facts.get("explanation", "")
    until = _day(facts, "until")
    return service.ask_correction(
        row.request_id, by, on=row.sent_on, what=what, until=until, reason=reason
    )


def _extension(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
    return service.extend(
        row.request_id,
        by,
        on=row.sent_on,
        days=facts["days"],
        told_on=row.sent_on,
        why=facts.get("explanation", ""),
        agreed_by=facts["office"].get("working_body", ""),
        reason=reason,
    )


def _third_party(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
    return service.consult_third(
        row.request_id,
        by,
        on=row.sent_on,
        whom=facts["other_party"],
        what=facts.get("matter", ""),
        reason=reason,
    )


def _organ(*, joint: bool) -> Act:
    def consult(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
        return service.consult_organ(
            row.request_id,
            by,
            on=row.sent_on,
            whom=facts["other_party"],
            what=facts.get("matter", ""),
            joint=joint,
            reason=reason,
        )

    return consult


def _fee(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
    fee = facts["fee"]
    yuan = sum(line["count"] * line["yuan_each"] for line in fee["lines"])
    return service.notify_fee(
        row.request_id,
        by,
        on=row.sent_on,
        amount=yuan,
        charged_by=Basis(fee["basis"]),
        reason=reason,
    )


def _reasons(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
    return service.ask_reasons(
        row.request_id,
        by,
        on=row.sent_on,
        facts=facts.get("explanation", ""),
        until=_day(facts, "until"),
        reason=reason,
    )


def _delay(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
    return service.delay_to(
        row.request_id,
        by,
        on=row.sent_on,
        until=date.fromisoformat(facts["until"]),
        why=facts.get("explanation", ""),
        told_on=row.sent_on,
        reason=reason,
    )


def _transfer(row: Letter, facts: dict[str, Any], by: int, reason: str) -> int:
    return service.transfer(
        row.request_id,
        by,
        on=row.sent_on,
        to=facts["other_party"],
        why=facts.get("explanation", ""),
        reason=reason,
    )


_CONSULTED, _CORRECTION = EventKind.CONSULTED, EventKind.CORRECTION_ASKED

ACTS: dict[str, Announcement] = {
    "correction_notice": Announcement(_CORRECTION, _correction, delivered=True),
    "extension": Announcement(EventKind.EXTENDED, _extension),
    "consult_third_party": Announcement(_CONSULTED, _third_party, delivered=True),
    "consult_comaker": Announcement(_CONSULTED, _organ(joint=True), delivered=True),
    "coordination_letter": Announcement(_CONSULTED, _organ(joint=False), delivered=True),
    "fee_notice": Announcement(EventKind.FEE_NOTICED, _fee, delivered=True),
    "reasons_asked": Announcement(EventKind.REASONS_ASKED, _reasons),
    "delayed_reply": Announcement(EventKind.DELAYED_TO, _delay),
    "transfer": Announcement(EventKind.TRANSFERRED, _transfer),
}
"""What a letter announces, by its key. To add one: the page's key, the event's kind, a function."""
