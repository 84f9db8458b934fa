"""What do the screens get to see of the portal's columns? Frozen rows, filled by `queries`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.monitor.acts import Standing
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.rulebook import ColumnRule, Explained
from clerkdesk.monitor.service import Kind


@dataclass(frozen=True)
class ColumnRow:
    """One column as of a day.

    since: the first day of its light, None in the green. last_update: the newest thing in it, None
    where nothing has been. next_on, next_colour: what comes where nothing is done; provisional
    where a holiday notice may still move it.
    """

    id: int
    name: str
    unit: str
    kind: Kind
    colour: Colour
    since: date | None
    last_update: date | None
    explained_on: date | None
    next_on: date | None
    next_colour: Colour | None
    provisional: bool


@dataclass(frozen=True)
class LightRow:
    """One light on record.

    cleared_by: a key of `[light_cleared]`. corrected_on, corrected_why (of `[light_corrected]`): it
    turned out that it should not have burnt. seen_at: when it was put on record.
    """

    id: int
    column_id: int
    column: str
    unit: str
    colour: Colour
    on: date
    last_update: date
    cleared_on: date | None
    cleared_by: str
    corrected_on: date | None
    corrected_why: str
    seen_at: datetime


class Phase(StrEnum):
    """Where a rule stands today; labels in `[rule_phase]`."""

    NOW = "now"
    BEFORE = "before"
    AHEAD = "ahead"
    VOIDED = "voided"


@dataclass(frozen=True)
class RuleRow:
    """A dated rule; id None: one that came with the program, `basis` being its code then."""

    id: int | None
    valid_from: date
    phase: Phase
    yellow: int
    red: int
    counts_warning_day: bool
    explained: Explained
    at_once: bool
    basis: str
    recorded_by: str
    recorded_at: datetime | None
    void_reason: str


@dataclass(frozen=True)
class UpdateView:
    id: int
    on: date
    title: str
    publication_id: int | None
    recorded_by: str
    voided: bool
    void_reason: str


@dataclass(frozen=True)
class ExplanationView:
    id: int
    on: date
    text: str
    author: str
    file_id: int | None
    recorded_at: datetime
    recorded_by: str
    voided: bool
    void_reason: str


@dataclass(frozen=True)
class ColumnCard:
    row: ColumnRow
    category: str
    valid_from: date
    ended_on: date | None
    standing: Standing
    rule: ColumnRule
    lights: tuple[LightRow, ...]
    updates: tuple[UpdateView, ...]
    explanations: tuple[ExplanationView, ...]


@dataclass(frozen=True)
class NoticeLine:
    """One column in the monthly notice (通报): what stood there and what burnt."""

    unit: str
    column: str
    updates: int
    yellow: int
    red: int
    explanations: int
    burning: Colour


@dataclass(frozen=True)
class MonthlyNotice:
    """The data of the printed notice of one month; lines: the worst first.

    rules: those in force in these days, the earlier first.
    """

    year: int
    month: int
    first: date
    last: date
    columns: int
    updates: int
    yellow: int
    red: int
    explanations: int
    lines: tuple[NoticeLine, ...]
    lights: tuple[LightRow, ...]
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True)
class WeekRow:
    """How much stood in one column each week (Monday first), the weeks in order."""

    column_id: int
    column: str
    unit: str
    weeks: tuple[tuple[date, int], ...]

    @property
    def total(self) -> int:
        return sum(number for _monday, number in self.weeks)
