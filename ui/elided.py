"""How does a text too long for its place show: cut at its end, whole in the tooltip?"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme, words
from ui.tokens import color


class Elided(QWidget):
    """One line of plain text typed by people: titles, names of files."""

    def __init__(
        self,
        content: str = "",
        *,
        role: theme.Role = "label",
        tone: str = "text",
        least: int = 60,
        parent: QWidget | None = None,
    ) -> None:
        """least: the width it never goes below, in pixels at 标准."""
        super().__init__(parent)
        self._role: theme.Role = role
        self._tone, self._least = tone, least
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(content)

    def text(self) -> str:
        return self._text

    def set_text(self, content: str) -> None:
        self._text = " ".join(content.split())
        self.setAccessibleName(self._text)
        self.setToolTip(words.in_tip(self._text))  # never read as markup
        self.updateGeometry()
        self.update()

    def measure(self) -> None:
        """Take the size of the text in use."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(self._role))
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(self._least), self.sizeHint().height())

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(self._role))
        painter.setPen(color(self._tone))
        shown = painter.fontMetrics().elidedText(
            self._text, Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
