"""Which days are worked, who says so, and what is due on them? The calendar page."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.deadlines.board import DueRow
from ui import cards, theme, words
from ui.buttons import button
from ui.calendar.month_grid import MonthGrid, nth_of_month, one_month_on
from ui.calendar.year_bar import YearBar
from ui.lights import LightMark
from ui.pages import Desk, Page, Room, scrolled
from ui.places import numbered, open_due

say = words.of("calendar")


class Calendar(Page):
    """The month with what is due, the chosen day, the year in one picture, the notices."""

    kinds = frozenset({"request", "publication", "review", "holiday_notice", "setting"})
    help_topic = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.enter = self.action(
            say("enter_any"),
            lambda: desk.navigate("calendar.entry"),
            keys="Ctrl+N",
            icon="add",
            place="second",
        )
        self._cursor: date | None = None
        self._build()

    def _build(self) -> None:
        sheet = cards.Card()
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(button(say("previous"), lambda: self._turn(-1), icon="left"))
        bar.addWidget(button(say("today"), self._to_today))
        bar.addWidget(button(say("next"), lambda: self._turn(1), icon="right"))
        self.month = cards.text(role="h2")
        self.counted = cards.text(role="label", tone="text2")
        self.due = cards.text(role="label", tone="text2")
        bar.addSpacing(8)
        bar.addWidget(self.month)
        bar.addWidget(self.counted)
        bar.addStretch(1)
        bar.addWidget(self.due)
        sheet.body.addLayout(bar)
        self.grid = MonthGrid()
        self.grid.moved.connect(self._moved)
        self.grid.opened.connect(lambda _day: self._open_first())
        sheet.body.addWidget(self.grid, 1)
        column = QWidget()
        self._side = QVBoxLayout(column)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(12)
        self._build_side()
        self.side = scrolled(column)
        self.measure()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(sheet, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)

    def _build_side(self) -> None:
        self.day_card = cards.Card(" ")
        self.day_list = QVBoxLayout()
        self.day_list.setSpacing(8)
        self.day_card.body.addLayout(self.day_list)
        self.year_card = cards.Card(" ")
        self.year = YearBar()
        self.year.chosen.connect(self.grid.move_to)
        self.year_card.body.addWidget(self.year)
        self.source_card = cards.Card(say("notices"))
        self.sources = QVBoxLayout()
        self.sources.setSpacing(6)
        self.source_card.body.addLayout(self.sources)
        for card in (self.day_card, self.year_card, self.source_card):
            self._side.addWidget(card)
        self._side.addStretch(1)

    def measure(self) -> None:
        """Take the widths of the text size in use."""
        self.side.setFixedWidth(theme.beside(326))

    def set_room(self, room: Room) -> None:
        self.side.setVisible(room is not Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.grid, self.side)

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        day = facts.get("day")
        if isinstance(day, date):
            self._cursor = day
            self.stale = True
        self.grid.setFocus()

    def refresh(self) -> None:
        today = self.desk.today()
        self.grid.show_day(self._cursor or today, today, self.desk.calendar())

    def _turn(self, by: int) -> None:
        self.grid.move_to(one_month_on(self.grid.day(), by))

    def _to_today(self) -> None:
        self.grid.move_to(self.desk.today())

    def _moved(self, day: date) -> None:
        days = self.desk.calendar()
        first = day.replace(day=1)
        last = one_month_on(first, 1)
        self._cursor = day
        self.month.setText(say("month", year=day.year, month=day.month))
        counted = nth_of_month(date.fromordinal(last.toordinal() - 1), days)
        self.counted.setText(say("month_days", count=counted))
        self.due.setText(say("month_due", count=self.grid.due_this_month()))
        self._show_day(day, days)
        self.year.show_day(day, days)
        self.year_card.title.setText(say("year", year=day.year))
        self.year_card.note.setText(say("year_days", count=self.year.count()))
        self._show_sources(day, days)

    def _show_day(self, day: date, days: WorkCalendar) -> None:
        self.day_card.title.setText(words.full_day(day))
        self.day_card.note.setText(kind_words(day, days))
        cards.clear(self.day_list)
        if days.is_provisional(day):
            self.day_list.addWidget(
                cards.text(say("day_provisional"), role="small", tone="yeld", wrap=True)
            )
        rows = self.grid.due(day)
        for row in rows:
            self.day_list.addWidget(self._entry(row))
        if not rows:
            self.day_list.addWidget(
                cards.text(say("day_nothing"), role="label", tone="text2", wrap=True)
            )

    def _entry(self, row: DueRow) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(LightMark(row.light))
        top.addWidget(cards.text(words.light(row.light, unsent=row.unsent), role="label"))
        top.addWidget(button(words.literal(numbered(row)), lambda: self._open(row), kind="link"))
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(cards.text(row.title, role="small", tone="text2", wrap=True))
        return entry

    def _open(self, row: DueRow) -> None:
        open_due(self.desk, row)

    def _open_first(self) -> None:
        """Enter on a day opens what is due on it; several are chosen from at the right."""
        rows = self.grid.due(self.grid.day())
        if len(rows) == 1:
            self._open(rows[0])
        elif rows:
            self.focusNextChild()

    def _show_sources(self, day: date, days: WorkCalendar) -> None:
        cards.clear(self.sources)
        years = {day.year, days.horizon.year, days.horizon.year + 1}
        for year in sorted(years):
            source = days.provenance(year)
            if source is None:
                told, tone = say("source_none", year=year), "yeld"
            else:
                key = "source_notice" if source.typed else "source_package"
                told, tone = say(key, year=year, source=source.source or say("no_number")), "text2"
            self.sources.addWidget(cards.text(told, role="small", tone=tone, wrap=True))
        horizon = say("horizon", day=words.day(days.horizon))
        self.sources.addWidget(cards.text(horizon, role="small", tone="text2", wrap=True))
        self.enter.setText(say("enter", year=days.horizon.year + 1))


def kind_words(day: date, days: WorkCalendar) -> str:
    """Return what kind of day it is, in a few words."""
    match days.kind(day):
        case DayKind.HOLIDAY:
            return say("day_holiday", name=days.name(day))
        case DayKind.WEEKEND:
            return say("day_weekend")
        case DayKind.MAKEUP if not days.is_workday(day):
            return say("day_makeup_off")
        case DayKind.MAKEUP:
            return say("day_makeup", n=nth_of_month(day, days))
        case _:
            return say("day_work", n=nth_of_month(day, days))
