"""Every open matter is in exactly one state, on every day."""

from datetime import date, timedelta
from itertools import product

import pytest

from clerkdesk.calendar import WorkCalendar
from clerkdesk.deadlines.lights import URGENCY, Light, light, remaining, worst, yellow_from

CALENDAR = WorkCalendar.official()
DUE = date(2026, 10, 23)  # a Friday


def on(today, **facts):
    facts.setdefault("due_on", DUE)
    return light(today=today, calendar=CALENDAR, lead=5, **facts)


def test_a_matter_turns_from_calm_to_yellow_to_red_and_never_back():
    days = [date(2026, 9, 14) + timedelta(days=n) for n in range(60)]

    seen = [on(day) for day in days]

    order = [Light.ORDINARY, Light.SOON, Light.TODAY, Light.OVERDUE]
    assert sorted(seen, key=order.index) == seen
    assert set(seen) == set(order)
    assert seen.count(Light.TODAY) == 1


def test_yellow_begins_the_lead_in_working_days_before_the_last_day():
    assert on(date(2026, 10, 15)) is Light.ORDINARY  # six working days left
    assert on(date(2026, 10, 16)) is Light.SOON  # five


def test_a_holiday_eve_is_yellow_although_no_working_day_is_left():
    # a limit in natural days may end on a Sunday
    assert on(date(2026, 10, 24), due_on=date(2026, 10, 25)) is Light.SOON


def test_overdue_wins_over_a_pause():
    assert on(date(2026, 10, 24), paused=True) is Light.OVERDUE
    assert on(date(2026, 10, 23), paused=True) is Light.PAUSED


def test_written_but_unsent_keeps_the_light_of_its_date():
    assert on(date(2026, 9, 14), unsent=True) is Light.UNSENT
    assert on(date(2026, 10, 20), unsent=True) is Light.SOON
    assert on(DUE, unsent=True) is Light.TODAY
    assert on(date(2026, 11, 1), unsent=True) is Light.OVERDUE


def test_an_unconfirmed_receipt_has_no_date_to_be_late_for():
    assert on(date(2027, 1, 1), unconfirmed=True) is Light.UNCONFIRMED


@pytest.mark.parametrize(
    ("closed", "expected"), [(DUE, Light.DONE), (DUE + timedelta(days=1), Light.DONE_LATE)]
)
def test_what_left_on_the_last_day_was_in_time(closed, expected):
    assert on(date(2026, 12, 1), closed_on=closed) is expected


def test_every_combination_of_facts_gives_an_open_light_while_open():
    switches = product((False, True), repeat=3)
    for (paused, unconfirmed, unsent), due in product(switches, (None, DUE)):
        for away in range(-40, 40, 3):
            state = on(
                DUE + timedelta(days=away),
                due_on=due,
                paused=paused,
                unconfirmed=unconfirmed,
                unsent=unsent,
            )
            assert state.is_open


def test_remaining_counts_working_days_to_both_sides():
    assert remaining(DUE, date(2026, 10, 13), CALENDAR) == 8
    assert remaining(DUE, DUE, CALENDAR) == 0
    assert remaining(DUE, date(2026, 10, 24), CALENDAR) == 0  # a Saturday: no working day yet
    assert remaining(DUE, date(2026, 10, 26), CALENDAR) == -1


def test_urgency_ranks_each_light_once():
    assert set(URGENCY) == set(Light)
    assert len(URGENCY) == len(Light)
    assert worst((Light.DONE, Light.SOON, Light.PAUSED)) is Light.SOON
    assert worst(()) is None


@pytest.mark.parametrize(
    ("working_days", "first_yellow"), [(1, 1), (2, 1), (3, 2), (5, 3), (7, 4), (20, 10)]
)
def test_a_limit_as_short_as_the_lead_is_calm_in_its_first_half(working_days, first_yellow):
    days = WorkCalendar.official()
    start = date(2026, 10, 12)
    due_on = days.add(start, working_days)
    assert yellow_from(start, due_on, days) == days.add(start, first_yellow)
    calm = days.add(start, first_yellow - 1) if first_yellow > 1 else start
    shown = light(
        due_on=due_on,
        today=calm,
        calendar=days,
        lead=20,
        yellow_on=yellow_from(start, due_on, days),
    )
    assert shown is Light.ORDINARY
