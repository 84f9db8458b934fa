"""Which corrections of records are there, and which of them need something?"""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from clerkdesk.deadlines.lights import Light, worst
from clerkdesk.record_corrections import queries
from clerkdesk.record_corrections.rows import Order, RecordFilter, RecordRow
from clerkdesk.record_corrections.rules import Finding, State
from ui import cards, words
from ui.filters import Filter, FilterRow
from ui.list_page import ListPage
from ui.pages import Desk
from ui.records.columns import COLUMNS
from ui.side_bar import SideCount
from ui.table_view import RecordTable
from ui.tables import FromQuery

say = words.of("records")

_ALARMING = (Light.OVERDUE, Light.TODAY, Light.SOON)
_OPEN = "open"


def side_count(desk: Desk) -> SideCount:
    """What the side bar shows: how many are open, with the worst light that alarms."""
    lights = queries.open_lights(desk.today())
    return SideCount(len(lights), worst([one for one in lights if one in _ALARMING]))


def _states() -> Iterable[tuple[Any, str]]:
    yield _OPEN, say("state_open")
    for state in State:
        yield state, words.term("record_state", state)


FILTERS = (
    Filter("state", say("filter_state"), say("any_state"), _states, width=170),
    Filter(
        "finding",
        say("filter_finding"),
        say("any_finding"),
        lambda: ((one, words.term("record_finding", one)) for one in Finding),
        width=190,
    ),
)


class RecordList(ListPage):
    """What is open first; the column of days is the office's own target."""

    kinds = frozenset({"record", "letter", "unit", "person", "setting", "holiday_notice"})
    help_topic = "records"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(
            say("register"),
            self._register,
            keys="Ctrl+N",
            icon="add",
            place="primary",
        )
        self.search = self.add_search(say("search"), lambda _text: self._look())
        self.filters = FilterRow(FILTERS)
        self.body.addWidget(self.filters)
        self.table = RecordTable[RecordRow](COLUMNS, key=lambda row: row.id, name=say("title"))
        self.table.opened.connect(lambda row: desk.navigate("records", row.id))
        self.table.loaded.connect(self._tell)
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="edit",
            verb=say("empty_verb"),
            act=self._register,
            hint=say("empty_hint"),
        )
        self.none_chosen = cards.Empty(
            say("empty_filter"), " ", icon="filter", verb=say("clear_all"), act=self.clear_filters
        )
        self.stack = QStackedWidget()
        for widget in (self.table, self.none, self.none_chosen):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.filters.set_value("state", _OPEN)  # what is done is looked for, not looked at
        self.filters.changed.connect(self._look)

    def _register(self) -> None:
        self.desk.navigate("records.register")

    def wanted(self) -> RecordFilter:
        """What the filters ask for."""
        chosen = self.filters.values()
        state, finding = chosen["state"], chosen["finding"]
        return RecordFilter(
            text=self.search.text(),
            states=frozenset({state}) if isinstance(state, State) else frozenset(),
            findings=frozenset({finding}) if finding else frozenset(),
            open=True if state == _OPEN else None,
        )

    def refresh(self) -> None:
        self.filters.fill()
        self._look()

    def _look(self) -> None:
        wanted, today = self.wanted(), self.desk.today()

        def page(offset: int, limit: int, key: str, down: bool) -> tuple[RecordRow, ...]:
            return queries.page(
                wanted, Order(key), descending=down, offset=offset, limit=limit, today=today
            )

        self.table.set_pager(FromQuery(lambda: queries.count(wanted), page, Order.DUE))
        self._show_what_there_is()

    def _show_what_there_is(self) -> None:
        if self.table.count():
            self.stack.setCurrentWidget(self.table)
            if self.table.current() is None:
                self.table.select_first()
            return
        all_of_them = queries.count(RecordFilter())
        if all_of_them:
            self.none_chosen.why.setText(say("empty_filter_why", count=all_of_them))
            self.stack.setCurrentWidget(self.none_chosen)
        else:
            self.stack.setCurrentWidget(self.none)

    def _tell(self, count: int) -> None:
        self.filters.tell(say("summary", count=words.count(count)))
