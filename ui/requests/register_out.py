"""How does the register of requests leave the screen: on paper, as a spreadsheet?"""

import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from clerkdesk import files
from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Column, Sheet, Table
from clerkdesk.requests.queries import RequestRow
from ui import words
from ui.requests.columns import REGISTER

say = words.of("requests")

_SHARES = {"number": 1.5, "received": 1.5, "applicant": 2.0, "title": 4.6, "due": 2.0}
_PRINTED = ("number", "received", "applicant", "title", "channel", "state", "due", "handler")
_WIDTHS = {"title": 60, "applicant": 24, "due": 18, "channel": 16, "section": 18}  # characters
_DAYS = {"received": "received_on", "due": "due_on", "closed": "closed_on"}

Progress = Callable[[int, int], None]


def pdf(
    rows: Sequence[RequestRow], today: date, office: str, fonts: FontSet | None = None
) -> bytes:
    """Return the rows as a printed register, A4 landscape."""
    shown = [column for column in REGISTER if column.key in _PRINTED]
    columns = tuple(Column(one.title, _SHARES.get(one.key, 1.4)) for one in shown)
    lines = tuple(tuple(one.words(row) for one in shown) for row in rows)
    made = Sheet(
        say("sheet_title"),
        (Table(columns, lines),),
        subtitle=say(
            "sheet_subtitle", office=office, day=words.long_day(today), count=words.count(len(rows))
        ),
        footer=say("sheet_footer"),
        landscape=True,
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf


def write_workbook(
    rows: Sequence[RequestRow], target: Path, progress: Progress = lambda _done, _total: None
) -> int:
    """Write the rows into an .xlsx file, whole or not at all; return how many there are.

    Texts stay texts, also those that begin like a formula; days are days.
    Errors: EnvironmentFault of `files` where the disk refuses.
    """
    book = Workbook(write_only=True)
    page: Worksheet = book.create_sheet(say("title"))
    page.freeze_panes = "A2"
    for place, column in enumerate(REGISTER):
        page.column_dimensions[chr(ord("A") + place)].width = _WIDTHS.get(column.key, 13)
    page.append([_cell(page, column.title, bold=True) for column in REGISTER])
    for number, row in enumerate(rows, 1):
        page.append([_value(page, column.key, column.words(row), row) for column in REGISTER])
        if number % 200 == 0 or number == len(rows):
            progress(number, len(rows))
    made = io.BytesIO()
    book.save(made)
    files.write_whole(made.getvalue(), target)
    return len(rows)


def _value(page: Worksheet, key: str, shown: str, row: RequestRow) -> Cell:
    day = getattr(row, _DAYS[key]) if key in _DAYS else None
    if day is not None:
        cell = WriteOnlyCell(page, value=day)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return _cell(page, "" if shown == words.NOTHING else shown)


def _cell(page: Worksheet, text: str, *, bold: bool = False) -> Cell:
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"  # "=1+1" in an application is what somebody wrote, no formula
    if bold:
        cell.font = Font(bold=True)
    return cell
