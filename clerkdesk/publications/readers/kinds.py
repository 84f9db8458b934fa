"""What kind of file is this? Answered by its first bytes and its inside, never by its name."""

import io
import struct
import zipfile
from enum import StrEnum

from clerkdesk.errors import UserError

FILE_LIMIT = 100 * 1024 * 1024  # bytes; the register stores files up to 100 MB
UNPACKED_LIMIT = 300 * 1024 * 1024  # bytes of all members of a zip together
MEMBER_LIMIT = 10_000  # members of a zip; a real document has some dozens
RATIO_LIMIT = 200  # unpacked : packed; dense office XML stays below 60
RATIO_FROM = 8 * 1024 * 1024  # bytes below which a member's ratio does no harm


class Kind(StrEnum):
    """A format, by its media type."""

    PLAIN = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PDF = "application/pdf"
    # accepted, but not readable here
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    OLE = "application/x-ole-storage"  # .doc, .wps, .xls, .ppt of the old kind
    OFD = "application/ofd"
    ODF = "application/vnd.oasis.opendocument"
    RTF = "application/rtf"
    HTML = "text/html"
    IMAGE = "image"


_ENDINGS = {
    ".txt": Kind.PLAIN,
    ".csv": Kind.PLAIN,
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".pptx": Kind.PPTX,
    ".pdf": Kind.PDF,
    ".doc": Kind.OLE,
    ".wps": Kind.OLE,
    ".xls": Kind.OLE,
    ".et": Kind.OLE,
    ".ppt": Kind.OLE,
    ".dps": Kind.OLE,
    ".ofd": Kind.OFD,
    ".odt": Kind.ODF,
    ".ods": Kind.ODF,
    ".rtf": Kind.RTF,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".png": Kind.IMAGE,
    ".jpg": Kind.IMAGE,
    ".jpeg": Kind.IMAGE,
    ".gif": Kind.IMAGE,
    ".bmp": Kind.IMAGE,
    ".tif": Kind.IMAGE,
    ".tiff": Kind.IMAGE,
    ".webp": Kind.IMAGE,
}
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # sizes of the headers that follow "BM"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_PROGRAMS = (b"MZ", b"\x7fELF")


def claimed(name: str) -> Kind | None:
    """Return the kind that the name's ending promises; None for an ending not known here."""
    dot = name.rfind(".")
    return _ENDINGS.get(name[dot:].lower()) if dot >= 0 else None


def detect(data: bytes, name: str) -> Kind:
    """Return the kind of a file from its content.

    Raises UserError for what is refused: empty, too large, encrypted, archives, programs, bombs.
    """
    if len(data) > FILE_LIMIT:
        raise UserError("reading.too_large", name=name, limit=FILE_LIMIT // 1024 // 1024)
    if not data:
        raise UserError("reading.empty", name=name)
    head = data[:1024]
    if head.startswith(b"PK"):
        return _zipped(data, name)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UserError("reading.encrypted", name=name)
        return Kind.OLE
    if head.startswith(_ARCHIVES):
        raise UserError("reading.archive", name=name)
    if head.startswith(_PROGRAMS) and b"\x00" in head:
        raise UserError("reading.program", name=name)
    return _by_signature(head)


def _by_signature(head: bytes) -> Kind:
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return Kind.IMAGE
    # a bitmap's header size stands at byte 14
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Kind.IMAGE
    opening = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html", b"<?xml", b"mime-version:")):
        return Kind.HTML
    return Kind.PLAIN


def _zipped(data: bytes, name: str) -> Kind:
    names = {info.filename for info in members(data, name)}
    if "OFD.xml" in names:
        return Kind.OFD
    if "[Content_Types].xml" in names:
        if any(each.startswith("word/") for each in names):
            return Kind.DOCX
        if any(each.startswith("xl/") for each in names):
            return Kind.XLSX
        if any(each.startswith("ppt/") for each in names):
            return Kind.PPTX
    if "mimetype" in names and "content.xml" in names:
        return Kind.ODF
    raise UserError("reading.archive", name=name)


def members(data: bytes, name: str) -> list[zipfile.ZipInfo]:
    """Return the members of a zip after the checks against bombs and encryption.

    The sizes a zip states bind the reader too: zipfile never unpacks more than stated.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            infos = pack.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as fault:
        raise UserError("reading.broken", name=name) from fault
    if any(info.flag_bits & 0x1 for info in infos):
        raise UserError("reading.encrypted", name=name)
    if (
        len(infos) > MEMBER_LIMIT
        or sum(info.file_size for info in infos) > UNPACKED_LIMIT
        or any(_swells(info) for info in infos)
    ):
        raise UserError("reading.bomb", name=name)
    return infos


def _swells(info: zipfile.ZipInfo) -> bool:
    return info.file_size > max(RATIO_FROM, RATIO_LIMIT * info.compress_size)
