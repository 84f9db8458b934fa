"""What does the start ask when there is a register already, and what when it cannot be opened?"""

import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from clerkdesk import founding, keys, opening, units
from clerkdesk.archive import backup, restoring
from clerkdesk.clock import FixedClock
from clerkdesk.errors import EnvironmentFault
from ui.first_start.restore import Restore
from ui.first_start.trouble import Trouble
from ui.first_start.unlock import Unlock
from ui.first_start.welcome import Welcome
from ui.first_start.who import Who
from ui.first_start.window import StartWindow, has_to_ask
from ui.session import forget_person, person_at_desk, remember_person

PHRASE = "春天种下的树 2026"
SIZES = (QSize(1100, 640), QSize(911, 403))


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(keys, "_SCRYPT", {"n": 2**10, "r": 8, "p": 1})


class Office:
    """A finished register on disk, its 24 characters, a backup of it."""

    def __init__(self, folder: Path, phrase: str | None) -> None:
        clock = FixedClock.on(date(2026, 10, 13))
        opened = founding.first_start(folder, "临江市城乡建设局", "周敏", phrase, clock=clock)
        founding.sheet_kept(opened.person)
        self.path, self.first = opened.register.path, opened.person
        self.words = "".join(opened.recovery_words)
        (folder / "备份").mkdir()
        self.backup = backup(opened.register, folder / "备份").path
        self.second = units.add_person("李明", by=opened.person, post="科长")
        opening.close(opened.register, backup=False)


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path, PHRASE)


@pytest.fixture
def start(dressed, qtbot):
    made = []

    def begin(*arguments, **named):
        window = StartWindow(*arguments, **named)
        window.ends = []
        window.opened.connect(lambda register, person: window.ends.append((register, person)))
        qtbot.addWidget(window)
        window.show()
        made.append(window)
        return window

    yield begin
    for window in made:
        for register, _person in window.ends:
            opening.close(register, backup=False)
        window.close()


def try_phrase(window, typed):
    line = window.step().form["passphrase"].editor
    line.clear()
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_pass_phrase_opens_by_enter(start, office):
    window = start(office.path)
    remember_person(office.path, office.second)
    assert isinstance(window.step(), Unlock)
    window.step().form["passphrase"].set_value(PHRASE)
    QTest.keyClick(window.step().form["passphrase"].editor, Qt.Key.Key_Return)

    ((register, person),) = window.ends
    assert (register.path, person) == (office.path, office.second)


def test_wrong_pass_phrases_are_counted_and_the_other_way_is_named(start, office):
    window = start(office.path)
    message = window.step().form["passphrase"].message
    try_phrase(window, "wrong phrase")
    assert message.text().startswith("口令不对。请检查大小写和输入法")
    assert message.text().count("不对") == 1
    try_phrase(window, "wrong again")
    try_phrase(window, "and again wrong")

    assert "第 3 次" in message.text()
    assert message.text().count("不对") == 1
    assert "恢复单" in message.text()
    assert window.ends == []


def test_the_sheet_opens_and_its_slips_are_named_by_position(start, office):
    window = start(office.path)
    form = window.step().form
    form.other.click()
    form["words"].set_value(office.words[:10])
    assert "还差 14 个" in form["words"].message.text()
    form["words"].set_value(office.words[:4] + "龘" + office.words[5:])
    window.step().forward.click()
    assert "第5个字“龘”" in form["words"].message.text()

    numbered = " ".join(f"{n}.{word}" for n, word in enumerate(office.words, 1))
    form["words"].set_value(numbered)
    assert form["words"].message.text() == "24 个字齐了。"
    window.step().forward.click()
    assert isinstance(window.step(), Who)


def test_a_lost_key_file_is_told_and_the_sheet_asked_for(start, office):
    keys.beside(office.path).unlink()
    with pytest.raises(EnvironmentFault) as caught:
        opening.open_at(office.path)
    window = start(office.path, caught.value)

    step = window.step()
    assert isinstance(step, Unlock)
    assert "找不到密钥说明文件" in step._trouble.message.text()
    assert step.form["passphrase"].isHidden()
    step.form["words"].set_value(office.words)
    step.forward.click()
    assert keys.beside(office.path).is_file()


def test_several_people_are_asked_who_sits_down_and_it_is_remembered(start, office):
    register = opening.open_at(office.path, PHRASE)
    assert has_to_ask(register)
    window = start(office.path, register=register)
    step = window.step()
    assert [one.text() for one in step.form["person"].editor.buttons()] == ["周敏", "李明（科长）"]
    step.form["person"].set_value(office.second)
    step.forward.click()

    assert window.ends == [(register, office.second)]
    remember_person(office.path, office.second)
    assert not has_to_ask(register)
    assert person_at_desk(office.path) == office.second
    forget_person(office.path)
    assert has_to_ask(register)


@pytest.mark.parametrize(
    ("code", "facts", "first"),
    [
        ("not_found", {}, "打开另一份(&F)"),
        ("no_folder", {}, "再试一次(&A)"),
        ("network", {}, "打开另一份(&F)"),
        ("locked", {"holder": "pc 12"}, "再试一次(&A)"),
        ("newer", {"found": 9, "known": 8}, "打开另一份(&F)"),
        ("damaged", {}, "从备份恢复(&R)"),
        ("wrong_key", {}, "从备份恢复(&R)"),
        ("disk_full", {}, "再试一次(&A)"),
    ],
)
def test_each_fault_says_its_sentence_and_its_ways_out(start, tmp_path, code, facts, first):
    path = tmp_path / "register.clerkdesk"
    fault = EnvironmentFault(f"register.{code}", path=path, **facts)
    window = start(path, fault)

    step = window.step()
    assert isinstance(step, Trouble)
    assert step.ways[step._first].text() == first
    assert len(step.ways) >= 2


def test_a_register_that_came_back_opens_at_the_second_try(start, office):
    moved = office.path.with_name("moved.clerkdesk")
    office.path.rename(moved)
    with pytest.raises(EnvironmentFault) as caught:
        opening.open_at(office.path, PHRASE)
    window = start(office.path, caught.value)
    moved.rename(office.path)
    window.step().ways["again"].click()

    assert isinstance(window.step(), Unlock)


def test_another_register_can_be_picked(start, office, box, tmp_path):
    window = start(tmp_path / "gone.clerkdesk", EnvironmentFault("register.not_found", path="x"))
    box.files = (office.path,)
    window.step().ways["other"].click()

    assert isinstance(window.step(), Unlock)
    window.step().form["passphrase"].set_value(PHRASE)
    window.step().forward.click()
    assert isinstance(window.step(), Who)


def test_a_backup_comes_back_and_the_register_is_put_aside(start, office, box, qtbot):
    window = start(office.path, restoring=True, backup=office.backup)
    step = window.step()
    assert isinstance(step, Restore)
    step.key["passphrase"].set_value("wrong phrase")
    step.forward.click()
    assert step.running.isVisible()
    assert not step.form.isEnabled()
    qtbot.waitUntil(step.running.isHidden)
    assert step.key["passphrase"].message.text().startswith("口令不对。请检查大小写和输入法")
    step.key["passphrase"].set_value(PHRASE)
    step.forward.click()
    qtbot.waitUntil(lambda: window.ends != [])

    ((register, _person),) = window.ends
    assert register.path == office.path
    assert [one.name for one in units.people()] == ["周敏"]
    assert len(list(office.path.parent.glob("register.before-*.clerkdesk"))) == 1
    assert len(box.shown) == 2


def test_a_restore_that_was_called_off_changes_nothing(start, office, box, qtbot):
    before = office.path.read_bytes()
    window = start(office.path, restoring=True, backup=office.backup)
    box.answer = False
    window.step().key["passphrase"].set_value(PHRASE)
    window.step().forward.click()
    assert window.ends == []
    assert office.path.read_bytes() == before

    window.step().escape()
    assert isinstance(window.step(), Unlock)


def test_a_backup_in_a_vaulted_office_asks_for_no_key(start, tmp_path, qtbot):
    office = Office(tmp_path, None)
    window = start()
    assert isinstance(window.step(), Welcome)
    window.step().choices["from_backup"].click()
    step = window.step()
    step.form["backup"].set_value(str(office.backup))
    step.form["folder"].set_value(str(tmp_path / "新电脑"))

    assert step.key.isHidden()
    assert step.vault.isVisible()
    step.forward.click()
    qtbot.waitUntil(lambda: window.ends != [])
    assert window.ends[0][0].path == tmp_path / "新电脑" / opening.REGISTER_NAME


def test_a_damaged_backup_is_refused_with_its_reason(start, office, box, qtbot):
    content = bytearray(office.backup.read_bytes())
    content[20000:20016] = bytes(16)
    office.backup.write_bytes(content)
    window = start(office.path, restoring=True, backup=office.backup)
    window.step().key["words"].set_value(office.words)
    window.step().key["passphrase"].set_value(PHRASE)
    window.step().forward.click()
    qtbot.waitUntil(window.step().running.isHidden)

    assert window.ends == []
    assert "不能使用" in window.step()._trouble.message.text()


class Slow:
    """A check that takes its time until the test lets it go on."""

    def __init__(self, monkeypatch) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        really = restoring.verify

        def verify(path, key, **more):
            self.begun.set()
            self.go_on.wait(5)
            return really(path, key, **more)

        monkeypatch.setattr(restoring, "verify", verify)

    def wait(self) -> None:
        assert self.begun.wait(5)


def test_a_restore_under_way_is_told_and_can_be_stopped(start, office, box, qtbot, monkeypatch):
    slow, before = Slow(monkeypatch), office.path.read_bytes()
    window = start(office.path, restoring=True, backup=office.backup)
    step = window.step()
    step.key["passphrase"].set_value(PHRASE)
    step.forward.click()
    slow.wait()
    qtbot.waitUntil(lambda: step.told.text() == "正在逐项核验")

    step.escape()
    assert step.told.text() == "正在停下，现有的登记簿没有动"
    slow.go_on.set()
    qtbot.waitUntil(step.running.isHidden)

    assert window.step() is step
    assert step.form.isEnabled()
    assert window.ends == []
    assert office.path.read_bytes() == before
    assert not list(office.path.parent.glob("*.part"))


def test_closing_while_a_restore_runs_asks_and_ends_cleanly(start, office, box, qtbot, monkeypatch):
    slow, before = Slow(monkeypatch), office.path.read_bytes()
    window = start(office.path, restoring=True, backup=office.backup)
    window.step().key["passphrase"].set_value(PHRASE)
    window.step().forward.click()
    slow.wait()

    box.answer = False
    assert not window.close()
    assert window.isVisible()
    assert box.shown[-1].windowTitle() == "停止恢复并关闭？"
    box.answer = True
    slow.go_on.set()
    assert window.close()

    qtbot.wait(50)
    assert window.ends == []
    assert office.path.read_bytes() == before
    assert not list(office.path.parent.glob("*.part"))


@pytest.mark.parametrize("look", [("light", 14), ("dark", 18)])
def test_every_later_step_fits_its_window(start, office, ui_checks, redress, look):
    redress(*look)
    fault = EnvironmentFault("register.not_found", path=office.path)
    for window in (
        start(office.path),
        start(office.path, fault),
        start(office.path, restoring=True, backup=office.backup),
    ):
        ui_checks.check(window, sizes=SIZES)
    window = start(office.path)
    window.step().form.other.click()
    ui_checks.check(window, sizes=SIZES)
    window = start(office.path, register=opening.open_at(office.path, PHRASE))
    ui_checks.check(window, sizes=SIZES)
