"""Which publications are there, in which state, due when? The list with its filters."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from clerkdesk import units
from clerkdesk.deadlines.lights import Light, worst
from clerkdesk.publications import catalogue, queries
from clerkdesk.publications.attributes import State
from clerkdesk.publications.due_rules import REGULATED_SINCE
from clerkdesk.publications.rows import Order, PublicationFilter, PublicationRow
from ui import cards, words
from ui.filters import Filter, FilterRow
from ui.list_page import ListPage
from ui.pages import Desk
from ui.publications import dropped, list_sheet
from ui.publications.columns import COLUMNS
from ui.side_bar import SideCount
from ui.table_view import RecordTable
from ui.tables import FromQuery

say = words.of("publications")

_ALARMING = (Light.OVERDUE, Light.TODAY, Light.SOON)
_LIGHTS = (*_ALARMING, Light.ORDINARY, Light.DONE, Light.DONE_LATE)
_OPEN, _REASSESS, _BACKLOG = "open", "reassess", "backlog"
_SPANS = {"today": 0, "week": 7, "month": 30}  # natural days from today, for looking ahead


def side_count(desk: Desk) -> SideCount:
    """What the side bar shows: how many are still to be published, with the worst light."""
    today = desk.today()
    lit = [
        one
        for one in _ALARMING
        if queries.count(PublicationFilter(open=True, lights=frozenset({one})), today)
    ]
    return SideCount(queries.count(PublicationFilter(open=True), today), worst(lit))


def _states() -> Iterable[tuple[Any, str]]:
    yield _OPEN, say("state_open")
    yield _REASSESS, say("state_reassess")
    yield _BACKLOG, say("state_backlog")
    for state in State:
        yield state, words.term("publication_state", state)


def _categories() -> Iterable[tuple[Any, str]]:
    return ((key, one.name) for key, one in catalogue.current().by_key.items())


def _sections() -> Iterable[tuple[Any, str]]:
    return ((row.id, row.name) for row in units.all_of(units.SECTION))


FILTERS = (
    Filter("state", say("filter_state"), say("any_state"), _states, width=170),
    Filter(
        "light",
        say("filter_light"),
        say("any_light"),
        lambda: ((one, words.light(one)) for one in _LIGHTS),
        width=130,
    ),
    Filter(
        "due",
        say("filter_due"),
        say("any_due"),
        lambda: ((span, say(f"due_{span}")) for span in _SPANS),
        width=140,
    ),
    Filter(
        "attribute",
        say("filter_attribute"),
        say("any_attribute"),
        lambda: words.terms("attribute").items(),
        width=130,
        rare=True,
    ),
    Filter("category", say("filter_category"), say("any_category"), _categories, 230, rare=True),
    Filter("unit", say("filter_unit"), say("any_unit"), _sections, width=170, rare=True),
)


class PublicationList(ListPage):
    """The list. Files dropped anywhere on it open the register form with them."""

    kinds = frozenset({"publication", "review", "unit", "person", "setting", "holiday_notice"})
    help_topic = "publications"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.setAcceptDrops(True)
        self.action(
            say("register"),
            lambda: desk.navigate("publications.register"),
            keys="Ctrl+N",
            icon="add",
            place="primary",
        )
        self.action(say("to_bulk"), lambda: desk.navigate("publications.bulk"), icon="add")
        for place, icon in (
            ("catalogue", "ledger"),
            ("coverage", "unit"),
            ("reassess", "clock"),
            ("privacy", "eye"),
        ):
            self.action(say(f"to_{place}"), partial(desk.navigate, place), icon=icon)
        self.action(say("print_list"), self._print, keys="Ctrl+P", icon="print")
        self.search = self.add_search(say("search"), lambda _text: self._look())
        self.filters = FilterRow(FILTERS)
        self.body.addWidget(self.filters)
        self.table = RecordTable[PublicationRow](
            COLUMNS, key=lambda row: row.id, name=say("title"), parent=self
        )
        self.table.opened.connect(lambda row: desk.navigate("publications", row.id))
        self.table.loaded.connect(lambda _count: self._summarise())
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="publication",
            verb=say("empty_verb"),
            act=lambda: desk.navigate("publications.register"),
            hint=say("empty_hint"),
        )
        self.none_chosen = cards.Empty(
            say("empty_filter"), icon="filter", verb=say("clear_all"), act=self.clear_filters
        )
        self.stack = QStackedWidget()
        for widget in (self.table, self.none, self.none_chosen):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self.filters.set_value("state", _OPEN)  # what is done is looked for, not looked at
        self.filters.changed.connect(self._look)

    def wanted(self) -> PublicationFilter:
        """What the filters ask for."""
        chosen = self.filters.values()
        today = self.desk.today()
        state = chosen["state"]
        span = chosen["due"]
        return PublicationFilter(
            text=self.search.text(),
            states=frozenset({state}) if isinstance(state, State) else frozenset(),
            open=True if state == _OPEN or span is not None else None,
            lights=frozenset({chosen["light"]}) if chosen["light"] else frozenset(),
            attributes=frozenset({chosen["attribute"]}) if chosen["attribute"] else frozenset(),
            categories=frozenset({chosen["category"]}) if chosen["category"] else frozenset(),
            section_id=chosen["unit"],
            formed_to=REGULATED_SINCE - timedelta(days=1) if state == _BACKLOG else None,
            due_from=today if span is not None else None,
            due_to=today + timedelta(days=_SPANS[span]) if span is not None else None,
            reassess_by=today if state == _REASSESS else None,
        )

    def refresh(self) -> None:
        self.filters.fill()
        self._look()

    def _look(self) -> None:
        wanted, today = self.wanted(), self.desk.today()

        def page(offset: int, limit: int, key: str, down: bool) -> tuple[PublicationRow, ...]:
            return queries.page(
                wanted, Order(key), descending=down, offset=offset, limit=limit, today=today
            )

        own, down = self._own_order()
        pager = FromQuery(lambda: queries.count(wanted, today), page, own, descending=down)
        self.table.set_pager(pager)
        self._show_what_there_is()

    def _show_what_there_is(self) -> None:
        if self.table.count():
            self.stack.setCurrentWidget(self.table)
            if self.table.current() is None:
                self.table.select_first()
            return
        all_of_them = queries.count(PublicationFilter(), self.desk.today())
        if all_of_them:
            self.none_chosen.why.setText(say("empty_filter_why", count=all_of_them))
            self.none_chosen.why.show()
            self.stack.setCurrentWidget(self.none_chosen)
        else:
            self.stack.setCurrentWidget(self.none)

    def _in_order(self) -> tuple[Order, bool]:
        """Return what the rows are sorted by, and whether downwards."""
        key, down = self.table.records.order
        return (Order(key), down) if key else self._own_order()

    def _own_order(self) -> tuple[Order, bool]:
        """What is due first stands first; of what is older than the Regulation the newest."""
        backlog = self.filters.values()["state"] == _BACKLOG
        return (Order.FORMED, True) if backlog else (Order.DUE, False)

    def _summarise(self) -> None:
        heads = {column.key: column.title for column in COLUMNS}
        heads[Order.FORMED] = say("col_formed")
        order, down = self._in_order()
        way = say("way_down" if down else "way_up")
        count = words.count(self.table.count())
        self.filters.tell(say("summary", count=count, order=heads[order], way=way))

    def _print(self) -> None:
        order, down = self._in_order()
        list_sheet.show(self.desk, self.wanted(), order, descending=down)

    # files dropped anywhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self.set_title(say("title"), say("drop_to_register"))
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.set_title(say("title"), say("subtitle"))

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_title(say("title"), say("subtitle"))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        files = dropped.local_files(event.mimeData())
        if files:
            self.clear_error()
            self.desk.navigate("publications.register", None, files=files)
        else:
            self.filters.tell(say("no_local_file"))
