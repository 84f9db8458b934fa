"""What follows from what is stored: state, target day, next step, the line on the board?"""

from collections.abc import Sequence

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import (
    Letter,
    Party,
    RecordCorrection,
    RecordCorrectionEvent,
    RecordCorrectionParty,
)
from clerkdesk.db.unit import Unit, at_work
from clerkdesk.deadlines import board
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.letters import phrases
from clerkdesk.record_corrections import rules
from clerkdesk.record_corrections.rules import Finding, Happened, Kind, Standing, State, Written

NOUN, RULE = "record", "record"
APPLICANT, AGENT = "applicant", "agent"


def get(record_id: int) -> RecordCorrection:
    """Return the row; UserError records.unknown."""
    row = RecordCorrection.get_or_none(RecordCorrection.id == record_id)
    if row is None:
        raise UserError("records.unknown")
    return row


def event_rows(record_id: int) -> list[RecordCorrectionEvent]:
    """Return every event on record, voids among them, oldest first."""
    table = RecordCorrectionEvent
    return list(table.select().where(table.matter == record_id).order_by(table.id))


def live(rows: Sequence[RecordCorrectionEvent]) -> list[RecordCorrectionEvent]:
    """Return what stands: neither a void nor voided."""
    gone = {row.voids_id for row in rows if row.voids_id is not None}
    return [row for row in rows if row.voids_id is None and row.id not in gone]


def letter_rows(record_id: int) -> list[Letter]:
    """Return every letter of the matter, oldest first, the void ones among them."""
    return list(Letter.select().where(Letter.record_correction == record_id).order_by(Letter.id))


def standing(row: RecordCorrection) -> Standing:
    """Return how the matter stands by what is stored now."""
    letters = [
        Written(one.id, one.key, one.sent_on)
        for one in letter_rows(row.id)
        if one.voided_at is None
    ]
    events = [happened(one) for one in live(event_rows(row.id))]
    return rules.stand(row.received_on, events, letters, voided=row.voided_at is not None)


def happened(row: RecordCorrectionEvent) -> Happened:
    finding = row.details.get("finding")
    return Happened(Kind(row.kind), row.on, Finding(finding) if finding else None, row.id)


def derive(record_id: int, work: Unit) -> None:
    """Rewrite the caches and the board, inside the unit of whatever moved them."""
    row = get(record_id)
    _derive(row, work, calendar())


def letter_moved(record_id: int | None) -> None:
    """Derive anew after a letter left, was served or was made void, inside its unit."""
    if record_id is not None:
        derive(record_id, at_work())


def rederive_open(work: Unit) -> int:
    """Derive every open matter anew, after the calendar changed; return how many."""
    days = calendar()
    still = RecordCorrection.state.in_([one.value for one in rules.OPEN])
    rows = list(RecordCorrection.select().where(still))
    for row in rows:
        _derive(row, work, days)
    return len(rows)


def _derive(row: RecordCorrection, work: Unit, days: WorkCalendar) -> None:
    found = standing(row)
    due_on = rules.target(row.target_days).due(row.received_on, days)
    values = {
        "applicant": names(row.id),
        "state": found.state.value,
        "finding": str(found.decision.finding or "") if found.decision else "",
        "due_on": due_on,
        "provisional": due_on > days.horizon,
        "next_step": rules.next_step(found),
        "closed_on": found.closed_on,
    }
    RecordCorrection.update(**values).where(RecordCorrection.id == row.id).execute()
    work.changed(NOUN, row.id)
    if found.state is State.VOID:
        board.rewrite(NOUN, row.id, (), work)
        return
    due = board.Due(
        rule=RULE,
        due_on=due_on,
        status=status(found),
        title=row.record,
        number=row.number,
        who=str(values["applicant"]),
        next_step=str(values["next_step"]),
        handler_id=row.handler_id,
        provisional=bool(values["provisional"]),
        waiting_for="applicant_evidence" if found.state is State.WAITING else "",
        closed_on=found.closed_on,
    )
    board.rewrite(NOUN, row.id, (due,), work)


def status(found: Standing) -> board.Status:
    if found.state is State.WAITING:
        return board.Status.PAUSED
    if found.to_send and not found.to_write:
        return board.Status.UNSENT
    return board.Status.RUNNING


def names(record_id: int) -> str:
    """Return the applicants' names as they stand in a list or an address."""
    return phrases.joined(party.name for party in parties_of(record_id, APPLICANT))


def parties_of(record_id: int, role: str) -> list[Party]:
    table = RecordCorrectionParty
    query = Party.select().join(table, on=table.party == Party.id)
    query = query.where((table.matter == record_id) & (table.role == role))
    return list(query.order_by(table.position))
