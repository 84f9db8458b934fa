"""Writing a letter with real widgets: preview, refusals beside the fields, freezing."""

from datetime import date

import docx
import PIL.Image
import pytest
from PySide6.QtWidgets import QLabel

from clerkdesk import settings
from clerkdesk.letters import queries, rare
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service as requests
from ui.letters.write import WriteLetter

TODAY = date(2026, 10, 13)
CHAR = "\U00030abc"


@pytest.fixture
def page(qtbot, desk, office):
    made = WriteLetter(desk)
    qtbot.addWidget(made)
    made.resize(1200, 660)
    made.show()
    return made


def lines(page) -> str:
    """Everything 核对 says."""
    found = []
    for n in range(page.checks.lines.count()):
        row = page.checks.lines.itemAt(n)
        if row.layout() is not None:
            found.append(row.layout().itemAt(1).widget().text())
        elif hasattr(row.widget(), "text"):
            found.append(row.widget().text())
    return "\n".join(found)


def test_the_pages_are_there_at_once_with_a_blank_number(page, office):
    page.arrive(office.request(), key="receipt")
    assert page.view.pages() == 1
    assert page.freeze.isEnabled()
    assert "临建公收〔2026〕1号" in lines(page)
    assert page._written.document.number == "临建公收〔2026〕　号"


def test_the_letter_called_for_comes_first_and_can_be_changed(page, office):
    request = office.request()
    office.decide(request)
    page.arrive(request)
    assert page.kind.value() == "disclosed"
    page.kind.set_value("receipt")
    assert page._written.key == "receipt"


def test_what_is_missing_is_said_beside_its_field_and_mended_there(page, office):
    page.arrive(office.request(), key="correction_notice")
    assert page.view.pages() == 0
    assert not page.freeze.isEnabled()
    points = page.form["points"]
    assert points.state == "hint"  # before anything was typed nothing is anybody's fault
    assert "补正事项" in points.message.text()
    points.set_value("请写明文号")
    page.preview()
    assert page.view.pages() >= 1
    assert "还缺少" not in points.message.text()
    assert page.form["points"].state == "hint"
    assert page.freeze.isEnabled()
    points.set_value("")
    page.preview()
    assert points.state == "block"


def test_typing_sets_the_pages_anew_after_a_moment(page, office, qtbot):
    page.arrive(office.request(), key="correction_notice")
    page.form["points"].editor.setPlainText("请写明文号")
    qtbot.waitUntil(lambda: page.view.pages() >= 1, timeout=3000)


def test_an_impossible_date_is_refused_beside_it(page, office):
    page.arrive(office.request(), key="correction_notice")
    page.form.set_values({"points": "请写明文号", "until": date(2026, 10, 1)})
    page.preview()
    assert page.form["until"].state == "block"
    assert "2026-10-13" in page.form["until"].message.text()


def test_an_extension_proposes_twenty_days_and_refuses_more(page, office):
    page.arrive(office.request(), key="extension")
    assert page.form["days"].value() == 20
    assert "new_due_on" not in page.form
    page.form.set_values({"days": 21, "explanation": "材料较多"})
    page.preview()
    assert page.form["days"].state == "block"
    assert "条例第三十三条" in page.form["days"].message.text()
    page.form.set_values({"days": 15})
    page.preview()
    assert page.view.pages() >= 1


def test_the_fee_form_counts_along_and_says_when_nothing_is_due(page, office):
    page.arrive(office.request(), key="fee_notice")
    assert "amount" not in page.form
    page.form.set_values({"payment_way": "银行转账"})
    page.preview()
    assert page.form["fee_quantity"].state == "block"
    assert "不需要缴费" in page.form["fee_quantity"].message.text()
    page.form.set_values({"fee_quantity": 15})
    page.preview()
    assert page.form["fee_quantity"].message.text() == "合计 500 元"
    assert page.view.pages() >= 1
    page.form.set_values({"fee_quantity": 0})
    page.preview()
    assert page.form["fee_quantity"].state == "block"


def test_a_fee_by_pages_does_not_ask_what_came_earlier(page, office):
    page.arrive(office.request(), key="fee_notice")
    by_page = page.form["fee_basis"].editor.buttons()[1]
    by_page.click()
    assert page.form["fee_before"].isHidden()
    page.form.set_values({"payment_way": "银行转账", "fee_quantity": 40})
    page.preview()
    assert page.form["fee_quantity"].message.text() == "合计 100 元"


def test_what_was_typed_stays_when_another_letter_is_chosen(page, office):
    page.arrive(office.request(), key="extension")
    page.form.set_values({"explanation": "材料较多", "sealed": False})
    page.kind.set_value("delayed_reply")
    assert page.form["explanation"].value() == "材料较多"
    assert page.form["sealed"].value() is False


def test_freezing_asks_first_and_leads_to_the_letter(page, office, box, journey, notes):
    request = office.request()
    page.arrive(request, key="receipt")
    box.answer = False
    page.freeze.click()
    assert queries.count() == 0
    box.answer = True
    page.freeze.click()
    (row,) = queries.page()
    assert (row.number, row.request_id) == ("临建公收〔2026〕1号", request)
    assert journey[-1][:2] == ("letters", row.id)
    assert "临建公收〔2026〕1号" in notes[-1]


def asked(box) -> str:
    return "".join(one.text() for one in box.shown[-1].findChildren(QLabel))


def test_freezing_a_reply_that_nobody_signed_says_so_first(page, office, box):
    request = office.request()
    office.decide(request)
    page.arrive(request)
    box.answer = False
    page.freeze.click()
    assert "还没有登记负责人签批" in asked(box)
    office.sign(request)
    page.freeze.click()
    assert "签批" not in asked(box)
    page.arrive(office.request(), key="receipt")
    page.freeze.click()
    assert "签批" not in asked(box)


def test_a_typed_number_is_asked_for_and_refused_beside_its_field(page, office, box):
    settings.change(office.clerk, letter_numbers="typed")
    page.arrive(office.request(), key="receipt")
    page.freeze.click()
    assert page.form["number"].state == "block"
    page.form["number"].set_value("临建收2026-1")
    page.freeze.click()
    assert page.form["number"].state == "block"
    assert queries.count() == 0
    page.form["number"].set_value("临建公收〔2026〕27号")
    page.freeze.click()
    assert queries.page()[0].number == "临建公收〔2026〕27号"


def test_a_letter_dated_ahead_is_not_frozen(page, office, box):
    page.arrive(office.request(), key="receipt")
    page.form.set_values({"dated_on": date(2026, 10, 14)})
    page.freeze.click()
    assert page.form["dated_on"].state == "block"
    assert queries.count() == 0


def test_an_office_without_a_name_is_led_to_the_settings(page, office, journey):
    settings.change(office.clerk, office_name="")
    page.arrive(office.request(), key="receipt")
    assert "没有设置本机关的名称" in lines(page)
    page.checks.lines.itemAt(page.checks.lines.count() - 1).widget().click()
    assert journey[-1][0] == "settings"


def test_a_reply_without_a_decision_leads_back_to_the_request(page, office, journey):
    request = office.request()
    page.arrive(request, key="several_items")
    page.checks.lines.itemAt(page.checks.lines.count() - 1).widget().click()
    assert journey[-1][:2] == ("requests", request)


def test_the_approval_sheet_comes_from_the_request_and_bears_no_number(page, office, box):
    request = office.request()
    office.decide(request)
    page.arrive(request, key="approval_sheet")
    assert page.kind.value() == "approval_sheet"
    assert page.view.pages() >= 1
    assert page.freeze.text() == "定稿(&F)"
    assert "copies_to" not in page.form
    assert "文号" not in lines(page)
    page.freeze.click()
    assert queries.card(queries.page()[0].id).internal


def test_a_draft_is_saved_as_pdf_and_as_word(page, office, box, tmp_path, notes):
    page.arrive(office.request(), key="receipt")
    box.files = (tmp_path / "draft.pdf",)
    page.save.click()
    assert (tmp_path / "draft.pdf").read_bytes() == page._written.pdf
    box.files = (tmp_path / "draft.docx",)
    page.word_act.trigger()
    made = docx.Document(str(tmp_path / "draft.docx"))
    assert any("您以邮寄方式提交" in one.text for one in made.paragraphs)
    assert str(tmp_path / "draft.docx") in notes[-1]


def test_a_reply_under_the_red_head_shows_so(page, office):
    request = office.request()
    office.decide(request)
    page.arrive(request, key="disclosed")
    page.form["general"].editor.click()
    page.preview()
    assert page._written.document.printed_by == "政务公开办公室"


# --- a character no font has ---------------------------------------------------------------------


@pytest.fixture
def stopped(page, office):
    """The page before a letter whose reader's name no font can write."""
    party = NewParty(PartyKind.NATURAL, f"王{CHAR}")
    page.arrive(office.request(applicant=party), key="receipt")
    assert page.view.pages() == 0
    return page


def test_it_stops_with_the_character_its_code_point_and_the_place(stopped):
    told = stopped.checks.missing.message.text()
    assert CHAR in told
    assert "U+30ABC" in told
    assert "收文人" in told


def test_an_empty_cell_lets_it_go_on_and_is_said(stopped, box):
    stopped.checks.missing.hand.click()
    assert stopped.view.pages() == 1
    assert CHAR in lines(stopped)
    stopped.freeze.click()
    assert queries.card(queries.page()[0].id).by_hand == CHAR


def test_a_picture_lets_it_go_on(stopped, box, tmp_path):
    path = tmp_path / "字.png"
    PIL.Image.new("L", (60, 60)).save(path)
    box.files = (path,)
    stopped.checks.missing.picture.click()
    assert stopped.view.pages() == 1
    assert [one.character for one in rare.own()] == [CHAR]


def test_a_file_that_is_no_font_is_refused_in_place(stopped, box, tmp_path):
    path = tmp_path / "x.ttf"
    path.write_bytes(b"x")
    box.files = (path,)
    stopped.checks.missing.font_button.click()
    assert "不是可以使用的字体文件" in stopped.checks.missing.fault.text()
    assert stopped.checks.missing.fault.isVisible()
    assert stopped.view.pages() == 0


def test_leaving_the_file_dialog_changes_nothing(stopped, box):
    box.files = ()
    stopped.checks.missing.font_button.click()
    stopped.checks.missing.picture.click()
    assert stopped.view.pages() == 0


# --- the page itself -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["receipt", "correction_notice", "fee_notice", "consult_third_party"]
)
def test_the_page_is_fit_to_be_shown(ui_checks, page, office, key):
    page.arrive(office.request(), key=key)
    ui_checks.check(page)


@pytest.mark.parametrize(("appearance", "size"), [("dark", 14), ("light", 18)])
def test_the_page_is_fit_in_the_dark_and_in_large_text(
    ui_checks, redress, qtbot, desk, office, appearance, size
):
    redress(appearance, size)
    page = WriteLetter(desk)
    qtbot.addWidget(page)
    page.arrive(office.request(), key="correction_notice")
    ui_checks.check(page)


def test_the_missing_character_is_fit_to_be_shown(ui_checks, stopped):
    ui_checks.check(stopped)


def test_a_limit_past_the_last_holiday_notice_is_warned_of(page, office):
    page.arrive(office.request(arrived=TODAY), key="correction_notice")
    page.form.set_values({"points": "请写明文号", "until": date(2026, 11, 3)})
    page.preview()
    assert "暂定" not in lines(page)
    page.form.set_values({"until": date(2027, 1, 5)})
    page.preview()
    assert "2027年1月5日是暂定的" in lines(page)
    assert page.freeze.isEnabled()


def test_rows_that_came_closer_are_told(page, office, clerk):
    request = office.request("本市城区集中供热特许经营协议及历次补充协议和价格文件" * 4)
    office.decide(request)
    page.arrive(request)
    assert page.view.pages() == 1
    assert "行距收紧到" in lines(page)
    settings.change(clerk, letter_least_pitch="none")
    page.refresh()
    assert page.view.pages() == 2
    assert "行距收紧到" not in lines(page)


def test_what_was_typed_for_one_request_is_not_in_anothers_letter(page, office):
    page.arrive(office.request(), key="correction_notice")
    page.form["points"].set_value("请写明文号")
    page.arrive(office.request(), key="correction_notice")
    assert not page.form["points"].value()


def test_what_was_typed_stays_while_the_kind_of_letter_is_chosen(page, office):
    page.arrive(office.request(), key="extension")
    page.form["explanation"].set_value("需要逐件核对")
    page.kind.set_value("delayed_reply")
    assert page.form["explanation"].value() == "需要逐件核对"


def test_an_extension_already_recorded_is_told_and_not_asked_for_again(page, office, clerk):
    request = office.request()
    requests.extend(
        request, clerk, on=TODAY, told_on=TODAY, days=10, why="材料多", agreed_by="主任"
    )
    page.arrive(request, key="extension")
    assert "days" not in page.form
    assert page.form["explanation"].value() == "材料多"
    assert page.freeze.isEnabled()


def test_a_correction_already_recorded_fills_its_letter_which_cannot_say_another_day(
    page, office, clerk
):
    request, until = office.request(), date(2026, 10, 30)
    requests.ask_correction(
        request, clerk, on=TODAY, what="请写明文号\n请写明年份", until=until, reason="如实登记"
    )
    page.arrive(request, key="correction_notice")
    assert page.form["points"].value() == "请写明文号\n请写明年份"
    assert page.form["until"].value() == until
    assert "2026-10-13 登记的“补正告知”的文书" in lines(page)
    page.form["until"].set_value(date(2026, 11, 2))
    page.preview()
    assert page.form["until"].state == "block"
    assert not page.freeze.isEnabled()
    page.form["until"].set_value(until)
    page.preview()
    assert page.freeze.isEnabled()


def test_a_consultation_already_recorded_fills_its_letter_and_another_reader_is_told(
    page, office, clerk
):
    request = office.request()
    requests.consult_third(request, clerk, on=TODAY, whom="临江热力有限公司", what="协议")
    page.arrive(request, key="consult_third_party")
    assert page.form["other_party"].value() == "临江热力有限公司"
    assert page.form["matter"].value() == "协议"
    assert "登记的“征求意见”的文书" in lines(page)
    page.form["other_party"].set_value("江口供水公司")
    page.preview()
    assert "征求“临江热力有限公司”的意见；这份发给别的收件方" in lines(page)


def test_a_delayed_reply_and_a_fee_already_recorded_are_not_contradicted(page, office, clerk):
    request, until = office.request(), date(2026, 11, 20)
    requests.delay_to(request, clerk, on=TODAY, until=until, why="数量较大")
    page.arrive(request, key="delayed_reply")
    assert page.form["until"].value() == until
    assert page.form["explanation"].value() == "数量较大"
    other = office.request()
    requests.notify_fee(other, clerk, on=TODAY, amount=500)
    page.arrive(other, key="fee_notice")
    page.form["payment_way"].set_value("银行转账")
    page.form["fee_quantity"].set_value(16)
    page.form["fee_before"].set_value(0)
    page.preview()
    assert "500 元" in page.form["fee_quantity"].message.text()
    page.form["fee_quantity"].set_value(15)
    page.preview()
    assert page.freeze.isEnabled()


def test_the_pages_are_set_once_on_arrival(page, office, monkeypatch):
    drafted = []
    draft = page.draft

    def counted(key, by_hand):
        drafted.append(key)
        return draft(key, by_hand)

    monkeypatch.setattr(page, "draft", counted)
    first, second = office.request(), office.request()
    for request in (first, second):
        page.arrive(request)
        page.look_again()
        assert len(drafted) == 1
        drafted.clear()
    page.stale = True  # something changed elsewhere
    page.look_again()
    assert len(drafted) == 1
