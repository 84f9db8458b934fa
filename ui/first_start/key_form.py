"""With what is a register or a backup unlocked: the pass phrase, or the recovery sheet?"""

import unicodedata
from typing import TypedDict

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from clerkdesk.errors import UserError
from clerkdesk.keys import WORDS, WORDS_A_ROW
from clerkdesk.opening import Ways
from ui import cards, theme, words
from ui.buttons import button
from ui.editors import LongText
from ui.forms import LABEL, Form
from ui.secret_edit import SecretText

say = words.of("first_start")


class Given(TypedDict):
    """What `opening.open_at` and `opening.restore` take; both None: the vault."""

    passphrase: str | None
    words: str | None


class Echo(QWidget):
    """What was typed, laid out and numbered as on the sheet, to be compared row by row."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        self._cells = []
        for position in range(1, WORDS + 1):
            row, column = divmod(position - 1, WORDS_A_ROW)
            number = cards.text(f"{position}", role="small", tone="text3")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setMinimumWidth(theme.scaled(20))
            shown = cards.text(role="h3")
            shown.setMinimumWidth(theme.scaled(36))
            grid.addWidget(number, row, 2 * column)
            grid.addWidget(shown, row, 2 * column + 1)
            self._cells.append(shown)
        grid.setColumnStretch(2 * WORDS_A_ROW, 1)

    def show_words(self, typed: str) -> None:
        for n, cell in enumerate(self._cells):
            cell.setText(typed[n] if n < len(typed) else "")


class KeyForm(Form):
    """Two rows of which one is shown, a link to the other, and how often it was wrong."""

    submitted = Signal()  # Enter in the pass phrase: there is nothing else to fill in

    def __init__(self, *, keys: str = "12") -> None:
        """keys: the mnemonics of the two rows."""
        super().__init__(keys=keys)
        self._ways = Ways(vault=False, passphrase=True)
        self._tries = 0
        self.add("passphrase", say("passphrase"), SecretText(), required=True)
        self.add("words", say("words"), LongText(lines=3), hint=say("words_hint"), required=True)
        self.echo = Echo()
        self.other = button(say("with_words"), self._other_way, kind="link")
        for one in (self.echo, self.other):
            self.add_widget(_under_editor(one))
        self.changed.connect(self._typed)
        self.ask(Ways(vault=False, passphrase=True))

    def ask(self, ways: Ways) -> None:
        """Show what this register can be opened with; nothing where the vault has the key."""
        self._ways, self._tries = ways, 0
        self._show(words_=not ways.passphrase, hidden=ways.vault)

    def given(self) -> Given:
        """Return what was typed in the row in sight."""
        shown = {one.name for one in self.shown()}
        return {
            "passphrase": str(self["passphrase"].value()) if "passphrase" in shown else None,
            "words": str(self["words"].value()) if "words" in shown else None,
        }

    def refused(self, error: UserError) -> bool:
        """Say beside the row what was wrong, from the second time with the count of tries.

        False if it has no row.
        """
        self._tries += 1
        if error.code == "keys.needed":
            self.ask(Ways(vault=False, passphrase=self._ways.passphrase))
        shown = [one for one in self.shown() if one.name == error.field]
        if not shown:
            return False
        again = self._tries > 1
        told = say("tries", count=self._tries, why=error) if again else str(error)
        self.set_state(shown[0].name, "block", told)
        shown[0].focus()
        editor = shown[0].editor
        if isinstance(editor, SecretText):
            editor.selectAll()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        )
        if enter and isinstance(watched, SecretText):
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    def _show(self, *, words_: bool, hidden: bool = False) -> None:
        self.show_field("passphrase", shown=not words_ and not hidden)
        self.show_field("words", shown=words_ and not hidden)
        self.echo.setVisible(words_ and not hidden)
        self.other.setText(say("with_passphrase" if words_ else "with_words"))
        self.other.setVisible(not hidden and self._ways.passphrase)

    def _other_way(self) -> None:
        self._show(words_=self["words"].isHidden())
        self.focus_first()

    def _typed(self, name: str) -> None:
        if name != "words":
            return
        typed = _characters(str(self["words"].value()))
        self.echo.show_words(typed)
        found, missing = len(typed), WORDS - len(typed)
        if missing == 0:
            self.set_state("words", "ok", say("words_full"))
        elif missing < 0:
            self.set_state("words", "warn", say("words_over", over=-missing))
        else:
            told = say("words_count", found=found, missing=missing)
            self.set_state("words", "hint", told if found else say("words_hint"))


def _under_editor(widget: QWidget) -> QWidget:
    """Stand where the editors of the rows above begin."""
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(theme.scaled(LABEL) + 6, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return ground


def _characters(typed: str) -> str:
    """What counts among what was typed: numbers, blanks and punctuation are passed over."""
    normal = unicodedata.normalize("NFKC", typed)
    return "".join(one for one in normal if unicodedata.category(one) == "Lo")
