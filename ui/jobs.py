"""How does long work run beside the window: told how far it is, cancelled, never silently lost?

    desk.jobs.run(say("exporting"), lambda progress: export(rows, path, progress),
                  done=self._exported, failed=self._not_exported)

`progress(done, total)` is called by the work now and then; it raises `Cancelled` once the clerk has
asked for that. The three callbacks are called in the window's thread.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken
from ui import cards, words
from ui.buttons import button

log = logging.getLogger(__name__)
say = words.of("jobs")

SHOWN = 2  # strips at once; the others are counted


class Cancelled(Exception):
    """The clerk asked the work to stop; raised out of `progress` inside the work."""


class Progress(Protocol):
    def __call__(self, done: int, total: int, /) -> None: ...


class Job(QObject):
    """One piece of work; its signals are emitted in the window's thread alone."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, title: str, parent: QObject, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self.title, self.quiet = title, quiet
        self.started = time.monotonic()
        self.stopping = False

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self.stopping = True


@dataclass(frozen=True)
class _News:
    """What a worker's thread tells the window's: the job, which end or "progress", its facts."""

    job: Job
    kind: Literal["progress", "finished", "failed", "cancelled"]
    facts: tuple[Any, ...] = ()


@dataclass(frozen=True)
class _Ends:
    """Who is called when a job has ended."""

    finished: Callable[[Any], object]
    failed: Callable[[Exception], object]
    cancelled: Callable[[], object]


class Jobs(QObject):
    """All work that is running."""

    added = Signal(Job)
    emptied = Signal()
    # The one signal that crosses threads. A worker touches no other Qt object, so nothing it uses
    # can be deleted under it.
    _told = Signal(object)

    def __init__(
        self,
        around: Callable[[], AbstractContextManager[None]] = nullcontext,
        parent: QObject | None = None,
    ) -> None:
        """around: entered in the thread of each work, such as `Register.connection`."""
        super().__init__(parent)
        self._around = around
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")
        self._running: dict[Job, _Ends] = {}
        self._futures: set[Future[None]] = set()
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(self._running)

    @property
    def shown(self) -> tuple[Job, ...]:
        """Return the running work the clerk has asked for: what has a strip."""
        return tuple(job for job in self._running if not job.quiet)

    def run(  # noqa: PLR0913 - the work and its three ends, each named at the call
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        cancelled: Callable[[], object] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Start work in a thread of the pool, with its own connection to the register.

        failed: gets what was raised; where None, a sentence goes to the strip and anything else to
        the crash path. quiet: no strip (previews, counts).
        """
        job = Job(title, self, quiet=quiet)
        self._running[job] = _Ends(done, failed or _raise_bug, cancelled or (lambda: None))
        if not quiet:
            self.added.emit(job)
        future = self._pool.submit(self._perform, job, work)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return job

    def _perform(self, job: Job, work: Callable[[Progress], Any]) -> None:
        """Do the work in this thread; whatever goes wrong is handed to the window."""
        if job.stopping:  # called off while it waited for its turn
            self._told.emit(_News(job, "cancelled"))
            return

        def progress(done: int, total: int, /) -> None:
            if job.stopping:
                raise Cancelled
            self._told.emit(_News(job, "progress", (done, total)))

        try:
            with self._around():
                result = work(progress)
        except Cancelled:
            news = _News(job, "cancelled")
        except Exception as fault:  # noqa: BLE001 - handed to the caller, who decides
            news = _News(job, "failed", (fault,))
        else:
            news = _News(job, "finished", (result,))
        self._told.emit(news)

    def _hear(self, news: _News) -> None:
        job = news.job
        if news.kind == "progress":
            job.progressed.emit(*news.facts)
            return
        ends = self._running.pop(job)
        getattr(job, news.kind).emit(*news.facts)
        job.deleteLater()
        if not self._running:
            self.emptied.emit()
        getattr(ends, news.kind)(*news.facts)

    def close(self, timeout_s: float = 30) -> bool:
        """Ask everything to stop and wait; False where work runs on, to be waited for again."""
        for job in self._running:
            job.cancel()
        _done, still = wait(tuple(self._futures), timeout_s)
        if not still:
            self._pool.shutdown()
        return not still


def _raise_bug(fault: Exception) -> None:
    if isinstance(fault, Spoken):
        log.info("work ended: %s", fault.code)  # the strip has shown the sentence
        return
    raise fault


class _Strip(QWidget):
    """One running job: title, bar, how long still, cancel; afterwards what became of it."""

    def __init__(self, job: Job, gone: Callable[["_Strip"], None]) -> None:
        super().__init__()
        self._job, self._gone = job, gone
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(12)
        self.message = cards.text(job.title, role="label")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(280)
        self.bar.setAccessibleName(job.title)
        self.rest = cards.text(say("carry_on"), role="small", tone="text2")
        self.button: QPushButton = button(say("cancel"), self._cancel, kind="small")
        row.addWidget(self.message)
        row.addWidget(self.bar, 1)
        row.addWidget(self.rest)
        row.addStretch(1)
        row.addWidget(self.button)
        job.progressed.connect(self._progressed)
        job.finished.connect(lambda _result: self._gone(self))
        job.failed.connect(self._failed)
        job.cancelled.connect(lambda: self._rest_here(say("cancelled", title=job.title)))

    def _cancel(self) -> None:
        """Say at once that it was heard; the work stops at its next report."""
        self._job.cancel()
        self.button.setEnabled(False)
        self.bar.setRange(0, 0)
        self.rest.setText(say("stopping"))

    def _progressed(self, done: int, total: int) -> None:
        if self._job.stopping:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        text = say("progress", done=words.count(done), total=words.count(total))
        spent = time.monotonic() - self._job.started
        if 0 < done < total and spent > 2:
            seconds = round(spent / done * (total - done))
            left = (
                say("seconds_left", seconds=seconds)
                if seconds < 90
                else say("minutes_left", minutes=round(seconds / 60))
            )
            text = f"{text} · {left}"
        self.rest.setText(text)

    def _failed(self, fault: Exception) -> None:
        if isinstance(fault, Spoken):
            self._rest_here(say("failed", title=self._job.title, why=fault))
        else:
            self._gone(self)

    def _rest_here(self, sentence: str) -> None:
        """Stay until it was read: what a strip has to say must not vanish by itself."""
        self.message.setText(sentence)
        self.bar.hide()
        self.rest.hide()
        self.button.setText(say("dismiss"))
        self.button.setEnabled(True)
        self.button.clicked.disconnect()
        self.button.clicked.connect(lambda _checked=False: self._gone(self))


class JobStrip(QFrame):
    """The strips above the status bar; hidden while nothing runs."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._strips: list[_Strip] = []
        self._others = cards.text(role="small", tone="text2")
        self._others.setContentsMargins(16, 0, 16, 4)
        self._column.addWidget(self._others)
        jobs.added.connect(self._add)
        self._arrange()

    def _add(self, job: Job) -> None:
        strip = _Strip(job, self._remove)
        self._strips.append(strip)
        self._column.insertWidget(self._column.count() - 1, strip)
        self._arrange()

    def _remove(self, strip: _Strip) -> None:
        if strip in self._strips:
            self._strips.remove(strip)
            strip.hide()
            strip.deleteLater()
            self._arrange()

    def _arrange(self) -> None:
        for index, strip in enumerate(self._strips):
            strip.setVisible(index < SHOWN)
        hidden = max(0, len(self._strips) - SHOWN)
        self._others.setText(say("others", count=hidden))
        self._others.setVisible(bool(hidden))
        self.setVisible(bool(self._strips))
