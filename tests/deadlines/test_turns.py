"""Is each turn of a light told once, kept for good, and waited for until somebody has seen it?"""

from datetime import date, timedelta

from clerkdesk import audit
from clerkdesk.clock import FixedClock
from clerkdesk.db.models import LightChange
from clerkdesk.deadlines import turns
from clerkdesk.deadlines.lights import Light

from .test_board import TODAY, put


def test_each_turn_is_told_once_and_stays_as_a_row(register, clock: FixedClock):
    put(1, date(2026, 10, 21))
    told = {}
    for ahead in range(10):
        clock.at = FixedClock.on(TODAY + timedelta(days=ahead)).at
        today = TODAY + timedelta(days=ahead)
        told[today] = [turned.row.light for turned in turns.sweep(today)]
        assert turns.sweep(today) == ()
    assert {day: lights for day, lights in told.items() if lights} == {
        date(2026, 10, 14): [Light.SOON],
        date(2026, 10, 21): [Light.TODAY],
        date(2026, 10, 22): [Light.OVERDUE],
    }
    assert LightChange.select().count() == 3


def test_a_matter_that_calmed_and_turned_again_is_told_again(register, clock: FixedClock):
    put(1, date(2026, 10, 15))
    assert len(turns.sweep(TODAY)) == 1
    put(1, date(2026, 11, 15))
    assert turns.sweep(TODAY) == ()
    put(1, date(2026, 10, 16))
    clock.at = FixedClock.on(TODAY + timedelta(days=1)).at
    assert len(turns.sweep(TODAY + timedelta(days=1))) == 1


def test_a_matter_may_turn_the_same_way_twice_in_a_day(register):
    """As when what happened weeks ago is entered: late, asked in time, answered, asked again."""
    for due_on, alarms in ((12, 1), (30, 0), (12, 1), (30, 0), (12, 1)):
        put(1, date(2026, 10, due_on))
        assert len(turns.sweep(TODAY)) == alarms
    assert [row.light for row in LightChange.select().order_by(LightChange.id)] == [
        *("overdue", "", "overdue", "", "overdue")
    ]


def test_alarms_wait_until_somebody_has_seen_them(register, clerk):
    put(1, date(2026, 10, 12))
    turns.sweep(TODAY)
    (waiting,) = turns.unacknowledged(TODAY)
    assert (waiting.row.noun_id, waiting.on) == (1, TODAY)
    turns.acknowledge([waiting.id], by=clerk)
    assert turns.unacknowledged(TODAY) == ()
    assert LightChange.get_by_id(waiting.id).acknowledged_by_id == clerk
    line = audit.history("light", 0)[-1]
    assert (line.verb, line.payload["changes"]) == ("acknowledged", [waiting.id])


def test_a_matter_that_turned_often_waits_once_and_is_seen_once(register, clerk):
    for due_on in (12, 30, 15, 12):  # red, calm, yellow, red again: all of one day
        put(1, date(2026, 10, due_on))
        turns.sweep(TODAY)
    put(2, date(2026, 10, 15))
    turns.sweep(TODAY)

    other, waiting = turns.unacknowledged(TODAY)
    assert (other.row.noun_id, waiting.row.noun_id) == (2, 1)
    assert waiting.row.light is Light.OVERDUE
    turns.acknowledge([waiting.id], by=clerk)

    assert turns.unacknowledged(TODAY) == (other,)
    mine = LightChange.select().where(LightChange.deadline == waiting.row.id)
    assert [(row.light, row.acknowledged_at is not None) for row in mine] == [
        *(("overdue", True), ("", True), ("soon", True), ("overdue", True))
    ]


def test_a_turn_after_what_was_seen_is_still_to_be_seen(register, clerk):
    put(1, date(2026, 10, 15))
    (seen,) = turns.sweep(TODAY)
    put(1, date(2026, 10, 12))
    turns.sweep(TODAY)
    turns.acknowledge([seen.id], by=clerk)

    (waiting,) = turns.unacknowledged(TODAY)
    assert waiting.row.light is Light.OVERDUE
