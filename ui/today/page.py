"""What must be done today? The board of everything due, by light, with the month beside it."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.calendar import DayKind
from clerkdesk.deadlines import board, turns
from clerkdesk.deadlines.board import DueRow
from clerkdesk.deadlines.lights import Light, worst
from ui import cards, theme, words
from ui.buttons import CountButton
from ui.pages import Desk, Page, Room
from ui.places import open_due
from ui.side_bar import SideCount
from ui.table_view import RecordTable
from ui.tables import Group
from ui.today import day_sheet
from ui.today.mini_month import MiniMonth
from ui.today.rows import COLUMNS, groups
from ui.today.turned import TurnedCard

say = words.of("today")


SHOWN = (
    Light.OVERDUE,
    Light.TODAY,
    Light.SOON,
    Light.UNCONFIRMED,
    Light.UNSENT,
    Light.ORDINARY,
    Light.PAUSED,
    Light.DONE,
)


def side_count(desk: Desk) -> SideCount:
    """What the side bar shows: how many are red or yellow, with the worst light."""
    counts = board.counts(desk.today())
    alarming = {one: counts[one] for one in (Light.OVERDUE, Light.TODAY, Light.SOON)}
    return SideCount(
        sum(alarming.values()), worst([one for one, number in alarming.items() if number])
    )


class Today(Page):
    """The first page: what is due, what has just turned, and the month."""

    kinds = frozenset(
        {"request", "publication", "review", "light", "setting", "holiday_notice", "letter"}
    )
    help_topic = "today"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"))
        self.action(
            say("new_request"),
            lambda: desk.navigate("requests.intake"),
            keys="Ctrl+N",
            icon="add",
            place="primary",
        )
        self.action(
            say("new_publication"),
            lambda: desk.navigate("publications.register"),
            icon="add",
            place="second",
        )
        self.action(say("print_sheet"), self._print, keys="Ctrl+P", icon="print")
        self.action(say("refresh"), self.refresh, keys="F5")
        self._build()

    def _build(self) -> None:
        self.counts: dict[Light, CountButton] = {}
        self._buttons = QGridLayout()
        self._buttons.setSpacing(8)
        for one in SHOWN:
            made = CountButton(say(one.value), light=one)
            made.clicked.connect(lambda _checked=False, one=one: self._choose(one))
            self.counts[one] = made
        self.body.addLayout(self._buttons)
        self.table = RecordTable[DueRow](
            COLUMNS, key=lambda row: row.id, name=say("board_name"), parent=self
        )
        self.table.opened.connect(self._open)
        self.none = cards.Empty(say("empty"), say("empty_why"), icon="tick")
        self.none_chosen = cards.Empty(
            say("empty_filter"), icon="filter", verb=say("show_all"), act=lambda: self._choose(None)
        )
        self.stack = QStackedWidget()
        for widget in (self.table, self.none, self.none_chosen):
            self.stack.addWidget(widget)
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.month = MiniMonth()
        self.month.chosen.connect(lambda day: self.desk.navigate("calendar", None, day=day))
        month_card = cards.Card()
        month_card.body.addWidget(self.month)
        self.turned = TurnedCard(self._acknowledge, self._go)
        column.addWidget(month_card)
        column.addWidget(self.turned, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.stack, 1)
        row.addWidget(self.side)
        self.body.addLayout(row, 1)
        self._chosen: Light | None = None
        self._arrange(len(SHOWN))

    def _fit_in_a_row(self) -> bool:
        """Larger words leave no room for all lights beside each other."""
        sides = self.body.contentsMargins()
        need = sum(made.minimumSizeHint().width() for made in self.counts.values())
        need += self._buttons.horizontalSpacing() * (len(SHOWN) - 1) + sides.left() + sides.right()
        return need <= self.room_width()

    def _arrange(self, columns: int) -> None:
        for place, made in enumerate(self.counts.values()):
            self._buttons.addWidget(made, place // columns, place % columns)

    def set_room(self, room: Room) -> None:
        narrow = room is Room.NARROW
        self._arrange(len(SHOWN) if room is Room.WIDE and self._fit_in_a_row() else 4)
        self.side.setVisible(not narrow)
        self.table.set_narrow(narrow=narrow)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.table, self.month, self.turned)

    def escape(self) -> bool:
        if self._chosen is None:
            return False
        self._choose(None)
        return True

    def measure(self) -> None:
        """Take the widths of the text size in use."""
        self.side.setFixedWidth(theme.scaled(244))

    def refresh(self) -> None:
        self.measure()
        today, days = self.desk.today(), self.desk.calendar()
        kind = days.kind(today)
        if days.is_workday(today):
            subtitle = say("subtitle_work", day=words.long_day(today))
        else:
            name = say("named", name=days.name(today)) if kind is DayKind.HOLIDAY else ""
            subtitle = say("subtitle_off", day=words.long_day(today), name=name)
        self.set_title(say("title"), subtitle)
        counted = board.counts(today)
        for one, made in self.counts.items():
            if one is not Light.DONE:
                made.set_count(counted[one])
        self.counts[Light.DONE].set_count(board.closed_between(today.replace(day=1), today))
        self._show_rows(sum(counted.values()))
        self.month.show_month(today, today, days)
        self.turned.show_turned(turns.unacknowledged(today))

    def _show_rows(self, open_count: int) -> None:
        today = self.desk.today()
        if self._chosen is Light.DONE:
            rows = board.ended_between(today.replace(day=1), today, today)
        else:
            rows = board.on(today, lights=() if self._chosen is None else (self._chosen,))
        shown: list[DueRow | Group] = []
        for title, note, of_it in groups(rows, self.desk.settings().yellow_lead):
            shown += [Group(title, note), *of_it]
        self.table.set_rows(shown)
        if rows:
            self.stack.setCurrentWidget(self.table)
            if self.table.current() is None:
                self.table.select_first()
        elif self._chosen is not None:
            self.none_chosen.why.setText(say("empty_filter_why", count=open_count))
            self.none_chosen.why.show()
            self.stack.setCurrentWidget(self.none_chosen)
        else:
            self.stack.setCurrentWidget(self.none)

    def _choose(self, light: Light | None) -> None:
        """Filter by one light; the same one again shows all."""
        self._chosen = None if light is self._chosen else light
        for one, made in self.counts.items():
            made.setChecked(one is self._chosen)
        self.refresh()

    def _open(self, row: DueRow) -> None:
        self._go(row)

    def _go(self, row: DueRow) -> None:
        open_due(self.desk, row)

    def _acknowledge(self, ids: tuple[int, ...]) -> None:
        turns.acknowledge(ids, self.desk.person_id)

    def _print(self) -> None:
        day_sheet.show(self.desk)

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.table.setFocus()
