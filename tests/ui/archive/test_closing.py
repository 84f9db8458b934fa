"""Does the desk close with a checked backup, and leave the choice to the clerk where it fails?"""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from clerkdesk import founding, settings, units
from clerkdesk.archive import backups
from clerkdesk.clock import FixedClock
from ui import dialogs, theme
from ui.archive import closing
from ui.archive.closing import ClosingBox
from ui.pages import Errand
from ui.session import Session, knows_person, remember_person


@pytest.fixture
def seat(dressed, tmp_path, qtbot):
    """A real register with a window; closed at the end."""
    opened = founding.first_start(
        tmp_path, "临江市城乡建设局", "周敏", clock=FixedClock.on(date(2026, 10, 13))
    )
    left = []
    made = Session(dressed, opened.register, opened.person, left=left.append)
    made.left_for = left
    qtbot.addWidget(made.window)
    yield made
    made.close(backup=False)
    theme.apply(dressed, "light", 14)


@pytest.fixture
def boxes(monkeypatch, qtbot):
    """Boxes that run: at each failure the next of `presses` is clicked; `shown` keeps the words."""

    class Boxes(list):
        presses = ()

    scripted = Boxes()

    def show_box(box):
        ended, presses = [], list(scripted.presses)
        box.finished.connect(ended.append)
        box.show()

        def waits():
            if box.isVisible() and box.again.isVisible():
                scripted.append((box.title.text(), box.told.text()))
                getattr(box, presses.pop(0)).click()
            return bool(ended)

        qtbot.waitUntil(waits, timeout=20_000)
        return bool(ended[0])

    monkeypatch.setattr(dialogs, "show_box", show_box)
    return scripted


def want_backups_in(folder: Path) -> None:
    settings.change(None, backup_folder=str(folder))


def test_closing_makes_a_checked_backup(seat, boxes, tmp_path):
    copies = tmp_path / "备份"
    copies.mkdir()
    want_backups_in(copies)
    key = seat.register.key

    assert seat.window.close()

    (made,) = copies.glob("*.clerkdesk")
    assert backups.verify(made, key).audit.ok
    assert boxes == []


def test_without_a_folder_or_a_wish_nothing_is_asked(seat, tmp_path):
    assert not closing.is_wanted()
    settings.change(None, backup_folder=str(tmp_path), backup_at_close=False)
    assert not closing.is_wanted()
    assert seat.window.close()
    assert list(tmp_path.glob("register-*.clerkdesk")) == []


def test_a_failed_backup_is_told_and_the_clerk_may_stay(seat, boxes, tmp_path):
    want_backups_in(tmp_path / "没有")
    boxes.presses = ("stay",)

    assert not seat.window.close()

    ((title, told),) = boxes
    assert title == "备份没有完成"
    assert "找不到备份文件夹" in told
    boxes.presses = ("without",)
    assert units.own().name == "临江市城乡建设局"


def test_a_failed_backup_can_be_tried_again(seat, boxes, tmp_path):
    want_backups_in(tmp_path / "移动盘")
    boxes.presses = ("again", "without")
    assert seat.window.close()
    assert len(boxes) == 2


def test_a_stick_that_was_put_in_meanwhile_is_used(seat, boxes, tmp_path, monkeypatch):
    want_backups_in(tmp_path / "移动盘")
    boxes.presses = ("again",)
    begin = ClosingBox._begin

    def put_in(box):
        if boxes:
            (tmp_path / "移动盘").mkdir()
        begin(box)

    monkeypatch.setattr(ClosingBox, "_begin", put_in)
    assert seat.window.close()
    assert len(list((tmp_path / "移动盘").glob("*.clerkdesk"))) == 1


def test_closing_without_a_backup_calls_off_the_running_one(seat, tmp_path, qtbot, logged):
    want_backups_in(tmp_path)
    parent = QWidget()
    qtbot.addWidget(parent)
    box = ClosingBox(parent, seat.register, seat.jobs)
    with qtbot.waitSignal(box.finished):
        box.reject()  # Esc does nothing while it runs
        box.without.click()
    assert seat.close(backup=False)
    assert not list(tmp_path.glob("*.part"))


def test_leaving_to_restore_makes_no_backup_that_could_push_out_the_wanted_one(seat, tmp_path):
    copies = tmp_path / "备份"
    copies.mkdir()
    want_backups_in(copies)
    errand = Errand("restore", copies / "x.clerkdesk")

    seat.window.desk.leave(errand)

    assert seat.left_for == [errand]
    assert list(copies.iterdir()) == []
    assert not seat.window.isVisible()


def test_leaving_for_somebody_else_backs_up_first(seat, boxes, tmp_path):
    copies = tmp_path / "备份"
    copies.mkdir()
    want_backups_in(copies)
    remember_person(seat.register.path, seat.window.desk.person_id)
    assert knows_person(seat.register.path)

    seat.window.desk.leave(Errand("person"))

    assert seat.left_for == [Errand("person")]
    assert len(list(copies.glob("*.clerkdesk"))) == 1
