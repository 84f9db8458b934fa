"""What stands in the cells of a sheet? For lists to be registered."""

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
_EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number; the rest of it is lost
LOST = "\ufffd"  # stands before such a number, so that nobody takes it for what was typed


def serve(data: bytes, name: str, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer the sandbox's task "table". options: sheets, the titles wanted; else the first."""
    wanted = options.get("sheets")
    if not wanted:
        return {"rows": rows(data, name)}, b""
    book = _opened(data, name)
    found = {one.title: _cells(one, mark=True) for one in book.worksheets if one.title in wanted}
    return {"sheets": found}, b""


def rows(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of the first visible sheet as text, days as ISO.

    Empty rows stay, so that numbers fit the sheet.
    Raises UserError publications.no_such_sheet for what is no .xlsx workbook.
    """
    book = _opened(data, name)
    sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise UserError("publications.no_such_sheet", field="file", name=name)
    return _cells(sheet)


def _opened(data: bytes, name: str) -> Any:
    if kinds.detect(data, name) is not Kind.XLSX:
        raise UserError("publications.no_such_sheet", field="file", name=name)
    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)


def _cells(sheet: Any, *, mark: bool = False) -> list[list[str]]:
    found = [
        [_text(value, mark=mark) for value in row]
        for row in sheet.iter_rows(max_row=ROWS + 1, max_col=COLUMNS, values_only=True)
    ]
    while found and not any(found[-1]):
        found.pop()
    return found


def _text(value: Any, *, mark: bool = False) -> str:
    if mark and isinstance(value, (int, float)) and abs(value) >= _EXACT:
        return LOST + shown_value(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return shown_value(value).strip()
