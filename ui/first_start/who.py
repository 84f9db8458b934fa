"""Which of the office's people has just sat down?"""

from PySide6.QtCore import Signal

from clerkdesk.units import PersonRow
from ui import words
from ui.editors import Choice
from ui.first_start.step import Step
from ui.forms import Form

say = words.of("first_start")


class Who(Step):
    """Asked once for each account of the PC; 设置 has the way to ask again."""

    chosen = Signal(int)

    def __init__(self, people: tuple[PersonRow, ...], first: int) -> None:
        super().__init__(say("who"), say("who_note"))
        self.may_go_back(may=False)
        self.form = Form()
        named = [
            (one.id, say("who_post", name=one.name, post=one.post) if one.post else one.name)
            for one in people
        ]
        self.form.add("person", say("who_label"), Choice(named), required=True)
        self.form["person"].set_value(first)
        self.put(self.form)
        self.add_forward(say("sit_down"), self._go_on)

    def begin(self) -> None:
        self.form.focus_first()

    def _go_on(self) -> None:
        if self.form.check():
            self.chosen.emit(self.form["person"].value())
