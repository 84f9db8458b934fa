"""How is a holiday notice taken back? With a reason, after showing whom it moves."""

from typing import Any

from clerkdesk.errors import Spoken
from clerkdesk.holidays import queries, service
from ui import cards, dialogs, words
from ui.buttons import button
from ui.calendar.entry import moving
from ui.editors import LongText
from ui.forms import Form
from ui.pages import Desk, Page

say = words.of("calendar")


class VoidNotice(Page):
    help_topic = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("void_title"))
        self.add_back()
        self._notice = 0
        self.told = cards.text(role="body", wrap=True)
        self.body.addWidget(self.told)
        self.form = Form()
        self.form.add("reason", say("void_reason"), LongText(lines=3), required=True)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.foot().addStretch(1)
        self.save = button(say("void_save"), self._save, kind="primary", icon="void")
        self.foot().addWidget(self.save)

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        row = next(row for row in queries.notices() if row.id == id_)
        self._notice = row.id
        number = row.number or say("no_number")
        off, makeup = len(row.days_off), len(row.makeup_days)
        self.told.setText(say("list_line", year=row.year, number=number, off=off, makeup=makeup))
        self.form.set_values({"reason": ""})
        self.form.focus_first()

    def _save(self) -> None:
        if not self.form.check():
            return
        moved = service.impact_of_void(self._notice, self.desk.today()).moved
        if moved and not dialogs.confirm(
            self,
            say("entry_confirm_title", count=len(moved)),
            say("void_confirm_text"),
            say("void_confirm_yes"),
            say("entry_confirm_no"),
            rows=moving(moved),
        ):
            return
        notice, by, reason = self._notice, self.desk.person_id, str(self.form["reason"].value())
        self.save.setEnabled(False)
        self.desk.jobs.run(
            say("void_job"),
            lambda progress: service.void(notice, by, reason=reason, progress=progress),
            lambda _none: self._saved(len(moved)),
            self._not_saved,
            cancelled=lambda: self.save.setEnabled(True),
        )

    def _not_saved(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        self.save.setEnabled(True)
        if not self.form.show_error(fault):
            self.show_error(fault)

    def _saved(self, count: int) -> None:
        self.save.setEnabled(True)
        self.desk.note(say("void_saved", count=count))
        self.desk.navigate("calendar")
