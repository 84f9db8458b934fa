"""What does the current question ask in full, on which basis, and what must its note say?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk.reviews.rows import AnswerView
from clerkdesk.reviews.states import Answer
from ui import cards, icons, theme, words
from ui.editors import LineText

say = words.of("reviews")


class NoteLine(LineText):
    """The note; Enter writes it and leads to the next question."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.returnPressed.connect(self.entered.emit)


class QuestionStrip(QWidget):
    """Under the checklist. `noted` carries the key of a question and its note."""

    noted = Signal(str, str)
    went_on = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(3)
        self.text = cards.text(role="body", wrap=True)
        self.basis = cards.text(role="small", tone="text2", wrap=True)
        column.addWidget(self.text)
        column.addWidget(self.basis)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.label = theme.tone(theme.role(QLabel(say("note")), "label"), "text2")
        self.note = NoteLine()
        self.note.setAccessibleName(say("c_note"))
        self.label.setBuddy(self.note)
        row.addWidget(self.label)
        row.addWidget(self.note, 1)
        column.addLayout(row)
        under = QHBoxLayout()
        under.setSpacing(6)
        self._mark = QLabel()
        self._mark.setFixedSize(16, 16)
        self.told = cards.text(role="small", tone="text3", wrap=True)
        under.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self.told, 1)
        column.addLayout(under)
        self._view: AnswerView | None = None
        self._flushing = False
        self.note.editingFinished.connect(self.flush)
        self.note.entered.connect(self.went_on.emit)

    def show_question(
        self, view: AnswerView | None, answer: Answer | None, *, locked: bool
    ) -> None:
        """answer: as it stands under the arrows, written or not."""
        if view is None:
            self._view = None
            return
        same = self._view is not None and self._view.question.key == view.question.key
        if not same:
            self.flush()
        self._view = view
        self.text.setText(view.question.text)
        self.basis.setText(view.question.basis)
        if not (same and self.note.hasFocus()):
            self.note.set_value(view.note)
        self.note.setEnabled(not locked and answer is not None)
        self._tell(view, answer)

    def _tell(self, view: AnswerView, answer: Answer | None) -> None:
        wanted = _wanted(view, answer)
        if wanted and not view.note:
            self._say(wanted, "yeld", "warn")
            return
        if view.answered_at is None or answer is not view.answer:
            self._say("" if answer else say("answer_first"), "text3", "")
            return
        key = "answered_again" if view.earlier else "answered_by"
        at = words.moment(view.answered_at)[5:]
        self._say(say(key, person=view.answered_by, at=at, count=view.earlier), "text3", "")

    def _say(self, sentence: str, tone: str, icon: str) -> None:
        self.told.setText(sentence)
        theme.tone(self.told, tone)
        if icon:
            icons.put(self._mark, icon, tone, 14)
        else:
            self._mark.setProperty("iconSpec", None)
            self._mark.clear()
        self.note.setAccessibleDescription(sentence)

    def refuse(self, sentence: str) -> None:
        """Show why an answer was not taken."""
        self._say(sentence, "red", "block")

    def flush(self) -> None:
        """Have a changed note written."""
        view = self._view
        if view is None or self._flushing or not self.note.isEnabled():
            return
        if self.note.value() != view.note:
            self._flushing = True  # what is written comes back as the question shown anew
            self.noted.emit(view.question.key, self.note.value())
            self._flushing = False


def _wanted(view: AnswerView, answer: Answer | None) -> str:
    """What the note must say for this answer; empty where it need say nothing."""
    if answer is Answer.UNSURE:
        return view.fault if view.answer is Answer.UNSURE else ""
    if answer is not view.question.worrying:
        return ""
    told = say("act_wanted", act=view.question.act)
    return f"{told}{say('stops')}" if view.question.stops else told
