"""An entry of the catalogue is added, adapted, restored and ended by the office, on screen."""

import io
from datetime import date

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel

from clerkdesk import units
from clerkdesk.limits import Unit
from clerkdesk.monitor import service as monitor
from clerkdesk.monitor.service import Kind, NewColumn
from clerkdesk.publications import catalogue, duties
from clerkdesk.publications.categories import Channel, Frequency
from clerkdesk.publications.duties import NewDuty
from ui.catalogue import export
from ui.catalogue.page import Catalogue
from ui.catalogue.rows import shortest

TODAY = date(2026, 10, 13)


@pytest.fixture
def page(qtbot, desk):
    made = Catalogue(desk)
    qtbot.addWidget(made)
    made.resize(1198, 631)
    made.show()
    made.look_again()
    return made


@pytest.fixture
def open_panel(page):
    def opened(key: str, verb: str):
        page.items.table.select(key)
        getattr(page.items.card, verb).click()
        return page.items.room_of_acts.shown()

    return opened


def told(page) -> str:
    return "\n".join(label.text() for label in page.items.card.findChildren(QLabel))


def add(page, name: str = "公园绿地养护情况"):
    next(one for one in page.actions() if "增加公开事项" in one.text()).trigger()
    panel = page.items.room_of_acts.shown()
    panel.form.set_values(
        {
            "name": name,
            "owner": "市政公用处",
            "basis": "临江市园林绿化条例第九条",
            "elements": "养护单位\n\n养护标准",
            "channels": (Channel.WEBSITE, Channel.NOTICEBOARD),
            "frequency": Frequency.QUARTERLY,
        }
    )
    panel.save.click()
    return panel


def test_an_entry_of_its_own_is_added_and_stands_in_its_own_group(page, notes):
    add(page)
    assert notes[-1] == "已增加公开事项 公园绿地养护情况"
    found = catalogue.current().groups[-1].categories[0]
    assert list(found.elements.values()) == ["养护单位", "养护标准"]
    assert found.channels == (Channel.WEBSITE, Channel.NOTICEBOARD)
    assert page.items.table.current().category.key == found.key
    assert page.items.card.own.isVisible()
    assert "第二十六条" in told(page)


def test_an_entry_without_what_it_needs_is_refused_beside_its_fields(page):
    next(one for one in page.actions() if "增加公开事项" in one.text()).trigger()
    panel = page.items.room_of_acts.shown()
    panel.form["channels"].set_value(())
    panel.save.click()
    faulty = {one.name for one in panel.form.fields() if one.state == "block"}
    assert faulty == {"name", "owner", "basis", "elements", "channels"}
    assert catalogue.changes() == ()


def test_a_name_that_stands_in_the_catalogue_is_refused_and_the_form_is_kept(page):
    panel = add(page, name="财政预算、决算信息")
    assert panel.form["name"].state == "block"
    assert panel.form["owner"].value() == "市政公用处"
    assert catalogue.changes() == ()


def test_a_looser_limit_stands_beside_the_law_with_the_rule_which_counts(page, open_panel, notes):
    panel = open_panel("government_budget", "change")
    assert "name" not in panel.form
    panel.form.set_values(
        {"count": 20, "unit": Unit.WORKDAYS, "limit_basis": "本局目录第3条", "why": "照市里要点"}
    )
    panel.save.click()
    assert notes[-1] == "已修改公开事项 政府预算、决算"
    shown = told(page)
    assert "自生成日期起 20 个工作日" in shown
    assert "自批准（批复）日期起 20 日" in shown
    assert "不能放宽法定期限" in shown
    assert page.items.card.adapted.isVisible()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"count": 10}, "自生成日期起 10 个工作日"),
        ({"count": 30}, "自生成日期起 20 个工作日"),
        ({"count": 5, "unit": Unit.DAYS}, "自生成日期起 20 个工作日"),
        ({"count": 30, "unit": Unit.DAYS, "by_statute": True}, "自生成日期起 30 日"),
    ],
)
def test_the_list_shows_the_limit_that_counts_or_the_laws(page, open_panel, said, shown):
    panel = open_panel("fees", "change")
    panel.form.set_values({"limit_basis": "本局目录", "why": "改", **said})
    panel.save.click()
    assert shortest(page.items.table.current().category) == shown


def test_a_statute_beside_a_statute_is_refused_beside_its_box(open_panel):
    panel = open_panel("government_budget", "change")
    panel.form.set_values(
        {"count": 30, "limit_basis": "某条例", "by_statute": True, "why": "另有规定"}
    )
    panel.save.click()
    assert panel.form["by_statute"].state == "block"
    assert catalogue.changes() == ()


def test_what_was_shipped_stays_in_sight_and_comes_back(page, open_panel):
    panel = open_panel("fees", "change")
    panel.form.set_values(
        {
            "elements": "减免政策",
            "channels": (Channel.WEBSITE,),
            "owner": "财务处",
            "why": "机构调整",
        }
    )
    panel.save.click()
    shown = told(page)
    assert "减免政策" in shown
    assert "程序自带：政府网站、公告栏、公示栏" in shown
    assert "公开渠道：政府网站、公告栏、公示栏 → 政府网站" in shown
    back = open_panel("fees", "restore")
    back.save.click()
    assert back.form["why"].state == "block"
    back.form["why"].set_value("照程序")
    back.save.click()
    assert catalogue.current().find("fees").shipped is None
    assert not page.items.card.restore.isVisible()


def test_every_change_stands_in_the_change_log_and_nothing_shipped_can_be_ended(page, open_panel):
    add(page)
    key = page.items.table.current().category.key
    page.items.card.stop.click()
    panel = page.items.room_of_acts.shown()
    panel.form["why"].set_value("职责划转")
    panel.save.click()
    page.views._buttons["changes"].click()
    whats = [page.changes.records.record(n).what for n in range(page.changes.count())]
    assert whats[0] == "停用：公园绿地养护情况。理由：职责划转"
    assert whats[1] == "增加：公园绿地养护情况"
    assert key not in catalogue.current().offered
    page.views._buttons["items"].click()
    page.items.table.select("fees")
    assert not page.items.card.stop.isVisible()


def test_the_exported_workbook_names_both_limits_and_every_change(page, open_panel):
    panel = open_panel("government_budget", "change")
    panel.form.set_values({"count": 10, "limit_basis": "本局目录第3条", "why": "提前"})
    panel.save.click()
    book = openpyxl.load_workbook(io.BytesIO(export.workbook(TODAY, TODAY, TODAY)))
    heads, *rows = book["公开事项"].iter_rows(values_only=True)
    line = dict(zip(heads, next(row for row in rows if "政府预算、决算" in row), strict=True))
    assert line["法定期限"] == "自批准（批复）日期起 20 日"
    assert line["本单位期限"] == "自生成日期起 10 个工作日；本局目录第3条"
    whats = [row[1] for row in book["变更记录"].iter_rows(min_row=2, values_only=True)]
    assert whats[0].startswith("修改：政府预算、决算（公开期限：— → 自生成日期起 10 个工作日）")


def test_the_exported_workbook_says_who_keeps_which_column_of_whose_information(clerk, register):
    section = units.add(units.SECTION, "房屋管理处", by=clerk)
    since = date(2026, 1, 1)
    duties.assign_duty(
        NewDuty("affordable_housing", section, Frequency.MONTHLY, since, clerk, "分配由保障科供稿"),
        clerk,
    )
    for name, kind, category in (
        ("住房保障", Kind.DEPARTMENT, "affordable_housing"),
        ("政策文件", Kind.GOVERNMENT, "affordable_housing"),
        ("通知公告", Kind.DEPARTMENT, ""),
    ):
        monitor.add_column(NewColumn(name, section, kind, since, category), clerk)
    book = openpyxl.load_workbook(io.BytesIO(export.workbook(TODAY, TODAY, TODAY)))
    heads, first, second = book["公开责任分解表"].iter_rows(values_only=True)
    told = dict(zip(heads, first, strict=True))
    assert told["责任单位"] == "房屋管理处"
    assert told["公开事项"].startswith("保障性住房")
    assert told["网站栏目"] == "住房保障；政策文件"
    assert told["信息类别"] == "部门信息；政府信息"
    assert (told["责任人"], told["更新频率"]) == ("王芳", "每月")
    assert second[:4] == ("房屋管理处", None, "通知公告", "部门信息")


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_form_and_an_adapted_entry_are_fit_to_be_seen(
    page, open_panel, ui_checks, redress, look, size
):
    redress(look, size)
    panel = open_panel("fees", "change")
    ui_checks.check(page)
    panel.form.set_values({"count": 10, "limit_basis": "本局目录", "why": "提前"})
    panel.save.click()
    ui_checks.check(page)
