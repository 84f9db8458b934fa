"""From an answer to a publication for all, on its own page."""

from datetime import date

import pytest

from clerkdesk import files
from clerkdesk.db.models import Publication, RequestItem
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.outcomes import Outcome
from ui.requests_publish.page import RequestsPublish

ANSWER = service.ItemAnswer(
    Outcome.DISCLOSED, {"provided": "滨河路二期规划许可", "provide_way": "纸质邮寄"}
)


@pytest.fixture
def given(desk):
    intake = service.Intake(
        Channel.IN_PERSON,
        date(2026, 9, 28),
        (NewParty(PartyKind.NATURAL, "刘洋"),),
        ("滨河路二期规划许可及附图",),
    )
    request = service.register(intake, desk.person_id)
    name = "很长的文件名" * 12 + ".txt"
    key = files.store("规划许可".encode(), name, desk.person_id)
    service.attach(request, desk.person_id, file_id=key, role="provided")
    (item,) = RequestItem.select()
    service.decide(request, desk.person_id, on=date(2026, 10, 12), answers={item.id: ANSWER})
    return request


@pytest.fixture
def page(desk, qtbot, given):
    made = RequestsPublish(desk)
    qtbot.addWidget(made)
    made.arrive(given)
    made.look_again()
    made.show()
    return made


def test_it_is_filled_from_the_request_and_registers_tied_both_ways(
    page, desk, given, journey, notes, qtbot
):
    assert page.form["title"].value() == "滨河路二期规划许可"
    page.save.click()
    assert page.form["formed_on"].state == "block"
    assert not Publication.select().exists()
    page.form["formed_on"].set_value(date(2021, 3, 1))
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    made = Publication.get()
    assert (made.request_id, made.title) == (given, "滨河路二期规划许可")
    assert journey == [("publications", made.id, {})]
    assert made.number in notes[0]
    assert queries.card(given, desk.today()).related[0].id == made.id


def test_what_was_typed_stays_when_the_page_is_left_and_come_back_to(page, given):
    page.form["title"].set_value("改过的标题")
    page.arrive(given)
    assert page.form["title"].value() == "改过的标题"


def test_a_same_document_number_is_asked_about_and_keeps_the_form(page, desk, qtbot, journey):
    page.form.set_values({"formed_on": date(2021, 3, 1), "document_number": "示数〔2021〕3号"})
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    again = RequestsPublish(desk)
    qtbot.addWidget(again)
    again.arrive(Publication.get().request_id)
    again.show()
    assert again.earlier.isVisible()
    again.form.set_values({"formed_on": date(2021, 3, 1), "document_number": "示数〔2021〕3号"})
    again.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert again.asks.open_ones()
    assert again.form["document_number"].value() == "示数〔2021〕3号"
    assert Publication.select().count() == 1
    assert len(journey) == 1


def test_an_undecided_request_says_why_nothing_can_be_published(desk, qtbot, journey):
    intake = service.Intake(
        Channel.IN_PERSON, date(2026, 10, 12), (NewParty(PartyKind.NATURAL, "王"),), ("甲",)
    )
    page = RequestsPublish(desk)
    qtbot.addWidget(page)
    asked = service.register(intake, desk.person_id)
    page.arrive(asked)
    assert not page.none.isHidden()
    assert page.columns.isHidden()
    assert "还没有作出" in page.none.why.text()
    assert not page.save.isEnabled()
    page.none.button.click()
    assert journey == [("requests", asked, {})]


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 18)])
def test_the_page_is_fit_to_be_shown(page, ui_checks, redress, appearance, size):
    redress(appearance, size)
    ui_checks.check(page)
