"""How are many limits extended at once: each old and new date seen first, each judged by itself?"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerkdesk import units
from clerkdesk.errors import Spoken
from clerkdesk.requests import queries, service
from clerkdesk.requests.queries import Foreseen, RequestRow
from ui import cards, theme, words
from ui.buttons import button
from ui.date_edit import DateEdit
from ui.editors import LongText, NumberEdit, Picker
from ui.forms import Form, FormFoot
from ui.jobs import Job
from ui.pages import Desk, scrolled
from ui.requests.bulk_lines import DUES, BulkLines, counted, foreseen, waiting

say = words.of("requests")

_FORESEE_AFTER_MS = 150
_MOVING = ("on", "told_on", "days")  # the fields the dates hang on


class BulkExtend(cards.Card):
    """The form on the left, what it would do to each request on the right."""

    wanted = Signal(object)  # the act of one request, `service.extend` with what is typed
    left = Signal()
    failed = Signal(object)  # a Spoken that no field of the form can say

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("bulk_extend_title"))
        self._desk = desk
        self._rows: tuple[RequestRow, ...] = ()
        self._job: Job | None = None
        self._against: Spoken | None = None  # what is wrong with what is typed now
        self._asked = 0  # which foresight is the latest; an older answer is thrown away
        self.head.addWidget(button(say("bulk_back"), self.left.emit, kind="link"))
        self.body.addWidget(
            cards.text(say("bulk_extend_note"), role="label", tone="text2", wrap=True)
        )
        self.form = Form(stacked=True, keys="12345")
        self.form.column.setContentsMargins(0, 0, 6, 0)
        self._fields()
        self.area = scrolled(self.form)
        self.lines = BulkLines(DUES, say("bulk_lines"))
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.area)
        middle.addWidget(self.lines, 1)
        self.body.addLayout(middle, 1)
        self.body.addWidget(cards.rule())
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(FormFoot(self.form))
        self.gist = cards.text(role="label", wrap=True)
        foot.addWidget(self.gist, 1)
        self.save = button(say("bulk_extend_save"), self._save, kind="primary")
        foot.addWidget(self.save)
        self.body.addLayout(foot)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_FORESEE_AFTER_MS)
        self._timer.timeout.connect(self.foresee)
        self.form.changed.connect(self._edited)
        self.measure()

    def measure(self) -> None:
        """Give the form its whole width: it must never slide sideways under its editor."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        self.area.setFixedWidth(max(theme.scaled(300), self.form.minimumSizeHint().width() + bar))

    def _fields(self) -> None:
        form, days = self.form, self._desk.calendar()
        for name in ("on", "told_on"):
            editor = DateEdit(self._desk.today, calendar=days, horizon=days.horizon)
            form.add(name, say(f"bulk_{name}"), editor, required=True)
        form.add(
            "days",
            say("bulk_days"),
            NumberEdit(width=90),
            hint=say("bulk_days_hint"),
            required=True,
        )
        form.add("why", say("bulk_why"), LongText(lines=2), required=True)
        form.add(
            "agreed_by",
            say("bulk_agreed_by"),
            Picker((), free=True),
            hint=say("bulk_agreed_by_hint"),
            required=True,
        )

    # what is shown

    def begin(self, rows: Sequence[RequestRow]) -> None:
        """Show these requests; what was typed for others before is still there."""
        self._rows = tuple(rows)
        picker = self.form["agreed_by"].editor
        if isinstance(picker, Picker):
            picker.set_choices([(one.id, one.name) for one in units.people()])
        for name in ("on", "told_on"):
            if self.form[name].value() is None:
                self.form[name].set_value(self._desk.today())
        self.measure()
        self.foresee()

    def forget(self) -> None:
        """Empty the form after it has been used."""
        for name in _MOVING:
            self.form[name].set_value(None)
        self.form["why"].set_value("")
        self.form.clear_states()

    def look_again(self) -> None:
        """Read the requests anew after a change elsewhere."""
        keys = [row.id for row in self._rows]
        self._rows = queries.rows(keys, self._desk.today())
        self.foresee()

    def _edited(self, name: str) -> None:
        self.measure()  # a day is read out beside its editor
        if name not in _MOVING:
            return
        self.save.setEnabled(False)  # until the dates for what is typed now are shown
        self._timer.start()

    def foresee(self) -> None:
        """Work out beside the window what saving would move, before anything is saved."""
        self._timer.stop()
        self._against = None
        self._asked += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
        given = self.form.values()
        if any(given[name] is None for name in _MOVING):
            self._unknown(say("bulk_fill_first"))
            return
        keys, today, asked = [row.id for row in self._rows], self._desk.today(), self._asked
        facts = {name: given[name] for name in _MOVING}
        self.save.setEnabled(False)
        self._job = self._desk.jobs.run(
            say("bulk_extend_title"),
            lambda progress: queries.of_extension(keys, **facts, today=today, progress=progress),
            lambda found: self._foreseen(asked, found),
            lambda fault: self._not_foreseen(asked, fault),
            quiet=True,
        )

    def _unknown(self, sentence: str) -> None:
        self.lines.show_lines(waiting(self._rows))
        theme.tone(self.gist, "text2")
        self.gist.setText(sentence)
        self.save.setEnabled(True)  # pressing it says what is missing

    def _foreseen(self, asked: int, found: tuple[Foreseen, ...]) -> None:
        if asked != self._asked:
            return
        self._job = None
        lines = foreseen(found)
        self.lines.show_lines(lines)
        count = counted(lines)
        parts = [say("bulk_n_can", count=count["can"])]
        parts += [
            say(f"bulk_n_{one}", count=count[one]) for one in ("alone", "cannot") if count[one]
        ]
        theme.tone(self.gist, "text")
        self.gist.setText(say("bulk_comma").join(parts))
        self.save.setEnabled(bool(count["can"]))

    def _not_foreseen(self, asked: int, fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        if asked != self._asked:
            return
        self._job = None
        self._unknown("")
        self._against = fault
        self._refused(fault)

    def _refused(self, error: Spoken) -> None:
        if not self.form.show_error(error, focus=False):
            self.failed.emit(error)

    # saving

    def _save(self) -> None:
        if not self.form.check() or self._job is not None:
            return
        if self._against is not None:  # said when it was foretold; the check sets the field free
            self._refused(self._against)
            return
        self.wanted.emit(self._act(self.form.values()))

    def _act(self, given: dict[str, Any]) -> Callable[[int], int]:
        picker, by = self.form["agreed_by"].editor, self._desk.person_id
        agreed_by = picker.typed() if isinstance(picker, Picker) else ""

        def extend(request_id: int) -> int:
            return service.extend(
                request_id,
                by,
                on=given["on"],
                days=given["days"],
                told_on=given["told_on"],
                why=given["why"],
                agreed_by=agreed_by,
            )

        return extend

    def hideEvent(self, event: QHideEvent) -> None:
        """A form that is put away foretells nothing."""
        self._timer.stop()
        super().hideEvent(event)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.form["on"].editor, self.lines.table)
