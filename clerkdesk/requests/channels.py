"""By which channel did an application come, and which day is its day of receipt? See art. 31."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

OLDEST = date(2008, 5, 1)  # the Regulation's first text came into force that day


class Channel(Enum):
    """The channels of domain practice; labels in `terms.toml` under `[channel]`."""

    IN_PERSON = "in_person"
    SIGNED_MAIL = "signed_mail"  # EMS, registered: the organ signs for it
    PLAIN_MAIL = "plain_mail"  # nothing to sign
    INTERNET = "internet"
    FAX = "fax"
    EMAIL = "email"
    ORAL = "oral"  # the office fills in the form for the applicant (art. 29)
    OTHER = "other"


class Care(Enum):
    """How soon an unconfirmed paper turns: the days are settings `confirm_...`."""

    NONE = "none"  # the day of arrival is the day of receipt
    POST = "post"  # 31(2): confirmed with the applicant on the very day
    ONLINE = "online"  # 31(3) names no time


@dataclass(frozen=True)
class ReceiptRule:
    """How a channel finds its day of receipt.

    at_arrival: True where the day of arrival is the day of receipt; otherwise the day on which
    applicant and office have confirmed.
    article: of the Regulation, as `terms.toml` `[article]` spells it.
    """

    at_arrival: bool
    article: str
    care: Care = Care.NONE


# To add a channel: a member of `Channel`, a line here, a label in terms.toml [channel].
RECEIPT: dict[Channel, ReceiptRule] = {
    Channel.IN_PERSON: ReceiptRule(at_arrival=True, article="31-1"),
    Channel.ORAL: ReceiptRule(at_arrival=True, article="31-1"),
    Channel.SIGNED_MAIL: ReceiptRule(at_arrival=True, article="31-2"),
    Channel.PLAIN_MAIL: ReceiptRule(at_arrival=False, article="31-2", care=Care.POST),
    Channel.INTERNET: ReceiptRule(at_arrival=False, article="31-3", care=Care.ONLINE),
    Channel.FAX: ReceiptRule(at_arrival=False, article="31-3", care=Care.ONLINE),
    Channel.EMAIL: ReceiptRule(at_arrival=False, article="31-3", care=Care.ONLINE),
    # any other channel: as art. 31(3), until both have confirmed
    Channel.OTHER: ReceiptRule(at_arrival=False, article="31-3", care=Care.ONLINE),
}


class Means(Enum):
    """By which means both sides confirmed the day of receipt."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in_person"
    PLATFORM = "platform"  # the web platform's own confirmation
    OTHER = "other"


class ProvideForm(Enum):
    """In which form the applicant wants the information (arts. 29, 40)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    DISC = "disc"
    INSPECT = "inspect"  # reading and copying on the spot
    OTHER = "other"


class ProvideWay(Enum):
    """By which way the applicant wants to get it (art. 29)."""

    POST = "post"
    COLLECT = "collect"
    EMAIL = "email"
    ONLINE = "online"
    FAX = "fax"
    ON_SITE = "on_site"
    OTHER = "other"


def received_on(channel: Channel, arrived_on: date, confirmed_on: date | None) -> date | None:
    """Return the day of receipt, None while both sides have not confirmed where they must."""
    return arrived_on if RECEIPT[channel].at_arrival else confirmed_on
