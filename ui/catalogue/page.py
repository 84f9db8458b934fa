"""What must the office publish, what does its guide say, what stands published, what changed?"""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.publications.duties import CatalogueRow
from ui import cards, theme, words, workbook
from ui.buttons import Segments
from ui.catalogue import export
from ui.catalogue.guide import GuideForm
from ui.catalogue.items import Items
from ui.catalogue.rows import CHANGES, ENTRIES, ChangeRow, changes
from ui.pages import Desk, Page, Room
from ui.table_view import RecordTable

say = words.of("catalogue_page")

_VIEWS = ("items", "entries", "guide", "changes")
YEARS = 10  # of the 目录 that may be looked at and exported


class Catalogue(Page):
    """Four views; what leaves the desk is the 目录 of the chosen year."""

    kinds = frozenset({"catalogue", "publication", "unit", "person"})
    help_topic = "catalogue"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(
            say("export"), self._export_workbook, keys="Ctrl+E", icon="export", place="second"
        )
        self.action(say("export_word"), self._export_document, icon="letter", place="second")
        self.action(say("e_add"), self._add, keys="Ctrl+N", icon="add")
        self.action(say("coverage"), lambda: desk.navigate("coverage"), icon="unit")
        self.add_back()
        self.search = self.add_search(say("search"), lambda text: self.items.look(text.strip()))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.views = Segments([(key, say(f"view_{key}")) for key in _VIEWS], say("views"))
        self.views.chosen.connect(lambda _key: self._show())
        self.year = theme.role(QComboBox(), "body")
        self.year.setAccessibleName(say("year"))
        self.year.setMinimumWidth(theme.scaled(104))
        self.year.currentIndexChanged.connect(lambda _index: self._show())
        self.told = cards.text(role="label", tone="text2")
        for one in (self.views, self.year, self.told):
            row.addWidget(one)
        row.addStretch(1)
        self.body.addLayout(row)
        self.items = Items(desk)
        self.guide = GuideForm(desk)
        self.entries = RecordTable[CatalogueRow](
            ENTRIES, key=lambda one: one.id, name=say("name_entries")
        )
        self.entries.opened.connect(lambda one: desk.navigate("publications", one.id))
        self.changes = RecordTable[ChangeRow](
            CHANGES, key=lambda one: one.number, name=say("name_changes")
        )
        self.stack = QStackedWidget()
        self._views: dict[str, QWidget] = {
            "items": self.items,
            "entries": self._with_note(self.entries, "entries_note"),
            "guide": self.guide,
            "changes": self._with_note(self.changes, "changes_note"),
        }
        for widget in self._views.values():
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)

    @staticmethod
    def _with_note(table: QWidget, key: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(table, 1)
        column.addWidget(cards.text(say(key), role="small", tone="text2", wrap=True))
        return holder

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: view, one of items, entries, guide, changes."""
        if facts.get("view") in _VIEWS:
            self.views.set_value(facts["view"])
            self._show()

    def refresh(self) -> None:
        now = self.desk.today().year
        place = max(self.year.currentIndex(), 0)
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItems([say("in_year", year=now - back) for back in range(YEARS)])
        self.year.setCurrentIndex(place)
        self.year.blockSignals(False)
        self._show()

    def _add(self) -> None:
        self.views.set_value("items")
        self._show()
        self.items.open_add()

    def span(self) -> tuple[date, date]:
        """The days of the chosen year."""
        year = self.desk.today().year - max(self.year.currentIndex(), 0)
        return date(year, 1, 1), date(year, 12, 31)

    def _show(self) -> None:
        view = self.views.value()
        self.stack.setCurrentWidget(self._views[view])
        self.year.setVisible(view == "entries")
        self.search.setVisible(view == "items")
        self.told.setText("")
        if view == "items":
            self.items.look()
        elif view == "guide":
            self.guide.look()
        elif view == "entries":
            rows = export.entries(*self.span())
            self.entries.set_rows(rows)
            self.told.setText(say("count", count=len(rows)))
        else:
            self.changes.set_rows(changes())
        for table in (self.entries, self.changes):
            if table.current() is None:
                table.select_first()

    # leaving the desk

    def _export_workbook(self) -> None:
        first, last = self.span()
        today = self.desk.today()
        name = say("workbook_name", year=first.year)
        workbook.save(self, name, lambda: export.workbook(first, last, today))

    def _export_document(self) -> None:
        first, last = self.span()
        today, office = self.desk.today(), self.desk.settings().office_name
        name = say("document_name", year=first.year)
        workbook.save(self, name, lambda: export.document(first, last, today, office))

    def escape(self) -> bool:
        if self.items.room_of_acts.escape():
            return True
        if self.search.text():
            self.search.clear()
            return True
        return False

    def set_room(self, room: Room) -> None:
        narrow = room is Room.NARROW
        self.items.columns.set_narrow(narrow=narrow)
        for table in (self.items.table, self.entries, self.changes):
            table.set_narrow(narrow=narrow)

    def panes(self) -> tuple[QWidget, ...]:
        found = (self.items.table, self.items.room_of_acts, self.entries, self.guide, self.changes)
        return tuple(one for one in found if one.isVisibleTo(self))
