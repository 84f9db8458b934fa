"""How is one row of a list painted: ground, bar, tick, light with its word, tag, hairline?"""

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import cards, icons, lights, theme
from ui.tables import ROW_ROLE, Column, Group, Index, RecordModel
from ui.tokens import color

PADDING = 8


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: ground, bar of the selected row, light and word, tag, hairline."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, record = QRect(option.rect), index.data(ROW_ROLE)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "surf2" if isinstance(record, Group) else "acct" if selected else "surf"
        painter.fillRect(rect, color(ground))
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color("acc"))
        model = index.model()
        if isinstance(record, Group):
            self._group(painter, rect, record)
        elif isinstance(model, RecordModel) and record is not None:
            column = model.column_at(index.column())
            if column is None:
                self._tick(painter, rect, ticked=model.key(record) in model.ticked)
            else:
                self._cell(painter, rect, column, record)
        painter.restore()

    @staticmethod
    def _group(painter: QPainter, rect: QRect, group: Group) -> None:
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("label"))
        painter.setPen(color("text"))
        painter.drawText(area, middle, group.title)
        area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(group.title) + 8)
        painter.setFont(theme.font("small"))
        painter.setPen(color("text2"))
        painter.drawText(area, middle, group.note)

    @staticmethod
    def _tick(painter: QPainter, rect: QRect, *, ticked: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect.left() + 9, rect.center().y() - 6.5, 14, 14)
        painter.setPen(QPen(color("acc" if ticked else "edge"), 1))
        painter.setBrush(color("acc" if ticked else "surf"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            icons.paint(painter, "tick", box.adjusted(1, 1, -1, -1), color("onacc"))

    @staticmethod
    def _cell(painter: QPainter, rect: QRect, column: Column[Any], record: Any) -> None:
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
        ink = column.tone(record) if column.tone is not None else "text"
        light = column.light(record) if column.light is not None else None
        if light is not None:
            ink = lights.INK[light][0]
            if not column.right:
                mark = QRectF(area.left(), area.center().y() - 7.5, 16, 16)
                lights.draw(painter, light, mark)
                area.setLeft(area.left() + 22)
        tag = column.tag(record) if column.tag is not None else ""
        painter.setFont(theme.font("body"))
        shown = column.words(record).replace("\n", " ")
        if tag:
            small = QFontMetrics(theme.font("small"))
            width, height = small.horizontalAdvance(tag) + 12, small.height() + 2
            room = area.width() - width - 8
            after = min(painter.fontMetrics().horizontalAdvance(shown), room)
            box = QRectF(area.left() + after + 8, area.center().y() - height / 2, width, height)
            cards.paint_tag(painter, box, tag)
            area.setRight(area.left() + room)
        painter.setPen(color(ink))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
