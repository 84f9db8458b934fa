"""Which policies are out without their interpretation, and how does the clerk begin it?"""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.publications import interpreting
from clerkdesk.publications.interpreting import Missing
from ui import words
from ui.buttons import button
from ui.pages import Desk
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("coverage")

MISSING = (
    Column[Missing]("number", say("col_number"), lambda row: row.number, width=120),
    Column[Missing]("title", say("col_title"), lambda row: row.title, stretch=True),
    Column[Missing](
        "published",
        say("col_published"),
        lambda row: row.published_on,
        show=words.full_day,
        width=150,
    ),
    Column[Missing](
        "begun",
        say("col_begun"),
        lambda row: row.begun,
        show=lambda number: number or say("not_begun"),
        width=140,
        tone=lambda row: "text" if row.begun else "red",
    ),
)


class MissingRoom(QWidget):
    """The list; Enter begins the interpretation, or goes on with the one under way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = RecordTable[Missing](MISSING, key=lambda row: row.id, name=say("name_missing"))
        self.table.opened.connect(lambda _row: self._interpret())
        self.table.current_changed.connect(self._offer)
        self.interpret = button(say("interpret"), self._interpret, kind="primary")
        self.policy = button(say("open_policy"), self._open_policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.interpret)
        row.addWidget(self.policy)
        row.addStretch(1)
        column.addLayout(row)

    def show_rows(self, rows: Sequence[Missing]) -> None:
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.select_first()
        self._offer(self.table.current())

    def _offer(self, row: Missing | None) -> None:
        begun = row is not None and row.begun_id is not None
        self.interpret.setText(say("open_interpretation" if begun else "interpret"))

    def _interpret(self) -> None:
        row = self.table.current()
        if row is None:
            return
        if row.begun_id is not None:
            self._desk.navigate("publications", row.begun_id)
            return
        title = say("interpretation_of", title=row.title)
        draft = interpreting.draft_for(row.id, title, self._desk.person_id)
        self._desk.navigate("publications.register", None, draft=draft, interprets=row.id)

    def _open_policy(self) -> None:
        row = self.table.current()
        if row is not None:
            self._desk.navigate("publications", row.id)
