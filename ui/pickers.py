"""How is one word out of many chosen by keyboard: by its initials, by a part of it, from a list?"""

from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractProxyModel,
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QCompleter, QWidget

from ui import pinyin, theme, words
from ui.typed_keys import leads_nowhere

say = words.of("forms")

Choices = Iterable[tuple[Any, str]]  # (value, word)

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ONE_WORD_MS = 1000  # letters typed closer together belong to one word


def found_by(word: str) -> str:
    """Return all by which a word is found: itself, its initials with and without signs."""
    letters = pinyin.initials(word)
    plain = "".join(one for one in letters if one.isalnum())
    return f"{word} {letters} {plain}"


class WordBox(QComboBox):
    """A list of fixed words; letters lead to the word of these initials, open or closed.

    The wheel scrolls the page it stands on: a choice never changes because somebody scrolled.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._letters, self._since = "", QElapsedTimer()
        self._heard = False

    def showPopup(self) -> None:
        if not self._heard:  # the list is made when it is first opened: forms have many
            self._heard = True
            self.view().installEventFilter(self)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._called(event, self.currentIndex())
        if row is None:
            super().keyPressEvent(event)
        elif row >= 0:
            self.setCurrentIndex(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Find by initials in the open list too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            view = self.view()
            row = self._called(event, view.currentIndex().row())
            if row is not None:
                if row >= 0:
                    view.setCurrentIndex(self.model().index(row, self.modelColumn()))
                return True
        return super().eventFilter(watched, event)

    def _called(self, event: QKeyEvent, here: int) -> int | None:
        """Return the row of the typed initials, -1 where there is none, None for other keys."""
        letter = event.text().lower()
        if not (letter.isascii() and letter.isalnum()) or event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            return None
        fresh = not self._since.isValid() or self._since.elapsed() > _ONE_WORD_MS
        self._letters = letter if fresh else self._letters + letter
        self._since.start()
        again = set(self._letters) == {letter}  # the same letter once more: the next such word
        wanted = letter if again else self._letters
        first = here + 1 if again else max(here, 0)
        order = [(first + step) % self.count() for step in range(self.count())]
        plain = [found_by(self.itemText(row)).rpartition(" ")[2] for row in range(self.count())]
        starts = (row for row in order if plain[row].startswith(wanted))
        return next(starts, next((row for row in order if wanted in plain[row]), -1))


class _ByNameOrInitials(QCompleter):
    """Finds by any part of a name or by its pinyin initials, completes to the name."""

    def __init__(self, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(Qt.ItemDataRole.UserRole)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(12)
        self.list.setObjectName("popup")

    @property
    def list(self) -> QAbstractItemView:
        popup = self.popup()
        if popup is None:
            raise RuntimeError("a completer without its list")
        return popup

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class Picker(QComboBox):
    """A name out of many (person, unit, applicant): typed in part or by initials, or chosen.

    ↓ opens the list. In the open list Enter and Tab take what is marked, or the first that fits;
    Esc closes it and brings back what was typed. Left with only one that fits, that one is taken.
    free: what is not in the list is accepted too; `value()` is then None and `typed()` the text.
    """

    changed = Signal()

    def __init__(
        self, choices: Choices = (), *, free: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme.role(self, "body")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._free = free
        self._values: list[Any] = []
        self._own = ""  # what was typed before the list was gone through
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._made: _ByNameOrInitials | None = None
        if (line := self.lineEdit()) is not None:
            theme.role(line, "body")
            line.textEdited.connect(self._typed_in)
        self.set_choices(choices)
        self.editTextChanged.connect(lambda _text: self.changed.emit())

    @property
    def _finder(self) -> _ByNameOrInitials:
        """Made when somebody comes to the field: a form has many, and few are gone to."""
        if self._made is None:
            self._made = _ByNameOrInitials(self._items, self)
            self.setCompleter(self._made)
            self._made.list.installEventFilter(self)
            cast(QApplication, QApplication.instance()).focusChanged.connect(self._focus_moved)
        return self._made

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Close the open list where a key like Alt+S led elsewhere, and hear of the leaving.

        Qt keeps the leaving from a field whose list is open: the list would stay above another
        field, take its keys, and be there still when the form is gone.
        """
        shown = self._finder.list
        if new is None or not shown.isVisible() or new in (self, self.lineEdit(), shown):
            return
        shown.hide()
        left = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason)
        QApplication.sendEvent(self, left)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._made is not None:
            self._made.list.hide()
        super().hideEvent(event)

    def completer(self) -> QCompleter:
        return self._finder

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.completer()
        super().focusInEvent(event)

    def set_choices(self, choices: Choices) -> None:
        """Replace the list; what is typed stays."""
        typed = self.currentText()
        quiet = self.blockSignals(True)
        self._values = []
        self._items.clear()
        for value, word in choices:
            item = QStandardItem(word)
            item.setData(found_by(word), Qt.ItemDataRole.UserRole)
            self._items.appendRow(item)
            self._values.append(value)
        self.setCurrentIndex(self.findText(typed) if typed else -1)
        self.setEditText(typed)
        self.blockSignals(quiet)

    def _show_beginning(self) -> None:
        """A name longer than the field is known by how it begins."""
        line = self.lineEdit()
        if line is not None and not line.hasFocus():
            line.setCursorPosition(0)

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
        self._show_beginning()

    def set_typed(self, typed: str) -> None:
        self.setEditText(typed)

    def fault(self) -> str:
        if self._free or not self.typed() or self.value() is not None:
            return ""
        return say("not_in_list", text=self.typed())

    # keys

    def open_list(self) -> None:
        """Show what fits to what was typed; all where nothing was, or a whole name."""
        self._own = self.currentText()
        row = self.findText(self.typed()) if self.typed() else -1
        self._finder.setCompletionPrefix("" if row >= 0 else self.typed())
        if not self._finder.completionCount():
            self._finder.setCompletionPrefix("")
        self._finder.complete()
        if row >= 0:
            self._finder.list.setCurrentIndex(self._finder.completionModel().index(row, 0))

    def _search(self) -> None:
        """Show what fits to the whole text, where anything does."""
        self._finder.setCompletionPrefix(self.typed())
        if self.typed() and self._finder.completionCount():
            self._finder.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.completer()
        opens = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4)
        if opens and not self._finder.list.isVisible():
            self.open_list()
        elif event.matches(QKeySequence.StandardKey.Paste):
            super().keyPressEvent(event)
            self._search()  # Qt searches for what is typed alone
        elif not leads_nowhere(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        away = event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if away:
            self._take_the_only_one()
        super().focusOutEvent(event)
        if away:
            self._show_beginning()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer Enter, Tab and Esc in the open list."""
        if self._made is not None and isinstance(event, QKeyEvent):
            key, pressed = event.key(), event.type() == QEvent.Type.KeyPress
            if pressed and key in (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._take_marked()
                if key not in _ENTER:
                    self.focusNextPrevChild(key == Qt.Key.Key_Tab)
                return True
            if pressed and key == Qt.Key.Key_Escape:
                self._finder.list.hide()
                self.setEditText(self._own)
                return True
        return super().eventFilter(watched, event)

    def _typed_in(self, text: str) -> None:
        self._own = text

    def _take_marked(self) -> None:
        shown = self._finder.list
        index = shown.currentIndex()
        fits = bool(self._finder.completionPrefix()) or not self.typed()
        if not index.isValid() and not self._free and fits:
            index = self._finder.completionModel().index(0, 0)
        shown.hide()
        proxy = self._finder.completionModel()
        if index.isValid() and isinstance(proxy, QAbstractProxyModel):
            self._choose(proxy.mapToSource(index).row())

    def _take_the_only_one(self) -> None:
        typed = self.typed().lower()
        if self._free or not typed or self.value() is not None:
            return
        fitting = [
            row
            for row in range(self._items.rowCount())
            if typed in str(self._items.item(row).data(Qt.ItemDataRole.UserRole)).lower()
        ]
        if len(fitting) == 1:
            self._choose(fitting[0])

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(row)
        self.setEditText(self.itemText(row))
        self._own = self.itemText(row)
