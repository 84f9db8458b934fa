"""In which folder shall the new register lie, and in which its backups?"""

from pathlib import Path

from PySide6.QtCore import Signal

from clerkdesk import founding, opening
from clerkdesk.errors import EnvironmentFault, Spoken
from ui import words
from ui.buttons import button
from ui.first_start.step import Step
from ui.forms import Form
from ui.path_edit import PathEdit

say = words.of("first_start")


def suggested() -> Path:
    """A folder on this PC's own disk; 文档 is often synchronised or on a server."""
    return Path.home() / "ClerkDesk"


class Place(Step):
    """Refuses a network path with the reason, names a register that is there already."""

    done = Signal()
    open_wanted = Signal(object)  # the path of a register that is there already

    def __init__(self, place: str) -> None:
        super().__init__(say("place"), say("place_note"), place=place)
        self.form = Form()
        self.form.add(
            "folder",
            say("folder"),
            PathEdit("folder", say("browse_folder", key="F"), title=say("browse_title")),
            hint=say("folder_hint"),
            required=True,
        )
        self.form.add(
            "backup_folder",
            say("backup_folder"),
            PathEdit("folder", say("browse_folder", key="B"), title=say("browse_title")),
            hint=say("backup_hint"),
        )
        self.form["folder"].set_value(str(suggested()))
        self.open_this = button(say("open_this"), self._open_this, icon="folder")
        self.open_this.hide()
        self.form.changed.connect(lambda _name: self.open_this.hide())
        self.put(self.form)
        self.foot.addWidget(self.open_this)
        self.add_forward(say("next"), self._go_on)

    @property
    def folder(self) -> Path:
        return Path(str(self.form["folder"].value()))

    @property
    def backup_folder(self) -> str:
        return str(self.form["backup_folder"].value())

    def begin(self) -> None:
        self.form.focus_first()

    def show_error(self, error: Spoken) -> None:
        if not self.form.show_error(error):
            super().show_error(error)

    def _go_on(self) -> None:
        self.clear_error()
        for name in ("folder", "backup_folder"):
            self.form[name].clear()  # a disk may have been plugged in since: look again
        if not self.form.check() or not self._backup_is_apart():
            return
        try:
            self._make_sure_of_folder()
            founding.check_folder(self.folder)
        except EnvironmentFault as fault:
            self.form.set_state("folder", "block", str(fault))
            self.form["folder"].focus()
            self.open_this.setVisible((self.folder / opening.REGISTER_NAME).is_file())
            return
        self.done.emit()

    def _backup_is_apart(self) -> bool:
        backup = self.backup_folder
        if not backup:
            return True
        if Path(backup) == self.folder:
            self.form.set_state("backup_folder", "block", say("backup_same"))
        elif not Path(backup).is_dir():
            self.form.set_state("backup_folder", "block", say("no_such_folder", path=backup))
        else:
            return True
        self.form["backup_folder"].focus()
        return False

    def _make_sure_of_folder(self) -> None:
        """Make the last folder of the path; one that is farther off is rather a slip."""
        folder = self.folder
        if folder.exists() or not folder.parent.is_dir():
            return
        try:
            folder.mkdir()
        except OSError as error:
            raise EnvironmentFault("register.read_only", path=folder.parent) from error

    def _open_this(self) -> None:
        self.open_wanted.emit(self.folder / opening.REGISTER_NAME)
