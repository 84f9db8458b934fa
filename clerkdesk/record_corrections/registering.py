"""How does an application to put a record right enter the register, and how is its form mended?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import drafts, numbers, parties, settings, typed
from clerkdesk.db.models import Attachment, RecordCorrection, RecordCorrectionParty
from clerkdesk.db.unit import at_work, unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.parties import NewParty
from clerkdesk.record_corrections import deriving, rules
from clerkdesk.record_corrections.deriving import AGENT, APPLICANT, NOUN, derive
from clerkdesk.record_corrections.rules import Act, State
from clerkdesk.requests.channels import Channel

SERIES, EVIDENCE = "record", "evidence"


@dataclass(frozen=True)
class NewRecord:
    """An application as the form holds it.

    record: which record, and where the office gave it; wrong: what is said to be wrong with it;
    wanted: what it should say. applicants, agent: a known party by its key, another as typed.
    files: keys of stored files, the evidence. number: only where the office types its numbers.
    """

    channel: Channel
    received_on: date
    applicants: tuple[NewParty | int, ...]
    record: str
    wrong: str
    wanted: str = ""
    agent: NewParty | int | None = None
    handler_id: int | None = None
    section_id: int | None = None
    note: str = ""
    files: tuple[int, ...] = ()
    number: str = ""
    draft_id: int | None = None


@dataclass(frozen=True)
class ChangedFacts:
    """What may be mended while no letter was made; parties are mended as parties."""

    channel: Channel
    received_on: date
    record: str
    wrong: str
    wanted: str = ""
    handler_id: int | None = None
    section_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Target:
    """The office's own target: no legal date."""

    days: int
    due_on: date
    provisional: bool


def preview(received_on: date) -> Target:
    """Return the target a new application will have."""
    days, count = calendar(), settings.load().record_target_days
    due_on = rules.target(count).due(received_on, days)
    return Target(count, due_on, due_on > days.horizon)


def check(new: NewRecord, today: date) -> tuple[UserError, ...]:
    """Return every fault of the form, in the order of its fields; empty where it can be stored."""
    faults: list[UserError] = []
    for one in (_received, _applicants, _agent, _texts):
        try:
            one(new, today)
        except UserError as fault:
            faults.append(fault)
    return tuple(faults)


def register(new: NewRecord, by: int) -> int:
    """Store an application and return its key; the first fault of the form is raised.

    Errors: as `check`; numbers.… for a typed number.
    """
    with unit(by=by) as work:
        for fault in check(new, work.today):
            raise fault
        chosen, year = settings.load(), new.received_on.year
        if new.number.strip() or chosen.record_numbers == "typed":
            number = numbers.enter(SERIES, year, new.number, NOUN)
        else:
            number = numbers.allot(SERIES, year, NOUN)
        row = RecordCorrection.create(
            uid=work.new_uid(),
            number=number.shown,
            year=year,
            **_columns(new),
            handler=new.handler_id or by,
            target_days=chosen.record_target_days,
            state=State.CHECKING.value,
            registered_at=work.now,
            registered_by=by,
        )
        numbers.belongs_to(number, row.id)
        for position, one in enumerate(new.applicants):
            _add_party(row.id, one, APPLICANT, position, by)
        if new.agent is not None:
            _add_party(row.id, new.agent, AGENT, 0, by)
        for file_id in new.files:
            tie(row.id, file_id)
        drafts.use_up(new.draft_id, work)
        told = {
            "number": row.number,
            "channel": new.channel.value,
            "received_on": new.received_on.isoformat(),
            "files": len(new.files),
        }
        work.note(NOUN, row.id, "registered", told)
        derive(row.id, work)
    return int(row.id)


def change_facts(record_id: int, new: ChangedFacts, by: int) -> None:
    """Mend what was typed wrongly. Errors: as `check`, records.after_event, letter_stands."""
    with unit(by=by) as work:
        row = deriving.get(record_id)
        standing = deriving.standing(row)
        rules.require(Act.CHANGE_FACTS, standing)
        _received(new, work.today)
        _texts(new, work.today)
        first = min((one.on for one in standing.events), default=new.received_on)
        if new.received_on > first:
            raise UserError("records.after_event", field="received_on", first=first)
        values = _columns(new) | {"handler": new.handler_id or row.handler_id}
        before = {key: getattr(row, _attribute(key)) for key in values}
        changed = {
            key: [before[key], value] for key, value in values.items() if before[key] != value
        }
        if not changed:
            return
        RecordCorrection.update(**values).where(RecordCorrection.id == record_id).execute()
        shown = {key: [str(was), str(now)] for key, (was, now) in changed.items()}
        work.note(NOUN, record_id, "facts_changed", shown)
        derive(record_id, work)


def attach(record_id: int, file_ids: tuple[int, ...], by: int) -> None:
    """Add evidence that was stored before; what is tied already stays as it is."""
    with unit(by=by) as work:
        rules.require(Act.ATTACH, deriving.standing(deriving.get(record_id)))
        for file_id in file_ids:
            tie(record_id, file_id)
        if file_ids:
            work.note(NOUN, record_id, "file_added", {"files": list(file_ids)})


def detach(record_id: int, file_id: int, by: int, *, reason: str) -> None:
    """Take a file off the evidence; it stays in the register. Errors: reason_missing, closed."""
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("records.reason_missing", field="reason")
    with unit(by=by) as work:
        rules.require(Act.ATTACH, deriving.standing(deriving.get(record_id)))
        Attachment.update(removed_at=work.now, removed_why=reason.strip()).where(
            _of(record_id) & (Attachment.file == file_id) & Attachment.removed_at.is_null()
        ).execute()
        told = {"file": file_id, "reason": reason.strip()}
        work.note(NOUN, record_id, "file_removed", told)


def tie(record_id: int, file_id: int) -> None:
    """Tie a stored file to the matter as evidence, inside a unit, once."""
    work = at_work()
    there = _of(record_id) & (Attachment.file == file_id) & Attachment.removed_at.is_null()
    if Attachment.select().where(there).exists():
        return
    Attachment.create(
        file=file_id,
        noun=NOUN,
        noun_id=record_id,
        role=EVIDENCE,
        attached_at=work.now,
        attached_by=work.by,
    )


def _of(record_id: int) -> Any:
    return (Attachment.noun == NOUN) & (Attachment.noun_id == record_id)


def _columns(new: NewRecord | ChangedFacts) -> dict[str, Any]:
    return {
        "channel": new.channel.value,
        "received_on": new.received_on,
        "record": new.record.strip(),
        "wrong": new.wrong.strip(),
        "wanted": new.wanted.strip(),
        "section": new.section_id,
        "note": new.note,
    }


def _attribute(column: str) -> str:
    return f"{column}_id" if column in ("handler", "section") else column


def _add_party(record_id: int, party: NewParty | int, role: str, position: int, by: int) -> None:
    party_id = party if isinstance(party, int) else parties.create(party, by)
    RecordCorrectionParty.create(matter=record_id, party=party_id, role=role, position=position)


def _received(new: NewRecord | ChangedFacts, today: date) -> None:
    if new.received_on > today:
        raise UserError("records.not_yet", field="received_on", day=new.received_on)
    if new.received_on < rules.OLDEST:
        raise UserError("records.too_old", field="received_on", oldest=rules.OLDEST)


def _applicants(new: NewRecord, _today: date) -> None:
    if not new.applicants:
        raise UserError("records.no_applicant", field="applicants")
    for at, one in enumerate(new.applicants):
        _party(one, f"applicants[{at}].")
    known = [one for one in new.applicants if isinstance(one, int)]
    if len(set(known)) < len(known):
        raise UserError("records.applicant_twice", field="applicants")


def _agent(new: NewRecord, _today: date) -> None:
    if new.agent is None:
        return
    _party(new.agent, "agent.")
    if isinstance(new.agent, int) and new.agent in new.applicants:
        raise UserError("records.agent_is_applicant", field="agent")


def _party(party: NewParty | int, field: str) -> None:
    if isinstance(party, int):
        parties.card(party)
    else:
        parties.check(party, field)


def _texts(new: NewRecord | ChangedFacts, _today: date) -> None:
    typed.text(new.record, "record", limit=typed.LINE_LIMIT, required=True)
    typed.text(new.wrong, "wrong", required=True)
    typed.text(new.wanted, "wanted")
    typed.text(new.note, "note")
