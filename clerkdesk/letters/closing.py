"""What closes a letter's last page: who gets a copy, who printed it and when (7.4, 10.1)?"""

from dataclasses import dataclass
from math import ceil

from clerkdesk.letters import flow, grid, measures
from clerkdesk.letters.document import Document, PageFormat
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.ink import NUMBER_3, NUMBER_4, Rule, Run
from clerkdesk.letters.measures import Rows
from clerkdesk.letters.pen import Pen, natural

_SIDE = 1.0  # 7.4.2: one character of blank at either side
_APART = 1  # rows between the text and the block


@dataclass(frozen=True)
class Block:
    """The closing block. rows: how many of the page's rows must be free for it."""

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    rows: int


@dataclass(frozen=True)
class _Line:
    """One line of the block: texts with their left edges, in the pen's cells."""

    parts: tuple[tuple[float, tuple[grid.Placed, ...]], ...]


def block(document: Document, fonts: FontSet, rows: Rows) -> Block | None:
    """The block at the type area's lower edge; None where the letter has none.

    A LETTER shows the copies alone, without printer, date or rules (10.1).
    """
    pen = natural(fonts, Role.BODY, NUMBER_4, "copies_to")
    copies = _copies(pen, document)
    formal = document.format is PageFormat.GENERAL
    printed = _printed(fonts, document) if formal else []
    lines = [(pen, line) for line in copies] + printed
    if not lines:
        return None
    height = rows.pitch * NUMBER_4 / NUMBER_3
    top = measures.BOTTOM - height * len(lines)
    runs = [
        one.placed(placed, measures.LEFT + left * one.cell, top + n * height, height)
        for n, (one, line) in enumerate(lines)
        for left, placed in line.parts
    ]
    rules = []
    if formal:
        rules = [
            _rule(top, measures.OUTER_RULE),
            _rule(measures.BOTTOM, measures.OUTER_RULE),
        ]  # 7.4.1
    if copies and printed:
        rules.insert(1, _rule(top + height * len(copies), measures.INNER_RULE))
    return Block(tuple(runs), tuple(rules), ceil(height * len(lines) / rows.pitch) + _APART)


def _copies(pen: Pen, document: Document) -> list[_Line]:
    """7.4.2: names after the label, aligned below each other, closed by a full stop."""
    words = flow.words()
    names = [grid.one_line(name, field="copies_to") for name in document.copies_to]
    text = words["copies_joint"].join(name.rstrip(words["copies_end"]) for name in names if name)
    if not text:
        return []
    label = words["copies"]
    start = _SIDE + sum(map(pen.cells, label))
    room = measures.WIDTH / pen.cell - start - _SIDE
    broken = pen.lines(text + words["copies_end"], room, room)
    lines = [_Line(((start, line.placed),)) for line in broken]
    lines[0] = _Line(((_SIDE, pen.in_one(label)), *lines[0].parts))
    return lines


def _printed(fonts: FontSet, document: Document) -> list[tuple[Pen, _Line]]:
    """7.4.3: the printing organ at the left, the day at the right."""
    if not document.printed_by:
        return []
    pen = natural(fonts, Role.BODY, NUMBER_4, "printed_by")
    name = grid.one_line(document.printed_by, field="printed_by")
    day = flow.said("printed", day=flow.written(document.printed_on or document.date))
    day_left = measures.WIDTH / pen.cell - _SIDE - sum(map(pen.cells, day))
    room = day_left - 2 * _SIDE
    lines = [_Line(((_SIDE, line.placed),)) for line in pen.lines(name, room, room)]
    lines[-1] = _Line((*lines[-1].parts, (day_left, pen.in_one(day))))
    return [(pen, line) for line in lines]


def _rule(y: float, thickness: float) -> Rule:
    return Rule(measures.LEFT, y, measures.RIGHT, y, thickness)
