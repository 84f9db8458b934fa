"""Which policies are out without their interpretation, and how does the clerk begin it?"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.publications import interpreting
from clerkdesk.publications.interpreting import Missing
from clerkdesk.publications.tied import INTERPRETS, Tie
from ui import words
from ui.act_panel import ActPanel, Values
from ui.act_room import ActRoom
from ui.buttons import button
from ui.editors import LineText
from ui.pages import Desk
from ui.table_view import RecordTable
from ui.tables import Column, Group

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
        lambda row: row.begun or row.excuse or say("not_begun"),
        width=180,
        tone=lambda row: "text" if row.begun else "text3" if row.excuse else "red",
        tooltip=lambda row: row.excuse,
    ),
)


class MissingRoom(QWidget):
    """The list; Enter begins the interpretation, or goes on with the one under way."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = RecordTable[Missing](MISSING, key=lambda row: row.id, name=say("name_missing"))
        self.table.opened.connect(lambda _row: self._interpret())
        self.table.current_changed.connect(self._offer)
        self.interpret = button(say("interpret"), self._interpret, kind="primary")
        self.policy = button(say("open_policy"), self._open_policy)
        self.excuse = button(say("excuse"), self._excuse)
        overview = QWidget()
        column = QVBoxLayout(overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.interpret, self.policy, self.excuse):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        self.room_of_acts = ActRoom(overview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.room_of_acts)

    def show_rows(self, rows: Sequence[Missing], excused: Sequence[Missing]) -> None:
        """excused: those that need none; they stand below, with the reason."""
        shown: list[Group | Missing] = list(rows)
        if excused:
            shown += [Group(say("group_excused"), words.pieces(len(excused))), *excused]
        self.table.set_rows(shown)
        if self.table.current() is None:
            self.table.select_first()
        self._offer(self.table.current())

    def _offer(self, row: Missing | None) -> None:
        begun = row is not None and row.begun_id is not None
        self.interpret.setText(say("open_interpretation" if begun else "interpret"))
        excused = row is not None and bool(row.excuse)
        self.excuse.setText(say("excuse_back" if excused else "excuse"))

    def _excuse(self) -> None:
        """Ask why none is needed; of one excused before, say that it is needed after all."""
        row = self.table.current()
        if row is None:
            return
        by = self._desk.person_id
        if row.excuse:
            interpreting.excuse(row.id, by, "")
            self._desk.note(say("n_wanted", number=row.number))
            self.changed.emit()
            return

        def perform(values: Values) -> None:
            interpreting.excuse(row.id, by, values["reason"])
            self._desk.note(say("n_excused", number=row.number))

        self.room_of_acts.open(
            row.id,
            lambda: ActPanel(
                say("excuse_title", number=row.number),
                say("excuse_act"),
                note=say("excuse_note", title=row.title),
                fill=lambda form: form.add("reason", say("excuse_why"), LineText(), required=True),
                perform=perform,
                closed=self.room_of_acts.close_act,
            ),
            self.changed.emit,
        )

    def _interpret(self) -> None:
        row = self.table.current()
        if row is None:
            return
        if row.begun_id is not None:
            self._desk.navigate("publications", row.begun_id)
            return
        title = say("interpretation_of", title=row.title)
        draft = interpreting.draft_for(row.id, title, self._desk.person_id)
        self._desk.navigate("publications.register", None, draft=draft, tie=Tie(INTERPRETS, row.id))

    def _open_policy(self) -> None:
        row = self.table.current()
        if row is not None:
            self._desk.navigate("publications", row.id)
