"""How is a text of any length shown where a few lines have to do? Begun, the rest at will."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import cards, theme, words
from ui.buttons import button

say = words.of("lists")

LONGEST = 80  # characters: some four lines of a narrow card


class Shortened(QWidget):
    """Plain text typed by people; a long one has a button for the whole, a short one none."""

    def __init__(
        self,
        content: str,
        *,
        role: theme.Role = "small",
        tone: str = "text2",
        longest: int = LONGEST,
    ) -> None:
        """longest: characters up to which a text is shown whole."""
        super().__init__()
        self._whole, self._longest = content, longest
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.label = cards.text(role=role, tone=tone, wrap=True, select=True)
        column.addWidget(self.label)
        self._open = len(content) <= longest
        if not self._open:
            self.more = button(say("whole"), self._turn, kind="link")
            theme.role(self.more, "small")
            self.more.setAccessibleName(f"{say('whole')} {content[:20]}")
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    def _turn(self) -> None:
        self._open = not self._open
        self.more.setText(say("less" if self._open else "whole"))
        self._show()

    def _show(self) -> None:
        begun = self._whole[: self._longest - 1].rstrip() + "…"
        self.label.setText(self._whole if self._open else begun)
        self.label.setToolTip("" if self._open else words.in_tip(self._whole[:1000]))
