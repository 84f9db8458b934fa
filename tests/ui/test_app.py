"""Does the program choose the right beginning, and refuse the pair that would corrupt it?"""

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QDialogButtonBox

from clerkdesk import founding, opening
from clerkdesk.errors import EnvironmentFault, UserError
from ui import app as app_module
from ui import theme
from ui.app import Program, unsound_pair
from ui.options import Options
from ui.pages import Errand


@pytest.mark.parametrize(
    ("qt", "python", "unsound"),
    [
        ("6.12.0", (3, 11), True),
        ("6.13.1", (3, 11), True),
        ("6.11.3", (3, 11), False),
        ("6.12.0", (3, 12), False),
        ("6.12.0", (3, 14), False),
    ],
)
def test_the_pair_that_corrupts_python_is_refused(qt, python, unsound):
    assert unsound_pair(qt, python) is unsound


def test_the_unsound_pair_is_named_and_nothing_starts(monkeypatch, capsys):
    monkeypatch.setattr(app_module, "unsound_pair", lambda: True)

    assert app_module.main([]) == 2
    assert "PySide6" in capsys.readouterr().err


class StartWindow(QObject):
    """What stands in for the screen of the first start."""

    opened = Signal(object, int)
    sample_wanted = Signal()

    def __init__(self, path, fault=None, *, register=None):
        super().__init__()
        self.path, self.fault, self.register, self.shown = path, fault, register, False

    def show(self):
        self.shown = True

    def hide(self):
        self.shown = False

    def raise_(self):
        self.shown = True

    def activateWindow(self):  # noqa: N802 - as Qt calls it
        self.shown = True


@pytest.fixture
def program(dressed, monkeypatch):
    monkeypatch.setattr(app_module, "StartWindow", StartWindow)
    made = []

    def make(**chosen):
        made.append(Program(dressed, Options(**chosen)))
        return made[-1]

    yield make
    for one in made:
        QCoreApplication.removeTranslator(one._translator)
        if one._session is not None:
            one._session.window.close()
            one._session.window.deleteLater()
    theme.apply(dressed, "light", 14)


def test_the_very_first_start_asks(program):
    one = program()
    one._begin()

    assert one._start.shown
    assert one._start.path is None


@pytest.mark.parametrize(
    ("fault", "told"),
    [(UserError("keys.needed"), None), (EnvironmentFault("register.locked"), "register.locked")],
)
def test_a_register_that_does_not_open_is_asked_for(program, monkeypatch, tmp_path, fault, told):
    def refuse(_path):
        raise fault

    monkeypatch.setattr(opening, "open_at", refuse)
    one = program(register=tmp_path / "register.clerkdesk")
    one._begin()

    assert one._start.path == tmp_path / "register.clerkdesk"
    assert (one._start.fault.code if one._start.fault else None) == told


def test_a_register_with_a_question_left_is_not_worked_in_yet(program, tmp_path, monkeypatch):
    opened = founding.first_start(tmp_path, "临江市城乡建设局", "周敏")
    opening.close(opened.register)
    monkeypatch.setattr(app_module, "has_to_ask", lambda _register: True)
    one = program()
    one._begin()

    assert one._session is None
    assert one._start.register.path == tmp_path / "register.clerkdesk"
    one._start.opened.emit(one._start.register, opened.person)
    assert one._session.window.isVisible()


def test_the_register_of_last_time_opens_by_itself(program, tmp_path, monkeypatch):
    monkeypatch.setattr(app_module, "has_to_ask", lambda _register: False)
    opened = founding.first_start(tmp_path, "临江市城乡建设局", "周敏")
    opening.close(opened.register)
    one = program()
    one._begin()

    assert one._start is None
    assert one._session.register.path == tmp_path / "register.clerkdesk"
    assert one._session.window.isVisible()


def test_who_leaves_comes_back_to_the_register_that_was_open(program, tmp_path, monkeypatch):
    """Not to the one another window of this account opened meanwhile, nor to last year's."""
    monkeypatch.setattr(app_module, "has_to_ask", lambda _register: False)
    here = tmp_path / "这里"
    here.mkdir()
    opened = founding.first_start(here, "临江市城乡建设局", "周敏")
    opening.close(opened.register)
    one = program(register=opened.register.path)
    one._begin()
    first = one._session
    opening.remember_place(tmp_path / "别处.clerkdesk")

    first.window.desk.leave(Errand("person"))

    assert one._session is not first
    assert one._session.register.path == opened.register.path


def test_after_the_first_start_the_desk_takes_over(program, tmp_path):
    one = program()
    one._begin()
    start = one._start
    opened = founding.first_start(tmp_path, "临江市城乡建设局", "周敏")

    start.opened.emit(opened.register, opened.person)

    assert not start.shown
    assert one._session.window.desk.person_id == opened.person


def test_qt_itself_speaks_chinese(program, qtbot):
    program()
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)

    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
