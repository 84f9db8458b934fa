"""What does the register already know that a letter of a request may say?"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from clerkdesk import settings
from clerkdesk.errors import UserError
from clerkdesk.letters import drafted, phrases
from clerkdesk.letters import recorded as before
from clerkdesk.letters.facts import AddressForm, ItemFacts, LetterFacts, Office
from clerkdesk.letters.wording import Letter
from clerkdesk.parties import PartyCard, PartyKind
from clerkdesk.requests import foreseen
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.remedies import RemedyReadings
from clerkdesk.requests.rows import EventView, RequestCard
from clerkdesk.requests.sides import Side

# What a clerk may type for a letter; the rest comes from the register alone.
TYPED = (
    "dated_on",
    "fee",
    "days",
    "new_due_on",
    "until",
    "points",
    "explanation",
    "matter",
    "other_party",
    "other_contact",
    "asked_on",
    "delivered_on",
    "happened_on",
    "public_interest",
    "amount",
    "payment_way",
    "earlier_title",
    "earlier_number",
    "service_way",
    "proof",
    "section",
    "attachments",
    "copies_to",
    "online",
    "sealed",
    "general",
    "other_address",
)


def office() -> Office:
    """Return the signing organ as the settings name it.

    Errors: letters.office_name_missing, office_code_missing: what they still lack.
    """
    chosen = settings.load()
    contact = " ".join(part for part in (chosen.contact, chosen.office_phone) if part)
    organ = Office(
        name=chosen.office_name,
        code=chosen.office_code,
        contact=contact,
        address=chosen.office_address,
        working_body=chosen.working_body,
        reconsideration_body=chosen.reconsideration_body,
        court=chosen.court,
        online_channel=chosen.online_channel,
    )
    for name in ("name", "code"):
        if not getattr(organ, name):
            raise UserError(f"letters.office_{name}_missing", field=f"office_{name}")
    return organ


def facts_of(
    card: RequestCard,
    letter: Letter,
    *,
    dated_on: date,
    item_ids: tuple[int, ...] = (),
    typed: Mapping[str, Any] | None = None,
) -> LetterFacts:
    """Return everything a letter of this request may say.

    item_ids: which items it answers; empty for all whose outcome the letter words.
    typed: what the clerk adds, by the names in TYPED.
    Errors: those of `office`; letters.no_item_for_it; letters.recorded_until and recorded_amount
    (what was recorded before it).
    """
    organ, chosen = office(), settings.load()
    standing = tuple(event for event in card.events if event.voided is None)
    asked = _last(standing, EventKind.CORRECTION_ASKED)
    corrected = _last(standing, EventKind.CORRECTED)
    extended = _last(standing, EventKind.EXTENDED)
    told = _told(card, letter, standing, dated_on, typed or {})
    facts = LetterFacts(
        office=organ,
        dated_on=dated_on,
        applicant=phrases.joined(party.name for party in card.applicants),
        address=address(card.applicants),
        request_number=card.number,
        channel=card.channel,
        received_on=card.received_on,
        items=_items(card, letter, item_ids),
        due_on=card.due_on,
        correction_asked_on=asked.on if asked else None,
        corrected_on=corrected.on if corrected else None,
        corrected_content=str(corrected.details.get("content", "")) if corrected else "",
        extended_on=extended.told_on if extended else None,
        lapsed_on=_lapsed(card) if "lapsed_on" in letter.must else None,
        digest=card.digest,
        draft=drafted.text(card.id) if _holds(letter, "draft") else "",
        handler=card.handler.name if card.handler else "",
        section=card.section.name if card.section else "",
        readings=RemedyReadings(
            partial_needs_reconsideration_first=chosen.partial_needs_reconsideration_first,
            query_matter_needs_reconsideration_first=chosen.query_matter_needs_reconsideration_first,
        ),
    )
    return replace(facts, **told)


def _told(
    card: RequestCard,
    letter: Letter,
    standing: tuple[EventView, ...],
    dated_on: date,
    typed: Mapping[str, Any],
) -> dict[str, Any]:
    """What is on record of the step this letter tells, and what the clerk adds to it."""
    allowed = {name: value for name, value in typed.items() if name in TYPED}
    told = _spoken_of(standing, letter.key) | _reply_spoken_of(card, letter.key)
    recorded = recorded_extension(card, letter)
    if recorded is not None:
        told |= _of_extension(card, recorded)
        allowed = {name: allowed[name] for name in allowed if name not in _OF_EXTENSION}
    elif Move.EXTEND in letter.moves and allowed.get("days"):
        days = int(allowed["days"])
        allowed["new_due_on"] = foreseen.extended_due(card.id, days, dated_on)
    event = before.event_of(card, letter.key, allowed.get("other_party") or "")
    if event is not None:
        before.refuse_other(card, event, allowed)
        told |= before.told(card, event)
    return told | allowed


# Of which event a letter tells the days, and which of its particulars.
_SPEAKS_OF = {
    "not_paid": EventKind.FEE_NOTICED,
    "excessive": EventKind.REASONS_ASKED,
    "consultation_begun": EventKind.CONSULTED,
    "third_party_told": EventKind.CONSULTED,
    "payment_confirmed": EventKind.PAID,
    "withdrawal_confirmed": EventKind.WITHDRAWN,
}
_HAPPENED = frozenset({EventKind.PAID, EventKind.WITHDRAWN})
_SPEAKS_OF_A_REPLY = frozenset({"delivery_slip", "to_publication"})


def _spoken_of(standing: tuple[EventView, ...], key: str) -> dict[str, Any]:
    """What the register knows of the event that this letter is about."""
    kind = _SPEAKS_OF.get(key)
    event = _last(standing, kind) if kind else None
    if event is None or kind is None:
        return {}
    if kind in _HAPPENED:
        amount = event.details.get("amount")
        return {"happened_on": event.on} | ({"amount": Decimal(amount)} if amount else {})
    found: dict[str, Any] = {"asked_on": event.on, "delivered_on": event.told_on}
    if kind is EventKind.CONSULTED:
        found |= {"delivered_on": event.third_received_on}
    if key == "third_party_told":
        found |= {"other_party": event.gist, "matter": event.details.get("what", "")}
    return found


def _reply_spoken_of(card: RequestCard, key: str) -> dict[str, Any]:
    """The newest numbered letter that stands, for the sheet that follows it."""
    made = [one for one in card.letters if one.number and not one.voided]
    if key not in _SPEAKS_OF_A_REPLY or not made:
        return {}
    newest = made[-1]
    found: dict[str, Any] = {"earlier_title": newest.title, "earlier_number": newest.number}
    if key == "delivery_slip" and newest.sent_on is not None:
        way = phrases.term("sent_way", newest.sent_way)
        found |= {"asked_on": newest.sent_on, "proof": newest.tracking, "service_way": way}
    return found


_OF_EXTENSION = ("days", "due_on", "new_due_on", "extended_on")


def extension_in_force(card: RequestCard) -> EventView | None:
    """Return the extension that the limit in force rests on."""
    standing = tuple(event for event in card.events if event.stands)
    return _last(standing, EventKind.EXTENDED) if card.trace.extension_days else None


def due_before(card: RequestCard, extension: EventView) -> date | None:
    """Return the limit that a recorded extension extended."""
    return foreseen.due_without(card.id, extension.id, extension.told_on or extension.on)


def recorded_extension(card: RequestCard, letter: Letter) -> EventView | None:
    """Return the extension that a letter of one has to tell of, because it stands already."""
    return extension_in_force(card) if Move.EXTEND in letter.moves else None


def _of_extension(card: RequestCard, event: EventView) -> dict[str, Any]:
    """Both limits, the one before and the one in force; that it was told, this letter says."""
    return {
        "days": event.days,
        "due_on": due_before(card, event),
        "new_due_on": card.due_on,
        "explanation": str(event.details.get("why", "")),
        "extended_on": None,
    }


def proposed(card: RequestCard, letter: Letter, today: date) -> dict[str, Any]:
    """Return what the register knows of the fields the letter's form asks for.

    Empty where the letter cannot be begun at all; writing it says why.
    """
    try:
        facts = facts_of(card, letter, dated_on=today)
    except UserError:
        return {}
    known = {name: getattr(facts, name) for name in asks_for(letter) if name != "fee"}
    return {name: value for name, value in known.items() if value not in (None, "", ())}


def _holds(letter: Letter, mark: str) -> bool:
    return any(mark in passage.marks for passage in letter.passages)


def asks_for(letter: Letter) -> tuple[str, ...]:
    """Return which of TYPED this letter uses, in the order of TYPED: the fields of its form."""
    held = {mark for passage in letter.passages for mark in (*passage.marks, passage.when)}
    if any(passage.each == "point" for passage in letter.passages):
        held.add("points")
    known = {line.name for line in fields(LetterFacts)}
    held.add("dated_on")
    if not letter.form:
        held |= {"attachments", "copies_to", "sealed", "general"}
    if letter.tells_remedies:
        held.add("online")
    if letter.addressee == "other_party":
        held.add("other_party")
    if "other_you" in held or (letter.tells_remedies and letter.addressee == "other_party"):
        held.add("other_address")
    return tuple(name for name in TYPED if name in known and name in held)


def _items(card: RequestCard, letter: Letter, chosen: tuple[int, ...]) -> tuple[ItemFacts, ...]:
    """The items a letter speaks of: those named, or all; a reply takes those it can word."""
    found = [item for item in card.items if not chosen or item.id in chosen]
    if letter.outcomes and not chosen:
        found = [item for item in found if item.outcome in letter.outcomes]
    if not found:
        raise UserError("letters.no_item_for_it", field="items")
    return tuple(
        ItemFacts(
            item.content,
            Outcome(item.outcome) if item.outcome else None,
            {**item.facts, "ground": item.ground} if item.ground else dict(item.facts),
        )
        for item in found
    )


def address(applicants: Sequence[PartyCard]) -> AddressForm:
    """Return how a letter speaks to these applicants."""
    if len(applicants) > 1:
        return AddressForm.SEVERAL
    natural = all(party.kind is PartyKind.NATURAL for party in applicants)
    return AddressForm.PERSON if natural else AddressForm.ORGANISATION


def _lapsed(card: RequestCard) -> date | None:
    """The applicant's limit that ran out: of the payment where one was asked, else to correct."""
    for wanted in (Side.PAYMENT, Side.CORRECTION):
        for side in reversed(card.trace.sides):
            if side.kind is wanted and side.due_on is not None:
                return side.due_on
    return None


def _last(events: tuple[EventView, ...], kind: EventKind) -> EventView | None:
    return next((event for event in reversed(events) if event.kind is kind), None)
