"""Does the first start lead to an open register, and to nothing else, whoever types what?"""

from pathlib import Path

import keyring
import keyring.backends.fail
import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from clerkdesk import founding, keys, opening, settings, units
from tests.platforms import skip_without_printer
from ui.first_start.office import Office
from ui.first_start.passphrase import KeyStep
from ui.first_start.place import Place
from ui.first_start.recovery import QuizStep, SheetStep
from ui.first_start.unlock import Unlock
from ui.first_start.welcome import Welcome
from ui.first_start.window import StartWindow

PHRASE = "春天种下的树 2026"
SIZES = (QSize(1100, 640), QSize(911, 403), QSize(760, 400))


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(keys, "_SCRYPT", {"n": 2**10, "r": 8, "p": 1})


@pytest.fixture
def no_vault():
    keyring.set_keyring(keyring.backends.fail.Keyring())


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "登记簿"


@pytest.fixture
def start(dressed, qtbot):
    """A start window, and what it ended with: `start.ends`; its registers are closed."""
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


def click(window, name="forward"):
    QTest.mouseClick(getattr(window.step(), name), Qt.MouseButton.LeftButton)


def fill(window, **values):
    for name, value in values.items():
        window.step().form[name].set_value(value)


def to_the_key(window, folder):
    window.step().choices["new"].click()
    fill(window, folder=str(folder))
    click(window)
    fill(window, office_name="临江市城乡建设局", person_name="周敏")
    click(window)


def answer(window):
    step = window.step()
    for position in step.positions:
        step.form[f"word_{position}"].set_value(step._sheet.words[position - 1])
    click(window)


def test_five_steps_lead_to_an_open_register(start, folder, vault):
    window = start()
    assert isinstance(window.step(), Welcome)
    to_the_key(window, folder)
    assert isinstance(window.step(), KeyStep)
    click(window)
    assert isinstance(window.step(), SheetStep)
    assert window.ends == []
    click(window)
    assert isinstance(window.step(), QuizStep)
    answer(window)

    ((register, person),) = window.ends
    assert register.path == folder / opening.REGISTER_NAME
    assert units.person(person).name == "周敏"
    assert not founding.sheet_pending()
    assert len(vault.kept) == 1


def test_the_whole_start_goes_by_keyboard(start, folder, qtbot):
    window = start()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    line = window.focusWidget()
    line.selectAll()
    line.insert(str(folder))  # QTest types ASCII alone
    while window.focusWidget() is not window.step().forward:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(window.step(), Office)
    window.focusWidget().insert("临江市城乡建设局")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    window.focusWidget().insert("周敏")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(window.step(), KeyStep))  # the button shows it was pressed
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert isinstance(window.step(), Office)
    assert window.step().office_name == "临江市城乡建设局"


def test_a_network_folder_is_refused_with_the_reason_beside_the_field(start):
    window = start()
    window.step().choices["new"].click()
    fill(window, folder="//server/share/公开")
    click(window)

    assert isinstance(window.step(), Place)
    assert "网络位置" in window.step().form["folder"].message.text()


def test_a_half_written_path_is_refused(start):
    window = start()
    window.step().choices["new"].click()
    fill(window, folder="登记簿")
    click(window)

    assert "完整路径" in window.step().form["folder"].message.text()


def test_a_register_that_is_there_is_named_and_can_be_opened(start, folder, register, tmp_path):
    path = register.path
    register.close()
    path.rename(tmp_path / opening.REGISTER_NAME)
    window = start()
    window.step().choices["new"].click()
    fill(window, folder=str(tmp_path))
    click(window)

    step = window.step()
    assert "已经存在" in step.form["folder"].message.text()
    assert step.open_this.isVisible()
    step.open_this.click()
    assert isinstance(window.step(), Unlock)


def test_a_backup_folder_must_be_another_one_and_must_be_there(start, folder, tmp_path):
    window = start()
    window.step().choices["new"].click()
    fill(window, folder=str(folder), backup_folder=str(folder))
    click(window)
    assert "不能在同一个文件夹" in window.step().form["backup_folder"].message.text()

    fill(window, backup_folder=str(tmp_path / "没有"))
    click(window)
    assert "找不到文件夹" in window.step().form["backup_folder"].message.text()
    assert not folder.exists()


def test_a_disk_plugged_in_after_the_refusal_is_seen_without_typing_again(start, folder, tmp_path):
    copies = tmp_path / "备份"
    window = start()
    window.step().choices["new"].click()
    refused = window.step()
    fill(window, folder=str(folder), backup_folder=str(copies))
    click(window)
    assert window.step() is refused
    copies.mkdir()
    click(window)
    assert window.step() is not refused


def test_what_letters_need_may_be_given_at_once(start, folder, tmp_path):
    copies = tmp_path / "备份"
    copies.mkdir()
    window = start()
    window.step().choices["new"].click()
    fill(window, folder=str(folder), backup_folder=str(copies))
    click(window)
    fill(window, office_name="临江市城乡建设局", person_name="周敏")
    fill(window, office_code="临建", reconsideration_body="临江市人民政府")
    click(window)
    click(window)

    chosen = settings.load()
    assert (chosen.office_code, chosen.reconsideration_body) == ("临建", "临江市人民政府")
    assert chosen.court == ""
    assert chosen.backup_folder == str(copies)


def test_empty_names_are_asked_for_beside_their_fields(start, folder):
    window = start()
    window.step().choices["new"].click()
    fill(window, folder=str(folder))
    click(window)
    click(window)

    assert isinstance(window.step(), Office)
    assert window.step().form.faults() == (2, 0)


def test_strange_characters_in_names_survive(start, folder):
    window = start()
    window.step().choices["new"].click()
    fill(window, folder=str(folder))
    click(window)
    fill(window, office_name="<b>&𠮷局", person_name="𠮷田 & <i>")
    click(window)
    click(window)

    assert settings.load().office_name == "<b>&𠮷局"
    assert [one.name for one in units.people()] == ["𠮷田 & <i>"]


def test_without_a_vault_a_pass_phrase_is_asked_for(start, folder, no_vault):
    window = start()
    to_the_key(window, folder)
    form = window.step().form
    assert form["way"].isHidden()
    assert form["passphrase"].label.text() == "口令(&1)"
    assert "没有可用的系统密码库" in window.step().note.text()

    fill(window, **dict.fromkeys(("passphrase", "again"), "短"))
    assert "还差 9 个字符" in form["passphrase"].message.text()
    click(window)
    assert isinstance(window.step(), KeyStep)
    assert "至少要10个字符" in form["passphrase"].message.text()
    assert not (folder / opening.REGISTER_NAME).exists()

    fill(window, passphrase=PHRASE, again="别的")
    click(window)
    assert "两次输入不一样" in form["again"].message.text()

    fill(window, again=PHRASE)
    click(window)
    assert isinstance(window.step(), SheetStep)
    path = folder / opening.REGISTER_NAME
    assert opening.ways(path) == opening.Ways(vault=False, passphrase=True)


def test_where_a_vault_works_a_pass_phrase_may_be_chosen(start, folder, vault):
    window = start()
    to_the_key(window, folder)
    form = window.step().form
    assert form["passphrase"].isHidden()
    fill(window, way="passphrase", passphrase=PHRASE, again=PHRASE)
    assert form["passphrase"].isVisible()
    click(window)

    assert vault.kept == {}


def test_each_wrong_character_of_the_sheet_is_named(start, folder):
    window = start()
    to_the_key(window, folder)
    click(window)
    click(window)
    step = window.step()
    first, *others = step.positions
    for position in others:
        step.form[f"word_{position}"].set_value("错")
    step.form[f"word_{first}"].set_value(step._sheet.words[first - 1])
    click(window)

    assert window.ends == []
    assert step.form[f"word_{first}"].state != "block"
    for position in others:
        assert f"第{position}个字" in step.form[f"word_{position}"].message.text()


def test_a_start_left_at_the_sheet_goes_on_at_the_sheet(start, folder):
    window = start()
    to_the_key(window, folder)
    click(window)
    window.close()
    assert window.ends == []

    register = opening.open_at(folder / opening.REGISTER_NAME)
    again = start(register.path, register=register)
    assert isinstance(again.step(), SheetStep)
    click(again)
    answer(again)
    assert len(again.ends) == 1


def test_the_sheet_goes_to_paper_and_to_a_file(start, folder, tmp_path, box):
    window = start()
    to_the_key(window, folder)
    click(window)
    step = window.step()
    target = tmp_path / "恢复单.pdf"
    box.files = (target,)
    click(window, "save")

    text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_range()
    for word in step._sheet.words:
        assert word in text
    assert step._sheet.checksum in text
    assert "没有加密" in step.told.text()
    skip_without_printer()
    box.answer = False
    click(window, "print")
    assert len(box.shown) == 2


def test_the_sample_needs_no_register(start, qtbot):
    window = start()
    with qtbot.waitSignal(window.sample_wanted):
        window.step().choices["sample"].click()


@pytest.mark.parametrize("look", [("light", 14), ("dark", 18)])
def test_every_step_of_a_new_register_fits_its_window(start, folder, ui_checks, redress, look):
    redress(*look)
    window = start()

    def fits():
        ui_checks.check(window, sizes=SIZES if look[1] == 14 else SIZES[:2])

    fits()
    window.step().choices["new"].click()
    fill(window, folder="//server/share/x")
    click(window)
    fits()
    fill(window, folder=str(folder))
    click(window)
    click(window)
    fits()
    fill(window, office_name="临江市城乡建设局", person_name="周敏")
    click(window)
    fill(window, way="passphrase")
    fits()
    fill(window, way="vault")
    click(window)
    fits()
    click(window)
    fits()


def test_a_name_is_taken_as_given_or_refused_beside_its_field(qtbot, dressed):
    step = Office("1")
    qtbot.addWidget(step)
    gone_on = []
    step.done.connect(lambda: gone_on.append(step.person_name))
    step.form.set_values({"office_name": "临江市数据局", "person_name": "王\x07芳"})
    step._go_on()
    assert step.form["person_name"].state == "block"
    assert "U+0007" in step.form["person_name"].message.text()
    assert gone_on == []
    step.form["person_name"].set_value("王芳\U0001f33c")
    step._go_on()
    assert gone_on == ["王芳\U0001f33c"]
