"""How does a register come back from its backup?"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clerkdesk import opening
from clerkdesk.errors import EnvironmentFault, Spoken, UserError
from clerkdesk.opening import Ways
from ui import cards, dialogs, words
from ui.buttons import button
from ui.first_start.key_form import KeyForm
from ui.first_start.place import suggested
from ui.first_start.step import Step
from ui.forms import Form
from ui.jobs import Job, Jobs
from ui.path_edit import PathEdit

say = words.of("first_start")

_NOT_NEEDED = Ways(vault=True, passphrase=False)


class Restore(Step):
    """Which backup, where to, with which key; the register that is there is put aside."""

    opened = Signal(object)  # the register

    def __init__(self, jobs: Jobs, target: Path | None = None, backup: Path | None = None) -> None:
        """target: the register to be replaced; backup: chosen already on the archive page."""
        super().__init__(say("restore"), say("restore_note"))
        self._jobs, self._target = jobs, target
        self._job: Job | None = None
        folder = target.parent if target is not None else suggested()
        self.form = Form(keys="1234")
        self.form.add(
            "backup",
            say("backup_file"),
            PathEdit(
                "file",
                say("browse_file"),
                title=say("pick_backup"),
                suffixes=(Path(opening.REGISTER_NAME).suffix,),
            ),
            hint=say("backup_file_hint"),
            required=True,
        )
        self.form.add(
            "folder",
            say("target"),
            PathEdit("folder", say("browse_folder", key="F"), title=say("browse_title")),
            required=True,
        )
        self.form["folder"].set_value(str(folder))
        self.key = KeyForm(keys="56")
        self.key.submitted.connect(self._go_on)
        self.vault = cards.text(say("restore_vault"), role="label", tone="ok", wrap=True)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.form, self.vault, self.key, self._make_running()):
            column.addWidget(widget)
        self.put(ground)
        self.add_forward(say("restore_act"), self._go_on)
        self.form.changed.connect(self._changed)
        self._ask_for_key()
        if backup is not None:
            self.form["backup"].set_value(str(backup))

    def _make_running(self) -> QWidget:
        """Make what is shown while it runs: what is being done, how far, and the way to stop."""
        self.running = QWidget()
        row = QHBoxLayout(self.running)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        self.told = cards.text(role="label")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("restoring"))
        self.stop = button(say("restoring_call_off"), self.call_off)
        row.addWidget(self.told)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.running.hide()
        return self.running

    @property
    def backup(self) -> Path:
        return Path(str(self.form["backup"].value()))

    @property
    def target(self) -> Path:
        folder = Path(str(self.form["folder"].value()))
        name = opening.REGISTER_NAME
        if self._target is not None and self._target.parent == folder:
            name = self._target.name
        return folder / name

    def begin(self) -> None:
        if self.form["backup"].value() and not self.key.isHidden():
            self.key.focus_first()
        else:
            self.form.focus_first()

    def _changed(self, name: str) -> None:
        if name == "backup":
            self._ask_for_key()

    def _ask_for_key(self) -> None:
        """Only what this backup needs is asked, and only once there is one."""
        there = bool(self.form["backup"].value()) and self.backup.is_file()
        ways = opening.ways(self.backup) if there else _NOT_NEEDED
        self.key.ask(ways)
        self.key.setVisible(there and not ways.vault)
        self.vault.setVisible(there and ways.vault)

    def _go_on(self) -> None:
        self.clear_error()
        if not self.form.check() or not (self.key.isHidden() or self.key.check()):
            return
        if not self.backup.is_file():
            self.form.set_state("backup", "block", say("no_such_backup"))
            self.form["backup"].focus()
            return
        if self._make_sure_of_folder() and self._is_wanted():
            self._restore()

    def _make_sure_of_folder(self) -> bool:
        folder = self.target.parent
        try:
            folder.mkdir(exist_ok=True)
        except OSError:
            self.form.set_state("folder", "block", say("no_such_folder", path=folder))
            self.form["folder"].focus()
            return False
        return True

    def _is_wanted(self) -> bool:
        """What was entered after the backup leaves the desk: asked, because of that alone."""
        return not self.target.exists() or dialogs.confirm(
            self,
            say("restore_title"),
            say("restore_text", backup=self.backup.name, name=self.target.stem),
            say("restore_yes"),
            say("restore_no"),
        )

    def _restore(self) -> None:
        """Copy and check beside the work of the window; only the last step is done here."""
        backup, target, given = self.backup, self.target, self.key.given()
        self._job = self._jobs.run(
            say("restoring"),
            lambda progress: opening.prepare_restore(backup, target, **given, progress=progress),
            lambda ready: self._finish(ready, given["words"]),
            self._broke,
            cancelled=lambda: self._arrange(running=False),
            quiet=True,
        )
        self._job.progressed.connect(self._progressed)
        self.told.setText(say("restoring_copy"))
        self.bar.setRange(0, 0)
        self._arrange(running=True)

    def _arrange(self, *, running: bool) -> None:
        if not running:
            self._job = None
        self.running.setVisible(running)
        for one in (self.form, self.key, self.forward, self.back_button):
            one.setEnabled(not running)
        self.stop.setEnabled(running)
        (self.stop if running else self.forward).setFocus()

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if done >= total:  # copied; now the copy is read through
            self.told.setText(say("restoring_check"))
            self.bar.setRange(0, 0)

    def call_off(self) -> None:
        """Stop at the next piece; what is there stays as it was."""
        if self._job is not None:
            self.told.setText(say("restoring_stop"))
            self.stop.setEnabled(False)
            self._job.cancel()

    def escape(self) -> None:
        if self._job is None:
            super().escape()
        else:
            self.call_off()

    def _finish(self, ready: opening.Ready, words: str | None) -> None:
        stopped = self._job is None or self._job.stopping
        self._arrange(running=False)
        if stopped:  # the wish came after the last report
            ready.discard()
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            register = opening.restore(ready, words)
        except (UserError, EnvironmentFault) as error:
            self._refused(error)
        else:
            self.opened.emit(register)
        finally:
            QApplication.restoreOverrideCursor()

    def _broke(self, fault: Exception) -> None:
        self._arrange(running=False)
        if not isinstance(fault, Spoken):
            raise fault
        self._refused(fault)

    def _refused(self, error: Spoken) -> None:
        if error.code == "keys.needed":
            self.key.show()
        if not (isinstance(error, UserError) and self.key.refused(error)):
            self.show_error(error)
