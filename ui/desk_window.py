"""What have all windows of the program in common: Enter, Tab, and a first picture that is whole?"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from ui.tab_order import InReadingOrder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object


class DeskWindow(InReadingOrder, _Base):
    """Mixed into the main window and that of the start."""

    def event(self, event: QEvent) -> bool:
        """Finish the layouts before anything is painted.

        Qt sends what a layout asks of the one around it after the painting that was asked for
        before: the first picture of a page with wrapped words would show them crushed.
        """
        if event.type() == QEvent.Type.UpdateRequest:
            self.settle()
        return super().event(event)

    def settle(self) -> None:
        """Let all layouts that were asked for take place."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button presses it, as it does in a box."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            focused, QPushButton
        ):
            focused.click()
            return
        super().keyPressEvent(event)
