"""Does a crash leave a file, say so once, and keep what people typed out of it?"""

import atexit
import faulthandler
import logging
import sys
import threading

import pytest
from PySide6.QtCore import qInfo

from clerkdesk.errors import EnvironmentFault, UserError
from ui import crash, dialogs
from ui.crash import CrashPath, describe


def caught(fault):
    try:
        raise fault
    except type(fault) as raised:
        return type(raised), raised, raised.__traceback__


@pytest.fixture
def shown(monkeypatch):
    """Reports and sentences that reached a box."""
    shown = []
    monkeypatch.setattr(dialogs, "show_crash", lambda report, path: shown.append((report, path)))
    monkeypatch.setattr(dialogs, "tell_fault", lambda _parent, fault: shown.append(fault))
    return shown


@pytest.fixture
def path(tmp_path, monkeypatch):
    before = sys.excepthook
    yield CrashPath(tmp_path / "logs")
    sys.excepthook = before


def test_the_file_is_written_before_the_box_opens(path, tmp_path, monkeypatch, dressed):
    order = []

    def box(report, written):
        order.append(written.read_text(encoding="utf-8"))

    monkeypatch.setattr(dialogs, "show_crash", box)
    path.handle(*caught(ZeroDivisionError("division by zero")))

    assert "ZeroDivisionError" in order[0]
    assert "test_crash.py" in order[0]


def test_a_program_without_a_console_has_somewhere_to_write(monkeypatch, path, shown, dressed):
    """As started by pythonw: Python gives it no streams."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    crash.have_streams()
    with sys.stdout, sys.stderr:
        sys.stdout.write("公开")
        path.handle(*caught(ZeroDivisionError()))

    assert len(shown) == 1


def test_streams_that_are_there_stay(monkeypatch):
    before = sys.stdout, sys.stderr
    crash.have_streams()
    assert (sys.stdout, sys.stderr) == before


def test_the_same_fault_is_told_once(path, shown, dressed):
    fault = caught(ValueError("x"))

    for _time in range(3):
        path.handle(*fault)

    assert len(shown) == 1
    assert path.faults == 3


def test_what_people_typed_stays_out_of_the_file(path, shown, tmp_path, dressed):
    path.handle(*caught(ValueError("320105198803124416")))
    path.handle(*caught(KeyError("刘洋")))

    written = (tmp_path / "logs" / "crash.log").read_text(encoding="utf-8")
    assert "320105198803124416" not in written
    assert "刘洋" not in written
    assert "AttributeError: 'NoneType'" in describe(*caught(AttributeError("'NoneType'")))


def test_a_sentence_that_slipped_through_is_shown_as_one(path, shown, tmp_path, dressed, logged):
    logged.expect("register.locked")
    faults = [UserError("requests.before_receipt"), EnvironmentFault("register.locked")]

    for fault in faults:
        path.handle(*caught(fault))

    assert shown == faults
    assert not (tmp_path / "logs" / "crash.log").exists()


def test_the_handler_disables_itself_while_it_runs(path, monkeypatch, dressed):
    hooks = []
    monkeypatch.setattr(dialogs, "show_crash", lambda *_report: hooks.append(sys.excepthook))

    path.handle(*caught(ValueError("x")))

    assert hooks == [sys.__excepthook__]
    assert sys.excepthook == path.handle


def test_the_files_of_faults_never_grow_without_end(path, shown, tmp_path, dressed, monkeypatch):
    monkeypatch.setattr(crash, "MOST_BYTES", 2_000)
    for number in range(100):
        path.handle(*caught(type(f"Fault{number}", (Exception,), {})()))

    files = sorted((tmp_path / "logs").iterdir())
    assert [file.name for file in files] == ["crash.log", "crash.log.1"]
    assert "Fault99" in files[0].read_text(encoding="utf-8")
    assert all(file.stat().st_size < 2_000 + 4_000 for file in files)


def test_what_hard_crashes_left_is_kept_aside_once_it_is_large(tmp_path, monkeypatch):
    kept = tmp_path / "native.log"
    kept.write_bytes(b"x" * (crash.MOST_BYTES + 1))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    before = faulthandler.is_enabled()
    written = []
    monkeypatch.setattr(faulthandler, "enable", written.append)

    path = CrashPath(tmp_path)
    path.install()
    written[0].close()

    assert faulthandler.is_enabled() is before
    assert kept.read_bytes() == b""
    assert (tmp_path / "native.log.1").stat().st_size == crash.MOST_BYTES + 1


def test_a_full_disk_still_shows_the_report(tmp_path, shown, dressed):
    blocked = tmp_path / "a file"
    blocked.write_text("", encoding="utf-8")
    before = sys.excepthook
    try:
        CrashPath(blocked / "logs").handle(*caught(ValueError("x")))
    finally:
        sys.excepthook = before

    assert shown[0][1] is None


def test_nobody_before_the_screen_means_no_box(tmp_path, shown, dressed):
    before = sys.excepthook
    try:
        quiet = CrashPath(tmp_path, boxes=False)
        quiet.handle(*caught(ValueError("x")))
    finally:
        sys.excepthook = before

    assert shown == []
    assert quiet.faults == 1


def test_the_log_is_kept_and_qt_speaks_into_it_until_the_end(tmp_path, monkeypatch):
    at_the_end = []
    monkeypatch.setattr(atexit, "register", lambda *call: at_the_end.append(call))
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        crash.keep_log(tmp_path / "logs")
        logging.getLogger("clerkdesk").info("register 7 opened")
        qInfo("speaks")
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
        crash.qInstallMessageHandler(None)

    written = (tmp_path / "logs" / "clerkdesk.log").read_text(encoding="utf-8")
    assert "register 7 opened" in written
    assert "speaks" in written
    assert at_the_end == [(crash.qInstallMessageHandler, None)]
