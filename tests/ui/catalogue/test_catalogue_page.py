"""What must be published and by whom, the guide, the 目录 and its exports: on screen."""

import io
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from clerkdesk import units
from clerkdesk.publications import categories, duties, service
from clerkdesk.publications.service import NewFile, NewPublication
from ui.catalogue import export
from ui.catalogue.page import Catalogue
from ui.catalogue.rows import ItemRow

TODAY = date(2026, 10, 13)


@pytest.fixture
def section(clerk) -> int:
    return units.add(units.SECTION, "财务科", by=clerk)


@pytest.fixture
def page(qtbot, desk, section):
    made = Catalogue(desk)
    qtbot.addWidget(made)
    made.resize(1198, 631)
    made.show()
    made.look_again()
    return made


@pytest.fixture
def published(clerk, reviewers) -> int:
    draft = NewPublication(
        "=关于<b>停车收费</b>的通知",
        date(2026, 10, 9),
        category="rules",
        index_number="014-2026-0001",
        document_number="示建发〔2026〕88号",
    )
    made = service.register(draft, [NewFile("a.txt", b"text")], clerk)
    reviewers.approve(made)
    service.publish(made, clerk, on=TODAY, channel="website", url="https://www.example.gov.cn/1")
    return made


def shown(page) -> list[str]:
    table = page.items.table
    rows = [table.records.record(n) for n in range(table.count())]
    return [row.category.key for row in rows if isinstance(row, ItemRow)]


def test_every_entry_of_the_catalogue_is_listed_in_its_group(page):
    assert shown(page) == list(categories.load().by_key)


def test_a_search_narrows_to_what_holds_the_words(page):
    page.search.setText("预算")
    assert "government_budget" in shown(page)
    assert "rules" not in shown(page)
    assert page.escape()
    assert len(shown(page)) == len(categories.load().by_key)


def test_an_entry_shows_both_limits_and_why_the_statute_wins(page):
    page.items.table.select("government_budget")
    texts = "\n".join(label.text() for label in page.items.card.findChildren(type(page.told)))
    assert "自批准（批复）日期起 20 日" in texts
    assert "20个工作日内公开" in texts
    assert "不能放宽法律写明的期限" in texts
    assert "举借债务情况" in texts


def test_a_duty_is_assigned_and_ended_with_its_days_logged(page, section, notes):
    page.items.table.select("government_budget")
    page.items.card.assign.click()
    panel = page.items.room_of_acts.shown()
    panel.save.click()
    assert panel.form["unit"].state == "block"
    panel.form["unit"].set_value(section)
    panel.save.click()
    (duty,) = duties.duties(TODAY)
    assert (duty.category, duty.unit) == ("government_budget", "财务科")
    assert notes[-1] == "已增加分工"
    page.items.card.assign.click()
    again = page.items.room_of_acts.shown()
    again.form["unit"].set_value(section)
    again.save.click()
    assert again.form["unit"].state == "block"
    page.items.room_of_acts.close_act()
    page.items.card.ends[0].click()
    end = page.items.room_of_acts.shown()
    end.form["reason"].set_value("职能划转")
    end.save.click()
    assert duties.duties(TODAY) == ()
    page.views._buttons["changes"].click()
    whats = [page.changes.records.record(n).what for n in range(page.changes.count())]
    assert sorted(whats) == ["不再负责：政府预算、决算", "开始负责：政府预算、决算"]


def test_the_guide_says_what_is_missing_and_keeps_each_version(page, notes):
    page.views._buttons["guide"].click()
    form = page.guide.form
    assert "办公地址" in page.guide.missing.message.text()
    page.guide.save.click()
    assert form["what_changed"].state == "block"
    form.set_values({"address": "滨江路1号", "what_changed": "搬迁"})
    page.guide.save.click()
    assert notes[-1] == "已保存指南第 1 版"
    assert duties.guide(TODAY).address == "滨江路1号"
    assert "办公地址" not in page.guide.missing.message.text()
    form.set_values({"phone": "010-1", "what_changed": "换号", "on": date(2026, 10, 1)})
    page.guide.save.click()
    assert form["on"].state == "block"
    assert form["phone"].value() == "010-1"
    assert len(duties.guide_versions()) == 1


def test_what_is_being_typed_into_the_guide_survives_a_change_elsewhere(page, clerk):
    page.views._buttons["guide"].click()
    page.guide.form["hours"].set_value("9:00-17:00")
    duties.set_guide(duties.Guide(address="别处改的"), clerk, on=TODAY, what_changed="别处")
    page.refresh()
    assert page.guide.form["hours"].value() == "9:00-17:00"


def test_the_list_of_what_is_published_has_the_fields_of_article_12(page, published, journey):
    page.views._buttons["entries"].click()
    assert page.entries.count() == 1
    cells = [page.entries.records.index(0, place).data() for place in range(4)]
    assert cells[0] == "014-2026-0001"
    assert cells[3] == "2026-10-09"
    page.entries.opened.emit(page.entries.records.record(0))
    assert journey[-1] == ("publications", published, {})
    page.year.setCurrentIndex(1)
    assert page.entries.count() == 0


def test_the_workbook_holds_list_catalogue_and_changes(
    qtbot, page, published, section, clerk, desk, box, tmp_path, notes
):
    duties.assign_duty(
        duties.NewDuty("rules", section, categories.Frequency.ON_CHANGE, date(2026, 1, 5)), clerk
    )
    target = tmp_path / "目录.xlsx"
    box.files = (target,)
    page._export_workbook()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert str(target) in notes[-1]
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["目录", "公开事项", "公开责任分解表", "变更记录"]
    entries = list(book["目录"].iter_rows(values_only=True))
    assert entries[0][:4] == ("索引号", "名称", "内容概述", "生成日期")
    assert entries[1][1] == "=关于<b>停车收费</b>的通知"
    assert book["目录"]["B2"].data_type == "s"
    assert entries[1][3].date() == date(2026, 10, 9)
    items = list(book["公开事项"].iter_rows(values_only=True))
    assert len(items) == len(categories.load().by_key) + 1
    heads = items[0]
    budget = next(row for row in items if row[1] == "政府预算、决算")
    assert "20个工作日内公开" in budget[heads.index("其他文件")]
    assert "不能放宽" in budget[heads.index("其他文件")]
    assert (
        "财务科" in next(r for r in items if r[1].startswith("行政法规"))[heads.index("负责单位")]
    )
    assert len(list(book["变更记录"].iter_rows())) == 2


def test_the_document_holds_the_guide_and_the_list(
    qtbot, page, published, clerk, desk, box, tmp_path
):
    duties.set_guide(
        duties.Guide(address="滨江路1号", ways="网站、查阅场所\n现场"),
        clerk,
        on=TODAY,
        what_changed="首次编制",
    )
    target = tmp_path / "目录.docx"
    box.files = (target,)
    page._export_document()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    made = docx.Document(target)
    text = "\n".join(one.text for one in made.paragraphs)
    for word in ("办公地址", "滨江路1号", "传真号码", "未填", "互联网联系方式"):
        assert word in text
    assert made.tables[0].rows[1].cells[0].text == "014-2026-0001"
    assert [cell.text for cell in made.tables[0].rows[0].cells] == [
        "索引号",
        "名称",
        "内容概述",
        "生成日期",
    ]
    assert "首次编制" in made.tables[1].rows[1].cells[1].text


def test_the_document_is_an_a4_page_in_black_and_in_the_faces_of_an_office(register):
    made = docx.Document(io.BytesIO(export.document(TODAY, TODAY, TODAY, "临江市城乡建设局")))

    paper = made.sections[0]
    assert (round(paper.page_width.mm), round(paper.page_height.mm)) == (210, 297)
    for name in ("Title", "Heading 1", "Heading 2", "Normal"):
        style = made.styles[name]
        faces = style.element.rPr.rFonts
        assert str(style.font.color.rgb) == "000000"
        assert not any("heme" in slot for slot in faces.attrib)
        assert any("一" <= char <= "龥" for char in faces.get(qn("w:eastAsia")))


def test_a_disk_that_refuses_is_said_and_nothing_is_left(qtbot, page, desk, box, tmp_path):
    box.files = (tmp_path / "no such folder" / "目录.xlsx",)
    page._export_workbook()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert page._trouble is not None


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
@pytest.mark.parametrize("view", ["items", "entries", "guide", "changes"])
def test_the_page_is_fit_to_be_shown(page, published, ui_checks, redress, appearance, size, view):
    redress(appearance, size)
    page.arrive(None, view=view)
    ui_checks.check(page)


def test_the_forms_of_duties_are_fit_to_be_shown(page, ui_checks):
    page.items.open_assign()
    ui_checks.check(page)
