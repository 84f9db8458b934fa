"""How does an office word a letter itself, and go back to the original?"""

from clerkdesk import typed
from clerkdesk.db.models import LetterWording
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.letters.catalogue import LETTERS, source_of
from clerkdesk.letters.wording import Letter, reword


def check_wording(key: str, body: str) -> Letter:
    """Return the letter in these words.

    Errors: UserError("letters.…", field="wording", line=…) where the page is not sound;
    letters.unknown_letter.
    """
    if key not in LETTERS:
        raise UserError("letters.unknown_letter", field="key", key=key)
    return reword(LETTERS[key], typed.text(body, "wording", required=True))


def change_wording(key: str, body: str, by: int) -> int:
    """Store the office's own wording of a letter; return its version, counted from 1.

    Letters made before keep theirs. Errors: as `check_wording`; letters.wording_unchanged.
    """
    check_wording(key, body)
    with unit(by=by) as work:
        newest = (
            LetterWording.select()
            .where(LetterWording.key == key)
            .order_by(LetterWording.version.desc())
            .first()
        )
        in_force = newest is not None and newest.withdrawn_at is None
        if body == (newest.body if newest is not None and in_force else source_of(key)):
            raise UserError("letters.wording_unchanged", field="wording")
        version = newest.version + 1 if newest else 1
        row = LetterWording.create(
            key=key, version=version, body=body, changed_at=work.now, changed_by=by
        )
        work.note("letter_wording", row.id, "changed", {"key": key, "version": version})
    return version


def restore_wording(key: str, by: int) -> None:
    """Go back to the wording that comes with the program; the office's versions stay stored.

    Errors: letters.wording_original where it is in force already.
    """
    with unit(by=by) as work:
        restored = (
            LetterWording.update(withdrawn_at=work.now)
            .where((LetterWording.key == key) & LetterWording.withdrawn_at.is_null())
            .execute()
        )
        if not restored:
            raise UserError("letters.wording_original")
        work.note("letter_wording", 0, "restored", {"key": key})
