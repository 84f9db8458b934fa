"""What is the masked copy of a .docx? The same package without what hides, its words masked."""

import io
import zipfile
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from clerkdesk.errors import UserError
from clerkdesk.privacy.find import Hit, find
from clerkdesk.privacy.mask import Profile, mask
from clerkdesk.publications.readers import package
from clerkdesk.publications.readers.package import attribute, local
from clerkdesk.publications.reading import Reading

_GONE = frozenset({"del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference"})
_UNWRAPPED = frozenset({"ins", "moveTo"})
_WORDS = frozenset({"t", "instrText"})
_NAMING = ("descr", "title", "string", "instr")  # attributes that hold words
_COMMENTS = ("word/comments", "word/people")
_EMPTIED = ("docProps/", "customXml/item")
_STYLES = ("word/styles", "word/theme/", "word/fontTable", "word/settings", "word/numbering")
_LINE_END = {"p": "\n", "tc": "\t", "tr": "\n", "br": "\n", "tab": "\t", "cr": "\n"}


def masked(data: bytes, read: Reading, profile: Profile) -> tuple[bytes, int]:
    """Return the copy and the number of finds masked; refuse a package with files inside."""
    out = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        if package.embedded_files(pack.namelist()):
            raise UserError("privacy.embedded", name=read.name)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in pack.namelist():
                part = pack.read(name)
                if name.endswith((".xml", ".rels")):
                    part, found = _part(name, part, profile)
                    count += found
                if not name.endswith("/"):
                    copy.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue(), count


def _part(name: str, part: bytes, profile: Profile) -> tuple[bytes, int]:
    if name.startswith(_STYLES) or name == "[Content_Types].xml":
        return part, 0
    root = package.tree(part)
    if name.endswith(".rels"):
        _cut_links(root, profile)
        return _bytes(root), 0
    if name.startswith(_EMPTIED):
        _empty(root)
        return _bytes(root), 0
    if name.startswith(_COMMENTS):
        for child in list(root):
            root.remove(child)
        return _bytes(root), 0
    _drop_what_hides(root)
    count = _mask_words(root, profile)
    _mask_attributes(root, profile)
    return _bytes(root), count


def _bytes(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _cut_links(root: Any, profile: Profile) -> None:
    """A link to a person's mail address would keep it behind masked words."""
    for node in root:
        target = node.get("Target", "")
        if node.get("TargetMode") == "External" and _hits(target, profile):
            node.set("Target", "about:blank")


def _empty(root: Any) -> None:
    """Blank every property: authors, companies, key words, bound data."""
    for node in root.iter():
        if not len(node) and node.text and not _is_date(node.text):
            node.text = ""


def _is_date(text: str) -> bool:
    return text[:4].isdigit() and text[4:5] == "-" and text.endswith("Z")


def _drop_what_hides(root: Any) -> None:
    """Remove deletions, comments and hidden runs; keep insertions, without who made them."""
    for node in list(root.iter()):
        name = local(node)
        if name in _GONE or (name == "r" and _vanishes(node)):
            _remove(node)
        elif name in _UNWRAPPED and node.getparent() is not None:
            parent = node.getparent()
            place = parent.index(node)
            for child in reversed(list(node)):
                parent.insert(place, child)
            parent.remove(node)


def _vanishes(run: Any) -> bool:
    marks = [wish for child in run if local(child) == "rPr" for wish in child]
    return any(
        local(wish) in {"vanish", "webHidden"} and attribute(wish, "val") not in {"0", "false"}
        for wish in marks
    )


def _remove(node: Any) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


@dataclass
class _Piece:
    node: Any
    start: int


def _mask_words(root: Any, profile: Profile) -> int:
    """Mask across runs: a number is often cut in three by spelling marks and formats."""
    pieces: list[_Piece] = []
    said: list[str] = []
    length = 0

    def say(text: str) -> None:
        nonlocal length
        said.append(text)
        length += len(text)

    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = local(node)
        if event == "start" and name in _WORDS and node.text:
            pieces.append(_Piece(node, length))
            say(node.text)
        elif event == "end" and name in _LINE_END:
            say(_LINE_END[name])
    text = "".join(said)
    hits = _hits(text, profile)
    starts = [piece.start for piece in pieces]
    for hit in reversed(hits):
        first = max(bisect_right(starts, hit.start) - 1, 0)
        instead = profile.rules[hit.kind].apply(text[hit.start : hit.end])
        _write(pieces[first : first + len(text[hit.start : hit.end]) + 1], hit, instead)
    return len(hits)


def _hits(text: str, profile: Profile) -> list[Hit]:
    return [h for h in find(text) if profile.hides(h.kind, text[h.start : h.end])]


def _write(pieces: Iterable[_Piece], hit: Hit, instead: str) -> None:
    """Replace a stretch that may run over several pieces; the first one takes all of it."""
    for piece in pieces:
        first, last = hit.start - piece.start, hit.end - piece.start
        if last <= 0:
            break
        text = piece.node.text
        if first >= len(text):
            continue
        piece.node.text = text[: max(first, 0)] + instead + text[last:]
        instead = ""


def _mask_attributes(root: Any, profile: Profile) -> None:
    for node in root.iter():
        for key, value in node.attrib.items():
            if key.rpartition("}")[2] in _NAMING and (hits := _hits(value, profile)):
                node.set(key, mask(value, hits, profile))
