"""How do scans come into a form? Stored in the register at once: the paper can be put away.

Each is looked through first, in a job of its own: the form waits for it, the window does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from clerkdesk import files, incoming
from clerkdesk.errors import Spoken
from ui import cards, theme, words
from ui.buttons import button
from ui.field import Field
from ui.file_drop import FileDrop
from ui.jobs import Job, Progress
from ui.pages import Desk

say = words.of("forms")


@dataclass(eq=False)
class _Coming:
    """One file on its way into the register."""

    name: str
    job: Job | None = None


class StoredFiles(QWidget):
    """An editor: `value()` is the keys of the stored files."""

    changed = Signal()

    def __init__(self, desk: Desk, *, verb: str = "", many: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._many = many
        self._ids: tuple[int, ...] = ()
        self._coming: list[_Coming] = []
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
        for one in tuple(self._coming):
            self._stop(one)
        self._show()
        self.changed.emit()

    def fault(self) -> str:
        if self._coming:
            return say("still_reading", name=self._coming[0].name)
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
        if not self._many:
            for one in tuple(self._coming):
                self._stop(one)
        for path in paths:
            self._start(path)
        self._show()
        self.drop.set_value(())
        QTimer.singleShot(0, self, self._to_sight)  # after Qt has shown the new lines

    def _to_sight(self) -> None:
        """Scroll to the names below the button: out of sight, nothing seems to have been taken."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, Field):
            above = above.parentWidget()
        if above is not None:
            above.come_to_sight()

    def _start(self, path: Path) -> None:
        coming = _Coming(path.name)
        self._coming.append(coming)
        by = self._desk.person_id

        def work(progress: Progress) -> int:
            def asked() -> bool:
                progress(0, 0)  # raises where the clerk has stopped it: the child ends on the way
                return False

            return incoming.store(path, by, cancelled=asked)

        coming.job = self._desk.jobs.run(
            say("reading", name=path.name),
            work,
            partial(self._stored, coming),
            partial(self._refused, coming),
            quiet=True,  # its own line here says so, with its own way to stop it
        )

    def _stored(self, coming: _Coming, file_id: int) -> None:
        if coming in self._coming and isValid(self):
            self._coming.remove(coming)
            self._ids = (*(self._ids if self._many else ()), file_id)
            self._show()
            self.changed.emit()

    def _refused(self, coming: _Coming, fault: Exception) -> None:
        there = coming in self._coming
        if there:
            self._coming.remove(coming)  # or the form would wait for it for ever
        if not isinstance(fault, Spoken):
            raise fault
        if there and isValid(self):
            self._fault = str(fault)
            self._show()
            self.changed.emit()

    def _stop(self, coming: _Coming) -> None:
        """Want a file no more; what its job still brings is not tied to anything."""
        self._coming.remove(coming)
        if coming.job is not None:
            coming.job.cancel()

    def _stop_and_show(self, coming: _Coming) -> None:
        if coming in self._coming:
            self._stop(coming)
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        cards.clear(self._list)
        for id_ in self._ids:
            about = files.row(id_)
            row = QHBoxLayout()
            name = cards.text(about.name, role="label", select=True)
            name.setToolTip(words.in_tip(about.name))
            name.setMinimumWidth(theme.scaled(60))
            away = button("", partial(self._remove, id_), kind="link", icon="close")
            away.setAccessibleName(say("remove_file", name=about.name))
            row.addWidget(name, 1)
            row.addWidget(cards.text(words.size(about.size), role="small", tone="text2"))
            row.addWidget(away)
            self._list.addLayout(row)
        for coming in self._coming:
            row = QHBoxLayout()
            stop = button("", partial(self._stop_and_show, coming), kind="link", icon="close")
            stop.setAccessibleName(say("stop_reading", name=coming.name))
            row.addWidget(cards.Elided(coming.name, role="label"), 1)
            row.addWidget(cards.text(say("reading_now"), role="small", tone="text2"))
            row.addWidget(stop)
            self._list.addLayout(row)

    def _remove(self, id_: int) -> None:
        self.set_value(tuple(one for one in self._ids if one != id_))
