"""What has been published of what must be, how much each week, and what is missing? As pictures.

desk.navigate("coverage")           desk.navigate("coverage", None, view="weekly")
"""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.monitor import queries as monitor
from clerkdesk.publications import coverage, queries
from clerkdesk.publications.coverage import Cell as Duty
from clerkdesk.publications.coverage import Cover, Missing
from clerkdesk.publications.rows import Order, PublicationRow
from ui import cards, theme, words
from ui.buttons import Segments
from ui.coverage import pictures, report_sheet
from ui.coverage.grid import GridPicture
from ui.pages import Desk, Page, Room
from ui.publications.columns import COLUMNS
from ui.table_view import RecordTable
from ui.tables import Column, FromQuery

say = words.of("coverage")

WEEKS = 12
YEARS = 5  # that may be looked back at
_VIEWS = ("matrix", "weekly", "missing", "chains")
_CHAINS = ("procurement", "project")

MISSING = (
    Column[Missing]("number", say("col_number"), lambda row: row.number, width=120),
    Column[Missing]("title", say("col_title"), lambda row: row.title, stretch=True),
    Column[Missing](
        "published",
        say("col_published"),
        lambda row: row.published_on,
        show=words.full_day,
        width=150,
    ),
)


class Coverage(Page):
    """Four views; the matrix shows below it the publications behind the chosen square."""

    kinds = frozenset({"publication", "catalogue", "monitor", "unit"})
    help_topic = "coverage"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self._duties: dict[tuple[int, int], Duty] = {}
        self._stages: dict[tuple[int, int], int] = {}
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="second")
        self.action(say("catalogue"), lambda: desk.navigate("catalogue"), icon="ledger")
        self.add_back()
        self._build_bar()
        self.matrix = GridPicture(say("name_matrix"))
        self.matrix.chosen.connect(self._show_behind)
        self.behind = RecordTable[PublicationRow](
            COLUMNS, key=lambda row: row.id, name=say("name_behind")
        )
        self.behind.opened.connect(lambda row: desk.navigate("publications", row.id))
        self.matrix.opened.connect(lambda _row, _column: self.behind.setFocus())
        self.weekly = GridPicture(say("name_weekly"))
        self.missing = RecordTable[Missing](
            MISSING, key=lambda row: row.id, name=say("name_missing")
        )
        self.missing.opened.connect(lambda row: desk.navigate("publications", row.id))
        self.chains = GridPicture(say("name_chains"))
        self.chains.opened.connect(self._open_stage)
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="unit",
            verb=say("empty_verb"),
            act=lambda: desk.navigate("catalogue"),
        )
        self.none_else = cards.Empty(say("none_weekly"), icon="info")
        self.stack = QStackedWidget()
        self._of_matrix = self._matrix_room()
        for widget in (
            self._of_matrix,
            self.weekly,
            self.missing,
            self.chains,
            self.none,
            self.none_else,
        ):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)

    def _build_bar(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.views = Segments([(key, say(f"view_{key}")) for key in _VIEWS], say("views"))
        self.views.chosen.connect(lambda _key: self._show())
        self.year = theme.role(QComboBox(), "body")
        self.year.setAccessibleName(say("year"))
        self.year.setMinimumWidth(theme.scaled(104))
        self.year.currentIndexChanged.connect(lambda _index: self._show())
        self.chain = theme.role(QComboBox(), "body")
        self.chain.setAccessibleName(say("chain"))
        self.chain.addItems([say(f"chain_{key}") for key in _CHAINS])
        self.chain.setMinimumWidth(theme.scaled(130))
        self.chain.currentIndexChanged.connect(lambda _index: self._show())
        self.told = cards.text(role="label", tone="text2", wrap=True)
        for one in (self.views, self.year, self.chain):
            row.addWidget(one)
        row.addWidget(self.told, 1)
        row.addStretch(0)
        self.body.addLayout(row)

    def _matrix_room(self) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.square = cards.text(role="label", wrap=True)
        column.addWidget(self.matrix, 1)
        column.addWidget(self.square)
        column.addWidget(self.behind)
        self.behind.setMinimumHeight(theme.height(92))
        self.behind.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return room

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: view, one of matrix, weekly, missing, chains."""
        if facts.get("view") in _VIEWS:
            self.views.set_value(facts["view"])
            self._show()

    def refresh(self) -> None:
        now = self.desk.today().year
        years = [now - back for back in range(YEARS)]
        place = max(self.year.currentIndex(), 0)
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItems([say("in_year", year=one) for one in years])
        self.year.setCurrentIndex(place)
        self.year.blockSignals(False)
        self._show()

    def year_shown(self) -> int:
        return self.desk.today().year - max(self.year.currentIndex(), 0)

    def _show(self) -> None:
        view = self.views.value()
        self.year.setVisible(view == "matrix")
        self.chain.setVisible(view == "chains")
        {
            "matrix": self._show_matrix,
            "weekly": self._show_weekly,
            "missing": self._show_missing,
            "chains": self._show_chains,
        }[view]()

    def _show_matrix(self) -> None:
        duties = coverage.matrix(self.year_shown(), self.desk.today())
        grid, self._duties = pictures.matrix(duties)
        self.matrix.set_grid(grid)
        covers = [one.cover for one in duties]
        self.told.setText(
            say(
                "gist",
                duties=len(duties),
                **{cover.value: covers.count(cover) for cover in Cover},
            )
        )
        self.stack.setCurrentWidget(self._of_matrix if duties else self.none)
        if duties:
            at = self.matrix.current()
            self._show_behind(*(at if at in self._duties else next(iter(self._duties))))

    def _show_behind(self, row: int, column: int) -> None:
        duty = self._duties.get((row, column))
        if duty is None:
            return
        today, wanted = self.desk.today(), duty.rows
        self.square.setText(
            say("square", item=duty.category_name, unit=duty.unit, told=pictures.told(duty))
        )

        def page(offset: int, limit: int, key: str, down: bool) -> tuple[PublicationRow, ...]:
            order = Order(key or Order.DUE)
            return queries.page(
                wanted, order, descending=down, offset=offset, limit=limit, today=today
            )

        self.behind.set_pager(FromQuery(lambda: queries.count(wanted, today), page, Order.DUE))
        if self.behind.current() is None:
            self.behind.select_first()

    def _show_weekly(self) -> None:
        today = self.desk.today()
        first = today - timedelta(days=today.weekday() + 7 * (WEEKS - 1))
        rows = monitor.weekly(first, today)
        self.weekly.set_grid(pictures.weekly(rows))
        total = sum(row.total for row in rows)
        self.told.setText(say("gist_weekly", weeks=WEEKS, columns=len(rows), count=total))
        self._one_of(self.weekly, some=bool(rows), why="none_weekly")

    def _show_missing(self) -> None:
        rows = coverage.uninterpreted(self.desk.today())
        self.missing.set_rows(rows)
        if self.missing.current() is None:
            self.missing.select_first()
        self.told.setText(say("gist_missing", count=len(rows)))
        self._one_of(self.missing, some=bool(rows), why="none_missing")

    def _show_chains(self) -> None:
        found = coverage.chains(_CHAINS[self.chain.currentIndex()])
        grid, self._stages = pictures.chains(found)
        self.chains.set_grid(grid)
        gaps = sum(1 for one in found if one.gap)
        self.told.setText(say("gist_chains", count=len(found), gaps=gaps))
        self._one_of(self.chains, some=bool(found), why="none_chains")

    def _one_of(self, widget: QWidget, *, some: bool, why: str) -> None:
        if not some:
            self.none_else.what.setText(say(why))
        self.stack.setCurrentWidget(widget if some else self.none_else)

    def _open_stage(self, row: int, column: int) -> None:
        publication = self._stages.get((row, column))
        if publication is not None:
            self.desk.navigate("publications", publication)

    def _print(self) -> None:
        year = self.year_shown()
        duties = coverage.matrix(year, self.desk.today())
        pdf = report_sheet.pdf(year, duties, coverage.uninterpreted(self.desk.today()), self.desk)
        self.desk.navigate("papers", None, pdf=pdf, name=say("p_name", year=year))

    def set_room(self, room: Room) -> None:
        self.behind.set_narrow(narrow=room is Room.NARROW)
        self.told.setVisible(room is not Room.NARROW)
        most = theme.height(96) if room is Room.NARROW else 16_777_215
        self.behind.setMaximumHeight(most)

    def panes(self) -> tuple[QWidget, ...]:
        found = (self.matrix, self.behind, self.weekly, self.missing, self.chains)
        return tuple(one for one in found if one.isVisibleTo(self))
