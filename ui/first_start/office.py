"""Whose register is it, and who sits at it?"""

from PySide6.QtCore import Signal

from clerkdesk import typed
from clerkdesk.errors import Spoken, UserError
from ui import words
from ui.editors import LineText
from ui.first_start.step import Step
from ui.forms import Form

say = words.of("first_start")

_LONGEST = 200  # characters of a name
_LATER = ("office_code", "reconsideration_body", "court")  # what letters need; may be left for now


class Office(Step):
    """Two names, and what letters will need."""

    done = Signal()

    def __init__(self, place: str) -> None:
        super().__init__(say("office"), say("office_note"), place=place)
        self.form = Form()
        for name, hint, required in (
            ("office_name", "office_name_hint", True),
            ("person_name", "person_name_hint", True),
            ("office_code", "office_code_hint", False),
            ("reconsideration_body", "reconsideration_hint", False),
            ("court", "court_hint", False),
        ):
            editor = LineText()
            editor.setMaxLength(_LONGEST)
            self.form.add(name, say(name), editor, hint=say(hint), required=required)
        self.put(self.form)
        self.add_forward(say("next"), self._go_on)

    @property
    def office_name(self) -> str:
        return str(self.form["office_name"].value())

    @property
    def person_name(self) -> str:
        return str(self.form["person_name"].value())

    def for_letters(self) -> dict[str, str]:
        """Return the settings that were filled in already."""
        values = {name: str(self.form[name].value()) for name in _LATER}
        return {name: value for name, value in values.items() if value}

    def begin(self) -> None:
        self.form.focus_first()

    def show_error(self, error: Spoken) -> None:
        if not self.form.show_error(error):
            super().show_error(error)

    def _go_on(self) -> None:
        self.clear_error()
        if not self.form.check():
            return
        try:
            for field in self.form.fields():  # as every name: kept as given or refused, here
                typed.line(field.value(), field.name)
        except UserError as error:
            self.show_error(error)
            return
        self.done.emit()
