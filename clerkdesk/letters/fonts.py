"""Which font draws which character of a page?

The office's own faces come first, then openly licensed ones that look alike, then the packaged
ones. A character that the chosen face lacks is looked for in the next; one that no font has stops
the letter, for neither a box nor another character may stand in a name.
"""

import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import UserError
from clerkdesk.letters import fields, grid, outlines, shelf
from clerkdesk.letters.shelf import Face, Shelf

_HALF = 0.5
_OFFICE_VARIANTS = frozenset(map(chr, range(0xE0100, 0xE01F0)))
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


class Role(Enum):
    """What a face is for on the page."""

    TITLE = "title"
    BODY = "body"
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    PAGE_NUMBER = "page_number"


@dataclass(frozen=True)
class StandIn:
    """A face that took another's place: for a whole role, or for the characters named.

    used: family name of the face; empty where a picture or an empty cell took the place.
    """

    role: Role
    used: str
    characters: str = ""


@dataclass(frozen=True)
class Drawn:
    """How one character is drawn. glyph: names for `outlines`, none: an empty cell.

    advance: in ems. picture: the image (PNG or JPEG) that stands in the cell instead.
    """

    face: Face
    glyph: tuple[str, ...]
    advance: float
    picture: bytes | None = None


@dataclass(frozen=True, eq=False)
class FontSet:
    """The faces of one office. pictures, by_hand: what stands for characters that no font has."""

    faces: Mapping[Role, tuple[Face, ...]]
    rest: tuple[Face, ...]
    office: tuple[Face, ...]
    installed: tuple[Path, ...]
    stand_ins: tuple[StandIn, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    by_hand: frozenset[str] = frozenset()
    _drawn: dict[tuple[str, Role, bool], Drawn] = field(default_factory=dict, repr=False)

    def chosen(self, role: Role) -> Face:
        return self.faces[role][0]

    def drawn(self, cluster: str, role: Role, *, where: str, half: bool = True) -> Drawn:
        """How a character with its marks is drawn.

        half: letters and digits take half a cell where the face has such forms.
        where: the field the text came from; UserError names it if no font has the character.
        """
        key = (cluster, role, half)
        if key not in self._drawn:
            self._drawn[key] = self._find(cluster, role, where, half=half)
        return self._drawn[key]

    def _find(self, cluster: str, role: Role, where: str, *, half: bool) -> Drawn:
        if cluster in self.by_hand:
            return Drawn(self.chosen(role), outlines.BLANK, 1.0)
        if cluster in self.pictures:
            return Drawn(self.chosen(role), outlines.BLANK, 1.0, self.pictures[cluster])
        for face in self._candidates(cluster, role):
            glyph = _glyph(face.source, cluster, half=half)
            if glyph:
                return Drawn(face, glyph, face.source.advance(glyph[0]))
        if cluster == "\u3000":
            return Drawn(self.chosen(role), outlines.BLANK, 1.0)
        points = " ".join(f"U+{ord(char):04X}" for char in cluster)
        raise UserError(
            "letters.font_missing_character",
            field=where,
            place=fields.place(where),
            char=cluster,
            code_point=points,
        )

    def _candidates(self, cluster: str, role: Role) -> Iterator[Face]:
        if unicodedata.category(cluster[0]) == "Co":
            yield from self.office  # every font means something else by a private code
            return
        yield from self.faces[role]
        yield from self.rest
        yield from self.office
        wanted = _composed(cluster)[0]
        for path in self.installed:
            yield from (face for face in shelf.faces_of(path) if shelf.has(face, wanted))


def _glyph(source: outlines.Source, cluster: str, *, half: bool) -> tuple[str, ...] | None:
    """Names of the glyphs that draw a cluster, None where the face cannot."""
    base = cluster.rstrip("".join(grid.VARIANTS))
    selector = cluster[len(base) :][:1]
    if selector:
        variant = source.variant(base[0], selector)
        if variant:
            return (variant,)
        if selector in _OFFICE_VARIANTS:
            return None
    text = _composed(base)
    names = [source.characters.get(ord(char)) for char in text]
    found = tuple(name for name in names if name is not None and name != ".notdef")
    if len(found) != len(names):
        return None
    if not text.isspace() and any(source.box((name,)) is None for name in found):
        return None  # a font may list a character and draw nothing
    if len(found) == 1:
        return (_fitting(source, found[0], text, half=half),)
    return found


def _composed(cluster: str) -> str:
    """A base and its marks as one character where there is one.

    A single character is left alone: composing would turn the forms that some names are written
    with (U+FA19 and its like) into their everyday relatives.
    """
    return unicodedata.normalize("NFC", cluster) if len(cluster) > 1 else cluster


def _fitting(source: outlines.Source, glyph: str, char: str, *, half: bool) -> str:
    if half and grid.is_narrow(char):
        narrow = source.half.get(glyph, glyph)
        return narrow if source.advance(narrow) <= _HALF else glyph
    if not grid.is_narrow(char) and source.advance(glyph) < 1:
        return source.full.get(glyph, glyph)
    return glyph


def name_for_editing(role: Role) -> str:
    """The face a word processor is to be asked for; it need not be installed here."""
    return str(_page()[role.value]["editing"])


def find(
    extra_folders: Iterable[Path] = (),
    *,
    system_folders: Iterable[Path] | None = None,
    pictures: Mapping[str, bytes] = _NOTHING,
    by_hand: Collection[str] = (),
) -> FontSet:
    """The faces for an office's letters.

    extra_folders: where the office keeps fonts of its own; they win over installed ones.
    system_folders: instead of this PC's font folders. pictures, by_hand: characters that stand as
    a small image or as an empty cell to be filled in by hand.
    """
    own = shelf.files(extra_folders)
    installed = shelf.files(shelf.system_folders() if system_folders is None else system_folders)
    page = _page()
    special = page["special"]
    installed = tuple(
        path for path in installed if not path.name.lower().startswith(tuple(special["never"]))
    )
    found = Shelf(own, installed)
    faces: dict[Role, tuple[Face, ...]] = {}
    stand_ins: list[StandIn] = []
    for role in Role:
        asked = page[role.value]
        right = found.faces(asked["families"], asked["files"])
        alike = found.faces(asked["stand_ins"], ())
        faces[role] = (*right, *alike, shelf.packaged(asked["packaged"]))
        if not right:
            stand_ins.append(StandIn(role, faces[role][0].family))
    rare = found.faces(page["rare"]["families"], page["rare"]["files"])
    office = [face for path in own for face in shelf.faces_of(path)]
    office += [
        face
        for path in installed
        if path.name.lower() in special["own_characters"]
        for face in shelf.faces_of(path)
    ]
    return FontSet(
        faces=MappingProxyType(faces),
        rest=(shelf.packaged("serif"), shelf.packaged("sans"), *rare),
        office=tuple(office),
        installed=installed,
        stand_ins=tuple(stand_ins),
        pictures=MappingProxyType(dict(pictures)),
        by_hand=frozenset(by_hand),
    )


@cache
def _page() -> dict[str, Any]:
    with paths.resource("typesetting", "fonts.toml").open("rb") as file:
        return tomllib.load(file)
