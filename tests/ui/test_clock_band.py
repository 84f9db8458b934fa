"""Is a clock set back said across the window, and do the lights wait?"""

from datetime import date, timedelta, timezone

import pytest

from clerkdesk import audit, founding
from clerkdesk.clock import FixedClock
from clerkdesk.deadlines import turns
from ui.buttons import QPushButton
from ui.session import Session


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2026, 10, 13))


@pytest.fixture
def seat(dressed, tmp_path, qtbot, clock):
    opened = founding.first_start(tmp_path, "临江市城乡建设局", "周敏", clock=clock)
    seats = []

    def sit() -> Session:
        made = Session(dressed, opened.register, opened.person)
        seats.append(made)
        qtbot.addWidget(made.window)
        return made

    yield sit
    for made in seats:
        made.close()


def test_a_right_clock_needs_no_words(seat):
    assert seat().clock_band.isHidden()


def test_a_clock_set_back_is_said_until_it_is_set_right(seat, clock, monkeypatch):
    swept = []
    monkeypatch.setattr(turns, "sweep", lambda today: swept.append(today) or ())
    clock.at -= timedelta(days=30)
    made = seat()

    assert not made.clock_band.isHidden()
    assert "2026-09-13 10:00" in made.clock_band.message.text()
    assert "2026-10-13 10:00" in made.clock_band.message.text()
    assert swept == []

    clock.at += timedelta(days=31)
    made.clock_band.look()
    made.alarm.look()
    assert made.clock_band.isHidden()
    assert swept == [date(2026, 10, 14)]


def test_the_clerk_may_say_that_the_clock_is_right(seat, clock):
    clock.at -= timedelta(days=30)
    made = seat()

    made.clock_band.findChild(QPushButton).click()

    assert made.clock_band.isHidden()
    assert [line.verb for line in audit.history("register", 0)][-1] == "clock_trusted"


def test_a_clock_far_ahead_is_said_and_turns_no_light(seat, clock, monkeypatch):
    swept = []
    monkeypatch.setattr(turns, "sweep", lambda today: swept.append(today) or ())
    clock.at += timedelta(days=365)
    made = seat()

    assert "2027-10-13 10:00" in made.clock_band.message.text()
    assert "365 天" in made.clock_band.message.text()
    assert swept == []

    made.clock_band.findChild(QPushButton).click()
    made.alarm.look()
    assert made.clock_band.isHidden()
    assert swept == [date(2027, 10, 13)]


def test_a_pc_abroad_is_told_the_hour_of_beijing_until_it_was_read(seat, clock):
    clock.stands_in = timezone(timedelta(hours=-5))
    made = seat()

    assert "UTC-5" in made.clock_band.message.text()
    assert "2026-10-13 10:00" in made.clock_band.message.text()

    made.clock_band.findChild(QPushButton).click()
    made.clock_band.look()
    assert made.clock_band.isHidden()
