"""How does the side bar show the pages: icon, word, how many with the worst light?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.deadlines.lights import Light
from ui import cards, icons, lights, theme, words
from ui.tables import Index
from ui.tokens import color

say = words.of("main")

WIDE, NARROW = 168, 92
ITEM_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class SideCount:
    """How many matters wait on a page, and the worst light among them."""

    count: int
    light: Light | None = None


@dataclass(frozen=True)
class SideItem:
    """One page of the bar. group: a hairline between two groups; keys: shown at its right."""

    key: str
    icon: str
    group: int = 0
    keys: str = ""

    @property
    def word(self) -> str:
        return say(f"page_{self.key}")

    @property
    def short(self) -> str:
        return say(f"short_{self.key}")


class SideModel(QAbstractListModel):
    def __init__(self, items: Sequence[SideItem], parent: QWidget) -> None:
        super().__init__(parent)
        self.items = tuple(items)
        self.counts: dict[str, SideCount] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.word
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(item)
        return None

    def _spoken(self, item: SideItem) -> str:
        count = self.counts.get(item.key)
        if count is None or not count.count:
            return item.word
        if count.light is None:
            return say("side_plain", page=item.word, count=count.count)
        light = words.light(count.light)
        return say("side_count", page=item.word, light=light, count=count.count)

    def set_counts(self, counts: dict[str, SideCount]) -> None:
        self.counts = counts
        if self.items:
            self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))


class SideDelegate(QStyledItemDelegate):
    """Paints one page; the selected one is the only bold word of the window."""

    narrow = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        item: SideItem = index.data(ITEM_ROLE)
        base = theme.height(29 if item.keys else 31 if self.narrow else 36)
        return QSize(NARROW, base + (13 if self._opens_group(index) else 0))

    @staticmethod
    def _opens_group(index: Index) -> bool:
        if index.row() == 0:
            return False
        before = index.model().index(index.row() - 1, 0).data(ITEM_ROLE)
        return bool(before.group != index.data(ITEM_ROLE).group)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: SideItem = index.data(ITEM_ROLE)
        rect = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if self._opens_group(index):
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(rect.left() + 12, rect.top() + 6, rect.right() - 12, rect.top() + 6)
            rect.setTop(rect.top() + 13)
        if selected:
            painter.fillRect(rect, color("surf"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color("acc"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("acc"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        ink = color("acc" if selected else "text")
        left = 12 if self.narrow else 16
        mark = QRectF(rect.left() + left, rect.center().y() - 8, 17, 17)
        icons.paint(painter, item.icon, mark, ink if selected else color("text2"))
        area = rect.adjusted(left + (24 if self.narrow else 28), 0, -12, 0)
        painter.setFont(theme.font("label" if item.keys else "body", bold=selected))
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(middle), item.short if self.narrow else item.word)
        self._at_the_right(painter, rect, item, index)
        painter.restore()

    def _at_the_right(self, painter: QPainter, rect: QRect, item: SideItem, index: Index) -> None:
        model = index.model()
        count = model.counts.get(item.key) if isinstance(model, SideModel) else None
        painter.setFont(theme.font("small"))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        if item.keys and not self.narrow:
            painter.setPen(color("text3"))
            painter.drawText(rect.adjusted(0, 0, -12, 0), right, item.keys)
        if count is None or not count.count:
            return
        number = "" if self.narrow else str(count.count)
        painter.setPen(color("text2" if count.light is None else lights.INK[count.light][0]))
        inset = 6 if self.narrow else 14
        painter.drawText(rect.adjusted(0, 0, -inset, 0), right, number)
        if count.light is not None:
            width = painter.fontMetrics().horizontalAdvance(number) + (4 if number else 0)
            place = QRectF(rect.right() - inset - width - 12, rect.center().y() - 5.5, 12, 12)
            lights.draw(painter, count.light, place)


class SideList(QListView):
    chosen = Signal(str)

    def __init__(self, items: Sequence[SideItem], name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.pages = SideModel(items, self)
        self.look = SideDelegate(self)
        self.setItemDelegate(self.look)
        self.setModel(self.pages)
        # the arrows go through the pages; marked is the one that is open, and no other
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # no room for one
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._chosen)
        self.activated.connect(self._chosen)

    def _chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.pages.items[index.row()].key)

    def show_page(self, key: str) -> None:
        """Mark the page that is open; nothing is marked where it is not of this list."""
        for row, item in enumerate(self.pages.items):
            if item.key == key:
                index = self.pages.index(row)
                self.setCurrentIndex(index)
                clear = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().select(index, clear)
                return
        self.clearSelection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who comes back begins at the page that is open."""
        super().focusOutEvent(event)
        for index in self.selectedIndexes():
            self.setCurrentIndex(index)

    def whole_height(self) -> int:
        return sum(self.sizeHintForRow(row) for row in range(self.pages.rowCount())) + 4


class SideBar(QFrame):
    """Office name on top, pages below it, settings and help at the foot."""

    chosen = Signal(str)

    def __init__(
        self, items: Sequence[SideItem], foot: Sequence[SideItem], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 1, 8)
        column.setSpacing(0)
        self.office = cards.text(role="label", wrap=True)
        self.program = cards.text(say("program"), role="small", tone="text3")
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(16, 0, 6, 8)
        head.setSpacing(3)
        head.addWidget(self.office)
        head.addWidget(self.program)
        self.list = SideList(items, say("side_name"), self)
        self.foot = SideList(foot, say("side_foot_name"), self)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        self.list.chosen.connect(self.chosen)
        self.foot.chosen.connect(self.chosen)
        self.set_narrow(narrow=False)

    def set_office(self, name: str) -> None:
        self.office.setText(name or say("no_office"))

    def set_narrow(self, *, narrow: bool) -> None:
        self._head.setVisible(not narrow)
        self.setFixedWidth(theme.scaled(NARROW if narrow else WIDE))
        for one in (self.list, self.foot):
            one.look.narrow = narrow
            one.pages.layoutChanged.emit()
        self.foot.setFixedHeight(self.foot.whole_height())

    def show_page(self, key: str) -> None:
        self.list.show_page(key)
        self.foot.show_page(key)

    def set_counts(self, counts: dict[str, SideCount]) -> None:
        self.list.pages.set_counts(counts)
