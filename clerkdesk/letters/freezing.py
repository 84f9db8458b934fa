"""How do a letter's facts become pages, and the pages a frozen letter with number and digest?

Whose letter it is, a request's or a correction of records', is for the caller to know.
"""

import json

from clerkdesk import files, numbers, settings
from clerkdesk.db.models import Letter
from clerkdesk.db.unit import at_work
from clerkdesk.errors import UserError
from clerkdesk.letters import frozen, queries
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import LetterFacts, as_json
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.ink import POINT
from clerkdesk.letters.measures import Pitch, Spacing
from clerkdesk.letters.write import Written, write

_PITCHES = {"10.449": Pitch.EXACT, "10.227": Pitch.WORD_PROCESSOR}
_NEVER = "none"


def spacing() -> Spacing:
    """Return how far apart the office wants a letter's rows."""
    chosen = settings.load()
    least = chosen.letter_least_pitch
    closest = None if least == _NEVER else int(least) * POINT
    return Spacing(_PITCHES[chosen.letter_pitch], closest)


def draft(key: str, facts: LetterFacts, fonts: FontSet, *, number: str | None = None) -> Written:
    """Return the letter in the office's own wording, if it has one, and in its spacing.

    Errors: as `letters.write`.
    """
    own = queries.wording(key)
    wording = own.body if own.version else None
    return write(key, facts, fonts, number=number, wording=wording, spacing=spacing())


def freeze(
    key: str, facts: LetterFacts, fonts: FontSet, *, typed_number: str = "", **matter: int
) -> Letter:
    """Give the letter its number and keep pages, wording's version, facts and digest.

    Inside a unit. matter: `request` or `record_correction` with its id.
    typed_number: from the document office's register, where the office takes its numbers there.
    Errors: letters.dated_ahead (field "dated_on"); numbers.empty, bad_form, other_year, repeated
    (field "number"); those of `letters.write`.
    """
    letter, work = LETTERS[key], at_work()
    if facts.dated_on > work.today:
        raise UserError("letters.dated_ahead", field="dated_on", day=facts.dated_on)
    number = _number(key, facts.dated_on.year, typed_number)
    shown = number.shown if number else ""
    written = draft(key, facts, fonts, number=shown or None)
    reader = facts.other_party if letter.addressee == "other_party" else facts.applicant
    name = " ".join(part for part in (shown or letter.title, reader) if part)
    file_id = files.store(written.pdf, f"{name}.pdf", work.by)
    how_set = frozen.how_set(fonts, spacing(), written)
    row = Letter.create(
        uid=work.new_uid(),
        key=key,
        **matter,
        title=written.document.title,
        addressee=written.document.addressee or "",
        number=shown,
        template_version=written.template_version,
        facts=json.loads(as_json(facts)) | {frozen.TYPESET: how_set},
        remedies=str(written.remedies),
        file=file_id,
        sha256=files.row(file_id).sha256,
        made_on=work.today,
        made_at=work.now,
        made_by=work.by,
    )
    if number is not None:
        numbers.belongs_to(number, row.id)
    told = {"key": key, "number": shown, "sha256": row.sha256}
    work.note("letter", row.id, "made", told | matter)
    return row


def _number(key: str, year: int, typed_number: str) -> numbers.Number | None:
    """Allot or enter the number, of the year the letter is dated in (7.2.5); None without one."""
    letter = LETTERS[key]
    if not letter.series:
        return None
    series = f"letter_{letter.series}"
    if settings.load().letter_numbers == "typed" or typed_number:
        return numbers.enter(series, year, typed_number, "letter")
    return numbers.allot(series, year, "letter")
