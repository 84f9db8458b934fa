"""Where do scans, drafts and letters lie? In the register itself, in pieces of one mebibyte.

So they are encrypted, backed up and audited with everything else. A file is opened in another
program as a copy in one folder, which is emptied at closing and at the next start.
"""

import hashlib
import io
import logging
import re
import shutil
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from clerkdesk import disk, paths
from clerkdesk.db import current
from clerkdesk.db.models import File, FileChunk
from clerkdesk.db.unit import unit
from clerkdesk.disk import disk_in_plain_words
from clerkdesk.errors import EnvironmentFault, UserError

CHUNK = 1 << 20  # bytes
LIMIT = 100 * CHUNK  # bytes a file: what a scanner makes of 400 pages

_NAME_LIMIT = 120  # characters of a copy's name; Windows allows 260 for the whole path
_RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
# what Windows runs, or lets change the PC, on a double click; an applicant may have sent it
_RUNS = re.compile(
    r"\.(?:appref-ms|appx|bat|chm|cmd|com|cpl|diagcab|exe|hta|img|inf|iso|jar|jse?|library-ms|lnk"
    r"|msc|msi|msix|msp|pif|psm?[12]|reg|scf|scr|sct|search-ms|settingcontent-ms|shb|url|vb[es]?"
    r"|vhdx?|ws[cfh]?|xll)$",
    re.IGNORECASE,
)
_FROM_THE_INTERNET = b"[ZoneTransfer]\r\nZoneId=3\r\n"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileRow:
    """A stored file without its bytes. size: bytes; sha256: of the whole, in hex."""

    id: int
    uid: str
    name: str
    size: int
    media_type: str
    sha256: str

    def pieces(self) -> Generator[bytes, None, None]:
        """Yield the bytes in any thread, never held as a whole; files.damaged at their end."""
        digest = hashlib.sha256()
        with current().connection():
            for piece in _chunks(self.id):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.sha256:
            raise EnvironmentFault("files.damaged", name=self.name)


def store(
    source: Path | bytes,
    name: str,
    by: int | None,
    *,
    progress: Callable[[int], object] | None = None,
) -> int:
    """Store a file and return its id; of `name` the last part is kept, as given.

    progress: told the bytes stored so far; what it raises takes everything back.

    Errors: UserError files.too_big, files.empty, files.not_found (field "file");
    EnvironmentFault files.unreadable.
    """
    name = re.split(r"[/\\]", name)[-1].encode("utf-8", "replace").decode() or "file"
    with _open(source, name) as file, unit(by=by) as work:
        row = File.create(
            uid=work.new_uid(),
            sha256="",
            size=0,
            media_type=media_type(_head(file, name), source),
            name_shown=name,
            stored_at=work.now,
            stored_by=by,
        )
        digest = hashlib.sha256()
        for position, piece in enumerate(_pieces(file, name)):
            digest.update(piece)
            row.size += len(piece)
            FileChunk.insert(file=row, position=position, bytes=piece).execute()
            if progress is not None:
                progress(row.size)
        if not row.size:
            raise UserError("files.empty", field="file", name=name)
        row.sha256 = digest.hexdigest()
        row.save()
        told = {"name": name, "size": row.size, "sha256": row.sha256}
        work.note("file", row.id, "stored", told)
        return int(row.id)


def row(file_id: int) -> FileRow:
    """Return what is known of a file; UserError files.gone."""
    found = File.get_or_none(File.id == file_id)
    if found is None:
        raise UserError("files.gone")
    shown = (found.name_shown, found.size, found.media_type, found.sha256)
    return FileRow(found.id, found.uid, *shown)


def read(file_id: int) -> bytes:
    """Return a file's bytes, checked against its digest; EnvironmentFault files.damaged."""
    whole = io.BytesIO()  # joined, the pieces would lie here twice
    for piece in row(file_id).pieces():
        whole.write(piece)
    return whole.getvalue()


def open_copy(file_id: int) -> Path:
    """Write a read-only copy for another program and return where it lies.

    Errors: UserError files.runs, where opening would mean running; EnvironmentFault files.damaged.
    """
    about = row(file_id)
    folder = paths.opened_copies() / about.uid
    copy = folder / safe_name(about.name)
    if _RUNS.search(copy.name):
        raise UserError("files.runs", name=about.name)
    content = read(file_id)
    with disk_in_plain_words(copy):
        folder.mkdir(parents=True, exist_ok=True)
        if copy.exists():  # another program may hold it: what it shows is the same
            if copy.read_bytes() == content:
                return copy
            copy.chmod(stat.S_IWRITE | stat.S_IREAD)
        copy.write_bytes(content)
        if disk.WINDOWS:
            _mark_foreign(copy)
        copy.chmod(stat.S_IREAD)
    return copy


def _mark_foreign(copy: Path) -> None:
    """Say that it came from outside, as the browser said of the original: macros stay shut.

    The mark is a stream beside the file's own; where the file system has none it is opened without.
    """
    with suppress(OSError):
        Path(f"{copy}:Zone.Identifier").write_bytes(_FROM_THE_INTERNET)


def save_as(file_id: int, target: Path) -> None:
    """Write a file where the clerk wants it, whole or not at all."""
    write_whole(read(file_id), target)


def write_whole(content: bytes, target: Path) -> None:
    """Write bytes to a file of the clerk's choice, whole or not at all."""
    part = target.with_name(target.name + ".part")
    try:
        with disk_in_plain_words(target):
            part.write_bytes(content)
            disk.put(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def empty_copies() -> None:
    """Remove the opened copies; one still open in another program goes at the next start."""
    folder = paths.opened_copies()
    if not folder.is_dir():
        return
    for one in folder.iterdir():
        try:
            for copy in one.iterdir():
                copy.chmod(stat.S_IWRITE | stat.S_IREAD)  # Windows removes no read-only file
            shutil.rmtree(one)
        except OSError as error:
            _log.info("a copy stays until the next start: %s, %s", one.name, error.strerror)
    with suppress(OSError):
        folder.rmdir()


def safe_name(name: str) -> str:
    """Return a name that every file system takes; Chinese, `&` and rare characters stay."""
    kept = "".join(c for c in unicodedata.normalize("NFC", name) if not _is_hidden(c))
    kept = _FORBIDDEN.sub("_", kept).strip(" ").rstrip(". ")
    stem, dot, ending = kept.rpartition(".")
    if dot and stem and len(ending) <= 10:  # noqa: PLR2004 - longer is no file type
        kept = stem[: _NAME_LIMIT - len(ending) - 1].rstrip(". ") + "." + ending
    else:
        kept = kept[:_NAME_LIMIT].rstrip(". ")
    return _RESERVED.sub(r"_\1", kept) or "file"


def media_type(head: bytes, source: Path | bytes) -> str:
    """Return what the bytes say they are; a name may lie."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zipped(source)
    if b"\x00" in head:
        return "application/octet-stream"
    return "text/plain" if head else "application/octet-stream"


_MARKS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # old or encrypted Office
    (b"\xff\xfe", "text/plain"),  # UTF-16, as old Windows programs write it
    (b"\xfe\xff", "text/plain"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIPPED = (
    ("word/document.xml", _OFFICE + "wordprocessingml.document"),
    ("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet"),
    ("ppt/presentation.xml", _OFFICE + "presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)


def _zipped(source: Path | bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as pack:
            names = set(pack.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "application/octet-stream"
    return next((kind for name, kind in _ZIPPED if name in names), "application/zip")


def _open(source: Path | bytes, name: str) -> BinaryIO:
    if isinstance(source, bytes):
        if len(source) > LIMIT:
            raise UserError("files.too_big", field="file", name=name, limit=LIMIT // CHUNK)
        return io.BytesIO(source)
    try:
        if not source.is_file():
            disk.refuse_impossible(source)
            raise UserError("files.not_found", field="file", name=name)
        if source.stat().st_size > LIMIT:
            raise UserError("files.too_big", field="file", name=name, limit=LIMIT // CHUNK)
        return source.open("rb")
    except OSError as error:
        raise EnvironmentFault("files.unreadable", field="file", name=name) from error


def _head(file: BinaryIO, name: str) -> bytes:
    try:
        head = file.read(4096)
        file.seek(0)
    except OSError as error:
        raise EnvironmentFault("files.unreadable", field="file", name=name) from error
    return head


def _pieces(file: BinaryIO, name: str) -> Iterator[bytes]:
    read = 0
    while True:
        try:
            piece = file.read(CHUNK)
        except OSError as error:
            raise EnvironmentFault("files.unreadable", field="file", name=name) from error
        if not piece:
            return
        read += len(piece)
        if read > LIMIT:  # it grew while it was read
            raise UserError("files.too_big", field="file", name=name, limit=LIMIT // CHUNK)
        yield piece


def _chunks(file_id: int) -> Iterator[bytes]:
    query = FileChunk.select(FileChunk.bytes).where(FileChunk.file == file_id)
    for (piece,) in query.order_by(FileChunk.position).tuples().iterator():
        yield bytes(piece)


def _is_hidden(character: str) -> bool:
    # right-to-left marks make "fdp.exe" read as "exe.pdf"; lone surrogates cannot be written
    return unicodedata.category(character) in {"Cf", "Cs"}
