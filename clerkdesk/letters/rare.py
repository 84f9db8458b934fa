"""What does the office use where no font has a character: a font file, a picture, an empty cell?

Fonts and pictures lie in the register as attachments of no row (`noun_id` 0); an empty cell is
chosen for one letter at a time and recorded with it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from clerkdesk import files, paths
from clerkdesk.db.models import Attachment, File
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.letters import grid, page, shelf
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts

_FONT, _PICTURE = "letter_font", "letter_picture"
_IMAGES = ("image/png", "image/jpeg")
_PICTURE_LIMIT = 2_000_000  # bytes; one character at 600 dpi has some ten thousand


@dataclass(frozen=True)
class Own:
    """A font file or a picture that the office added. character: of a picture, else empty."""

    id: int
    file_id: int
    name: str
    character: str = ""


def own() -> tuple[Own, ...]:
    """Return the font files and pictures in use, the newest last."""
    rows = (
        Attachment.select(Attachment, File)
        .join(File)
        .where(Attachment.noun.in_((_FONT, _PICTURE)) & Attachment.removed_at.is_null())
        .order_by(Attachment.id)
    )
    return tuple(
        Own(row.id, row.file_id, row.file.name_shown, row.role if row.noun == _PICTURE else "")
        for row in rows
    )


def fonts(by_hand: Collection[str] = ()) -> FontSet:
    """Return the faces for the office's letters, with what it added.

    by_hand: characters whose cells stay empty in the letter at hand.
    """
    added = own()
    folders = tuple(_folder(one.file_id) for one in added if not one.character)
    pictures = {one.character: files.read(one.file_id) for one in added if one.character}
    found = office_fonts(folders, tuple(sorted(pictures.items())))
    return replace(found, by_hand=frozenset(by_hand), _drawn={}) if by_hand else found


def add_font(source: Path, by: int, *, character: str = "") -> int:
    """Keep a font file for all letters; return its key. character: what it was added for.

    Errors: letters.font_unreadable, font_lacks_character (field "font"); those of `files.store`.
    """
    faces = shelf.faces_of(source)
    facts = {"field": "font", "name": source.name}
    if source.suffix.lower() not in shelf.ENDINGS or not faces:
        raise UserError("letters.font_unreadable", **facts)
    if character and not any(shelf.has(face, character[0]) for face in faces):
        raise UserError("letters.font_lacks_character", char=character, **facts)
    return _keep(source, _FONT, "font", by)


def add_picture(character: str, source: Path, by: int) -> int:
    """Keep a small image that stands for a character in all letters; return its key.

    Errors: letters.not_one_character, picture_too_large, page_picture_unreadable (field
    "picture"); those of `files.store`.
    """
    if len(grid.clusters(character)) != 1 or character.isspace():
        raise UserError("letters.not_one_character", field="picture")
    with unit(by=by):
        key = _keep(source, _PICTURE, character, by)
        about = files.row(Attachment.get_by_id(key).file_id)
        if about.size > _PICTURE_LIMIT:
            raise UserError("letters.picture_too_large", field="picture", name=source.name)
        if about.media_type not in _IMAGES:
            raise UserError("letters.page_picture_unreadable", field="picture", char=character)
        page.check_picture(files.read(about.id), character)
    return key


def remove(own_id: int, by: int) -> None:
    """Use a font or picture no longer; letters that were made keep it."""
    with unit(by=by) as work:
        row = Attachment.get((Attachment.id == own_id) & Attachment.noun.in_((_FONT, _PICTURE)))
        row.removed_at = work.now
        row.save()
        work.note("letter_font", own_id, "removed", {"file": row.file_id, "role": row.role})


def _keep(source: Path, noun: str, role: str, by: int) -> int:
    with unit(by=by) as work:
        file_id = files.store(source, source.name, by)
        row = Attachment.create(
            file=file_id, noun=noun, noun_id=0, role=role, attached_at=work.now, attached_by=by
        )
        work.note("letter_font", row.id, "added", {"file": file_id, "noun": noun, "role": role})
    return int(row.id)


def _folder(file_id: int) -> Path:
    """Where a stored font lies as a file, for as long as the program runs."""
    about = files.row(file_id)
    folder = paths.opened_copies() / about.uid
    if not (folder / files.safe_name(about.name)).exists():
        files.open_copy(file_id)
    return folder
