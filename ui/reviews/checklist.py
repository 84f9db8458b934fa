"""How are the questions of the form answered: arrows change, down goes on, a note where needed?

An answer under the arrows is not written before the row is left, so that passing over 不确定 opens
no referral; a click or a digit is meant as it is and written at once.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from clerkdesk.reviews.rows import AnswerView
from clerkdesk.reviews.states import Answer
from ui import theme, words
from ui.reviews.questions import (
    ANSWER,
    HEADS,
    NOTE,
    NUMBER,
    OPTIONS,
    QUESTION,
    ChecklistDelegate,
    ChecklistModel,
    option_widths,
)

say = words.of("reviews")


class Checklist(QTableView):
    """The table. `answered` carries a question's key and the answer that is meant."""

    answered = Signal(str, object)
    moved = Signal(object)  # the AnswerView now current, or None
    note_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("checklist"))
        self.questions = ChecklistModel(self)
        self.setModel(self.questions)
        self.setItemDelegate(ChecklistDelegate(self))
        self.locked = False
        self._set_up()
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.questions.modelReset.connect(self._span)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = theme.role(self.horizontalHeader(), "label")
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QUESTION, QHeaderView.ResizeMode.Stretch)
        for column in (NUMBER, ANSWER, NOTE):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.measure()

    def measure(self) -> None:
        """Take the widths of the text size in use."""
        self.verticalHeader().setDefaultSectionSize(theme.height(29))
        self.verticalHeader().setMinimumSectionSize(theme.height(26))
        head = self.horizontalHeader()
        head.resizeSection(NUMBER, theme.scaled(38))
        head.resizeSection(ANSWER, sum(option_widths()) + 6)
        head.resizeSection(NOTE, theme.scaled(128))

    def _span(self) -> None:
        self.clearSpans()
        for row, one in enumerate(self.questions.rows):
            if isinstance(one, str):
                self.setSpan(row, 0, 1, len(HEADS))
        self.to_first_open()

    # what is shown

    def show_answers(self, answers: Sequence[AnswerView], *, locked: bool) -> None:
        self.locked = locked
        self.questions.set_answers(answers)
        self.moved.emit(self.current())

    def current(self) -> AnswerView | None:
        return self.questions.view(self.currentIndex().row())

    def go_to(self, number: int) -> None:
        row = self.questions.row_of(number)
        if row >= 0:
            self.setCurrentIndex(self.questions.index(row, QUESTION))
            self.scrollTo(self.questions.index(row, QUESTION))

    def to_first_open(self) -> None:
        """To the first question that still lacks something."""
        views = [one for one in self.questions.rows if isinstance(one, AnswerView)]
        first = next((one for one in views if one.answer is None or one.fault), None)
        if first is not None:
            self.go_to(self.questions.number(first))
        elif views:
            self.go_to(1)

    def to_next(self) -> None:
        """One question further down."""
        row = self.currentIndex().row() + 1
        while row < len(self.questions.rows) and self.questions.view(row) is None:
            row += 1
        if row < len(self.questions.rows):
            self.setCurrentIndex(self.questions.index(row, QUESTION))

    # answering

    def choose(self, answer: Answer, *, now: bool) -> None:
        """Answer the current question; now: written at once, otherwise when the row is left."""
        view = self.current()
        if view is None or self.locked:
            return
        if answer is Answer.NOT_APPLICABLE and view.question.no_not_applicable:
            return
        self.questions.pending[view.question.key] = answer
        row = self.currentIndex().row()
        self.questions.dataChanged.emit(
            self.questions.index(row, 0), self.questions.index(row, NOTE)
        )
        if now:
            self.flush()
        else:
            self.moved.emit(view)

    def flush(self) -> None:
        """Have every answer written that is still only under the arrows."""
        pending, self.questions.pending = self.questions.pending, {}
        stored = {
            one.question.key: one.answer
            for one in self.questions.rows
            if isinstance(one, AnswerView)
        }
        for key, answer in pending.items():
            if stored.get(key) is not answer:
                self.answered.emit(key, answer)

    def _step(self, step: int) -> None:
        view = self.current()
        if view is None:
            return
        may = [
            one
            for one in OPTIONS
            if one is not Answer.NOT_APPLICABLE or not view.question.no_not_applicable
        ]
        now = self.questions.answer(view)
        at = may.index(now) + step if now in may else (0 if step > 0 else len(may) - 1)
        if now is None and step < 0:
            at = 0
        self.choose(may[min(max(at, 0), len(may) - 1)], now=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        digits = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}
        if plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif plain and key in digits:
            self.choose(OPTIONS[digits[key]], now=True)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.flush()
            self.note_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        where = event.position().toPoint()
        index = self.indexAt(where)
        if index.column() != ANSWER or self.questions.view(index.row()) is None:
            return
        left = self.visualRect(index).left() + 8
        for one, width in zip(OPTIONS, option_widths(), strict=True):
            if left <= where.x() < left + width:
                self.choose(one, now=True)
            left += width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def _row_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.flush()
        self.moved.emit(self.current())
