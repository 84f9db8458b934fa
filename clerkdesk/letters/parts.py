"""What can stand on a plain printed sheet: a day sheet, a review form, a trace, recovery words?

    Sheet(title, blocks=(Table((Column(name, 2), Column(name, 1)), rows),))

All texts are plain. `sheet.typeset` makes the pages.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from clerkdesk.letters.ink import NUMBER_5, SMALL_2, SMALL_4


class Align(Enum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Words:
    """Running text; line breaks in it begin new paragraphs.

    size: points. strong: in the heading face, and kept with what follows. indent: two characters
    at each paragraph's first line. space: blank above, in mm.
    """

    text: str
    size: float = SMALL_4
    strong: bool = False
    indent: bool = False
    align: Align = Align.LEFT
    space: float = 1.5


@dataclass(frozen=True)
class Column:
    """A table's column. share: its part of the width against the others'."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """Rows under a header that is repeated on every page. Each row has a text for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float = NUMBER_5


@dataclass(frozen=True)
class Cell:
    """A box of a form. label: centred, on a pale ground. height: the least, in mm."""

    text: str
    share: float = 1.0
    label: bool = False
    height: float = 0.0


@dataclass(frozen=True)
class Form:
    """A bordered form, row by row; each row divides the width by its own cells' shares."""

    rows: tuple[tuple[Cell, ...], ...]
    size: float = SMALL_4


@dataclass(frozen=True)
class Numbered:
    """Words to be copied by hand: large, numbered, letters of one width, down the columns."""

    words: tuple[str, ...]
    columns: int = 3
    size: float = SMALL_2


@dataclass(frozen=True)
class Tick:
    """Choices to tick by hand or already ticked: (ticked, text)."""

    choices: tuple[tuple[bool, str], ...]
    size: float = SMALL_4


@dataclass(frozen=True)
class NewPage:
    """What follows begins a page."""


Part = Words | Table | Form | Numbered | Tick | NewPage


@dataclass(frozen=True)
class Sheet:
    """A printed paper on A4.

    subtitle: under the title. footer: at the left of every page's foot, the number at the right
    (numbered: False where each page goes to somebody else).
    author, date: what the file says of itself, unseen on paper.
    """

    title: str
    blocks: tuple[Part, ...]
    subtitle: str = ""
    footer: str = ""
    landscape: bool = False
    numbered: bool = True
    author: str = ""
    date: dt.date | None = None
