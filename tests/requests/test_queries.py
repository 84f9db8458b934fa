"""What lists, cards and offers say of the requests in the register."""

from datetime import date, timedelta

import pytest

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.connection import database
from clerkdesk.db.models import Draft, Publication
from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import UserError
from clerkdesk.holidays import service as holidays
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.queries import Order, RequestFilter
from clerkdesk.requests.timing import State

from .conftest import LIU

RECEIVED = date(2026, 9, 14)


@pytest.fixture
def office(desk) -> dict[str, int]:
    """Requests in every state a list shows, as of 13 October 2026."""
    made = {}
    desk.go(2026, 8, 3)
    made["late"] = desk.register(date(2026, 8, 3), items=("滨河路二期征地补偿方案",))
    desk.go(2026, 9, 14)
    made["soon"] = desk.register(RECEIVED, items=("2024年老旧小区改造清单",))
    made["paused"] = desk.register(RECEIVED, items=("供热特许经营协议",))
    made["unsent"] = desk.register(date(2026, 9, 14), items=("加装电梯补贴明细",))
    made["done"] = desk.register(RECEIVED, items=("绿化养护招标文件",))
    desk.give_all(made["done"], RECEIVED)
    service.send(made["done"], desk.clerk, on=RECEIVED, way="hand")
    service.ask_correction(
        made["paused"], desk.clerk, on=RECEIVED, what="文号", until=date(2026, 11, 2)
    )
    desk.go(2026, 9, 30)
    made["ordinary"] = desk.register(date(2026, 9, 30), items=("路灯节能合同",))
    made["online"] = desk.register(
        date(2026, 9, 30), channel=Channel.INTERNET, items=("公租房配租结果",)
    )
    desk.go(2026, 10, 13)
    made["late_done"] = desk.register(date(2026, 8, 3), items=("海绵城市报告",))
    desk.give_all(made["late_done"], desk.today)
    service.send(made["late_done"], desk.clerk, on=desk.today, way="hand")
    desk.give_all(made["unsent"], desk.today)
    return made


LIGHTS = {
    "late": Light.OVERDUE,
    "soon": Light.SOON,
    "paused": Light.PAUSED,
    "unsent": Light.SOON,
    "done": Light.DONE,
    "ordinary": Light.ORDINARY,
    "online": Light.UNCONFIRMED,
    "late_done": Light.DONE_LATE,
}


def test_each_request_is_in_exactly_one_state(desk, office):
    rows = {row.id: row for row in queries.page(today=desk.today)}

    assert {name: rows[key].light for name, key in office.items()} == LIGHTS
    counts = queries.by_light(today=desk.today)
    assert sum(counts.values()) == len(office)
    assert counts[Light.SOON] == 2
    assert rows[office["unsent"]].unsent
    assert rows[office["late"]].left == -27
    assert rows[office["paused"]].left is None
    assert rows[office["late"]].next_step == "decide"


def test_filtering_by_a_light_gives_the_rows_that_show_it_on_every_day(desk, office):
    """The rule in Python lights the rows; the same rule in SQL filters and counts them."""
    for n in range(0, 90, 3):
        today = date(2026, 9, 20) + timedelta(days=n)
        shown = queries.page(today=today)
        counts = queries.by_light(today=today)
        for light in Light:
            lit = queries.page(RequestFilter(lights=frozenset({light})), today=today)
            assert {row.id for row in lit} == {row.id for row in shown if row.light is light}, today
            assert counts[light] == len(lit), (light, today)


def test_the_due_ones_come_first_and_pages_never_overlap(desk, office):
    whole = queries.page(today=desk.today)
    parts = [
        row
        for offset in range(0, len(whole), 3)
        for row in queries.page(today=desk.today, offset=offset, limit=3)
    ]

    dues = [row.due_on for row in whole if row.closed_on is None and row.due_on]
    assert parts == list(whole)
    assert dues == sorted(dues)
    assert [row.closed_on is None for row in whole] == [True] * 6 + [False] * 2
    assert queries.ids(today=desk.today) == tuple(row.id for row in whole)
    assert queries.rows([row.id for row in reversed(whole)], desk.today) == whole[::-1]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("descending", [False, True])
def test_every_column_sorts_both_ways_with_every_request_once(desk, office, order, descending):
    keys = queries.ids(RequestFilter(), order, today=desk.today, descending=descending)

    assert sorted(keys) == sorted(office.values())
    assert keys == tuple(
        row.id
        for row in queries.page(RequestFilter(), order, today=desk.today, descending=descending)
    )


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (RequestFilter(), set(LIGHTS)),
        (RequestFilter(open=True), set(LIGHTS) - {"done", "late_done"}),
        (RequestFilter(open=False), {"done", "late_done"}),
        (RequestFilter(text="老旧小区"), {"soon"}),
        (RequestFilter(text="2026-0001"), {"late"}),
        (RequestFilter(text="刘洋"), set(LIGHTS)),
        (RequestFilter(text="100%_"), set()),
        (RequestFilter(applicant="刘"), set(LIGHTS)),
        (RequestFilter(applicant="供热"), set()),
        (RequestFilter(lights=frozenset({Light.OVERDUE, Light.SOON})), {"late", "soon", "unsent"}),
        (RequestFilter(states=frozenset({State.WRITTEN})), {"unsent"}),
        (RequestFilter(channels=frozenset({Channel.INTERNET})), {"online"}),
        (RequestFilter(due_to=date(2026, 10, 16), open=True), {"late", "soon", "unsent"}),
        (RequestFilter(due_from=date(2026, 10, 17)), {"ordinary"}),
        (RequestFilter(received_from=date(2026, 9, 30)), {"ordinary"}),
        (RequestFilter(arrived_from=date(2026, 9, 30)), {"ordinary", "online"}),
        (RequestFilter(closed_from=date(2026, 10, 1)), {"late_done"}),
        (RequestFilter(year=2025), set()),
        (RequestFilter(handler_id=999), set()),
        (RequestFilter(voided=True), set()),
    ],
)
def test_filters_show_what_they_say(desk, office, chosen, names):
    rows = queries.page(chosen, today=desk.today)

    assert {row.id for row in rows} == {office[name] for name in names}
    assert queries.count(chosen, today=desk.today) == len(names)


def test_what_is_asked_is_found_beyond_the_title(desk):
    deep = desk.register(RECEIVED, items=("甲" * 200 + "特许经营",))

    assert [row.id for row in queries.page(RequestFilter(text="特许经营"), today=desk.today)] == [
        deep
    ]


def test_a_person_is_found_in_every_role_and_under_every_joined_row(desk, office):
    request = desk.register(RECEIVED, applicants=(LIU,), agent=LIU)
    people = [one.id for one in desk.card(request).applicants]

    found = queries.page(RequestFilter(involves=people[0]), today=desk.today)

    assert [row.id for row in found] == [request]


def test_the_list_reads_an_index_instead_of_sorting(desk, office):
    plan = database.execute_sql(
        "EXPLAIN QUERY PLAN SELECT id FROM request WHERE voided_at IS NULL"
        " ORDER BY closed_on IS NOT NULL, due_on IS NULL, due_on, id LIMIT 200"
    ).fetchall()

    assert "request_by_due" in plan[0][3]
    assert not any("TEMP B-TREE" in row[3] for row in plan)


def test_filters_are_saved_by_name_and_are_no_drafts(desk):
    chosen = {"due": "week", "handler": desk.clerk, "text": "协议"}
    service.save_filter("我经办的", {}, desk.clerk)
    key = service.save_filter("我经办的", chosen, desk.clerk)

    assert [(one.id, one.name, one.chosen) for one in queries.saved_filters()] == [
        (key, "我经办的", chosen)
    ]
    assert not Draft.select().exists()
    service.drop_filter(key, desk.clerk)
    assert queries.saved_filters() == ()


def test_an_unknown_request_is_said_to_be_gone(desk):
    with pytest.raises(UserError, match="找不到这条记录"):
        queries.card(999, desk.today)


def test_numbers_of_people_are_masked_until_asked_for(desk):
    party = desk.card(desk.register(RECEIVED)).applicants[0]

    assert party.id_number_masked == "1101**********002X"
    assert party.phone_masked == "138****6620"
    assert party.id_number == LIU.id_number


def test_the_deadlines_of_a_card_are_those_of_the_board(desk, office):
    card = desk.card(office["paused"])
    rows = board.of("request", office["paused"], desk.today)

    assert [(one.rule, one.light) for one in card.deadlines] == [
        (row.rule, row.light) for row in rows
    ]
    assert {one.rule.partition(".")[0] for one in card.deadlines} == {
        "reply",
        "correction",
        "correction_notice",
    }


def _publish(desk, title: str) -> None:
    with unit(by=desk.clerk) as work:
        row = Publication.create(
            uid=work.new_uid(),
            number=title[:8],
            year=2026,
            title=title,
            formed_on=RECEIVED,
            attribute="proactive",
            state="published",
            published_on=RECEIVED,
            url="https://example.gov.cn/a",
            facts={},
            registered_at=work.now,
            registered_by=desk.clerk,
        )
        work.note("publication", row.id, "registered")


def test_intake_offers_what_is_public_what_was_asked_and_what_many_want(desk):
    _publish(desk, "城区集中供热特许经营协议（公开文本）")
    _publish(desk, "海绵城市试点项目绩效评价报告")
    mine = desk.register(RECEIVED, items=("供热特许经营协议及补充协议",))
    for number in range(2):
        other = LIU.__class__(LIU.kind, f"王某{number}")
        desk.register(RECEIVED, items=("供热特许经营协议",), applicants=(other,))
    people = [one.id for one in desk.card(mine).applicants]

    offers = queries.similar("申请公开供热特许经营协议及历次补充协议", people)

    assert {(one.why.value, one.noun) for one in offers} == {
        ("published", "publication"),
        ("repeated", "request"),
        ("often_asked", "request"),
    }
    published = next(one for one in offers if one.why is queries.Why.PUBLISHED)
    assert (published.title, published.place) == (
        "城区集中供热特许经营协议（公开文本）",
        "https://example.gov.cn/a",
    )
    assert next(one for one in offers if one.why is queries.Why.REPEATED).id == mine
    assert queries.similar("人民防空工程档案", people) == ()
    assert queries.similar("，。", people) == ()


def test_what_arrived_later_is_never_offered_as_an_earlier_request(desk):
    later = desk.register(date(2026, 9, 21), items=("供热特许经营协议",))
    same_day = desk.register(RECEIVED, items=("供热特许经营协议",))
    people = [one.id for key in (later, same_day) for one in desk.card(key).applicants]

    offers = queries.similar("供热特许经营协议", people, until=RECEIVED)

    assert [one.id for one in offers] == [same_day]
    assert queries.arrived_later([later, same_day], RECEIVED) == {later}


def test_what_was_published_since_is_offered_all_the_same(desk):
    _publish(desk, "供热特许经营协议（公开文本）")
    offers = queries.similar("供热特许经营协议", until=date(2026, 9, 1))
    assert [one.why for one in offers] == [queries.Why.PUBLISHED]


def test_an_accepted_offer_fills_in_the_answer(desk):
    _publish(desk, "供热特许经营协议（公开文本）")
    earlier = desk.register(RECEIVED, items=("供热特许经营协议",))
    open_one = desk.register(RECEIVED)
    desk.give_all(earlier, RECEIVED)
    service.send(earlier, desk.clerk, on=RECEIVED, way="hand")
    request = desk.register(RECEIVED, items=("供热特许经营协议及补充协议",))
    relate = service.relate
    relation = service.Relation
    relate(request, desk.clerk, noun="publication", other_id=1, relation=relation.ALREADY_PUBLIC)
    for other in (earlier, open_one):
        relate(request, desk.clerk, noun="request", other_id=other, relation=relation.REPEATED)
    declined = {"noun": "request", "other_id": earlier, "relation": relation.REPEATED}
    relate(request, desk.clerk, accepted=False, **declined)

    public, repeated = queries.suggestions(request)

    assert public.outcome == "already_public"
    assert public.given == {
        "name": "供热特许经营协议（公开文本）",
        "place_found": "https://example.gov.cn/a",
    }
    assert (repeated.outcome, repeated.other_id) == ("repeated", earlier)
    assert repeated.given == {"name": "供热特许经营协议", "earlier_on": "2026-09-14"}
    item = desk.card(request).items[0].id
    answer = service.ItemAnswer(public.outcome, public.given)
    service.decide(request, desk.clerk, on=desk.today, answers={item: answer})


def test_a_notice_shows_what_it_moves_and_what_it_would_judge_otherwise(desk):
    """A make-up Sunday that is not worked moves the open request; the closed one keeps its date."""
    desk.go(2026, 9, 14)
    running, closed = desk.register(RECEIVED), desk.register(RECEIVED)
    desk.go(2026, 10, 16)
    desk.give_all(closed, desk.today)
    service.send(closed, desk.clerk, on=desk.today, way="hand")
    seen = []

    impact = queries.of_calendar(
        WorkCalendar.official().with_makeup(counted=False),
        desk.today,
        progress=lambda done, of: seen.append((done, of)),
    )

    assert [(one.request_id, one.due_from, one.due_to) for one in impact.moved] == [
        (running, date(2026, 10, 16), date(2026, 10, 20))
    ]
    assert [(one.request_id, one.due_on, one.due_now) for one in impact.differs] == [
        (closed, date(2026, 10, 16), date(2026, 10, 20))
    ]
    assert seen[-1] == (2, 2)
    assert desk.card(running).due_on == date(2026, 10, 16)


NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。"""


def test_an_entered_notice_moves_open_requests_and_leaves_closed_ones(desk):
    desk.go(2026, 12, 15)
    running, closed = desk.register(date(2026, 12, 15)), desk.register(date(2026, 12, 15))
    desk.give_all(closed, desk.today)
    service.send(closed, desk.clerk, on=desk.today, way="hand")
    before = desk.card(closed)

    holidays.enter(NOTICE, 2027, desk.clerk, checked=True)

    card, after = desk.card(running), desk.card(closed)
    assert card.due_on == date(2027, 1, 13)
    assert (
        (after.due_on, after.days)
        == (before.due_on, before.days)
        == (
            date(2027, 1, 12),
            before.days,
        )
    )
    reply = next(one for one in after.deadlines if one.rule == "reply")
    assert reply.due_on == date(2027, 1, 12)


def test_a_stopped_derivation_leaves_everything_as_it_was(desk):
    requests = [desk.register(RECEIVED) for _ in range(3)]
    calendar = WorkCalendar.official().with_makeup(counted=False)

    with pytest.raises(service.Cancelled):
        service.rederive_open(desk.clerk, changed=calendar, cancelled=lambda: True)

    assert {desk.card(key).due_on for key in requests} == {date(2026, 10, 16)}
    assert service.rederive_open(desk.clerk, changed=calendar) == 3
    assert service.rederive_open(desk.clerk, changed=calendar) == 0
    assert {desk.card(key).due_on for key in requests} == {date(2026, 10, 20)}
