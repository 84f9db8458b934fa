"""What is doubtful in a filled-in form? Warnings beside a field; they never block."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clerkdesk import identifiers
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests.channels import Channel, ProvideWay
from clerkdesk.requests.intake import Intake

_SHORT = 4  # characters; nobody describes a document in fewer


@dataclass(frozen=True)
class Hint:
    """A doubt beside a field: its sentence is a line of `resources/words/<page>.toml`."""

    field: str
    page: str
    line: str

    @property
    def code(self) -> str:
        return f"{self.page}.{self.line}"


def intake_hints(intake: Intake, today: date) -> tuple[Hint, ...]:
    """Return what a careful clerk would look at again before registering."""
    return tuple(_of_intake(intake, today))


def party_hints(party: NewParty, today: date, field: str = "") -> tuple[Hint, ...]:
    """Return the doubts about one person's or body's particulars (art. 29(1))."""
    return tuple(_of_party(party, today, field))


def _of_intake(intake: Intake, today: date) -> Iterator[Hint]:
    if intake.channel is Channel.SIGNED_MAIL and not intake.mail_number.strip():
        yield Hint("mail_number", "hints", "no_mail_number")
    for at, one in enumerate(intake.applicants):
        if isinstance(one, NewParty):
            yield from _of_party(one, today, f"applicants[{at}].")
    if isinstance(intake.agent, NewParty):
        yield from _of_party(intake.agent, today, "agent.")
    if intake.agent is not None and not intake.files:
        yield Hint("files", "hints", "no_mandate")
    yield from _of_reply(intake)
    for at, content in enumerate(intake.items):
        if 0 < len(content.strip()) < _SHORT:
            yield Hint(f"items[{at}]", "hints", "item_short")


def _of_reply(intake: Intake) -> Iterator[Hint]:
    """Whether the reply can reach the applicant the way it is wanted (art. 29(3))."""
    known = [one for one in (*intake.applicants, intake.agent) if isinstance(one, NewParty)]
    if len(known) < len(intake.applicants) + (intake.agent is not None):
        return  # an earlier party has its particulars already
    if intake.provide_way is ProvideWay.POST and not any(one.address.strip() for one in known):
        yield Hint("applicants[0].address", "hints", "no_address")
    if intake.provide_way is ProvideWay.EMAIL and not any(one.email.strip() for one in known):
        yield Hint("provide_way", "hints", "no_email")


def _of_party(party: NewParty, today: date, field: str) -> Iterator[Hint]:
    number, phone = party.id_number.strip(), party.phone.strip()
    if not number:
        yield Hint(f"{field}id_number", "hints", "no_id_number")
    elif code := _number_fault(party, today):
        yield Hint(f"{field}id_number", "identifiers", code)
    if not (phone or party.email.strip() or party.address.strip()):
        yield Hint(f"{field}phone", "hints", "no_contact")
    elif not phone:
        yield Hint(f"{field}phone", "hints", "no_phone")
    elif code := identifiers.telephone(phone):
        yield Hint(f"{field}phone", "identifiers", code)
    if party.postcode.strip() and (code := identifiers.postcode(party.postcode)):
        yield Hint(f"{field}postcode", "identifiers", code)
    if party.kind is not PartyKind.NATURAL and not party.contact_name.strip():
        yield Hint(f"{field}contact_name", "hints", "no_contact_name")
    if any(_is_private(char) for char in party.name):
        yield Hint(f"{field}name", "hints", "private_character")


def _number_fault(party: NewParty, today: date) -> str:
    if party.id_kind is IdKind.RESIDENT:
        return identifiers.id_number(party.id_number, today=today)
    if party.id_kind is IdKind.USCC:
        return identifiers.uscc(party.id_number)
    return ""


def _is_private(char: str) -> bool:
    """Whether a character comes from an old system's own table and prints as nothing elsewhere."""
    point = ord(char)
    return 0xE000 <= point <= 0xF8FF or point >= 0xF0000  # noqa: PLR2004 - the private planes
