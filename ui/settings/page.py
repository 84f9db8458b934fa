"""Where does the office say how it works? One page, its parts in a list at the left."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from clerkdesk import settings
from clerkdesk.settings import ABOUT
from ui import cards, theme, words
from ui.buttons import button
from ui.monitor.rules_panel import RulesPanel
from ui.pages import Desk, Page, Room, scrolled
from ui.section_list import SectionList
from ui.settings import lines
from ui.settings.fonts_panel import FontsPanel
from ui.settings.group import GroupPanel
from ui.settings.key import KeyPanel
from ui.settings.organs import OrgansPanel
from ui.settings.parts import Panel
from ui.settings.people import PeoplePanel
from ui.settings.series import SeriesPanel

say, setting = words.of("settings_page"), words.of("setting")

_FRAME = 90  # pixels of margins and scroll bar around a form
_SIDE_BY_SIDE = 660  # pixels at 标准 that label, field and help need in one row

_OTHERS: dict[str, Callable[[Desk], Panel]] = {
    "people": PeoplePanel,
    "units": OrgansPanel,
    "series": SeriesPanel,
    "monitor": RulesPanel,
    "fonts": FontsPanel,
    "key": KeyPanel,
}


class Part(Protocol):
    """What every part answers; `saves`: it is stored by 保存, not by a verb of its own."""

    saves: bool

    def refresh(self) -> None: ...

    def begin(self) -> None: ...


class SettingsPage(Page):
    """A part is made when it is first looked at; what was typed in one stays while others are."""

    kinds = frozenset({"setting", "person", "unit", "number", "series", "register", "monitor"})
    help_topic = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("title"))
        self.save = self.action(
            say("save"), self._save, keys="Ctrl+S", icon="save", place="primary"
        )
        self._build_band()
        self.sections = SectionList(say("sections_name"), width=144, narrow=120)
        self._keys = (*lines.groups(), *_OTHERS)
        for key in self._keys:
            named = say(f"section_{key}") if key in _OTHERS else setting(f"group_{key}")
            self.sections.addItem(named)
        self.stack = QStackedWidget()
        self._made: dict[str, GroupPanel | Panel] = {}
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.sections)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.sections.measure()
        self.sections.currentRowChanged.connect(self._turn)
        self.sections.setCurrentRow(0)

    def _build_band(self) -> None:
        self.band = cards.Band("")
        self.go = button(say("fill_in"), self._go_to_missing, kind="link")
        self.band.row.addWidget(self.go)
        self.body.addWidget(self.band)

    def arrive(self, _id: int | None, /, **facts: Any) -> None:
        """Facts: part, or field (a setting's name), where somebody was sent here for it."""
        self.stale = True
        if field := facts.get("field"):
            self.show_field(str(field))
        elif part := facts.get("part"):
            self.show_part(str(part))

    def refresh(self) -> None:
        missing = settings.missing()
        self.band.setVisible(bool(missing))
        named = words.listed(setting(name) for name in missing)
        self.band.message.setText(say("missing", names=named))
        self.part().refresh()

    def set_room(self, room: Room) -> None:
        self.sections.set_narrow(narrow=room is Room.NARROW)
        left = self.width() - self.sections.width() - _FRAME
        for made in self._made.values():
            if isinstance(made, GroupPanel):
                made.set_stacked(stacked=left < theme.scaled(_SIDE_BY_SIDE))
            table = getattr(made, "table", None)
            if table is not None:
                table.set_narrow(narrow=room is not Room.WIDE)

    def panes(self) -> tuple[QWidget, ...]:
        shown = self.stack.currentWidget()
        return (self.sections,) if shown is None else (self.sections, shown)

    def part(self) -> Part:
        """Return the part in sight."""
        return self._made[self._keys[self.sections.currentRow()]]

    def show_part(self, key: str) -> None:
        self.sections.setCurrentRow(self._keys.index(key))

    def show_field(self, name: str) -> None:
        """Go to one setting."""
        self.show_part(ABOUT[name].group)
        part = self.part()
        if isinstance(part, GroupPanel):
            part.show_field(name)

    def _turn(self, row: int) -> None:
        key = self._keys[row]
        if key not in self._made:
            made = _OTHERS[key](self.desk) if key in _OTHERS else GroupPanel(self.desk, key)
            self._made[key] = made
            framed = scrolled(made) if isinstance(made, GroupPanel) else made
            if isinstance(made, GroupPanel):
                made.edited.connect(self._tell_unsaved)
            self.stack.addWidget(framed)
            self.set_room(self.room)
        self.stack.setCurrentIndex(list(self._made).index(key))
        self.part().refresh()
        self.save.setVisible(self.part().saves)
        self._tell_unsaved()

    def _tell_unsaved(self) -> None:
        groups = (one for one in self._made.values() if isinstance(one, GroupPanel))
        count = sum(len(one.unsaved()) for one in groups)
        self.set_title(say("title"), say("unsaved", count=count) if count else "")

    def _go_to_missing(self) -> None:
        self.show_field(settings.missing()[0])

    def _save(self) -> None:
        part = self.part()
        if isinstance(part, GroupPanel) and part.saves:
            part.save()
