"""Who in the own organ works on a request? Sent, reminded, answered, returned, handed over.

Nothing here stops the legal clock: a section of the own organ is no other organ (art. 33).
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from clerkdesk import settings, typed
from clerkdesk.db.models import Assignment, Person, Request
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests.deriving import derive
from clerkdesk.requests.intake import attach_file
from clerkdesk.requests.stored import get
from clerkdesk.units import SECTION


class AssignRole(StrEnum):
    """What a section does for a request; labels in `terms.toml` under `[assign_role]`."""

    LEAD = "lead"  # 转办: it answers
    ASSIST = "assist"  # 协办: it helps the one that answers


def assign(  # noqa: PLR0913 - the slip to a section has these lines
    request_id: int,
    by: int,
    *,
    section_id: int,
    asked: str,
    sent_on: date,
    due_on: date | None = None,
    person_id: int | None = None,
    role: AssignRole = AssignRole.LEAD,
) -> int:
    """Send work to a section and return the assignment's key.

    due_on: the internal limit; left out, the setting's working days after sent_on, and never past
    the legal date. Errors: requests.not_yet, before_arrival, closed, internal_past_legal,
    internal_before_sending, not_a_section, assigned_twice, lead_twice (one section answers for the
    matter; the others assist it).
    """
    typed.text(asked, "asked", required=True)
    with unit(by=by) as work:
        request = get(request_id)
        _refuse_closed(request)
        if sent_on > work.today:
            raise UserError("requests.not_yet", field="sent_on", day=sent_on)
        if sent_on < request.arrived_on:
            raise UserError(
                "requests.before_arrival", field="sent_on", day=sent_on, arrived=request.arrived_on
            )
        _check_section(request_id, section_id, role)
        row = Assignment.create(
            uid=work.new_uid(),
            request=request_id,
            section=section_id,
            person=person_id,
            role=role.value,
            asked=asked,
            sent_on=sent_on,
            due_on=_limit(request, sent_on, due_on),
            reminded_on=[],
        )
        if request.section_id is None and role is AssignRole.LEAD:
            Request.update(section=section_id).where(Request.id == request_id).execute()
        work.note("request", request_id, "assigned", {"assignment": row.id, "section": section_id})
        derive(request_id, work)
    return int(row.id)


def _limit(request: Request, sent_on: date, wanted: date | None) -> date:
    legal: date | None = request.due_on
    if wanted is None:
        limit = calendar().add(sent_on, settings.load().internal_days)
        return limit if legal is None else max(sent_on, min(limit, legal))
    if wanted < sent_on:
        raise UserError("requests.internal_before_sending", field="due_on", sent=sent_on)
    if legal is not None and wanted > legal:
        raise UserError("requests.internal_past_legal", field="due_on", legal=legal)
    return wanted


def _check_section(request_id: int, section_id: int, role: AssignRole) -> None:
    section = OrganUnit.get_or_none(OrganUnit.id == section_id)
    if section is None or section.kind != SECTION:
        raise UserError("requests.not_a_section", field="section_id")
    out = (
        (Assignment.request == request_id)
        & Assignment.answered_on.is_null()
        & Assignment.returned_on.is_null()
    )
    if Assignment.select().where(out & (Assignment.section == section_id)).exists():
        raise UserError("requests.assigned_twice", field="section_id", section=section.name)
    leading = Assignment.select().where(out & (Assignment.role == AssignRole.LEAD.value)).first()
    if role is AssignRole.LEAD and leading is not None:
        raise UserError("requests.lead_twice", field="role", section=leading.section.name)


def remind(assignment_id: int, by: int, *, on: date) -> None:
    """Record a reminder slip. Errors: requests.not_yet, before_assignment, assignment_ended."""
    with unit(by=by) as work:
        row = _open(assignment_id)
        _check_day(row, on, work.today)
        days = sorted({*row.reminded_on, on.isoformat()})
        Assignment.update(reminded_on=days).where(Assignment.id == assignment_id).execute()
        work.note(
            "request", row.request_id, "reminded", {"assignment": row.id, "on": on.isoformat()}
        )


def answer_assignment(  # noqa: PLR0913 - what a section gives back
    assignment_id: int,
    by: int,
    *,
    on: date,
    answer: str,
    search_record: str = "",
    files: Iterable[int] = (),
) -> None:
    """Record a section's answer with what it searched and the stored files it gave.

    Errors: requests.not_yet, before_assignment, assignment_ended.
    """
    typed.text(answer, "answer", required=True)
    typed.text(search_record, "search_record")
    with unit(by=by) as work:
        row = _open(assignment_id)
        _check_day(row, on, work.today)
        Assignment.update(answered_on=on, answer=answer, search_record=search_record).where(
            Assignment.id == assignment_id
        ).execute()
        given = tuple(files)
        for file_id in given:
            attach_file(row.request_id, file_id, "section", work, by)
        told = {"assignment": row.id, "files": list(given)}
        work.note("request", row.request_id, "assignment_answered", told)
        derive(row.request_id, work)


def return_assignment(assignment_id: int, by: int, *, on: date, reason: str) -> None:
    """Record that a section sent the work back. Errors: as `answer_assignment`."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = _open(assignment_id)
        _check_day(row, on, work.today)
        Assignment.update(returned_on=on, return_reason=reason).where(
            Assignment.id == assignment_id
        ).execute()
        work.note(
            "request",
            row.request_id,
            "assignment_returned",
            {"assignment": row.id, "reason": reason},
        )
        derive(row.request_id, work)


def hand_over(
    request_ids: Iterable[int], by: int, *, handler_id: int, section_id: int | None = None
) -> None:
    """Give requests to another handler. Errors: requests.handler_retired."""
    with unit(by=by) as work:
        person = Person.get_or_none(Person.id == handler_id)
        if person is None or not person.active:
            raise UserError("requests.handler_retired", field="handler_id")
        for request_id in request_ids:
            before = get(request_id)
            Request.update(handler=handler_id, section=section_id or before.section_id).where(
                Request.id == request_id
            ).execute()
            work.note(
                "request",
                request_id,
                "handed_over",
                {"from": before.handler_id, "to": handler_id},
            )
            derive(request_id, work)


def _refuse_closed(request: Request) -> None:
    if request.closed_on is not None:
        raise UserError("requests.closed", number=request.number, closed=request.closed_on)


def _open(assignment_id: int) -> Assignment:
    row = Assignment.get_or_none(Assignment.id == assignment_id)
    if row is None:
        raise UserError("requests.unknown")
    if row.answered_on is not None or row.returned_on is not None:
        raise UserError("requests.assignment_ended", day=row.answered_on or row.returned_on)
    return row


def _check_day(row: Assignment, on: date, today: date) -> None:
    if on > today:
        raise UserError("requests.not_yet", field="on", day=on)
    if on < row.sent_on:
        raise UserError("requests.before_assignment", field="on", day=on, sent=row.sent_on)
