"""Is every page of the desk fit for a clerk who has only the keyboard, whatever the window?"""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from clerkdesk import opening, sample
from clerkdesk.clock import FixedClock
from clerkdesk.db.models import Letter, MonitorColumn, Publication, Request, Review
from clerkdesk.letters import queries as letters
from ui import theme
from ui.page_list import PAGES
from ui.session import Session
from ui.table_view import RecordTable

# what the invented office has none of; their own tests make one
NOT_THERE = {"records.card", "records.write", "calendar.void"}
CARDS = {
    "requests": Request,
    "publications": Publication,
    "reviews": Review,
    "monitor": MonitorColumn,
    "letters": Letter,
}
LOOKS = [("light", 14, (1366, 730)), ("light", 14, (911, 430))]


def stop(key):
    """(place, id, facts) of a page, as `navigate` takes them."""
    place, _, name = key.partition(".")
    if name == "card":
        return place, CARDS[place].select().first().id, {}
    if key in ("requests.publish", "requests.decide", "letters.write"):
        return key, Request.select().where(Request.closed_on.is_null()).first().id, {}
    if key == "publications.change":
        return key, Publication.select().first().id, {}
    if key == "papers":
        return key, None, {"pdf": letters.pdf(Letter.select().first().id), "name": "文书.pdf"}
    return key, None, {}


class Strays(QObject):
    """Remembers what was shown as a window of its own: a part that was not put anywhere yet."""

    def __init__(self, window) -> None:
        super().__init__()
        self.window, self.seen = window, []

    def eventFilter(self, watched, event):  # noqa: N802 - as Qt calls it
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self.window
        ):
            self.seen.append(f"a window of its own: {watched}")
        return False


@pytest.fixture
def desk_of(dressed, qtbot):
    """The desk of the invented office, dressed and sized as asked for."""
    register = opening.sample(FixedClock.on(date(2026, 10, 13)))
    session = Session(dressed, register, sample.fill())
    qtbot.addWidget(session.window)

    def show(appearance, text, size):
        theme.apply(dressed, appearance, text)
        session.window.resize(*size)
        with qtbot.waitExposed(session.window):
            session.window.show()
        session.window.activateWindow()
        return session.window

    yield show
    session.close()
    theme.apply(dressed, "light", 14)


@pytest.mark.parametrize("look", LOOKS, ids=["desk", "small"])
def test_every_page_serves_who_has_only_the_keyboard(desk_of, ui_checks, qtbot, look):
    window = desk_of(*look)
    strays, found = Strays(window), []
    pictures = ui_checks.Pictures(window, qtbot)
    QApplication.instance().installEventFilter(strays)
    for spec in PAGES:
        if spec.key in NOT_THERE:
            continue
        place, id_, facts = stop(spec.key)
        go = partial(window.navigate, place, id_, **facts)
        moved = pictures.moved(go)
        here = [*moved, *ui_checks.check_in_window(window), *strays.seen]
        found += [f"{spec.key}: {finding}" for finding in here]
        strays.seen.clear()
    QApplication.instance().removeEventFilter(strays)

    assert not found, "\n".join(found)


def _sort_and_back(page, key):
    """Sort each list of a page by each column it offers; return how many had something to sort."""
    sorted_lists = 0
    for table in page.findChildren(RecordTable):
        own = [table.records.record(row) for row in range(min(table.count(), 20))]
        for column in table.records.sortable():
            for down in (False, True):
                table.sort_by(column)
                assert table.records.order == (column, down), (key, column)
                table.records.record(0)  # asks for its page
        table.sort_by("")
        assert [table.records.record(row) for row in range(min(table.count(), 20))] == own, key
        sorted_lists += bool(table.records.sortable() and own)
    return sorted_lists


def test_every_page_leads_to_a_search_or_says_why_not_and_sorts_its_lists_and_back(desk_of):
    window = desk_of(*LOOKS[0])
    sorted_lists = 0
    for spec in PAGES:
        if spec.key in NOT_THERE:
            continue
        place, id_, facts = stop(spec.key)
        window.navigate(place, id_, **facts)
        sorted_lists += _sort_and_back(window.page(), spec.key)
        window.line.note("")
        window._search()
        led = isinstance(QApplication.focusWidget(), QLineEdit | QComboBox)
        assert led or "Ctrl+K" in window.line.saved.text(), spec.key

        window._search_list()
        assert QApplication.focusWidget() is window.page().header.search, spec.key
    assert sorted_lists > 5
