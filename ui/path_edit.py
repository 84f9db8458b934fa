"""With what does a clerk name a folder or a file: typed in full, or picked?"""

from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import dialogs, theme, words
from ui.buttons import button
from ui.editors import LineText

say = words.of("forms")


class PathEdit(QWidget):
    """A line for the path and a button that opens the system's own dialog."""

    changed = Signal()

    def __init__(
        self,
        kind: Literal["folder", "file"],
        verb: str,
        *,
        title: str,
        suffixes: tuple[str, ...] = (),
    ) -> None:
        """verb: of the button, with its mnemonic; title: of the dialog; suffixes: of files."""
        super().__init__()
        self._kind, self._title, self._suffixes = kind, title, suffixes
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.line = LineText()
        self.line.changed.connect(self.changed.emit)
        self.browse = button(verb, self._browse, icon="folder")
        row.addWidget(self.line, 1)
        row.addWidget(self.browse)
        self.setFocusProxy(self.line)
        theme.role(self.browse, "label")

    def _browse(self) -> None:
        if self._kind == "folder":
            start = self.path()
            picked = dialogs.pick_folder(
                self, title=self._title, start=start if start and start.is_dir() else None
            )
        else:
            picked = dialogs.pick_file(self, title=self._title, suffixes=self._suffixes)
        if picked is not None:
            self.set_value(str(picked))
            self.line.setFocus()

    def path(self) -> Path | None:
        return Path(self.value()) if self.value() else None

    def value(self) -> str:
        return self.line.value().strip('"')  # as the file manager copies a path

    def set_value(self, value: str | None) -> None:
        self.line.set_value(value)
        self.line.setToolTip(words.in_tip(value or ""))

    def fault(self) -> str:
        path = self.path()
        return say("path_not_whole") if path is not None and not path.is_absolute() else ""
