"""A letter leaves and is served: what that means for its request, and what is refused."""

from datetime import date

import pytest

from clerkdesk import audit, settings
from clerkdesk.db.models import Audit
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.letters import LETTERS, queries, sending, service
from clerkdesk.requests import service as requests
from clerkdesk.requests.fees import by_item
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.states import CLOSED, State
from tests.approving import approve
from tests.letters import samples

TODAY = date(2026, 10, 13)
EARLY = date(2026, 9, 16)  # two working days after the requests came
DISCLOSED = (Outcome.DISCLOSED, samples.given(Outcome.DISCLOSED, full=False))
NOT_HELD = (Outcome.NOT_HELD, samples.given(Outcome.NOT_HELD, full=False))


@pytest.fixture
def replied(desk) -> int:
    """A frozen reply to a request of one item."""
    request = desk.request()
    desk.decide(request)
    return desk.reply(request)


def refused(act, *args, **kwargs) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*args, **kwargs)
    assert str(caught.value)
    return caught.value


def send(desk, letter, on=None, way="post", tracking="1234567890123", **more):
    service.record_sent(letter, desk.clerk, on=on or desk.today, way=way, tracking=tracking, **more)


# --- replies -------------------------------------------------------------------------------------


def test_a_reply_meets_the_limit_by_leaving_and_not_before(desk, replied):
    request = queries.card(replied).row.request_id
    card = desk.card(request)
    assert card.unsent
    assert card.state not in CLOSED
    send(desk, replied, way="post", tracking="1234567890123")
    card = desk.card(request)
    assert card.state in CLOSED
    assert card.closed_on == TODAY
    assert card.light is Light.DONE
    row = queries.card(replied).row
    assert (row.state, row.sent_way, row.tracking) == ("sent", "post", "1234567890123")
    assert row.served_on is None
    assert card.events[-1].details["letter"] == replied


def test_a_reply_of_several_items_meets_the_limit_when_all_are_answered(desk):
    request = desk.request("决算", "协议")
    desk.decide(request, DISCLOSED, NOT_HELD)
    first = service.make(request, "disclosed", desk.clerk)
    second = service.make(request, "not_held", desk.clerk)
    send(desk, first)
    assert desk.card(request).state not in CLOSED
    assert "sent" not in desk.kinds(request)
    send(desk, second)
    assert desk.card(request).state in CLOSED


def test_each_reply_that_leaves_unsigned_needs_its_reason_and_marks_the_sending(desk):
    request = desk.request("决算", "协议")
    desk.decide(request, DISCLOSED, NOT_HELD, signed=False)
    first = service.make(request, "disclosed", desk.clerk)
    second = service.make(request, "not_held", desk.clerk)
    error = refused(send, desk, first)
    assert (error.code, error.field, error.article) == ("timing.unsigned", "reason", "45")
    assert queries.card(first).row.sent_on is None
    send(desk, first, reason="负责人在外，电话同意")
    approve(request, desk.clerk, desk.today)
    send(desk, second)
    sent = desk.card(request).events[-1]
    assert (sent.kind.value, sent.reason) == ("sent", "负责人在外，电话同意")
    assert "条例第四十五条" in sent.unlawful
    assert desk.card(request).closed_on == TODAY
    assert [one.code for one in desk.card(request).trace.findings] == ["unsigned"]


def test_a_notice_leaves_without_a_signature(desk):
    request = desk.request()
    letter = service.make(request, "receipt", desk.clerk)
    send(desk, letter)
    assert queries.card(letter).row.sent_on == TODAY


def test_a_reply_for_one_item_alone_leaves_the_other_owed(desk):
    request = desk.request("决算", "协议")
    desk.decide(request, DISCLOSED)
    items = desk.card(request).items
    send(desk, service.make(request, "disclosed", desk.clerk, item_ids=(items[0].id,)))
    assert desk.card(request).state not in CLOSED
    send(desk, service.make(request, "disclosed", desk.clerk, item_ids=(items[1].id,)))
    assert desk.card(request).state in CLOSED


def test_a_second_reply_after_the_first_left_changes_no_date(desk, replied):
    request = queries.card(replied).row.request_id
    again = desk.reply(request)
    send(desk, replied, on=TODAY)
    desk.go(date(2026, 10, 15))
    send(desk, again, on=desk.today)
    assert queries.card(again).row.state == "sent"
    assert desk.card(request).closed_on == TODAY


def test_after_a_reopening_the_old_reply_answers_nothing(desk, replied):
    request = queries.card(replied).row.request_id
    send(desk, replied)
    desk.go(date(2026, 10, 20))
    requests.reopen(request, desk.clerk, on=desk.today, why="复议决定撤销")
    desk.decide(request)
    again = desk.reply(request)
    assert desk.card(request).state not in CLOSED
    send(desk, again)
    assert desk.card(request).closed_on == date(2026, 10, 20)


def test_the_log_of_a_letter_says_how_it_left_and_when_it_arrived(desk, replied):
    send(desk, replied, tracking="1234567890123")
    service.record_served(replied, desk.clerk, on=TODAY, proof="签收单 88")
    made, *_checks, sent, served = audit.history("letter", replied)

    assert [line.verb for line in (made, sent, served)] == ["made", "sent", "served"]
    assert sent.payload["on"] == TODAY.isoformat()
    assert (sent.payload["way"], sent.payload["tracking"]) == ("post", "1234567890123")
    assert served.payload == {"on": TODAY.isoformat(), "proof": "签收单 88"}


def test_service_of_the_reply_opens_the_window_of_remedies(desk, replied):
    request = queries.card(replied).row.request_id
    send(desk, replied)
    desk.go(date(2026, 10, 15))
    service.record_served(replied, desk.clerk, on=desk.today, proof="签收联")
    card = desk.card(request)
    assert queries.card(replied).row.served_on == desk.today
    assert card.trace.served_on == desk.today
    assert card.review_until == date(2026, 12, 14)


@pytest.mark.parametrize("way", ["hand", "through_organ"])
def test_what_is_signed_for_is_served_that_day(desk, replied, way):
    send(desk, replied, way=way, tracking="")
    row = queries.card(replied).row
    assert (row.state, row.served_on) == ("served", TODAY)
    assert desk.card(row.request_id).trace.served_on == TODAY


@pytest.mark.parametrize(("reading", "served"), [("sent", TODAY), ("proved", None)])
def test_what_is_sent_electronically_is_served_as_the_office_reads_the_law(
    desk, replied, reading, served
):
    settings.change(desk.clerk, electronic_service=reading)
    send(desk, replied, way="electronic", tracking="")
    row = queries.card(replied).row
    assert row.served_on == served
    assert desk.card(row.request_id).trace.served_on == served


def test_one_reply_handed_over_does_not_serve_the_one_in_the_post(desk):
    request = desk.request("决算", "协议")
    desk.decide(request, DISCLOSED, NOT_HELD)
    first = service.make(request, "disclosed", desk.clerk)
    send(desk, first)
    send(desk, service.make(request, "not_held", desk.clerk), way="hand", tracking="")
    assert desk.card(request).trace.served_on is None
    service.record_served(first, desk.clerk, on=TODAY)
    assert desk.card(request).trace.served_on == TODAY


def test_a_notice_signed_for_is_delivered_that_day(desk):
    request = desk.request()
    desk.go(EARLY)
    letter = service.make(request, "fee_notice", desk.clerk, typed=NOTICES["fee_notice"][0])
    send(desk, letter, way="hand", tracking="")
    (event,) = [one for one in desk.card(request).events if one.kind.value == "fee_noticed"]
    assert event.told_on == EARLY


def test_several_replies_are_served_when_the_last_one_was(desk):
    request = desk.request("决算", "协议")
    desk.decide(request, DISCLOSED, NOT_HELD)
    first = service.make(request, "disclosed", desk.clerk)
    second = service.make(request, "not_held", desk.clerk)
    send(desk, first)
    service.record_served(first, desk.clerk, on=TODAY)
    assert "served" not in desk.kinds(request)
    send(desk, second)
    desk.go(date(2026, 10, 15))
    service.record_served(second, desk.clerk, on=desk.today)
    assert desk.card(request).trace.served_on == date(2026, 10, 15)


def test_what_a_third_party_receives_opens_no_window_for_the_applicant(desk):
    request = desk.request()
    desk.go(EARLY)
    typed = {"other_party": "临江热力有限公司", "matter": "协议", "public_interest": "关系供热价格",
             "explanation": "x", "asked_on": EARLY}  # fmt: skip
    told = service.make(request, "third_party_told", desk.clerk, typed=typed)
    desk.decide(request)
    send(desk, desk.reply(request))
    send(desk, told)
    service.record_served(told, desk.clerk, on=EARLY)
    assert queries.card(told).row.state == "served"
    assert "served" not in desk.kinds(request)


# --- notices -------------------------------------------------------------------------------------

NOTICES = {
    "correction_notice": (
        {"points": ("请写明文号",), "until": date(2026, 9, 30)},
        "correction_asked",
        State.AWAITING_CORRECTION,
    ),
    "extension": ({"days": 20, "explanation": "材料较多"}, "extended", None),
    "consult_third_party": (
        {"other_party": "临江热力有限公司", "matter": "协议第八章"},
        "consulted",
        State.PAUSED,
    ),
    "consult_comaker": (
        {"other_party": "临江市发展和改革委员会", "matter": "协议"},
        "consulted",
        State.PAUSED,
    ),
    "coordination_letter": (
        {"other_party": "临江市水务局", "matter": "协议", "until": date(2026, 9, 30)},
        "consulted",
        State.PAUSED,
    ),
    "fee_notice": (
        {"fee": by_item(15), "payment_way": "银行转账"},
        "fee_noticed",
        State.AWAITING_PAYMENT,
    ),
    "reasons_asked": (
        {"explanation": "三个月内申请九十六件", "until": date(2026, 9, 30)},
        "reasons_asked",
        State.AWAITING_REASONS,
    ),
    "delayed_reply": (
        {"explanation": "数量较大", "until": date(2026, 11, 20)},
        "delayed_to",
        None,
    ),
    "transfer": (
        {"other_party": "临江市水务局", "explanation": "由贵单位制作"},
        "transferred",
        None,
    ),
}


def test_every_letter_that_announces_something_is_tried_here():
    assert set(NOTICES) == set(sending.ACTS)
    for key, (_typed, kind, _state) in NOTICES.items():
        assert sending.ACTS[key].kind.value == kind


@pytest.mark.parametrize("key", NOTICES)
def test_a_notice_is_its_event_on_the_day_it_leaves(desk, key):
    typed, kind, state = NOTICES[key]
    request = desk.request()
    desk.go(EARLY)
    letter = service.make(request, key, desk.clerk, typed=typed)
    assert kind not in desk.kinds(request)
    send(desk, letter)
    assert desk.kinds(request).count(kind) == 1
    event = next(one for one in desk.card(request).events if one.kind.value == kind)
    assert event.on == EARLY
    assert not event.unlawful
    if state is not None:
        assert desk.card(request).state is state


def test_the_fee_told_is_the_fee_of_the_letter(desk):
    request = desk.request()
    desk.go(EARLY)
    letter = service.make(request, "fee_notice", desk.clerk, typed=NOTICES["fee_notice"][0])
    send(desk, letter)
    (event,) = [one for one in desk.card(request).events if one.kind.value == "fee_noticed"]
    assert event.details["amount"] == "500"
    assert event.details["charged_by"] == "item"


def test_what_was_recorded_by_hand_for_that_day_is_not_recorded_twice(desk):
    request = desk.request()
    desk.go(EARLY)
    letter = service.make(
        request, "correction_notice", desk.clerk, typed=NOTICES["correction_notice"][0]
    )
    requests.ask_correction(
        request, desk.clerk, on=EARLY, what="请写明文号", until=date(2026, 9, 30)
    )
    send(desk, letter)
    assert desk.kinds(request).count("correction_asked") == 1


def test_a_correction_notice_too_late_asks_for_a_reason_and_moves_no_date(desk):
    request = desk.request()
    due = desk.card(request).due_on
    typed = {"points": ("请写明文号",), "until": date(2026, 10, 30)}
    letter = service.make(request, "correction_notice", desk.clerk, typed=typed)
    with pytest.raises(requests.NeedsReason):
        send(desk, letter)
    assert queries.card(letter).row.state == "made"
    send(desk, letter, reason="信件积压，如实登记")
    assert desk.card(request).due_on == due
    assert desk.card(request).events[-1].unlawful


@pytest.mark.parametrize("key", ["consult_third_party", "fee_notice", "correction_notice"])
def test_service_of_a_notice_is_the_delivery_of_its_event(desk, key):
    typed, kind, _state = NOTICES[key]
    request = desk.request()
    desk.go(EARLY)
    letter = service.make(request, key, desk.clerk, typed=typed)
    send(desk, letter)
    desk.go(date(2026, 9, 18))
    service.record_served(letter, desk.clerk, on=desk.today, proof="1234567890123")
    assert "delivered" in desk.kinds(request)
    event = next(one for one in desk.card(request).events if one.kind.value == kind)
    assert desk.today in (event.third_received_on, event.told_on)


def test_service_of_an_extension_notice_is_kept_with_the_letter_alone(desk):
    request = desk.request()
    letter = service.make(request, "extension", desk.clerk, typed={"days": 5, "explanation": "x"})
    send(desk, letter)
    before = desk.kinds(request)
    service.record_served(letter, desk.clerk, on=TODAY)
    assert desk.kinds(request) == before


def test_a_receipt_means_nothing_for_the_clock(desk):
    request = desk.request()
    before = desk.kinds(request)
    letter = service.make(request, "receipt", desk.clerk)
    send(desk, letter)
    service.record_served(letter, desk.clerk, on=TODAY)
    assert desk.kinds(request) == before


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"on": date(2026, 10, 14)}, "sent_on_future", "on"),
        ({"on": date(2026, 10, 12)}, "sent_before_made", "on"),
        ({"way": "post", "tracking": " "}, "tracking_missing", "tracking"),
    ],
)
def test_a_dispatch_that_cannot_be_is_refused_beside_its_field(desk, replied, said, code, field):
    error = refused(send, desk, replied, **said)
    assert (error.code, error.field) == (f"letters.{code}", field)
    assert queries.card(replied).row.state == "made"


def test_a_letter_leaves_once(desk, replied):
    send(desk, replied)
    assert refused(send, desk, replied).code == "letters.sent_twice"


def test_what_left_is_not_made_void(desk, replied):
    send(desk, replied)
    error = refused(service.void, replied, desk.clerk, reason="写错")
    assert error.code == "letters.sent_already"


@pytest.mark.parametrize("key", [key for key, letter in LETTERS.items() if letter.form])
def test_an_internal_sheet_is_not_sent(desk, key):
    request = desk.request()
    typed = {"explanation": "请检索", "until": date(2026, 10, 20), "matter": "决算",
             "earlier_title": "回执", "other_party": "公用事业处"}  # fmt: skip
    if key == "approval_sheet":
        desk.decide(request)
    letter = service.make(request, key, desk.clerk, typed=typed)
    assert refused(send, desk, letter).code == "letters.internal_sheet"


def test_a_reply_that_was_decided_otherwise_since_does_not_leave(desk, replied):
    request = queries.card(replied).row.request_id
    desk.decide(request, NOT_HELD, signed=False)
    assert refused(send, desk, replied).code == "letters.decided_otherwise"
    service.void(replied, desk.clerk, reason="结果已改")
    approve(request, desk.clerk, desk.today)
    send(desk, desk.reply(request))
    assert desk.card(request).state in CLOSED


@pytest.mark.parametrize(
    ("on", "code"),
    [(date(2026, 10, 12), "served_before_sent"), (date(2026, 10, 14), "sent_on_future")],
)
def test_a_service_that_cannot_be_is_refused_beside_its_field(desk, replied, on, code):
    send(desk, replied)
    error = refused(service.record_served, replied, desk.clerk, on=on)
    assert (error.code, error.field) == (f"letters.{code}", "on")


def test_service_comes_after_sending_and_once(desk, replied):
    assert (
        refused(service.record_served, replied, desk.clerk, on=TODAY).code == "letters.not_sent_yet"
    )
    send(desk, replied)
    service.record_served(replied, desk.clerk, on=TODAY)
    assert (
        refused(service.record_served, replied, desk.clerk, on=TODAY).code == "letters.served_twice"
    )


# --- a dispatch noted by mistake -----------------------------------------------------------------


def test_a_dispatch_noted_by_mistake_is_taken_back_with_its_event(desk, replied):
    request = queries.card(replied).row.request_id
    send(desk, replied, way="post", tracking="1")
    service.take_back_sent(replied, desk.clerk, reason="邮件号抄错")
    row = queries.card(replied).row
    assert (row.state, row.sent_on, row.tracking) == ("made", None, "")
    assert desk.card(request).state not in CLOSED
    assert "sent" not in desk.kinds(request)
    line = Audit.select().where(Audit.verb == "taken_back").get()
    assert line.noun_id == replied
    send(desk, replied, way="post", tracking="2")
    assert desk.card(request).state in CLOSED


def test_a_notice_taken_back_gives_the_limit_back(desk):
    request = desk.request()
    due = desk.card(request).due_on
    letter = service.make(request, "extension", desk.clerk, typed={"days": 20, "explanation": "x"})
    send(desk, letter)
    assert desk.card(request).due_on > due
    service.take_back_sent(letter, desk.clerk, reason="没有寄出")
    assert desk.card(request).due_on == due


def test_taking_back_needs_a_reason_and_a_dispatch(desk, replied):
    error = refused(service.take_back_sent, replied, desk.clerk, reason=" ")
    assert (error.code, error.field) == ("letters.take_back_reason_missing", "reason")
    error = refused(service.take_back_sent, replied, desk.clerk, reason="误")
    assert error.code == "letters.not_sent_yet"


# --- the event taken back on the card of its request ---------------------------------------------


def _void(desk, request, kind) -> None:
    event = next(one for one in reversed(desk.card(request).events) if one.kind.value == kind)
    requests.void_event(event.id, desk.clerk, reason="登记错了")


def _announced(desk, key) -> tuple[int, int]:
    request = desk.request()
    desk.go(EARLY)
    letter = service.make(request, key, desk.clerk, typed=NOTICES[key][0])
    send(desk, letter)
    return letter, request


def test_a_sending_voided_on_the_card_is_taken_back_from_its_letter(desk, replied):
    request = queries.card(replied).row.request_id
    send(desk, replied)
    service.record_served(replied, desk.clerk, on=TODAY)
    _void(desk, request, "sent")
    row = queries.card(replied).row
    assert (row.state, row.sent_on, row.tracking, row.served_on) == ("made", None, "", None)
    assert Audit.select().where(Audit.verb == "taken_back").get().noun_id == replied
    send(desk, replied)
    assert desk.card(request).state in CLOSED


@pytest.mark.parametrize("key", list(sending.ACTS))
def test_a_notice_voided_on_the_card_is_taken_back_from_its_letter(desk, key):
    letter, request = _announced(desk, key)
    _void(desk, request, sending.ACTS[key].kind.value)
    assert queries.card(letter).row.sent_on is None
    send(desk, letter, tracking="2")
    assert sending.ACTS[key].kind.value in desk.kinds(request)


def test_a_service_voided_on_the_card_leaves_the_letter_on_its_way(desk, replied):
    request = queries.card(replied).row.request_id
    send(desk, replied)
    service.record_served(replied, desk.clerk, on=TODAY)
    _void(desk, request, "served")
    row = queries.card(replied).row
    assert (row.state, row.sent_on, row.served_on) == ("sent", TODAY, None)
    service.record_served(replied, desk.clerk, on=TODAY)
    assert desk.card(request).review_until is not None


def test_a_delivery_voided_on_the_card_leaves_the_notice_on_its_way(desk):
    letter, request = _announced(desk, "consult_third_party")
    service.record_served(letter, desk.clerk, on=desk.today)
    _void(desk, request, "delivered")
    row = queries.card(letter).row
    assert (row.sent_on, row.served_on) == (desk.today, None)


def test_two_letters_to_two_organs_on_one_day_are_two_events(desk):
    request = desk.request()
    organs = ("临江市水务局", "临江市财政局")
    made = [
        service.make(
            request,
            "coordination_letter",
            desk.clerk,
            typed={"other_party": one, "matter": "供热协议", "until": date(2026, 10, 30)},
        )
        for one in organs
    ]
    for letter in made:
        send(desk, letter)
    asked = [one for one in desk.card(request).events if one.kind.value == "consulted"]
    assert [one.gist for one in asked] == list(organs)
    requests.void_event(asked[0].id, desk.clerk, reason="没有寄出")
    assert [queries.card(one).row.sent_on for one in made] == [None, TODAY]


def test_the_letter_of_one_item_taken_back_leaves_the_others_as_sent(desk):
    request = desk.request("决算", "协议")
    desk.decide(request, DISCLOSED, NOT_HELD)
    first = service.make(request, "disclosed", desk.clerk)
    second = service.make(request, "not_held", desk.clerk)
    send(desk, first)
    send(desk, second)
    service.take_back_sent(first, desk.clerk, reason="没有寄出")
    assert desk.card(request).state not in CLOSED
    assert queries.card(second).row.sent_on == TODAY
    send(desk, first)
    assert desk.card(request).state in CLOSED
