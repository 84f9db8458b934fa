"""Parties named, told and printed for; reminders, notes and the gist: on the card and the form."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from clerkdesk.db.models import Publication
from clerkdesk.limits import Limit
from clerkdesk.publications import catalogue, duties, entries, queries, service
from clerkdesk.publications.attributes import Audience, Origin
from clerkdesk.publications.due_rules import Rule, Zero
from clerkdesk.publications.facts import Facts, Risk, Study
from clerkdesk.publications.overlay import Entry
from ui.publications import notice_sheet
from ui.publications.card import PublicationPage
from ui.publications.change import Change
from ui.publications.register import Register
from ui.reviews import form_sheet
from ui.reviews.card import ReviewPage

TODAY = date(2026, 10, 13)


@pytest.fixture
def open_card(qtbot, desk):
    def opened(publication_id: int) -> PublicationPage:
        page = PublicationPage(desk)
        qtbot.addWidget(page)
        page.arrive(publication_id)
        page.look_again()
        page.show()
        return page

    return opened


@pytest.fixture
def household(registered, reviewers) -> int:
    made = registered(
        title="房屋调查结果", category="house_taking_household", audience=Audience.PARTIES
    )
    reviewers.approve(made)
    return made


def words_of(widget) -> str:
    shown = (one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))
    return "\n".join(label.text() for label in shown)


def printed(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def act(page, key: str, **values):
    page._open_act(key)
    panel = page.act_shown()
    panel.form.set_values(values)
    panel.save.click()
    return panel


def test_parties_are_named_from_a_pasted_column_and_told_one_by_one(
    open_card, household, notes, qtbot
):
    page = open_card(household)
    qtbot.mouseClick(page.parties.name, Qt.MouseButton.LeftButton)
    panel = page.act_shown()
    panel.save.click()
    assert panel.form["parties"].state == "block"
    panel.form["parties"].set_value("张三\n李四\n\n王五")
    panel.save.click()
    assert notes[-1] == "已登记 3 位当事人"
    page.refresh()
    assert "已告知 0 / 3" in words_of(page.parties)
    first = queries.card(household, TODAY).notices[0].id
    act(page, "note_party_told", whom="one", notice=first, way="直接送达")
    page.refresh()
    assert "已告知 1 / 3" in words_of(page.parties)
    qtbot.waitUntil(lambda: "还有 2 位当事人没有告知" in words_of(page.steps))


def test_all_are_told_at_once_and_one_nobody_named_besides(open_card, household):
    service.name_parties(household, 1, parties=["张三", "李四"])
    page = open_card(household)
    act(page, "note_party_told", whom="all", way="公告栏集中送达")
    assert all(one.sent_on == TODAY for one in queries.card(household, TODAY).notices)
    page.refresh()
    panel = act(page, "note_party_told", party="赵六", way="挂号信")
    assert "whom" not in panel.form
    assert [one.party for one in queries.card(household, TODAY).notices] == ["张三", "李四", "赵六"]


def test_a_party_is_told_only_once_the_review_has_passed(open_card, registered, reviewers):
    made = registered(audience=Audience.PARTIES)
    page = open_card(made)
    assert page.parties.name.isVisible()
    assert not page.parties.tell.isVisible()
    reviewers.approve(made)
    page.refresh()
    assert page.parties.tell.isVisible()


def test_a_wrong_name_is_taken_off_the_list_with_a_reason(open_card, household):
    (notice,) = service.name_parties(household, 1, parties=["张三"])
    page = open_card(household)
    page._open_act("remove_party", notice)
    page.act_shown().form["reason"].set_value("不在征收范围")
    page.act_shown().save.click()
    assert queries.card(household, TODAY).notices == ()


def test_each_party_has_a_page_of_its_own_to_be_signed_for(open_card, household, desk, journey):
    parties = ["张三", "临江市<b>滨江</b>商贸有限公司"]
    service.name_parties(household, 1, parties=parties)
    page = open_card(household)
    page.parties.print.click()
    pages = printed(journey[-1][2]["pdf"])
    assert len(pages) == 2
    for party, text in zip(parties, pages, strict=True):
        assert f"{party}：" in text
        assert "政府信息公开告知书" in text
        assert "房屋调查结果" in text
        assert "送达回执" in text
    others = [one for one in parties if one not in pages[0]]
    assert others == [parties[1]]  # no party reads the name of another


def test_only_those_not_told_yet_are_printed_for(household, desk):
    first, _second = service.name_parties(household, 1, parties=["张三", "李四"])
    service.note_party_told(household, 1, on=TODAY, way="直接送达", notice_ids=[first])
    (text,) = printed(notice_sheet.pdf(queries.card(household, TODAY), desk))
    assert "李四：" in text


def test_what_is_amiss_stands_on_the_card_until_it_is_mended(open_card, registered, qtbot):
    made = registered()
    page = open_card(made)
    assert "还没有选类别" in words_of(page.steps)
    draft = service.draft_of(made)
    service.change_facts(made, replace(draft, category="fees"), 1)
    page.refresh()
    qtbot.waitUntil(lambda: "还有内容要件没有核对" in words_of(page.steps))
    assert "还没有选类别" not in words_of(page.steps)


def test_a_note_says_where_an_element_stands_or_why_it_is_missing(open_card, registered, qtbot):
    made = registered(category="fees")
    page = open_card(made)
    row = next(iter(page.elements.rows.values()))
    assert row.note.isHidden()
    qtbot.mouseClick(row.open, Qt.MouseButton.LeftButton)
    assert not row.note.isHidden()
    QTest.keyClicks(row.note, "p. 3")
    QTest.keyClick(row.note, Qt.Key.Key_Return)
    element = queries.card(made, TODAY).elements[0]
    assert (element.done, element.note) == (False, "p. 3")
    row.tick.click()
    element = queries.card(made, TODAY).elements[0]
    assert (element.done, element.note) == (True, "p. 3")
    page.refresh()
    assert row.note.value() == "p. 3"
    assert "已核 1 / 5" in words_of(page.elements)


def test_a_tie_taken_back_elsewhere_is_told_and_nothing_breaks(open_card, registered):
    other = registered(title="解读", text="解读正文。\n")
    made = registered()
    tie = service.link(made, 1, relation="interprets", other_id=other)
    page = open_card(made)
    service.unlink(tie, 1)
    page.rounds.unlinked.emit(tie)
    assert "这个关联已经取消" in words_of(page)


def test_the_offices_looser_limit_stands_on_the_card_with_why_the_law_governs(
    open_card, registered, clerk
):
    rule = Rule(Limit(20), Zero.APPROVED, "本局目录第3条")
    entry = replace(catalogue.entry_of("department_budget"), rule=rule)
    entries.change_entry("department_budget", entry, clerk, on=TODAY, why="照要点")
    made = registered(category="department_budget", facts=Facts(approved_on=date(2026, 9, 28)))
    told = words_of(open_card(made).due)
    assert "2026-10-18" in told
    assert "本单位目录：从批准（批复）日期 2026-09-28 起 20 个工作日（即 2026-10-30 周五）" in told
    assert "不能放宽法定期限" in told


def test_a_publication_keeps_its_ended_category_when_its_facts_are_changed(
    qtbot, desk, registered, clerk
):
    own = Entry(name="养护情况", owner="办公室", basis="制度", elements={"own_1": "单位"})
    key = entries.add_entry(own, clerk, on=TODAY)
    made = registered(category=key)
    entries.end_entry(key, clerk, on=TODAY, why="划转")
    page = Change(desk)
    qtbot.addWidget(page)
    page.arrive(made)
    page.form["index_number"].set_value("A-1")
    page.save.click()
    draft = service.draft_of(made)
    assert (draft.category, draft.index_number) == (key, "A-1")


@pytest.fixture
def form_page(qtbot, desk):
    page = Register(desk)
    qtbot.addWidget(page)
    page.show()
    page.look_again()
    return page


def test_a_hearing_with_one_day_only_is_refused_beside_the_other(form_page):
    form = form_page.form
    form["title"].set_value("征求意见稿")
    form["formed_on"].set_value(date(2026, 9, 1))
    form["category"].set_value("major_decision")
    form["hearing_first"].set_value(date(2026, 9, 2))
    form_page.save.click()
    assert form["hearing"].state == "block"
    assert Publication.select().count() == 0


def test_an_approval_can_be_entered_of_any_category(form_page):
    form = form_page.form
    form["category"].set_value("fees")
    assert form["approved_on"].isHidden()
    form.more.click()
    assert not form["approved_on"].isHidden()
    form["title"].set_value("收费目录")
    form["formed_on"].set_value(date(2026, 9, 28))
    form["approved_on"].set_value(date(2026, 9, 29))
    form["sensitive"].set_value(True)
    form["risk_plan"].set_value("发布会和解读同时")
    form_page.save.click()
    facts = service.draft_of(Publication.get().id).facts
    assert (facts.approved_on, facts.risk.plan) == (date(2026, 9, 29), "发布会和解读同时")


def test_the_gist_typed_in_the_form_stands_in_the_catalogue_of_article_12(
    form_page, reviewers, clerk
):
    form = form_page.form
    form["title"].set_value("停车收费通知")
    form["formed_on"].set_value(date(2026, 9, 28))
    form["note"].set_value("城区停车收费标准调整")
    form_page.save.click()
    made = Publication.get().id
    service.attach_file(made, service.NewFile("a.txt", "停车".encode()), clerk)
    reviewers.approve(made)
    service.publish(made, clerk, on=TODAY, channel="website")
    (line,) = duties.catalogue_rows(date(2026, 1, 1), date(2026, 12, 31))
    assert line.gist == "城区停车收费标准调整"


def test_study_and_risk_stand_before_the_leader_on_screen_and_on_paper(
    qtbot, desk, registered, clerk
):
    facts = Facts(
        sensitive=True,
        study=Study("先讲理由", "早高峰以后", "发布会与网站同时"),
        risk=Risk("middle", "担心涨价", "说明优惠办法", "先开发布会再解读"),
    )
    review_id = service.start_review(registered(facts=facts), clerk)
    page = ReviewPage(desk)
    qtbot.addWidget(page)
    page.arrive(review_id)
    shown = words_of(page.item)
    text = "".join(printed(form_sheet.pdf(review_id, desk)))
    for said in (
        "先讲理由",
        "早高峰以后",
        "发布会与网站同时",
        "中，担心涨价",
        "说明优惠办法",
        "先开发布会再解读",
    ):
        assert said in shown
        assert said in text


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_a_card_with_parties_and_reminders_is_fit_to_be_seen(
    open_card, household, ui_checks, redress, look, size
):
    redress(look, size)
    service.name_parties(
        household, 1, parties=["张三", "临江市滨江商贸有限公司（原临江市百货公司）"]
    )
    page = open_card(household)
    ui_checks.check(page)
    page._open_act("note_party_told")
    ui_checks.check(page)


def test_what_was_filled_is_not_folded_away_when_the_facts_are_changed(
    qtbot, desk, registered, clerk
):
    for facts in (Facts(sensitive=True), Facts(origin=Origin.JOINT)):
        page = Change(desk)
        qtbot.addWidget(page)
        page.arrive(registered(facts=facts, text=f"{facts}"))
        assert not page.form["sensitive"].isHidden()
        assert not page.form["origin"].isHidden()
