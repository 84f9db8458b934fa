"""Which words lie in a PDF beside its pages? In its objects, in packed ones, in streams of XML.

pdfium tells of pages, comments and outlines; form fields without a box on a page, scripts, words
for the blind, labels, private data and what an earlier version left behind it does not. So the file
is looked through as bytes: strings are taken wherever they stand outside the streams of pages.
"""

import html
import re
import zlib
from collections.abc import Iterator

from clerkdesk.publications.readers import package

_UNPACKED = 20 * 1024 * 1024  # bytes of one packed stream that are looked through
_HEAD = 64  # bytes that tell XML from a page's stream
_DICTIONARY = 4000  # bytes before a stream in which its dictionary begins
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_STREAM_END = b"endstream"
_STRING = re.compile(
    rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\)){5,20000})\)|<([0-9A-Fa-f\s]{10,40000})>"
    rb"|/([^\s/<>\[\]()%{}]{7,127})",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"\n", b"\n": b"", b"\r": b""}
_TAG = re.compile(r"<[^<>]*>")
_QUOTED = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_XML_OPENINGS = ("<", "\ufeff<")


def strings(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the strings that may tell of a person, each with where it stands: object or XML."""
    at = 0
    for opening in _STREAM.finditer(data):
        if opening.start() < at:  # the word within a stream
            continue
        yield from _strings(data, at, opening.start())
        end = data.find(_STREAM_END, opening.end())
        end = len(data) if end < 0 else end
        about = data[max(opening.start() - _DICTIONARY, at) : opening.start()]
        yield from _in_stream(about[about.rfind(b"obj") :], data[opening.end() : end])
        at = end + len(_STREAM_END)
    yield from _strings(data, at, len(data))


def _in_stream(about: bytes, body: bytes) -> Iterator[tuple[str, str]]:
    packed = b"/FlateDecode" in about or b"/Fl " in about
    if b"/ObjStm" in about:
        objects = _unpacked(body, _UNPACKED) if packed else body
        yield from _strings(objects, 0, len(objects))
        return
    head = _unpacked(body, _HEAD) if packed else body[:_HEAD]
    if _decoded(head).lstrip().startswith(_XML_OPENINGS):
        text = _decoded(_unpacked(body, _UNPACKED) if packed else body[:_UNPACKED])
        said = "\n".join(
            (_TAG.sub("\n", text), *(one[0] or one[1] for one in _QUOTED.findall(text)))
        )
        lines = (line.strip() for line in html.unescape(said).splitlines())
        yield "XML", "\n".join(line for line in lines if line)


def _unpacked(body: bytes, most: int) -> bytes:
    """Return the beginning of a packed stream; what was unpacked before it breaks off."""
    try:
        return zlib.decompressobj().decompress(body, most)
    except zlib.error:
        return b""


def _strings(data: bytes, start: int, end: int) -> Iterator[tuple[str, str]]:
    for found in _STRING.finditer(data, start, end):
        if found[1] is not None:
            text = _decoded(_ESCAPE.sub(_plain, found[1]))
        elif found[2] is not None:
            text = _decoded(_of_hex(found[2]))
        else:
            text = found[3].decode("latin-1")
        if package.may_tell(text):
            yield "object", text


def _plain(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 0xFF])
    return _ESCAPED.get(sign, b"" if sign == b"\r\n" else sign)


def _of_hex(digits: bytes) -> bytes:
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode("ascii"))


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
