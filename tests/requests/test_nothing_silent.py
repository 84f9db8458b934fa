"""Is what a correction will move told before, of a closed request too, and is it then what moves?"""

from datetime import date

import pytest

from clerkdesk.deadlines.lights import Light
from clerkdesk.requests import queries, service
from clerkdesk.requests.timing import State

RECEIVED = date(2026, 9, 1)


@pytest.fixture
def closed(desk) -> int:
    """Received 1 September, a third party heard from 2 to 24 September: in time by that."""
    desk.go(2026, 9, 1)
    request = desk.register(RECEIVED)
    asked = service.consult_third(request, desk.clerk, on=RECEIVED, whom="热力集团", what="协议")
    service.record_delivery(asked, desk.clerk, on=desk.go(2026, 9, 7))
    service.record_answer(asked, desk.clerk, on=desk.go(2026, 9, 24), view="agreed")
    on = desk.go(2026, 10, 16)
    desk.give_all(request, on)
    service.send(request, desk.clerk, on=on, way="post")
    return request


def event_of(desk, request: int, kind: str) -> int:
    return next(one.id for one in desk.card(request).events if one.kind == kind and one.stands)


def told(moved) -> list[tuple]:
    return [(one.state_from, one.due_from, one.state_to, one.due_to) for one in moved]


def stands(desk, request: int) -> tuple:
    card = desk.card(request)
    return card.state, card.due_on


def test_a_wrong_answer_taken_back_after_the_end_judges_the_closed_case_anew(desk, closed):
    before = stands(desk, closed)
    wrong = event_of(desk, closed, "consulted")

    would = queries.of_void(wrong, desk.today)
    service.void_event(wrong, desk.clerk, reason="发的是另一件的征求意见书")

    assert before == (State.CLOSED_IN_TIME, date(2026, 10, 29))
    assert stands(desk, closed) == (State.CLOSED_LATE, date(2026, 9, 29))
    assert told(would) == [(*before, *stands(desk, closed))]
    assert would[0].light_to is Light.DONE_LATE


@pytest.mark.parametrize("kind", ["delivered", "consultation_answered"])
def test_when_the_others_got_and_answered_it_decides_of_a_closed_case(desk, closed, kind):
    before = stands(desk, closed)

    would = queries.of_void(event_of(desk, closed, kind), desk.today)
    service.void_event(event_of(desk, closed, kind), desk.clerk, reason="回执是另一件的")

    after = stands(desk, closed)
    assert told(would) == ([(*before, *after)] if after != before else [])
    assert (kind == "delivered") == (after == before)  # the answer had come before the 15 days


def test_what_came_after_the_end_moves_nothing_and_nothing_is_told(desk, closed):
    before = stands(desk, closed)
    service.serve(closed, desk.clerk, on=desk.go(2026, 10, 19))
    served = event_of(desk, closed, "served")

    assert queries.of_void(served, desk.today) == ()
    service.void_event(served, desk.clerk, reason="误登")
    assert stands(desk, closed) == before


def test_a_corrected_receipt_of_a_closed_case_tells_the_verdict_it_will_have(desk, closed):
    before = stands(desk, closed)

    assert queries.of_receipt(closed, RECEIVED, desk.today) == ()
    would = queries.of_receipt(closed, date(2026, 8, 18), desk.today)
    service.correct_receipt(
        closed, desk.clerk, received_on=date(2026, 8, 18), reason="签收簿为8月18日"
    )

    assert told(would) == [(*before, *stands(desk, closed))]
    assert stands(desk, closed)[0] is State.CLOSED_LATE
