"""How do lists leave the desk as a workbook: texts stay texts, days stay days, saved in a job?

save(page, "name.xlsx", lambda: workbook([Tab("title", (("head", 20),), rows)]))
"""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from clerkdesk import files
from clerkdesk.errors import Spoken
from ui import dialogs, words
from ui.jobs import Progress
from ui.pages import Page

say = words.of("workbook")


@dataclass(frozen=True)
class Tab:
    """One sheet. heads: each with its width in characters; rows: their values in that order."""

    title: str
    heads: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


def workbook(tabs: Iterable[Tab]) -> bytes:
    """Return the .xlsx of these sheets."""
    book = Workbook(write_only=True)
    for tab in tabs:
        sheet: Any = book.create_sheet(tab.title)
        sheet.freeze_panes = "A2"
        for place, (_head, width) in enumerate(tab.heads, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append([_cell(sheet, head, bold=True) for head, _width in tab.heads])
        for row in tab.rows:
            sheet.append([_cell(sheet, value) for value in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # what begins like a formula is what somebody wrote all the same
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    return cell


def save(page: Page, name: str, make: Callable[[], bytes]) -> None:
    """Ask where to, make it beside the screen and write it whole; a refusal stands on the page."""
    page.clear_error()
    target = dialogs.save_file(page, name, suffix=Path(name).suffix)
    if target is None:
        return

    def work(progress: Progress) -> Path:
        progress(0, 1)
        made = make()
        progress(1, 1)  # the last moment to cancel: nothing has been written yet
        files.write_whole(made, target)
        return target

    def failed(fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        page.show_error(fault)

    page.desk.jobs.run(
        say("exporting", name=target.name),
        work,
        lambda path: page.desk.note(say("exported", path=path)),
        failed,
    )
