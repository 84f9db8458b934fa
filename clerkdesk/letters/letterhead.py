"""What stands above a letter's title: the red mark, the number, the red lines?

The standard leaves the mark's height to the eye. Here it is the height that makes everything
below it, kept at the standard's distances, fall on the page's rows; so it is the same for every
letter of an office. A long name is narrowed, as on printed letterheads.
"""

from dataclasses import dataclass

from clerkdesk.errors import UserError
from clerkdesk.letters import flow, grid, measures
from clerkdesk.letters.document import Document, PageFormat
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.ink import A4, NUMBER_2, POINT, Colour, Mark, Rule, Run
from clerkdesk.letters.measures import Rows
from clerkdesk.letters.pen import Pen, natural

_TALL, _LOW = 14.0, 6.0  # mm: the least heights of a mark, of a short name and of a long one
_NARROWEST = 0.5  # of the natural width
_THICK_MIDDLE = 0.25  # mm from the distance measured to the middle of the thick line


@dataclass(frozen=True)
class Head:
    """What page one begins with. title_row: the row of the title's first line.

    held_row: the lowest row whose place the head's own distances fix.
    """

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    title_row: int
    held_row: int


def head(document: Document, fonts: FontSet, rows: Rows) -> Head:
    if document.format is PageFormat.LETTER:
        return _letter(document, fonts, rows)
    return _general(document, fonts, rows)


def _letter(document: Document, fonts: FontSet, rows: Rows) -> Head:
    """10.1: mark, double line, number at the right; a double line above the page's lower edge."""
    below_mark = (
        measures.LINE_BELOW_MARK
        + _THICK_MIDDLE
        + measures.THICK / 2
        + measures.BETWEEN
        + measures.THIN
        + measures.GAP
    )
    run, row, height = _mark(
        document,
        fonts,
        [(rows.top(n) - measures.LETTER_MARK_TOP - below_mark, n) for n in range(measures.ROWS)],
        measures.LETTER_MARK_TOP,
    )
    upper = measures.LETTER_MARK_TOP + height + measures.LINE_BELOW_MARK + _THICK_MIDDLE
    lower = measures.SHEET - measures.LETTER_LINE_BOTTOM - _THICK_MIDDLE
    apart = measures.THICK / 2 + measures.BETWEEN + measures.THIN / 2
    left = (A4[0] - measures.LETTER_LINE) / 2  # centred on the sheet, as 10.1 says
    rules = tuple(
        Rule(left, y, left + measures.LETTER_LINE, y, thickness, Colour.RED)
        for y, thickness in (
            (upper, measures.THICK),
            (upper + apart, measures.THIN),
            (lower - apart, measures.THIN),
            (lower, measures.THICK),
        )
    )
    number = _number(document, fonts)
    if number is None:
        return Head((run,), rules, row + measures.BLANK_ROWS_ABOVE_TITLE, row)
    pen, text = number
    placed = pen.placed(
        pen.in_one(text), measures.RIGHT - pen.width(text), rows.top(row), measures.CELL
    )
    return Head((run, placed), rules, row + 1 + measures.BLANK_ROWS_ABOVE_TITLE, row)


def _general(document: Document, fonts: FontSet, rows: Rows) -> Head:
    """7.2.4 to 7.2.7: mark, number two rows below, one red line as wide as the type area."""
    above_number = measures.BLANK_ROWS_ABOVE_NUMBER * rows.pitch
    to_line = above_number + measures.CELL + measures.LINE_BELOW_NUMBER
    overhang = (
        NUMBER_2 * POINT - measures.CELL
    ) / 2  # the title's characters are higher than a cell
    to_title = to_line + measures.BLANK_ROWS_ABOVE_TITLE * rows.pitch + overhang
    run, row, height = _mark(
        document,
        fonts,
        [(rows.top(n) - measures.GENERAL_MARK_TOP - to_title, n) for n in range(measures.ROWS)],
        measures.GENERAL_MARK_TOP,
    )
    bottom = measures.GENERAL_MARK_TOP + height
    line = bottom + to_line
    rules = (Rule(measures.LEFT, line, measures.RIGHT, line, measures.RED_LINE, Colour.RED),)
    number = _number(document, fonts)
    if number is None:
        return Head((run,), rules, row, row)
    pen, text = number
    left = measures.LEFT + (measures.WIDTH - pen.width(text)) / 2
    placed = pen.placed(pen.in_one(text), left, bottom + above_number, measures.CELL)
    return Head((run, placed), rules, row, row)


def _number(document: Document, fonts: FontSet) -> tuple[Pen, str] | None:
    text = grid.one_line(document.number or "", field="number")
    if not text:
        return None
    pen = flow.body_pen(fonts, "number")
    if pen.width(text) > measures.WIDTH:
        raise UserError("letters.page_number_too_long", field="number", number=text)
    return pen, text


def _mark(
    document: Document, fonts: FontSet, heights: list[tuple[float, int]], top: float
) -> tuple[Run, int, float]:
    """The mark, the row its height leads to, and that height in mm."""
    text = grid.one_line(document.mark or document.organ, field="organ")
    word = flow.words()["mark_word"]
    if document.format is PageFormat.GENERAL and not document.mark and not text.endswith(word):
        text += word
    if not text:
        raise UserError("letters.page_mark_missing", field="organ")
    for least in (_TALL, _LOW):
        height, row = next(one for one in heights if one[0] >= least)
        pen = natural(fonts, Role.TITLE, 1 / POINT, "organ", half=False)
        ink = pen.ink(text)
        em = height / (ink.top - ink.bottom)
        stretch = min(1.0, measures.WIDTH / (pen.width(text) * em))
        if stretch >= _NARROWEST:
            return _set_mark(pen, text, em, stretch, top + ink.top * em), row, height
    raise UserError("letters.page_mark_too_long", field="organ", organ=text)


def _set_mark(pen: Pen, text: str, em: float, stretch: float, baseline: float) -> Run:
    wide = em * stretch
    left = measures.LEFT + (measures.WIDTH - pen.width(text) * wide) / 2
    marks = []
    for one in pen.in_one(text):
        drawn = pen.drawn(one.text)
        inset = (one.width - drawn.advance) / 2
        marks.append(Mark(one.text, left + (one.x + inset) * wide, drawn))
    return Run(
        tuple(marks), baseline, em / POINT, pen.role, Colour.RED, stretch, heavier=pen.heavier
    )
