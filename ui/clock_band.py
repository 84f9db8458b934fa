"""Does the PC's clock contradict the record? A band says so until it is set right or looked at."""

from PySide6.QtCore import QTimer

from clerkdesk import clock_check
from clerkdesk.clock_check import Abroad, Ahead, Behind
from ui import cards, words
from ui.buttons import button
from ui.pages import Desk

say = words.of("main")

LOOK_MS = 60_000


class ClockBand(cards.Band):
    """Hidden while clock and record agree; it goes by itself once the clock has been set right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", state="block", icon="clock")
        self._desk = desk
        self._zone_seen = False
        self.row.addWidget(button(say("clock_trust"), self._trust, kind="link"))
        self.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare the clock with the record; show the sentence where they disagree."""
        told = clock_check.look() or (None if self._zone_seen else clock_check.abroad())
        if told is not None:
            self.message.setText(_sentence(told))
            self.setAccessibleName(self.message.text())
        self.setVisible(told is not None)

    def _trust(self) -> None:
        if clock_check.look() is None:
            self._zone_seen = True  # asked again at the next start
        else:
            clock_check.trust(self._desk.person_id)
        self.look()


def _sentence(told: Behind | Ahead | Abroad) -> str:
    now = words.moment(told.now)
    if isinstance(told, Abroad):
        return say("clock_abroad", now=now, zone=f"{told.hours:+g}")
    if isinstance(told, Ahead):
        return say("clock_ahead", now=now, newest=words.moment(told.newest), days=told.days)
    return say("clock_behind", now=now, newest=words.moment(told.newest))
