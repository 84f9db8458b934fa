"""What a clerk types for a day, and what is understood."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.calendar import WorkCalendar
from ui import dates
from ui.dates import Sort, Unreadable, parse

TODAY = date(2026, 10, 13)  # a Tuesday
CALENDAR = WorkCalendar.official()


def read(typed, sort=Sort.FACT, **more):
    return parse(typed, today=TODAY, sort=sort, calendar=CALENDAR, **more)


@pytest.mark.parametrize(
    "typed",
    [
        "20261121",
        "2026-11-21",
        "2026/11/21",
        "2026.11.21",
        "2026年11月21日",
        "2026年11月21",
        "２０２６１１２１",
        "２０２６－１１－２１",
        " 2026 - 11 - 21 ",
        "2026。11。21",
    ],
)
@pytest.mark.parametrize("sort", list(Sort))
def test_a_whole_day_is_that_day(typed, sort):
    assert read(typed, sort) == date(2026, 11, 21)


@pytest.mark.parametrize("typed", ["1121", "11-21", "11/21", "11月21日", "11.21", "１１２１"])
def test_a_day_without_a_year_lies_behind_for_facts_and_ahead_for_plans(typed):
    assert read(typed, Sort.FACT) == date(2025, 11, 21)
    assert read(typed, Sort.PLAN) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "fact", "plan"),
    [
        ("1013", date(2026, 10, 13), date(2026, 10, 13)),
        ("21", date(2026, 9, 21), date(2026, 10, 21)),
        ("13日", date(2026, 10, 13), date(2026, 10, 13)),
        ("5号", date(2026, 10, 5), date(2026, 11, 5)),
        ("0229", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_today_counts_for_both_sorts(typed, fact, plan):
    assert read(typed, Sort.FACT) == fact
    assert read(typed, Sort.PLAN) == plan


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("1001", date(2026, 10, 1)),
        ("1121", date(2026, 11, 21)),
        ("0501", date(2026, 5, 1)),
        ("0401", date(2027, 4, 1)),
        ("9", date(2026, 10, 9)),
        ("20", date(2026, 10, 20)),
        ("1013", TODAY),
    ],
)
def test_a_day_that_may_lie_on_either_side_is_the_nearest(typed, nearest):
    assert read(typed, Sort.EITHER) == nearest


def test_a_slip_is_one_on_either_side():
    assert isinstance(read("1332", Sort.EITHER), Unreadable)


@pytest.mark.parametrize(
    ("typed", "away"),
    [
        ("今天", 0),
        ("今", 0),
        ("昨天", -1),
        ("昨", -1),
        ("前天", -2),
        ("明天", 1),
        ("明", 1),
        ("后天", 2),
    ],
)
def test_words_for_days_nearby(typed, away):
    assert read(typed) == TODAY + timedelta(days=away)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("周五", date(2026, 10, 16)),
        ("上周五", date(2026, 10, 9)),
        ("下周一", date(2026, 10, 19)),
        ("星期日", date(2026, 10, 18)),
        ("上周天", date(2026, 10, 11)),
        ("月底", date(2026, 10, 31)),
        ("年底", date(2026, 12, 31)),
    ],
)
def test_weeks_begin_on_monday_and_months_have_an_end(typed, day):
    assert read(typed) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("+5", date(2026, 10, 18)),
        ("-3", date(2026, 10, 10)),
        ("＋５", date(2026, 10, 18)),
        ("+5天", date(2026, 10, 18)),
        ("+20工", date(2026, 11, 10)),
        ("+20w", date(2026, 11, 10)),
        ("-1工", date(2026, 10, 12)),
        ("+1个工作日", date(2026, 10, 14)),
    ],
)
def test_distances_count_from_today(typed, day):
    assert read(typed) == day


def test_distances_count_from_the_base_of_the_field_and_do_not_count_it():
    base = date(2022, 9, 30)

    assert read("+20工", base=base) == date(2022, 11, 2)  # across a holiday with two make-up days
    assert read("+1", base=base) == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-09-31", "no_such_day"),
        ("0931", "no_such_day"),
        ("2025-02-29", "no_such_day"),
        ("1321", "no_such_month"),
        ("2026-00-10", "no_such_month"),
        ("0226-10-13", "year_out_of_range"),
        ("明填", "unreadable"),
        ("+", "unreadable"),
        ("32", "no_such_day"),
        ("0", "no_such_day"),
        ("𠮷", "unreadable"),
        ("{year}", "unreadable"),
        ("+9999工", None),
    ],
)
def test_what_is_no_day_is_named_never_guessed(typed, code):
    reading = read(typed)

    if code is not None:
        assert isinstance(reading, Unreadable)
        assert reading.code == code
        assert "{" not in reading.sentence.replace("{year}", "")


def test_the_sentence_names_what_was_typed_and_what_may_be():
    assert read("明填").sentence == "看不懂“明填”，可写 1121、昨天、+20工。"
    assert read("2026-09-31").sentence == "2026 年 9 月只有 30 天。"


def test_working_days_need_a_calendar():
    reading = parse("+20工", today=TODAY)

    assert reading == Unreadable("no_calendar")


@given(st.text(max_size=12))
def test_nothing_typed_ever_breaks_the_field(typed):
    for sort in Sort:
        assert isinstance(read(typed, sort), date | Unreadable)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_written_in_full_is_read_back(day):
    for written in (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert parse(written, today=TODAY) == day


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31)), st.integers(1, 366))
def test_a_short_day_keeps_to_its_side_of_today(today, away):
    day = today - timedelta(days=away)
    fact = parse(f"{day:%m%d}", today=today, sort=Sort.FACT)
    plan = parse(f"{day:%m%d}", today=today, sort=Sort.PLAN)

    assert fact <= today <= plan


def test_the_echo_names_days_that_are_not_what_their_weekday_says():
    assert dates.echo(date(2026, 10, 10), CALENDAR) == "→ 2026-10-10 周六 班"
    assert dates.echo(date(2026, 10, 1), CALENDAR) == "→ 2026-10-01 周四 休"
    assert dates.echo(date(2026, 10, 12), CALENDAR) == "→ 2026-10-12 周一"
    horizon = date(2026, 12, 28)
    assert dates.echo(date(2027, 1, 12), CALENDAR, horizon=horizon).endswith("暂定")
