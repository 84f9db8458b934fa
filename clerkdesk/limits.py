"""When does a limit end: so many working days, days or months after its day zero?"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clerkdesk.calendar import WorkCalendar

_MONTHS = 12


class Unit(StrEnum):
    """What a limit counts; labels in `terms.toml` under `[limit_unit]`."""

    WORKDAYS = "workdays"
    DAYS = "days"
    MONTHS = "months"
    FIXED = "fixed"  # day zero is itself the last day: 31 January of the report


class Roll(StrEnum):
    """What a last day off does: stay, or move on to the next working day (Civil Code, art. 203)."""

    NONE = "none"
    FORWARD = "forward"


@dataclass(frozen=True)
class Limit:
    """A number of the law: count in units; day zero is never counted (Civil Code, art. 201)."""

    count: int
    unit: Unit = Unit.WORKDAYS
    roll: Roll = Roll.NONE

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", Unit(self.unit))
        object.__setattr__(self, "roll", Roll(self.roll))
        if self.count < 0:
            raise ValueError(self.count)

    def due(self, zero: date, calendar: WorkCalendar) -> date:
        """Return the last day of the limit; its close is the limit's end."""
        if self.unit is Unit.WORKDAYS:
            last = calendar.add(zero, self.count)
        elif self.unit is Unit.DAYS:
            last = zero + timedelta(days=self.count)
        elif self.unit is Unit.MONTHS:
            last = _months_after(zero, self.count)
        else:
            last = zero
        return calendar.workday_or_next(last) if self.roll is Roll.FORWARD else last


def _months_after(day: date, months: int) -> date:
    """Return the same day so many months on; the month's last day where it has no such day."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
