"""How do lists, forms and words become the pages of a plain printed sheet?

A character that no font has is printed as its code point in brackets: a sheet is for the office's
own eyes, and one name must not keep the others from being printed. (A letter is stopped by it.)
"""

from collections.abc import Iterator
from dataclasses import replace

from clerkdesk.letters import flow, page
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.ink import A4, NUMBER_5, SMALL_2, SMALL_4, Colour, Leaf, Rule, Run
from clerkdesk.letters.page import About, Typeset
from clerkdesk.letters.parts import Align, Sheet
from clerkdesk.letters.pen import natural
from clerkdesk.letters.strips import Room, Slot, Strip, line, of

_SIDE, _TOP, _BOTTOM = 20.0, 18.0, 20.0  # mm
_FOOT = 12.0  # mm from the page's lower edge
_TITLE_LEADING = 1.6
_BELOW_TITLE = 3.0


def typeset(sheet: Sheet, fonts: FontSet) -> Typeset:
    """The sheet as PDF; the same sheet and fonts make the same bytes.

    Raises ValueError if a table's row has not one text for each column.
    """
    about = About(sheet.title, sheet.author, day=sheet.date)
    return page.draw(_leaves(sheet, fonts), fonts, about)


def _leaves(sheet: Sheet, fonts: FontSet) -> list[Leaf]:
    size = (A4[1], A4[0]) if sheet.landscape else A4
    room = Room(fonts, _SIDE, size[0] - 2 * _SIDE)
    strips = [*_title(sheet, room)]
    for part in sheet.blocks:
        strips += of(part, room)
    pages = list(_filled(strips, size[1] - _TOP - _BOTTOM))
    leaves = []
    for number, placed in enumerate(pages, 1):
        runs = [_lowered(run, y) for y, strip in placed for run in strip.runs]
        rules = [_moved(rule, y) for y, strip in placed for rule in strip.rules]
        runs += _foot(sheet, room, size[1], number, len(pages))
        marks = (sheet.title,) if number == 1 else ()
        leaves.append(Leaf(tuple(runs), tuple(rules), marks, size))
    return leaves


def _title(sheet: Sheet, room: Room) -> Iterator[Strip]:
    for text, role, size, half in (
        (sheet.title, Role.TITLE, SMALL_2, False),
        (sheet.subtitle, Role.BODY, SMALL_4, True),
    ):
        pen = natural(room.fonts, role, size, "sheet", half=half)
        cells = room.width / pen.cell
        for one in pen.lines(text, cells, cells, spread=False) if text else ():
            run = line(pen, one.text, Slot(room.left, room.width, Align.CENTRE))
            yield Strip(pen.em * _TITLE_LEADING, (run,), keeps=True)
    yield Strip(_BELOW_TITLE, keeps=True)


def _filled(strips: list[Strip], height: float) -> Iterator[list[tuple[float, Strip]]]:
    """Strips shared out to pages: a page's strips with their upper edges."""
    placed: list[tuple[float, Strip]] = []
    y = 0.0
    for n, strip in enumerate(strips):
        needed = _with_followers(strips, n, height)
        if placed and (strip.begins_page or y + needed > height):
            yield placed
            placed, y = [], 0.0
        if not placed and strip.header is not None:
            placed.append((_TOP, strip.header))
            y = strip.header.height
        placed.append((_TOP + y, strip))
        y += strip.height
    yield placed


def _with_followers(strips: list[Strip], n: int, height: float) -> float:
    """Height of a strip with all that must stay below it, no more than a page."""
    total = strips[n].height
    while strips[n].keeps and n + 1 < len(strips) and total < height:
        n += 1
        total += strips[n].height
    return total if total <= height else strips[n].height


def _foot(sheet: Sheet, room: Room, height: float, number: int, count: int) -> Iterator[Run]:
    pen = natural(room.fonts, Role.BODY, NUMBER_5, "sheet")
    shown = _number(number, count) if sheet.numbered else ""
    texts = ((sheet.footer, Align.LEFT), (shown, Align.RIGHT))
    for text, align in texts:
        if text:
            run = line(pen, text, Slot(room.left, room.width, align))
            yield replace(_lowered(run, height - _FOOT - pen.em), colour=Colour.GREY)


def _number(number: int, count: int) -> str:
    return flow.said("page_of", number=number, count=count)


def _lowered(run: Run, y: float) -> Run:
    return replace(run, baseline=run.baseline + y)


def _moved(rule: Rule, y: float) -> Rule:
    return replace(rule, y=rule.y + y, y2=rule.y2 + y)
