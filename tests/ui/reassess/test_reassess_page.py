"""What was withheld comes back on its day, is assessed, and goes out or waits again."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel

from clerkdesk import morning, settings, units
from clerkdesk.clock import FixedClock
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.publications import queries, service
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import State
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.reassessments import queries as reassessments
from clerkdesk.reassessments.recording import Noun
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service as requesting
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.reviews.levels import Conclusion
from tests.approving import approve
from ui.places import numbered
from ui.publications.card import PublicationPage
from ui.reassess.page import Reassess
from ui.tables import Group
from ui.today.page import Today

TODAY = date(2026, 10, 13)


@pytest.fixture
def withheld(clerk, clock) -> dict[str, int]:
    """Three matters withheld in September: past its day, today, in a year."""
    clock.at = FixedClock.on(date(2026, 9, 1)).at
    made = {}
    for title, again in (
        ("逾期的纪要", date(2026, 10, 9)),
        ("今天的请示", TODAY),
        ("明年的草案", date(2027, 9, 1)),
    ):
        draft = NewPublication(title, date(2026, 8, 25))
        key = service.register(draft, [NewFile("a.txt", title.encode())], clerk)
        service.withhold(key, clerk, ground="draft", reason="过程稿", reassess_on=again)
        made[title] = key
    clock.at = FixedClock.on(TODAY).at
    return made


@pytest.fixture
def page(qtbot, desk):
    made = Reassess(desk)
    qtbot.addWidget(made)
    made.resize(1198, 631)
    made.show()
    made.look_again()
    return made


def test_the_queue_stands_in_order_of_its_days_with_lights(withheld):
    assert [(row.title, row.light) for row in reassessments.queue(TODAY)] == [
        ("逾期的纪要", Light.OVERDUE),
        ("今天的请示", Light.TODAY),
        ("明年的草案", Light.ORDINARY),
    ]


def test_what_has_come_back_stands_first(withheld, page):
    rows = [page.table.records.record(n) for n in range(page.table.count())]
    assert [row.title for row in rows if isinstance(row, Group)] == ["已到评估日", "以后"]
    assert page.name.text() == "逾期的纪要"


def test_circumstances_changed_it_becomes_public_and_leaves_the_queue(withheld, page, notes):
    page.go.click()
    panel = page.room_of_acts.shown()
    panel.save.click()
    assert panel.form["disclose"].state == "block"
    panel.form.set_values({"disclose": True, "reason": "文件已正式印发"})
    panel.save.click()
    card = queries.card(withheld["逾期的纪要"], TODAY)
    assert card.state is State.REGISTERED
    assert card.due_on is not None
    assert "重新评估" in notes[-1]
    assert page.name.text() == "今天的请示"
    (told,) = reassessments.past(Noun.PUBLICATION, withheld["逾期的纪要"])
    assert (told.on, told.disclose, told.reason) == (TODAY, True, "文件已正式印发")


def test_what_stays_withheld_comes_back_on_its_next_day(withheld, page):
    page.table.select(("publication", withheld["今天的请示"]))
    page.go.click()
    panel = page.room_of_acts.shown()
    panel.form.set_values({"disclose": False, "reason": "仍在讨论", "next_on": date(2026, 10, 1)})
    panel.save.click()
    assert panel.form["next_on"].state == "block" or not panel.trouble.isHidden()
    panel.form.set_values({"next_on": date(2027, 4, 1)})
    panel.save.click()
    assert queries.card(withheld["今天的请示"], TODAY).reassess_on == date(2027, 4, 1)
    page.table.select(("publication", withheld["今天的请示"]))
    texts = [label.text() for label in page.card.findChildren(type(page.name))]
    assert any("仍不公开" in text and "仍在讨论" in text for text in texts)


def test_a_day_ahead_is_refused_and_what_was_typed_stays(withheld, page):
    page.go.click()
    panel = page.room_of_acts.shown()
    panel.form.set_values(
        {"on": date(2026, 8, 1), "disclose": True, "reason": "早于不予公开的日期"}
    )
    panel.save.click()
    assert panel.form["on"].state == "block"
    assert page.escape()
    page.go.click()
    assert page.room_of_acts.shown().form["reason"].value() == "早于不予公开的日期"


def test_the_queue_is_printed_with_room_for_the_result(withheld, page, journey):
    page._print()
    with pypdfium2.PdfDocument(journey[-1][2]["pdf"]) as document:
        text = document[0].get_textpage().get_text_bounded()
    for word in ("不予公开信息评估清单", "明年的草案", "评估结果", "条例"):
        assert word in text


@pytest.fixture
def cut(clerk, clock, reviewers) -> int:
    """Published in October 2025 without what the review named; return its key."""
    day = date(2025, 10, 10)
    clock.at = FixedClock.on(day).at
    made = service.register(
        NewPublication("救助名单", day), [NewFile("名单.txt", "救助名单".encode())], clerk
    )
    review = service.start_review(made, clerk)
    reviewers.answer_calmly(review)
    said = {"conclusion": Conclusion.PARTLY, "ground": "privacy"}
    for place, opinion in enumerate(["遮盖家庭住址"] * 3 + ["电话一并遮盖"] * 2):
        reviewers.sign(review, place, day, opinion=opinion, **said)
    service.publish(made, clerk, on=day, channel="website")
    clock.at = FixedClock.on(TODAY).at
    return made


def test_parts_cut_come_back_level_by_level_and_begin_a_version_that_replaces(cut, page, journey):
    page.refresh()
    assert page.name.text() == "救助名单"
    texts = [label.text() for label in page.card.findChildren(QLabel)]
    told = next(text for text in texts if "遮盖家庭住址" in text)
    assert told.splitlines() == ["承办人初审：遮盖家庭住址", "复合审查（主管领导）：电话一并遮盖"]
    assert any("个人隐私" in text for text in texts)
    page.open.click()
    assert journey[-1] == ("publications", cut, {})
    page.go.click()
    panel = page.room_of_acts.shown()
    panel.save.click()
    assert panel.form["disclose"].state == "block"
    panel.form.set_values({"disclose": True, "reason": "当事人书面同意"})
    assert {one.name for one in panel.form.fields()}.isdisjoint({"title", "formed_on", "number"})
    panel.save.click()
    place, made, _facts = journey[-1]
    card = queries.card(made, TODAY)
    assert (place, card.state, card.title) == ("publications", State.REGISTERED, "救助名单")
    assert [tie.publication_id for tie in card.links] == [cut]
    assert page.stack.currentWidget() is page.none


def test_parts_stay_cut_until_a_next_day(cut, page):
    page.arrive(cut, parts=True)
    page.go.click()
    panel = page.room_of_acts.shown()
    panel.form.set_values({"disclose": False, "reason": "仍不同意", "next_on": date(2026, 10, 1)})
    panel.save.click()
    assert panel.form["next_on"].state == "block" or not panel.trouble.isHidden()
    panel.form.set_values({"next_on": date(2027, 4, 1)})
    panel.save.click()
    assert reassessments.queue(TODAY)[0].reassess_on == date(2027, 4, 1)
    texts = [label.text() for label in page.card.findChildren(QLabel)]
    assert any("仍不公开" in text and "2027-04-01" in text for text in texts)


@pytest.mark.parametrize("noun", ["parts", "item"])
def test_where_numbers_are_typed_the_form_asks_for_the_number(
    clerk, noun, request, desk, qtbot, journey
):
    request.getfixturevalue({"parts": "cut", "item": "refused"}[noun])
    settings.change(clerk, publication_numbers="typed")
    page = Reassess(desk)
    qtbot.addWidget(page)
    page.look_again()
    page.go.click()
    panel = page.room_of_acts.shown()
    panel.form.set_values({"disclose": True, "reason": "同意公开"})
    if noun == "item":
        panel.form.set_values({"formed_on": date(2020, 5, 6)})
    panel.save.click()
    assert panel.form["number"].state == "block"
    panel.form.set_values({"number": "公〔2026〕88"})
    panel.save.click()
    assert queries.card(journey[-1][1], TODAY).number == "公〔2026〕88"


def test_the_board_leads_from_parts_cut_to_their_assessment(cut, desk, qtbot, journey):
    lines = board.of("publication", cut, TODAY)
    (due,) = [one for one in lines if one.rule == "reassess_parts"]
    assert due.light is Light.OVERDUE
    assert numbered(due).startswith("公 ")
    today = Today(desk)
    qtbot.addWidget(today)
    today.look_again()
    today._open(due)
    assert journey[-1] == ("reassess", cut, {"parts": True})


def test_the_card_leads_to_the_assessment_of_parts_cut_with_its_form_open(
    cut, desk, qtbot, page, journey
):
    card = PublicationPage(desk)
    qtbot.addWidget(card)
    card.arrive(cut)
    card.steps.buttons["reassess_parts"].click()
    place, id_, facts = journey[-1]
    assert (place, id_) == ("reassess", cut)
    page.arrive(id_, **facts)
    assert page.room_of_acts.shown().form["disclose"].value() is None


def test_what_is_out_whole_offers_no_assessment_of_parts(desk, qtbot, clerk, reviewers):
    paper = NewFile("名单.txt", "救助名单全文".encode())
    made = service.register(NewPublication("救助名单", TODAY), [paper], clerk)
    reviewers.approve(made)
    service.publish(made, clerk, on=TODAY, channel="website")
    assert Act.REASSESS_PARTS not in queries.card(made, TODAY).acts


def test_a_publication_with_parts_cut_is_fit_to_be_shown(cut, page, ui_checks):
    page.refresh()
    ui_checks.check(page)
    page.assess()
    ui_checks.check(page)


@pytest.fixture
def refused(clerk, clock) -> int:
    """A reply of October 2025 withheld a trade secret; return the request's key."""
    day = date(2025, 10, 10)
    clock.at = FixedClock.on(day).at
    units.add(units.SECTION, "城建科", by=clerk)
    who = NewParty(
        PartyKind.NATURAL, "刘洋", IdKind.RESIDENT, "11010519491231002X", address="路1号"
    )
    intake = requesting.Intake(
        arrived_on=day,
        channel=Channel.SIGNED_MAIL,
        applicants=(who,),
        items=("供热特许经营协议",),
    )
    request = requesting.register(intake, clerk)
    given = {"ground": "trade_secret", "reason": "商业秘密", "third_party_view": "not_asked"}
    answer = requesting.ItemAnswer(Outcome.THIRD_PARTY, given)
    items = {item.id: answer for item in requests.card(request, day).items}
    requesting.decide(request, clerk, on=day, answers=items, reason="其书面意见已在卷")
    approve(request, clerk, day)
    requesting.send(request, clerk, on=day, way="hand")
    clock.at = FixedClock.on(TODAY).at
    return request


def test_what_a_reply_withheld_comes_back_and_becomes_a_draft(refused, page, journey):
    page.refresh()
    assert page.name.text() == "供热特许经营协议"
    page.open.click()
    assert journey[-1] == ("requests", refused, {})
    page.go.click()
    panel = page.room_of_acts.shown()
    form = panel.form
    assert not form["formed_on"].isVisible()
    form.set_values({"disclose": True, "reason": "第三方同意"})
    assert form["title"].value() == "供热特许经营协议"
    assert not form["next_on"].isVisible()
    panel.save.click()
    assert form["formed_on"].state == "block"  # the day the information was formed is asked
    form.set_values({"formed_on": date(2020, 5, 6)})
    panel.save.click()
    place, made, _facts = journey[-1]
    card = queries.card(made, TODAY)
    assert (place, card.request.id, card.state) == ("publications", refused, State.REGISTERED)
    assert page.stack.currentWidget() is page.none


def test_what_a_reply_withheld_stays_in_on_a_new_ground(refused, page, journey):
    page.refresh()
    (row,) = reassessments.queue(TODAY)
    page.arrive(row.id)
    page.go.click()
    panel = page.room_of_acts.shown()
    panel.form.set_values({"disclose": False, "reason": "涉及个人"})
    assert not panel.form["formed_on"].isVisible()
    panel.form.set_values({"ground": "privacy", "next_on": date(2027, 3, 1)})
    panel.save.click()
    page.arrive(row.id)
    texts = [label.text() for label in page.card.findChildren(type(page.name))]
    assert any("依据改为" in text and "2027-03-01" in text for text in texts)


def test_an_empty_queue_says_so(page):
    assert page.stack.currentWidget() is page.none


def test_a_matter_is_opened(withheld, page, journey):
    page.open.click()
    assert journey[-1] == ("publications", withheld["逾期的纪要"], {})


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(withheld, page, ui_checks, redress, appearance, size):
    redress(appearance, size)
    ui_checks.check(page)
    page.assess()
    ui_checks.check(page)


def test_what_is_due_leads_from_the_board_to_its_assessment(refused, desk, qtbot, journey):
    morning.begin(TODAY)
    (row,) = reassessments.queue(TODAY)
    (due,) = [one for one in board.of("withheld", row.id, TODAY) if one.rule == "reassess"]
    assert numbered(due) == f"申 {row.number}"
    today = Today(desk)
    qtbot.addWidget(today)
    today.look_again()
    today._open(due)
    assert journey[-1] == ("reassess", row.id, {})
