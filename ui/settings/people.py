"""Who works in the office, and how does one come and go?"""

from typing import Any

from clerkdesk import opening, units
from clerkdesk.errors import UserError
from clerkdesk.units import PersonRow
from ui import cards, dialogs, words
from ui.act_panel import ActPanel
from ui.buttons import button
from ui.editors import Choice, LineText
from ui.forms import Form
from ui.pages import Desk, Errand
from ui.settings.parts import Panel
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("settings_page")

_LONGEST = 100  # characters of a name or post


class PeoplePanel(Panel):
    """The people: adding, correcting, retiring one, and somebody else sitting down."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("people_note"))
        self.table = RecordTable[PersonRow](
            (
                Column[PersonRow]("name", say("col_person"), lambda r: r.name, width=104),
                Column[PersonRow]("post", say("col_post"), lambda r: r.post, width=140, wide=True),
                Column[PersonRow]("unit", say("col_unit"), lambda r: r.unit, stretch=True),
                Column[PersonRow]("state", say("col_state"), self._state, width=96),
            ),
            key=lambda row: row.id,
            name=say("people_name"),
        )
        self.left.addWidget(self.table, 1)
        self.trouble = cards.text(role="label", tone="red", wrap=True)
        self.trouble.hide()
        self.left.addWidget(self.trouble)
        self.adding = ActPanel(
            say("add_person"),
            say("add_person_act"),
            fill=self._fill,
            perform=self._add,
            closed=self._clear,
        )
        self.adding.back.hide()
        self.right.addWidget(self.adding)
        self.correcting = ActPanel(
            say("correct_person"),
            say("correct_act"),
            fill=self._fill_again,
            perform=self._correct,
            closed=self._show_chosen,
        )
        self.correcting.back.hide()
        self.right.addWidget(self.correcting)
        self.table.current_changed.connect(lambda _row: self._show_chosen())
        self.retire = button(say("retire"), self._retire, icon="void")
        self.change = button(say("change_person"), self._change, icon="person")
        self.change.setToolTip(say("change_person_why"))
        self.change.setEnabled(not opening.is_sample())
        self.right.addWidget(self.retire)
        self.right.addWidget(self.change)
        self.right.addStretch(1)

    def refresh(self) -> None:
        self.trouble.hide()
        self.table.set_rows(units.people(retired=True))
        if self.table.current() is None:
            self.table.select_first()
        chosen = self.adding.form["unit_id"].value()
        self._refill_units()
        self.adding.form["unit_id"].set_value(chosen)
        self._show_chosen()

    def begin(self) -> None:
        self.table.setFocus()

    def _state(self, row: PersonRow) -> str:
        if not row.active:
            return say("retired")
        return say("you" if row.id == self.desk.person_id else "in_use")

    def _fill(self, form: Form) -> None:
        for name, required in (("person", True), ("post", False)):
            line = LineText()
            line.setMaxLength(_LONGEST)
            hint = say("person_hint") if name == "person" else ""
            field = "name" if name == "person" else name
            form.add(field, say(name), line, hint=hint, required=required)
        form.add("unit_id", say("person_unit"), Choice(self._units(), as_list=True))

    def _fill_again(self, form: Form) -> None:
        line = LineText()
        line.setMaxLength(_LONGEST)
        form.add("post", say("post"), line, key="4")
        form.add("unit_id", say("person_unit"), Choice(self._units(), as_list=True), key="5")

    def _show_chosen(self) -> None:
        """Fill in what is known of the person chosen in the list."""
        row = self.table.current()
        usable = row is not None and row.active
        self.correcting.setEnabled(usable)
        if row is not None:
            self.correcting.form.set_values({"post": row.post, "unit_id": row.unit_id})

    def _correct(self, values: dict[str, Any]) -> None:
        row = self.table.current()
        if row is None:
            self._refuse(say("no_person_chosen"))
            return
        units.correct_person(
            row.id, by=self.desk.person_id, post=values["post"], unit_id=values["unit_id"]
        )
        self.desk.note(say("person_corrected", name=row.name))
        self.refresh()

    def _units(self) -> list[tuple[int, str]]:
        own = units.own()
        mine = [(own.id, own.name)] if own is not None else []
        return mine + [(one.id, one.name) for one in units.all_of(units.SECTION)]

    def _refill_units(self) -> None:
        for form, key in ((self.adding.form, "3"), (self.correcting.form, "5")):
            form.remove("unit_id")
            form.add("unit_id", say("person_unit"), Choice(self._units(), as_list=True), key=key)

    def _add(self, values: dict[str, Any]) -> None:
        units.add_person(
            values["name"], by=self.desk.person_id, unit_id=values["unit_id"], post=values["post"]
        )
        self.desk.note(say("person_added", name=values["name"]))
        self.refresh()
        self._clear()

    def _clear(self) -> None:
        self.adding.form.set_values({"name": "", "post": "", "unit_id": None})

    def _retire(self) -> None:
        row = self.table.current()
        if row is None or not row.active:
            self._refuse(say("no_person_chosen"))
        elif row.id == self.desk.person_id:
            self._refuse(say("retire_yourself"))
        elif dialogs.confirm(
            self,
            say("retire_title", name=row.name),
            say("retire_text"),
            say("retire_yes"),
            say("retire_no"),
        ):
            try:
                units.retire_person(row.id, by=self.desk.person_id)
            except UserError as error:
                self._refuse(str(error))
                return
            self.desk.note(say("person_retired", name=row.name))
            self.refresh()

    def _refuse(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.show()

    def _change(self) -> None:
        self.desk.leave(Errand("person"))
