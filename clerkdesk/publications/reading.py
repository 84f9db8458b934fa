"""What does a dropped file say? Bytes in, text out; never a guess, never a crash.

To read another format: add its `Kind` in `readers/kinds.py`, a module beside `readers/word.py` that
returns `Parts`, and a line in `_READERS`.
"""

import io
import struct
import tomllib
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from clerkdesk import paths
from clerkdesk.errors import UserError, fill
from clerkdesk.publications.readers import kinds, plain
from clerkdesk.publications.readers.kinds import Kind
from clerkdesk.publications.readers.parts import Aside, Note, Parts, Place, add_lines, lines_of

TEXT_LIMIT = 20_000_000  # characters; some forty thousand pages
_LONGEST_CHARACTER = 4  # bytes, in every encoding that is read
NESTING_LIMIT = 3  # files inside a file inside a file; a package may hold itself
NAME_SHOWN = 80  # characters of a file's name in a sentence

# what parsers raise on files that are not what they say
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,  # what openpyxl says of a package without its parts
    NotImplementedError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Reading:
    """What was read from one file.

    lines: the body in reading order, table rows with tabs; text is the same joined by line feeds.
    headers: page headers, watermarks, and in a PDF the first line of each page.
    asides: comments, tracked deletions, hidden text, footers, metadata.
    media: the media type by content. notes: what the clerk must be told.
    readable: False where something (a scan, a picture, an old format) can only be seen by eye;
    such a file is never called clean.
    """

    name: str
    text: str
    lines: tuple[str, ...]
    headers: tuple[str, ...]
    asides: tuple[Aside, ...]
    media: str
    notes: tuple[Note, ...]
    readable: bool
    pages: tuple[int, ...] = ()  # a PDF: the index into `lines` at which each page begins

    @property
    def sentences(self) -> tuple[str, ...]:
        """The notes as the clerk reads them."""
        return tuple(sentence(note) for note in self.notes)


def of_text(text: str, name: str = "") -> Reading:
    """Return a reading of text that was typed or pasted."""
    return _reading(name, Kind.PLAIN, Parts(lines=lines_of(text)))


def read(data: bytes, name: str) -> Reading:
    """Read a file's bytes; what it is, its content decides and not its name.

    Formats that cannot be read here (.doc, .wps, .ofd, .rtf, pictures, scans) give a reading with
    `readable` False and a note. Raises UserError ("reading.…") for what cannot be accepted at all:
    empty, too large, broken, encrypted, an archive, a program, a zip bomb.
    For files from outside call `sandbox.read_safely`, which calls this in a child process.
    """
    return _read(data, name, nested=0)


def _read(data: bytes, name: str, *, nested: int) -> Reading:
    shown = shown_name(name)
    kind = kinds.detect(data, shown)
    try:
        parts = _READERS.get(kind, _by_eye)(data, shown)
        if kind in {Kind.DOCX, Kind.XLSX} and nested < NESTING_LIMIT:
            _glimpse_inside(data, parts, nested + 1)
    except _BROKEN as fault:
        raise UserError("reading.broken", name=shown) from fault
    _warn_of_name(name, kind, parts)
    return _reading(shown, kind, parts)


def _glimpse_inside(data: bytes, parts: Parts, nested: int) -> None:
    """Look into the files inside an office file for marks; what cannot be read is said already."""
    from clerkdesk.publications.readers import package  # noqa: PLC0415  # a format costs its import

    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for name in package.embedded_files(pack.namelist()):
            try:
                inner = _read(pack.read(name), name, nested=nested)
            except UserError:
                continue
            texts = (inner.text, *inner.headers, *(aside.text for aside in inner.asides))
            for text in texts:
                parts.aside(Place.GLIMPSE, text, name)


def shown_name(name: str) -> str:
    """Return a file's name fit for a sentence: no folder, no control or direction marks, not long.

    A right-to-left mark makes "xcod.exe" look like "exe.docx": no part of a name's meaning.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(c for c in last if c.isprintable() or c == "\u3000")
    return clean if len(clean) <= NAME_SHOWN else clean[: NAME_SHOWN - 10] + "…" + clean[-9:]


@cache
def _sentences() -> dict[str, Any]:

    with paths.resource("reading", "notes.toml").open("rb") as page:
        return tomllib.load(page)


def sentence(note: Note) -> str:
    """Return a note as the clerk reads it: a format by the name the clerks call it."""
    told = _sentences()
    facts: dict[str, object] = dict(note.facts)
    if "media" in facts:
        facts["media"] = told["media"][facts["media"]]
    return fill(told[note.code], facts)


def to_json(reading: Reading) -> dict[str, Any]:
    """Return what `from_json` makes a reading of again; crosses the border of the sandbox."""
    return {
        "name": reading.name,
        "lines": reading.lines,
        "headers": reading.headers,
        "asides": [(aside.place, aside.text, aside.where) for aside in reading.asides],
        "media": reading.media,
        "notes": [(note.code, note.facts) for note in reading.notes],
        "readable": reading.readable,
        "pages": reading.pages,
    }


def from_json(told: dict[str, Any]) -> Reading:
    lines = tuple(told["lines"])
    return Reading(
        name=told["name"],
        text="\n".join(lines),
        lines=lines,
        headers=tuple(told["headers"]),
        asides=tuple(Aside(Place(place), text, where) for place, text, where in told["asides"]),
        media=told["media"],
        notes=tuple(
            Note(code, tuple((key, value) for key, value in facts)) for code, facts in told["notes"]
        ),
        readable=told["readable"],
        pages=tuple(told["pages"]),
    )


def _reading(name: str, kind: Kind, parts: Parts) -> Reading:
    text = "\n".join(parts.lines)
    if len(text) + sum(len(aside.text) for aside in parts.asides) > TEXT_LIMIT:
        raise UserError("reading.too_much_text", name=name, limit=TEXT_LIMIT // 10_000)
    if parts.readable and not text.strip():
        parts.notes.append(Note.of("no_text"))
        parts.readable = False
    if any("\ue000" <= c <= "\uf8ff" for c in text):
        # PUA characters of old name systems look different on every machine
        parts.notes.append(Note.of("private_use"))
    return Reading(
        name=name,
        text=text,
        lines=tuple(parts.lines),
        headers=tuple(parts.headers),
        asides=tuple(parts.asides),
        media=kind.value,
        notes=tuple(parts.notes),
        readable=parts.readable,
        pages=tuple(parts.pages),
    )


def _warn_of_name(name: str, kind: Kind, parts: Parts) -> None:
    promised = kinds.claimed(name)
    if promised is not None and promised is not kind:
        parts.notes.append(Note.of("misnamed", media=kind.value))


def _plain(data: bytes, name: str) -> Parts:
    too_much = UserError("reading.too_much_text", name=name, limit=TEXT_LIMIT // 10_000)
    if len(data) > _LONGEST_CHARACTER * TEXT_LIMIT:  # before it is decoded
        raise too_much
    text, encoding = plain.decode(data, name)
    if len(text) > TEXT_LIMIT:  # before the costly steps
        raise too_much
    parts = Parts()
    add_lines(parts.lines, [text])
    if encoding not in {"utf-8", "utf-8-sig"}:
        parts.notes.append(Note.of("encoding", encoding=encoding))
    return parts


def _docx(data: bytes, _name: str) -> Parts:
    from clerkdesk.publications.readers import word  # noqa: PLC0415  # a format costs its import

    return word.read(data)


def _xlsx(data: bytes, _name: str) -> Parts:
    from clerkdesk.publications.readers import sheet  # noqa: PLC0415  # a format costs its import

    return sheet.read(data)


def _pdf(data: bytes, name: str) -> Parts:
    from clerkdesk.publications.readers import pdf  # noqa: PLC0415  # a format costs its import

    return pdf.read(data, name)


def _by_eye(data: bytes, name: str) -> Parts:
    """Say that a format is not read here; glimpse at its bytes for marks all the same."""
    from clerkdesk.publications.readers import glimpse  # noqa: PLC0415  # rarely needed

    parts = Parts(readable=False)
    kind = kinds.detect(data, name)
    parts.notes.append(Note.of("picture" if kind is Kind.IMAGE else "by_eye"))
    for text in glimpse.texts(data, kind):
        parts.aside(Place.GLIMPSE, text)
    return parts


_READERS: dict[Kind, Callable[[bytes, str], Parts]] = {
    Kind.PLAIN: _plain,
    Kind.DOCX: _docx,
    Kind.XLSX: _xlsx,
    Kind.PDF: _pdf,
}
