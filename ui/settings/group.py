"""How are the settings of one group looked at and changed, with the reason beside each?"""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from clerkdesk import settings
from clerkdesk.errors import Spoken, UserError
from clerkdesk.holidays import service as holidays
from clerkdesk.requests.impact import CalendarImpact
from ui import cards, dialogs, theme, words
from ui.calendar.foretold import Foretold, moving
from ui.forms import Form
from ui.jobs import Progress
from ui.pages import Desk
from ui.settings import lines

say, setting = words.of("settings_page"), words.of("setting")

_MAKEUP = "makeup_days_count"  # moves the dates of open matters: foretold first, then a job
_AT_ONCE = "screen"  # the group that is seen while it is chosen


class GroupPanel(QWidget):
    """One form; only what was changed is stored."""

    edited = Signal()  # what is not stored yet has changed
    saves = True

    def __init__(self, desk: Desk, group: str) -> None:
        super().__init__()
        self._desk, self.group = desk, group
        self.saves = group != _AT_ONCE
        self._filling = False
        self._stored = self._now()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        note = f"note_{group}"
        card = cards.Card(setting(f"group_{group}"), say(note) if note in say else "")
        self._card = card
        self._stacked = self._recounting = self._told_to_wait = False
        self.foretold = Foretold(desk.jobs)
        theme.style(self.foretold, "state", "plain").setObjectName("band")
        self.foretold.changed.connect(self._foretold_changed)
        self.foretold.setParent(self)
        self.foretold.hide()
        self.form = self._make_form()
        card.body.addWidget(self.form)
        column.addWidget(card)
        column.addStretch(1)
        self._fill(self._stored)

    def _make_form(self) -> Form:
        form = Form(label_width=lines.label_width(self._stored), stacked=self._stacked)
        for name, value in self._stored.items():
            made = lines.editor(name, value)
            row = form.add(name, setting(name), made, hint=setting(f"{name}_help"))
            if name == _MAKEUP:  # whom it moves stands where it is ticked, not below the fold
                form.add_widget(self.foretold, after=row)
        form.changed.connect(self._changed)
        return form

    def set_stacked(self, *, stacked: bool) -> None:
        """Put the labels above their fields where there is no room beside; typing is kept."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        values, old = self.form.values(), self.form
        self.form = self._make_form()
        self._fill(values)
        self._card.body.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()

    def _now(self) -> dict[str, Any]:
        chosen = settings.load()
        return {name: getattr(chosen, name) for name in lines.of_group(self.group)}

    def _fill(self, values: dict[str, Any]) -> None:
        self._filling = True
        self.form.set_values(values)
        self._filling = False

    def refresh(self) -> None:
        """Take what is stored; what was typed and not saved yet stays."""
        kept = self.unsaved()
        self._stored = self._now()
        self._fill({name: value for name, value in self._stored.items() if name not in kept})
        self._foretell()

    def unsaved(self) -> dict[str, Any]:
        """Return what stands in the form and not in the register."""
        values = self.form.values()
        return {name: value for name, value in values.items() if value != self._stored[name]}

    def save(self) -> bool:
        """Store what was changed; False where something must be mended first."""
        if not self.form.check() or not self._numbers_are_there():
            return False
        wanted = self.unsaved()
        makeup = wanted.pop(_MAKEUP, None)
        if makeup is not None and (self._recounting or not self._may_move()):
            return False
        try:
            settings.change(self._desk.person_id, **wanted)
        except UserError as error:
            self.form.show_error(error)
            return False
        self._stored = self._now()
        tidied = {name: value for name, value in self._stored.items() if name != _MAKEUP}
        self._fill(tidied)
        self.edited.emit()
        if wanted or makeup is None:
            self._note(*wanted)
        if makeup is not None:
            self._recount(counted=makeup)
        return True

    def _note(self, *saved: str) -> None:
        names = words.listed(setting(name) for name in saved)
        self._desk.note(say("saved", names=names) if saved else say("nothing_changed"))

    def _recount(self, *, counted: bool) -> None:
        """Derive every open matter anew beside the window; stopped, nothing of it is kept."""
        by = self._desk.person_id
        self._recounting = True
        self.foretold.setEnabled(False)
        self._desk.jobs.run(
            say("makeup_job"),
            lambda progress: holidays.count_makeup(by, counted=counted, progress=progress),
            lambda _none: self._recounted(),
            self._not_recounted,
            cancelled=self._recounting_ended,
        )

    def _recounted(self) -> None:
        if isValid(self):
            self._recounting_ended()
            self._note(_MAKEUP)

    def _not_recounted(self, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            self._recounting_ended()
            raise fault
        if isValid(self):
            self._recounting_ended()
            self.form.set_state(_MAKEUP, "block", str(fault))

    def _recounting_ended(self) -> None:
        if isValid(self):
            self._recounting = False
            self.foretold.setEnabled(True)
            self.refresh()
            self.edited.emit()

    def show_field(self, name: str) -> None:
        self.form[name].focus()

    def begin(self) -> None:
        self.form.focus_first()

    def _numbers_are_there(self) -> bool:
        empty = [one.name for one in self.form.fields() if one.value() is None]
        for name in empty:
            self.form.set_state(name, "block", say("number_missing"))
        if empty:
            self.form[empty[0]].focus()
        return not empty

    def _foretell(self) -> None:
        """Count whom the box as it is ticked now would move; nobody where that is in force."""
        if self._recounting:
            return
        makeup = self.unsaved().get(_MAKEUP)
        if makeup is None:
            self.foretold.drop()
        else:
            today = self._desk.today()
            self.foretold.ask(partial(_impact, today, makeup))
        self.foretold.setVisible(makeup is not None)

    def _foretold_changed(self) -> None:
        """Take back the word that it still counts."""
        if self._told_to_wait:
            self._told_to_wait = False
            self.form[_MAKEUP].clear()

    def _may_move(self) -> bool:
        """Whoever moves other people's dates sees them first."""
        moved = self.foretold.moved
        if moved is None:
            self.form.set_state(_MAKEUP, "warn", say("makeup_wait"))
            self._told_to_wait = True
            return False
        return not moved or dialogs.confirm(
            self,
            say("makeup_title", count=len(moved)),
            say("makeup_text"),
            say("makeup_yes"),
            say("makeup_no"),
            rows=moving(moved),
        )

    def _changed(self, name: str) -> None:
        if name == _MAKEUP and not self._filling:
            self._foretell()
        if not self._filling and not self.saves and self.unsaved():
            self.save()
        if not self._filling:
            self.edited.emit()


def _impact(today: date, counted: bool, progress: Progress) -> CalendarImpact:
    return holidays.impact_of_makeup(today, counted=counted, progress=progress)
