"""What does a PDF say, page by page? And which pages are only pictures."""

import contextlib
import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from clerkdesk import pdfium
from clerkdesk.errors import UserError
from clerkdesk.publications.readers import pdf_objects
from clerkdesk.publications.readers.parts import Note, Parts, Place, lines_of

PAGE_LIMIT = 3000
_UNREADABLE_SHARE = 0.2  # of private-use or replacement characters: a font without a key


@contextlib.contextmanager
def opened(data: bytes, name: str) -> Iterator[Any]:
    """Open a PDF; raise UserError where it is encrypted or broken."""
    with pdfium.alone:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as fault:
            code = getattr(fault, "err_code", None)
            wanted = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
            raise UserError(
                "reading.encrypted" if code in wanted else "reading.broken", name=name
            ) from fault
        try:
            yield document
        finally:
            document.close()


def read(data: bytes, name: str) -> Parts:
    parts = Parts()
    with opened(data, name) as document:
        count = len(document)
        if not count:
            raise UserError("reading.broken", name=name)
        if count > PAGE_LIMIT:
            raise UserError("reading.too_many_pages", name=name, count=count, limit=PAGE_LIMIT)
        pictures: list[int] = []
        for index in range(count):
            _page(document, index, parts, pictures)
        _say_pictures(pictures, count, parts)
        for key, value in document.get_metadata_dict(skip_empty=True).items():
            parts.aside(Place.METADATA, value, key)
        if data.count(b"%%EOF") > 1:
            parts.notes.append(Note.of("earlier_versions"))
        _outline_and_attachments(document, parts)
    known = {aside.text for aside in parts.asides}
    for where, text in pdf_objects.strings(data):
        if text not in known:
            parts.aside(Place.SETTING, text, where)
            known.add(text)
    return parts


def _outline_and_attachments(document: Any, parts: Parts) -> None:
    for entry in document.get_toc():
        parts.aside(Place.METADATA, entry.get_title(), "outline")
    for index in range(document.count_attachments()):
        parts.aside(Place.ATTACHMENT, document.get_attachment(index).get_name())
    if document.count_attachments():
        parts.notes.append(Note.of("embedded", count=document.count_attachments()))
        parts.readable = False


def _page(document: Any, index: int, parts: Parts, pictures: list[int]) -> None:
    page = document[index]
    try:
        for text in annotations(page):
            parts.aside(Place.COMMENT, text, str(index + 1))
        for text in links(document, page):
            parts.aside(Place.LINK, text, str(index + 1))
        page = with_stamps(document, index, page)
        text_page = page.get_textpage()
        lines = [line.rstrip() for line in lines_of(text_page.get_text_range())]
        text_page.close()
        if _has_text(lines):
            parts.pages.append(len(parts.lines))
            parts.lines.extend(lines)
            # pdfium knows no page headers: the first line of a page is where one would stand
            parts.headers.append(next(line for line in lines if line.strip()).strip())
        else:
            parts.pages.append(len(parts.lines))
            pictures.append(index + 1)
    finally:
        page.close()


def _has_text(lines: list[str]) -> bool:
    text = "".join("".join(lines).split())
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text)
    return bool(text) and odd <= _UNREADABLE_SHARE * len(text)


def _say_pictures(pictures: list[int], count: int, parts: Parts) -> None:
    if not pictures:
        return
    parts.readable = False
    if len(pictures) == count:
        parts.notes.append(Note.of("scanned", count=count))
    else:
        shown = ", ".join(map(str, pictures[:20]))
        parts.notes.append(Note.of("scanned_pages", pages=shown, count=len(pictures)))


def with_stamps(document: Any, index: int, page: Any) -> Any:
    """Return the page with what stamps, boxes and form fields show drawn on it, and so readable.

    The page given is closed where another is returned; what was a comment is a drawing on that one.
    """
    if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return document[index]


def annotations(page: Any) -> Iterator[str]:
    """Yield the words of comments, stamps and form fields."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            for key in (b"Contents", b"V", b"DV", b"T", b"TU", b"NM", b"Subj", b"RC"):
                if text := _string(annotation, key):
                    yield text
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def links(document: Any, page: Any) -> Iterator[str]:
    """Yield where the links of a page lead outside: mail addresses above all."""
    place = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if size:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            yield buffer.value.decode("utf-8", errors="replace")


def _string(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace")
