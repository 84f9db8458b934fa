"""Which event in the life of a request is it when a letter leaves?"""

from collections.abc import Callable
from datetime import date
from typing import Any

from clerkdesk.db.models import Letter, LetterItem, RequestItem
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.requests import service

Act = Callable[[Letter, dict[str, Any], int, str], object]


def record_event(row: Letter, by: int, reason: str) -> None:
    """Record what the sending of this letter means for its request, inside the unit.

    A final reply meets the limit once every item of the request has been answered by a letter that
    left (235号 ¶四); a notice opens what it announces; any other letter means nothing in law.
    """
    if row.request_id is None:
        return
    letter = LETTERS.get(row.key)
    act = ACTS.get(row.key)
    if act is not None:
        act(row, row.facts, by, reason)
    elif letter is not None and letter.decides and _all_answered(row.request_id):
        service.send(
            row.request_id,
            by,
            on=row.sent_on,
            way=row.sent_way,
            tracking=row.tracking,
            letter_id=row.id,
            reason=reason,
        )
    else:
        service.rederive(row.request_id, by)


def _all_answered(request_id: int) -> bool:
    left = (
        LetterItem.select(LetterItem.item)
        .join(Letter)
        .where(Letter.sent_on.is_null(False) & Letter.voided_at.is_null())
    )
    unanswered = (RequestItem.request == request_id) & RequestItem.id.not_in(left)
    return not RequestItem.select().where(unanswered).exists()


def _day(facts: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(facts[name]) if facts.get(name) else None


def _correction(row: Letter, facts: dict[str, Any], by: int, reason: str) -> None:
    what = "\n".join(facts.get("points", ())) or facts.get("explanation", "")
    until = _day(facts, "until")
    service.ask_correction(
        row.request_id, by, on=row.sent_on, what=what, until=until, reason=reason
    )


def _extension(row: Letter, facts: dict[str, Any], by: int, reason: str) -> None:
    service.extend(
        row.request_id,
        by,
        on=row.sent_on,
        days=facts["days"],
        told_on=row.sent_on,
        why=facts.get("explanation", ""),
        agreed_by=facts["office"].get("working_body", ""),
        reason=reason,
    )


def _third_party(row: Letter, facts: dict[str, Any], by: int, reason: str) -> None:
    service.consult_third(
        row.request_id,
        by,
        on=row.sent_on,
        whom=facts["other_party"],
        what=facts.get("matter", ""),
        reason=reason,
    )


def _organ(*, joint: bool) -> Act:
    def consult(row: Letter, facts: dict[str, Any], by: int, reason: str) -> None:
        service.consult_organ(
            row.request_id,
            by,
            on=row.sent_on,
            whom=facts["other_party"],
            what=facts.get("matter", ""),
            joint=joint,
            reason=reason,
        )

    return consult


def _fee(row: Letter, facts: dict[str, Any], by: int, reason: str) -> None:
    service.notify_fee(
        row.request_id,
        by,
        on=row.sent_on,
        amount=facts["amount"] or facts["fee"]["yuan"],
        basis=facts["fee"]["basis"] if facts.get("fee") else "",
        reason=reason,
    )


def _reasons(row: Letter, facts: dict[str, Any], by: int, reason: str) -> None:
    service.ask_reasons(
        row.request_id,
        by,
        on=row.sent_on,
        facts=facts.get("explanation", ""),
        until=_day(facts, "until"),
        reason=reason,
    )


def _delay(row: Letter, facts: dict[str, Any], by: int, reason: str) -> None:
    service.delay_to(
        row.request_id,
        by,
        on=row.sent_on,
        until=date.fromisoformat(facts["new_due_on"]),
        why=facts.get("explanation", ""),
        told_on=row.sent_on,
        reason=reason,
    )


ACTS: dict[str, Act] = {
    "correction_notice": _correction,
    "extension": _extension,
    "consult_third_party": _third_party,
    "consult_comaker": _organ(joint=True),
    "coordination_letter": _organ(joint=False),
    "fee_notice": _fee,
    "reasons_asked": _reasons,
    "delayed_reply": _delay,
}
"""What a letter announces, by its key. To add one: the page's key and a function of its facts."""
