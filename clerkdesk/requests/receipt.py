"""On which day was an application received, and what proves it? Art. 31."""

from datetime import date

from clerkdesk import typed
from clerkdesk.db.models import Request
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.requests import stored
from clerkdesk.requests.channels import OLDEST, RECEIPT, Channel, Means
from clerkdesk.requests.deriving import derive
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.recording import Happening, record, refuse_voided, replace_event


def confirm_receipt(  # noqa: PLR0913 - the evidence of art. 31
    request_id: int, by: int, *, on: date, means: Means, who: str, note: str = ""
) -> int:
    """Record that applicant and office have confirmed the receipt: its day zero (art. 31).

    who: with whom it was confirmed. Errors: timing.…; requests.receipt_is_arrival, who_missing.
    """
    typed.line(who, "who")
    typed.text(note, "note")
    if RECEIPT[Channel(stored.get(request_id).channel)].at_arrival:
        raise UserError("requests.receipt_is_arrival", field="on")
    if not who.strip():
        raise UserError("requests.who_missing", field="who")
    details = {"means": means.value, "who": who, "note": note, "gist": who}
    return record(request_id, by, Happening(EventKind.CONFIRMED, on, details=details))


def note_attempt(request_id: int, by: int, *, on: date, means: Means, note: str) -> int:
    """Record an attempt to confirm that did not reach the applicant: evidence of diligence."""
    typed.text(note, "note", required=True)
    details = {"means": means.value, "note": note, "gist": note}
    return record(request_id, by, Happening(EventKind.CONFIRM_ATTEMPTED, on, details=details))


def correct_receipt(request_id: int, by: int, *, received_on: date, reason: str) -> None:
    """Correct the day of receipt; show `impact.of_receipt` first.

    Where art. 31 asks for confirmation the confirmation is voided and told anew, otherwise the day
    of arrival is corrected. Errors: requests.reason_missing, not_yet, before_arrival,
    receipt_unchanged, receipt_after_events, nothing_confirmed.
    """
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("requests.reason_missing", field="reason")
    with unit(by=by) as work:
        request = stored.get(request_id)
        refuse_voided(request)
        if received_on > work.today:
            raise UserError("requests.not_yet", field="received_on", day=received_on)
        if received_on < OLDEST:
            raise UserError("requests.too_old", field="received_on", oldest=OLDEST)
        if received_on == request.received_on:
            raise UserError("requests.receipt_unchanged", field="received_on")
        _refuse_later_than_events(request, received_on)
        old = request.received_on
        if RECEIPT[Channel(request.channel)].at_arrival:
            Request.update(arrived_on=received_on).where(Request.id == request_id).execute()
            derive(request_id, work)
        else:
            _confirm_anew(request, received_on, reason, by)
        told = {"from": str(old), "to": received_on.isoformat(), "reason": reason}
        work.note("request", request_id, "receipt_corrected", told)


def _confirm_anew(request: Request, received_on: date, reason: str, by: int) -> None:
    if received_on < request.arrived_on:
        raise UserError("requests.before_arrival", field="received_on", arrived=request.arrived_on)
    rows = stored.live_rows(stored.rows_of(request.id))
    row = next((one for one in rows if one.kind == EventKind.CONFIRMED.value), None)
    if row is None:
        raise UserError("requests.nothing_confirmed", field="received_on")
    again = Happening(EventKind.CONFIRMED, received_on, details=row.details)
    replace_event(row, again, by, reason=reason)


def _refuse_later_than_events(request: Request, received_on: date) -> None:
    """A receipt after what was done in answer to it is impossible."""
    before = {EventKind.CONFIRMED.value, EventKind.CONFIRM_ATTEMPTED.value}
    rows = stored.live_rows(stored.rows_of(request.id))
    first = min((row.on for row in rows if row.kind not in before), default=None)
    if first is not None and received_on > first:
        raise UserError("requests.receipt_after_events", field="received_on", first=first)
