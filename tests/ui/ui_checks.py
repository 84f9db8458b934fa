"""Is a page fit to be shown: nothing clipped, nothing overlapping, reachable, named, small enough?

Screens call `ui_checks.check(page)` (a fixture of that name gives this module); each check can also
be called alone and returns what it found, as sentences.
"""

import re
from collections import Counter

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

from ui.cards import Elided
from ui.help import topics
from ui.pages import Page, Room
from ui.tab_order import stops
from ui.table_view import RecordTable

# What a 1366 x 768 screen leaves a page beside side bar, status line and one band (示例, 变灯);
# the same screen at 150 %.
DESK = QSize(1366 - 168, 688 - 27 - 30)
SMALL = QSize(911 - 92, 430 - 27)


def check(page, *, sizes=(DESK, SMALL)) -> None:
    """Show the page in each size and fail with all findings at once."""
    found = []
    for size in sizes:
        show(page, size)
        one_by_one = (
            clipped,
            overlapping,
            too_large,
            unnamed,
            same_mnemonics,
            unreachable,
            elided,
        )
        found += [
            f"{size.width()}x{size.height()}: {finding}"
            for look in one_by_one
            for finding in look(page)
        ]
    assert not found, "\n".join(found)


def show(page, size) -> None:
    page.resize(size)
    page.show()
    if isinstance(page, Page):
        page.enter_room(Room.NARROW if size.width() < 900 else Room.WIDE)
    page.resize(size)
    page.ensurePolished()
    settle()


def settle() -> None:
    """Let layouts that were asked for take place."""
    for _turn in range(3):
        QApplication.sendPostedEvents()
        QApplication.instance().processEvents()


def _visible(page, kind):
    return [one for one in page.findChildren(kind) if one.isVisible() and not _inner(one)]


def _inner(widget) -> bool:
    """Parts Qt makes for itself: headers, scroll bars, the line of a combo, a month's buttons."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QCalendarWidget, QAbstractSpinBox)):
            return True
        parent = parent.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(widget, (QScrollBar, QHeaderView))


def _called(widget) -> str:
    text = widget.text() if hasattr(widget, "text") else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text or widget.objectName()!r}"


def clipped(page) -> list[str]:
    """Words that do not fit their widget."""
    found = []
    for label in _visible(page, QLabel):
        if not label.text() or isinstance(label, Elided):
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                found.append(f"cut below: {_called(label)}")
        elif label.sizeHint().width() > label.width() + 1:
            found.append(
                f"cut at the side: {_called(label)} {label.sizeHint().width()}>{label.width()}"
            )
    for one in (
        *_visible(page, QPushButton),
        *_visible(page, QRadioButton),
        *_visible(page, QTabBar),
    ):
        hint = one.minimumSizeHint() if isinstance(one, QTabBar) else one.sizeHint()
        if hint.width() > one.width() + 1 or hint.height() > one.height() + 1:
            found.append(f"too small: {_called(one)} {hint.toTuple()}>{one.size().toTuple()}")
    return found


def overlapping(page) -> list[str]:
    """Siblings that lie on one another, and widgets that reach out of their parent."""
    found = []
    for parent in [page, *_visible(page, QWidget)]:
        if isinstance(parent, QAbstractScrollArea):
            continue
        children = [
            child
            for child in parent.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if child.isVisible() and not child.isWindow() and not _inner(child)
        ]
        for number, child in enumerate(children):
            if child.size().isEmpty():
                continue
            inside = parent.rect().adjusted(-1, -1, 1, 1)
            if not isinstance(parent.parentWidget(), QScrollArea) and not inside.contains(
                child.geometry()
            ):
                found.append(
                    f"reaches out: {_called(child)} {child.geometry().getRect()} of {_called(parent)} {parent.size().toTuple()}"
                )
            for other in children[number + 1 :]:
                common = child.geometry() & other.geometry()
                if common.width() > 1 and common.height() > 1 and not other.size().isEmpty():
                    found.append(f"overlap: {_called(child)} and {_called(other)}")
    return found


def too_large(page) -> list[str]:
    need, have = page.minimumSizeHint(), page.size()
    if need.width() > have.width() or need.height() > have.height():
        return [f"needs {need.toTuple()}, has {have.toTuple()}"]
    return []


def controls(page) -> list[QWidget]:
    """What a clerk can go to with Tab: shown, enabled, taking the focus by it."""
    return [
        one
        for one in [page, *page.findChildren(QWidget)]
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _inner(one)
        and one.focusProxy() is None
    ]


def unnamed(page) -> list[str]:
    """Controls without a name for a screen reader: no text, no label, no accessible name."""
    buddies = {label.buddy() for label in page.findChildren(QLabel) if label.buddy() is not None}
    return [
        f"no name: {_called(one)} at {one.mapTo(page, QPoint(0, 0)).toTuple()}"
        for one in controls(page)
        if one is not page
        and not one.accessibleName()
        and one not in buddies
        and not (isinstance(one, QAbstractButton) and one.text())
    ]


def mnemonics(page) -> list[tuple[str, str]]:
    """(letter, whose) of everything in sight that answers to Alt + letter."""
    found = []
    for one in (*_visible(page, QAbstractButton), *_visible(page, QLabel)):
        if isinstance(one, QLabel) and one.buddy() is None:
            continue
        if match := re.search(r"&([^&\s])", one.text().replace("&&", "")):
            found.append((match[1].upper(), one.text()))
    return found


def same_mnemonics(page) -> list[str]:
    counts = Counter(letter for letter, _whose in mnemonics(page))
    whose = {letter: [] for letter in counts}
    for letter, text in mnemonics(page):
        whose[letter].append(text)
    return [f"Alt+{letter} twice: {whose[letter]}" for letter, n in counts.items() if n > 1]


def walk(page) -> list[QWidget]:
    """Press Tab until the focus returns; the controls met, in order."""
    window = page.window()
    window.activateWindow()
    wanted = controls(page)
    if not wanted:
        return []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    met = []
    for _step in range(len(wanted) * 3 + 5):
        focused = QApplication.focusWidget()
        if focused is None or focused in met:
            break
        met.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return met


def unreachable(page) -> list[str]:
    met = walk(page)
    return [f"never reached by Tab: {_called(one)}" for one in controls(page) if one not in met]


def elided(page) -> list[str]:
    """Columns too narrow for a light, a day or their own head."""
    return [
        f"column {key} of {_called(table)} needs {need}, has {have}"
        for table in _visible(page, RecordTable)
        for key, (need, have) in table.columns.room().items()
        if need > have
    ]


def check_in_window(window) -> list[str]:
    """What a clerk with the keyboard alone would meet on the page that was just gone to."""
    page = window.page()
    looks = (clipped, overlapping, unnamed, same_mnemonics, elided, without_current, without_help)
    found = [f"{look.__name__}: {finding}" for look in looks for finding in look(page)]
    found += lost_focus(page)
    found += broken_ring(window)
    return found + unreachable_panes(window)


def lost_focus(page) -> list[str]:
    """The focus must be in the page, on something a clerk sees, and not on 返回 by chance."""
    focused = QApplication.focusWidget()
    if focused is None or not page.isAncestorOf(focused):
        return [f"the focus is not in the page: {focused and _called(focused)}"]
    if not _seen(focused):
        return [f"the focus is out of sight: {_called(focused)}"]
    header = page.header
    if stops(page.ground) and header.isAncestorOf(focused) and focused is not header.search:
        return [f"begins with the header: {_called(focused)}"]
    return []


def _seen(widget) -> bool:
    """Whether at least a part of it lies in all that scrolls around it."""
    area = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    around = widget.parentWidget()
    while around is not None:
        area &= QRect(around.mapTo(widget.window(), QPoint(0, 0)), around.size())
        around = around.parentWidget()
    return widget.isVisible() and not area.isEmpty()


def broken_ring(window) -> list[str]:
    """Tab must meet every control of the page once, each in sight, and come back."""
    page, start = window.page(), QApplication.focusWidget()
    met, found = [], []
    while (here := QApplication.focusWidget()) is not None and here not in met:
        met.append(here)
        if page.isAncestorOf(here) and not _seen(here):
            found.append(f"Tab leads out of sight: {_called(here)}")
        window.focusNextPrevChild(True)
    if met and QApplication.focusWidget() is not start:
        found.append(f"Tab never comes back to {start and _called(start)}")
    found += [f"Tab never meets {_called(one)}" for one in controls(page) if one not in met]
    if start is not None:
        start.setFocus()
    return found


def unreachable_panes(window) -> list[str]:
    """F6 must lead into each pane that has something, to a control one sees."""
    page, found = window.page(), []
    start = QApplication.focusWidget()
    shown = [pane for pane in page.panes() if stops(pane)]
    met = []
    for _step in range(len(shown) + 2):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        if focused is None or not _seen(focused):
            found.append(f"F6 leads out of sight: {focused and _called(focused)}")
            break
        met.append(focused)
    found += [
        f"F6 never leads into {_called(pane)}"
        for pane in shown
        if not any(pane is one or pane.isAncestorOf(one) for one in met)
    ]
    if start is not None:
        start.setFocus()
    return found


def without_current(page) -> list[str]:
    """A list with rows has one that Enter would open, as soon as one is in it."""
    found, before = [], QApplication.focusWidget()
    for table in _visible(page, RecordTable):
        table.setFocus()
        if table.model().rowCount() and table.current() is None:
            found.append(f"no row is marked: {_called(table)}")
    if before is not None:
        before.setFocus()
    return found


def without_help(page) -> list[str]:
    return [] if page.help_topic in topics.TOPICS else [f"F1 finds no {page.help_topic!r}"]


class Pictures(QObject):
    """What a window paints: `moved(go)` compares a page's first picture with its last."""

    def __init__(self, window, qtbot) -> None:
        super().__init__(window)
        self._window, self._qtbot, self._first = window, qtbot, None

    def eventFilter(self, watched, event):  # noqa: N802 - as Qt calls it
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            page = self._window.page()
            if page.isAncestorOf(watched):
                # seen by a filter of the application, objects that are just dying pass as well
                QApplication.instance().removeEventFilter(self)
                self._first = _places(page)
        return False

    def moved(self, go) -> list[str]:
        """Go somewhere; say what stood elsewhere in the first picture than in the last."""
        self._first = None
        QApplication.instance().installEventFilter(self)
        go()
        self._window.update()
        self._qtbot.waitUntil(lambda: self._first is not None)
        self._qtbot.waitUntil(lambda: not self._window.desk.jobs.running)
        self._qtbot.wait(5)  # what waits for the next turn of the loop
        later = _places(self._window.page())
        return [
            f"moves after the first picture: {_called(one)} from {place} to {later[one]}"
            for one, place in self._first.items()
            if one in later and later[one] != place
        ]


def _places(page):
    return {
        one: (one.mapTo(page, QPoint(0, 0)).toTuple(), one.size().toTuple())
        for one in page.findChildren(QWidget)
        if one.isVisible() and not _inner(one)
    }


def typed_into_every_line(page) -> list[str]:
    """Lines that lose characters beyond the basic plane or take < for markup."""
    strange = "<b>&𠮷"
    found = []
    for line in _visible(page, QLineEdit):
        if line.isReadOnly() or not line.isEnabled():
            continue
        line.setText(strange)
        if line.text() != strange and line.maxLength() > len(strange):
            found.append(f"changed what was typed: {_called(line)}")
    for area in _visible(page, QPlainTextEdit):
        if not area.isReadOnly():
            area.setPlainText(strange)
            if area.toPlainText() != strange:
                found.append(f"changed what was typed: {_called(area)}")
    return found


def rich_labels(page) -> list[str]:
    """Labels that would read a name like <b> as markup."""
    return [
        f"reads markup: {_called(label)}"
        for label in page.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and "<" in label.text()
    ]


def picture(page, path) -> None:
    """Keep a picture for people to look at."""
    page.grab(QRect(QPoint(0, 0), page.size())).save(str(path))
