"""How is a letter previewed, frozen with its number, and made void?"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import files, numbers, settings
from clerkdesk.db.models import Letter, LetterItem, RequestItem
from clerkdesk.db.unit import at_work, unit
from clerkdesk.errors import UserError
from clerkdesk.letters import frozen, queries, rare
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import LetterFacts, as_json
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.gather import facts_of
from clerkdesk.letters.measures import Pitch
from clerkdesk.letters.write import Written, write
from clerkdesk.record_corrections.deriving import letter_moved
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service as request_service

_PITCHES = {"10.449": Pitch.EXACT, "10.227": Pitch.WORD_PROCESSOR}


@dataclass(frozen=True)
class Wanted:
    """What a letter is asked for with.

    item_ids: which items it answers; empty for all that it can word. typed: what the clerk adds,
    by the names in `gather.TYPED`. by_hand: characters to be written into empty cells.
    """

    request_id: int
    key: str
    item_ids: tuple[int, ...] = ()
    typed: Mapping[str, Any] | None = None
    by_hand: tuple[str, ...] = ()


def preview(  # noqa: PLR0913 - what a letter is asked for with
    request_id: int,
    key: str,
    *,
    today: date,
    item_ids: tuple[int, ...] = (),
    typed: Mapping[str, Any] | None = None,
    number: str | None = None,
    by_hand: Collection[str] = (),
    fonts: FontSet | None = None,
) -> Written:
    """Return the letter as it would be frozen now; no number is allotted.

    Errors: UserError naming the field that is missing or impossible, or the letter's own.
    """
    wanted = Wanted(request_id, key, item_ids, typed, tuple(by_hand))
    return _write(key, _facts(wanted, today), number, fonts or rare.fonts(by_hand))


def _facts(wanted: Wanted, today: date) -> LetterFacts:
    if wanted.key not in LETTERS:
        raise UserError("letters.unknown_letter", field="key", key=wanted.key)
    card = requests.card(wanted.request_id, today)
    typed = wanted.typed or {}
    return facts_of(
        card,
        LETTERS[wanted.key],
        dated_on=typed.get("dated_on") or today,
        item_ids=wanted.item_ids,
        typed=typed,
    )


def _pitch() -> Pitch:
    return _PITCHES[settings.load().letter_pitch]


def _write(key: str, facts: LetterFacts, number: str | None, fonts: FontSet) -> Written:
    own = queries.wording(key)
    wording = own.body if own.version else None
    return write(key, facts, fonts, number=number, wording=wording, pitch=_pitch())


def make(  # noqa: PLR0913 - what a letter is asked for with
    request_id: int,
    key: str,
    by: int,
    *,
    item_ids: tuple[int, ...] = (),
    typed: Mapping[str, Any] | None = None,
    typed_number: str = "",
    by_hand: Collection[str] = (),
    fonts: FontSet | None = None,
) -> int:
    """Freeze a letter: number, PDF, template version, facts and digest; return its id.

    typed_number: from the document office's register, where the office takes its numbers there.
    Errors: as `preview`; letters.dated_ahead (field "dated_on"); numbers.empty, bad_form,
    other_year, repeated (field "number").
    """
    wanted = Wanted(request_id, key, item_ids, typed, tuple(by_hand))
    with unit(by=by) as work:
        facts = _facts(wanted, work.today)
        if facts.dated_on > work.today:
            raise UserError("letters.dated_ahead", field="dated_on", day=facts.dated_on)
        number = _number(key, facts.dated_on.year, typed_number)
        shown = number.shown if number else ""
        faces = fonts or rare.fonts(by_hand)
        written = _write(key, facts, shown or None, faces)
        kept = frozen.how_set(faces, _pitch(), written)
        row = _store(wanted, facts, written, shown, kept)
        if number is not None:
            numbers.belongs_to(number, row.id)
        for item_id in _answered(wanted):
            LetterItem.create(letter=row.id, item=item_id)
        told = {"key": key, "number": shown, "sha256": row.sha256, "request": request_id}
        work.note("letter", row.id, "made", told)
        request_service.rederive(request_id, by)
    return int(row.id)


def _number(key: str, year: int, typed_number: str) -> numbers.Number | None:
    """Allot or enter the number, of the year the letter is dated in (7.2.5); None without one."""
    letter = LETTERS[key]
    if not letter.series:
        return None
    series = f"letter_{letter.series}"
    if settings.load().letter_numbers == "typed" or typed_number:
        return numbers.enter(series, year, typed_number, "letter")
    return numbers.allot(series, year, "letter")


def _store(
    wanted: Wanted, facts: LetterFacts, written: Written, number: str, how_set: dict[str, Any]
) -> Letter:
    letter, work = LETTERS[wanted.key], at_work()
    reader = facts.other_party if letter.addressee == "other_party" else facts.applicant
    name = " ".join(part for part in (number or letter.title, reader) if part)
    file_id = files.store(written.pdf, f"{name}.pdf", work.by)
    kept = json.loads(as_json(facts)) | {frozen.TYPESET: how_set}
    return Letter.create(
        uid=work.new_uid(),
        key=wanted.key,
        request=wanted.request_id,
        title=written.document.title,
        addressee=written.document.addressee or "",
        number=number,
        template_version=written.template_version,
        facts=kept,
        remedies=str(written.remedies),
        file=file_id,
        sha256=files.row(file_id).sha256,
        made_on=work.today,
        made_at=work.now,
        made_by=work.by,
    )


def _answered(wanted: Wanted) -> tuple[int, ...]:
    """Return the items a reply answers; a notice or an internal sheet answers none."""
    letter = LETTERS[wanted.key]
    if not letter.decides:
        return ()
    if wanted.item_ids:
        return wanted.item_ids
    query = RequestItem.select().where(RequestItem.request == wanted.request_id)
    if letter.outcomes:
        query = query.where(RequestItem.outcome.in_([str(one) for one in letter.outcomes]))
    return tuple(row.id for row in query)


def void(letter_id: int, by: int, *, reason: str) -> None:
    """Make a letter void; it and its number stay in sight, the number is never used again.

    Errors: letters.void_reason_missing (field "reason"), letters.void_already,
    letters.sent_already (what left cannot be called back: write a new letter).
    """
    if not reason.strip():
        raise UserError("letters.void_reason_missing", field="reason")
    with unit(by=by) as work:
        row = standing(letter_id)
        if row.sent_on is not None:
            raise UserError("letters.sent_already", number=row.number or row.title)
        row.voided_at, row.void_reason = work.now, reason.strip()
        row.save()
        if row.number:
            numbers.void(row.number, reason, noun="letter")
        work.note("letter", letter_id, "voided", {"number": row.number, "reason": reason.strip()})
        letter_moved(row.record_correction_id)
        if row.request_id is not None:
            request_service.rederive(row.request_id, by)


def standing(letter_id: int) -> Letter:
    """Return a letter that is not void. Errors: letters.void_already."""
    row = Letter.get_by_id(letter_id)
    if row.voided_at is not None:
        raise UserError("letters.void_already", number=row.number or row.title)
    return row
