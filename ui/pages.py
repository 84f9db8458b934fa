"""What is a page: header, body, foot, actions with their keys, and the desk it may ask?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import Spoken, UserError
from clerkdesk.settings import Settings
from ui import cards, icons, theme, words
from ui.buttons import button
from ui.changes import Changes
from ui.jobs import Jobs
from ui.lights import LightChip
from ui.search_box import SearchBox
from ui.tab_order import InReadingOrder, focus_into

if TYPE_CHECKING:
    from ui.forms import Form

say = words.of("main")


class Room(Enum):
    """How much the window leaves: as drawn, a narrow side bar, or the small screen."""

    WIDE = 1280
    MEDIUM = 1000
    NARROW = 0

    @classmethod
    def of(cls, width: int) -> "Room":
        """Return the room of a window so wide; words larger than 特大 leave less of it."""
        larger = max(theme.body_size() / max(theme.TEXT_SIZES), 1)
        return next(room for room in cls if width / larger >= room.value)


class Navigate(Protocol):
    def __call__(self, place: str, id_: int | None = None, **facts: Any) -> None:
        """Go to a page: "requests", its card ("requests", 12), or a named one "requests.intake"."""
        ...


@dataclass(frozen=True)
class Errand:
    """Why the desk is left for the start window.

    kind: to restore a backup, for somebody else to sit down, or for another register.
    """

    kind: Literal["restore", "person", "register"]
    backup: Path | None = None


@dataclass(frozen=True)
class Desk:
    """All a page may ask for; it never gets the window.

    person_id: who works here, for the `by` of every verb.
    today: the legal day, or the rehearsal date; for queries alone, never for a write.
    note: says at the lower left what was saved last; offer: says it and how to take it back, for
    eight seconds: (sentence, verb, act).
    leave: closes the register and goes to the start window; the page that calls it is gone then.
    stage: where pages are built. What is put into a window later is dressed anew, part by part.
    """

    person_id: int
    today: Callable[[], date]
    calendar: Callable[[], WorkCalendar]
    settings: Callable[[], Settings]
    navigate: Navigate
    back: Callable[[], None]
    note: Callable[[str], None]
    offer: Callable[[str, str, Callable[[], object]], None]
    jobs: Jobs
    changes: Changes
    leave: Callable[[Errand], None] = lambda _errand: None
    stage: QWidget | None = None


class PageHeader(QFrame):
    """The 52 px on top: title, subtitle, chip, search, back, buttons, 更多."""

    def __init__(self, title: str, subtitle: str) -> None:
        super().__init__()
        self.setObjectName("header")
        self.measure()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 0, 16, 0)
        self.row.setSpacing(8)
        self.title = cards.text(title, role="h1")
        self.subtitle = cards.Elided(subtitle, role="label", tone="text2")
        self.chip = LightChip()
        self.chip.hide()
        self.search = SearchBox()
        self.search.hide()
        self.more = theme.role(QPushButton(say("more")), "label")
        self.more.setAutoDefault(False)
        icons.put(self.more, "down")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.more.hide()
        self.row.addWidget(self.title)
        self.row.addSpacing(4)
        self.row.addWidget(self.subtitle, 1)
        self.row.addWidget(self.chip)
        self.row.addWidget(self.search, 2)
        self.row.addWidget(self.more)

    def measure(self) -> None:
        self.setFixedHeight(theme.height(52))

    def add_button(self, made: QWidget) -> None:
        """Put a control before 更多."""
        self.row.insertWidget(self.row.count() - 1, made)


class Page(InReadingOrder, QWidget):
    """One place of the desk. Subclasses fill `self.body`, add actions, override the hooks below."""

    kinds: ClassVar[frozenset[str]] = frozenset()  # of bus.Changed: when to look again
    help_topic: ClassVar[str] = ""  # a page of resources/help
    title_changed = Signal(str)
    finished = False  # its work is done: going back passes it by

    def __init__(self, desk: Desk, title: str, subtitle: str = "") -> None:
        super().__init__(desk.stage)
        self.desk = desk
        self.room = Room.WIDE
        self.stale = True
        self.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.header = PageHeader(title, subtitle)
        self._column.addWidget(self.header)
        self._trouble: cards.Band | None = None
        self.ground = QWidget(self)
        self.body = QVBoxLayout(self.ground)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(12)
        self._column.addWidget(self.ground, 1)
        self._foot: QHBoxLayout | None = None

    # what a subclass may override

    def arrive(self, id_: int | None, /, **facts: Any) -> None:
        """Show what `navigate` named; called each time the page is gone to."""

    def refresh(self) -> None:
        """Read everything anew: at the first showing, after changes of `kinds`, on a new day."""

    def set_room(self, room: Room) -> None:
        """Arrange for another width of the window; self.room is already the new one."""

    def may_leave(self) -> bool:
        """Return False to stay (after having said why). Drafts are kept, not asked about."""
        return True

    def escape(self) -> bool:
        """Use Esc for something of the page (an open filter); False lets the desk go back."""
        return False

    def panes(self) -> tuple[QWidget, ...]:
        """Return where F6 leads, in order."""
        return ()

    # what a subclass uses

    def set_title(self, title: str, subtitle: str = "") -> None:
        self.header.title.setText(title)
        self.header.subtitle.setText(subtitle)
        self.setAccessibleName(title)
        self.title_changed.emit(title)

    def action(
        self,
        text: str,
        act: Callable[[], object],
        *,
        keys: str = "",
        icon: str = "",
        place: Literal["more", "primary", "second"] = "more",
    ) -> QAction:
        """Add an act to 更多, with its key; primary and second also give it a button on top.

        text: a verb with its mnemonic, 登记申请(&N); keys: as QKeySequence reads them, "Ctrl+N".
        Disable the action and its button goes with it; say why by `setToolTip`.
        """
        made = QAction(text, self)
        if keys:
            made.setShortcut(QKeySequence(keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if icon:
            made.setIcon(icons.icon(icon))
        made.triggered.connect(lambda _checked=False: act())
        self.addAction(made)
        if place != "more":
            kind: Literal["primary", "plain"] = "primary" if place == "primary" else "plain"
            self._button_of(made, button(text, made.trigger, kind=kind, icon=icon or None))
        self.header.menu.addAction(made)
        self.header.more.show()
        return made

    def _button_of(self, act: QAction, made: QPushButton) -> None:
        def follow() -> None:
            made.setEnabled(act.isEnabled())
            made.setVisible(act.isVisible())
            made.setText(act.text())
            made.setToolTip(act.toolTip() if act.toolTip() != act.iconText() else "")

        act.changed.connect(follow)
        self.header.add_button(made)

    def add_back(self) -> QPushButton:
        """Put 返回(Esc) on top, for cards and forms."""
        made = button(say("back"), self.desk.back, icon="left")
        self.header.add_button(made)
        return made

    def add_search(self, placeholder: str, asked: Callable[[str], object]) -> SearchBox:
        """Put a search box on top; Ctrl+K and Ctrl+F lead to it.

        asked: called once the clerk stops typing, presses Enter or leaves the box; Enter and ↓
        then lead to the first pane.
        """
        box = self.header.search
        box.setPlaceholderText(placeholder)
        box.setAccessibleName(placeholder)
        box.setClearButtonEnabled(True)
        box.addAction(icons.icon("search", "text3"), SearchBox.ActionPosition.LeadingPosition)
        box.setMinimumWidth(theme.scaled(150))
        box.setMaximumWidth(theme.scaled(240))
        box.asked.connect(asked)
        box.left.connect(self._to_found)
        box.show()
        return box

    def _to_found(self) -> None:
        any(focus_into(one) for one in (*self.panes(), self.ground))

    def foot(self) -> QHBoxLayout:
        """Return the row of the fixed foot (44 px); it appears with the first call."""
        if self._foot is None:
            frame = QFrame()
            frame.setObjectName("foot")
            frame.setMinimumHeight(theme.height(48))
            self._foot = QHBoxLayout(frame)
            self._foot.setContentsMargins(16, 6, 16, 6)
            self._foot.setSpacing(8)
            self._column.addWidget(frame)
        return self._foot

    def show_error(self, error: Spoken) -> None:
        """Say under the header what no field of the page can say; stays until cleared."""
        self.clear_error()
        self._trouble = cards.Band(str(error), state="block", icon="block")
        self._column.insertWidget(1, self._trouble)
        self._trouble.show()

    def store(
        self, form: "Form", faults: Sequence[UserError], service: Callable[[], int]
    ) -> int | None:
        """Store what a form holds; return its key, None where it is refused beside its fields.

        faults: what a check has found before; service: the verb, called where that is nothing.
        """
        found: Sequence[Spoken] = faults
        if not found:
            try:
                return service()
            except UserError as fault:
                found = (fault,)
        self.show_faults(form, found)
        return None

    def show_faults(self, form: "Form", faults: Sequence[Spoken]) -> None:
        """Say each refusal beside its field, the first that has none under the header."""
        left = [one for one in faults if not form.show_error(one, focus=False)]
        if left:
            self.show_error(left[0])
        if len(left) < len(faults):
            form.next_fault()

    def clear_error(self) -> None:
        if self._trouble is not None:
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None

    def look_again(self) -> None:
        """Refresh now if anything changed since the last look."""
        if self.stale:
            self.stale = False
            self.refresh()

    def room_width(self) -> int:
        """Return the width the window leaves a page, whatever the page itself would need."""
        view = None if self.desk.stage is None else self.desk.stage.parentWidget()
        return (view or self).width()

    def enter_room(self, room: Room) -> None:
        """Take the room the window has; called by the window."""
        self.room = room
        self.set_room(room)


def scrolled(content: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """Return a frameless scroll area around a form or card that small windows cannot hold."""
    content.setObjectName(content.objectName() or "ground")
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def sheet(form: QWidget, parent: QWidget | None = None) -> cards.Card:
    """Return the white sheet a form is written on; it scrolls where the window is small."""
    made = cards.Card(parent=parent)
    made.body.setContentsMargins(0, 4, 0, 4)
    made.body.addWidget(scrolled(form, made))
    return made
