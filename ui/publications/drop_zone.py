"""How do files come in to be read: dropped or chosen, read beside the window, refused by name?

Reading happens in a job (a child process parses); bytes stay in memory until something is
registered. Of a refused file nothing is kept but the sentence that says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from clerkdesk.errors import Spoken
from clerkdesk.publications import service
from clerkdesk.publications.intake import Ask, NewFile, Proposal
from ui import cards, dialogs, icons, theme, words
from ui.buttons import button
from ui.elided import Elided
from ui.jobs import Job, Progress
from ui.pages import Desk
from ui.publications import dropped

say = words.of("publications")

State = Literal["reading", "read", "refused"]
_LOOK = {"reading": ("clock", "text3"), "read": ("tick", "ok"), "refused": ("block", "red")}


@dataclass(eq=False)
class Taken:
    """One file on its way in. path: forgotten as soon as the file is refused."""

    name: str
    path: Path | None
    state: State = "reading"
    sentence: str = ""
    proposal: Proposal | None = None
    job: Job | None = None


class DropZone(QFrame):
    """A place for files that are read at once; an editor of forms as well: its value is NewFiles.

    read: a proposal came in. use: the clerk wants this proposal's heading in the form.
    """

    changed = Signal()
    read = Signal(object)
    use = Signal(object)

    def __init__(
        self, desk: Desk, *, many: bool = True, big: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self._desk, self._many, self._big = desk, many, big
        self._taken: list[Taken] = []
        self._column = QVBoxLayout(self)
        edge = (12, 10, 12, 10) if big else (6, 5, 6, 5)
        self._column.setContentsMargins(*edge)
        self._column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._icon = QLabel()
        icons.put(self._icon, "drop", "text3", 32 if big else 20)
        self.pick = button(say("pick_files" if big else "pick_file"), self._pick, icon="attach")
        told = QVBoxLayout()
        told.setSpacing(2)
        self._here = say("drop_here" if big else "drop_here_small")
        self._what = cards.text(self._here, role="h3" if big else "small", wrap=True)
        self._formats = cards.text(say("drop_formats"), role="small", tone="text2", wrap=True)
        told.addWidget(self._what)
        told.addWidget(self._formats)
        parts: tuple[QWidget, ...] = (self._icon, self.pick)
        row.addWidget(parts[0 if big else 1], 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(told, 1)
        row.addWidget(parts[1 if big else 0], 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)
        self._formats.setVisible(big)  # in the layout first: by itself it would be a window
        self._icon.setVisible(big)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._column.addLayout(self._list)
        if big:
            self.setMinimumHeight(theme.height(84))
        self.setFocusProxy(self.pick)

    # what came in

    def value(self) -> tuple[NewFile, ...]:
        return tuple(proposal.file for proposal in self.proposals())

    def set_value(self, value: Sequence[NewFile] | None) -> None:
        """Only emptying: bytes come in by reading alone."""
        if not value:
            self.clear()

    def fault(self) -> str:
        return say("still_reading") if self.busy() else ""

    def busy(self) -> bool:
        return any(one.state == "reading" for one in self._taken)

    def proposals(self) -> tuple[Proposal, ...]:
        return tuple(one.proposal for one in self._taken if one.proposal is not None)

    def asks(self) -> tuple[Ask, ...]:
        """What the files themselves make us ask (内部文件)."""
        return tuple(dict.fromkeys(ask for one in self.proposals() for ask in one.asks))

    def refusals(self) -> tuple[str, ...]:
        return tuple(one.sentence for one in self._taken if one.state == "refused")

    def sources(self) -> tuple[str, ...]:
        """Where the files lie that were read and not refused."""
        return tuple(str(one.path) for one in self._taken if one.state == "read" and one.path)

    def take(self, paths: Sequence[Path]) -> None:
        """Read these files; what has been taken already is not read again."""
        self._taken = [one for one in self._taken if one.state != "refused"]
        known = {one.path for one in self._taken}
        new = [path for path in paths if path not in known]
        if not self._many and new:
            self.clear()
            new = new[:1]
        for path in new:
            self._start(path)
        self._show()
        self.changed.emit()

    def clear(self) -> None:
        for one in self._taken:
            if one.job is not None and one.state == "reading":
                one.job.cancel()
        self._taken = []
        self._show()
        self.changed.emit()

    def _start(self, path: Path) -> None:
        taken = Taken(path.name, path)
        self._taken.append(taken)

        def work(progress: Progress) -> Proposal:
            def asked() -> bool:
                if taken.job is not None and taken.job.stopping:
                    progress(0, 0)  # raises Cancelled: the child is killed on the way out
                return False

            return service.intake_file(path, cancelled=asked)

        taken.job = self._desk.jobs.run(
            say("reading", name=path.name),
            work,
            lambda proposal: self._done(taken, proposal),
            lambda fault: self._failed(taken, fault),
            cancelled=lambda: self._drop(taken),
            quiet=True,  # its own line here says so, with its own cancel
        )

    def _done(self, taken: Taken, proposal: Proposal) -> None:
        if not self._awaits(taken):
            return
        taken.state, taken.proposal, taken.job = "read", proposal, None
        self._show()
        self.changed.emit()
        self.read.emit(proposal)

    def _failed(self, taken: Taken, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            self._drop(taken)  # or the form would wait for it for ever
            raise fault
        if not self._awaits(taken):
            return
        taken.state, taken.sentence = "refused", str(fault)
        taken.path = taken.job = None
        self._show()
        self.changed.emit()

    def _drop(self, taken: Taken) -> None:
        if taken.job is not None and taken.state == "reading":
            taken.job.cancel()
        if self._awaits(taken):
            self._taken.remove(taken)
            self._show()
            self.changed.emit()

    def _awaits(self, taken: Taken) -> bool:
        """The form may have been thrown away with this while the file was read."""
        return isValid(self) and taken in self._taken

    # how it looks

    def _show(self) -> None:
        cards.clear(self._list)
        for one in self._taken:
            self._list.addWidget(self._line(one))
        some = bool(self._taken)
        self._formats.setVisible(self._big and not some)
        self._icon.setVisible(self._big and not some)
        self._what.setText(say("drop_more") if some and self._many else self._here)

    def _line(self, taken: Taken) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        mark = QLabel()
        icons.put(mark, *_LOOK[taken.state], 15)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        if taken.state == "refused":
            row.addWidget(cards.text(taken.sentence, role="label", tone="red", wrap=True), 1)
        else:
            self._describe(row, taken)
        verb = "cancel_reading" if taken.state == "reading" else "remove_file"
        away = button("", lambda: self._drop(taken), kind="link", icon="close")
        away.setAccessibleName(say(verb, name=taken.name))
        away.setToolTip(words.in_tip(away.accessibleName()))
        row.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _describe(self, row: QHBoxLayout, taken: Taken) -> None:
        words_ = QVBoxLayout()
        words_.setSpacing(0)
        words_.addWidget(Elided(taken.name, role="body", least=100))
        row.addLayout(words_, 1)
        proposal = taken.proposal
        if proposal is None:
            row.addWidget(cards.text(say("reading_now"), role="small", tone="text2"))
            return
        for sentence in proposal.notes:
            words_.addWidget(cards.text(sentence, role="small", tone="yeld", wrap=True))
        size = words.size(len(proposal.file.data))
        told = say("file_read" if proposal.readable else "file_by_eye", size=size)
        tone = "text2" if proposal.readable else "yeld"
        row.addWidget(cards.text(told, role="small", tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        if self._many and proposal.readable and len(self.proposals()) > 1:
            use = button(say("use_heading"), lambda: self.use.emit(proposal), kind="link")
            use.setAccessibleName(say("use_heading_of", name=taken.name))
            row.addWidget(use, 0, Qt.AlignmentFlag.AlignTop)

    def _pick(self) -> None:
        if files := dialogs.pick_files(self, many=self._many):
            self.take(files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            theme.style(self, "over", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        theme.style(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        theme.style(self, "over", "false")
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(dropped.local_files(event.mimeData()))
