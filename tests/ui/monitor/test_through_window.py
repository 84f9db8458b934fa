"""Lights, personal data, catalogue, coverage and the queue through the real window, by keys."""

from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt

from clerkdesk import units
from clerkdesk.clock import FixedClock
from clerkdesk.deadlines.lights import Light
from clerkdesk.monitor import queries, service
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.service import Kind, NewColumn
from clerkdesk.publications import queries as publications
from clerkdesk.publications import service as publishing
from clerkdesk.publications.service import NewFile, NewPublication
from ui.main_window import MainWindow
from ui.page_list import PAGES
from ui.status import Standing
from ui.today.alarm import AlarmBand

TODAY = date(2026, 10, 13)
MINE = ("publications", "monitor", "coverage", "catalogue", "reassess", "privacy", "papers")


@pytest.fixture
def window(qtbot, desk, tmp_path):
    pages = tuple(spec for spec in PAGES if spec.place in MINE)
    kept = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    made = MainWindow(desk, lambda: Standing(today=TODAY), kept, pages=pages)
    qtbot.addWidget(made)
    made.resize(1366, 730)
    made.show()
    made.navigate("monitor")
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def column(clerk, clock) -> int:
    """Red on 13 October 2026."""
    section = units.add(units.SECTION, "数据资源科", by=clerk)
    clock.at = FixedClock.on(date(2026, 9, 14)).at
    made = service.add_column(
        NewColumn("政策文件", section, Kind.GOVERNMENT, date(2026, 9, 14)), clerk
    )
    clock.at = FixedClock.on(TODAY).at
    service.sweep(TODAY)
    return made


def test_a_red_column_is_calmed_from_the_list(qtbot, column, window, clock):
    page = window.page()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    card = window.page()
    assert card.header.title.text() == "政策文件"
    qtbot.mouseClick(card.buttons["note_update"], Qt.MouseButton.LeftButton)
    panel = card.room_of_acts.shown()
    panel.form["title"].set_value("新的规定")
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    assert queries.column_card(column, TODAY).row.next_colour is Colour.GREEN
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert window.page() is page
    clock.at = FixedClock.on(date(2026, 10, 14)).at
    band = AlarmBand(window.desk)
    qtbot.addWidget(band)
    band.look()  # what the desk does each morning
    (row,) = queries.rows(date(2026, 10, 14))
    assert row.colour is Colour.GREEN
    assert [one.cleared_by for one in queries.column_card(column, TODAY).lights] == [
        "red",
        "update",
    ]


def test_the_side_bar_counts_burning_columns_under_the_worst(column, window):
    count = window.side.list.pages.counts["monitor"]
    assert (count.count, count.light) == (1, Light.OVERDUE)


def test_a_publications_file_leads_to_its_personal_data_and_back(qtbot, window, clerk):
    draft = NewPublication("公示", date(2026, 10, 9))
    text = "申请人：张伟，手机13800138000".encode()
    made = publishing.register(draft, [NewFile("公示.txt", text)], clerk)
    window.navigate("publications", made)
    card = window.page()
    (file,) = publications.card(made, TODAY).files
    card.files.looked_through.emit(file.file_id)
    page = window.page()
    qtbot.waitUntil(lambda: page.result.table.count() > 0, timeout=40_000)
    assert page.replace.isVisible()
    page.replace.click()
    qtbot.waitUntil(
        lambda: (
            publications.card(made, TODAY).files[0].file_id != file.file_id
            and not window.desk.jobs.running
        ),
        timeout=40_000,
    )
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.page() is card


@pytest.mark.parametrize("place", ["catalogue", "coverage", "reassess", "privacy"])
def test_the_publications_lead_to_what_surrounds_them(window, place):
    window.navigate("publications")
    title = {
        "catalogue": "公开目录和指南(&I)",
        "coverage": "公开情况一览(&V)",
        "reassess": "不予公开重新评估(&E)",
        "privacy": "个人信息检查(&P)",
    }[place]
    listed = window.page()
    act = next(one for one in listed.header.menu.actions() if one.text() == title)
    act.trigger()
    assert window.page() is not listed
    window.back()
    assert window.page() is listed


def test_the_monitor_leads_to_weekly_volume(window):
    page = window.page()
    next(one for one in page.header.menu.actions() if one.text() == "每周更新量(&W)").trigger()
    assert window.page().views.value() == "weekly"
