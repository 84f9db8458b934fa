"""How does the desk close with a backup that was checked, and what if there can be none?"""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clerkdesk import opening, settings
from clerkdesk.opening import Closed, Register
from ui import cards, dialogs, theme, words
from ui.buttons import button
from ui.jobs import Job, Jobs

say = words.of("archive")


def is_wanted() -> bool:
    """Return whether the office wants a backup at closing, and has said where."""
    chosen = settings.load()
    return bool(chosen.backup_at_close and chosen.backup_folder)


def back_up(parent: QWidget, register: Register, jobs: Jobs) -> bool:
    """Make the backup of closing; False where the clerk would rather stay at work."""
    box = ClosingBox(parent, register, jobs)
    return dialogs.show_box(box)


class ClosingBox(QDialog):
    """A bar while it is made and checked; where it fails, the sentence and three ways on."""

    def __init__(self, parent: QWidget | None, register: Register, jobs: Jobs) -> None:
        super().__init__(parent)
        self._register, self._jobs = register, jobs
        self._job: Job | None = None
        self.setWindowTitle(say("closing_title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        self.title = cards.text(role="h2", wrap=True)
        self.told = cards.text(tone="text2", wrap=True, select=True)
        self.told.setMinimumWidth(theme.scaled(420))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("closing_title"))
        for one in (self.title, self.told, self.bar):
            column.addWidget(one)
        row = QHBoxLayout()
        row.addStretch(1)
        self.stay = button(say("closing_stay"), self.reject)
        self.without = button(say("closing_without"), self._go_without)
        self.again = button(say("closing_again"), self._begin, kind="primary")
        for made in (self.stay, self.without, self.again):
            row.addWidget(made)
        column.addLayout(row)
        self._going = False
        self._begin()

    def _begin(self) -> None:
        self.title.setText(say("closing_title"))
        folder = settings.load().backup_folder
        self.told.setText(say("closing_where", folder=folder))
        self.bar.setRange(0, 0)
        self._arrange(failed=False)
        register = self._register
        self._job = self._jobs.run(
            say("closing_title"),
            lambda progress: opening.back_up(register, progress),
            self._made,
            self._broke,
            cancelled=self._cancelled,
            quiet=True,
        )
        self._job.progressed.connect(self._progressed)

    def _arrange(self, *, failed: bool) -> None:
        self.bar.setVisible(not failed)
        self.stay.setVisible(failed)
        self.again.setVisible(failed)
        (self.again if failed else self).setFocus()  # no habit of Enter calls a backup off

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if done >= total:  # copied; now it is opened again and read through
            self.told.setText(say("closing_checking"))
            self.bar.setRange(0, 0)

    def _made(self, closed: Closed) -> None:
        self._job = None
        if closed.fault is None or self._going:
            self.accept()
            return
        self.title.setText(say("closing_failed"))
        self.told.setText(str(closed.fault))
        self._arrange(failed=True)

    def _broke(self, fault: Exception) -> None:
        """A bug: it goes the crash path, and the clerk is not kept here."""
        self._job = None
        self.accept()
        raise fault

    def _cancelled(self) -> None:
        self._job = None
        self.accept()

    def _go_without(self) -> None:
        """Close without a backup; one that is being made is called off first."""
        if self._job is None:
            self.accept()
            return
        self._going = True
        self.without.setEnabled(False)
        self.told.setText(say("closing_stopping"))
        self._job.cancel()

    def reject(self) -> None:
        """Esc leads back to the desk only once nothing runs."""
        if self._job is None:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            event.ignore()
            return
        super().closeEvent(event)
