"""How does any page behave that is a table under a row of filters and a search?"""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.filters import FilterRow
from ui.pages import Page, Room
from ui.search_box import SearchBox
from ui.table_view import RecordTable


class ListPage(Page):
    """A subclass makes the three parts; coming, leaving and room are the same for all."""

    search: SearchBox
    filters: FilterRow
    table: RecordTable[Any]

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: values of filters by their keys, such as light=Light.OVERDUE."""
        for key, value in facts.items():
            self.filters.set_value(key, value)
        self.table.setFocus()

    def clear_filters(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.filters.clear()

    def escape(self) -> bool:
        if not self.search.text() and not self.filters.any_in_force():
            return False
        self.clear_filters()
        return True

    def set_room(self, room: Room) -> None:
        self.filters.set_narrow(narrow=room is Room.NARROW)
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.table, self.filters)
