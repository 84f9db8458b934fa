"""How does long work run beside the window: told how far it is, cancelled, never silently lost?

    desk.jobs.run(say("exporting"), lambda progress: export(rows, path, progress),
                  done=self._exported, failed=self._not_exported)

`progress(done, total)` is called by the work now and then; it raises `Cancelled` once the clerk has
asked for that. The three callbacks are called in the window's thread.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
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
    """One piece of work; its signals arrive in the thread it was made in."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, title: str, work: Callable[[Progress], Any], parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.started = time.monotonic()
        self._work = work
        self._stop = False

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop = True

    def _progress(self, done: int, total: int, /) -> None:
        if self._stop:
            raise Cancelled
        self.progressed.emit(done, total)

    def perform(self) -> None:
        """Do the work in the thread that calls; whatever goes wrong is handed to the window."""
        try:
            result = self._work(self._progress)
        except Cancelled:
            self.cancelled.emit()
        except Exception as fault:  # noqa: BLE001 - handed to the caller, who decides
            self.failed.emit(fault)
        else:
            self.finished.emit(result)


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.perform()


class Jobs(QObject):
    """All work that is running."""

    added = Signal(Job)
    emptied = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(self._running)

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
        """Start work in a thread of the pool; it must open its own connection to the register.

        failed: gets what was raised; where None, a sentence goes to the strip and anything else to
        the crash path. quiet: no strip (previews, counts).
        """
        job = Job(title, work, self)
        queued = Qt.ConnectionType.QueuedConnection
        job.finished.connect(lambda result: self._end(job, done, result), queued)
        job.failed.connect(lambda fault: self._end(job, failed or _raise_bug, fault), queued)
        job.cancelled.connect(lambda: self._end(job, cancelled), queued)
        self._running.append(job)
        if not quiet:
            self.added.emit(job)
        self._pool.start(_Runner(job))
        return job

    def _end(self, job: Job, told: Callable[..., object] | None, *facts: Any) -> None:
        self._running.remove(job)
        if not self._running:
            self.emptied.emit()
        job.deleteLater()
        if told is not None:
            told(*facts)

    def close(self, timeout_ms: int = 30_000) -> bool:
        """Ask everything to stop and wait; False where work still runs after that."""
        for job in self._running:
            job.cancel()
        return self._pool.waitForDone(timeout_ms)


def _raise_bug(fault: Exception) -> None:
    if isinstance(fault, Spoken):
        log.warning("work ended: %s", fault.code)  # the strip has shown the sentence
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
        self.button: QPushButton = button(say("cancel"), job.cancel, kind="small")
        row.addWidget(self.message)
        row.addWidget(self.bar, 1)
        row.addWidget(self.rest)
        row.addStretch(1)
        row.addWidget(self.button)
        job.progressed.connect(self._progressed)
        job.finished.connect(lambda _result: self._gone(self))
        job.failed.connect(self._failed)
        job.cancelled.connect(lambda: self._rest_here(say("cancelled", title=job.title)))

    def _progressed(self, done: int, total: int) -> None:
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
