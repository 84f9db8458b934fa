"""Who asks, acts for another or is asked? Parties: made, found, proposed as one, joined, parted."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import Party, RequestParty
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError


class PartyKind(Enum):
    """The applicant columns of table three; labels in `terms.toml` under `[party_kind]`."""

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
    """A party as screens see it; `..._masked` until the clerk asks to see the whole.

    requests: how many requests name it or a row joined with it.
    """

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
    """Why two rows may be one person, the strongest reason first."""

    ID_NUMBER = "id_number"
    NAME_AND_PHONE = "name_and_phone"
    NAME = "name"


@dataclass(frozen=True)
class SameProposal:
    """Another row that may be the same person."""

    party: PartyCard
    why: Sameness


_STRENGTH = list(Sameness)
_ALIKE_READ = 200  # rows of one name looked at; a common name has many
_ALIKE_SHOWN = 50
_LEAST_HIDDEN = 4  # signs; fewer could be guessed


def check(new: NewParty, field: str = "") -> NewParty:
    """Refuse what cannot be stored; `field` is put before the names of the form fields."""
    typed.name(new.name, f"{field}name")
    for one in ("id_number", "contact_name", "phone", "email", "address", "postcode"):
        typed.line(getattr(new, one), f"{field}{one}")
    if new.id_number.strip() and new.id_kind is IdKind.NONE:
        raise UserError("parties.id_kind_missing", field=f"{field}id_kind")
    if new.email.strip() and "@" not in new.email:
        raise UserError("parties.email_wrong", field=f"{field}email", email=new.email)
    return new


def create(new: NewParty, by: int) -> int:
    """Store a party and return its key; the same person may have several rows until joined."""
    check(new)
    with unit(by=by) as work:
        row = Party.create(uid=work.new_uid(), **_columns(new))
        work.note("party", row.id, "created", {"kind": new.kind.value}, personal=_personal(new))
    return int(row.id)


def correct(party_id: int, new: NewParty, by: int) -> None:
    """Replace a party's facts; letters already made keep the facts they were made with."""
    check(new)
    with unit(by=by) as work:
        before = _get(party_id)
        was = {key: getattr(before, key) for key in _columns(new)}
        changed = sorted(key for key, value in _columns(new).items() if was[key] != value)
        if not changed:
            return
        Party.update(**_columns(new)).where(Party.id == party_id).execute()
        work.note("party", party_id, "corrected", {"fields": changed}, personal=_personal(new))


def join(party_id: int, into: int, by: int) -> None:
    """Say that two rows are one person: the first is read as the second from now on.

    Nothing is overwritten, so `part` undoes it.
    Errors: parties.join_self, join_kinds, already_joined.
    """
    with unit(by=by) as work:
        row, other = _get(party_id), _get(root_of(into))
        if row.joined_into_id is not None:
            raise UserError("parties.already_joined", name=row.name)
        if row.id == other.id:
            raise UserError("parties.join_self")
        if row.kind != other.kind:
            raise UserError("parties.join_kinds", name=row.name, other=other.name)
        Party.update(joined_into=other.id).where(Party.id == row.id).execute()
        work.note("party", row.id, "joined", {"into": other.id})


def part(party_id: int, by: int) -> None:
    """Undo a join. Errors: parties.not_joined."""
    with unit(by=by) as work:
        row = _get(party_id)
        if row.joined_into_id is None:
            raise UserError("parties.not_joined", name=row.name)
        into = row.joined_into_id
        Party.update(joined_into=None).where(Party.id == row.id).execute()
        work.note("party", row.id, "parted", {"from": into})


def root_of(party_id: int) -> int:
    """Return the row a party is read as: itself, or what it was joined into."""
    row = _get(party_id)
    while row.joined_into_id is not None:
        row = _get(row.joined_into_id)
    return int(row.id)


def one_person(party_id: int) -> frozenset[int]:
    """Return the keys of every row that stands for this person."""
    found = {root_of(party_id)}
    fresh = set(found)
    while fresh:
        rows = Party.select(Party.id).where(Party.joined_into.in_(fresh))
        fresh = {row.id for row in rows} - found
        found |= fresh
    return frozenset(found)


def joined_here(party_id: int) -> tuple[PartyCard, ...]:
    """Return the rows that were said to be this person, each of which `part` takes out again."""
    rows = Party.select().where(Party.joined_into == party_id).order_by(Party.id)
    return tuple(_card(row) for row in rows)


def card(party_id: int) -> PartyCard:
    """Return a party as screens see it. Errors: parties.unknown."""
    return _card(_get(party_id))


def cards(party_ids: Iterable[int]) -> tuple[PartyCard, ...]:
    """Return several parties in the order asked for."""
    return tuple(_card(_get(one)) for one in party_ids)


def find(text: str, limit: int = 20) -> tuple[PartyCard, ...]:
    """Return parties whose name, number or telephone holds the text; joined rows are left out."""
    wanted = typed.sought(text)
    if not wanted:
        return ()
    holds = Party.name.contains(wanted) | (Party.id_number == wanted) | (Party.phone == wanted)
    rows = Party.select().where(holds & Party.joined_into.is_null())
    return tuple(_card(row) for row in rows.order_by(Party.name, Party.id).limit(limit))


def same_person(new: NewParty, but: int | None = None) -> tuple[SameProposal, ...]:
    """Return earlier persons or bodies that may be the same, strongest reason first.

    A row joined into another speaks for that one, so each person is proposed once.
    but: a party that is not to be proposed, being the one asked about.
    """
    number, name = typed.sought(new.id_number), new.name.encode("utf-8", "replace").decode()
    written = Party.id_number.in_((number, number.upper(), number.lower()))
    tests: list[Any] = [written] if number else []
    own = one_person(but) if but is not None else frozenset()
    found: dict[int, Sameness] = {}
    for test in (*tests, Party.name == name):
        rows = Party.select().where(test & (Party.kind == new.kind.value))
        for row in rows.order_by(Party.id.desc()).limit(_ALIKE_READ):
            why, root = _why(new, row), root_of(row.id)
            if why is not None and root not in own:
                found[root] = min(why, found.get(root, why), key=_STRENGTH.index)
    ranked = sorted(found, key=lambda root: (_STRENGTH.index(found[root]), root))
    return tuple(SameProposal(card(root), found[root]) for root in ranked[:_ALIKE_SHOWN])


def _why(new: NewParty, row: Party) -> Sameness | None:
    mine, theirs = new.id_number.strip().upper(), row.id_number.strip().upper()
    if mine and mine == theirs:
        return Sameness.ID_NUMBER
    if mine and theirs and new.id_kind.value == row.id_kind:
        return None  # two different numbers of one kind of paper: two people
    if row.name != new.name:
        return None
    phone = _digits(new.phone)
    return Sameness.NAME_AND_PHONE if phone and phone == _digits(row.phone) else Sameness.NAME


def _digits(phone: str) -> str:
    return "".join(char for char in phone if char.isdecimal())


def masked(number: str, *, first: int, last: int) -> str:
    """Return a number with its middle hidden; a short one is hidden but for its last sign."""
    hidden = len(number) - first - last
    if hidden < _LEAST_HIDDEN:
        return "*" * (len(number) - 1) + number[-1:]
    return number[:first] + "*" * hidden + number[-last:]


def _masked_email(email: str) -> str:
    head, at, rest = email.partition("@")
    return head[:1] + "*" * max(3, len(head) - 1) + at + rest if at else ""


def _card(row: Party) -> PartyCard:
    people = one_person(row.id)
    asked = RequestParty.select(RequestParty.request).where(RequestParty.party.in_(people))
    return PartyCard(
        id=row.id,
        uid=row.uid,
        kind=PartyKind(row.kind),
        name=row.name,
        id_kind=IdKind(row.id_kind),
        id_number=row.id_number,
        id_number_masked=masked(row.id_number, first=4, last=4),
        contact_name=row.contact_name,
        phone=row.phone,
        phone_masked=masked(row.phone, first=3, last=4),
        email=row.email,
        email_masked=_masked_email(row.email),
        address=row.address,
        postcode=row.postcode,
        joined_into=row.joined_into_id,
        requests=asked.distinct().count(),
    )


def _get(party_id: int) -> Party:
    row = Party.get_or_none(Party.id == party_id)
    if row is None:
        raise UserError("parties.unknown")
    return row


def _columns(new: NewParty) -> dict[str, Any]:
    return asdict(new) | {"kind": new.kind.value, "id_kind": new.id_kind.value}


def _personal(new: NewParty) -> dict[str, str]:
    every = {"id_number": new.id_number, "phone": new.phone, "address": new.address}
    return {key: value for key, value in every.items() if value}
