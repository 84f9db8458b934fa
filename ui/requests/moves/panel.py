"""How does a form of the card behave: foretelling, refusing beside a field, asking for a reason?"""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters.catalogue import for_move
from clerkdesk.requests import queries
from clerkdesk.requests.moves import Move
from clerkdesk.requests.queries import Moved
from ui import cards, lights, theme, words
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


class ActPanel(cards.Card):
    """One act of one request: explanation, letters, form, what it would move, save and leave."""

    done = Signal(str)  # the sentence for the status line
    left = Signal()
    failed = Signal(object)  # a Spoken that no field of the form can say

    def __init__(self, key: str, act: Act, scene: Scene) -> None:
        super().__init__(title(key))
        self.key, self._act, self.scene = key, act, scene
        self.touched = False
        self.body.setSpacing(6)
        self.head.addWidget(button(say("cancel"), self.left.emit, kind="link"))
        told = f"told_{key}"
        if told in say:
            self.body.addWidget(cards.text(say(told), role="label", tone="text2", wrap=True))
        self._letters()
        self._warning()
        self.form = Form(keys="1234567890")
        self.form.column.setContentsMargins(0, 4, 0, 4)
        act.fields(self.form, scene)
        self.form.add(_RECORDING, say("reason"), LongText(lines=2), hint=say("reason_hint"), key="")
        self.form.show_field(_RECORDING, shown=False)  # until a day that is too late asks for it
        self.body.addWidget(scrolled(self.form), 1)
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
        self.save_button = button(say("save"), self.save, kind="primary")
        foot.addWidget(self.save_button)
        self.body.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_FORESEE_AFTER_MS)
        self._timer.timeout.connect(self.foresee)
        self.form.changed.connect(self._edited)
        self._follow("")
        self.foresee()

    def _letters(self) -> None:
        here = self.key in set(Move) and self.key != Move.CONFIRM_RECEIPT  # its receipt comes after
        letters = for_move(Move(self.key)) if here else ()
        if not letters:
            return
        row = QHBoxLayout()
        row.addWidget(cards.text(say("letter_first"), role="label"))
        for one in letters[:2]:
            made = button(
                words.literal(one.title),
                partial(self._write, one.key),
                kind="small",
                icon="letter",
            )
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(cards.text(say("letter_or"), role="label", tone="text2"))

    def _write(self, key: str) -> None:
        """Go to the letter; sending it records the act, so an untouched form is not kept open."""
        if not self.touched:
            self.left.emit()
        self.scene.desk.navigate("letters.write", self.scene.card.id, key=key)

    def _late_sentence(self) -> str:
        step = self.scene.step(Move(self.key)) if self.key in set(Move) else None
        return step.warning if step is not None and step.late else ""

    def _warning(self) -> None:
        """Say before anything is typed that the act comes too late to move a date."""
        if sentence := self._late_sentence():
            self.body.addWidget(cards.Band(say("late_today", sentence=sentence)))

    def _edited(self, name: str) -> None:
        self.touched = True
        self._follow(name)
        self._timer.start()

    def _follow(self, name: str) -> None:
        if self._act.follow is not None:
            self._act.follow(self.form, self.scene, name)

    def values(self) -> dict[str, Any]:
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
        moved = queries.of_event(self.scene.card.id, what, self.scene.desk.today())
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

    def save(self) -> None:
        """Do it; a refusal stands beside its field and nothing typed is lost."""
        if not self.form.check():
            return
        values = self.values()
        if self._act.sure is not None and not self._sure(values):
            return
        try:
            self._act.do(self.scene, values, str(values[_RECORDING]))
        except Spoken as error:
            self._refused(error)
            return
        self.touched = False
        self.done.emit(say("saved", number=self.scene.card.number, act=title(self.key)))

    def _sure(self, values: dict[str, Any]) -> bool:
        try:
            return self._act.sure is None or self._act.sure(self.scene, values)
        except UserError as error:
            self._refused(error)
            return False

    def _refused(self, error: Spoken) -> None:
        if not self.form.show_error(error):
            self.failed.emit(error)

    def hideEvent(self, event: QHideEvent) -> None:
        """A form that is put away foretells nothing."""
        self._timer.stop()
        super().hideEvent(event)

    def look_again(self, card: queries.RequestCard) -> None:
        """Go on with what is typed on a card that has changed meanwhile."""
        self.scene = replace(self.scene, card=card)
        self.foresee()


class ActPlace(QWidget):
    """Where the card shows one act at a time; half-filled ones wait for their return."""

    closed = Signal()
    done = Signal(str)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._kept: dict[tuple[int, str, int | None], ActPanel] = {}
        self.panel: ActPanel | None = None

    def open(self, key: str, act: Act, scene: Scene) -> None:
        """Show an act's form; one that was begun for the same matter comes back as it was."""
        self._put_away()
        place = (scene.card.id, key, scene.about)
        panel = self._kept.pop(place, None)
        if panel is None:
            panel = ActPanel(key, act, scene)
            panel.done.connect(lambda sentence, panel=panel: self._done(panel, sentence))
            panel.left.connect(self.close_act)
            panel.failed.connect(self.failed.emit)
        else:
            panel.look_again(scene.card)
        self.panel = panel
        self._column.addWidget(panel)
        panel.show()
        panel.form.focus_first()

    def close_act(self) -> None:
        """Leave the form; what was typed in it is kept until it is saved."""
        self._put_away()
        self.closed.emit()

    def _put_away(self) -> None:
        panel, self.panel = self.panel, None
        if panel is None:
            return
        self._column.removeWidget(panel)
        panel.hide()
        if panel.touched:
            self._kept[panel.scene.card.id, panel.key, panel.scene.about] = panel
        else:
            panel.deleteLater()

    def _done(self, panel: ActPanel, sentence: str) -> None:
        """Let a saved form go; saving may have led to another request meanwhile."""
        self._kept = {place: one for place, one in self._kept.items() if one is not panel}
        if self.panel is panel:
            self.close_act()
        else:
            panel.deleteLater()
        self.done.emit(sentence)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """F6 leads into the form."""
        if self.panel is not None:
            self.panel.form.focus_first()
        else:
            super().setFocus(reason)
