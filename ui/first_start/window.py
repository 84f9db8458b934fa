"""What does the program ask before there is an open register?"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from clerkdesk import founding, keys, opening, settings, units
from clerkdesk.errors import EnvironmentFault, Spoken, UserError
from clerkdesk.opening import Register
from ui import dialogs, words
from ui.desk_window import DeskWindow
from ui.first_start import sheet_paper
from ui.first_start.office import Office
from ui.first_start.passphrase import KeyStep
from ui.first_start.place import Place
from ui.first_start.recovery import QuizStep, SheetStep
from ui.first_start.restore import Restore
from ui.first_start.step import Step
from ui.first_start.trouble import Trouble
from ui.first_start.unlock import Unlock
from ui.first_start.welcome import Welcome
from ui.first_start.who import Who
from ui.jobs import Jobs
from ui.session import knows_person, person_at_desk, remember_person

say = words.of("first_start")

_SIZE = (920, 600)
_SMALLEST = (760, 400)
_STEPS = 5  # of a new register


def has_to_ask(register: Register) -> bool:
    """Return whether an open register still has a question before somebody may work."""
    several = len(units.people()) > 1 and not knows_person(register.path)
    return founding.sheet_pending() or several


class StartWindow(DeskWindow, QWidget):
    """One step at a time; ends with an open register and the person who sits at it."""

    opened = Signal(object, int)
    sample_wanted = Signal()

    def __init__(
        self,
        path: Path | None = None,
        fault: Spoken | None = None,
        *,
        register: Register | None = None,
        backup: Path | None = None,
        restoring: bool = False,
    ) -> None:
        """path: the register opened last; fault: why it could not be opened just now.

        register: open already, but its sheet is not proved or its person not known.
        restoring: begin with the way back from a backup; backup: which, where that is known.
        """
        super().__init__()
        self._path, self._register = path, register
        self.jobs = Jobs()
        self.setWindowTitle(say("program"))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_SIZE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self._wired: set[Step] = set()
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(lambda: self.step().escape())
        self._been: list[Step] = []
        if register is not None:
            self._settle(register)
        elif restoring or backup is not None:
            self._go(self._make_restore(backup))
            self.step().may_go_back(may=path is not None)
        elif path is None:
            self._go(self._make_welcome())
        else:
            self._begin_with(path, fault)

    def step(self) -> Step:
        """Return the step in sight."""
        step = self.stack.currentWidget()
        if not isinstance(step, Step):
            raise TypeError("the start shows steps alone")
        return step

    # going from step to step

    def _go(self, step: Step) -> None:
        """Show a step; Esc leads back to the one before."""
        if step not in self._wired:
            self._wired.add(step)
            step.back.connect(self._back)
        self._been.append(step)
        self.stack.addWidget(step)
        self.stack.setCurrentWidget(step)
        if len(self._been) == 1:
            step.may_go_back(may=False)
        step.begin()

    def _back(self) -> None:
        """Show the step before; the one that is left keeps what was typed."""
        if len(self._been) > 1:
            self.stack.removeWidget(self._been.pop())
            self.stack.setCurrentWidget(self._been[-1])
            self.step().begin()
        elif self._path is not None:  # nothing is restored after all
            self._open(self._path)

    def _start_over(self, step: Step) -> None:
        """Show a step from which no way leads back."""
        for old in self._been:
            self.stack.removeWidget(old)
        for old in self._wired:
            old.deleteLater()
        self._been, self._wired = [], set()
        self._go(step)

    def _make_welcome(self) -> Welcome:
        step = Welcome()
        acts = {
            "new": self._new,
            "existing": self._open_other,
            "from_backup": lambda: self._go(self._make_restore()),
            "sample": self.sample_wanted.emit,
        }
        step.chosen.connect(lambda name: acts[name]())
        return step

    # a new register

    def _new(self) -> None:
        place = Place(say("step", index=1, count=_STEPS))
        office = Office(say("step", index=2, count=_STEPS))
        key = KeyStep(say("step", index=3, count=_STEPS))
        place.done.connect(lambda: self._go(office))
        place.open_wanted.connect(self._open)
        office.done.connect(lambda: self._go(key))
        key.done.connect(lambda: self._found(place, office, key))
        self._go(place)

    def _found(self, place: Place, office: Office, key: KeyStep) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            made = founding.first_start(
                place.folder, office.office_name, office.person_name, key.passphrase
            )
        except (UserError, EnvironmentFault) as error:
            key.show_error(error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        wanted = office.for_letters()
        if place.backup_folder:
            wanted["backup_folder"] = place.backup_folder
        settings.change(made.person, **wanted)
        remember_person(made.register.path, made.person)
        self._settle(made.register)

    # what every open register passes through

    def _settle(self, register: Register) -> None:
        """Let nobody work whose recovery sheet is not proved, or whose name is not known."""
        self._register = register
        if founding.sheet_pending():
            self._show_sheet(register)
            return
        if has_to_ask(register):
            who = Who(units.people(), person_at_desk(register.path))
            who.chosen.connect(lambda person: self._hand_over(register, person))
            self._start_over(who)
            return
        self._hand_over(register, person_at_desk(register.path))

    def _show_sheet(self, register: Register) -> None:
        sheet = opening.sheet(register)
        step = SheetStep(
            say("step", index=_STEPS - 1, count=_STEPS),
            sheet,
            lambda: sheet_paper.pdf(
                sheet, settings.load().office_name, register.path, register.today()
            ),
        )
        step.done.connect(lambda: self._go(self._make_quiz(register)))
        self._start_over(step)

    def _make_quiz(self, register: Register) -> QuizStep:
        step = QuizStep(
            say("step", index=_STEPS, count=_STEPS), opening.sheet(register), keys.quiz()
        )
        step.done.connect(lambda: self._prove(register))
        return step

    def _prove(self, register: Register) -> None:
        founding.sheet_kept(person_at_desk(register.path))
        self._settle(register)

    def _hand_over(self, register: Register, person: int) -> None:
        self._register = None
        self.jobs.close()
        self.opened.emit(register, person)

    # a register that is there already

    def _begin_with(self, path: Path, fault: Spoken | None) -> None:
        """Ask for a key where that can help; otherwise say what is wrong and the ways out."""
        if fault is None:
            self._start_over(self._make_unlock(path))
        elif fault.code.startswith("keys."):
            self._start_over(self._make_unlock(path, str(fault)))
        else:
            self._show_trouble(path, fault)

    def _open(self, path: Path) -> None:
        """Open with the vault; ask for what else is needed."""
        self._path = path
        try:
            register = opening.open_at(path)
        except UserError:
            self._go(self._make_unlock(path))
        except EnvironmentFault as fault:
            if fault.code.startswith("keys."):
                self._go(self._make_unlock(path, str(fault)))
            else:
                self._show_trouble(path, fault)
        else:
            self._settle(register)

    def _open_other(self) -> None:
        suffix = Path(opening.REGISTER_NAME).suffix
        picked = dialogs.pick_file(self, title=say("pick_register"), suffixes=(suffix,))
        if picked is not None:
            self._open(picked)

    def _make_unlock(self, path: Path, note: str = "") -> Unlock:
        step = Unlock(path, note)
        step.opened.connect(self._settle)
        step.broken.connect(lambda fault: self._show_trouble(path, fault))
        step.other_wanted.connect(self._open_other)
        step.restore_wanted.connect(lambda: self._go(self._make_restore()))
        return step

    def _make_restore(self, backup: Path | None = None) -> Restore:
        step = Restore(self.jobs, self._path, backup)
        step.opened.connect(self._settle)
        return step

    def _show_trouble(self, path: Path, fault: Spoken) -> None:
        step = Trouble(fault, str(path))
        acts = {
            "again": lambda: self._open(path),
            "other": self._open_other,
            "restore": lambda: self._go(self._make_restore()),
            "new": self._new,
        }
        step.chosen.connect(lambda way: acts[way]())
        self._start_over(step)

    # the window itself

    def _may_stop(self) -> bool:
        stop = dialogs.confirm(
            self, say("stop_title"), say("stop_text"), say("stop_yes"), say("stop_no")
        )
        if stop and isinstance(step := self.step(), Restore):
            step.call_off()
        return stop

    def closeEvent(self, event: QCloseEvent) -> None:
        """A register whose sheet was not proved is asked about again at the next start."""
        if self.jobs.running and not self._may_stop():
            event.ignore()
            return
        self.jobs.close()
        if self._register is not None:
            register, self._register = self._register, None
            opening.close(register, backup=False)
        super().closeEvent(event)
