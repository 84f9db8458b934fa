"""What must be known to write a letter, and is it possible at all?

Frozen values without a database; the caller gathers them, `write` freezes them with the letter.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any

from clerkdesk.errors import UserError
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.fees import Fee
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.remedies import DEFAULT_READINGS, RemedyReadings

FIRST_YEAR, LAST_YEAR = 1949, 2199  # a year outside is a slip of the hand
MOST_EXTENSION = 20  # working days, art. 33¶2
FEN = Decimal("0.01")


class AddressForm(StrEnum):
    """How the letter addresses its reader: 您, 贵单位, 你们."""

    PERSON = "person"
    ORGANISATION = "organisation"
    SEVERAL = "several"


@dataclass(frozen=True)
class Office:
    """The organ that signs.

    name: as in the red mark. code: its 代字, the beginning of its document numbers.
    working_body: its 政府信息公开工作机构. contact: person and telephone for questions.
    reconsideration_body, court: where its decisions are contested (行政复议法 24, 行政诉讼法 14).
    online_channel: where a reconsideration is lodged online (行政复议法 22¶2).
    """

    name: str
    code: str
    contact: str = ""
    address: str = ""
    working_body: str = ""
    reconsideration_body: str = ""
    court: str = ""
    online_channel: str = ""


@dataclass(frozen=True)
class ItemFacts:
    """One item: the applicant's words, its outcome, and the fields `outcomes.check` reads."""

    content: str
    outcome: Outcome | None = None
    given: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class LetterFacts:
    """Everything a letter may say; what its page does not use may stay empty.

    dated_on: the letter's own date; of a reply the day of deciding, which chooses the remedies.
    applicant: names as they stand in the address, several joined by the caller.
    other_party: the third party, organ, section or applicant's agent a letter goes to or speaks of.
    matter: the information or record a letter is about, where it is not the items' own words.
    explanation: why, in the clerk's words. points: one entry each, such as what to correct.
    proof: the tracking number or receipt that proves the service.
    number: the document number as printed; `write` fills it in.
    lapsed_on, until: the last day of a limit that has passed, of one that lies ahead.
    online: whether the letter leaves through an online channel.
    sealed: whether the seal's place is left free.
    general: set as a document under the red head (GB/T 9704-2012, 7) instead of as a letter (10.1).
    """

    office: Office
    dated_on: date
    applicant: str = ""
    address: AddressForm = AddressForm.PERSON
    request_number: str = ""
    channel: Channel | None = None
    received_on: date | None = None
    items: tuple[ItemFacts, ...] = ()
    due_on: date | None = None
    days: int | None = None
    new_due_on: date | None = None
    correction_asked_on: date | None = None
    corrected_on: date | None = None
    corrected_content: str = ""
    extended_on: date | None = None
    lapsed_on: date | None = None
    until: date | None = None
    asked_on: date | None = None
    delivered_on: date | None = None
    happened_on: date | None = None
    other_party: str = ""
    other_contact: str = ""
    other_address: AddressForm = AddressForm.ORGANISATION
    matter: str = ""
    explanation: str = ""
    points: tuple[str, ...] = ()
    public_interest: str = ""
    fee: Fee | None = None
    amount: Decimal | None = None
    payment_way: str = ""
    earlier_title: str = ""
    earlier_number: str = ""
    service_way: str = ""
    proof: str = ""
    handler: str = ""
    section: str = ""
    digest: str = ""
    draft: str = ""
    number: str = ""
    attachments: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    online: bool = False
    sealed: bool = True
    general: bool = False
    readings: RemedyReadings = DEFAULT_READINGS


_ORDER = (
    ("received_on", "dated_on"),
    ("received_on", "due_on"),
    ("received_on", "correction_asked_on"),
    ("correction_asked_on", "corrected_on"),
    ("received_on", "corrected_on"),
    ("corrected_on", "dated_on"),
    ("received_on", "extended_on"),
    ("extended_on", "dated_on"),
    ("due_on", "new_due_on"),
    ("asked_on", "delivered_on"),
    ("asked_on", "dated_on"),
    ("dated_on", "until"),
    ("lapsed_on", "dated_on"),
    ("asked_on", "lapsed_on"),
    ("correction_asked_on", "lapsed_on"),
)
"""Pairs of dates of which the first can never lie after the second."""


def refuse_impossible(facts: LetterFacts) -> None:
    """Refuse dates out of order or out of this world, amounts with half a fen, empty extensions.

    Errors: UserError("letters.…") with the field at fault.
    """
    for entry in dataclasses.fields(facts):
        value = getattr(facts, entry.name)
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise UserError("letters.impossible_date", field=entry.name, day=value)
    for first, second in _ORDER:
        before, after = getattr(facts, first), getattr(facts, second)
        if before is not None and after is not None and before > after:
            raise UserError("letters.dates_out_of_order", field=second, day=after, before=before)
    if facts.days is not None and not 1 <= facts.days <= MOST_EXTENSION:
        raise UserError("letters.bad_days", field="days", most=MOST_EXTENSION)
    if facts.fee is not None:
        _check_fee(facts.fee, facts.amount)
    amount = facts.amount
    if amount is not None and (not amount.is_finite() or amount < FEN or amount % FEN):
        raise UserError("letters.bad_amount", field="amount", amount=amount)


def _check_fee(fee: Fee, amount: Decimal | None) -> None:
    if not fee.yuan:
        raise UserError("letters.nothing_to_pay", field="fee")
    if amount is not None and amount != fee.yuan:
        raise UserError("letters.amount_differs", field="amount", amount=amount, yuan=fee.yuan)


def as_json(facts: LetterFacts) -> str:
    """The facts as they are stored with the letter: sorted keys, ISO dates, enum values."""
    return json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, Decimal)):
        return str(value)
    return value
