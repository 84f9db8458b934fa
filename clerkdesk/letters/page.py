"""How do pages become a PDF file whose faces are embedded and whose text can be copied out?

The only importer of reportlab. Its own TrueType fonts write code points above U+FFFF wrongly and
need a font file for each 256 characters; here a face is one composite font, cut to the letter's
characters, whose way back to text is written in UTF-16.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count
from types import SimpleNamespace
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from clerkdesk.errors import UserError
from clerkdesk.letters import layout, outlines
from clerkdesk.letters.document import Document
from clerkdesk.letters.fonts import FontSet, Role, StandIn
from clerkdesk.letters.ink import POINT, Leaf, Mark, Run
from clerkdesk.letters.measures import Spacing
from clerkdesk.letters.shelf import Face

_PRODUCER = "ClerkDesk"
_SAME = 1e-4  # mm
_ENTRIES = 100  # the most that one block of a character map may hold
_UNITS = 1000  # a PDF counts glyph widths in thousandths of the em
_SYMBOLIC = 4
_FILLED, _FILLED_AND_DRAWN = 0, 2
_AS_A_RULE = Spacing()
_serial = count(1)


@dataclass(frozen=True)
class Typeset:
    """A finished file. stand_ins: faces that took another's place in it.

    pitch: from row to row in mm where a letter's rows came closer than usual; None elsewhere.
    """

    pdf: bytes
    pages: int
    stand_ins: tuple[StandIn, ...]
    pitch: float | None = None


@dataclass(frozen=True)
class About:
    """What the file says of itself. day: when it was made, None for one fixed day."""

    title: str
    author: str = ""
    subject: str = ""
    language: str = "zh-CN"
    day: dt.date | None = None


def typeset(document: Document, fonts: FontSet, spacing: Spacing = _AS_A_RULE) -> Typeset:
    """The letter as PDF; the same document and fonts make the same bytes.

    Raises UserError, naming the field, for what cannot be set: a character no font has, a title
    of more than three lines.
    """
    author = document.author or document.organ
    about = About(document.title, author, document.subject, document.language, document.date)
    pages = layout.pages(document, fonts, spacing)
    return replace(draw(pages.leaves, fonts, about), pitch=pages.pitch)


def draw(leaves: Sequence[Leaf], fonts: FontSet, about: About) -> Typeset:
    """Pages as PDF. Raises ValueError if there is nothing on them."""
    faces = _faces(leaves)
    file = BytesIO()
    try:
        for font in faces.values():
            pdfmetrics.registerFont(font)
        first = next(iter(faces.values()))
        canvas = Canvas(
            file, pagesize=_points(leaves[0].size), invariant=1, pageCompression=1,
            pdfVersion=(1, 7), lang=about.language, initialFontName=first.fontName,
        )  # fmt: skip
        canvas.setTitle(about.title)
        canvas.setAuthor(about.author)
        canvas.setSubject(about.subject)
        canvas.setCreator(_PRODUCER)
        canvas.setProducer(_PRODUCER)
        if about.day is not None:
            stamp = f"D:{about.day.isoformat().replace('-', '')}000000+08'00'"
            canvas.setDateFormatter(lambda *_: stamp)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for n, leaf in enumerate(leaves):
            _page(canvas, leaf, faces, n)
        canvas.save()
    finally:
        for font in faces.values():
            font.unregister()
    return Typeset(file.getvalue(), len(leaves), tuple(_stand_ins(leaves, fonts)))


class _CutFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """One face, cut to a letter's glyphs, as reportlab asks for a font.

    Text given to it is a string of glyph numbers (`codes`), not of characters.
    """

    def __init__(self, face: Face) -> None:  # reads no file of its own, unlike its parent
        self.fontName = f"cut-{next(_serial)}"
        self.face = SimpleNamespace(name=self.fontName, builtIn=False)
        self._source = face.source
        self._numbers: dict[tuple[tuple[str, ...], str], int] = {}
        self._internal: dict[int, str] = {}

    shapable = False

    def add(self, mark: Mark) -> None:
        self._numbers.setdefault((mark.drawn.glyph, mark.text), len(self._numbers) + 1)

    def codes(self, marks: Iterable[Mark]) -> str:
        return "".join(chr(self._numbers[mark.drawn.glyph, mark.text]) for mark in marks)

    def stringWidth(self, *_: Any, **__: Any) -> float:  # noqa: N802 - reportlab's name
        return 0.0

    def splitString(self, text: str, *_: Any) -> list[tuple[int, bytes]]:  # noqa: N802 - reportlab's name
        return [(0, text.encode("utf-16-be"))]

    def getSubsetInternalName(self, _subset: int, doc: Any) -> str:  # noqa: N802 - reportlab's name
        if self.fontName not in doc.fontMapping:
            doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return str(doc.fontMapping[self.fontName])

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Put the font, its outlines and its way back to text into the file."""
        glyphs = [glyph for glyph, _text in self._numbers]
        data = outlines.cut(self._source, glyphs)
        name = pdfdoc.PDFName(f"{_tag(data)}+{self._source.postscript_name}")
        descendant = _dictionary(
            Type="/Font", Subtype="/CIDFontType2", BaseFont=name, CIDToGIDMap="/Identity",
            CIDSystemInfo=_dictionary(
                Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"),
                Supplement=0,
            ),
            DW=_UNITS, W=self._widths(glyphs),
            FontDescriptor=doc.Reference(self._descriptor(doc, name, data)),
        )  # fmt: skip
        whole = _dictionary(
            Type="/Font", Subtype="/Type0", BaseFont=name, Encoding="/Identity-H",
            DescendantFonts=pdfdoc.PDFArray([doc.Reference(descendant)]),
            ToUnicode=doc.Reference(_stream(self._character_map())),
        )  # fmt: skip
        internal = self.getSubsetInternalName(0, doc)[1:]
        doc.idToObject["BasicFonts"].dict[internal] = doc.Reference(whole, internal)

    def _widths(self, glyphs: Iterable[tuple[str, ...]]) -> Any:
        source = self._source
        widths = [round(source.advance(one[0]) * _UNITS, 2) if one else _UNITS for one in glyphs]
        return pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)])

    def _descriptor(self, doc: Any, name: Any, data: bytes) -> Any:
        source = self._source
        top, bottom = round(source.top * _UNITS), round(source.bottom * _UNITS)
        stream = _stream(data)
        stream.dictionary["Length1"] = len(data)
        return _dictionary(
            Type="/FontDescriptor", FontName=name, Flags=_SYMBOLIC, ItalicAngle=0, StemV=80,
            Ascent=top, Descent=bottom, CapHeight=top,
            FontBBox=pdfdoc.PDFArray([0, bottom, _UNITS, top]), FontFile2=doc.Reference(stream),
        )  # fmt: skip

    def _character_map(self) -> bytes:
        lines = [
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
            "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
        ]  # fmt: skip
        pairs = [
            f"<{number:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_glyph, text), number in self._numbers.items()
        ]
        for start in range(0, len(pairs), _ENTRIES):
            block = pairs[start : start + _ENTRIES]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines).encode("ascii")


def _faces(leaves: Sequence[Leaf]) -> dict[Face, _CutFont]:
    faces: dict[Face, _CutFont] = {}
    for leaf in leaves:
        for run in leaf.runs:
            for mark in run.marks:
                face = mark.drawn.face
                if face not in faces:
                    faces[face] = _CutFont(face)
                faces[face].add(mark)
    if not faces:
        raise ValueError("pages without a single character")
    return faces


def _page(canvas: Canvas, leaf: Leaf, faces: dict[Face, _CutFont], number: int) -> None:
    canvas.setPageSize(_points(leaf.size))
    height = leaf.size[1]
    for n, title in enumerate(leaf.bookmarks):
        key = f"p{number}-{n}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(title, key)
    for rule in leaf.rules:
        canvas.setStrokeColorRGB(*rule.colour.value)
        canvas.setLineWidth(rule.thickness / POINT)
        ends = (rule.x, height - rule.y, rule.x2, height - rule.y2)
        canvas.line(*(one / POINT for one in ends))
    text = canvas.beginText()
    for run in leaf.runs:
        if run.heavier:
            canvas.drawText(text)
            canvas.setLineWidth(run.heavier * run.size)
            canvas.setStrokeColorRGB(*run.colour.value)
            text = canvas.beginText()
        text.setTextRenderMode(_FILLED_AND_DRAWN if run.heavier else _FILLED)
        _run(text, run, faces, height)
    canvas.drawText(text)
    for run in leaf.runs:
        for mark in run.marks:
            if mark.drawn.picture is not None:
                _picture(canvas, mark, run, height)
    canvas.showPage()


def _run(text: PDFTextObject, run: Run, faces: dict[Face, _CutFont], height: float) -> None:
    text.setFillColorRGB(*run.colour.value)
    text.setHorizScale(run.stretch * 100)
    for marks, spare in _even(run):
        font = faces[marks[0].drawn.face]
        text.setFont(font.fontName, run.size)
        text.setTextOrigin(marks[0].x / POINT, (height - run.baseline) / POINT)
        text.setCharSpace(round(spare / run.stretch / POINT, 4))
        text.textOut(font.codes(marks))


def _even(run: Run) -> Iterator[tuple[list[Mark], float]]:
    """The run in parts of one face whose characters are equally far apart, and how far, in mm."""
    part: list[Mark] = []
    spare: float | None = None
    for mark in run.marks:
        if part:
            own = part[-1].drawn.advance * run.size * POINT * run.stretch
            gap = mark.x - part[-1].x - own
            same_face = mark.drawn.face == part[-1].drawn.face
            if same_face and (spare is None or abs(gap - spare) < _SAME):
                spare = gap if spare is None else spare
            else:
                yield part, spare or 0.0
                part, spare = [], None
        part.append(mark)
    if part:
        yield part, spare or 0.0


def check_picture(picture: bytes, char: str) -> None:
    """Raise UserError, field "picture", where an image cannot stand for a character."""
    _image(picture, char)


def _image(picture: bytes, char: str) -> ImageReader:
    try:
        image = ImageReader(BytesIO(picture))
        image.getRGBData()
    except (OSError, ValueError) as fault:
        raise UserError("letters.page_picture_unreadable", field="picture", char=char) from fault
    return image


def _picture(canvas: Canvas, mark: Mark, run: Run, height: float) -> None:
    image = _image(mark.drawn.picture or b"", mark.text)
    em = run.size * POINT
    source = mark.drawn.face.source
    bottom = height - run.baseline + source.bottom * em
    place = (mark.x / POINT, bottom / POINT, em / POINT, em / POINT)
    canvas.drawImage(image, *place, preserveAspectRatio=True, anchor="c", mask="auto")


def _stand_ins(leaves: Sequence[Leaf], fonts: FontSet) -> Iterator[StandIn]:
    """Faces standing in for a role the pages use, then faces standing in for single characters."""
    used: set[Role] = set()
    single: dict[tuple[Role, str], dict[str, None]] = {}
    for run in (run for leaf in leaves for run in leaf.runs):
        used.add(run.role)
        chosen = fonts.chosen(run.role)
        for mark in run.marks:
            empty = mark.drawn.glyph == outlines.BLANK and not mark.text.isspace()
            if empty or mark.drawn.face != chosen:
                name = "" if empty else mark.drawn.face.family
                single.setdefault((run.role, name), {})[mark.text] = None
    yield from (one for one in fonts.stand_ins if one.role in used)
    for (role, name), characters in single.items():
        yield StandIn(role, name, "".join(characters))


def _points(size: tuple[float, float]) -> tuple[float, float]:
    return size[0] / POINT, size[1] / POINT


def _dictionary(**entries: Any) -> Any:
    return pdfdoc.PDFDictionary(entries)


def _stream(content: bytes) -> Any:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])


def _tag(data: bytes) -> str:
    """Six capitals that tell cut fonts apart, as PDF asks; from the outlines, so they repeat."""
    number = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    return "".join(chr(ord("A") + number // 26**n % 26) for n in range(6))
