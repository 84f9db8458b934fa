"""What can be done about a character that no font has: a font, a picture, an empty cell?"""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import service
from ui import cards, dialogs, words
from ui.buttons import button
from ui.pages import Desk

say = words.of("letters")

MISSING = "letters.font_missing_character"
_FONTS = (".ttf", ".ttc", ".otf", ".otc", ".tte")
_PICTURES = (".png", ".jpg", ".jpeg")


class MissingCharacter(QWidget):
    """The sentence with the character and its code point, and the three ways out."""

    def __init__(self, desk: Desk, solved: Callable[[str], None]) -> None:
        """solved: told with the character that is to stay empty, or "" for a font or picture."""
        super().__init__()
        self._desk, self._solved, self._char = desk, solved, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.message = cards.text(role="label", tone="red", wrap=True, select=True)
        column.addWidget(self.message)
        self.font_button = button(say("missing_font"), self.add_font, icon="attach")
        self.picture = button(say("missing_picture"), self.add_picture, icon="attach")
        self.hand = button(say("missing_hand"), self._by_hand, icon="edit")
        for one in (self.font_button, self.picture, self.hand):
            column.addWidget(one)
        self.fault = cards.text(role="label", tone="red", wrap=True)
        self.fault.hide()
        column.addWidget(self.fault)

    def show_for(self, error: UserError) -> None:
        self._char = str(error.facts["char"])
        self.message.setText(str(error))
        self.fault.hide()

    def add_font(self) -> None:
        path = dialogs.pick_file(self, title=say("missing_font_title"), suffixes=_FONTS)
        if path is not None:
            by = self._desk.person_id
            self._try(lambda: service.add_font(path, by, character=self._char))

    def add_picture(self) -> None:
        path = dialogs.pick_file(self, title=say("missing_picture_title"), suffixes=_PICTURES)
        if path is not None:
            self._try(lambda: service.add_picture(self._char, path, self._desk.person_id))

    def _try(self, act: Callable[[], int]) -> None:
        try:
            act()
        except Spoken as refusal:
            self.fault.setText(str(refusal))
            self.fault.show()
            return
        self._solved("")

    def _by_hand(self) -> None:
        self._solved(self._char)
