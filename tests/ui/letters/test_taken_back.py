"""A sending voided on the request's card: the letter is told of first, and goes back with it."""

from datetime import date

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from clerkdesk.letters import queries as letters
from clerkdesk.letters import service
from clerkdesk.requests import queries
from ui.requests.card import RequestCard

TODAY = date(2026, 10, 13)


@pytest.fixture
def page(qtbot, desk):
    made = RequestCard(desk)
    qtbot.addWidget(made)
    yield made
    for timer in made.findChildren(QTimer):
        timer.stop()


@pytest.mark.parametrize(
    ("kind", "told", "left", "served"),
    [("sent", "发出登记一并收回", None, None), ("served", "送达登记一并收回", TODAY, None)],
)
def test_what_is_voided_on_the_card_is_taken_back_from_the_letter(
    page, office, box, kind, told, left, served
):
    request = office.request()
    office.decide(request)
    office.sign(request)
    letter = service.make(request, "disclosed", office.clerk)
    service.record_sent(letter, office.clerk, on=TODAY, way="post", tracking="EMS1")
    service.record_served(letter, office.clerk, on=TODAY)
    page.arrive(request)
    page.look_again()
    events = queries.card(request, TODAY).events
    event = next(one for one in events if one.kind.value == kind)
    page.open_act("void", event.id)
    panel = page.place.shown()
    panel.form["void_reason"].set_value("登记错了")
    panel.act()
    said = "".join(one.text() for one in box.shown[-1].findChildren(QLabel))
    row = letters.card(letter).row
    assert told in said
    assert row.number in said
    assert (row.sent_on, row.served_on) == (left, served)
