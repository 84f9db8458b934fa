"""How is an act of a card filled in beside it: a small form that keeps what was typed when refused?

ActPanel(title, verb, note=..., fill=lambda form: form.add(...), perform=lambda values: ...,
         closed=self._close)
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from clerkdesk.errors import Spoken
from ui import cards, words
from ui.buttons import button
from ui.forms import Form

say = words.of("forms")

Values = dict[str, Any]


class ActPanel(cards.Card):
    """A card with a form, a verb and a way back. It is thrown away only once the act is done."""

    done = Signal()

    def __init__(  # noqa: PLR0913 - the parts of a small form, each named at the call
        self,
        title: str,
        verb: str,
        *,
        fill: Callable[[Form], object],
        perform: Callable[[Values], object],
        closed: Callable[[], object],
        note: str = "",
        ask: Callable[[Values], bool] | None = None,
    ) -> None:
        """fill: adds the fields; perform: calls the service with the form's values.

        verb: of the button, with its mnemonic; ask: a box before what cannot be undone.
        closed: leads back; what was typed stays.
        """
        super().__init__(title)
        self._perform, self._ask = perform, ask
        if note:
            self.body.addWidget(cards.text(note, role="label", tone="text2", wrap=True))
        self.trouble = cards.Band("", state="block", icon="block")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.form = Form(stacked=True)
        self.form.column.setContentsMargins(0, 0, 0, 0)
        fill(self.form)
        self.body.addWidget(self.form)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save = button(verb, self.act, kind="primary")
        self.back = button(say("act_back"), closed)
        row.addWidget(self.save)
        row.addWidget(self.back)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.form.changed.connect(lambda _name: self.trouble.hide())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def act(self) -> None:
        """Do it; a refusal stands beside its field, or above the form where it names none."""
        self.trouble.hide()
        if not self.form.check():
            return
        values = self.form.values()
        if self._ask is not None and not self._ask(values):
            return
        try:
            self._perform(values)
        except Spoken as error:
            self.show_error(error)
        else:
            self.done.emit()

    def show_error(self, error: Spoken) -> None:
        if not self.form.show_error(error):
            self.trouble.message.setText(str(error))
            self.trouble.show()
