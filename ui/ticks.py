"""How are several of a few fixed answers chosen: a box for each, two beside one another?"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import words
from ui.editors import Choices, Tick

say = words.of("forms")

_COLUMNS = 2


class Ticks(QWidget):
    """An editor whose value is the tuple of what is ticked, in the order of the choices."""

    changed = Signal()

    def __init__(self, choices: Choices, *, columns: int = _COLUMNS) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self._boxes: dict[Any, Tick] = {}
        for place, (value, word) in enumerate(choices):
            box = Tick(word)
            box.changed.connect(self.changed.emit)
            self._boxes[value] = box
            grid.addWidget(box, place // columns, place % columns)
        grid.setColumnStretch(columns, 1)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def name_parts(self, label: str) -> None:
        """Say each box by its own word, not by the label of them all."""
        for box in self._boxes.values():
            box.setAccessibleName(say("part", label=label, word=box.text()))

    def value(self) -> tuple[Any, ...]:
        return tuple(value for value, box in self._boxes.items() if box.value())

    def set_value(self, value: Any) -> None:
        chosen = set(value or ())
        for known, box in self._boxes.items():
            box.set_value(known in chosen)

    def fault(self) -> str:
        return ""
