"""The calendar: every official day, the vectors of the law, the horizon and what notices change."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.notices import Notice, parse

OFFICIAL = WorkCalendar.official()
DAY = timedelta(days=1)


def on(text: str) -> date:
    return date.fromisoformat(text)


def every_day(first: date, last: date):
    return (first + n * DAY for n in range((last - first).days + 1))


VECTORS = [
    # domain rules; the first is a court-dated case
    ("2022-09-30", 20, "2022-11-02"),
    ("2026-03-02", 7, "2026-03-11"),
    ("2026-03-02", 20, "2026-03-30"),
    ("2026-09-14", 7, "2026-09-22"),
    ("2026-09-14", 15, "2026-10-10"),  # a Saturday that is worked
    ("2026-09-14", 20, "2026-10-16"),
    ("2026-09-14", 40, "2026-11-13"),
    ("2026-02-10", 20, "2026-03-16"),
    ("2026-02-14", 20, "2026-03-20"),
    ("2026-04-30", 7, "2026-05-13"),
    ("2025-09-26", 20, "2025-10-30"),
    ("2025-01-24", 20, "2025-02-27"),
    ("2026-09-19", 7, "2026-09-29"),
    ("2026-09-20", 7, "2026-09-30"),
    ("2015-02-12", 20, "2015-03-17"),
    ("2015-02-16", 7, "2015-03-03"),
    ("2026-12-15", 20, "2027-01-12"),
    ("2025-09-30", 3, "2025-10-11"),
]
# receipt: +7, +15, +20, +40
TABLE = {
    "2024-02-05": ("2024-02-20", "2024-03-01", "2024-03-08", "2024-04-08"),
    "2024-09-14": ("2024-09-26", "2024-10-12", "2024-10-18", "2024-11-15"),
    "2025-01-24": ("2025-02-10", "2025-02-20", "2025-02-27", "2025-03-27"),
    "2025-04-25": ("2025-05-08", "2025-05-20", "2025-05-27", "2025-06-25"),
    "2025-09-27": ("2025-10-13", "2025-10-23", "2025-10-30", "2025-11-27"),
    "2025-09-28": ("2025-10-14", "2025-10-24", "2025-10-31", "2025-11-28"),
    "2025-10-01": ("2025-10-16", "2025-10-28", "2025-11-04", "2025-12-02"),
    "2026-02-13": ("2026-03-02", "2026-03-12", "2026-03-19", "2026-04-17"),
    "2026-02-14": ("2026-03-03", "2026-03-13", "2026-03-20", "2026-04-20"),
    "2026-09-20": ("2026-09-30", "2026-10-16", "2026-10-23", "2026-11-20"),
}
VECTORS += [
    (start, n, due)
    for start, dues in TABLE.items()
    for n, due in zip((7, 15, 20, 40), dues, strict=True)
]


@pytest.mark.parametrize(("start", "n", "due"), VECTORS)
def test_a_limit_ends_on_the_day_worked_out_by_hand(start, n, due):
    assert OFFICIAL.add(on(start), n) == on(due)


def test_every_day_2004_to_2026_is_as_both_other_calendars_say():
    other = holidays.country_holidays("CN", years=range(2004, 2027))
    differences = set()
    for day in every_day(date(2004, 1, 1), date(2026, 12, 31)):
        assert OFFICIAL.is_workday(day) == chinese_calendar.is_workday(day), day
        if OFFICIAL.is_workday(day) != other.is_working_day(day):
            differences.add(day)

    assert differences == {date(2005, 12, 31)}
    assert not OFFICIAL.is_workday(date(2005, 12, 31))


def test_adding_agrees_with_walking_day_by_day():
    for start in every_day(date(2015, 1, 1), date(2016, 12, 31)):
        walked, left = start, 20
        while left:
            walked += DAY
            left -= OFFICIAL.is_workday(walked)

        assert OFFICIAL.add(start, 20) == walked


def test_each_day_has_one_kind():
    kinds = {
        "2026-09-18": DayKind.ORDINARY,
        "2026-09-19": DayKind.WEEKEND,
        "2026-09-20": DayKind.MAKEUP,
        "2026-09-25": DayKind.HOLIDAY,
        "2026-09-26": DayKind.HOLIDAY,  # a Saturday inside the break
    }

    assert {day: OFFICIAL.kind(on(day)) for day in kinds} == kinds


def test_a_break_and_the_day_worked_for_it_know_their_festival():
    assert OFFICIAL.name(on("2026-02-17")) == "春节"
    assert OFFICIAL.name(on("2026-02-14")) == "春节"
    assert OFFICIAL.name(on("2015-09-03")) == "抗战胜利纪念日"
    assert OFFICIAL.name(on("2026-03-02")) == ""


def test_the_horizon_is_28_december_of_the_last_loaded_year():
    assert OFFICIAL.horizon == date(2026, 12, 28)
    assert not OFFICIAL.is_provisional(date(2026, 12, 28))
    assert OFFICIAL.is_provisional(date(2026, 12, 29))


def test_past_the_horizon_weekdays_count_and_a_later_date_stands_beside():
    start = date(2026, 12, 15)

    assert OFFICIAL.add(start, 20) == date(2027, 1, 12)
    assert OFFICIAL.later.add(start, 20) == date(2027, 1, 13)
    assert OFFICIAL.later.name(date(2027, 1, 1)) == "元旦"
    assert OFFICIAL.later.horizon == OFFICIAL.horizon
    assert OFFICIAL.later.later is OFFICIAL.later


def test_the_sooner_date_is_never_later_than_the_second():
    for start in every_day(date(2026, 11, 1), date(2027, 12, 31)):
        assert OFFICIAL.add(start, 20) <= OFFICIAL.later.add(start, 20)


def known_by_the_end_of(year: int) -> WorkCalendar:
    """What was known before the next year's notice came."""
    horizon = date(year, 12, 28)
    return WorkCalendar(
        {day: name for day, name in OFFICIAL.official_off.items() if day <= horizon},
        {day: name for day, name in OFFICIAL.official_makeup.items() if day <= horizon},
        {one: source for one, source in OFFICIAL.sources.items() if one <= year},
    )


# their next year's notice had a weekend in the last days of December worked
WORKED_DECEMBER = {2006, 2007, 2011, 2018}


@pytest.mark.parametrize("year", range(2004, 2026))
def test_a_provisional_date_was_not_later_than_the_true_one_but_by_a_worked_december(year):
    calendar = known_by_the_end_of(year)
    latest = 0

    assert calendar.horizon == date(year, 12, 28)
    for start in every_day(date(year, 11, 1), date(year, 12, 31)):
        for n in (7, 15, 20):
            provisional, true = calendar.add(start, n), OFFICIAL.add(start, n)
            assert provisional == true or calendar.is_provisional(provisional)
            latest = max(latest, (provisional - true).days)
    assert latest == 0 if year not in WORKED_DECEMBER else 2 <= latest <= 3


def test_requests_from_december_2026_run_past_the_horizon():
    past = [
        day
        for day in every_day(date(2026, 11, 1), date(2026, 12, 31))
        if OFFICIAL.is_workday(day) and OFFICIAL.is_provisional(OFFICIAL.add(day, 20))
    ]

    assert past[0] == date(2026, 12, 1)
    assert OFFICIAL.add(date(2026, 11, 30), 20) == date(2026, 12, 28)


def test_before_2004_only_weekends_are_known_and_said_to_be_unproved():
    assert OFFICIAL.provenance(2003) is None
    assert OFFICIAL.kind(date(2003, 10, 1)) is DayKind.ORDINARY
    assert OFFICIAL.add(date(2003, 12, 26), 5) == date(2004, 1, 5)  # 1 January 2004 is known
    assert OFFICIAL.add(date(1990, 1, 1), 5) == date(1990, 1, 8)
    assert OFFICIAL.between(date(1990, 1, 1), date(1990, 1, 8)) == 5


def test_far_years_are_counted_by_weekdays_alone():
    assert OFFICIAL.add(date(2080, 1, 1), 5) == date(2080, 1, 8)
    assert OFFICIAL.between(date(2080, 1, 1), date(2080, 1, 8)) == 5


def test_the_package_and_its_version_vouch_for_the_official_years():
    assert str(OFFICIAL.provenance(2026)) == f"chinesecalendar {chinese_calendar.__version__}"
    assert not OFFICIAL.provenance(2004).typed
    assert OFFICIAL.provenance(2027) is None


def test_zero_is_the_day_itself_and_backwards_is_counted_too():
    sunday = date(2026, 9, 13)

    assert OFFICIAL.add(sunday, 0) == sunday
    assert OFFICIAL.add(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert OFFICIAL.add(sunday, -1) == date(2026, 9, 11)
    assert OFFICIAL.between(date(2026, 10, 8), date(2026, 9, 30)) == -1


days = st.dates(date(1995, 1, 1), date(2050, 12, 31))


@settings(derandomize=True, max_examples=300)
@given(days, st.integers(0, 300))
def test_between_undoes_add_from_any_day(start, n):
    assert OFFICIAL.between(start, OFFICIAL.add(start, n)) == n


@settings(derandomize=True, max_examples=200)
@given(days.filter(OFFICIAL.is_workday), st.integers(-300, -1))
def test_between_undoes_adding_backwards_from_a_worked_day(start, n):
    assert OFFICIAL.between(start, OFFICIAL.add(start, n)) == n


@settings(derandomize=True, max_examples=300)
@given(days, st.integers(1, 60))
def test_the_day_a_limit_ends_is_worked_and_later_numbers_end_later(start, n):
    end = OFFICIAL.add(start, n)

    assert OFFICIAL.is_workday(end)
    assert OFFICIAL.add(end, 1) == OFFICIAL.add(start, n + 1)
    assert OFFICIAL.add(end, -1) == OFFICIAL.add(start, n - 1) or n == 1


@settings(derandomize=True, max_examples=200)
@given(days, days, days)
def test_working_days_between_add_up(a, b, c):
    assert OFFICIAL.between(a, b) + OFFICIAL.between(b, c) == OFFICIAL.between(a, c)
    assert OFFICIAL.between(a, b) == -OFFICIAL.between(b, a)


NEXT = Notice(
    year=2027,
    number="国办发明电〔2026〕9号",
    issued_on=date(2026, 11, 3),
    days_off={date(2026, 12, 31): "元旦", date(2027, 1, 1): "元旦", date(2027, 1, 2): "元旦"},
    makeup_days={date(2027, 1, 3): "元旦"},
)


def test_a_notice_adds_its_year_and_may_change_the_december_before():
    office = OFFICIAL.with_notice(NEXT)

    assert office.horizon == date(2027, 12, 28)
    assert office.kind(date(2026, 12, 31)) is DayKind.HOLIDAY
    assert office.is_workday(date(2027, 1, 3))
    assert str(office.provenance(2027)) == "国办发明电〔2026〕9号"
    assert office.provenance(2027).typed
    assert office.add(date(2026, 12, 15), 20) == date(2027, 1, 13)
    assert office.changes(OFFICIAL) == (
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 2),
        date(2027, 1, 3),
    )
    assert OFFICIAL.horizon == date(2026, 12, 28)


def test_the_same_year_entered_again_replaces_what_stood():
    corrected = Notice(year=2027, number="again", days_off={date(2027, 1, 1): "元旦"})
    office = OFFICIAL.with_notice(NEXT).with_notice(corrected)

    assert office.kind(date(2026, 12, 31)) is DayKind.ORDINARY
    assert office.kind(date(2027, 1, 3)) is DayKind.WEEKEND
    assert str(office.provenance(2027)) == "again"


def test_an_amending_notice_changes_only_the_days_it_names():
    amending = parse("2026年5月1日（周五）至6日（周三）放假调休。5月16日（周六）上班。", 2026)
    office = OFFICIAL.with_notice(amending)

    assert office.changes(OFFICIAL) == (date(2026, 5, 6), date(2026, 5, 16))
    assert office.is_workday(date(2026, 5, 9))
    assert not office.provenance(2026).typed


def test_an_amendment_stays_over_its_year_whatever_the_order_of_entry():
    amending = Notice(year=2027, days_off={date(2027, 1, 4): "元旦"}, amends=True)

    one = OFFICIAL.with_notice(amending).with_notice(NEXT)
    other = OFFICIAL.with_notice(NEXT).with_notice(amending)

    assert one == other
    assert hash(one) == hash(other)
    assert one.kind(date(2027, 1, 4)) is DayKind.HOLIDAY
    assert one.revision != OFFICIAL.revision


def test_retyping_a_year_keeps_the_december_days_of_the_next_years_notice():
    retyped = Notice(year=2011, number="n", days_off={date(2011, 10, 3): "国庆节"})
    office = OFFICIAL.with_notice(retyped)

    assert office.is_workday(date(2011, 12, 31))  # worked for the New Year of 2012
    assert office.is_workday(date(2011, 10, 4))


def test_a_year_loaded_beyond_a_gap_does_not_move_the_horizon():
    far = Notice(year=2028, number="n", days_off={date(2028, 1, 3): "元旦"})

    assert OFFICIAL.with_notice(far).horizon == OFFICIAL.horizon


def test_an_office_may_choose_not_to_count_worked_weekends():
    uncounted = OFFICIAL.with_makeup(counted=False)

    assert uncounted.add(date(2022, 9, 30), 20) == date(2022, 11, 4)
    assert not uncounted.is_workday(date(2022, 10, 8))
    assert uncounted.kind(date(2022, 10, 8)) is DayKind.MAKEUP
    assert uncounted != OFFICIAL
