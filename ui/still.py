"""How is what stands in a form stored beside the window? The form stands still meanwhile.

What was typed stays, whatever becomes of the work, and the focus returns to where it was.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.jobs import Jobs, Progress

AT_ONCE = 4 << 20  # bytes of files that are stored before anybody notices; more is a job


class Still(QObject):
    """Holds the parts of one form while a job reads from it; `busy` tells whether."""

    def __init__(self, owner: QWidget, parts: tuple[QWidget, ...]) -> None:
        super().__init__(owner)
        self._owner, self._parts = owner, parts
        self._focus: QWidget | None = None
        self.busy = False

    def run(
        self,
        jobs: Jobs,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Begin a job with its strip. Called off, it keeps nothing and the form is free again."""
        self._focus = self._owner.focusWidget()
        self._hold(busy=True)
        jobs.run(
            title,
            work,
            partial(self._end, done),
            partial(self._end, failed),
            cancelled=lambda: self._end(lambda _none: None, None),
        )

    def _end(self, then: Callable[[Any], object], result: object) -> None:
        if isValid(self):
            self._hold(busy=False)
            focus = self._focus
            if focus is not None and isValid(focus) and focus.isVisible():
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
        then(result)

    def _hold(self, *, busy: bool) -> None:
        self.busy = busy
        for part in self._parts:
            part.setEnabled(not busy)
