"""How is a half-filled form kept exactly as it stands, also what cannot be read yet?"""

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk import drafts
from ui import cards, words
from ui.buttons import button
from ui.date_edit import DateEdit
from ui.editors import NumberEdit, Picker
from ui.forms import Form
from ui.pages import Desk

say = words.of("request_intake")

_SHOWN = 4  # drafts; older ones come up when these are done


def raw(form: Form) -> dict[str, Any]:
    """Return what stands in each field as JSON values: a day as it was typed."""
    return {field.name: _raw(field.editor) for field in form.fields()}


def _raw(editor: Any) -> Any:
    if isinstance(editor, DateEdit):
        return editor.line.text()
    if isinstance(editor, NumberEdit):
        return editor.text()
    if isinstance(editor, Picker):
        return {"typed": editor.typed()}
    value = editor.value()
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def put_back(form: Form, values: dict[str, Any]) -> None:
    """Fill the fields with what `raw` kept; names the form does not have are left alone."""
    for field in form.fields():
        if field.name not in values:
            continue
        editor: Any = field.editor
        value = values[field.name]
        if isinstance(editor, DateEdit):
            editor.line.setText(value or "")
        elif isinstance(editor, NumberEdit):
            editor.setText(value or "")
        elif isinstance(editor, Picker) and isinstance(value, dict):
            editor.set_typed(value.get("typed", ""))
        else:
            editor.set_value(value)


class DraftsCard(cards.Card):
    """The half-filled forms of one kind, each to go on with or to throw away."""

    def __init__(self, desk: Desk, kind: str, go_on: Callable[[int], object]) -> None:
        super().__init__(say("drafts_title"))
        self._desk, self._kind, self._go_on = desk, kind, go_on
        self._rows = QWidget()
        self._inner = QVBoxLayout(self._rows)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(4)
        self.body.addWidget(self._rows)

    def look(self, *, but: int | None = None) -> int:
        """Show them anew and return how many there are. but: the one that is open in the form."""
        cards.clear(self._inner)
        found = [one for one in drafts.of_kind(self._kind) if one.id != but]
        self.note.setText(say("offer_count", count=len(found)))
        for one in found[:_SHOWN]:
            title = one.title or say("draft_no_title")
            name = cards.text(title, role="label", wrap=True)
            self._inner.addWidget(name)
            row = QHBoxLayout()
            at = words.moment(one.saved_at, today=self._desk.today())
            told = cards.text(say("draft_line", at=at, by=one.saved_by), role="small", tone="text2")
            row.addWidget(told)
            row.addStretch(1)
            for verb, act in (("draft_open", self._go_on), ("draft_drop", self._drop)):
                made = button(say(verb), partial(act, one.id), kind="link")
                made.setAccessibleName(f"{say(verb)} {title}")
                row.addWidget(made)
            self._inner.addLayout(row)
        return len(found)

    def _drop(self, draft_id: int) -> None:
        drafts.drop(draft_id, self._desk.person_id)
        self._desk.note(say("draft_dropped"))
        self.setVisible(bool(self.look()))
