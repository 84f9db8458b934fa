"""Which buttons does a card show? The moves of each state, late ones marked, closed ones told."""

from datetime import date

import pytest

from clerkdesk.requests import moves, service
from clerkdesk.requests.channels import Channel, Means
from clerkdesk.requests.events import EVENTS
from clerkdesk.requests.moves import MOVES, Move
from clerkdesk.requests.timing import State
from ui import words

from .conftest import LIU

RECEIVED = date(2026, 9, 14)
ALWAYS = {Move.WITHDRAW, Move.TRANSFER, Move.MERGE}


@pytest.fixture
def request_id(desk) -> int:
    desk.go(2026, 9, 14)
    return desk.register(RECEIVED)


def _open(card) -> set[Move]:
    return {step.move for step in (*card.moves, *([card.next] if card.next else []))}


def _closed(card) -> dict[Move, str]:
    return {one.move: one.reason for one in card.not_now}


def test_an_unconfirmed_paper_asks_for_its_confirmation_first(desk):
    card = desk.card(desk.register(RECEIVED, channel=Channel.INTERNET))

    assert card.next.move is Move.CONFIRM_RECEIPT
    assert _open(card) >= {Move.NOTE_ATTEMPT, Move.WITHDRAW}
    assert Move.DECIDE not in _open(card)
    assert "尚未确认" in _closed(card)[Move.DECIDE]
    assert "尚未确认" in _closed(card)[Move.EXTEND]


def test_a_running_request_can_be_answered_asked_about_and_extended(desk, request_id):
    card = desk.card(request_id)

    assert (card.next.move, card.next_step) == (Move.DECIDE, "check_content")
    assert _open(card) == ALWAYS | {
        Move.DECIDE,
        Move.ASK_CORRECTION,
        Move.ASSIGN,
        Move.EXTEND,
        Move.CONSULT_THIRD,
        Move.CONSULT_ORGAN,
        Move.NOTIFY_FEE,
        Move.ASK_REASONS,
        Move.DELAY,
    }
    assert not any(step.late for step in card.moves)
    assert card.not_now == ()


def test_what_comes_too_late_is_offered_with_its_warning(desk, request_id):
    desk.go(2026, 9, 23)
    late = {step.move: step for step in desk.card(request_id).moves if step.late}
    assert set(late) == {Move.ASK_CORRECTION}
    assert "超过收到申请之日起7个工作日" in late[Move.ASK_CORRECTION].warning

    desk.go(2026, 10, 19)
    late = {step.move: step for step in desk.card(request_id).moves if step.late}

    assert set(late) >= {Move.ASK_CORRECTION, Move.EXTEND, Move.CONSULT_THIRD, Move.NOTIFY_FEE}
    assert late[Move.EXTEND].articles == ("33-2",)


def test_a_second_extension_is_marked(desk, request_id):
    service.extend(
        request_id, desk.clerk, on=RECEIVED, told_on=RECEIVED, days=5, why="x", agreed_by="李文涛"
    )

    steps = {step.move: step for step in desk.card(request_id).moves}

    assert "已经延长过一次" in steps[Move.EXTEND].warning


def test_while_the_applicant_corrects_only_that_is_awaited(desk, request_id):
    service.ask_correction(
        request_id, desk.clerk, on=RECEIVED, what="文号", until=date(2026, 9, 18)
    )
    waiting = desk.card(request_id)
    desk.go(2026, 9, 21)
    lapsed = desk.card(request_id)

    assert waiting.next.move is Move.RECEIVE_CORRECTION
    assert "答复期限没有计算" in _closed(waiting)[Move.EXTEND]
    early = next(step for step in waiting.moves if step.move is Move.ABANDON)
    due = next(step for step in lapsed.moves if step.move is Move.ABANDON)
    assert "还没有届满" in early.warning
    assert not due.late


def test_a_second_correction_notice_that_went_out_can_be_told_and_is_marked(desk, request_id):
    service.ask_correction(
        request_id, desk.clerk, on=RECEIVED, what="文号", until=date(2026, 9, 18)
    )
    step = next(one for one in desk.card(request_id).moves if one.move is Move.ASK_CORRECTION)
    second = {"on": RECEIVED, "what": "身份证明", "until": date(2026, 9, 25)}

    assert step.late
    assert "一次性告知" in step.warning
    with pytest.raises(service.NeedsReason):
        service.ask_correction(request_id, desk.clerk, **second)
    service.ask_correction(request_id, desk.clerk, **second, reason="第一次漏列")
    card = desk.card(request_id)
    assert (card.state, card.trace.waiting_until) == (
        State.AWAITING_CORRECTION,
        date(2026, 9, 25),
    )
    assert [bool(one.unlawful) for one in card.events] == [False, True]


def test_a_consultation_offers_its_own_delivery_and_answer(desk, request_id):
    first = service.consult_third(request_id, desk.clerk, on=RECEIVED, whom=LIU, what="协议")
    second = service.consult_organ(
        request_id, desk.clerk, on=RECEIVED, whom=desk.organ, what="协议"
    )
    service.record_delivery(first, desk.clerk, on=RECEIVED)

    card = desk.card(request_id)
    about = {(step.move, step.about) for step in (card.next, *card.moves) if step.about is not None}

    assert about == {
        (Move.RECORD_DELIVERY, second),
        (Move.RECORD_ANSWER, first),
        (Move.RECORD_ANSWER, second),
    }
    assert card.next == moves.Step(Move.RECORD_DELIVERY, ("proof",), about=second)


def test_a_written_reply_is_signed_then_sent_then_served(desk, request_id):
    desk.give_all(request_id, RECEIVED, signed=False)
    order = [desk.card(request_id).next.move]
    service.sign_off(
        request_id, desk.clerk, role=service.SignRole.APPROVER, signed_by=desk.head, on=RECEIVED
    )
    order.append(desk.card(request_id).next.move)
    service.send(request_id, desk.clerk, on=RECEIVED, way="post")
    order.append(desk.card(request_id).next.move)
    service.serve(request_id, desk.clerk, on=RECEIVED)

    card = desk.card(request_id)
    assert order == [Move.SIGN_OFF, Move.SEND, Move.SERVE]
    assert (card.next, card.next_step) == (None, "")
    assert _open(card) == {Move.REOPEN}
    assert card.not_now == ()


def test_a_lapsed_application_still_gets_its_letter(desk, request_id):
    service.ask_correction(
        request_id, desk.clerk, on=RECEIVED, what="文号", until=date(2026, 9, 18)
    )
    on = desk.go(2026, 9, 21)
    service.abandon(request_id, desk.clerk, on=on)

    assert desk.card(request_id).next.move is Move.SIGN_OFF
    desk.sign(request_id, on)
    assert desk.card(request_id).next.move is Move.SEND
    assert _open(desk.card(request_id)) >= {Move.SEND, Move.REOPEN}
    service.send(request_id, desk.clerk, on=on, way="post")
    assert desk.card(request_id).state is State.ABANDONED
    assert _open(desk.card(request_id)).isdisjoint({Move.SEND, Move.SIGN_OFF, Move.DECIDE})


def test_several_items_can_be_split_and_one_cannot(desk, request_id):
    several = desk.register(RECEIVED, items=("协议", "缴费情况"))

    assert Move.SPLIT in _open(desk.card(several))
    assert Move.SPLIT not in _open(desk.card(request_id))


def test_an_assignment_out_offers_its_answer_and_its_slip(desk, request_id):
    assignment = service.assign(
        request_id, desk.clerk, section_id=desk.section, asked="请检索", sent_on=RECEIVED
    )

    card = desk.card(request_id)

    assert card.next == moves.Step(Move.RECORD_SECTION_ANSWER, about=assignment)
    assert moves.Step(Move.REMIND, about=assignment) in card.moves
    assert Move.DECIDE in _open(card)


def test_what_a_card_offers_can_be_done(desk):
    """Every event the law puts no bar to is recorded today without a reason."""
    for channel in (Channel.SIGNED_MAIL, Channel.FAX):
        desk.go(2026, 9, 14)
        request = desk.register(RECEIVED, channel=channel)
        for step in desk.card(request).moves:
            rule = MOVES.get(step.move)
            if rule is None or rule.kind is None or step.late:
                continue
            other = desk.register(RECEIVED, channel=channel)
            service.record_event(other, desk.clerk, _happening(desk, other, step.move))


def _happening(desk, request: int, move: Move) -> service.Happening:
    card = desk.card(request)
    probe = MOVES[move].probe(
        moves.Standing(
            facts=None,
            events=(),
            trace=card.trace,
            calendar=None,
            today=desk.today,
            items=1,
            undecided=1,
        )
    )
    fields = {name: probe[name] for name in ("days", "told_on", "until") if name in probe}
    details = {"whom": probe["whom"].value} if "whom" in probe else {}
    return service.Happening(MOVES[move].kind, desk.today, details=details, **fields)


def test_every_move_has_its_words_and_its_rule():
    for move in Move:
        assert words.term("move", move)
    assert {rule.kind for rule in MOVES.values() if rule.kind} <= set(EVENTS)
    known = set(MOVES) | {
        Move.RECORD_DELIVERY,
        Move.RECORD_ANSWER,
        Move.RECORD_SECTION_ANSWER,
        Move.REMIND,
    }
    assert known == set(Move)


def test_every_next_step_and_rule_has_its_words(desk):
    steps = {one.value for one in moves._BY_STATE.values()} | set(moves._FIRST)
    for step in steps | {"decide", "sign_off", "send", "serve", "record_delivery", "record_answer"}:
        assert words.term("next_step", step)
    for table, terms in {
        "means": Means,
        "sent_way": service.Way,
        "sign_role": service.SignRole,
        "sign_mode": service.SignMode,
        "relation": service.Relation,
        "channel": Channel,
    }.items():
        for term in terms:
            assert words.term(table, term), (table, term)
