"""The forms of the card: what they write, what they refuse beside which field, what they move."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from clerkdesk import files, numbers, parties, settings
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel, Means
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.fees import Basis
from clerkdesk.requests.grounds import ThirdPartyView
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.service import SignMode, SignRole, Way
from clerkdesk.requests.states import State
from tests.approving import approve
from ui.pages import Room
from ui.requests.card import RequestCard
from ui.requests.moves.registry import ACTS

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


def act(page, key, about=None, **values):
    """Open an act's form and fill it in; days as dates."""
    page.open_act(str(key), about)
    panel = page.place.shown()
    for name, value in values.items():
        panel.form[name].set_value(value)
    panel.foresee()
    return panel


def _kinds(card_) -> list[EventKind]:
    return [one.kind for one in card_.events if one.stands]


def test_every_move_has_a_form_or_a_page():
    assert set(Move) - {Move.DECIDE} <= set(ACTS)


def test_asking_for_correction_stops_the_clock_and_says_so_before_saving(open_card, asked, card):
    key = asked("王秀兰", "备案材料", date(2026, 10, 9))
    page = open_card(key)
    panel = act(page, Move.ASK_CORRECTION, what="请写明小区名称")
    assert "将停止计算" in panel.moves_line.text()
    panel.act()
    assert card(key).state is State.AWAITING_CORRECTION
    assert page.place.shown() is None


def test_a_correction_begins_the_limit_anew(open_card, asked, card, clerk):
    key = asked("王秀兰", "备案材料", date(2026, 9, 28))
    service.ask_correction(key, clerk, on=date(2026, 9, 30), what="小区", days=10)
    page = open_card(key)
    panel = act(page, Move.RECEIVE_CORRECTION, content="锦绣小区", on=date(2026, 10, 12))
    assert panel.moves_line.text() == "答复期限为 2026-11-09 周一。"
    panel.act()
    assert card(key).due_on == date(2026, 11, 9)


def test_a_correction_without_its_content_is_taken_with_a_reminder(open_card, asked, card, clerk):
    key = asked()
    service.ask_correction(key, clerk, on=date(2026, 9, 17), what="文号", days=15)
    page = open_card(key)
    panel = act(page, Move.RECEIVE_CORRECTION, on=date(2026, 9, 24))
    field = panel.form["content"]
    assert (field.state, "还没有填" in field.message.text()) == ("warn", True)
    field.set_value("供热协议，示政发〔2024〕3号")
    assert field.state != "warn"
    field.set_value("")
    panel.act()
    assert card(key).state is State.RUNNING


def test_a_correction_after_its_limit_is_taken_and_the_lateness_is_said(
    open_card, asked, card, clerk
):
    key = asked()
    service.ask_correction(key, clerk, on=date(2026, 9, 17), what="文号", until=date(2026, 10, 10))
    panel = act(open_card(key), Move.RECEIVE_CORRECTION, on=date(2026, 10, 12), content="文号")
    day = panel.form["on"]
    assert day.state == "warn"
    assert "2026-10-10" in day.message.text()
    assert "视为放弃" in day.message.text()
    day.set_value(date(2026, 10, 10))
    assert day.state != "warn"
    day.set_value(date(2026, 10, 12))
    panel.act()
    assert card(key).events[-1].kind is EventKind.CORRECTED


def test_a_limit_of_days_runs_from_the_delivery_of_the_notice(open_card, asked, clerk):
    key = asked()
    on, told = date(2026, 9, 17), date(2026, 9, 21)
    service.ask_correction(key, clerk, on=on, what="文号", days=10, told_on=told)
    panel = act(open_card(key), Move.RECEIVE_CORRECTION, on=date(2026, 10, 12), content="文号")
    assert panel.form["on"].state != "warn"  # the tenth working day is 2026-10-12


def test_a_confirmation_before_a_failed_attempt_is_doubted_beside_its_day(
    open_card, asked, card, clerk
):
    key = asked("冯雪", "幕墙排查", date(2026, 9, 14), channel=Channel.PLAIN_MAIL)
    service.note_attempt(key, clerk, on=date(2026, 9, 15), means=Means.PHONE, note="无人接听")
    panel = act(open_card(key), Move.CONFIRM_RECEIPT, on=date(2026, 9, 14), means=Means.PHONE)
    day = panel.form["on"]
    assert day.state == "warn"
    assert "2026-09-15" in day.message.text()
    day.set_value(date(2026, 9, 15))
    assert day.state != "warn"
    day.set_value(date(2026, 9, 14))
    panel.act()
    assert EventKind.CONFIRMED in _kinds(card(key))


def test_an_act_that_is_impossible_is_refused_beside_its_field_and_keeps_what_was_typed(
    open_card, asked, card
):
    key = asked("王秀兰", "备案材料", date(2026, 10, 9))
    page = open_card(key)
    panel = act(page, Move.ASK_CORRECTION, what="请写明小区名称", on=date(2026, 10, 8))
    panel.act()
    assert panel.form["on"].state == "block"
    assert "2026-10-09" in panel.form["on"].message.text()
    assert panel.form["what"].value() == "请写明小区名称"
    assert card(key).state is State.RUNNING


def test_what_came_too_late_asks_for_a_reason_is_marked_and_moves_nothing(open_card, asked, card):
    key = asked("孙玉梅", "征收决定", date(2026, 9, 16))
    page = open_card(key)
    due = card(key).due_on
    panel = act(page, Move.ASK_CORRECTION, what="请补充", on=date(2026, 9, 30))
    assert panel.form["reason"].isHidden()
    panel.act()
    assert panel.form["reason"].state == "warn"
    assert "7个工作日" in panel.form["reason"].message.text()
    panel.form["reason"].set_value("处室退回较晚")
    panel.act()
    made = card(key)
    assert made.due_on == due
    assert made.events[0].unlawful
    assert made.events[0].reason == "处室退回较晚"


def test_a_warning_goes_with_the_late_day_and_comes_back_with_it(open_card, asked):
    key = asked("孙玉梅", "征收决定", date(2026, 9, 16))
    page = open_card(key)
    panel = act(page, Move.ASK_CORRECTION, what="请补充")
    assert "按今天办理" in panel.late.message.text()
    assert not panel.late.isHidden()
    panel.act()
    assert panel.form["reason"].state == "warn"

    panel.form["on"].set_value(date(2026, 9, 18))
    panel.foresee()
    assert panel.late.isHidden()
    assert panel.form["reason"].isHidden()

    panel.form["on"].set_value(date(2026, 10, 12))
    panel.foresee()
    assert "7个工作日" in panel.late.message.text()
    assert not panel.late.isHidden()


def test_an_extension_shows_the_new_date_before_it_is_saved(open_card, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = open_card(key)
    panel = act(page, Move.EXTEND, days=10, why="需要汇总")
    old = card(key).due_on
    assert f"{old.isoformat()}" in panel.moves_line.text()
    assert "→" in panel.moves_line.text()
    panel.act()
    new = card(key).due_on
    assert new > old
    assert new.isoformat() in panel.moves_line.text()


@pytest.mark.parametrize("days", [0, 21])
def test_an_extension_of_no_days_is_refused_and_of_too_many_is_unlawful(open_card, asked, days):
    page = open_card(asked("刘洋", "供热协议", date(2026, 9, 28)))
    panel = act(page, Move.EXTEND, days=days, why="需要汇总")
    panel.act()
    assert panel.form["days" if days == 0 else "reason"].state in ("block", "warn")
    assert page.place.shown() is panel


def test_a_third_party_is_asked_proved_and_answers_by_the_card_alone(open_card, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 14))
    page = open_card(key)
    act(page, Move.CONSULT_THIRD, whom="热力集团", what="协议", on=date(2026, 9, 21)).act()
    event = card(key).events[-1].id
    page.refresh()
    act(page, Move.RECORD_DELIVERY, event, on=date(2026, 9, 21), proof="EMS").act()
    page.refresh()
    given = {"on": date(2026, 9, 29), "view": ThirdPartyView.PARTLY_AGREED, "text": "部分"}
    act(page, Move.RECORD_ANSWER, event, **given).act()
    assert card(key).due_on == date(2026, 10, 23)


def test_an_opinion_before_the_question_is_refused_beside_its_day(open_card, asked, card, clerk):
    key = asked("刘洋", "供热协议", date(2026, 9, 14))
    event = service.consult_third(key, clerk, on=date(2026, 9, 21), whom="热力集团", what="")
    page = open_card(key)
    given = {"on": date(2026, 9, 18), "view": ThirdPartyView.OBJECTED}
    panel = act(page, Move.RECORD_ANSWER, event, **given)
    panel.act()
    assert panel.form["on"].state == "block"


def test_another_organ_is_chosen_from_the_register_or_typed(open_card, asked, card, office):
    key = asked("刘洋", "征求意见情况", date(2026, 9, 28))
    page = open_card(key)
    panel = act(page, Move.CONSULT_ORGAN, on=date(2026, 10, 9))
    panel.form["whom"].editor.set_value(office.finance)
    panel.act()
    assert card(key).events[-1].details["unit"] == office.finance
    page.refresh()
    panel = act(page, Move.CONSULT_ORGAN, on=date(2026, 10, 9))
    panel.form["whom"].editor.set_typed("公用事业科")
    panel.act()
    assert panel.form["whom"].state == "block"
    assert "转办" in panel.form["whom"].message.text()


def test_work_goes_to_a_section_is_reminded_and_answered_with_its_search(
    open_card, asked, card, office, journey
):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = open_card(key)
    given = {"section_id": office.heating, "asked": "请提供协议", "sent_on": date(2026, 10, 9)}
    act(page, Move.ASSIGN, **given).act()
    page.refresh()
    one = card(key).assignments[0]
    act(page, Move.REMIND, one.id).act()
    assert journey[-1][0] == "papers"
    assert card(key).assignments[0].reminded_on == (TODAY,)
    page.refresh()
    panel = act(page, Move.RECORD_SECTION_ANSWER, one.id, answer="没有", search_record="查档案室")
    panel.act()
    assert card(key).assignments[0].search_record == "查档案室"


def test_a_section_may_send_the_work_back(open_card, asked, card, office, clerk):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    one = service.assign(
        key, clerk, section_id=office.city, asked="请提供", sent_on=date(2026, 10, 9)
    )
    page = open_card(key)
    panel = act(page, Move.RECORD_SECTION_ANSWER, one, result="return", answer="不归本科")
    assert panel.form["search_record"].isHidden()
    panel.act()
    assert card(key).assignments[0].return_reason == "不归本科"


def test_an_internal_limit_past_the_legal_one_is_refused(open_card, asked, office):
    page = open_card(asked("刘洋", "供热协议", date(2026, 9, 28)))
    panel = act(page, Move.ASSIGN, section_id=office.city, asked="请提供", due_on=date(2026, 12, 1))
    panel.act()
    assert panel.form["due_on"].state == "block"


def test_a_refused_day_past_the_known_holidays_is_shown_whole(open_card, asked, office, ui_checks):
    page = open_card(asked("刘洋", "供热协议", date(2026, 9, 28)))
    day = date(2027, 11, 15)
    panel = act(page, Move.ASSIGN, section_id=office.city, asked="请提供", due_on=day)
    panel.act()
    field = panel.form["due_on"]
    echo = field.editor.echo
    assert field.state == "block"
    assert echo.text() == "→ 2027-11-15 周一 暂定"
    ui_checks.check(page)
    assert echo.height() >= echo.heightForWidth(echo.width())


def test_a_whole_request_is_voided_with_a_reason_and_its_number_never_used_again(
    open_card, asked, card, box
):
    key = asked("刘洋", "催问噪声扰民", date(2026, 9, 28))
    page = open_card(key)
    panel = act(page, "void_request", why="是信访，不是申请")
    box.answer = False
    panel.act()
    assert not card(key).voided
    box.answer = True
    panel.act()
    page.refresh()
    assert card(key).voided
    assert page.voided.isVisible()
    assert "是信访" in page.voided.message.text()
    assert [(row.disposition, row.note) for row in queries.mail()] == [
        ("not_application", "是信访，不是申请")
    ]
    assert card(asked("张喆", "老旧小区", date(2026, 9, 28))).number == "2026-0002"
    (void,) = numbers.gaps("request", 2026).voided
    assert (void.shown, void.void_reason) == ("2026-0001", "是信访，不是申请")


def test_a_request_that_was_answered_is_not_voided(open_card, asked, card, clerk, box):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    service.withdraw(key, clerk, on=date(2026, 10, 9))
    page = open_card(key)
    panel = act(page, "void_request", why="登错了")
    panel.act()
    assert panel.form["why"].state == "block"
    assert not card(key).voided


def test_a_fee_is_asked_and_paid_in_full_only(open_card, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = open_card(key)
    day = date(2026, 10, 9)
    act(page, Move.NOTIFY_FEE, amount=100, basis="按件", on=day, told_on=day).act()
    assert card(key).state is State.AWAITING_PAYMENT
    page.refresh()
    panel = act(page, Move.RECORD_PAYMENT, amount=60)
    panel.act()
    assert panel.form["amount"].state == "block"
    panel.form["amount"].set_value(100)
    panel.act()
    assert card(key).state is State.RUNNING


def test_a_fee_is_counted_from_what_the_applicant_asked_for_that_month(
    open_card, asked, card, clerk
):
    first = asked("刘洋", [f"第{n}项" for n in range(1, 13)], date(2026, 9, 21))
    key = asked("刘洋", ["甲", "乙", "丙"], date(2026, 9, 28))
    parties.join(card(key).applicants[0].id, card(first).applicants[0].id, clerk)
    page = open_card(key)
    panel = act(page, Move.NOTIFY_FEE)
    form = panel.form
    assert [form[name].value() for name in ("quantity", "before", "amount")] == [3, 12, 300]
    assert form["amount"].message.text() == "3 件 × 100 元，合计 300 元"
    form["charged_by"].set_value(Basis.PAGE)
    form["quantity"].set_value(101)
    assert form["before"].isHidden()
    assert form["amount"].value() == 720
    form["amount"].set_value(700)
    assert form["amount"].state == "warn"
    assert "720" in form["amount"].message.text()
    form["amount"].set_value(720)
    panel.act()
    assert card(key).events[-1].details["charged_by"] == "page"


def test_one_application_is_charged_by_item_or_by_page_never_both(open_card, asked, card, clerk):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    day = date(2026, 10, 9)
    service.notify_fee(key, clerk, on=day, amount=700, charged_by=Basis.PAGE, told_on=day)
    service.record_payment(key, clerk, on=day, amount=700)
    page = open_card(key)
    panel = act(page, Move.NOTIFY_FEE, charged_by=Basis.ITEM, quantity=1, amount=100)
    panel.act()
    assert panel.form["charged_by"].state == "block"
    assert "只能选择" in panel.form["charged_by"].message.text()


def test_reasons_are_asked_given_and_a_later_day_fixed(open_card, asked, card):
    key = asked("刘洋", "三百项清单", date(2026, 9, 28))
    page = open_card(key)
    given = {"facts": "一年三百件", "until": date(2026, 10, 20), "on": date(2026, 10, 9)}
    act(page, Move.ASK_REASONS, **given).act()
    page.refresh()
    act(page, Move.RECEIVE_REASONS, text="学术研究").act()
    page.refresh()
    panel = act(page, Move.DELAY, until=date(2026, 12, 1), why="数量大", told_on=TODAY)
    assert "2026-12-01" in panel.moves_line.text()
    panel.act()
    assert card(key).due_on == date(2026, 12, 1)


def test_an_event_is_voided_after_showing_what_that_moves(open_card, asked, card, clerk, box):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    event = service.extend(
        key, clerk, on=TODAY, days=10, told_on=TODAY, why="汇总", agreed_by="何静"
    )
    page = open_card(key)
    extended = card(key).due_on
    panel = act(page, "void", event, void_reason="登记错了")
    box.answer = False
    panel.act()
    assert card(key).due_on == extended
    assert page.place.shown() is panel
    box.answer = True
    panel.act()
    assert card(key).due_on < extended
    shown = [label.text() for label in box.shown[0].findChildren(type(box.shown[0].text))]
    assert any(extended.isoformat() in text for text in shown)
    assert any(card(key).due_on.isoformat() in text for text in shown)


def test_the_story_leads_to_voiding_one_event(open_card, asked, clerk):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    event = service.extend(
        key, clerk, on=TODAY, days=10, told_on=TODAY, why="汇总", agreed_by="何静"
    )
    page = open_card(key)
    page.story.void_wanted.emit(event)
    assert page.place.shown().form["event"].value() == event


def test_a_receipt_date_is_corrected_after_showing_what_that_moves(open_card, asked, card, box):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = open_card(key)
    before = card(key).due_on
    panel = act(page, "receipt", received_on=date(2026, 9, 21), correct_reason="签收单")
    panel.act()
    assert len(box.shown) == 1
    assert card(key).received_on == date(2026, 9, 21)
    assert card(key).due_on < before


def test_a_long_title_among_what_moves_shows_that_it_is_cut(open_card, asked, box):
    key = asked("刘洋", "幸福路道路改造工程的招标文件、中标合同及工程款支付凭证", date(2026, 9, 28))
    page = open_card(key)
    act(page, "receipt", received_on=date(2026, 9, 21), correct_reason="签收单").act()
    told = [one.text() for one in box.shown[0].findChildren(QLabel)]
    assert any(text.endswith("幸福路道路改造工程的招标文件、…") for text in told)


def test_a_receipt_date_that_stays_the_same_is_refused(open_card, asked, box):
    page = open_card(asked("刘洋", "供热协议", date(2026, 9, 28)))
    panel = act(page, "receipt", correct_reason="核对")
    panel.act()
    assert panel.form["received_on"].state == "block"
    assert box.shown == []


def test_facts_items_and_parties_are_corrected_in_their_own_fields(open_card, asked, card):
    key = asked("刘洋", "供热协意", date(2026, 9, 28))
    page = open_card(key)
    act(page, "correct", mail_number="EMS 2").act()
    assert card(key).mail_number == "EMS 2"
    page.refresh()
    item = card(key).items[0].id
    panel = act(page, "correct", part=f"item:{item}", content="供热协议")
    assert panel.form["content"].words == "申请内容"  # 补正 is what the applicant does
    panel.act()
    assert panel.form["correct_reason"].state == "block"
    panel.form["correct_reason"].set_value("抄错")
    panel.act()
    assert card(key).items[0].content == "供热协议"
    page.refresh()
    party = card(key).applicants[0].id
    panel = act(page, "correct", part=f"party:{party}")
    assert panel.form["party.phone"].value() == "13800006620"
    panel.form["party.name"].set_value("刘扬")
    panel.act()
    assert card(key).applicants[0].name == "刘扬"


@pytest.fixture
def decided(asked, card, clerk):
    """A request whose reply is decided."""

    def make(name="赵志强", day=date(2026, 9, 28)) -> int:
        key = asked(name, "投诉处理材料", day)
        given = {"search_scope": "档案室", "search_terms": "投诉"}
        answer = service.ItemAnswer(Outcome.NOT_HELD, given)
        service.decide(key, clerk, on=date(2026, 10, 12), answers={card(key).items[0].id: answer})
        return key

    return make


def test_the_drafter_cannot_approve_and_another_can(open_card, decided, card, office, clerk):
    key = decided()
    page = open_card(key)
    panel = act(page, Move.SIGN_OFF, role=SignRole.APPROVER, signed_by=clerk)
    panel.act()
    assert panel.form["signed_by"].state == "block"
    panel.form["signed_by"].set_value(office.he)
    panel.act()
    assert card(key).sign_offs[0].signed_by.name == "何静"
    assert card(key).next_step == "send"


def test_signing_at_the_pc_is_for_the_person_at_the_desk(open_card, decided, clerk, card):
    key = decided()
    page = open_card(key)
    panel = act(page, Move.SIGN_OFF, role=SignRole.REVIEWER, mode=SignMode.PC)
    assert panel.form["signed_by"].value() == clerk
    assert panel.form["scan"].isHidden()
    panel.act()
    assert card(key).sign_offs[0].mode == "pc"


def test_a_sheet_printed_before_the_draft_changed_is_refused_beside_its_check_value(
    open_card, decided, card, office
):
    key = decided()
    page = open_card(key)
    panel = act(page, Move.SIGN_OFF, signed_by=office.he, digest="00000000")
    panel.act()
    assert panel.form["digest"].state == "block"
    assert "重新打印呈批单" in panel.form["digest"].message.text()
    shown = card(key).digest[:8]
    panel.form["digest"].set_value("")
    assert f"{shown[:4]} {shown[4:]}" in panel.form["digest"].message.text()
    panel.form["digest"].set_value(shown)
    panel.act()
    assert card(key).sign_offs[0].stands


def test_the_fee_is_counted_on_the_form_as_the_measures_count_it(open_card, asked):
    """国办函〔2020〕109号 4, 5: the totals worked by hand, as the clerk sees them."""
    by_item = {11: 100, 30: 2000, 31: 2200, 40: 4000, 41: 4300, 51: 7400, 60: 11000, 100: 37000}
    by_page = {31: 10, 100: 700, 101: 720, 200: 2700, 201: 2740, 300: 6700}
    form = act(open_card(asked()), Move.NOTIFY_FEE).form
    for basis, free, totals in ((Basis.ITEM, 10, by_item), (Basis.PAGE, 30, by_page)):
        form["charged_by"].set_value(basis)
        assert form["before"].isHidden() is (basis is Basis.PAGE)
        form["quantity"].set_value(free)
        assert form["amount"].value() is None
        assert "不收费" in form["amount"].message.text()
        for count, yuan in totals.items():
            form["quantity"].set_value(count)
            assert form["amount"].value() == yuan
            assert f"合计 {yuan:,} 元" in form["amount"].message.text()


def test_sending_closes_the_request_and_service_opens_the_remedy_window(
    open_card, decided, card, clerk
):
    key = decided()
    approve(key, clerk, TODAY)
    page = open_card(key)
    act(page, Move.SEND, way=Way.POST, tracking="EMS 77").act()
    assert card(key).state is State.CLOSED_IN_TIME
    page.refresh()
    panel = act(page, Move.SERVE, on=TODAY, proof="回执")
    panel.act()
    assert card(key).review_until is not None


def test_a_reply_before_its_decision_day_is_refused(open_card, decided):
    page = open_card(decided())
    panel = act(page, Move.SIGN_OFF, on=date(2026, 10, 9))
    panel.form["signed_by"].set_value(panel.form["signed_by"].editor._values[1])
    panel.act()
    assert panel.form["on"].state == "block"


def test_a_withdrawal_ends_every_item(open_card, asked, card):
    key = asked("刘洋", ("供热协议", "缴费情况"), date(2026, 9, 28))
    act(open_card(key), Move.WITHDRAW, why="不再需要").act()
    assert card(key).state is State.WITHDRAWN
    assert {one.outcome for one in card(key).items} == {"withdrawn"}


def test_a_transfer_is_recorded_and_the_limit_runs_on(open_card, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    act(open_card(key), Move.TRANSFER, to="示例市城管局", why="职责").act()
    assert EventKind.TRANSFERRED in _kinds(card(key))


def test_what_the_applicant_did_not_correct_is_given_up(open_card, asked, card, clerk):
    key = asked("刘洋", "供热协议", date(2026, 9, 7))
    service.ask_correction(key, clerk, on=date(2026, 9, 9), what="路段", until=date(2026, 9, 23))
    act(open_card(key), Move.ABANDON, why="未补正").act()
    assert card(key).state is State.ABANDONED


def test_a_closed_request_is_reopened_after_a_decision(open_card, decided, card, clerk):
    key = decided(day=date(2026, 9, 28))
    approve(key, clerk, TODAY)
    service.send(key, clerk, on=TODAY, way="post", tracking="EMS")
    page = open_card(key)
    act(page, Move.REOPEN, why="复议决定", order_number="示政复〔2026〕1号").act()
    assert card(key).state is State.RUNNING


def test_one_matter_one_request_splits_the_ticked_items_off(open_card, asked, card, journey):
    key = asked("刘洋", ("供热协议", "路灯合同"), date(2026, 9, 28))
    page = open_card(key)
    second = card(key).items[1].id
    panel = act(page, Move.SPLIT, split_reason="一事一申请")
    panel.act()
    first = f"item_{card(key).items[0].id}"
    assert panel.form[first].state == "block"
    panel.form[f"item_{second}"].set_value(True)
    panel.act()
    new = journey[-1][1]
    assert [one.content for one in card(new).items] == ["路灯合同"]
    assert card(new).received_on == card(key).received_on


def test_a_duplicate_is_merged_into_the_earlier_one_by_its_number(open_card, asked, card, box):
    first = asked("刘洋", "供热协议", date(2026, 9, 28))
    second = asked("刘洋", "供热协议", date(2026, 9, 29))
    page = open_card(second)
    panel = act(page, Move.MERGE, into="2026-9999", merge_reason="重复登记")
    panel.act()
    assert panel.form["into"].state == "block"
    panel.form["into"].set_value(card(first).number)
    panel.act()
    assert card(second).voided
    page.arrive(second)
    assert page.voided.isVisible()


def test_talks_files_handlers_and_ties_are_noted(
    qtbot, desk, open_card, asked, card, office, tmp_path
):
    key, other = asked("刘洋"), asked("张喆", "另一件事")
    page = open_card(key)
    act(page, "contact", channel="电话", text="已告知进度").act()
    act(page, "hand_over", handler_id=office.li).act()
    act(page, "relate", other=card(other).number).act()
    scan = tmp_path / "委托书.pdf"
    scan.write_bytes(b"%PDF-1.4")
    panel = act(page, "attach")
    panel.form["files"].editor.take([scan])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    panel.act()
    made = card(key)
    assert made.contacts[0].text == "已告知进度"
    assert made.handler.name == "李文涛"
    assert made.related[0].id == other
    assert made.attachments[0].name == "委托书.pdf"


def test_what_was_tied_or_attached_by_mistake_is_taken_back(
    open_card, asked, card, clerk, tmp_path
):
    key, other = asked("刘洋"), asked("张喆", "另一件事")
    link = service.relate(key, clerk, noun="request", other_id=other)
    scan = files.store(b"%PDF-1.4", "错的.pdf", clerk)
    attachment = service.attach(key, clerk, file_id=scan)
    page = open_card(key)
    act(page, "unrelate", link=link).act()
    act(page, "detach", attachment=attachment, why="不是本件的").act()
    assert card(key).related == ()
    assert card(key).attachments == ()


def test_two_rows_of_one_person_are_joined_and_parted_again(open_card, asked, card):
    first, second = asked("刘洋"), asked("刘洋", "另一件事")
    page = open_card(second)
    into = card(first).applicants[0].id
    mine = card(second).applicants[0].id
    act(page, "same", same=("join", mine, into)).act()
    assert card(second).applicants[0].joined_into == into
    page.refresh()
    act(page, "same", same=("part", mine, into)).act()
    assert card(second).applicants[0].joined_into is None


def test_a_decided_request_offers_its_reply_before_anything_is_signed(open_card, decided, journey):
    key = decided()
    page = open_card(key)
    page.next.buttons["write_reply"].click()
    assert journey[-1] == ("letters.write", key, {"key": "not_held"})


def test_a_half_filled_form_comes_back_as_it_was_left(open_card, asked):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = open_card(key)
    act(page, Move.EXTEND, why="写到一半")
    assert page.escape()
    page.open_act("contact")
    page.open_act(Move.EXTEND.value)
    assert page.place.shown().form["why"].value() == "写到一半"


def test_escape_closes_the_form_before_it_leaves_the_card(open_card, asked):
    page = open_card(asked("刘洋", "供热协议", date(2026, 9, 28)))
    page.open_act("contact")
    assert page.escape()
    assert not page.escape()


def test_an_attempt_that_reached_nobody_is_evidence(open_card, asked, card):
    key = asked("冯雪", "幕墙排查", date(2026, 10, 12), channel=Channel.PLAIN_MAIL)
    page = open_card(key)
    act(page, Move.NOTE_ATTEMPT, means=Means.PHONE, note="无人接听").act()
    made = card(key)
    assert made.state is State.UNCONFIRMED
    assert made.events[0].kind is EventKind.CONFIRM_ATTEMPTED


def test_a_form_is_saved_from_the_keyboard(open_card, asked, card):
    key = asked("刘洋", "供热协议", date(2026, 9, 28))
    page = open_card(key)
    page.open_act("contact")
    panel = page.place.shown()
    panel.form["text"].editor.setFocus()
    panel.form["text"].editor.insertPlainText("已告知")
    QTest.keyClick(
        QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    panel.save.setFocus()
    QTest.keyClick(panel.save, Qt.Key.Key_Space)
    assert card(key).contacts[0].text == "已告知"


def test_each_part_that_is_corrected_has_keys_of_its_own(open_card, asked, card):
    key = asked()
    panel = act(open_card(key), "correct")
    made = card(key)
    for part in ("paper", f"item:{made.items[0].id}", f"party:{made.applicants[0].id}"):
        panel.form["part"].set_value(part)
        keys = [field.key for field in panel.form.shown()]
        assert keys == list("1234567890"[: len(keys)])


@pytest.mark.parametrize("key", sorted(set(ACTS) - {"void"}))
def test_every_form_is_fit_to_be_shown(open_card, asked, ui_checks, key, clerk):
    request = asked("刘洋", ("供热协议", "缴费情况"), date(2026, 9, 28))
    page = open_card(request)
    page.open_act(str(key))
    ui_checks.check(page)


def test_settings_of_the_office_are_named_as_hints(open_card, asked, clerk, office):
    settings.change(clerk, internal_days=7)
    page = open_card(asked("刘洋", "供热协议", date(2026, 9, 28)))
    page.open_act(Move.ASSIGN.value)
    assert "7 个工作日" in page.place.shown().form["due_on"].message.text()


def test_an_empty_list_of_sections_says_where_it_is_kept(open_card, asked, monkeypatch):
    monkeypatch.setattr("clerkdesk.units.all_of", lambda *_kinds: ())
    page = open_card(asked("刘洋", "供热协议", date(2026, 9, 28)))
    page.open_act(Move.ASSIGN.value)
    assert "处室、机构" in page.place.shown().form["section_id"].message.text()
