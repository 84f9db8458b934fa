"""What does the clerk read who does not know how to go on? Topics left, text right."""

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from ui import theme, words
from ui.help import topics
from ui.help.topics import Topic
from ui.pages import Desk, Page, Room
from ui.section_list import SectionList

say = words.of("help")

_LINE = 760  # pixels at 标准: some fifty characters, longer lines are hard to follow
_LEADING = 125  # percent
_ABOVE_HEADING, _BELOW, _BELOW_ITEM = 10, 8, 4  # pixels


class HelpText(QTextBrowser):
    """Shows our own Markdown; lines no longer than can be followed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help")
        self.setAccessibleName(say("text_name"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self._markdown = ""
        self.measure()

    def measure(self) -> None:
        """Take the text size and colours in use."""
        self.document().setDefaultFont(theme.font("body"))
        self.document().setDocumentMargin(16)
        self.show_markdown(self._markdown)
        self._wrap()

    def show_markdown(self, markdown: str) -> None:
        self._markdown = markdown
        self.setMarkdown(markdown)
        self._give_air()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _give_air(self) -> None:
        """Markdown comes without room between lines and paragraphs; Chinese wants both."""
        cursor = QTextCursor(self.document())
        block = self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            wanted = block.blockFormat()
            kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
            wanted.setLineHeight(_LEADING, kind.value)
            if cursor.currentTable() is None:
                wanted.setTopMargin(_ABOVE_HEADING if wanted.headingLevel() > 1 else 0)
                wanted.setBottomMargin(_BELOW_ITEM if block.textList() else _BELOW)
            cursor.setBlockFormat(wanted)
            if level := wanted.headingLevel():
                self._dress_heading(cursor, "h1" if level == 1 else "h3")
            block = block.next()

    @staticmethod
    def _dress_heading(cursor: QTextCursor, role: theme.Role) -> None:
        """Markdown makes headings bold and up to twice as large; ours are those of the pages."""
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        dress = QTextCharFormat()
        dress.setFont(theme.font(role, bold=role != "h1"))
        cursor.mergeCharFormat(dress)
        cursor.clearSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), theme.scaled(_LINE)))


class HelpPage(Page):
    """F1 opens the topic of the page one comes from."""

    kinds = frozenset({"setting"})
    help_topic = "start"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"))
        self.add_search(say("search"), self._filter)
        self.add_back()
        self.list = SectionList(say("topics_name"), width=216, narrow=160)
        self.text = HelpText()
        self.text.anchorClicked.connect(self._follow)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        self.body.addLayout(row, 1)
        self._shown: Topic | None = None
        self.list.currentItemChanged.connect(self._turn)
        self._fill(topics.all_topics())

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """Facts: topic, the key of one; an unknown one opens the first."""
        if key := str(facts.get("topic") or ""):
            self.header.search.clear()
            self.show_topic(key if key in topics.TOPICS else topics.TOPICS[0])

    def refresh(self) -> None:
        if self._shown is not None:
            self.text.show_markdown(topics.filled(self._shown, self.desk.settings()))

    def set_room(self, room: Room) -> None:
        self.list.set_narrow(narrow=room is Room.NARROW)

    def panes(self) -> tuple[QWidget, ...]:
        return (self.list, self.text)

    def topic(self) -> str:
        """Return the key of the topic in sight, "" where nothing was found."""
        return self._shown.key if self._shown is not None else ""

    def show_topic(self, key: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole).key == key:
                self.list.setCurrentRow(row)

    def _fill(self, shown: tuple[Topic, ...]) -> None:
        self.list.clear()
        for one in shown:
            item = QListWidgetItem(one.title)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        self.list.measure()
        self.list.setCurrentRow(0 if shown else -1)
        if not shown:
            self._shown = None
            self.text.show_markdown(say("no_topic"))

    def _filter(self, typed: str) -> None:
        kept = self.topic()
        self._fill(topics.found(typed))
        self.show_topic(kept)

    def _turn(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self._shown = item.data(Qt.ItemDataRole.UserRole)
        self.refresh()

    def _follow(self, link: QUrl) -> None:
        kind, name = link.scheme(), link.path()
        if kind == "help":
            self.header.search.clear()
            self.show_topic(name)
        elif kind == "setting":
            self.desk.navigate("settings", None, field=name)
        elif kind == "part":
            self.desk.navigate("settings", None, part=name)
