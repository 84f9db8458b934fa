"""Where does the form of an act open: in the place of the overview, keeping what was typed?

room = ActRoom(overview)
room.open("explain", lambda: ActPanel(..., closed=room.close_act), done=self.refresh)
"""

from collections.abc import Callable, Hashable

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.act_panel import ActPanel
from ui.pages import scrolled


class ActRoom(QStackedWidget):
    """Shows the overview, or one form. A form is thrown away once its act is done."""

    def __init__(self, overview: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: dict[Hashable, ActPanel] = {}
        self.addWidget(overview)
        self._room = QWidget()
        self._column = QVBoxLayout(self._room)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.addWidget(scrolled(self._room))

    def open(
        self, key: Hashable, make: Callable[[], ActPanel], done: Callable[[], object]
    ) -> ActPanel:
        """Show the form of an act; the half-filled one where it was left before.

        key: the act and what it is done to; done: called after the act, the overview in sight.
        """
        panel = self._panels.get(key)
        if panel is None:
            panel = self._panels[key] = make()
            panel.done.connect(lambda: self._done(key, done))
            self._column.addWidget(panel)
        for one in self._panels.values():
            one.setVisible(one is panel)
        self.setCurrentIndex(1)
        panel.form.focus_first()
        return panel

    def _done(self, key: Hashable, done: Callable[[], object]) -> None:
        panel = self._panels.pop(key)
        panel.hide()
        panel.deleteLater()
        self.close_act()
        done()

    def close_act(self) -> None:
        """Back to the overview; a half-filled form waits until it is opened again."""
        self.setCurrentIndex(0)

    def shown(self) -> ActPanel | None:
        """Return the form in sight."""
        if self.currentIndex() == 0:
            return None
        return next((one for one in self._panels.values() if not one.isHidden()), None)

    def forget(self) -> None:
        """Throw all forms away: they belonged to another record."""
        for panel in self._panels.values():
            panel.hide()
            panel.deleteLater()
        self._panels = {}
        self.close_act()

    def escape(self) -> bool:
        """Leave the form; False where none is open."""
        if self.currentIndex() == 0:
            return False
        self.close_act()
        return True
