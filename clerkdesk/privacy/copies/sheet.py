"""What is the masked copy of a workbook? Its visible cells, masked; nothing hidden goes along."""

import io
from typing import Any

import openpyxl
from openpyxl.packaging.core import DocumentProperties

from clerkdesk.errors import UserError
from clerkdesk.privacy.find import Hit, find
from clerkdesk.privacy.mask import Profile, mask
from clerkdesk.publications.readers import sheet as reader
from clerkdesk.publications.reading import Reading


def masked(data: bytes, read: Reading, profile: Profile) -> tuple[bytes, int]:
    """Return the copy and the number of finds masked.

    Pictures, charts and pivot tables do not go along: they keep copies of the cells. A formula
    with personal data for its result is refused: masking would destroy it or be recomputed.
    """
    book = reader.opened(data)
    kept = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    for sheet in list(book.worksheets):
        if sheet.sheet_state != "visible":
            book.remove(sheet)
    if not book.worksheets:
        raise UserError("privacy.cannot_mask", name=read.name)
    count = sum(_sheet(sheet, kept[sheet.title], profile, read.name) for sheet in book.worksheets)
    book.properties = DocumentProperties()
    book.custom_doc_props.props.clear()
    for key in list(book.defined_names):
        if _hits(str(book.defined_names[key].value), profile) or _hits(key, profile):
            del book.defined_names[key]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), count


def _sheet(sheet: Any, kept: Any, profile: Profile, name: str) -> int:
    _strip(sheet, profile)
    rows: dict[int, list[Any]] = {}
    for cell, shown in reader.cells(sheet):
        cell.comment = None
        if cell.hyperlink and _hits(cell.hyperlink.target or "", profile):
            cell.hyperlink = None
        if shown.hidden and shown.text:
            cell.value = None
        elif shown.text:
            rows.setdefault(cell.row, []).append(cell)
    return sum(_row(row, kept, profile, f"{name} {sheet.title}") for row in rows.values())


def _row(row: list[Any], kept: Any, profile: Profile, name: str) -> int:
    """Find in the row as a whole, for a name stands beside its number; mask cell by cell."""
    texts = [reader.shown_value(kept[cell.coordinate].value) for cell in row]
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    hits = _hits("\t".join(texts), profile)
    for cell, text, start in zip(row, texts, starts, strict=True):
        own = [
            Hit(hit.start - start, hit.end - start, hit.kind)
            for hit in hits
            if start <= hit.start < hit.end <= start + len(text)
        ]
        if not own:
            continue
        if cell.data_type == "f":
            raise UserError("privacy.formula", name=name, where=cell.coordinate)
        cell.value = mask(text, own, profile)
        cell.number_format = "@"
    return len(hits)


def _strip(sheet: Any, profile: Profile) -> None:
    """Drop what repeats cells or speaks beside them."""
    sheet._pivots = []  # noqa: SLF001  # openpyxl writes pivot caches back, originals included
    sheet._charts = []  # noqa: SLF001  # a chart keeps the values it was drawn from
    sheet._images = []  # noqa: SLF001  # a picture cannot be masked here
    sheet.data_validations.dataValidation = [
        rule
        for rule in sheet.data_validations.dataValidation
        if not any(
            _hits(text or "", profile)
            for text in (rule.formula1, rule.formula2, rule.prompt, rule.error)
        )
    ]
    for holder in (
        sheet.oddHeader, sheet.evenHeader, sheet.firstHeader,
        sheet.oddFooter, sheet.evenFooter, sheet.firstFooter,
    ):  # fmt: skip
        for corner in (holder.left, holder.center, holder.right):
            if corner.text and (hits := _hits(corner.text, profile)):
                corner.text = mask(corner.text, hits, profile)


def _hits(text: str, profile: Profile) -> list[Hit]:
    return [h for h in find(text) if profile.hides(h.kind, text[h.start : h.end])]
