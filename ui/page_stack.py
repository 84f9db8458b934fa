"""What becomes of a page that is larger than the window leaves room for? It scrolls as a whole.

Every page fits an ordinary screen; with very large text on a small one none could, and its words
would be crushed into one another.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class PageStack(QScrollArea):
    """One page at a time, never smaller than it can be drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages = QStackedWidget()
        self._pages.installEventFilter(self)
        self.setWidget(self._pages)

    @property
    def stage(self) -> QWidget:
        """Where a page may be built before it is added."""
        return self._pages

    def addWidget(self, page: QWidget) -> None:
        self._pages.addWidget(page)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Bring a page to sight, painted once it is filled.

        Qt shows what is put into a page in sight a turn of the loop later: a painting before that
        would show the page without it.
        """
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, self._paint_behind_all)
        self._pages.setCurrentWidget(page)
        self.verticalScrollBar().setValue(0)
        self.fit()

    def _paint_behind_all(self) -> None:
        """Line up behind what the filling of the page has left waiting."""
        QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))

    def currentWidget(self) -> QWidget | None:
        return self._pages.currentWidget()

    def fit(self) -> None:
        """Give the page all the room there is, and what it needs where that is more."""
        page = self._pages.currentWidget()
        if page is None:
            return
        need = page.minimumSizeHint().expandedTo(page.minimumSize())
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        tall = need.height() > room.height()
        wide = need.width() > room.width() - (bar if tall else 0)
        tall = tall or (wide and need.height() > room.height() - bar)
        left = QSize(room.width() - (bar if tall else 0), room.height() - (bar if wide else 0))
        self._pages.resize(left.expandedTo(need))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pages and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)
