"""A clock set back must be said, put on record, and neither move lights nor cost a backup."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from clerkdesk import audit, clock_check
from clerkdesk.archive import backups
from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import legal_day
from clerkdesk.db.unit import unit


def verbs() -> list[str]:
    return [line.verb for line in audit.history("register", 0)]


def write() -> None:
    with unit(by=None) as work:
        work.note("person", 1, "added")


def test_a_clock_that_agrees_says_nothing_and_writes_nothing(register, clock):
    lines = audit.count()

    assert clock_check.look() is None
    clock.at -= clock_check.TOLERANCE  # put right by a time server
    assert clock_check.look() is None
    assert audit.count() == lines


def test_a_clock_set_back_is_told_and_recorded_once(register, clock):
    before = clock.at
    clock.at -= timedelta(days=400)

    assert clock_check.look() == clock_check.Behind(clock.at, before)
    write()  # work goes on, with the wrong time
    assert clock_check.look() == clock_check.Behind(clock.at, before)

    assert verbs() == ["clock_behind"]
    assert audit.history("register", 0)[0].payload == {
        "newest": "2026-10-13T02:00:00.000000Z",
        "now": "2025-09-08T02:00:00.000000Z",
    }
    assert audit.verify().ok


def test_it_ends_by_itself_when_the_clock_is_right_again(register, clock):
    before = clock.at
    clock.at -= timedelta(days=400)
    clock_check.look()
    write()

    clock.at = before + timedelta(hours=1)

    assert clock_check.look() is None
    assert clock_check.look() is None
    assert verbs() == ["clock_behind", "clock_agrees"]


def test_it_ends_when_the_clerk_says_that_the_record_was_ahead(register, clerk, clock):
    clock.at += timedelta(days=400)
    write()
    clock.at -= timedelta(days=400)
    assert clock_check.look() is not None

    clock_check.trust(clerk)

    assert clock_check.look() is None
    assert verbs() == ["clock_behind", "clock_trusted"]
    assert audit.history("register", 0)[-1].person == "王芳"


def test_a_backup_made_with_a_clock_set_back_is_kept(register, tmp_path, clock):
    folder = tmp_path / "备份"
    folder.mkdir()
    for _ in range(3):
        clock.at += timedelta(days=1)
        newest = backups.backup(register, folder, keep=3).path
    clock.at -= timedelta(days=4000)

    made = backups.backup(register, folder, keep=3)

    assert made.path.is_file()
    assert len(made.removed) == 1
    assert set(backups.kept(register.path, folder)) >= {made.path, newest}
    assert backups.last().path == made.path


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 16, 0, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2028, 2, 29, 16, 0, 0, tzinfo=UTC), date(2028, 3, 1)),
        (datetime.fromisoformat("2026-12-31T11:00:00-05:00"), date(2027, 1, 1)),
    ],
)
def test_the_legal_day_is_that_of_beijing_wherever_the_pc_stands(register, clock, moment, day):
    clock.at = moment

    assert legal_day(moment) == day
    assert register.today() == day
    with unit(by=None) as work:
        assert work.today == day
        line = work.note("person", 1, "added")
    at = next(one.at for one in audit.history("person", 1) if one.id == line)
    assert (legal_day(at), at.utcoffset()) == (day, timedelta(0))


def test_the_29th_of_february_is_a_day_like_any_other():
    days = WorkCalendar.official()

    assert days.add(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert days.between(date(2024, 2, 28), date(2024, 3, 1)) == 2


def test_a_pc_in_america_names_its_backups_by_the_day_of_beijing(
    register, tmp_path, clock, monkeypatch
):
    monkeypatch.setenv("TZ", "America/New_York")
    if hasattr(time, "tzset"):
        time.tzset()
    try:
        clock.at = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
        assert register.today() == date(2027, 1, 1)
        assert "-20270101-003000" in backups.backup(register, tmp_path).path.name
    finally:
        monkeypatch.undo()
        if hasattr(time, "tzset"):
            time.tzset()


def test_a_clock_far_ahead_is_told_and_leaves_no_line_that_a_right_one_would_be_behind(
    register, clerk, clock
):
    before, lines = clock.at, audit.count()
    clock.at += timedelta(days=365)  # a year mistyped

    told = clock_check.look()
    assert told == clock_check.look() == clock_check.Ahead(clock.at, before)
    assert (told.days, audit.count()) == (365, lines)
    clock.at = before + timedelta(hours=1)

    assert clock_check.look() is None
    assert audit.count() == lines


def test_what_is_recorded_meanwhile_does_not_hide_that_the_clock_is_ahead(register, clerk, clock):
    before = clock.at
    clock.at += timedelta(days=365)
    clock_check.look()
    write()

    assert clock_check.look() == clock_check.Ahead(clock.at, before)
    clock.at = before + timedelta(hours=1)
    assert isinstance(clock_check.look(), clock_check.Behind)  # now the record is what is wrong
    assert audit.verify().ok


def test_a_desk_that_rested_for_months_says_once_that_its_clock_is_right(register, clerk, clock):
    clock.at += clock_check.GAP
    assert clock_check.look() is None
    clock.at += timedelta(days=60)
    assert isinstance(clock_check.look(), clock_check.Ahead)

    clock_check.trust(clerk)

    assert clock_check.look() is None
    assert verbs() == ["clock_trusted"]


@pytest.mark.parametrize(("hours", "told"), [(8, None), (-5, -5.0), (-4, -4.0), (5.5, 5.5)])
def test_a_pc_in_another_zone_is_told_of_with_the_hour_that_counts(register, clock, hours, told):
    clock.stands_in = timezone(timedelta(hours=hours))
    found = clock_check.abroad()

    assert (found.hours if found else None) == told
    assert found is None or found.now == clock.at
    assert clock_check.look() is None  # it contradicts nothing on record
