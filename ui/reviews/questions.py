"""How do the questions of a review stand in rows, and how are they and their answers painted?"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from clerkdesk.reviews.rows import AnswerView
from clerkdesk.reviews.states import Answer
from ui import theme, words
from ui.tokens import color

say = words.of("reviews")

Index = QModelIndex | QPersistentModelIndex

OPTIONS = (Answer.NO, Answer.YES, Answer.NOT_APPLICABLE, Answer.UNSURE)
NUMBER, QUESTION, ANSWER, NOTE = range(4)
HEADS = ("c_number", "c_question", "c_answer", "c_note")
_RING, _GAP, _PAD = 13, 5, 14
_ROW = Qt.ItemDataRole.UserRole


def option_widths() -> tuple[int, ...]:
    """How wide each option is, ring and gap included."""
    metrics = QFontMetrics(theme.font("label"))
    return tuple(
        _RING + _GAP + _PAD + metrics.horizontalAdvance(words.term("review_answer", one))
        for one in OPTIONS
    )


class ChecklistModel(QAbstractTableModel):
    """Group headings and questions, with the answers still under the arrows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[str | AnswerView] = []
        self.pending: dict[str, Answer] = {}
        self._places: dict[str, int] = {}

    def set_answers(self, answers: Sequence[AnswerView]) -> None:
        keys = [one.question.key for one in answers]
        same = keys == [one.question.key for one in self.rows if isinstance(one, AnswerView)]
        if not same:
            self.beginResetModel()
        rows: list[str | AnswerView] = []
        group = ""
        for one in answers:
            if one.question.group != group:
                group = one.question.group
                rows.append(group)
            rows.append(one)
        self.rows = rows
        self._places = {key: place for place, key in enumerate(keys, start=1)}
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, NOTE))
        else:
            self.pending = {}
            self.endResetModel()

    def view(self, row: int) -> AnswerView | None:
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, AnswerView) else None

    def number(self, view: AnswerView) -> int:
        """The number the sentences of the gate call a question by."""
        return self._places[view.question.key]

    def row_of(self, number: int) -> int:
        return next(
            (
                row
                for row, one in enumerate(self.rows)
                if isinstance(one, AnswerView) and self.number(one) == number
            ),
            -1,
        )

    def answer(self, view: AnswerView) -> Answer | None:
        return self.pending.get(view.question.key, view.answer)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.view(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.rows[index.row()]
        if role == _ROW:
            return found
        if isinstance(found, str):
            return found if role == Qt.ItemDataRole.DisplayRole and not index.column() else None
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in texts:
            return self.cell(found, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (QUESTION, NOTE):
            return words.in_tip(self.cell(found, index.column()))
        return None

    def cell(self, view: AnswerView, column: int) -> str:
        """A cell as it is read aloud."""
        if column == NUMBER:
            return str(self.number(view))
        if column == QUESTION:
            return view.question.text
        answer = self.answer(view)
        if column == ANSWER:
            return words.term("review_answer", answer) if answer else say("open_answer")
        if view.note:
            return view.note
        wants = answer is view.answer and bool(view.fault) and answer is not None
        return say("note_wanted") if wants else ""


class ChecklistDelegate(QStyledItemDelegate):
    """Paints group headings, questions and the four answers with their rings."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, model = QRect(option.rect), index.model()
        found = index.data(_ROW)
        if not isinstance(model, ChecklistModel):
            return
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "surf2" if isinstance(found, str) else "acct" if selected else "surf"
        painter.fillRect(rect, color(ground))
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        area = rect.adjusted(8, 0, -6, 0)
        if isinstance(found, str):
            painter.setFont(theme.font("label"))
            painter.setPen(color("text2"))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), found)
        elif index.column() == ANSWER:
            self._options(painter, area, found, model.answer(found))
        else:
            self._text(painter, area, model, found, index.column())
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color("acc"))
        painter.restore()

    @staticmethod
    def _text(
        painter: QPainter, area: QRect, model: ChecklistModel, view: AnswerView, column: int
    ) -> None:
        shown = model.cell(view, column)
        ink = {NUMBER: "text3", QUESTION: "text"}.get(column, "text2")
        if column == NOTE and not view.note:
            ink = "red"
        painter.setFont(theme.font("label" if column == NOTE else "body"))
        painter.setPen(color(ink))
        side = Qt.AlignmentFlag.AlignRight if column == NUMBER else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    @staticmethod
    def _options(painter: QPainter, area: QRect, view: AnswerView, chosen: Answer | None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("label"))
        left = area.left()
        for one, width in zip(OPTIONS, option_widths(), strict=True):
            if one is Answer.NOT_APPLICABLE and view.question.no_not_applicable:
                left += width
                continue
            on = one is chosen
            ring = QRectF(left + 0.5, area.center().y() - _RING / 2 + 0.5, _RING, _RING)
            painter.setPen(QPen(color("acc" if on else "edge"), 4 if on else 1))
            painter.setBrush(color("surf"))
            inset = 2.0 if on else 0.0
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
            worrying = on and (one is view.question.worrying or one is Answer.UNSURE)
            painter.setPen(color("yeld" if worrying else "text" if on else "text2"))
            words_ = area.adjusted(left - area.left() + _RING + _GAP, 0, 0, 0)
            middle = int(Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(words_, middle, words.term("review_answer", one))
            left += width
