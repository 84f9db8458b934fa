"""How does an application enter the register? The form, its faults, its number, its parties."""

from dataclasses import dataclass
from datetime import date

from clerkdesk import drafts, numbers, parties, settings, typed
from clerkdesk.db.models import (
    Attachment,
    MailLog,
    Request,
    RequestItem,
    RequestParty,
)
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.parties import NewParty
from clerkdesk.requests import channels, mail, numbering
from clerkdesk.requests.channels import (
    OLDEST,
    RECEIPT,
    Channel,
    Means,
    ProvideForm,
    ProvideWay,
)
from clerkdesk.requests.deriving import AGENT, APPLICANT, derive, shortened
from clerkdesk.requests.facts import Event, EventKind, Facts
from clerkdesk.requests.mail import Paper
from clerkdesk.requests.receipt import confirm_receipt
from clerkdesk.requests.sides import Side
from clerkdesk.requests.states import State
from clerkdesk.requests.ties import Answer, tie
from clerkdesk.requests.timing import trace

AGENT_PLACE = -1  # beside the applicants' places 0, 1, 2 ...


@dataclass(frozen=True)
class Intake:
    """An application as the form holds it.

    applicants: one or several; a known party by its key, another as typed. items: the contents
    of the items (申请事项), in the applicant's own words.
    confirmed_on, means, confirmed_with: where the channel needs confirming and it is done.
    files: keys of stored files. mail_id: the line of the mail log, where it is there already.
    offers: earlier matters that were offered, taken or declined.
    same_as: who is one person with an earlier party: the applicant's place (or `AGENT_PLACE`)
    and that party's key.
    number: an old number, for what was registered elsewhere before; empty takes the next one.
    draft_id: the draft this becomes; it goes when the request is there.
    """

    channel: Channel
    arrived_on: date
    applicants: tuple[NewParty | int, ...]
    items: tuple[str, ...]
    mail_number: str = ""
    agent: NewParty | int | None = None
    provide_form: ProvideForm = ProvideForm.PAPER
    provide_way: ProvideWay = ProvideWay.POST
    handler_id: int | None = None
    section_id: int | None = None
    note: str = ""
    files: tuple[int, ...] = ()
    confirmed_on: date | None = None
    means: Means | None = None
    confirmed_with: str = ""
    mail_id: int | None = None
    number: str = ""
    draft_id: int | None = None
    offers: tuple[Answer, ...] = ()
    same_as: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Preview:
    """The dates an intake will have, while it is typed; None where they wait for the receipt."""

    received_on: date | None
    correction_by: date | None
    due_on: date | None
    provisional: bool


def check_intake(intake: Intake, today: date) -> tuple[UserError, ...]:
    """Return every fault of the form, in the order of its fields; empty where it can be stored."""
    faults: list[UserError] = []
    for one in (_arrival, _confirmation, _applicants, _agent, _items, _rest):
        try:
            one(intake, today)
        except UserError as fault:
            faults.append(fault)
    return tuple(faults)


def preview(channel: Channel, arrived_on: date, confirmed_on: date | None = None) -> Preview:
    """Return the dates that follow from the channel and its days (arts. 30, 31, 33)."""
    events = () if confirmed_on is None else (Event(EventKind.CONFIRMED, confirmed_on),)
    zero = channels.received_on(channel, arrived_on, None)
    found = trace(Facts(zero, arrived_on=arrived_on), events, calendar())
    notice = (one.due_on for one in found.sides if one.kind is Side.CORRECTION_NOTICE)
    return Preview(found.received_on, next(notice, None), found.due_on, found.provisional)


def register(intake: Intake, by: int) -> int:
    """Store an application and return its key; the first fault of the form is raised.

    Its number is the series' next (or the old one typed); a draft it came from goes with it.
    Errors: as `check_intake`; numbers.… for a typed number.
    """
    with unit(by=by) as work:
        for fault in check_intake(intake, work.today):
            raise fault
        mail_id = mail.of_application(intake.mail_id) or mail.log(_as_paper(intake), work, by)
        row = _row(intake, mail_id, work, by)
        _add_parties(row.id, intake, by)
        for position, content in enumerate(intake.items, 1):
            RequestItem.create(
                uid=work.new_uid(), request=row.id, position=position, content=content, facts={}
            )
        for file_id in intake.files:
            attach_file(row.id, file_id, "application", work, by)
        for answer in intake.offers:
            tie(
                row.id,
                answer.noun,
                answer.other_id,
                answer.relation,
                work,
                accepted=answer.accepted,
            )
        MailLog.update(disposition=mail.REGISTERED, of_request=None).where(
            MailLog.id == mail_id
        ).execute()
        drafts.use_up(intake.draft_id, work)
        told = {
            "number": row.number,
            "channel": intake.channel.value,
            "arrived_on": intake.arrived_on.isoformat(),
            "items": len(intake.items),
        }
        work.note("request", row.id, "registered", told)
        derive(row.id, work)
        if intake.confirmed_on is not None and not RECEIPT[intake.channel].at_arrival:
            confirm_receipt(
                row.id,
                by,
                on=intake.confirmed_on,
                means=intake.means or Means.OTHER,
                who=intake.confirmed_with,
            )
    return int(row.id)


def _row(intake: Intake, mail_id: int, work: Unit, by: int) -> Request:
    chosen = settings.load()
    number = numbering.give(intake.arrived_on, work.today, intake.number)
    row = Request.create(
        uid=work.new_uid(),
        number=number.shown,
        year=number.year,
        mail=mail_id,
        channel=intake.channel.value,
        mail_number=intake.mail_number,
        arrived_on=intake.arrived_on,
        provide_form=intake.provide_form.value,
        provide_way=intake.provide_way.value,
        convention=chosen.consultation_convention,
        organ_limit_days=chosen.organ_limit_days,
        superior_pauses=chosen.referral_counts,
        handler=intake.handler_id or by,
        section=intake.section_id,
        note=intake.note,
        state=State.UNCONFIRMED.value,
        registered_at=work.now,
        registered_by=by,
    )
    numbers.belongs_to(number, row.id)
    return row


def _add_parties(request_id: int, intake: Intake, by: int) -> None:
    places = {
        at: _add_party(request_id, one, APPLICANT, at, by)
        for at, one in enumerate(intake.applicants)
    }
    if intake.agent is not None:
        places[AGENT_PLACE] = _add_party(request_id, intake.agent, AGENT, 0, by)
    for place, earlier in intake.same_as:
        parties.join(places[place], earlier, by)


def _add_party(request_id: int, party: NewParty | int, role: str, position: int, by: int) -> int:
    party_id = party if isinstance(party, int) else parties.create(party, by)
    RequestParty.create(request=request_id, party=party_id, role=role, position=position)
    return party_id


def attach_file(request_id: int, file_id: int, role: str, work: Unit, by: int) -> int:
    """Tie a stored file to a request, inside a unit."""
    row = Attachment.create(
        file=file_id,
        noun="request",
        noun_id=request_id,
        role=role,
        attached_at=work.now,
        attached_by=by,
    )
    return int(row.id)


def _as_paper(intake: Intake) -> Paper:
    first = intake.applicants[0]
    sender = first.name if isinstance(first, NewParty) else parties.card(first).name
    return Paper(
        arrived_on=intake.arrived_on,
        channel=intake.channel,
        sender=sender,
        what=shortened(intake.items[0]),
        disposition=mail.REGISTERED,
        mail_number=intake.mail_number,
    )


def _arrival(intake: Intake, today: date) -> None:
    if intake.arrived_on > today:
        raise UserError("requests.not_yet", field="arrived_on", day=intake.arrived_on)
    if intake.arrived_on < OLDEST:
        raise UserError("requests.too_old", field="arrived_on", oldest=OLDEST)
    typed.line(intake.mail_number, "mail_number")


def _confirmation(intake: Intake, today: date) -> None:
    on = intake.confirmed_on
    if on is None or RECEIPT[intake.channel].at_arrival:
        return
    if on > today:
        raise UserError("requests.not_yet", field="confirmed_on", day=on)
    if on < intake.arrived_on:
        raise UserError("requests.before_arrival", field="confirmed_on", arrived=intake.arrived_on)
    if intake.means is None:
        raise UserError("requests.means_missing", field="means")
    typed.line(intake.confirmed_with, "confirmed_with")
    if not intake.confirmed_with.strip():
        raise UserError("requests.who_missing", field="confirmed_with")


def _applicants(intake: Intake, _today: date) -> None:
    if not intake.applicants:
        raise UserError("requests.no_applicant", field="applicants")
    for at, one in enumerate(intake.applicants):
        _party(one, f"applicants[{at}].")
    known = [one for one in intake.applicants if isinstance(one, int)]
    if len(set(known)) < len(known):
        raise UserError("requests.applicant_twice", field="applicants")


def _agent(intake: Intake, _today: date) -> None:
    if intake.agent is None:
        return
    _party(intake.agent, "agent.")
    if isinstance(intake.agent, int) and intake.agent in intake.applicants:
        raise UserError("requests.agent_is_applicant", field="agent")


def _party(party: NewParty | int, field: str) -> None:
    if isinstance(party, int):
        parties.card(party)
    else:
        parties.check(party, field)


def _items(intake: Intake, _today: date) -> None:
    if not intake.items:
        raise UserError("requests.no_item", field="items")
    for at, content in enumerate(intake.items):
        typed.text(content, f"items[{at}]", required=True)


def _rest(intake: Intake, _today: date) -> None:
    typed.text(intake.note, "note")
