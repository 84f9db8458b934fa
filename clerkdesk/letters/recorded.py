"""Of which event, recorded before it was written, is a letter the paper, and do both say the same?

An extension has a limit to tell beside and is read in `gather`; the other notices are here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clerkdesk import parties
from clerkdesk.db.models import Letter
from clerkdesk.errors import UserError
from clerkdesk.letters import phrases
from clerkdesk.letters.facts import AddressForm
from clerkdesk.parties import PartyKind
from clerkdesk.requests import foreseen
from clerkdesk.requests.facts import Consulted, EventKind
from clerkdesk.requests.fees import Basis, Fee, refuse_second_basis
from clerkdesk.requests.rows import EventView, RequestCard
from clerkdesk.requests.sides import Side


@dataclass(frozen=True)
class _Notice:
    """ends: what, once it happened, leaves nothing to announce. whom: of a consultation."""

    kind: EventKind
    ends: frozenset[EventKind] = frozenset()
    whom: tuple[Consulted, ...] = ()


def _consultation(*whom: Consulted) -> _Notice:
    return _Notice(EventKind.CONSULTED, whom=whom)


_NOTICES = {
    "correction_notice": _Notice(
        EventKind.CORRECTION_ASKED, frozenset({EventKind.CORRECTED, EventKind.CORRECTION_LAPSED})
    ),
    "consult_third_party": _consultation(Consulted.THIRD_PARTY),
    "consult_comaker": _consultation(Consulted.CO_MAKER),
    "coordination_letter": _consultation(Consulted.OTHER_ORGAN, Consulted.SUPERIOR),
    "fee_notice": _Notice(EventKind.FEE_NOTICED, frozenset({EventKind.PAID, EventKind.FEE_LAPSED})),
    "reasons_asked": _Notice(EventKind.REASONS_ASKED, frozenset({EventKind.REASONS_GIVEN})),
    "delayed_reply": _Notice(EventKind.DELAYED_TO),
}

KEYS = frozenset(_NOTICES)
"""The letters that may be the paper of an event recorded before them."""


def waiting(card: RequestCard, key: str) -> tuple[EventView, ...]:
    """Return the events that such a letter announces and that have no paper yet, in order."""
    notice = _NOTICES.get(key)
    if notice is None:
        return ()
    standing = [event for event in card.events if event.stands]
    opened = [at for at, event in enumerate(standing) if event.kind is EventKind.REOPENED]
    standing = standing[opened[-1] :] if opened else standing
    ended = [at for at, event in enumerate(standing) if event.kind in notice.ends]
    found = [
        event
        for event in standing[ended[-1] + 1 if ended else 0 :]
        if event.kind is notice.kind and _is_open(event, notice)
    ]
    papers = Letter.select(Letter.event).where(Letter.event.in_([event.id for event in found]))
    written = {row.event_id for row in papers}
    return tuple(event for event in found if event.id not in written)


def _is_open(event: EventView, notice: _Notice) -> bool:
    if notice.kind is not EventKind.CONSULTED:
        return True
    whom = event.details.get("whom", Consulted.THIRD_PARTY)
    return event.answered_on is None and Consulted(whom) in notice.whom


def event_of(card: RequestCard, key: str, other_party: str = "") -> EventView | None:
    """Return the event whose paper the letter is; None where its leaving will be an event itself.

    other_party: the reader of a consultation; "" where none is named yet. Another reader than
    was recorded is another consultation.
    """
    found = waiting(card, key)
    if _NOTICES.get(key) and _NOTICES[key].kind is EventKind.CONSULTED:
        name = other_party.strip()
        return next((event for event in found if not name or event.gist.strip() == name), None)
    return found[-1] if found else None


def told(card: RequestCard, event: EventView) -> dict[str, Any]:
    """Return what the event already says of the letter's facts, by the names of `LetterFacts`."""
    details = event.details
    if event.kind is EventKind.CORRECTION_ASKED:
        points = tuple(filter(None, (line.strip() for line in _text(details, "what").splitlines())))
        found: dict[str, Any] = {"points": points, "until": _until(card, event)}
    elif event.kind is EventKind.CONSULTED:
        found = {"other_party": event.gist, "matter": _text(details, "what")} | _reader(details)
    elif event.kind is EventKind.REASONS_ASKED:
        found = {"explanation": _text(details, "facts"), "until": event.until}
    elif event.kind is EventKind.DELAYED_TO:
        before = foreseen.due_without(card.id, event.id, event.told_on or event.on)
        found = {"explanation": _text(details, "why"), "until": event.until, "due_on": before}
    else:
        found = {}
    return {name: value for name, value in found.items() if value not in (None, "", ())}


def refuse_other(
    card: RequestCard, event: EventView, given: Mapping[str, Any], *, field: str = ""
) -> None:
    """Refuse a letter that says another day or sum than the event whose paper it is.

    given: its facts, "until" a date and "fee" a Fee. field: where to say so; "" for the fact's own.
    Errors: letters.recorded_until, letters.recorded_amount; fees.both.
    """
    until, asked = _until(card, event), given.get("until")
    if until is not None and asked is not None and asked != until:
        facts = {"event": _name(event), "on": event.on, "until": until, "day": asked}
        raise UserError("letters.recorded_until", field=field or "until", **facts)
    fee = given.get("fee")
    if event.kind is not EventKind.FEE_NOTICED or not isinstance(fee, Fee):
        return
    _refuse_other_fee(event, fee.basis, fee.yuan, field or "fee")


def refuse_moved(card: RequestCard, event: EventView, row: Letter) -> None:
    """Refuse the leaving of a letter on another day, or with another day or sum, than recorded.

    Errors: letters.recorded_on, recorded_until, recorded_amount (field "on"); fees.both.
    """
    if row.sent_on not in (event.on, event.sent_on, event.told_on):
        facts = {"event": _name(event), "recorded": event.on, "on": row.sent_on}
        raise UserError("letters.recorded_on", field="on", **facts)
    until, fee = row.facts.get("until"), row.facts.get("fee")
    frozen = {"until": date.fromisoformat(until)} if until else {}
    refuse_other(card, event, frozen, field="on")
    if fee and event.kind is EventKind.FEE_NOTICED:
        yuan = sum(line["count"] * line["yuan_each"] for line in fee["lines"])
        _refuse_other_fee(event, Basis(fee["basis"]), yuan, "on")


def _refuse_other_fee(event: EventView, basis: Basis, yuan: int, field: str) -> None:
    charged = _text(event.details, "charged_by")
    refuse_second_basis(basis, Basis(charged) if charged else None)
    recorded = Decimal(_text(event.details, "amount") or yuan)
    if recorded != yuan:
        facts = {"on": event.on, "recorded": recorded, "yuan": yuan}
        raise UserError("letters.recorded_amount", field=field, **facts)


def _until(card: RequestCard, event: EventView) -> date | None:
    """The last day that the register has for what the event asks."""
    if event.until is not None or event.kind is not EventKind.CORRECTION_ASKED:
        return event.until
    for side in card.trace.sides:  # a number of days was recorded; the replay counts them
        mine = side.event is not None and side.event.id == event.id
        if side.kind is Side.CORRECTION and mine:
            return side.due_on
    return None


def _reader(details: Mapping[str, Any]) -> dict[str, Any]:
    """How a party of the register is addressed: a person is no organisation."""
    if not details.get("party"):
        return {}
    natural = parties.card(details["party"]).kind is PartyKind.NATURAL
    return {"other_address": AddressForm.PERSON} if natural else {}


def _text(details: Mapping[str, Any], name: str) -> str:
    return str(details.get(name) or "").strip()


def _name(event: EventView) -> str:
    return phrases.term("event", event.kind)
