"""What happens when nothing else works? A file first, a box second, once for each fault.

The handler needs neither the register nor the window, and disables itself while it runs: a fault in
it goes to Python's own. No personal data is written: a traceback holds code and places, and the
message of an exception is kept out of the file where it may quote what was typed.
"""

import atexit
import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

import PySide6
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from clerkdesk import opening, paths
from clerkdesk.clock import SystemClock
from clerkdesk.errors import EnvironmentFault, Spoken
from ui import dialogs

log = logging.getLogger(__name__)

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# what messages of these may quote: keys of dictionaries, names of files, lines of our own
_TELLING = (AttributeError, ImportError, NameError, NotImplementedError, TypeError)


MOST_BYTES = 1_000_000  # of a file of faults, before it takes the place of the one kept aside


def have_streams() -> None:
    """Give a program without a console somewhere to write: there Python has no stdout at all."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - till the end
            setattr(sys, name, nowhere)


def folder() -> Path:
    return paths.own_folder() / "logs"


def _opened(path: Path) -> IO[str]:
    """Open a file of faults to be gone on with; what has grown large is kept aside once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # not there yet, or a second desk has it open
        if path.stat().st_size > MOST_BYTES:
            path.replace(path.with_name(f"{path.name}.1"))
    return path.open("a", encoding="utf-8")


class CrashPath:
    """The handler of whatever nobody caught."""

    def __init__(self, where: Path, *, boxes: bool = True) -> None:
        """boxes: False where nobody sits before the screen."""
        self._where, self._boxes = where, boxes
        self.faults = 0
        self._seen: set[str] = set()
        self._native: IO[str] | None = None

    def install(self) -> None:
        """Catch faults of every thread, hard crashes too; write them below `where`."""
        sys.excepthook = self.handle
        threading.excepthook = self._of_a_thread
        try:
            self._native = _opened(self._where / "native.log")
            faulthandler.enable(self._native)
        except OSError:
            faulthandler.enable()

    def _of_a_thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self.handle(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def handle(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Write, then show; a sentence that slipped through is shown as one."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        sys.excepthook = sys.__excepthook__
        self.faults += 1
        try:
            spoken = fault if isinstance(fault, Spoken) else _of_the_disk(fault)
            if spoken is not None:
                self._say(spoken)
            else:
                self._report(kind, fault, trace)
        finally:
            sys.excepthook = self.handle

    def _say(self, fault: Spoken) -> None:
        if isinstance(fault, EnvironmentFault):
            log.warning("fault of the machine: %s", fault.code)
        if self._may_speak():
            dialogs.tell_fault(QApplication.activeWindow(), fault)
        else:
            sys.stderr.write(f"{fault}\n")

    def _report(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        report = describe(kind, fault, trace)
        mark = "".join(traceback.format_tb(trace)) + kind.__name__
        if mark in self._seen:
            return
        self._seen.add(mark)
        written = self._write(report)
        sys.stderr.write(report)
        if self._may_speak():
            dialogs.show_crash(report, written)

    def _may_speak(self) -> bool:
        """Boxes belong to the thread of the window, and need one."""
        here = threading.current_thread() is threading.main_thread()
        return self._boxes and here and isinstance(QApplication.instance(), QApplication)

    def _write(self, report: str) -> Path | None:
        path = self._where / "crash.log"
        try:
            with _opened(path) as file:
                file.write(f"{SystemClock().now().isoformat()}\n{report}\n")
        except OSError:
            return None
        return path


def _of_the_disk(fault: BaseException) -> EnvironmentFault | None:
    """A page that cannot be read is no bug: SQLite's own words have a sentence."""
    try:
        return opening.explain(fault)
    except Exception:  # noqa: BLE001 - this is the last resort: a second fault must not hide the first
        return None


def describe(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> str:
    """Return the report: versions, places in the code, the message only where it quotes code."""
    versions = (
        f"ClerkDesk, Python {platform.python_version()}, PySide6 {PySide6.__version__}, "
        f"{platform.platform()}"
    )
    places = "".join(traceback.format_tb(trace))
    message = f": {fault}" if isinstance(fault, _TELLING) else ""
    return f"{versions}\n{places}{kind.__module__}.{kind.__qualname__}{message}\n"


def keep_log(where: Path) -> None:
    """Write the program's log below `where`: five files of 1 MB, ids instead of names."""
    try:
        where.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            where / "clerkdesk.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8"
        )
    except OSError:
        return  # a desk without a log is better than no desk
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    qInstallMessageHandler(_qt_message)
    # what Qt says while it is taken down comes when Python can answer no more
    atexit.register(qInstallMessageHandler, None)


def _qt_message(kind: QtMsgType, _context: object, message: str | None) -> None:
    logging.getLogger("qt").log(_QT_LEVELS.get(kind, logging.WARNING), "%s", message)
