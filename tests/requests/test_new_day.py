"""What does the mere passing of days change of a request, though nobody does anything?"""

from datetime import date

import pytest

from clerkdesk.db.models import Request
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.requests import service

RECEIVED = date(2026, 9, 14)


@pytest.fixture
def request_id(desk) -> int:
    desk.go(2026, 9, 14)
    return desk.register(RECEIVED)


def test_the_correction_line_goes_when_work_begins_or_its_last_day_passes(desk, request_id):
    other = desk.register(RECEIVED)
    assert desk.open_rules(request_id) == {"reply", "correction_notice"}
    service.assign(
        request_id, desk.clerk, section_id=desk.section, asked="请检索", sent_on=RECEIVED
    )
    desk.go(2026, 9, 22)
    assert desk.open_rules(other) == {"reply", "correction_notice"}
    desk.go(2026, 9, 23)

    assert {rule.partition(".")[0] for rule in desk.open_rules(request_id)} == {
        "reply",
        "assignment",
    }
    assert desk.open_rules(other) == {"reply"}


def test_an_unproved_delivery_moves_the_provisional_date_day_by_day(desk, request_id):
    on = desk.go(2026, 9, 16)
    asked = service.consult_third(request_id, desk.clerk, on=on, whom="热力集团", what="协议")
    first = desk.card(request_id)
    desk.go(2026, 9, 18)
    later = desk.card(request_id)
    service.record_delivery(asked, desk.clerk, on=date(2026, 9, 17))
    known = desk.card(request_id)

    assert first.provisional
    assert later.due_on > first.due_on
    assert (known.provisional, known.due_on) == (False, date(2026, 11, 9))


@pytest.mark.parametrize("joint", [False, True])
def test_a_pause_ends_by_itself_when_the_time_to_answer_is_over(desk, request_id, joint):
    """Arts. 32 and 34: silence is no pause for ever; the reply is warned of and falls due."""
    on = desk.go(2026, 9, 16)
    if joint:
        asked = service.consult_organ(
            request_id, desk.clerk, on=on, whom=desk.organ, what="协议", joint=True
        )
    else:
        asked = service.consult_third(request_id, desk.clerk, on=on, whom="热力集团", what="协议")
    service.record_delivery(asked, desk.clerk, on=on)
    seen = {}
    for day in ((2026, 10, 13), (2026, 10, 14), (2026, 11, 2), (2026, 11, 4), (2026, 11, 6)):
        today = desk.go(*day)
        line = next(row for row in board.of("request", request_id, today) if row.rule == "reply")
        seen[today.strftime("%m-%d")] = line.light
        assert Request.get_by_id(request_id).state == desk.card(request_id).state

    assert desk.card(request_id).due_on == date(2026, 11, 6)
    assert seen == {
        "10-13": Light.PAUSED,  # the fifteenth working day after delivery
        "10-14": Light.ORDINARY,
        "11-02": Light.SOON,
        "11-04": Light.SOON,
        "11-06": Light.TODAY,
    }
