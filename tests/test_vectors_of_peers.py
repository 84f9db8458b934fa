"""The dates that other case systems' own tests state, counted by this calendar on their holidays.

Only rules that mean the same here: receipt is day zero, a limit ends with its last working day.
"""

from datetime import date, timedelta

import pytest

from clerkdesk.calendar import Provenance, WorkCalendar
from clerkdesk.deadlines.lights import Light, light
from clerkdesk.limits import Limit, Roll, Unit


def _calendar(first: int, last: int, *days_off: str) -> WorkCalendar:
    source = dict.fromkeys(range(first, last + 1), Provenance("a peer's test"))
    return WorkCalendar({date.fromisoformat(day): "off" for day in days_off}, {}, source)


UNITED_KINGDOM = _calendar(
    2007,
    2020,
    *("2007-11-30", "2007-12-25", "2007-12-26"),
    *("2008-01-01", "2008-12-25", "2008-12-26"),
    *("2009-01-01", "2009-03-17", "2009-04-10", "2009-04-13"),
    *("2019-05-06", "2019-12-25", "2019-12-26"),
)
COURT_SERVICE = _calendar(
    2017,
    2024,
    *("2017-05-29", "2021-05-03", "2021-05-31", "2023-11-30", "2023-12-25", "2023-12-26"),
)


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("calendar", "received", "n", "due"),
    [
        (UNITED_KINGDOM, "2008-10-01", 20, "2008-10-29"),
        (UNITED_KINGDOM, "2007-02-01", 20, "2007-03-01"),
        (UNITED_KINGDOM, "2008-02-01", 20, "2008-02-29"),
        (UNITED_KINGDOM, "2009-03-12", 20, "2009-04-14"),
        (UNITED_KINGDOM, "2009-03-13", 20, "2009-04-15"),
        (UNITED_KINGDOM, "2009-03-14", 20, "2009-04-15"),  # a Saturday
        (UNITED_KINGDOM, "2009-03-15", 20, "2009-04-15"),  # a Sunday
        (UNITED_KINGDOM, "2009-03-16", 20, "2009-04-16"),
        (COURT_SERVICE, "2017-05-18", 3, "2017-05-23"),
        (COURT_SERVICE, "2017-05-18", 10, "2017-06-02"),
        (COURT_SERVICE, "2017-05-18", 20, "2017-06-16"),
        (COURT_SERVICE, "2017-05-18", 30, "2017-06-30"),
        (COURT_SERVICE, "2021-05-01", 3, "2021-05-06"),
        (COURT_SERVICE, "2021-05-01", 10, "2021-05-17"),
        (COURT_SERVICE, "2021-05-01", 20, "2021-06-01"),
        (COURT_SERVICE, "2023-11-27", 3, "2023-12-01"),
        (COURT_SERVICE, "2023-11-27", 10, "2023-12-12"),
        (COURT_SERVICE, "2023-11-27", 20, "2023-12-28"),
    ],
)
def test_the_nth_working_day_after_receipt(calendar, received, n, due):
    assert calendar.add(on(received), n) == on(due)
    assert calendar.between(on(received), on(due)) == n


def test_there_and_back():
    assert COURT_SERVICE.add(on("2023-11-17"), 10) == on("2023-12-04")
    assert COURT_SERVICE.add(on("2023-12-04"), -10) == on("2023-11-17")


def test_days_late_are_half_open():
    assert COURT_SERVICE.between(on("2017-05-18"), on("2017-05-18")) == 0
    assert COURT_SERVICE.between(on("2017-05-18"), on("2017-05-23")) == 3


@pytest.mark.parametrize(
    ("zero", "due"),
    [
        ("2008-10-04", "2008-10-24"),
        ("2008-10-05", "2008-10-27"),
        ("2008-10-06", "2008-10-27"),
        ("2008-10-07", "2008-10-27"),
        ("2008-12-04", "2008-12-24"),
        ("2008-12-05", "2008-12-29"),
    ],
)
def test_days_of_the_calendar_roll_to_a_working_day(zero, due):
    assert Limit(20, Unit.DAYS, Roll.FORWARD).due(on(zero), UNITED_KINGDOM) == on(due)


@pytest.mark.parametrize(
    ("zero", "months", "due"),
    [
        ("2019-09-27", 1, "2019-10-28"),
        ("2019-04-06", 1, "2019-05-07"),
        ("2019-08-27", 2, "2019-10-28"),
        ("2019-09-26", 3, "2019-12-27"),
        ("2019-01-31", 1, "2019-02-28"),
    ],
)
def test_months_roll_to_a_working_day(zero, months, due):
    assert Limit(months, Unit.MONTHS, Roll.FORWARD).due(on(zero), UNITED_KINGDOM) == on(due)


@pytest.mark.parametrize(("n", "due"), [(20, "2007-11-09"), (40, "2007-12-10")])
def test_the_last_day_itself_is_not_overdue(n, due):
    last = UNITED_KINGDOM.add(on("2007-10-14"), n)
    assert last == on(due)
    seen = [
        light(due_on=last, today=last + timedelta(days=ahead), calendar=UNITED_KINGDOM, lead=5)
        for ahead in (0, 1)
    ]
    assert seen == [Light.TODAY, Light.OVERDUE]
