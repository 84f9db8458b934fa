"""Which columns of the portal bear which light today? The list, the worst first."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clerkdesk.deadlines.lights import worst
from clerkdesk.monitor import queries
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.rows import ColumnRow
from ui import cards, words, workbook
from ui.buttons import CountButton
from ui.monitor import export
from ui.monitor.columns import COLUMNS, LIGHT_OF
from ui.pages import Desk, Page, Room
from ui.side_bar import SideCount
from ui.table_view import RecordTable

say = words.of("monitor")


def side_count(desk: Desk) -> SideCount:
    """What the side bar shows: how many columns burn, with the worst colour."""
    today = desk.today()
    burning = [one for one in queries.lights(today, today) if one.on <= today]
    return SideCount(len(burning), worst([LIGHT_OF[one.colour] for one in burning]))


class Monitor(Page):
    """The columns; a count of each colour that filters when pressed."""

    kinds = frozenset({"monitor", "publication", "unit", "setting", "holiday_notice"})
    help_topic = "monitor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(
            say("add"),
            lambda: desk.navigate("monitor.add"),
            keys="Ctrl+N",
            icon="add",
            place="primary",
        )
        self.action(
            say("notice"), lambda: desk.navigate("monitor.notice"), icon="report", place="second"
        )
        self.action(say("scores"), lambda: desk.navigate("monitor.scores"), icon="ledger")
        self.action(say("coverage"), lambda: desk.navigate("coverage"), icon="unit")
        self.action(
            say("weekly"), lambda: desk.navigate("coverage", None, view="weekly"), icon="report"
        )
        self.action(
            say("rules"), lambda: desk.navigate("settings", None, part="monitor"), icon="settings"
        )
        self.action(say("export"), self._export, keys="Ctrl+E", icon="export")
        self.search = self.add_search(say("search"), lambda _text: self._show())
        self._rows: tuple[ColumnRow, ...] = ()
        row = QHBoxLayout()
        row.setSpacing(12)
        self.counts = {
            colour: CountButton(words.term("column_light", colour), light=LIGHT_OF[colour])
            for colour in (Colour.RED, Colour.YELLOW, Colour.GREEN)
        }
        for colour, one in self.counts.items():
            one.clicked.connect(lambda _on=False, colour=colour: self._pressed(colour))
            row.addWidget(one)
        self.body.addLayout(row)
        self.table = RecordTable[ColumnRow](COLUMNS, key=lambda r: r.id, name=say("title"))
        self.table.opened.connect(lambda one: desk.navigate("monitor", one.id))
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="monitor",
            verb=say("empty_verb"),
            act=lambda: desk.navigate("monitor.add"),
        )
        self.none_chosen = cards.Empty(
            say("empty_chosen"), icon="filter", verb=say("show_all"), act=self._show_all
        )
        self.stack = QStackedWidget()
        for widget in (self.table, self.none, self.none_chosen):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.summary = cards.text(role="small", tone="text2")
        self.body.addWidget(self.summary)

    def refresh(self) -> None:
        self._rows = queries.rows(self.desk.today())
        for colour, one in self.counts.items():
            one.set_count(sum(1 for row in self._rows if row.colour is colour))
        self._show()

    def _pressed(self, colour: Colour) -> None:
        for other, one in self.counts.items():
            if other is not colour:
                one.setChecked(False)
        self._show()

    def _show(self) -> None:
        chosen = [colour for colour, one in self.counts.items() if one.isChecked()]
        text = self.search.text().strip()
        rows = [
            row
            for row in self._rows
            if (not chosen or row.colour in chosen) and (text in row.name or text in row.unit)
        ]
        self.table.set_rows(rows)
        if rows:
            self.stack.setCurrentWidget(self.table)
            if self.table.current() is None:
                self.table.select_first()
        else:
            self.stack.setCurrentWidget(self.none_chosen if self._rows else self.none)
        count, all_ = words.count(len(rows)), words.count(len(self._rows))
        self.summary.setText(say("summary", count=count, all=all_))
        self.summary.setVisible(bool(self._rows))

    def _show_all(self) -> None:
        for one in self.counts.values():
            one.setChecked(False)
        self.search.clear()
        self._show()

    def _export(self) -> None:
        today = self.desk.today()
        name = say("x_name", day=words.day(today))
        workbook.save(self, name, lambda: export.standing(today))

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.table.setFocus()

    def escape(self) -> bool:
        if not self.search.text() and not any(one.isChecked() for one in self.counts.values()):
            return False
        self._show_all()
        return True

    def set_room(self, room: Room) -> None:
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.table, self.counts[Colour.RED])
