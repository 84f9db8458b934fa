"""Two years of mornings through the service, against a count that knows nothing of spans."""

import random
from datetime import date, timedelta

from clerkdesk import units
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import FixedClock
from clerkdesk.monitor import queries, service
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.service import Kind, NewColumn, NewRule
from clerkdesk.publications.service import NewFile

CALENDAR = WorkCalendar.official()
FIRST, LAST = date(2024, 11, 28), date(2026, 11, 27)
PAPER = NewFile("说明.txt", "因系统升级暂未更新".encode())
RED = 2  # working days after the warning's own day (昆政办发〔2015〕17号 item 26)


def day_after(day: date) -> date:
    return day + timedelta(days=1)


class SlowCount:
    """Walks from the last update, day by day; knows working days and nothing else."""

    def __init__(self, yellow: int, start: date) -> None:
        self._yellow, self._base = yellow, start
        self._shown = Colour.GREEN

    def colour_from(self, morning: date) -> Colour:
        """The colour at the start of a working day, from what happened before it."""
        ended, since, colour = 0, 0, Colour.GREEN
        day = day_after(self._base)
        while day <= morning:
            if CALENDAR.is_workday(day):
                if colour is Colour.GREEN and ended >= self._yellow:
                    colour, since = Colour.YELLOW, -1
                elif colour is Colour.YELLOW and since >= RED:
                    colour = Colour.RED
                ended, since = ended + 1, since + 1
            day = day_after(day)
        return colour

    def morning(self, day: date) -> Colour:
        if CALENDAR.is_workday(day):  # on a day off a light keeps its colour
            self._shown = self.colour_from(day)
        return self._shown

    def updated(self, day: date) -> None:
        self._base = day

    def explained(self, day: date) -> bool:
        """Counts anew where a warning burns; in the green it does nothing."""
        last = day
        while not CALENDAR.is_workday(last):
            last -= timedelta(days=1)
        burns = last > self._base and self.colour_from(last) is not Colour.GREEN
        if burns:
            self._base = day
        return burns


YELLOW = 8  # the rule of 2013; `test_sweep` walks the others


def test_each_morning_of_two_years_bears_the_colour_of_the_slow_count(clerk, clock):
    dice = random.Random(YELLOW)  # noqa: S311 - replayable on purpose
    service.add_rule(NewRule(date(2014, 1, 1), YELLOW, RED, "某政办发〔2014〕1号"), clerk)
    section = units.add(units.SECTION, "数据资源科", by=clerk)
    clock.at = FixedClock.on(FIRST).at
    column = service.add_column(NewColumn("政策文件", section, Kind.GOVERNMENT, FIRST), clerk)
    slow = SlowCount(YELLOW, FIRST)
    day, before, lit, calmed = FIRST, Colour.GREEN, [], 0
    wait = 5
    while day < LAST:
        day = day_after(day)
        clock.at = FixedClock.on(day).at
        service.sweep(day)
        colour = slow.morning(day)
        (row,) = queries.rows(day)
        assert row.colour is colour, day
        if colour is not before:
            assert CALENDAR.is_workday(day), day
            assert (before, colour) != (Colour.GREEN, Colour.RED), day
            if colour is not Colour.GREEN:
                lit.append((colour, day))
        before = colour
        wait -= 1
        if wait <= 0:
            if dice.random() < 0.3:
                if slow.explained(day):
                    calmed += 1
                    service.explain(column, clerk, on=day, text="升级", author="李明", file=PAPER)
            else:
                service.note_update(column, clerk, on=day, title="更新")
                slow.updated(day)
            wait = dice.choice((1, 2, 4, 9, 11, 13, 16, 20, 26))
    rows = queries.column_card(column, LAST).lights
    assert [(one.colour, one.on) for one in rows] == lit
    assert len(lit) > 30
    assert calmed > 2
    assert {one.cleared_by for one in rows} >= {"update", "explanation", "red"}
    assert all(one.cleared_on is not None for one in rows[:-2])
