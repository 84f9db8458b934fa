"""What lies in an office package beside its main text? Properties, links, charts, caches."""

import html
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from clerkdesk.publications.readers.parts import Note, Parts, Place

_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}

# parts whose words stand nowhere else: by the beginning of their names
_BESIDE = {
    "docProps/": Place.METADATA,
    "customXml/item": Place.METADATA,
    "word/people": Place.METADATA,
    "word/charts/": Place.HIDDEN,
    "word/diagrams/data": Place.HIDDEN,
    "xl/charts/": Place.HIDDEN,
    "xl/persons/": Place.METADATA,
    "xl/threadedComments/": Place.COMMENT,
    "xl/pivotCache/": Place.HIDDEN,
    "xl/comments": Place.COMMENT,
    "xl/tables/": Place.HIDDEN,
    "xl/queryTables/": Place.METADATA,
    "xl/connections": Place.METADATA,
    "xl/revisions/": Place.DELETED,
}
_SPEAKING = ("v", "displayName", "userId", "name", "author", "connection", "command")


def local(node: Any) -> str:
    """Return a tag without its namespace: transitional and strict files differ in nothing else."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(node: Any, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, value in node.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def tree(data: bytes) -> Any:
    """Parse XML from strangers: no entities, no network, libxml2's own depth and size limits."""
    return etree.fromstring(data, etree.XMLParser(**_PARSER))


def read_beside(pack: zipfile.ZipFile, parts: Parts) -> None:
    """Gather what hides in a package: properties, link targets, charts' and pivots' copies."""
    for name in sorted(pack.namelist()):
        if name.endswith(".rels"):
            for node in tree(pack.read(name)):
                if node.get("TargetMode") == "External":
                    parts.aside(Place.LINK, node.get("Target", ""))
        elif name.endswith(".xml"):
            place = next((p for start, p in _BESIDE.items() if name.startswith(start)), None)
            if place is not None:
                _gather(tree(pack.read(name)), place, parts)
    _read_rest(pack, parts)
    _note(pack.namelist(), parts)


# what may be a number of a person; plain numbers below ten digits are sizes and places
_MAY_TELL = r"(?:[0-9][ \-.]?){7}|@"
_TELLING = re.compile(_MAY_TELL)
_IN_QUOTES = re.compile(
    rf"=\s*(?:\"([^\"<]*?(?:{_MAY_TELL})[^\"<]*)\"|'([^'<]*?(?:{_MAY_TELL})[^'<]*)')"
)
_IN_TAGS = re.compile(rf">([^<>]*?(?:{_MAY_TELL})[^<>]*)<")
_SHORTEST = 5  # characters: a@b.c
_SIZE = re.compile(r"-?[0-9.]{1,9}")
_GUID = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_REMARK = re.compile(rb"<!--(.*?)-->|<\?(.*?)\?>", re.DOTALL)
_CELLS = re.compile(rb"<((?:\w+:)?sheetData)[\s>].*?</\1>", re.DOTALL)
# tags whose words are read already, in these parts
_READ = re.compile(r"word/(?:document|header|footer|footnotes|endnotes|comments)|xl/worksheets/")
_READ_TAGS = frozenset({"t", "delText", "instrText", "delInstrText", "oddHeader", "oddFooter"})


def _read_rest(pack: zipfile.ZipFile, parts: Parts) -> None:
    """Gather what may be a number or an address and stands where no reader looks.

    Whatever a program keeps in an attribute, a remark, a string that no cell uses any more, stays
    in the file for everybody who unpacks it.
    """
    known = {aside.text for aside in parts.asides if aside.place is not Place.GLIMPSE}
    known.update(piece for line in (*parts.lines, *parts.headers) for piece in line.split("\t"))
    for text in (*pack.namelist(), pack.comment.decode("utf-8", "replace")):
        _telling(text, "zip", parts, known)
    for info in pack.infolist():
        _telling(info.comment.decode("utf-8", "replace"), "zip", parts, known)
        if is_xml(info.filename):
            _rest_of_part(info.filename, pack.read(info), parts, known)


def is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml", ".psmdcp", ".svg"))


def _rest_of_part(name: str, data: bytes, parts: Parts, known: set[str]) -> None:
    for remark in _REMARK.finditer(data):
        _telling((remark[1] or remark[2] or b"").decode("utf-8", "replace"), name, parts, known)
    if name.startswith("xl/worksheets/"):
        data = _CELLS.sub(b"", data)
    read = _READ_TAGS if _READ.match(name) else frozenset()
    written_oddly = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"&#" in data
    strings = _parsed_strings(data, read) if written_oddly else _strings(data, read)
    for where, text in strings:
        _telling(text, where, parts, known)


def _strings(data: bytes, read: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the strings of a part that may tell something, with the tag or attribute they are in.

    From the text as it is written: a tree would cost a hundred times as much, and nearly nothing
    of what stands in it tells anything. It takes drawings that are no XML as well.
    """
    text = data.decode("utf-8", "replace")
    for match in _IN_QUOTES.finditer(text):
        before = text[max(match.start() - 60, 0) : match.start()]
        yield re.split(r"[\s:]", before.rstrip())[-1], html.unescape(match[1] or match[2])
    for match in _IN_TAGS.finditer(text):
        tag = text[max(text.rfind("<", 0, match.start()), 0) : match.start()]
        where = re.split(r"[\s/>]", tag[1:])[0].rpartition(":")[2]
        if where not in read:
            yield where, html.unescape(match[1])


def _parsed_strings(data: bytes, read: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield every string of a part: digits written as entities are seen by a parser alone."""
    for node in tree(data).iter(etree.Element):
        tag = local(node)
        if node.text and tag not in read:
            yield tag, node.text
        if node.tail:
            yield tag, node.tail
        for key, value in node.attrib.items():
            yield key.rpartition("}")[2], value


def _telling(text: str, where: str, parts: Parts, known: set[str]) -> None:
    if text not in known and may_tell(text):
        known.add(text)
        parts.aside(Place.SETTING, text, where)


def may_tell(text: str) -> bool:
    """Tell whether a string may hold a number of a person or an address."""
    return (
        len(text) >= _SHORTEST
        and _TELLING.search(text) is not None
        and not _SIZE.fullmatch(text)
        and not _GUID.fullmatch(text)
    )


_PARAGRAPHS = frozenset({"p", "si", "text"})  # of drawings, of comments in a workbook


def _gather(root: Any, place: Place, parts: Parts) -> None:
    for node in root.iter():
        name = local(node)
        if name in _PARAGRAPHS and len(node) > 1:  # whole: a number is often cut in three
            pieces = [each.text for each in node.iter() if local(each) == "t" and each.text]
            parts.aside(place, "".join(pieces) if len(pieces) > 1 else "", name)
        if not len(node) and node.text:
            parts.aside(place, node.text, name)
        for key in _SPEAKING:
            if value := node.get(key):
                parts.aside(place, value, name)


def _note(names: list[str], parts: Parts) -> None:
    """Say what was not read: pictures, embedded files, macros."""
    pictures = sum("/media/" in name for name in names)
    if pictures:
        parts.notes.append(Note.of("pictures", count=pictures))
        parts.readable = False
    if embedded := embedded_files(names):
        parts.notes.append(Note.of("embedded", count=len(embedded)))
        parts.readable = False
    if any(name.startswith("docProps/thumbnail") for name in names):
        parts.notes.append(Note.of("thumbnail"))
    if any(name.endswith("vbaProject.bin") for name in names):
        parts.notes.append(Note.of("macros"))


_EMBEDDED = ("/embeddings/", "/activex/", "/afchunk", "/externallinks/externallink")
# no words in these that anybody typed, or such as a note of their own speaks of
_HARMLESS = re.compile(
    r".*/$|.*/(?:media|fonts|printersettings)/.*|docprops/thumbnail.*|.*vbaproject.*\.bin"
    r"|.*\.(?:xml|rels|vml|psmdcp|odttf|fntdata)",
    re.IGNORECASE,
)


def embedded_files(names: list[str]) -> list[str]:
    """Return the members that are files of another program, or links into other workbooks.

    A part of a kind that is not known here counts as one: nobody can say what stands in it.
    """
    return [
        name
        for name in names
        if any(kind in name.lower() for kind in _EMBEDDED) or not _HARMLESS.fullmatch(name)
    ]
