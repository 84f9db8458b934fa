"""What time is it? The only calls to the system clock; legal days are those of UTC+8."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

LEGAL_ZONE = timezone(timedelta(hours=8))  # all of China keeps UTC+8, whatever the PC is set to


class Clock(Protocol):
    """Who tells the time to an open register; tests hand in their own."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def zone(self) -> timedelta:
        """Return how far the clock on the PC's wall is ahead of UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def zone(self) -> timedelta:
        return datetime.now(UTC).astimezone().utcoffset() or timedelta()


class FixedClock:
    """A clock that stands still: for the sample office and for tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.stands_in: timezone = LEGAL_ZONE

    @classmethod
    def on(cls, day: date, hour: int = 10) -> "FixedClock":
        """Return a clock standing at that hour (UTC+8) of that legal day."""
        return cls(datetime(day.year, day.month, day.day, hour, tzinfo=LEGAL_ZONE).astimezone(UTC))

    def now(self) -> datetime:
        return self.at

    def zone(self) -> timedelta:
        return self.stands_in.utcoffset(None)


def legal_day(moment: datetime) -> date:
    """Return the day (UTC+8) in which an aware moment falls."""
    return moment.astimezone(LEGAL_ZONE).date()
