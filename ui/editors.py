"""With what does a clerk fill a field: a line, long text, a choice, a name from a list, a number?

Every editor answers `value()`, takes `set_value(...)`, emits `changed` and tells by `fault()` why
what stands in it cannot be read ("" where it can). `ui.date_edit` and `ui.file_drop` hold two more.
"""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from clerkdesk import identifiers
from ui import theme, words
from ui.pickers import Choices as Choices  # noqa: PLC0414 - an editor as well
from ui.pickers import Picker as Picker  # noqa: PLC0414
from ui.pickers import WordBox
from ui.typed_keys import leads_nowhere

say = words.of("forms")


class Editor(Protocol):
    """What a form asks of its editors; all of them are widgets too."""

    changed: Any

    def value(self) -> Any: ...

    def set_value(self, value: Any, /) -> None: ...

    def fault(self) -> str: ...


class LineText(QLineEdit):
    """One line; blanks at both ends are no part of the value."""

    changed = Signal()

    def __init__(self, *, width: int | None = None, parent: QWidget | None = None) -> None:
        """width: in pixels at 标准; the whole column where None."""
        super().__init__(parent)
        theme.role(self, "body")
        self._width = width
        self.measure()
        self.textChanged.connect(lambda _text: self.changed.emit())

    def measure(self) -> None:
        if self._width is not None:
            self.setMaximumWidth(theme.scaled(self._width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not leads_nowhere(event):
            super().keyPressEvent(event)

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)

    def fault(self) -> str:
        return ""


class CheckedText(LineText):
    """One line with a check of `clerkdesk.identifiers`; its doubt never blocks."""

    def __init__(self, check: Callable[[str], str], *, width: int | None = None) -> None:
        """check: returns the code of a warning, "" for what is sound."""
        super().__init__(width=width)
        self._check = check

    def doubt(self) -> str:
        """Return the sentence beside what does not look right; "" for nothing or a sound one."""
        code = self._check(self.value()) if self.value() else ""
        return words.of(identifiers.WORDS)(code) if code else ""


class NumberEdit(LineText):
    """A whole number or a sum; shown with comma groups once left."""

    def __init__(
        self,
        *,
        whole: bool = True,
        negative: bool = False,
        width: int = 150,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(width=width, parent=parent)
        self._whole, self._negative = whole, negative
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editingFinished.connect(self._group)

    def _read(self) -> Decimal | None:
        typed = self.text().translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
        plain = typed.replace(",", "").replace("¥", "").replace(" ", "")
        if not plain:
            return None
        number = Decimal(plain)
        if not number.is_finite():
            raise InvalidOperation
        return number

    def number(self) -> Decimal | int | None:
        """Return the number, None where the field is empty or cannot be read."""
        try:
            number = self._read()
        except InvalidOperation:
            return None
        return int(number) if number is not None and self._whole else number

    def value(self) -> Any:
        return self.number()

    def set_value(self, value: Any) -> None:
        self.setText("" if value is None else f"{value:,}")

    def fault(self) -> str:
        try:
            number = self._read()
        except InvalidOperation:
            return say("not_a_number")
        if number is None:
            return ""
        if number < 0 and not self._negative:
            return say("negative")
        return say("not_whole") if self._whole and number != int(number) else ""

    def _group(self) -> None:
        if not self.fault() and (number := self.number()) is not None:
            self.setText(f"{number:,}")


class LongText(QPlainTextEdit):
    """Several lines; Tab and Ctrl+Enter leave the field, Enter makes a new line."""

    changed = Signal()

    def __init__(self, *, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "body")
        self.setTabChangesFocus(True)
        self._lines = lines
        self.textChanged.connect(self.changed.emit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(392), self.fontMetrics().lineSpacing() * self._lines + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(160), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextPrevChild(True)
        elif not leads_nowhere(event):
            super().keyPressEvent(event)

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        self.setPlainText(value or "")

    def fault(self) -> str:
        return ""


class Tick(QCheckBox):
    """On or off; the word stands beside the box."""

    changed = Signal()

    def __init__(self, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        theme.role(self, "body")
        self.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool | None) -> None:
        self.setChecked(bool(value))

    def fault(self) -> str:
        return ""


class _Radios(QWidget):
    """The row of two to four; one Tab stop, arrows move within."""

    chosen = Signal()

    def __init__(self, choices: list[tuple[Any, str]], parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.group = QButtonGroup(self)
        for index, (_value, word) in enumerate(choices):
            one = theme.role(QRadioButton(word), "body")
            self.group.addButton(one, index)
            row.addWidget(one)
        row.addStretch(1)
        self.group.idToggled.connect(self._toggled)
        self.stop_at(0)

    def _toggled(self, index: int, on: bool) -> None:
        if on:
            self.stop_at(index)
            self.chosen.emit()

    def stop_at(self, index: int) -> None:
        for one in self.group.buttons():
            here = self.group.id(one) == index
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            if here:
                self.setFocusProxy(one)
                if (choice := self.parentWidget()) is not None:
                    choice.setFocusProxy(one)


class Choice(QWidget):
    """One of several fixed answers: a row of radio buttons up to four, a list above."""

    changed = Signal()

    def __init__(
        self, choices: Choices, *, as_list: bool | None = None, parent: QWidget | None = None
    ) -> None:
        """choices: (value, word); as_list forces or forbids the drop-down list."""
        super().__init__(parent)
        self._choices = list(choices)
        self._radios: _Radios | None = None
        self._combo: WordBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if as_list if as_list is not None else len(self._choices) > 4:
            self._combo = theme.role(WordBox(), "body")
            self._combo.setPlaceholderText(" ")
            self._combo.addItems([word for _value, word in self._choices])
            self._combo.setMaxVisibleItems(14)
            self._combo.setSizeAdjustPolicy(
                WordBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self._combo.setCurrentIndex(-1)
            self._combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
            self.setFocusProxy(self._combo)
            row.addWidget(self._combo)
        else:
            self._radios = _Radios(self._choices, self)
            self._radios.chosen.connect(self.changed.emit)
            row.addWidget(self._radios)

    def buttons(self) -> tuple[QRadioButton, ...]:
        """Return the radio buttons, none where it is a list."""
        if self._radios is None:
            return ()
        return tuple(one for one in self._radios.group.buttons() if isinstance(one, QRadioButton))

    def value(self) -> Any:
        """Return the chosen value, None before a choice."""
        index = (
            self._combo.currentIndex()
            if self._combo is not None
            else self._radios.group.checkedId()
            if self._radios is not None
            else -1
        )
        return self._choices[index][0] if index >= 0 else None

    def set_value(self, value: Any) -> None:
        index = next((n for n, (known, _word) in enumerate(self._choices) if known == value), -1)
        if self._combo is not None:
            self._combo.setCurrentIndex(index)
        elif self._radios is not None and index >= 0:
            self._radios.group.button(index).setChecked(True)

    def fault(self) -> str:
        return ""
