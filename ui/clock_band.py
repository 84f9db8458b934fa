"""Is the PC's clock behind the record? A band says so until it is set right or looked at."""

from PySide6.QtCore import QTimer

from clerkdesk import clock_check
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
        self.row.addWidget(button(say("clock_trust"), self._trust, kind="link"))
        self.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare the clock with the record; show the sentence where they disagree."""
        behind = clock_check.look()
        if behind is not None:
            now, newest = words.moment(behind.now), words.moment(behind.newest)
            self.message.setText(say("clock_behind", now=now, newest=newest))
            self.setAccessibleName(self.message.text())
        self.setVisible(behind is not None)

    def _trust(self) -> None:
        clock_check.trust(self._desk.person_id)
        self.look()
