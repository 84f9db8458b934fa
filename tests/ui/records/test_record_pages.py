"""Corrections of records through the real widgets: list, form, card with its acts, letters."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from clerkdesk import settings
from clerkdesk.db.models import Draft, RecordCorrection
from clerkdesk.deadlines.lights import Light
from clerkdesk.letters import queries as letters
from clerkdesk.record_corrections import service as records
from clerkdesk.record_corrections.rules import Act, Finding, Ground, State
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.dispatch import Way
from ui.letters.card import LetterCard
from ui.places import PLACES
from ui.records.card import RecordPage
from ui.records.list import RecordList, side_count
from ui.records.register import RegisterRecord
from ui.records.write import WriteRecordLetter

TODAY = date(2026, 10, 13)


def labels(widget) -> str:
    """What stands in a card, without what was thrown away."""
    throw_away()
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def throw_away() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# the list


@pytest.fixture
def listed(qtbot, desk, matters):
    page = RecordList(desk)
    qtbot.addWidget(page)
    return page


def test_the_list_opens_with_what_is_open_and_leads_to_the_card(listed, matters, journey, qtbot):
    open_one, told = matters.checked(), matters.told()
    listed.show()
    listed.look_again()
    assert listed.table.count() == 1
    listed.table.setFocus()
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    assert journey == [("records", open_one, {})]

    listed.arrive(None, state=State.TOLD)
    assert [row.id for row in listed.table.selected()] == [told]


def test_an_empty_list_says_why_and_offers_the_form(listed, journey):
    listed.look_again()
    assert listed.stack.currentWidget() is listed.none
    listed.none.button.click()
    assert journey == [("records.register", None, {})]


def test_what_the_filters_hide_is_counted(listed, matters):
    matters.void()
    listed.look_again()
    assert listed.stack.currentWidget() is listed.none_chosen
    assert "1 件" in listed.none_chosen.why.text()
    listed.none_chosen.button.click()
    assert listed.table.count() == 1


def test_the_side_bar_counts_what_is_open_with_its_worst_light(desk, matters):
    assert side_count(desk).light is None
    matters.register()
    matters.told()
    assert (side_count(desk).count, side_count(desk).light) == (1, Light.OVERDUE)


def test_the_board_leads_here():
    assert PLACES["record"] == "records"


# the form


@pytest.fixture
def form_page(qtbot, desk, matters):
    page = RegisterRecord(desk)
    qtbot.addWidget(page)
    page.show()
    page.look_again()
    page.arrive(None)
    return page


def fill(page) -> None:
    page.form.set_values(
        {
            "channel": Channel.SIGNED_MAIL,
            "applicants[0].name": "刘洋",
            "record": "竣工验收备案表",
            "wrong": "日期错误",
        }
    )
    line = page.form["received_on"].editor.line
    line.setText("1009")


def test_typing_and_saving_writes_the_register(form_page, journey, notes):
    fill(form_page)
    form_page.save_button.click()
    (row,) = RecordCorrection.select()
    assert (row.number, row.applicant, row.received_on) == (
        "更2026-0001",
        "刘洋",
        date(2026, 10, 9),
    )
    assert journey == [("records", row.id, {})]
    assert "更2026-0001" in notes[-1]
    assert form_page.form["record"].value() == ""


def test_what_is_missing_is_said_beside_its_field(form_page):
    fill(form_page)
    form_page.form["wrong"].set_value("")
    form_page.save_button.click()
    assert form_page.form["wrong"].state == "block"
    assert RecordCorrection.select().count() == 0


def test_a_refusal_of_the_register_stands_beside_its_field_and_keeps_the_form(form_page):
    fill(form_page)
    form_page.form["applicants[0].name"].set_value("刘\u202e洋")
    form_page.save_button.click()
    assert form_page.form["applicants[0].name"].state == "block"
    assert form_page.form["record"].value() == "竣工验收备案表"


def test_the_target_is_shown_as_the_office_s_own(form_page, clerk):
    fill(form_page)
    assert "2026-11-05 周四" in labels(form_page.target)
    assert "不是法定期限" in labels(form_page.target)
    settings.change(clerk, record_target_days=5)
    form_page.refresh()
    assert "5 个工作日" in labels(form_page.target)


def test_a_half_filled_form_is_kept_and_gone_on_with(form_page, desk, qtbot):
    fill(form_page)
    form_page.form.add_agent()
    form_page.form["agent.name"].set_value("周海")
    assert form_page.may_leave()
    (draft,) = Draft.select()
    assert draft.kind == "record"

    again = RegisterRecord(desk)
    qtbot.addWidget(again)
    again.look_again()
    again.arrive(None, draft=draft.id)
    assert again.form["wrong"].value() == "日期错误"
    assert again.form["agent.name"].value() == "周海"
    assert again.form["channel"].value() is Channel.SIGNED_MAIL
    assert again.form["received_on"].value() == date(2026, 10, 9)
    again.save_button.click()
    assert Draft.select().count() == 0


def test_a_typed_number_is_asked_for_only_where_the_office_types_them(form_page, clerk):
    assert form_page.form["number"].isHidden()
    settings.change(clerk, record_numbers="typed")
    form_page.refresh()
    assert not form_page.form["number"].isHidden()
    fill(form_page)
    form_page.form["number"].set_value("更2026-0031")
    form_page.save_button.click()
    assert RecordCorrection.get().number == "更2026-0031"


# the card


@pytest.fixture
def card_page(qtbot, desk, matters):
    page = RecordPage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def shown(page, record):
    page.arrive(record)
    page.look_again()
    return page


def press(page, act: Act):
    """Press an act's button and return the form that opens."""
    page.steps.buttons[act.value].click()
    return page.middle.shown()


def test_personal_numbers_are_masked_until_asked_for(card_page, matters):
    shown(card_page, matters.register())
    assert "138****6620" in labels(card_page.facts)
    card_page.facts.numbers.click()
    assert "13800006620" in labels(card_page.facts)
    shown(card_page, matters.register())
    assert "13800006620" not in labels(card_page.facts)


def test_checking_leads_to_deciding(card_page, matters):
    record = matters.register()
    shown(card_page, record)
    panel = press(card_page, Act.CHECK)
    panel.form["found"].set_value("与原件不一致")
    panel.save.click()
    assert matters.card(record).next_step == "record_decide"
    card_page.refresh()
    assert "已经核实" in labels(card_page.steps)
    assert "与原件不一致" in labels(card_page.story)


def test_the_decision_form_asks_for_what_its_letter_needs(card_page, matters):
    record = matters.checked()
    panel = press(shown(card_page, record), Act.DECIDE)

    def asked() -> set[str]:
        return {field.name for field in panel.form.shown()}

    assert asked() == {"finding", "approved_by", "on"}
    panel.form["finding"].set_value(Finding.NOT_CORRECTED)
    assert asked() == {"finding", "approved_by", "on", "ground", "why_not"}
    panel.form["finding"].set_value(Finding.FORWARDED)
    assert asked() == {"finding", "approved_by", "on", "organ", "organ_contact", "remark"}
    panel.form["finding"].set_value(Finding.CORRECTED)
    assert asked() == {"finding", "approved_by", "on", "corrected_on", "how"}


def test_a_refused_decision_stands_beside_its_field_and_keeps_what_was_typed(card_page, matters):
    record = matters.checked()
    panel = press(shown(card_page, record), Act.DECIDE)
    panel.form["finding"].set_value(Finding.NOT_CORRECTED)
    panel.form["approved_by"].set_value(matters.leader)
    panel.save.click()
    assert panel.form["why_not"].state == "block"
    panel.form["why_not"].set_value("与原件一致")
    panel.save.click()
    assert panel.form["ground"].state == "block"
    panel.form["ground"].set_value(Ground.ACCURATE)
    panel.form["approved_by"].set_value(matters.clerk)
    panel.save.click()
    assert panel.form["approved_by"].state == "block"
    assert panel.form["why_not"].value() == "与原件一致"
    panel.form["approved_by"].set_value(matters.leader)
    panel.save.click()
    assert matters.card(record).decision.explanation == "与原件一致"


def test_another_organ_may_be_typed_that_is_in_no_list(card_page, matters, journey):
    record = matters.register()
    panel = press(shown(card_page, record), Act.DECIDE)
    panel.form["finding"].set_value(Finding.REFERRED)
    panel.form["organ"].editor.set_typed("临江市民政局")
    panel.form["organ_contact"].set_value("0000-8333333")
    panel.form["approved_by"].set_value(matters.leader)
    panel.save.click()
    assert matters.card(record).decision.organ == "临江市民政局"
    card_page.refresh()
    card_page.steps.buttons[Act.WRITE.value].click()
    assert journey == [("records.write", record, {"key": "record_elsewhere"})]


def test_evidence_asked_for_and_received(qtbot, desk, card_page, matters, tmp_path):
    record = matters.register()
    panel = press(shown(card_page, record), Act.ASK_EVIDENCE)
    panel.form["what"].set_value("请提供验收报告")
    panel.save.click()
    card_page.refresh()
    assert card_page.header.chip.text() == "已逾期 · 逾 2 工作日"  # overdue wins over paused
    assert matters.card(record).state is State.WAITING

    scan = tmp_path / "报告.pdf"
    scan.write_bytes(b"%PDF-1.7")
    panel = press(card_page, Act.RECEIVE_EVIDENCE)
    panel.form["what"].set_value("验收报告")
    panel.form["file_ids"].editor.take((scan,))
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    panel.save.click()
    assert [one.name for one in matters.card(record).files] == ["报告.pdf"]


def test_a_file_is_taken_off_with_a_reason(card_page, matters):
    record = matters.checked()
    shown(card_page, record)
    throw_away()
    (away,) = [one for one in card_page.evidence.findChildren(QPushButton) if one.text() == "移出"]
    away.click()
    panel = card_page.middle.shown()
    panel.form["reason"].set_value("传错了")
    panel.save.click()
    assert matters.card(record).files == ()


def test_an_event_is_voided_from_the_menu_and_stays_in_the_story(card_page, matters):
    record = matters.checked()
    shown(card_page, record)
    card_page.voiding.trigger()
    panel = card_page.middle.shown()
    panel.form["reason"].set_value("记错了")
    panel.save.click()
    card_page.refresh()
    assert "已作废：记错了" in labels(card_page.story)
    assert not matters.card(record).events[-1].stands


def test_facts_are_mended(card_page, matters):
    record = matters.register()
    panel = press(shown(card_page, record), Act.CHANGE_FACTS)
    panel.form["record"].set_value("备案表第三栏")
    panel.save.click()
    assert matters.card(record).record == "备案表第三栏"


def test_making_void_asks_first(card_page, matters, box):
    record = matters.register()
    panel = press(shown(card_page, record), Act.VOID)
    panel.form["reason"].set_value("重复登记")
    box.answer = False
    panel.save.click()
    assert matters.card(record).state is State.CHECKING
    box.answer = True
    panel.save.click()
    assert matters.card(record).state is State.VOID
    card_page.refresh()
    assert card_page.header.chip.isHidden()
    assert card_page.steps.buttons == {}


def test_withdrawing_closes_the_card(card_page, matters):
    record = matters.register()
    panel = press(shown(card_page, record), Act.WITHDRAW)
    panel.save.click()
    card_page.refresh()
    assert "没有要办的" in labels(card_page.steps)
    assert "办结" in labels(card_page.steps)


def test_a_half_filled_act_waits_while_the_clerk_looks_elsewhere(card_page, matters):
    record = matters.register()
    panel = press(shown(card_page, record), Act.CHECK)
    panel.form["found"].set_value("调阅档案")
    assert card_page.escape()
    assert press(card_page, Act.CHECK).form["found"].value() == "调阅档案"


# letters


@pytest.fixture
def writing(qtbot, desk, matters):
    page = WriteRecordLetter(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_preview_is_the_letter_and_freezing_leads_to_it(writing, matters, box, journey):
    record = matters.decided()
    writing.arrive(record, key="record_corrected")
    assert writing.view.pages() == 1
    assert "2026年" not in writing.form["matter"].value()
    assert writing.form["explanation"].value() == "已改为8月1日"
    box.answer = True
    writing.freeze.click()
    (made,) = matters.card(record).letters
    assert journey == [("letters", made.id, {})]
    assert made.number == "临建公告〔2026〕1号"
    assert letters.pdf(made.id).startswith(b"%PDF")


def test_both_letters_of_a_forwarding_are_written_one_after_the_other(
    writing, matters, box, journey
):
    record = matters.decided(Finding.FORWARDED)
    writing.arrive(record)
    assert writing.kind.value() == "record_forwarded"
    writing.freeze.click()
    assert journey == [("records.write", record, {"key": "record_referred"})]
    writing.arrive(record, key="record_referred")
    assert writing.form["other_contact"].value() == "0000-8222222"
    writing.freeze.click()
    assert [one.key for one in matters.card(record).letters] == [
        "record_forwarded",
        "record_referred",
    ]
    assert journey[-1][0] == "letters"


def test_what_cannot_be_set_is_said_beside_its_field(writing, matters):
    record = matters.decided(Finding.REFERRED)
    writing.arrive(record)
    writing.form["other_contact"].set_value("")
    writing.preview()
    assert writing.form["other_contact"].state == "block"
    assert writing.view.pages() == 0
    assert not writing.freeze.isEnabled()
    writing.form["other_contact"].set_value("0000-8222222")
    writing.form["dated_on"].set_value(date(2026, 9, 24))
    writing.preview()
    assert "早于作出处理决定" in writing.form["dated_on"].message.text()


def test_without_a_remedy_s_body_the_page_leads_to_the_settings(writing, matters, clerk, journey):
    record = matters.decided()
    settings.change(clerk, court="")
    writing.arrive(record)
    assert not writing.freeze.isEnabled()
    assert "还不能生成" in labels(writing.checks)
    go = writing.checks.findChild(QPushButton)
    go.click()
    assert journey == [("settings", None, {})]


def test_sending_is_reached_from_the_card(card_page, matters, journey):
    record = matters.decided()
    letter = records.make_letter(record, "record_corrected", matters.clerk)
    shown(card_page, record)
    card_page.steps.buttons[Act.SEND.value].click()
    assert journey == [("letters", letter, {})]


def test_a_matter_from_its_paper_to_the_day_it_was_told(
    form_page, writing, qtbot, desk, matters, journey, box
):
    fill(form_page)
    form_page.save_button.click()
    (_place, record, _facts) = journey[-1]
    card = RecordPage(desk)
    qtbot.addWidget(card)
    card.show()
    panel = press(shown(card, record), Act.CHECK)
    panel.form["found"].set_value("与原件不一致")
    panel.save.click()
    card.refresh()
    panel = press(card, Act.DECIDE)
    panel.form["finding"].set_value(Finding.CORRECTED)
    panel.form["corrected_on"].set_value(TODAY)
    panel.form["how"].set_value("已改为8月1日")
    panel.form["approved_by"].set_value(matters.leader)
    panel.save.click()
    card.refresh()
    card.steps.buttons[Act.WRITE.value].click()
    writing.arrive(record, **journey[-1][2])
    writing.freeze.click()

    letter = LetterCard(desk)
    qtbot.addWidget(letter)
    letter.show()
    letter.arrive(journey[-1][1])
    assert not letter.slip.isVisible()
    letter.form.set_values({"on": TODAY, "way": Way.HAND})
    letter._do()
    assert matters.card(record).state is State.TOLD
    link = next(one for one in letter.findChildren(QPushButton) if one.text() == "更2026-0001")
    link.click()
    assert journey[-1] == ("records", record, {})


# every page in every dress


def pages(desk, matters):
    told, decided, void = matters.told(), matters.decided(), matters.void()
    many = RecordList(desk)
    many.look_again()
    many.filters.set_value("state", None)
    form = RegisterRecord(desk)
    form.look_again()
    form.arrive(None)
    made = [many, form]
    for record in (matters.checked(), told, decided, void):
        card = RecordPage(desk)
        made.append(shown(card, record))
    for act in (Act.DECIDE, Act.RECEIVE_EVIDENCE, Act.CHANGE_FACTS, Act.ASK_EVIDENCE):
        card = RecordPage(desk)
        shown(card, matters.checked())
        card.open_act(act.value)
        if act is Act.DECIDE:
            card.middle.shown().form["finding"].set_value(Finding.CORRECTED)
        made.append(card)
    letter = WriteRecordLetter(desk)
    letter.arrive(matters.decided(Finding.NOT_CORRECTED))
    made.append(letter)
    return made


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_every_page_is_fit_to_be_shown(ui_checks, qtbot, desk, matters, redress, appearance, size):
    redress(appearance, size)
    for page in pages(desk, matters):
        qtbot.addWidget(page)
        ui_checks.check(page)
        assert ui_checks.rich_labels(page) == []
        page.hide()


def test_every_line_takes_rare_characters(ui_checks, qtbot, form_page, matters):
    assert ui_checks.typed_into_every_line(form_page) == []
