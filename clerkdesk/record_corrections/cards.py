"""What is known of one correction of records, and what may be done with it? A card for screens."""

from datetime import date

from clerkdesk import parties, settings
from clerkdesk.db.models import Attachment, File, Letter, Person, RecordCorrectionEvent
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.deadlines.lights import remaining
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.record_corrections import deriving, rules
from clerkdesk.record_corrections.deriving import AGENT, APPLICANT, NOUN
from clerkdesk.record_corrections.lights import light_of
from clerkdesk.record_corrections.registering import EVIDENCE
from clerkdesk.record_corrections.rows import (
    DecisionView,
    EventView,
    EvidenceView,
    LetterView,
    NotNow,
    RecordCard,
)
from clerkdesk.record_corrections.rules import Finding, Ground, Kind, Standing
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.rows import Ref


def card(record_id: int, today: date) -> RecordCard:
    """Return everything of one matter; UserError records.unknown."""
    row = deriving.get(record_id)
    standing = deriving.standing(row)
    days, lead = calendar(), settings.load().yellow_lead
    agents = deriving.parties_of(row.id, AGENT)
    rows = deriving.event_rows(row.id)
    return RecordCard(
        id=row.id,
        uid=row.uid,
        number=row.number,
        channel=Channel(row.channel),
        received_on=row.received_on,
        record=row.record,
        wrong=row.wrong,
        wanted=row.wanted,
        note=row.note,
        applicants=parties.cards(one.id for one in deriving.parties_of(row.id, APPLICANT)),
        agent=parties.card(agents[0].id) if agents else None,
        handler=_ref(Person, row.handler_id),
        section=_ref(OrganUnit, row.section_id),
        target_days=row.target_days,
        due_on=row.due_on,
        provisional=bool(row.provisional),
        state=standing.state,
        light=light_of(
            standing.state,
            row.next_step,
            row.due_on,
            standing.closed_on,
            today=today,
            days=days,
            lead=lead,
        ),
        left=remaining(row.due_on, standing.closed_on or today, days) if row.due_on else None,
        closed_on=standing.closed_on,
        void_reason=row.void_reason,
        decision=_decision(rows, standing),
        events=_events(rows, standing),
        letters=tuple(_letter(one) for one in deriving.letter_rows(row.id)),
        files=_files(row.id),
        to_write=standing.to_write,
        to_send=tuple(one.id for one in standing.to_send),
        next_step=rules.next_step(standing),
        acts=rules.allowed(standing),
        not_now=tuple(NotNow(act, reason) for act, reason in rules.refused(standing)),
        registered_at=row.registered_at,
        registered_by=Person.get_by_id(row.registered_by_id).name,
    )


def decision(record_id: int) -> DecisionView | None:
    """Return the decision in force."""
    rows = deriving.event_rows(record_id)
    return _decision(rows, deriving.standing(deriving.get(record_id)))


def _ref(table: type[Person | OrganUnit], key: int | None) -> Ref | None:
    return None if key is None else Ref(key, table.get_by_id(key).name)


def _decision(rows: list[RecordCorrectionEvent], standing: Standing) -> DecisionView | None:
    if standing.decision is None:
        return None
    row = next(one for one in rows if one.id == standing.decision.id)
    told = row.details
    corrected, ground = told.get("corrected_on"), told.get("ground")
    return DecisionView(
        finding=Finding(told["finding"]),
        on=row.on,
        explanation=told["explanation"],
        corrected_on=date.fromisoformat(corrected) if corrected else None,
        ground=Ground(ground) if ground else None,
        organ=told.get("organ", ""),
        organ_contact=told.get("organ_contact", ""),
        approved_by=Person.get_by_id(told["approved_by"]).name,
    )


_GIST = {
    Kind.EVIDENCE_ASKED: "what",
    Kind.EVIDENCE_RECEIVED: "what",
    Kind.CHECKED: "found",
    Kind.DECIDED: "explanation",
    Kind.WITHDRAWN: "why",
}


def _events(rows: list[RecordCorrectionEvent], standing: Standing) -> tuple[EventView, ...]:
    voids = {row.voids_id: row for row in rows if row.voids_id is not None}
    names = {row.id: row.name for row in Person.select(Person.id, Person.name)}
    shown = [row for row in rows if row.voids_id is None]
    return tuple(
        EventView(
            id=row.id,
            kind=Kind(row.kind),
            on=row.on,
            gist=_gist(row),
            finding=deriving.happened(row).finding,
            stands=row.id not in voids,
            reason=voids[row.id].reason if row.id in voids else "",
            why_kept=_why_kept(row, standing) if row.id not in voids else "",
            recorded_at=row.recorded_at,
            recorded_by=names[row.recorded_by_id],
        )
        for row in sorted(shown, key=lambda row: (row.on, row.id))
    )


def _gist(row: RecordCorrectionEvent) -> str:
    parts = (row.details.get("section", ""), row.details.get("organ", ""))
    told = row.details.get(_GIST[Kind(row.kind)], "")
    return " ".join(part for part in (*parts, told) if part)


def _why_kept(row: RecordCorrectionEvent, standing: Standing) -> str:
    try:
        rules.refuse_unvoidable(deriving.happened(row), standing)
    except UserError as refusal:
        return str(refusal)
    return ""


def _letter(row: Letter) -> LetterView:
    state, on = "made", row.made_on
    if row.voided_at is not None:
        state = "void"
    elif row.served_on is not None:
        state, on = "served", row.served_on
    elif row.sent_on is not None:
        state, on = "sent", row.sent_on
    return LetterView(row.id, row.key, row.title, row.number, row.addressee, state, on, row.sent_on)


def _files(record_id: int) -> tuple[EvidenceView, ...]:
    query = (
        Attachment.select(Attachment, File)
        .join(File)
        .where(
            (Attachment.noun == NOUN)
            & (Attachment.noun_id == record_id)
            & (Attachment.role == EVIDENCE)
            & Attachment.removed_at.is_null()
        )
        .order_by(Attachment.id)
    )
    return tuple(EvidenceView(one.file_id, one.file.name_shown, one.file.size) for one in query)
