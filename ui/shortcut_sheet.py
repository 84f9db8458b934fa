"""Which keys work here? A sheet over the page, opened by Ctrl+/ and closed by any key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import cards, words
from ui.pages import Page

say = words.of("main")

EVERYWHERE = (
    "pages",
    "mnemonic",
    "search",
    "list",
    "sort",
    "panes",
    "enter",
    "fault",
    "dates",
    "back",
    "help",
)


def keys_of(page: Page | None) -> list[tuple[str, str]]:
    """Return (key, what it does) of a page's own acts."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (act.shortcut().toString(native), act.iconText())
        for act in (page.actions() if page is not None else ())
        if not act.shortcut().isEmpty() and act.isVisible()
    ]


class ShortcutSheet(QFrame):
    """Two columns: the keys of this page, the keys of all pages."""

    def __init__(self, page: Page | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(say("keys_title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(cards.text(say("keys_title"), role="h2"))
        row = QHBoxLayout()
        row.setSpacing(28)
        column.addLayout(row)
        own = keys_of(page)
        row.addLayout(_listed(say("keys_page"), own or [("", say("keys_none"))]))
        everywhere = [(say(f"key_{name}"), say(f"key_{name}_does")) for name in EVERYWHERE]
        row.addLayout(_listed(say("keys_everywhere"), everywhere))

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        self.close()


def _listed(title: str, keys: list[tuple[str, str]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(cards.text(title, role="h3"))
    facts = cards.Facts(112)
    for key, does in keys:
        facts.add_widget(key, cards.text(does, role="label"))
    column.addWidget(facts)
    column.addStretch(1)
    return column
