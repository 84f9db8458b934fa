"""What does a list offer at the menu key, and how is it sorted without a mouse?"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMetaMethod, QPoint
from PySide6.QtWidgets import QMenu

from ui import words

if TYPE_CHECKING:
    from ui.table_view import RecordTable

say = words.of("lists")

SORT_KEYS = "Ctrl+Shift+L"  # where the clerks' spreadsheets have filtering and sorting
_DIGITS = "123456789"


def orders(table: "RecordTable[Any]") -> QMenu:
    """Return the orders of a list; the one in force is marked, and choosing it turns it round."""
    menu = QMenu(say("sort"), table)
    now, down = table.records.order
    _order(menu, table, "", say("own_order"), chosen=not now)
    for place, (key, (_section, column)) in enumerate(table.records.sortable().items()):
        word = words.literal(column.title)
        if key == now:
            word = say("down" if down else "up", column=word)
        digit = _DIGITS[place : place + 1]
        _order(menu, table, key, f"{word}(&{digit})" if digit else word, chosen=key == now)
    return menu


def _order(menu: QMenu, table: "RecordTable[Any]", key: str, word: str, *, chosen: bool) -> None:
    act = menu.addAction(word)
    act.setCheckable(True)
    act.setChecked(chosen)
    act.triggered.connect(lambda _on=False: table.sort_by(key))
    if chosen:
        menu.setActiveAction(act)


def acts(table: "RecordTable[Any]") -> QMenu:
    """Return what can be done with the row under the cursor and with the list, with its keys."""
    menu = QMenu(table)

    def add(word: str, act: Callable[[], object]) -> None:
        menu.addAction(word).triggered.connect(lambda _on=False: act())

    if table.current() is not None:
        if table.isSignalConnected(QMetaMethod.fromSignal(table.opened)):
            add(say("open"), table.open_current)
        if table.records.ticks:
            add(say("tick"), table.tick_selected)
        add(say("copy"), table.copy)
    if table.records.sortable():
        menu.addMenu(orders(table))
    return menu


def show(menu: QMenu, table: "RecordTable[Any]", where: QPoint) -> None:
    """Open a menu at a point of the list's rows; an empty one is not shown."""
    menu.aboutToHide.connect(menu.deleteLater)
    if not menu.isEmpty():
        menu.popup(table.viewport().mapToGlobal(where))
