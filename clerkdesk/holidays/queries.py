"""Which days does this office count? The official days and the notices entered here."""

from dataclasses import dataclass
from datetime import date

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.connection import database
from clerkdesk.db.models import HolidayDay, HolidayNotice
from clerkdesk.notices import Notice

_built: dict[tuple[tuple[str, ...], bool], WorkCalendar] = {}


@dataclass(frozen=True)
class NoticeRow:
    """One notice the office entered; its days by festival, voided ones with their reason."""

    id: int
    year: int
    number: str
    issued_on: date | None
    text: str
    days_off: dict[date, str]
    makeup_days: dict[date, str]
    voided: bool
    void_reason: str


def calendar() -> WorkCalendar:
    """Return the calendar in force: official days, then each notice in the order entered.

    It is built anew only when a notice or the setting on make-up weekends has changed.
    """
    live = "SELECT uid FROM holiday_notice WHERE voided_at IS NULL ORDER BY id"  # each list asks
    uids = tuple(uid for (uid,) in database.execute_sql(live))
    key = (uids, settings.load().makeup_days_count)
    if key not in _built:
        _built.clear()
        _built[key] = with_notices(tuple(notice for _id, notice in stored()))
    return _built[key]


def with_notices(notices: tuple[Notice, ...]) -> WorkCalendar:
    """Return the official days with these notices over them, under the office's setting."""
    days = WorkCalendar.official().with_makeup(counted=settings.load().makeup_days_count)
    for notice in notices:
        days = days.with_notice(notice)
    return days


def stored() -> tuple[tuple[int, Notice], ...]:
    """Return the notices in force as they were understood when they were saved."""
    live = HolidayNotice.select().where(HolidayNotice.voided_at.is_null())
    return tuple((row.id, _notice(row)) for row in live.order_by(HolidayNotice.id))


def notices() -> tuple[NoticeRow, ...]:
    """Return every notice entered, the newest first, voided ones too."""
    rows = []
    for row in HolidayNotice.select().order_by(HolidayNotice.id.desc()):
        notice = _notice(row)
        rows.append(
            NoticeRow(
                id=row.id,
                year=row.year,
                number=row.number,
                issued_on=row.issued_on,
                text=row.text,
                days_off=notice.days_off,
                makeup_days=notice.makeup_days,
                voided=row.voided_at is not None,
                void_reason=row.void_reason,
            )
        )
    return tuple(rows)


def _notice(row: HolidayNotice) -> Notice:
    days = list(HolidayDay.select().where(HolidayDay.notice == row.id).order_by(HolidayDay.day))
    return Notice(
        year=row.year,
        number=row.number,
        issued_on=row.issued_on,
        days_off={day.day: day.name for day in days if day.is_off},
        makeup_days={day.day: day.name for day in days if not day.is_off},
        amends=row.amends,
    )
