"""How is a list looked at and worked with: painted rows, keys, ticks, copying, opening?"""

import zlib
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QByteArray, QItemSelectionModel, QModelIndex, QSettings, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui import theme, words
from ui.row_delegate import PADDING, RowDelegate
from ui.tables import Column, FromRows, Group, Index, Pager, R, RecordModel

TICKS_WIDTH = 32
STRETCH_LEAST = 140  # what is left of a stretching column before the wide ones go


class RecordTable(QTableView, Generic[R]):
    """A list of records: Enter or double-click opens, Space ticks, Ctrl+C copies for a sheet."""

    opened = Signal(object)  # the record
    current_changed = Signal(object)  # the record or None
    ticked_changed = Signal(int)  # how many
    loaded = Signal(int)  # how many rows there are

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        name: str,
        ticks: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """key: what a record is recognised by after a reload; name: for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.records: RecordModel[R] = RecordModel(columns, key, ticks=ticks, parent=self)
        self._key = key
        self.setItemDelegate(RowDelegate(self))
        self.setModel(self.records)
        self._set_up()
        self._narrow = False
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)
        selection = self.selectionModel()
        selection.currentRowChanged.connect(
            lambda *_rows: self.current_changed.emit(self.current())
        )
        self.records.modelReset.connect(self._show_groups)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = theme.role(self.horizontalHeader(), "label")
        head.setHighlightSections(False)
        # a head that watched the selection would ask every row of a long list for its flags
        head.setSelectionModel(QItemSelectionModel(self.records, head))
        head.setSectionsMovable(True)
        head.setSortIndicatorShown(False)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(TICKS_WIDTH)
        self.measure()

    def measure(self) -> None:
        """Take the heights and widths of the text size in use."""
        self._body = theme.body_size()
        self.verticalHeader().setDefaultSectionSize(theme.height())
        for section in range(self.records.columnCount()):
            self._size_section(self.horizontalHeader(), section)

    def _size_section(self, head: QHeaderView, section: int) -> None:
        column = self.records.column_at(section)
        if column is None:
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(section, TICKS_WIDTH)
        elif column.stretch:
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        else:
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(section, theme.scaled(column.width))

    def _sort(self, section: int) -> None:
        column = self.records.column_at(section)
        if column is None or not column.sortable:
            return
        head = self.horizontalHeader()
        again = head.isSortIndicatorShown() and head.sortIndicatorSection() == section
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        order = down if again and head.sortIndicatorOrder() == up else up
        head.setSortIndicatorShown(True)
        head.setSortIndicator(section, order)
        with _Kept(self):
            self.records.sort(section, order)

    def set_pager(self, pager: Pager[R]) -> None:
        """Show other rows; the selected record stays selected where it is still there."""
        with _Kept(self):
            self.records.set_pager(pager)

    def set_rows(self, rows: Sequence[R | Group]) -> None:
        self.set_pager(FromRows[R](rows, self.records.columns))

    def reload(self) -> None:
        with _Kept(self):
            self.records.reload()

    def _show_groups(self) -> None:
        self.clearSpans()
        count = self.records.rowCount()
        # groups come with short lists only; a long one is never walked through
        for row in range(min(count, 1000) if isinstance(self.records.record(0), Group) else 0):
            if isinstance(self.records.record(row), Group):
                self.setSpan(row, 0, 1, self.records.columnCount())
                self.setRowHeight(row, theme.height(28))
            else:
                self.setRowHeight(row, theme.height())
        self.loaded.emit(count)

    def count(self) -> int:
        return self.records.rowCount()

    def current(self) -> R | None:
        """Return the record the cursor is on."""
        return self._record(self.currentIndex())

    def _record(self, index: Index) -> R | None:
        record = self.records.record(index.row()) if index.isValid() else None
        return None if isinstance(record, Group) else record

    def selected(self) -> tuple[R, ...]:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self.records.record(row) for row in rows)
        return tuple(one for one in found if one is not None and not isinstance(one, Group))

    def ticked(self) -> tuple[R, ...]:
        return tuple(self.records.ticked.values())

    def untick_all(self) -> None:
        self.records.untick_all()
        self.ticked_changed.emit(0)

    def select(self, key: Hashable) -> bool:
        """Put the cursor on a record; False where it is not among the rows in sight."""
        row = self.records.row_of(key)
        if row < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag
        where = self.records.index(row, 0)
        self.selectionModel().setCurrentIndex(where, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(where)
        return True

    def select_first(self) -> None:
        for row in range(min(self.count(), 3)):
            record = self.records.record(row)
            if record is not None and not isinstance(record, Group):
                self.select(self._key(record))
                return

    def set_narrow(self, *, narrow: bool) -> None:
        """Hide the columns marked wide, or show them again where there is room for them."""
        self._narrow = narrow
        self._give_way()

    def _give_way(self) -> None:
        """Wide columns go before the stretching one gets too small to be read."""
        columns = [(n, self.records.column_at(n)) for n in range(self.records.columnCount())]
        need = sum(
            theme.scaled(STRETCH_LEAST if column.stretch else column.width)
            if column is not None
            else TICKS_WIDTH
            for _section, column in columns
        )
        hide = self._narrow or need > self.viewport().width()
        for section, column in columns:
            if column is not None and column.wide and self.isColumnHidden(section) != hide:
                self.setColumnHidden(section, hide)
        self._stretch_or_scroll()

    def _stretch_or_scroll(self) -> None:
        """Let the stretching column keep its least width and the list scroll."""
        head = self.horizontalHeader()
        least = theme.scaled(STRETCH_LEAST)
        shown = [n for n in range(self.records.columnCount()) if not self.isColumnHidden(n)]
        stretching = [
            n for n in shown if (c := self.records.column_at(n)) is not None and c.stretch
        ]
        others = sum(head.sectionSize(n) for n in shown if n not in stretching)
        room = self.viewport().width() - others >= least * len(stretching)
        for section in stretching:
            mode = QHeaderView.ResizeMode.Stretch if room else QHeaderView.ResizeMode.Interactive
            if head.sectionResizeMode(section) != mode:
                head.setSectionResizeMode(section, mode)
            if not room:
                head.resizeSection(section, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def copied(self) -> str:
        """Return the selected rows as tab-separated text, with the heads, for a spreadsheet."""
        columns = [
            column
            for section in range(self.records.columnCount())
            if not self.isColumnHidden(section)
            and (column := self.records.column_at(section)) is not None
        ]
        lines = ["\t".join(column.title for column in columns)]
        for record in self.selected():
            cells = (column.words(record) for column in columns)
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        return "\n".join(lines) + "\n"

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes in finds a row marked that Enter opens."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.current() is None:
            self.select_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space and self.records.ticks:
            self._tick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if (record := self._record(index)) is not None:
            self.opened.emit(record)

    def _double_clicked(self, index: QModelIndex) -> None:
        if self.records.column_at(index.column()) is not None:  # two ticks are not an opening
            self._open(index)

    def _clicked(self, index: QModelIndex) -> None:
        if self.records.ticks and self.records.column_at(index.column()) is None:
            self._tick(index)

    def _tick(self, index: QModelIndex) -> None:
        if index.isValid() and self.records.tick(index.row()):
            self.ticked_changed.emit(len(self.records.ticked))

    def keep_columns(self, settings: QSettings, place: str) -> None:
        """Remember order and widths of the columns for this account."""
        settings.setValue(self._columns_key(place), self.horizontalHeader().saveState())

    def restore_columns(self, settings: QSettings, place: str) -> None:
        kept = settings.value(self._columns_key(place))
        if isinstance(kept, QByteArray) and self.horizontalHeader().restoreState(kept):
            self._give_way()

    def _columns_key(self, place: str) -> str:
        """Widths belong to a text size, an order to the columns there were."""
        keys = ",".join(column.key for column in self.records.columns)
        return f"columns/{place}-{self._body}-{zlib.crc32(keys.encode()):08x}"

    def room(self) -> dict[str, tuple[int, int]]:
        """Return, by column key, the width the widest light or day needs and the width there is.

        For the tests that nothing which must be read whole is ever elided.
        """
        metrics = QFontMetrics(theme.font("body"))
        widest = max(metrics.horizontalAdvance(word) for word in words.terms("light").values())
        found = {}
        for section in range(self.records.columnCount()):
            column = self.records.column_at(section)
            if column is None or self.isColumnHidden(section):
                continue
            head = QFontMetrics(theme.font("label")).horizontalAdvance(column.title)
            need = max(head, widest + 22 if column.light is not None and not column.right else 0)
            found[column.key] = (need + 2 * PADDING, self.columnWidth(section))
        return found


class _Kept:
    """Keeps the selected record and the place in the list over a reload."""

    def __init__(self, table: RecordTable[Any]) -> None:
        self._table = table

    def __enter__(self) -> None:
        current = self._table.current()
        self._had = current is not None
        self._was = self._table.records.key(current) if current is not None else None
        self._top = self._table.verticalScrollBar().value()

    def __exit__(self, *_fault: object) -> None:
        table = self._table
        table.verticalScrollBar().setValue(self._top)
        if self._had:
            first = max(0, table.rowAt(0))
            for row in (0, first, first + 100):  # the pages in sight
                if row < table.count():
                    table.records.record(row)
            table.select(self._was)
