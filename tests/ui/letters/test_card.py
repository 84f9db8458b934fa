"""A frozen letter with real widgets: check, sign, send, serve, take back, void, copies of it."""

from datetime import date

import docx
import pytest
from docx import Document

from clerkdesk import files
from clerkdesk.letters import checking, queries, service
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service as requests
from clerkdesk.requests.states import CLOSED
from ui.letters.card import LetterCard

CHAR = "\U00030abc"
STRANGER = "13912345678"


@pytest.fixture
def page(qtbot, desk, office):
    made = LetterCard(desk)
    qtbot.addWidget(made)
    made.resize(1200, 660)
    made.show()
    return made


def go(page, qtbot, letter):
    """Open a letter and wait for the check that begins by itself."""
    page.arrive(letter)
    qtbot.waitUntil(lambda: not page.desk.jobs.running, timeout=20_000)
    return page


def provide(office, letter, tmp_path, text, name="协议.docx"):
    made = Document()
    made.add_paragraph(text)
    path = tmp_path / name
    made.save(str(path))
    file_id = files.store(path, name, office.clerk)
    request = queries.card(letter).row.request_id
    requests.attach(request, office.clerk, file_id=file_id, role=checking.PROVIDED)
    return path


def buttons(page) -> list[str]:
    layout = page.acts_card.body
    return [
        layout.itemAt(n).widget().text() for n in range(layout.count()) if layout.itemAt(n).widget()
    ]


def test_a_made_letter_opens_with_its_page_and_the_form_of_sending(page, office, qtbot):
    go(page, qtbot, office.reply())
    assert page.view.pages() == 1
    assert page.form["way"].value() == "post"
    assert "没有发现问题" in page.outgoing.told.text()


def test_sending_is_refused_beside_its_field_then_recorded(page, office, qtbot, notes):
    letter = office.reply()
    go(page, qtbot, letter)
    page._do()
    tracking = page.form["tracking"]
    assert tracking.state == "block"
    tracking.set_value("SF123")
    tracking.focus()
    page.form["way"].focus()
    assert (tracking.state, "13位" in tracking.message.text()) == ("warn", True)
    tracking.set_value("1234567890123")
    page._do()
    row = queries.card(letter).row
    assert (row.state, row.tracking) == ("sent", "1234567890123")
    assert office.card(row.request_id).state in CLOSED
    assert notes[-1].startswith("已登记寄送")
    assert buttons(page) == ["登记送达(&N)", "撤回寄送登记(&T)"]


def test_a_reply_that_nobody_signed_is_reminded_of_until_it_is_signed(page, office, qtbot):
    letter = office.reply(signed=False)
    go(page, qtbot, letter)
    assert "还没有登记签批" in page.form["on"].message.text()
    assert page.form["reason"].isVisibleTo(page.form)
    page.form["on"].set_value(date(2026, 10, 13))
    page.form["tracking"].set_value("1")
    assert page.form["on"].state == "warn"
    page._do()
    assert "条例第四十五条" in page.form["reason"].message.text()
    assert queries.card(letter).row.state == "made"
    office.sign(queries.card(letter).row.request_id)
    page.refresh()
    assert page.form["on"].state != "warn"
    assert "期限以这一天为准" in page.form["on"].message.text()
    page._do()
    request = queries.card(letter).row.request_id
    assert not any(one.unlawful for one in office.card(request).events)


def test_a_reply_sent_unsigned_needs_a_reason_and_is_marked_for_good(page, office, qtbot):
    letter = office.reply(signed=False)
    go(page, qtbot, letter)
    page.form["tracking"].set_value("1")
    page.form["reason"].set_value("负责人出差，电话同意，回来补签")
    page._do()
    (sent,) = [
        one for one in office.card(queries.card(letter).row.request_id).events if one.kind == "sent"
    ]
    assert "条例第四十五条" in sent.unlawful
    assert sent.reason == "负责人出差，电话同意，回来补签"


def test_a_notice_is_nobodys_to_sign(page, office, qtbot):
    go(page, qtbot, service.make(office.request(), "receipt", office.clerk))
    assert page.form["on"].state != "warn"


def test_service_is_recorded_with_its_proof(page, office, qtbot):
    letter = office.reply()
    service.record_sent(letter, office.clerk, on=date(2026, 10, 13), way="post", tracking="1")
    go(page, qtbot, letter)
    page.acts_card.body.itemAt(0).widget().click()
    page.form["proof"].set_value("签收联")
    page._do()
    assert queries.card(letter).row.state == "served"
    assert buttons(page) == ["撤回寄送登记(&T)"]
    assert page.acts_card.body.itemAt(0).widget().property("kind") == "plain"


def test_a_dispatch_noted_by_mistake_is_taken_back_with_a_reason(page, office, qtbot):
    letter = office.reply()
    go(page, qtbot, letter)
    page.form["tracking"].set_value("1")
    page._do()
    page.acts_card.body.itemAt(1).widget().click()
    page._do()
    assert page.form["reason"].state == "block"
    page.form["reason"].set_value("邮件号抄错")
    page._do()
    assert queries.card(letter).row.state == "made"


def test_a_late_notice_asks_for_its_reason_and_keeps_what_was_typed(page, office, qtbot):
    typed = {"points": ("请写明文号",), "until": date(2026, 10, 30)}
    request = office.request(arrived=date(2026, 9, 14))
    letter = service.make(request, "correction_notice", office.clerk, typed=typed)
    go(page, qtbot, letter)
    page.form["tracking"].set_value("123")
    page._do()
    assert page.form["reason"].state == "warn"
    assert not page.form["reason"].isHidden()
    assert page.form["tracking"].value() == "123"
    page.form["reason"].set_value("如实登记")
    page._do()
    assert queries.card(letter).row.state == "sent"


def test_a_void_asks_for_a_reason_and_a_second_look(page, office, qtbot, box):
    letter = office.reply()
    go(page, qtbot, letter)
    page._call_off()
    page.acts_card.body.itemAt(1).widget().click()
    page._do()
    assert page.form["reason"].state == "block"
    page.form["reason"].set_value("收件人写错")
    box.answer = False
    page._do()
    assert queries.card(letter).row.state == "made"
    assert page.form["reason"].value() == "收件人写错"
    box.answer = True
    page._do()
    assert queries.card(letter).row.state == "void"
    assert page.acts_card.isHidden()
    assert page.outgoing.isHidden()


def test_escape_leaves_the_form_and_not_the_page(page, office, qtbot):
    go(page, qtbot, office.reply())
    assert page.escape()
    assert buttons(page) == ["登记寄送(&N)", "作废(&V)"]
    assert not page.escape()


def test_an_internal_sheet_is_not_sent_from_here(page, office, qtbot):
    request = office.request()
    office.decide(request)
    sheet = service.make(request, "approval_sheet", office.clerk)
    go(page, qtbot, sheet)
    assert buttons(page) == ["作废(&V)"]
    assert page.outgoing.isHidden()


def test_a_cell_left_for_writing_by_hand_is_asked_about(page, office, qtbot):
    party = NewParty(PartyKind.NATURAL, f"王{CHAR}")
    request = office.request(applicant=party)
    letter = service.make(request, "receipt", office.clerk, by_hand=(CHAR,))
    go(page, qtbot, letter)
    page.form["tracking"].set_value("1")
    page._do()
    assert page.form["by_hand_done"].state == "block"
    assert page.form["by_hand_done"].label.text().startswith("缺字")
    page.form["by_hand_done"].set_value(True)
    page._do()
    assert queries.card(letter).row.state == "sent"


# --- what goes with it ---------------------------------------------------------------------------


def test_a_finding_is_shown_and_signed_before_the_letter_leaves(page, office, qtbot, tmp_path):
    letter = office.reply()
    provide(office, letter, tmp_path, f"联系电话：{STRANGER}")
    go(page, qtbot, letter)
    assert "有 1 处要处理" in page.outgoing.told.text()
    page.form["tracking"].set_value("1")
    page._do()
    assert queries.card(letter).row.state == "made"
    assert page._trouble is not None
    line = page.outgoing.found.itemAt(0).widget()
    line.layout().itemAt(2).widget().click()
    page.outgoing.sign.click()
    assert page.outgoing.fault.isVisible()
    page.outgoing.reason.set_value("本人书面同意")
    page.outgoing.sign.click()
    assert "均已签字" in page.outgoing.told.text()
    text = page.outgoing.found.itemAt(0).widget().layout().itemAt(1).widget().text()
    assert "他人的个人信息" in text
    assert "王芳 2026-10-13 签字：本人书面同意" in text
    assert page._trouble is None
    page._do()
    assert queries.card(letter).row.state == "sent"


def test_files_are_added_and_taken_off_here(page, office, qtbot, box, tmp_path):
    letter = office.reply()
    go(page, qtbot, letter)
    made = Document()
    made.add_paragraph("供热特许经营协议")
    path = tmp_path / "协议.docx"
    made.save(str(path))
    box.files = (path,)
    page.outgoing.add.click()
    qtbot.waitUntil(lambda: not page.desk.jobs.running, timeout=20_000)
    assert [paper.name for paper in checking.papers(letter)][1:] == ["协议.docx"]
    assert page.outgoing.told.text() == "还没有检查"
    page.outgoing.check.click()
    qtbot.waitUntil(lambda: page.outgoing.checked is not None, timeout=20_000)
    assert "没有发现问题" in page.outgoing.told.text()
    page.outgoing.papers.itemAt(1).widget().layout().itemAt(2).widget().click()
    assert len(checking.papers(letter)) == 1


def test_a_notice_takes_no_files(page, office, qtbot):
    go(page, qtbot, service.make(office.request(), "receipt", office.clerk))
    assert page.outgoing.add.isHidden()


# --- copies --------------------------------------------------------------------------------------


def test_the_letter_is_saved_as_it_was_frozen_and_as_word(page, office, qtbot, box, tmp_path):
    letter = office.reply()
    go(page, qtbot, letter)
    box.files = (tmp_path / "a.pdf",)
    page._save()
    assert (tmp_path / "a.pdf").read_bytes() == queries.pdf(letter)
    box.files = (tmp_path / "a.docx",)
    page._save_word()
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "a.docx")).paragraphs)
    assert queries.card(letter).row.number in text


def test_slip_and_label_are_one_step_away(page, office, qtbot, journey):
    letter = office.reply()
    go(page, qtbot, letter)
    page.slip.trigger()
    assert journey[-1] == (
        "letters.write",
        queries.card(letter).row.request_id,
        {"key": "delivery_slip"},
    )
    page.label.trigger()
    place, _id, facts = journey[-1]
    assert place == "papers"
    assert facts["pdf"].startswith(b"%PDF")


# --- the page itself -----------------------------------------------------------------------------


def test_the_page_is_fit_to_be_shown(ui_checks, page, office, qtbot, tmp_path):
    letter = office.reply()
    provide(office, letter, tmp_path, f"联系电话：{STRANGER}")
    go(page, qtbot, letter)
    ui_checks.check(page)


@pytest.mark.parametrize(("appearance", "size"), [("dark", 14), ("light", 18)])
def test_the_page_is_fit_in_the_dark_and_in_large_text(
    ui_checks, redress, qtbot, desk, office, appearance, size
):
    redress(appearance, size)
    page = LetterCard(desk)
    qtbot.addWidget(page)
    go(page, qtbot, office.reply())
    ui_checks.check(page)
