"""Does the date field echo what it understood, and can a day be moved without typing?"""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from clerkdesk.calendar import WorkCalendar
from ui.date_edit import DateEdit, MonthPopup
from ui.dates import Sort
from ui.editors import LineText
from ui.forms import Form

TODAY = date(2026, 10, 13)
CALENDAR = WorkCalendar.official()
# the offscreen platform, not the program, says this of every popup
POPUP = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def edit(dressed, qtbot):
    edit = DateEdit(lambda: TODAY, calendar=CALENDAR, horizon=CALENDAR.horizon)
    qtbot.addWidget(edit)
    with qtbot.waitExposed(edit):
        edit.show()
    edit.activateWindow()
    edit.line.setFocus()
    return edit


def test_the_echo_follows_each_key(edit):
    QTest.keyClicks(edit.line, "1010")

    assert edit.echo.text() == "→ 2026-10-10 周六 班"
    assert edit.value() == date(2026, 10, 10)


def test_on_leaving_the_day_takes_its_normal_form(edit):
    edit.line.setText("昨天")

    edit.line.clearFocus()

    assert edit.line.text() == "2026-10-12"


def test_what_cannot_be_read_stays_as_typed(edit):
    edit.line.setText("明填")

    edit.line.clearFocus()

    assert edit.line.text() == "明填"
    assert edit.value() is None
    assert "看不懂" in edit.fault()


def test_an_empty_field_is_no_fault(edit):
    assert edit.fault() == ""
    assert edit.value() is None


def test_a_fact_cannot_lie_ahead_and_a_plan_can(edit, qtbot):
    edit.line.setText("明天")
    assert "2026-10-14" in edit.fault()

    plan = DateEdit(lambda: TODAY, sort=Sort.PLAN)
    qtbot.addWidget(plan)
    plan.line.setText("明天")
    assert plan.value() == date(2026, 10, 14)


def test_arrows_move_by_days_and_with_ctrl_by_working_days(edit):
    edit.set_value(date(2026, 10, 8))

    QTest.keyClick(edit.line, Qt.Key.Key_Down)
    assert edit.value() == date(2026, 10, 7)
    QTest.keyClick(edit.line, Qt.Key.Key_Up)
    QTest.keyClick(edit.line, Qt.Key.Key_Down, CTRL)
    assert edit.value() == date(2026, 9, 30)
    QTest.keyClick(edit.line, Qt.Key.Key_Up, CTRL)
    assert edit.value() == date(2026, 10, 8)


def test_ctrl_semicolon_is_today(edit):
    QTest.keyClick(edit.line, Qt.Key.Key_Semicolon, CTRL)

    assert edit.value() == TODAY


@POPUP
def test_alt_down_opens_a_month_and_picking_fills_the_field(edit, qtbot):
    edit.set_value(date(2026, 10, 12))

    QTest.keyClick(edit.line, Qt.Key.Key_Down, ALT)
    popup = edit.findChild(MonthPopup)
    assert popup.isVisible()
    popup.month.clicked.emit(QDate(2026, 9, 20))

    assert edit.value() == date(2026, 9, 20)


def test_distances_count_from_the_base(dressed, qtbot):
    base = date(2026, 10, 23)
    edit = DateEdit(lambda: TODAY, sort=Sort.PLAN, calendar=CALENDAR, base=lambda: base)
    qtbot.addWidget(edit)

    edit.line.setText("+20工")

    assert edit.value() == CALENDAR.add(base, 20)


@POPUP
def test_in_a_form_alt_down_belongs_to_the_date_field(dressed, qtbot):
    form = Form()
    qtbot.addWidget(form)
    edit = DateEdit(lambda: TODAY)
    form.add("on", "收到日", edit)
    form.add("name", "姓名", LineText())
    form.set_state("name", "block", "x")
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    edit.line.setFocus()

    QTest.keyClick(edit.line, Qt.Key.Key_Down, ALT)

    popup = edit.findChild(MonthPopup)
    assert popup is not None
    popup.close()


def test_a_form_names_an_unreadable_day_once_it_is_left(dressed, qtbot):
    form = Form()
    qtbot.addWidget(form)
    edit = DateEdit(lambda: TODAY)
    form.add("on", "收到日", edit, hint="可写 1012")
    form.add("name", "姓名", LineText())
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    edit.line.setFocus()

    QTest.keyClicks(edit.line, "0931")
    assert form["on"].state == "hint"
    form["name"].focus()

    assert form["on"].state == "block"
    assert form["on"].message.text() == "2026 年 9 月只有 30 天。"
