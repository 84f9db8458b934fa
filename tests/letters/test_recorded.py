"""The letter of what was recorded before it was written: what it says, whose paper it becomes."""

from datetime import date
from decimal import Decimal

import pytest

from clerkdesk.db.models import Letter
from clerkdesk.errors import UserError
from clerkdesk.letters import gather, queries, recorded, sending, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import AddressForm
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service as requests
from clerkdesk.requests.fees import Basis, by_item

EARLY = date(2026, 9, 16)  # two working days after the requests came
UNTIL, LATER = date(2026, 9, 30), date(2026, 11, 20)


def ask_correction(desk, request, **more) -> int:
    given = {"what": "请写明文号\n请写明年份", "until": UNTIL} | more
    return requests.ask_correction(request, desk.clerk, on=desk.today, **given)


def delay(desk, request) -> int:
    return requests.delay_to(request, desk.clerk, on=desk.today, until=LATER, why="数量较大")


def consult_third(desk, request, whom="临江热力有限公司") -> int:
    return requests.consult_third(request, desk.clerk, on=desk.today, whom=whom, what="协议")


def consult_maker(desk, request) -> int:
    whom = "临江市发展和改革委员会"
    return requests.consult_organ(
        request, desk.clerk, on=desk.today, whom=whom, what="协议", joint=True
    )


def consult_organ(desk, request) -> int:
    whom = "临江市水务局"
    return requests.consult_organ(request, desk.clerk, on=desk.today, whom=whom, what="协议")


def notify_fee(desk, request) -> int:
    return requests.notify_fee(request, desk.clerk, on=desk.today, amount=500)


def ask_reasons(desk, request) -> int:
    facts = "三个月内申请九十六件"
    return requests.ask_reasons(request, desk.clerk, on=desk.today, facts=facts, until=UNTIL)


# by letter: how its event is recorded, what the letter then says, what the clerk still adds
CASES = {
    "correction_notice": (
        ask_correction,
        {"points": ("请写明文号", "请写明年份"), "until": UNTIL},
        {},
    ),
    "delayed_reply": (delay, {"explanation": "数量较大", "until": LATER}, {}),
    "consult_third_party": (
        consult_third,
        {"other_party": "临江热力有限公司", "matter": "协议"},
        {},
    ),
    "consult_comaker": (
        consult_maker,
        {"other_party": "临江市发展和改革委员会", "matter": "协议"},
        {},
    ),
    "coordination_letter": (
        consult_organ,
        {"other_party": "临江市水务局", "matter": "协议"},
        {"until": UNTIL},
    ),
    "fee_notice": (notify_fee, {}, {"fee": by_item(15), "payment_way": "银行转账"}),
    "reasons_asked": (ask_reasons, {"explanation": "三个月内申请九十六件", "until": UNTIL}, {}),
}


@pytest.fixture
def request_id(desk) -> int:
    request = desk.request()
    desk.go(EARLY)
    return request


def send(desk, letter) -> None:
    service.record_sent(letter, desk.clerk, on=desk.today, way="post", tracking="1234567890123")


def paper_of(letter) -> int | None:
    return Letter.get_by_id(letter).event_id


def refused(act, *args, **kwargs) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*args, **kwargs)
    assert "{" not in str(caught.value)
    return caught.value


def test_every_notice_that_can_be_recorded_first_is_tried_here():
    assert set(CASES) == recorded.KEYS
    assert set(sending.ACTS) - recorded.KEYS == {"extension", "transfer"}


@pytest.mark.parametrize("key", CASES)
def test_the_letter_starts_from_what_was_recorded(desk, request_id, key):
    record, said, more = CASES[key]
    record(desk, request_id)
    known = gather.proposed(desk.card(request_id), LETTERS[key], desk.today)
    assert {name: known[name] for name in said} == said
    facts = service.preview(request_id, key, today=desk.today, typed=more).facts
    assert {name: getattr(facts, name) for name in said} == said


@pytest.mark.parametrize("key", CASES)
def test_on_leaving_it_becomes_the_paper_of_what_was_recorded(desk, request_id, key):
    record, _said, more = CASES[key]
    event = record(desk, request_id)
    before = desk.kinds(request_id)
    letter = service.make(request_id, key, desk.clerk, typed=more)
    send(desk, letter)
    assert desk.kinds(request_id) == before
    assert paper_of(letter) == event


@pytest.mark.parametrize("key", CASES)
def test_to_void_either_moves_both(desk, request_id, key):
    record, _said, more = CASES[key]
    event = record(desk, request_id)
    letter = service.make(request_id, key, desk.clerk, typed=more)
    send(desk, letter)
    service.take_back_sent(letter, desk.clerk, reason="没有寄出")
    assert desk.kinds(request_id) == []
    again = record(desk, request_id)
    send(desk, letter)
    assert paper_of(letter) == again != event
    requests.void_event(again, desk.clerk, reason="误录")
    assert queries.card(letter).row.state == "made"


@pytest.mark.parametrize("key", ["correction_notice", "delayed_reply", "reasons_asked"])
def test_another_last_day_than_recorded_is_refused_beside_it(desk, request_id, key):
    CASES[key][0](desk, request_id)
    typed = {"until": date(2026, 12, 1)}
    error = refused(service.make, request_id, key, desk.clerk, typed=typed)
    assert (error.code, error.field) == ("letters.recorded_until", "until")


def test_the_days_of_a_correction_that_names_no_date_are_counted(desk, request_id):
    ask_correction(desk, request_id, until=None, days=10)
    facts = service.preview(request_id, "correction_notice", today=desk.today).facts
    (side,) = [one for one in desk.card(request_id).trace.sides if one.kind == "correction"]
    assert facts.until == side.due_on is not None
    typed = {"until": date(2026, 12, 1)}
    error = refused(service.make, request_id, "correction_notice", desk.clerk, typed=typed)
    assert error.code == "letters.recorded_until"


def test_another_fee_than_recorded_is_refused(desk, request_id):
    notify_fee(desk, request_id)
    typed = {"fee": by_item(16), "payment_way": "银行转账"}
    error = refused(service.make, request_id, "fee_notice", desk.clerk, typed=typed)
    assert (error.code, error.field) == ("letters.recorded_amount", "fee")
    assert error.facts["recorded"] == Decimal(500)


def test_another_basis_than_recorded_is_refused(desk, request_id):
    requests.notify_fee(request_id, desk.clerk, on=desk.today, amount=500, charged_by=Basis.PAGE)
    typed = {"fee": by_item(15), "payment_way": "银行转账"}
    error = refused(service.make, request_id, "fee_notice", desk.clerk, typed=typed)
    assert error.code == "fees.both"


def test_a_letter_made_before_the_record_does_not_leave_with_another_day(desk, request_id):
    typed = {"points": ("请写明文号",), "until": date(2026, 9, 29)}
    letter = service.make(request_id, "correction_notice", desk.clerk, typed=typed)
    event = ask_correction(desk, request_id)
    error = refused(send, desk, letter)
    assert (error.code, error.field) == ("letters.recorded_until", "on")
    requests.void_event(event, desk.clerk, reason="误录")
    send(desk, letter)
    assert desk.kinds(request_id) == ["correction_asked"]


def test_a_letter_does_not_leave_on_another_day_than_recorded(desk, request_id):
    event = delay(desk, request_id)
    letter = service.make(request_id, "delayed_reply", desk.clerk)
    desk.go(date(2026, 9, 17))
    error = refused(send, desk, letter)
    assert (error.code, error.field) == ("letters.recorded_on", "on")
    assert desk.kinds(request_id) == ["delayed_to"]
    requests.void_event(event, desk.clerk, reason="还没有发出")
    send(desk, letter)
    (recorded_now,) = [one for one in desk.card(request_id).events if one.stands]
    assert (recorded_now.on, recorded_now.until) == (desk.today, LATER)


def test_of_two_readers_each_letter_finds_its_own(desk, request_id):
    first = consult_third(desk, request_id)
    second = consult_third(desk, request_id, "江口供水公司")
    typed = {"other_party": "江口供水公司"}
    letter = service.make(request_id, "consult_third_party", desk.clerk, typed=typed)
    send(desk, letter)
    assert paper_of(letter) == second
    other = service.make(request_id, "consult_third_party", desk.clerk)
    send(desk, other)
    assert paper_of(other) == first


def test_another_reader_is_another_consultation(desk, request_id):
    consult_third(desk, request_id)
    typed = {"other_party": "江口供水公司", "matter": "价格"}
    send(desk, service.make(request_id, "consult_third_party", desk.clerk, typed=typed))
    assert desk.kinds(request_id) == ["consulted", "consulted"]


def test_a_third_party_is_no_organ_that_was_asked_the_same_day(desk, request_id):
    consult_organ(desk, request_id)
    typed = {"other_party": "临江热力有限公司", "matter": "协议"}
    send(desk, service.make(request_id, "consult_third_party", desk.clerk, typed=typed))
    assert desk.kinds(request_id) == ["consulted", "consulted"]


def test_a_person_of_the_register_is_addressed_as_one(desk, request_id):
    whom = NewParty(PartyKind.NATURAL, "陈明", phone="13800001234")
    consult_third(desk, request_id, whom)
    facts = service.preview(request_id, "consult_third_party", today=desk.today).facts
    assert (facts.other_party, facts.other_address) == ("陈明", AddressForm.PERSON)


def test_what_is_over_is_told_by_no_new_letter(desk, request_id):
    ask_correction(desk, request_id)
    requests.receive_correction(request_id, desk.clerk, on=desk.today, content="第12号")
    card = desk.card(request_id)
    assert recorded.event_of(card, "correction_notice") is None
    assert "points" not in gather.proposed(card, LETTERS["correction_notice"], desk.today)
