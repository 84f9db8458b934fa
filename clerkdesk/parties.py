"""Who asks, acts for another or is asked? Parties: made, found, proposed as one, joined, parted."""

from dataclasses import dataclass
from enum import Enum


class PartyKind(Enum):
    """The applicant columns of table three (domain of the annual report)."""

    NATURAL = "natural"
    COMPANY = "company"
    RESEARCH = "research"
    WELFARE = "welfare"
    LAW_FIRM = "law_firm"
    OTHER_BODY = "other_body"


class IdKind(Enum):
    """Which paper proves who someone is (art. 29)."""

    NONE = ""
    RESIDENT = "resident"  # GB 11643
    PASSPORT = "passport"
    HK_MACAO = "hk_macao"
    TAIWAN = "taiwan"
    FOREIGN_RESIDENT = "foreign_resident"
    USCC = "uscc"  # GB 32100
    OTHER = "other"


@dataclass(frozen=True)
class NewParty:
    """A party as typed; every text is stored exactly as given or refused."""

    kind: PartyKind
    name: str
    id_kind: IdKind = IdKind.NONE
    id_number: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class PartyCard:
    """A party as screens see it; `..._masked` until the clerk asks to see the whole."""

    id: int
    uid: str
    kind: PartyKind
    name: str
    id_kind: IdKind
    id_number: str
    id_number_masked: str
    contact_name: str
    phone: str
    phone_masked: str
    email: str
    email_masked: str
    address: str
    postcode: str
    joined_into: int | None
    requests: int


class Sameness(Enum):
    """Why two rows may be one person."""

    ID_NUMBER = "id_number"
    NAME_AND_PHONE = "name_and_phone"
    NAME = "name"


@dataclass(frozen=True)
class SameProposal:
    """Another row that may be the same person; strongest reason first."""

    party: PartyCard
    why: Sameness
