"""What is the masked copy of a .docx? The same package without what hides, its words masked."""

import io
import re
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from clerkdesk.errors import UserError
from clerkdesk.privacy.copies.made import Made, dropped, hidden_by, shares
from clerkdesk.privacy.find import Hit
from clerkdesk.privacy.mask import Profile, mask
from clerkdesk.publications.readers import package
from clerkdesk.publications.readers.package import attribute, local
from clerkdesk.publications.readers.parts import Note, Place
from clerkdesk.publications.reading import Reading

_GONE = frozenset({"del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference"})
_UNWRAPPED = frozenset({"ins", "moveTo"})
_WORDS = frozenset({"t", "instrText"})
_COMMENTS = ("word/comments", "word/people")
_EMPTIED = ("docProps/", "customXml/item", "package/services/metadata/")
_LINE_END = {"p": "\n", "tc": "\t", "tr": "\n", "br": "\n", "tab": "\t", "cr": "\n"}
_LINE_END["noBreakHyphen"] = "-"
# parts that do not go along: a picture of the first page, programs, what a printer was told
_LEFT_OUT = re.compile(
    r"docprops/thumbnail.*|.*vbaproject.*\.bin|.*/printersettings/.*", re.IGNORECASE
)


def masked(data: bytes, read: Reading, profile: Profile) -> Made:
    """Return the copy; refuse a package with files inside."""
    out = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        names = pack.namelist()
        if package.embedded_files(names):
            raise UserError("privacy.embedded", name=read.name)
        left_out = {name for name in names if _LEFT_OUT.fullmatch(name)}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in names:
                if name.endswith("/") or name in left_out:
                    continue
                part = pack.read(name)
                if package.is_xml(name):
                    part, found = _part(name, part, profile, left_out)
                    count += found
                copy.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return Made(out.getvalue(), count, _dropped(read, left_out))


def _dropped(read: Reading, left_out: set[str]) -> tuple[Note, ...]:
    places = Counter(aside.place for aside in read.asides)
    return dropped(
        comments=places[Place.COMMENT],
        deletions=places[Place.DELETED],
        hidden=places[Place.HIDDEN],
        macros=sum("vbaproject" in name.lower() for name in left_out),
        properties=places[Place.METADATA],
    )


def _part(name: str, part: bytes, profile: Profile, left_out: set[str]) -> tuple[bytes, int]:
    root = package.tree(part)
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    if name.endswith(".rels"):
        _cut_links(root, profile, left_out)
        return _bytes(root), 0
    if name == "[Content_Types].xml":
        for node in list(root):
            if node.get("PartName", "").removeprefix("/") in left_out:
                root.remove(node)
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
    _mask_strings(root, profile)
    return _bytes(root), count


def _bytes(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _cut_links(root: Any, profile: Profile, left_out: set[str]) -> None:
    """A link to a person's mail address would keep it behind masked words."""
    for node in list(root):
        target = node.get("Target", "")
        if any(name.endswith(target.lstrip("./")) for name in left_out):
            root.remove(node)
        elif node.get("TargetMode") == "External" and hidden_by(profile, target):
            node.set("Target", "about:blank")


def _empty(root: Any) -> None:
    """Blank every property: authors, companies, key words, bound data, and their own names."""
    for number, node in enumerate(root.iter(etree.Element)):
        if not len(node) and node.text and not _is_date(node.text):
            node.text = ""
        elif len(node):
            node.text = node.tail = None
        for key in node.attrib:
            if key.rpartition("}")[2] in {"name", "linkTarget"}:
                node.set(key, f"p{number}")
            elif package.may_tell(node.get(key)):
                node.set(key, "")


def _is_date(text: str) -> bool:
    return text[:4].isdigit() and text[4:5] == "-" and text.endswith("Z")


def _drop_what_hides(root: Any) -> None:
    """Remove deletions, comments and hidden runs; keep insertions, without who made them."""
    for node in list(root.iter(etree.Element)):
        name = local(node)
        if name in _GONE or name == "delInstrText" or (name == "r" and _vanishes(node)):
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
        elif event == "end" and name in _LINE_END and not _ends_with_its_cell(node, name):
            say(_LINE_END[name])
    text = "".join(said)
    hits = hidden_by(profile, text)
    starts = [piece.start for piece in pieces]
    for hit in reversed(hits):
        first = max(bisect_right(starts, hit.start) - 1, 0)
        instead = profile.rules[hit.kind].apply(text[hit.start : hit.end])
        _write(pieces[first : first + hit.end - hit.start + 1], hit, instead)
    return len(hits)


def _ends_with_its_cell(node: Any, name: str) -> bool:
    """Cells that stand below one another are lines: what ends with them ends no second one."""
    if name not in {"p", "tc"} or node.getnext() is not None:
        return False
    parent = node.getparent()
    return parent is not None and local(parent) == {"p": "tc", "tc": "tr"}[name]


def _write(pieces: Iterable[_Piece], hit: Hit, instead: str) -> None:
    """Replace a stretch that may run over several pieces."""
    for piece in pieces:
        first, last = hit.start - piece.start, hit.end - piece.start
        if last <= 0:
            break
        text = piece.node.text
        if first >= len(text):
            continue
        own = shares(hit.start, hit.end, instead, piece.start, len(text))
        piece.node.text = text[: max(first, 0)] + own + text[last:]


def _mask_strings(root: Any, profile: Profile) -> None:
    """Mask what stands in attributes, and in text that is no run: charts, shapes, answers."""
    for node in root.iter(etree.Element):
        for key, value in node.attrib.items():
            if _may_hide(value) and (hits := hidden_by(profile, value)):
                node.set(key, mask(value, hits, profile))
        text = node.text or ""
        if local(node) not in _WORDS and _may_hide(text) and (hits := hidden_by(profile, text)):
            node.text = mask(text, hits, profile)


def _may_hide(text: str) -> bool:
    """Sizes, colours and keys are by far the most of all strings, and a look at each costs."""
    return not text.isascii() or package.may_tell(text)
