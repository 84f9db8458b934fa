"""What bad and unusual input gets, through the real window: kept as given, or refused in words."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from clerkdesk.clock import FixedClock
from clerkdesk.db.models import Letter, Party, Request, RequestItem
from clerkdesk.requests import queries, service
from clerkdesk.requests.outcomes import Outcome
from ui.letters.write import WriteLetter
from ui.requests.card import RequestCard
from ui.requests.intake import RequestIntake

LONG = ("王𠮷𬭚㐂" * 70)[:280]


@pytest.fixture
def form(window, turn):
    """The intake form in the window, filled but for what a test is about."""

    def fill(name="刘洋", content="供热特许经营协议", arrived=date(2026, 10, 12), **more):
        window.navigate("requests.intake")
        turn()
        page = window.page()
        assert isinstance(page, RequestIntake)
        page.form["channel"].set_value("signed_mail")
        page.form["arrived_on"].editor.line.setText(arrived.isoformat())
        page.form["applicants[0].name"].set_value(name)
        page.form["items[0]"].set_value(content)
        for field, value in more.items():
            page.form[field].set_value(value)
        return page

    return fill


def _words(page) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def _card(window, turn, request):
    window.navigate("requests", request)
    turn()
    page = window.page()
    assert isinstance(page, RequestCard)
    return page


@pytest.mark.parametrize(
    "name",
    [LONG, "𠮷𬭚㐂", "买买提·艾力", "O’Brien & <b>Söhne</b>", "王😀五", "{number} %s \\n"],
    ids=["280", "beyond the plane", "dot", "markup", "emoji", "marks"],
)
def test_a_name_is_stored_and_shown_exactly_as_given(form, window, turn, name):
    form(name).save()
    turn()
    request = Request.get()
    assert Party.get().name == name
    assert request.applicant == name
    assert name in _words(_card(window, turn, request.id))


def test_a_content_of_50000_characters_is_kept_whole(form, window, turn):
    content = ("请公开滨河路二期征地补偿安置方案𠮷及附件。\n" * 2300)[:50_000].rstrip()
    form(content=content).save()
    turn()
    assert RequestItem.get().content == content
    card = _card(window, turn, Request.get().id)
    for more in [one for one in card.findChildren(QPushButton) if one.text() == "看全文"]:
        more.click()
    assert content in _words(card)


@pytest.mark.parametrize("bad", ["刘\x07洋", "刘\u202e洋", "刘\x85洋", "王" * 301, "   "])
def test_a_name_that_cannot_be_kept_is_refused_beside_its_field_and_nothing_is_lost(
    form, turn, bad
):
    page = form("刘洋", content="很长的内容" * 100)
    with_fault = page.form["applicants[0].name"]
    with_fault.set_value(bad)
    page.save()
    turn()
    assert not Request.select().exists()
    assert page.form["items[0]"].value() == "很长的内容" * 100
    assert with_fault.state in ("block", "warn")


def test_a_day_that_has_not_come_is_refused_and_the_form_survives(form, turn):
    page = form(arrived=date(2026, 10, 20))
    page.save()
    turn()
    assert not Request.select().exists()
    assert page.form["arrived_on"].editor.line.text().startswith("2026-10-20")
    assert page.form["applicants[0].name"].value() == "刘洋"


def test_a_receipt_past_the_horizon_has_a_provisional_date_that_says_so(form, window, turn, clock):
    clock.at = FixedClock.on(date(2026, 12, 16)).at
    service.new_day()
    form(arrived=date(2026, 12, 15)).save()
    turn()
    request = Request.get()
    assert (request.due_on, bool(request.provisional)) == (date(2027, 1, 12), True)
    found = queries.card(request.id, date(2026, 12, 16))
    assert found.trace.later_due_on == date(2027, 1, 13)
    page = _card(window, turn, request.id)
    assert "2027-01-12" in _words(page)
    told = [one.toolTip() for one in page.findChildren(QWidget) if one.toolTip()]
    assert any("2027-01-13" in one for one in told)  # the later date, as the tag's reason


def test_a_character_without_a_font_stops_the_letter_until_its_cell_is_left_for_the_pen(
    form, window, turn, box, clerk
):
    form("欧阳𠮷娜", **{"applicants[0].address": "文昌路26号"}).save()
    turn()
    request = Request.get().id
    (item,) = queries.card(request, date(2026, 10, 13)).items
    answer = service.ItemAnswer(Outcome.PETITION, {"reason": "反映拖欠工资"})
    service.decide(request, clerk, on=date(2026, 10, 13), answers={item.id: answer})
    window.navigate("letters.write", request, key="petition")
    turn()
    page = window.page()
    assert isinstance(page, WriteLetter)
    assert "U+20BB7" in _words(page)
    assert not page.freeze.isEnabled()
    page._solved("𠮷")
    assert page._written is not None
    box.answer = True
    page._freeze()
    turn()
    assert "欧阳𠮷娜" in Letter.get().addressee
