"""When is a list searched: after the last key typed, at once for what was put in?"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.editors import LineText

PAUSE = 250  # ms after the last key before the list is searched


class SearchBox(LineText):
    """Tells what to search for; Enter, and leaving the box, do not wait for the pause.

    left: Enter or ↓ was pressed: to what was found.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._typed = False
        self._asked = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(self._edited)  # told before textChanged, for keys typed
        self.textChanged.connect(self._changed)
        self.editingFinished.connect(self._ask)
        self.returnPressed.connect(self.left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._ask()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        self._typed = text != self._asked

    def _changed(self, _text: str) -> None:
        if self._typed:
            self._typed = False
            self._wait.start()
        else:
            self._ask()

    def _ask(self) -> None:
        self._wait.stop()
        if self.text() != self._asked:
            self._asked = self.text()
            self.asked.emit(self._asked)
