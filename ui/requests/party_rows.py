"""Which lines has one person or body in a form, and which party do they make?"""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerkdesk import identifiers
from clerkdesk.parties import IdKind, NewParty, PartyCard, PartyKind
from ui import cards, words
from ui.buttons import button
from ui.editors import CheckedText, Choice, LineText
from ui.forms import Form

say = words.of("request_intake")

LINES = (
    "kind",
    "name",
    "id_kind",
    "id_number",
    "contact_name",
    "phone",
    "email",
    "address",
    "postcode",
)
_MORE = frozenset({"id_kind", "email", "postcode"})  # shown when asked for
KEYS = {"kind": "4", "name": "5", "id_number": "6", "phone": "7", "address": "8"}


def party_of(given: Mapping[str, Any]) -> NewParty:
    """Return the party that typed lines make; without a kind of paper, the usual one is meant."""
    kind = PartyKind(given["kind"] or PartyKind.NATURAL.value)
    usual = IdKind.RESIDENT if kind is PartyKind.NATURAL else IdKind.USCC
    paper = IdKind(given["id_kind"] or "")
    if paper is IdKind.NONE and given["id_number"]:
        paper = usual
    lines = {line: given[line] for line in LINES if line not in ("kind", "id_kind")}
    return NewParty(kind=kind, id_kind=paper, **lines)


class Heading(QWidget):
    """A heading of a form with its links at the right."""

    def __init__(self, title: str, *, role: Any = "h3") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(4)
        self.title = cards.text(title, role=role)
        row.addWidget(self.title)
        row.addStretch(1)
        self._row = row

    def link(self, text: str, act: Callable[[], object], *, name: str = "") -> Any:
        made = button(text, act, kind="link")
        if "&" in text:
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # its letter leads there; Tab fills in
        if name:
            made.setAccessibleName(name)
        self._row.addWidget(made)
        return made


class PartyRows:
    """The lines of one party in a form; `prefix` begins their names, as in UserError.field."""

    def __init__(
        self,
        form: Form,
        prefix: str,
        after: QWidget,
        *,
        keys: Mapping[str, str] | None = None,
        more: bool = False,
    ) -> None:
        """after: the row they stand below; keys: the mnemonics of labels by their line."""
        self.form, self.prefix = form, prefix
        kinds = [(one.value, words.term("party_kind", one)) for one in PartyKind]
        papers = [(one.value, words.term("id_kind", one)) for one in IdKind]
        row = after
        for line in LINES:
            editor: Any = LineText()
            if line == "postcode":
                editor = CheckedText(identifiers.postcode)
            if line in ("kind", "id_kind"):
                editor = Choice(kinds if line == "kind" else papers)
            key = (keys or {}).get(line, "")
            row = form.add(
                prefix + line, say(line), editor, required=line == "name", key=key, after=row
            )
        self.last = row
        self._more = more
        self._typed_kind = False
        form.set_values({prefix + "kind": PartyKind.NATURAL.value})
        self.arrange()

    def names(self) -> tuple[str, ...]:
        return tuple(self.prefix + line for line in LINES)

    def show_more(self, *, more: bool) -> None:
        self._more = more
        self.arrange()

    def arrange(self) -> None:
        """Show the lines this kind of party has, and those that hold something."""
        body = self.form[self.prefix + "kind"].value() != PartyKind.NATURAL.value
        for line in LINES:
            shown = line not in _MORE or self._more
            if line == "contact_name":
                shown = body
            self.form.show_field(
                self.prefix + line, shown=shown or bool(self.form[self.prefix + line].value())
            )

    def party(self) -> NewParty:
        """Return what the lines hold; the kind of paper follows from the kind of party."""
        return party_of({line: self.form[self.prefix + line].value() for line in LINES})

    def fill(self, card: PartyCard | NewParty) -> None:
        """Put the particulars of a known party into the lines."""
        values = {line: getattr(card, line) for line in LINES}
        values["kind"], values["id_kind"] = card.kind.value, card.id_kind.value
        self.form.set_values({self.prefix + line: value for line, value in values.items()})
        self.arrange()

    def remove(self) -> None:
        for name in self.names():
            self.form.remove(name)
