"""Which sections has the office, and with which other organs does it deal?"""

from typing import Any

from clerkdesk import units
from clerkdesk.errors import UserError
from clerkdesk.units import UnitRow
from ui import cards, dialogs, words
from ui.act_panel import ActPanel
from ui.buttons import button
from ui.editors import Choice, LineText
from ui.forms import Form
from ui.pages import Desk
from ui.settings.parts import Panel
from ui.table_view import RecordTable
from ui.tables import Column, Group

say = words.of("settings_page")

_KINDS = (units.OWN, units.SECTION, units.OTHER)
_LONGEST = 200  # characters of a name


class OrgansPanel(Panel):
    """Sections and organs by kind; adding, correcting, renaming from today on, closing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("units_note"))
        self.table = RecordTable[UnitRow](
            (
                Column[UnitRow]("name", say("col_name"), lambda r: r.name, stretch=True),
                Column[UnitRow]("phone", say("col_phone"), lambda r: r.phone, width=130),
                Column[UnitRow](
                    "address", say("col_address"), lambda r: r.address, width=220, wide=True
                ),
            ),
            key=lambda row: row.id,
            name=say("units_name"),
        )
        self.left.addWidget(self.table, 1)
        self.trouble = cards.text(role="label", tone="red", wrap=True)
        self.trouble.hide()
        self.left.addWidget(self.trouble)
        self.adding = ActPanel(
            say("add_unit"),
            say("add_unit_act"),
            fill=self._fill_new,
            perform=self._add,
            closed=self._clear,
        )
        self.renaming = ActPanel(
            say("rename_unit"),
            say("rename_act"),
            fill=self._fill_name,
            perform=self._rename,
            closed=self._clear,
        )
        self.correcting = ActPanel(
            say("correct_unit"),
            say("correct_act"),
            fill=self._fill_again,
            perform=self._correct,
            closed=self._show_chosen,
        )
        self.table.current_changed.connect(lambda _row: self._show_chosen())
        for panel in (self.adding, self.correcting, self.renaming):
            panel.back.hide()
            self.right.addWidget(panel)
        self.close_button = button(say("close_unit"), self._close, icon="void")
        self.right.addWidget(self.close_button)
        self.right.addStretch(1)
        self.adding.form["kind"].set_value(units.SECTION)

    def refresh(self) -> None:
        self.trouble.hide()
        rows: list[UnitRow | Group] = []
        for kind in _KINDS:
            found = units.all_of(kind)
            if found:
                rows += [Group(say(f"group_{kind}")), *found]
        self.table.set_rows(rows)
        if self.table.current() is None:
            self.table.select_first()
        self._show_chosen()

    def begin(self) -> None:
        self.table.setFocus()

    def _fill_new(self, form: Form) -> None:
        kinds = [(kind, say(f"kind_{kind}")) for kind in (units.SECTION, units.OTHER)]
        form.add("kind", say("unit_kind"), Choice(kinds), required=True)
        for name, label in (
            ("name", "unit_name"),
            ("phone", "unit_phone"),
            ("address", "unit_address"),
        ):
            line = LineText()
            line.setMaxLength(_LONGEST)
            form.add(name, say(label), line, required=name == "name")

    def _fill_name(self, form: Form) -> None:
        line = LineText()
        line.setMaxLength(_LONGEST)
        form.add("name", say("rename_to"), line, required=True, key="7")

    def _fill_again(self, form: Form) -> None:
        for name, label, key in (("phone", "unit_phone", "5"), ("address", "unit_address", "6")):
            line = LineText()
            line.setMaxLength(_LONGEST)
            form.add(name, say(label), line, key=key)

    def _show_chosen(self) -> None:
        """Fill in what is known of the organ chosen in the list."""
        row = self.table.current()
        if row is not None:
            self.correcting.form.set_values({"phone": row.phone, "address": row.address})

    def _correct(self, values: dict[str, Any]) -> None:
        row = self.table.current()
        if row is None:
            self._refuse(say("no_unit_chosen"))
        elif row.kind == units.OWN:
            self._refuse(say("own_elsewhere"))
        else:
            by = self.desk.person_id
            units.correct(row.id, by=by, phone=values["phone"], address=values["address"])
            self.desk.note(say("unit_corrected", name=row.name))
            self.refresh()

    def _add(self, values: dict[str, Any]) -> None:
        units.add(
            values["kind"],
            values["name"],
            by=self.desk.person_id,
            phone=values["phone"],
            address=values["address"],
        )
        self.desk.note(say("unit_added", name=values["name"]))
        self._clear()
        self.refresh()

    def _rename(self, values: dict[str, Any]) -> None:
        row = self.table.current()
        if row is None:
            self._refuse(say("no_unit_chosen"))
            return
        new = units.rename(row.id, values["name"], by=self.desk.person_id)
        self.desk.note(say("unit_renamed", old=row.name, name=values["name"]))
        self._clear()
        self.refresh()
        self.table.select(new)

    def _close(self) -> None:
        row = self.table.current()
        if row is None:
            self._refuse(say("no_unit_chosen"))
        elif row.kind == units.OWN:
            self._refuse(say("own_stays"))
        elif dialogs.confirm(
            self,
            say("close_title", name=row.name),
            say("close_text"),
            say("retire_yes"),
            say("retire_no"),
        ):
            try:
                units.close(row.id, by=self.desk.person_id)
            except UserError as error:
                self._refuse(str(error))
                return
            self.desk.note(say("unit_closed", name=row.name))
            self.refresh()

    def _clear(self) -> None:
        self.adding.form.set_values({"name": "", "phone": "", "address": ""})
        self.renaming.form.set_values({"name": ""})

    def _refuse(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.show()
