"""The dated rules entered on screen, and the workbooks of lights, notice and marks."""

from datetime import date, datetime

import openpyxl
import pytest

from clerkdesk import units
from clerkdesk.clock import FixedClock
from clerkdesk.monitor import queries, service
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.rulebook import Explained
from clerkdesk.monitor.service import Criterion, Kind, NewColumn, NewRule
from ui.monitor.card import ColumnPage
from ui.monitor.notice import Notice
from ui.monitor.page import Monitor
from ui.monitor.scores import Scores
from ui.settings.page import SettingsPage

TODAY = date(2026, 10, 13)


@pytest.fixture
def column(clerk, clock) -> int:
    """Watched since 14 September 2026, never updated: yellow and red in September."""
    clock.at = FixedClock.on(date(2026, 9, 14)).at
    section = units.add(units.SECTION, "数据资源科", by=clerk)
    made = service.add_column(
        NewColumn("=政策文件", section, Kind.GOVERNMENT, date(2026, 9, 14)), clerk
    )
    clock.at = FixedClock.on(TODAY).at
    service.sweep(TODAY)
    return made


@pytest.fixture
def panel(qtbot, desk):
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.resize(1198, 631)
    page.show()
    page.arrive(None, part="monitor")
    page.look_again()
    return page.part()


def read(path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {one.title: list(one.iter_rows(values_only=True)) for one in book}


def test_the_shipped_rules_stand_with_their_papers_and_cannot_be_voided(panel):
    rows = [panel.table.records.record(row) for row in range(panel.table.count())]
    assert [(row.yellow, row.phase) for row in rows] == [(7, "now"), (8, "before")]
    assert panel.table.records.index(0, 3).data() == "昆政办发〔2015〕17号第26项"
    assert "7 个工作日没有更新" in panel.chosen.text()
    assert not panel.void.isVisible()


def test_a_rule_is_entered_with_its_basis_and_changes_nothing_lit_before(panel, column, notes):
    form = panel.adding.form
    panel.adding.save.click()
    assert form["valid_from"].state == "block"
    assert form["basis"].state == "block"
    form.set_values(
        {
            "valid_from": date(2026, 10, 12),
            "basis": "临政办发〔2026〕30号",
            "yellow": 99,
            "at_once": True,
            "explained": Explained.HOLDS,
        }
    )
    panel.adding.save.click()
    assert form["yellow"].state == "block"
    assert form["basis"].value() == "临政办发〔2026〕30号"
    before = queries.column_card(column, TODAY).lights
    form.set_values({"yellow": 10})
    panel.adding.save.click()
    assert "2026-10-12" in notes[-1]
    row = panel.table.current()
    assert (row.yellow, row.red, row.explained, row.at_once) == (10, 2, Explained.HOLDS, True)
    assert "更新以后才转绿灯" in panel.chosen.text()
    assert form["basis"].value() == ""
    assert queries.column_card(column, TODAY).lights == before
    form.set_values({"valid_from": date(2026, 10, 12), "basis": "重复", "yellow": 9})
    panel.adding.save.click()
    assert form["valid_from"].state == "block"


def test_a_month_and_day_is_the_nearest_and_is_shown_with_its_year_before_saving(panel):
    day = panel.adding.form["valid_from"].editor
    day.line.setText("1001")  # on 2026-10-13: twelve days ago, not next year

    assert day.value() == date(2026, 10, 1)
    assert "2026-10-01" in day.echo.text()
    assert day.echo.width() >= day.echo.sizeHint().width()


def test_a_rule_entered_by_mistake_is_taken_back_and_stays_in_the_list(panel, column, clerk):
    key = service.add_rule(NewRule(date(2026, 9, 1), 20, 2, "某文件"), clerk)
    assert queries.rows(TODAY)[0].colour is Colour.GREEN
    panel.refresh()
    panel.table.select((key, date(2026, 9, 1)))
    panel.void.click()
    asked = panel.room_of_acts.shown()
    asked.save.click()
    assert asked.form["reason"].state == "block"
    asked.form["reason"].set_value("文号录错")
    asked.save.click()
    assert queries.rows(TODAY)[0].colour is Colour.RED
    panel.table.select((key, date(2026, 9, 1)))
    assert "已作废：文号录错" in panel.chosen.text()
    assert not panel.void.isVisible()


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_part_is_fit_to_be_shown(qtbot, desk, ui_checks, redress, appearance, size):
    redress(appearance, size)
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.arrive(None, part="monitor")
    page.look_again()
    ui_checks.check(page)


def test_a_light_that_should_not_have_burnt_says_why_on_the_card(qtbot, desk, column, clerk):
    service.note_update(column, clerk, on=date(2026, 9, 21), title="补登")
    page = ColumnPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive(column)
    shown = [page.lights.records.index(row, 4).data() for row in range(page.lights.count())]
    assert sum("补登了更新" in one for one in shown) == 2


def test_columns_and_lights_leave_as_a_workbook(qtbot, desk, column, box, notes, tmp_path):
    page = Monitor(desk)
    qtbot.addWidget(page)
    page.look_again()
    target = tmp_path / "灯.xlsx"
    box.files = (target,)
    page._export()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert str(target) in notes[-1]
    sheets = read(target)
    assert sheets["红黄灯监测"][1][:4] == ("数据资源科", "=政策文件", "政府信息", "红灯")
    assert openpyxl.load_workbook(target)["红黄灯监测"]["B2"].data_type == "s"
    yellow, red = sheets["亮灯记录"][1:]
    assert yellow[0] == datetime(2026, 9, 23)
    assert (red[1], red[5]) == ("红灯", "仍亮灯")


def test_the_notice_and_the_marks_leave_as_workbooks(qtbot, desk, column, clerk, box, tmp_path):
    for one in Criterion:
        service.score(column, clerk, year=2026, criterion=one, score=90, evidence="错链")
    notice, scores = Notice(desk), Scores(desk)
    for page, name in ((notice, "通报.xlsx"), (scores, "评议.xlsx")):
        qtbot.addWidget(page)
        page.look_again()
        box.files = (tmp_path / name,)
        if page is notice:
            page.month.setCurrentIndex(1)
        page._export()
        qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    told = read(tmp_path / "通报.xlsx")["2026年9月"]
    assert told[1] == ("数据资源科", "=政策文件", 0, 1, 1, 0, "红灯")
    marks = read(tmp_path / "评议.xlsx")
    assert marks["单位排名"][1][:7] == (1, "数据资源科", 1, 90, 90, 90, 90)
    assert marks["各栏目得分"][1][2:4] == (90, "错链")
    assert "规范性 1、准确性 1、及时性 1" in marks["计分办法"][1][0]


def test_each_mark_is_explained_below_the_list(qtbot, desk, column, clerk):
    service.score(
        column, clerk, year=2026, criterion=Criterion.ACCURACY, score=85, evidence="两条错链"
    )
    page = Scores(desk)
    qtbot.addWidget(page)
    page.look_again()
    assert "准确性 85 分：两条错链（王芳" in page.why.text()
    assert "及时性：还没有评" in page.why.text()
    page.views.set_value("ranking")
    page._look()
    assert "平均数" in page.why.text()
    assert page.ranking.records.index(0, 0).data() == "—"
