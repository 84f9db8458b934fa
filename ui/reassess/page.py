"""What is withheld and comes back for assessment (条例 18), and what is found this time?"""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from clerkdesk.deadlines.lights import Light
from clerkdesk.publications.registering import NewPublication
from clerkdesk.reassessments import queries, service
from clerkdesk.reassessments.queries import QueueRow
from clerkdesk.reassessments.recording import Finding, Noun
from ui import cards, words
from ui.act_panel import ActPanel, Values
from ui.act_room import ActRoom
from ui.buttons import button
from ui.pages import Desk, Page, Room, scrolled
from ui.panes import Pane, Panes
from ui.reassess import assess_form, queue_sheet
from ui.reassess.assess_form import Draft
from ui.reassess.rows import COLUMNS, ground, reasons, source, told
from ui.table_view import RecordTable
from ui.tables import Group

say = words.of("reassess")

_NOW = (Light.OVERDUE, Light.TODAY)
_NOTES = {
    Noun.PUBLICATION: "note_publication",
    Noun.PARTS: "note_parts",
    Noun.ITEM: "note_request",
}


class Reassess(Page):
    """The queue at the left, the chosen matter and its assessment at the right."""

    kinds = frozenset({"publication", "request", "withheld", "setting", "holiday_notice"})
    help_topic = "reassess"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"), say("subtitle"))
        self.action(say("print"), self._print, keys="Ctrl+P", icon="print", place="second")
        self.add_back()
        self.table = RecordTable[QueueRow](COLUMNS, key=lambda row: row.key, name=say("title"))
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
        self._rows = queries.queue(self.desk.today())
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
        self.name.setText(row.title)
        self._facts.set(
            (
                (say("f_number"), row.number),
                (say("f_source"), source(row)),
                (say("f_ground"), ground(row)),
                (say("f_parts" if row.noun is Noun.PARTS else "f_reason"), reasons(row)),
                (say("f_published" if row.noun is Noun.PARTS else "f_since"), row.withheld_since),
                (say("f_on"), row.reassess_on),
                (say("f_section"), row.section),
            )
        )
        self.open.setText(say("open_request" if row.noun is Noun.ITEM else "open"))
        cards.clear(self._past)
        before = queries.past(row.noun, row.id)
        if before:
            self._past.addWidget(cards.rule())
            self._past.addWidget(cards.text(say("past"), role="label", tone="text2"))
        for time in before:
            self._past.addWidget(cards.text(told(time), role="label", wrap=True))

    def assess(self) -> None:
        """Open the form for the matter the cursor is on."""
        row = self.table.current()
        if row is None or not self._rows:
            return
        draft = self._draft(row)
        self.room_of_acts.open(
            row.key,
            lambda: ActPanel(
                say("assess_title"),
                say("assess_verb"),
                note=say(_NOTES[row.noun], title=row.title),
                fill=lambda form: assess_form.fill(form, self.desk, row.grounds, draft),
                perform=lambda values: self._assessed(row, values),
                closed=self.room_of_acts.close_act,
            ),
            self.refresh,
        )
        self.columns.show_pane("matter")

    def _draft(self, row: QueueRow) -> Draft | None:
        """What is asked of the publication that comes of it; a withheld one is there already."""
        if row.noun is Noun.PUBLICATION:
            return None
        typed = self.desk.settings().publication_numbers == "typed"
        return Draft(row.title if row.noun is Noun.ITEM else "", typed)

    def _assessed(self, row: QueueRow, values: Values) -> None:
        found, by = assess_form.finding(values), self.desk.person_id
        if row.noun is Noun.PUBLICATION:
            service.assess_publication(row.id, by, found)
            made = None
        elif row.noun is Noun.PARTS:
            made = service.assess_parts(row.id, by, found, values.get("number", ""))
        else:
            made = self._item_assessed(row, found, values)
        self.desk.note(say("n_assessed", number=row.number))
        if made is not None:
            self.desk.navigate("publications", made)

    def _item_assessed(self, row: QueueRow, found: Finding, values: Values) -> int | None:
        draft = None
        if found.disclose:
            draft = NewPublication(
                title=values["title"],
                formed_on=values["formed_on"],
                category=values["category"] or "",
                source_unit_id=row.section_id,
                handler_id=self.desk.person_id,
                number=values.get("number", ""),
            )
        return service.assess_item(row.id, self.desk.person_id, found, draft)

    def _open(self) -> None:
        row = self.table.current()
        if row is not None:
            place = "requests" if row.noun is Noun.ITEM else "publications"
            self.desk.navigate(place, row.place)

    def _print(self) -> None:
        pdf = queue_sheet.pdf(self._rows, self.desk)
        name = say("p_name", day=words.day(self.desk.today()))
        self.desk.navigate("papers", None, pdf=pdf, name=name)

    def arrive(
        self, id_: int | None, /, *, parts: bool = False, assess: bool = False, **_facts: Any
    ) -> None:
        """id_: of the item of a request, or with `parts` of the publication they were cut from.

        A publication withheld is assessed on its own page as well. assess: with its form open.
        """
        if id_ is None:
            return
        self.look_again()
        key = (str(Noun.PARTS if parts else Noun.ITEM), id_)
        self.table.select(key)
        row = self.table.current()
        if assess and row is not None and row.key == key:
            self.assess()

    def escape(self) -> bool:
        return self.room_of_acts.escape()

    def set_room(self, room: Room) -> None:
        self.columns.set_narrow(narrow=room is Room.NARROW)
        self.table.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return tuple(one for one in (self.table, self.room_of_acts) if one.isVisibleTo(self))
