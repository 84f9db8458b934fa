"""Which scraps of text stand in a format that is not read here? Only good enough to see marks."""

import html
import io
import re
import zipfile
from collections.abc import Iterator

from clerkdesk.errors import UserError
from clerkdesk.publications.readers import package, plain
from clerkdesk.publications.readers.kinds import Kind

_SCRAP_LIMIT = 2_000_000  # characters
_OLE_LIMIT = 40 * 1024 * 1024  # bytes of an old file that are looked through
_STRETCH = 1024 * 1024  # bytes decoded at once
_OVERLAP = 256  # bytes seen twice: a mark may lie across the border
# at least two Han characters or signs in a row; stars and spaces belong to marks
_HAN_RUN = re.compile(
    "[\u2605\u2606*\uff0a0-9A-Za-z\u3000-\u303f\u4e00-\u9fff\uff00-\uffef \t]{2,}"
)
_WORTH_SHOWING = re.compile("[\u5bc6]|.{4}", re.DOTALL)  # the sign all levels end with
_RTF_HEX = re.compile(rb"(?:\\'[0-9a-fA-F]{2})+")
_RTF_UNICODE = re.compile(rb"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?")


def texts(data: bytes, kind: Kind) -> Iterator[str]:
    """Yield scraps of text found in the raw bytes."""
    if kind is Kind.OLE:
        yield from _ole(data)
    elif kind is Kind.RTF:
        yield _rtf(data)
    elif kind is Kind.HTML:
        yield html.unescape(re.sub(r"<[^<>]*>", "\n", _decoded(data[:_SCRAP_LIMIT])))
    elif kind in {Kind.OFD, Kind.ODF, Kind.PPTX}:
        yield from _zipped(data)


def _decoded(data: bytes) -> str:
    try:
        return plain.decode(data, "")[0]
    except UserError:  # cut off within a character, or half of it no text
        return data.decode("gb18030", errors="replace")


def _ole(data: bytes) -> Iterator[str]:
    """Text in an old .doc or .wps lies in UTF-16, from an even or an odd byte on."""
    left = _SCRAP_LIMIT
    for start in (0, 1):
        for at in range(start, min(len(data), _OLE_LIMIT), _STRETCH):
            wide = data[at : at + _STRETCH + _OVERLAP].decode("utf-16-le", errors="replace")
            for run in _HAN_RUN.finditer(wide):
                if not _WORTH_SHOWING.search(run[0]):
                    continue  # the bytes of pictures look like runs of two or three
                left -= len(run[0])
                if left < 0:
                    return
                yield run[0]


def _rtf(data: bytes) -> str:
    data = data[:_SCRAP_LIMIT]
    data = _RTF_UNICODE.sub(lambda m: chr(int(m[1]) % 65536).encode("utf-8", "replace"), data)
    data = _RTF_HEX.sub(
        lambda m: (
            bytes.fromhex(m[0].replace(b"\\'", b"").decode()).decode("gb18030", "replace").encode()
        ),
        data,
    )
    data = data.replace(b"\\par", b"\n")
    return re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", data.decode("utf-8", errors="replace"))


def _zipped(data: bytes) -> Iterator[str]:
    """OFD keeps its words in TextCode, a slide in t; one page or slide is one scrap."""
    left = _SCRAP_LIMIT
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        for name in pack.namelist():
            if not name.endswith(".xml"):
                continue
            scraps = [node.text for node in package.tree(pack.read(name)).iter() if node.text]
            text = "\n".join(scrap for scrap in scraps if scrap.strip())
            left -= len(text)
            if left < 0:
                return
            if text:
                yield text
