"""Has something turned yellow or red while the program is open? A band across it says so."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from clerkdesk import clock_check, morning
from clerkdesk.bus import Changed
from clerkdesk.deadlines import turns
from clerkdesk.deadlines.turns import Turned
from ui import cards, words
from ui.buttons import button
from ui.changes import kinds
from ui.lights import LightMark
from ui.pages import Desk
from ui.places import numbered

say = words.of("today")

LOOK_MS = 60_000  # lights turn with the day or with what the clerk does, never faster
TITLE_SHOWN = 40  # characters: two lines beside another band; the whole in the tooltip
WATCHED = frozenset(
    {"request", "publication", "review", "monitor", "withheld", "holiday_notice", "setting"}
)


class AlarmBand(QFrame):
    """Hidden until something turns; it stays until it is seen or gone to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("band")
        self.setProperty("state", "warn")
        self._desk = desk
        self._turned: list[Turned] = []
        self._rehearsing = False
        self._begun: date | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 12, 5)
        self.mark: LightMark | None = None
        self._row = row
        self.told = cards.text(role="label", wrap=True)
        row.addWidget(self.told, 1)
        row.addWidget(button(say("alarm_open"), self._go, kind="link"))
        row.addWidget(button(say("alarm_seen"), self._seen, kind="link"))
        self.hide()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        desk.changes.changed.connect(self._changed)

    def set_rehearsing(self, *, on: bool) -> None:
        """A rehearsal date changes what is seen, never what is recorded."""
        self._rehearsing = on

    def _changed(self, changes: frozenset[Changed]) -> None:
        if kinds(changes) & WATCHED:
            self.look()

    def look(self) -> None:
        """Record the turns since the last look and show them."""
        if self._rehearsing or clock_check.look() is not None:
            return  # a day that has been must not take back lights that burn
        today = self._desk.today()
        if self._begun != today:
            self._begun = today
            morning.begin(today)
        turned = turns.sweep(today)
        if turned:
            self._show([*turned, *self._turned])

    def _show(self, turned: Sequence[Turned]) -> None:
        self._turned = list({one.row.id: one for one in reversed(turned)}.values())[::-1]
        first = self._turned[0].row
        if self.mark is not None:
            self.mark.deleteLater()
        self.mark = LightMark(first.light)
        self._row.insertWidget(0, self.mark)
        count = len({(one.row.noun, one.row.noun_id) for one in self._turned})
        key = "alarm" if count == 1 else "alarm_more"
        title = " ".join(first.title.split())
        short = title if len(title) <= TITLE_SHOWN else title[: TITLE_SHOWN - 1] + "…"
        line, whole = (
            say(key, count=count, first=say("turned_line", number=numbered(first), title=some))
            for some in (short, title)
        )
        self.told.setText(line)
        self.told.setToolTip(words.in_tip(whole))  # never read as markup
        self.setAccessibleName(whole)
        self.show()

    def _go(self) -> None:
        self.hide()
        self._turned = []
        self._desk.navigate("today")

    def _seen(self) -> None:
        turns.acknowledge([one.id for one in self._turned], self._desk.person_id)
        self._turned = []
        self.hide()
