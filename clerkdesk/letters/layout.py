"""On which page and in which row does each part of a letter stand?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from clerkdesk.letters import closing, flow, measures
from clerkdesk.letters.document import Annex, Document, PageFormat
from clerkdesk.letters.flow import BLANK, Row
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.ink import NUMBER_4, Leaf, Rule, Run
from clerkdesk.letters.letterhead import head
from clerkdesk.letters.measures import Pitch, Rows
from clerkdesk.letters.pen import natural

_SEAL_BLANKS = 2  # the seal's upper edge stays within one row of the text (7.3.5.1)
_TIGHT_BLANKS = 1  # 7.3.5.2; and 7.3.5.5: spacing gives way before a signature stands alone
_CARRIED = 2  # rows of text that go over to a page with the signature
_ANNEX_TITLE_ROW = 2  # 7.3.7: the third row


@dataclass(frozen=True)
class _Sheet:
    """A page before it is drawn. first: the row its rows start at; head: rows that stay on it."""

    rows: tuple[Row, ...]
    first: int = 0
    head: int = 0
    bookmark: str = ""

    @property
    def free(self) -> int:
        return measures.ROWS - self.first - len(self.rows)


def leaves(document: Document, fonts: FontSet, pitch: Pitch) -> tuple[Leaf, ...]:
    """The letter's pages. Raises UserError for what cannot be set, naming the field."""
    rows = Rows.of(pitch)
    top = head(document, fonts, rows)
    sheets = _signed(_letter(document, fonts, top.title_row), document, fonts)
    for n, annex in enumerate(document.annexes, 1):
        number = n if len(document.annexes) > 1 else None
        sheets += _annex(document, annex, number, fonts)
    end = closing.block(document, fonts, rows)
    bare = end is not None and sheets[-1].free < end.rows
    if bare:
        sheets.append(_Sheet(()))
    drawn = [_drawn(sheet, rows) for sheet in sheets]
    drawn[0] = replace(drawn[0], runs=(*top.runs, *drawn[0].runs), rules=top.rules)
    if end is not None:
        drawn[-1] = _with(drawn[-1], end.runs, end.rules)
    numbered = len(drawn) - 1 if bare else len(drawn)  # 7.5: none on a page of the block alone
    first = 2 if document.format is PageFormat.LETTER else 1  # 10.1: none on a letter's first page
    for n in range(first, numbered + 1):
        drawn[n - 1] = _with(drawn[n - 1], (_page_number(fonts, n),), ())
    return tuple(drawn)


def _letter(document: Document, fonts: FontSet, title_row: int) -> list[_Sheet]:
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
    sheets = _paged([*top, *text], title_row, head=len(top), bookmark=document.title)
    return sheets or [_Sheet((), title_row, bookmark=document.title)]


def _paged(rows: list[Row], first: int, *, head: int = 0, bookmark: str) -> list[_Sheet]:
    """Rows filled into pages; a heading never ends one, a blank row never begins one."""
    sheets: list[_Sheet] = []
    left = list(rows)
    while left:
        room = measures.ROWS - first
        count = min(room, len(left))
        while 1 < count < len(left) and left[count - 1].keeps:
            count -= 1
        sheets.append(_Sheet(tuple(left[:count]), first, head, bookmark))
        left = left[count:]
        while left and left[0] == BLANK:
            left.pop(0)
        first, head, bookmark = 0, 0, ""
    return sheets


def _signed(sheets: list[_Sheet], document: Document, fonts: FontSet) -> list[_Sheet]:
    """The pages with signature, date and note; never a page that holds these alone (7.3.5.5)."""
    *before, last = sheets
    notes = flow.note_rows(fonts, document.notes)
    wide = _SEAL_BLANKS if document.sealed else _TIGHT_BLANKS
    for blanks in (wide, _TIGHT_BLANKS):
        rows = flow.signature_rows(fonts, document, blanks=blanks)
        if len(rows) + len(notes) <= last.free:
            return [*before, replace(last, rows=(*last.rows, *rows, *notes))]
    kept, carried = _carried(last)
    rows = flow.signature_rows(fonts, document, blanks=wide)
    tail = _paged([*carried, *rows, *notes], 0, bookmark="")
    return [*before, replace(last, rows=kept), *tail]


def _carried(sheet: _Sheet) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The rows that stay on a page and those that go over with the signature."""
    lowest = sheet.head + 1  # 7.3.3: the first page shows some of the text
    cut = max(lowest, len(sheet.rows) - _CARRIED)
    while cut > lowest and (sheet.rows[cut - 1].keeps or sheet.rows[cut] == BLANK):
        cut -= 1
    kept, carried = sheet.rows[:cut], sheet.rows[cut:]
    while kept and kept[-1] == BLANK:
        kept = kept[:-1]
    return kept, carried


def _annex(document: Document, annex: Annex, number: int | None, fonts: FontSet) -> list[_Sheet]:
    """7.3.7: on a page of its own, number in the first row, title in the third."""
    label = flow.said("annex", number=number or "")
    pen = flow.body_pen(fonts, "annexes", Role.HEADING1)
    rows = [Row((flow.Piece(pen, pen.in_one(label), 0),)), *[BLANK] * (_ANNEX_TITLE_ROW - 1)]
    rows += flow.title_rows(fonts, annex.title, where="annexes", unbroken=document.unbroken)
    rows += [BLANK, *flow.body_rows(fonts, annex.body)]
    return _paged(rows, 0, bookmark=f"{label} {annex.title}")


def _drawn(sheet: _Sheet, rows: Rows) -> Leaf:
    runs = [run for n, row in enumerate(sheet.rows, sheet.first) for run in row.runs(rows.top(n))]
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
