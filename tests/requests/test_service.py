"""What is done to a request, verb by verb, and the sentence of each refusal."""

from datetime import date
from decimal import Decimal

import peewee
import pytest

from clerkdesk import audit, bus, settings
from clerkdesk.db.connection import database, writable
from clerkdesk.db.models import RequestEvent
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.grounds import ThirdPartyView
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.timing import State

from .conftest import GIVEN, LIU

RECEIVED = date(2026, 9, 14)
DUE = date(2026, 10, 16)


@pytest.fixture
def request_id(desk) -> int:
    desk.go(2026, 9, 14)
    return desk.register(RECEIVED)


def test_the_published_case_is_due_as_counted_by_hand(desk, request_id):
    """Received 09-14, a third party asked 09-21 and answering 09-29: five working days excluded."""
    on = desk.go(2026, 9, 21)
    asked = service.consult_third(request_id, desk.clerk, on=on, whom=LIU, what="特许经营协议")
    on = desk.go(2026, 9, 29)
    service.record_answer(asked, desk.clerk, on=on, view=ThirdPartyView.PARTLY_AGREED)

    card = desk.card(request_id)

    assert card.due_on == date(2026, 10, 23)
    assert [day.date.day for day in card.days if day.reason.value == "excluded"] == [
        22, 23, 24, 28, 29,
    ]  # fmt: skip
    consulted = card.events[0]
    assert (consulted.gist, consulted.answered_on, consulted.articles) == ("刘洋", on, ("32",))


def test_the_limit_is_met_only_by_leaving(desk, request_id):
    on = desk.go(2026, 10, 15)
    desk.give_all(request_id, on)
    service.sign_off(
        request_id, desk.clerk, role=service.SignRole.APPROVER, signed_by=desk.head, on=on
    )
    desk.go(2026, 10, 19)

    unsent = desk.card(request_id)
    service.send(request_id, desk.clerk, on=desk.today, way="post", tracking="1098332144709")
    sent = desk.card(request_id)

    assert (unsent.state, unsent.light, unsent.unsent) == (State.WRITTEN, Light.OVERDUE, True)
    assert (sent.state, sent.light) == (State.CLOSED_LATE, Light.DONE_LATE)
    assert (sent.closed_on, sent.due_on) == (date(2026, 10, 19), DUE)


def test_a_correction_begins_the_limit_anew(desk, request_id):
    on = desk.go(2026, 9, 22)
    service.ask_correction(
        request_id, desk.clerk, on=on, what="文号或者名称", until=date(2026, 10, 14)
    )
    waiting = desk.card(request_id)
    on = desk.go(2026, 10, 8)
    service.receive_correction(request_id, desk.clerk, on=on, content="2024年协议")

    card = desk.card(request_id)

    assert (waiting.state, waiting.due_on) == (State.AWAITING_CORRECTION, None)
    assert waiting.next.move is Move.RECEIVE_CORRECTION
    assert (card.state, card.due_on) == (State.RUNNING, date(2026, 11, 4))


def test_a_late_correction_notice_is_recorded_with_a_reason_and_moves_nothing(desk, request_id):
    on = desk.go(2026, 9, 23)

    with pytest.raises(service.NeedsReason, match="超过收到申请之日起7个工作日") as fault:
        service.ask_correction(request_id, desk.clerk, on=on, what="文号")
    assert desk.card(request_id).events == ()
    service.ask_correction(request_id, desk.clerk, on=on, what="文号", reason="经办人请假")

    card = desk.card(request_id)
    assert fault.value.article == "30"
    assert (card.due_on, card.state) == (DUE, State.RUNNING)
    assert "第三十条" in card.events[0].unlawful
    assert card.events[0].reason == "经办人请假"


def test_an_applicant_who_does_not_correct_has_given_up(desk, request_id):
    on = desk.go(2026, 9, 22)
    service.ask_correction(request_id, desk.clerk, on=on, what="文号", until=date(2026, 9, 30))
    on = desk.go(2026, 10, 8)
    service.abandon(request_id, desk.clerk, on=on)

    card = desk.card(request_id)

    assert (card.state, card.closed_on) == (State.ABANDONED, on)
    assert card.items[0].outcome == Outcome.NOT_CORRECTED


def test_nobody_gives_up_what_was_never_asked(desk, request_id):
    with pytest.raises(UserError, match="并不等待申请人补正或缴费"):
        service.abandon(request_id, desk.clerk, on=RECEIVED)


def test_an_extension_in_time_adds_its_days_and_one_told_late_none(desk, request_id):
    late = desk.register(RECEIVED)
    on = desk.go(2026, 10, 16)
    extension = {"days": 20, "why": "检索量大", "agreed_by": "李文涛"}
    service.extend(request_id, desk.clerk, on=on, told_on=on, **extension)
    on = desk.go(2026, 10, 19)
    with pytest.raises(service.NeedsReason, match="晚于当时的答复期限"):
        service.extend(late, desk.clerk, on=on, told_on=on, **extension)
    service.extend(late, desk.clerk, on=on, told_on=on, reason="误算", **extension)

    assert desk.card(request_id).due_on == date(2026, 11, 13)
    assert desk.card(late).due_on == DUE
    assert desk.card(late).light is Light.OVERDUE


def test_a_fee_is_paid_in_full_before_the_limit_begins_anew(desk, request_id):
    on = desk.go(2026, 9, 16)
    notice = service.notify_fee(request_id, desk.clerk, on=on, amount="700", basis="按量：100页")
    service.record_delivery(notice, desk.clerk, on=on, proof="1098")
    on = desk.go(2026, 9, 24)

    with pytest.raises(UserError, match="少于收费通知的金额（700 元）"):
        service.record_payment(request_id, desk.clerk, on=on, amount=Decimal(699))
    assert desk.card(request_id).state is State.AWAITING_PAYMENT
    service.record_payment(request_id, desk.clerk, on=on, amount=Decimal("700.00"))

    assert desk.card(request_id).due_on == date(2026, 10, 29)


@pytest.mark.parametrize("amount", ["0", "-1", "很多", "NaN", "Infinity"])
def test_a_fee_is_an_amount(desk, request_id, amount):
    with pytest.raises(UserError, match="大于零的金额"):
        service.notify_fee(request_id, desk.clerk, on=RECEIVED, amount=amount)


def test_reasons_are_asked_and_a_later_date_is_fixed(desk, request_id):
    on = desk.go(2026, 9, 21)
    service.ask_reasons(
        request_id, desk.clerk, on=on, facts="一月内提出43件", until=date(2026, 9, 30)
    )
    asked = desk.card(request_id)
    on = desk.go(2026, 9, 24)
    service.receive_reasons(request_id, desk.clerk, on=on, text="诉讼需要")
    service.delay_to(
        request_id, desk.clerk, on=on, until=date(2026, 12, 31), why="数量大", told_on=on
    )

    assert (asked.state, asked.due_on) == (State.AWAITING_REASONS, DUE)
    assert desk.card(request_id).due_on == date(2026, 12, 31)


def test_an_organ_that_made_it_too_and_a_superior_pause_the_clock(desk, request_id):
    on = desk.go(2026, 9, 16)
    joint = service.consult_organ(
        request_id, desk.clerk, on=on, whom=desk.organ, what="会议纪要", joint=True
    )
    service.consult_organ(
        request_id, desk.clerk, on=on, whom="临江市保密局", what="是否属于国家秘密", superior=True
    )
    service.record_delivery(joint, desk.clerk, on=on, proof="签收")

    card = desk.card(request_id)

    assert card.state is State.PAUSED
    assert [event.articles for event in card.events[:2]] == [("34",), ("17-3",)]
    assert {one.rule.partition(".")[0] for one in card.deadlines if not one.closed_on} == {
        "reply",
        "consultation",
        "delivery_proof",
    }


@pytest.mark.parametrize("whom", ["section", "城建科", "示例市数据局", 999])
def test_a_section_of_the_own_organ_is_no_other_organ(desk, request_id, whom):
    whom = desk.section if whom == "section" else whom

    with pytest.raises(UserError, match="请改用转办") as fault:
        service.consult_organ(request_id, desk.clerk, on=RECEIVED, whom=whom, what="x")
    assert fault.value.field == "whom"


def test_the_impossible_is_refused_and_leaves_nothing(desk, request_id):
    for act, sentence, field in (
        (
            lambda: service.record_payment(request_id, desk.clerk, on=RECEIVED, amount=1),
            "没有发出过待缴费的收费通知",
            "on",
        ),
        (
            lambda: service.withdraw(request_id, desk.clerk, on=date(2026, 9, 15)),
            "还没有到",
            "on",
        ),
        (
            lambda: service.transfer(request_id, desk.clerk, on=date(2026, 9, 13), to="水务局"),
            "早于申请到达之日",
            "on",
        ),
        (
            lambda: service.extend(
                request_id, desk.clerk, on=RECEIVED, told_on=RECEIVED, days=0, why="", agreed_by=""
            ),
            "至少是1个工作日",
            "days",
        ),
        (lambda: service.serve(request_id, desk.clerk, on=RECEIVED), "没有可以对应的事项", "on"),
    ):
        with pytest.raises(UserError, match=sentence) as fault:
            act()
        assert fault.value.field == field
    assert RequestEvent.select().count() == 0
    assert desk.card(request_id).due_on == DUE


def test_an_event_is_never_updated_or_deleted(desk, request_id):
    service.ask_correction(request_id, desk.clerk, on=RECEIVED, what="文号")

    for statement in (
        "UPDATE request_event SET on_day = '2026-09-15'",
        "DELETE FROM request_event",
    ):
        with writable(), pytest.raises(peewee.IntegrityError):
            database.execute_sql(statement)


def test_a_void_names_its_event_and_moves_the_date_back(desk, request_id):
    on = desk.go(2026, 9, 21)
    event = service.extend(
        request_id, desk.clerk, on=on, told_on=on, days=10, why="检索量大", agreed_by="李文涛"
    )
    extended = desk.card(request_id).due_on

    would = queries.of_void(event, desk.today)
    service.void_event(event, desk.clerk, reason="误登到本件")

    card = desk.card(request_id)
    assert (extended, card.due_on) == (date(2026, 10, 30), DUE)
    assert [(one.due_from, one.due_to) for one in would] == [(extended, DUE)]
    assert card.events[0].voided.reason == "误登到本件"
    assert not card.events[0].stands
    assert RequestEvent.select().count() == 2


def test_what_completes_a_voided_consultation_falls_with_it(desk, request_id):
    on = desk.go(2026, 9, 21)
    asked = service.consult_third(request_id, desk.clerk, on=on, whom="热力集团", what="协议")
    service.record_delivery(asked, desk.clerk, on=on)
    service.void_event(asked, desk.clerk, reason="发错了")

    card = desk.card(request_id)

    assert (card.due_on, card.state) == (DUE, State.RUNNING)
    assert [event.stands for event in card.events] == [False, False]


@pytest.mark.parametrize(("reason", "sentence"), [("", "作废必须写明原因"), ("\x07", "控制字符")])
def test_a_void_needs_a_reason(desk, request_id, reason, sentence):
    event = service.ask_correction(request_id, desk.clerk, on=RECEIVED, what="文号")

    with pytest.raises(UserError, match=sentence):
        service.void_event(event, desk.clerk, reason=reason)


def test_nothing_is_voided_twice_and_no_void_is_voided(desk, request_id):
    event = service.ask_correction(request_id, desk.clerk, on=RECEIVED, what="文号")
    void = service.void_event(event, desk.clerk, reason="误登")

    with pytest.raises(UserError, match="已经作废"):
        service.void_event(event, desk.clerk, reason="误登")
    with pytest.raises(UserError, match="本身就是一次作废"):
        service.void_event(void, desk.clerk, reason="误登")


def test_a_partial_disclosure_keeps_a_ground_for_each_part(desk, request_id):
    item = desk.card(request_id).items[0].id
    part = {
        "what": "第三条单价",
        "ground": "trade_secret",
        "reason": "属于商业秘密",
        "third_party_view": "not_asked",
    }
    answer = service.ItemAnswer(
        Outcome.PARTIAL,
        {"provided": "协议正文", "provide_way": "纸质", "withheld": [part]},
    )
    why = "其书面意见已在卷"
    service.decide(request_id, desk.clerk, on=RECEIVED, answers={item: answer}, reason=why)

    view = desk.card(request_id).items[0]
    assert (view.outcome, view.decided_on) == ("partial", RECEIVED)
    assert view.facts["withheld"] == [part]


def test_a_wrong_answer_is_refused_beside_its_item(desk, request_id):
    item = desk.card(request_id).items[0].id

    with pytest.raises(UserError, match="以实际检索为前提") as fault:
        service.decide(
            request_id,
            desk.clerk,
            on=RECEIVED,
            answers={item: service.ItemAnswer(Outcome.NOT_HELD, {})},
        )

    assert fault.value.field == f"items[{item}].search_scope"
    assert desk.card(request_id).items[0].outcome == ""


@pytest.mark.parametrize(
    ("outcome", "given", "sentence"),
    [
        (Outcome.STILL_UNCLEAR, {"reason": "x"}, "以申请人补正过为前提"),
        (Outcome.EXCESSIVE, {"quantity": "x", "reason": "x"}, "先要求申请人说明理由"),
        (Outcome.NOT_CORRECTED, {}, "逾期不补正"),
        (Outcome.NOT_PAID, {}, "逾期不缴费"),
        (Outcome.WITHDRAWN, {}, "撤回申请"),
    ],
)
def test_an_outcome_that_rests_on_what_never_happened_is_refused(
    desk, request_id, outcome, given, sentence
):
    item = desk.card(request_id).items[0].id

    with pytest.raises(UserError, match=sentence):
        service.decide(
            request_id,
            desk.clerk,
            on=RECEIVED,
            answers={item: service.ItemAnswer(outcome, given)},
        )


def test_all_items_are_decided_together_and_a_mixture_names_its_main_outcome(desk):
    request = desk.register(RECEIVED, items=("协议", "投诉处理情况"))
    first, second = (item.id for item in desk.card(request).items)
    petition = service.ItemAnswer(Outcome.PETITION, {"reason": "属于信访事项"})

    with pytest.raises(UserError, match="第 2 项还没有填写答复结果"):
        service.decide(request, desk.clerk, on=RECEIVED, answers={first: GIVEN})
    with pytest.raises(UserError, match="请指定主要结果"):
        service.decide(request, desk.clerk, on=RECEIVED, answers={first: GIVEN, second: petition})
    with pytest.raises(UserError, match="不属于这件申请"):
        service.decide(
            request, desk.clerk, on=RECEIVED, answers={first: GIVEN, second: GIVEN, 999: GIVEN}
        )
    service.decide(
        request,
        desk.clerk,
        on=RECEIVED,
        answers={first: GIVEN, second: petition},
        main=Outcome.DISCLOSED,
        main_reason="主要内容已提供",
    )

    card = desk.card(request)
    assert [item.outcome for item in card.items] == ["disclosed", "petition"]
    assert (card.main_outcome, card.main_outcome_reason) == ("disclosed", "主要内容已提供")


def test_a_voided_decision_leaves_the_items_as_they_were_before_it(desk, request_id):
    item = desk.card(request_id).items[0].id
    first = desk.give_all(request_id, RECEIVED)
    second = service.decide(
        request_id,
        desk.clerk,
        on=RECEIVED,
        answers={item: service.ItemAnswer(Outcome.PETITION, {"reason": "信访"})},
    )

    outcomes = [desk.card(request_id).items[0].outcome]
    for event in (second, first):
        service.void_event(event, desk.clerk, reason="重新研究")
        outcomes.append(desk.card(request_id).items[0].outcome)

    assert outcomes == ["petition", "disclosed", ""]
    assert desk.card(request_id).state is State.RUNNING


def test_an_undecided_request_cannot_leave(desk, request_id):
    with pytest.raises(UserError, match="还有 1 项没有答复结果"):
        service.send(request_id, desk.clerk, on=RECEIVED, way="hand")


def test_the_drafter_does_not_approve(desk, request_id):
    desk.give_all(request_id, RECEIVED)
    approve = {"role": service.SignRole.APPROVER, "on": RECEIVED}

    with pytest.raises(UserError, match="拟稿人不能签批自己拟的答复") as fault:
        service.sign_off(request_id, desk.clerk, signed_by=desk.clerk, **approve)
    assert fault.value.field == "signed_by"
    settings.change(desk.clerk, one_clerk_office=True)
    service.sign_off(request_id, desk.clerk, signed_by=desk.clerk, **approve)

    assert desk.card(request_id).next.move is Move.SEND


def test_who_signed_as_drafter_cannot_approve_whoever_recorded_it(desk, request_id):
    desk.give_all(request_id, RECEIVED)
    service.sign_off(
        request_id, desk.clerk, role=service.SignRole.DRAFTER, signed_by=desk.head, on=RECEIVED
    )

    with pytest.raises(UserError, match="拟稿人不能签批"):
        service.sign_off(
            request_id, desk.clerk, role=service.SignRole.APPROVER, signed_by=desk.head, on=RECEIVED
        )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"on": date(2026, 9, 30)}, "还没有到"),
        ({"on": date(2026, 9, 11)}, "早于作出决定之日"),
        ({"mode": service.SignMode.PC}, "由签批人本人解锁"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(desk, request_id, change, sentence):
    desk.give_all(request_id, RECEIVED)
    slip = {"role": service.SignRole.APPROVER, "signed_by": desk.head, "on": RECEIVED} | change

    with pytest.raises(UserError, match=sentence):
        service.sign_off(request_id, desk.clerk, **slip)


def test_nothing_is_signed_before_it_is_decided(desk, request_id):
    with pytest.raises(UserError, match="还没有作出决定"):
        service.sign_off(
            request_id, desk.clerk, role=service.SignRole.APPROVER, signed_by=desk.head, on=RECEIVED
        )


def test_a_new_decision_takes_the_signature_with_it(desk, request_id):
    desk.give_all(request_id, RECEIVED)
    sheet = desk.card(request_id).digest
    sign = {"role": service.SignRole.APPROVER, "signed_by": desk.head, "on": RECEIVED}
    service.sign_off(request_id, desk.clerk, digest=sheet, **sign)
    signed = desk.card(request_id).sign_offs[0]
    item = desk.card(request_id).items[0].id
    petition = service.ItemAnswer(Outcome.PETITION, {"reason": "信访"})
    service.decide(request_id, desk.clerk, on=RECEIVED, answers={item: petition})

    card = desk.card(request_id)

    assert (signed.digest, signed.stands) == (sheet, True)
    assert card.sign_offs[0].stands is False
    assert card.next.move is Move.SIGN_OFF
    with pytest.raises(UserError, match="答复内容已经改动"):
        service.sign_off(request_id, desk.clerk, digest=sheet, **sign)


def test_service_opens_the_remedies_window(desk, request_id):
    on = desk.go(2026, 9, 16)
    desk.give_all(request_id, on)
    service.send(request_id, desk.clerk, on=on, way=service.Way.POST, tracking="1098")
    on = desk.go(2026, 9, 18)
    before = desk.card(request_id)
    service.serve(request_id, desk.clerk, on=on, proof="妥投")

    card = desk.card(request_id)

    assert (before.next.move, before.review_until) == (Move.SERVE, None)
    assert card.review_until == date(2026, 11, 17)
    assert card.closed_on == date(2026, 9, 16)
    assert service.serve(request_id, desk.clerk, on=on) == card.events[-1].id
    with pytest.raises(UserError, match="已登记于 2026-09-18 送达"):
        service.serve(request_id, desk.clerk, on=date(2026, 9, 17))


def _remedy(desk, request_id):
    found = [one for one in desk.card(request_id).deadlines if one.rule == "remedy"]
    return found[0] if found else None


def test_the_remedies_window_has_a_light_of_its_own_and_is_that_of_the_last_reply(desk, request_id):
    desk.give_all(request_id, RECEIVED)
    service.send(request_id, desk.clerk, on=RECEIVED, way="post")
    assert _remedy(desk, request_id) is None
    service.serve(request_id, desk.clerk, on=RECEIVED)
    assert (_remedy(desk, request_id).light, _remedy(desk, request_id).due_on) == (
        Light.PAUSED,
        date(2026, 11, 13),
    )
    on = desk.go(2026, 11, 16)
    assert (_remedy(desk, request_id).light, _remedy(desk, request_id).closed_on) == (
        Light.DONE,
        date(2026, 11, 13),
    )
    service.reopen(request_id, desk.clerk, on=on, why="复议决定")
    assert (_remedy(desk, request_id), desk.card(request_id).review_until) == (None, None)
    desk.give_all(request_id, on)
    service.send(request_id, desk.clerk, on=on, way="hand")
    assert desk.card(request_id).review_until == date(2027, 1, 15)


@pytest.mark.parametrize("way", [service.Way.HAND, service.Way.THROUGH_ORGAN])
def test_what_is_signed_for_is_served_that_day(desk, request_id, way):
    desk.give_all(request_id, RECEIVED)
    sent = service.send(request_id, desk.clerk, on=RECEIVED, way=way)
    card = desk.card(request_id)
    service.void_event(sent, desk.clerk, reason="未签收")

    assert card.review_until == date(2026, 11, 13)
    assert (card.next, card.next_step) == (None, "")
    assert desk.card(request_id).state is State.WRITTEN
    assert [event.stands for event in desk.card(request_id).events] == [True, True, False, False]


@pytest.mark.parametrize(("reading", "served"), [("sent", RECEIVED), ("proved", None)])
def test_what_is_sent_electronically_is_served_as_the_office_reads_the_law(
    desk, request_id, reading, served
):
    settings.change(desk.clerk, electronic_service=reading)
    desk.give_all(request_id, RECEIVED)
    service.send(request_id, desk.clerk, on=RECEIVED, way=service.Way.ELECTRONIC)
    card = desk.card(request_id)
    assert card.trace.served_on == served
    assert card.next_step == ("" if served else "serve")


def test_a_known_day_of_arrival_comes_before_the_offices_reading(desk, request_id):
    on = desk.go(2026, 9, 16)
    desk.give_all(request_id, RECEIVED)
    service.send(request_id, desk.clerk, on=RECEIVED, way=service.Way.ELECTRONIC, served_on=on)
    assert desk.card(request_id).trace.served_on == on


def test_nothing_is_served_before_it_left(desk, request_id):
    on = desk.go(2026, 9, 16)
    desk.give_all(request_id, on)
    service.send(request_id, desk.clerk, on=on, way="post")

    with pytest.raises(UserError, match=r"早于发出之日（2026-09-16）"):
        service.serve(request_id, desk.clerk, on=date(2026, 9, 15))


def test_a_withdrawal_ends_every_item(desk, request_id):
    service.withdraw(request_id, desk.clerk, on=RECEIVED, why="已自行取得")

    card = desk.card(request_id)

    assert (card.state, card.closed_on, card.light) == (State.WITHDRAWN, RECEIVED, Light.DONE)
    assert card.items[0].outcome == "withdrawn"
    with pytest.raises(UserError, match="已于2026-09-14撤回"):
        desk.give_all(request_id, RECEIVED)


def test_a_reopened_request_owes_a_new_reply_and_keeps_what_it_was_closed_as(desk, request_id):
    desk.give_all(request_id, RECEIVED)
    service.send(request_id, desk.clerk, on=RECEIVED, way="hand")
    on = desk.go(2026, 12, 1)
    event = service.reopen(
        request_id, desk.clerk, on=on, why="复议决定责令重新答复", order_number="临复决〔2026〕3号"
    )

    card = desk.card(request_id)

    assert (card.state, card.closed_on, card.frozen) == (State.RUNNING, None, None)
    assert card.due_on == date(2026, 12, 29)
    assert card.items[0].outcome == ""
    assert card.events[-1].details["closed_as"]["state"] == "closed_in_time"
    service.void_event(event, desk.clerk, reason="登错了案件")
    assert desk.card(request_id).items[0].outcome == "disclosed"
    assert desk.card(request_id).state is State.CLOSED_IN_TIME


def test_a_transfer_does_not_answer_the_applicant(desk, request_id):
    service.transfer(request_id, desk.clerk, on=RECEIVED, to="临江市水务局")

    card = desk.card(request_id)

    assert (card.state, card.due_on) == (State.RUNNING, DUE)
    assert card.events[0].gist == "临江市水务局"


def test_a_general_event_is_recorded_through_the_same_door(desk, request_id):
    what = service.Happening(EventKind.REASONS_ASKED, RECEIVED, until=date(2026, 9, 30))

    event = service.record_event(request_id, desk.clerk, what)

    assert [one.id for one in desk.card(request_id).events] == [event]


def test_what_was_done_is_audited_and_told_after_the_commit(desk, request_id):
    told = []
    end = bus.subscribe(lambda changes: told.append((changes, database.in_transaction())))
    desk.give_all(request_id, RECEIVED, signed=False)
    end()

    lines = [line.verb for line in audit.history("request", request_id)]

    assert lines == ["registered", "decided"]
    assert told == [((bus.Changed("request", request_id),), False)]
    assert audit.verify().ok


def test_a_refused_verb_tells_nobody_and_leaves_no_line(desk, request_id):
    told = []
    before = audit.verify().lines
    end = bus.subscribe(told.append)
    with pytest.raises(UserError):
        service.serve(request_id, desk.clerk, on=RECEIVED)
    end()

    assert (told, audit.verify().lines) == ([], before)


def test_a_closed_request_keeps_its_frozen_days(desk, request_id):
    desk.give_all(request_id, RECEIVED)
    service.send(request_id, desk.clerk, on=RECEIVED, way="hand")

    card = desk.card(request_id)

    assert card.frozen["rules"] == "2019"
    assert card.frozen["convention"] == "(]"
    assert card.frozen["calendar"] == card.trace.calendar_revision
    assert card.days == card.trace.days
    assert card.days[-1].date == DUE


def test_unconfirmed_online_requests_can_be_withdrawn_but_not_decided(desk):
    request = desk.register(RECEIVED, channel=Channel.INTERNET)

    with pytest.raises(UserError, match="尚未确认"):
        desk.give_all(request, RECEIVED)
    service.withdraw(request, desk.clerk, on=RECEIVED)

    assert desk.card(request).state is State.WITHDRAWN


def test_talks_files_and_ties_belong_to_the_card(desk, request_id):
    other = desk.register(RECEIVED)
    service.add_contact(request_id, desk.clerk, on=RECEIVED, channel="电话", text="说明进度")
    tie = service.relate(request_id, desk.clerk, noun="request", other_id=other)
    service.relate(
        request_id,
        desk.clerk,
        noun="request",
        other_id=other,
        relation=service.Relation.REPEATED,
        accepted=False,
    )

    card = desk.card(request_id)
    service.unrelate(tie, desk.clerk)

    assert [(one.text, one.recorded_by) for one in card.contacts] == [("说明进度", "王芳")]
    assert [(one.id, one.relation) for one in card.related] == [(other, "related")]
    assert desk.card(request_id).related == ()
    with pytest.raises(UserError, match="还没有到"):
        service.add_contact(request_id, desk.clerk, on=date(2026, 9, 15), channel="电话", text="x")


def test_facts_are_corrected_without_moving_a_date(desk, request_id):
    item = desk.card(request_id).items[0].id
    service.correct_facts(request_id, desk.clerk, note="见附件", mail_number="1098")
    service.correct_item(item, desk.clerk, content="历年缴费情况", reason="抄录有误")

    card = desk.card(request_id)

    assert (card.note, card.mail_number, card.title) == ("见附件", "1098", "历年缴费情况")
    assert card.due_on == DUE
    desk.give_all(request_id, RECEIVED)
    with pytest.raises(UserError, match="已经作出决定"):
        service.correct_item(item, desk.clerk, content="x", reason="x")
