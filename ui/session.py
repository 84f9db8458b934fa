"""What is a sitting at the desk: one open register, one window, from opening to the backup?"""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from clerkdesk import audit, opening, paths, settings, units
from clerkdesk.archive import backups
from clerkdesk.bus import Changed
from clerkdesk.errors import EnvironmentFault
from clerkdesk.holidays import queries as holidays
from clerkdesk.opening import Register
from ui import dialogs, theme, words
from ui.archive import closing
from ui.changes import Changes, kinds
from ui.clock_band import ClockBand
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.pages import Desk, Errand
from ui.status import Standing
from ui.today.alarm import AlarmBand

say = words.of("main")

LEAST_TEXT, MOST_TEXT = 14, 28  # pixels; below 14 the smallest role could not be read


def kept() -> QSettings:
    """Return what is kept for this account outside the register: the window's place, who sat."""
    return QSettings(str(paths.own_folder() / "window.ini"), QSettings.Format.IniFormat)


def _person_key(register: Path) -> str:
    return f"person/{hashlib.sha256(str(register.absolute()).encode()).hexdigest()[:16]}"


def person_at_desk(register: Path) -> int:
    """Return who sat at this register last on this PC; its first person where nobody did."""
    people = [one.id for one in units.people()]
    last = str(kept().value(_person_key(register)))
    known = int(last) if last.isdigit() else 0
    return known if known in people else people[0]


def knows_person(register: Path) -> bool:
    """Return whether this account has said who sits at this register, and that one still works."""
    last = str(kept().value(_person_key(register)))
    return last.isdigit() and int(last) in [one.id for one in units.people()]


def forget_person(register: Path) -> None:
    """Ask at the next start who sits at this register."""
    kept().remove(_person_key(register))


def remember_person(register: Path, person_id: int) -> None:
    """Remember for this account who sits at this register."""
    kept().setValue(_person_key(register), person_id)


class Session:
    """One register and its window."""

    def __init__(
        self,
        app: QApplication,
        register: Register,
        person_id: int,
        *,
        rehearse: date | None = None,
        left: Callable[[Errand], object] = lambda _errand: None,
    ) -> None:
        """rehearse: a day to look at the desk of; it reaches no write.

        left: called once the register is closed and the start window is wanted.
        """
        self._left = left
        self._app, self.register = app, register
        self._rehearse = rehearse
        self._closed = self._dressing = False
        self.sample = opening.is_sample()
        self.jobs = Jobs(around=register.connection)
        self.changes = Changes()
        self.dress()
        desk = Desk(
            person_id=person_id,
            today=self.today,
            calendar=holidays.calendar,
            settings=settings.load,
            navigate=_nowhere,
            back=_nowhere,
            note=_nowhere,
            offer=_nowhere,
            jobs=self.jobs,
            changes=self.changes,
            leave=self.leave,
        )
        self.window = MainWindow(
            desk, self.standing, kept(), may_close=self.close, sample=self.sample
        )
        self.clock_band = ClockBand(self.window.desk)
        self.window.add_band(self.clock_band)
        self.alarm = AlarmBand(self.window.desk)
        self.alarm.set_rehearsing(on=rehearse is not None)
        self.window.add_band(self.alarm)
        self.changes.changed.connect(self._changed)
        hints = app.styleHints()
        self._told_by_system = (
            hints.colorSchemeChanged.connect(self._system_changed),
            hints.accessibility().contrastPreferenceChanged.connect(self._system_changed),
        )
        self.clock_band.look()
        self.alarm.look()

    def show(self) -> None:
        self.window.restore_geometry()
        self.window.show()
        self.window.navigate("today")
        self._tell_of_cut_log()
        self._tell_of_journal()

    def _tell_of_cut_log(self) -> None:
        """The next thing that is written says so as well, in the log itself."""
        if (cut := audit.missing()) is not None:
            archive = words.of("archive")
            told = archive("cut_text", lines=words.count(cut.lines), found=words.count(cut.found))
            dialogs.tell(self.window, archive("cut_title"), told)

    def _tell_of_journal(self) -> None:
        """A copy was laid in the register's place: what was last written may not be in it."""
        if (aside := self.register.journal_aside) is not None:
            archive = words.of("archive")
            dialogs.tell(self.window, archive("journal_title"), archive("journal_text", file=aside))

    def come_forward(self) -> None:
        """Answer a second start."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def today(self) -> date:
        return self._rehearse or self.register.today()

    def dress(self) -> None:
        """Wear what the office has chosen."""
        chosen = settings.load()
        body = min(MOST_TEXT, max(LEAST_TEXT, round(14 * chosen.text_size / 100)))
        self._dressing = True
        try:
            theme.apply(self._app, _appearance(chosen.appearance), body)
        finally:
            self._dressing = False

    def _system_changed(self, _wish: object) -> None:
        """The system went dark, light or to high contrast; our own dressing tells so too."""
        if not self._dressing:
            self.dress()

    def standing(self) -> Standing:
        last = None if self.sample else backups.last()
        backup = "" if last is None else self._backup_words(last.at)
        return Standing(
            today=self.today(),
            rehearsal=self._rehearse is not None,
            backup=None if self.sample else backup,
            horizon=holidays.calendar().horizon,
        )

    def _backup_words(self, at: datetime) -> str:
        return words.moment(at, today=self.register.today())

    def _changed(self, changes: frozenset[Changed]) -> None:
        if "setting" in kinds(changes):
            self.dress()
            self.window.refresh_all()

    def leave(self, errand: Errand) -> None:
        """Close the register and go to the start window."""
        # a backup made now might push out the oldest one, which is perhaps the one wanted;
        # what is here is put aside by the restoring anyway
        if self.close(backup=errand.kind != "restore"):
            if errand.kind == "person":
                forget_person(self.register.path)
            self._left(errand)
            self.window.close()

    def _wants_backup(self) -> bool:
        """A disk that is gone must not keep the desk open for want of an answer."""
        try:
            return closing.is_wanted()
        except Exception as error:
            if opening.explain(error) is None:
                raise
            return False

    def _may_stop_work(self) -> bool:
        """Ask before work the clerk has asked for is called off."""
        titles = words.listed(job.title for job in self.jobs.shown)
        return not titles or dialogs.confirm(
            self.window,
            say("work_title"),
            say("work_text", titles=titles),
            say("work_stop"),
            say("work_wait"),
        )

    def close(self, *, backup: bool = True) -> bool:
        """Back up, stop the jobs, let the register go; False where that cannot be done yet."""
        if self._closed:
            return True
        if not self._may_stop_work():
            return False
        wanted = backup and not self.sample and self._wants_backup()
        if wanted and not closing.back_up(self.window, self.register, self.jobs):
            return False
        self.window.line.note(say("closing"))
        self._app.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self.jobs.close()
            opening.close(self.register, backup=False)
        except EnvironmentFault as fault:
            self._app.restoreOverrideCursor()
            dialogs.tell_fault(self.window, fault)
            if self.register.is_open:
                return False
        else:
            self._app.restoreOverrideCursor()
        self._closed = True
        self.jobs.drop()
        self.changes.close()
        for connection in self._told_by_system:
            QObject.disconnect(connection)
        for timer in self.window.findChildren(QTimer):
            timer.stop()  # nothing may ask a register that has closed
        if not self.sample:
            self.window.keep_arrangement()
        return True


def _nowhere(*_place: Any, **_facts: Any) -> None:
    """Stand in the desk until the window puts its own ways there."""


def _appearance(chosen: str) -> theme.Appearance:
    found: dict[str, theme.Appearance] = {"light": "light", "dark": "dark"}
    return found.get(chosen, "system")
