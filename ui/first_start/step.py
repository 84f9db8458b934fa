"""What is one step of the start: a question, why it is asked, the way back and the way on?"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from clerkdesk.errors import Spoken
from ui import cards, theme, words
from ui.buttons import button
from ui.pages import scrolled

say = words.of("first_start")

_WIDEST = 860  # pixels at 标准: longer lines are hard to read


class Step(QWidget):
    """Head, content that scrolls where the screen is small, fixed foot."""

    back = Signal()

    def __init__(self, title: str, note: str, *, place: str = "") -> None:
        """place: 第 2 步，共 5 步; empty where the step stands alone."""
        super().__init__()
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(title, note, place))
        self._trouble: cards.Band | None = None
        self._column = column
        ground = QWidget()
        outer = QHBoxLayout(ground)
        outer.setContentsMargins(20, 12, 20, 12)
        inner = QWidget()
        inner.setMaximumWidth(theme.scaled(_WIDEST))
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(12)
        outer.addWidget(inner, 1)
        outer.addStretch(0)
        column.addWidget(scrolled(ground), 1)
        self._foot_frame = self._make_foot()
        column.addWidget(self._foot_frame)

    def _head(self, title: str, note: str, place: str) -> QFrame:
        head = QFrame()
        head.setObjectName("header")
        column = QVBoxLayout(head)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(4)
        row = QHBoxLayout()
        self.title = cards.text(title, role="h1")
        row.addWidget(self.title)
        row.addStretch(1)
        self.place = cards.text(place, role="small", tone="text3")
        row.addWidget(self.place)
        self.note = cards.text(note, role="label", tone="text2", wrap=True)
        column.addLayout(row)
        column.addWidget(self.note)
        return head

    def _make_foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("foot")
        foot.setMinimumHeight(theme.height(52))
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(20, 8, 20, 8)
        self.foot.setSpacing(8)
        self.back_button = button(say("back"), self.back.emit, icon="left")
        self.foot.addWidget(self.back_button)
        self.foot.addStretch(1)
        return foot

    def add_forward(self, verb: str, act: Callable[[], object]) -> None:
        """Put the one primary button at the right of the foot."""
        self.forward = button(verb, act, kind="primary")
        self.foot.addWidget(self.forward)
        self._foot_frame.show()

    def put(self, form: QWidget) -> None:
        """Put a form on its white sheet, from the top."""
        card = cards.Card()
        card.body.addWidget(form)
        self.content.addWidget(card)
        self.content.addStretch(1)

    def may_go_back(self, *, may: bool) -> None:
        self.back_button.setVisible(may)
        self._foot_frame.setVisible(may or self.foot.count() > 2)  # more than back and a stretch

    def escape(self) -> None:
        if not self.back_button.isHidden():
            self.back.emit()

    def show_error(self, error: Spoken) -> None:
        """Say under the head what no field can say."""
        self.show_trouble(str(error))

    def show_trouble(self, sentence: str) -> None:
        self.clear_error()
        self._trouble = cards.Band(sentence, state="block", icon="block")
        self._trouble.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.insertWidget(1, self._trouble)

    def clear_error(self) -> None:
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None

    def begin(self) -> None:
        """Put the focus where the step begins; called each time it is shown."""
        self.focusNextPrevChild(True)
