"""A limit that may still move is never printed unasked: the draft warns, the outgoing check asks."""

from datetime import date

import pytest

from clerkdesk.errors import UserError
from clerkdesk.holidays import service as holidays
from clerkdesk.letters import checking, days, queries, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.inspection import Fault
from clerkdesk.requests import service as requests

LATE = date(2026, 12, 15)  # twenty working days later the next year's notice would have to be known
EARLY = date(2026, 9, 14)
POINTS = {"points": ("请写明文号",)}
NOTICE_2027 = "国务院办公厅关于2027年部分节假日安排的通知 国办发明电〔2026〕7号 一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。"


def drafted(desk, request, key, **typed):
    return service.preview(request, key, today=desk.today, typed=typed or None)


def told(desk, request, key, **typed) -> list[tuple[str, days.Why]]:
    found = service.days_in_doubt(drafted(desk, request, key, **typed), desk.card(request))
    return [(one.name, one.why) for one in found]


def late(desk) -> int:
    desk.go(LATE)
    return desk.request(arrived=LATE)


# every letter whose wording prints a limit that lies ahead, and what it needs besides
PRINTS = {
    "receipt": ("due_on", {}),
    "extension": ("new_due_on", {"days": 20}),
    "correction_notice": ("until", {"until": date(2027, 1, 5), **POINTS}),
    "reasons_asked": ("until", {"until": date(2027, 1, 5), "explanation": "申请96件"}),
    "delayed_reply": ("until", {"until": date(2027, 3, 1), "explanation": "数量较大"}),
    "coordination_letter": (
        "until",
        {"until": date(2027, 1, 5), "other_party": "司法局", "matter": "协议"},
    ),
    "assignment_slip": (
        "due_on",
        {"until": date(2026, 12, 20), "other_party": "档案处", "explanation": "请检索"},
    ),
}


@pytest.mark.parametrize("key", PRINTS)
def test_a_draft_warns_of_each_limit_past_the_last_notice(desk, key):
    request = late(desk)
    name, typed = PRINTS[key]
    assert (name, days.Why.NOTICE) in told(desk, request, key, **typed)
    (sentence,) = [
        one.told
        for one in service.days_in_doubt(drafted(desk, request, key, **typed), desk.card(request))
        if one.name == name
    ]
    assert "2027年" in sentence
    assert "暂定" in sentence


def test_no_other_letter_prints_a_limit_that_lies_ahead():
    prints = {
        key
        for key, letter in LETTERS.items()
        if {"due_on", "new_due_on", "until"} & {m for p in letter.passages for m in p.marks}
    }
    assert prints == {*PRINTS, "payment_confirmed", "approval_sheet"}


@pytest.mark.parametrize("key", ["receipt", "extension"])
def test_a_draft_does_not_warn_of_a_limit_that_stands(desk, key):
    assert told(desk, desk.request(), key, **PRINTS[key][1]) == []


def test_a_limit_that_hangs_on_an_unknown_delivery_is_told_too(desk):
    request = desk.request(arrived=EARLY)
    desk.go(date(2026, 9, 16))
    requests.consult_third(request, desk.clerk, on=desk.today, whom="丙公司", what="协议")
    assert told(desk, request, "receipt") == [("due_on", days.Why.DELIVERY)]


def test_what_the_wording_does_not_print_is_not_told(desk):
    request = late(desk)
    desk.decide(request)
    assert told(desk, request, "disclosed") == []


def test_the_check_asks_before_a_provisional_limit_leaves(desk):
    letter = service.make(late(desk), "receipt", desk.clerk)
    with pytest.raises(UserError) as refused:
        service.record_sent(letter, desk.clerk, on=desk.today, way="hand")
    assert refused.value.code == "letters.findings_open"
    (found,) = service.check(letter, desk.clerk).found
    assert found.fault is Fault.DAY
    assert "2027年1月12日" in found.text
    service.sign_finding(letter, found.key, desk.clerk, reason="已电话说明以放假通知为准")
    service.record_sent(letter, desk.clerk, on=desk.today, way="hand")
    assert queries.card(letter).row.state == "served"
    assert checking.standing(letter) is not None  # what left keeps its check, come what may


def test_a_limit_that_moved_since_the_letter_was_made_asks_anew(desk):
    letter = service.make(late(desk), "receipt", desk.clerk)
    (found,) = service.check(letter, desk.clerk).found
    service.sign_finding(letter, found.key, desk.clerk, reason="同意")
    holidays.enter(NOTICE_2027, 2027, desk.clerk)
    assert checking.standing(letter) is None
    (again,) = service.check(letter, desk.clerk).open
    assert "2027年1月12日" in again.text
    assert "2027年1月13日" in again.text


def test_a_limit_that_is_no_more_is_told(desk):
    request = desk.request(arrived=date(2026, 10, 12))
    letter = service.make(request, "receipt", desk.clerk)
    requests.ask_correction(
        request, desk.clerk, on=desk.today, what="文号", until=date(2026, 10, 30)
    )
    (found,) = service.check(letter, desk.clerk).found
    assert "没有正在计算的期限" in found.text


# --- an extension that was recorded before its letter was written ---------------------------------


def extended(desk, **more) -> int:
    """A request of 21 September, due 26 October, extended by ten working days to 9 November."""
    request = desk.request(arrived=date(2026, 9, 21))
    given = {"on": desk.today, "told_on": desk.today, "why": "材料较多", "agreed_by": "主任"} | more
    requests.extend(request, desk.clerk, days=10, **given)
    return request


def test_the_letter_of_a_recorded_extension_tells_both_limits(desk):
    request = extended(desk)
    text = "".join(one.text for one in drafted(desk, request, "extension", days=20).document.body)
    assert "因材料较多，本机关不能在原答复期限（2026年10月26日）届满前作出答复" in text
    assert "答复期限延长10个工作日，至2026年11月9日届满" in text
    assert "已于" not in text  # this is the letter that tells it
    assert told(desk, request, "extension") == []


def test_such_a_letter_becomes_the_recorded_event_when_it_leaves(desk):
    request = extended(desk, on=date(2026, 10, 12))
    letter = service.make(request, "extension", desk.clerk)
    assert service.check(letter, desk.clerk).found == ()
    service.record_sent(letter, desk.clerk, on=desk.today, way="hand")
    assert desk.kinds(request) == ["extended"]
    assert desk.card(request).due_on == date(2026, 11, 9)
