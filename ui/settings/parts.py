"""Of what are the parts made that are lists with an act beside them?"""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import cards, theme
from ui.pages import Desk, scrolled


class Panel(QWidget):
    """A note, content at the left, the acts in a column at the right."""

    saves = False

    def __init__(self, desk: Desk, note: str) -> None:
        super().__init__()
        self.desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(cards.text(note, role="label", tone="text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.left = QVBoxLayout()
        self.left.setSpacing(8)
        row.addLayout(self.left, 1)
        ground = QWidget()
        self.right = QVBoxLayout(ground)
        self.right.setContentsMargins(0, 0, 0, 0)
        self.right.setSpacing(12)
        self.acts = scrolled(ground)
        row.addWidget(self.acts)
        column.addLayout(row, 1)
        self.measure()

    def measure(self) -> None:
        self.acts.setFixedWidth(theme.scaled(268))

    def refresh(self) -> None:
        """Read anew what is shown."""

    def begin(self) -> None:
        self.focusNextPrevChild(True)
