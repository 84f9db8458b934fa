"""How does one get from one page of the desk to another?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from clerkdesk.bus import Changed
from ui import cards, ways, words
from ui.changes import kinds
from ui.desk_window import DeskWindow
from ui.jobs import JobStrip
from ui.page_list import PAGES, PageSpec, load
from ui.page_stack import PageStack
from ui.pages import Desk, Page, Room
from ui.shortcut_sheet import ShortcutSheet
from ui.side_bar import SideBar, SideCount, SideItem
from ui.status import Standing, StatusLine
from ui.table_view import RecordTable

say = words.of("main")

LOOK_AT_CLOCK_MS = 20_000  # how soon a new day is noticed
SMALLEST = (900, 430)


@dataclass(frozen=True)
class _Stop:
    """Where the clerk has been."""

    key: str
    id_: int | None
    facts: tuple[tuple[str, Any], ...]


class MainWindow(DeskWindow, QMainWindow):
    """Side bar, stack of pages, status line. Pages get the desk, never this window."""

    def __init__(  # noqa: PLR0913 - the joints of the frame, each named at the call
        self,
        desk: Desk,
        standing: Callable[[], Standing],
        kept: QSettings,
        *,
        pages: tuple[PageSpec, ...] = PAGES,
        may_close: Callable[[], bool] = lambda: True,
        sample: bool = False,
    ) -> None:
        """desk: its `navigate`, `back` and `note` are replaced by this window's own.

        standing: what the status line shows; kept: how this account arranged the window last;
        may_close: makes the backup, False keeps the window open.
        """
        super().__init__()
        self.stack = PageStack()
        self.desk = replace(
            desk,
            navigate=self.navigate,
            back=self.back,
            note=self._note,
            offer=self._offer,
            stage=self.stack.stage,
        )
        self._standing, self._may_close = standing, may_close
        self._kept = kept
        self._specs = {spec.key: spec for spec in pages}
        self._made: dict[str, Page] = {}
        self._been: list[_Stop] = []
        self._day: date = desk.today()
        self._room = Room.WIDE
        self.setWindowTitle(say("program"))
        self.setMinimumSize(*SMALLEST)
        self._build(sample=sample)
        self._bind_keys()
        desk.changes.changed.connect(self._changed)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_AT_CLOCK_MS)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()
        self.refresh_frame()

    def _build(self, *, sample: bool) -> None:
        shown = [spec for spec in self._specs.values() if spec.icon]
        items = [SideItem(s.key, s.icon, s.group) for s in shown if not s.foot]
        foot = [SideItem(s.key, s.icon, keys=s.keys) for s in shown if s.foot]
        self.side = SideBar(items, foot)
        self.side.chosen.connect(self._chosen)
        self.strip = JobStrip(self.desk.jobs)
        self.sample_band = cards.Band(say("band_sample"), icon="info")
        self.sample_band.setVisible(sample)
        self.rehearsal_band = cards.Band("", state="plain", icon="clock")
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(column, 1)
        self.bands = QHBoxLayout()  # side by side: a screen of 768 lines has one to spare
        self.bands.setSpacing(0)
        self.bands.addWidget(self.sample_band, 1)
        self.bands.addWidget(self.rehearsal_band, 1)
        column.addLayout(self.bands)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strip)
        self.setCentralWidget(ground)
        self.line = StatusLine()
        self.setStatusBar(self.line)

    def _bind_keys(self) -> None:
        top = [spec.key for spec in self._specs.values() if spec.icon and not spec.foot]
        for number, key in enumerate(top[:10], 1):
            self._key(f"Ctrl+{number % 10}", partial(self.navigate, key))
        for spec in self._specs.values():
            if spec.foot and spec.keys:
                self._key(spec.keys, partial(self._from_foot, spec.key))
        for keys, act in (
            ("Esc", self._escape),
            ("F6", lambda: self._pane(1)),
            ("Shift+F6", lambda: self._pane(-1)),
            ("Ctrl+K", self._search_list),
            ("Ctrl+F", self._search),
            ("Ctrl+/", self._show_keys),
        ):
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)

    # going from place to place

    def navigate(self, place: str, id_: int | None = None, **facts: Any) -> None:
        """Go to a page; ("requests", 12) goes to "requests.card". Unknown places are a bug."""
        key = place
        if id_ is not None and f"{place}.card" in self._specs:
            key = f"{place}.card"
        if key not in self._specs:
            raise KeyError(place)
        current = self.page()
        if current is not None and not current.may_leave():
            return
        if current is not None and current.finished and len(self._been) > 1:
            self._been.pop()
        stop = _Stop(key, id_, tuple(facts.items()))
        if not self._been or self._been[-1] != stop:
            self._been.append(stop)
        self._show(stop)

    def back(self) -> None:
        """Go where the clerk was before; from the first place, to the noun's list."""
        current = self.page()
        if current is not None and not current.may_leave():
            return
        if len(self._been) > 1:
            self._been.pop()
            self._show(self._been[-1])
        elif self._been and (above := self._specs[self._been[-1].key].place) in self._specs:
            self._been = [_Stop(above, None, ())]
            self._show(self._been[-1])

    def places(self) -> tuple[str, ...]:
        """Return where one can go without naming a record: the pages of the side bar."""
        return tuple(spec.key for spec in self._specs.values() if spec.icon)

    def page(self) -> Page | None:
        return cast("Page | None", self.stack.currentWidget())

    def _show(self, stop: _Stop) -> None:
        page = self._page_of(stop.key)
        self.stack.setCurrentWidget(page)
        self.side.show_page(self._specs[stop.key].place)
        page.clear_error()
        page.arrive(stop.id_, **dict(stop.facts))
        page.look_again()
        page.enter_room(self._room)
        self.setWindowTitle(f"{page.header.title.text()} - {say('program')}")
        self._lead_into(page)

    def _lead_into(self, page: Page, *, again: bool = True) -> None:
        """again: look once more when that is shown which the page has made just now."""
        if not ways.to_beginning(page) and again:
            QTimer.singleShot(1, self, lambda: self._lead_late(page))

    def _lead_late(self, page: Page) -> None:
        if self.page() is page:
            self._lead_into(page, again=False)

    def tab_roots(self) -> Sequence[QWidget]:
        bands = [self.bands.itemAt(place) for place in range(self.bands.count())]
        shown = [one.widget() for one in bands if one is not None]
        return (self.stack, self.strip, *(one for one in shown if one is not None), self.side)

    def _page_of(self, key: str) -> Page:
        if key not in self._made:
            factory = load(self._specs[key].factory)
            self._made[key] = page = factory(self.desk)
            for number, table in enumerate(page.findChildren(RecordTable)):
                table.restore(self._kept, f"{key}-{number}")
            self.stack.addWidget(self._made[key])
        return self._made[key]

    def _chosen(self, key: str) -> None:
        current = self.page()
        if current is None or self._been[-1].key != key:
            self.navigate(key)
        self.side.show_page(self._specs[self._been[-1].key].place if self._been else key)

    def _escape(self) -> None:
        page = self.page()
        if page is None or not page.escape():
            self.back()

    def _from_foot(self, key: str) -> None:
        """Settings by Ctrl+, and help by F1; help opens at what the clerk was looking at."""
        page = self.page()
        self.navigate(key, topic=page.help_topic if page is not None else "")

    def _search(self) -> None:
        """Ctrl+F: the search of this page, or its first filter; where it has neither, say so."""
        page = self.page()
        if page is not None and not ways.to_search(page) and not ways.to_filters(page):
            self._note(say("no_search"))

    def _search_list(self) -> None:
        """Ctrl+K: the search of this page, or of the list its record stands in."""
        page = self.page()
        if page is None or ways.to_search(page):
            return
        here = self._been[-1].key
        for place in (self._specs[here].place, "requests"):
            if place in self._specs and place != here:
                self.navigate(place)
                shown = self.page()
                if shown is None or shown is page or ways.to_search(shown):
                    return

    def _show_keys(self) -> None:
        sheet = ShortcutSheet(self.page(), self)
        sheet.adjustSize()
        place = self.mapToGlobal(self.rect().center())
        sheet.move(place.x() - sheet.width() // 2, place.y() - sheet.height() // 2)
        sheet.show()

    def _pane(self, step: int) -> None:
        ways.to_part(self.page(), (self.side.list,), step)

    # keeping up

    def _changed(self, changes: frozenset[Changed]) -> None:
        touched = kinds(changes)
        for page in self._made.values():
            page.stale = page.stale or bool(page.kinds & touched)
        self._refresh_shown()

    def _look_at_clock(self) -> None:
        if self._day != self.desk.today():
            self.refresh_all()

    def refresh_all(self) -> None:
        """Look at everything anew: a new day, a rehearsal date, another calendar."""
        self._day = self.desk.today()
        for page in self._made.values():
            page.stale = True
        self._refresh_shown()

    def _refresh_shown(self) -> None:
        if (page := self.page()) is not None:
            page.look_again()
        self.refresh_frame()

    def refresh_frame(self) -> None:
        """Ask again for the counts of the side bar, the status line and the bands."""
        counts: dict[str, SideCount] = {
            spec.key: load(spec.count)(self.desk) for spec in self._specs.values() if spec.count
        }
        self.side.set_counts(counts)
        self.side.set_office(self.desk.settings().office_name)
        standing = self._standing()
        self.line.show_standing(standing, narrow=self._room is Room.NARROW)
        self.rehearsal_band.setVisible(standing.rehearsal)
        day = words.full_day(standing.today)
        self.rehearsal_band.message.setText(say("band_rehearsal", day=day))

    def add_band(self, band: QWidget) -> None:
        """Put a line across the top of all pages; it shows and hides itself."""
        self.bands.addWidget(band, 2)

    def _offer(self, sentence: str, verb: str, act: Callable[[], object]) -> None:
        self.line.offer(sentence, verb, act)

    def _note(self, sentence: str) -> None:
        self.line.note(sentence)

    # the window itself

    def settle(self) -> None:
        super().settle()
        self.stack.fit()  # what the page needs is known only now
        super().settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def _take_room(self) -> None:
        room = Room.of(self.width())
        if room is not self._room:
            self._room = room
            self.side.set_narrow(narrow=room is not Room.WIDE)
            self.line.show_standing(self._standing(), narrow=room is Room.NARROW)
        if (page := self.page()) is not None and page.room is not room:
            page.enter_room(room)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # hidden, it may have outlived its register; showing it measures it anew
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self.side.set_narrow(narrow=self._room is not Room.WIDE)
            self._take_room()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.page()
        if (page is not None and not page.may_leave()) or not self._may_close():
            event.ignore()
            return
        self._clock.stop()
        event.accept()

    def keep_arrangement(self) -> None:
        """Remember for this account where the window stood and how its lists were arranged."""
        self._kept.setValue("geometry", self.saveGeometry())
        for key, page in self._made.items():
            for number, table in enumerate(page.findChildren(RecordTable)):
                table.columns.keep(self._kept, f"{key}-{number}")

    def restore_geometry(self) -> None:
        kept = self._kept.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1366, 730)
