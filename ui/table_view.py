"""How is a list looked at and worked with: painted rows, keys, ticks, copying, opening?"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Generic

from PySide6.QtCore import (
    QItemSelectionModel,
    QMetaMethod,
    QModelIndex,
    QPoint,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from ui import table_menu, theme
from ui.row_delegate import RowDelegate
from ui.table_columns import Columns
from ui.tables import Column, FromRows, Group, Index, Pager, R, RecordModel

MOST_TICKED = 2_000  # rows ticked at once; an office's year has not so many


class RecordTable(QTableView, Generic[R]):
    """A list of records: Enter or double-click opens, Space ticks, Ctrl+C copies for a sheet.

    Ctrl+Shift+L or the menu key sorts, as a click on a head does.
    """

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
        self.columns = Columns(self, self.records)
        self.measure()
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)
        selection = self.selectionModel()
        selection.currentRowChanged.connect(
            lambda *_rows: self.current_changed.emit(self.current())
        )
        self.records.modelReset.connect(self._show_groups)
        self._sort_act = QAction(self)
        self._sort_act.setShortcut(QKeySequence(table_menu.SORT_KEYS))
        self._sort_act.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._sort_act.triggered.connect(lambda _on=False: self._ask_order())
        self.addAction(self._sort_act)

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

    def measure(self) -> None:
        """Take the heights and widths of the text size in use."""
        self.verticalHeader().setDefaultSectionSize(theme.height())
        self.columns.measure()

    def sort_by(self, key: str) -> None:
        """Sort by a column, the other way round where it is sorted by it; "" as the rows came."""
        now, down = self.records.order
        with _Kept(self):
            self.records.sort_by(key, descending=key == now and not down)
        self._show_order()

    def _sort(self, section: int) -> None:
        column = self.records.column_at(section)
        if column is not None and column.sortable:
            self.sort_by(column.key)

    def _ask_order(self) -> None:
        if self.records.sortable():
            table_menu.show(self._orders(), self, QPoint())

    def _orders(self) -> QMenu:
        return table_menu.orders(self, self.records, self.sort_by)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key asks about the row of the cursor, the mouse about the row under it."""
        at = event.pos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            at = self.visualRect(self.currentIndex()).bottomLeft()
            at.setX(max(at.x(), 0))
        menu = table_menu.acts(self, self._offered())
        if self.records.sortable():
            menu.addMenu(self._orders())
        table_menu.show(menu, self, at)

    def _offered(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield what can be done with the row under the cursor, by the key of its word."""
        if self.current() is None:
            return
        if self.isSignalConnected(QMetaMethod.fromSignal(self.opened)):
            yield "open", self.open_current
        if self.records.ticks:
            yield "tick", self.tick_selected
        yield "copy", self.copy

    def _show_order(self) -> None:
        key, down = self.records.order
        head, there = self.horizontalHeader(), self.records.sortable()
        head.setSortIndicatorShown(key in there)
        if key in there:
            way = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(there[key][0], way)

    def set_pager(self, pager: Pager[R]) -> None:
        """Show other rows; the selected record stays selected where it is still there."""
        with _Kept(self):
            self.records.set_pager(pager)
        self._show_order()

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
        self.columns.set_narrow(narrow=narrow)

    def restore(self, settings: QSettings, place: str) -> None:
        """Take order and widths of the columns as they were left."""
        self.columns.restore(settings, place)
        self._show_order()  # the head keeps its mark as well; the rows do not come in that order

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.give_way()

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

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.copied())

    def open_current(self) -> None:
        self._open(self.currentIndex())

    def tick_selected(self) -> None:
        """Tick every selected row, or none; of a very long selection the first `MOST_TICKED`."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(place) for place in range(chosen.size())]
        rows = sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})
        if len(rows) > 1 and self.records.ticks:
            self.records.tick_rows(rows[:MOST_TICKED])
            self.ticked_changed.emit(len(self.records.ticked))
        else:
            self._tick(self.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes in finds a row marked that Enter opens."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.current() is None:
            self.select_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.open_current()
        elif event.key() == Qt.Key.Key_Space and self.records.ticks:
            self.tick_selected()
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
