"""May a letter leave with what goes with it, or did the check find what nobody has signed for?

A check holds for the exact bytes of the letter and of every file that is provided with it; another
file, or one taken off, asks for a new check. Checks and signatures are rows of `sign_off`.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import files, settings, typed
from clerkdesk.db import current
from clerkdesk.db.models import (
    Attachment,
    File,
    Letter,
    Person,
    RecordCorrectionParty,
    RequestParty,
    SignOff,
)
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.letters import days, inspection
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.inspection import Fault, Finding
from clerkdesk.parties import cards as party_cards

CHECK, SIGNED = "letter_check", "letter_finding"
PROVIDED = "provided"
"""The role in which a file that is given to the applicant is tied to a request."""

# letters whose reader must not learn from them who applied
_ANONYMOUS = frozenset({"consult_third_party", "third_party_told"})

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Paper:
    """One file that leaves: the letter itself or a provided one. tie: key of its attachment."""

    file_id: int
    name: str
    sha256: str
    tie: int | None = None

    @property
    def letter(self) -> bool:
        return self.tie is None


@dataclass(frozen=True)
class Found:
    """One finding in one paper. key: what is signed for. signed_by, reason: empty while open."""

    key: str
    file_id: int
    paper: str
    fault: Fault
    where: str
    text: str
    signed_by: str = ""
    signed_on: date | None = None
    reason: str = ""

    @property
    def open(self) -> bool:
        return not self.signed_by


@dataclass(frozen=True)
class Checked:
    """The newest check that still holds."""

    papers: tuple[Paper, ...]
    found: tuple[Found, ...]
    checked_on: date

    @property
    def open(self) -> tuple[Found, ...]:
        return tuple(one for one in self.found if one.open)


def papers(letter_id: int) -> tuple[Paper, ...]:
    """Return what leaves with a letter: the letter, and of a reply the files that are provided."""
    row = Letter.get_by_id(letter_id)
    about = files.row(row.file_id)
    found = [Paper(row.file_id, about.name, about.sha256)]
    letter = LETTERS.get(row.key)
    if letter is None or not letter.decides:
        return tuple(found)
    tied = (
        Attachment.select(Attachment, File)
        .join(File)
        .where(
            (Attachment.noun == "request")
            & (Attachment.noun_id == row.request_id)
            & (Attachment.role == PROVIDED)
            & Attachment.removed_at.is_null()
        )
        .order_by(Attachment.id)
    )
    found += [Paper(one.file_id, one.file.name_shown, one.file.sha256, one.id) for one in tied]
    return tuple(found)


def check(letter_id: int, by: int, *, progress: Progress = lambda _done, _total: None) -> Checked:
    """Look through a letter and what goes with it, and keep what was found.

    Files from outside are opened in a child process. Errors: those of `files.read`; a file that
    cannot be read at all is a finding, to be looked at by eye.
    """
    leaving = papers(letter_id)
    row = Letter.get_by_id(letter_id)
    known = _known(row)
    found: list[dict[str, Any]] = []
    for number, paper in enumerate(leaving):
        progress(number, len(leaving))
        of = {"file": paper.file_id, "paper": paper.name}
        found += [of | vars(one) for one in _inspect(paper, row, known)]
    progress(len(leaving), len(leaving))
    with unit(by=by) as work:
        SignOff.create(
            noun=CHECK,
            noun_id=letter_id,
            role="",
            signed_by=by,
            signed_on=work.today,
            mode="pc",
            opinion=json.dumps(found, ensure_ascii=False),
            digest=_digest(leaving),
            recorded_at=work.now,
            recorded_by=by,
        )
        told = {"papers": [paper.sha256 for paper in leaving], "findings": len(found)}
        work.note("letter", letter_id, "checked", told)
    checked = standing(letter_id)
    if checked is None:
        raise RuntimeError("a check that was just stored must stand")
    return checked


def standing(letter_id: int) -> Checked | None:
    """Return the newest check, None where there is none or what leaves has changed since.

    Until the letter has left, so has it where a limit that it prints stands otherwise by now.
    """
    row = (
        SignOff.select()
        .where((SignOff.noun == CHECK) & (SignOff.noun_id == letter_id))
        .order_by(SignOff.id.desc())
        .first()
    )
    leaving = papers(letter_id)
    if row is None or row.digest != _digest(leaving):
        return None
    opinion = json.loads(row.opinion)
    if not _days_as_found(Letter.get_by_id(letter_id), opinion):
        return None
    signed = {
        one.digest: one
        for one in SignOff.select(SignOff, Person)
        .join(Person, on=SignOff.signed_by)
        .where((SignOff.noun == SIGNED) & (SignOff.noun_id == letter_id))
    }
    digests = {paper.file_id: paper.sha256 for paper in leaving}
    found = []
    for one in opinion:
        key = _key(digests[one["file"]], one)
        name = signed.get(key)
        found.append(
            Found(
                key,
                one["file"],
                one["paper"],
                Fault(one["fault"]),
                one["where"],
                one["text"],
                signed_by=name.signed_by.name if name else "",
                signed_on=name.signed_on if name else None,
                reason=name.opinion if name else "",
            )
        )
    return Checked(leaving, tuple(found), row.signed_on)


def sign_finding(letter_id: int, key: str, by: int, *, reason: str) -> None:
    """Sign that a finding was looked at and may leave, and why.

    Errors: letters.sign_reason_missing (field "reason"), no_such_finding.
    """
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("letters.sign_reason_missing", field="reason")
    checked = standing(letter_id)
    found = next((one for one in checked.found if one.key == key), None) if checked else None
    if found is None:
        raise UserError("letters.no_such_finding")
    if not found.open:
        return
    with unit(by=by) as work:
        SignOff.create(
            noun=SIGNED,
            noun_id=letter_id,
            role=found.fault.value,
            signed_by=by,
            signed_on=work.today,
            mode="pc",
            opinion=reason.strip(),
            digest=key,
            recorded_at=work.now,
            recorded_by=by,
        )
        told = {"finding": key, "fault": found.fault.value, "where": found.where}
        work.note("letter", letter_id, "signed_finding", told | {"reason": reason.strip()})


def refuse_open(letter_id: int, by: int) -> None:
    """Check what was not checked yet. Errors: letters.findings_open."""
    checked = standing(letter_id) or check(letter_id, by)
    if checked.open:
        raise UserError("letters.findings_open", count=len(checked.open))


def _inspect(paper: Paper, row: Letter, known: tuple[str, ...]) -> Iterator[Finding]:
    data, today = files.read(paper.file_id), row.made_on
    if paper.letter:
        yield from inspection.personal(data, paper.name, today=today, known=known)
        yield from _names_the_applicant(row, data, paper.name)
        yield from _days(row)
        return
    try:
        yield from inspection.inspect_safely(data, paper.name, today=today, known=known)
    except UserError as refusal:
        yield Finding(Fault.BY_EYE, "", str(refusal))


def _known(row: Letter) -> tuple[str, ...]:
    """Personal data that the reader has anyway, or that the office publishes itself."""
    chosen = settings.load()
    known = [
        chosen.contact, chosen.office_phone, chosen.office_address, row.addressee,
        *_texts(row.facts.get("office", {})), row.facts.get("other_contact", ""),
        row.facts.get("handler", ""),
    ]  # fmt: skip
    for item in row.facts.get("items", ()):
        given = item["given"]
        known += [
            str(given.get(name, ""))
            for name in (
                "organ_contact", "where_to_apply", "where_to_obtain", "channel_to_use",
                "place_found", "searched_by",
            )
        ]  # fmt: skip
    if row.key not in _ANONYMOUS:
        known += _applicant(row)
    if row.record_correction_id is not None:
        known.append(row.facts.get("matter", ""))  # the applicant's words of the applicant's record
    return tuple(known)


def _applicant(row: Letter) -> list[str]:
    if row.request_id is not None:
        rows = RequestParty.select().where(RequestParty.request == row.request_id)
        ids = [one.party_id for one in rows if one.role in ("applicant", "agent")]
    else:
        table = RecordCorrectionParty
        of = table.select(table.party).where(table.matter == row.record_correction_id)
        ids = [one.party_id for one in of]
    found: list[str] = []
    for party in party_cards(ids):
        found += [text for text in vars(party).values() if isinstance(text, str)]
    return found


def _names_the_applicant(row: Letter, data: bytes, name: str) -> Iterator[Finding]:
    if row.key not in _ANONYMOUS:
        return
    shown = "".join(inspection.text_of(data, name).split())
    for text in dict.fromkeys(row.facts["applicant"].split()):
        if len(text) > 1 and text in shown:
            yield Finding(Fault.PERSONAL, "", text)


def _days(row: Letter) -> Iterator[Finding]:
    """Limits that the letter prints as certain and that are not, or no longer, so."""
    found = days.of_frozen(row, current().today())
    if not found:
        return
    text = inspection.text_of(files.read(row.file_id), files.row(row.file_id).name)
    for one in days.printed(found, text):
        yield Finding(Fault.DAY, "", one.told)


def _days_as_found(row: Letter, opinion: list[dict[str, Any]]) -> bool:
    if row.sent_on is not None or row.voided_at is not None:
        return True
    found = [one["text"] for one in opinion if one["fault"] == Fault.DAY.value]
    return found == [one.text for one in _days(row)]


def _texts(facts: dict[str, Any]) -> list[str]:
    return [value for value in facts.values() if isinstance(value, str)]


def _digest(leaving: tuple[Paper, ...]) -> str:
    told = " ".join(f"{paper.file_id}:{paper.sha256}" for paper in leaving)
    return hashlib.sha256(told.encode()).hexdigest()


def _key(sha256: str, one: dict[str, Any]) -> str:
    told = json.dumps([sha256, one["fault"], one["where"], one["text"]], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:24]
