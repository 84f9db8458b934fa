"""How do files come in: dropped on a field or picked with its button?"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import cards, dialogs, theme, words
from ui.buttons import button

say = words.of("forms")


class FileDrop(QFrame):
    """A place for one or several files; only names them, reading is the screen's work.

    `refused` carries a sentence where what was dropped cannot be taken at all.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self,
        *,
        suffixes: Sequence[str] = (),
        many: bool = False,
        verb: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """suffixes: such as (".docx", ".pdf"), any file where empty; verb: of the button."""
        super().__init__(parent)
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._suffixes = tuple(suffix.lower() for suffix in suffixes)
        self._many = many
        self._files: tuple[Path, ...] = ()
        self._fault = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        row = QHBoxLayout()
        self.pick = button(verb or say("add_files"), self._pick, icon="attach")
        row.addWidget(self.pick)
        row.addWidget(cards.text(say("drop_here"), role="small", tone="text3"))
        row.addStretch(1)
        column.addLayout(row)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        column.addLayout(self._list)
        self.setFocusProxy(self.pick)

    def value(self) -> tuple[Path, ...]:
        return self._files

    def set_value(self, files: Sequence[Path] | None) -> None:
        self._files = tuple(files or ())
        self._fault = ""
        self._show()
        self.changed.emit()

    def fault(self) -> str:
        return self._fault

    def take(self, files: Sequence[Path]) -> None:
        """Accept dropped or picked files, or say by `refused` why not."""
        self._fault = self._reason(files)
        if self._fault:
            self.refused.emit(self._fault)
            self.changed.emit()
            return
        known = self._files if self._many else ()
        self.set_value((*known, *(file for file in files if file not in known)))

    def _reason(self, files: Sequence[Path]) -> str:
        if not files:
            return say("drop_not_local")
        if len(files) > 1 and not self._many:
            return say("drop_many")
        if self._suffixes and any(file.suffix.lower() not in self._suffixes for file in files):
            return say("drop_suffix", suffixes=" ".join(self._suffixes))
        return ""

    def _pick(self) -> None:
        if files := dialogs.pick_files(self, suffixes=self._suffixes, many=self._many):
            self.take(files)

    def _show(self) -> None:
        cards.clear(self._list)
        for file in self._files:
            row = QHBoxLayout()
            name = cards.text(file.name, role="label", select=True)
            name.setToolTip(words.literal(str(file)))
            name.setMinimumWidth(theme.scaled(80))
            away = button("", lambda file=file: self._remove(file), kind="link", icon="close")  # type: ignore[misc]
            away.setAccessibleName(say("remove_file", name=file.name))
            row.addWidget(name, 1)
            row.addWidget(self._size(file))
            row.addWidget(away)
            self._list.addLayout(row)

    def _size(self, file: Path) -> QLabel:
        octets = file.stat().st_size if file.exists() else 0
        return cards.text(words.size(octets), role="small", tone="text2")

    def _remove(self, file: Path) -> None:
        self.set_value(tuple(one for one in self._files if one != file))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            theme.style(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        theme.style(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        theme.style(self, "over", "false")
        urls = event.mimeData().urls()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
