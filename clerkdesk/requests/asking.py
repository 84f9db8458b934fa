"""What is asked of the applicant and of others before a reply can be given, and what came back?"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from clerkdesk import parties, settings, typed
from clerkdesk.db.models import RequestItem, RequestParty
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.parties import NewParty
from clerkdesk.requests import charging, stored
from clerkdesk.requests.facts import Consulted, EventKind
from clerkdesk.requests.fees import Basis, refuse_second_basis
from clerkdesk.requests.grounds import ThirdPartyView
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.recording import Happening, record
from clerkdesk.requests.states import State
from clerkdesk.units import OTHER

THIRD_PARTY = "third_party"


def ask_correction(  # noqa: PLR0913 - what a correction notice says
    request_id: int,
    by: int,
    *,
    on: date,
    what: str,
    until: date | None = None,
    days: int | None = None,
    told_on: date | None = None,
    reason: str = "",
) -> int:
    """Record a correction notice (art. 30): everything at once, within 7 working days.

    what: everything that is to be corrected. until or days: the applicant's time; left out, the
    setting's working days from the day the notice reached the applicant.
    """
    typed.text(what, "what", required=True)
    if until is None and days is None:
        days = settings.load().correction_days
    happened = Happening(
        EventKind.CORRECTION_ASKED,
        on,
        until=until,
        days=days,
        told_on=told_on,
        details={"what": what, "gist": what},
    )
    return record(request_id, by, happened, reason=reason)


def receive_correction(
    request_id: int, by: int, *, on: date, content: str = "", reason: str = ""
) -> int:
    """Record the corrected application: its own day of receipt begins the limit anew (art. 30)."""
    typed.text(content, "content")
    details = {"content": content, "gist": content}
    return record(
        request_id, by, Happening(EventKind.CORRECTED, on, details=details), reason=reason
    )


def consult_third(  # noqa: PLR0913 - what a letter to a third party says
    request_id: int,
    by: int,
    *,
    on: date,
    whom: NewParty | int | str,
    what: str,
    reason: str = "",
) -> int:
    """Record that a third party was asked in writing (art. 32); return the event's key.

    whom: a party as typed, a known one by its key, or no more than a name.
    """
    typed.text(what, "what")
    with unit(by=by):
        details: dict[str, Any] = {"whom": Consulted.THIRD_PARTY.value, "what": what}
        if isinstance(whom, str):
            details["gist"] = typed.name(whom, "whom")
        else:
            party_id = whom if isinstance(whom, int) else parties.create(whom, by)
            RequestParty.get_or_create(request=request_id, party=party_id, role=THIRD_PARTY)
            details |= {"party": party_id, "gist": parties.card(party_id).name}
        happened = Happening(EventKind.CONSULTED, on, sent_on=on, details=details)
        return record(request_id, by, happened, reason=reason)


def consult_organ(  # noqa: PLR0913 - what a letter to an organ says
    request_id: int,
    by: int,
    *,
    on: date,
    whom: int | str,
    what: str,
    joint: bool = False,
    superior: bool = False,
    reason: str = "",
) -> int:
    """Record that another organ was asked; return the event's key.

    whom: an organ of the register by its key, or its name. joint: it made the information too
    (art. 34). superior: a referral upwards (art. 17-3). Otherwise another organ (art. 33-3).
    Errors: requests.not_an_organ (a section of the own organ is an assignment and stops nothing).
    """
    typed.text(what, "what")
    kind = Consulted.CO_MAKER if joint else Consulted.OTHER_ORGAN
    details: dict[str, Any] = {
        "whom": (Consulted.SUPERIOR if superior else kind).value,
        "what": what,
    } | _organ(whom)
    happened = Happening(EventKind.CONSULTED, on, sent_on=on, details=details)
    return record(request_id, by, happened, reason=reason)


def _organ(whom: int | str) -> dict[str, Any]:
    if isinstance(whom, str):
        typed.name(whom, "whom")
        own = OrganUnit.select().where((OrganUnit.kind != OTHER) & (OrganUnit.name == whom))
        if own.exists():
            raise UserError("requests.not_an_organ", field="whom")
        return {"gist": whom}
    organ = OrganUnit.get_or_none(OrganUnit.id == whom)
    if organ is None or organ.kind != OTHER:
        raise UserError("requests.not_an_organ", field="whom")
    return {"unit": whom, "gist": organ.name}


def record_delivery(event_id: int, by: int, *, on: date, proof: str = "", reason: str = "") -> int:
    """Record the day on which a consultation or notice reached its reader."""
    typed.line(proof, "proof")
    opened = stored.standing(event_id)
    details = {"proof": proof, "gist": proof}
    happened = Happening(EventKind.DELIVERED, on, details=details, refers_to=event_id)
    return record(opened.request_id, by, happened, reason=reason)


def record_answer(  # noqa: PLR0913 - what an opinion says
    event_id: int,
    by: int,
    *,
    on: date,
    view: ThirdPartyView | str,
    text: str = "",
    reason: str = "",
) -> int:
    """Record the opinion of a third party or organ; its day ends the exclusion (art. 33-3)."""
    typed.text(text, "text")
    opened = stored.standing(event_id)
    details = {"view": ThirdPartyView(view).value, "text": text, "gist": text}
    happened = Happening(EventKind.CONSULTATION_ANSWERED, on, details=details, refers_to=event_id)
    return record(opened.request_id, by, happened, reason=reason)


def extend(  # noqa: PLR0913 - what an extension rests on
    request_id: int,
    by: int,
    *,
    on: date,
    days: int,
    told_on: date,
    why: str,
    agreed_by: str,
    by_order: bool = False,
    reason: str = "",
) -> int:
    """Record an extension: agreed by the head of the disclosure office, told in time (art. 33-2).

    on: the day of consent. days: 1 to 20 working days. agreed_by: the head's name.
    by_order: a second one that the head orders after a restart (unregulated).
    """
    typed.text(why, "why")
    typed.line(agreed_by, "agreed_by")
    details = {"why": why, "agreed_by": agreed_by, "by_order": by_order, "gist": why}
    happened = Happening(EventKind.EXTENDED, on, days=days, told_on=told_on, details=details)
    return record(request_id, by, happened, reason=reason)


def notify_fee(  # noqa: PLR0913 - what a fee notice says
    request_id: int,
    by: int,
    *,
    on: date,
    amount: Decimal | int | str,
    basis: str = "",
    charged_by: Basis | None = None,
    told_on: date | None = None,
    reason: str = "",
) -> int:
    """Record a fee notice (art. 42). amount in yuan; basis: how it comes about, in words.

    Errors: requests.fee_amount, fees.both (by item and by page), timing.…
    """
    typed.text(basis, "basis")
    details = {"amount": str(_yuan(amount)), "basis": basis, "gist": str(amount)}
    if charged_by is not None:
        refuse_second_basis(charged_by, charging.charged_by(request_id))
        details["charged_by"] = charged_by.value
    happened = Happening(EventKind.FEE_NOTICED, on, told_on=told_on, details=details)
    return record(request_id, by, happened, reason=reason)


def record_payment(  # noqa: PLR0913 - what a receipt says
    request_id: int,
    by: int,
    *,
    on: date,
    amount: Decimal | int | str,
    receipt: str = "",
    reason: str = "",
) -> int:
    """Record a full payment: the limit begins anew (Fee Measures). amount in yuan.

    Errors: requests.fee_short where it is less than the notice asked.
    """
    typed.line(receipt, "receipt")
    rows = stored.live_rows(stored.rows_of(request_id))
    asked = [row for row in rows if row.kind == EventKind.FEE_NOTICED.value]
    paid = _yuan(amount)
    if asked and paid < (owed := Decimal(asked[-1].details.get("amount", "0"))):
        raise UserError("requests.fee_short", field="amount", owed=owed)
    details = {"amount": str(paid), "receipt": receipt, "gist": str(paid)}
    return record(request_id, by, Happening(EventKind.PAID, on, details=details), reason=reason)


def _yuan(amount: Decimal | int | str) -> Decimal:
    try:
        yuan = Decimal(amount)
    except InvalidOperation:
        raise UserError("requests.fee_amount", field="amount") from None
    if not yuan.is_finite() or yuan <= 0:
        raise UserError("requests.fee_amount", field="amount")
    return yuan


def ask_reasons(  # noqa: PLR0913 - what such a notice says
    request_id: int,
    by: int,
    *,
    on: date,
    facts: str,
    until: date | None = None,
    reason: str = "",
) -> int:
    """Record that reasons were asked for an excessive number of requests (art. 35).

    facts: how many and how often. The limit runs on.
    """
    typed.text(facts, "facts")
    details = {"facts": facts, "gist": facts}
    happened = Happening(EventKind.REASONS_ASKED, on, until=until, details=details)
    return record(request_id, by, happened, reason=reason)


def receive_reasons(request_id: int, by: int, *, on: date, text: str, reason: str = "") -> int:
    """Record the applicant's reasons (art. 35)."""
    typed.text(text, "text", required=True)
    details = {"text": text, "gist": text}
    happened = Happening(EventKind.REASONS_GIVEN, on, details=details)
    return record(request_id, by, happened, reason=reason)


def delay_to(  # noqa: PLR0913 - what such a notice says
    request_id: int,
    by: int,
    *,
    on: date,
    until: date,
    why: str,
    told_on: date | None = None,
    reason: str = "",
) -> int:
    """Record a later, fixed date for reasonable but too many requests (art. 35)."""
    typed.text(why, "why")
    details = {"why": why, "gist": why}
    happened = Happening(EventKind.DELAYED_TO, on, until=until, told_on=told_on, details=details)
    return record(request_id, by, happened, reason=reason)


def abandon(request_id: int, by: int, *, on: date, why: str = "", reason: str = "") -> int:
    """Record that the applicant did not correct or pay in time: deemed given up (arts. 30, 42).

    Every item ends so. Errors: requests.nothing_awaited, timing.…
    """
    typed.text(why, "why")
    state = stored.get(request_id).state
    if state not in _LAPSES:
        raise UserError("requests.nothing_awaited", field="on")
    kind, outcome = _LAPSES[State(state)]
    details = {"why": why, "gist": why, "answers": same_for_all(request_id, outcome)}
    return record(request_id, by, Happening(kind, on, details=details), reason=reason)


_LAPSES = {
    State.AWAITING_CORRECTION: (EventKind.CORRECTION_LAPSED, Outcome.NOT_CORRECTED),
    State.AWAITING_PAYMENT: (EventKind.FEE_LAPSED, Outcome.NOT_PAID),
}


def same_for_all(request_id: int, outcome: Outcome) -> list[dict[str, Any]]:
    """Return one outcome as the answer to every item of a request."""
    items = RequestItem.select(RequestItem.id).where(RequestItem.request == request_id)
    return [
        {"item": row.id, "outcome": outcome.value, "ground": "", "facts": {}}
        for row in items.order_by(RequestItem.position)
    ]
