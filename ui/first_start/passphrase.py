"""How will the new register be opened: by this PC's vault, or by a pass phrase?"""

from PySide6.QtCore import Signal

from clerkdesk import secrets
from clerkdesk.errors import Spoken
from ui import secret_edit, words
from ui.editors import Choice
from ui.first_start.step import Step
from ui.forms import Form

say = words.of("first_start")

_PHRASE = ("passphrase", "again", "plain")


class KeyStep(Step):
    """Asks for a pass phrase where no vault works; offers one where it does."""

    done = Signal()

    def __init__(self, place: str) -> None:
        self._vault = secrets.works()
        note = say("key_vault" if self._vault else "key_no_vault")
        super().__init__(say("key"), note, place=place)
        self.form = Form()
        ways = (("vault", say("way_vault")), ("passphrase", say("way_passphrase")))
        # where there is no choice, its row is hidden and takes no key from the others
        self.form.add("way", say("way"), Choice(ways), key=None if self._vault else "")
        secret_edit.add_new_passphrase(self.form)
        self.form["way"].set_value("vault" if self._vault else "passphrase")
        self.form.changed.connect(self._changed)
        self._changed("way")
        self.put(self.form)
        self.add_forward(say("make"), self._go_on)

    @property
    def passphrase(self) -> str | None:
        """What was chosen; None for the vault."""
        if self.form["way"].value() == "vault":
            return None
        return str(self.form["passphrase"].value())

    def begin(self) -> None:
        self.form.focus_first()

    def show_error(self, error: Spoken) -> None:
        if error.code == "keys.passphrase_required":  # the vault worked a moment ago
            self.form["way"].set_value("passphrase")
        if not self.form.show_error(error):
            super().show_error(error)

    def _changed(self, name: str) -> None:
        if name != "way":
            return
        self.form.show_field("way", shown=self._vault)
        for one in _PHRASE:
            self.form.show_field(one, shown=self.form["way"].value() == "passphrase")

    def _go_on(self) -> None:
        self.clear_error()
        if self.passphrase is None or secret_edit.check_new_passphrase(self.form):
            self.done.emit()
