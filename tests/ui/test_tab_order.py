"""Does Tab lead as one reads, whenever a part was made, and does the focus stay near what goes?"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QStackedWidget, QWidget

from ui import cards
from ui.buttons import button
from ui.editors import Choice, LineText
from ui.pages import Page
from ui.tab_order import focus_into, stops


def line(name):
    made = QLineEdit()
    made.setAccessibleName(name)
    return made


class Sheet(Page):
    """A page whose parts are made from bottom to top."""

    def __init__(self, desk):
        super().__init__(desk, "题", "")
        self.add_back()
        self.action("打印(&P)", lambda: None, place="second")
        self.later = button("以后(&L)")
        self.save = button("保存(&S)", kind="primary")
        self.foot().addWidget(self.later)
        self.foot().addWidget(self.save)
        self.second = line("二")
        self.body.addWidget(self.second)
        self.first = line("一")
        self.body.insertWidget(0, self.first)


@pytest.fixture
def sheet(desk, qtbot):
    page = Sheet(desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.first.setFocus()
    return page


def names(widgets):
    return [one.accessibleName() or one.text() for one in widgets]


def test_the_body_comes_first_then_the_one_thing_to_do_then_the_header(sheet):
    assert names(stops(sheet)) == [
        "一",
        "二",
        "保存(&S)",
        "以后(&L)",
        "返回(Esc)",
        "打印(&P)",
        "更多(&M)",
    ]


def test_tab_meets_each_once_and_shift_tab_goes_the_way_back(sheet):
    there = []
    for _step in stops(sheet):
        there.append(QApplication.focusWidget())
        QTest.keyClick(there[-1], Qt.Key.Key_Tab)
    assert there == stops(sheet)
    assert QApplication.focusWidget() is sheet.first

    QTest.keyClick(sheet.first, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is there[-1]


def test_what_is_made_later_between_others_is_met_between_them(sheet):
    between = line("中")
    sheet.body.insertWidget(1, between)
    between.show()

    QTest.keyClick(sheet.first, Qt.Key.Key_Tab)

    assert QApplication.focusWidget() is between


def test_a_row_of_radio_buttons_is_one_stop_and_so_is_each_cell_of_a_grid(desk, qtbot):
    page = Page(desk, "题")
    qtbot.addWidget(page)
    choice = Choice([(1, "甲"), (2, "乙"), (3, "丙")])
    ground = QWidget()
    grid = QGridLayout(ground)
    grid.addWidget(line("右下"), 1, 1)
    grid.addWidget(line("左上"), 0, 0)
    grid.addWidget(line("左下"), 1, 0)
    page.body.addWidget(choice)
    page.body.addWidget(ground)
    with qtbot.waitExposed(page):
        page.show()

    assert [one.accessibleName() for one in stops(page)[1:4]] == ["左上", "左下", "右下"]
    assert stops(page)[0] is choice.buttons()[0]


def test_the_focus_comes_back_to_the_button_that_was_made_anew(sheet, qtbot):
    side = cards.Card()
    sheet.body.insertWidget(1, side)
    side.show()
    for verb in ("延期(&X)", "补正(&C)"):
        side.body.addWidget(button(verb))
    qtbot.waitUntil(lambda: len(stops(side)) == 2)
    lost = stops(side)[1]
    lost.setFocus()

    cards.clear(side.body)
    for verb in ("移送(&T)", "补正(&C)"):
        side.body.addWidget(button(verb))

    qtbot.waitUntil(lambda: QApplication.focusWidget() in stops(side))
    assert QApplication.focusWidget().text() == "补正(&C)"
    assert QApplication.focusWidget() is not lost


def test_a_form_that_closes_leaves_the_focus_in_its_place(sheet, qtbot):
    room = QStackedWidget()
    overview, form = button("办理(&B)"), LineText()
    room.addWidget(overview)
    room.addWidget(form)
    sheet.body.insertWidget(1, room)
    room.setCurrentWidget(form)
    room.show()
    form.setFocus()

    room.setCurrentWidget(overview)
    room.removeWidget(form)
    form.deleteLater()

    qtbot.waitUntil(lambda: QApplication.focusWidget() is overview)


def test_nothing_is_focused_where_there_is_nothing(dressed, qtbot):
    empty = QWidget()
    qtbot.addWidget(empty)

    assert not focus_into(empty)
