"""What does a .docx say? Body, tables, text boxes, headers, and what hides beside them."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from clerkdesk.publications.readers.package import attribute, local, read_beside, tree
from clerkdesk.publications.readers.parts import Note, Parts, Place, add_lines

_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_GONE = frozenset({"del", "moveFrom"})  # tracked deletions
_NEW = frozenset({"ins", "moveTo"})
_SKIPPED = frozenset({"Fallback", "pPr", "rPr", "sectPr", "tblPr"})


def read(data: bytes) -> Parts:
    parts = Parts()
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        names = pack.namelist()
        walker = _Walker(parts)
        add_lines(parts.lines, walker.block(tree(pack.read(_main_part(names)))))
        for name in sorted(names):
            _beside(name, pack, walker)
        _say_what_hides(walker, parts)
        read_beside(pack, parts)
    return parts


def _main_part(names: list[str]) -> str:
    if "word/document.xml" in names:
        return "word/document.xml"
    return next(
        name for name in names if name.startswith("word/document") and name.endswith(".xml")
    )


def _beside(name: str, pack: zipfile.ZipFile, walker: "_Walker") -> None:
    """Read one part of the package that is not the body."""
    if not name.endswith(".xml") or not name.startswith("word/"):
        return
    parts = walker.parts
    stem = name.removeprefix("word/").rstrip("0123456789.xml")
    if stem == "header":
        root = tree(pack.read(name))
        add_lines(parts.headers, _texts(root, walker))
        parts.headers.extend(_watermarks(root))
    elif place := _ASIDES.get("glossary" if stem.startswith("glossary/") else stem):
        for text in _texts(tree(pack.read(name)), walker):
            parts.aside(place, text)


_ASIDES = {
    "footer": Place.FOOTER,
    "comments": Place.COMMENT,
    "footnotes": Place.FOOTNOTE,
    "endnotes": Place.FOOTNOTE,
    "glossary": Place.HIDDEN,  # building blocks that came with the template
}


def _texts(root: Any, walker: "_Walker") -> list[str]:
    return [text for text in walker.block(root) if text.strip()]


def _watermarks(root: Any) -> Iterator[str]:
    """A watermark's words are an attribute of a drawn path, not text."""
    for node in root.iter():
        if local(node) == "textpath" and (words := attribute(node, "string")):
            yield words


def _say_what_hides(walker: "_Walker", parts: Parts) -> None:
    if walker.changes:
        parts.notes.append(Note.of("tracked_changes", count=walker.changes))
    if any(aside.place is Place.COMMENT for aside in parts.asides):
        parts.notes.append(Note.of("comments"))
    if any(aside.place is Place.HIDDEN for aside in parts.asides):
        parts.notes.append(Note.of("hidden_text"))


class _Walker:
    """Walks through WordprocessingML without recursing deeper than its tables are nested."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.changes = 0
        self._beside: dict[Place, list[str]] = {}  # of the paragraph that is being read

    def block(self, node: Any) -> Iterator[str]:
        """Yield the lines of everything inside: paragraphs, tables row by row."""
        for child in node:
            name = local(child)
            if name in _SKIPPED:
                continue
            if name in _GONE:
                self.changes += 1
                self.parts.aside(Place.DELETED, _all_text(child))
            elif name == "p":
                yield from self.paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            else:
                yield from self.block(child)

    def paragraph(self, node: Any) -> Iterator[str]:
        """Yield a paragraph's own line, then the lines of the text boxes anchored in it."""
        line: list[str] = []
        boxes: list[Any] = []
        self._beside = {}
        self._inline(node, line, boxes)
        for place, pieces in self._beside.items():  # whole: a number is often cut in three
            self.parts.aside(place, "".join(pieces))
        yield "".join(line)
        for box in boxes:
            yield from self.block(box)

    def _inline(self, node: Any, line: list[str], boxes: list[Any]) -> None:
        for child in node:
            name = local(child)
            if name == "t":
                line.append(child.text or "")
            elif name in _BREAKS:
                line.append(_BREAKS[name])
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "textpath":
                line.append(attribute(child, "string") or "")
            elif name == "sym":
                line.append(_symbol(child))
            elif name == "AlternateContent":
                self._inline(_shown_of(child), line, boxes)
            elif name not in _SKIPPED and not self._set_aside(child, name):
                self.changes += name in _NEW
                self._inline(child, line, boxes)

    def _set_aside(self, node: Any, name: str) -> bool:
        """Put what a reader of the page does not see aside; False for anything else."""
        if name in _GONE:
            self.changes += 1
            self._beside.setdefault(Place.DELETED, []).append(_all_text(node))
        elif name in {"instrText", "delInstrText"}:
            self._beside.setdefault(Place.LINK, []).append(node.text or "")
        elif name in {"docPr", "cNvPr", "shape"}:
            for said in ("descr", "title", "alt"):
                self.parts.aside(Place.PICTURE_TEXT, node.get(said, ""))
            return False
        elif name == "r" and _vanishes(node):
            self._beside.setdefault(Place.HIDDEN, []).append(_all_text(node))
        else:
            return False
        return True

    def _table(self, table: Any) -> Iterator[str]:
        for row in table.iter():
            if local(row) != "tr" or _nearest(row, "tbl") is not table:
                continue
            cells = [
                [text for text in self.block(cell) if text.strip()]
                for cell in row.iter()
                if local(cell) == "tc" and _nearest(cell, "tr") is row
            ]
            if len(cells) == 1:
                yield from cells[0]
            else:
                yield "\t".join(" ".join(cell) for cell in cells)


def _nearest(node: Any, name: str) -> Any:
    up = node.getparent()
    while up is not None and local(up) != name:
        up = up.getparent()
    return up


def _vanishes(run: Any) -> bool:
    for child in run:
        if local(child) == "rPr":
            for wish in child:
                if local(wish) in {"vanish", "webHidden"}:
                    return attribute(wish, "val") not in {"0", "false", "off"}
    return False


def _all_text(node: Any) -> str:
    wanted = {"t", "delText", "delInstrText"}
    return "".join(each.text or "" for each in node.iter() if local(each) in wanted)


def _shown_of(alternatives: Any) -> Any:
    """Return the alternative that has words: both hold the same, or one holds nothing."""
    choices = [child for child in alternatives if local(child) in {"Choice", "Fallback"}]
    return next((one for one in choices if _all_text(one)), choices[0] if choices else alternatives)


def _symbol(node: Any) -> str:
    """A sign of a symbol font stands 0xF000 above its own place; dingbats are no words."""
    font = (attribute(node, "font") or "").lower()
    code = int(attribute(node, "char") or "0", 16) & 0xFFF
    return "" if "dings" in font or font == "symbol" or code < 32 else chr(code)  # noqa: PLR2004
