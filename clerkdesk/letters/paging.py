"""Which of a letter's rows stand on which page?

Rows are counted here, neither measured nor drawn. A heading never ends a page, a blank row never
begins one, and no page holds only the signature (GB/T 9704-2012, 7.3.5.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clerkdesk.letters.flow import BLANK, Row
from clerkdesk.letters.measures import Rows

_CARRIED = 2  # rows of text, at least, on a page with the signature that is not the first


@dataclass(frozen=True)
class Galley:
    """A letter's rows before they become pages.

    top: title and addressee, which page one begins with. signed: organ and date with the blank
    rows above them, as they stand best and, after that, as they may stand.
    """

    top: tuple[Row, ...]
    text: tuple[Row, ...]
    signed: tuple[tuple[Row, ...], ...]
    notes: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """One page. first: the row of its grid that its rows begin in."""

    rows: tuple[Row, ...]
    grid: Rows
    first: int = 0
    bookmark: str = ""

    @property
    def free(self) -> int:
        return self.grid.count - self.first - len(self.rows)


def letter(galley: Galley, one: Rows, later: Rows, first: int) -> list[Sheet]:
    """The pages of a letter with its signature. one: page one, whose text begins in row `first`."""
    text = [*galley.top, *galley.text]
    while text and text[-1] == BLANK:
        text.pop()  # the signature brings its own
    begun = len(galley.top) + 1  # 7.3.3: page one shows some of the text
    cuts = _cuts(text, one.count - first, later.count)
    if len(cuts) > 1 and _written(text[cuts[-1] :]) < _CARRIED:
        cuts[-1] = _carrying(text, cuts[:-1], begun)
    last = _sheets(text, cuts, one, later, first)[-1]
    for signed in galley.signed:
        rows = (*text, *signed, *galley.notes)
        if len(rows) - len(text) <= last.free:
            return _sheets(rows, cuts, one, later, first)
    rows = (*text, *galley.signed[0], *galley.notes)
    cut = _carrying(text, cuts, begun)
    cuts += [cut + n for n in _cuts(rows[cut:], later.count, later.count)]
    return _sheets(rows, cuts, one, later, first)


def annex(rows: Sequence[Row], grid: Rows, bookmark: str) -> list[Sheet]:
    """The pages of a paper that follows on pages of its own."""
    sheets = _sheets(rows, _cuts(rows, grid.count, grid.count), grid, grid, 0)
    return [replace(sheets[0], bookmark=bookmark), *sheets[1:]]


def _cuts(rows: Sequence[Row], room: int, later: int) -> list[int]:
    """Where each page begins. room: rows that page one holds; later: those the others hold."""
    cuts = [0]
    while (end := cuts[-1] + _leading_blanks(rows, cuts) + room) < len(rows):
        while end > cuts[-1] + 1 and rows[end - 1].keeps:
            end -= 1
        cuts.append(end)
        room = later
    return cuts


def _leading_blanks(rows: Sequence[Row], cuts: list[int]) -> int:
    """Blank rows that are left out because a page begins with them."""
    count = 0
    if len(cuts) > 1:
        while cuts[-1] + count < len(rows) and rows[cuts[-1] + count] == BLANK:
            count += 1
    return count


def _carrying(text: Sequence[Row], cuts: list[int], begun: int) -> int:
    """The lowest cut after those given below which enough text stands for the signature's page."""
    lowest = begun if len(cuts) == 1 else cuts[-1] + 1
    cut = len(text)
    while cut > lowest and (
        _written(text[cut:]) < _CARRIED or text[cut] == BLANK or text[cut - 1].keeps
    ):
        cut -= 1
    return cut


def _written(rows: Sequence[Row]) -> int:
    return sum(row != BLANK for row in rows)


def _sheets(
    rows: Sequence[Row], cuts: list[int], one: Rows, later: Rows, first: int
) -> list[Sheet]:
    sheets = []
    for n, (start, end) in enumerate(zip(cuts, [*cuts[1:], len(rows)], strict=True)):
        start += _leading_blanks(rows, cuts[: n + 1])  # noqa: PLW2901 - the page's first row
        while end > start and rows[end - 1] == BLANK:
            end -= 1  # noqa: PLW2901 - and its last one
        grid, begin = (later, 0) if n else (one, first)
        sheets.append(Sheet(tuple(rows[start:end]), grid, begin))
    return sheets
