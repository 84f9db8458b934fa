"""Which day did the clerk mean: 1121, 昨天, 上周五, 月底, +20工? Pure; knows nothing of Qt."""

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Protocol

from ui import words

say = words.of("dates")

EARLIEST, LATEST = 1949, 2100  # outside these a year is a slip of the finger


class Sort(Enum):
    """Facts lie behind us, plans before us, some things are either: which year is it in?"""

    FACT = "fact"
    PLAN = "plan"
    EITHER = "either"


class WorkDays(Protocol):
    """What a typed day needs of the office calendar."""

    def add(self, day: date, count: int, /) -> date: ...

    def is_workday(self, day: date, /) -> bool: ...


@dataclass(frozen=True)
class Unreadable:
    """Why no day was understood; `code` is a line of `dates.toml`, `facts` fill its marks."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()

    @property
    def sentence(self) -> str:
        return say(self.code, **dict(self.facts))


Reading = date | Unreadable


def parse(
    typed: str,
    *,
    today: date,
    sort: Sort = Sort.FACT,
    base: date | None = None,
    calendar: WorkDays | None = None,
) -> Reading:
    """Return the day meant, or why it is none. Nothing is guessed silently.

    sort: a day without a year (or month) is the latest not after today for a FACT, the earliest
    not before today for a PLAN, the nearest to today (the past one of two) for EITHER.
    base: what +5 and +20工 count from; today where not given. The base itself is not counted.
    """
    text = _narrow(typed)
    for reader in (_full, _partial, _near, _weekday, _end):
        if (reading := reader(text, today, sort)) is not None:
            return reading
    if (shift := _shift(text, base or today, calendar)) is not None:
        return shift
    return Unreadable("unreadable", (("text", typed.strip()),))


def _narrow(typed: str) -> str:
    """Full-width digits and signs as half-width ones, without blanks."""
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    wide |= {ord("。"): ord("."), ord("—"): ord("-"), ord("－"): ord("-"), ord("–"): ord("-")}
    return re.sub(r"\s", "", typed.translate(wide))


def _day(year: int, month: int, number: int) -> Reading:
    if not EARLIEST <= year <= LATEST:
        return Unreadable("year_out_of_range")
    if not 1 <= month <= 12:
        return Unreadable("no_such_month", (("month", month),))
    last = months.monthrange(year, month)[1]
    if not 1 <= number <= last:
        return Unreadable("no_such_day", (("year", year), ("month", month), ("last", last)))
    return date(year, month, number)


@cache
def _signs(key: str) -> str:
    """The alternatives of a line as a regular expression, the longest first."""
    return "|".join(re.escape(sign) for sign in sorted(say(key).split(), key=len, reverse=True))


@cache
def _numbers(key: str) -> dict[str, int]:
    return {word: int(number) for word, _, number in (p.partition("=") for p in say(key).split())}


def _full(text: str, _today: date, _sort: Sort) -> Reading | None:
    year, month, last = say("year_sign"), say("month_sign"), _signs("day_signs")
    match = (
        re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
        or re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text)
        or re.fullmatch(rf"(\d{{4}}){year}(\d{{1,2}}){month}(\d{{1,2}})(?:{last})?", text)
    )
    return None if match is None else _day(int(match[1]), int(match[2]), int(match[3]))


def _partial(text: str, today: date, sort: Sort) -> Reading | None:
    month, last = say("month_sign"), _signs("day_signs")
    if sort is Sort.EITHER:
        return _nearest(text, today)
    match = (
        re.fullmatch(r"(\d{2})(\d{2})", text)
        or re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})", text)
        or re.fullmatch(rf"(\d{{1,2}}){month}(\d{{1,2}})(?:{last})?", text)
    )
    if match is not None:
        return _in_some_year(int(match[1]), int(match[2]), today, sort)
    alone = re.fullmatch(rf"(\d{{1,2}})(?:{last})?", text)
    return None if alone is None else _in_some_month(int(alone[1]), today, sort)


def _nearest(text: str, today: date) -> Reading | None:
    """Return the nearer of the days that a fact and a plan would mean."""
    past, ahead = (_partial(text, today, sort) for sort in (Sort.FACT, Sort.PLAN))
    if isinstance(past, date) and isinstance(ahead, date):
        return min(past, ahead, key=lambda day: abs(day - today))
    return past if isinstance(past, date) else ahead


def _fits(day: date, today: date, sort: Sort) -> bool:
    return day <= today if sort is Sort.FACT else day >= today


def _in_some_year(month: int, number: int, today: date, sort: Sort) -> Reading:
    step = -1 if sort is Sort.FACT else 1
    first = _day(today.year, month, number)
    # eight years hold a 29 February even across a century that has none
    for away in range(9):
        reading = _day(today.year + step * away, month, number)
        if isinstance(reading, date) and _fits(reading, today, sort):
            return reading
        if isinstance(first, Unreadable) and (month, number) != (2, 29):
            return first
    return first


def _in_some_month(number: int, today: date, sort: Sort) -> Reading:
    step = -1 if sort is Sort.FACT else 1
    first = _day(today.year, today.month, number)
    if not 1 <= number <= 31:
        return first
    for away in range(3):
        index = today.year * 12 + today.month - 1 + step * away
        reading = _day(index // 12, index % 12 + 1, number)
        if isinstance(reading, date) and _fits(reading, today, sort):
            return reading
        if isinstance(reading, Unreadable) and away == 0:
            return reading  # "31" typed in September is a slip, not last August
    return first


def _near(text: str, today: date, _sort: Sort) -> Reading | None:
    away = _numbers("near").get(text)
    return None if away is None else today + timedelta(days=away)


def _weekday(text: str, today: date, _sort: Sort) -> Reading | None:
    """周五 and 本周五 are of the week that today is in, Monday first."""
    weeks = {say("last_week"): -7, say("this_week"): 0, say("next_week"): 7, "": 0}
    numbers = _numbers("week_days")
    match = re.fullmatch(
        rf"({'|'.join(sign for sign in weeks if sign)}|)(?:{_signs('week_signs')})"
        rf"([{''.join(numbers)}1-7])",
        text,
    )
    if match is None:
        return None
    wanted = numbers[match[2]] if match[2] in numbers else int(match[2])
    return today + timedelta(days=wanted - today.isoweekday() + weeks[match[1]])


def _end(text: str, today: date, _sort: Sort) -> Reading | None:
    if text in say("month_end").split():
        return today.replace(day=months.monthrange(today.year, today.month)[1])
    if text in say("year_end").split():
        return today.replace(month=12, day=31)
    return None


def _shift(text: str, base: date, calendar: WorkDays | None) -> Reading | None:
    work, plain = _signs("work_signs"), _signs("plain_signs")
    match = re.fullmatch(rf"([+-]\d{{1,4}})(?:({work})|(?:{plain})?)", text)
    if match is None:
        return None
    count = int(match[1])
    try:
        if match[2] is None:
            return base + timedelta(days=count)
        if calendar is None:
            return Unreadable("no_calendar")
        return calendar.add(base, count)
    except (OverflowError, ValueError):
        return Unreadable("year_out_of_range")
    except LookupError:  # a calendar that does not reach that far
        return Unreadable("beyond_calendar")


def echo(day: date, calendar: WorkDays | None = None, *, horizon: date | None = None) -> str:
    """Return what stands right of the field: → 2026-10-10 周六 班.

    班 and 休 are named only where they are not what the weekday says.
    horizon: the last day for which the holidays are known; later days are 暂定.
    """
    line = say("echo", day=words.full_day(day))
    if horizon is not None and day > horizon:
        return f"{line} {say('echo_provisional')}"
    if calendar is None:
        return line
    works, weekend = calendar.is_workday(day), day.isoweekday() > 5
    if works and weekend:
        return f"{line} {say('echo_work')}"
    return line if works else f"{line} {say('echo_rest')}"
