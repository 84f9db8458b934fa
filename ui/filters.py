"""How is a long list narrowed: choices in a row, conditions in force as words to be removed?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import cards, theme, words
from ui.buttons import button
from ui.pickers import WordBox

say = words.of("forms")

_BESIDE_WORD = 44  # pixels of a combo that are no word: padding, arrow


@dataclass(frozen=True)
class Filter:
    """One choice. key: under which `values()` holds it; any_word: shown while it restricts nothing.

    name: for screen readers and the chip; choices: (value, word); rare: hidden in a narrow window
    until asked for.
    """

    key: str
    name: str
    any_word: str
    choices: Callable[[], Iterable[tuple[Any, str]]]
    width: int = 118
    rare: bool = False


class FilterRow(QWidget):
    """The row of choices; below it what is in force, each with a cross, and how many there are."""

    changed = Signal()

    def __init__(self, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters = {one.key: one for one in filters}
        self._values: dict[str, list[Any]] = {}
        self._combos: dict[str, WordBox] = {}
        self._narrow = self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in filters:
            combo = theme.role(WordBox(), "body")
            combo.setAccessibleName(one.name)
            combo.setToolTip(one.name)
            combo.setMaxVisibleItems(16)
            combo.setSizeAdjustPolicy(
                WordBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            combo.currentIndexChanged.connect(lambda _index: self._changed())
            self._combos[one.key] = combo
            row.addWidget(combo)
        self.more = button(say("more_filters"), self._toggle, kind="link", icon="filter")
        row.addWidget(self.more)
        row.addStretch(0)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(8)
        row.addLayout(self._beside)
        column.addLayout(row)
        self._in_force = QHBoxLayout()
        self._in_force.setSpacing(6)
        self.summary = cards.text(role="small", tone="text2")
        under = QHBoxLayout()
        under.addLayout(self._in_force)
        under.addStretch(1)
        under.addWidget(self.summary)
        column.addLayout(under)
        self.fill()

    def add_beside(self, widget: QWidget) -> None:
        """Put something of the page's own at the right end of the choices."""
        self._beside.addWidget(widget)

    def fill(self) -> None:
        """Ask for the choices again (a new section, a new person); what is chosen stays."""
        chosen = self.values()
        for key, one in self._filters.items():
            combo = self._combos[key]
            combo.blockSignals(True)
            combo.clear()
            pairs = [(None, one.any_word), *one.choices()]
            self._values[key] = [value for value, _word in pairs]
            combo.addItems([word for _value, word in pairs])
            combo.setCurrentIndex(self._place(key, chosen.get(key)))
            combo.blockSignals(False)
        self._arrange()
        self.measure()
        self._show_in_force()

    def measure(self) -> None:
        """Take the widths of the text size in use."""
        metrics = QFontMetrics(theme.font("body"))
        for key, one in self._filters.items():
            wide = metrics.horizontalAdvance(one.any_word) + _BESIDE_WORD
            self._combos[key].setMinimumWidth(wide)
            self._combos[key].setMaximumWidth(max(wide, theme.scaled(one.width)))

    def _place(self, key: str, value: Any) -> int:
        values = self._values[key]
        return values.index(value) if value in values else 0

    def values(self) -> dict[str, Any]:
        """Return what is chosen by key; None where nothing is."""
        return {
            key: self._values[key][combo.currentIndex()] if self._values.get(key) else None
            for key, combo in self._combos.items()
        }

    def set_value(self, key: str, value: Any) -> None:
        """Choose; None takes the condition away."""
        self._combos[key].setCurrentIndex(self._place(key, value))

    def clear(self) -> None:
        for key in self._combos:
            self._combos[key].blockSignals(True)
            self._combos[key].setCurrentIndex(0)
            self._combos[key].blockSignals(False)
        self._changed()

    def in_words(self) -> list[str]:
        """Return the conditions in force as they are called."""
        chosen = self.values()
        return [c.currentText() for key, c in self._combos.items() if chosen[key] is not None]

    def any_in_force(self) -> bool:
        return any(value is not None for value in self.values().values())

    def tell(self, sentence: str) -> None:
        """Say at the right how many there are, in which order."""
        self.summary.setText(sentence)

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self._arrange()

    def _toggle(self) -> None:
        self._all = not self._all
        self._arrange()

    def _arrange(self) -> None:
        for key, combo in self._combos.items():
            rare = self._filters[key].rare and self.values()[key] is None
            some = len(self._values.get(key, ())) > 1  # else there is nothing to choose
            combo.setVisible(some and (self._all or not (self._narrow and rare)))
        self.more.setVisible(self._narrow and any(one.rare for one in self._filters.values()))
        self.more.setText(say("fewer_filters" if self._all else "more_filters"))

    def _changed(self) -> None:
        self._show_in_force()
        self._arrange()
        self.changed.emit()

    def _show_in_force(self) -> None:
        cards.clear(self._in_force)
        for key, value in self.values().items():
            if value is None:
                continue
            word = words.literal(self._combos[key].currentText())
            if len(word) > 12:
                word = word[:11] + "…"
            chip = button(word, lambda key=key: self.set_value(key, None), kind="small")  # type: ignore[misc]
            chip.setAccessibleName(say("remove_condition", name=self._filters[key].name, word=word))
            chip.setToolTip(chip.accessibleName())
            self._in_force.addWidget(chip)
        if self.any_in_force():
            self._in_force.addWidget(button(say("clear_filters"), self.clear, kind="link"))
