"""Does a file hold personal data, and what is a copy of it with that data masked?

`scan` and `masked_copy` work in this process; call `scan_safely` and `masked_copy_safely` for files
from outside: the same in a child with limits (see `publications.sandbox`).
"""

import io
import re
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from clerkdesk.errors import UserError
from clerkdesk.privacy.copies.made import Made
from clerkdesk.privacy.find import Hit, find
from clerkdesk.privacy.mask import Profile, from_table
from clerkdesk.privacy.patterns import NUMBERS, Kind
from clerkdesk.publications import marks, reading, sandbox
from clerkdesk.publications.readers.kinds import Kind as Format
from clerkdesk.publications.readers.parts import Note, Place
from clerkdesk.publications.reading import Reading

BODY, HEADER = "body", "header"
_CONTEXT = 20  # characters shown on either side of a find
SECONDS = 120  # a scan of a long list takes longer than reading it; the clerk can cancel
COPY_SECONDS = 300  # three hundred pages to draw take a minute or two
COPY_MEBIBYTES = 360  # a copy lies beside its original
_TELLTALE = 8  # characters from which a number stands nowhere by chance
_WORD = re.compile(r"[0-9A-Za-z.@_\-]{8,64}")
LISTED = 20_000  # finds; nobody looks through more, and a town's register has a million


@dataclass(frozen=True, slots=True)
class Finding:
    """One find in a file. place: "body", "header" or a `Place`; where: page, sheet!row, property.

    before, text, after: the find in its context, for the screen; line: 1-based, in the body only.
    """

    kind: Kind
    place: str
    where: str
    line: int | None
    before: str
    text: str
    after: str
    sure: bool
    of_minor: bool


@dataclass(frozen=True)
class Scan:
    """What a file holds. clean: everything was readable and nothing was found.

    readable: False where something in it can only be reviewed by eye (scans, pictures, old
    formats): such a file is never clean, whatever was found. findings: the first `LISTED`;
    kinds: how many there are of each kind in all.
    """

    name: str
    media: str
    readable: bool
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    kinds: Mapping[Kind, int]

    @property
    def count(self) -> int:
        return sum(self.kinds.values())

    @property
    def clean(self) -> bool:
        return self.readable and not self.count

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(reading.sentence(note) for note in self.notes)


@dataclass(frozen=True)
class Copy:
    """A masked copy: its bytes, how many finds were masked, and a fresh scan of the copy itself.

    left holds only what the profile chose to leave open; anything else would have been an error.
    dropped: what of the original did not go along, and so is for the clerk to know.
    """

    name: str
    data: bytes
    masked: int
    left: Scan
    dropped: tuple[Note, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(reading.sentence(note) for note in self.dropped)


def scan(data: bytes, name: str, *, today: date | None = None) -> Scan:
    """Find personal data everywhere in a file. Raises UserError as `reading.read` does.

    today: where given, ID numbers of minors are flagged.
    """
    return scan_reading(reading.read(data, name), today=today)


def scan_reading(read: Reading, *, today: date | None = None) -> Scan:
    """Find personal data in what was already read."""
    listed: list[Finding] = []
    kinds: Counter[Kind] = Counter()
    for one in _every(read, today):
        if len(listed) < LISTED:
            listed.append(one)
        kinds[one.kind] += 1
    notes = read.notes
    if left := kinds.total() - len(listed):
        notes = (*notes, Note.of("more_finds", count=left))
    return Scan(read.name, read.media, read.readable, tuple(listed), notes, kinds)


def _every(read: Reading, today: date | None) -> Iterator[Finding]:
    """Yield all that is found, the body first, then what stands beside it."""
    yield from _in_body(read, today)
    for text in read.headers if not read.pages else ():  # a PDF's are lines of its body
        for hit in find(text, today=today):
            yield _finding(text, hit, HEADER)
    for aside in read.asides:
        if aside.place is not Place.GLIMPSE:
            for hit in find(aside.text, today=today):
                yield _finding(aside.text, hit, aside.place.value, aside.where)


def masked_copy(data: bytes, name: str, profile: Profile, *, basis: str = "") -> Copy:
    """Return a copy in the same format with personal data masked, scanned again.

    A PDF's pages with finds become pictures with solid boxes; comments, tracked deletions, hidden
    sheets, rows, columns and text, and all metadata are left out of every copy.
    Raises UserError ("privacy.…") where the format cannot be masked, where the profile leaves names
    open without a `basis`, or where the fresh scan still finds what should be hidden.
    """
    if profile.needs_basis and not basis.strip():
        raise UserError("privacy.basis", field="basis", profile=profile.title)
    read = reading.read(data, name)
    maker = _makers().get(Format(read.media))
    if maker is None:
        raise UserError("privacy.cannot_mask", name=read.name)
    made = maker(data, read, profile)
    name = read.name
    numbers = {one.text for one in _every(read, None) if _alone_personal(one, profile)}
    del read  # a list of a town, read twice, does not fit
    again = reading.read(made.data, name)
    open_still = sum(profile.hides(one.kind, one.text) for one in _every(again, None))
    open_still = open_still or _in_the_bytes(made.data, numbers)
    if open_still:
        raise UserError("privacy.left", name=name, count=open_still)
    return Copy(name, made.data, made.masked, scan_reading(again), made.dropped)


def _alone_personal(one: Finding, profile: Profile) -> bool:
    return (
        one.kind in NUMBERS | {Kind.EMAIL}
        and len(one.text) >= _TELLTALE
        and profile.hides(one.kind, one.text)
    )


def _in_the_bytes(data: bytes, numbers: set[str]) -> int:
    """Count the numbers that still stand in the parts of a package, wherever no reader looks."""
    if not data.startswith(b"PK"):
        return 0
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        words_of = (name for name in pack.namelist() if "/media/" not in name)
        texts = (pack.read(name).decode("utf-8", "ignore") for name in words_of)
        words = (word for text in texts for word in _WORD.findall(text))
        return sum(word in numbers for word in words)


def _makers() -> dict[Format, Callable[[bytes, Reading, Profile], Made]]:
    from clerkdesk.privacy.copies import pages, sheet, text, word  # noqa: PLC0415  # heavy

    return {
        Format.PLAIN: text.masked,
        Format.DOCX: word.masked,
        Format.XLSX: sheet.masked,
        Format.PDF: pages.masked,
    }


def _in_body(read: Reading, today: date | None) -> Iterator[Finding]:
    starts: list[int] = []
    total = 0
    for each in read.lines:
        starts.append(total)
        total += len(each) + 1
    for hit in find(read.text, today=today):
        line = bisect_right(starts, hit.start)
        page = str(bisect_right(read.pages, line - 1)) if read.pages else ""
        yield _finding(read.text, hit, BODY, page, line)


def _finding(text: str, hit: Hit, place: str, where: str = "", line: int | None = None) -> Finding:
    before = text[max(hit.start - _CONTEXT, 0) : hit.start].rpartition("\n")[2]
    after = text[hit.end : hit.end + _CONTEXT].partition("\n")[0]
    return Finding(
        hit.kind,
        place,
        where,
        line,
        before,
        text[hit.start : hit.end],
        after,
        hit.sure,
        hit.of_minor,
    )


# --- the same in a child process ---


def scan_safely(  # noqa: PLR0913  # each is one plain wish
    source: sandbox.Source,
    name: str = "",
    *,
    today: date | None = None,
    refuse_marked: bool = False,
    seconds: float = SECONDS,
    cancelled: Callable[[], bool] | None = None,
    sent: sandbox.Sent | None = None,
) -> Scan:
    """Scan a file from outside; see `scan`, and `sandbox` for limits and refusals.

    refuse_marked: raise reading.marked where it bears a classification mark. sent: is given the
    file piece by piece; this process never holds it whole.
    """
    options = {"today": today.isoformat() if today else None, "refuse_marked": refuse_marked}
    told, _ = sandbox.run(
        "scan", source, name, options=options, seconds=seconds, cancelled=cancelled, sent=sent
    )
    return _scan_from(told)


def masked_copy_safely(  # noqa: PLR0913  # each is one plain wish of the clerk
    source: sandbox.Source,
    name: str,
    profile: Profile,
    *,
    basis: str = "",
    seconds: float = COPY_SECONDS,
    cancelled: Callable[[], bool] | None = None,
) -> Copy:
    """Mask a file from outside in a child process; see `masked_copy`."""
    options = {"profile": profile.as_table(), "key": profile.key, "basis": basis}
    megabytes = COPY_MEBIBYTES
    if isinstance(source, bytes):  # it lies here while its copy is awaited
        megabytes -= len(source) >> 20
    told, made = sandbox.run(
        "mask",
        source,
        name,
        options=options,
        seconds=seconds,
        megabytes=megabytes,
        cancelled=cancelled,
    )
    dropped = _notes_from(told["dropped"])
    return Copy(told["name"], made, told["masked"], _scan_from(told["left"]), dropped)


def serve_scan(data: bytes, name: str, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer in the child what `scan_safely` asked."""
    day = date.fromisoformat(options["today"]) if options["today"] else None
    read = reading.read(data, name)
    if options["refuse_marked"]:
        marks.refuse_if_marked(read)
    return _scan_to(scan_reading(read, today=day)), b""


def serve_mask(data: bytes, name: str, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer in the child what `masked_copy_safely` asked."""
    profile = from_table(options["key"], options["profile"])
    made = masked_copy(data, name, profile, basis=options["basis"])
    told = {"name": made.name, "masked": made.masked, "left": _scan_to(made.left)}
    return told | {"dropped": _notes_to(made.dropped)}, made.data


def _scan_to(made: Scan) -> dict[str, Any]:
    return {
        "name": made.name,
        "media": made.media,
        "readable": made.readable,
        "findings": [astuple(finding) for finding in made.findings],
        "notes": _notes_to(made.notes),
        "kinds": made.kinds,
    }


def _scan_from(told: dict[str, Any]) -> Scan:
    return Scan(
        told["name"],
        told["media"],
        told["readable"],
        tuple(Finding(Kind(kind), *facts) for kind, *facts in told["findings"]),
        _notes_from(told["notes"]),
        Counter({Kind(kind): count for kind, count in told["kinds"].items()}),
    )


def _notes_to(notes: tuple[Note, ...]) -> list[Any]:
    return [(note.code, note.facts) for note in notes]


def _notes_from(told: list[Any]) -> tuple[Note, ...]:
    return tuple(Note(code, tuple((key, said) for key, said in facts)) for code, facts in told)
