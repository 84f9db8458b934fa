"""Which days does this office count? The official days and the notices entered here."""

from dataclasses import dataclass
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import HolidayDay, HolidayNotice
from clerkdesk.notices import Notice, parse

_read: tuple[tuple[str, ...], WorkCalendar] | None = None


@dataclass(frozen=True)
class NoticeRow:
    """One notice the office entered; `days_off` and `made_up` count its days."""

    id: int
    year: int
    number: str
    issued_on: date | None
    text: str
    days_off: int
    made_up: int
    voided: bool
    void_reason: str


def revision() -> tuple[str, ...]:
    """Return what the calendar in force consists of; frozen with a case when it closes."""
    live = HolidayNotice.select(HolidayNotice.uid).where(HolidayNotice.voided_at.is_null())
    return tuple(row.uid for row in live.order_by(HolidayNotice.id))


def calendar() -> WorkCalendar:
    """Return the calendar in force: official days, then each notice in the order entered."""
    global _read  # noqa: PLW0603 - one register is open at a time; the revision is the key
    now = revision()
    if _read is None or _read[0] != now:
        days = WorkCalendar.official()
        for row in HolidayNotice.select().where(HolidayNotice.voided_at.is_null()).order_by(
            HolidayNotice.id
        ):
            days = days.with_notice(as_notice(row))
        _read = (now, days)
    return _read[1]


def as_notice(row: HolidayNotice) -> Notice:
    """Return a stored notice; its text is read again by the rules it was saved with."""
    return parse(row.text, year=row.year)


def notices() -> tuple[NoticeRow, ...]:
    rows = []
    for row in HolidayNotice.select().order_by(HolidayNotice.id.desc()):
        days = list(HolidayDay.select().where(HolidayDay.notice == row.id))
        rows.append(
            NoticeRow(
                id=row.id,
                year=row.year,
                number=row.number,
                issued_on=row.issued_on,
                text=row.text,
                days_off=sum(1 for day in days if day.is_off),
                made_up=sum(1 for day in days if not day.is_off),
                voided=row.voided_at is not None,
                void_reason=row.void_reason,
            )
        )
    return tuple(rows)
