"""What tests of screens stand on: a dressed application, a desk on a register, page checks."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from clerkdesk import settings
from clerkdesk.holidays import queries as holidays
from ui import dialogs, theme
from ui.changes import Changes
from ui.jobs import Jobs
from ui.pages import Desk


def _load(name: str) -> ModuleType:
    """A module beside this file; the tests are no package, so nobody else can import it."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def ui_checks(dressed) -> ModuleType:
    """The checks a page must pass: `ui_checks.check(page)`."""
    return _load("ui_checks")


@pytest.fixture(scope="session")
def dressed(qapp) -> QApplication:
    """The application in the light appearance at 标准."""
    theme.apply(qapp, "light", 14)
    return qapp


@pytest.fixture
def redress(dressed):
    """Dress the application otherwise for one test: `redress("dark", 18)`."""
    yield lambda appearance, size=14: theme.apply(dressed, appearance, size)
    theme.apply(dressed, "light", 14)


class Journey(list):
    """Where a page wanted to go: (place, id, facts) of each `navigate`; ("back",) of `back`."""

    def navigate(self, place, id_=None, **facts):
        self.append((place, id_, facts))

    def back(self):
        self.append(("back",))


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def notes() -> list[str]:
    """What pages said at the lower left."""
    return []


@pytest.fixture
def desk(dressed, register, clerk, journey, notes):
    """A desk on this test's register, on 13 October 2026."""
    jobs, changes = Jobs(around=register.connection), Changes()
    yield Desk(
        person_id=clerk,
        today=register.today,
        calendar=holidays.calendar,
        settings=settings.load,
        navigate=journey.navigate,
        back=journey.back,
        note=notes.append,
        offer=lambda sentence, _verb, _act: notes.append(sentence),
        jobs=jobs,
        changes=changes,
    )
    assert jobs.close(), "a job outlived its test"
    # what ended too late for this test is heard now, by nobody: not in the middle of the next one
    jobs.drop()
    QCoreApplication.sendPostedEvents(jobs, QEvent.Type.MetaCall)
    changes.close()


@pytest.fixture
def box(monkeypatch):
    """Script the modal boxes: `box.answer = False`, `box.files = (path,)`; read `box.shown`."""

    class Box:
        answer = True
        files: tuple[Path, ...] = ()

        def __init__(self) -> None:
            self.shown = []

    scripted = Box()

    def show_box(dialog):
        scripted.shown.append(dialog)
        return scripted.answer

    def choose(dialog):
        scripted.shown.append(dialog)
        return scripted.files

    monkeypatch.setattr(dialogs, "show_box", show_box)
    monkeypatch.setattr(dialogs, "choose", choose)
    return scripted
