"""Whom would a change of the calendar move? Counted beside the window, for what stands in it now.

Every open request is derived twice for the answer, which takes seconds in a large office: typing
on drops the answer and begins anew after a pause.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from clerkdesk.errors import Spoken
from clerkdesk.requests.impact import CalendarImpact, Moved
from ui import cards, words
from ui.buttons import button
from ui.dialogs import Moving
from ui.jobs import Job, Jobs, Progress
from ui.lights import LightMark

say = words.of("calendar")

SHOWN = 40  # matters listed; the rest is counted
_PAUSE = 300  # ms after the last key

Work = Callable[[Progress], CalendarImpact]


class Foretold(cards.Card):
    """The card of what would move, the newly overdue first. Nothing may be saved while it counts.

    changed: `moved` is another, or not known any more.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(say("entry_moved"))
        self._jobs = jobs
        self._job: Job | None = None
        self._work: Work | None = None
        self._moved: tuple[Moved, ...] | None = None
        self._turn = 0  # an answer of an earlier one is dropped
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._begin)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.told = cards.text(role="label", tone="text2", wrap=True)
        self.stop = button(say("moved_stop"), self._stop_or_go_on, kind="small")
        row.addWidget(self.told, 1)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)

    @property
    def moved(self) -> tuple[Moved, ...] | None:
        """What would move; None as long as it is not known for what was asked last."""
        return self._moved

    def ask(self, work: Work) -> None:
        """Count by `work`, a moment from now; what was counted before holds no more."""
        self.drop()
        self._work = work
        self._tell(say("moved_counting"), say("moved_stop"))
        self._pause.start()

    def drop(self) -> None:
        """Forget the answer, and stop counting where that is under way."""
        self._turn += 1
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = self._work = self._moved = None
        cards.clear(self._lines)
        self.changed.emit()

    def _begin(self) -> None:
        if self._work is None:
            return
        turn = self._turn
        self._job = self._jobs.run(
            say("moved_counting"),
            self._work,
            partial(self._found, turn),
            partial(self._failed, turn),
            quiet=True,  # the card itself says so, with its own way to stop it
        )
        self._job.progressed.connect(partial(self._progressed, turn))

    def _now(self, turn: int) -> bool:
        return isValid(self) and turn == self._turn

    def _progressed(self, turn: int, done: int, total: int) -> None:
        if self._now(turn):
            told = say("moved_progress", done=words.count(done), total=words.count(total))
            self.told.setText(told)

    def _found(self, turn: int, found: CalendarImpact) -> None:
        if self._now(turn):
            self._job, self._moved = None, found.moved
            self._show(found.moved)
            self.changed.emit()

    def _failed(self, turn: int, fault: Exception) -> None:
        if self._now(turn):
            self._rest()
            if isinstance(fault, Spoken):
                self.told.setText(str(fault))
        if not isinstance(fault, Spoken):
            raise fault

    def _stop_or_go_on(self) -> None:
        work = self._work
        if work is None:
            return
        if self._job is not None or self._pause.isActive():
            self._rest()
        else:
            self.ask(work)

    def _rest(self) -> None:
        """Count no more until the clerk wants it: what was to be counted is kept."""
        work = self._work
        self.drop()
        self._work = work
        self._tell(say("moved_stopped"), say("moved_again"))

    def _tell(self, sentence: str, verb: str) -> None:
        self.told.setText(sentence)
        self.stop.setText(verb)
        self.told.show()
        self.stop.show()

    def _show(self, moved: tuple[Moved, ...]) -> None:
        self.stop.hide()
        overdue = sum(one.newly_overdue for one in moved)
        told = say("moved_count", count=words.count(len(moved))) if moved else ""
        if overdue:
            told += say("moved_overdue", count=words.count(overdue))
        self.told.setText(told or say("entry_moved_none"))
        for one in moved[:SHOWN]:
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(LightMark(one.light_to))
            line = f"{one.number} {one.title}  {_dates(one)}"
            tone = "red" if one.newly_overdue else "text2"
            row.addWidget(cards.text(line, role="label", tone=tone, wrap=True), 1)
            self._lines.addLayout(row)
        if len(moved) > SHOWN:
            rest = say("entry_moved_more", count=words.count(len(moved) - SHOWN))
            self._lines.addWidget(cards.text(rest, role="label", tone="text2"))


def moving(moved: tuple[Moved, ...]) -> list[Moving]:
    """Return the lines of the box that asks before dates move: old to new, with the new light."""
    return [
        Moving(
            f"{one.number} {one.title}",
            words.full_day(one.due_from),
            words.full_day(one.due_to),
            one.light_to,
            "",
        )
        for one in moved[:SHOWN]
    ]


def _dates(moved: Moved) -> str:
    return f"{words.short_day(moved.due_from)} → {words.short_day(moved.due_to)}"
