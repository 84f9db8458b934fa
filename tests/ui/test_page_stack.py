"""Does a page that is larger than its window scroll, and one that fits fill it?"""

import pytest
from PySide6.QtCore import QSize
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
