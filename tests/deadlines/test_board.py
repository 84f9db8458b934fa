"""The board's SQL says what `lights.light` says, row by row, day by day."""

from datetime import date, timedelta

import pytest

from clerkdesk import settings
from clerkdesk.db.models import Deadline
from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.deadlines.lights import URGENCY, Light, light, remaining
from clerkdesk.holidays.queries import calendar

TODAY = date(2026, 10, 13)


def put(noun_id: int, due_on: date | None, status: Status = Status.RUNNING, **more) -> None:
    with unit(by=None) as work:
        due = Due("reply", due_on, status, f"matter {noun_id}", f"2026-{noun_id:04}", **more)
        board.rewrite("request", noun_id, [due], work)
        work.changed("request", noun_id)


@pytest.fixture
def furnished(register):
    """Deadlines around the autumn holidays in every status, met and unmet."""
    number = 0
    for offset in range(-20, 40, 3):
        due_on = date(2026, 9, 25) + timedelta(days=offset)
        for status in Status:
            number += 1
            put(number, None if status is Status.UNCONFIRMED else due_on, status)
        number += 1
        put(number, due_on, closed_on=due_on + timedelta(days=offset % 2))
        for status in (Status.RUNNING, Status.UNSENT, Status.PAUSED):
            number += 1
            put(number, due_on, status, yellow_on=due_on - timedelta(days=offset % 7))
    return number


def test_every_row_has_the_light_that_the_rule_says_on_each_day(furnished):
    days, lead = calendar(), settings.load().yellow_lead
    stored = {row.id: row for row in Deadline.select()}
    for ahead in range(-30, 60):
        today = TODAY + timedelta(days=ahead)
        rows = board.on(today, lights=tuple(URGENCY))
        assert len(rows) == furnished
        for row in rows:
            kept = stored[row.id]
            assert row.light is light(
                due_on=kept.due_on,
                today=today,
                calendar=days,
                lead=lead,
                paused=kept.status == Status.PAUSED,
                unconfirmed=kept.status == Status.UNCONFIRMED,
                unsent=kept.status == Status.UNSENT,
                closed_on=kept.closed_on,
                yellow_on=None if kept.status == Status.UNCONFIRMED else kept.yellow_on,
            ), (today, kept.due_on, kept.status)
            if kept.due_on and kept.closed_on is None:
                assert row.remaining == remaining(kept.due_on, today, days)


def test_parts_of_a_state_are_shown_in_the_order_of_days(furnished):
    for ahead in range(-30, 60, 7):
        today = TODAY + timedelta(days=ahead)
        told = board.on(today)
        assert [row.id for row in told] == [
            row.id for row in sorted(told, key=lambda row: (row.light.urgency, *_by_day(row)))
        ]
        assert [row.id for row in board.on(today, offset=5)] == [row.id for row in told[5:]]


def _by_day(row) -> tuple[bool, date, int]:
    return row.due_on is None, row.due_on or date.max, row.id


def test_counts_partition_what_is_open(furnished):
    counted = board.counts(TODAY)
    assert set(counted) == {one for one in Light if one.is_open}
    assert sum(counted.values()) == len(board.on(TODAY))
    for one, how_many in counted.items():
        assert how_many == len(board.on(TODAY, lights=[one]))


def test_the_most_urgent_stands_first(furnished):
    places = [row.light.urgency for row in board.on(TODAY)]
    assert places == sorted(places)


def test_a_rule_no_longer_stated_is_closed_today(register):
    put(1, date(2026, 10, 20))
    with unit(by=None) as work:
        board.rewrite("request", 1, [], work)
        work.changed("request", 1)
    assert board.on(TODAY) == ()
    (row,) = board.of("request", 1, TODAY)
    assert (row.closed_on, row.light) == (TODAY, Light.DONE)


def test_natural_days_are_counted_as_such(register):
    put(1, date(2026, 10, 24), natural_days=True)
    (row,) = board.on(TODAY)
    assert row.remaining == 11


def test_unconfirmed_papers_turn_by_their_own_days(register):
    put(1, None, Status.UNCONFIRMED, yellow_on=date(2026, 10, 14), red_on=date(2026, 10, 16))
    seen = [board.on(TODAY + timedelta(days=ahead))[0] for ahead in range(4)]
    assert [row.colour for row in seen] == ["", "yellow", "yellow", "red"]
    assert {row.light for row in seen} == {Light.UNCONFIRMED}


def test_only_whole_matters_count_as_ended(register):
    put(1, date(2026, 10, 20), closed_on=date(2026, 10, 12))
    with unit(by=None) as work:
        lines = [
            Due("reply", date(2026, 10, 20), Status.RUNNING, "m", "1", closed_on=TODAY),
            Due("delivery_proof.4", TODAY, Status.RUNNING, "m", "1", closed_on=TODAY),
        ]
        board.rewrite("request", 2, lines, work)
        work.changed("request", 2)
    first = TODAY.replace(day=1)
    assert board.closed_between(first, TODAY) == 2
    assert [row.noun_id for row in board.ended_between(first, TODAY, TODAY)] == [2, 1]
