"""Limits in working days, days, months and fixed days."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.calendar import WorkCalendar
from clerkdesk.limits import Limit, Roll, Unit

CALENDAR = WorkCalendar.official()


def test_working_days_are_the_calendars():
    assert Limit(20).due(date(2022, 9, 30), CALENDAR) == date(2022, 11, 2)


def test_plain_days_count_every_day():
    assert Limit(20, Unit.DAYS).due(date(2026, 9, 10), CALENDAR) == date(2026, 9, 30)
    assert Limit(20, Unit.DAYS).due(date(2026, 9, 14), CALENDAR) == date(2026, 10, 4)


def test_a_last_day_off_rolls_to_the_next_worked_day_where_the_law_says_so():
    limit = Limit(20, Unit.DAYS, Roll.FORWARD)

    assert limit.due(date(2026, 9, 14), CALENDAR) == date(2026, 10, 8)
    assert limit.due(date(2026, 9, 20), CALENDAR) == date(2026, 10, 10)  # a worked Saturday


@pytest.mark.parametrize(
    ("zero", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 15), 6, date(2027, 5, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 5, 6), 0, date(2026, 5, 6)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(zero, months, due):
    assert Limit(months, Unit.MONTHS).due(zero, CALENDAR) == due


def test_months_roll_too():
    limit = Limit(6, Unit.MONTHS, Roll.FORWARD)

    assert limit.due(date(2026, 3, 19), CALENDAR) == date(2026, 9, 20)  # a worked Sunday
    assert limit.due(date(2026, 3, 26), CALENDAR) == date(2026, 9, 28)


def test_a_fixed_day_is_itself_the_last():
    assert Limit(0, Unit.FIXED).due(date(2026, 1, 31), CALENDAR) == date(2026, 1, 31)
    assert Limit(0, Unit.FIXED, Roll.FORWARD).due(date(2026, 1, 31), CALENDAR) == date(2026, 2, 2)


def test_strings_are_taken_and_less_than_nothing_is_a_bug():
    assert Limit(5, "days", "forward") == Limit(5, Unit.DAYS, Roll.FORWARD)
    with pytest.raises(ValueError, match="-1"):
        Limit(-1)
    with pytest.raises(ValueError, match="weeks"):
        Limit(1, "weeks")


@settings(derandomize=True, max_examples=150)
@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 60), st.sampled_from(Unit))
def test_rolling_only_ever_moves_forward_to_a_worked_day(zero, count, unit):
    stays = Limit(count, unit).due(zero, CALENDAR)
    rolls = Limit(count, unit, Roll.FORWARD).due(zero, CALENDAR)

    assert rolls >= stays
    assert CALENDAR.is_workday(rolls)
