"""How does a page list its parts at the left, one of them in sight, as settings and help do?"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QWidget

from ui import theme


class SectionList(QListWidget):
    """One line for each part; the arrows go from part to part."""

    def __init__(
        self, name: str, *, width: int, narrow: int, parent: QWidget | None = None
    ) -> None:
        """name: for screen readers; width, narrow: pixels at 标准, wide and narrow windows."""
        super().__init__(parent)
        self.setObjectName("sections")
        self.setAccessibleName(name)
        theme.role(self, "body")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._widths, self._narrow = (width, narrow), False
        self.measure()

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.measure()

    def measure(self) -> None:
        """Take the sizes of the text size in use."""
        self.setFixedWidth(theme.scaled(self._widths[self._narrow]))
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, theme.height(30)))
