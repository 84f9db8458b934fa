"""How was each day counted? One row a week, each day with its date and its number or its word."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.requests.ledger import Day, DayReason
from ui import theme, words
from ui.requests import day_words
from ui.requests.deadline_bar import hatch
from ui.tokens import color

say = words.of("request_card")

_HEAD = 24
_LEAST = 46  # pixels of a week's height
_WEEK = 7


class WeekGrid(QWidget):
    """The ledger as a calendar; arrows walk through its days, each told to screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self._days: dict[date, Day] = {}
        self._first = self._today = self._cursor = date.min
        self._due: date | None = None
        self._weeks = 0
        self._calendar: WorkCalendar | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("grid_name"))

    def show_days(
        self, days: tuple[Day, ...], calendar: WorkCalendar, today: date, due_on: date | None
    ) -> None:
        self._days = {day.date: day for day in days}
        self._calendar, self._today, self._due = calendar, today, due_on
        self._weeks = 0
        # without a day there is nothing the arrows could go through, nor a frame to be seen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if days else Qt.FocusPolicy.NoFocus)
        if days:
            self._first = days[0].date - timedelta(days=days[0].date.weekday())
            self._weeks = (days[-1].date - self._first).days // _WEEK + 1
            self._move_to(today if today in self._days else days[0].date)
        self.setMinimumHeight(theme.height(_HEAD) + self._weeks * theme.height(_LEAST))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(360), theme.height(_HEAD) + self._weeks * theme.height(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(280), theme.height(_HEAD) + self._weeks * theme.height(_LEAST))

    def _move_to(self, day: date) -> None:
        if day not in self._days or self._calendar is None:
            return
        self._cursor = day
        self.setAccessibleDescription(day_words.about(self._days[day], self._calendar))
        self.update()

    def _cell(self, day: date) -> QRectF:
        week, weekday = divmod((day - self._first).days, _WEEK)
        head = theme.height(_HEAD)
        wide = (self.width() - 1) / _WEEK
        high = min((self.height() - head - 1) / max(1, self._weeks), theme.height(78))
        return QRectF(weekday * wide, head + week * high, wide, high).adjusted(1.5, 1.5, -1.5, -1.5)

    def _at(self, x: float, y: float) -> date | None:
        return next((day for day in self._days if self._cell(day).contains(x, y)), None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._calendar is not None:
            day = self._at(event.pos().x(), event.pos().y())
            if day is not None:
                told = day_words.about(self._days[day], self._calendar)
                QToolTip.showText(event.globalPos(), told, self)
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        day = self._at(event.position().x(), event.position().y())
        if day is not None:
            self._move_to(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_WEEK,
            Qt.Key.Key_Down: _WEEK,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers():
            super().keyPressEvent(event)
            return
        self._move_to(self._cursor + timedelta(days=step))
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self, 0, 20)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Tell a scroll area which day to bring in sight: the whole grid may be higher than it."""
        if query == Qt.InputMethodQuery.ImCursorRectangle and self._cursor in self._days:
            return self._cell(self._cursor).toAlignedRect()
        return super().inputMethodQuery(query)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type] # Qt hands over its own event
        self.update()

    def paintEvent(self, _event: object) -> None:
        if self._calendar is None or not self._weeks:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(color("text2"))
        for n in range(_WEEK):
            cell = self._cell(self._first + timedelta(days=n))
            head = QRectF(cell.x(), 0, cell.width(), theme.height(_HEAD))
            name = words.term("weekday", str(n + 1))
            painter.drawText(head, int(Qt.AlignmentFlag.AlignCenter), name)
        for n in range(self._weeks * _WEEK):
            self._paint_day(painter, self._first + timedelta(days=n))
        if self.hasFocus() and self._cursor in self._days:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("acc"), 2, Qt.PenStyle.DotLine))
            painter.drawRect(self._cell(self._cursor).adjusted(3, 3, -3, -3))
        painter.end()

    def _paint_day(self, painter: QPainter, on: date) -> None:
        calendar, day, cell = self._calendar, self._days.get(on), self._cell(on)
        if calendar is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day is None:
            painter.fillRect(cell, color("head"))
            painter.setPen(QPen(color("line"), 1))
            painter.drawRect(cell)
            return
        off = not calendar.is_workday(on)
        painter.fillRect(cell, color(_ground(day, off=off)))
        if day.reason is DayReason.EXCLUDED:
            hatch(painter, cell)
        painter.setPen(QPen(color("line"), 1))
        painter.drawRect(cell)
        if on in (self._today, self._due):
            ink = "acc" if on == self._today else "text"
            painter.setPen(QPen(color(ink), 2))
            painter.drawRect(cell)
        self._paint_words(painter, cell, day, calendar)

    def _paint_words(
        self, painter: QPainter, cell: QRectF, day: Day, calendar: WorkCalendar
    ) -> None:
        inside = cell.adjusted(4, 2, -4, -2)
        flag = Qt.AlignmentFlag
        painter.setFont(theme.font("small"))
        ahead = day.date > self._today
        painter.setPen(color("text2" if ahead else "text"))
        first = day.date.day == 1 or day.date == min(self._days)
        number = f"{day.date.month}-{day.date.day}" if first else str(day.date.day)
        painter.drawText(inside, int(flag.AlignTop | flag.AlignLeft), number)
        mark, ink = self._mark(day)
        if mark:
            room = inside.width() - painter.fontMetrics().horizontalAdvance(number) - 1
            if painter.fontMetrics().horizontalAdvance(mark) <= room:
                painter.setPen(color(ink))
                painter.drawText(inside, int(flag.AlignTop | flag.AlignRight), mark)
        numbered = day.number is not None
        painter.setFont(theme.font("body" if numbered else "small"))
        painter.setPen(color(_ink(day, ahead=ahead)))
        word = day_words.short(day, calendar)
        if day.reason is DayReason.EXCLUDED:
            wide = painter.fontMetrics().horizontalAdvance(word) + 4
            high = painter.fontMetrics().height()
            plate = QRectF(inside.right() - wide, inside.bottom() - high, wide + 2, high)
            painter.fillRect(plate, color("pauset"))
        painter.drawText(inside, int(flag.AlignBottom | flag.AlignRight), word)

    def _mark(self, day: Day) -> tuple[str, str]:
        if day.date == self._today:
            return say("grid_today"), "acc"
        if day.date == self._due:
            return say("grid_due"), "text"
        return (say("makeup"), "acc") if day.kind is DayKind.MAKEUP else ("", "text")


def _ground(day: Day, *, off: bool) -> str:
    if day.reason in (DayReason.EXCLUDED, DayReason.WAITING):
        return "pauset"
    if day.reason is DayReason.OVERDUE:
        return "redt"
    return "head" if off else "surf"


def _ink(day: Day, *, ahead: bool) -> str:
    if day.reason in (DayReason.RECEIVED, DayReason.RESTARTED):
        return "acc"
    if day.reason in (DayReason.EXCLUDED, DayReason.WAITING):
        return "pause"
    if day.reason is DayReason.OVERDUE:
        return "red"
    return "text2" if ahead or day.number is None else "text"
