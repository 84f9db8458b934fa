"""What does a letter consist of before it becomes pages?

Everything here is plain text: `<`, `&` and braces are characters like any other. A tab or a line
break inside a text begins a new paragraph (in a name, a title or an addressee: a space).
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Literal


class PageFormat(Enum):
    """The two page layouts of GB/T 9704-2012."""

    LETTER = "letter"  # 10.1: the organ's name, two double lines, number at the right
    GENERAL = "general"  # 7: the organ's name and the word for a document, one red line


@dataclass(frozen=True)
class Paragraph:
    """Running text. indent: two cells at the first line (7.3.3); False for a flush line."""

    text: str
    indent: bool = True


@dataclass(frozen=True)
class Heading:
    """A heading of the body; its ordinal is part of the text.

    level 1 is set in the heading face, 2 in the second heading face, 3 and 4 in the body's (7.3.3).
    """

    level: Literal[1, 2, 3, 4]
    text: str


@dataclass(frozen=True)
class Attachments:
    """The note that names the attachments (7.3.4), where it must stand before the body's end.

    Names carry no ordinal and no closing mark; several are numbered by the page.
    """

    names: tuple[str, ...]


Block = Paragraph | Heading | Attachments


@dataclass(frozen=True)
class Annex:
    """A paper that follows on pages of its own, headed by its number and title (7.3.7)."""

    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """One official letter, complete but for its page breaks.

    organ: full name or standard short name, as it stands in the red mark.
    number: the whole document number with its six-point brackets, None where there is none.
    addressee: without the colon, which the page adds; None where there is none.
    attachments: names for the note under the body; the same as an `Attachments` block at its end.
    signature: names of the signing organs; the main one first.
    sealed: True leaves the seal's place free (7.3.5.1), False sets the block as 7.3.5.2 says.
    notes: text of the note under the date (7.3.6), without its brackets.
    copies_to, printed_by, printed_on: the closing block (7.4); a LETTER prints only copies_to.
    mark: what the red mark says where it is not the organ's name (GENERAL adds a word to it).
    unbroken: words a title's lines must never cut, besides those the page knows.
    """

    organ: str
    number: str | None
    title: str
    addressee: str | None
    body: tuple[Block, ...]
    signature: tuple[str, ...]
    date: dt.date
    sealed: bool = True
    attachments: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    printed_by: str | None = None
    printed_on: dt.date | None = None
    notes: str | None = None
    format: PageFormat = PageFormat.LETTER
    annexes: tuple[Annex, ...] = ()
    mark: str | None = None
    unbroken: tuple[str, ...] = ()
    language: str = "zh-CN"
    subject: str = ""
    author: str = ""
