"""What has just turned yellow or red? A card that waits until somebody says they have seen it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.deadlines.board import DueRow
from clerkdesk.deadlines.lights import Light
from clerkdesk.deadlines.turns import Turned
from ui import cards, words
from ui.buttons import button
from ui.lights import LightMark
from ui.pages import scrolled
from ui.places import numbered

say = words.of("today")

SHOWN = 5


def sentence(row: DueRow) -> str:
    """What the turn means for the clerk, in one sentence."""
    if row.light is Light.UNCONFIRMED:
        return say(f"turned_unconfirmed_{row.colour or 'yellow'}")
    if row.light is Light.OVERDUE:
        return say("turned_overdue", due=words.short_day(row.due_on))
    if row.light is Light.TODAY:
        return say("turned_today")
    return say("turned_soon", left=row.remaining or 0, due=words.short_day(row.due_on))


class TurnedCard(cards.Card):
    def __init__(
        self, acknowledge: Callable[[tuple[int, ...]], None], go: Callable[[DueRow], None]
    ) -> None:
        super().__init__(say("turned"))
        self._acknowledge, self._go = acknowledge, go
        self._ids: tuple[int, ...] = ()
        self.seen = button(say("acknowledge"), self._all_seen, kind="link")
        self.head.addWidget(self.seen)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside), 1)
        self.setFocusProxy(self.seen)

    def _all_seen(self) -> None:
        self._acknowledge(self._ids)

    def show_turned(self, turned: Sequence[Turned]) -> None:
        """Show the newest; a matter that has calmed since is told by its present state."""
        cards.clear(self._list)
        self._ids = tuple(one.id for one in turned)
        self.seen.setVisible(bool(turned))
        alarming = [one for one in turned if one.row.colour]
        for one in alarming[:SHOWN]:
            self._list.addWidget(self._entry(one))
        if len(alarming) > SHOWN:
            more = say("turned_more", count=len(alarming) - SHOWN)
            self._list.addWidget(cards.text(more, role="small", tone="text2", wrap=True))
        if not alarming:
            self._list.addWidget(
                cards.text(say("turned_none"), role="label", tone="text2", wrap=True)
            )

    def _entry(self, one: Turned) -> QWidget:
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(LightMark(one.row.light))
        open_it = button(words.literal(numbered(one.row)), lambda: self._go(one.row), kind="link")
        open_it.setToolTip(words.in_tip(one.row.title))
        top.addWidget(open_it)
        top.addStretch(1)
        top.addWidget(cards.text(words.short_day(one.on), role="small", tone="text2"))
        column.addLayout(top)
        told = cards.text(sentence(one.row), role="small", tone="text2", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(told)
        return entry
