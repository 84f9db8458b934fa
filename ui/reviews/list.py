"""Which reviews wait for whom? What waits for me stands first."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from clerkdesk import units
from clerkdesk.deadlines.lights import worst
from clerkdesk.reviews import queries
from clerkdesk.reviews.levels import Level
from clerkdesk.reviews.queries import ReviewOrder
from clerkdesk.reviews.rows import ReviewFilter, ReviewRow
from clerkdesk.reviews.states import ReviewState
from ui import cards, words
from ui.buttons import Segments
from ui.filters import Filter, FilterRow
from ui.list_page import ListPage
from ui.pages import Desk
from ui.reviews.columns import Lights, columns
from ui.side_bar import SideCount
from ui.table_view import RecordTable
from ui.tables import FromQuery, Group

say = words.of("reviews")

UNDER_WAY = frozenset(state for state in ReviewState if state.under_way)
OVER = frozenset(ReviewState) - UNDER_WAY
_MOST = 500  # rounds under way at once that are shown; an office has a handful
_ALARMING = 3  # the first lights of the order of urgency are red and yellow


def side_count(desk: Desk) -> SideCount:
    """What the side bar shows: how many rounds are under way, with the worst light."""
    rows = queries.page(ReviewFilter(states=UNDER_WAY), limit=_MOST, today=desk.today())
    lights = Lights(desk)
    found = [one for row in rows if (one := lights.of(row)) is not None]
    alarming = [one for one in found if one.urgency < _ALARMING]
    return SideCount(len(rows), worst(alarming))


def _sections() -> Iterable[tuple[Any, str]]:
    return ((row.id, row.name) for row in units.all_of(units.SECTION))


def _levels() -> Iterable[tuple[Any, str]]:
    return ((level, words.term("review_stage", level)) for level in Level)


class ReviewList(ListPage):
    """Rounds under way in three groups; the finished ones on the second leaf."""

    kinds = frozenset({"publication", "review", "unit", "person", "setting", "holiday_notice"})
    help_topic = "reviews"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(say("refresh"), self.refresh, keys="F5")
        self.lights = Lights(desk)
        self.search = self.add_search(say("search"), lambda _text: self._look())
        self.scope = Segments(
            [("open", say("scope_open")), ("over", say("scope_over"))], say("scope_name")
        )
        self.scope.chosen.connect(lambda _key: self._look())
        self.filters = FilterRow(
            (
                Filter("level", say("filter_level"), say("any_level"), _levels, width=200),
                Filter("unit", say("filter_unit"), say("any_unit"), _sections, width=170),
            )
        )
        self.filters.changed.connect(self._look)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.scope, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.filters, 1)
        self.body.addLayout(row)
        self.table = RecordTable[ReviewRow](
            columns(self.lights), key=lambda row: row.id, name=say("title"), parent=self
        )
        self.table.opened.connect(lambda row: desk.navigate("reviews", row.id))
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="review",
            verb=say("empty_verb"),
            act=lambda: desk.navigate("publications"),
        )
        self.none_chosen = cards.Empty(
            say("empty_filter"),
            say("empty_filter_why"),
            icon="filter",
            verb=say("clear_all"),
            act=self.clear_filters,
        )
        self.stack = QStackedWidget()
        for widget in (self.table, self.none, self.none_chosen):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)

    def wanted(self) -> ReviewFilter:
        chosen = self.filters.values()
        return ReviewFilter(
            text=self.search.text(),
            states=UNDER_WAY if self.scope.value() == "open" else OVER,
            waiting_at=frozenset({chosen["level"]}) if chosen["level"] else frozenset(),
            section_id=chosen["unit"],
        )

    def refresh(self) -> None:
        self.filters.fill()
        self.lights.refresh()
        self._look()

    def _look(self) -> None:
        wanted, today = self.wanted(), self.desk.today()
        count = queries.count(wanted, today)
        if self.scope.value() == "open":
            rows = queries.page(wanted, ReviewOrder.DUE, limit=_MOST, today=today)
            self.table.set_rows(self._grouped(rows))
        else:
            self.table.set_pager(
                FromQuery(lambda: count, self._page, ReviewOrder.CLOSED, descending=True)
            )
        self.filters.tell(say("summary", count=words.count(count)))
        if count:
            self.stack.setCurrentWidget(self.table)
            if self.table.current() is None:
                self.table.select_first()
        else:
            narrowed = bool(self.search.text()) or self.filters.any_in_force()
            self.stack.setCurrentWidget(self.none_chosen if narrowed else self.none)

    def _page(self, offset: int, limit: int, key: str, down: bool) -> tuple[ReviewRow, ...]:
        return queries.page(
            self.wanted(),
            ReviewOrder(key),
            descending=down,
            offset=offset,
            limit=limit,
            today=self.desk.today(),
        )

    def _grouped(self, rows: tuple[ReviewRow, ...]) -> list[ReviewRow | Group]:
        usual = queries.usual_signers()
        me = units.person(self.desk.person_id)

        def is_mine(row: ReviewRow) -> bool:
            if row.waiting_at is None:
                return False
            if Level.HANDLER in row.waiting_at.levels and row.handler == me.name:
                return True
            return usual.get(row.waiting_at.last) == me.id

        referred = [row for row in rows if row.state is ReviewState.REFERRED]
        mine = [row for row in rows if row not in referred and is_mine(row)]
        others = [row for row in rows if row not in referred and row not in mine]
        shown: list[ReviewRow | Group] = []
        for key, note, of_it in (
            ("group_mine", "note_count", mine),
            ("group_others", "note_others", others),
            ("group_referred", "note_count", referred),
        ):
            if of_it:
                shown += [Group(say(key), say(note, count=len(of_it))), *of_it]
        return shown
