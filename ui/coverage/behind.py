"""What lies behind the square of a picture one stands on: a sentence and its rows below it.

room = PictureRoom(GridPicture(...), RecordTable(...), verb)
"""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import cards, theme
from ui.coverage.grid import GridPicture
from ui.pages import Room
from ui.table_view import RecordTable

_LOW, _HIGH = 96, 152  # pixels of the rows: one, and four


class PictureRoom(QWidget):
    """Enter or a double click on a square leads into its rows, Esc leads back."""

    def __init__(
        self, picture: GridPicture, rows: RecordTable[Any], verb: QPushButton | None = None
    ) -> None:
        """verb: what may be done about the square; shown by whoever fills the rows."""
        super().__init__()
        self.picture, self.rows, self.verb = picture, rows, verb
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.square = cards.text(role="label", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.square, 1)
        if verb is not None:
            row.addWidget(verb)
        column.addWidget(picture, 1)
        column.addLayout(row)
        column.addWidget(rows)
        rows.setMinimumHeight(theme.height(92))
        rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        picture.opened.connect(lambda _row, _column: self.step_in())

    def step_in(self) -> None:
        """Go into the rows, if there are any."""
        if self.rows.count():
            if self.rows.current() is None:
                self.rows.select_first()
            self.rows.setFocus()

    def step_out(self) -> bool:
        """Back to the picture; False where one was not among the rows."""
        if not self.rows.hasFocus():
            return False
        self.picture.setFocus()
        return True

    def tell(self, sentence: str) -> None:
        self.square.setText(sentence)

    def set_room(self, room: Room) -> None:
        self.rows.set_narrow(narrow=room is Room.NARROW)
        self.rows.setMaximumHeight(theme.height(_LOW if room is Room.NARROW else _HIGH))
