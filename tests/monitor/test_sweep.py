"""Two years of the real calendar, morning by morning, against a walk that knows no spans."""

import random
from datetime import date, timedelta

import pytest

from clerkdesk.calendar import WorkCalendar
from clerkdesk.monitor.lights import Colour, Event, Happening, colour_on, spans
from clerkdesk.monitor.rulebook import ColumnRule, Explained, Rulebook

CALENDAR = WorkCalendar.official()
FIRST, LAST = date(2024, 11, 28), date(2026, 11, 27)
CHANGE = date(2025, 10, 1)  # a day off: the first morning of the new rule is 9 October

BOOKS = {
    "seven": Rulebook((ColumnRule(7, 2),)),
    "eight": Rulebook((ColumnRule(8, 2),)),
    "warning day counts": Rulebook((ColumnRule(7, 2, counts_warning_day=True),)),
    "explanation holds": Rulebook((ColumnRule(7, 2, explained=Explained.HOLDS),)),
    "eight, then seven": Rulebook((ColumnRule(8, 2), ColumnRule(7, 2, since=CHANGE))),
    "eight, then four at once": Rulebook(
        (ColumnRule(8, 2), ColumnRule(4, 1, since=CHANGE, at_once=True))
    ),
    "five, then nine at once": Rulebook(
        (
            ColumnRule(5, 1, explained=Explained.HOLDS),
            ColumnRule(9, 3, since=CHANGE, at_once=True),
        )
    ),
}


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


class Walk:
    """Each working morning it looks at what happened before; on other days nothing turns."""

    def __init__(self, book: Rulebook, start: date) -> None:
        self._rules, self._base = book.rules, start
        self.colour = Colour.GREEN
        self._warned = start
        self._held = self._calmed = self._back = False

    def _rule(self, day: date) -> ColumnRule:
        known = [
            one
            for one in self._rules
            if one.since <= self._base or (one.at_once and one.since <= day)
        ]
        return known[-1]

    def _ended(self, after: date, before: date) -> int:
        """How many working days ended between two days."""
        return sum(CALENDAR.is_workday(day) for day in days(after, before)[1:-1])

    def morning(self, day: date) -> Colour:
        if not CALENDAR.is_workday(day):
            return self.colour
        rule = self._rule(day)
        if self._calmed:
            self.colour, self._held = Colour.GREEN, False
        elif self._back:
            self.colour = Colour.YELLOW
        self._calmed = self._back = False
        if self.colour is Colour.GREEN and self._ended(self._base, day) >= rule.yellow:
            self.colour, self._warned = Colour.YELLOW, day
        elif self.colour is Colour.YELLOW and not self._held:
            passed = self._ended(self._warned, day) + rule.counts_warning_day
            if passed >= rule.red:
                self.colour = Colour.RED
        return self.colour

    def happened(self, event: Event) -> None:
        if event.kind is Happening.UPDATE:
            self._base, self._calmed = event.on, True
        elif self.colour is not Colour.GREEN and not self._calmed:
            in_force = [one for one in self._rules if one.since <= event.on][-1]
            if in_force.explained is Explained.RESETS:
                self._base, self._calmed = event.on, True
            else:
                self._back = self.colour is Colour.RED
                self._held = True


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_from_every_day_of_two_years_the_colours_follow_the_walk(book):
    for start in days(FIRST, LAST):
        lit = spans(start, [], book, CALENDAR)
        walk = Walk(book, start)
        for day in days(start, start + timedelta(days=32))[1:]:
            assert walk.morning(day) is colour_on(day, lit), (start, day)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_two_years_of_updates_and_explanations_follow_the_walk(book, seed):
    dice = random.Random(seed)  # noqa: S311 - replayable on purpose
    events, day = [], FIRST
    while day < LAST:
        day += timedelta(days=dice.choice((1, 2, 4, 9, 11, 13, 16, 20, 26)))
        kind = Happening.EXPLANATION if dice.random() < 0.4 else Happening.UPDATE
        events.append(Event(kind, day))
    lit = spans(FIRST, events, book, CALENDAR)
    walk, before = Walk(book, FIRST), Colour.GREEN
    on = {event.on: event for event in events}
    for day in days(FIRST, LAST)[1:]:
        colour = walk.morning(day)
        assert colour_on(day, lit) is colour, day
        if colour is not before:
            assert CALENDAR.is_workday(day), day
            assert (before, colour) != (Colour.GREEN, Colour.RED), day
        before = colour
        if day in on:
            walk.happened(on[day])
    assert len(lit) > 10


def test_a_light_turns_on_the_morning_of_a_worked_saturday():
    saturday = date(2025, 2, 8)  # worked for the Spring Festival
    assert CALENDAR.is_workday(saturday)
    lit = spans(date(2025, 1, 22), [], BOOKS["seven"], CALENDAR)
    assert (lit[0].colour, lit[0].first) == (Colour.YELLOW, saturday)


def test_in_a_long_holiday_nothing_turns():
    lit = spans(date(2026, 9, 17), [], BOOKS["seven"], CALENDAR)
    yellow, red = lit
    assert yellow.first == date(2026, 9, 29)
    assert red.first == date(2026, 10, 9)
    for day in days(date(2026, 10, 1), date(2026, 10, 7)):
        assert colour_on(day, lit) is Colour.YELLOW, day


@pytest.mark.parametrize("at_once", [False, True])
def test_a_new_rule_leaves_what_was_lit_before_its_day(at_once):
    old = Rulebook((ColumnRule(7, 2),))
    start = date(2025, 9, 1)
    yellow = old.turns(start, CALENDAR).yellow
    for later in (1, 2, 5):
        since = CALENDAR.add(yellow, later)
        changed = Rulebook((ColumnRule(7, 2), ColumnRule(20, 9, since=since, at_once=at_once)))
        for day in days(start, since - timedelta(days=1)):
            lit = [spans(start, [], book, CALENDAR) for book in (old, changed)]
            assert colour_on(day, lit[0]) is colour_on(day, lit[1]), day


def test_a_count_under_way_goes_by_the_rule_it_began_under_or_by_the_new_one():
    start = CALENDAR.add(CHANGE, -4)
    kept = Rulebook((ColumnRule(8, 2), ColumnRule(5, 2, since=CHANGE)))
    taken = Rulebook((ColumnRule(8, 2), ColumnRule(5, 2, since=CHANGE, at_once=True)))
    assert kept.turns(start, CALENDAR).yellow == CALENDAR.add(start, 9)
    assert taken.turns(start, CALENDAR).yellow == CALENDAR.add(start, 6)
    assert kept.of_count(start, CHANGE).yellow == 8
    assert taken.of_count(start, CHANGE).yellow == 5
    assert taken.of_count(start, CHANGE - timedelta(days=1)).yellow == 8


def test_a_book_names_the_rules_of_a_month():
    book = BOOKS["eight, then seven"]
    assert [one.yellow for one in book.between(date(2025, 9, 1), date(2025, 9, 30))] == [8]
    assert [one.yellow for one in book.between(date(2025, 9, 30), date(2025, 10, 31))] == [8, 7]
    assert [one.yellow for one in book.between(CHANGE, date(2025, 10, 31))] == [7]
