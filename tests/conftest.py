"""What every test stands on: a register of its own, a clock that stands still, no noise."""

import os

os.environ["QT_QPA_PLATFORM"] = os.environ.get("CLERKDESK_TEST_PLATFORM", "offscreen")

import gc
import logging
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import hypothesis
import keyring
import keyring.backend
import keyring.errors
import pytest
from PySide6 import QtCore, QtGui, QtWidgets

from clerkdesk import db
from clerkdesk.clock import FixedClock
from clerkdesk.db import Register, open_register
from clerkdesk.db.models import Person, Unit
from clerkdesk.db.unit import unit
from clerkdesk.publications import service as publications
from clerkdesk.reviews import rounds
from clerkdesk.reviews import service as reviews
from ui import garbage

TODAY = date(2026, 10, 13)  # a Tuesday, the second working day after the autumn holidays
KEY = bytes(range(32))
_homes = count()


class MemoryVault(keyring.backend.KeyringBackend):
    """A vault that dies with the test; the real one is never reached."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise keyring.errors.PasswordDeleteError("not there")
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def vault() -> Iterator[MemoryVault]:
    before = keyring.get_keyring()
    vault = MemoryVault()
    keyring.set_keyring(vault)
    yield vault
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch) -> Path:
    """Give this test its own folder for what is not the register."""
    # numbered by ourselves: pytest looks through all the folders there are for its next number
    home = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    home.mkdir()
    monkeypatch.setenv("CLERKDESK_HOME", str(home))
    return home


@pytest.fixture
def clock() -> FixedClock:
    """Stands at ten o'clock of 13 October 2026 until a test sets `clock.at`."""
    return FixedClock.on(TODAY)


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory) -> Path:
    """A register with one office and one person, made once and copied for each test."""
    path = tmp_path_factory.mktemp("furnished") / "register.clerkdesk"
    register = open_register(path, KEY, clock=FixedClock.on(TODAY), create=True)
    try:
        with unit(by=None) as work:
            office = Unit.create(uid=work.new_uid(), kind="own", name="示例市数据局")
            work.note("unit", office.id, "added", {"name": office.name})
            person = Person.create(uid=work.new_uid(), name="王芳", unit=office)
            work.note("person", person.id, "added", {"name": person.name})
    finally:
        register.close()
    return path


@pytest.fixture
def register(furnished_file, tmp_path, clock) -> Iterator[Register]:
    """An open register of this test alone; `clerk` is its one person."""
    path = tmp_path / "register.clerkdesk"
    shutil.copyfile(furnished_file, path)
    register = open_register(path, KEY, clock=clock)
    yield register
    register.close()


@pytest.fixture
def clerk(register) -> int:
    """The id of the person who acts in the tests."""
    return Person.get(Person.name == "王芳").id


class Reviewers:
    """Five people of five levels who approve what a test hands them: `reviewers.approve(id)`."""

    def __init__(self, clerk: int) -> None:
        self.clerk = clerk
        with unit(by=clerk) as work:
            names = ("李明", "赵敏", "孙莉", "周涛")
            rows = [Person.create(uid=work.new_uid(), name=name) for name in names]
            for row in rows:
                work.note("person", row.id, "added", {"name": row.name})
        self.people = (clerk, *(row.id for row in rows))

    def answer_calmly(self, review_id: int) -> None:
        """Answer every question with what worries nobody."""
        calm = {
            question.key: reviews.Given(
                reviews.Answer.NO if question.worrying is reviews.Answer.YES else reviews.Answer.YES
            )
            for question in rounds.get(review_id).checklist.questions
        }
        reviews.answer_all(review_id, calm, self.clerk)

    def sign(self, review_id: int, place: int, day: date = TODAY, **said) -> int:
        """Let the person of level `place` (0 to 4) sign on paper; 公开 unless said otherwise."""
        said.setdefault("conclusion", reviews.Conclusion.PUBLISH)
        signature = reviews.Signature(self.people[place], day, **said)
        return reviews.sign(review_id, signature, self.clerk)

    def approve(self, publication_id: int, day: date = TODAY, **said) -> int:
        """Take a publication through a whole round, each level saying so; return its key."""
        review_id = publications.start_review(publication_id, self.clerk, on=day)
        self.answer_calmly(review_id)
        for place in range(5):
            self.sign(review_id, place, day, **said)
        return review_id


@pytest.fixture
def reviewers(clerk) -> Reviewers:
    return Reviewers(clerk)


@pytest.fixture(autouse=True)
def _no_register_is_left_open() -> Iterator[None]:
    yield
    if db._open is not None:
        db._open.close()
        pytest.fail("the test left a register open")


class ExpectedLog:
    """What a test says it expects to be logged: `logged.expect("part of the message")`."""

    def __init__(self) -> None:
        self.records: list[logging.LogRecord] = []
        self._expected: list[str] = []

    def expect(self, part: str) -> None:
        self._expected.append(part)

    def surprises(self) -> list[str]:
        messages = [record.getMessage() for record in self.records]
        unexpected = [m for m in messages if not any(part in m for part in self._expected)]
        missing = [part for part in self._expected if not any(part in m for m in messages)]
        return unexpected + [f"expected, never logged: {part}" for part in missing]


@pytest.fixture(autouse=True)
def logged() -> Iterator[ExpectedLog]:
    """Fail the test on any log record from WARNING upwards that it did not announce."""
    log = ExpectedLog()
    handler = logging.Handler(logging.WARNING)
    handler.emit = log.records.append
    logging.getLogger().addHandler(handler)
    yield log
    logging.getLogger().removeHandler(handler)
    if surprises := log.surprises():
        pytest.fail("log: " + " | ".join(surprises))


@pytest.fixture(autouse=True)
def _no_modal_box(monkeypatch) -> None:
    """A modal box would wait for ever: boxes are opened by `ui/dialogs.py`, which tests script."""

    def refuse(*_args, **_kwargs):
        pytest.fail("a modal box was opened; script the answer instead")

    for place in (QtWidgets.QDialog, QtWidgets.QMenu, QtGui.QDrag):
        monkeypatch.setattr(place, "exec", refuse)
    for name in ("about", "critical", "information", "question", "warning"):
        monkeypatch.setattr(QtWidgets.QMessageBox, name, refuse)
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QtWidgets.QFileDialog, name, refuse)
    for name in ("getText", "getItem", "getInt", "getDouble", "getMultiLineText"):
        monkeypatch.setattr(QtWidgets.QInputDialog, name, refuse)


@pytest.fixture(autouse=True)
def _closed_widgets_are_gone() -> Iterator[None]:
    """Delete what a test has closed: no event loop runs between tests to do it.

    Each restyling walks through every widget alive, so that leftovers make the suite crawl.
    """
    yield
    if QtWidgets.QApplication.instance() is not None:
        QtCore.QCoreApplication.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)


# how long an example takes, or is sought for, depends on what else the machine does
hypothesis.settings.register_profile(
    "unhurried",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    # what lands is judged by the same examples each time; at a desk they are new ones each time
    derandomize=bool(os.environ.get("CI")),
)
hypothesis.settings.load_profile("unhurried")


def pytest_configure() -> None:
    """As in the program, rings of dead objects are looked for at quiet moments only."""
    gc.disable()


def pytest_runtest_logfinish() -> None:
    garbage.sweep()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Keep a picture of every visible window when a test fails."""
    report = yield
    app = QtWidgets.QApplication.instance()
    if report.when == "call" and report.failed and isinstance(app, QtWidgets.QApplication):
        folder = item.config.rootpath / ".screenshots"
        folder.mkdir(exist_ok=True)
        visible = [w for w in app.topLevelWidgets() if w.isVisible()]
        for number, widget in enumerate(visible):
            path = folder / f"{item.name.replace('/', '_')[:80]}-{number}.png"
            widget.grab().save(str(path))
            report.sections.append(("screenshot", str(path)))
    return report
