"""What is withheld and comes back for assessment (条例 18), and what is found this time?"""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import Spoken
from clerkdesk.publications import queries, reassessing
from clerkdesk.publications.acts import Act
from clerkdesk.publications.reassessing import QueueRow
from ui import cards, words
from ui.act_panel import ActPanel
from ui.act_room import ActRoom
from ui.buttons import button
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.publications.act_forms import ACT_FORMS, On
from ui.reassess import queue_sheet
from ui.reassess.rows import COLUMNS, ground
from ui.table_view import RecordTable
from ui.tables import Group

say = words.of("reassess")

_NOW = (Light.OVERDUE, Light.TODAY)


class Reassess(Page):
    """The queue at the left, the chosen matter and its assessment at the right."""

    kinds = frozenset({"publication", "setting", "holiday_notice"})
    help_topic = "reassess"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="second")
        self.add_back()
        self.table = RecordTable[QueueRow](COLUMNS, key=lambda row: row.id, name=say("title"))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.assess())
        self.card = cards.Card()
        self.name = cards.text(role="h3", wrap=True)
        self._facts = cards.Facts(66)
        self.go = button(say("assess"), self.assess, kind="primary")
        self.open = button(say("open"), self._open)
        self._past = QVBoxLayout()
        self._past.setSpacing(4)
        for one in (self.name, self._facts, self.go, self.open):
            self.card.body.addWidget(one)
        self.card.body.addLayout(self._past)
        self.card.body.addStretch(1)
        self.room_of_acts = ActRoom(scrolled(self.card))
        self.columns = Panes(
            (
                Pane("list", say("pane_list"), self.table),
                Pane("matter", say("pane_matter"), self.room_of_acts, 360),
            ),
            say("pane_name"),
            first="list",
        )
        self.none = cards.Empty(say("empty"), say("empty_why"), icon="review")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.columns)
        self.stack.addWidget(self.none)
        self.body.addWidget(self.stack, 1)
        self._rows: tuple[QueueRow, ...] = ()

    def refresh(self) -> None:
        self._rows = reassessing.queue(self.desk.today())
        shown: list[Group | QueueRow] = []
        for key, lit in (("now", _NOW), ("soon", (Light.SOON,)), ("later", (Light.ORDINARY,))):
            of_it = [row for row in self._rows if row.light in lit]
            if of_it:
                shown += [Group(say(f"group_{key}"), words.pieces(len(of_it))), *of_it]
        self.table.set_rows(shown)
        if self.table.current() is None:
            self.table.select_first()
        self.stack.setCurrentWidget(self.columns if self._rows else self.none)
        self._show(self.table.current())

    def _show(self, row: QueueRow | None) -> None:
        self.card.setVisible(row is not None)
        if row is None:
            return
        one = row.row
        self.name.setText(one.title)
        self._facts.set(
            (
                (say("f_number"), one.number),
                (say("f_ground"), ground(row)),
                (say("f_reason"), one.reason),
                (say("f_since"), one.withheld_since),
                (say("f_on"), one.reassess_on),
                (say("f_section"), one.section),
            )
        )
        cards.clear(self._past)
        before = reassessing.past(one.id)
        if before:
            self._past.addWidget(cards.rule())
            self._past.addWidget(cards.text(say("past"), role="label", tone="text2"))
        for time in before:
            key = "past_disclosed" if time.disclose else "past_stayed"
            said = say(key, day=words.day(time.on), by=time.recorded_by, reason=time.reason)
            self._past.addWidget(cards.text(said, role="label", wrap=True))

    def assess(self) -> None:
        """Open the form for the matter the cursor is on."""
        row = self.table.current()
        if row is None or not self._rows:
            return
        try:
            card = queries.card(row.id, self.desk.today())
        except Spoken as gone:
            self.show_error(gone)
            return
        made_of, on = ACT_FORMS[Act.REASSESS], On(self, card)
        self.room_of_acts.open(
            row.id,
            lambda: ActPanel(
                say("assess_title"),
                say("assess_verb"),
                note=say("assess_note", title=card.title),
                fill=lambda form: made_of.fill(form, on),
                perform=lambda values: made_of.perform(values, on),
                closed=self.room_of_acts.close_act,
            ),
            self.refresh,
        )
        self.columns.show_pane("matter")

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            self.desk.navigate("publications", row.id)

    def _print(self) -> None:
        pdf = queue_sheet.pdf(self._rows, self.desk)
        name = say("p_name", day=words.day(self.desk.today()))
        self.desk.navigate("papers", None, pdf=pdf, name=name)

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is not None:
            self.look_again()
            self.table.select(id_)

    def escape(self) -> bool:
        return self.room_of_acts.escape()

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return tuple(one for one in (self.table, self.room_of_acts) if one.isVisibleTo(self))
