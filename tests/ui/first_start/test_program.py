"""Does the program go from the start to the desk and back again, with its real windows?"""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from clerkdesk import opening, units
from clerkdesk.archive import backup
from ui import theme
from ui.app import Program
from ui.first_start.recovery import QuizStep, SheetStep
from ui.first_start.restore import Restore
from ui.first_start.welcome import Welcome
from ui.first_start.who import Who
from ui.options import Options
from ui.pages import Errand


@pytest.fixture
def program(dressed, qtbot):
    made = Program(dressed, Options())
    yield made
    QCoreApplication.removeTranslator(made._translator)
    if made._session is not None:
        made._session.window.close()
    if made._start is not None:
        made._start.close()
    theme.apply(dressed, "light", 14)


def through(program, folder: Path) -> None:
    """Make a register by the steps of the first start."""
    start = program._start
    start.step().choices["new"].click()
    start.step().form["folder"].set_value(str(folder))
    start.step().forward.click()
    start.step().form.set_values({"office_name": "临江市城乡建设局", "person_name": "周敏"})
    start.step().forward.click()
    start.step().forward.click()


def prove(program) -> None:
    start = program._start
    assert isinstance(start.step(), SheetStep)
    start.step().forward.click()
    step = start.step()
    assert isinstance(step, QuizStep)
    for position in step.positions:
        step.form[f"word_{position}"].set_value(step._sheet.words[position - 1])
    step.forward.click()


def test_from_nothing_to_the_desk(program, tmp_path):
    program._begin()
    assert isinstance(program._start.step(), Welcome)
    through(program, tmp_path / "登记簿")
    assert program._session is None
    prove(program)

    assert program._start is None
    assert program._session.window.isVisible()
    assert program._session.window.page().header.title.text() == "今天"


def test_a_start_that_was_broken_off_goes_on_at_the_sheet(program, tmp_path):
    program._begin()
    through(program, tmp_path / "登记簿")
    program._start.close()
    program._start = None
    program._begin()
    prove(program)

    assert program._session is not None


def test_somebody_else_sits_down(program, tmp_path):
    program._begin()
    through(program, tmp_path / "登记簿")
    prove(program)
    first = program._session
    other = units.add_person("李明", by=first.window.desk.person_id)
    first.window.desk.leave(Errand("person"))

    step = program._start.step()
    assert isinstance(step, Who)
    step.form["person"].set_value(other)
    step.forward.click()
    assert program._session is not first
    assert program._session.window.desk.person_id == other


def test_a_backup_is_brought_back_from_the_archive_page(program, tmp_path, box, qtbot):
    copies = tmp_path / "备份"
    copies.mkdir()
    program._begin()
    through(program, tmp_path / "登记簿")
    prove(program)
    desk = program._session.window.desk
    made = backup(program._session.register, copies).path
    units.add_person("李明", by=desk.person_id)
    desk.leave(Errand("restore", made))

    step = program._start.step()
    assert isinstance(step, Restore)
    step.forward.click()
    qtbot.waitUntil(lambda: program._session is not None)
    assert program._session.window.isVisible()
    assert [one.name for one in units.people()] == ["周敏"]
    assert len(box.shown) == 1


def test_a_restore_can_be_left_again(program, tmp_path):
    program._begin()
    through(program, tmp_path / "登记簿")
    prove(program)
    program._session.window.desk.leave(Errand("restore"))
    program._start.step().escape()

    assert program._session.window.isVisible()


def test_another_register_is_chosen_from_the_welcome(program, tmp_path):
    program._begin()
    through(program, tmp_path / "登记簿")
    prove(program)
    program._session.window.desk.leave(Errand("register"))

    assert isinstance(program._start.step(), Welcome)
    assert opening.last_place() == tmp_path / "登记簿" / opening.REGISTER_NAME
