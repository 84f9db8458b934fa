"""Who acts in the sample office, and on which day? The play: acts by day, the clock walking."""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clerkdesk import paths
from clerkdesk.clock import FixedClock
from clerkdesk.db import Register

Page = dict[str, Any]


@dataclass
class Office:
    """Who is there: ids by name. desk: the person who sits at the desk.

    projects: the first publication of each procurement or project.
    """

    people: dict[str, int]
    sections: dict[str, int]
    organs: dict[str, int]
    projects: dict[str, int] = field(default_factory=dict)

    @property
    def desk(self) -> int:
        return next(iter(self.people.values()))


@dataclass
class Story:
    """What one matter's steps need of those before: its id, its last consultation, its letter."""

    office: Office
    page: Page
    id: int = 0
    consultation: int = 0  # or the notice whose delivery is told next
    assignment: int = 0
    letter: int = 0


Act = Callable[[], object]


@dataclass
class Play:
    """Acts by day; a day's acts in the order they were added."""

    days: dict[date, list[Act]] = field(default_factory=lambda: defaultdict(list))

    def add(self, day: date, act: Act) -> None:
        self.days[day].append(act)

    def run(self, register: Register) -> None:
        """Act on each day with the register's clock standing at its morning."""
        for day in sorted(self.days):
            with standing_at(register, day):
                for act in self.days[day]:
                    act()


@contextmanager
def standing_at(register: Register, day: date) -> Iterator[None]:
    kept, register.clock = register.clock, FixedClock.on(day, hour=9)
    try:
        yield
    finally:
        register.clock = kept


def read(name: str) -> Page:
    with paths.resource("sample", f"{name}.toml").open("rb") as page:
        return tomllib.load(page)
