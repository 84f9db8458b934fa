"""What stands in the cells of a workbook's first visible sheet? For lists to be registered."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl

from clerkdesk.errors import UserError
from clerkdesk.publications.readers import kinds
from clerkdesk.publications.readers.kinds import Kind
from clerkdesk.publications.readers.sheet import shown_value

COLUMNS = 60  # wider is no list of ours
ROWS = 20_000


def serve(data: bytes, name: str, _options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer the sandbox's task "table"."""
    return {"rows": rows(data, name)}, b""


def rows(data: bytes, name: str) -> list[list[str]]:
    """Return the rows as text, days as ISO; empty rows stay, so that numbers fit the sheet.

    Raises UserError publications.no_such_sheet for what is no .xlsx workbook.
    """
    if kinds.detect(data, name) is not Kind.XLSX:
        raise UserError("publications.no_such_sheet", field="file")
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise UserError("publications.no_such_sheet", field="file")
    found = [
        [_text(value) for value in row]
        for row in sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True)
    ]
    while found and not any(found[-1]):
        found.pop()
    return found


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return shown_value(value).strip()
