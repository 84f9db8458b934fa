"""How many days of the year are worked? The year in one picture: 12 rows of 31 cells."""

import calendar as months
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clerkdesk.calendar import DayKind, WorkCalendar
from ui import theme, words
from ui.tokens import color

say = words.of("calendar")

_LEFT, _RIGHT, _HEAD, _ROW = 32, 28, 20, 15


class YearBar(QWidget):
    """Filled: worked; dark: make-up day; outlined: off by notice; blank: weekend."""

    chosen = Signal(object)  # a date

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._day = date(2000, 1, 1)
        self._days: WorkCalendar | None = None
        self.setAccessibleName(say("year_name"))

    def sizeHint(self) -> QSize:
        return QSize(290, _HEAD + 12 * _ROW + 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    def show_day(self, day: date, days: WorkCalendar) -> None:
        self._day, self._days = day, days
        told = say("year_told", year=day.year, count=self.count())
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.update()

    def count(self) -> int:
        """Return the working days of the year shown."""
        if self._days is None:
            return 0
        return self._days.between(date(self._day.year - 1, 12, 31), date(self._day.year, 12, 31))

    def _width(self) -> float:
        return (self.width() - _LEFT - _RIGHT) / 31

    def mousePressEvent(self, event: QMouseEvent) -> None:
        month = int((event.position().y() - _HEAD) // _ROW) + 1
        number = int((event.position().x() - _LEFT) // self._width()) + 1
        if 1 <= month <= 12 and 1 <= number <= months.monthrange(self._day.year, month)[1]:
            self.chosen.emit(date(self._day.year, month, number))

    def paintEvent(self, _event: object) -> None:
        days = self._days
        if days is None:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(color("text2"))
        width = self._width()
        for number in (1, 10, 20, 31):
            head = QRectF(_LEFT + (number - 1) * width - 10, 0, width + 20, _HEAD - 2)
            painter.drawText(head, int(Qt.AlignmentFlag.AlignCenter), str(number))
        for month in range(1, 13):
            self._paint_month(painter, days, month)
        self._paint_legend(painter, _HEAD + 12 * _ROW + 8)
        painter.end()

    def _paint_month(self, painter: QPainter, days: WorkCalendar, month: int) -> None:
        first = date(self._day.year, month, 1)
        length = months.monthrange(first.year, month)[1]
        top = _HEAD + (month - 1) * _ROW
        painter.setPen(color("acc" if month == self._day.month else "text2"))
        side = QRectF(0, top, _LEFT - 6, _ROW)
        right, middle = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
        painter.drawText(side, int(right | middle), say("month_row", month=month))
        end = QRectF(self.width() - _RIGHT, top, _RIGHT - 2, _ROW)
        counted = days.between(first - timedelta(days=1), first.replace(day=length))
        painter.drawText(end, int(right | middle), str(counted))
        width = self._width()
        for number in range(1, length + 1):
            day = first.replace(day=number)
            box = QRectF(_LEFT + (number - 1) * width + 0.5, top + 2, width - 1, _ROW - 4)
            self._paint_box(painter, box, days.kind(day))
            if day == self._day:
                painter.setPen(QPen(color("text"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(-0.5, -1, 0.5, 1))

    @staticmethod
    def _paint_box(painter: QPainter, box: QRectF, kind: DayKind) -> None:
        if kind is DayKind.ORDINARY:
            painter.fillRect(box, color("pause"))
        elif kind is DayKind.MAKEUP:
            painter.fillRect(box, color("text"))
        elif kind is DayKind.HOLIDAY:
            painter.setPen(QPen(color("edge"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_legend(self, painter: QPainter, top: float) -> None:
        left = 4.0
        for key, kind in (
            ("legend_work", DayKind.ORDINARY),
            ("legend_makeup", DayKind.MAKEUP),
            ("legend_off", DayKind.HOLIDAY),
            ("legend_blank", None),
        ):
            if kind is not None:
                self._paint_box(painter, QRectF(left, top + 3, 9, 11), kind)
                left += 13
            painter.setPen(color("text2"))
            width = painter.fontMetrics().horizontalAdvance(say(key))
            painter.drawText(QRectF(left, top, width + 4, 18), say(key))
            left += width + 10
