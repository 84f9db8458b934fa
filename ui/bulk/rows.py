"""How does a row of the workbook read before it is registered: what it says, what is wrong?"""

from clerkdesk.publications import catalogue
from clerkdesk.publications.bulk import BulkRow
from ui import words
from ui.tables import Column

say = words.of("bulk")


def told(row: BulkRow) -> str:
    """可登记, 请核对, 要改正."""
    return say("row_faulty" if row.faults else "row_asks" if row.asks else "row_fine")


def tone(row: BulkRow) -> str:
    return "red" if row.faults else "yeld" if row.asks else "ok"


def trouble(row: BulkRow) -> str:
    """Everything said of the row, the column first."""
    said = [say("fault", column=one.column, text=one.text) for one in row.faults]
    return say("between").join([*said, *(ask.text for ask in row.asks)])


def _category(row: BulkRow) -> str:
    found = catalogue.current().find(row.draft.category)
    return found.name if found else ""


COLUMNS = (
    Column[BulkRow]("row", say("col_row"), lambda row: row.row, show=str, width=64, right=True),
    Column[BulkRow]("told", say("col_told"), told, width=84, tone=tone),
    Column[BulkRow]("title", say("col_title"), lambda row: row.draft.title, width=230),
    Column[BulkRow](
        "number",
        say("col_number"),
        lambda row: row.draft.document_number,
        width=150,
        wide=True,
    ),
    Column[BulkRow](
        "formed", say("col_formed"), lambda row: row.draft.formed_on, show=words.day, width=104
    ),
    Column[BulkRow]("category", say("col_category"), _category, width=120, wide=True),
    Column[BulkRow](
        "trouble", say("col_trouble"), trouble, stretch=True, tone=tone, sortable=False
    ),
)
