"""An office with people and sections, and requests registered in one line each."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from clerkdesk import settings, units
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.intake import Intake
from ui.main_window import MainWindow
from ui.status import Standing

TODAY = date(2026, 10, 13)


def settle() -> None:
    """Let queued changes and layouts take place."""
    for _turn in range(4):
        QApplication.sendPostedEvents()
        QApplication.instance().processEvents()


@pytest.fixture
def turn():
    return settle


@pytest.fixture
def at_rest(register):
    """Stop a page's clocks at the end of its test, before the register is closed."""
    pages = []

    def keep(page):
        pages.append(page)
        return page

    yield keep
    for page in pages:
        for timer in page.findChildren(QTimer):
            timer.stop()


@pytest.fixture
def office(clerk):
    """Two more people, two sections, another organ, and what letters ask of the settings."""
    settings.change(
        clerk,
        office_name="示例市数据局",
        office_code="示数",
        working_body="局办公室",
        contact="王芳",
        office_phone="0571-88880000",
        office_address="示例市人民路1号",
        reconsideration_body="示例市人民政府",
        court="示例市人民法院",
    )
    return SimpleNamespace(
        he=units.add_person("何静", by=clerk),
        li=units.add_person("李文涛", by=clerk),
        heating=units.add("section", "公用事业科", by=clerk),
        city=units.add("section", "城市管理科", by=clerk),
        finance=units.add("other", "示例市财政局", by=clerk),
    )


@pytest.fixture
def asked(clerk):
    """Register an application: `asked("刘洋", "供热协议", date(2026, 9, 14))` gives its key."""

    def register(
        name="刘洋",
        contents="本市城区集中供热特许经营协议",
        day=date(2026, 9, 14),
        *,
        channel=Channel.SIGNED_MAIL,
        **facts,
    ) -> int:
        items = (contents,) if isinstance(contents, str) else tuple(contents)
        party = NewParty(
            PartyKind.NATURAL,
            name,
            IdKind.RESIDENT,
            "320105198803124416",
            phone="13800006620",
            email="liu@example.cn",
            address="临江市江口区文昌路26号",
        )
        return service.register(Intake(channel, day, (party,), items, **facts), clerk)

    return register


@pytest.fixture
def card():
    """What the register says of a request today."""
    return lambda request_id: queries.card(request_id, TODAY)


@pytest.fixture
def window(desk, qtbot, tmp_path, office):
    """The whole window with the program's own pages."""
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = MainWindow(
        desk,
        lambda: Standing(today=TODAY, rehearsal=False, backup="", horizon=desk.calendar().horizon),
        kept=kept,
    )
    qtbot.addWidget(made)
    made.resize(1366, 740)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made
