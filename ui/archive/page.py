"""Is the register safe, and is its log whole? Backups and the audit log."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clerkdesk import opening
from ui import words
from ui.archive.copies import CopiesView
from ui.archive.log import LogView
from ui.buttons import Segments
from ui.pages import Desk, Page, Room

say = words.of("archive")


class Archive(Page):
    """Two views: the copies kept, and who did what."""

    kinds = frozenset({"backup", "setting"})
    help_topic = "backup"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.copies, self.log = CopiesView(desk), LogView(desk)
        self.now = self.action(
            say("backup_now"), self.copies.back_up, keys="Ctrl+S", icon="save", place="primary"
        )
        self.views = Segments(
            (("copies", say("view_backups")), ("log", say("view_log"))), say("view_name")
        )
        self.views.chosen.connect(self._show)
        row = QHBoxLayout()
        row.addWidget(self.views)
        row.addStretch(1)
        self.body.addLayout(row)
        self.stack = QStackedWidget()
        for view in (self.copies, self.log):
            self.stack.addWidget(view)
        self.body.addWidget(self.stack, 1)

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        self.stale = True  # the log grows with everything that is done elsewhere
        if view := facts.get("view"):
            self.views.set_value(str(view))
            self._show(str(view))

    def refresh(self) -> None:
        self.now.setEnabled(not opening.is_sample())
        self.copies.refresh()
        self.log.refresh()

    def _show(self, view: str) -> None:
        self.stack.setCurrentWidget(self.copies if view == "copies" else self.log)

    def set_room(self, room: Room) -> None:
        for table in (self.copies.table, self.log.table):
            table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        shown = self.copies.table if self.stack.currentWidget() is self.copies else self.log.table
        return (self.views, shown)
