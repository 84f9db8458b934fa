"""How much of the limit is used? One cell for each working day, with a legend in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from clerkdesk.deadlines.lights import Light
from clerkdesk.requests.ledger import Day, DayReason
from clerkdesk.requests.queries import RequestCard
from clerkdesk.requests.states import WAITING, State
from ui import cards, lights, theme, words
from ui.requests import day_words
from ui.tokens import color

say = words.of("request_card")

_CELLS_TOP = 24
_CELL_HEIGHT = 18
_GAP = 2


class Cell(Enum):
    USED = "used"
    EXCLUDED = "excluded"
    LEFT = "left"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DELAYED = "delayed"


@dataclass(frozen=True)
class Slot:
    """One working day of the bar."""

    day: Day
    cell: Cell
    extended: bool


def slots(card: RequestCard, today: date) -> tuple[Slot, ...]:
    """Return the bar of the limit in force, up to its last day or to what came after it."""
    end = card.closed_on or today
    days = day_words.limit_in_force(card.days)
    return tuple(
        Slot(day, _cell(day, end), day.event is not None and day.number is not None)
        for day in days
        if day_words.is_worked(day)
    )


def _cell(day: Day, end: date) -> Cell:
    if day.reason is DayReason.EXCLUDED:
        return Cell.EXCLUDED
    if day.reason in (DayReason.WAITING, DayReason.CLOSED):
        return Cell.WAITING
    if day.reason is DayReason.OVERDUE:
        return Cell.OVERDUE
    if day.reason in (DayReason.DELAYED, DayReason.ORDERED):
        return Cell.DELAYED if day.date > end else Cell.USED
    return Cell.USED if day.date <= end else Cell.LEFT


def _paint_cell(painter: QPainter, rect: QRectF, cell: Cell, *, extended: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink = {Cell.OVERDUE: "red", Cell.EXCLUDED: "pause", Cell.WAITING: "pause"}.get(cell, "calm")
    if cell in (Cell.USED, Cell.OVERDUE):
        painter.fillRect(rect, color(ink))
    elif cell is Cell.EXCLUDED:
        painter.fillRect(rect, color("pauset"))
        hatch(painter, rect)
    elif cell is Cell.WAITING:
        painter.fillRect(rect, color("pauset"))
    painter.setPen(QPen(color(ink if cell is not Cell.LEFT else "edge"), 1))
    painter.drawRect(rect)
    if extended:
        painter.setPen(QPen(color("surf" if cell is Cell.USED else "edge"), 1))
        painter.drawRect(rect.adjusted(3, 3, -3, -3))


def hatch(painter: QPainter, rect: QRectF) -> None:
    """Draw slanting lines into a cell of an excluded day."""
    painter.save()
    painter.setClipRect(rect)
    ink = color("pause")
    ink.setAlpha(120)  # the words over it must stay readable
    painter.setPen(QPen(ink, 1))
    step = 6.0
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QLineF(x, rect.bottom(), x + rect.height(), rect.top()))
        x += step
    painter.restore()


class Swatch(QWidget):
    """A cell in the legend; the word stands beside it."""

    def __init__(self, cell: Cell, *, extended: bool = False) -> None:
        super().__init__()
        self._cell, self._extended = cell, extended
        self.setFixedSize(QSize(16, 14))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        rect = QRectF(1, 1, 13, 11)
        _paint_cell(painter, rect, self._cell, extended=self._extended)
        painter.end()


class Bar(QWidget):
    """The cells themselves, with the first and last day and today named above them."""

    def __init__(self) -> None:
        super().__init__()
        self._slots: tuple[Slot, ...] = ()
        self._today: date | None = None
        self._mark = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, theme.height(_CELLS_TOP) + _CELL_HEIGHT + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def show_slots(self, slots_: tuple[Slot, ...], mark_on: date, mark: str, told: str) -> None:
        """mark: the word of the line on a day; told: the whole bar in words."""
        self._slots, self._today, self._mark = slots_, mark_on, mark
        self.setAccessibleName(say("bar_name"))
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.setVisible(bool(slots_))
        self.update()

    def _cells(self) -> Iterator[tuple[QRectF, Slot]]:
        top = theme.height(_CELLS_TOP)
        each = self.width() / len(self._slots)
        gap = _GAP if each > 6 else 0
        for n, slot in enumerate(self._slots):
            yield QRectF(n * each + 0.5, top + 0.5, max(1.0, each - gap - 1), _CELL_HEIGHT), slot

    def paintEvent(self, _event: object) -> None:
        if not self._slots:
            return
        painter = QPainter(self)
        line = None
        for rect, slot in self._cells():
            _paint_cell(painter, rect, slot.cell, extended=slot.extended)
            if self._today is not None and slot.day.date <= self._today:
                line = rect.right() + _GAP / 2
        self._paint_words(painter, line)
        painter.end()

    def _paint_words(self, painter: QPainter, line: float | None) -> None:
        """Name the first day, the last and the mark; what has no room gives way to the mark."""
        painter.setFont(theme.font("small"))
        metrics = painter.fontMetrics()
        numbered = [slot.day for slot in self._slots if slot.day.number is not None]
        top = QRectF(0, 0, self.width(), theme.height(_CELLS_TOP) - 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        taken: list[tuple[float, float]] = []
        if line is not None:
            word = self._mark
            wide = metrics.horizontalAdvance(word)
            at = min(max(0.0, line - wide / 2), self.width() - wide)
            painter.setPen(color("acc"))
            painter.drawText(QRectF(at, 0, wide + 1, top.height()), int(middle), word)
            painter.setPen(QPen(color("acc"), 2))
            below = top.height() + _CELL_HEIGHT + 9
            painter.drawLine(QLineF(line, top.height() - 2, line, below))
            taken.append((at - 8, at + wide + 8))
        painter.setPen(color("text2"))
        for days, right in ((numbered[:1], False), (numbered[-1:], True)):
            for day in days:
                key = "bar_last" if right else "bar_first"
                word = say(key, day=words.month_day(day.date), n=day.number or 0)
                wide = metrics.horizontalAdvance(word)
                at = self.width() - wide - 2 if right else 0.0
                if any(first < at + wide and at < last for first, last in taken):
                    continue
                painter.drawText(QRectF(at, 0, wide + 2, top.height()), int(middle), word)
                taken.append((at, at + wide))


class DeadlineBar(cards.Card):
    """Due date, what is left, the bar and its legend."""

    def __init__(self) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.setSpacing(8)
        self.label = cards.text(say("due"), role="label", tone="text2")
        self.due = cards.text(role="h2", select=True)
        self.rest = cards.text(role="h3")
        head.addWidget(self.label)
        head.addWidget(self.due)
        self._tag_place = QHBoxLayout()
        head.addLayout(self._tag_place)
        head.addStretch(1)
        head.addWidget(self.rest)
        self.body.addLayout(head)
        self.bar = Bar()
        self.body.addWidget(self.bar)
        self.legend = QWidget()
        self._legend = QHBoxLayout(self.legend)
        self._legend.setContentsMargins(0, 0, 0, 0)
        self._legend.setSpacing(6)
        self.body.addWidget(self.legend)

    def set_narrow(self, *, narrow: bool) -> None:
        """In a small window the cells speak alone; their words are in the tooltip."""
        self.legend.setVisible(not narrow)

    def show_card(self, card: RequestCard, today: date) -> None:
        self.due.setText(words.full_day(card.due_on) if card.due_on else say(_no_due(card)))
        self.rest.setText(rest(card))
        theme.tone(self.rest, lights.INK[card.light][0])
        cards.clear(self._tag_place)
        if card.provisional and card.due_on:
            self._tag_place.addWidget(cards.Tag(say("provisional"), because(card)))
        found = slots(card, today)
        told = self._legend_of(card, found)
        end = card.closed_on or today
        mark = "bar_closed" if card.closed_on else "bar_today"
        self.bar.show_slots(found, end, say(mark, day=words.month_day(end)), told)

    def _legend_of(self, card: RequestCard, found: tuple[Slot, ...]) -> str:
        cards.clear(self._legend)
        told = []
        for cell in Cell:
            count = sum(1 for slot in found if slot.cell is cell)
            if not count:
                continue
            spent = cell is Cell.USED and card.state in WAITING  # a restart forgets them
            told.append(say("legend_spent" if spent else f"legend_{cell.value}", n=count))
            self._legend.addWidget(Swatch(cell))
            self._legend.addWidget(cards.text(told[-1], role="small", tone="text2"))
            self._legend.addSpacing(8)
        self._legend.addStretch(1)
        rules = card.trace.rules
        if card.trace.extension_days:
            told.append(say("extension_some", n=card.trace.extension_days))
            self._legend.addWidget(Swatch(Cell.LEFT, extended=True))
            self._legend.addWidget(cards.text(told[-1], role="small", tone="text2"))
        elif found and rules is not None and card.closed_on is None:
            told.append(say("extension_none", most=rules.extension_max))
            self._legend.addWidget(cards.text(told[-1], role="small", tone="text2"))
        return say("comma").join(told)


def _no_due(card: RequestCard) -> str:
    """Return the word that stands where there is no due date."""
    if card.closed_on is not None:
        return "due_closed"
    return "due_waiting" if card.state in WAITING else "due_none"


def rest(card: RequestCard) -> str:
    """Return what is left in a sentence, or why nothing is being counted."""
    if card.closed_on is not None:
        return say("rest_closed", day=words.full_day(card.closed_on))
    if card.state is State.UNCONFIRMED:
        return say("rest_unconfirmed")
    if card.light is Light.PAUSED:
        asked = card.state is State.AWAITING_CORRECTION
        key = "applicant_correction" if asked else "applicant_payment"
        waiting = say("rest_waiting", whom=words.term("waiting_for", key))
        return waiting if card.state in WAITING else say("rest_paused")
    left = card.left or 0
    if card.light is Light.OVERDUE and not left:  # no working day has gone by yet
        return words.remainder(card.light, left)
    named = {Light.TODAY: "rest_today", Light.OVERDUE: "rest_over"}.get(card.light, "rest_left")
    return say(named, days=abs(left)) if named != "rest_today" else say(named)


def because(card: RequestCard) -> str:
    """Return why the date is provisional, with the later one that would hold then."""
    why = say("and").join(words.term("because", one) for one in card.trace.because)
    later = card.trace.later_due_on
    if later is None or later == card.due_on:
        return why
    return say("provisional_later", why=why, day=words.full_day(later))
