"""How does a holiday notice enter the office calendar, and what does it move?

A notice is shown as understood before it is saved. Saving and voiding derive every open matter anew
in the same unit; closed ones keep the trace they were frozen with.
"""

from dataclasses import dataclass
from datetime import date

from clerkdesk import settings
from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.db.models import HolidayDay, HolidayNotice
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar, stored, with_notices
from clerkdesk.notices import Notice, parse
from clerkdesk.publications import service as publications
from clerkdesk.record_corrections import service as records
from clerkdesk.requests import impact
from clerkdesk.requests import service as requests
from clerkdesk.requests.impact import CalendarImpact, Progress


@dataclass(frozen=True)
class DayChange:
    """A day that the calendar in force and the new one see differently. name: its festival."""

    day: date
    old: DayKind
    new: DayKind
    name: str


@dataclass(frozen=True)
class Understood:
    """A pasted notice and the days it changes; nothing is written.

    needs_check: some sentence was not understood or does not add up, so that the clerk must say
    that the days were checked one by one.
    """

    notice: Notice
    changes: tuple[DayChange, ...]

    @property
    def needs_check(self) -> bool:
        return bool(self.notice.not_understood or self.notice.doubts)


def understand(text: str, year: int | None) -> Understood:
    """Read a notice as issued and show which days it would change.

    Errors: calendar.no_year (field "year"), calendar.not_a_notice (field "text").
    """
    notice = parse(text, year)
    now, then = calendar(), _with(notice)
    changes = tuple(
        DayChange(day, now.kind(day), then.kind(day), then.name(day) or now.name(day))
        for day in now.changes(then)
    )
    return Understood(notice, changes)


def impact_of_notice(
    notice: Notice, today: date, *, progress: Progress | None = None
) -> CalendarImpact:
    """Return what entering a notice would move; nothing is written. progress: as in `enter`."""
    return impact.of_calendar(_with(notice), today, progress=progress)


def enter(
    text: str,
    year: int | None,
    by: int,
    *,
    checked: bool = False,
    progress: Progress | None = None,
) -> int:
    """Save a notice and derive every open matter anew; return the notice's id.

    checked: the clerk has said that what was not understood was read and is no matter.
    progress: told how many open requests were looked at; what it raises takes everything back.
    Errors: as `understand`; holidays.not_checked (field "checked"), holidays.same_twice.
    """
    notice = parse(text, year)
    if (notice.not_understood or notice.doubts) and not checked:
        raise UserError("holidays.not_checked", field="checked")
    if not notice.amends and any(_same(notice, one) for _id, one in stored()):
        raise UserError("holidays.same_twice", field="text", year=notice.year)
    with unit(by=by) as work:
        row = HolidayNotice.create(
            uid=work.new_uid(),
            year=notice.year,
            number=notice.number,
            issued_on=notice.issued_on,
            amends=notice.amends,
            text=text,
            entered_at=work.now,
            entered_by=by,
        )
        for is_off, days in ((True, notice.days_off), (False, notice.makeup_days)):
            for day, name in days.items():
                HolidayDay.create(notice=row.id, day=day, is_off=is_off, name=name)
        told = {
            "year": notice.year,
            "number": notice.number,
            "off": [day.isoformat() for day in sorted(notice.days_off)],
            "makeup": [day.isoformat() for day in sorted(notice.makeup_days)],
            "checked": checked,
        }
        work.note("holiday_notice", row.id, "entered", told)
        _derive_all(by, work, progress)
    return int(row.id)


def void(notice_id: int, by: int, *, reason: str, progress: Progress | None = None) -> None:
    """Take a notice out of the calendar; it stays in sight with the reason.

    progress: as in `enter`.

    Errors: holidays.void_reason_missing (field "reason"), holidays.voided_already.
    """
    if not reason.strip():
        raise UserError("holidays.void_reason_missing", field="reason")
    with unit(by=by) as work:
        row = HolidayNotice.get_by_id(notice_id)
        if row.voided_at is not None:
            raise UserError("holidays.voided_already")
        row.voided_at, row.void_reason = work.now, reason.strip()
        row.save()
        work.note("holiday_notice", notice_id, "voided", {"reason": reason.strip()})
        _derive_all(by, work, progress)


def impact_of_void(
    notice_id: int, today: date, *, progress: Progress | None = None
) -> CalendarImpact:
    """Return what voiding a notice would move; nothing is written. progress: as in `enter`."""
    left = tuple(notice for key, notice in stored() if key != notice_id)
    return impact.of_calendar(with_notices(left), today, progress=progress)


def count_makeup(by: int, *, counted: bool, progress: Progress | None = None) -> None:
    """Say whether worked weekends are working days, and derive every open matter anew.

    progress: as in `enter`.
    """
    with unit(by=by) as work:
        settings.change(by, makeup_days_count=counted)
        _derive_all(by, work, progress)


def impact_of_makeup(
    today: date, *, counted: bool, progress: Progress | None = None
) -> CalendarImpact:
    """Return what counting worked weekends, or not, would move; nothing is written.

    progress: as in `enter`.
    """
    changed = calendar().with_makeup(counted=counted)
    return impact.of_calendar(changed, today, progress=progress)


def _with(notice: Notice) -> WorkCalendar:
    return calendar().with_notice(notice)


def _same(one: Notice, other: Notice) -> bool:
    mine = (one.year, one.days_off, one.makeup_days)
    return mine == (other.year, other.days_off, other.makeup_days)


def _derive_all(by: int, work: Unit, progress: Progress | None = None) -> None:
    requests.rederive_open(by, progress=progress)
    publications.rederive_open(by)
    records.rederive_open(work)
    work.changed("request", 0)
