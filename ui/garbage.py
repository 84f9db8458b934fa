"""When may Python throw away what only points at itself? In the window's thread, between events.

Left to itself Python looks for such rings whenever enough objects have been made: in a worker's
thread, or while Qt hands over a list of widgets one by one. A ring that holds a widget then takes
it and its children down there and then, and the next of that list is freed memory: the program is
gone without a word. So the looking is done by hand, from the event loop.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 1000


def sweep() -> None:
    """Look through the oldest generation that Python itself would look through by now."""
    due = zip(gc.get_count(), gc.get_threshold(), strict=True)
    oldest = max((age for age, (count, limit) in enumerate(due) if count > limit), default=None)
    if oldest is not None:
        gc.collect(oldest)


class Sweeper(QObject):
    """Takes the looking over from Python, for good; sweeps for as long as it lives."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(sweep)
        timer.start(EVERY_MS)
