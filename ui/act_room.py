"""Where does the form of an act open: in the place of the overview, keeping what was typed?

room = ActRoom(overview)
room.open("explain", lambda: ActPanel(..., closed=room.close_act), done=self.refresh)
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.act_panel import ActCard
from ui.pages import scrolled

Panel = TypeVar("Panel", bound=ActCard)


class ActRoom(QStackedWidget):
    """Shows the overview, or one form. A form is thrown away once its act is done.

    What was typed waits until its form is opened again; a form without it is made anew then.
    """

    closed = Signal()  # the overview is in sight again

    def __init__(self, overview: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: dict[Hashable, ActCard] = {}
        self._shown: ActCard | None = None
        self.addWidget(overview)

    def open(self, key: Hashable, make: Callable[[], Panel], done: Callable[[], object]) -> Panel:
        """Show the form of an act; the half-filled one where it was left before.

        key: the act and what it is done to; done: called after the act, the overview in sight.
        """
        panel = cast("Panel | None", self._panels.get(key))
        if panel is None or panel is not self._shown:
            self._put_away()
        if panel is None:
            panel = make()
            panel.done.connect(lambda: self._done(key, done))
            self._panels[key] = panel
            self.addWidget(panel if panel.scrolls else scrolled(panel))
        self._shown = panel
        self.setCurrentWidget(self._page_of(panel))
        panel.form.focus_first()
        return panel

    def _done(self, key: Hashable, done: Callable[[], object]) -> None:
        """Let a done form go; the act may have led to another record meanwhile."""
        panel = self._panels.pop(key)
        if panel is self._shown:
            self.close_act()
        self._throw_away(panel)
        done()

    def close_act(self) -> None:
        """Back to the overview; a half-filled form waits until it is opened again."""
        self._put_away()
        self.setCurrentIndex(0)
        self.closed.emit()

    def _page_of(self, panel: ActCard) -> QWidget:
        """The panel itself, or the area it scrolls in."""
        page: QWidget = panel
        while (above := page.parentWidget()) is not None and above is not self:
            page = above
        return page

    def _put_away(self) -> None:
        panel, self._shown = self._shown, None
        if panel is None or panel.touched:
            return
        for key in [key for key, one in self._panels.items() if one is panel]:
            del self._panels[key]
            self._throw_away(panel)

    def _throw_away(self, panel: ActCard) -> None:
        page = self._page_of(panel)
        page.hide()
        self.removeWidget(page)
        page.deleteLater()

    def shown(self) -> ActCard | None:
        """Return the form in sight."""
        return self._shown

    def forget(self) -> None:
        """Throw all forms away: they belonged to another record."""
        panels, self._panels, self._shown = self._panels, {}, None
        for panel in panels.values():
            self._throw_away(panel)
        self.close_act()

    def escape(self) -> bool:
        """Leave the form; False where none is open."""
        if self._shown is None:
            return False
        self.close_act()
        return True
