"""Which quiet parts is a page made of: cards, facts, tags, bands, empty states?"""

from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons, theme, words
from ui.buttons import button
from ui.tokens import color


def text(  # noqa: PLR0913 - what a line is made of, each named at the call
    content: str = "",
    *,
    role: theme.Role = "body",
    tone: str = "text",
    wrap: bool = False,
    select: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label of plain text; nothing typed by people is ever read as markup.

    select: the mouse may mark and copy it (numbers, names).
    """
    label = theme.tone(theme.role(QLabel(parent), role), tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(content)
    label.setWordWrap(wrap)
    vertical = QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, vertical)
    policy.setHeightForWidth(wrap)
    label.setSizePolicy(policy)
    if select:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Elided(QLabel):
    """A line that gives way: what does not fit ends in …, the whole stands in the tooltip."""

    def __init__(self, content: str = "", *, role: theme.Role = "body", tone: str = "text") -> None:
        super().__init__()
        theme.tone(theme.role(self, role), tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(content)

    def setText(self, content: str) -> None:
        super().setText(content)
        self.setAccessibleName(content)
        self.setToolTip(words.in_tip(content))  # a tooltip would read markup

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        mode = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(self.text(), mode, self.width())
        if len(shown) < 4 and shown != self.text():
            shown = ""  # two characters and three dots tell nobody anything
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


class Card(QFrame):
    """A white sheet with a hairline; `body` takes its content from top to bottom."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 10, 14, 10)
        self.body.setSpacing(8)
        self.head = QHBoxLayout()
        self.title = text(title, role="h3")
        self.note = text(note, role="small", tone="text2")
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self.head.addWidget(self.note)
            self.body.addLayout(self.head)


class Facts(QWidget):
    """Pairs of label and value; a long value wraps, an absent one shows as the dash."""

    def __init__(self, label_width: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def clear(self) -> None:
        clear(self._grid)

    def add(self, label: str, value: object, *, tone: str = "text") -> QLabel:
        """Add a pair; value: text, day or number as `words.text` shows it."""
        shown = text(words.text(value), role="label", tone=tone, wrap=True, select=True)
        shown.setAccessibleName(f"{label} {shown.text()}")
        self.add_widget(label, shown)
        return shown

    def add_widget(self, label: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        name = text(label, role="label", tone="text2")
        name.setMinimumWidth(theme.scaled(self._label_width))
        flat = isinstance(widget, QLabel) or widget.hasHeightForWidth()
        top = Qt.AlignmentFlag.AlignTop if flat else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(name, row, 0, top)
        if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Maximum:
            held = QHBoxLayout()  # or the whole column would grow no wider than a link
            held.addWidget(widget)
            held.addStretch(1)
            self._grid.addLayout(held, row, 1)
        else:
            self._grid.addWidget(widget, row, 1)

    def add_rule(self) -> None:
        self._grid.addWidget(rule(), self._grid.rowCount(), 0, 1, 2)

    def set(self, pairs: Iterable[tuple[str, object]]) -> None:
        self.clear()
        for label, value in pairs:
            self.add(label, value)


class Tag(QWidget):
    """A dashed tag after a date: 暂定. The reason is its tooltip and its accessible text."""

    def __init__(self, word: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self.setToolTip(why)
        self.setAccessibleName(word)
        self.setAccessibleDescription(why)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font("small"))
        return QSize(metrics.horizontalAdvance(self._word) + 14, metrics.height() + 4)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        paint_tag(painter, QRectF(self.rect()), self._word)
        painter.end()


def paint_tag(painter: QPainter, rect: QRectF, word: str) -> None:
    """Draw the dashed tag; for delegates too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color("pause"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 3, 3)
    painter.setFont(theme.font("small"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), word)
    painter.restore()


class Band(QFrame):
    """A line across the page that must not be missed: 示例, 演练日期, 本机不得存储涉密文件."""

    def __init__(
        self,
        message: str,
        *,
        state: Literal["warn", "plain", "block"] = "warn",
        icon: str = "warn",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self.setProperty("state", state)
        ink = {"warn": "yeld", "plain": "pause", "block": "red"}[state]
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(10, 5, 12, 5)
        mark = QLabel()
        icons.put(mark, icon, ink)
        self.message = text(message, role="label", wrap=True)
        self.row.addWidget(mark)
        self.row.addWidget(self.message, 1)


class Empty(QWidget):
    """What is missing, why, one button, one key; fills the room of the list that is empty."""

    def __init__(  # noqa: PLR0913 - the five lines of an empty state, each named at the call
        self,
        what: str,
        why: str = "",
        *,
        icon: str = "info",
        verb: str = "",
        act: Callable[[], object] | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(1)
        mark = QLabel()
        icons.put(mark, icon, "text3", 36)
        self.what = text(what, role="h3", wrap=True)
        self.why = text(why, role="label", tone="text2", wrap=True)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(mark, 0, centre)
        for label in (self.what, self.why):
            label.setAlignment(centre)
            column.addWidget(label)
            label.setVisible(bool(label.text()))  # without a parent it would be a window
        if verb:
            self.button = button(verb, act)
            column.addWidget(self.button, 0, centre)
        if hint:
            column.addWidget(text(hint, role="small", tone="text3"), 0, centre)
        column.addStretch(2)
