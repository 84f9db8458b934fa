"""How does the form of one act of a request look: its letters, its fields, what it would move?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout

from clerkdesk.errors import UserError
from clerkdesk.letters.catalogue import for_move
from clerkdesk.requests import queries
from clerkdesk.requests.moves import Move
from clerkdesk.requests.queries import Moved
from ui import cards, lights, theme, words
from ui.act_panel import ActCard, Values
from ui.buttons import button
from ui.editors import LongText, Picker
from ui.forms import Form, FormFoot
from ui.pages import scrolled
from ui.requests.moves.act import Act, Scene, say

_FORESEE_AFTER_MS = 150
_RECORDING = "reason"  # the field NeedsReason names


def title(key: str) -> str:
    """Return what an act is called."""
    return words.term("move", key) if key in set(Move) else say(f"act_{key}")


_LETTER_KEYS = "JQ"  # of at most two letters; the fields have digits, the card other letters


class MovePanel(ActCard):
    """One act of one request: explanation, letters, form, what it would move, save and leave."""

    scrolls = True

    def __init__(self, key: str, act: Act, scene: Scene, *, closed: Callable[[], object]) -> None:
        super().__init__(title(key), Form(keys="1234567890"))
        self.key, self._act, self.scene, self._closed = key, act, scene, closed
        self.body.setSpacing(6)
        self.head.addWidget(button(say("cancel"), closed, kind="link"))
        told = f"told_{key}"
        if told in say:
            self.body.addWidget(cards.text(say(told), role="label", tone="text2", wrap=True))
        self._letters()
        self.late = cards.Band("")
        self.body.addWidget(self.late)
        self._warning()
        self.body.addWidget(self.trouble)
        self._fields()
        self._foot()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_FORESEE_AFTER_MS)
        self._timer.timeout.connect(self.foresee)
        self.watch()
        self._follow("")
        self.foresee()

    def _fields(self) -> None:
        self.form.column.setContentsMargins(0, 4, 0, 4)
        self._act.fields(self.form, self.scene)
        self.form.add(_RECORDING, say("reason"), LongText(lines=2), hint=say("reason_hint"), key="")
        self.form.show_field(_RECORDING, shown=False)  # until a day that is too late asks for it
        self.body.addWidget(scrolled(self.form), 1)

    def _foot(self) -> None:
        self.moves_line = cards.text(role="label", tone="text2", wrap=True)
        self.chip = lights.LightChip()
        self.chip.hide()
        row = QHBoxLayout()
        row.addWidget(self.moves_line, 1)
        row.addWidget(self.chip)
        self.body.addLayout(row)
        self.body.addWidget(cards.rule())
        foot = QHBoxLayout()
        foot.addWidget(FormFoot(self.form), 1)
        self.save = button(say("save"), self.act, kind="primary")
        foot.addWidget(self.save)
        self.body.addLayout(foot)

    def _letters(self) -> None:
        here = self.key in set(Move) and self.key != Move.CONFIRM_RECEIPT  # its receipt comes after
        letters = for_move(Move(self.key)) if here else ()
        if not letters:
            return
        row = QHBoxLayout()
        row.addWidget(cards.text(self._own(f"letter_first_{self.key}"), role="label"))
        for one, letter in zip(letters, _LETTER_KEYS, strict=False):
            made = button(
                say("letter_button", title=words.literal(one.title), key=letter),
                partial(self._write, one.key),
                kind="small",
                icon="letter",
            )
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        otherwise = self._own(f"letter_or_{self.key}")
        self.body.addWidget(cards.text(otherwise, role="label", tone="text2"))

    @staticmethod
    def _own(key: str) -> str:
        """Return the sentence of an act where it has one of its own, otherwise that of all."""
        usual = "letter_or" if key.startswith("letter_or_") else "letter_first"
        return say(key if key in say else usual)

    def _write(self, key: str) -> None:
        """Go to the letter; sending it records the act, so an untouched form is not kept open."""
        if not self.touched:
            self._closed()
        self.scene.desk.navigate("letters.write", self.scene.card.id, key=key)

    def _late_sentence(self) -> str:
        step = self.scene.step(Move(self.key)) if self.key in set(Move) else None
        return step.warning if step is not None and step.late else ""

    def _warning(self) -> None:
        """Say before anything is typed what is late or unlawful about the act today."""
        sentence = self._late_sentence()
        if sentence:
            own = f"late_today_{self.key}"
            sentence = say(own if own in say else "late_today", sentence=sentence)
        self._say_late(sentence)

    def _judge(self, sentence: str, *, at: date) -> None:
        """Say what is unlawful about the act on the day typed; a reason nobody needs goes."""
        if sentence and at == self.scene.desk.today():
            self._warning()
        else:
            self._say_late(sentence)
        if not sentence and not self.form[_RECORDING].value():
            self.form.show_field(_RECORDING, shown=False)

    def _say_late(self, sentence: str) -> None:
        self.late.message.setText(sentence)
        self.late.setVisible(bool(sentence))

    def edited(self, name: str) -> None:
        super().edited(name)
        self._follow(name)
        self._timer.start()

    def _follow(self, name: str) -> None:
        if self._act.follow is not None:
            self._act.follow(self.form, self.scene, name)

    def values(self) -> Values:
        """Return what every row holds, hidden ones too; of a picker also the text as typed."""
        held = {field.name: field.value() for field in self.form.fields()}
        typed = {
            f"{field.name}_typed": field.editor.typed()
            for field in self.form.fields()
            if isinstance(field.editor, Picker)
        }
        return held | typed

    def foresee(self) -> None:
        """Show what saving would move, before anything is saved."""
        self.chip.hide()
        self.moves_line.setText("")
        if self._act.foresee is None:
            return
        try:
            what = self._act.foresee(self.scene, self.values())
        except UserError:
            return
        if what is None:
            return
        today = self.scene.desk.today()
        self._judge(queries.unlawful(self.scene.card.id, what, today), at=what.on)
        moved = queries.of_event(self.scene.card.id, what, today)
        self.moves_line.setText(self._moves(moved[0] if moved else None))
        theme.tone(self.moves_line, "text" if moved else "text2")
        if moved and moved[0].due_to is not None:
            self.chip.show_light(moved[0].light_to)
            self.chip.show()

    def _moves(self, moved: Moved | None) -> str:
        if moved is None:
            due = self.scene.card.due_on
            return (
                say("moves_nothing", day=words.full_day(due)) if due else say("moves_nothing_none")
            )
        if moved.due_to is None:
            return say("stops", old=words.full_day(moved.due_from))
        if moved.due_from is None:
            return say("starts", new=words.full_day(moved.due_to))
        if moved.due_from == moved.due_to:
            return say("moves_nothing", day=words.full_day(moved.due_to))
        old, new = words.full_day(moved.due_from), words.full_day(moved.due_to)
        return say("moves_from", old=old, new=new)

    def ask(self, values: Values) -> bool:
        return self._act.sure is None or self._act.sure(self.scene, values)

    def perform(self, values: Values) -> object:
        return self._act.do(self.scene, values, str(values[_RECORDING]))

    def hideEvent(self, event: QHideEvent) -> None:
        """A form that is put away foretells nothing."""
        self._timer.stop()
        super().hideEvent(event)

    def go_on(self, card: queries.RequestCard) -> None:
        """Go on with what is typed on a card that has changed meanwhile."""
        self.scene = replace(self.scene, card=card)
        self._warning()  # what stood in the way may be done meanwhile
        self._follow("")
        self.foresee()
