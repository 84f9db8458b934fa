"""How is a holiday notice taken back? With a reason, after showing whom it moves."""

from datetime import date
from functools import partial
from typing import Any

from clerkdesk.errors import Spoken
from clerkdesk.holidays import queries, service
from clerkdesk.requests.impact import CalendarImpact
from ui import cards, dialogs, words
from ui.buttons import button
from ui.calendar.foretold import Foretold, moving
from ui.editors import LongText
from ui.forms import Form
from ui.jobs import Progress
from ui.pages import Desk, Page, scrolled

say = words.of("calendar")


class VoidNotice(Page):
    """The reason is typed while the matters are counted; the verb waits for both."""

    kinds = frozenset({"holiday_notice", "request", "setting"})
    help_topic = "calendar"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("void_title"))
        self.add_back()
        self._notice = 0
        self._saving = False
        self.told = cards.text(role="body", wrap=True)
        self.body.addWidget(self.told)
        self.form = Form()
        self.form.add("reason", say("void_reason"), LongText(lines=3), required=True)
        self.body.addWidget(self.form)
        self.foretold = Foretold(desk.jobs)
        self.foretold.changed.connect(self._let_save)
        self.body.addWidget(scrolled(self.foretold), 1)
        self.foot().addStretch(1)
        self.save = button(say("void_save"), self._save, kind="primary", icon="void")
        self.foot().addWidget(self.save)
        self._let_save()

    def arrive(self, id_: int | None, /, **_facts: Any) -> None:
        row = next(row for row in queries.notices() if row.id == id_)
        self._notice = row.id
        number = row.number or say("no_number")
        off, makeup = len(row.days_off), len(row.makeup_days)
        self.told.setText(say("list_line", year=row.year, number=number, off=off, makeup=makeup))
        self.form.set_values({"reason": ""})
        self.form.focus_first()
        self.stale = True  # counted anew each time somebody comes

    def refresh(self) -> None:
        if self._notice and not self._saving:
            self.foretold.ask(
                partial(_impact, self._notice, self.desk.today()),
            )

    def _let_save(self) -> None:
        self.save.setEnabled(self.foretold.moved is not None and not self._saving)

    def _save(self) -> None:
        moved = self.foretold.moved
        if moved is None or self._saving or not self.form.check():
            return
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
        self._set_saving(saving=True)
        self.desk.jobs.run(
            say("void_job"),
            lambda progress: service.void(notice, by, reason=reason, progress=progress),
            lambda _none: self._saved(len(moved)),
            self._not_saved,
            cancelled=lambda: self._set_saving(saving=False),
        )

    def _set_saving(self, *, saving: bool) -> None:
        self._saving = saving
        self._let_save()

    def _not_saved(self, fault: Exception) -> None:
        self._set_saving(saving=False)
        if not isinstance(fault, Spoken):
            raise fault
        if not self.form.show_error(fault):
            self.show_error(fault)

    def _saved(self, count: int) -> None:
        self._notice = 0
        self._saving = False
        self.foretold.drop()
        self.desk.note(say("void_saved", count=count))
        if self.isVisible():  # whoever went elsewhere meanwhile is left there
            self.desk.navigate("calendar")


def _impact(notice: int, today: date, progress: Progress) -> CalendarImpact:
    return service.impact_of_void(notice, today, progress=progress)
