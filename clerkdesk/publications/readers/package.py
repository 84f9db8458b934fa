"""What lies in an office package beside its main text? Properties, links, charts, caches."""

import zipfile
from typing import Any

from lxml import etree

from clerkdesk.publications.readers.parts import Note, Parts, Place

_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}

# parts whose words stand nowhere else: by the beginning of their names
_BESIDE = {
    "docProps/": Place.METADATA,
    "customXml/item": Place.METADATA,
    "word/people": Place.METADATA,
    "word/glossary/document": Place.HIDDEN,
    "word/charts/": Place.HIDDEN,
    "word/diagrams/data": Place.HIDDEN,
    "xl/charts/": Place.HIDDEN,
    "xl/persons/": Place.METADATA,
    "xl/threadedComments/": Place.COMMENT,
    "xl/pivotCache/": Place.HIDDEN,
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
    _note(pack.namelist(), parts)


def _gather(root: Any, place: Place, parts: Parts) -> None:
    for node in root.iter():
        name = local(node)
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
    if any(name.endswith("vbaProject.bin") for name in names):
        parts.notes.append(Note.of("macros"))


def embedded_files(names: list[str]) -> list[str]:
    """Return the members that are files of another program, or links into other workbooks."""
    kinds = ("/embeddings/", "/activex/", "/afchunk", "/externallinks/externallink")
    return [name for name in names if any(kind in name.lower() for kind in kinds)]
