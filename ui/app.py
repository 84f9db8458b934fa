"""How does the program start and end? The only place where its parts are joined."""

import platform
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from clerkdesk import opening
from clerkdesk import sample as sample_office
from clerkdesk.errors import EnvironmentFault, Spoken, UserError
from clerkdesk.opening import Register
from ui import crash, icons, options, taskbar, theme, words
from ui.first_start.window import StartWindow, has_to_ask
from ui.garbage import Sweeper
from ui.options import Options
from ui.page_list import modules
from ui.pages import Errand
from ui.session import Session, person_at_desk, remember_person
from ui.single import SingleInstance
from ui.tour import Tour

say = words.of("main")

AHEAD_MS = 120  # between loading the code of one page and of the next

UNSOUND_QT, SOUND_PYTHON = (6, 12), (3, 12)


def unsound_pair(
    qt: str = PySide6.__version__, python: tuple[int, ...] = sys.version_info[:2]
) -> bool:
    """PySide6 6.12.0 takes a reference from None on Python 3.11 and aborts after 7,000 calls."""
    version = tuple(int(part) for part in qt.split(".")[:2])
    return version >= UNSOUND_QT and python < SOUND_PYTHON


class Program:
    """From the first word of the command line to the last backup."""

    def __init__(self, app: QApplication, chosen: Options) -> None:
        self._app, self._chosen = app, chosen
        self._single = SingleInstance(app)
        self._session: Session | None = None
        self._start: StartWindow | None = None
        self._translator = QTranslator(app)
        self._sweeper = Sweeper()
        theme.apply(app)
        self._speak_chinese()
        self._modules = iter(modules())
        self._ahead = QTimer()
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.timeout.connect(self._load_ahead)

    def _load_ahead(self) -> None:
        """Load one page's code while the clerk reads the first page: quicker to go there then."""
        module = next(self._modules, None)
        if module is None:
            self._ahead.stop()
        else:
            import_module(module)

    def _speak_chinese(self) -> None:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(QLocale.Language.Chinese), "qtbase", "_", folder):
            self._app.installTranslator(self._translator)

    def run(self) -> int:
        """Open what was asked for and stay until it is closed; return the exit code."""
        if self._chosen.unattended:
            return self._unattended()
        if not self._chosen.sample:
            if self._single.other_is_open():
                return 0
            self._single.listen(self._called)
        self._begin()
        code = self._app.exec()
        self._single.close()
        return code

    def _called(self) -> None:
        if self._session is not None:
            self._session.come_forward()
        elif self._start is not None:
            self._start.raise_()
            self._start.activateWindow()

    def _begin(self) -> None:
        path = self._chosen.register or opening.last_place()
        if self._chosen.sample:
            self._open_sample()
        elif path is None:
            self._ask(None)
        else:
            self._open(path)

    def _open(self, path: Path) -> None:
        """Open with the vault; whatever else is needed is asked for."""
        try:
            register = opening.open_at(path)
        except UserError:  # no key here: a pass phrase or the recovery sheet
            self._ask(path)
        except EnvironmentFault as fault:
            self._ask(path, fault)
        else:
            if has_to_ask(register):
                self._ask_more(StartWindow(path, register=register))
            else:
                self._sit_down(register, person_at_desk(path))

    def _ask(self, path: Path | None, fault: Spoken | None = None) -> None:
        self._ask_more(StartWindow(path, fault))

    def _ask_more(self, window: StartWindow) -> None:
        self._start = window
        self._start.opened.connect(self._sit_down)
        self._start.sample_wanted.connect(self._open_sample)
        self._start.show()

    def _open_sample(self) -> None:
        self._sit_down(*sample())

    def _sit_down(self, register: Register, person_id: int) -> None:
        self._session = Session(
            self._app, register, person_id, rehearse=self._chosen.rehearse, left=self._left
        )
        remember_person(register.path, person_id)
        self._session.show()
        self._ahead.start()
        if self._start is not None:
            self._start.hide()
            self._start.deleteLater()
            self._start = None

    def _left(self, errand: Errand) -> None:
        """Go back to the start window; the register is closed, its window still open."""
        left, self._session = self._session, None
        path = self._chosen.register or opening.last_place()
        if left is not None and not left.sample:
            path = left.register.path
        if errand.kind == "restore":
            self._ask_more(StartWindow(path, restoring=True, backup=errand.backup))
        elif errand.kind == "register" or path is None:  # or the sample was the first looked at
            self._ask(None)
        else:
            self._open(path)

    def _unattended(self) -> int:
        """Make every page of the sample office once; 0 where nothing went wrong."""
        register, person_id = sample()
        session = Session(self._app, register, person_id, rehearse=self._chosen.rehearse)
        tour = Tour(session, self._chosen.grab)
        return tour.run()


def sample() -> tuple[Register, int]:
    """Open the invented office; its key lives in memory alone."""
    register = opening.sample()
    try:
        return register, sample_office.fill()
    except BaseException:
        opening.close(register)
        raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the desk; the entry point of the installed program."""
    crash.have_streams()
    chosen = options.parse(sys.argv[1:] if arguments is None else arguments)
    if unsound_pair():
        python = platform.python_version()
        sys.stderr.write(say("unsound_pair", qt=PySide6.__version__, python=python) + "\n")
        return 2
    crash.keep_log(crash.folder())
    caught = crash.CrashPath(crash.folder(), boxes=not chosen.unattended)
    caught.install()
    taskbar.name_program()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("ClerkDesk")
    app.setApplicationDisplayName(say("program"))
    app.setWindowIcon(icons.icon("publication", "acc", 32))
    app.setQuitOnLastWindowClosed(True)
    code = Program(app, chosen).run()
    return code or int(chosen.unattended and caught.faults > 0)
