"""What stands over the list while something is done to many requests: its form, then its result?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clerkdesk.archive import shelf
from clerkdesk.errors import Spoken
from clerkdesk.letters import queries as letters
from clerkdesk.requests import queries, service
from clerkdesk.requests.queries import RequestRow
from clerkdesk.requests.service import BulkResult
from ui import cards, dialogs, words
from ui.buttons import button
from ui.jobs import Cancelled, Progress
from ui.pages import Desk
from ui.papers.pdf import print_many
from ui.requests.bulk_extend import BulkExtend
from ui.requests.bulk_lines import DUES, PLAIN, BulkLine, BulkLines, counted, ended

say = words.of("requests")

_ENDS = ("done", "alone", "cannot", "left")


class BulkOutcome(cards.Card):
    """What became of each request; Enter leads to one of them."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("bulk_outcome"))
        self.gist = cards.text(role="body", wrap=True)
        self.then = cards.text(role="label", tone="text2", wrap=True)
        self.body.addWidget(self.gist)
        self.body.addWidget(self.then)
        self.dues, self.plain = (BulkLines(columns, say("bulk_lines")) for columns in (DUES, PLAIN))
        for part in (self.dues, self.plain):
            part.table.opened.connect(partial(self._open, desk))
            self.body.addWidget(part, 1)
        self.dues.hide()
        row = QHBoxLayout()
        row.addWidget(cards.text(say("bulk_outcome_hint"), role="small", tone="text2"))
        row.addStretch(1)
        self.back = button(say("bulk_back"), self.left.emit, kind="primary")
        row.addWidget(self.back)
        self.body.addLayout(row)

    @property
    def lines(self) -> BulkLines:
        return self.plain if self.dues.isHidden() else self.dues

    @staticmethod
    def _open(desk: Desk, line: BulkLine) -> None:
        if line.state == "alone":
            desk.navigate("requests", line.id, act="extend")
        else:
            desk.navigate("requests", line.id)

    def show_lines(self, title: str, then: str, lines: Sequence[BulkLine], *, dues: bool) -> str:
        """Show how it ended; return that in one sentence. then: what is to be done next."""
        count = counted(lines)
        parts = [say(f"bulk_n_{one}", count=count[one]) for one in _ENDS if count[one]]
        told = say("bulk_ended", what=title, parts=say("bulk_comma").join(parts))
        self.gist.setText(told)
        self.then.setText(then)
        self.then.setVisible(bool(then))
        self.dues.setVisible(dues)
        self.plain.setVisible(not dues)
        self.lines.show_lines(lines)
        return told


class BulkPlace(QStackedWidget):
    """The list, or what stands over it. A half-filled form comes back as it was."""

    covered = Signal(bool)  # whether something stands over the list
    used = Signal()  # everything ticked has had its turn
    failed = Signal(object)  # a Spoken for the page

    def __init__(self, desk: Desk, listing: QWidget) -> None:
        super().__init__()
        self._desk, self._listing = desk, listing
        self._rows: tuple[RequestRow, ...] = ()
        self._unread = False
        self.busy = False
        self.form, self.outcome = BulkExtend(desk), BulkOutcome(desk)
        for widget in (listing, self.form, self.outcome):
            self.addWidget(widget)
        self.form.left.connect(self.close_panel)
        self.form.failed.connect(self.failed.emit)
        self.form.wanted.connect(self._extend)
        self.outcome.left.connect(self.close_panel)

    # what is shown

    @property
    def is_covered(self) -> bool:
        return self.currentWidget() is not self._listing

    def extend(self, rows: Sequence[RequestRow]) -> None:
        """Open the form of an extension for these requests."""
        self._rows = tuple(rows)
        self.form.begin(rows)
        self._show(self.form)
        self.form.form.focus_first()

    def close_panel(self) -> None:
        """Go back to the list, by way of a result that came in meanwhile."""
        if self._unread and self.currentWidget() is self.form:
            self._show_outcome()
        else:
            self._show(self._listing)

    def look_again(self) -> None:
        if self.currentWidget() is self.form and not self.busy:
            self.form.look_again()

    def panes(self) -> tuple[QWidget, ...]:
        """Return where F6 leads while something stands over the list."""
        if self.currentWidget() is self.form:
            return self.form.panes()
        return (self.outcome.lines.table,)

    def set_narrow(self, *, narrow: bool) -> None:
        for lines in (self.form.lines, self.outcome.dues, self.outcome.plain):
            lines.table.set_narrow(narrow=narrow)

    def _show(self, widget: QWidget) -> None:
        self.setCurrentWidget(widget)
        self.covered.emit(self.is_covered)

    def _show_outcome(self) -> None:
        self._unread = False
        self._show(self.outcome)
        self.outcome.lines.table.setFocus()

    # acts

    def _extend(self, act: Callable[[int], object]) -> None:
        rows = self._rows
        keys = [row.id for row in rows]

        def done(result: BulkResult) -> None:
            today = self._desk.today()
            dues = {row.id: row.due_on for row in queries.rows(result.done, today)}
            if result.done:
                self.form.forget()
            then = say("bulk_extended_then") if result.done else ""
            self._ended(say("bulk_extend_title"), then, result, rows, dues=dues)

        self.setCurrentWidget(self._listing)
        self._run(say("bulk_extend_job", count=len(keys)), keys, act, done)

    def archive(self, rows: Sequence[RequestRow]) -> None:
        """Pack these requests into a folder the clerk chooses."""
        folder = dialogs.pick_folder(self, title=say("bulk_archive_folder"))
        if folder is None:
            return
        by, made = self._desk.person_id, dict[int, str]()

        def pack(request_id: int) -> None:
            made[request_id] = shelf.pack(request_id, folder, by).path.name

        def done(result: BulkResult) -> None:
            then = say("bulk_archived_then", folder=folder) if result.done else ""
            self._ended(say("bulk_archive_title"), then, result, rows, made=made)

        keys = [row.id for row in rows]
        self._run(say("bulk_archive_job", count=len(keys)), keys, pack, done)

    def print_letters(self, rows: Sequence[RequestRow]) -> None:
        """Print every letter that stands of these requests, one after the other."""
        papers = [partial(letters.pdf, one.id) for one in letters.of_requests([r.id for r in rows])]
        if not papers:
            self._desk.note(say("bulk_no_letters"))
            return
        printer = dialogs.choose_printer(self, 1, say("bulk_letters"))
        if printer is None:
            return
        self._desk.jobs.run(
            say("bulk_printing", count=len(papers)),
            lambda progress: print_many(printer, papers, progress),
            lambda pages: self._desk.note(say("bulk_printed", pages=words.count(pages))),
        )

    def _run(
        self,
        title: str,
        keys: Sequence[int],
        act: Callable[[int], object],
        done: Callable[[BulkResult], None],
    ) -> None:
        """Do it in a job. What a cancel came too late for is told with the rest."""

        def work(progress: Progress) -> BulkResult:
            stopped = False

            def tell(count: int, total: int) -> None:
                nonlocal stopped
                try:
                    progress(count, total)
                except Cancelled:
                    stopped = True

            tell(0, len(keys))
            return service.for_each(keys, act, progress=tell, cancelled=lambda: stopped)

        self.busy = True
        self.covered.emit(self.is_covered)
        never = BulkResult((), (), tuple(keys))  # called off while it waited for its turn
        self._desk.jobs.run(title, work, done, self._failed, cancelled=lambda: done(never))

    def _failed(self, fault: Exception) -> None:
        self.busy = False
        self.covered.emit(self.is_covered)
        if not isinstance(fault, Spoken):
            raise fault
        self.failed.emit(fault)

    def _ended(  # noqa: PLR0913 - what was done, to whom, and what came of it
        self,
        title: str,
        then: str,
        result: BulkResult,
        rows: Sequence[RequestRow],
        *,
        dues: Mapping[int, date | None] | None = None,
        made: Mapping[int, str] | None = None,
    ) -> None:
        self.busy = False
        lines = ended(result, rows, dues=dues, made=made)
        self._desk.note(self.outcome.show_lines(title, then, lines, dues=dues is not None))
        if not result.left:
            self.used.emit()
        if self.currentWidget() is self.form:  # never out of the clerk's hands while typing
            self._unread = True
            self.form.look_again()
        else:
            self._show_outcome()


def archive_one(
    parent: QWidget, desk: Desk, request_id: int, failed: Callable[[Spoken], object]
) -> None:
    """Pack one closed request into a folder the clerk chooses."""
    folder = dialogs.pick_folder(parent, title=say("bulk_archive_folder"))
    if folder is None:
        return
    by = desk.person_id

    def work(_progress: Progress) -> Path:
        return shelf.pack(request_id, folder, by).path

    def refused(fault: Exception) -> None:
        if not isinstance(fault, Spoken):
            raise fault
        failed(fault)

    desk.jobs.run(
        say("bulk_archive_title"),
        work,
        lambda path: desk.note(say("archived_one", path=path)),
        refused,
    )
