"""Which lengths does GB/T 9704-2012 give a page, in millimetres?"""

from dataclasses import dataclass
from enum import Enum
from math import floor

LEFT = 28.0  # 5.2.1
TOP = 37.0  # 5.2.1
WIDTH = 156.0  # 5.2.1, the type area
HEIGHT = 225.0
RIGHT = LEFT + WIDTH
BOTTOM = TOP + HEIGHT
COLUMNS = 28  # 5.2.3
ROWS = 22
CELL = WIDTH / COLUMNS  # 3: one character is this wide, and as high
GAP = CELL * 7 / 8  # 3: between two lines
SHEET = 297.0  # 5.1

LETTER_MARK_TOP = 30.0  # 10.1, from the page's edge
GENERAL_MARK_TOP = TOP + 35.0  # 7.2.4
LINE_BELOW_MARK = 4.0  # 10.1
LINE_BELOW_NUMBER = 4.0  # 7.2.7
LETTER_LINE = 170.0  # 10.1
LETTER_LINE_BOTTOM = 20.0  # 10.1, from the page's lower edge
PAGE_NUMBER_BELOW = 7.0  # 7.5, from the type area's lower edge to the dashes
OUTER_RULE, INNER_RULE = 0.35, 0.25  # 7.4.1
BLANK_ROWS_ABOVE_TITLE = 2  # 7.3.1, 10.1
BLANK_ROWS_ABOVE_NUMBER = 2  # 7.2.5

# The standard is silent on how thick the red lines are.
RED_LINE = 0.7
THICK, BETWEEN, THIN = 0.9, 0.4, 0.3

_ROUNDING = 1e-6


class Pitch(Enum):
    """From one line to the next."""

    EXACT = "exact"  # 5.2.3 with 3: the first line touches the type area's top, the last its bottom
    WORD_PROCESSOR = "word_processor"  # 225/22, as word processors divide the page


@dataclass(frozen=True)
class Spacing:
    """How far apart rows stand.

    least: mm, as close as they may come so that a signature needs no page more (5.2.3, 7.3.5.5);
    None where they stay at their pitch. Characters never come closer: the standard's cell is
    already a little narrower than a character of its size.
    """

    pitch: Pitch = Pitch.EXACT
    least: float | None = None


@dataclass(frozen=True)
class Rows:
    """A page's rows. pitch: from one to the next; start: top of the first cell; both in mm."""

    pitch: float
    start: float

    @classmethod
    def of(cls, pitch: Pitch) -> "Rows":
        if pitch is Pitch.EXACT:
            return cls((HEIGHT - CELL) / (ROWS - 1), TOP)
        return cls(HEIGHT / ROWS, TOP + (HEIGHT / ROWS - CELL) / 2)

    @property
    def count(self) -> int:
        """How many rows end within the type area."""
        return floor((BOTTOM - CELL - self.start) / self.pitch + _ROUNDING) + 1

    def top(self, row: int) -> float:
        """Upper edge of a row's cells, from the page's top."""
        return self.start + row * self.pitch

    def closer(self, below: int, more: int) -> "Rows":
        """The same page with so many rows more below a row, which keeps its place."""
        kept, last = self.top(below), self.count - 1
        pitch = (self.top(last) - kept) / (last - below + more)
        return Rows(pitch, kept - below * pitch)
