"""What stands where on a finished page, in millimetres from its upper left corner?"""

from dataclasses import dataclass
from enum import Enum

from clerkdesk.letters.fonts import Drawn, Role

POINT = 25.4 / 72  # mm
A4 = (210.0, 297.0)  # mm; GB/T 9704-2012, 5.1

# Sizes by their printers' numbers, in points.
INITIAL, SMALL_INITIAL = 42.0, 36.0
NUMBER_1, SMALL_1 = 26.0, 24.0
NUMBER_2, SMALL_2 = 22.0, 18.0
NUMBER_3, NUMBER_4 = 16.0, 14.0
SMALL_4, NUMBER_5 = 12.0, 10.5


class Colour(Enum):
    """Red, green and blue from 0 to 1."""

    BLACK = (0.0, 0.0, 0.0)
    RED = (1.0, 0.0, 0.0)
    GREY = (0.45, 0.45, 0.45)
    PALE = (0.93, 0.93, 0.93)


@dataclass(frozen=True)
class Mark:
    """One character. x: its origin in mm; drawn: in which face and by which glyph."""

    text: str
    x: float
    drawn: Drawn


@dataclass(frozen=True)
class Run:
    """Characters on one baseline. size: points; stretch: width against height, 1 is natural.

    heavier: how thick a line is drawn round each character, in ems; 0 for none.
    """

    marks: tuple[Mark, ...]
    baseline: float
    size: float
    role: Role
    colour: Colour = Colour.BLACK
    stretch: float = 1.0
    heavier: float = 0.0


@dataclass(frozen=True)
class Rule:
    """A straight line. x, y: where its middle line starts; ends at x2, y2; thickness in mm."""

    x: float
    y: float
    x2: float
    y2: float
    thickness: float
    colour: Colour = Colour.BLACK


@dataclass(frozen=True)
class Leaf:
    """One page. size: width and height in mm. bookmarks: lines of the list of contents."""

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    bookmarks: tuple[str, ...] = ()
    size: tuple[float, float] = A4
