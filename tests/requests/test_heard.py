"""A reply says of others only what the register bears out: asked, said, or left unsaid."""

from datetime import date

import pytest

from clerkdesk.errors import UserError
from clerkdesk.requests import queries, service
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.grounds import ThirdPartyView
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.states import State

RECEIVED = date(2026, 9, 14)


@pytest.fixture
def request_id(desk) -> int:
    return desk.register(RECEIVED)


def _withheld(desk, request_id, view: str, on: date, reason: str = "") -> None:
    """Refuse for a third party's sake, and say of that one what `view` says."""
    item = desk.card(request_id).items[0].id
    given = {"ground": "privacy", "reason": "住址和电话", "third_party_view": view}
    answer = service.ItemAnswer(Outcome.THIRD_PARTY, given)
    service.decide(request_id, desk.clerk, on=on, answers={item: answer}, reason=reason)


@pytest.mark.parametrize("view", ["objected", "partly_agreed", "silent"])
def test_a_reply_does_not_say_that_one_was_asked_who_was_not(desk, request_id, view):
    with pytest.raises(UserError, match="没有征求过第三方意见") as fault:
        _withheld(desk, request_id, view, RECEIVED)
    assert fault.value.field.endswith("].third_party_view")
    _withheld(desk, request_id, "not_asked", RECEIVED, reason="其书面意见已在卷")
    assert desk.card(request_id).state is State.WRITTEN


def test_withholding_for_one_who_was_not_asked_takes_a_reason_and_is_marked(desk, request_id):
    """条例 32: whom disclosure would harm is asked in writing."""
    due = desk.card(request_id).due_on
    with pytest.raises(service.NeedsReason, match="第三十二条") as fault:
        _withheld(desk, request_id, "not_asked", RECEIVED)
    assert (fault.value.field, fault.value.article) == ("reason", "32")
    assert desk.card(request_id).items[0].outcome == ""

    _withheld(desk, request_id, "not_asked", RECEIVED, reason="其书面意见已在卷")
    card = desk.card(request_id)
    assert [(one.code, one.article) for one in card.trace.findings] == [("unasked", "32")]
    (decided,) = [one for one in card.events if one.kind is EventKind.DECIDED]
    assert "书面征求" in decided.unlawful
    assert decided.reason == "其书面意见已在卷"
    assert (card.state, card.due_on) == (State.WRITTEN, due)


def test_a_part_withheld_for_one_who_was_not_asked_takes_a_reason_too(desk, request_id):
    item = desk.card(request_id).items[0].id
    part = {"what": "住址", "ground": "privacy", "reason": "隐私", "third_party_view": "not_asked"}
    given = {"provided": "合同", "provide_way": "邮寄", "withheld": [part]}
    answers = {item: service.ItemAnswer(Outcome.PARTIAL, given)}
    with pytest.raises(service.NeedsReason):
        service.decide(request_id, desk.clerk, on=RECEIVED, answers=answers)
    service.decide(request_id, desk.clerk, on=RECEIVED, answers=answers, reason="意见在卷")
    assert desk.card(request_id).trace.findings[0].code == "unasked"


def test_a_reply_says_of_the_third_party_what_that_one_said(desk, request_id):
    asked = service.consult_third(
        request_id, desk.clerk, on=RECEIVED, whom="临江热力有限公司", what="第八章"
    )
    on = desk.go(2026, 9, 18)
    with pytest.raises(UserError, match="没有这样答复的"):
        _withheld(desk, request_id, "objected", on)
    service.record_answer(asked, desk.clerk, on=on, view=ThirdPartyView.PARTLY_AGREED)
    with pytest.raises(UserError, match="没有这样答复的"):
        _withheld(desk, request_id, "objected", on)
    _withheld(desk, request_id, "partly_agreed", on)
    assert desk.card(request_id).items[0].outcome == "third_party"


def test_silence_is_told_only_once_the_proved_time_has_run_out(desk, request_id):
    """条例 32: 15 working days from receipt, which has to be proved; 09-14 and 15 is 10-10."""
    asked = service.consult_third(
        request_id, desk.clerk, on=RECEIVED, whom="临江热力有限公司", what="第八章"
    )
    late = desk.go(2026, 10, 13)
    with pytest.raises(UserError, match="还没有届满，或者没有登记"):
        _withheld(desk, request_id, "silent", late)
    service.record_delivery(asked, desk.clerk, on=RECEIVED)
    with pytest.raises(UserError, match="还没有届满，或者没有登记"):
        _withheld(desk, request_id, "silent", date(2026, 10, 10))
    _withheld(desk, request_id, "silent", late)
    assert desk.card(request_id).items[0].outcome == "third_party"


def _excessive(desk, request_id, on: date, **more) -> None:
    item = desk.card(request_id).items[0].id
    given = {"quantity": "本月三百件", "reason": "与生活生产科研无关"} | more
    answer = service.ItemAnswer(Outcome.EXCESSIVE, given)
    service.decide(request_id, desk.clerk, on=on, answers={item: answer})


def test_reasons_are_told_as_given_and_missed_only_once_their_time_is_over(desk, request_id):
    """条例 35; the letter says either what the reasons were or that none came in time."""
    until = date(2026, 9, 28)
    service.ask_reasons(request_id, desk.clerk, on=RECEIVED, facts="三百件", until=until)
    on = desk.go(2026, 9, 29)
    with pytest.raises(UserError, match="期限还没有届满") as early:
        _excessive(desk, request_id, until)
    assert early.value.field.endswith("].reasons_given")
    with pytest.raises(UserError, match="没有收到申请人说明的理由"):
        _excessive(desk, request_id, on, reasons_given="个人兴趣")
    _excessive(desk, request_id, on)
    assert desk.card(request_id).items[0].outcome == "excessive"


def test_reasons_that_came_are_not_passed_over(desk, request_id):
    service.ask_reasons(
        request_id, desk.clerk, on=RECEIVED, facts="三百件", until=date(2026, 9, 28)
    )
    on = desk.go(2026, 9, 18)
    service.receive_reasons(request_id, desk.clerk, on=on, text="个人兴趣")
    with pytest.raises(UserError, match="已经说明理由"):
        _excessive(desk, request_id, on)
    assert queries.heard(desk.card(request_id)) == {"reasons_given": "个人兴趣"}
    _excessive(desk, request_id, on, reasons_given="个人兴趣")
    assert desk.card(request_id).items[0].outcome == "excessive"


def test_each_part_is_held_against_the_record_beside_its_field(desk, request_id):
    item = desk.card(request_id).items[0].id
    part = {"what": "住址", "ground": "privacy", "reason": "个人隐私", "third_party_view": "silent"}
    given = {"provided": "协议正文", "provide_way": "纸质", "withheld": [part]}
    with pytest.raises(UserError, match="没有征求过第三方意见") as fault:
        service.decide(
            request_id,
            desk.clerk,
            on=RECEIVED,
            answers={item: service.ItemAnswer(Outcome.PARTIAL, given)},
        )
    assert fault.value.field == f"items[{item}].withheld[0].third_party_view"
