"""Which requests are there, and which of them need something? The list, its filters, its acts."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerkdesk import drafts, units
from clerkdesk.deadlines.lights import Light, worst
from clerkdesk.errors import Spoken
from clerkdesk.requests import queries, service
from clerkdesk.requests.queries import Order, RequestFilter, RequestRow
from clerkdesk.requests.states import State
from ui import cards, dialogs, theme, words
from ui.buttons import button
from ui.filters import FilterRow
from ui.pages import Desk, Page, Room
from ui.requests import register_out
from ui.requests.bulk_place import BulkPlace
from ui.requests.columns import COLUMNS, ORDERS, TITLES
from ui.requests.filters import chosen, filters
from ui.requests.saved_filters import SavedFilters
from ui.side_bar import SideCount
from ui.table_view import RecordTable
from ui.tables import FromQuery

say = words.of("requests")
_ALARMING = (Light.OVERDUE, Light.TODAY, Light.SOON)
DRAFT = "request"


def side_count(desk: Desk) -> SideCount:
    """What the side bar shows: how many requests are red or yellow, with the worst light."""
    counted = queries.by_light(RequestFilter(open=True), today=desk.today())
    found = [one for one in _ALARMING if counted[one]]
    return SideCount(sum(counted[one] for one in found), worst(found))


def _as_chosen(key: str, kept: Any) -> Any:
    """Return a kept value as the filters hold it; None where a later version knows it no more."""
    members: dict[str, type[Enum]] = {"light": Light, "state": State}
    if key not in members:
        return kept
    return next((one for one in members[key] if one.value == kept), None)


class RequestList(Page):
    """All requests, the most urgent first."""

    kinds = frozenset({"request", "draft", "setting", "holiday_notice", "unit", "person"})
    help_topic = "requests"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(
            say("register"),
            lambda: desk.navigate("requests.intake"),
            keys="Ctrl+N",
            icon="add",
            place="primary",
        )
        self.action(say("mail_log"), lambda: desk.navigate("requests.mail"), icon="letter")
        self.action(say("import"), lambda: desk.navigate("requests.import"), icon="drop")
        self.action(say("refresh"), self.refresh, keys="F5")
        self.search = self.add_search(say("search"), lambda _text: self._show())
        self._build()

    def _build(self) -> None:
        self._people: dict[int, None] = {}  # whose requests were asked for, in that order
        self.filters = FilterRow(filters(self.desk, self._people))
        self.filters.changed.connect(self._show)
        self.saved = SavedFilters(self.desk, self._in_force, self._in_words, self._put_in_force)
        self.drafts = button("", lambda: self.desk.navigate("requests.intake"), kind="link")
        self.filters.add_beside(self.drafts)
        self.filters.add_beside(self.saved.button)
        listing = QWidget()
        inside = QVBoxLayout(listing)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self.filters)
        self.table = RecordTable[RequestRow](
            COLUMNS, key=lambda row: row.id, name=say("title"), ticks=True
        )
        self.table.opened.connect(lambda row: self.desk.navigate("requests", row.id))
        self.table.ticked_changed.connect(self._show_foot)
        self.table.loaded.connect(self._tell)
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="request",
            verb=words.without_key(say("register")),
            act=lambda: self.desk.navigate("requests.intake"),
            hint="Ctrl+N",
        )
        self.none_chosen = cards.Empty(
            say("empty_filter"), " ", icon="filter", verb=say("clear_filters"), act=self._clear
        )
        self.stack = QStackedWidget()
        for widget in (self.table, self.none, self.none_chosen):
            self.stack.addWidget(widget)
        inside.addWidget(self.stack, 1)
        self.place = BulkPlace(self.desk, listing)
        self.place.covered.connect(lambda _on: self._show_foot(len(self.table.ticked())))
        self.place.used.connect(self._untick)
        self.place.failed.connect(self.show_error)
        self.body.addWidget(self.place, 1)
        self.bulk = self._bulk_bar()
        column = self.layout()
        if column is not None:
            column.addWidget(self.bulk)

    def _bulk_bar(self) -> QFrame:
        """Return the bar that appears only while something is ticked."""
        bar = QFrame()
        bar.setObjectName("foot")
        bar.setMinimumHeight(theme.height(48))
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        self.ticked = cards.text(role="label")
        self.hand_over = button(say("bulk_hand_over"), icon="person")
        self.people = QMenu(self.hand_over)
        self.people.aboutToShow.connect(self._fill_people)
        self.hand_over.setMenu(self.people)
        row.addWidget(self.ticked)
        row.addWidget(self.hand_over)
        self.extend = button(say("bulk_extend"), self._extend, icon="calendar")
        row.addWidget(self.extend)
        self.archive = button(say("bulk_archive"), self._archive, icon="archive")
        row.addWidget(self.archive)
        row.addWidget(self._print_button())
        row.addWidget(button(say("bulk_export"), self._export, icon="export"))
        row.addWidget(button(say("bulk_none"), self._untick, kind="link"))
        row.addStretch(1)
        self.bar_hint = cards.text(say("copy_hint"), role="small", tone="text2")
        row.addWidget(self.bar_hint)
        bar.hide()
        return bar

    def _print_button(self) -> QPushButton:
        made = button(say("bulk_print"), icon="print")
        menu = QMenu(made)
        for word, act in (("bulk_print_sheet", self._print), ("bulk_letters", self._print_letters)):
            menu.addAction(say(word)).triggered.connect(lambda _on=False, act=act: act())
        made.setMenu(menu)
        return made

    # what is shown

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: a filter's keys: light=Light.OVERDUE, handler=3, involves=a party's key."""
        if "involves" in facts:
            self._clear()
            self._know(facts["involves"])
        for key, value in facts.items():
            self.filters.set_value(key, value)
        self.panes()[0].setFocus()

    def refresh(self) -> None:
        self.filters.fill()
        waiting = len(drafts.of_kind(DRAFT))
        self.drafts.setVisible(bool(waiting))
        self.drafts.setText(say("drafts_waiting", count=waiting))
        self._show()
        self.place.look_again()

    def filter(self) -> RequestFilter:
        return chosen(self.filters.values(), self.search.text(), self.desk.today())

    def _show(self) -> None:
        what = self.filter()
        today = self.desk.today()

        def page(offset: int, limit: int, key: str, down: bool) -> Sequence[RequestRow]:
            return queries.page(
                what,
                ORDERS.get(key, Order.DUE),
                today=today,
                descending=down,
                offset=offset,
                limit=limit,
            )

        self.table.set_pager(FromQuery(lambda: queries.count(what, today=today), page))
        self._show_stack(what)

    def _tell(self, count: int) -> None:
        key, down = self.table.records.order
        which = "order_own" if not key else "order_down" if down else "order_up"
        facts = {"column": TITLES[key]} if key else {}
        self.filters.tell(say(which, count=words.pieces(count), **facts))

    def _show_stack(self, what: RequestFilter) -> None:
        if self.table.count():
            self.stack.setCurrentWidget(self.table)
            if self.table.current() is None:
                self.table.select_first()
            return
        every = queries.count(today=self.desk.today())
        if every and what != RequestFilter():
            self.none_chosen.why.setText(say("empty_filter_why", count=words.pieces(every)))
            self.stack.setCurrentWidget(self.none_chosen)
        else:
            self.stack.setCurrentWidget(self.none)

    def _in_force(self) -> dict[str, Any]:
        return self.filters.values() | {"text": self.search.text()}

    def _in_words(self) -> str:
        """Return the conditions in force as they are called."""
        named = [self.search.text()] if self.search.text() else []
        return say("filter_words").join([*named, *self.filters.in_words()])

    def _put_in_force(self, kept: Mapping[str, Any]) -> None:
        self._clear()
        self._know(kept.get("involves"))
        self.search.setText(str(kept.get("text", "")))
        for key, value in kept.items():
            if key in self.filters.values():
                self.filters.set_value(key, _as_chosen(key, value))

    def _know(self, party_id: int | None) -> None:
        """Have a person among the choices."""
        if party_id is not None:
            self._people[party_id] = None
            self.filters.fill()

    def _clear(self) -> None:
        self.search.clear()
        self.filters.clear()
        self.table.setFocus()

    def set_room(self, room: Room) -> None:
        narrow = room is Room.NARROW
        self.table.set_narrow(narrow=narrow)
        self.filters.set_narrow(narrow=narrow)
        self.place.set_narrow(narrow=narrow)
        self.bar_hint.setVisible(room is Room.WIDE)

    def panes(self) -> tuple[QWidget, ...]:
        if self.place.is_covered:
            return self.place.panes()
        shown = self.stack.currentWidget()
        first = shown.button if isinstance(shown, cards.Empty) else self.table
        return (first, self.filters)

    def escape(self) -> bool:
        if self.place.is_covered:
            self.place.close_panel()
            return True
        if self.table.ticked():
            self._untick()
            return True
        if self.search.text() or self.filters.any_in_force():
            self._clear()
            return True
        return False

    # acts on what is ticked

    def _show_foot(self, count: int) -> None:
        self.bulk.setVisible(bool(count) and not self.place.is_covered)
        for act in (self.extend, self.archive):
            act.setEnabled(not self.place.busy)
        self.ticked.setText(say("ticked", count=words.count(count)))

    def _untick(self) -> None:
        self.table.untick_all()

    def _fill_people(self) -> None:
        self.people.clear()
        for one in units.people():
            act = self.people.addAction(words.literal(one.name))
            act.triggered.connect(
                lambda _checked=False, id_=one.id, name=one.name: self._hand_over(id_, name)
            )

    def _hand_over(self, person_id: int, name: str) -> None:
        ids = [row.id for row in self.table.ticked()]
        try:
            service.hand_over(ids, self.desk.person_id, handler_id=person_id)
        except Spoken as error:
            self.show_error(error)
            return
        self.desk.note(say("handed_over", count=len(ids), name=name))
        self._untick()

    def _ticked_rows(self) -> tuple[RequestRow, ...]:
        """Return the ticked requests as they stand now, in the list's order of urgency."""
        keys = [row.id for row in self.table.ticked()]
        rows = queries.rows(keys, self.desk.today())
        return tuple(
            sorted(rows, key=lambda row: (row.light.urgency, row.due_on is None, row.due_on))
        )

    def _extend(self) -> None:
        self.clear_error()
        self.place.extend(self._ticked_rows())

    def _archive(self) -> None:
        self.clear_error()
        self.place.archive(self._ticked_rows())

    def _print_letters(self) -> None:
        self.place.print_letters(self._ticked_rows())

    def _print(self) -> None:
        today = self.desk.today()
        rows = self._ticked_rows()
        data = register_out.pdf(rows, today, self.desk.settings().office_name)
        self.desk.navigate("papers", None, pdf=data, name=say("sheet_name", day=words.day(today)))

    def _export(self) -> None:
        name = say("export_name", day=words.day(self.desk.today()))
        target = dialogs.save_file(self, f"{name}.xlsx", suffix=".xlsx")
        if target is None:
            return
        rows = self._ticked_rows()
        self.desk.jobs.run(
            say("export_title"),
            lambda progress: register_out.write_workbook(rows, target, progress),
            lambda count: self.desk.note(say("export_done", count=count, path=target)),
            self._not_exported,
        )

    def _not_exported(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        self.show_error(fault)
