"""What came in, and what became of it? The mail log."""

from dataclasses import dataclass
from datetime import date

from clerkdesk import typed
from clerkdesk.db.models import MailLog, Request
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.requests.channels import OLDEST, Channel


@dataclass(frozen=True)
class Paper:
    """An incoming paper that is no new application, or of which that is not yet known.

    of_number: the request it belongs to (its corrected application, a payment, an opinion).
    """

    arrived_on: date
    channel: Channel
    sender: str
    what: str
    disposition: str = "not_application"
    mail_number: str = ""
    note: str = ""
    of_number: str = ""


REGISTERED = "request"  # told by `register` alone, which has the request to show for it
DISPOSITIONS = ("not_application", "waiting", "belongs")


def log_mail(paper: Paper, by: int) -> int:
    """Enter an incoming paper in the mail log and return its line's key.

    Errors: requests.not_yet, too_old, no_such_number (field "of_number"); typed.… of the lines.
    """
    with unit(by=by) as work:
        if paper.arrived_on > work.today:
            raise UserError("requests.not_yet", field="arrived_on", day=paper.arrived_on)
        if paper.arrived_on < OLDEST:
            raise UserError("requests.too_old", field="arrived_on", oldest=OLDEST)
        typed.name(paper.sender, "sender")
        typed.line(paper.what, "what", required=True)
        typed.line(paper.mail_number, "mail_number")
        typed.text(paper.note, "note", required=_wants_why(paper.disposition))
        _check(paper.disposition)
        return log(paper, work, by)


def log(paper: Paper, work: Unit, by: int) -> int:
    """Enter a paper inside a unit, unchecked."""
    belongs = _of(paper.disposition, paper.of_number)
    row = MailLog.create(
        arrived_on=paper.arrived_on,
        channel=paper.channel.value,
        mail_number=paper.mail_number,
        sender=paper.sender,
        what=paper.what,
        disposition=paper.disposition,
        of_request=belongs,
        note=paper.note,
        recorded_at=work.now,
        recorded_by=by,
    )
    told = {"disposition": paper.disposition, "of_request": belongs}
    work.note("mail", row.id, "logged", told)
    return int(row.id)


def _check(disposition: str) -> None:
    if disposition not in DISPOSITIONS:
        raise ValueError(disposition)


def _wants_why(disposition: str) -> bool:
    """Whether the log must say why: who is told that this is no application may ask (art. 39)."""
    return disposition == "not_application"


def of_application(mail_id: int | None) -> int | None:
    """Return the line an application is made of; None where it has none yet.

    Errors: requests.mail_taken (another window was sooner).
    """
    row = None if mail_id is None else MailLog.get_or_none(MailLog.id == mail_id)
    if row is not None and row.disposition == REGISTERED:
        raise UserError("requests.mail_taken", sender=row.sender)
    return None if row is None else int(row.id)


def _of(disposition: str, number: str) -> int | None:
    """Return the request a later paper is of, None where it is of none.

    Errors: requests.no_such_number.
    """
    if disposition != "belongs":
        return None
    typed.line(number, "of_number", required=True)
    row = Request.get_or_none(Request.number == number.strip())
    if row is None:
        raise UserError("requests.no_such_number", field="of_number", number=number.strip())
    return int(row.id)


def sort_mail(mail_id: int, by: int, *, disposition: str, note: str, of_number: str = "") -> None:
    """Say what became of a paper that waited. An application is told by `register` instead.

    Errors: requests.mail_is_request, no_such_number (field "of_number").
    """
    typed.text(note, "note", required=_wants_why(disposition))
    _check(disposition)
    with unit(by=by) as work:
        row = MailLog.get_or_none(MailLog.id == mail_id)
        if row is None:
            raise UserError("requests.unknown")
        if row.disposition == REGISTERED:
            raise UserError("requests.mail_is_request")
        belongs = _of(disposition, of_number)
        MailLog.update(disposition=disposition, note=note, of_request=belongs).where(
            MailLog.id == mail_id
        ).execute()
        told = {"from": row.disposition, "to": disposition, "of_request": belongs}
        work.note("mail", mail_id, "sorted", told)
