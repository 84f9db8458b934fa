"""What must be published, by whom, how: the catalogue, one entry in full beside, its changes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerkdesk import units
from clerkdesk.publications import catalogue, categories, duties, entries
from clerkdesk.publications.categories import Category, Frequency
from clerkdesk.publications.duties import DutyRow, NewDuty
from clerkdesk.publications.overlay import Entry
from ui import words
from ui.act_panel import ActPanel, Values
from ui.act_room import ActRoom
from ui.acting import today_of
from ui.catalogue import entry_form
from ui.catalogue.entry_card import EntryCard
from ui.catalogue.rows import ITEMS, ItemRow, items
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.pages import Desk, scrolled
from ui.panes import Pane, Panes
from ui.table_view import RecordTable

say = words.of("catalogue_page")


class Items(QWidget):
    """The list at the left, the chosen entry, its duties and its changes at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._text = ""
        self.table = RecordTable[ItemRow](
            ITEMS, key=lambda row: row.category.key, name=say("name_items")
        )
        self.table.current_changed.connect(self._show)
        self.card = EntryCard()
        self.card.assign_wanted.connect(self.open_assign)
        self.card.end_wanted.connect(self.open_end)
        self.card.change_wanted.connect(self.open_change)
        self.card.restore_wanted.connect(self.open_restore)
        self.card.stop_wanted.connect(self.open_stop)
        self.room_of_acts = ActRoom(scrolled(self.card))
        self.columns = Panes(
            (
                Pane("list", say("pane_list"), self.table),
                Pane("entry", say("pane_entry"), self.room_of_acts, 400),
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
        if row is not None:
            self.card.show_entry(row)

    def _open(self, key: tuple[str, Any], make: Callable[[], ActPanel]) -> None:
        self.room_of_acts.open(key, make, self.look)
        self.columns.show_pane("entry")

    def _on_current(self, act: str, make: Callable[[Category], ActPanel]) -> None:
        row = self.table.current()
        if row is not None:
            self._open((act, row.category.key), lambda: make(row.category))

    def _panel(
        self,
        what: str,
        note: str,
        fill: Callable[[Form], object],
        perform: Callable[[Values], object],
        **facts: str,
    ) -> ActPanel:
        return ActPanel(
            say(f"{what}_title", **facts),
            say(f"{what}_verb"),
            note=note,
            fill=fill,
            perform=perform,
            closed=self.room_of_acts.close_act,
        )

    # the entries themselves

    def open_add(self) -> None:
        """Add an entry of the office's own."""
        self._open(("add", ""), self._add_panel)

    def open_change(self) -> None:
        self._on_current("change", self._change_panel)

    def open_restore(self) -> None:
        self._on_current("restore", self._restore_panel)

    def open_stop(self) -> None:
        self._on_current("stop", self._stop_panel)

    def _add_panel(self) -> ActPanel:
        def perform(values: Values) -> None:
            made = entry_form.entry_from(values, Entry(), None)
            key = entries.add_entry(made, self._desk.person_id, on=values["on"], why=values["why"])
            self._desk.note(say("n_entry_added", name=made.name))
            self.look("")
            self.table.select(key)

        return self._panel(
            "e_add",
            say("e_add_note"),
            lambda form: entry_form.fill(form, Entry(), None, today_of(self._desk)),
            perform,
        )

    def _change_panel(self, category: Category) -> ActPanel:
        shipped = categories.load().find(category.key)
        before = catalogue.entry_of(category.key)

        def perform(values: Values) -> None:
            now = entry_form.entry_from(values, before, shipped)
            entries.change_entry(
                category.key, now, self._desk.person_id, on=values["on"], why=values["why"]
            )
            self._desk.note(say("n_entry_changed", name=category.name))

        return self._panel(
            "e_change" if shipped is None else "e_adapt",
            category.name if shipped is None else say("e_adapt_note", name=category.name),
            lambda form: entry_form.fill(form, before, shipped, today_of(self._desk)),
            perform,
        )

    def _restore_panel(self, category: Category) -> ActPanel:
        def perform(values: Values) -> None:
            entries.restore_entry(category.key, self._desk.person_id, **values)
            self._desk.note(say("n_entry_restored", name=category.name))

        return self._panel("e_restore", category.name, self._why, perform)

    def _stop_panel(self, category: Category) -> ActPanel:
        def perform(values: Values) -> None:
            entries.end_entry(category.key, self._desk.person_id, **values)
            self._desk.note(say("n_entry_ended", name=category.name))

        return self._panel("e_stop", say("e_stop_note", name=category.name), self._why, perform)

    def _why(self, form: Form) -> None:
        form.add("on", say("g_on"), today_of(self._desk), required=True)
        form.add("why", say("f_reason"), LongText(lines=3), required=True)

    # who answers

    def open_assign(self) -> None:
        self._on_current("assign", self._assign_panel)

    def open_end(self, duty: DutyRow) -> None:
        self._open(("end", duty.id), lambda: self._end_panel(duty))

    def _assign_panel(self, category: Category) -> ActPanel:
        def fill(form: Form) -> None:
            sections = [*units.all_of(units.SECTION), *units.all_of(units.OTHER)]
            rows = [(row.id, row.name) for row in sections]
            form.add("unit", say("f_unit"), Picker(rows), required=True)
            people = [(row.id, row.name) for row in units.people()]
            form.add("person", say("f_person"), Picker(people))
            ways = [(one, words.term("frequency", one)) for one in Frequency]
            form.add("frequency", say("col_frequency"), Choice(ways), required=True)
            form.add("valid_from", say("f_from"), today_of(self._desk), required=True)
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

        return self._panel("assign", category.name, fill, perform)

    def _end_panel(self, duty: DutyRow) -> ActPanel:
        def fill(form: Form) -> None:
            form.add("on", say("f_end_on"), today_of(self._desk), required=True)
            form.add("reason", say("f_reason"), LongText(lines=3), required=True)

        def perform(values: Values) -> None:
            duties.end_duty(duty.id, self._desk.person_id, **values)
            self._desk.note(say("n_ended"))

        return self._panel("end", duty.category_name, fill, perform, unit=duty.unit)
