"""How high is each part of a printed sheet, and what does it look like at the top of a page?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import ceil

from clerkdesk.errors import UserError
from clerkdesk.letters import flow, grid, parts
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.ink import Colour, Rule, Run
from clerkdesk.letters.parts import Align
from clerkdesk.letters.pen import Pen, natural

_LEADING = 1.45  # line height against the size
_PAD = 1.6  # mm between a box's edge and its text
_HAIR, _FIRM = 0.15, 0.35  # mm
_MOST_LINES = 30  # of one table row on one page; a longer one goes on on the next
_NUMBERED_LEADING = 2.0
_UNDER_WORD = 0.85  # of that height
_BOX = 0.8  # of the em
_INDENT = 2.0


@dataclass(frozen=True)
class Strip:
    """A part of a sheet that is not cut by a page's end, as it stands at y = 0.

    header: repeated above it where it begins a page. keeps: not the last of a page.
    """

    height: float
    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()
    header: "Strip | None" = None
    keeps: bool = False
    begins_page: bool = False


@dataclass(frozen=True)
class Room:
    """The column that parts are set in. left, width: mm."""

    fonts: FontSet
    left: float
    width: float


@dataclass(frozen=True)
class Slot:
    """Where a line stands across the page, in mm."""

    left: float
    width: float
    align: Align = Align.LEFT


def of(part: parts.Part, room: Room) -> Iterator[Strip]:
    """The strips of one part, from top to bottom."""
    if isinstance(part, parts.Words):
        yield from _words(part, room)
    elif isinstance(part, parts.Table):
        yield from _table(part, room)
    elif isinstance(part, parts.Form):
        yield from _form(part, room)
    elif isinstance(part, parts.Numbered):
        yield from _numbered(part, room)
    elif isinstance(part, parts.Tick):
        yield from _ticks(part, room)
    elif isinstance(part, parts.NewPage):
        yield Strip(0.0, begins_page=True)


def line(pen: Pen, text: str, slot: Slot) -> Run:
    """Text on one line at y = 0, as high as its leading."""
    return _aligned(pen, pen.in_one(" ".join(drawable(pen, text))), slot)


def drawable(pen: Pen, text: str) -> tuple[str, ...]:
    """The text's paragraphs; a character that cannot be set is named by its code point."""
    shown = "".join(_shown(pen, cluster) for cluster in grid.clusters(text))
    return grid.paragraphs(shown, field=pen.where)


def _shown(pen: Pen, cluster: str) -> str:
    if cluster.isspace() or all(map(grid.silent, cluster)):
        return cluster
    kept = "".join(char for char in cluster if not grid.silent(char))
    if not any(map(grid.refusal, kept)):
        try:
            pen.drawn(kept)
        except UserError:
            pass
        else:
            return kept
    point = "+".join(f"{ord(char):04X}" for char in kept)
    return flow.said("missing", code_point=f"U+{point}")


def _aligned(pen: Pen, placed: Sequence[grid.Placed], slot: Slot, *, top: float = 0.0) -> Run:
    own = (placed[-1].x + placed[-1].width) * pen.cell if placed else 0.0
    spare = slot.width - own
    shift = {Align.LEFT: 0.0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[slot.align]
    return pen.placed(placed, slot.left + shift, top, pen.em * _LEADING)


def _lines(pen: Pen, text: str, width: float, *, indent: float = 0.0) -> list[grid.Line]:
    cells = max(width / pen.cell, 1.0)
    return [
        one
        for paragraph in drawable(pen, text)
        for one in pen.lines(paragraph, cells - indent, cells, spread=False)
    ]


def _words(part: parts.Words, room: Room) -> Iterator[Strip]:
    role = Role.HEADING1 if part.strong else Role.BODY
    pen = natural(room.fonts, role, part.size, "sheet")
    if part.space:
        yield Strip(part.space, keeps=True)
    cells = room.width / pen.cell
    indent = _INDENT if part.indent else 0.0
    for paragraph in drawable(pen, part.text):
        left = indent
        for one in pen.lines(paragraph, cells - indent, cells):
            slot = Slot(room.left + left * pen.cell, room.width, part.align)
            run = _aligned(pen, one.placed, slot)
            yield Strip(pen.em * _LEADING, (run,), keeps=part.strong)
            left = 0.0


def _edges(room: Room, shares: Iterable[float]) -> list[float]:
    given = list(shares)
    return [room.left + room.width * part / sum(given) for part in accumulate([0.0, *given])]


def _table(part: parts.Table, room: Room) -> Iterator[Strip]:
    edges = _edges(room, (column.share for column in part.columns))
    titles = tuple(column.title for column in part.columns)
    bold = natural(room.fonts, Role.HEADING1, part.size, "sheet")
    (header,) = _row(bold, titles, part.columns, edges)
    top = Rule(edges[0], 0, edges[-1], 0, _FIRM)
    ground = _ground(edges[0], edges[-1], header.height)
    header = replace(header, rules=(ground, top, *header.rules), keeps=bool(part.rows))
    yield header
    pen = natural(room.fonts, Role.BODY, part.size, "sheet")
    for row in part.rows:
        for strip in _row(pen, row, part.columns, edges):
            yield replace(strip, header=header)


def _row(
    pen: Pen, texts: tuple[str, ...], columns: tuple[parts.Column, ...], edges: list[float]
) -> Iterator[Strip]:
    spans = list(pairwise(edges))
    cells = [
        _lines(pen, text, right - left - 2 * _PAD)
        for text, (left, right) in zip(texts, spans, strict=True)
    ]
    count = max(1, *map(len, cells))
    leading = pen.em * _LEADING
    for start in range(0, count, _MOST_LINES):
        shown = [lines[start : start + _MOST_LINES] for lines in cells]
        height = max(1, *map(len, shown)) * leading + _PAD
        runs = [
            _aligned(
                pen, one.placed, _inside(left, right, column.align), top=_PAD / 2 + n * leading
            )
            for lines, (left, right), column in zip(shown, spans, columns, strict=True)
            for n, one in enumerate(lines)
        ]
        rule = Rule(edges[0], height, edges[-1], height, _HAIR, Colour.GREY)
        yield Strip(height, tuple(runs), (rule,))


def _inside(left: float, right: float, align: Align) -> Slot:
    return Slot(left + _PAD, right - left - 2 * _PAD, align)


def _form(part: parts.Form, room: Room) -> Iterator[Strip]:
    pen = natural(room.fonts, Role.BODY, part.size, "sheet")
    yield Strip(_PAD)
    for number, row in enumerate(part.rows):
        edges = _edges(room, (cell.share for cell in row))
        spans = list(pairwise(edges))
        broken = [
            _lines(pen, cell.text, right - left - 2 * _PAD)
            for cell, (left, right) in zip(row, spans, strict=True)
        ]
        text_height = max(1, *map(len, broken)) * pen.em * _LEADING + 2 * _PAD
        height = max(text_height, *(cell.height for cell in row))
        runs = [
            run
            for cell, lines, (left, right) in zip(row, broken, spans, strict=True)
            for run in _boxed(pen, cell, lines, (left, right), height)
        ]
        rules = [
            _ground(left, right, height)
            for cell, (left, right) in zip(row, spans, strict=True)
            if cell.label
        ]
        rules += [Rule(x, 0, x, height, _HAIR) for x in edges[1:-1]]
        rules += [Rule(x, 0, x, height, _FIRM) for x in (edges[0], edges[-1])]
        last = number == len(part.rows) - 1
        lid = Rule(edges[0], 0, edges[-1], 0, _HAIR if number else _FIRM)
        sill = Rule(edges[0], height, edges[-1], height, _FIRM if last else _HAIR)
        yield Strip(height, tuple(runs), (*rules, lid, sill), keeps=not last and _to_be_signed(row))


def _to_be_signed(row: Sequence[parts.Cell]) -> bool:
    """Whether it is the box of an opinion: who gave it signs in the row below, on the same page."""
    label, *boxes = row
    return label.label and len(boxes) == 1 and not boxes[0].text and boxes[0].height > 0


def _boxed(
    pen: Pen, cell: parts.Cell, lines: list[grid.Line], span: tuple[float, float], height: float
) -> Iterator[Run]:
    """A box's lines: labels and short answers in its middle, long ones from its top."""
    leading = pen.em * _LEADING
    middle = cell.label or not cell.height or len(lines) == 1
    top = (height - len(lines) * leading) / 2 if middle else _PAD
    slot = _inside(*span, Align.CENTRE if cell.label else Align.LEFT)
    for n, one in enumerate(lines):
        yield _aligned(pen, one.placed, slot, top=top + n * leading)


def _numbered(part: parts.Numbered, room: Room) -> Iterator[Strip]:
    words = natural(room.fonts, Role.PAGE_NUMBER, part.size, "sheet")
    small = natural(room.fonts, Role.PAGE_NUMBER, part.size * 0.6, "sheet")
    depth = ceil(len(part.words) / part.columns)
    width = room.width / part.columns
    number_width = small.width("000")
    height = words.em * _NUMBERED_LEADING
    for row in range(depth):
        runs: list[Run] = []
        rules: list[Rule] = []
        for column in range(part.columns):
            index = column * depth + row
            if index >= len(part.words):
                continue
            left = room.left + column * width
            slot = Slot(left, number_width, Align.RIGHT)
            word = line(words, part.words[index], Slot(left + number_width + 2 * _PAD, 0))
            number = _aligned(small, small.in_one(str(index + 1)), slot)
            runs += [replace(number, baseline=word.baseline), word]
            y = height * _UNDER_WORD
            rules.append(Rule(left, y, left + width - _PAD, y, _HAIR, Colour.GREY))
        yield Strip(height, tuple(runs), tuple(rules))


def _ticks(part: parts.Tick, room: Room) -> Iterator[Strip]:
    """Choices, each after a small square; a tick stands in those already chosen."""
    pen = natural(room.fonts, Role.BODY, part.size, "sheet")
    indent = _INDENT * pen.cell
    leading = pen.em * _LEADING
    box = _box(room.left, (leading - pen.em * _BOX) / 2, pen.em * _BOX)
    tick = line(pen, flow.words()["tick"], Slot(room.left, pen.em * _BOX, Align.CENTRE))
    for ticked, text in part.choices:
        lines = _lines(pen, text, room.width - indent)
        for n, one in enumerate(lines):
            run = _aligned(pen, one.placed, Slot(room.left + indent, 0))
            runs = (tick, run) if ticked and n == 0 else (run,)
            yield Strip(leading, runs, () if n else box, keeps=n < len(lines) - 1)


def _box(left: float, top: float, side: float) -> tuple[Rule, ...]:
    right, bottom = left + side, top + side
    return (
        Rule(left, top, right, top, _HAIR),
        Rule(left, bottom, right, bottom, _HAIR),
        Rule(left, top, left, bottom, _HAIR),
        Rule(right, top, right, bottom, _HAIR),
    )


def _ground(left: float, right: float, height: float) -> Rule:
    return Rule(left, height / 2, right, height / 2, height, Colour.PALE)
