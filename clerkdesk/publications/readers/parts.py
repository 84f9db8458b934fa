"""What does a reader hand over? Lines of the body, headers, and what stands aside or is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Place(StrEnum):
    """Where text stands that is not body and not a page header."""

    FOOTER = "footer"
    COMMENT = "comment"
    FOOTNOTE = "footnote"
    DELETED = "deleted"  # a tracked deletion, still in the file
    HIDDEN = "hidden"  # hidden characters, sheets, rows, columns
    METADATA = "metadata"
    ATTACHMENT = "attachment"  # the names of files inside the file
    LINK = "link"  # the targets of links, field codes
    PICTURE_TEXT = "picture_text"  # what is said about a picture, for those who cannot see it
    FORMULA = "formula"
    SETTING = "setting"  # what no program shows: attributes, remarks in the XML, forgotten strings
    GLIMPSE = "glimpse"  # scraps from a format that is not read here; only good for marks


@dataclass(frozen=True)
class Aside:
    """Text beside the body. where: page number, sheet and cell, or property; may be empty."""

    place: Place
    text: str
    where: str = ""


@dataclass(frozen=True)
class Note:
    """Something the clerk must know about how a file was read; its sentence is in resources."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, **facts: object) -> "Note":
        return cls(code, tuple((key, str(value)) for key, value in facts.items()))


@dataclass
class Parts:
    """What a reader gathers while it walks through a file."""

    lines: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)  # a PDF: the line each page begins at, from 0
    readable: bool = True  # False: something in it can only be reviewed by eye

    def aside(self, place: Place, text: str, where: str = "") -> None:
        if text.strip():
            self.asides.append(Aside(place, text, where))


def lines_of(text: str) -> list[str]:
    """Split at every kind of line end; drop control characters, which no paper has."""
    for end in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text.translate(_CONTROLS).split("\n")


def add_lines(into: list[str], texts: Iterable[str]) -> None:
    for text in texts:
        into.extend(lines_of(text))


# U+FFFE is what pdfium puts for a hyphen at a line's end; 9 and 10 are tab and line feed
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127, 0xFFFE, 0xFFFF))
