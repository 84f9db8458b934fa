"""The whole window with the program's own pages, on an office that may write letters."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from clerkdesk import settings, units

TODAY = date(2026, 10, 13)


@pytest.fixture
def turn():
    """Let queued changes and layouts take place."""

    def settle() -> None:
        for _turn in range(4):
            QApplication.sendPostedEvents()
            QApplication.instance().processEvents()

    return settle


@pytest.fixture
def office(clerk):
    """What letters ask of the settings, and a head who signs."""
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
        head=units.add_person("李文涛", by=clerk), section=units.add("section", "科室", by=clerk)
    )


@pytest.fixture
def window(desk, qtbot, tmp_path, office):
    from ui.main_window import MainWindow  # noqa: PLC0415 - after the application is there
    from ui.status import Standing  # noqa: PLC0415 - as above

    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = MainWindow(
        desk,
        lambda: Standing(
            today=desk.today(), rehearsal=False, backup="", horizon=desk.calendar().horizon
        ),
        kept=kept,
    )
    qtbot.addWidget(made)
    made.resize(1366, 740)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made
