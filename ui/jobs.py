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
class _Ends:
    """Who is called when a job has ended."""

    finished: Callable[[Any], object]
    failed: Callable[[Exception], object]
    cancelled: Callable[[], object]


class _Task:
    """What goes to a worker's thread and comes back; the window takes everything out of it again.

    A worker keeps nothing of it. Whatever lost its last holder there would be taken down there: the
    work may hold a page, a result or the frames of a fault may too, and a widget that dies outside
    the window's thread takes the program with it.
    """

    def __init__(self, job: Job, work: Callable[[Progress], Any], ends: _Ends) -> None:
        self.job, self.work, self.ends = job, work, ends
        self.end: Literal["finished", "failed", "cancelled"] = "finished"
        self.facts: tuple[Any, ...] = ()
        self.stop: Cancelled | None = None


@dataclass(frozen=True)
class _Step:
    """How far a task is."""

    task: _Task
    done: int
    total: int


def _perform(
    task: _Task, around: Callable[[], AbstractContextManager[None]], tell: Callable[[object], None]
) -> None:
    """Do the work in this thread; whatever goes wrong is handed to the window."""

    def progress(done: int, total: int, /) -> None:
        if task.job.stopping:
            raise Cancelled
        tell(_Step(task, done, total))

    try:
        if task.job.stopping:  # called off while it waited for its turn
            raise Cancelled  # noqa: TRY301 - ends as what is called off later does
        with around():
            task.facts = (task.work(progress),)
    except Cancelled as stop:
        task.end, task.stop = "cancelled", stop
    except Exception as fault:  # noqa: BLE001 - handed to the caller, who decides
        task.end, task.facts = "failed", (fault,)
    tell(task)


# Not one of them may die before its workers are through: they speak by its signal.
_at_work: set["Jobs"] = set()


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
    ) -> None:
        """around: entered in the thread of each work, such as `Register.connection`.

        Nobody's child: it lives until `close` has seen the last work end.
        """
        super().__init__()
        self._around = around
        self._pool = _pool()
        self._running: dict[Job, _Task] = {}
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
        ends = _Ends(done, failed or _raise_bug, cancelled or _nobody)
        self._running[job] = task = _Task(job, work, ends)
        _at_work.add(self)
        if not quiet:
            self.added.emit(job)
        future = self._pool.submit(_perform, task, self._around, self._told.emit)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        return job

    def _hear(self, news: _Task | _Step) -> None:
        if isinstance(news, _Step):
            news.task.job.progressed.emit(news.done, news.total)
            return
        job, end, facts, ends = news.job, news.end, news.facts, news.ends
        del self._running[job]
        vars(news).clear()  # the worker may hold the task a moment longer than anybody here
        getattr(job, end).emit(*facts)
        job.deleteLater()
        if not self._running:
            self.emptied.emit()
        getattr(ends, end)(*facts)

    def close(self, timeout_s: float = 30) -> bool:
        """Ask everything to stop and wait; False where work runs on, to be waited for again."""
        for job in self._running:
            job.cancel()
        _done, still = wait(tuple(self._futures), timeout_s)
        if not still:
            self._pool.shutdown()
            self._pool = _pool()  # a desk that could not close after all works on
            _at_work.discard(self)
        return not still

    def drop(self) -> None:
        """Tell no page any more how its work ended: the register is closed, the pages are going."""
        for task in self._running.values():
            task.ends = _Ends(_nobody, _raise_bug, _nobody)


def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="job")


def _nobody(*_facts: object) -> None:
    """Hear how work ended where nobody wants to know."""


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
