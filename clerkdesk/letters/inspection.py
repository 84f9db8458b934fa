"""What in a file must not leave the office unseen?

`inspect` works in this process; files from outside go through `inspect_safely`: the same in a child
with limits (see `publications.sandbox`).
"""

import io
import tomllib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

import PIL.ExifTags
import PIL.Image

from clerkdesk import paths
from clerkdesk.letters import covered, painted
from clerkdesk.privacy import files as privacy
from clerkdesk.publications import reading, sandbox
from clerkdesk.publications.readers import pdf
from clerkdesk.publications.readers.kinds import Kind
from clerkdesk.publications.readers.parts import Place
from clerkdesk.publications.reading import Reading

SECONDS = 90  # each page of a PDF is drawn and looked at
_SHOWN = 60  # characters of a finding


class Fault(StrEnum):
    """What was found; labels in `terms.toml` under `[outgoing]`."""

    COVERED = "covered"  # text under a box, or in the colour of its ground
    HIDDEN = "hidden"  # hidden text, sheets, rows, columns
    CHANGES = "changes"
    COMMENT = "comment"
    METADATA = "metadata"
    EMBEDDED = "embedded"
    MACROS = "macros"
    PERSONAL = "personal"
    DAY = "day"  # a printed limit that may move, or has moved
    BY_EYE = "by_eye"  # what is in it can only be looked at


@dataclass(frozen=True)
class Finding:
    """where: page, sheet and row, or property; may be empty. text: what was found, shortened."""

    fault: Fault
    where: str
    text: str


_OF_PLACE = {
    Place.DELETED: Fault.CHANGES,
    Place.COMMENT: Fault.COMMENT,
    Place.HIDDEN: Fault.HIDDEN,
    Place.METADATA: Fault.METADATA,
    Place.ATTACHMENT: Fault.EMBEDDED,
}
# said by a note and by nothing else
_OF_NOTE = {
    "embedded": Fault.EMBEDDED,
    "macros": Fault.MACROS,
    "tracked_changes": Fault.CHANGES,
    "scanned": Fault.BY_EYE,
    "scanned_pages": Fault.BY_EYE,
    "by_eye": Fault.BY_EYE,
    "picture": Fault.BY_EYE,
    "pictures": Fault.BY_EYE,
    "no_text": Fault.BY_EYE,
}


@cache
def _properties() -> dict[str, frozenset[str]]:
    """Which properties are harmless, and which of a picture are not."""
    with paths.resource("typesetting", "outgoing.toml").open("rb") as page:
        return {name: frozenset(names) for name, names in tomllib.load(page).items()}


def inspect(
    data: bytes, name: str, *, today: date | None = None, known: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Look through a file; each finding once, in the order of reading.

    known: personal data that its reader has anyway, such as their own name and number.
    Raises UserError ("reading.…") for what cannot be read at all.
    """
    read = reading.read(data, name)
    found = [*_aside(read), *_noted(read), *_personal(read, today, known)]
    if read.media == Kind.PDF:
        found += _covered(data, name)
    elif read.media == Kind.DOCX:
        found += [Finding(Fault.COVERED, "", text[:_SHOWN]) for text in painted.in_docx(data)]
    elif read.media == Kind.XLSX:
        found += [
            Finding(Fault.COVERED, where, text[:_SHOWN]) for where, text in painted.in_xlsx(data)
        ]
    elif read.media == Kind.IMAGE:
        found += _of_picture(data)
    return tuple(dict.fromkeys(found))


def personal(
    data: bytes, name: str, *, today: date | None = None, known: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Look for personal data alone, in a letter that the program itself has set."""
    return tuple(dict.fromkeys(_personal(reading.read(data, name), today, known)))


def text_of(data: bytes, name: str) -> str:
    """Return the words of a letter that the program itself has set."""
    return reading.read(data, name).text


def _aside(read: Reading) -> Iterator[Finding]:
    for aside in read.asides:
        fault = _OF_PLACE.get(aside.place)
        text = " ".join(aside.text.split())
        if fault is None or not text:
            continue
        if fault is Fault.METADATA and _says_nothing(aside.where, text):
            continue
        yield Finding(fault, aside.where, text[:_SHOWN])


def _says_nothing(name: str, text: str) -> bool:
    known = _properties()
    return name in known["harmless"] or text in known["empty_words"] or text.isdigit()


def _noted(read: Reading) -> Iterator[Finding]:
    told = {_OF_PLACE.get(aside.place) for aside in read.asides}
    for note in read.notes:
        fault = _OF_NOTE.get(note.code)
        if fault is not None and fault not in told:
            yield Finding(fault, "", reading.sentence(note))


def _personal(read: Reading, today: date | None, known: Collection[str]) -> Iterator[Finding]:
    own = {_plain(one) for one in known} - {""}
    for one in privacy.scan_reading(read, today=today).findings:
        if not any(_plain(one.text) in each for each in own):
            yield Finding(Fault.PERSONAL, one.where, f"{one.before}{one.text}{one.after}"[-_SHOWN:])


def _plain(text: str) -> str:
    return "".join(text.split()).replace("-", "").upper()


def _covered(data: bytes, name: str) -> Iterator[Finding]:
    with pdf.opened(data, name) as document:
        for index in range(len(document)):
            page = document[index]
            try:
                for text in covered.texts(page):
                    yield Finding(Fault.COVERED, str(index + 1), text)
            finally:
                page.close()


def _of_picture(data: bytes) -> Iterator[Finding]:
    """What a camera or a program wrote into a picture beside its points."""
    try:
        with PIL.Image.open(io.BytesIO(data)) as picture:
            exif = picture.getexif()
            info = dict(picture.info)
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError):
        return
    inner = exif.get_ifd(PIL.ExifTags.IFD.Exif)
    for number, value in {**exif, **inner}.items():
        tag = PIL.ExifTags.TAGS.get(number, "")
        if tag in _properties()["pictures"]:
            yield Finding(Fault.METADATA, tag, "" if tag == "GPSInfo" else str(value)[:_SHOWN])
    for key, value in info.items():
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        if key in _properties()["picture_texts"] and text.strip():
            yield Finding(Fault.METADATA, str(key), " ".join(text.split())[:_SHOWN])


# --- the same in a child process ---


def inspect_safely(
    data: bytes,
    name: str,
    *,
    today: date | None = None,
    known: Collection[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Finding, ...]:
    """Look through a file from outside in a child process; see `inspect`."""
    options = {"today": today.isoformat() if today else None, "known": sorted(known)}
    told, _ = sandbox.run(
        "inspect", data, name, options=options, seconds=SECONDS, cancelled=cancelled
    )
    return tuple(Finding(Fault(one["fault"]), one["where"], one["text"]) for one in told["found"])


def serve(data: bytes, name: str, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer in the child what `inspect_safely` asked."""
    day = date.fromisoformat(options["today"]) if options["today"] else None
    found = inspect(data, name, today=day, known=options["known"])
    return {"found": [vars(one) for one in found]}, b""
