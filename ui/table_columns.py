"""How wide are the columns of a list, which give way first, and what is kept of them?"""

import zlib
from typing import Any

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from ui import theme, words
from ui.row_delegate import PADDING
from ui.tables import RecordModel

TICKS_WIDTH = 32
STRETCH_LEAST = 140  # what is left of a stretching column before the wide ones go


class Columns:
    """The columns of one table: their widths at a text size, and who hides for whom."""

    def __init__(self, table: QTableView, records: RecordModel[Any]) -> None:
        self._table, self._records = table, records
        self._head = table.horizontalHeader()
        self._narrow = False
        self._body = theme.body_size()
        self._head.setMinimumSectionSize(TICKS_WIDTH)

    def measure(self) -> None:
        """Take the widths of the text size in use."""
        self._body = theme.body_size()
        for section in range(self._records.columnCount()):
            column = self._records.column_at(section)
            if column is None:
                self._head.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
                self._head.resizeSection(section, TICKS_WIDTH)
            elif column.stretch:
                self._head.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
            else:
                self._head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
                self._head.resizeSection(section, theme.scaled(column.width))

    def set_narrow(self, *, narrow: bool) -> None:
        """Hide the columns marked wide, or show them again where there is room for them."""
        self._narrow = narrow
        self.give_way()

    def give_way(self) -> None:
        """Wide columns go before the stretching one gets too small to be read."""
        columns = [(n, self._records.column_at(n)) for n in range(self._records.columnCount())]
        need = sum(
            theme.scaled(STRETCH_LEAST if column.stretch else column.width)
            if column is not None
            else TICKS_WIDTH
            for _section, column in columns
        )
        hide = self._narrow or need > self._table.viewport().width()
        for section, column in columns:
            hidden = self._table.isColumnHidden(section)
            if column is not None and column.wide and hidden != hide:
                self._table.setColumnHidden(section, hide)
        self._stretch_or_scroll()

    def _stretch_or_scroll(self) -> None:
        """Let the stretching column keep its least width and the list scroll."""
        least = theme.scaled(STRETCH_LEAST)
        shown = [
            (n, self._records.column_at(n))
            for n in range(self._records.columnCount())
            if not self._table.isColumnHidden(n)
        ]
        stretching = [n for n, column in shown if column is not None and column.stretch]
        others = sum(self._head.sectionSize(n) for n, _column in shown if n not in stretching)
        room = self._table.viewport().width() - others >= least * len(stretching)
        for section in stretching:
            mode = QHeaderView.ResizeMode.Stretch if room else QHeaderView.ResizeMode.Interactive
            if self._head.sectionResizeMode(section) != mode:
                self._head.setSectionResizeMode(section, mode)
            if not room:
                self._head.resizeSection(section, least)

    def keep(self, settings: QSettings, place: str) -> None:
        """Remember order and widths for this account."""
        settings.setValue(self._key(place), self._head.saveState())

    def restore(self, settings: QSettings, place: str) -> None:
        kept = settings.value(self._key(place))
        if isinstance(kept, QByteArray) and self._head.restoreState(kept):
            self.give_way()

    def _key(self, place: str) -> str:
        """Widths belong to a text size, an order to the columns there were."""
        keys = ",".join(column.key for column in self._records.columns)
        return f"columns/{place}-{self._body}-{zlib.crc32(keys.encode()):08x}"

    def room(self) -> dict[str, tuple[int, int]]:
        """Return, by column key, the width the widest light or day needs and the width there is.

        For the tests that nothing which must be read whole is ever elided.
        """
        metrics = QFontMetrics(theme.font("body"))
        widest = max(metrics.horizontalAdvance(word) for word in words.terms("light").values())
        found = {}
        for section in range(self._records.columnCount()):
            column = self._records.column_at(section)
            if column is None or self._table.isColumnHidden(section):
                continue
            head = QFontMetrics(theme.font("label")).horizontalAdvance(column.title)
            need = max(head, widest + 22 if column.light is not None and not column.right else 0)
            found[column.key] = (need + 2 * PADDING, self._table.columnWidth(section))
        return found
