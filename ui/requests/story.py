"""What has happened to a request, in order: each event with its day, gist and article?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.clock import legal_day
from clerkdesk.requests.ledger import DayReason
from clerkdesk.requests.queries import EventView, RequestCard
from clerkdesk.requests.states import WAITING, State
from ui import cards, theme, words
from ui.buttons import button
from ui.pages import scrolled
from ui.requests import day_words
from ui.shortened import LONGEST, Shortened
from ui.tokens import color

say = words.of("request_card")

_TROUBLE = 240  # characters: the sentence of the law whole, and a reason of some lines
Dot = Literal["done", "now", "ahead", "bad", "void"]
_INK = {"done": "calm", "now": "acc", "ahead": "edge", "bad": "red", "void": "dis"}


@dataclass(frozen=True)
class Entry:
    """One line of the story. trouble: what was unlawful; event: the key of what can be voided."""

    on: date
    title: str
    gist: str
    dot: Dot
    trouble: str = ""
    event: int | None = None


def entries(card: RequestCard, today: date) -> tuple[Entry, ...]:
    """Return the story with today and the last day in their places."""
    told = [*_begun(card), *(_event(one) for one in card.events)]
    if card.closed_on is None:
        told.append(Entry(today, say("story_today"), _standing(card, today), "now"))
    if card.due_on is not None and card.closed_on is None:
        number = day_words.number_on(card.days, card.due_on)
        nth = say("story_due_nth", n=number) if number else ""
        told.append(Entry(card.due_on, say("story_due"), nth, "ahead"))
    if card.review_until is not None:
        told.append(Entry(card.review_until, say("story_review"), "", "ahead"))
    if card.suit_until is not None:
        told.append(Entry(card.suit_until, say("story_suit"), "", "ahead"))
    return tuple(sorted(told, key=lambda one: one.on))  # stable: one day's keep their order


def _begun(card: RequestCard) -> Iterator[Entry]:
    channel = words.term("channel", card.channel)
    article = words.term("article", card.receipt_article)
    gist = say("gist_article", gist=channel, article=article)
    yield Entry(card.arrived_on, say("story_arrived"), gist, "done")
    registered = legal_day(card.registered_at)
    by = say("gist_article", gist=card.number, article=card.registered_by)
    if card.closed_on is None or registered <= card.closed_on:
        yield Entry(max(registered, card.arrived_on), say("story_registered"), by, "done")


_OFF = (DayReason.WEEKEND, DayReason.HOLIDAY)


def _standing(card: RequestCard, today: date) -> str:
    """Return in a few words what today is to the limit."""
    if card.due_on is not None and today > card.due_on:
        return say("story_today_over")
    if card.state is State.UNCONFIRMED:
        return say("story_today_unconfirmed")
    if card.state in WAITING:
        return say("story_today_waiting")
    number = day_words.number_on(day_words.limit_in_force(card.days), today)
    here = next((day for day in card.days if day.date == today), None)
    reason = here.reason if here is not None else None
    if reason in (DayReason.DELAYED, DayReason.ORDERED):
        return say("story_today_delayed")
    for key, reasons in (("off", _OFF), ("excluded", (DayReason.EXCLUDED,))):
        if reason in reasons:
            counted = f"story_today_{key}"
            return say(counted, n=number) if number else say(f"{counted}_first")
    return say("story_today_count", n=number) if number else say("story_today_first")


def _event(one: EventView) -> Entry:
    gist = say("gist_between").join(_told(one))
    if one.days is not None:
        gist = say("gist_days", gist=gist, days=one.days)
    article = say("and").join(words.term("article", each) for each in one.articles)
    # of a long one the end is cut: there the article comes first
    first, last = (article, gist) if len(gist) > LONGEST else (gist, article)
    told = say("gist_article", gist=first, article=last) if gist else article
    title = words.term("sign_role", one.role) if one.role else words.term("event", one.kind)
    if one.voided is not None:
        return Entry(one.on, title, say("story_voided", reason=one.voided.reason), "void")
    if not one.stands:
        return Entry(one.on, title, told, "void")
    if one.unlawful:
        reason = one.reason or words.UNFILLED
        trouble = say("story_unlawful", sentence=one.unlawful, reason=reason)
        return Entry(one.on, title, told, "bad", trouble, one.id)
    return Entry(one.on, title, told, "done", "", one.id)


def _told(one: EventView) -> Iterator[str]:
    """Return by which means it was confirmed, what it was about, and what was noted beside it."""
    if means := one.details.get("means"):
        yield words.term("means", means)
    note = one.details.get("note", "")
    for text in (one.gist, note if note != one.gist else ""):
        if text.strip():
            yield " ".join(text.split())


class _Node(QWidget):
    """The dot of an entry and the line that leads to the next."""

    def __init__(self, dot: Dot, *, last: bool) -> None:
        super().__init__()
        self._dot, self._last = dot, last
        self.setFixedWidth(18)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._last:
            painter.setPen(QPen(color("line"), 2))
            painter.drawLine(QLineF(8, 18, 8, self.height()))
        ink = color(_INK[self._dot])
        painter.setPen(QPen(ink, 2))
        filled = self._dot in ("done", "bad")
        painter.setBrush(ink if filled else color("surf"))
        painter.drawEllipse(QPointF(8, 10), 5, 5)
        painter.end()


class _Line(QWidget):
    def __init__(self, entry: Entry, *, last: bool, void: Callable[[int], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Node(entry.dot, last=last))
        column = QVBoxLayout()
        column.setSpacing(1)
        head = QHBoxLayout()
        tone = {"bad": "red", "now": "acc", "void": "text3"}.get(entry.dot, "text")
        title = cards.text(entry.title, role="label", tone=tone, wrap=True)
        day = cards.text(words.short_day(entry.on), role="small", tone="text2")
        head.addWidget(title, 1)
        head.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.addWidget(Shortened(entry.gist), 1)
        if entry.event is not None:
            event = entry.event
            made = button(say("void_event"), lambda: void(event), kind="link")
            # by keyboard it is 更多 > 作废一项经过: one Tab stop for each event would be too many
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            theme.role(made, "small")
            made.setAccessibleName(f"{say('void_event')} {entry.title}")
            foot.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        if entry.trouble:
            column.addWidget(Shortened(entry.trouble, tone="red", longest=_TROUBLE))
        column.addSpacing(8)
        row.addLayout(column, 1)


class Story(cards.Card):
    """The events from top to bottom."""

    void_wanted = Signal(int)  # the key of an event

    def __init__(self) -> None:
        super().__init__(say("story_title"))
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(0)
        self.area = scrolled(self._rows)
        self.body.addWidget(self.area, 1)
        self.setMinimumWidth(theme.scaled(200))

    def show_card(self, card: RequestCard, today: date) -> None:
        self.show_entries(entries(card, today))

    def show_entries(self, told: Sequence[Entry]) -> None:
        """Show what is told in its order; matters of other kinds have their own entries."""
        cards.clear(self._column)
        for n, one in enumerate(told, 1):
            line = _Line(one, last=n == len(told), void=self.void_wanted.emit)
            self._column.addWidget(line)
        self._column.addStretch(1)
