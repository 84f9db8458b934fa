"""With what does a clerk fill a field: a line, long text, a choice, a name from a list, a number?

Every editor answers `value()`, takes `set_value(...)`, emits `changed` and tells by `fault()` why
what stands in it cannot be read ("" where it can). `ui.date_edit` and `ui.file_drop` hold two more.
"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from ui import pinyin, theme, words

say = words.of("forms")

Choices = Iterable[tuple[Any, str]]  # (value, word)


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

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        self.setText(value or "")
        self.setCursorPosition(0)

    def fault(self) -> str:
        return ""


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
            return
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
        self._combo: QComboBox | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if as_list if as_list is not None else len(self._choices) > 4:
            self._combo = theme.role(QComboBox(), "body")
            self._combo.setPlaceholderText(" ")
            self._combo.addItems([word for _value, word in self._choices])
            self._combo.setMaxVisibleItems(14)
            self._combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
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


class _ByNameOrInitials(QCompleter):
    """Finds by any part of a name or by its pinyin initials, completes to the name."""

    def __init__(self, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(Qt.ItemDataRole.UserRole)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        if (popup := self.popup()) is not None:
            popup.setObjectName("popup")

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class Picker(QComboBox):
    """A name out of many (person, unit, applicant): typed in part or by initials, or chosen.

    free: what is not in the list is accepted too; `value()` is then None and `typed()` the text.
    """

    changed = Signal()

    def __init__(
        self, choices: Choices = (), *, free: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.role(self, "body")
        self._free = free
        self._values: list[Any] = []
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setCompleter(_ByNameOrInitials(self._items, self))
        if (line := self.lineEdit()) is not None:
            theme.role(line, "body")
        self.set_choices(choices)
        self.editTextChanged.connect(lambda _text: self.changed.emit())

    def set_choices(self, choices: Choices) -> None:
        """Replace the list; what is typed stays."""
        typed = self.currentText()
        self.blockSignals(True)
        self._values = []
        self._items.clear()
        for value, word in choices:
            item = QStandardItem(word)
            item.setData(f"{word} {pinyin.initials(word)}", Qt.ItemDataRole.UserRole)
            self._items.appendRow(item)
            self._values.append(value)
        self.setCurrentIndex(self.findText(typed) if typed else -1)
        self.setEditText(typed)
        self.blockSignals(False)

    def typed(self) -> str:
        return self.currentText().strip()

    def value(self) -> Any:
        index = self.findText(self.typed(), Qt.MatchFlag.MatchFixedString)
        return self._values[index] if index >= 0 else None

    def set_value(self, value: Any) -> None:
        index = self._values.index(value) if value in self._values else -1
        self.setCurrentIndex(index)
        if index < 0:
            self.setEditText("")

    def set_typed(self, typed: str) -> None:
        self.setEditText(typed)

    def fault(self) -> str:
        if self._free or not self.typed() or self.value() is not None:
            return ""
        return say("not_in_list", text=self.typed())
