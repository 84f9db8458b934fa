"""A reply leaves with an approver's signature, or with a reason and a mark."""

from datetime import date

import pytest

from clerkdesk import settings
from clerkdesk.requests import service
from clerkdesk.requests.moves import Move
from clerkdesk.requests.states import State

RECEIVED = date(2026, 9, 14)


@pytest.fixture
def request_id(desk) -> int:
    return desk.register(RECEIVED)


def test_what_nobody_signed_is_sent_with_a_reason_and_marked(desk, request_id):
    desk.give_all(request_id, RECEIVED, signed=False)
    offered = desk.card(request_id)
    step = next(one for one in offered.moves if one.move is Move.SEND)
    assert (step.late, step.articles) == (True, ("45",))

    with pytest.raises(service.NeedsReason, match="还没有负责人签批") as fault:
        service.send(request_id, desk.clerk, on=RECEIVED, way="post")
    assert (fault.value.field, fault.value.article) == ("reason", "45")
    assert desk.card(request_id).state is State.WRITTEN

    service.send(request_id, desk.clerk, on=RECEIVED, way="post", reason="负责人出差，电话同意")
    card = desk.card(request_id)
    assert card.state is State.CLOSED_IN_TIME
    assert card.events[-1].reason == "负责人出差，电话同意"
    assert "条例第四十五条" in card.events[-1].unlawful
    assert [(one.code, one.article) for one in card.trace.findings] == [("unsigned", "45")]


def test_what_left_unsigned_can_be_signed_later_and_stays_marked(desk, request_id):
    desk.give_all(request_id, RECEIVED, signed=False)
    service.send(request_id, desk.clerk, on=RECEIVED, way="post", reason="负责人出差，电话同意")
    closed = desk.card(request_id).frozen
    assert Move.SIGN_OFF in {one.move for one in desk.card(request_id).moves}

    desk.sign(request_id, desk.go(2026, 9, 16))
    card = desk.card(request_id)
    assert card.state is State.CLOSED_IN_TIME
    assert [one.kind for one in card.events] == ["decided", "sent", "signed"]
    assert "条例第四十五条" in card.events[1].unlawful
    assert Move.SIGN_OFF not in {one.move for one in card.moves}
    assert card.frozen == closed


def test_a_signature_of_a_later_day_does_not_cover_what_left_before_it(desk, request_id):
    desk.give_all(request_id, RECEIVED, signed=False)
    later = desk.go(2026, 9, 16)
    desk.sign(request_id, later)

    with pytest.raises(service.NeedsReason, match="还没有负责人签批"):
        service.send(request_id, desk.clerk, on=RECEIVED, way="post")
    service.send(request_id, desk.clerk, on=later, way="post")
    assert desk.card(request_id).events[-1].unlawful == ""


def test_an_office_of_one_clerk_signs_its_own_reply_and_is_asked_for_it_too(desk, request_id):
    desk.give_all(request_id, RECEIVED, signed=False)
    settings.change(desk.clerk, one_clerk_office=True)
    with pytest.raises(service.NeedsReason, match="还没有负责人签批"):
        service.send(request_id, desk.clerk, on=RECEIVED, way="post")

    approver = service.SignRole.APPROVER
    service.sign_off(request_id, desk.clerk, role=approver, signed_by=desk.clerk, on=RECEIVED)
    service.send(request_id, desk.clerk, on=RECEIVED, way="post")
    assert desk.card(request_id).events[-1].unlawful == ""


def test_the_signature_of_the_reply_before_a_reopening_approves_no_new_one(desk, request_id):
    desk.give_all(request_id, RECEIVED)
    service.send(request_id, desk.clerk, on=RECEIVED, way="hand")
    on = desk.go(2026, 9, 28)
    service.reopen(request_id, desk.clerk, on=on, why="撤销原答复")
    desk.give_all(request_id, on, signed=False)

    assert desk.card(request_id).next_step == Move.SIGN_OFF
    with pytest.raises(service.NeedsReason, match="还没有负责人签批"):
        service.send(request_id, desk.clerk, on=on, way="post")


def test_a_signature_that_outlives_its_decision_makes_nothing_written(desk, request_id):
    decided = desk.give_all(request_id, RECEIVED)
    service.void_event(decided, desk.clerk, reason="误登")

    assert desk.card(request_id).state is State.RUNNING
