"""A workbook becomes publications: looked through first, written all or none, through the page."""

from datetime import date

import openpyxl
import pytest

from clerkdesk import units
from clerkdesk.publications import queries
from clerkdesk.publications.rows import PublicationFilter
from ui.bulk.page import Bulk

TODAY = date(2026, 10, 13)
WAIT = 40_000  # ms; children start slowly on a busy machine
HEADS = ("标题", "文号", "成文日期", "公开属性", "来源处室")


@pytest.fixture
def page(qtbot, desk, clerk):
    units.add(units.SECTION, "数据资源科", by=clerk)
    made = Bulk(desk)
    qtbot.addWidget(made)
    made.resize(1198, 631)
    made.show()
    made.look_again()
    return made


@pytest.fixture
def book(tmp_path):
    def make(*rows, heads=HEADS, name="清单.xlsx"):
        made = openpyxl.Workbook()
        made.active.append(heads)
        for row in rows:
            made.active.append(row)
        path = tmp_path / name
        made.save(path)
        return path

    return make


@pytest.fixture
def look(qtbot, page, desk):
    def hand_over(path):
        page.look(path)
        qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)

    return hand_over


def registered() -> int:
    return queries.count(PublicationFilter(), TODAY)


GOOD = ("关于公布目录的通知", "示数〔2026〕1号", "2026-10-09", "主动公开", "数据资源科")


def test_a_clean_list_is_registered_whole(qtbot, page, look, book, desk, notes, journey):
    look(book(GOOD, ("另一份通知", "示数〔2026〕2号", date(2026, 10, 8), "", "")))
    assert page.table.count() == 2
    assert page.save.isEnabled()
    assert registered() == 0
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    assert registered() == 2
    assert notes[-1] == "已登记 2 条公开信息"
    assert journey[-1][0] == "publications"
    assert page.preview is None


def test_faulty_rows_are_named_and_nothing_is_written(page, look, book):
    look(book(GOOD, ("", "", "2026-13-40", "公开吧", "没有的科")))
    assert page.views.value() == "trouble"
    assert page.table.count() == 1
    (row,) = [page.table.records.record(0)]
    assert row.row == 3
    said = page.trouble.text()
    for word in ("生成日期", "2026-13-40", "公开吧", "没有的科"):
        assert word in said
    assert not page.save.isEnabled()
    assert "1 行" in page.why_not.text()
    page.views._buttons["all"].click()
    assert page.table.count() == 2
    assert registered() == 0


def test_a_repetition_must_be_looked_at_before_it_is_registered(qtbot, page, look, book, desk):
    look(book(GOOD, GOOD))
    assert not page.save.isEnabled()
    assert page.checked.isVisible()
    page.checked.setChecked(True)
    assert page.save.isEnabled()
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    assert registered() == 2


def test_a_mended_workbook_is_looked_at_again(qtbot, page, look, book, desk):
    look(book(("", "", "2026-10-09", "", "")))
    assert page.preview.faulty == 1
    book(GOOD)
    page._again()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    assert page.preview.faulty == 0


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"no workbook at all", "不是可以读取的"), (b"", "空文件"), (b"PK\x03\x04broken", "损坏")],
)
def test_what_is_no_workbook_is_refused_by_name(page, look, tmp_path, data, word):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(data)
    look(path)
    assert word in page._trouble.message.text()
    assert "清单.xlsx" in page._trouble.message.text()
    assert page.preview is None
    assert not page.save.isEnabled()


def test_a_sheet_without_a_needed_column_says_which(page, look, book):
    look(book(("x",), heads=("文号",)))
    assert "标题" in page._trouble.message.text()


def test_a_file_of_another_kind_is_refused_at_the_drop(page, tmp_path):
    path = tmp_path / "清单.txt"
    path.write_text("x", encoding="utf-8")
    page.drop.take([path])
    assert ".xlsx" in page.told.text()


def test_looking_can_be_cancelled(qtbot, page, book, desk):
    page.look(book(*[GOOD] * 1500))
    page._job.cancel()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    assert registered() == 0


def test_registering_can_be_cancelled_and_leaves_nothing(qtbot, page, look, book, desk, notes):
    rows = [(f"通知{n}", f"示数〔2026〕{n}号", "2026-10-09", "", "") for n in range(60)]
    look(book(*rows))
    page.save.click()
    page._job.cancel()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    assert registered() == 0
    assert notes[-1] == "已取消，一行也没有登记"
    assert page.save.isEnabled()


def test_the_template_is_saved_and_understood(page, look, box, tmp_path, notes):
    target = tmp_path / "模板.xlsx"
    box.files = (target,)
    page._save_template()
    assert str(target) in notes[-1]
    heads = [cell.value for cell in openpyxl.load_workbook(target).active[1]]
    assert any("标题" in head for head in heads)
    look(target)
    assert "没有可以登记的行" in page._trouble.message.text()


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(page, look, book, ui_checks, redress, appearance, size):
    redress(appearance, size)
    ui_checks.check(page)
    look(book(GOOD, ("", "", "2026-13-40", "公开吧", "没有的科"), GOOD))
    ui_checks.check(page)
