"""How is a letter previewed, frozen with its number, and made void?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import numbers
from clerkdesk.db.models import Letter, LetterItem, RequestItem
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.letters import rare
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import LetterFacts
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.freezing import draft, freeze
from clerkdesk.letters.gather import facts_of
from clerkdesk.letters.write import Written
from clerkdesk.record_corrections.deriving import letter_moved
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service as request_service


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
    return draft(key, _facts(wanted, today), fonts or rare.fonts(by_hand), number=number)


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

    Errors: as `preview` and `freezing.freeze`.
    """
    wanted = Wanted(request_id, key, item_ids, typed, tuple(by_hand))
    with unit(by=by) as work:
        facts, faces = _facts(wanted, work.today), fonts or rare.fonts(by_hand)
        row = freeze(key, facts, faces, typed_number=typed_number, request=request_id)
        for item_id in _answered(wanted):
            LetterItem.create(letter=row.id, item=item_id)
        request_service.rederive(request_id, by)
    return int(row.id)


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
