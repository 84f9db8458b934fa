"""Does a page that is larger than its window scroll, and one that fits fill it?"""

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.page_stack import PageStack


class Sheet(QWidget):
    def __init__(self, least):
        super().__init__()
        self.least = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.least)
        self.least.setMinimumSize(least)


@pytest.fixture
def stack(dressed, qtbot):
    made = PageStack()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_a_page_that_fits_fills_the_room(stack):
    page = Sheet(QSize(300, 200))
    stack.addWidget(page)
    stack.setCurrentWidget(page)

    assert page.size() == QSize(600, 400)
    assert not stack.verticalScrollBar().isVisible()


def test_a_page_that_is_too_high_scrolls_and_is_not_crushed(stack):
    page = Sheet(QSize(300, 700))
    stack.addWidget(page)
    stack.setCurrentWidget(page)

    assert page.height() == 700
    assert page.width() == 600 - stack.verticalScrollBar().sizeHint().width()
    assert stack.verticalScrollBar().maximum() == 300
    assert stack.horizontalScrollBar().maximum() == 0


def test_only_the_page_in_sight_counts(stack):
    large, small = Sheet(QSize(900, 900)), Sheet(QSize(100, 100))
    for page in (large, small):
        stack.addWidget(page)
    stack.setCurrentWidget(large)
    stack.setCurrentWidget(small)

    assert stack.currentWidget() is small
    assert small.size() == QSize(600, 400)


def test_a_page_that_grows_is_given_what_it_needs(stack, qtbot):
    page = Sheet(QSize(100, 100))
    stack.addWidget(page)
    stack.setCurrentWidget(page)

    more = QLabel("更多")
    more.setMinimumHeight(500)
    page.layout().addWidget(more)
    more.show()

    qtbot.waitUntil(lambda: page.height() >= 600)


class FirstPicture(QObject):
    """Remembers what of a page was in sight when it was painted first."""

    def __init__(self, page):
        super().__init__(page)
        self.page, self.seen = page, None
        page.installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802 - as Qt calls it
        if event.type() == QEvent.Type.Paint and self.seen is None:
            self.seen = [one.text() for one in self.page.findChildren(QLabel) if one.isVisible()]
        return False


def test_a_page_is_painted_once_it_is_filled_whatever_else_was_to_be_painted(dressed, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    beside, stack = QLabel("侧栏"), PageStack()
    column = QVBoxLayout(window)
    column.addWidget(beside)
    column.addWidget(stack)
    page = Sheet(QSize(300, 200))
    stack.addWidget(QWidget())
    stack.addWidget(page)
    with qtbot.waitExposed(window):
        window.show()
    first = FirstPicture(page)
    beside.update()  # a painting that is already waiting
    stack.setCurrentWidget(page)
    page.layout().addWidget(QLabel("已逾期"))
    assert not stack.updatesEnabled()

    qtbot.waitUntil(lambda: first.seen is not None)
    assert first.seen == ["已逾期"]
    assert stack.updatesEnabled()
