"""The first page says what is due, in one state each, and leads there."""

from datetime import date, timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from clerkdesk.clock import FixedClock
from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board, turns
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.deadlines.lights import Light
from ui.pages import Room
from ui.tables import Group
from ui.today import day_sheet
from ui.today.alarm import AlarmBand
from ui.today.page import Today, side_count

TODAY = date(2026, 10, 13)
MATTERS = (
    # noun, days from today, status, title
    ("request", -1, Status.RUNNING, "滨河路二期征收补偿方案"),
    ("request", 0, Status.UNSENT, "地块规划条件及会议纪要"),
    ("publication", 0, Status.RUNNING, "关于调整城区停车收费标准的通知"),
    ("request", 1, Status.RUNNING, "小区物业备案材料"),
    ("request", 8, Status.PAUSED, "充电桩建设合同"),
    ("review", 10, Status.RUNNING, "2025 年度部门决算公开说明"),
    ("request", 9, Status.UNSENT, "<b>&已定稿"),
)


def put(noun: str, noun_id: int, due_on: date | None, status: Status, title: str, **more) -> None:
    with unit(by=None) as work:
        due = Due("reply", due_on, status, title, f"2026-{noun_id:04}", **more)
        board.rewrite(noun, noun_id, [due], work)
        work.changed(noun, noun_id)


@pytest.fixture
def matters(register):
    for number, (noun, ahead, status, title) in enumerate(MATTERS, 1):
        put(noun, number, TODAY + timedelta(days=ahead), status, title)
    put("request", 20, None, Status.UNCONFIRMED, "网上申请", yellow_on=TODAY)
    put("request", 21, TODAY, Status.RUNNING, "办结", closed_on=TODAY - timedelta(days=5))


@pytest.fixture
def page(qtbot, desk, matters) -> Today:
    turns.sweep(TODAY)
    page = Today(desk)
    qtbot.addWidget(page)
    page.resize(1198, 631)
    page.show()
    page.look_again()
    return page


def shown(page: Today) -> list[str]:
    rows = [page.table.records.record(row) for row in range(page.table.count())]
    return [row.title for row in rows]


def test_each_count_is_that_of_the_board(page):
    counted = {light: made.count() for light, made in page.counts.items()}
    assert counted == {
        Light.OVERDUE: 1,
        Light.TODAY: 2,
        Light.SOON: 1,
        Light.UNCONFIRMED: 1,
        Light.UNSENT: 1,
        Light.ORDINARY: 1,
        Light.PAUSED: 1,
        Light.DONE: 1,
    }


def test_rows_stand_under_their_headings(page):
    titles = shown(page)
    heads = [
        page.table.records.record(row).title
        for row in range(page.table.count())
        if isinstance(page.table.records.record(row), Group)
    ]
    assert heads[0] == "今天必须办"
    assert titles.index("滨河路二期征收补偿方案") == 1
    assert titles[-1] == "充电桩建设合同"


def test_a_count_filters_and_the_same_again_shows_all(page, qtbot):
    before = shown(page)
    qtbot.mouseClick(page.counts[Light.SOON], Qt.MouseButton.LeftButton)
    assert [title for title in shown(page) if "物业" in title]
    assert page.table.count() == 2
    assert page.escape()
    assert shown(page) == before


def test_an_empty_filter_says_how_to_see_all(page, qtbot, register):
    with unit(by=None) as work:
        board.rewrite("request", 4, [], work)
        work.changed("request", 4)
    page.refresh()
    qtbot.mouseClick(page.counts[Light.SOON], Qt.MouseButton.LeftButton)
    assert page.stack.currentWidget() is page.none_chosen
    page.none_chosen.button.click()
    assert page.stack.currentWidget() is page.table


def test_enter_opens_the_matter_on_its_own_page(page, qtbot, journey):
    page.table.setFocus()
    assert page.table.current().title == "滨河路二期征收补偿方案"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert journey[-1] == ("requests", 1, {})


def test_the_month_shows_the_worst_light_and_opens_the_calendar(page, qtbot, journey):
    assert "到期 2 件" in page.month.accessibleDescription()
    page.month.setFocus()
    qtbot.keyClick(page.month, Qt.Key.Key_Right)
    qtbot.keyClick(page.month, Qt.Key.Key_Return)
    assert journey[-1] == ("calendar", None, {"day": date(2026, 10, 14)})


def test_what_has_turned_waits_until_acknowledged(page):
    assert len(page.turned._ids) == 5
    page.turned.seen.click()
    assert turns.unacknowledged(TODAY) == ()


def test_the_side_bar_counts_what_alarms(desk, matters):
    found = side_count(desk)
    assert (found.count, found.light) == (4, Light.OVERDUE)


def test_the_day_sheet_holds_every_open_matter(page, journey):
    page._print()
    place, _id, facts = journey[-1]
    assert place == "papers"
    text = _text(facts["pdf"]).replace("\r\n", "")
    for _noun, _ahead, _status, title in MATTERS:
        assert title in text
    assert "暂停计时" in text
    assert "已成文未送达" in text


def test_the_day_sheet_of_an_empty_desk_says_so(desk):
    assert "眼下没有到期事项" in _text(day_sheet.pdf(desk))


def test_an_empty_board_is_not_an_empty_page(qtbot, desk):
    page = Today(desk)
    qtbot.addWidget(page)
    page.look_again()
    assert page.stack.currentWidget() is page.none


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(page, ui_checks, redress, appearance, size):
    redress(appearance, size)
    page.refresh()
    ui_checks.check(page)


def test_a_band_says_when_something_turns_while_the_program_is_open(
    qtbot, desk, register, clock, journey
):
    put("request", 1, date(2026, 10, 21), Status.RUNNING, "供热特许经营协议")
    band = AlarmBand(desk)
    qtbot.addWidget(band)
    band.look()
    assert band.isHidden()
    clock.at = FixedClock.on(date(2026, 10, 14)).at
    band.look()
    assert not band.isHidden()
    assert "供热特许经营协议" in band.told.text()
    band.look()
    assert band.told.text().startswith("1 件")
    band._seen()
    assert band.isHidden()
    assert turns.unacknowledged(date(2026, 10, 14)) == ()


def test_one_matter_that_turns_twice_is_told_as_one(qtbot, desk, register, clock):
    titles = ("确认收到日", "供热特许经营协议")
    with unit(by=None) as work:
        both = [
            Due(rule, TODAY, Status.RUNNING, title, "2026-0001")
            for rule, title in zip(("confirm", "reply"), titles, strict=True)
        ]
        board.rewrite("request", 1, both, work)
        work.changed("request", 1)
    band = AlarmBand(desk)
    qtbot.addWidget(band)

    band.look()

    assert band.told.text().startswith("1 件")
    band._seen()
    assert turns.unacknowledged(TODAY) == ()


def test_a_title_of_any_length_leaves_the_band_a_band(qtbot, desk, register):
    title = "关于超长标题的通知" * 40
    put("publication", 1, TODAY, Status.RUNNING, title)
    band = AlarmBand(desk)
    qtbot.addWidget(band)

    band.look()

    assert title[:30] in band.told.text()
    assert len(band.told.text()) < 80
    assert title in band.told.toolTip()
    assert title in band.accessibleName()


def test_a_rehearsal_never_records_a_turn(qtbot, desk, register):
    put("request", 1, TODAY, Status.RUNNING, "供热特许经营协议")
    band = AlarmBand(desk)
    qtbot.addWidget(band)
    band.set_rehearsing(on=True)
    band.look()
    assert band.isHidden()
    assert turns.unacknowledged(TODAY) == ()


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_larger_words_stand_in_two_rows_and_never_push_the_page_sideways(page, redress, ui_checks):
    redress("light", 18)
    page.resize(1064, 700)  # what a window of 1280 leaves beside the side bar
    page.enter_room(Room.WIDE)
    ui_checks.settle()
    first, *_others, last = page.counts.values()
    assert last.y() > first.y()
    assert page.minimumSizeHint().width() <= 1064
    assert ui_checks.clipped(page) == []
