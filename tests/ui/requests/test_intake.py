"""Intake: the form by keyboard alone, dates while typing, offers, drafts, refusals beside fields."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QScrollArea

from clerkdesk import drafts, parties, settings
from clerkdesk.db.models import File, RequestLink
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.states import State
from ui.requests.intake import RequestIntake

from .conftest import settle

TODAY = date(2026, 10, 13)


@pytest.fixture
def page(qtbot, desk, office, at_rest):
    made = at_rest(RequestIntake(desk))
    qtbot.addWidget(made)
    made.resize(1190, 640)
    made.show()
    made.arrive(None)
    made.look_again()
    return made


def _type(page, **values):
    for name, value in values.items():
        field = page.form[{"name": "applicants[0].name", "content": "items[0]"}.get(name, name)]
        if name.endswith("_on"):
            field.editor.line.setText(value)
        else:
            field.set_value(value)


def _whole(page):
    _type(page, channel="signed_mail", arrived_on="昨天", name="刘洋", content="供热特许经营协议")


def _stops(page) -> list[str]:
    """Press Tab from the first field on; the names of the fields met before the primary button."""
    page.form.focus_first()
    met = []
    for _step in range(30):
        focused = QApplication.focusWidget()
        if focused is page.save_button:
            return met
        met += [field.name for field in page.form.fields() if field.isAncestorOf(focused)]
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return met


def test_a_row_that_is_added_is_seen_whole(page, turn):
    for _more in range(3):
        page.form.add_applicant()
        field = page.form[f"applicants[{len(page.form.applicants) - 1}].name"]
        view = page.sheet.findChild(QScrollArea).viewport()
        turn()
        top = field.mapTo(view, QPoint(0, 0)).y()
        assert 0 <= top <= view.height() - field.height()


def test_a_field_gone_to_by_its_letter_is_seen_whole(page, turn):
    page.resize(1190, 430)
    turn()
    field = page.form["items[0]"]
    field.label.buddy().setFocus(Qt.FocusReason.ShortcutFocusReason)
    view = page.sheet.findChild(QScrollArea).viewport()
    top = field.mapTo(view, QPoint(0, 0)).y()
    assert 0 <= top <= view.height() - field.height()


def test_what_stands_in_a_field_gone_to_is_marked_so_that_typing_replaces_it(page):
    page.form["arrived_on"].set_value(TODAY)
    page.form["arrived_on"].focus()
    QTest.keyClicks(QApplication.focusWidget(), "1112")
    assert page.form["arrived_on"].value() == date(2025, 11, 12)


def test_tab_meets_twelve_fields_in_reading_order_before_the_primary_button(page):
    assert _stops(page) == [
        "channel",
        "arrived_on",
        "mail_number",
        "applicants[0].kind",
        "applicants[0].name",
        "applicants[0].id_number",
        "applicants[0].phone",
        "applicants[0].address",
        "items[0]",
        "provide_form",
        "provide_way",
        "files",
    ]


def test_a_request_is_typed_by_keyboard_alone_and_leads_to_its_card_and_receipt(window, turn):
    window.navigate("requests")
    turn()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    turn()
    page = window.page()
    assert isinstance(page, RequestIntake)

    def focused():
        return QApplication.focusWidget()

    assert isinstance(focused(), QComboBox)
    QTest.keyClick(focused(), Qt.Key.Key_Down)  # 当面提交
    QTest.keyClick(focused(), Qt.Key.Key_Down)  # 邮寄（签收）
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "1012")
    for text in ("EMS1098", None, "刘洋", "320105198803124417", "13800006620", "文昌路26号"):
        QTest.keyClick(focused(), Qt.Key.Key_Return)
        if text is not None:
            focused().setText(text)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    focused().insertPlainText("城区集中供热特许经营协议")
    QTest.keyClick(focused(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    turn()
    row = queries.page(today=TODAY)[0]
    assert (row.applicant, row.received_on) == ("刘洋", date(2026, 10, 12))
    assert row.due_on == date(2026, 11, 9)
    assert [stop.key for stop in window._been][-2:] == ["requests.card", "letters.write"]


def test_the_dates_are_shown_while_they_are_typed(page):
    _type(page, channel="signed_mail", arrived_on="昨天")
    shown = [label.text() for label in page.preview.findChildren(type(page.preview.told))]
    assert "2026-10-12 周一" in shown
    assert "2026-10-21 周三" in shown
    assert "2026-11-09 周一" in shown


def test_a_channel_that_needs_confirming_asks_for_it_and_waits_without_it(page, card, journey):
    _type(page, channel="internet", arrived_on="昨天", name="冯雪", content="幕墙排查结论")
    assert page.form["confirmed_on"].isVisible()
    assert "确认" in page.preview.told.text()
    page.save()
    made = card(queries.page(today=TODAY)[0].id)
    assert made.state is State.UNCONFIRMED
    assert [step[0] for step in journey] == ["requests"]  # no receipt before the day is known


def test_a_confirmation_typed_at_intake_is_evidence(page, card):
    _type(page, channel="plain_mail", arrived_on="昨天", name="冯雪", content="幕墙排查结论")
    _type(page, confirmed_on="今天", means="phone", confirmed_with="冯雪本人")
    page.save()
    made = card(queries.page(today=TODAY)[0].id)
    assert made.received_on == TODAY
    assert made.events[0].details["who"] == "冯雪本人"


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(page):
    _type(page, channel="signed_mail", arrived_on="明填", name="刘洋")
    page.save()
    assert page.form["arrived_on"].state == "block"
    assert "明填" in page.form["arrived_on"].message.text()
    assert page.form["items[0]"].state == "block"
    assert page.form.faults() == (2, 0)
    assert page.form["applicants[0].name"].value() == "刘洋"
    assert queries.count(today=TODAY) == 0


def test_a_confirmation_before_arrival_is_refused_beside_its_field(page):
    _type(page, channel="internet", arrived_on="2026-10-12", name="冯雪", content="幕墙排查")
    _type(page, confirmed_on="2026-10-09", means="phone")
    page.save()
    assert page.form["confirmed_on"].state == "block"
    assert "来件之日" in page.form["confirmed_on"].message.text()


def test_a_wrong_check_digit_warns_and_never_blocks(page):
    _whole(page)
    page.form["applicants[0].id_number"].set_value("320105198803124410")
    page.form["applicants[0].id_number"].focus()
    page.form["applicants[0].phone"].focus()
    assert page.form["applicants[0].id_number"].state == "warn"
    page.save()
    assert queries.count(today=TODAY) == 1


def test_names_of_every_plane_are_stored_as_given(page, card):
    name = "𠮷" * 140 + "㐂" * 139 + "𬭚"
    _type(page, channel="oral", arrived_on="今天", name=name, content="<b>&amp; 🏛 " + "字" * 50_000)
    page.save()
    made = card(queries.page(today=TODAY)[0].id)
    assert made.applicants[0].name == name
    assert made.items[0].content.endswith("字" * 50_000)


def test_a_control_character_is_refused_with_its_place(page):
    _type(page, channel="oral", arrived_on="今天", name="刘洋", content="供热\x07协议")
    page.save()
    assert page.form["items[0]"].state == "block"
    assert queries.count(today=TODAY) == 0


def test_several_applicants_items_and_an_agent_are_one_request(page, card):
    _whole(page)
    page.form.add_applicant()
    page.form["applicants[1].name"].set_value("张喆")
    page.form.add_agent()
    page.form["agent.name"].set_value("何律师")
    page.form.add_item()
    page.form["items[1]"].set_value("特许经营权费缴纳情况")
    page.save()
    made = card(queries.page(today=TODAY)[0].id)
    assert [one.name for one in made.applicants] == ["刘洋", "张喆"]
    assert made.agent.name == "何律师"
    assert [one.content for one in made.items] == ["供热特许经营协议", "特许经营权费缴纳情况"]


def test_what_was_added_too_much_is_removed_again(page):
    _whole(page)
    page.form.add_applicant()
    page.form.add_item()
    page.form._drop_applicant()
    page.form._drop_item()
    page.save()
    assert queries.count(today=TODAY) == 1


def test_a_body_is_asked_for_its_contact_and_gets_its_own_kind_of_paper(page, card):
    _whole(page)
    page.form["applicants[0].kind"].set_value("company")
    assert page.form["applicants[0].contact_name"].isVisible()
    page.form["applicants[0].id_number"].set_value("91110000600037341L")
    page.save()
    made = card(queries.page(today=TODAY)[0].id)
    assert made.applicants[0].id_kind is parties.IdKind.USCC


def test_a_dropped_scan_is_stored_at_once_and_belongs_to_the_request(
    qtbot, page, card, desk, tmp_path
):
    _whole(page)
    scan = tmp_path / "申请表.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    page.form["files"].editor.take([scan])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert page.form["files"].state == "ok"
    page.save()
    made = card(queries.page(today=TODAY)[0].id)
    assert [one.name for one in made.attachments] == ["申请表.pdf"]


def test_an_empty_scan_is_refused_beside_its_field(qtbot, page, desk, tmp_path):
    _whole(page)
    scan = tmp_path / "空.pdf"
    scan.write_bytes(b"")
    page.form["files"].editor.take([scan])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    page.save()
    assert page.form["files"].state == "block"


def test_the_form_waits_for_a_scan_that_is_still_looked_through(qtbot, page, desk, tmp_path):
    _whole(page)
    scan = tmp_path / "申请表.txt"
    scan.write_text("申请公开" * 500_000, encoding="utf-8")
    editor = page.form["files"].editor
    editor.take([scan])
    page.save()
    assert page.form["files"].state == "block"
    assert "申请表.txt" in page.form["files"].message.text()
    assert queries.count(today=TODAY) == 0
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    page.save()
    assert queries.count(today=TODAY) == 1


def test_a_scan_that_is_called_off_is_not_stored(qtbot, page, desk, tmp_path):
    scan = tmp_path / "申请表.txt"
    scan.write_text("申请公开" * 500_000, encoding="utf-8")
    editor = page.form["files"].editor
    editor.take([scan])
    (stop,) = [
        one
        for one in editor.findChildren(QPushButton)
        if one.accessibleName() == "取消存入 申请表.txt"
    ]
    stop.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert editor.value() == ()
    assert editor.fault() == ""
    assert File.select().count() == 0


def _offer(page, name: str) -> QPushButton:
    """The button beside the form that a screen reader calls so."""
    settle()  # what was made now is shown
    shown = [one for one in page.offers.findChildren(QPushButton) if one.isVisible()]
    return next(one for one in shown if one.accessibleName() == name)


def _press(button: QPushButton, key: Qt.Key = Qt.Key.Key_Space) -> None:
    button.setFocus()
    QTest.keyClick(button, key)


def test_an_earlier_request_of_the_same_person_is_offered_and_the_answer_remembered(
    page, asked, card
):
    earlier = asked("刘洋", "城区集中供热特许经营协议", date(2026, 4, 2))
    _type(page, channel="signed_mail", arrived_on="昨天", name="刘洋")
    _type(page, content="城区集中供热特许经营协议及补充协议")
    page.form["applicants[0].phone"].set_value("13800006620")
    page._search()
    _press(_offer(page, "标为重复 城区集中供热特许经营协议"))
    _press(_offer(page, "是同一人 刘洋"))
    page.save()
    new = queries.page(queries.RequestFilter(text="2026-0002"), today=TODAY)[0].id
    assert [one.number for one in card(new).related] == [card(earlier).number]
    joined = parties.card(card(new).applicants[0].id)
    assert joined.joined_into == card(earlier).applicants[0].id


def test_a_declined_offer_is_remembered_and_ties_nothing(page, asked, card):
    asked("刘洋", "城区集中供热特许经营协议", date(2026, 4, 2))
    _whole(page)
    _type(page, content="城区集中供热特许经营协议")
    page.form["applicants[0].phone"].set_value("13800006620")
    page._search()
    _press(_offer(page, "不是 城区集中供热特许经营协议"))
    page.save()
    assert [row.accepted for row in RequestLink.select()] == [False]


def test_an_answered_offer_stays_in_sight_and_can_be_taken_back(page, asked):
    asked("刘洋", "城区集中供热特许经营协议", date(2026, 4, 2))
    _whole(page)
    page.form["applicants[0].phone"].set_value("13800006620")
    page._search()
    _press(_offer(page, "标为重复 城区集中供热特许经营协议"))
    _type(page, content="与此全无关系的另一件事情")
    page._search()
    _press(_offer(page, "撤销 已采用 城区集中供热特许经营协议"))
    page.save()
    assert not RequestLink.select().exists()


def test_an_answer_goes_where_the_day_shows_that_the_other_request_came_later(page, asked):
    asked("刘洋", "城区集中供热特许经营协议", date(2026, 9, 21))
    _whole(page)
    page.form["applicants[0].phone"].set_value("13800006620")
    page._search()
    _press(_offer(page, "标为重复 城区集中供热特许经营协议"))
    page.form["arrived_on"].set_value(date(2026, 9, 18))
    page.save()  # without waiting for the search that a new day begins
    assert not RequestLink.select().exists()


def test_who_is_changed_after_the_answer_is_another_person(page, asked, card):
    asked("刘洋", "城区集中供热特许经营协议", date(2026, 4, 2))
    _whole(page)
    page.form["applicants[0].phone"].set_value("13800006620")
    page._search()
    _press(_offer(page, "是同一人 刘洋"))
    page.form["applicants[0].name"].set_value("张喆")
    page.save()
    new = queries.page(queries.RequestFilter(text="2026-0002"), today=TODAY)[0].id
    assert card(new).applicants[0].joined_into is None


def test_an_offered_matter_is_looked_at_and_the_form_is_still_there(page, asked, journey):
    earlier = asked("刘洋", "城区集中供热特许经营协议", date(2026, 4, 2))
    _whole(page)
    page.form["applicants[0].phone"].set_value("13800006620")
    page._search()
    _press(_offer(page, "查看 城区集中供热特许经营协议"))
    assert journey[-1][:2] == ("requests", earlier)
    page.arrive(None)
    assert page.form["items[0]"].value() == "供热特许经营协议"


def test_answers_to_offers_and_the_paper_of_the_mail_log_are_kept_with_the_draft(
    page, desk, asked, card, qtbot, at_rest
):
    asked("刘洋", "城区集中供热特许经营协议", date(2026, 4, 2))
    mail = service.log_mail(
        service.Paper(TODAY, Channel.SIGNED_MAIL, "刘洋", "申请书", "waiting"), desk.person_id
    )
    page.arrive(None, mail=mail, values={"applicants[0].name": "刘洋"})
    _whole(page)
    page.form["applicants[0].phone"].set_value("13800006620")
    page._search()
    _press(_offer(page, "标为重复 城区集中供热特许经营协议"))
    _press(_offer(page, "是同一人 刘洋"))
    page.may_leave()
    (draft,) = drafts.of_kind("request")
    again = at_rest(RequestIntake(desk))
    qtbot.addWidget(again)
    again.show()
    again.arrive(None, draft=draft.id)
    again.save()
    made = card(queries.page(queries.RequestFilter(text="2026-0002"), today=TODAY)[0].id)
    assert [one.number for one in made.related] == ["2026-0001"]
    assert made.applicants[0].joined_into is not None
    assert [row.request_number for row in queries.mail() if row.id == mail] == ["2026-0002"]


def test_a_number_of_last_year_says_so_before_it_is_given(page, desk):
    _type(page, channel="signed_mail", arrived_on="2025-12-31")
    assert "2025年" in page.header.subtitle.text()
    assert "2025-0001" in page.header.subtitle.text()
    settings.change(desk.person_id, request_number_year="registration")
    page.refresh()
    assert "2026-0001" in page.header.subtitle.text()
    _type(page, arrived_on="昨天")
    assert "年：" not in page.header.subtitle.text()


def test_what_article_29_asks_for_is_reminded_beside_its_field(page):
    _type(page, channel="plain_mail", arrived_on="昨天", name="冯雪", content="幕墙排查结论")
    for name in ("id_number", "phone", "address"):
        page.form[f"applicants[0].{name}"].focus()
    page.form["items[0]"].focus()
    states = {
        name: page.form[f"applicants[0].{name}"].state for name in ("id_number", "phone", "address")
    }
    assert set(states.values()) == {"warn"}
    assert "邮寄" in page.form["applicants[0].address"].message.text()


def test_a_half_filled_form_is_kept_by_itself_and_opened_again_as_it_stood(
    page, desk, qtbot, at_rest
):
    _type(page, channel="internet", arrived_on="明填", name="冯雪")
    page.form.add_item()
    page.form["items[1]"].set_value("第二件事")
    page.may_leave()
    (draft,) = drafts.of_kind("request")
    again = at_rest(RequestIntake(desk))
    qtbot.addWidget(again)
    again.show()
    again.arrive(None, draft=draft.id)
    assert again.form["arrived_on"].editor.line.text() == "明填"
    assert again.form["applicants[0].name"].value() == "冯雪"
    assert again.form["items[1]"].value() == "第二件事"
    _type(again, arrived_on="今天", content="第一件事")
    again.save()
    assert drafts.of_kind("request") == ()
    assert queries.count(today=TODAY) == 1


def test_drafts_are_offered_beside_an_empty_form_and_can_be_dropped(page, desk, qtbot):
    drafts.save("request", "冯雪", page.form.kept(), desk.person_id)
    page.refresh()
    assert page.draft.card.isVisible()
    page.draft.card._drop(drafts.of_kind("request")[0].id)
    assert drafts.of_kind("request") == ()


def test_saving_a_draft_leaves_an_empty_form(page, journey):
    _type(page, name="冯雪")
    page._save_draft()
    assert page.form["applicants[0].name"].value() == ""
    assert len(drafts.of_kind("request")) == 1
    assert journey[-1][0] == "requests"


def test_a_paper_of_the_mail_log_becomes_the_application_without_a_second_line(page, desk):
    paper = service.Paper(TODAY, Channel.FAX, "冯雪", "申请书", "waiting")
    mail = service.log_mail(paper, desk.person_id)
    page.arrive(None, mail=mail, values={"channel": "fax", "applicants[0].name": "冯雪"})
    _type(page, arrived_on="今天", content="幕墙排查结论")
    page.save()
    (row,) = queries.mail()
    assert (row.disposition, row.request_number) == ("request", "2026-0001")


def test_an_office_that_types_its_numbers_is_asked_for_one(page, desk, card):
    settings.change(desk.person_id, request_numbers="typed")
    page._new_form()
    _whole(page)
    page.save()
    assert page.form["number"].state == "block"
    page.form["number"].set_value("2026-0131")
    page.save()
    assert queries.page(today=TODAY)[0].number == "2026-0131"


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(page, ui_checks, redress, appearance, size):
    redress(appearance, size)
    ui_checks.check(page)


def test_the_longest_form_is_fit_to_be_shown(page, ui_checks, asked):
    asked("刘洋", "供热特许经营协议", date(2026, 4, 2))
    _type(page, channel="internet", arrived_on="昨天", name="刘洋", content="供热特许经营协议")
    page.form["applicants[0].phone"].set_value("13800006620")
    page.form.toggle_more()
    page.form.toggle_handling()
    page.form.add_applicant()
    page.form.add_agent()
    page.form.add_item()
    page._search()
    ui_checks.check(page)
    assert ui_checks.rich_labels(page) == []
