"""Is each thing there that the category asks for, and where, or why not?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerkdesk.publications.acts import Act
from clerkdesk.publications.rows import ElementView, PublicationCard
from ui import cards, theme, words
from ui.buttons import button
from ui.editors import LineText, Tick

say = words.of("publications")


class ElementRow(QWidget):
    """One element: a box, its words, a note that opens below and is kept when it is left."""

    told = Signal(str, bool, str)  # key, done, note

    def __init__(self, element: ElementView) -> None:
        super().__init__()
        self.key = element.key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(2)
        self.tick = Tick("")
        self.tick.setAccessibleName(element.name)
        self.tick.toggled.connect(lambda _on: self._tell())
        self.open = button(say("element_note"), self._open, kind="link")
        self.open.setAccessibleName(say("element_note_of", name=element.name))
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TickWords(element.name, self.tick), 1)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.note = LineText()
        self.note.setPlaceholderText(say("element_note_hint"))
        self.note.setAccessibleName(say("element_note_of", name=element.name))
        self.note.editingFinished.connect(self._tell)
        column.addWidget(self.note)
        self._kept = (False, "")

    def show_element(self, element: ElementView, *, may: bool) -> None:
        self._kept = (bool(element.done), element.note)
        self.tick.blockSignals(True)
        self.tick.set_value(element.done)
        self.tick.blockSignals(False)
        self.tick.setEnabled(may)
        if not self.note.hasFocus():
            self.note.set_value(element.note)
            self.note.setVisible(bool(element.note))
        self.note.setReadOnly(not may)
        self.open.setVisible(may and not element.note)

    def _open(self) -> None:
        self.note.show()
        self.note.setFocus()

    def _tell(self) -> None:
        now = (self.tick.value(), self.note.value())
        if now != self._kept:
            self._kept = now
            self.told.emit(self.key, *now)


class ElementsCard(cards.Card):
    """What the category demands, each to be ticked once it was found in the document."""

    told = Signal(str, bool, str)

    def __init__(self) -> None:
        super().__init__(say("card_elements"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.rows: dict[str, ElementRow] = {}
        self._shown: tuple[int, tuple[tuple[str, str], ...]] | None = None

    def show_elements(self, card: PublicationCard) -> None:
        may = Act.CHANGE_FACTS in card.acts
        looked_at = sum(1 for one in card.elements if one.done or one.note)
        self.note.setText(say("elements_done", done=looked_at, count=len(card.elements)))
        self.note.setVisible(bool(card.elements))
        wanted = card.id, tuple((one.key, one.name) for one in card.elements)
        if wanted != self._shown:
            self._build(card.elements)
        self._shown = wanted
        for one in card.elements:
            self.rows[one.key].show_element(one, may=may)

    def _build(self, elements: tuple[ElementView, ...]) -> None:
        cards.clear(self._rows)
        self.rows = {}
        if not elements:
            self._rows.addWidget(
                cards.text(say("no_category"), role="label", tone="text2", wrap=True)
            )
        for one in elements:
            row = ElementRow(one)
            row.told.connect(self.told.emit)
            self.rows[one.key] = row
            self._rows.addWidget(row)


class TickWords(QLabel):
    """The words of a box too long for one line; a click on them ticks it."""

    def __init__(self, content: str, tick: Tick) -> None:
        super().__init__(content)
        self._tick = tick
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(0, 3, 0, 3)
        theme.role(self, "body")

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._tick.isEnabled():
            self._tick.toggle()
