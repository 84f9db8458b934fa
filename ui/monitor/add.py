"""How does a column of the portal come under watch?"""

from typing import Any

from clerkdesk import units
from clerkdesk.errors import Spoken
from clerkdesk.monitor import service
from clerkdesk.monitor.service import Kind, NewColumn
from clerkdesk.publications import catalogue
from ui import words
from ui.acting import day_of
from ui.buttons import button
from ui.editors import Choice, LineText, Picker
from ui.forms import Form, FormFoot
from ui.pages import Desk, Page, sheet

say = words.of("monitor")


class AddColumn(Page):
    """One form; after saving it stays open for the next column of the same unit."""

    kinds = frozenset({"unit"})
    help_topic = "monitor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("add_title"), say("add_subtitle"))
        self.add_back()
        self.form = Form()
        self.form.add("name", say("f_name"), LineText(), hint=say("h_name"), required=True)
        self.units = Picker()
        self.form.add("unit", say("f_unit"), self.units, hint=say("h_unit"), required=True)
        kinds = [(kind, words.term("column_kind", kind)) for kind in Kind]
        self.form.add("kind", say("f_kind"), Choice(kinds), required=True)
        self.form.add(
            "valid_from",
            say("f_from"),
            day_of(desk),
            hint=say("h_from"),
            required=True,
        )
        known = [(key, one.name) for key, one in catalogue.current().offered.items()]
        self.form.add("category", say("f_category"), Picker(known), hint=say("h_category"))
        self.body.addWidget(sheet(self.form, self.ground))
        foot = self.foot()
        foot.addWidget(FormFoot(self.form), 1)
        foot.addWidget(button(say("save"), self._save, kind="primary"))
        self.action(say("save"), self._save, keys="Ctrl+S", icon="save")
        self.form.set_values({"kind": Kind.GOVERNMENT, "valid_from": desk.today()})

    def refresh(self) -> None:
        rows = [
            row for kind in (units.SECTION, units.OTHER, units.OWN) for row in units.all_of(kind)
        ]
        self.units.set_choices([(row.id, row.name) for row in rows])

    def arrive(self, _id: int | None, /, **_facts: Any) -> None:
        self.form.focus_first()

    def _save(self) -> None:
        self.clear_error()
        if not self.form.check():
            return
        values = self.form.values()
        made = NewColumn(
            name=values["name"],
            unit_id=values["unit"],
            kind=values["kind"],
            valid_from=values["valid_from"],
            category=values["category"] or "",
        )
        try:
            service.add_column(made, self.desk.person_id)
        except Spoken as error:
            if not self.form.show_error(error):
                self.show_error(error)
            return
        self.desk.note(say("n_added", name=made.name))
        self.form.set_values({"name": "", "category": None})
        self.form.clear_states()
        self.form.focus_first()
