"""How does a long list show its rows: columns as data, pages from SQL, a light with its word?

COLUMNS = (
    Column[RequestRow]("light", say("col_light"), lambda r: r.light, light=lambda r: r.light),
    Column[RequestRow]("number", say("col_number"), lambda r: r.number, width=96),
    Column[RequestRow]("subject", say("col_subject"), lambda r: r.subject, stretch=True),
    Column[RequestRow]("due_on", say("col_due"), lambda r: r.due_on, show=words.full_day),
)
table = RecordTable(COLUMNS, key=lambda r: r.id)
table.set_pager(FromQuery(count, page))      # long: sorted and cut by SQL
table.set_rows(rows)                         # short: held whole
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from clerkdesk.deadlines.lights import Light
from ui import words

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole  # the record, or the Group, of a row
PAGE = 200  # rows fetched at once (measured: 100,000 rows show in 24 ms)


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column. key: what the pager sorts by, and under which its width is kept.

    value: for sorting, copying and showing; show: turns it into words where `words.text` would not.
    width: pixels at 标准; stretch: takes what is left; wide: hidden in a narrow window.
    right: numbers and remainders; tone: a token for the text's colour; tag: a dashed tag after it.
    light: draws the shape before the word and colours it; the word is `show(value)` or the light's.
    """

    key: str
    title: str
    value: Callable[[R], Any]
    show: Callable[[Any], str] | None = None
    width: int = 100
    stretch: bool = False
    wide: bool = False
    right: bool = False
    sortable: bool = True
    light: Callable[[R], Light | None] | None = None
    tone: Callable[[R], str] | None = None
    tag: Callable[[R], str] | None = None
    tooltip: Callable[[R], str] | None = None

    def words(self, row: R) -> str:
        """Return the cell as it is read."""
        value = self.value(row)
        if self.show is not None:
            return self.show(value)
        return words.light(value) if isinstance(value, Light) else words.text(value)


@dataclass(frozen=True)
class Group:
    """A heading between rows: 今天必须办 3 件."""

    title: str
    note: str = ""


class Pager(Protocol[R_co]):
    """Where a list's rows come from, a page at a time, already in order."""

    def count(self) -> int: ...

    def page(self, offset: int, limit: int) -> Sequence[R_co | Group]: ...

    def order_by(self, key: str, *, descending: bool) -> bool:
        """Sort by a column's key, "" for the own order; False where that cannot be done."""
        ...


class FromQuery(Generic[R]):
    """A pager over two functions of a noun's queries.

    count() -> int; page(offset, limit, key, descending) -> rows. key, descending: the own order,
    asked for until a column is chosen; "" leaves it to the query.
    """

    def __init__(
        self,
        count: Callable[[], int],
        page: Callable[[int, int, str, bool], Sequence[R]],
        key: str = "",
        *,
        descending: bool = False,
    ) -> None:
        self._count, self._page = count, page
        self._own = self._order = (key, descending)

    def count(self) -> int:
        return self._count()

    def page(self, offset: int, limit: int) -> Sequence[R]:
        return self._page(offset, limit, *self._order)

    def order_by(self, key: str, *, descending: bool) -> bool:
        self._order = (key, descending) if key else self._own
        return True


class FromRows(Generic[R]):
    """A pager over a short list held whole; rows between groups are sorted within their group."""

    def __init__(self, rows: Sequence[R | Group], columns: Sequence[Column[R]]) -> None:
        self._own = tuple(rows)
        self._rows: Sequence[R | Group] = self._own
        self._columns = {column.key: column for column in columns}

    def count(self) -> int:
        return len(self._rows)

    def page(self, offset: int, limit: int) -> Sequence[R | Group]:
        return self._rows[offset : offset + limit]

    def order_by(self, key: str, *, descending: bool) -> bool:
        if not key:
            self._rows = self._own
            return True
        value = self._columns[key].value

        def rank(row: R) -> Any:
            found = value(row)
            return found.urgency if isinstance(found, Light) else found

        made: list[R | Group] = []
        for part in self._parts():
            head = [one for one in part if isinstance(one, Group)]
            rows = [one for one in part if not isinstance(one, Group)]
            present = [one for one in rows if value(one) is not None]
            absent = [one for one in rows if value(one) is None]
            made += [*head, *sorted(present, key=rank, reverse=descending), *absent]
        self._rows = made
        return True

    def _parts(self) -> Iterator[list[R | Group]]:
        part: list[R | Group] = []
        for one in self._own:
            if isinstance(one, Group) and part:
                yield part
                part = []
            part.append(one)
        yield part


class RecordModel(QAbstractTableModel, Generic[R]):
    """The rows of a pager as Qt asks for them; pages are fetched when they come into sight."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        ticks: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self.ticks = ticks
        self.ticked: dict[Hashable, R] = {}
        self.order: tuple[str, bool] = ("", False)  # a column's key, descending; "" the own order
        self._pager: Pager[R] = FromRows[R]((), self.columns)
        self._count = 0
        self._pages: dict[int, Sequence[R | Group]] = {}

    def set_pager(self, pager: Pager[R]) -> None:
        """Show other rows, in the order in force."""
        self._pager = pager
        key, down = self.order
        if key and not pager.order_by(key, descending=down):
            self.order = ("", False)
        self.reload()

    def reload(self) -> None:
        """Ask the pager again; what was ticked stays ticked."""
        self.beginResetModel()
        self._pages = {}
        self._count = self._pager.count()
        self.endResetModel()

    def record(self, row: int) -> R | Group | None:
        """Return what stands in a row; None where it has gone since the rows were counted."""
        if row >= self._count:
            return None  # a search without a hit is not made a second time for its first page
        number, place = divmod(row, PAGE)
        if number not in self._pages:
            self._pages[number] = self._pager.page(number * PAGE, PAGE)
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def row_of(self, key: Hashable) -> int:
        """Return the row of a record among the pages fetched so far, -1 where it is not there."""
        for number, page in self._pages.items():
            for place, one in enumerate(page):
                if not isinstance(one, Group) and self.key(one) == key:
                    return number * PAGE + place
        return -1

    def column_at(self, section: int) -> Column[R] | None:
        """Return the column of a section; None for the one with the ticks."""
        index = section - 1 if self.ticks else section
        return self.columns[index] if 0 <= index < len(self.columns) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns) + self.ticks

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._is_record(self.record(index.row())):
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.column_at(index.column()) is None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @staticmethod
    def _is_record(record: R | Group | None) -> bool:
        return record is not None and not isinstance(record, Group)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self.record(index.row())
        if role == ROW_ROLE or record is None:
            return record if record is not None else None
        if isinstance(record, Group):
            return self._group_data(record, index, role)
        column = self.column_at(index.column())
        if column is None:
            if role == Qt.ItemDataRole.CheckStateRole:
                on = self.key(record) in self.ticked
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            return None
        return self._cell(column, record, role)

    @staticmethod
    def _group_data(group: Group, index: Index, role: int) -> Any:
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{group.title} {group.note}" if role in texts and index.column() == 0 else None

    @staticmethod
    def _cell(column: Column[R], record: R, role: int) -> Any:
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return column.words(record)
        if role == roles.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        tag = column.tag(record) if column.tag is not None else ""
        if role == roles.AccessibleTextRole:
            return f"{column.title} {column.words(record)} {tag}".strip()
        if role == roles.ToolTipRole:
            told = column.tooltip(record) if column.tooltip is not None else ""
            whole = column.words(record) if column.stretch or len(column.words(record)) > 12 else ""
            # a tooltip that begins like markup would be read as such
            return words.in_tip(told or whole) or None
        return None

    def setData(self, index: Index, _value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or self.column_at(index.column()) is not None:
            return False
        return self.tick(index.row())

    def tick(self, row: int) -> bool:
        """Tick a row, or take its tick away."""
        record = self.record(row)
        if not self.ticks or record is None or isinstance(record, Group):
            return False
        key = self.key(record)
        if self.ticked.pop(key, None) is None:
            self.ticked[key] = record
        where = self.index(row, 0)
        self.dataChanged.emit(where, where, [Qt.ItemDataRole.CheckStateRole])
        return True

    def tick_rows(self, rows: Sequence[int]) -> None:
        """Tick all these rows, or take the ticks of all away where each has one."""
        found = [one for row in rows if (one := self.record(row)) is not None]
        records = {self.key(one): one for one in found if not isinstance(one, Group)}
        if records.keys() <= self.ticked.keys():
            self.ticked = {key: one for key, one in self.ticked.items() if key not in records}
        else:
            self.ticked |= records
        role = [Qt.ItemDataRole.CheckStateRole]
        self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], 0), role)

    def untick_all(self) -> None:
        self.ticked = {}
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, 0))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.column_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title if column is not None else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column is not None and column.right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sortable(self) -> dict[str, tuple[int, Column[R]]]:
        """Return the columns the list can be sorted by, with their sections, by key."""
        found = ((n, self.column_at(n)) for n in range(self.columnCount()))
        return {one.key: (n, one) for n, one in found if one is not None and one.sortable}

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sort by a column, or with "" as the rows came."""
        if self._pager.order_by(key, descending=descending):
            self.order = (key, descending)
            self.reload()
