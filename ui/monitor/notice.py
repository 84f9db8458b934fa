"""What does the notice (通报) of a month say: looked at first, then printed?"""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.monitor import queries
from clerkdesk.monitor.rows import MonthlyNotice, NoticeLine
from ui import cards, theme, words, workbook
from ui.monitor import export, sheets
from ui.monitor.columns import LIGHT_OF, word
from ui.pages import Desk, Page, Room
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("monitor")

MONTHS = 24  # that may be looked back at
_FIGURES = ("columns", "updates", "yellow", "red", "explanations")


def _number(key: str) -> Column[NoticeLine]:
    return Column[NoticeLine](
        key, say(f"n_{key}"), lambda line: getattr(line, key), width=92, right=True
    )


LINES = (
    Column[NoticeLine]("unit", say("col_unit"), lambda line: line.unit, width=180),
    Column[NoticeLine]("column", say("col_name"), lambda line: line.column, stretch=True),
    *(_number(key) for key in _FIGURES[1:]),
    Column[NoticeLine](
        "burning",
        say("n_burning"),
        lambda line: LIGHT_OF[line.burning],
        show=word,
        width=132,
        light=lambda line: LIGHT_OF[line.burning],
    ),
)


class Notice(Page):
    """A month is chosen; its figures, its lines; print leads to the paper."""

    kinds = frozenset({"monitor", "publication", "unit", "setting", "holiday_notice"})
    help_topic = "monitor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("notice_title"), say("notice_subtitle"))
        self.notice: MonthlyNotice | None = None
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="primary")
        self.action(say("export"), self._export, keys="Ctrl+E", icon="export", place="second")
        self.add_back()
        row = QHBoxLayout()
        row.setSpacing(12)
        self.month = theme.role(QComboBox(), "body")
        self.month.setAccessibleName(say("month"))
        self.month.setMinimumWidth(theme.scaled(140))
        self.month.setMaxVisibleItems(MONTHS)
        self.month.currentIndexChanged.connect(lambda _index: self._show())
        self._months: list[tuple[int, int]] = []
        row.addWidget(self.month)
        self.figures: dict[str, Any] = {}
        for key in _FIGURES:
            pair = QVBoxLayout()
            pair.setSpacing(0)
            self.figures[key] = cards.text(role="h2")
            pair.addWidget(self.figures[key])
            pair.addWidget(cards.text(say(f"n_{key}"), role="small", tone="text2"))
            row.addSpacing(12)
            row.addLayout(pair)
        row.addStretch(1)
        self.body.addLayout(row)
        self.table = RecordTable[NoticeLine](
            LINES, key=lambda line: (line.unit, line.column), name=say("notice_title")
        )
        self.body.addWidget(self.table, 1)
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="monitor",
            verb=say("empty_verb"),
            act=lambda: desk.navigate("monitor.add"),
        )
        self.none.hide()
        self.body.addWidget(self.none, 1)
        self.until = cards.text(role="small", tone="text2")
        self.body.addWidget(self.until)

    def refresh(self) -> None:
        today = self.desk.today()
        chosen = self._months[self.month.currentIndex()] if self._months else None
        self._months = _months(today)
        self.month.blockSignals(True)
        self.month.clear()
        self.month.addItems([say("year_month", year=y, month=m) for y, m in self._months])
        # in a month's first days it is the month before that is reported
        first = self._months[0] if today.day > 10 else self._months[1]
        self.month.setCurrentIndex(self._months.index(chosen if chosen in self._months else first))
        self.month.blockSignals(False)
        self._show()

    def _show(self) -> None:
        if not self._months:
            return
        year, month = self._months[self.month.currentIndex()]
        self.notice = queries.notice(year, month, self.desk.today())
        for key, label in self.figures.items():
            number = getattr(self.notice, key)
            label.setText(words.count(number))
            loud = {"red": "red", "yellow": "yeld"}.get(key) if number else None
            theme.tone(label, loud or "text")
        self.table.set_rows(self.notice.lines)
        self.table.setVisible(bool(self.notice.lines))
        self.none.setVisible(not self.notice.lines)
        self.table.select_first()
        self.until.setText(say("until", day=words.full_day(self.notice.last)))

    def _print(self) -> None:
        if self.notice is not None:
            name = say("notice_name", year=self.notice.year, month=self.notice.month)
            pdf = sheets.notice_pdf(self.notice, self.desk)
            self.desk.navigate("papers", None, pdf=pdf, name=name)

    def _export(self) -> None:
        found = self.notice
        if found is not None:
            name = say("notice_name", year=found.year, month=found.month) + ".xlsx"
            workbook.save(self, name, lambda: export.notice(found))

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.month.setFocus()

    def set_room(self, room: Room) -> None:
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.month, self.table)


def _months(today: date) -> list[tuple[int, int]]:
    """Return (year, month) from this month back."""
    last = today.year * 12 + today.month - 1
    return [(number // 12, number % 12 + 1) for number in range(last, last - MONTHS, -1)]
