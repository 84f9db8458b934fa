"""What happened to a correction of records: asked, looked into, decided, withdrawn, made void?"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clerkdesk import numbers, settings, typed, units
from clerkdesk.db.fields import dumps
from clerkdesk.db.models import RecordCorrection, RecordCorrectionEvent, SignOff
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.record_corrections import deriving, rules
from clerkdesk.record_corrections.deriving import NOUN, derive
from clerkdesk.record_corrections.registering import tie
from clerkdesk.record_corrections.rules import Act, Finding, Ground, Kind
from clerkdesk.requests.channels import Means
from clerkdesk.requests.deciding import SignMode, SignRole


@dataclass(frozen=True)
class Decision:
    """How the matter ends (art. 41), and who approved it on that day.

    explanation: how the record was put right, or why it stays as it is. organ, organ_contact: who
    may correct it, where this office may not.
    """

    finding: Finding
    on: date
    approved_by: int | None
    explanation: str = ""
    corrected_on: date | None = None
    ground: Ground | None = None
    organ: str = ""
    organ_contact: str = ""


@dataclass(frozen=True)
class _What:
    kind: Kind
    on: date
    details: dict[str, Any] = field(default_factory=dict)


def ask_evidence(record_id: int, by: int, *, on: date, what: str, means: Means | str) -> int:
    """Record that the applicant was asked for evidence (有证据证明); return the event's key.

    The office's target does not move: it is no legal limit that could be suspended.
    """
    typed.text(what, "what", required=True)
    details = {"what": what.strip(), "means": Means(means).value}
    return _record(record_id, by, Act.ASK_EVIDENCE, _What(Kind.EVIDENCE_ASKED, on, details))


def receive_evidence(
    record_id: int, by: int, *, on: date, what: str, file_ids: tuple[int, ...] = ()
) -> int:
    """Record evidence that came in later, asked for or not."""
    typed.text(what, "what", required=True)
    details = {"what": what.strip(), "files": list(file_ids)}
    with unit(by=by):
        made = _record(
            record_id, by, Act.RECEIVE_EVIDENCE, _What(Kind.EVIDENCE_RECEIVED, on, details)
        )
        for file_id in file_ids:
            tie(record_id, file_id)
    return made


def record_check(
    record_id: int, by: int, *, on: date, found: str, section_id: int | None = None
) -> int:
    """Record what looking into it showed, and which section did so."""
    typed.text(found, "found", required=True)
    section = next((one.name for one in units.all_of(units.SECTION) if one.id == section_id), "")
    details = {"found": found.strip(), "section": section}
    return _record(record_id, by, Act.CHECK, _What(Kind.CHECKED, on, details))


def decide(record_id: int, by: int, what: Decision) -> int:
    """Record the decision with its approval on paper; return the event's key.

    Errors: records.not_checked (field "finding"), corrected_on_missing, corrected_after,
    ground_missing, organ_is_own, approver_missing, approver_is_drafter, typed.empty.
    """
    with unit(by=by) as work:
        standing = deriving.standing(deriving.get(record_id))
        rules.require(Act.DECIDE, standing)
        if what.finding in rules.NEEDS_CHECK and not standing.checked:
            raise UserError("records.not_checked", field="finding")
        details = _details(what)
        if what.corrected_on is not None and what.corrected_on < standing.received_on:
            received = standing.received_on
            raise UserError("records.before_receipt", field="corrected_on", received=received)
        _refuse_own_approval(what.approved_by, by)
        made = _record(record_id, by, Act.DECIDE, _What(Kind.DECIDED, what.on, details))
        row = SignOff.create(
            noun=NOUN,
            noun_id=record_id,
            role=SignRole.APPROVER.value,
            signed_by=what.approved_by,
            signed_on=what.on,
            mode=SignMode.PAPER.value,
            digest=hashlib.sha256(dumps(details).encode()).hexdigest(),
            recorded_at=work.now,
            recorded_by=by,
        )
        told = {"signed_by": what.approved_by, "on": what.on.isoformat(), "digest": row.digest}
        work.note(NOUN, record_id, "signed_off", told)
    return made


def _details(what: Decision) -> dict[str, Any]:
    details: dict[str, Any] = {"finding": what.finding.value, "approved_by": what.approved_by}
    if what.finding in rules.NEEDS_CHECK:
        typed.text(what.explanation, "explanation", required=True)
    else:
        typed.text(what.explanation, "explanation")
        typed.name(what.organ, "organ")
        typed.line(what.organ_contact, "organ_contact", required=True)
        own = units.own()
        if own is not None and what.organ.strip() == own.name:
            raise UserError("records.organ_is_own", field="organ")
        details |= {"organ": what.organ.strip(), "organ_contact": what.organ_contact.strip()}
    if what.finding is Finding.CORRECTED:
        if what.corrected_on is None:
            raise UserError("records.corrected_on_missing", field="corrected_on")
        if what.corrected_on > what.on:
            raise UserError("records.corrected_after", field="corrected_on", on=what.on)
        details["corrected_on"] = what.corrected_on.isoformat()
    if what.finding is Finding.NOT_CORRECTED:
        if what.ground is None:
            raise UserError("records.ground_missing", field="ground")
        details["ground"] = what.ground.value
    return details | {"explanation": what.explanation.strip()}


def _refuse_own_approval(approver: int | None, by: int) -> None:
    """Drafter is not approver; an office of one clerk says so in its settings."""
    if approver is None:
        raise UserError("records.approver_missing", field="approved_by")
    if approver == by and not settings.load().one_clerk_office:
        raise UserError("records.approver_is_drafter", field="approved_by")


def withdraw(record_id: int, by: int, *, on: date, why: str = "") -> int:
    """Record that the applicant withdrew; the matter ends with it."""
    typed.text(why, "why")
    return _record(record_id, by, Act.WITHDRAW, _What(Kind.WITHDRAWN, on, {"why": why.strip()}))


def void_event(event_id: int, by: int, *, reason: str) -> None:
    """Take back what was recorded by mistake; both rows stay.

    Errors: records.reason_missing (field "reason"), event_gone, letter_stands,
    decision_rests_on_it, is_void.
    """
    reason = _given(reason)
    with unit(by=by) as work:
        row = RecordCorrectionEvent.get_or_none(RecordCorrectionEvent.id == event_id)
        if row is None:
            raise UserError("records.event_gone")
        found = deriving.standing(deriving.get(row.matter_id))
        event = next((one for one in found.events if one.id == event_id), None)
        if event is None:
            raise UserError("records.event_gone")
        rules.refuse_unvoidable(event, found)
        _store(row.matter_id, work, by, _What(Kind(row.kind), row.on), voids=event_id, why=reason)
        told = {"event": event_id, "kind": row.kind, "reason": reason}
        work.note(NOUN, row.matter_id, "voided_event", told)
        derive(row.matter_id, work)


def void(record_id: int, by: int, *, reason: str) -> None:
    """Make the matter void with its number, which is never given out again.

    Errors: records.reason_missing (field "reason"), letter_left, letter_stands, is_void.
    """
    reason = _given(reason)
    with unit(by=by) as work:
        row = deriving.get(record_id)
        rules.require(Act.VOID, deriving.standing(row))
        RecordCorrection.update(voided_at=work.now, void_reason=reason).where(
            RecordCorrection.id == record_id
        ).execute()
        numbers.void(row.number, reason, noun=NOUN)
        work.note(NOUN, record_id, "voided", {"number": row.number, "reason": reason})
        derive(record_id, work)


def _given(reason: str) -> str:
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("records.reason_missing", field="reason")
    return reason.strip()


_VERBS = {
    Kind.EVIDENCE_ASKED: "evidence_asked",
    Kind.EVIDENCE_RECEIVED: "evidence_received",
    Kind.CHECKED: "record_checked",
    Kind.DECIDED: "decided",
    Kind.WITHDRAWN: "withdrawn",
}


def _record(record_id: int, by: int, act: Act, what: _What) -> int:
    with unit(by=by) as work:
        standing = deriving.standing(deriving.get(record_id))
        rules.require(act, standing)
        rules.check_day(what.kind, what.on, standing, work.today)
        row = _store(record_id, work, by, what)
        told = {"event": row.id, "on": what.on.isoformat()} | what.details
        work.note(NOUN, record_id, _VERBS[what.kind], told)
        derive(record_id, work)
    return int(row.id)


def _store(  # noqa: PLR0913 - the columns of an event
    record_id: int, work: Unit, by: int, what: _What, *, voids: int | None = None, why: str = ""
) -> RecordCorrectionEvent:
    return RecordCorrectionEvent.create(
        uid=work.new_uid(),
        matter=record_id,
        kind=what.kind.value,
        on=what.on,
        details=what.details,
        voids=voids,
        reason=why,
        recorded_at=work.now,
        recorded_by=by,
    )
