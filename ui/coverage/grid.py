"""How is a table of many small cells drawn so that one sees it at a glance and can click it?

grid.set_grid(Grid(rows=("预算", "决算"), columns=("财务科",), cells={(0, 0): Cell("3", ...)}))
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from clerkdesk.deadlines.lights import Light
from ui import lights, theme, words
from ui.tokens import color

say = words.of("coverage")

_HEAD, _ROW = 46, 28  # pixels at 标准
_NAME, _NAME_MOST = 200, 340
_WIDER = 1.6  # how far a column may grow where there is room


@dataclass(frozen=True)
class Cell:
    """One square. text: a word or number; light: its shape; ground: a token; told: the whole."""

    text: str
    told: str
    light: Light | None = None
    ground: str = "surf"
    tone: str = "text"


@dataclass(frozen=True)
class Grid:
    """cells: by (row, column); where there is none the square stays blank."""

    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    column_width: int = 92


class GridPicture(QAbstractScrollArea):
    """Names stand still at the left and on top; arrows move, Enter and clicks choose."""

    chosen = Signal(int, int)  # row, column; the square may be blank
    opened = Signal(int, int)  # of a square that is not blank

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._grid = Grid()
        self._at = (0, 0)
        self._head = self._row = self._left = self._width = 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setObjectName("grid")
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.viewport().update())
        self.measure()

    def measure(self) -> None:
        """Take the sizes of the text size in use."""
        self._head = theme.height(_HEAD) + (theme.body_size() - 14) * 2
        self._row = theme.height(_ROW)
        self._arrange()

    def set_grid(self, grid: Grid) -> None:
        self._grid = grid
        rows, columns = len(grid.rows), len(grid.columns)
        self._at = (min(self._at[0], max(rows - 1, 0)), min(self._at[1], max(columns - 1, 0)))
        self.measure()
        self._tell()
        self.viewport().update()

    def cell(self, row: int, column: int) -> Cell | None:
        return self._grid.cells.get((row, column))

    def current(self) -> tuple[int, int]:
        return self._at

    def choose(self, row: int, column: int) -> None:
        """Put the frame on a square and bring it to sight."""
        self._at = (row, column)
        self._bring_to_sight()
        self._tell()
        self.viewport().update()
        self.chosen.emit(row, column)

    def _tell(self) -> None:
        """Say in words what the frame is on, for those who do not see the picture."""
        told = self.told(*self._at)
        self.setAccessibleName(say("on_square", name=self._name, told=told) if told else self._name)
        self.setAccessibleDescription(told)
        event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
        QAccessible.updateAccessibility(event)

    def told(self, row: int, column: int) -> str:
        if row >= len(self._grid.rows) or column >= len(self._grid.columns):
            return ""
        cell = self.cell(row, column)
        where = f"{self._grid.rows[row]} {self._grid.columns[column]}"
        return f"{where} {cell.told}" if cell is not None else where

    # where things stand

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(600), self._head + self._row * 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(320), self._head + self._row * 2)

    def _arrange(self) -> None:
        room = self.viewport().size()
        share = room.width() * 28 // 100
        self._left = min(max(theme.scaled(_NAME), share), theme.scaled(_NAME_MOST))
        least = theme.scaled(self._grid.column_width)
        each = (room.width() - self._left) // max(len(self._grid.columns), 1)
        self._width = max(least, min(each, round(least * _WIDER)))
        wide = len(self._grid.columns) * self._width - (room.width() - self._left)
        high = len(self._grid.rows) * self._row - (room.height() - self._head)
        for bar, over, step, page in (
            (self.horizontalScrollBar(), wide, self._width, room.width() - self._left),
            (self.verticalScrollBar(), high, self._row, room.height() - self._head),
        ):
            bar.setRange(0, max(over, 0))
            bar.setSingleStep(step)
            bar.setPageStep(max(page, step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def rect_of(self, row: int, column: int) -> QRect:
        """Return where a square lies in the viewport now."""
        return QRect(
            self._left + column * self._width - self.horizontalScrollBar().value(),
            self._head + row * self._row - self.verticalScrollBar().value(),
            self._width,
            self._row,
        )

    def _square_at(self, place: QPoint) -> tuple[int, int] | None:
        if place.x() < self._left or place.y() < self._head:
            return None
        column = (place.x() - self._left + self.horizontalScrollBar().value()) // self._width
        row = (place.y() - self._head + self.verticalScrollBar().value()) // self._row
        inside = row < len(self._grid.rows) and column < len(self._grid.columns)
        return (row, column) if inside else None

    def _bring_to_sight(self) -> None:
        rect, room = self.rect_of(*self._at), self.viewport().rect()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if rect.left() < self._left:
            across.setValue(across.value() + rect.left() - self._left)
        elif rect.right() > room.right():
            across.setValue(across.value() + rect.right() - room.right())
        if rect.top() < self._head:
            down.setValue(down.value() + rect.top() - self._head)
        elif rect.bottom() > room.bottom():
            down.setValue(down.value() + rect.bottom() - room.bottom())

    # hands

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(event)
        if step is not None and self._grid.rows and self._grid.columns:
            row = min(max(self._at[0] + step[0], 0), len(self._grid.rows) - 1)
            column = min(max(self._at[1] + step[1], 0), len(self._grid.columns) - 1)
            self.choose(row, column)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.cell(*self._at) is not None:
                self.opened.emit(*self._at)
        else:
            super().keyPressEvent(event)

    def _step(self, event: QKeyEvent) -> tuple[int, int] | None:
        """How far a key moves: arrows by one, Home and End along the row, with Ctrl to a corner."""
        rows, columns = len(self._grid.rows), len(self._grid.columns)
        page = max((self.viewport().height() - self._head) // self._row, 1)
        far = rows if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 0
        return {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_PageUp: (-page, 0),
            Qt.Key.Key_PageDown: (page, 0),
            Qt.Key.Key_Home: (-far, -columns),
            Qt.Key.Key_End: (far, columns),
        }.get(Qt.Key(event.key()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        square = self._square_at(event.position().toPoint())
        if square is not None:
            self.choose(*square)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        square = self._square_at(event.position().toPoint())
        if square is not None and self.cell(*square) is not None:
            self.opened.emit(*square)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            square = self._square_at(event.pos())
            told = self.told(*square) if square is not None else ""
            QToolTip.showText(event.globalPos(), words.in_tip(told), self)
            return True
        return super().viewportEvent(event)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        room = self.viewport().rect()
        painter.fillRect(room, color("surf"))
        inner = room.adjusted(self._left, self._head, 0, 0)
        painter.save()
        painter.setClipRect(inner)
        for row in range(len(self._grid.rows)):
            if not self.rect_of(row, 0).top() < room.bottom():
                break
            for column in range(len(self._grid.columns)):
                rect = self.rect_of(row, column)
                if rect.intersects(inner):
                    self._paint_cell(painter, rect, self.cell(row, column))
        self._paint_frame(painter)
        painter.restore()
        self._paint_names(painter, room)
        self._paint_heads(painter, room)
        painter.end()

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell | None) -> None:
        painter.setPen(QPen(color("line"), 1))
        painter.setBrush(color(cell.ground if cell is not None else "surf"))
        painter.drawRect(rect)
        if cell is None:
            return
        area = rect.adjusted(6, 0, -6, 0)
        if cell.light is not None:
            lights.draw(painter, cell.light, QRectF(area.left(), rect.center().y() - 6.5, 14, 14))
            area.setLeft(area.left() + 18)
        painter.setFont(theme.font("label"))
        painter.setPen(color(cell.tone))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, int(side), cell.text)

    def _paint_frame(self, painter: QPainter) -> None:
        if self.hasFocus() and self._grid.rows and self._grid.columns:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color("acc"), 2))
            painter.drawRect(self.rect_of(*self._at).adjusted(1, 1, -1, -1))

    def _paint_names(self, painter: QPainter, room: QRect) -> None:
        painter.save()
        strip = QRect(0, self._head, self._left, room.height() - self._head)
        painter.setClipRect(strip)
        painter.fillRect(strip, color("surf2"))
        painter.setFont(theme.font("label"))
        metrics = QFontMetrics(theme.font("label"))
        for row, name in enumerate(self._grid.rows):
            rect = self.rect_of(row, 0)
            rect.setLeft(0)
            rect.setWidth(self._left)
            painter.setPen(QPen(color("line"), 1))
            line = rect.translated(0, 1)  # where the squares beside it have theirs
            painter.drawLine(line.bottomLeft(), line.bottomRight())
            here = row == self._at[0] and self.hasFocus()
            painter.setPen(color("acc" if here else "text"))
            area = rect.adjusted(10, 0, -6, 0)
            mode = Qt.TextElideMode.ElideRight
            shown = metrics.elidedText(name, mode, area.width())
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def _paint_heads(self, painter: QPainter, room: QRect) -> None:
        painter.fillRect(QRect(0, 0, room.width(), self._head), color("head"))
        painter.setFont(theme.font("label"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere
        painter.save()
        painter.setClipRect(QRect(self._left, 0, room.width() - self._left, self._head))
        for column, name in enumerate(self._grid.columns):
            rect = self.rect_of(0, column)
            head = QRect(rect.left(), 0, rect.width(), self._head)
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(head.topRight(), head.bottomRight())
            here = column == self._at[1] and self.hasFocus()
            painter.setPen(color("acc" if here else "text2"))
            painter.drawText(head.adjusted(4, 2, -4, -2), int(flags), name)
        painter.restore()
        painter.setPen(color("text2"))
        corner = QRect(10, 0, self._left - 16, self._head)
        painter.drawText(corner, int(Qt.AlignmentFlag.AlignVCenter), self._name)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()
