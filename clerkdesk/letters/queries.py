"""Which letters have been made, and what do the screens get to see of them?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import peewee

from clerkdesk import files
from clerkdesk.db.models import (
    Letter,
    LetterItem,
    LetterWording,
    Party,
    Person,
    RecordCorrection,
    RecordCorrectionParty,
    Request,
    RequestParty,
    Unit,
)
from clerkdesk.letters.catalogue import LETTERS, source_of
from clerkdesk.letters.frozen import TYPESET
from clerkdesk.requests.moves import Move


@dataclass(frozen=True)
class LetterRow:
    """One made letter. state: "made", "sent", "served" or "void".

    request_id, record_id: the request or the correction of records it is of; request_number: the
    number of either.
    """

    id: int
    key: str
    title: str
    number: str
    addressee: str
    request_id: int | None
    record_id: int | None
    request_number: str
    made_on: date
    sent_on: date | None
    sent_way: str
    tracking: str
    served_on: date | None
    state: str
    void_reason: str
    made_by: str


@dataclass(frozen=True)
class LetterCard:
    """A made letter with everything it was frozen with. pdf: read with `pdf(letter_id)`.

    by_hand: characters whose cells were left empty, to be written in before it leaves.
    internal: a sheet of the office's own, which is never sent.
    """

    row: LetterRow
    sha256: str
    template_version: str
    remedies: str
    facts: dict[str, Any]
    file_id: int
    item_ids: tuple[int, ...]
    made_at: datetime
    by_hand: str
    internal: bool


@dataclass(frozen=True)
class Reader:
    """To whom a letter goes by post, as far as the register knows; and what it is."""

    name: str
    address: str
    postcode: str
    phone: str
    title: str
    number: str


@dataclass(frozen=True)
class WordingView:
    """The wording in force of a letter. version 0 is the one that comes with the program."""

    key: str
    version: int
    body: str
    changed_at: datetime | None
    changed_by: str


# the number of the matter a letter is of: a request or a correction of records
_OF = peewee.fn.COALESCE(Request.number, RecordCorrection.number, "")


def _select() -> Any:
    return (
        Letter.select(
            Letter,
            _OF.alias("of_number"),
            Person.name.alias("by_name"),
        )
        .join(Request, peewee.JOIN.LEFT_OUTER)
        .switch(Letter)
        .join(RecordCorrection, peewee.JOIN.LEFT_OUTER)
        .switch(Letter)
        .join(Person, on=Letter.made_by == Person.id)
    )


def _row(found: dict[str, Any]) -> LetterRow:
    state = "made"
    if found["voided_at"] is not None:
        state = "void"
    elif found["served_on"] is not None:
        state = "served"
    elif found["sent_on"] is not None:
        state = "sent"
    return LetterRow(
        id=found["id"],
        key=found["key"],
        title=found["title"],
        number=found["number"],
        addressee=found["addressee"],
        request_id=found["request"],
        record_id=found["record_correction"],
        request_number=found["of_number"],
        made_on=found["made_on"],
        sent_on=found["sent_on"],
        sent_way=found["sent_way"],
        tracking=found["tracking"],
        served_on=found["served_on"],
        state=state,
        void_reason=found["void_reason"],
        made_by=found["by_name"],
    )


def _where(text: str, *, unsent: bool) -> Any:
    chosen = Letter.id.is_null(False)
    if text.strip():
        part = f"%{text.strip()}%"
        chosen &= (
            (Letter.title**part) | (Letter.number**part) | (Letter.addressee**part) | (_OF**part)
        )
    if unsent:
        chosen &= Letter.sent_on.is_null() & Letter.voided_at.is_null() & (Letter.number != "")
    return chosen


def count(text: str = "", *, unsent: bool = False) -> int:
    return int(_select().where(_where(text, unsent=unsent)).count())


def page(  # noqa: PLR0913 - a list's filter, place and order
    text: str = "",
    *,
    unsent: bool = False,
    offset: int = 0,
    limit: int = 200,
    order: str = "made_on",
    descending: bool = True,
) -> tuple[LetterRow, ...]:
    """Return made letters, the newest first unless another column is asked for.

    order: "made_on", "number", "title", "addressee", "sent_on" or "request_number".
    """
    columns = {
        "made_on": Letter.made_at,
        "number": Letter.number,
        "title": Letter.title,
        "addressee": Letter.addressee,
        "sent_on": Letter.sent_on,
        "request_number": _OF,
    }
    by = columns[order]
    query = _select().where(_where(text, unsent=unsent))
    query = query.order_by(by.desc() if descending else by, Letter.id.desc())
    return tuple(_row(one) for one in query.limit(limit).offset(offset).dicts())


def of_requests(request_ids: Sequence[int]) -> tuple[LetterRow, ...]:
    """Return the letters that stand of these requests, request by request, the oldest first."""
    found: list[LetterRow] = []
    for key in request_ids:
        whose = (Letter.request == key) & Letter.voided_at.is_null()
        found += [_row(one) for one in _select().where(whose).order_by(Letter.id).dicts()]
    return tuple(found)


def card(letter_id: int) -> LetterCard:
    """Return one made letter; DoesNotExist for an id that never was is a bug."""
    found = _select().where(Letter.id == letter_id).dicts().get()
    items = LetterItem.select(LetterItem.item).where(LetterItem.letter == letter_id)
    return LetterCard(
        row=_row(found),
        sha256=found["sha256"],
        template_version=found["template_version"],
        remedies=found["remedies"],
        facts=found["facts"],
        file_id=found["file"],
        item_ids=tuple(row.item_id for row in items),
        made_at=found["made_at"],
        by_hand=found["facts"].get(TYPESET, {}).get("by_hand", ""),
        internal=found["key"] in LETTERS and LETTERS[found["key"]].form,
    )


def pdf(letter_id: int) -> bytes:
    """Return the stored document itself, checked against its digest."""
    return files.read(Letter.get_by_id(letter_id).file_id)


def leaves_unsigned(key: str, request_id: int | None) -> bool:
    """Return whether a reply would tell what no approver has signed yet; a notice needs nobody."""
    if request_id is None or key not in LETTERS or not LETTERS[key].decides:
        return False
    return bool(Request.get_by_id(request_id).next_step == Move.SIGN_OFF)


def reader(letter_id: int) -> Reader:
    """Return the address of a letter: of the agent or first applicant, or of the body it names."""
    row = Letter.get_by_id(letter_id)
    letter = LETTERS.get(row.key)
    found: Party | Unit | None = None
    if letter is not None and letter.addressee == "other_party":
        found = _third_party(row) or Unit.get_or_none(Unit.name == row.addressee)
    elif row.request_id is not None:
        found = _party(row.request_id, ("agent", "applicant"))
    elif row.record_correction_id is not None:
        found = _party_of_record(row.record_correction_id)
    return Reader(
        name=found.name if isinstance(found, Party) else row.addressee,
        address=found.address if found else "",
        postcode=found.postcode if isinstance(found, Party) else "",
        phone=found.phone if found else "",
        title=row.title,
        number=row.number,
    )


def _party(request_id: int, roles: tuple[str, ...]) -> Party | None:
    for role in roles:
        row = (
            RequestParty.select(RequestParty, Party)
            .join(Party)
            .where((RequestParty.request == request_id) & (RequestParty.role == role))
            .order_by(RequestParty.position, RequestParty.id)
            .first()
        )
        if row is not None:
            found: Party = row.party
            return found
    return None


def _party_of_record(record_id: int) -> Party | None:
    table = RecordCorrectionParty
    query = Party.select().join(table, on=table.party == Party.id)
    query = query.where(table.matter == record_id).order_by(table.role, table.position)
    found: Party | None = query.first()  # the agent stands before the applicant
    return found


def _third_party(row: Letter) -> Party | None:
    of = RequestParty.select(RequestParty.party).where(RequestParty.request == row.request_id)
    found: Party | None = Party.get_or_none((Party.name == row.addressee) & Party.id.in_(of))
    return found


def wording(key: str) -> WordingView:
    """Return the wording in force: the office's newest not withdrawn, else the original."""
    own = (
        LetterWording.select()
        .where((LetterWording.key == key) & LetterWording.withdrawn_at.is_null())
        .order_by(LetterWording.version.desc())
        .first()
    )
    if own is None:
        return WordingView(key, 0, source_of(key), None, "")
    return WordingView(key, own.version, own.body, own.changed_at, own.changed_by.name)


def versions(key: str) -> tuple[WordingView, ...]:
    """Return the office's own wordings of a letter, the newest first, withdrawn ones too."""
    rows = (
        LetterWording.select(LetterWording, Person)
        .join(Person)
        .where(LetterWording.key == key)
        .order_by(LetterWording.version.desc())
    )
    return tuple(
        WordingView(key, row.version, row.body, row.changed_at, row.changed_by.name) for row in rows
    )
