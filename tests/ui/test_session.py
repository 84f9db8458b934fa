"""Does a sitting begin with the right person and end with a backup?"""

import os
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import peewee
import pytest
from PySide6.QtCore import Qt

from clerkdesk import founding, opening, settings, units
from clerkdesk.clock import FixedClock
from clerkdesk.db.connection import database
from clerkdesk.errors import EnvironmentFault
from ui import session as session_module
from ui import theme
from ui.options import Options, parse
from ui.session import Session, person_at_desk, remember_person
from ui.single import SingleInstance

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def seat(dressed, tmp_path, qtbot):
    """A real register from the first start, with a window; closed at the end."""
    folder = tmp_path / "公开 登记簿"
    folder.mkdir()
    opened = founding.first_start(
        folder, "临江市城乡建设局", "周敏", clock=FixedClock.on(date(2026, 10, 13))
    )
    seats = []

    def sit(**more):
        made = Session(dressed, opened.register, opened.person, **more)
        seats.append(made)
        qtbot.addWidget(made.window)
        return made

    yield sit
    for made in seats:
        made.close()
    theme.apply(dressed, "light", 14)


def test_the_window_opens_on_today_with_the_office_name(seat, qtbot):
    made = seat()
    with qtbot.waitExposed(made.window):
        made.show()

    assert made.window.page().header.title.text() == "今天"
    assert made.window.side.office.text() == "临江市城乡建设局"
    assert made.window.line.backup.text() == "还没有备份"


def test_a_journal_that_was_put_aside_is_told_when_the_desk_opens(seat, box, qtbot):
    made = seat()
    aside = made.register.path.with_name("register.journal-1")
    made.register.journal_aside = aside
    with qtbot.waitExposed(made.window):
        made.show()

    (told,) = box.shown
    assert told.windowTitle() == "登记簿换成了另一份"
    assert str(aside) in told.text.text()
    assert "备份" in told.text.text()


def test_a_log_that_lost_its_end_is_told_when_the_desk_opens(seat, box, qtbot):
    for statement in (
        "PRAGMA query_only = OFF",
        "DROP TRIGGER audit_no_delete",
        "DROP TRIGGER audit_payload_no_delete",
        "DELETE FROM audit_payload WHERE audit_id = (SELECT max(id) FROM audit)",
        "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
    ):
        database.execute_sql(statement)
    made = seat()
    with qtbot.waitExposed(made.window):
        made.show()

    (told,) = box.shown
    assert told.windowTitle() == "操作记录的末尾有缺失"
    assert "备份" in told.text.text()


def test_closing_while_work_runs_asks_first(seat, box, qtbot):
    made = seat()
    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait(5)
        progress(1, 2)

    made.jobs.run("导出台账", work, lambda _result: None)
    begun.wait(5)
    box.answer = False
    assert not made.close()
    assert made.register.is_open
    assert "导出台账" in box.shown[-1].text.text()

    box.answer = True
    go_on.set()
    assert made.close()
    assert not made.register.is_open


def test_work_stopped_by_closing_leads_no_page_to_the_closed_register(seat, qtbot):
    made, begun, told = seat(), threading.Event(), []

    def work(progress):
        begun.set()
        while True:
            progress(0, 1)

    made.jobs.run("预览", work, told.append, quiet=True, cancelled=lambda: told.append("look"))
    begun.wait(5)

    assert made.close()
    qtbot.waitUntil(lambda: made.jobs.running == ())
    assert told == []


def test_a_register_that_cannot_close_keeps_the_window(seat, box, monkeypatch, logged):
    made = seat()
    real = opening.close

    def refuse(_register, **_how):
        raise EnvironmentFault("register.still_working", path="x")

    monkeypatch.setattr(session_module.opening, "close", refuse)
    assert not made.close()
    assert len(box.shown) == 1
    monkeypatch.setattr(session_module.opening, "close", real)


def test_a_disk_gone_at_the_last_moment_does_not_keep_the_window(seat, box, monkeypatch):
    made = seat()

    class DiskGone(Exception):
        sqlite_errorcode = 10  # SQLITE_IOERR

    def gone(*_args, **_named):
        raise peewee.OperationalError(DiskGone("disk I/O error"), "disk I/O error")

    monkeypatch.setattr(database, "execute", gone)
    monkeypatch.setattr(database, "execute_sql", gone)

    assert made.close()
    assert len(box.shown) == 1
    assert not made.register.is_open


def test_a_changed_setting_dresses_the_window_anew(seat, qtbot):
    made = seat()

    with qtbot.waitSignal(made.changes.changed):
        settings.change(None, appearance="dark", text_size=130)

    assert theme.is_dark()
    assert theme.body_size() == 18


def test_a_rehearsal_date_is_shown_and_reaches_no_write(seat):
    made = seat(rehearse=date(2026, 11, 2))

    assert made.window.desk.today() == date(2026, 11, 2)
    assert made.register.today() == date(2026, 10, 13)
    assert not made.window.rehearsal_band.isHidden()


def test_who_sat_here_last_sits_here_again(seat):
    made = seat()
    other = units.add_person("何静", by=None)
    place = made.register.path

    assert person_at_desk(place) != other
    remember_person(place, other)
    assert person_at_desk(place) == other
    units.retire_person(other, by=None)
    assert person_at_desk(place) != other


def test_a_second_start_calls_the_first(dressed, qtbot):
    first, second = SingleInstance(), SingleInstance()
    calls = []
    assert not first.other_is_open()

    assert first.listen(lambda: calls.append("forward"))
    assert second.other_is_open()
    qtbot.waitUntil(lambda: calls == ["forward"])

    first.close()
    assert not second.other_is_open()


def test_the_command_line(tmp_path, capsys):
    assert parse([]) == Options()
    assert parse(["--sample", "--rehearse", "2026-11-02"]) == Options(
        sample=True, rehearse=date(2026, 11, 2)
    )
    assert parse(["--register", "x.clerkdesk"]).register == Path("x.clerkdesk")
    assert parse(["--smoke"]).unattended
    assert parse(["--grab", str(tmp_path)]).unattended
    with pytest.raises(SystemExit):
        parse(["--rehearse", "tomorrow"])
    assert "rehearse" in capsys.readouterr().err


def run(*arguments, home):
    environment = {**os.environ, "CLERKDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def test_the_program_makes_every_page_of_the_sample_office(tmp_path):
    done = run("--smoke", home=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "today" in done.stdout
    assert not (tmp_path / "logs" / "crash.log").exists()


def test_the_window_follows_the_system_where_the_office_left_it_to_it(seat, monkeypatch, dressed):
    made = seat()
    worn = []
    monkeypatch.setattr(theme, "apply", lambda _app, appearance, _size: worn.append(appearance))

    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert worn == ["system"]
    assert made.close()
    dressed.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)

    assert worn == ["system"]
