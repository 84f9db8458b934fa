"""Which days are worked, who says so, and how far ahead is that known?

Ranges: the day itself is day zero; a limit ends at the close of its last working day. All pure.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256

import chinese_calendar
from chinese_calendar import constants

from clerkdesk.notices import NEW_YEAR, Notice, festival

_SATURDAY = 5
_DECEMBER = 12
_YEARS_AHEAD = 10  # unloaded years kept in the sorted list; farther days are counted, not looked up
# The next year's notice changed 29-31 December in 2006, 2007, 2011 and 2018.
_HORIZON_DAY = (12, 28)
# The Gregorian ones among the statutory days off: Holiday Measures as revised 2024-11-10, art. 2.
_STATUTORY = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
_STATUTORY_NAMES = {1: NEW_YEAR, 5: "Labour Day", 10: "National Day"}


class DayKind(StrEnum):
    """The kinds of day; labels in `terms.toml` under `[day_kind]`."""

    ORDINARY = "ordinary"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # off by a notice, weekends within the break included
    MAKEUP = "makeup"  # a weekend day that is worked in exchange


@dataclass(frozen=True)
class Provenance:
    """Who says which days of a year are off.

    source: the package and its version, or the notice's number.
    typed: True where the office entered the notice itself.
    """

    source: str
    typed: bool = False
    issued_on: date | None = None

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """Official days and the notices put over them; never changed, only replaced.

    official_off, official_makeup: day -> festival, as seeded; sources: year -> who says so.
    notices: what the office entered, in that order.
    counts_makeup: whether a worked weekend counts as a working day. No text says so; the notices
    order the work and a court-dated case (2022-09-30 + 20 = 2022-11-02) supports it.
    statutory_ahead: count the Gregorian statutory days off in years without a notice (see `later`).
    """

    official_off: Mapping[date, str]
    official_makeup: Mapping[date, str]
    sources: Mapping[int, Provenance]
    notices: tuple[Notice, ...] = ()
    counts_makeup: bool = True
    statutory_ahead: bool = False
    horizon: date = field(init=False)
    _off: dict[date, str] = field(init=False, repr=False)
    _makeup: dict[date, str] = field(init=False, repr=False)
    _provenance: dict[int, Provenance] = field(init=False, repr=False)
    _days: list[date] = field(init=False, repr=False)
    _first: date = field(init=False, repr=False)
    _end: date = field(init=False, repr=False)
    _before: int = field(init=False, repr=False)
    _weekdays_through: int = field(init=False, repr=False)

    @classmethod
    @cache
    def official(cls) -> "WorkCalendar":
        """Return the official days 2004-2026 as the chinesecalendar package states them."""
        off = {day: festival(name) for day, name in constants.holidays.items()}
        makeup = {day: festival(name) for day, name in constants.workdays.items()}
        source = Provenance(f"chinesecalendar {chinese_calendar.__version__}")
        return cls(off, makeup, dict.fromkeys(sorted({day.year for day in off}), source))

    def __post_init__(self) -> None:
        off, makeup = dict(self.official_off), dict(self.official_makeup)
        provenance = dict(self.sources)
        for notice in sorted(self.notices, key=_layer):
            if not notice.amends:
                _clear_year(notice.year, off, makeup)
                provenance[notice.year] = Provenance(
                    notice.number, typed=True, issued_on=notice.issued_on
                )
            for day, name in notice.days_off.items():
                makeup.pop(day, None)
                off[day] = name
            for day, name in notice.makeup_days.items():
                off.pop(day, None)
                makeup[day] = name
        last = _last_in_row(provenance)
        ahead = range(last + 1, last + 1 + _YEARS_AHEAD)
        if self.statutory_ahead:
            for year in ahead:
                for month, day_number in _STATUTORY:
                    day = date(year, month, day_number)
                    if day not in makeup:
                        off.setdefault(day, festival(_STATUTORY_NAMES[month]))
        first = date(min(provenance), 1, 1)
        worked = makeup if self.counts_makeup else {}
        end = date(ahead[-1], 12, 31)
        days = [
            day
            for day in map(date.fromordinal, range(first.toordinal(), end.toordinal() + 1))
            if day in worked or (day.weekday() < _SATURDAY and day not in off)
        ]
        before = _weekdays(first.toordinal() - 1)
        for name, value in {
            "horizon": date(last, *_HORIZON_DAY),
            "_off": off,
            "_makeup": makeup,
            "_provenance": provenance,
            "_days": days,
            "_first": first,
            "_end": end,
            "_before": before,
            "_weekdays_through": _weekdays(end.toordinal()),
        }.items():
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkCalendar) and self.revision == other.revision

    def __hash__(self) -> int:
        return hash(self.revision)

    @cached_property
    def revision(self) -> str:
        """A short digest of every day and source: frozen with a case when it closes."""
        said = [
            *(f"-{day}{name}" for day, name in sorted(self._off.items())),
            *(f"+{day}{name}" for day, name in sorted(self._makeup.items())),
            *(f"{year}{source}" for year, source in sorted(self._provenance.items())),
            f"{self.counts_makeup}{self.statutory_ahead}",
        ]
        return sha256("\n".join(said).encode()).hexdigest()[:12]

    def kind(self, day: date) -> DayKind:
        if day in self._makeup:
            return DayKind.MAKEUP
        if day in self._off:
            return DayKind.HOLIDAY
        return DayKind.ORDINARY if day.weekday() < _SATURDAY else DayKind.WEEKEND

    def is_workday(self, day: date) -> bool:
        if day in self._makeup:
            return self.counts_makeup
        return day.weekday() < _SATURDAY and day not in self._off

    def is_provisional(self, day: date) -> bool:
        """Whether a notice still to come may change the day; each Monday-Friday counts there."""
        return day > self.horizon

    def name(self, day: date) -> str:
        """Return the festival a day is off for, or makes up for; empty where there is none."""
        return self._off.get(day) or self._makeup.get(day, "")

    def provenance(self, year: int) -> Provenance | None:
        """Return who says which days of the year are off; None where only weekends are known."""
        return self._provenance.get(year)

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day after `day`, which is itself not counted.

        n = 0 is the day itself, worked or not; n < 0 counts backwards. Raises OverflowError where
        the years end.
        """
        if n > 0:
            at = bisect_right(self._days, day) + n - 1
            if at < len(self._days) and day >= self._first:
                return self._days[at]
        if n == 0:
            return day
        return self._nth(self._count(day) + n if n > 0 else self._count_before(day) + n + 1)

    def between(self, a: date, b: date) -> int:
        """Return the working days in (a, b]; for b < a minus those in (b, a].

        between(a, add(a, n)) == n for every day a and n >= 0, for n < 0 where a is worked.
        """
        return self._count(b) - self._count(a)

    def workday_or_next(self, day: date) -> date:
        """Return the day if it is worked, otherwise the first working day after it."""
        return day if self.is_workday(day) else self.add(day, 1)

    @cached_property
    def later(self) -> "WorkCalendar":
        """The same calendar with the Gregorian statutory days off in years without a notice.

        Its dates past the horizon are the second, later ones. The sooner ones never passed the true
        ones for limits up to 20, but by two or three days where the next notice had a weekend of
        late December worked (2006, 2007, 2011, 2018).
        """
        return self if self.statutory_ahead else replace(self, statutory_ahead=True)

    def with_notice(self, notice: Notice) -> "WorkCalendar":
        """Return the calendar with one more notice.

        A year's notice adds or replaces its year, and may change the December before; an amending
        one overrides only the days it names.
        """
        kept = self.notices
        if not notice.amends:
            kept = tuple(one for one in kept if one.amends or one.year != notice.year)
        return replace(self, notices=(*kept, notice))

    def with_makeup(self, *, counted: bool) -> "WorkCalendar":
        """Return the calendar with worked weekends counted or not (an office's setting)."""
        return replace(self, counts_makeup=counted)

    def changes(self, other: "WorkCalendar") -> tuple[date, ...]:
        """Return the days whose kind differs: what a screen shows before a notice is saved."""
        named = self.named_days | other.named_days
        return tuple(sorted(day for day in named if self.kind(day) is not other.kind(day)))

    @property
    def named_days(self) -> frozenset[date]:
        """The days that are off or worked by a notice, not by the weekday alone."""
        return frozenset(self._off) | frozenset(self._makeup)

    def _count(self, day: date) -> int:
        """Working days up to and including `day`, since the first weekday there ever was."""
        if day < self._first:
            return _weekdays(day.toordinal())
        if day > self._end:
            past = _weekdays(day.toordinal()) - self._weekdays_through
            return self._before + len(self._days) + past
        return self._before + bisect_right(self._days, day)

    def _count_before(self, day: date) -> int:
        """Working days before `day`."""
        if self._first <= day <= self._days[-1]:
            return self._before + bisect_left(self._days, day)
        return self._count(day - timedelta(days=1))

    def _nth(self, rank: int) -> date:
        """Return the working day whose `_count` is `rank`."""
        at = rank - self._before - 1
        if at < 0:
            return _weekday(rank)
        if at < len(self._days):
            return self._days[at]
        return _weekday(self._weekdays_through + at - len(self._days) + 1)


def _layer(notice: Notice) -> tuple[int, bool, date]:
    """Sort key: a year's own notice first, then those that amend it, the latest issued last."""
    return notice.year, notice.amends, notice.issued_on or date.min


def _clear_year(year: int, *layers: dict[date, str]) -> None:
    """Forget a year's days, but for the December days the next year's notice set."""
    new_year = festival(NEW_YEAR)
    for days in layers:
        for day in [one for one in days if one.year == year]:
            if not (day.month == _DECEMBER and new_year in days[day]):
                del days[day]


def _last_in_row(years: Mapping[int, object]) -> int:
    """Return the last year up to which no year is missing."""
    last = min(years)
    while last + 1 in years:
        last += 1
    return last


def _weekdays(ordinal: int) -> int:
    """Return how many Mondays to Fridays there are up to a day; ordinal 1 was a Monday."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _weekday(rank: int) -> date:
    """Return the rank-th Monday to Friday."""
    if rank < 1:
        raise OverflowError
    weeks, rest = divmod(rank - 1, 5)
    return date.fromordinal(weeks * 7 + rest + 1)
