"""What does the line at the foot of the window say: saved, undo, lock, backup, holidays, today?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from ui import cards, icons, theme, words
from ui.buttons import button

say = words.of("main")

UNDO_MS = 8_000


@dataclass(frozen=True)
class Standing:
    """What the right of the line shows.

    backup: such as "今天 09:00", empty where there is none yet, None where none is wanted (sample).
    """

    today: date
    rehearsal: bool = False
    encrypted: bool = True
    backup: str | None = ""
    horizon: date | None = None


class StatusLine(QStatusBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.measure()
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(16, 0, 0, 0)
        self.saved = cards.text(role="small")
        self._undo_row = QHBoxLayout()
        row.addWidget(self.saved)
        row.addLayout(self._undo_row)
        row.addStretch(1)
        self.addWidget(left, 1)
        self._lock = QLabel()
        icons.put(self._lock, "lock", "text2", 13)
        self.encrypted = cards.text(say("status_encrypted"), role="small", tone="text2")
        self.backup = cards.text(role="small", tone="text2")
        self.horizon = cards.text(role="small", tone="text2")
        self.today = cards.text(role="small")
        right = QWidget()
        facts = QHBoxLayout(right)
        facts.setContentsMargins(0, 0, 16, 0)
        facts.setSpacing(20)
        lock = QHBoxLayout()
        lock.setSpacing(5)
        lock.addWidget(self._lock)
        lock.addWidget(self.encrypted)
        facts.addLayout(lock)
        for one in (self.backup, self.horizon, self.today):
            facts.addWidget(one)
        self.addPermanentWidget(right)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_MS)
        self._timer.timeout.connect(self._withdraw)

    def measure(self) -> None:
        self.setFixedHeight(theme.height(27))

    def note(self, sentence: str) -> None:
        """Say what was saved last; takes an undo offer back."""
        self._withdraw()
        self.saved.setText(sentence)

    def offer(self, sentence: str, verb: str, act: Callable[[], object]) -> None:
        """Say what was done and offer for eight seconds to undo it."""
        self.note(sentence)

        def undo() -> None:
            self._withdraw()
            act()

        self._undo_row.addWidget(button(verb, undo, kind="link"))
        self._timer.start()

    def _withdraw(self) -> None:
        self._timer.stop()
        cards.clear(self._undo_row)

    def show_standing(self, standing: Standing, *, narrow: bool = False) -> None:
        """narrow: leave out what a small window has no room for."""
        self._lock.setVisible(standing.encrypted)
        self.encrypted.setVisible(standing.encrypted)
        at = standing.backup
        self.backup.setText(say("status_backup", at=at) if at else say("status_no_backup"))
        self.backup.setVisible(at is not None)
        theme.tone(self.backup, "text2" if at else "yeld")
        day = words.day(standing.horizon)
        self.horizon.setText(say("status_horizon", day=day))
        self.horizon.setVisible(standing.horizon is not None and not narrow)
        today = words.full_day(standing.today)
        rehearsed = say("status_rehearsal", day=today)
        self.today.setText(rehearsed if standing.rehearsal else today)
        theme.tone(self.today, "pause" if standing.rehearsal else "text")
