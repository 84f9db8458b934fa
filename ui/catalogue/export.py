"""How do catalogue, guide and change log leave the desk: as a workbook, as a document?"""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from clerkdesk.letters.fonts import Role
from clerkdesk.letters.ink import A4
from clerkdesk.letters.wordlines import face
from clerkdesk.publications import duties
from clerkdesk.publications.categories import Category
from clerkdesk.publications.duties import CatalogueRow, Guide
from ui import words
from ui.catalogue.rows import ItemRow, also, changes, channels, elements, items, limit
from ui.workbook import Tab
from ui.workbook import workbook as made_of

say = words.of("catalogue_page")

_ENTRY = (
    ("col_index", lambda row: row.index, 22),
    ("col_name", lambda row: row.name, 48),
    ("col_gist", lambda row: row.gist, 40),
    ("col_formed", lambda row: row.formed_on, 12),
    ("x_document_number", lambda row: row.document_number, 22),
    ("x_organ", lambda row: row.organ, 22),
    ("col_category", lambda row: row.category_name, 26),
    ("col_published", lambda row: row.published_on, 12),
    ("x_channel", lambda row: _channel(row.channel), 14),
    ("x_url", lambda row: row.url, 40),
)
_ITEM = (
    ("x_group", lambda _row, group: group, 26),
    ("col_item", lambda row, _group: row.category.name, 40),
    ("x_basis", lambda row, _group: row.category.basis, 34),
    ("x_owner", lambda row, _group: row.category.owner, 20),
    ("col_units", lambda row, _group: row.units, 24),
    ("x_elements", lambda row, _group: elements(row.category), 44),
    ("x_audience", lambda row, _group: words.term("audience", row.category.audience), 10),
    ("x_channels", lambda row, _group: channels(row.category), 24),
    ("col_frequency", lambda row, _group: words.term("frequency", row.category.frequency), 16),
    ("x_law_limit", lambda row, _group: limit(row.category.rule), 24),
    ("x_limit_basis", lambda row, _group: row.category.rule.basis, 40),
    ("x_own_limit", lambda row, _group: _own_limit(row.category), 40),
    ("x_also", lambda row, _group: "\n".join(also(one) for one in row.category.also), 50),
)
_DUTY = (
    ("col_unit", 24),
    ("col_item", 40),
    ("x_column", 24),
    ("x_kind", 12),
    ("f_person", 12),
    ("col_frequency", 16),
    ("f_from", 12),
    ("x_basis", 34),
    ("f_note", 30),
)


def _own_limit(category: Category) -> str:
    rule = category.office
    return "" if rule is None else say("x_own_limit_line", limit=limit(rule), basis=rule.basis)


def _channel(key: str) -> str:
    return words.terms("publication_channel").get(key, key)


def entries(first: date, last: date) -> tuple[CatalogueRow, ...]:
    """Return the 目录 of what was published in these days and still stands."""
    return duties.catalogue_rows(first, last)


def workbook(first: date, last: date, today: date) -> bytes:
    """Return an .xlsx: the 目录 of the days, the catalogue, who answers for what, the changes."""
    heads = [(say("col_on"), 14), (say("col_what"), 60), (say("col_whose"), 24)]
    return made_of(
        [
            Tab(
                say("x_entries"),
                [(say(key), width) for key, _value, width in _ENTRY],
                ([value(row) for _key, value, _width in _ENTRY] for row in entries(first, last)),
            ),
            Tab(say("x_items"), [(say(key), size) for key, _v, size in _ITEM], _item_cells(today)),
            Tab(say("x_duties"), [(say(key), width) for key, width in _DUTY], _duty_cells(today)),
            Tab(say("x_changes"), heads, ([row.on, row.what, row.whose] for row in changes())),
        ]
    )


def _duty_cells(today: date) -> Iterable[list[Any]]:
    for one in duties.responsibilities(today):
        yield [
            one.unit,
            one.category_name,
            _joined(one.columns),
            _joined(words.term("column_kind", kind) for kind in one.kinds),
            one.person,
            words.term("frequency", one.frequency) if one.frequency else "",
            one.since,
            one.basis,
            one.note,
        ]


_STYLES = (  # of the document: name, face, size in points
    ("Title", Role.TITLE, 22),
    ("Heading 1", Role.HEADING1, 16),
    ("Heading 2", Role.HEADING2, 14),
    ("Normal", Role.BODY, 12),
)


def _joined(names: Iterable[str]) -> str:
    return say("between").join(names)


def _item_cells(today: date) -> Iterable[list[Any]]:
    group = ""
    for row in items(today):
        if isinstance(row, ItemRow):
            yield [value(row, group) for _key, value, _width in _ITEM]
        else:
            group = row.title


def document(first: date, last: date, today: date, office: str) -> bytes:
    """Return a .docx: the guide by the fields of 条例 12, then the 目录 of the days."""
    made: Any = docx.Document()
    _look(made)
    made.core_properties.author = office
    made.core_properties.title = say("w_title", office=office)
    made.add_heading(say("w_title", office=office), 0)
    made.add_paragraph(say("w_until", day=words.letter_day(today)))
    made.add_heading(say("w_guide"), 1)
    _guide(made, duties.guide(today))
    made.add_heading(
        say("w_entries", first=words.letter_day(first), last=words.letter_day(last)), 1
    )
    rows = entries(first, last)
    if not rows:
        made.add_paragraph(say("w_none"))
    else:
        _table(
            made,
            [say(key) for key in ("col_index", "col_name", "col_gist", "col_formed")],
            ((row.index, row.name, row.gist, words.day(row.formed_on)) for row in rows),
        )
    made.add_heading(say("x_changes"), 1)
    _table(
        made,
        [say("col_on"), say("col_what"), say("col_whose")],
        ((words.day(row.on), row.what, row.whose) for row in changes()),
    )
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _look(made: Any) -> None:
    """A4, black, the faces an office prints in: a new document is American, blue and Latin."""
    section = made.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    for name, role, size in _STYLES:
        style = made.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
        properties = style.element.get_or_add_rPr()
        face(properties, role)
        faces = properties.find(qn("w:rFonts"))
        for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            faces.attrib.pop(qn(f"w:{slot}"), None)  # a theme's face would win


def _guide(made: Any, guide: Guide) -> None:
    for key, label in words.terms("guide_field").items():
        made.add_heading(label, 2)
        said = getattr(guide, key).strip() or words.UNFILLED
        for line in said.splitlines():
            made.add_paragraph(line)


def _table(made: Any, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = made.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value
