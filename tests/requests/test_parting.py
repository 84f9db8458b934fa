"""What becomes of requests that are merged, split or were none at all?"""

from datetime import date

import pytest

from clerkdesk import numbers
from clerkdesk.db.models import Request
from clerkdesk.errors import UserError
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel, Means

from .conftest import LIU

RECEIVED = date(2026, 9, 14)


@pytest.fixture
def request_id(desk) -> int:
    desk.go(2026, 9, 14)
    return desk.register(RECEIVED)


def test_merging_voids_the_duplicate_and_keeps_its_number(desk, request_id):
    duplicate = desk.register(RECEIVED)
    service.merge(duplicate, desk.clerk, into=request_id, reason="同一申请寄来两份")

    card = desk.card(duplicate)

    assert (card.voided, card.void_reason) == (True, "同一申请寄来两份")
    assert card.moves == card.not_now == ()
    assert desk.open_rules(duplicate) == set()
    assert [row.id for row in queries.page(today=desk.today)] == [request_id]
    assert [one.shown for one in numbers.gaps("request", 2026).voided] == [card.number]
    assert [one.relation for one in desk.card(request_id).related] == ["merged_from"]
    with pytest.raises(UserError, match="已作废（同一申请寄来两份）"):
        desk.give_all(duplicate, RECEIVED)


def test_what_was_no_application_is_voided_and_stays_in_sight(desk, request_id):
    service.void_request(request_id, desk.clerk, reason="系咨询，不是申请")

    card = desk.card(request_id)

    assert (card.voided, card.void_reason) == (True, "系咨询，不是申请")
    assert desk.open_rules(request_id) == set()
    assert queries.page(queries.RequestFilter(voided=True), today=desk.today)[0].id == request_id
    assert queries.mail()[0].disposition == "not_application"
    with pytest.raises(UserError, match="已作废（系咨询，不是申请）"):
        service.void_request(request_id, desk.clerk, reason="再次")
    assert desk.card(desk.register(RECEIVED)).number == "2026-0002"


def test_a_duplicate_with_the_earlier_limit_is_not_lost(desk, request_id):
    desk.go(2026, 9, 16)
    later = desk.register(date(2026, 9, 16))

    with pytest.raises(UserError, match="并入较晚的一件会错过期限"):
        service.merge(request_id, desk.clerk, into=later, reason="重复")
    with pytest.raises(UserError, match="不能与自己关联"):
        service.merge(later, desk.clerk, into=later, reason="重复")
    service.merge(later, desk.clerk, into=request_id, reason="重复")


def test_a_split_request_is_received_the_same_day_with_the_same_past(desk):
    desk.go(2026, 9, 15)
    old = desk.register(
        RECEIVED,
        items=("协议", "缴费情况", "会议纪要"),
        channel=Channel.INTERNET,
        confirmed_on=date(2026, 9, 15),
        means=Means.PHONE,
        confirmed_with="刘洋",
    )
    desk.go(2026, 9, 16)
    asked = service.consult_third(old, desk.clerk, on=desk.today, whom=LIU, what="协议")
    service.record_answer(asked, desk.clerk, on=desk.today, view="agreed")
    moved = [item.id for item in desk.card(old).items[1:]]
    new = service.split(old, desk.clerk, item_ids=moved, reason="一事一申请")

    before, after = desk.card(old), desk.card(new)

    assert after.number == "2026-0002"
    assert after.received_on == before.received_on == date(2026, 9, 15)
    assert after.due_on == before.due_on
    assert [item.content for item in before.items] == ["协议"]
    assert [(item.position, item.content) for item in after.items] == [
        (1, "缴费情况"),
        (2, "会议纪要"),
    ]
    assert after.title == "缴费情况"
    assert after.events[1].answered_on == date(2026, 9, 16)
    assert [one.relation for one in after.related] == ["split_from"]
    assert [one.relation for one in before.related] == ["split_to"]


def test_a_split_leaves_something_and_takes_something(desk, request_id):
    item = desk.card(request_id).items[0].id

    with pytest.raises(UserError, match="至少留下一项"):
        service.split(request_id, desk.clerk, item_ids=[item], reason="x")
    with pytest.raises(UserError, match="请选择要拆出的事项"):
        service.split(request_id, desk.clerk, item_ids=[], reason="x")
    with pytest.raises(UserError, match="请写明原因"):
        service.split(request_id, desk.clerk, item_ids=[item], reason="")
    assert Request.select().count() == 1


def test_the_tie_of_a_split_or_a_merger_is_not_taken_back(desk):
    desk.go(2026, 9, 14)
    old = desk.register(RECEIVED, items=("协议", "缴费情况"))
    moved = desk.card(old).items[1].id
    new = service.split(old, desk.clerk, item_ids=[moved], reason="一事一申请")
    duplicate = desk.register(RECEIVED)
    service.merge(duplicate, desk.clerk, into=old, reason="重复")

    for end in (new, duplicate):
        (tie,) = desk.card(end).related
        with pytest.raises(UserError) as fault:
            service.unrelate(tie.link_id, desk.clerk)
        assert fault.value.code == "requests.tie_is_act"
