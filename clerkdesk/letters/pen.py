"""How are characters put on a line: in which face, how wide, at which height?"""

from collections.abc import Iterable
from dataclasses import dataclass

from clerkdesk.letters import grid
from clerkdesk.letters.fonts import Drawn, FontSet, Role
from clerkdesk.letters.ink import POINT, Mark, Run
from clerkdesk.letters.outlines import BLANK, Box

_HALF = 0.5
_NEARLY_HALF = 0.44  # of the em: figures a little narrower than half still stand in half cells
_HEAVIER = 0.02  # of the em: the title's face is a heavy one, the packaged stand-in is not
_SMALLEST_INK = 0.85  # of the em: a mark of flat characters must not become a giant


@dataclass(frozen=True)
class Pen:
    """Sets text in one face at one size. cell: width of a Han character in mm.

    where: the field the text came from, named if a character cannot be drawn.
    """

    fonts: FontSet
    role: Role
    size: float
    where: str
    cell: float
    half: bool = True

    @property
    def em(self) -> float:
        return self.size * POINT

    @property
    def heavier(self) -> float:
        """How much thicker the strokes are drawn, in ems, where a light face stands in."""
        light = self.role is Role.TITLE and self.fonts.chosen(self.role).packaged
        return _HEAVIER if light else 0.0

    def drawn(self, cluster: str) -> Drawn:
        return self.fonts.drawn(cluster, self.role, where=self.where, half=self.half)

    def cells(self, cluster: str) -> float:
        """Width of a character on the grid, in cells."""
        drawn = self.drawn(cluster)
        if drawn.glyph == BLANK:
            return 1.0
        own = drawn.advance * self.em / self.cell
        if not grid.is_narrow(cluster):
            return max(1.0, float(round(own)))
        return _HALF if self.half and _NEARLY_HALF <= drawn.advance <= _HALF else own

    def baseline(self, top: float, height: float) -> float:
        """Where the baseline lies if the em box is centred in a box, in mm from the page's top."""
        source = self.fonts.chosen(self.role).source
        return top + height / 2 + (source.top + source.bottom) / 2 * self.em

    def placed(self, placed: Iterable[grid.Placed], left: float, top: float, height: float) -> Run:
        """Characters of a broken line, each centred in its box. left, top, height: mm."""
        marks = []
        for one in placed:
            drawn = self.drawn(one.text)
            spare = one.width * self.cell - drawn.advance * self.em
            marks.append(Mark(one.text, left + one.x * self.cell + spare / 2, drawn))
        baseline = self.baseline(top, height)
        return Run(tuple(marks), baseline, self.size, self.role, heavier=self.heavier)

    def lines(
        self, text: str, first: float, rest: float, *, spread: bool = True
    ) -> tuple[grid.Line, ...]:
        return grid.break_lines(text, self.cells, first=first, rest=rest, spread=spread)

    def width(self, text: str) -> float:
        """Width of text set in one piece, in mm."""
        return sum(self.cells(cluster) for cluster in grid.clusters(text)) * self.cell

    def in_one(self, text: str) -> tuple[grid.Placed, ...]:
        """Text in one piece, unbroken; positions in cells from its left edge."""
        placed: list[grid.Placed] = []
        x = 0.0
        for cluster in grid.clusters(text):
            width = self.cells(cluster)
            placed.append(grid.Placed(cluster, x, width))
            x += width
        return tuple(placed)

    def ink(self, text: str) -> Box:
        """What text covers above and below its baseline, in ems."""
        boxes = [self.box(cluster) for cluster in grid.clusters(text)]
        seen = [box for box in boxes if box is not None]
        top = max((box.top for box in seen), default=_SMALLEST_INK)
        bottom = min((box.bottom for box in seen), default=0.0)
        if top - bottom < _SMALLEST_INK:
            bottom = top - _SMALLEST_INK
        half = self.heavier / 2
        return Box(0.0, bottom - half, 0.0, top + half)

    def box(self, cluster: str) -> Box | None:
        drawn = self.drawn(cluster)
        return drawn.face.source.box(drawn.glyph) if drawn.glyph else None


def natural(fonts: FontSet, role: Role, size: float, where: str, *, half: bool = True) -> Pen:
    """A pen whose characters stand as wide as their face draws them."""
    return Pen(fonts, role, size, where, size * POINT, half=half)
