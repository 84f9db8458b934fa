"""How does the clerk look at a paper before it is printed: pages, zoom, turning?"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import cards, words
from ui.buttons import button
from ui.papers.pdf import Pdf
from ui.tokens import color

say = words.of("papers")

_GAP = 12  # between pages and around them
_LEAST, _MOST, _STEP = 0.4, 4.0, 1.2  # pixels for one point


class _Leaves(QWidget):
    """The pages one below the other, rendered when they come into sight; paper stays white."""

    def __init__(self) -> None:
        super().__init__()
        self._pdf: Pdf | None = None
        self._scale = 1.0
        self._pictures: dict[int, object] = {}

    def show_pdf(self, pdf: Pdf | None, scale: float) -> None:
        self._pdf, self._scale, self._pictures = pdf, scale, {}
        width = height = 0
        for number in range(len(pdf) if pdf else 0):
            page_width, page_height = self.page_size(number)
            width = max(width, page_width)
            height += page_height + _GAP
        self.setFixedSize(max(width + 2 * _GAP, 1), max(height + _GAP, 1))
        self.update()

    def page_size(self, number: int) -> tuple[int, int]:
        if self._pdf is None:
            return 0, 0
        width, height = self._pdf.size(number)
        return round(width * self._scale), round(height * self._scale)

    def top_of(self, number: int) -> int:
        return _GAP + sum(self.page_size(one)[1] + _GAP for one in range(number))

    def page_at(self, y: int) -> int:
        if self._pdf is None:
            return 0
        for number in range(len(self._pdf)):
            if y < self.top_of(number) + self.page_size(number)[1] + _GAP:
                return number
        return len(self._pdf) - 1

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pdf is None:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        for number in range(len(self._pdf)):
            width, height = self.page_size(number)
            left, top = (self.width() - width) // 2, self.top_of(number)
            if top > event.rect().bottom() or top + height < event.rect().top():
                continue
            if number not in self._pictures:
                image = self._pdf.image(number, self._scale * ratio)
                image.setDevicePixelRatio(ratio)
                self._pictures = {n: p for n, p in self._pictures.items() if abs(n - number) < 4}
                self._pictures[number] = image
            painter.drawImage(left, top, self._pictures[number])  # type: ignore[call-overload]
            painter.setPen(QPen(color("line"), 1))
            painter.drawRect(left, top, width, height)
        painter.end()


class PaperView(QFrame):
    """A PDF with a bar for page and zoom. Ctrl+wheel and Ctrl+± zoom, PgUp and PgDn turn."""

    def __init__(self, *, nothing: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self._pdf: Pdf | None = None
        self._fits = True
        self._scale = 1.0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 6, 14, 6)
        self.place = cards.text(role="label", tone="text2")
        bar.addWidget(self.place)
        bar.addStretch(1)
        self._tools: list[QWidget] = []
        for key, icon, act in self._acts():
            tool = button("" if icon else say(key), act, kind="small", icon=icon or None)
            tool.setAccessibleName(say(key).partition("(")[0])
            tool.setToolTip(say(key).partition("(")[0])
            self._tools.append(tool)
            bar.addWidget(tool)
        self.note = cards.text(role="small", tone="text2")
        bar.addStretch(1)
        bar.addWidget(self.note)
        column.addLayout(bar)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName(say("view_name"))
        self._leaves = _Leaves()
        self._area.setWidget(self._leaves)
        self._area.verticalScrollBar().valueChanged.connect(lambda _value: self._tell())
        self._area.viewport().installEventFilter(self)
        self._area.installEventFilter(self)
        what, why = nothing or (say("nothing"), say("nothing_why"))
        self.empty = cards.Empty(what, why, icon="letter")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self.show_pdf(None)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason, /) -> None:
        """Go to the pages; a focus proxy would keep Tab from the tools above them."""
        self._area.setFocus(reason)

    def _acts(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        return (
            ("previous", "up", lambda: self._turn(-1)),
            ("next", "down", lambda: self._turn(1)),
            ("smaller", "minus", lambda: self._zoom(1 / _STEP)),
            ("fit", "", self._fit),
            ("larger", "add", lambda: self._zoom(_STEP)),
        )

    def show_pdf(self, data: bytes | None) -> None:
        """Show other pages, staying at the place and zoom where the clerk was."""
        self._pdf = Pdf(data) if data is not None else None
        self._stack.setCurrentIndex(0 if self._pdf else 1)
        for tool in self._tools:
            tool.setEnabled(self._pdf is not None)
        self._lay_out()

    def pages(self) -> int:
        return len(self._pdf) if self._pdf else 0

    def page(self) -> int:
        """Return the page in sight, from 1."""
        return self._leaves.page_at(self._area.verticalScrollBar().value() + 40) + 1

    def _lay_out(self) -> None:
        if self._pdf is not None and self._fits:
            room = self._area.viewport().width() - 2 * _GAP
            self._scale = min(max(room / self._pdf.size(0)[0], _LEAST), _MOST)
        self._leaves.show_pdf(self._pdf, self._scale)
        self._tell()

    def _tell(self) -> None:
        if self._pdf is None:
            self.place.setText("")
            return
        self.place.setText(say("page", page=self.page(), pages=self.pages()))
        percent = round(self._scale * 75)  # 96 pixels an inch are 100 %
        told = say("view_told", page=self.page(), pages=self.pages(), percent=percent)
        self._area.setAccessibleDescription(told)

    def _fit(self) -> None:
        self._fits = True
        self._lay_out()

    def _zoom(self, by: float) -> None:
        self._fits = False
        bar = self._area.verticalScrollBar()
        place = bar.value() / max(self._leaves.height(), 1)
        self._scale = min(max(self._scale * by, _LEAST), _MOST)
        self._lay_out()
        bar.setValue(round(place * self._leaves.height()))

    def _turn(self, by: int) -> None:
        number = min(max(self.page() - 1 + by, 0), max(self.pages() - 1, 0))
        self._area.verticalScrollBar().setValue(self._leaves.top_of(number) - _GAP)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._fits:
            self._lay_out()
        control = Qt.KeyboardModifier.ControlModifier
        if isinstance(event, QWheelEvent) and event.modifiers() & control:
            self._zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageUp: lambda: self._turn(-1),
            Qt.Key.Key_PageDown: lambda: self._turn(1),
        }
        if control:
            keys |= {
                Qt.Key.Key_Plus: lambda: self._zoom(_STEP),
                Qt.Key.Key_Equal: lambda: self._zoom(_STEP),
                Qt.Key.Key_Minus: lambda: self._zoom(1 / _STEP),
                Qt.Key.Key_0: self._fit,
            }
        act = keys.get(event.key())
        if act is None:
            return False
        act()
        return True
