"""How does a letter leave the office and reach its reader, and what if that was noted wrongly?"""

from datetime import date

from clerkdesk import typed
from clerkdesk.db.models import Letter
from clerkdesk.db.unit import at_work, unit
from clerkdesk.errors import UserError
from clerkdesk.letters import checking, sending
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.frozen import TYPESET
from clerkdesk.letters.making import standing
from clerkdesk.record_corrections.deriving import letter_moved
from clerkdesk.requests import papers
from clerkdesk.requests.dispatch import Way, arrives_at_once


def record_sent(  # noqa: PLR0913 - the columns of a dispatch
    letter_id: int,
    by: int,
    *,
    on: date,
    way: Way | str,
    tracking: str = "",
    reason: str = "",
    by_hand_done: bool = False,
) -> None:
    """Record that a letter left: 交邮, 签收 or the agreed electronic channel (235号 ¶四).

    What is signed for is served that day too, and what is sent electronically by setting.
    reason: where the law calls the day too late. by_hand_done: that the empty cells were written
    in. The letter and what goes with it are checked first (`checking`), and every finding must have
    been signed for.
    Errors: letters.internal_sheet, sent_twice, decided_otherwise, sent_on_future and
    sent_before_made (field "on"), tracking_missing, write_by_hand (field "by_hand_done"),
    findings_open; what `requests.service` says of the event.
    """
    typed.line(tracking, "tracking")
    with unit(by=by) as work:
        row = standing(letter_id)
        _refuse_unfit(row)
        if on > work.today:
            raise UserError("letters.sent_on_future", field="on", on=on)
        if on < row.made_on:
            raise UserError("letters.sent_before_made", field="on", on=on, made=row.made_on)
        if Way(way) is Way.POST and not tracking.strip():
            raise UserError("letters.tracking_missing", field="tracking")
        empty = row.facts.get(TYPESET, {}).get("by_hand", "")
        if empty and not by_hand_done:
            raise UserError("letters.write_by_hand", field="by_hand_done", characters=empty)
        checking.refuse_open(letter_id, by)
        row.sent_on, row.sent_way, row.tracking = on, Way(way).value, tracking.strip()
        row.save()
        told = {"on": on.isoformat(), "way": row.sent_way, "tracking": row.tracking}
        work.note("letter", letter_id, "sent", told | ({"by_hand": empty} if empty else {}))
        sending.record_event(row, by, reason)
        if arrives_at_once(way):
            _serve(row, on, by, "", reason)


def _refuse_unfit(row: Letter) -> None:
    letter = LETTERS.get(row.key)
    if letter is not None and letter.form:
        raise UserError("letters.internal_sheet", name=row.title)
    if row.sent_on is not None:
        raise UserError("letters.sent_twice", on=row.sent_on)
    if not sending.decided_as_written(row):
        raise UserError("letters.decided_otherwise", number=row.number or row.title)


def take_back_sent(letter_id: int, by: int, *, reason: str) -> None:
    """Take back that a letter left or was served, because that was noted by mistake.

    The event it was in its request's life is voided with the same reason.
    Errors: letters.take_back_reason_missing (field "reason"), letters.not_sent_yet; what
    `requests.service` says of the void.
    """
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("letters.take_back_reason_missing", field="reason")
    with unit(by=by) as work:
        row = standing(letter_id)
        if row.sent_on is None:
            raise UserError("letters.not_sent_yet", field="reason")
        sending.void_event(row, by, reason)
        row = standing(letter_id)
        if row.sent_on is not None:  # it was no event: nothing took it back yet
            papers.take_back(row, reason, work)
        letter_moved(row.record_correction_id)


def record_served(letter_id: int, by: int, *, on: date, proof: str = "", reason: str = "") -> None:
    """Record the day the addressee received it; it opens the remedies window.

    Errors: letters.not_sent_yet, served_before_sent, served_twice, sent_on_future (field "on").
    """
    typed.line(proof, "proof")
    with unit(by=by) as work:
        row = standing(letter_id)
        if row.sent_on is None:
            raise UserError("letters.not_sent_yet", field="on")
        if row.served_on is not None:
            raise UserError("letters.served_twice", field="on", on=row.served_on)
        if on < row.sent_on:
            raise UserError("letters.served_before_sent", field="on", sent=row.sent_on)
        if on > work.today:
            raise UserError("letters.sent_on_future", field="on", on=on)
        _serve(row, on, by, proof, reason)


def _serve(row: Letter, on: date, by: int, proof: str, reason: str) -> None:
    row.served_on = on
    row.save()
    at_work().note("letter", row.id, "served", {"on": on.isoformat(), "proof": proof})
    sending.record_service(row, by, proof, reason)
