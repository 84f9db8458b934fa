"""What is next with a correction of records, what else may be done, what cannot be and why?"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk.record_corrections.rows import RecordCard
from clerkdesk.record_corrections.rules import Act, State
from ui import cards, icons, words
from ui.buttons import button

say = words.of("records")

# what a key of [next_step] asks the clerk to press
_PRIMARY = {
    "record_check": Act.CHECK,
    "record_evidence": Act.RECEIVE_EVIDENCE,
    "record_decide": Act.DECIDE,
    "record_write": Act.WRITE,
    "record_send": Act.SEND,
}
# nobody looks for these before their turn
_UNSAID = (Act.WRITE, Act.SEND)


def primary_of(card: RecordCard) -> Act | None:
    """Which act the one big button does."""
    found = _PRIMARY.get(card.next_step)
    return found if found in card.acts else None


def not_now_of(card: RecordCard) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each reason with the acts it closes."""
    grouped: dict[str, list[str]] = {}
    for one in card.not_now:
        if one.act not in _UNSAID:
            grouped.setdefault(one.reason, []).append(words.term("record_act", one.act))
    return tuple((reason, tuple(labels)) for reason, labels in grouped.items())


class StepsCard(cards.Card):
    """The right of the card; its buttons come from the table of acts, nothing is hard-wired."""

    act = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("steps_title"))
        self.buttons: dict[str, QWidget] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_steps(self, card: RecordCard) -> None:
        cards.clear(self._rows)
        self.buttons = {}
        self._rows.addWidget(cards.text(_next(card), role="label", wrap=True))
        first = primary_of(card)
        if first is not None:
            word = say("primary", verb=words.term("record_act", first))
            made = button(word, partial(self.act.emit, first.value), kind="primary")
            self.buttons[first.value] = made
            self._rows.addWidget(made)
        also = [one for one in card.acts if one is not first]
        if also:
            self._heading(say("also"))
            for one in also:
                word = words.term("record_act", one)
                label = say("also_verb", verb=word, key=say(f"key_{one.value}"))
                made = button(label, partial(self.act.emit, one.value))
                self.buttons[one.value] = made
                self._rows.addWidget(made)
        if reasons := not_now_of(card):
            self._heading(say("not_now"))
            for reason, labels in reasons:
                self._closed(say("separator").join(labels), reason)

    def _heading(self, word: str) -> None:
        self._rows.addWidget(cards.rule())
        self._rows.addWidget(cards.text(word, role="label", tone="text2"))

    def _closed(self, acts: str, reason: str) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, "lock", "text3", 14)
        told = cards.text(say("closed", acts=acts, reason=reason), role="label", wrap=True)
        row.addWidget(mark)
        row.addWidget(told, 1)
        self._rows.addWidget(holder)


def _next(card: RecordCard) -> str:
    if card.state is State.VOID:
        return say("step_void")
    return say(f"step_{card.next_step}") if card.next_step else say("step_none")
