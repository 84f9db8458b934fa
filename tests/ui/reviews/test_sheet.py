"""The review sheet: answers by keys, notes where needed, levels, refusals, referral, paper."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clerkdesk.db.models import ReviewAnswer, ReviewInquiry, ReviewStep
from clerkdesk.publications import service as publications
from clerkdesk.publications.service import NewFile
from clerkdesk.reviews import queries
from clerkdesk.reviews.levels import Conclusion, Mode
from clerkdesk.reviews.states import Answer, InquiryResult, ReviewState
from ui.elided import Elided
from ui.reviews import form_sheet
from ui.reviews.card import ReviewPage
from ui.reviews.questions import ANSWER, option_widths

TODAY = date(2026, 10, 13)


@pytest.fixture
def open_sheet(qtbot, desk):
    def opened(review_id: int) -> ReviewPage:
        page = ReviewPage(desk)
        qtbot.addWidget(page)
        page.resize(1198, 661)
        page.arrive(review_id)
        page.look_again()
        page.show()
        page.list.setFocus()
        return page

    return opened


def _card(review_id: int):
    return queries.review_card(review_id, TODAY)


def _answer(review_id: int, number: int):
    return _card(review_id).answers[number - 1].answer


def _words(widget) -> str:
    labels = [one.text() for one in widget.findChildren(QLabel)]
    return "\n".join(labels + [one.text() for one in widget.findChildren(Elided)])


# answering


def test_the_arrows_change_an_answer_and_down_writes_it(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    assert page.list.current().question.key == "secret_mark"
    qtbot.keyClick(page.list, Qt.Key.Key_Right)
    assert ReviewAnswer.select().count() == 0  # still under the arrows
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert _answer(review_id, 1) is Answer.NO
    assert page.list.questions.number(page.list.current()) == 2


def test_passing_over_unsure_opens_no_referral(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    for _press in range(4):
        qtbot.keyClick(page.list, Qt.Key.Key_Right)
    qtbot.keyClick(page.list, Qt.Key.Key_Left)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert _answer(review_id, 1) is Answer.YES  # 不适用 is no answer to this question
    assert ReviewInquiry.select().count() == 0


def test_a_digit_answers_at_once(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert _answer(review_id, 1) is Answer.NO


def test_a_click_on_a_painted_answer_gives_it(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    row = page.list.questions.row_of(2)
    page.list.scrollTo(page.list.questions.index(row, 0))
    box = page.list.visualRect(page.list.questions.index(row, ANSWER))
    where = box.center()
    where.setX(box.left() + 8 + option_widths()[0] + 6)
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert _answer(review_id, 2) is Answer.YES


def test_down_steps_over_the_headings(open_sheet, begun, qtbot):
    page = open_sheet(begun())
    for _press in range(4):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.questions.number(page.list.current()) == 5


def test_a_worrying_answer_asks_for_its_note_and_enter_leads_there(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    page.list.go_to(15)
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    assert "写明涉及的个人信息种类" in page.strip.told.text()
    assert page.list.questions.cell(page.list.current(), 3) == "待说明"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    page.strip.note.setText("联系人手机号，已遮盖 3 处")  # keyClicks takes ASCII alone
    qtbot.keyClick(page.strip.note, Qt.Key.Key_Return)
    assert _card(review_id).answers[14].note == "联系人手机号，已遮盖 3 处"
    assert page.list.questions.number(page.list.current()) == 16


def test_a_refused_answer_is_told_and_the_old_one_stands(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    page.list.go_to(15)
    qtbot.keyClick(page.list, Qt.Key.Key_2)  # personal data: yes
    page.list.go_to(16)
    qtbot.keyClick(page.list, Qt.Key.Key_3)  # masked: not applicable
    assert "不能答“不适用”" in page.strip.told.text()
    assert _answer(review_id, 16) is None


def test_an_answer_under_the_arrows_is_written_when_the_page_is_left(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    qtbot.keyClick(page.list, Qt.Key.Key_Right)
    assert page.may_leave()
    assert _answer(review_id, 1) is Answer.NO


def test_unsure_opens_a_referral_with_its_clock(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    qtbot.keyClick(page.list, Qt.Key.Key_4)
    told = _words(page.inquiries)
    assert "第 1 项" in told
    assert "2026-10-27 周二 前应当报送" in told


# levels


def test_passing_is_shut_with_the_numbers_of_the_open_questions(open_sheet, begun, reviewers):
    review_id = begun()
    page = open_sheet(review_id)
    assert not page.opinion.foot.passed.isEnabled()
    assert "第1、2、3" in page.opinion.foot.reason.text()
    reviewers.answer_calmly(review_id)
    page.refresh()
    assert page.opinion.foot.passed.isEnabled()
    assert page.opinion.foot.reason.text() == ""


def test_the_reason_leads_to_the_question(open_sheet, begun, qtbot):
    page = open_sheet(begun())
    page.list.go_to(20)
    qtbot.mouseClick(page.opinion.foot.jump, Qt.MouseButton.LeftButton)
    assert page.list.questions.number(page.list.current()) == 1


def test_the_handler_is_offered_and_signs_on_paper(open_sheet, at_level, clerk, qtbot, notes):
    review_id = at_level(0)
    page = open_sheet(review_id)
    form = page.opinion.form
    assert form["signed_by"].value() == clerk
    assert form["mode"].value() is Mode.PAPER
    assert form["signed_on"].value() == TODAY
    form["conclusion"].set_value(Conclusion.PUBLISH)
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    step = ReviewStep.get()
    assert (step.signed_by_id, step.mode, step.passed) == (clerk, "paper", True)
    assert "处室负责人初审" in page.opinion.title.text()
    assert form["conclusion"].value() is None  # the next level starts with an empty form
    assert "承办人初审" in notes[-1]


def test_who_signed_a_level_last_is_offered_there(open_sheet, at_level, reviewers):
    at_level(3, title="甲")
    page = open_sheet(at_level(2, title="乙"))
    assert page.opinion.form["signed_by"].value() == reviewers.people[2]
    assert "人员" in page.opinion.form["signed_by"].message.text()  # where who lacks is added


def test_a_refused_signature_stands_beside_its_field_and_keeps_what_was_typed(
    open_sheet, at_level, clerk, qtbot
):
    review_id = at_level(1)
    page = open_sheet(review_id)
    form = page.opinion.form
    form["conclusion"].set_value(Conclusion.PUBLISH)
    form["opinion"].set_value("同意")
    form["signed_by"].set_value(clerk)  # signed level one already
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert form["signed_by"].state == "block"
    assert "已在另一级签署" in form["signed_by"].message.text()
    assert form["opinion"].value() == "同意"
    assert ReviewStep.select().count() == 1


def test_partly_demands_its_ground(open_sheet, at_level, qtbot, reviewers):
    page = open_sheet(at_level(0))
    form = page.opinion.form
    assert form["ground"].isHidden()
    form["conclusion"].set_value(Conclusion.PARTLY)
    assert not form["ground"].isHidden()
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert form["ground"].state == "block"
    form["ground"].set_value("privacy")
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert form["opinion"].state == "block"
    form["opinion"].set_value("已删去附件三的联系方式")
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert ReviewStep.get().ground == "privacy"


def test_a_level_returns_to_the_one_before_with_a_reason(open_sheet, at_level, reviewers, qtbot):
    review_id = at_level(1)
    page = open_sheet(review_id)
    page.opinion.form["signed_by"].set_value(reviewers.people[1])
    qtbot.mouseClick(page.opinion.foot.back, Qt.MouseButton.LeftButton)
    assert page.opinion.form["opinion"].state == "block"
    page.opinion.form["opinion"].set_value("附件未遮盖")
    qtbot.mouseClick(page.opinion.foot.back, Qt.MouseButton.LeftButton)
    assert "承办人初审" in page.opinion.title.text()
    assert "退回上一级" in _words(page.steps)


def test_the_first_level_has_nobody_to_return_to(open_sheet, at_level):
    page = open_sheet(at_level(0))
    assert not page.opinion.foot.back.isEnabled()
    assert "没有上一级可退" in page.opinion.foot.back.toolTip()


def test_signing_at_the_pc_is_for_oneself(open_sheet, at_level, clerk, qtbot):
    page = open_sheet(at_level(0))
    form = page.opinion.form
    form["signed_by"].set_value(None)
    form["mode"].set_value(Mode.PC)
    assert form["signed_by"].value() == clerk
    form["conclusion"].set_value(Conclusion.PUBLISH)
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert ReviewStep.get().mode == "pc"


def test_the_signed_paper_is_kept_as_a_scan(open_sheet, at_level, qtbot, tmp_path):
    scan = tmp_path / "签字.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x01" * 64)
    page = open_sheet(at_level(0))
    page.opinion.scan.take((scan,))
    qtbot.waitUntil(lambda: not page.opinion.scan.busy(), timeout=20_000)
    page.opinion.form["conclusion"].set_value(Conclusion.PUBLISH)
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert ReviewStep.get().scan_id is not None
    assert page.opinion.scan.value() == ()


def test_a_large_scan_is_stored_beside_the_window_and_can_be_called_off(
    open_sheet, at_level, qtbot, tmp_path, desk, notes
):
    paper = tmp_path / "审查单.png"
    paper.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(6 << 20))
    review_id = at_level(0)
    page = open_sheet(review_id)
    page.opinion.scan.take([paper])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    page.opinion.form["conclusion"].set_value(Conclusion.PUBLISH)
    page.opinion.foot.passed.click()
    (job,) = desk.jobs.shown
    assert not page.opinion.isEnabled()
    job.cancel()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert page.opinion.form["conclusion"].value() is Conclusion.PUBLISH
    assert not _card(review_id).steps
    page.opinion.foot.passed.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    (step,) = _card(review_id).steps
    assert step.scan_id is not None
    assert "承办人" in notes[-1]
    assert page.opinion.isEnabled()
    assert page.opinion.scan.value() == ()  # the next level begins with an empty form


def test_a_scan_still_being_stored_says_nothing_on_another_sheet(
    open_sheet, at_level, begun, qtbot, tmp_path, desk, notes
):
    paper = tmp_path / "审查单.png"
    paper.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(6 << 20))
    first, other = at_level(0), begun(title="关于调整垃圾分类投放时间的通告")
    page = open_sheet(first)
    page.opinion.scan.take([paper])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    page.opinion.form["conclusion"].set_value(Conclusion.PUBLISH)
    page.opinion.foot.passed.click()
    page.arrive(other)
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert len(_card(first).steps) == 1
    assert "已存入" in notes[-1]
    assert page._card.id == other
    assert page.opinion.isEnabled()


def test_a_large_signed_sheet_added_later_is_stored_beside_the_window(
    open_sheet, at_level, qtbot, tmp_path, desk
):
    paper = tmp_path / "审查单.png"
    paper.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(6 << 20))
    review_id = at_level(1)
    page = open_sheet(review_id)
    page.steps.act.emit("attach_scan", 0)
    panel = page.act_shown()
    panel.form["scan"].editor.take([paper])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    panel.save.click()
    assert desk.jobs.shown
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert len(_card(review_id).scans) == 1
    assert page.act_shown() is None


def test_the_last_level_approves_and_leads_back(open_sheet, at_level, reviewers, qtbot, journey):
    review_id = at_level(4)
    page = open_sheet(review_id)
    assert page.opinion.form["conclusion"].value() is Conclusion.PUBLISH  # the leader has decided
    page.opinion.form["signed_by"].set_value(reviewers.people[4])
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    card = _card(review_id)
    assert (card.state, card.valid) == (ReviewState.APPROVED, True)
    assert page.opinion.isHidden()
    assert page.list.locked
    assert "审查通过：公开" in _words(page.over)
    qtbot.mouseClick(page.over.go_on, Qt.MouseButton.LeftButton)
    assert journey[-1][:2] == ("publications", card.publication.id)


def test_answers_of_a_finished_round_stay_as_they_are(open_sheet, at_level, qtbot):
    review_id = at_level(5)
    page = open_sheet(review_id)
    before = ReviewAnswer.select().count()
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert ReviewAnswer.select().count() == before


def test_a_file_changed_after_the_approval_is_told_in_red(open_sheet, at_level, clerk):
    review_id = at_level(5)
    page = open_sheet(review_id)
    assert "与本版一致" in _words(page.item)
    card = _card(review_id)
    made = card.publication.id
    publications.replace_file(
        made, card.files[0].file_id, NewFile("新.txt", b"other text\n"), clerk
    )
    page.refresh()
    assert "文件已改动" in _words(page.item)
    assert "已失效" in _words(page.over)


# referral


def test_a_referral_stops_the_round_until_its_answer_is_recorded(
    open_sheet, at_level, reviewers, qtbot, notes
):
    review_id = at_level(2)
    page = open_sheet(review_id)
    form = page.opinion.form
    form["conclusion"].set_value(Conclusion.REFER)
    assert "报请确定" in page.opinion.foot.passed.text()
    form["opinion"].set_value("不能确定是否涉密")
    form["signed_by"].set_value(reviewers.people[2])
    qtbot.mouseClick(page.opinion.foot.passed, Qt.MouseButton.LeftButton)
    assert _card(review_id).state is ReviewState.REFERRED
    assert page.opinion.isHidden()
    assert "2026-10-27" in _words(page.inquiries)

    inquiry = _card(review_id).inquiries[0].id
    page.inquiries.act.emit("note_sent", inquiry)
    panel = page.act_shown()
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert panel.form["whom"].state == "block"
    panel.form["whom"].set_value("市国家保密局")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert "报送" in notes[-1]

    page.inquiries.act.emit("record_result", inquiry)
    panel = page.act_shown()
    panel.form["result"].set_value(InquiryResult.MAY)
    panel.form["text"].set_value("不属于国家秘密，可以公开")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _card(review_id).state is ReviewState.OPEN
    assert not page.opinion.isHidden()
    assert "专业审查" in page.opinion.title.text()


def test_another_organ_is_asked_from_the_sheet(open_sheet, at_level, qtbot):
    review_id = at_level(1)
    page = open_sheet(review_id)
    qtbot.mouseClick(page.inquiries.ask, Qt.MouseButton.LeftButton)
    panel = page.act_shown()
    panel.form["kind"].set_value("confirmation")
    panel.form["whom"].set_value("市发展改革委")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    inquiry = _card(review_id).inquiries[0]
    assert (inquiry.whom, inquiry.sent_on) == ("市发展改革委", TODAY)


def test_a_round_is_given_up_with_its_reason(open_sheet, begun, qtbot):
    review_id = begun()
    page = open_sheet(review_id)
    qtbot.mouseClick(page.steps.abandon, Qt.MouseButton.LeftButton)
    panel = page.act_shown()
    panel.form["reason"].set_value("文件撤回重拟")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert _card(review_id).state is ReviewState.VOID
    assert "文件撤回重拟" in _words(page.over)


def test_the_signed_sheet_may_be_added_later(open_sheet, at_level, qtbot, tmp_path):
    scan = tmp_path / "审查单.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x02" * 64)
    review_id = at_level(5)
    page = open_sheet(review_id)
    page.steps.act.emit("attach_scan", 0)
    panel = page.act_shown()
    panel.form["scan"].editor.take((scan,))
    qtbot.waitUntil(lambda: not panel.form["scan"].editor.busy(), timeout=20_000)
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert [one.name for one in _card(review_id).scans] == ["审查单.png"]


# looking


def test_five_steps_stand_on_top_with_names_and_state(open_sheet, at_level):
    page = open_sheet(at_level(2))
    names = [one.accessibleName() for one in page.stages.steps]
    assert len(names) == 5
    assert "已完成" in names[0]
    assert "王芳" in names[0]
    assert "待签署" in names[2]
    assert "未到" in names[4]


def test_the_warning_about_classified_files_is_always_there(open_sheet, begun):
    page = open_sheet(begun())
    assert "不得存储、处理涉密文件" in page.warning.message.text()
    assert page.warning.isVisible()


def test_every_answer_can_be_read_aloud(open_sheet, begun, qtbot):
    page = open_sheet(begun())
    index = page.list.questions.index(page.list.currentIndex().row(), ANSWER)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "未答"
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "否"


def _text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_printed_form_has_all_questions_answers_and_boxes_to_sign(
    open_sheet, at_level, journey, desk
):
    review_id = at_level(2)
    page = open_sheet(review_id)
    page._print()
    place, _, facts = journey[-1]
    assert place == "papers"
    text = "".join(_text(facts["pdf"]).split())
    card = _card(review_id)
    for one in card.answers:
        assert one.question.text in text
    assert card.files[0].sha256 in text
    assert "签字：王芳" in text
    assert text.count("签字：") == 5
    assert "不得存储、处理涉密文件" in text


def test_a_form_printed_before_the_answers_has_boxes_to_tick(begun, desk):
    text = "".join(_text(form_sheet.pdf(begun(), desk)).split())
    assert text.count("□否") == 27
    assert 0 < text.count("□不适用") < 27


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_sheet_is_fit_to_be_seen(open_sheet, at_level, ui_checks, redress, look, size):
    redress(look, size)
    page = open_sheet(at_level(2))
    ui_checks.check(page)
    page.columns.show_pane("opinion")
    ui_checks.check(page, sizes=(ui_checks.SMALL,))


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_a_sheet_with_open_questions_is_fit_to_be_seen(
    open_sheet, begun, ui_checks, redress, look, size
):
    redress(look, size)
    page = open_sheet(begun())
    ui_checks.check(page)
    page._open_act("ask_others", 0)
    ui_checks.check(page)
