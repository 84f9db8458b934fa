"""Which days of this month are worked, and what is due on each? The large month."""

import calendar as months
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import DueRow
from ui import lights, theme, words
from ui.places import numbered
from ui.tokens import color

say = words.of("calendar")

_DAYS, _LINE, _TOP = 7, 20, 26


def weeks_of(month: date) -> list[list[date]]:
    """Return the weeks, Monday first, that a month touches."""
    return months.Calendar().monthdatescalendar(month.year, month.month)


def one_month_on(day: date, by: int) -> date:
    """Return the same day of another month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def nth_of_month(day: date, days: WorkCalendar) -> int:
    """Return which working day of its month a day is."""
    return days.between(day.replace(day=1) - timedelta(days=1), day)


class MonthGrid(QWidget):
    """Arrows move by days and weeks, PgUp and PgDn by months, T to today; Enter opens the day."""

    moved = Signal(object)  # the date the cursor is on
    opened = Signal(object)  # a date

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("grid_name"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._day = self._today = date(2000, 1, 1)
        self._days: WorkCalendar | None = None
        self._due: dict[date, list[DueRow]] = {}

    def sizeHint(self) -> QSize:
        return QSize(820, 560)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 260)

    def day(self) -> date:
        return self._day

    def due(self, day: date) -> tuple[DueRow, ...]:
        """Return what is due on a day of the weeks in sight."""
        return tuple(self._due.get(day, ()))

    def due_this_month(self) -> int:
        same = [
            day for day in self._due if (day.year, day.month) == (self._day.year, self._day.month)
        ]
        return sum(len(self._due[day]) for day in same)

    def show_day(self, day: date, today: date, days: WorkCalendar) -> None:
        """Put the cursor on a day; reads what is due in the weeks of its month."""
        self._day, self._today, self._days = day, today, days
        weeks = weeks_of(day)
        self._due = {}
        for row in board.between(weeks[0][0], weeks[-1][-1], today):
            if row.due_on is not None:
                self._due.setdefault(row.due_on, []).append(row)
        self.setAccessibleDescription(self._told(day))
        self.update()
        self.moved.emit(day)

    def _told(self, day: date) -> str:
        kind = self._mark(day)[0] or say("kind_ordinary")
        return say("grid_day", day=words.full_day(day), kind=kind, count=len(self.due(day)))

    def _mark(self, day: date) -> tuple[str, bool]:
        """Return what stands at the upper right of a day, and whether it is framed."""
        days = self._days
        if days is None:
            return "", False
        match days.kind(day):
            case DayKind.HOLIDAY:
                return say("off_named", name=days.name(day)), False
            case DayKind.MAKEUP:
                return say("makeup"), True
            case DayKind.WEEKEND:
                return "", False
            case _:
                if days.is_provisional(day):
                    return say("provisional"), False
                return say("nth", n=nth_of_month(day, days)), False

    def move_to(self, day: date) -> None:
        if self._days is not None:
            self.show_day(day, self._today, self._days)

    def _head(self) -> int:
        return theme.height(28)

    def _cell(self, week: int, weekday: int) -> QRectF:
        weeks = len(weeks_of(self._day))
        width = self.width() / _DAYS
        height = (self.height() - self._head()) / weeks
        return QRectF(weekday * width, self._head() + week * height, width, height)

    def _at(self, x: float, y: float) -> date | None:
        for number, week in enumerate(weeks_of(self._day)):
            for weekday, day in enumerate(week):
                if self._cell(number, weekday).contains(x, y):
                    return day
        return None

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            day = self._at(event.pos().x(), event.pos().y())
            if day is not None:
                due = (f"{numbered(row)} {row.title}" for row in self.due(day))
                lines = [self._told(day), *due]
                QToolTip.showText(event.globalPos(), words.in_tip("\n".join(lines)), self)
                return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        day = self._at(event.position().x(), event.position().y())
        if day is not None:
            self.move_to(day)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit(self._day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_DAYS,
            Qt.Key.Key_Down: _DAYS,
        }
        if key in steps:
            self.move_to(self._day + timedelta(days=steps[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.move_to(one_month_on(self._day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_T and not event.modifiers():
            self.move_to(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._day)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: object) -> None:
        if self._days is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surf"))
        painter.fillRect(QRectF(0, 0, self.width(), self._head()), color("head"))
        painter.setFont(theme.font("label"))
        painter.setPen(color("text2"))
        for weekday in range(_DAYS):
            width = self.width() / _DAYS
            head = QRectF(weekday * width + 8, 0, width - 8, self._head())
            name = words.term("weekday", str(weekday + 1))
            painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter), name)
        for number, week in enumerate(weeks_of(self._day)):
            for weekday, day in enumerate(week):
                self._paint_day(painter, self._cell(number, weekday), day)
        painter.end()

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        days = self._days
        if days is None:
            return
        inside = (day.year, day.month) == (self._day.year, self._day.month)
        if not days.is_workday(day):
            painter.fillRect(cell, color("head"))
        painter.setPen(QPen(color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell)
        if day == self._today:
            painter.fillRect(QRectF(cell.x() + 1, cell.y() + 1, cell.width() - 1, 3), color("acc"))
        if day == self._day:
            painter.setPen(QPen(color("acc"), 2))
            painter.drawRect(cell.adjusted(1.5, 1.5, -1.5, -1.5))
        area = cell.adjusted(8, 4, -8, -4)
        top = QRectF(area.x(), area.y(), area.width(), _TOP - 4)
        painter.setFont(theme.font("body"))
        painter.setPen(color("text" if inside else "text3"))
        number = str(day.day) if inside else f"{day.month}-{day.day}"
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter), number)
        left = QFontMetrics(theme.font("body")).horizontalAdvance(number) + 6
        self._paint_mark(painter, top.adjusted(left, 0, 0, 0), day)
        if inside or self._due.get(day):
            self._paint_due(painter, area.adjusted(0, _TOP, 0, 0), self.due(day))

    def _paint_mark(self, painter: QPainter, area: QRectF, day: date) -> None:
        mark, framed = self._mark(day)
        if not mark:
            return
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        if framed and metrics.horizontalAdvance(mark) + 10 > area.width():
            mark = say("makeup_short")
        mark = metrics.elidedText(mark, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.setPen(color("acc" if framed else "text2"))
        width = metrics.horizontalAdvance(mark) + 8
        box = QRectF(area.right() - width + 2, area.y(), width, area.height())
        if framed:
            painter.drawRoundedRect(box, 3, 3)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark)

    def _paint_due(self, painter: QPainter, area: QRectF, rows: tuple[DueRow, ...]) -> None:
        room = max(0, int(area.height() // _LINE))
        shown = rows if len(rows) <= room else rows[: max(0, room - 1)]
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        for place, row in enumerate(shown):
            line = QRectF(area.x(), area.y() + place * _LINE, area.width(), _LINE)
            lights.draw(painter, row.light, QRectF(line.x(), line.y() + 3, 13, 13))
            text = line.adjusted(18, 0, 0, 0)
            said = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, int(text.width()))
            painter.setPen(color("text"))
            painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), said)
        if len(rows) > len(shown) and room:
            line = QRectF(area.x() + 18, area.y() + len(shown) * _LINE, area.width() - 18, _LINE)
            painter.setPen(color("acc"))
            rest = say("more", count=len(rows) - len(shown))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), rest)
