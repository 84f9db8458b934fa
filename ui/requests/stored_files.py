"""How do scans come into a form? Stored in the register at once: the paper can be put away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import files, incoming
from clerkdesk.errors import Spoken
from ui import cards, theme, words
from ui.buttons import button
from ui.file_drop import FileDrop
from ui.pages import Desk

say = words.of("forms")


class StoredFiles(QWidget):
    """An editor: `value()` is the keys of the stored files."""

    changed = Signal()

    def __init__(self, desk: Desk, *, verb: str = "", many: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._many = many
        self._ids: tuple[int, ...] = ()
        self._fault = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.drop = FileDrop(many=many, verb=verb)
        self.drop.changed.connect(self._take)
        column.addWidget(self.drop)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        self.setFocusProxy(self.drop.pick)

    def value(self) -> tuple[int, ...]:
        return self._ids

    def set_value(self, ids: Sequence[int] | None) -> None:
        self._ids = tuple(ids or ())
        self._fault = ""
        self._show()
        self.changed.emit()

    def fault(self) -> str:
        return self._fault or self.drop.fault()

    def take(self, paths: Sequence[Path]) -> None:
        """Store files as if they had been dropped."""
        self.drop.take(paths)

    def _take(self) -> None:
        paths = self.drop.value()
        if not paths:
            self.changed.emit()
            return
        self._fault = ""
        ids = self._ids if self._many else ()
        try:
            for path in paths:
                ids = (*ids, incoming.store(path, self._desk.person_id))
        except Spoken as fault:
            self._fault = str(fault)
        self._ids = ids
        self.drop.set_value(())
        self._show()

    def _show(self) -> None:
        cards.clear(self._list)
        for id_ in self._ids:
            about = files.row(id_)
            row = QHBoxLayout()
            name = cards.text(about.name, role="label", select=True)
            name.setToolTip(about.name.replace("<", "＜"))
            name.setMinimumWidth(theme.scaled(60))
            away = button("", partial(self._remove, id_), kind="link", icon="close")
            away.setAccessibleName(say("remove_file", name=about.name))
            row.addWidget(name, 1)
            row.addWidget(cards.text(words.size(about.size), role="small", tone="text2"))
            row.addWidget(away)
            self._list.addLayout(row)

    def _remove(self, id_: int) -> None:
        self.set_value(tuple(one for one in self._ids if one != id_))
