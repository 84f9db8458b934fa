"""When may the desk stop the clerk with a box? Only here, and only for what cannot be undone.

Every box goes through `show_box` or `choose`: tests put their own answers there.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import EnvironmentFault, Spoken
from ui import cards, lights, theme, words
from ui.buttons import button

say = words.of("dialogs")

ROWS_SHOWN = 8
WINDOWS = sys.platform == "win32"
_been_at: list[str] = []  # the folder of the file dialog accepted last
_FAILED = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)


@dataclass(frozen=True)
class Moving:
    """A line of a box that moves other people's dates: whose, from when, to when, new light."""

    name: str
    old: str
    new: str
    light: Light | None = None
    rest: str = ""


def show_box(box: QDialog) -> bool:
    """Open a box and wait; True where it was accepted. The only place that waits."""
    return box.exec() == QDialog.DialogCode.Accepted


def choose(dialog: QFileDialog) -> tuple[Path, ...]:
    """Open a file dialog and wait; nothing where it was left."""
    if not show_box(dialog):
        return ()
    _been_at[:] = [dialog.directory().absolutePath()]
    return tuple(Path(name) for name in dialog.selectedFiles())


def _where() -> str:
    """Return where a file dialog begins: where the last one ended, else among the documents.

    Qt by itself begins in the current folder: on a clerk's PC that of the program.
    """
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return _been_at[0] if _been_at else QStandardPaths.writableLocation(documents)


class Question(QDialog):
    """The title is the question, the buttons are verbs; Esc and the default are the safe one."""

    def __init__(  # noqa: PLR0913 - a box is its title, its text and its verbs
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        yes_verb: str,
        *,
        no_verb: str = "",
        rows: Sequence[Moving] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(12)
        self.column.addWidget(cards.text(title, role="h2", wrap=True))
        self.text = cards.text(text, role="body", tone="text2", wrap=True, select=True)
        self.text.setMinimumWidth(theme.scaled(420))
        self.column.addWidget(self.text)
        if rows:
            self.column.addLayout(_moving(rows))
        self.column.addWidget(cards.rule())
        self.row = QHBoxLayout()
        self.row.addStretch(1)
        self.yes = button(yes_verb, self.accept, kind="primary")
        if no_verb:
            self.no = button(no_verb, self.reject)
            self.row.addWidget(self.no)
        self.row.addWidget(self.yes)
        self.column.addLayout(self.row)
        safe = self.no if no_verb else self.yes
        safe.setDefault(True)
        safe.setFocus()


def _moving(rows: Sequence[Moving]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    for index, one in enumerate(rows[:ROWS_SHOWN]):
        grid.addWidget(cards.text(one.name, role="label", tone="acc"), index, 0)
        grid.addWidget(cards.text(one.old), index, 1)
        grid.addWidget(cards.text(say("arrow"), tone="text2"), index, 2)
        grid.addWidget(cards.text(one.new), index, 3)
        if one.light is not None:
            chip = lights.LightChip()
            chip.show_light(one.light, one.rest)
            grid.addWidget(chip, index, 4)
    if len(rows) > ROWS_SHOWN:
        more = say("more_rows", count=len(rows) - ROWS_SHOWN)
        grid.addWidget(cards.text(more, role="small", tone="text2"), ROWS_SHOWN, 0)
    grid.setColumnStretch(5, 1)
    return grid


def confirm(  # noqa: PLR0913 - a box is its title, its text and its verbs
    parent: QWidget | None,
    title: str,
    text: str,
    yes_verb: str,
    no_verb: str,
    *,
    rows: Sequence[Moving] | None = None,
) -> bool:
    """Ask before an act that cannot be undone or moves dates; True where the verb was chosen.

    title: the question; yes_verb, no_verb: with mnemonics, never 是/否.
    """
    return show_box(Question(parent, title, text, yes_verb, no_verb=no_verb, rows=rows or ()))


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say what must be read before work goes on (a fault of the machine, not of a field)."""
    show_box(Question(parent, title, text, say("understood")))


def tell_fault(parent: QWidget | None, fault: Spoken) -> None:
    tell(parent, say("environment_title"), str(fault))


def _filter(suffixes: Sequence[str]) -> str:
    if not suffixes:
        return say("all_files")
    pattern = " ".join(f"*{suffix}" for suffix in suffixes)
    return say("known_files", suffixes=" ".join(suffixes), pattern=pattern)


def pick_files(
    parent: QWidget | None, *, title: str = "", suffixes: Sequence[str] = (), many: bool = True
) -> tuple[Path, ...]:
    """Let the clerk pick files; empty where none was picked."""
    dialog = QFileDialog(parent, title or say("pick_file"), _where(), _filter(suffixes))
    mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    return choose(dialog)


def pick_file(
    parent: QWidget | None, *, title: str = "", suffixes: Sequence[str] = ()
) -> Path | None:
    return next(iter(pick_files(parent, title=title, suffixes=suffixes, many=False)), None)


def pick_folder(
    parent: QWidget | None, *, title: str = "", start: Path | None = None
) -> Path | None:
    dialog = QFileDialog(parent, title or say("pick_folder"), str(start or _where()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(choose(dialog)), None)


def save_file(
    parent: QWidget | None, suggested: str, *, title: str = "", suffix: str = ".pdf"
) -> Path | None:
    """Ask where to write a file; the system asks itself before one is replaced."""
    dialog = QFileDialog(parent, title or say("save_file"), _where(), _filter((suffix,)))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix.lstrip("."))
    dialog.selectFile(suggested)
    return next(iter(choose(dialog)), None)


def print_dialog(parent: QWidget | None, pages: Sequence[QImage], name: str = "") -> bool:
    """Print pages on paper at full size; False where the clerk left the dialog.

    pages: each the whole sheet, such as `pypdfium2` renders it; name: of the job in the queue.
    """
    printer = choose_printer(parent, len(pages), name)
    if printer is None:
        return False
    first = max(printer.fromPage(), 1)
    last = printer.toPage() or len(pages)
    print_pages(printer, pages[first - 1 : last])
    return True


def choose_printer(parent: QWidget | None, count: int, name: str = "") -> QPrinter | None:
    """Ask on which printer so many pages go; None where the clerk left the dialog.

    EnvironmentFault printing.no_printer: Windows would open no dialog, and nothing would happen.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if WINDOWS and printer.outputFormat() is not QPrinter.OutputFormat.NativeFormat:
        raise EnvironmentFault("printing.no_printer")
    printer.setDocName(name)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(say("print_file"))
    dialog.setMinMax(1, max(count, 1))
    return printer if show_box(dialog) else None


def print_pages(printer: QPrinter, pages: Iterable[QImage]) -> None:
    """Draw pages at full size, one after the other; may be called in the thread of a job.

    EnvironmentFault printing.refused (nothing came out), printing.broken_off (done: pages).
    """
    painter, done = QPainter(), 0
    if not painter.begin(printer):  # no paper, no connection, or no name given for a printed file
        raise EnvironmentFault("printing.refused")
    try:
        for page in pages:
            if done and not printer.newPage():
                raise EnvironmentFault("printing.broken_off", done=done)
            painter.drawImage(QRectF(painter.viewport()), page)
            done += 1
    finally:
        painter.end()
    if printer.printerState() in _FAILED:
        raise EnvironmentFault("printing.broken_off", done=done)


class CrashBox(Question):
    """What the crash path shows after it has written its file."""

    def __init__(self, report: str, written_to: Path | None) -> None:
        super().__init__(None, say("crash_title"), say("crash_text"), say("crash_on"))
        where = (
            say("crash_where", path=written_to) if written_to is not None else say("crash_nowhere")
        )
        place = self.column.count() - 2
        self.column.insertWidget(place, cards.text(where, role="small", wrap=True, select=True))
        shown = theme.role(QPlainTextEdit(report), "small")
        shown.setReadOnly(True)
        shown.setMinimumSize(theme.scaled(560), 180)
        shown.setAccessibleName(say("crash_title"))
        self.column.insertWidget(place + 1, shown)
        copy = button(say("crash_copy"), lambda: QGuiApplication.clipboard().setText(report))
        self.row.insertWidget(1, copy)


def show_crash(report: str, written_to: Path | None) -> None:
    show_box(CrashBox(report, written_to))
