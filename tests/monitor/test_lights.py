"""Which light does a column bear? The sweep vectors, day by day on the real calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.calendar import WorkCalendar
from clerkdesk.monitor.lights import Colour, Event, Happening, colour_on, last_base, spans
from clerkdesk.monitor.rulebook import ColumnRule, Explained, Rulebook

CALENDAR = WorkCalendar.official()
SEVEN = Rulebook((ColumnRule(7, 2),))
EIGHT = Rulebook((ColumnRule(8, 2),))
START = date(2015, 2, 16)


def days(first: date, last: date):
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def update(day: date) -> Event:
    return Event(Happening.UPDATE, day)


def explained(day: date) -> Event:
    return Event(Happening.EXPLANATION, day)


@pytest.mark.parametrize(
    ("rule", "green_to", "yellow_to"),
    [
        (SEVEN, date(2015, 3, 3), date(2015, 3, 8)),
        (EIGHT, date(2015, 3, 4), date(2015, 3, 9)),
        (
            Rulebook((ColumnRule(7, 2, counts_warning_day=True),)),
            date(2015, 3, 3),
            date(2015, 3, 5),
        ),
    ],
)
def test_the_sweep_after_the_update_of_16_february_2015(rule, green_to, yellow_to):
    lit = spans(START, [update(START)], rule, CALENDAR)
    for day in days(START, green_to):
        assert colour_on(day, lit) is Colour.GREEN, day
    for day in days(green_to + timedelta(days=1), yellow_to):
        assert colour_on(day, lit) is Colour.YELLOW, day
    for day in days(yellow_to + timedelta(days=1), date(2015, 4, 30)):
        assert colour_on(day, lit) is Colour.RED, day


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 700), max_size=25),
    st.lists(st.integers(0, 700), max_size=6),
    st.sampled_from([SEVEN, EIGHT, Rulebook((ColumnRule(7, 2, explained=Explained.HOLDS),))]),
)
def test_a_light_changes_only_at_the_start_of_a_working_day(updates, explanations, rule):
    start = date(2024, 12, 2)
    events = [update(start + timedelta(days=n)) for n in updates]
    events += [explained(start + timedelta(days=n)) for n in explanations]
    lit = spans(start, events, rule, CALENDAR)
    before = Colour.GREEN
    for day in days(start, start + timedelta(days=740)):
        now = colour_on(day, lit)
        if now is not before:
            assert CALENDAR.is_workday(day), day
        if now is Colour.RED:
            assert before is not Colour.GREEN
        before = now
    for one, following in pairwise(lit):
        assert one.end is not None
        assert one.end <= following.first


def test_an_update_on_the_last_evening_keeps_it_green():
    lit = spans(START, [update(date(2015, 3, 3))], SEVEN, CALENDAR)
    assert colour_on(date(2015, 3, 4), lit) is Colour.GREEN


def test_an_update_on_a_day_off_before_the_warning_keeps_it_green():
    monday = SEVEN.turns(date(2015, 3, 18), CALENDAR).yellow
    assert monday == date(2015, 3, 30)
    lit = spans(date(2015, 3, 18), [update(date(2015, 3, 29))], SEVEN, CALENDAR)
    assert colour_on(monday, lit) is Colour.GREEN


def test_an_update_in_the_yellow_tells_from_the_next_working_day():
    lit = spans(START, [update(date(2015, 3, 6))], SEVEN, CALENDAR)
    assert [colour_on(day, lit) for day in days(date(2015, 3, 6), date(2015, 3, 9))] == [
        Colour.YELLOW,
        Colour.YELLOW,
        Colour.YELLOW,
        Colour.GREEN,
    ]
    assert lit[0].cleared_by == "update"
    assert lit[0].last_update == START


def test_an_explanation_keeps_red_away_and_starts_the_count_anew():
    lit = spans(START, [explained(date(2015, 3, 5))], SEVEN, CALENDAR)
    assert colour_on(date(2015, 3, 6), lit) is Colour.GREEN
    assert lit[0].cleared_by == "explanation"
    assert lit[1].first == SEVEN.turns(date(2015, 3, 5), CALENDAR).yellow


def test_where_the_office_says_so_an_explanation_only_holds_the_yellow():
    rule = Rulebook((ColumnRule(7, 2, explained=Explained.HOLDS),))
    lit = spans(START, [explained(date(2015, 3, 5))], rule, CALENDAR)
    assert colour_on(date(2015, 3, 20), lit) is Colour.YELLOW
    late = spans(START, [explained(date(2015, 3, 12))], rule, CALENDAR)
    assert colour_on(date(2015, 3, 12), late) is Colour.RED
    assert colour_on(date(2015, 3, 13), late) is Colour.YELLOW
    assert last_base(START, [explained(date(2015, 3, 5))], rule, CALENDAR) == START


def test_an_explanation_in_the_green_changes_nothing():
    calm = spans(START, [explained(date(2015, 2, 27))], SEVEN, CALENDAR)
    assert calm == spans(START, [], SEVEN, CALENDAR)


def test_red_follows_yellow_and_both_remember_where_the_count_began():
    yellow, red = spans(START, [], SEVEN, CALENDAR)
    assert (yellow.colour, yellow.cleared_by, yellow.end) == (Colour.YELLOW, "red", red.first)
    assert red.first == SEVEN.turns(START, CALENDAR).red
    assert red.end is None
