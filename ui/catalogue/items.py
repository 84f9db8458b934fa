"""What must be published, by whom, how: the catalogue with its duties, one entry in full beside."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk import units
from clerkdesk.publications import duties
from clerkdesk.publications.categories import Category, Frequency
from clerkdesk.publications.duties import DutyRow, NewDuty
from ui import cards, words
from ui.act_panel import ActPanel, Values
from ui.act_room import ActRoom
from ui.buttons import button
from ui.catalogue.rows import ITEMS, ItemRow, also, channels, elements, items, limit
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.pages import Desk, scrolled
from ui.panes import Pane, Panes
from ui.table_view import RecordTable

say = words.of("catalogue_page")


class Items(QWidget):
    """The list at the left, the chosen entry and its duties at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = ""
        self.table = RecordTable[ItemRow](
            ITEMS, key=lambda row: row.category.key, name=say("name_items")
        )
        self.table.current_changed.connect(self._show)
        self.card = cards.Card()
        self.name = cards.text(role="h3", wrap=True)
        self.card.body.addWidget(self.name)
        self._duties = QVBoxLayout()
        self._duties.setSpacing(4)
        self.card.body.addLayout(self._duties)
        self.assign = button(say("assign"), self.open_assign, icon="add")
        self.card.body.addWidget(self.assign)
        self.card.body.addWidget(cards.rule())
        self._facts = cards.Facts(64)
        self.card.body.addWidget(self._facts)
        self.card.body.addStretch(1)
        self.ends: list[QWidget] = []
        self.room_of_acts = ActRoom(scrolled(self.card))
        self.columns = Panes(
            (
                Pane("list", say("pane_list"), self.table),
                Pane("entry", say("pane_entry"), self.room_of_acts, 380),
            ),
            say("pane_name"),
            first="list",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns)

    def look(self, text: str | None = None) -> None:
        """Show the entries that hold a text; the same ones again where None."""
        self._text = self._text if text is None else text
        self.table.set_rows(items(self._desk.today(), self._text))
        if self.table.current() is None:
            self.table.select_first()
        self._show(self.table.current())

    def _show(self, row: ItemRow | None) -> None:
        self.card.setVisible(row is not None)
        if row is None:
            return
        one = row.category
        self.name.setText(one.name)
        add = self._facts.add
        self._facts.clear()
        add(say("x_basis"), one.basis)
        add(say("x_owner"), one.owner)
        add(say("x_elements"), elements(one))
        add(say("x_audience"), words.term("audience", one.audience))
        add(say("x_channels"), channels(one))
        add(say("col_frequency"), words.term("frequency", one.frequency))
        add(say("col_limit"), limit(one.rule))
        add(say("x_limit_basis"), one.rule.basis)
        for other in one.also:
            add(say("x_also"), also(other), tone="pause")
        self._show_duties(row)

    def _show_duties(self, row: ItemRow) -> None:
        cards.clear(self._duties)
        self.ends = []
        who = say("duties") if row.duties else say("nobody")
        self._duties.addWidget(cards.text(who, role="label", tone="text2"))
        for duty in row.duties:
            frequency = words.term("frequency", duty.frequency)
            said = say(
                "duty",
                unit=duty.unit,
                frequency=frequency,
                day=words.day(duty.valid_from),
                person=duty.person or words.NOTHING,
            )
            self._duties.addWidget(cards.text(said, role="label", wrap=True))
            end = button(say("end_duty"), partial(self.open_end, duty), kind="link")
            end.setAccessibleName(say("end_duty_of", unit=duty.unit, item=duty.category_name))
            self.ends.append(end)
            self._duties.addWidget(end)

    # changing who answers

    def open_assign(self) -> None:
        row = self.table.current()
        if row is not None:
            self._open(("assign", row.category.key), lambda: self._assign_panel(row.category))

    def open_end(self, duty: DutyRow) -> None:
        self._open(("end", duty.id), lambda: self._end_panel(duty))

    def _open(self, key: tuple[str, str | int], make: Callable[[], ActPanel]) -> None:
        self.room_of_acts.open(key, make, self.look)
        self.columns.show_pane("entry")

    def _day(self) -> DateEdit:
        days = self._desk.calendar()
        made = DateEdit(self._desk.today, sort=Sort.FACT, calendar=days, horizon=days.horizon)
        made.set_value(self._desk.today())
        return made

    def _assign_panel(self, category: Category) -> ActPanel:
        def fill(form: Form) -> None:
            sections = [*units.all_of(units.SECTION), *units.all_of(units.OTHER)]
            rows = [(row.id, row.name) for row in sections]
            form.add("unit", say("f_unit"), Picker(rows), required=True)
            people = [(row.id, row.name) for row in units.people()]
            form.add("person", say("f_person"), Picker(people))
            ways = [(one, words.term("frequency", one)) for one in Frequency]
            form.add("frequency", say("col_frequency"), Choice(ways), required=True)
            form.add("valid_from", say("f_from"), self._day(), required=True)
            form.add("note", say("f_note"), LineText())
            form.set_values({"frequency": category.frequency})

        def perform(values: Values) -> None:
            duties.assign_duty(
                NewDuty(
                    category=category.key,
                    unit_id=values["unit"],
                    frequency=values["frequency"],
                    valid_from=values["valid_from"],
                    person_id=values["person"],
                    note=values["note"],
                ),
                self._desk.person_id,
            )
            self._desk.note(say("n_assigned"))

        return ActPanel(
            say("assign_title"),
            say("assign_verb"),
            note=category.name,
            fill=fill,
            perform=perform,
            closed=self.room_of_acts.close_act,
        )

    def _end_panel(self, duty: DutyRow) -> ActPanel:
        def fill(form: Form) -> None:
            form.add("on", say("f_end_on"), self._day(), required=True)
            form.add("reason", say("f_reason"), LongText(lines=3), required=True)

        def perform(values: Values) -> None:
            duties.end_duty(duty.id, self._desk.person_id, **values)
            self._desk.note(say("n_ended"))

        return ActPanel(
            say("end_title", unit=duty.unit),
            say("end_verb"),
            note=duty.category_name,
            fill=fill,
            perform=perform,
            closed=self.room_of_acts.close_act,
        )
