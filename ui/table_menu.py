"""What does a list offer at the menu key, and how is it sorted without a mouse?"""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QTableView

from ui import words
from ui.tables import RecordModel

say = words.of("lists")

SORT_KEYS = "Ctrl+Shift+L"  # where the clerks' spreadsheets have filtering and sorting
_DIGITS = "123456789"


def orders(view: QTableView, records: RecordModel[Any], sort_by: Callable[[str], object]) -> QMenu:
    """Return the orders of a list; the one in force is marked, and choosing it turns it round."""
    menu = QMenu(say("sort"), view)

    def add(key: str, word: str, *, chosen: bool) -> None:
        act = menu.addAction(word)
        act.setCheckable(True)
        act.setChecked(chosen)
        act.triggered.connect(lambda _on=False: sort_by(key))
        if chosen:
            menu.setActiveAction(act)

    now, down = records.order
    add("", say("own_order"), chosen=not now)
    for place, (key, (_section, column)) in enumerate(records.sortable().items()):
        word = words.literal(column.title)
        if key == now:
            word = say("down" if down else "up", column=word)
        digit = _DIGITS[place : place + 1]
        add(key, f"{word}(&{digit})" if digit else word, chosen=key == now)
    return menu


def acts(view: QTableView, offered: Iterable[tuple[str, Callable[[], object]]]) -> QMenu:
    """Return what can be done now. offered: the key of each word, and what it does."""
    menu = QMenu(view)
    for key, act in offered:
        menu.addAction(say(key)).triggered.connect(lambda _on=False, act=act: act())
    return menu


def show(menu: QMenu, view: QTableView, where: QPoint) -> None:
    """Open a menu at a point of the list's rows; an empty one is not shown."""
    menu.aboutToHide.connect(menu.deleteLater)
    if not menu.isEmpty():
        menu.popup(view.viewport().mapToGlobal(where))
