"""Which buttons may a screen use: one primary, plain ones, links, segments, counts?"""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from clerkdesk.deadlines.lights import Light
from ui import icons, lights, theme
from ui.tokens import color

Kind = Literal["primary", "plain", "link", "small"]
LOUD = (Light.OVERDUE, Light.TODAY, Light.SOON)  # the numbers that are coloured
_INK = {"primary": "onacc", "link": "acc"}
_ROLE: dict[str, theme.Role] = {"primary": "body", "plain": "label", "link": "label"}


def button(
    text: str,
    act: Callable[[], object] | None = None,
    *,
    kind: Kind = "plain",
    icon: str | None = None,
) -> QPushButton:
    """Return a button. text: a verb with its mnemonic, `登记申请(&N)`; act: what a click does."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    theme.role(made, _ROLE.get(kind, "label"))
    made.setAutoDefault(False)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon is not None:
        icons.put(made, icon, _INK.get(kind, "text2"))
    if act is not None:
        made.clicked.connect(lambda _checked=False: act())
    return made


class Segments(QWidget):
    """Two to four views of the same thing, joined in one bar; one is always on."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        """choices: (key, word with mnemonic); name: what is chosen, for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for key, word in choices:
            one = theme.role(QPushButton(word), "label")
            one.setProperty("kind", "segment")
            one.setCheckable(True)
            one.setAutoDefault(False)
            self._group.addButton(one)
            self._buttons[key] = one
            row.addWidget(one)
            one.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        next(iter(self._buttons.values())).setChecked(True)

    def value(self) -> str:
        return next(key for key, one in self._buttons.items() if one.isChecked())

    def set_value(self, key: str) -> None:
        self._buttons[key].setChecked(True)


class CountButton(QAbstractButton):
    """A number with its light or icon and word, that filters when pressed: 临期 5."""

    def __init__(
        self,
        word: str,
        *,
        light: Light | None = None,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(word)
        self.setCheckable(True)
        self._light, self._icon, self._count = light, icon, 0
        theme.role(self, "body")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}")
        self.update()

    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        word = QFontMetrics(theme.font("body")).horizontalAdvance(self.text())
        number = QFontMetrics(theme.font("h1")).horizontalAdvance("88")
        return QSize(word + number + 52, theme.height(52))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused, on = self.hasFocus(), self.isChecked()
        width = 2 if focused or on else 1
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(color("acc" if focused or on else "line"), width))
        painter.setBrush(color("acct" if on else "surf2" if self.underMouse() else "surf"))
        painter.drawRoundedRect(box, 4, 4)
        middle = self.height() / 2
        mark = QRectF(12, middle - 8, 16, 16)
        if self._light is not None:
            lights.draw(painter, self._light, mark)
        elif self._icon is not None:
            icons.paint(painter, self._icon, mark, color("text2"))
        area = QRectF(36, 0, self.width() - 48, self.height())
        painter.setFont(theme.font("body"))
        painter.setPen(color("text2"))
        middle_left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, int(middle_left), self.text())
        painter.setFont(theme.font("h1"))
        loud = self._light in LOUD and self._count > 0
        ink = lights.INK[self._light][0] if self._light is not None and loud else "text"
        painter.setPen(color(ink))
        middle_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(area, int(middle_right), f"{self._count:,}")
        painter.end()
