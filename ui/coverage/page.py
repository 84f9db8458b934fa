"""What has been published of what must be, how much each week, and what is missing? As pictures.

desk.navigate("coverage")           desk.navigate("coverage", None, view="weekly")
"""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QWidget

from clerkdesk.monitor import queries as monitor
from clerkdesk.monitor.events import NewThing
from clerkdesk.monitor.rows import WeekRow
from clerkdesk.publications import coverage, interpreting, queries
from clerkdesk.publications.attributes import Attribute
from clerkdesk.publications.coverage import Cell as Duty
from clerkdesk.publications.coverage import Cover, Share
from clerkdesk.publications.registering import NewPublication
from clerkdesk.publications.rows import Order, PublicationFilter, PublicationRow
from clerkdesk.publications.tied import SAME_PROJECT, Tie
from ui import cards, theme, words, workbook
from ui.buttons import Segments, button
from ui.coverage import export, pictures, report_sheet
from ui.coverage.behind import PictureRoom
from ui.coverage.grid import GridPicture
from ui.coverage.missing import MissingRoom
from ui.coverage.pictures import Stage
from ui.pages import Desk, Page, Room
from ui.publications.columns import COLUMNS
from ui.table_view import RecordTable
from ui.tables import Column, FromQuery

say = words.of("coverage")

WEEKS = 12
YEARS = 5  # that may be looked back at
_VIEWS = ("matrix", "weekly", "missing", "chains", "attributes")
_CHAINS = ("procurement", "project")

THINGS = (
    Column[NewThing]("on", say("col_day"), lambda row: row.on, show=words.full_day, width=150),
    Column[NewThing]("number", say("col_number"), lambda row: row.number, width=120),
    Column[NewThing](
        "title", say("col_title"), lambda row: row.title or say("untitled"), stretch=True
    ),
)


class Coverage(Page):
    """Five views; the pictures show below them the publications behind the chosen square."""

    kinds = frozenset({"publication", "catalogue", "monitor", "unit"})
    help_topic = "coverage"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self._duties: dict[tuple[int, int], Duty] = {}
        self._shares: dict[tuple[int, int], Share] = {}
        self._stages: dict[tuple[int, int], Stage] = {}
        self._weeks: dict[tuple[int, int], tuple[WeekRow, date, date]] = {}
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="second")
        self.action(say("export"), self._export, keys="Ctrl+E", icon="export", place="second")
        self.action(say("catalogue"), lambda: desk.navigate("catalogue"), icon="ledger")
        self.add_back()
        self._build_bar()
        self.matrix = GridPicture(say("name_matrix"))
        self.matrix.chosen.connect(self._show_behind)
        self.behind = RecordTable[PublicationRow](
            COLUMNS, key=lambda row: row.id, name=say("name_behind")
        )
        self.behind.opened.connect(lambda row: desk.navigate("publications", row.id))
        self.register = button(say("register"), self._register, icon="add")
        self._of_matrix = PictureRoom(self.matrix, self.behind, self.register)
        self.weekly = GridPicture(say("name_weekly"))
        self.weekly.chosen.connect(self._show_week)
        self.things = RecordTable[NewThing](
            THINGS, key=lambda row: (row.on, row.title, row.publication_id), name=say("name_things")
        )
        self.things.opened.connect(self._open_thing)
        self._of_weekly = PictureRoom(self.weekly, self.things)
        self.of_missing = MissingRoom(desk)
        self.missing = self.of_missing.table
        self.of_missing.changed.connect(self._show)
        self.chains = GridPicture(say("name_chains"))
        self.chains.opened.connect(self._open_stage)
        self.attributes = GridPicture(say("name_attributes"))
        self.attributes.chosen.connect(self._show_share)
        self.shared = RecordTable[PublicationRow](
            COLUMNS, key=lambda row: row.id, name=say("name_behind")
        )
        self.shared.opened.connect(lambda row: desk.navigate("publications", row.id))
        self._of_attributes = PictureRoom(self.attributes, self.shared)
        self.none = cards.Empty(
            say("empty"),
            say("empty_why"),
            icon="unit",
            verb=say("empty_verb"),
            act=lambda: desk.navigate("catalogue"),
        )
        self.none_else = cards.Empty(say("none_weekly"), icon="info")
        self.stack = QStackedWidget()
        for widget in (
            self._of_matrix,
            self._of_weekly,
            self.of_missing,
            self.chains,
            self._of_attributes,
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

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """facts: view, one of `_VIEWS`."""
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
        self.year.setVisible(view in {"matrix", "attributes"})
        self.chain.setVisible(view == "chains")
        {
            "matrix": self._show_matrix,
            "weekly": self._show_weekly,
            "missing": self._show_missing,
            "chains": self._show_chains,
            "attributes": self._show_attributes,
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
        self.register.setVisible(duty is not None and not duty.published)
        if duty is None:
            self._of_matrix.tell(say("no_duty"))
            self.behind.set_rows(())
            return
        self._of_matrix.tell(
            say("square", item=duty.category_name, unit=duty.unit, told=pictures.told(duty))
        )

        self._list(self.behind, duty.rows)

    def _list(self, table: RecordTable[PublicationRow], wanted: PublicationFilter) -> None:
        """Show what lies behind a figure."""
        today = self.desk.today()

        def page(offset: int, limit: int, key: str, down: bool) -> tuple[PublicationRow, ...]:
            order = Order(key or Order.DUE)
            return queries.page(
                wanted, order, descending=down, offset=offset, limit=limit, today=today
            )

        table.set_pager(FromQuery(lambda: queries.count(wanted, today), page, Order.DUE))
        if table.current() is None:
            table.select_first()

    def _show_attributes(self) -> None:
        shares = coverage.attributes(self.year_shown())
        grid, self._shares = pictures.attributes(shares)
        self.attributes.set_grid(grid)
        counts = {one.value: 0 for one in Attribute}
        for share in shares:
            counts[share.attribute.value] += share.count
        self.told.setText(say("gist_attributes", **counts))
        self._one_of(self._of_attributes, some=bool(shares), why="none_attributes")
        if shares:
            self._show_share(*self.attributes.current())

    def _show_share(self, row: int, column: int) -> None:
        self._of_attributes.tell(self.attributes.told(row, column))
        self._list(self.shared, self._shares[row, column].rows)

    def _register(self) -> None:
        """Begin the publication that is missing: its category and unit are known."""
        duty = self._duties.get(self.matrix.current())
        if duty is not None:
            draft = NewPublication(
                title="",
                formed_on=None,
                category=duty.category,
                source_unit_id=duty.unit_id,
                handler_id=self.desk.person_id,
            )
            self.desk.navigate("publications.register", None, draft=draft)

    def _show_weekly(self) -> None:
        today = self.desk.today()
        first = export.first_of(today, WEEKS)
        rows = monitor.weekly(first, today)
        grid, self._weeks = pictures.weekly(rows)
        self.weekly.set_grid(grid)
        total = sum(row.total for row in rows)
        self.told.setText(say("gist_weekly", weeks=WEEKS, columns=len(rows), count=total))
        self._one_of(self._of_weekly, some=bool(rows), why="none_weekly")
        if rows:
            self._show_week(*self.weekly.current())

    def _show_week(self, row: int, column: int) -> None:
        week, first, last = self._weeks[row, column]
        last = min(last, self.desk.today())
        things = monitor.new_in(week.column_id, first, last)
        self.things.set_rows(things[::-1])
        if self.things.current() is None:
            self.things.select_first()
        self._of_weekly.tell(
            say(
                "week_square",
                unit=week.unit,
                name=week.column,
                first=words.day(first),
                last=words.day(last),
                count=len(things),
            )
        )

    def _open_thing(self, thing: NewThing) -> None:
        if thing.publication_id is not None:
            self.desk.navigate("publications", thing.publication_id)
        else:
            self.desk.navigate("monitor", thing.column_id)

    def _show_missing(self) -> None:
        rows = interpreting.uninterpreted(self.desk.today())
        excused = interpreting.excused(self.desk.today())
        self.of_missing.show_rows(rows, excused)
        self.told.setText(say("gist_missing", count=len(rows)))
        self._one_of(self.of_missing, some=bool(rows or excused), why="none_missing")

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
        """Open what is out; begin what is not, tied to its project."""
        stage = self._stages.get((row, column))
        if stage is None:
            return
        if stage.publication_id is not None:
            self.desk.navigate("publications", stage.publication_id)
            return
        draft = NewPublication(
            title="",
            formed_on=None,
            category=stage.category,
            source_unit_id=stage.chain.unit_id,
            handler_id=self.desk.person_id,
        )
        tie = Tie(SAME_PROJECT, stage.chain.id)
        self.desk.navigate("publications.register", None, draft=draft, tie=tie)

    def _print(self) -> None:
        year = self.year_shown()
        duties = coverage.matrix(year, self.desk.today())
        pdf = report_sheet.pdf(
            year, duties, interpreting.uninterpreted(self.desk.today()), self.desk
        )
        self.desk.navigate("papers", None, pdf=pdf, name=say("p_name", year=year))

    def _export(self) -> None:
        year, today = self.year_shown(), self.desk.today()
        first = export.first_of(today, WEEKS)
        name = say("x_name", year=year)
        workbook.save(self, name, lambda: export.book(year, first, today, _CHAINS))

    def set_room(self, room: Room) -> None:
        for one in (self._of_matrix, self._of_weekly, self._of_attributes):
            one.set_room(room)
        self.missing.set_narrow(narrow=room is Room.NARROW)
        self.told.setVisible(room is not Room.NARROW)

    def escape(self) -> bool:
        rooms = (self._of_matrix, self._of_weekly, self._of_attributes)
        return self.of_missing.room_of_acts.escape() or any(one.step_out() for one in rooms)

    def panes(self) -> tuple[QWidget, ...]:
        found = (
            self.matrix,
            self.behind,
            self.weekly,
            self.things,
            self.missing,
            self.chains,
            self.attributes,
            self.shared,
        )
        return tuple(one for one in found if one.isVisibleTo(self))
