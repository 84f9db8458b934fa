"""On which days of this month is something due? A small month with the worst light of each day."""

import calendar as months
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light, worst
from ui import lights, theme, words
from ui.calendar.month_grid import weeks_of
from ui.theme import scaled
from ui.tokens import color

say = words.of("today")

_HEAD, _ROW, _DAYS = 54, 40, 7


class MiniMonth(QWidget):
    """Arrows move, Enter or a click chooses a day; each day's tooltip says what the eye sees."""

    chosen = Signal(object)  # a date

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("month_name"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._today = self._day = date(2000, 1, 1)
        self._days: WorkCalendar | None = None
        self._due: dict[date, list[Light]] = {}

    def show_month(self, day: date, today: date, days: WorkCalendar) -> None:
        """Show the month of `day`; reads what is due in the weeks it touches."""
        self._day, self._today, self._days = day, today, days
        weeks = weeks_of(day)
        self._due = {}
        for row in board.between(weeks[0][0], weeks[-1][-1], today):
            if row.due_on is not None and row.closed_on is None:
                self._due.setdefault(row.due_on, []).append(row.light)
        self._describe()
        self.updateGeometry()
        self.update()

    def day(self) -> date:
        return self._day

    def sizeHint(self) -> QSize:
        return QSize(216, scaled(_HEAD) + scaled(_ROW) * len(weeks_of(self._day)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._told(self._day))

    def _told(self, day: date) -> str:
        """The text equivalent of one cell."""
        kind = self._kind(day)
        return say(
            "month_day", day=words.full_day(day), kind=kind, count=len(self._due.get(day, ()))
        )

    def _kind(self, day: date) -> str:
        if self._days is None or self._days.kind(day) is DayKind.ORDINARY:
            return say("work")
        if self._days.kind(day) is DayKind.MAKEUP:
            return say("makeup")
        return self._days.name(day) or say("off")

    def _cell(self, week: int, weekday: int) -> QRectF:
        width = self.width() / _DAYS
        return QRectF(weekday * width, scaled(_HEAD) + week * scaled(_ROW), width, scaled(_ROW))

    def _at(self, x: float, y: float) -> date | None:
        weeks = weeks_of(self._day)
        head, row = scaled(_HEAD), scaled(_ROW)
        week, weekday = int((y - head) // row), int(x // (self.width() / _DAYS))
        inside = y >= head and week < len(weeks) and 0 <= weekday < _DAYS
        return weeks[week][weekday] if inside else None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self._at(event.pos().x(), event.pos().y())
            if day is not None:
                QToolTip.showText(event.globalPos(), self._told(day), self)
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._at(event.position().x(), event.position().y())
        if day is not None:
            self.chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_DAYS,
            Qt.Key.Key_Down: _DAYS,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._days is not None:
            self.show_month(self._day + timedelta(days=step), self._today, self._days)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._day)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: object) -> None:
        if self._days is None:
            return
        painter = QPainter(self)
        self._paint_head(painter)
        for number, week in enumerate(weeks_of(self._day)):
            for weekday, day in enumerate(week):
                self._paint_day(painter, self._cell(number, weekday), day)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        days = self._days
        if days is None:
            return
        first = self._day.replace(day=1)
        last = first.replace(day=months.monthrange(first.year, first.month)[1])
        painter.setFont(theme.font("h3"))
        painter.setPen(color("text"))
        top = QRectF(0, 0, self.width(), scaled(24))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(top, int(left), say("month_title", year=first.year, month=first.month))
        painter.setFont(theme.font("small"))
        painter.setPen(color("text2"))
        counted = days.between(first - timedelta(days=1), last)
        painter.drawText(top, int(right), say("month_days", count=counted))
        for weekday in range(_DAYS):
            wide = self.width() / _DAYS
            cell = QRectF(weekday * wide, scaled(30), wide, scaled(20))
            name = words.term("weekday", str(weekday + 1))[-1]
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), name)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        days = self._days
        if days is None:
            return
        box = cell.adjusted(1, 1, -1, -1)
        kind, inside = days.kind(day), day.month == self._day.month
        if inside and not days.is_workday(day):
            painter.fillRect(box, color("head"))
        if day == self._today or (self.hasFocus() and day == self._day):
            width = 2 if self.hasFocus() and day == self._day else 1.5
            painter.setPen(QPen(color("acc"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        centre = int(Qt.AlignmentFlag.AlignHCenter)
        painter.setFont(theme.font("label"))
        painter.setPen(color("text" if inside else "text3"))
        painter.drawText(
            QRectF(box.x(), box.y() + 2, box.width(), scaled(18)), centre, str(day.day)
        )
        due = worst(self._due.get(day, []))
        below = QRectF(box.x(), box.y() + scaled(20), box.width(), scaled(16))
        if due is not None:
            lights.draw(painter, due, QRectF(box.center().x() - 6.5, box.y() + scaled(22), 13, 13))
        elif inside and kind in (DayKind.HOLIDAY, DayKind.MAKEUP):
            painter.setFont(theme.font("small"))
            painter.setPen(color("acc" if kind is DayKind.MAKEUP else "text2"))
            painter.drawText(below, centre, say("makeup" if kind is DayKind.MAKEUP else "off"))
