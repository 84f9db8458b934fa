"""How does one field of a form stand: label, editor, message, and what is wrong with it?"""

from typing import Any, Literal, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui import cards, icons, theme, words
from ui.editors import CheckedText, Editor

say = words.of("forms")

State = Literal["none", "hint", "ok", "warn", "block"]
_LOOK = {
    "none": ("", "text3"),
    "hint": ("", "text3"),
    "ok": ("tick", "ok"),
    "warn": ("warn", "yeld"),
    "block": ("block", "red"),
}
LABEL, EDITOR, EDITOR_LEAST = 112, 392, 280  # widths at 标准


class Field(QWidget):
    """One row: label 112 | editor 392 | message. The message column takes hints and faults.

    stacked: label above, message below the editor, for panes too narrow for a row.
    """

    def __init__(  # noqa: PLR0913 - what a field is made of, each named at the call
        self,
        name: str,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        required: bool = False,
        stacked: bool = False,
        label_width: int = LABEL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stacked, self._label_width = stacked, label_width
        self.name, self.words, self.editor = name, label, editor
        self.required = required
        self.key = ""  # the letter or digit of the label
        self._hint = hint
        self._state: State = "none"
        self.label = theme.tone(theme.role(QLabel(label, self), "label"), "text2")
        self.label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.label.setBuddy(editor.focusProxy() or editor)
        self._mark = QLabel(self)
        self.message = cards.text(role="small" if stacked else "label", wrap=True, parent=self)
        if stacked:
            self._stack()
        else:
            self._lay_out()
        self.measure()
        for one in self.inputs():
            one.setAccessibleName(label)
        self.clear()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.label, 0, top)
        self._room = QWidget(self)
        inner = QHBoxLayout(self._room)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.editor)
        if self.editor.maximumWidth() < theme.scaled(EDITOR):
            inner.addStretch(1)
        row.addWidget(self._room, 3, top)
        row.addWidget(self._mark, 0, top)
        row.setSpacing(6)
        row.addWidget(self.message, 2, top)

    def _stack(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(2)
        column.addWidget(self.label, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.editor)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.message, 1)
        column.addLayout(below)

    def measure(self) -> None:
        """Take the widths of the text size in use."""
        line = theme.height()
        self._mark.setFixedSize(18, 22 if self._stacked else line)
        if self._stacked:
            return
        self.label.setFixedSize(theme.scaled(self._label_width), line)
        self.message.setMinimumSize(theme.scaled(120), line)
        self.editor.setMinimumWidth(min(theme.scaled(EDITOR_LEAST), self.editor.maximumWidth()))
        self._room.setMinimumWidth(theme.scaled(EDITOR_LEAST))
        self._room.setMaximumWidth(theme.scaled(EDITOR))

    def inputs(self) -> list[QWidget]:
        """Return what of the editor takes the focus."""
        inside = [one for one in self.editor.findChildren(QWidget) if one.focusPolicy()]
        return [self.editor, *inside] if self.editor.focusPolicy() else inside

    @property
    def state(self) -> State:
        return self._state

    def value(self) -> Any:
        return cast("Editor", self.editor).value()

    def set_value(self, value: Any) -> None:
        cast("Editor", self.editor).set_value(value)

    def doubt(self) -> str:
        """Return what should be looked at again; "" for nothing. It never blocks."""
        return self.editor.doubt() if isinstance(self.editor, CheckedText) else ""

    def set_hint(self, hint: str) -> None:
        """Change what stands beside the field while nothing is wrong."""
        self._hint = hint
        if self._state in ("none", "hint"):
            self.clear()

    def clear(self) -> None:
        """Back to the hint."""
        self.set_state("hint" if self._hint else "none", self._hint)

    def set_state(self, state: State, sentence: str = "") -> None:
        """block: must be changed; warn: may be saved; ok: a check has passed."""
        self._state = state
        icon, ink = _LOOK[state]
        if icon:
            icons.put(self._mark, icon, ink, 15)
        else:
            self._mark.setProperty("iconSpec", None)
            self._mark.clear()
        self.message.setText(sentence)
        if self._stacked:
            self.message.setVisible(bool(sentence))
            self._mark.setVisible(bool(icon))
        theme.tone(self.message, ink)
        for one in self.inputs():
            theme.style(one, "state", state if state in ("warn", "block") else "")
            one.setAccessibleDescription(sentence)

    def check(self) -> bool:
        """Look at what was typed; a fault that was set from outside is kept. True where fine."""
        fault = cast("Editor", self.editor).fault()
        if fault:
            self.set_state("block", fault)
        elif self.required and self.value() in (None, "", ()):
            self.set_state("block", say("required", label=self.words))
        return self._state != "block"

    def focus(self) -> None:
        """Go to the field as Tab does: what stands in it is marked, typing replaces it."""
        self.come_to_sight()
        target = self.editor.focusProxy() or self.editor
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def come_to_sight(self) -> None:
        """Scroll so far that the whole field is seen, where the form is longer than the window."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            # a row that was added just now has its place only after the layouts
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            area.ensureWidgetVisible(self, 0, self.height())
