"""How does one column of the portal stand, what burnt in it, and what calms it?"""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken
from clerkdesk.monitor import acts, queries
from clerkdesk.monitor.acts import Act
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.rows import ColumnCard, ExplanationView, LightRow, UpdateView
from clerkdesk.monitor.rulebook import Explained
from clerkdesk.publications import catalogue
from ui import cards, icons, outside, words
from ui.act_room import ActRoom
from ui.buttons import Segments, button
from ui.monitor.acts import VOID_EXPLANATION, VOID_UPDATE, On, panel
from ui.monitor.columns import EXPLANATIONS, LIGHT_OF, LIGHTS, UPDATES, change
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.table_view import RecordTable

say = words.of("monitor")

_KEYS = {Act.NOTE_UPDATE: "A", Act.EXPLAIN: "X", Act.END: "B"}


class ColumnPage(Page):
    """Facts, the three histories, what to do. An act opens in the middle."""

    kinds = frozenset({"monitor", "publication", "unit", "setting", "holiday_notice"})
    help_topic = "monitor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("card_title"))
        self._id = 0
        self._card: ColumnCard | None = None
        self.add_back()
        self.action(say("to_list"), lambda: desk.navigate("monitor"), icon="monitor")
        self.action(
            say("rules"), lambda: desk.navigate("settings", None, part="monitor"), icon="settings"
        )
        self.facts = cards.Card(say("card_facts"))
        self._facts = cards.Facts(66)
        self.facts.body.addWidget(self._facts)
        self.facts.body.addStretch(1)
        self.steps = cards.Card(say("card_steps"))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        self.steps.body.addLayout(self._steps)
        self.steps.body.addStretch(1)
        self.buttons: dict[str, QWidget] = {}
        self.room_of_acts = ActRoom(self._histories())
        self.columns = Panes(
            (
                Pane("facts", say("pane_facts"), scrolled(self.facts), 264),
                Pane("middle", say("pane_middle"), self.room_of_acts),
                Pane("steps", say("pane_steps"), scrolled(self.steps), 256),
            ),
            say("pane_name"),
            first="steps",
        )
        self.body.addWidget(self.columns, 1)

    def _histories(self) -> QWidget:
        holder = cards.Card()
        top = QHBoxLayout()
        self.views = Segments(
            [(key, say(f"view_{key}")) for key in ("lights", "updates", "explanations")],
            say("views"),
        )
        self.views.chosen.connect(self._look_at)
        self.void = button(say("void"), self._void, icon="void")
        self.open_file = button(say("open_file"), self._open_file, icon="attach")
        top.addWidget(self.views)
        top.addStretch(1)
        top.addWidget(self.open_file)
        top.addWidget(self.void)
        holder.body.addLayout(top)
        self.lights = RecordTable[LightRow](LIGHTS, key=lambda r: r.id, name=say("name_lights"))
        self.updates = RecordTable[UpdateView](
            UPDATES, key=lambda r: r.id, name=say("name_updates")
        )
        self.told = RecordTable[ExplanationView](
            EXPLANATIONS, key=lambda r: r.id, name=say("name_explanations")
        )
        self.updates.opened.connect(self._open_update)
        self.told.opened.connect(lambda _row: self._open_file())
        self._tables: dict[str, RecordTable[Any]] = {
            "lights": self.lights,
            "updates": self.updates,
            "explanations": self.told,
        }
        self.stack = QStackedWidget()
        for table in self._tables.values():
            table.current_changed.connect(lambda _row: self._offer())
            self.stack.addWidget(table)
        holder.body.addWidget(self.stack, 1)
        self.none = cards.text(role="label", tone="text2", wrap=True)
        holder.body.addWidget(self.none)
        return holder

    # showing

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        if id_ is not None and id_ != self._id:
            self._id = id_
            self.room_of_acts.forget()
            self.refresh()

    def refresh(self) -> None:
        if not self._id:
            return
        try:
            card = queries.column_card(self._id, self.desk.today())
        except Spoken as gone:
            self.show_error(gone)
            return
        self._card = card
        row = card.row
        self.set_title(row.name, row.unit)
        self.header.chip.show()
        rest = say("since", day=words.short_day(row.since)) if row.since else ""
        word = words.term("column_light", row.colour)
        self.header.chip.show_light(LIGHT_OF[row.colour], rest, word=word)
        self._show_facts(card)
        self._show_steps(card)
        self.lights.set_rows(card.lights[::-1])
        self.updates.set_rows(card.updates)
        self.told.set_rows(card.explanations)
        self._look_at(self.views.value())

    def _show_facts(self, card: ColumnCard) -> None:
        row, rule = card.row, card.rule
        add = self._facts.add
        self._facts.clear()
        add(say("f_unit"), row.unit)
        add(say("f_kind"), words.term("column_kind", row.kind))
        category = catalogue.current().find(card.category)
        add(say("f_category"), category.name if category else "")
        add(say("f_from"), card.valid_from)
        if card.ended_on:
            add(say("f_ended"), card.ended_on)
        self._facts.add_rule()
        add(say("f_last"), row.last_update)
        if row.explained_on:
            add(say("f_explained"), row.explained_on)
        if row.since:
            add(say("f_since"), row.since)
        add(say("f_next"), change(row))
        if row.provisional:
            self._facts.add_widget("", cards.Tag(say("provisional"), say("provisional_why")))
        self._facts.add_rule()
        add(say("f_rule"), say("rule", yellow=rule.yellow, red=rule.red))
        add(say("f_rule_from"), rule.since)
        holds = rule.explained is Explained.HOLDS
        add(say("f_explaining"), say("rule_holds" if holds else "rule_resets"))

    def _show_steps(self, card: ColumnCard) -> None:
        cards.clear(self._steps)
        self.buttons = {}
        colour = card.row.colour
        calm = card.row.next_colour is Colour.GREEN
        key = "calmed" if calm else "ended" if card.ended_on else colour.value
        self._steps.addWidget(cards.text(say(f"step_{key}"), role="label", wrap=True))
        for number, act in enumerate(acts.allowed(card.standing)):
            word = say("act_button", verb=words.term("column_act", act), key=_KEYS[act])
            kind = number == 0
            made = button(word, partial(self.open_act, act), kind="primary" if kind else "plain")
            self.buttons[act] = made
            self._steps.addWidget(made)
        marks = button(say("to_scores"), lambda: self.desk.navigate("monitor.scores"))
        self._steps.addWidget(marks)
        for number, one in enumerate(acts.refused(card.standing)):
            if not number:
                self._steps.addWidget(cards.rule())
                self._steps.addWidget(cards.text(say("not_now"), role="label", tone="text2"))
            self._closed(words.term("column_act", one.act), one.reason)

    def _closed(self, act: str, reason: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        mark = QLabel()
        icons.put(mark, "lock", "text3", 14)
        row.addWidget(mark)
        told = cards.text(say("closed", act=act, reason=reason), role="label", wrap=True)
        row.addWidget(told, 1)
        self._steps.addLayout(row)

    def _look_at(self, key: str) -> None:
        table = self._tables[key]
        self.stack.setCurrentWidget(table)
        if table.current() is None:
            table.select_first()
        self.none.setText("" if table.count() else say(f"none_{key}"))
        self.none.setVisible(not table.count())
        self._offer()

    def _offer(self) -> None:
        key = self.views.value()
        row = self._tables[key].current()
        voidable = key != "lights" and row is not None and not row.voided
        self.void.setVisible(voidable)
        self.open_file.setVisible(key == "explanations" and row is not None)

    # acting

    def open_act(self, key: str, record_id: int = 0) -> None:
        on = On(self.desk, self._id, record_id)
        self.room_of_acts.open(
            (key, record_id), lambda: panel(key, on, self.room_of_acts.close_act), self.refresh
        )
        self.columns.show_pane("middle")

    def _void(self) -> None:
        key = self.views.value()
        row = self._tables[key].current()
        if row is not None:
            self.open_act(VOID_UPDATE if key == "updates" else VOID_EXPLANATION, row.id)

    def _open_update(self, row: UpdateView) -> None:
        if row.publication_id is not None:
            self.desk.navigate("publications", row.publication_id)

    def _open_file(self) -> None:
        row = self.told.current()
        if row is None or row.file_id is None:
            return
        try:
            outside.open_file(row.file_id)
        except Spoken as error:
            self.show_error(error)

    def escape(self) -> bool:
        return self.room_of_acts.escape()

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)
        for table in self._tables.values():
            table.set_narrow(narrow=room is not Room.WIDE)

    def panes(self) -> tuple[QWidget, ...]:
        return tuple(one for one in (self.steps, self.stack, self.facts) if one.isVisibleTo(self))
