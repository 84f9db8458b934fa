"""How fast is the calendar? Ratios within one run; started by hand, never a test.

python -m tests.bench.bench_calendar        (or python tests/bench/bench_calendar.py)
"""

# ruff: noqa: T201 - a script that speaks to a terminal
import sys
from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from timeit import repeat

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import chinese_calendar

from clerkdesk.calendar import WorkCalendar
from clerkdesk.requests.timing import Event, Facts, trace

START = date(2025, 9, 1)


def microseconds(work: Callable[[], object], number: int) -> float:
    return min(repeat(work, number=number, repeat=5)) / number * 1e6


def main() -> None:
    calendar = WorkCalendar.official()
    first = date(2004, 1, 1)
    every = (first + timedelta(days=n) for n in range((date(2026, 12, 31) - first).days + 1))
    worked = [day for day in every if calendar.is_workday(day)]

    def walk() -> date:
        day, left = START, 20
        while left:
            day += timedelta(days=1)
            left -= chinese_calendar.is_workday(day)
        return day

    add = microseconds(lambda: calendar.add(START, 20), 50_000)
    floor = microseconds(lambda: worked[bisect_right(worked, START) + 19], 50_000)
    walking = microseconds(walk, 50)
    print(f"add(day, 20)      {add:8.2f} us")
    print(f"bisect floor      {floor:8.2f} us   add / floor {add / floor:6.2f} (at most 3)")
    print(
        f"walking           {walking:8.2f} us   walking / add {walking / add:6.0f} (at least 500)"
    )

    facts = Facts(START)
    events = (
        Event("consulted", date(2025, 9, 10), third_received_on=date(2025, 9, 11)),
        Event("consultation_answered", date(2025, 9, 24)),
        Event("extended", date(2025, 10, 13), days=10, told_on=date(2025, 10, 14)),
    )
    plain = microseconds(lambda: trace(facts, (), calendar), 2_000)
    full = microseconds(lambda: trace(facts, events, calendar), 2_000)
    days = microseconds(lambda: trace(facts, events, calendar).days, 500)
    print(f"trace, no event   {plain:8.2f} us   100,000 requests {plain / 10:6.2f} s")
    print(f"trace, 3 events   {full:8.2f} us   100,000 requests {full / 10:6.2f} s")
    print(f"  with its ledger {days:8.2f} us")


if __name__ == "__main__":
    main()
