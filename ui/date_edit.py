"""How does a clerk write a day: typed freely, echoed at once, moved by arrows, picked?"""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import cards, dates, icons, theme, words
from ui.dates import Sort, Unreadable, WorkDays
from ui.tokens import color
from ui.typed_keys import leads_nowhere

say = words.of("dates")


class DateLine(QLineEdit):
    """The line itself: keys and normal form. `read` turns its text into a day."""

    wants_popup = Signal()

    def __init__(self, owner: "DateEdit") -> None:
        super().__init__(owner)
        self._owner = owner
        theme.role(self, "body")

    def event(self, event: QEvent) -> bool:
        # Alt+↓ means the calendar here, "next fault" everywhere else in a form
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.wants_popup.emit()
        elif step and control:
            self._owner.step_workdays(step)
        elif step:
            self._owner.step(step)
        elif control and event.key() in (Qt.Key.Key_Semicolon, 0xFF1B):
            self._owner.set_today()
        elif not leads_nowhere(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._owner.settle()
        super().focusOutEvent(event)


class DateEdit(QWidget):
    """A day. `value()` is a date or None; the echo right of the line shows what was understood."""

    changed = Signal()

    def __init__(  # noqa: PLR0913 - what a typed day hangs on, each named at the call
        self,
        today: Callable[[], date],
        *,
        sort: Sort = Sort.FACT,
        calendar: WorkDays | None = None,
        horizon: date | None = None,
        base: Callable[[], date | None] | None = None,
        may_lie_ahead: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """sort: FACT for what happened, PLAN for what is to come, EITHER for what may be both.

        base: what +5 counts from, such as the present due date; today where None.
        may_lie_ahead: whether a day after today is accepted; by default not for facts.
        horizon: the last day for which the holidays are known; later days are named 暂定.
        """
        super().__init__(parent)
        self._today, self._sort, self._calendar = today, sort, calendar
        self._horizon, self._base = horizon, base
        self._ahead = sort is not Sort.FACT if may_lie_ahead is None else may_lie_ahead
        self.line = DateLine(self)
        self.echo = cards.text(role="body", tone="acc", wrap=True)  # 暂定 comes last: never cut off
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line)
        row.addWidget(self.echo, 1)
        self.setFocusProxy(self.line)
        self.measure()
        self.line.textChanged.connect(self._typed)
        self.line.wants_popup.connect(self.open_popup)

    def measure(self) -> None:
        self.line.setFixedWidth(theme.scaled(150))

    def reading(self) -> date | Unreadable | None:
        """Return what stands in the line: a day, why it is none, or None where it is empty."""
        typed = self.line.text()
        if not typed.strip():
            return None
        base = self._base() if self._base is not None else None
        today = self._today()
        read = dates.parse(typed, today=today, sort=self._sort, base=base, calendar=self._calendar)
        if isinstance(read, Unreadable):
            return read
        if not self._ahead and read > today:
            return Unreadable("after_today", (("day", words.full_day(read)),))
        return read

    def value(self) -> date | None:
        read = self.reading()
        return read if isinstance(read, date) else None

    def set_value(self, value: date | None) -> None:
        self.line.setText("" if value is None else value.isoformat())

    def fault(self) -> str:
        read = self.reading()
        return read.sentence if isinstance(read, Unreadable) else ""

    def settle(self) -> None:
        """Write the day in its normal form; what cannot be read stays as typed."""
        day = self.value()
        if day is not None and self.line.text() != day.isoformat():
            self.line.setText(day.isoformat())

    def step(self, days: int) -> None:
        self.set_value((self.value() or self._today()) + timedelta(days=days))

    def step_workdays(self, days: int) -> None:
        start = self.value() or self._today()
        if self._calendar is None:
            self.step(days)
            return
        day = start + timedelta(days=days)
        while not self._calendar.is_workday(day):
            day += timedelta(days=days)
        self.set_value(day)

    def set_today(self) -> None:
        self.set_value(self._today())

    def _typed(self) -> None:
        day = self.value()
        echo = "" if day is None else dates.echo(day, self._calendar, horizon=self._horizon)
        self.echo.setText(echo)
        self.line.setAccessibleDescription(echo)
        self.changed.emit()

    def open_popup(self) -> None:
        """Show a month to pick from, under the line; Esc closes it."""
        popup = MonthPopup(self, self.value() or self._today(), self._calendar)
        popup.picked.connect(self.set_value)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        popup.month.setFocus()


class MonthPopup(QFrame):
    """One month; the days off stand in the quiet colour."""

    picked = Signal(date)

    def __init__(self, parent: QWidget, day: date, calendar: WorkDays | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar = calendar
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        self.month = theme.role(QCalendarWidget(), "label")
        self.month.setAccessibleName(say("popup"))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        none = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.month.setVerticalHeaderFormat(none)
        head = QTextCharFormat()
        head.setForeground(color("text2"))
        head.setBackground(color("surf"))
        self.month.setHeaderTextFormat(head)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekend, head)  # red means late, not Sunday
        for name, drawing in (("prev", "left"), ("next", "right")):
            turn = self.month.findChild(QToolButton, f"qt_calendar_{name}month")
            if turn is not None:
                turn.setIcon(icons.icon(drawing))
        self.month.setMinimumSize(theme.scaled(300), theme.scaled(230))
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.currentPageChanged.connect(lambda _year, _month: self._mark())
        self.month.activated.connect(self._take)
        self.month.clicked.connect(self._take)
        column.addWidget(self.month)
        self._mark()

    def _take(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()

    def _mark(self) -> None:
        first = date(self.month.yearShown(), self.month.monthShown(), 1)
        for away in range(-7, 45):
            day = first + timedelta(days=away)
            off = day.isoweekday() > 5
            if self._calendar is not None:
                off = not self._calendar.is_workday(day)
            look = QTextCharFormat()
            look.setForeground(color("text3" if off else "text"))
            look.setBackground(color("head" if off else "surf"))
            self.month.setDateTextFormat(QDate(day.year, day.month, day.day), look)
