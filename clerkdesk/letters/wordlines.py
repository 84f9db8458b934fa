"""How is one paragraph of a .docx set: face, size, indents in characters, lines along it?"""

from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from clerkdesk.letters import flow, fonts
from clerkdesk.letters.fonts import Role
from clerkdesk.letters.ink import NUMBER_3, NUMBER_4, POINT

_TWIPS = 20  # in a point
_RED = RGBColor(0xFF, 0, 0)
_HALF = 0.5


@dataclass(frozen=True)
class Look:
    """How a paragraph is set. left, right, first: characters."""

    role: Role = Role.BODY
    size: float = NUMBER_3
    align: Any = None
    first: float = 0
    left: float = 0
    right: float = 0
    red: bool = False
    keeps: bool = False


def blank(made: Any, rows: int) -> None:
    for _ in range(rows):
        add(made, "", Look())


def add(made: Any, text: str, look: Look) -> Any:
    return fill(made.add_paragraph(), text, look)


def fill(paragraph: Any, text: str, look: Look) -> Any:
    paragraph.alignment = look.align
    paragraph.paragraph_format.keep_with_next = look.keeps or None
    if look.size != NUMBER_3:
        _off_the_grid(paragraph)  # the grid is that of the body's size
    _indent(paragraph, look)
    run = paragraph.add_run(text)
    run.font.size = Pt(look.size)
    face(run._element.get_or_add_rPr(), look.role)  # noqa: SLF001 - python-docx has no eastAsia
    if look.red:
        run.font.color.rgb = _RED
    return paragraph


def _off_the_grid(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no grid
    if properties.find(qn("w:snapToGrid")) is None:
        free = OxmlElement("w:snapToGrid")
        free.set(qn("w:val"), "0")
        properties.insert_element_before(free, "w:spacing", "w:ind", "w:jc", "w:rPr")


def _indent(paragraph: Any, look: Look) -> None:
    """Indents in characters, so that they follow another type size."""
    if not (look.first or look.left or look.right):
        return
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    first = "hanging" if look.first < 0 else "firstLine"
    for name, cells in ((first, abs(look.first)), ("left", look.left), ("right", look.right)):
        if cells:
            indent.set(qn(f"w:{name}Chars"), str(round(cells * 100)))
            indent.set(qn(f"w:{name}"), str(round(cells * look.size * _TWIPS)))


def face(properties: Any, role: Role) -> None:
    name = fonts.name_for_editing(role)
    faces = properties.find(qn("w:rFonts"))
    if faces is None:
        faces = OxmlElement("w:rFonts")
        properties.insert(0, faces)
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{slot}"), name)


def border(  # noqa: PLR0913 - what a line is
    paragraph: Any, side: str, kind: str, *, space: float, out: float, red: bool = True
) -> None:
    """A line along a paragraph. space: mm between text and line; out: mm beyond the type area."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no borders
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc",
            "w:rPr",
        )  # fmt: skip
    line = OxmlElement(f"w:{side}")
    eighths = 24 if "thick" in kind.lower() else 16 if red else 6
    values = {"val": kind, "sz": eighths, "space": round(space / POINT)}
    for name, value in {**values, "color": "FF0000" if red else "000000"}.items():
        line.set(qn(f"w:{name}"), str(value))
    borders.append(line)
    if out:
        paragraph.paragraph_format.left_indent = Mm(-out)
        paragraph.paragraph_format.right_indent = Mm(-out)


def page_number(footer: Any, align: Any, *, left: float = 0, right: float = 0) -> None:
    """7.5: the page number between two dashes, one character in."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    dash = flow.words()["dash"]
    look = Look(Role.PAGE_NUMBER, NUMBER_4, align, left=left, right=right)
    fill(paragraph, f"{dash} ", look)
    run = paragraph.add_run()
    run.font.size = Pt(NUMBER_4)
    face(run._element.get_or_add_rPr(), Role.PAGE_NUMBER)  # noqa: SLF001
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)  # noqa: SLF001 - python-docx has no fields
    fill(paragraph, f" {dash}", look)


def cells(text: str) -> float:
    """Width in characters: letters and figures take half a cell."""
    return sum(_HALF if char.isascii() else 1.0 for char in text)
