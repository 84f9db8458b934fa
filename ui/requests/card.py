"""What is known of one request, and what can be done to it? Facts, story, ledger, next step."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import Spoken
from clerkdesk.letters.parts import Sheet
from clerkdesk.requests import also_public, queries, sheets
from clerkdesk.requests.moves import Move
from clerkdesk.requests.queries import RequestCard as Card
from clerkdesk.requests.states import State
from ui import cards, words
from ui.act_room import ActRoom
from ui.buttons import Segments, button
from ui.pages import Desk, Page, Room, scrolled
from ui.requests.bulk_place import archive_one
from ui.requests.day_table import DayTable
from ui.requests.deadline_bar import DeadlineBar
from ui.requests.facts_pane import FactsPane
from ui.requests.moves.act import Scene
from ui.requests.moves.act import say as say_act
from ui.requests.moves.panel import MovePanel, title
from ui.requests.moves.registry import ACTS
from ui.requests.next_pane import NextPane
from ui.requests.story import Story
from ui.requests.week_grid import WeekGrid

say = words.of("request_card")

_TABS = ("facts", "story", "days", "next")


class RequestCard(Page):
    """Three columns in a wide window, tabs in a narrow one; acts open in the middle."""

    kinds = frozenset(
        {"request", "letter", "party", "setting", "holiday_notice", "unit", "person", "publication"}
    )
    help_topic = "requests"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title", number=""))
        self._id = 0
        self.card: Card | None = None
        self._tab = "story"
        self._build()
        self.add_back()
        self._actions()
        self.header.chip.show()

    def _actions(self) -> None:
        self.action(say("more_print"), self._print, keys="Ctrl+P", icon="print")
        self.action(say("more_case"), self._print_case, keys="Ctrl+Shift+P", icon="print")
        self.action(say("more_publish"), self._publish, icon="publication")
        self.action(say("more_archive"), self._archive, icon="archive")
        for key, word, icon in (
            ("receipt", "more_receipt", "edit"),
            ("void", "more_void", "void"),
            ("attach", "more_attach", "attach"),
            ("hand_over", "more_hand_over", "person"),
            ("detach", "more_detach", "minus"),
            ("relate", "more_relate", "link"),
            ("unrelate", "more_unrelate", "close"),
            ("same", "more_same", "person"),
            ("void_request", "more_void_request", "void"),
        ):
            self.action(say(word), partial(self.open_act, key), icon=icon)
        self.action(say("more_list"), lambda: self.desk.navigate("requests"), icon="request")

    def _build(self) -> None:
        self.voided = cards.Band("", state="plain", icon="void")
        self.voided.hide()
        self.unlawful = cards.Band("", state="block", icon="block")
        self.unlawful.hide()
        self.body.addWidget(self.voided)
        self.body.addWidget(self.unlawful)
        self.wanted = cards.Band(say("wanted_band"), state="plain", icon="publication")
        self.wanted.hide()
        self.body.addWidget(self.wanted)
        self.tabs = Segments([(key, say(f"pane_{key}")) for key in _TABS], say("panes"))
        self.tabs.set_value(self._tab)
        self.tabs.chosen.connect(self._choose_tab)
        self.body.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self.facts = FactsPane(self.desk, lambda: self.open_act("correct"), self.show_error)
        self.bar = DeadlineBar()
        self.story = Story()
        self.story.void_wanted.connect(lambda event: self.open_act("void", event))
        self.days = self._days_card()
        self.next = NextPane(self.desk)
        self.next.wanted.connect(self.open_act)
        self.next.file_wanted.connect(self.facts.open_file)
        below = QWidget()
        self._below = QHBoxLayout(below)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.setSpacing(12)
        self._below.addWidget(self.story)
        self._below.addWidget(self.days, 1)
        self.place = ActRoom(below)
        self.place.closed.connect(self._act_closed)
        centre = QVBoxLayout()
        centre.setSpacing(12)
        centre.addWidget(self.bar)
        centre.addWidget(self.place, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self.facts)
        self._row.addLayout(centre, 1)
        self._row.addWidget(self.next)
        self.body.addLayout(self._row, 1)

    def _days_card(self) -> cards.Card:
        made = cards.Card(say("days_title"))
        self.view = Segments(
            [("grid", say("view_grid")), ("table", say("view_table"))], say("view")
        )
        self.view.chosen.connect(self._choose_view)
        made.head.addWidget(self.view)
        made.head.addWidget(button(say("print_days"), self._print, kind="link", icon="print"))
        self.grid = WeekGrid()
        self.table = DayTable(self.desk.calendar())
        self.no_days = cards.text(say("days_none"), role="label", tone="text2", wrap=True)
        self.no_days.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.views = QStackedWidget()
        self.grid_area = scrolled(self.grid)
        for one in (self.grid_area, self.table, self.no_days):
            self.views.addWidget(one)
        made.body.addWidget(self.views, 1)
        return made

    # what is shown

    def arrive(self, id_: int | None, /, **facts: Any) -> None:
        """facts: act, the key of a form to open at once."""
        if id_ is not None and id_ != self._id:
            self._id = id_
            self.place.close_act()
            self.facts.forget()
        self.refresh()
        self.stale = False
        if "act" in facts:
            self.open_act(facts["act"], facts.get("about"))
        elif self.card is not None and self.card.state is State.UNCONFIRMED:
            self.open_act(Move.CONFIRM_RECEIPT.value)
        elif self.place.shown() is None:
            self._focus_next()

    def refresh(self) -> None:
        if not self._id:
            return
        today = self.desk.today()
        focused = QApplication.focusWidget()
        at_next = focused is not None and self.next.isAncestorOf(focused)
        try:
            card = queries.card(self._id, today)
        except Spoken as fault:
            self.show_error(fault)
            return
        self.card = card
        applicant = say("and").join(one.name for one in card.applicants)
        told = say("subtitle", applicant=applicant, title=card.title)
        self.set_title(say("title", number=card.number), told)
        rest = words.remainder(card.light, card.left)
        word = words.light(card.light, unsent=card.unsent, dated=card.due_on is not None)
        self.header.chip.show_light(card.light, rest, word=word)
        self._show_bands(card)
        self.facts.show_card(card)
        self.bar.show_card(card, today)
        self.story.show_card(card, today)
        self._show_days(card, today)
        self.next.show_card(card)
        panel = self.place.shown()
        if isinstance(panel, MovePanel):
            panel.go_on(card)
        if at_next:
            self._focus_next()  # the buttons are new ones

    def _show_bands(self, card: Card) -> None:
        self.voided.setVisible(card.voided)
        self.voided.message.setText(say("voided_band", reason=card.void_reason))
        wrong = sum(1 for one in card.events if one.unlawful and one.stands)
        self.unlawful.setVisible(bool(wrong))
        self.unlawful.message.setText(say("unlawful_band", count=wrong))
        self.wanted.setVisible(also_public.suggested(card))

    def _show_days(self, card: Card, today: date) -> None:
        self.grid.show_days(card.days, self.desk.calendar(), today, card.due_on)
        self.table.show_days(card.days, today)
        self._choose_view(self.view.value())

    def _choose_view(self, key: str) -> None:
        if self.card is not None and not self.card.days:
            self.views.setCurrentWidget(self.no_days)
        else:
            self.views.setCurrentWidget(self.grid_area if key == "grid" else self.table)

    # arranging

    def set_room(self, room: Room) -> None:
        wide = room is Room.WIDE
        self.facts.setFixedWidth(244) if wide else self._free(self.facts)
        self.story.setFixedWidth(222) if wide else self._free(self.story)
        narrow = room is Room.NARROW
        self.next.setFixedWidth(240) if not narrow else self._free(self.next)
        self._arrange()

    @staticmethod
    def _free(widget: QWidget) -> None:
        widget.setMinimumWidth(0)
        widget.setMaximumWidth(16_777_215)

    def _choose_tab(self, key: str) -> None:
        self._tab = key
        self.tabs.set_value(key)
        self._arrange()

    def _arrange(self) -> None:
        """Show what the window has room for: all, or one part at a time."""
        acting = self.place.shown() is not None
        wide, narrow = self.room is Room.WIDE, self.room is Room.NARROW
        tab = self._tab
        self.tabs.setVisible(not wide and not acting)
        self.facts.setVisible(wide or (tab == "facts" and not acting))
        self.next.setVisible(not narrow or (tab == "next" and not acting))
        self._row.setStretch(0, 0 if wide else 1)
        self._row.setStretch(2, 1 if narrow else 0)
        inside = tab in ("story", "days") or (not narrow and tab == "next")
        self._row.setStretch(1, 1 if wide or acting or inside else 0)
        self.place.setVisible(wide or acting or inside)
        self.bar.setVisible(wide or acting or inside)
        self.story.setVisible(wide or tab != "days")
        self.days.setVisible(wide or tab == "days")
        self.bar.setVisible(
            self.bar.isVisibleTo(self) and not (narrow and (acting or tab == "days"))
        )
        self.bar.set_narrow(narrow=narrow)

    def panes(self) -> tuple[QWidget, ...]:
        days = self.table if self.views.currentWidget() is self.table else self.grid
        middle = self.place if self.place.shown() is not None else days
        first = self.next.primary or self.next.talk
        return (first, middle, self.facts.numbers)

    def _focus_next(self) -> None:
        target = self.next.primary if self.next.isVisibleTo(self) else None
        (target or self.grid).setFocus()

    # acts

    def open_act(self, key: str, about: int | None = None) -> None:
        """Open an act's form in the middle; deciding has a page of its own."""
        if self.card is None:
            return
        self.clear_error()
        if key == Move.DECIDE:
            self.desk.navigate("requests.decide", self._id)
            return
        scene, close = Scene(self.desk, self.card, about), self.place.close_act
        told = say_act("saved", number=self.card.number, act=title(key))
        panel = self.place.open(
            (self._id, key, about),
            lambda: MovePanel(key, ACTS[key], scene, closed=close),
            done=lambda: self.desk.note(told),
        )
        panel.go_on(self.card)
        self._arrange()
        panel.form.focus_first()

    def _act_closed(self) -> None:
        self._arrange()
        self.clear_error()
        self._focus_next()

    def escape(self) -> bool:
        return self.place.escape()

    def _publish(self) -> None:
        self.desk.navigate("requests.publish", self._id)

    def _archive(self) -> None:
        self.clear_error()
        archive_one(self, self.desk, self._id, self.show_error)

    def _print_case(self) -> None:
        if self.card is not None:
            self._paper(sheets.case_sheet, say("case_name", number=self.card.number))

    def _print(self) -> None:
        if self.card is not None and self.card.days:
            self._paper(sheets.day_sheet, say("sheet_name", number=self.card.number))

    def _paper(self, of: Callable[[Card, WorkCalendar, date, str], Sheet], name: str) -> None:
        assert self.card is not None  # noqa: S101 - asked by both
        office = self.desk.settings().office_name
        try:
            data = sheets.pdf(of(self.card, self.desk.calendar(), self.desk.today(), office))
        except Spoken as fault:
            self.show_error(fault)
            return
        self.desk.navigate("papers", None, pdf=data, name=name)
