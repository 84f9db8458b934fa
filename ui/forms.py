"""How does a form hold its fields, say what is wrong beside each, and lead from one to the next?"""

from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.errors import Spoken
from ui import cards, icons, theme, words
from ui.buttons import button
from ui.editors import Editor
from ui.field import LABEL, Field, State
from ui.tab_order import InReadingOrder

say = words.of("forms")

__all__ = ["KEYS", "LABEL", "Field", "Form", "FormFoot", "State"]

_BY_LETTER = (Qt.FocusReason.ShortcutFocusReason,)  # Tab brings what it leads to in sight itself
KEYS = "1234567890JKLQUVWXYZ"  # of the labels, in this order; letters of buttons are the screens'


class Form(InReadingOrder, QWidget):
    """Fields from top to bottom. Enter leads on, Shift+Enter back, Alt+↓ to the next fault."""

    changed = Signal(str)  # the name of the field that was edited
    faults_changed = Signal()
    position_changed = Signal(str)  # the name of the field that has the focus

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        keys: str = KEYS,
        stacked: bool = False,
        label_width: int = LABEL,
    ) -> None:
        """keys: the mnemonics given to the labels in turn; stacked: as `Field` says.

        label_width: pixels at 标准, for labels that are whole sentences.
        """
        super().__init__(parent)
        self._stacked, self._label_width = stacked, label_width
        self._keys = iter(keys)
        self._fields: dict[str, Field] = {}
        self._refused = ""  # the field beside which the last refusal stands
        self._composing = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 8, 14, 8)
        self.column.setSpacing(5)
        self.column.addStretch(1)
        next_fault = QShortcut(QKeySequence("Alt+Down"), self)
        next_fault.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        next_fault.activated.connect(self.next_fault)

    def heading(self, words_: str) -> QLabel:
        label = cards.text(words_, role="h3")
        self._append(label)
        return label

    def add(  # noqa: PLR0913 - a row's lines, each named at the call
        self,
        name: str,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        required: bool = False,
        key: str | None = None,
        after: QWidget | None = None,
    ) -> Field:
        """Add a row. name: as services and UserError.field call it.

        key: the label's mnemonic, "" for none; the next of the form's own where None.
        after: the row it stands below; the last one where None.
        """
        field = Field(
            name,
            label,
            editor,
            hint=hint,
            required=required,
            stacked=self._stacked,
            label_width=self._label_width,
            parent=self,
        )
        if letter := next(self._keys, "") if key is None else key:
            field.label.setText(say("label", label=words.literal(label), key=letter))
            field.key = letter
        below = [] if after is None else self._fields_below(after)
        self._append(field, after)
        self._fields[name] = field
        for lower in below:  # the order of the rows is the order of the fields
            self._fields[lower.name] = self._fields.pop(lower.name)
        for one in field.inputs():
            one.installEventFilter(self)
        cast("Editor", editor).changed.connect(lambda: self._edited(field))
        return field

    def add_widget(self, widget: QWidget, *, after: QWidget | None = None) -> None:
        """Add a row that is no field (an explanation, a band)."""
        self._append(widget, after)

    def _append(self, widget: QWidget, after: QWidget | None = None) -> None:
        last = self.column.count() - 1
        self.column.insertWidget(last if after is None else self.column.indexOf(after) + 1, widget)
        if self.isVisible():
            widget.show()  # at once: Qt would do so later, and a hidden field is not asked

    def _fields_below(self, row: QWidget) -> list[Field]:
        place = self.column.indexOf(row)
        return [one for one in self._fields.values() if self.column.indexOf(one) > place]

    def remove(self, row: "QWidget | str") -> None:
        """Take a row away, a field by its name."""
        widget = self._fields.pop(row) if isinstance(row, str) else row
        self.column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
        self.faults_changed.emit()

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def fields(self) -> tuple[Field, ...]:
        return tuple(self._fields.values())

    def shown(self) -> tuple[Field, ...]:
        """Return the fields that are not hidden; only these are checked and asked."""
        return tuple(one for one in self._fields.values() if not one.isHidden())

    def show_field(self, name: str, *, shown: bool) -> None:
        self._fields[name].setVisible(shown)
        self.faults_changed.emit()

    def values(self) -> dict[str, Any]:
        """Return what the shown fields hold, by name."""
        return {one.name: one.value() for one in self.shown()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Fill fields by name; names the form does not know are left alone (old drafts)."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].set_value(value)

    def _edited(self, field: Field) -> None:
        if field.state in ("warn", "block", "ok"):
            field.clear()
            self.faults_changed.emit()
        self.changed.emit(field.name)

    def check(self) -> bool:
        """Look at every shown field and mark the faulty ones; True where nothing blocks.

        The last refusal is forgotten: what it was about may have been changed elsewhere.
        """
        refused, self._refused = self._fields.get(self._refused), ""
        if refused is not None and refused.state == "block":
            refused.clear()
        fine = [one.check() for one in self.shown()]
        self.faults_changed.emit()
        if not all(fine):
            self._go_to_fault(self.shown())
        return all(fine)

    def set_state(self, name: str, state: State, sentence: str = "") -> None:
        self._fields[name].set_state(state, sentence)
        self.faults_changed.emit()

    def show_error(self, error: Spoken, *, focus: bool = True) -> bool:
        """Put a refusal beside the field it names; False where the form has no such field.

        A hidden field that is named (the reason for what came too late) appears, and asks.
        """
        field = self._fields.get(error.field or "")
        if field is None:
            return False
        asked_for = field.isHidden()
        field.show()
        self.set_state(field.name, "warn" if asked_for else "block", str(error))
        self._refused = field.name
        if focus:
            field.focus()
        return True

    def clear_states(self) -> None:
        for one in self.fields():
            one.clear()
        self.faults_changed.emit()

    def faults(self) -> tuple[int, int]:
        """Return how many fields must be changed and how many should be looked at."""
        states = [one.state for one in self.shown()]
        return states.count("block"), states.count("warn")

    def next_fault(self) -> None:
        """Move the focus to the next faulty field after the one that has it, round and round."""
        shown = self.shown()
        here = next((n for n, one in enumerate(shown) if self._has_focus(one)), -1)
        self._go_to_fault((*shown[here + 1 :], *shown[: here + 1]))

    @staticmethod
    def _go_to_fault(fields: Iterable[Field]) -> None:
        """Move the focus to the first of the fields that blocks, or else warns."""
        order = list(fields)
        for state in ("block", "warn"):
            for one in order:
                if one.state == state:
                    one.focus()
                    return

    def focus_first(self) -> None:
        if shown := self.shown():
            shown[0].focus()

    def position(self) -> tuple[int, int]:
        """Return which field has the focus (from 1, 0 where none) and how many there are."""
        shown = self.shown()
        return next((n for n, one in enumerate(shown, 1) if self._has_focus(one)), 0), len(shown)

    def _has_focus(self, field: Field) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and field.isAncestorOf(focused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif kind == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._composing = False
            for one in self._fields.values():
                if one.isAncestorOf(watched):
                    if isinstance(event, QFocusEvent) and event.reason() in _BY_LETTER:
                        one.come_to_sight()
                    self.position_changed.emit(one.name)
        elif kind == QEvent.Type.FocusOut and isinstance(watched, QWidget):
            self._left(watched)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._enter(watched, event)
        return False

    def _left(self, widget: QWidget) -> None:
        """What cannot be read, or looks wrong, is said as soon as its field is left, not before."""
        for one in self._fields.values():
            if one.isAncestorOf(widget) and one.state != "block":
                fault = cast("Editor", one.editor).fault()
                doubt = one.doubt()
                if fault or doubt:
                    self.set_state(one.name, "block" if fault else "warn", fault or doubt)

    def _enter(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self._composing:
            return False
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if isinstance(watched, QPushButton):
            return False  # the window presses it: one that picks a file is no field to pass over
        long_text = isinstance(watched, QPlainTextEdit)
        popup_open = QApplication.activePopupWidget() is not None
        if popup_open or (long_text and plain) or not (plain or shift):
            return False
        return self.focusNextPrevChild(not shift)


class FormFoot(QWidget):
    """The left of a form's foot: how many faults, the way to the first, which field of how many."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._mark = QLabel()
        self.message = cards.text(role="label")
        self.jump = button(say("to_first"), form.next_fault, kind="link")
        self.position = cards.text(role="small", tone="text2")
        for one in (self._mark, self.message, self.jump):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.position)
        form.faults_changed.connect(self.refresh)
        form.position_changed.connect(lambda _name: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        must, may = self._form.faults()
        key = "must_and_may" if must and may else "must" if must else "may"
        facts = {"must": must, "may": may}
        found = must or may  # an untouched form is neither right nor wrong: nothing is said of it
        told = say(key, **{name: n for name, n in facts.items() if n}) if found else ""
        self.message.setText(told)
        ink = "red" if must else "yeld"
        theme.tone(self.message, ink)
        self._mark.setVisible(bool(found))
        icons.put(self._mark, "block" if must else "warn", ink)
        self.jump.setVisible(bool(found))
        index, count = self._form.position()
        self.position.setText(say("position", index=index, count=count) if index else "")
