"""How is a light drawn: shape, colour and word, never one without the others?"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from clerkdesk.deadlines.lights import Light
from ui import theme, words
from ui.tokens import color

# The colour of each light's word; the tint is the ground of its chip.
INK = {
    Light.OVERDUE: ("red", "redt"),
    Light.TODAY: ("red", "redt"),
    Light.SOON: ("yeld", "yelt"),
    Light.UNCONFIRMED: ("pause", "pauset"),
    Light.UNSENT: ("yeld", "yelt"),
    Light.ORDINARY: ("calm", "head"),
    Light.PAUSED: ("pause", "pauset"),
    Light.DONE: ("ok", "okt"),
    Light.DONE_LATE: ("late", "latet"),
}


def draw(painter: QPainter, light: Light, rect: QRectF) -> None:
    """Draw a light's shape into the largest centred square of `rect`, on a 16 x 16 grid."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / 16, side / 16)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SHAPES[light](painter, color(INK[light][0]))
    painter.restore()


def pixmap(light: Light, pixels: int = 16, ratio: float = 1.0) -> QPixmap:
    made = QPixmap(round(pixels * ratio), round(pixels * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, light, QRectF(0, 0, pixels, pixels))
    painter.end()
    return made


def icon(light: Light, pixels: int = 16) -> QIcon:
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(pixmap(light, pixels, ratio))
    return made


def _octagon(radius: float) -> QPolygonF:
    cut = radius * 0.414
    points = ((-cut, -radius), (cut, -radius), (radius, -cut), (radius, cut))
    return QPolygonF(
        [QPointF(8 + x, 8 + y) for x, y in points + tuple((-x, -y) for x, y in points)]
    )


def _filled(painter: QPainter, shape: QPainterPath, hole: QPainterPath, ink: QColor) -> None:
    painter.fillPath(shape.subtracted(hole), ink)


def _overdue(painter: QPainter, ink: QColor) -> None:
    shape, bar = QPainterPath(), QPainterPath()
    shape.addPolygon(_octagon(7.2))
    shape.closeSubpath()
    bar.addRect(QRectF(4, 6.7, 8, 2.6))
    _filled(painter, shape, bar, ink)


def _today(painter: QPainter, ink: QColor) -> None:
    shape, dot = QPainterPath(), QPainterPath()
    shape.addPolygon(
        QPolygonF([QPointF(8, 0.8), QPointF(15.2, 8), QPointF(8, 15.2), QPointF(0.8, 8)])
    )
    shape.closeSubpath()
    dot.addEllipse(QPointF(8, 8), 2.1, 2.1)
    _filled(painter, shape, dot, ink)


def _soon(painter: QPainter, ink: QColor) -> None:
    shape = QPolygonF([QPointF(8, 1.6), QPointF(15, 14.2), QPointF(1, 14.2)])
    painter.setPen(QPen(ink, 1.4, j=Qt.PenJoinStyle.RoundJoin))
    dark = theme.is_dark()
    painter.setBrush(color("yel"))
    painter.drawPolygon(shape)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    mark = color("onacc") if dark else ink
    painter.setPen(QPen(mark, 1.8, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(8, 6.2), QPointF(8, 9.4))
    painter.drawPoint(QPointF(8, 12))


def _stroke(painter: QPainter, ink: QColor, width: float = 1.7) -> None:
    painter.setPen(QPen(ink, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))


def _ordinary(painter: QPainter, ink: QColor) -> None:
    _stroke(painter, ink)
    painter.drawEllipse(QPointF(8, 8), 5.6, 5.6)


def _paused(painter: QPainter, ink: QColor) -> None:
    _stroke(painter, ink)
    painter.drawRoundedRect(QRectF(1.6, 1.6, 12.8, 12.8), 2.6, 2.6)
    painter.drawLine(QPointF(6, 5.2), QPointF(6, 10.8))
    painter.drawLine(QPointF(10, 5.2), QPointF(10, 10.8))


def _unconfirmed(painter: QPainter, ink: QColor) -> None:
    """A dashed ring with a question in it: the date is not settled."""
    pen = QPen(ink, 1.5)
    pen.setDashPattern([2.4, 1.8])
    painter.setPen(pen)
    painter.drawEllipse(QPointF(8, 8), 6.9, 6.9)
    _stroke(painter, ink, 1.6)
    hook = QPainterPath(QPointF(5.9, 6.4))
    hook.cubicTo(QPointF(6, 3.2), QPointF(10.3, 3.4), QPointF(10, 6.3))
    hook.cubicTo(QPointF(9.9, 7.9), QPointF(8, 7.6), QPointF(8, 9.2))
    painter.drawPath(hook)
    painter.drawPoint(QPointF(8, 11.8))


def _unsent(painter: QPainter, ink: QColor) -> None:
    """An envelope: written, still in the house."""
    _stroke(painter, ink, 1.5)
    painter.drawRect(QRectF(0.9, 3.2, 14.2, 9.6))
    painter.drawPolyline([QPointF(1.4, 3.8), QPointF(8, 9), QPointF(14.6, 3.8)])


def _tick(painter: QPainter, points: tuple[tuple[float, float], ...]) -> None:
    painter.drawPolyline([QPointF(x, y) for x, y in points])


def _done(painter: QPainter, ink: QColor) -> None:
    _stroke(painter, ink, 2.4)
    _tick(painter, ((2.4, 8.6), (6.2, 12.4), (13.6, 4)))


def _done_late(painter: QPainter, ink: QColor) -> None:
    _stroke(painter, ink, 1.5)
    painter.drawPolygon(_octagon(6.9))
    _tick(painter, ((4.8, 8.2), (7.2, 10.6), (11.4, 5.8)))


_SHAPES: dict[Light, Callable[[QPainter, QColor], None]] = {
    Light.OVERDUE: _overdue,
    Light.TODAY: _today,
    Light.SOON: _soon,
    Light.UNCONFIRMED: _unconfirmed,
    Light.UNSENT: _unsent,
    Light.ORDINARY: _ordinary,
    Light.PAUSED: _paused,
    Light.DONE: _done,
    Light.DONE_LATE: _done_late,
}


class LightMark(QWidget):
    """The shape alone; whoever shows it stands a word beside it."""

    def __init__(self, light: Light, pixels: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels = pixels
        self.setFixedSize(QSize(pixels, pixels))
        self.show_light(light)

    def show_light(self, light: Light) -> None:
        self._light = light
        self.setAccessibleName(words.light(light))
        self.update()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        draw(painter, self._light, QRectF(self.rect()))
        painter.end()


class LightChip(QWidget):
    """Shape, word and remainder on the light's tint: 正常 · 剩 8 工作日."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._light = Light.ORDINARY
        self._mark = LightMark(self._light)
        self._text = theme.role(QLabel(), "body")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_light(
        self, light: Light, rest: str = "", *, unsent: bool = False, word: str = ""
    ) -> None:
        """rest: what stands after the word, such as `words.remainder(...)`.

        word: instead of the light's own, for what only borrows its shape (a column's 红灯).
        """
        self._light = light
        word = word or words.light(light, unsent=unsent)
        if light is Light.DONE and rest == words.remainder(light, None):
            rest = ""  # the word says it all
        self._text.setText(f"{word} · {rest}" if rest and rest != word else word)
        theme.tone(self._text, INK[light][0])
        self._mark.show_light(light)
        self._mark.setAccessibleName(word)
        self.setAccessibleName(self._text.text())
        self.update()

    def text(self) -> str:
        return self._text.text()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(INK[self._light][1]))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.end()
