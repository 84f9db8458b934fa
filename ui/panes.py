"""How do a card's columns stand side by side, and one at a time where the window is narrow?"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.buttons import Segments

_UNBOUND = 16_777_215  # QWIDGETSIZE_MAX, which PySide6 does not name


@dataclass(frozen=True)
class Pane:
    """One column. word: on its tab, with mnemonic; width: pixels at 标准, None takes the rest."""

    key: str
    word: str
    widget: QWidget
    width: int | None = None


class Panes(QWidget):
    """Columns in a wide window, tabs in a narrow one."""

    def __init__(
        self, panes: Sequence[Pane], name: str, *, first: str, parent: QWidget | None = None
    ) -> None:
        """name: of the tabs, for screen readers; first: which is shown where only one is."""
        super().__init__(parent)
        self._panes = {one.key: one for one in panes}
        self._narrow = False
        self._shown = first
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.tabs = Segments([(one.key, one.word) for one in panes], name)
        self.tabs.set_value(first)
        self.tabs.chosen.connect(self.show_pane)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row, 1)
        for one in panes:
            row.addWidget(one.widget, 1 if one.width is None else 0)
        self._arrange()

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self._arrange()

    def show_pane(self, key: str) -> None:
        """Bring a column to sight; in a wide window all are."""
        self._shown = key
        self.tabs.set_value(key)
        self._arrange()

    def widgets(self) -> tuple[QWidget, ...]:
        return tuple(one.widget for one in self._panes.values() if one.widget.isVisibleTo(self))

    def measure(self) -> None:
        """Take the widths of the text size in use."""
        self._arrange()

    def _arrange(self) -> None:
        self.tabs.setVisible(self._narrow)
        for key, one in self._panes.items():
            width = None if self._narrow or one.width is None else theme.beside(one.width)
            one.widget.setMaximumWidth(_UNBOUND if width is None else width)
            one.widget.setMinimumWidth(width or 0)
            one.widget.setVisible(not self._narrow or key == self._shown)
