"""The calendar page shows worked days and what is due; notices are entered on it."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.holidays import queries, service
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service as requests
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.impact import CalendarImpact
from clerkdesk.requests.intake import Intake
from ui import dialogs
from ui.calendar.entry import Entry
from ui.calendar.month_grid import nth_of_month, one_month_on
from ui.calendar.page import Calendar, kind_words
from ui.calendar.void import VoidNotice
from ui.jobs import Cancelled

TODAY = date(2026, 10, 13)
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


@pytest.fixture
def page(qtbot, desk, register) -> Calendar:
    with unit(by=None) as work:
        for number in range(1, 7):
            due = Due(
                "reply", date(2026, 10, 20), Status.RUNNING, f"申请 {number}", f"2026-{number:04}"
            )
            board.rewrite("request", number, [due], work)
        work.changed("request", 1)
    page = Calendar(desk)
    qtbot.addWidget(page)
    page.resize(1198, 631)
    page.show()
    page.look_again()
    return page


def test_the_month_is_told_in_words(page, desk):
    assert page.month.text() == "2026 年 10 月"
    assert page.counted.text() == "18 个工作日"
    assert page.due.text() == "到期 6 件"
    assert kind_words(date(2026, 10, 1), desk.calendar()) == "放假 · 国庆节"
    assert kind_words(date(2026, 10, 10), desk.calendar()) == "调休上班 · 本月第 3 日"
    assert kind_words(date(2026, 10, 11), desk.calendar()) == "周末"


def test_keys_move_by_day_week_month_and_back_to_today(page, qtbot):
    page.grid.setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, date(2026, 10, 14)),
        (Qt.Key.Key_Down, date(2026, 10, 21)),
        (Qt.Key.Key_PageDown, date(2026, 11, 21)),
        (Qt.Key.Key_PageUp, date(2026, 10, 21)),
        (Qt.Key.Key_Left, date(2026, 10, 20)),
        (Qt.Key.Key_T, TODAY),
    ):
        qtbot.keyClick(page.grid, key)
        assert page.grid.day() == expected


def test_a_month_on_ends_with_the_shorter_month():
    assert one_month_on(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert one_month_on(date(2026, 12, 31), 1) == date(2027, 1, 31)
    assert one_month_on(date(2026, 1, 15), -1) == date(2025, 12, 15)


def test_the_chosen_day_lists_what_is_due(page, journey):
    page.grid.move_to(date(2026, 10, 20))
    assert len(page.grid.due(date(2026, 10, 20))) == 6
    page.arrive(None, day=date(2026, 10, 15))
    page.look_again()
    assert page.grid.day() == date(2026, 10, 15)


def test_the_year_is_counted(page):
    assert page.year.count() == 248
    assert "248" in page.year.accessibleDescription()


def test_nth_counts_make_up_days(desk):
    assert nth_of_month(date(2026, 10, 13), desk.calendar()) == 5


def test_past_the_horizon_the_day_is_said_to_be_provisional(page):
    page.grid.move_to(date(2027, 3, 1))
    assert "暂定" in page.grid._mark(date(2027, 3, 1))[0]
    assert page.enter.text().startswith("录入 2027")


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_pages_are_fit_to_be_shown(page, qtbot, desk, ui_checks, redress, appearance, size):
    redress(appearance, size)
    page.refresh()
    ui_checks.check(page)
    entry = Entry(desk)
    qtbot.addWidget(entry)
    entry.form["text"].set_value(NOTICE)
    ui_checks.check(entry)


@pytest.fixture
def entry(qtbot, desk, register) -> Entry:
    entry = Entry(desk)
    qtbot.addWidget(entry)
    entry.show()
    entry.look_again()
    return entry


@pytest.fixture
def foretold(qtbot):
    """Wait until it is known whom what stands on a page would move."""
    return lambda page: qtbot.waitUntil(lambda: page.foretold.moved is not None, timeout=20_000)


@pytest.fixture
def waiting(desk, clock) -> None:
    """A request due on 16 October 2026 by the worked weekends of that autumn."""
    clock.at = clock.on(date(2026, 9, 15)).at
    party = NewParty(PartyKind.NATURAL, "李明", phone="13800000000", address="示例路1号")
    asked = Intake(Channel.IN_PERSON, date(2026, 9, 14), (party,), ("2026年预算执行情况",))
    requests.register(asked, desk.person_id)


AMENDING = """国务院办公厅关于调整2026年国庆节假期安排的通知
10月12日（周一）至14日（周三）放假，共3天。"""


class Gate:
    """Counting that waits to be let through, as over many matters; it hears when it is stopped."""

    def __init__(self, found: CalendarImpact) -> None:
        self.found, self.begun, self.stopped = found, 0, 0
        self.open = threading.Event()

    def __call__(self, *_args, progress, **_named) -> CalendarImpact:
        self.begun += 1
        progress(500, 36_000)
        while not self.open.wait(0.01):
            try:
                progress(500, 36_000)
            except Cancelled:
                self.stopped += 1
                raise
        return self.found


@pytest.fixture
def gate(monkeypatch):
    """Put a gate before one of the service's questions; every gate is open in the end."""
    made: list[Gate] = []

    def put(name: str) -> Gate:
        gate = Gate(CalendarImpact((), ()))
        monkeypatch.setattr(service, name, gate)
        made.append(gate)
        return gate

    yield put
    for one in made:
        one.open.set()


def test_the_window_stays_free_while_a_notice_is_counted_and_saving_waits(
    entry, qtbot, gate, notes
):
    counting = gate("impact_of_notice")
    entry.form["text"].set_value(NOTICE)
    assert entry._understood.notice.year == 2027  # the days are read at once
    qtbot.waitUntil(lambda: "36,000" in entry.foretold.told.text(), timeout=5_000)
    assert not entry.save.isEnabled()
    entry._save()
    assert queries.notices() == ()
    assert "推算" in notes[-1]
    counting.open.set()
    qtbot.waitUntil(entry.save.isEnabled, timeout=5_000)


def test_typing_on_stops_the_counting_and_begins_it_anew_once(entry, qtbot, gate, foretold):
    counting = gate("impact_of_notice")
    entry.form["text"].focus()
    entry.form["text"].set_value(NOTICE)
    qtbot.waitUntil(lambda: counting.begun == 1, timeout=5_000)
    typing = QApplication.focusWidget()
    for _each in range(4):
        qtbot.keyClicks(typing, " ")
    qtbot.waitUntil(lambda: counting.stopped == 1, timeout=5_000)
    qtbot.waitUntil(lambda: counting.begun == 2, timeout=5_000)
    assert not entry.save.isEnabled()
    assert QApplication.focusWidget() is typing
    counting.open.set()
    foretold(entry)
    assert counting.begun == 2


def test_what_was_counted_for_another_text_lets_nothing_be_saved(entry, qtbot, gate, foretold):
    counting = gate("impact_of_notice")
    counting.open.set()
    entry.form["text"].set_value(NOTICE)
    foretold(entry)
    assert entry.save.isEnabled()
    counting.open.clear()
    entry.form["year"].set_value("2027")
    assert not entry.save.isEnabled()
    assert entry.foretold.moved is None
    entry.form["text"].set_value("")
    assert entry.foretold.isHidden()


def test_counting_can_be_stopped_and_taken_up_again(entry, qtbot, gate, foretold):
    counting = gate("impact_of_notice")
    entry.form["text"].set_value(NOTICE)
    qtbot.waitUntil(lambda: counting.begun == 1, timeout=5_000)
    entry.foretold.stop.click()
    qtbot.waitUntil(lambda: counting.stopped == 1, timeout=5_000)
    assert "已停止" in entry.foretold.told.text()
    assert not entry.save.isEnabled()
    assert entry.form["text"].value() == NOTICE
    counting.open.set()
    entry.foretold.stop.click()
    foretold(entry)
    assert entry.save.isEnabled()


def test_whom_a_notice_moves_is_listed_old_to_new_before_it_is_saved(
    waiting, clock, entry, foretold, box, done
):
    clock.at = clock.on(TODAY).at
    entry.form["text"].set_value(AMENDING)
    foretold(entry)
    (moved,) = entry.foretold.moved
    listed = [label.text() for label in entry.foretold.findChildren(QLabel)]
    assert any("10-16 周五 → 10-21 周三" in line for line in listed), listed
    assert moved.due_from == date(2026, 10, 16)
    box.answer = False
    entry.save.click()
    assert queries.notices() == ()
    assert entry.form["text"].value() == AMENDING
    box.answer = True
    entry.save.click()
    done()
    assert len(queries.notices()) == 1


def test_a_reason_is_typed_while_voiding_is_counted(qtbot, desk, gate, foretold, done, box):
    service.enter(NOTICE, None, desk.person_id)
    counting = gate("impact_of_void")
    page = VoidNotice(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive(queries.notices()[0].id)
    page.look_again()
    qtbot.keyClicks(page.focusWidget(), "x")
    qtbot.waitUntil(lambda: counting.begun == 1, timeout=5_000)
    assert not page.save.isEnabled()
    page._save()
    assert not queries.notices()[0].voided
    counting.open.set()
    foretold(page)
    assert page.form["reason"].value() == "x"
    page.save.click()
    done()
    assert queries.notices()[0].voided


@pytest.fixture
def done(qtbot, desk):
    """Wait until the work that saving begins is through."""
    return lambda: qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)


def test_saving_a_notice_can_be_called_off_and_keeps_nothing(
    entry, desk, done, foretold, monkeypatch, journey
):
    def stop(*_args, progress, **_named):
        (job,) = desk.jobs.running
        job.cancel()
        progress(1, 2)

    monkeypatch.setattr(service, "enter", stop)
    entry.form["text"].set_value(NOTICE)
    foretold(entry)
    entry.save.click()
    assert not entry.save.isEnabled()
    done()
    assert entry.save.isEnabled()
    assert entry.form["text"].value() == NOTICE
    assert journey == []
    assert queries.notices() == ()


def test_a_pasted_notice_is_shown_before_it_is_saved(entry, done, foretold, journey, notes):
    assert not entry.save.isEnabled()
    entry.form["text"].set_value(NOTICE)
    foretold(entry)
    assert entry.save.isEnabled()
    assert entry._understood.notice.year == 2027
    assert queries.notices() == ()
    entry.save.click()
    done()
    assert len(queries.notices()) == 1
    assert journey[-1][0] == "calendar"
    assert "2027" in notes[-1]


def test_the_notice_can_be_pasted_at_once(entry):
    entry.arrive(None)
    assert QApplication.focusWidget() in entry.form["text"].inputs()


def test_what_is_no_notice_keeps_the_text_and_says_why(entry):
    entry.form["text"].set_value("各处室：周五下午开会。")
    assert entry.form["text"].state == "warn" or entry.form["year"].state == "warn"
    assert entry.form["text"].value() == "各处室：周五下午开会。"
    assert not entry.save.isEnabled()


def test_doubts_must_be_ticked(entry, done, foretold):
    entry.form["text"].set_value(NOTICE.replace("放假，共3天", "放假，共4天", 1))
    assert not entry.form["checked"].isHidden()
    foretold(entry)
    entry.save.click()
    done()
    assert queries.notices() == ()
    assert entry.form["checked"].state == "block"
    entry.form["checked"].set_value(True)
    entry.save.click()
    done()
    assert len(queries.notices()) == 1


def test_a_notice_is_voided_with_a_reason(entry, qtbot, desk, done, foretold, journey, monkeypatch):
    entry.form["text"].set_value(NOTICE)
    foretold(entry)
    entry.save.click()
    done()
    (row,) = queries.notices()
    page = VoidNotice(desk)
    qtbot.addWidget(page)
    page.arrive(row.id)
    page.look_again()
    foretold(page)
    page._save()
    assert not queries.notices()[0].voided
    page.form["reason"].set_value("录入了征求意见稿")
    monkeypatch.setattr(dialogs, "show_box", lambda _box: True)
    page._save()
    done()
    assert queries.notices()[0].voided
