"""Does what is stored always follow from what was recorded? A register of random lives."""

import os
import random
from datetime import date, timedelta

import pytest

from clerkdesk import audit, settings
from clerkdesk.db.models import Deadline, Request, RequestEvent, RequestItem
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import freezing, queries, service, stored
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.facts import Consulted, EventKind
from clerkdesk.requests.sides import Side
from clerkdesk.requests.timing import CLOSED, trace
from ui import words

from .conftest import GIVEN

LIVES = int(os.environ.get("CLERKDESK_LIVES", "2000"))  # more by hand, see tests/bench
CHUNKS = 8  # registers that share them: a long test would keep one core waiting for the other
FIRST = date(2026, 1, 5)
TODAY = date(2026, 10, 13)
FOLLOWS = {
    EventKind.CORRECTION_ASKED: [EventKind.CORRECTED, EventKind.CORRECTION_LAPSED],
    EventKind.CONSULTED: [EventKind.DELIVERED, EventKind.CONSULTATION_ANSWERED],
    EventKind.DELIVERED: [EventKind.CONSULTATION_ANSWERED],
    EventKind.FEE_NOTICED: [EventKind.PAID, EventKind.FEE_LAPSED],
    EventKind.REASONS_ASKED: [EventKind.REASONS_GIVEN, EventKind.DELAYED_TO],
}


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_stored_dates_and_states_are_those_of_the_replay(desk, chunk):
    desk.go(TODAY.year, TODAY.month, TODAY.day)
    chance = random.Random(20261013 + chunk)  # noqa: S311 - lives, not secrets
    lives = [_live(desk, chance) for _ in range(LIVES // CHUNKS)]
    days = calendar()

    assert len(set(lives)) == LIVES // CHUNKS
    for request in Request.select():
        events = stored.live(stored.rows_of(request.id))
        found = trace(stored.facts_of(request), events, days, today=TODAY)
        assert request.received_on == found.received_on
        assert (request.state, request.due_on) == (found.state, found.due_on), request.id
        assert (bool(request.provisional), request.closed_on) == (
            found.provisional,
            found.closed_on,
        )
        assert (request.frozen is None) == (found.state not in CLOSED)
        if request.frozen is not None:
            assert freezing.days(request.frozen, events) == found.days
            assert freezing.verdict(request.frozen) == (found.state, found.due_on)
    _every_kind_was_met()
    _the_board_tells_the_same()
    _every_line_has_its_words()
    _cards_open(lives[::5])
    assert audit.verify().ok


def test_many_derived_at_once_stand_as_if_each_were_derived_alone(desk):
    desk.go(TODAY.year, TODAY.month, TODAY.day)
    chance = random.Random(41)  # noqa: S311 - as above
    for _ in range(40):
        _live(desk, chance)
    before = _all_that_is_derived()

    moved = service.rederive_open(desk.clerk, changed=calendar().with_makeup(counted=False))

    together = _all_that_is_derived()
    settings.change(desk.clerk, makeup_days_count=False)
    for request in Request.select().where(Request.closed_on.is_null()):
        service.rederive(request.id, desk.clerk)
    assert moved > 0
    assert together != before
    assert _all_that_is_derived() == together


def test_a_side_limit_already_met_moves_with_the_calendar_while_the_matter_is_open(desk):
    """As it does where anything else derives the request again; only a closed matter is frozen."""
    day = desk.go(2026, 9, 16)
    request = desk.register(date(2026, 9, 14))
    service.ask_correction(
        request, desk.clerk, on=day, what="写明协议名称", until=date(2026, 10, 16)
    )
    notice = (Deadline.noun_id == request) & (Deadline.rule == Side.CORRECTION_NOTICE.value)
    before = Deadline.get(notice)

    moved = service.rederive_open(desk.clerk, changed=calendar().with_makeup(counted=False))

    after = Deadline.get(notice)
    settings.change(desk.clerk, makeup_days_count=False)
    service.rederive(request, desk.clerk)
    # the seventh working day; Sunday the 20th was to be worked
    assert (before.due_on, after.due_on) == (date(2026, 9, 22), date(2026, 9, 23))
    assert before.closed_on == after.closed_on == day
    assert Deadline.get(notice).due_on == after.due_on
    assert moved == 1


def test_what_is_stored_follows_the_days_though_nobody_does_anything(desk):
    desk.go(TODAY.year, TODAY.month, TODAY.day)
    chance = random.Random(7)  # noqa: S311 - as above
    for _ in range(15):
        _live(desk, chance, first=TODAY - timedelta(days=40), days=40)
    silent = desk.register(TODAY)
    asked = service.consult_third(silent, desk.clerk, on=TODAY, whom="热力集团", what="协议")
    service.record_delivery(asked, desk.clerk, on=TODAY)
    days, states = calendar(), []
    for ahead in (0, 1, 9, 20, 45):
        today = TODAY + timedelta(days=ahead)
        desk.go(today.year, today.month, today.day)
        for request in Request.select():
            found = trace(
                stored.facts_of(request),
                stored.live(stored.rows_of(request.id)),
                days,
                today=today,
            )
            assert (request.state, request.due_on) == (found.state, found.due_on), request.id
        states.append({row.id: row.state for row in Request.select()})

    turned = {(states[0][key], states[-1][key]) for key in states[0]}
    assert ("paused", "running") in turned


def _all_that_is_derived() -> list[list[tuple]]:
    requests = Request.select().order_by(Request.id).tuples()
    lines = Deadline.select().where(Deadline.noun == "request").order_by(Deadline.id).tuples()
    return [list(requests), list(lines)]


def _every_kind_was_met():
    kinds = {row.kind for row in RequestEvent.select(RequestEvent.kind)}
    states = {row.state for row in Request.select(Request.state)}
    assert kinds >= {kind.value for kind in EventKind} - {"fee_lapsed"}
    assert states >= {"running", "paused", "written", "closed_in_time", "closed_late", "withdrawn"}
    assert RequestEvent.select().where(RequestEvent.unlawful != "").exists()
    assert RequestEvent.select().where(RequestEvent.voids.is_null(False)).exists()


def _the_board_tells_the_same():
    lines = Deadline.select().where((Deadline.noun == "request") & (Deadline.rule == "reply"))
    dues = {line.noun_id: (line.due_on, line.closed_on) for line in lines}
    for row in queries.page(today=TODAY, limit=LIVES):
        if row.received_on is not None:
            assert dues[row.id] == (row.due_on, row.closed_on)


def _every_line_has_its_words():
    for line in Deadline.select().where(Deadline.noun == "request"):
        assert words.term("deadline", line.rule.partition(".")[0])
        assert words.term("next_step", line.next_step)
        assert words.term("waiting_for", line.waiting_for)


def _cards_open(keys: list[int]):
    for key in keys:
        card = queries.card(key, TODAY)
        offered = [*card.moves, *([card.next] if card.next else [])]
        assert all(words.term("move", step.move) for step in offered)
        assert all(one.reason.endswith("。") for one in card.not_now)
        for day in card.days:
            assert words.term("day_reason", day.reason)
            assert words.term("article", day.article)
        for event in card.events:
            assert all(words.term("article", article) for article in event.articles)


def _live(desk, chance: random.Random, *, first: date = FIRST, days: int = 270) -> int:
    arrived = first + timedelta(days=chance.randrange(days))
    channel = chance.choice([Channel.SIGNED_MAIL, Channel.IN_PERSON, Channel.INTERNET])
    request = desk.register(arrived, channel=channel)
    day = arrived
    if channel is Channel.INTERNET and chance.random() < 0.9:
        _try(desk, request, EventKind.CONFIRM_ATTEMPTED, day, chance)
        _try(desk, request, EventKind.CONFIRMED, day, chance)
    kind = None
    for _ in range(chance.randrange(6)):
        day += timedelta(days=chance.randrange(12))
        likely = FOLLOWS.get(kind) if chance.random() < 0.7 else None
        kind = chance.choice(likely or list(EventKind))
        _try(desk, request, kind, day, chance)
        if chance.random() < 0.1:
            _void_something(desk, request, chance)
    if chance.random() < 0.5:
        _decide_and_send(desk, request, day + timedelta(days=chance.randrange(15)), chance)
    return request


def _try(desk, request: int, kind: EventKind, day: date, chance: random.Random) -> None:
    what = service.Happening(
        kind,
        day,
        sent_on=day if kind is EventKind.CONSULTED else None,
        days=chance.randrange(1, 25) if kind is EventKind.EXTENDED else None,
        told_on=day if kind in (EventKind.EXTENDED, EventKind.FEE_NOTICED) else None,
        until=day + timedelta(days=chance.randrange(30))
        if kind in (EventKind.CORRECTION_ASKED, EventKind.DELAYED_TO, EventKind.REASONS_ASKED)
        else None,
        details={"whom": chance.choice(list(Consulted)).value},
    )
    try:
        service.record_event(request, desk.clerk, what)
    except service.NeedsReason:
        service.record_event(request, desk.clerk, what, reason="实际发生")
    except UserError as refused:
        assert str(refused)  # noqa: PT017 - every refusal has its sentence


def _void_something(desk, request: int, chance: random.Random) -> None:
    rows = stored.live_rows(stored.rows_of(request))
    if rows:
        service.void_event(chance.choice(rows).id, desk.clerk, reason="误登")


def _decide_and_send(desk, request: int, day: date, chance: random.Random) -> None:
    items = RequestItem.select().where(RequestItem.request == request)
    try:
        service.decide(request, desk.clerk, on=day, answers={item.id: GIVEN for item in items})
        if chance.random() < 0.8:
            desk.sign(request, day)
            service.send(request, desk.clerk, on=day, way=chance.choice(list(service.Way)))
            service.serve(request, desk.clerk, on=day + timedelta(days=2))
            if chance.random() < 0.2:
                _try(desk, request, EventKind.REOPENED, day + timedelta(days=9), chance)
    except UserError as refused:
        assert str(refused)  # noqa: PT017 - as above
