"""Where does each part of a letter stand on its pages, and how close are the rows?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from clerkdesk.letters import closing, flow, measures, paging
from clerkdesk.letters.document import Annex, Document, PageFormat
from clerkdesk.letters.flow import BLANK, Row
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.ink import NUMBER_4, Leaf, Rule, Run
from clerkdesk.letters.letterhead import Head, head
from clerkdesk.letters.measures import Rows, Spacing
from clerkdesk.letters.paging import Galley, Sheet
from clerkdesk.letters.pen import natural

_SEAL_BLANKS = 2  # the seal's upper edge stays within one row of the text (7.3.5.1)
_TIGHT_BLANKS = 1  # 7.3.5.2; and 7.3.5.5: spacing gives way before a page is added
_ANNEX_TITLE_ROW = 2  # 7.3.7: the third row


@dataclass(frozen=True)
class Pages:
    """A letter's pages. pitch: from row to row in mm where they came closer than usual, or None."""

    leaves: tuple[Leaf, ...]
    pitch: float | None


@dataclass(frozen=True)
class _Set:
    """A letter's sheets, the last one with room for the closing block, if there is one."""

    sheets: tuple[Sheet, ...]
    end: closing.Block | None
    bare: bool  # the last sheet holds nothing but that block


def pages(document: Document, fonts: FontSet, spacing: Spacing) -> Pages:
    """The letter's pages. Raises UserError for what cannot be set, naming the field."""
    usual = Rows.of(spacing.pitch)
    top = head(document, fonts, usual)
    galley = _galley(document, fonts)
    annexes = _annexes(document, fonts, usual)

    def made(one: Rows) -> _Set:
        later = usual if one is usual else Rows(one.pitch, usual.start)
        letter = paging.letter(galley, one, later, top.title_row)
        named = replace(letter[0], bookmark=document.title)
        return _closed((named, *letter[1:], *annexes), document, fonts)

    found, pitch = made(usual), None
    for one in _closer(usual, top, spacing.least):
        tried = made(one)
        if len(tried.sheets) < len(found.sheets):
            found, pitch = tried, one.pitch
            break
    return Pages(_drawn(found, top, document, fonts), pitch)


def _closer(usual: Rows, top: Head, least: float | None) -> Iterator[Rows]:
    """Page one with one row more, with two ... as long as its rows stay far enough apart.

    The head keeps its place and its height, for these are the same in every letter of an office.
    """
    if least is None:
        return
    more = 1
    while (rows := usual.closer(top.held_row, more)).pitch >= least:
        yield rows
        more += 1


def _closed(sheets: tuple[Sheet, ...], document: Document, fonts: FontSet) -> _Set:
    last = sheets[-1]
    end = closing.block(document, fonts, last.grid)
    bare = end is not None and last.free < end.rows
    return _Set((*sheets, Sheet((), last.grid)) if bare else sheets, end, bare)


def _galley(document: Document, fonts: FontSet) -> Galley:
    top = flow.title_rows(
        fonts,
        document.title,
        where="title",
        unbroken=(*document.unbroken, document.organ, *document.signature),
    )
    top.append(BLANK)  # 7.3.2: one blank row below the title
    if document.addressee:
        top += flow.addressee_rows(fonts, document.addressee)
    names = document.attachments or tuple(annex.title for annex in document.annexes)
    text = flow.body_rows(fonts, document.body) + flow.attachment_rows(fonts, names)
    wide = _SEAL_BLANKS if document.sealed else _TIGHT_BLANKS
    signed = [flow.signature_rows(fonts, document, blanks=n) for n in (wide, _TIGHT_BLANKS)]
    notes = flow.note_rows(fonts, document.notes)
    return Galley(tuple(top), tuple(text), tuple(map(tuple, signed)), tuple(notes))


def _annexes(document: Document, fonts: FontSet, grid: Rows) -> tuple[Sheet, ...]:
    several = len(document.annexes) > 1
    return tuple(
        sheet
        for n, annex in enumerate(document.annexes, 1)
        for sheet in _annex(document, annex, n if several else None, fonts, grid)
    )


def _annex(
    document: Document, annex: Annex, number: int | None, fonts: FontSet, grid: Rows
) -> list[Sheet]:
    """7.3.7: on a page of its own, number in the first row, title in the third."""
    label = flow.said("annex", number=number or "")
    pen = flow.body_pen(fonts, "annexes", Role.HEADING1)
    rows = [Row((flow.Piece(pen, pen.in_one(label), 0),)), *[BLANK] * (_ANNEX_TITLE_ROW - 1)]
    rows += flow.title_rows(fonts, annex.title, where="annexes", unbroken=document.unbroken)
    rows += [BLANK, *flow.body_rows(fonts, annex.body)]
    return paging.annex(rows, grid, f"{label} {annex.title}")


def _drawn(made: _Set, top: Head, document: Document, fonts: FontSet) -> tuple[Leaf, ...]:
    drawn = [_leaf(sheet) for sheet in made.sheets]
    drawn[0] = replace(drawn[0], runs=(*top.runs, *drawn[0].runs), rules=top.rules)
    if made.end is not None:
        drawn[-1] = _with(drawn[-1], made.end.runs, made.end.rules)
    numbered = len(drawn) - made.bare  # 7.5: none on a page of the block alone
    first = 2 if document.format is PageFormat.LETTER else 1  # 10.1: none on a letter's first page
    for n in range(first, numbered + 1):
        drawn[n - 1] = _with(drawn[n - 1], (_page_number(fonts, n),), ())
    return tuple(drawn)


def _leaf(sheet: Sheet) -> Leaf:
    runs = [
        run for n, row in enumerate(sheet.rows, sheet.first) for run in row.runs(sheet.grid.top(n))
    ]
    return Leaf(tuple(runs), bookmarks=(sheet.bookmark,) if sheet.bookmark else ())


def _with(leaf: Leaf, runs: Iterable[Run], rules: Iterable[Rule]) -> Leaf:
    return replace(leaf, runs=(*leaf.runs, *runs), rules=(*leaf.rules, *rules))


def _page_number(fonts: FontSet, number: int) -> Run:
    """7.5: below the type area, odd pages at the right, even ones at the left, between dashes."""
    pen = natural(fonts, Role.PAGE_NUMBER, NUMBER_4, "page_number")
    dash = flow.words()["dash"]
    text = f"{dash} {number} {dash}"
    left = (
        measures.LEFT + measures.CELL
        if number % 2 == 0
        else measures.RIGHT - measures.CELL - pen.width(text)
    )
    run = pen.placed(pen.in_one(text), left, 0, 0)
    box = pen.box(dash)
    above = box.top * pen.em if box else 0.0
    return replace(run, baseline=measures.BOTTOM + measures.PAGE_NUMBER_BELOW + above)
