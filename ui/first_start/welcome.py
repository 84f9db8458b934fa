"""What does somebody want who has no register open?"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton

from ui import cards, theme, words
from ui.buttons import button
from ui.first_start.step import Step

say = words.of("first_start")

_CHOICES = (
    ("new", "add"),
    ("existing", "folder"),
    ("from_backup", "undo"),
    ("sample", "eye"),
)


class Welcome(Step):
    """Four ways to begin, each with what it is for."""

    chosen = Signal(str)  # "new", "existing", "from_backup" or "sample"

    def __init__(self) -> None:
        super().__init__(say("welcome"), say("welcome_note"))
        self.may_go_back(may=False)
        card = cards.Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        self.choices: dict[str, QPushButton] = {}
        for row, (name, icon) in enumerate(_CHOICES):
            made = button(
                say(name),
                lambda name=name: self.chosen.emit(name),  # type: ignore[misc]
                kind="primary" if name == "new" else "plain",
                icon=icon,
            )
            made.setMinimumWidth(theme.scaled(168))
            made.setAccessibleDescription(say(f"{name}_why"))
            self.choices[name] = made
            grid.addWidget(made, row, 0)
            grid.addWidget(cards.text(say(f"{name}_why"), tone="text2", wrap=True), row, 1)
        self.content.addWidget(card)
        self.content.addWidget(cards.Band(say("classified")))
        self.content.addStretch(1)

    def begin(self) -> None:
        self.choices["new"].setFocus()
