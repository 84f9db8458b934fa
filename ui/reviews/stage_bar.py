"""How far has a round come: five steps with tick, blue ring or grey ring, name and day?"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.reviews.levels import StageState
from clerkdesk.reviews.rows import ReviewCard, StageView
from ui import cards, icons, theme, words
from ui.elided import Elided
from ui.reviews.columns import stage_words
from ui.tokens import color

say = words.of("reviews")

_RING = 24


class Ring(QWidget):
    """A tick on green, a number in a blue ring, or a number in a grey one."""

    def __init__(self, place: int, state: StageState) -> None:
        super().__init__()
        self._place, self._state = place, state
        self.setFixedSize(QSize(_RING, _RING))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, 1.5, _RING - 3, _RING - 3)
        if self._state is StageState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("ok"))
            painter.drawEllipse(box)
            icons.paint(painter, "tick", box.adjusted(4, 4, -4, -4), color("onacc"))
        else:
            awaited = self._state is StageState.AWAITED
            painter.setPen(QPen(color("acc" if awaited else "edge"), 2 if awaited else 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
            painter.setFont(theme.font("label", bold=awaited))
            painter.setPen(color("acc" if awaited else "text2"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self._place))
        painter.end()


class StageBar(cards.Card):
    """The head of the review sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("stages"))
        self.body.setContentsMargins(14, 8, 14, 8)
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self.body.addLayout(self._row)
        self.steps: list[QWidget] = []

    def show_stages(self, card: ReviewCard, awaited_name: str) -> None:
        """awaited_name: who usually signs the awaited stage, empty where nobody is known."""
        cards.clear(self._row)
        self.steps = []
        for place, view in enumerate(card.stages, start=1):
            if place > 1:
                line = QFrame()
                line.setObjectName("rule")
                line.setFixedWidth(1)
                self._row.addWidget(line)
            made = self._step(place, view, awaited_name)
            self.steps.append(made)
            self._row.addWidget(made, 1)

    def _step(self, place: int, view: StageView, awaited_name: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Ring(place, view.state), 0, Qt.AlignmentFlag.AlignTop)
        named = QVBoxLayout()
        named.setSpacing(1)
        stage = stage_words(view.stage)
        tones = {StageState.DONE: "text", StageState.AWAITED: "acc", StageState.AHEAD: "text2"}
        told = self._told(view, awaited_name)
        named.addWidget(Elided(stage, role="body", tone=tones[view.state], least=70))
        named.addWidget(Elided(told, role="small", tone="text2", least=70))
        row.addLayout(named, 1)
        state = words.term("stage_state", view.state)
        holder.setAccessibleName(
            say("stage_plain", place=place, stage=stage, state=state, told=told)
        )
        return holder

    @staticmethod
    def _told(view: StageView, awaited_name: str) -> str:
        if view.step is not None:
            day = words.short_day(view.step.signed_on)
            return say("stage_done", name=view.step.signed_by, day=day)
        if view.state is StageState.AWAITED:
            if awaited_name:
                return say("stage_awaited_by", name=awaited_name)
            return say("stage_awaited")
        return words.NOTHING
