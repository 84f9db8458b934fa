"""Does the archive page make, check and lead back to backups, and read the log in words?"""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import clerkdesk
from clerkdesk import audit, settings, units
from clerkdesk.archive import backup
from clerkdesk.audit import Verdict
from ui import words
from ui.archive.log import gist, verdict_in_words, what, whole
from ui.archive.page import Archive
from ui.pages import Errand


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "备份"
    folder.mkdir()
    return folder


@pytest.fixture
def backed_up(desk, folder, register) -> Path:
    settings.change(desk.person_id, backup_folder=str(folder))
    return backup(register, folder).path


@pytest.fixture
def page(desk, qtbot):
    made = Archive(desk)
    qtbot.addWidget(made)
    made.arrive(None)
    made.look_again()
    made.show()
    return made


def test_without_a_folder_it_says_why_one_is_needed_and_takes_one(page, desk, folder, box):
    view = page.copies
    assert view.stack.currentWidget() is view.nowhere
    box.files = (folder,)
    view.nowhere.button.click()

    assert settings.load().backup_folder == str(folder)
    assert view.stack.currentWidget() is view.none


def test_a_backup_is_made_checked_and_listed(page, desk, folder, qtbot):
    settings.change(desk.person_id, backup_folder=str(folder))
    page.now.trigger()
    qtbot.waitUntil(lambda: not desk.jobs.running)

    view = page.copies
    assert view.told.text().startswith("已备份并核验：register-20261013-")
    assert view.table.count() == 1
    assert view.table.current().state == "made"
    view.check.click()
    qtbot.waitUntil(lambda: not desk.jobs.running)
    assert "可以使用" in view.told.text()
    assert view.table.current().state == "good"


def test_a_damaged_backup_is_told(page, desk, folder, register, qtbot):
    settings.change(desk.person_id, backup_folder=str(folder))
    made = backup(register, folder).path
    content = bytearray(made.read_bytes())
    content[20000:20016] = bytes(16)
    made.write_bytes(content)
    page.refresh()
    page.copies.check.click()
    qtbot.waitUntil(lambda: not desk.jobs.running)

    assert "不能使用" in page.copies.told.text()
    assert page.copies.table.current().state == "bad"


def test_a_backup_that_cannot_be_made_says_what_to_do(page, desk, tmp_path, qtbot):
    settings.change(desk.person_id, backup_folder=str(tmp_path / "没插好"))
    page.refresh()
    page.now.trigger()
    qtbot.waitUntil(lambda: not desk.jobs.running)

    assert "请检查移动盘是否已插好" in page.copies.told.text()


def test_restoring_leaves_the_desk_with_the_chosen_backup(desk, folder, register, qtbot):
    settings.change(desk.person_id, backup_folder=str(folder))
    made = backup(register, folder).path
    left = []
    page = Archive(replace(desk, leave=left.append))
    qtbot.addWidget(page)
    page.look_again()
    page.copies.back.click()

    assert left == [Errand("restore", made)]


def test_the_log_tells_who_did_what_newest_first(page, desk):
    units.add(units.SECTION, "法规<科>", by=desk.person_id)
    settings.change(desk.person_id, office_code="示数", court="示例市人民法院")
    page.arrive(None, view="log")
    page.look_again()

    newest, older = audit.page(0, 2)
    assert (what(newest), gist(newest)) == ("设置 修改", "管辖法院、机关代字")
    assert (what(older), gist(older)) == ("机构 添加", "法规<科>")
    assert "<" not in whole(older)
    assert page.log.table.count() == audit.count()
    assert audit.page(0, 1, oldest_first=True)[0].id == 1


def test_the_check_of_the_log_is_told_in_words(page, desk, qtbot):
    page.arrive(None, view="log")
    page.log.check.click()
    qtbot.waitUntil(lambda: not desk.jobs.running)

    assert page.log.told.text().startswith("2 行逐行核对无误。末行校验值 ")


@pytest.mark.parametrize("why", ["order", "line", "payload_missing", "seal", "tail"])
def test_a_broken_chain_names_the_line_and_what_to_do(why):
    told = verdict_in_words(Verdict(11, 12, why, (), "0" * 64))

    assert told.startswith("第 12 行对不上：")
    assert "恢复" in told


def test_blanked_lines_are_counted():
    assert "其中 1 行的内容已依法销毁" in verdict_in_words(Verdict(9, None, "", (4,), "a" * 64))


def test_lines_that_were_cut_off_once_are_told_at_each_check():
    told = verdict_in_words(Verdict(9, None, "", (), "a" * 64, cut=(7,)))

    assert "第 7 行记着：在那之前，操作记录的末尾被删掉过" in told


def test_every_act_the_code_records_has_words():
    """Each literal `work.note(noun, id, verb)` of clerkdesk, read from its source."""
    nouns, verbs = words.terms("audit_noun"), words.terms("audit_verb")
    events = words.terms("event")
    missing = set()
    for path in Path(clerkdesk.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "note"):
                continue
            said = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
            noun, _id, verb, *_ = (*said, None, None, None)
            missing |= {noun} - {None, *nouns} if len(said) > 2 else set()
            missing |= {verb} - {None, *verbs, *events}
    assert not missing


@pytest.mark.parametrize("look", [("light", 14), ("dark", 18)])
@pytest.mark.parametrize("view", ["copies", "log"])
def test_the_page_fits(desk, qtbot, ui_checks, redress, backed_up, look, view):
    redress(*look)
    page = Archive(desk)
    qtbot.addWidget(page)
    page.arrive(None, view=view)
    page.look_again()
    ui_checks.check(page)


def test_the_empty_page_fits(page, ui_checks):
    ui_checks.check(page)
