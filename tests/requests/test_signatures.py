"""Who may sign what, and when nothing is there to be signed."""

from datetime import date

import pytest

from clerkdesk.errors import UserError
from clerkdesk.requests import service

from .conftest import GIVEN

RECEIVED = date(2026, 9, 14)


@pytest.fixture
def reopened(desk) -> int:
    """Decided, signed and sent in 2026; on 1 December a new reply is ordered."""
    on = desk.go(2026, 9, 14)
    request = desk.register(RECEIVED)
    answers = {item.id: GIVEN for item in desk.card(request).items}
    service.decide(request, desk.clerk, on=on, answers=answers)
    sign(desk, request, on)
    service.send(request, desk.clerk, on=on, way="hand")
    ordered = desk.go(2026, 12, 1)
    service.reopen(request, desk.clerk, on=ordered, why="复议决定责令重新答复")
    return request


def sign(desk, request: int, on: date) -> int:
    approver = service.SignRole.APPROVER
    return service.sign_off(request, desk.clerk, role=approver, signed_by=desk.head, on=on)


def test_what_was_decided_before_a_reopening_is_no_longer_there_to_be_signed(desk, reopened):
    with pytest.raises(UserError) as fault:
        sign(desk, reopened, desk.today)

    assert fault.value.code == "requests.not_decided"


def test_an_earlier_signature_does_not_stand_for_the_reply_ordered_anew(desk, reopened):
    answers = {item.id: GIVEN for item in desk.card(reopened).items}
    service.decide(reopened, desk.clerk, on=desk.today, answers=answers)

    before = [one.stands for one in desk.card(reopened).sign_offs]
    sign(desk, reopened, desk.today)

    assert before == [False]
    assert [one.stands for one in desk.card(reopened).sign_offs] == [False, True]
