"""How does a letter become a .docx that an office can still edit?

The text is real text in paragraphs; the page has the margins and the grid of GB/T 9704-2012 and
names the faces the standard asks for. What only the PDF can hold to the millimetre (the mark's ink,
the seal's place) is as near as a word processor comes.
"""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from clerkdesk.letters import flow, measures, title
from clerkdesk.letters.document import Attachments, Block, Document, Heading, PageFormat
from clerkdesk.letters.fonts import Role
from clerkdesk.letters.ink import A4, NUMBER_2, NUMBER_3, NUMBER_4, POINT
from clerkdesk.letters.parts import Form, Sheet, Words
from clerkdesk.letters.wordlines import Look, add, blank, border, cells, face, fill, page_number
from clerkdesk.letters.write import Written

_PITCH = measures.HEIGHT / measures.ROWS  # mm: what a word processor divides by
_CELL = measures.CELL / POINT
_TWIPS = 20  # in a point
_CHAR_SPACE = 4096  # in a point, as w:charSpace counts
_MARK_SIZE = 36.0  # points at most; the mark's size is the organ's choice
_INDENT = 2  # characters, 7.3.3
_DATE_RIGHT, _SIGNED_RIGHT = 4, 2  # characters, 7.3.5.1 and 7.3.5.2
_LINE_OUT = (measures.LETTER_LINE - measures.WIDTH) / 2  # mm beyond the type area
_FOOT = 23.0  # mm from the lower edge to the page number's line


def editable(written: Written) -> bytes:
    """Return a letter, or an internal sheet as a table, as .docx; equal letters give equal text."""
    made = docx.Document()
    for paragraph in list(made.paragraphs):
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001 - no public way
    _page(made, (written.pitch or _PITCH) / POINT)
    if written.sheet is not None:
        _sheet(made, written.sheet)
    else:
        _letter(made, written.document)
    _say_what_it_is(made, written)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Any, pitch: float) -> None:
    """pitch: from row to row, in points."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.top_margin, section.left_margin = Mm(measures.TOP), Mm(measures.LEFT)
    section.bottom_margin = Mm(A4[1] - measures.BOTTOM)
    section.right_margin = Mm(A4[0] - measures.RIGHT)
    section.footer_distance = Mm(_FOOT)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no grid
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(pitch * _TWIPS)))
    grid.set(qn("w:charSpace"), str(round((_CELL - NUMBER_3) * _CHAR_SPACE)))
    normal = made.styles["Normal"]
    face(normal.element.get_or_add_rPr(), Role.BODY)
    normal.font.size = Pt(NUMBER_3)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(pitch)


def _letter(made: Any, document: Document) -> None:
    general = document.format is PageFormat.GENERAL
    section = made.sections[0]
    section.different_first_page_header_footer = True
    made.settings.odd_and_even_pages_header_footer = True
    if general:
        _general_head(made, document)
        page_number(section.first_page_footer, ALIGN.RIGHT, right=1)
    else:
        _letter_head(made, section, document)
    page_number(section.footer, ALIGN.RIGHT, right=1)  # 7.5: odd pages at the right
    page_number(section.even_page_footer, ALIGN.LEFT, left=1)
    blank(made, measures.BLANK_ROWS_ABOVE_TITLE)
    _title(made, document.title, document.unbroken)
    blank(made, 1)
    if document.addressee:
        text = document.addressee.rstrip(flow.words()["colons"]) + flow.words()["colon"]
        add(made, text, Look())
    _body(made, document.body)
    _attached(made, document.attachments)
    _signed(made, document)
    if document.notes:
        add(made, flow.said("note", text=document.notes), Look(first=_INDENT))
    for number, annex in enumerate(document.annexes, 1):
        _annex(made, annex.title, annex.body, number if len(document.annexes) > 1 else None)
    _closing(made, document)


def _letter_head(made: Any, section: Any, document: Document) -> None:
    """10.1: the mark 30 mm below the edge, a double line below it and one above the page's end."""
    section.header_distance = Mm(measures.LETTER_MARK_TOP)
    section.first_page_header.is_linked_to_previous = False
    head = section.first_page_header.paragraphs[0]
    mark = document.mark or document.organ
    fill(head, mark, _mark_look(mark))
    head.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    border(head, "bottom", "thickThinSmallGap", space=measures.LINE_BELOW_MARK, out=_LINE_OUT)
    foot = section.first_page_footer.paragraphs[0]
    foot.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    border(foot, "bottom", "thinThickSmallGap", space=0, out=_LINE_OUT)
    if document.number:
        add(made, document.number, Look(align=ALIGN.RIGHT))


def _general_head(made: Any, document: Document) -> None:
    """7.2: the mark 35 mm below the type area's top, the number, one red line."""
    word = flow.words()["mark_word"]
    organ = document.mark or document.organ
    mark = organ if document.mark or organ.endswith(word) else organ + word
    head = add(made, mark, _mark_look(mark))
    head.paragraph_format.space_before = Mm(measures.GENERAL_MARK_TOP - measures.TOP)
    head.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    blank(made, measures.BLANK_ROWS_ABOVE_NUMBER)
    number = add(made, document.number or "", Look(align=ALIGN.CENTER))
    border(number, "bottom", "single", space=measures.LINE_BELOW_NUMBER, out=0)


def _mark_look(mark: str) -> Look:
    """As large as the type area's width allows."""
    size = min(_MARK_SIZE, measures.WIDTH / POINT / max(cells(mark), 1))
    return Look(Role.TITLE, float(int(size)), ALIGN.CENTER, red=True)


def _title(made: Any, text: str, unbroken: tuple[str, ...]) -> None:
    room = measures.WIDTH / (NUMBER_2 * POINT)
    for line in title.lines(text, cells, room, unbroken=unbroken):
        add(made, line, Look(Role.TITLE, NUMBER_2, ALIGN.CENTER, keeps=True))


def _body(made: Any, body: Iterable[Block]) -> None:
    roles = {1: Role.HEADING1, 2: Role.HEADING2}
    for block in body:
        if isinstance(block, Attachments):
            _attached(made, block.names)
        elif isinstance(block, Heading):
            look = Look(roles.get(block.level, Role.BODY), first=_INDENT, keeps=True)
            add(made, block.text, look)
        else:
            for text in block.text.splitlines() or [""]:
                add(made, text, Look(first=_INDENT if block.indent else 0))


def _attached(made: Any, names: tuple[str, ...]) -> None:
    """7.3.4: after a blank line, names aligned by their first character."""
    if names:
        blank(made, 1)
    label = flow.words()["attachment_note"]
    for number, name in enumerate(names, 1):
        ordinal = flow.said("attachment_number", number=number) if len(names) > 1 else ""
        text = (label if number == 1 else "") + ordinal + name
        hanging = len(label) + cells(ordinal)
        first = -hanging if number == 1 else -cells(ordinal)
        add(made, text, Look(left=_INDENT + hanging, first=first))


def _signed(made: Any, document: Document) -> None:
    """7.3.5: two blank lines where a seal is to come, one where none is."""
    day = flow.written(document.date)
    names = document.signature
    if not names:
        return
    blank(made, 2 if document.sealed else 1)
    if document.sealed:
        date_right = float(_DATE_RIGHT)
        rights = [max(0.0, date_right + (cells(day) - cells(name)) / 2) for name in names]
    else:
        widest = max(map(cells, names))
        date_right = max(0.0, _SIGNED_RIGHT + widest - _INDENT - cells(day))
        rights = [float(_SIGNED_RIGHT)] * len(names)
    for name, right in zip(names, rights, strict=True):
        add(made, name, Look(align=ALIGN.RIGHT, right=right, keeps=True))
    add(made, day, Look(align=ALIGN.RIGHT, right=date_right))


def _annex(made: Any, name: str, body: Iterable[Block], number: int | None) -> None:
    """7.3.7: on a page of its own, its number flush left, its title in the third line."""
    head = flow.said("annex", number=number or "")
    paragraph = add(made, head, Look(Role.HEADING1))
    paragraph.paragraph_format.page_break_before = True
    blank(made, 1)
    _title(made, name, ())
    blank(made, 1)
    _body(made, body)


def _closing(made: Any, document: Document) -> None:
    """7.4: who gets a copy; in a general document also who printed it and when."""
    rows = []
    if document.copies_to:
        words = flow.words()
        names = words["copies_joint"].join(document.copies_to)
        rows.append(words["copies"] + names + words["copies_end"])
    if document.format is PageFormat.GENERAL and document.printed_by:
        day = flow.said("printed", day=flow.written(document.printed_on or document.date))
        rows.append(f"{document.printed_by}\t{day}")
    if not rows:
        return
    blank(made, 1)
    for number, text in enumerate(rows):
        paragraph = add(made, text, Look(size=NUMBER_4, left=1, right=1))
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(measures.WIDTH - NUMBER_4 * POINT), ALIGN.RIGHT)
        if document.format is PageFormat.GENERAL:
            border(paragraph, "top", "single", space=0, out=0, red=False)
            if number == len(rows) - 1:
                border(paragraph, "bottom", "single", space=0, out=0, red=False)


def _sheet(made: Any, sheet: Sheet) -> None:
    """An internal sheet: title, office, a table of labels and boxes to write in."""
    add(made, sheet.title, Look(Role.TITLE, NUMBER_2, ALIGN.CENTER))
    if sheet.subtitle:
        add(made, sheet.subtitle, Look(size=NUMBER_4, align=ALIGN.CENTER))
    for part in sheet.blocks:
        if isinstance(part, Form):
            _table(made, part)
        elif isinstance(part, Words):
            for text in part.text.splitlines():
                add(made, text, Look(first=_INDENT if part.indent else 0))
    if sheet.footer:
        add(made, sheet.footer, Look(size=NUMBER_4))


def _table(made: Any, form: Form) -> None:
    columns = max(len(row) for row in form.rows)
    table = made.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for row in form.rows:
        cells = table.add_row().cells
        if len(row) < columns:
            cells = [cells[0], cells[1].merge(cells[-1])]
        height = max(cell.height for cell in row)
        if height:
            table.rows[-1].height = Mm(height)
        for box, cell in zip(cells, row, strict=False):
            look = Look(size=form.size, align=ALIGN.CENTER if cell.label else None)
            texts = cell.text.splitlines() or [""]
            fill(box.paragraphs[0], texts[0], look)
            for text in texts[1:]:
                fill(box.add_paragraph(), text, look)


def _say_what_it_is(made: Any, written: Written) -> None:
    about, document = made.core_properties, written.document
    about.title, about.author = document.title, document.author or document.organ
    about.subject, about.language = document.subject, document.language
    about.last_modified_by, about.comments = about.author, ""
    moment = dt.datetime.combine(document.date, dt.time(), tzinfo=dt.UTC)
    about.created = about.modified = moment
