"""Which sets of conditions does the clerk look at again and again? Saved under their own words."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton

from clerkdesk.requests import queries, service
from ui import icons, words
from ui.buttons import button
from ui.pages import Desk

say = words.of("requests")


class SavedFilters:
    """The button with its menu. current: what is in force, by key; apply: puts it in force."""

    def __init__(
        self,
        desk: Desk,
        current: Callable[[], Mapping[str, Any]],
        named: Callable[[], str],
        apply: Callable[[Mapping[str, Any]], object],
    ) -> None:
        """named: the conditions in force in words, under which they are saved."""
        self._desk, self._current, self._named, self._apply = desk, current, named, apply
        self.button: QPushButton = button(say("saved_filters"), kind="link", icon="filter")
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)
        icons.put(self.button, "filter", "acc")

    def fill(self) -> None:
        """Show what is saved, and the way to save and to drop."""
        self.menu.clear()
        kept = queries.saved_filters()
        for one in kept:
            act = self.menu.addAction(words.literal(one.name))
            act.triggered.connect(lambda _on=False, values=one.chosen: self._apply(values))
        self.menu.addSeparator()
        name = self._named()
        save = self.menu.addAction(say("save_filter"))
        save.setEnabled(bool(name) and all(one.name != name for one in kept))
        save.triggered.connect(self.save)
        if kept:
            drop = self.menu.addMenu(say("drop_filter"))
            for one in kept:
                act = drop.addAction(words.literal(one.name))
                act.triggered.connect(lambda _on=False, id_=one.id: self._drop(id_))

    def save(self) -> None:
        """Keep what is in force, under its own words."""
        values = {
            key: value.value if isinstance(value, Enum) else value
            for key, value in self._current().items()
            if value not in (None, "")
        }
        name = self._named()
        service.save_filter(name, values, self._desk.person_id)
        self._desk.note(say("filter_saved", name=name))

    def _drop(self, id_: int) -> None:
        service.drop_filter(id_, self._desk.person_id)
