"""The card: facts masked, bar and grid from the ledger, story, next step, tabs, paper."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from clerkdesk.deadlines.lights import Light
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel, Means
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import Outcome
from tests.approving import approve
from ui.pages import Room
from ui.requests import day_words, deadline_bar, story
from ui.requests.card import RequestCard
from ui.requests.deadline_bar import Cell
from ui.tab_order import lead_to, stops

TODAY = date(2026, 10, 13)


@pytest.fixture
def open_card(qtbot, desk, office, at_rest):
    def make(request_id) -> RequestCard:
        page = at_rest(RequestCard(desk))
        qtbot.addWidget(page)
        page.resize(1198, 631)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.arrive(request_id)
        page.look_again()
        page.enter_room(Room.WIDE)
        return page

    return make


@pytest.fixture
def consulted(asked, clerk, office):
    """The case of the drawing: consulted 09-21, answered 09-29, five days excluded."""
    key = asked("刘洋", "供热特许经营协议", date(2026, 9, 14))
    event = service.consult_third(key, clerk, on=date(2026, 9, 21), whom="热力集团", what="协议")
    service.record_delivery(event, clerk, on=date(2026, 9, 21), proof="EMS")
    service.record_answer(event, clerk, on=date(2026, 9, 29), view="partly_agreed", text="部分")
    return key


def _texts(widget) -> list[str]:
    for _turn in range(3):
        QApplication.sendPostedEvents()
        QApplication.instance().processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_personal_numbers_are_masked_until_asked_for_and_masked_again_for_the_next(
    open_card, asked
):
    first, second = asked("刘洋"), asked("张喆")
    page = open_card(first)
    assert any("138****6620" in text for text in _texts(page.facts))
    assert not any("13800006620" in text for text in _texts(page.facts))
    page.facts.numbers.click()
    assert any("13800006620" in text for text in _texts(page.facts))
    page.arrive(second)
    assert not any("13800006620" in text for text in _texts(page.facts))


def test_the_whole_card_stands_in_a_full_hd_screen_at_150_percent(open_card, consulted):
    """1920 by 1.5 is 1280; the side bar takes 168 of them."""
    page = open_card(consulted)
    page.enter_room(Room.WIDE)
    sides = page.facts.width() + page.story.minimumWidth() + page.next.width()
    middle = 344  # the head over the days: its name, both views, print
    assert sides + middle + 5 * 12 <= 1280 - 168


def test_the_bar_has_a_cell_for_each_working_day_of_the_limit(open_card, consulted, card):
    slots = deadline_bar.slots(card(consulted), TODAY)
    counted = {cell: sum(1 for one in slots if one.cell is cell) for cell in Cell}
    assert (counted[Cell.USED], counted[Cell.EXCLUDED], counted[Cell.LEFT]) == (12, 5, 8)
    page = open_card(consulted)
    assert page.bar.due.text() == "2026-10-23 周五"
    assert page.bar.rest.text() == "剩 8 个工作日"
    assert "扣除 5 日" in page.bar.bar.accessibleDescription()


def test_each_day_of_the_grid_says_its_number_or_why_it_has_none(consulted, card, desk):
    days = {day.date: day for day in card(consulted).days}
    short = {on: day_words.short(day, desk.calendar()) for on, day in days.items()}
    assert short[date(2026, 9, 14)] == "收到 0"
    assert short[date(2026, 9, 15)] == "1"
    assert short[date(2026, 9, 20)] == "5"  # a Sunday that is worked
    assert short[date(2026, 9, 22)] == "扣除"
    assert short[date(2026, 9, 25)] == "中秋"
    assert short[date(2026, 10, 1)] == "国庆"
    assert short[date(2026, 10, 23)] == "20"


def test_an_excluded_day_names_its_consultation(asked, clerk, desk):
    key = asked()
    service.consult_third(key, clerk, on=date(2026, 9, 17), whom="热力公司", what="第八章")
    days = {day.date: day for day in queries.card(key, TODAY).days}
    told = day_words.about(days[date(2026, 9, 21)], desk.calendar())
    assert "征求意见：热力公司，09-17 发出" in told


def test_the_grid_is_walked_with_arrows_and_told_to_screen_readers(open_card, consulted):
    page = open_card(consulted)
    assert page.grid.accessibleDescription().startswith("2026-10-13 周二：12 计入")
    QTest.keyClick(page.grid, Qt.Key.Key_Left)
    assert page.grid.accessibleDescription().startswith("2026-10-12 周一：11 计入")
    QTest.keyClick(page.grid, Qt.Key.Key_Up)
    assert "法定节假日 国庆节" in page.grid.accessibleDescription()


def test_the_day_table_is_the_same_ledger_line_by_line(open_card, consulted, card):
    page = open_card(consulted)
    page.view.set_value("table")
    page._choose_view("table")
    assert page.table.isVisible()
    assert page.table.count() == len(card(consulted).days)
    page.table.selectAll()
    assert "征求意见，不计\t\t条例第三十三条第三款（征求意见：" in page.table.copied()


def test_the_ledger_is_printed_with_the_article_of_each_day(open_card, consulted, journey):
    page = open_card(consulted)
    page._print()
    place, _id, facts = journey[-1]
    assert place == "papers"
    pdf = pypdfium2.PdfDocument(facts["pdf"])
    text = "".join(one.get_textpage().get_text_range() for one in pdf)
    assert "答复期限逐日计算表" in text
    assert "条例第三十三条第三款" in text


def test_a_second_correction_notice_stands_behind_the_others_with_its_mark(open_card, asked, clerk):
    key = asked(day=date(2026, 9, 14))
    service.ask_correction(key, clerk, on=date(2026, 9, 17), what="文号", days=15)
    pane = open_card(key).next

    (again,) = [act for act in pane.others.actions() if act.data() == Move.ASK_CORRECTION.value]
    assert Move.ASK_CORRECTION.value not in pane.buttons
    assert not again.icon().isNull()


def test_who_waits_for_a_confirmation_notes_an_attempt_at_a_key_and_sees_by_which_means(
    open_card, asked, clerk
):
    key = asked(day=date(2026, 10, 13), channel=Channel.PLAIN_MAIL)
    service.note_attempt(key, clerk, on=TODAY, means=Means.PHONE, note="两次无人接听")
    page = open_card(key)
    told = [one.gist for one in story.entries(page.card, TODAY)]
    assert "电话 · 两次无人接听 · 条例第三十一条" in told
    assert page.next.buttons["note_attempt"].text() == "登记联系未果(&N)"

    service.confirm_receipt(
        key, clerk, on=TODAY, means=Means.SMS, who="刘洋本人", note="回复“是我寄的”"
    )
    told = [one.gist for one in story.entries(queries.card(key, TODAY), TODAY)]
    assert "短信 · 刘洋本人 · 回复“是我寄的” · 条例第三十一条" in told


def test_a_long_name_shows_its_beginning_and_the_whole_at_a_key(open_card, asked, clerk):
    whole = "示例市" + "供热" * 138 + "公司"  # 281 characters
    key = asked(contents="公开" * 400)
    service.consult_third(key, clerk, on=date(2026, 9, 17), whom=whole[:280], what="第八章")
    page = open_card(key)
    (shown,) = [text for text in _texts(page.story) if "示例市供热" in text]
    assert len(shown) == 80
    assert shown.startswith("条例第")  # what is cut is the name, not the article
    assert max(len(text) for text in _texts(page.facts)) == 600

    for where in (page.story, page.facts):
        (more,) = [one for one in where.findChildren(QPushButton) if one.text() == "看全文"]
        more.setFocus()
        QTest.keyClick(more, Qt.Key.Key_Space)
        assert more.text() == "收起"
    assert any(text.endswith(whole[:280]) for text in _texts(page.story))
    assert "公开" * 400 in _texts(page.facts)


def test_the_story_stands_in_order_with_today_and_the_last_day(consulted, card):
    told = story.entries(card(consulted), TODAY)
    titles = [one.title for one in told]
    assert titles[:4] == ["收到来件", "征求意见", "送达凭证", "收到意见"]
    assert titles[-2:] == ["今天", "答复期限"]
    assert "条例第三十二条" in told[1].gist
    assert told[-2].gist == "第 12 日"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 14), "收到当日不计，次日起算"),
        (date(2026, 9, 19), "休息日，不计入（已计 4 日）"),
        (date(2026, 9, 25), "休息日，不计入（已计 9 日）"),
        (date(2026, 9, 22), "第 7 日"),
        (date(2026, 10, 20), "已逾期"),
    ],
)
def test_the_story_says_what_today_is_to_the_limit(asked, day, told):
    found = story.entries(queries.card(asked(), day), day)
    assert next(one.gist for one in found if one.title == "今天") == told


def test_while_others_are_heard_or_waited_for_the_story_says_so(asked, clerk):
    paused = asked()
    service.consult_third(paused, clerk, on=date(2026, 9, 17), whom="热力公司", what="")
    day = date(2026, 9, 21)
    found = story.entries(queries.card(paused, day), day)
    assert "征求意见，不计入（已计 3 日）" in [one.gist for one in found]
    waiting = asked("周敏")
    service.ask_correction(waiting, clerk, on=date(2026, 9, 17), what="文号", days=15)
    found = story.entries(queries.card(waiting, TODAY), TODAY)
    assert "等待申请人，期限停止" in [one.gist for one in found]


def test_days_before_a_correction_was_asked_are_not_called_used(open_card, asked, clerk):
    key = asked()
    service.ask_correction(key, clerk, on=date(2026, 9, 17), what="文号", days=15)
    page = open_card(key)
    assert page.bar.due.text() == "停止计算"
    told = page.bar.bar.toolTip()
    assert "停止前 3 日（重新起算后不计）" in told
    assert "已用" not in told


def test_what_was_unlawful_is_red_with_its_article_and_reason_and_named_on_top(
    open_card, asked, clerk
):
    key = asked("孙玉梅", "征收决定", date(2026, 9, 16))
    service.ask_correction(
        key, clerk, on=date(2026, 9, 30), what="请补充", days=10, reason="处室退回较晚"
    )
    page = open_card(key)
    assert page.unlawful.isVisible()
    trouble = next(one.trouble for one in story.entries(page.card, TODAY) if one.dot == "bad")
    assert "条例第三十条" in trouble
    assert "处室退回较晚" in trouble


def test_an_unconfirmed_request_opens_with_the_form_that_confirms_it(open_card, asked, card):
    key = asked("冯雪", "幕墙排查", date(2026, 10, 12), channel=Channel.INTERNET)
    page = open_card(key)
    panel = page.place.shown()
    assert panel.key == Move.CONFIRM_RECEIPT
    assert panel.moves_line.text() == "答复期限为 2026-11-10 周二。"
    panel.form.set_values({"means": panel.form["means"].editor._choices[0][0]})
    panel.act()
    assert card(key).received_on == TODAY
    assert page.bar.due.text() == "2026-11-10 周二" or page.stale is False


def test_where_the_grid_has_the_focus_its_day_is_in_sight(open_card, consulted):
    page = open_card(consulted)
    page.resize(1198, 430)
    page.grid_area.verticalScrollBar().setValue(page.grid_area.verticalScrollBar().maximum())
    lead_to(page.grid, Qt.FocusReason.ShortcutFocusReason)
    day = page.grid._cell(page.grid._cursor).toAlignedRect()
    assert page.grid.visibleRegion().contains(day)


def test_a_grid_without_days_takes_no_focus(open_card, asked):
    page = open_card(asked("冯雪", "幕墙排查", date(2026, 10, 12), channel=Channel.INTERNET))
    assert page.grid not in stops(page)
    assert page.grid.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_grid_before_receipt_says_what_it_waits_for(open_card, asked):
    page = open_card(asked("冯雪", "幕墙排查", date(2026, 10, 12), channel=Channel.INTERNET))
    page.escape()
    assert page.no_days.isVisible()


def test_what_is_not_possible_now_is_said_once_with_its_reason(open_card, asked):
    page = open_card(asked("冯雪", "幕墙排查", date(2026, 10, 12), channel=Channel.INTERNET))
    reasons = [text for text in _texts(page.next) if "收到申请之日尚未确认" in text]
    assert len(reasons) == 1
    assert "起草答复" in reasons[0]


def test_the_primary_button_is_the_next_step_and_deciding_has_its_own_page(
    open_card, consulted, journey, clerk, office
):
    page = open_card(consulted)
    assert page.next.primary.text() == "起草答复(&A)"
    page.next.primary.click()
    assert journey[-1][:2] == ("requests.decide", consulted)


def test_the_focus_stays_on_the_next_step_when_the_card_is_read_anew(open_card, consulted, qtbot):
    page = open_card(consulted)
    page.next.primary.setFocus()
    page.refresh()
    assert page.next.primary.hasFocus()


def test_letters_that_fit_the_request_are_offered(open_card, consulted, journey):
    page = open_card(consulted)
    offered = {act.data() for act in page.next.write.actions()}
    assert {"receipt", "correction_notice", "extension"} <= offered
    next(act for act in page.next.write.actions() if act.data() == "extension").trigger()
    assert journey[-1] == ("letters.write", consulted, {"key": "extension"})


def test_a_closed_request_keeps_its_verdict_and_offers_service(open_card, asked, clerk, office):
    key = asked("沈洁", "招标文件", date(2026, 9, 4))
    item = queries.card(key, TODAY).items[0].id
    given = {"provided": "招标文件", "provide_way": "电子邮件"}
    answer = service.ItemAnswer(Outcome.DISCLOSED, given)
    service.decide(key, clerk, on=date(2026, 9, 20), answers={item: answer})
    approve(key, clerk, date(2026, 9, 22))
    service.send(key, clerk, on=date(2026, 9, 22), way="post", tracking="EMS")
    page = open_card(key)
    assert page.card.light is Light.DONE
    assert page.bar.rest.text() == "2026-09-22 周二 办结"
    assert page.next.primary.text() == "登记送达(&A)"


def test_a_narrow_window_shows_one_part_at_a_time(open_card, consulted):
    page = open_card(consulted)
    page.enter_room(Room.NARROW)
    page._choose_tab("facts")
    assert page.facts.isVisible()
    assert not page.story.isVisible()
    page._choose_tab("next")
    assert page.next.isVisible()
    assert not page.facts.isVisible()
    page._choose_tab("days")
    assert page.days.isVisible()


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_card_is_fit_to_be_shown(open_card, consulted, ui_checks, redress, appearance, size):
    redress(appearance, size)
    page = open_card(consulted)
    ui_checks.check(page)
    assert ui_checks.rich_labels(page) == []


@pytest.mark.parametrize("tab", ["facts", "days", "next"])
def test_each_tab_of_the_small_window_is_fit_to_be_shown(open_card, consulted, ui_checks, tab):
    page = open_card(consulted)
    page._choose_tab(tab)
    ui_checks.check(page, sizes=(ui_checks.SMALL,))


def test_names_like_markup_are_shown_as_typed(open_card, asked, ui_checks):
    page = open_card(asked("<b>&𠮷", "<script>&amp;", date(2026, 9, 28)))
    assert page.header.subtitle.text().startswith("<b>&𠮷")
    assert ui_checks.rich_labels(page) == []
