"""How is a register opened whose key this PC's vault does not hold?"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from clerkdesk import opening
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.opening import Register
from ui import words
from ui.buttons import button
from ui.first_start.key_form import KeyForm
from ui.first_start.step import Step

say = words.of("first_start")


class Unlock(Step):
    """Pass phrase or the 24 characters; wrong ones are counted and explained."""

    opened = Signal(object)  # the register
    broken = Signal(object)  # an EnvironmentFault: nothing typed here will help
    other_wanted = Signal()
    restore_wanted = Signal()

    def __init__(
        self,
        path: Path,
        note: str = "",
        open_at: Callable[..., Register] = opening.open_at,
    ) -> None:
        """note: why it is asked, where that is not plain (a key file that is gone)."""
        super().__init__(say("unlock"), say("unlock_note", path=path))
        self._path, self._open_at = path, open_at
        self.form = KeyForm()
        self.form.submitted.connect(self._go_on)
        ways = opening.ways(path)
        self.form.ask(opening.Ways(vault=False, passphrase=ways.passphrase))
        if note or not ways.passphrase:
            self.show_trouble(note or say("unlock_lost"))
        self.put(self.form)
        self.foot.addWidget(button(say("other_register"), self.other_wanted.emit))
        self.foot.addWidget(button(say("restore_instead"), self.restore_wanted.emit))
        self.add_forward(say("unlock_now"), self._go_on)

    def begin(self) -> None:
        self.form.focus_first()

    def _go_on(self) -> None:
        self.clear_error()
        if not self.form.check():
            return
        try:
            register = self._open_at(self._path, **self.form.given())
        except UserError as error:
            if not self.form.refused(error):
                self.show_error(error)
        except EnvironmentFault as fault:
            self.broken.emit(fault)
        else:
            self.opened.emit(register)
