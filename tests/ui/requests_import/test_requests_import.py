"""An office starts in mid-year: the workbook is looked through, corrected and taken in."""

import io
from datetime import date

import openpyxl
import pytest

from clerkdesk.db.models import Request
from clerkdesk.parties import PartyKind
from clerkdesk.requests import carried, importing
from ui.requests_import.page import RequestsImport


@pytest.fixture
def page(desk, qtbot):
    made = RequestsImport(desk)
    qtbot.addWidget(made)
    made.look_again()
    made.show()
    return made


@pytest.fixture
def book(tmp_path):
    """Write the template with rows filled in; returns its path."""

    def write(*rows, events=()):
        made = openpyxl.load_workbook(io.BytesIO(importing.template()))
        for sheet, lines in (("申请", rows), ("经过", events)):
            heads = [cell.value.rstrip("* ").strip() for cell in made[sheet][1]]
            for said in lines:
                made[sheet].append([said.get(head) for head in heads])
        path = tmp_path / "旧台账.xlsx"
        made.save(path)
        return path

    return write


GOOD = {
    "登记号": "2026-0012",
    "申请渠道": "邮寄（签收）",
    "来件日期": date(2026, 9, 14),
    "申请人": "王𠮷",
    "申请内容": "供热特许经营协议",
}


def drop(page, desk, qtbot, path):
    page.drop.take([path])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)


def test_faults_are_listed_by_their_cell_and_nothing_can_be_imported(page, desk, qtbot, book):
    drop(page, desk, qtbot, book(GOOD | {"来件日期": "九月"}, {**GOOD, "登记号": "2026-0013"}))
    assert page.stack.currentWidget() is page.faults
    page.faults.select_first()
    fault = page.faults.current()
    assert (fault.sheet, fault.row, fault.column) == ("申请", 2, "来件日期")
    assert page.faults.count() == 1
    assert "1 处" in page.told.text()
    assert not page.import_button.isEnabled()
    assert not Request.select().exists()


def test_a_workbook_that_was_mended_is_looked_through_again_at_a_key(page, desk, qtbot, book):
    drop(page, desk, qtbot, book(GOOD | {"来件日期": "九月"}))
    book(GOOD)
    (again,) = [act for act in page.actions() if act.shortcut().toString() == "F5"]
    again.trigger()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert page.stack.currentWidget() is page.rows
    assert page.import_button.isEnabled()


def test_a_good_workbook_shows_its_dates_first_and_then_comes_in(
    page, desk, qtbot, book, journey, notes
):
    drop(page, desk, qtbot, book(GOOD))
    assert page.stack.currentWidget() is page.rows
    assert not Request.select().exists()
    row = page.preview.rows[0]
    assert (row.due_on, page.form["number"].value()) == (date(2026, 10, 16), 13)
    page.form["number"].set_value(20)
    page.import_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    stored = Request.get()
    assert (stored.number, stored.applicant, stored.due_on) == (
        "2026-0012",
        "王𠮷",
        date(2026, 10, 16),
    )
    assert journey == [("requests", None, {})]
    assert notes == ["已导入 1 件申请"]
    assert importing.numbers.next_shown("request", 2026) == "2026-0020"


def test_a_number_that_is_behind_is_refused_beside_its_field_and_keeps_the_preview(
    page, desk, qtbot, book
):
    drop(page, desk, qtbot, book(GOOD))
    page.form["number"].set_value(3)
    page.import_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert page.form["number"].state == "block"
    assert page.form["number"].value() == 3
    assert page.import_button.isEnabled()
    assert not Request.select().exists()


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(page, desk, qtbot, tmp_path):
    path = tmp_path / "假.xlsx"
    path.write_bytes(b"no workbook")
    drop(page, desk, qtbot, path)
    assert page._trouble is not None
    assert page.stack.currentWidget() is page.none


def test_the_template_is_written_where_the_clerk_says(page, box, tmp_path, notes):
    box.files = (tmp_path / "模板.xlsx",)
    page._template()
    assert openpyxl.load_workbook(tmp_path / "模板.xlsx").sheetnames[0] == "申请"
    assert "模板" in notes[0]


def test_last_years_figures_are_entered_and_compared(page, desk, qtbot, book, notes):
    drop(page, desk, qtbot, book(GOOD | {"登记号": "2025-0090", "来件日期": date(2025, 12, 22)}))
    page.import_button.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    page.views.chosen.emit("carried")
    form = page.carried.form
    page.carried.refresh()
    assert "登记簿里有 1 件" in page.carried.compared.text()
    form["natural"].set_value(2)
    form["law_firm"].set_value(1)
    assert page.carried.total.text() == "合计 3 件"
    assert "不一致" not in page.carried.compared.text()
    page.carried.save.click()
    assert carried.entered(2026).figures[PartyKind.NATURAL] == 2
    assert notes[-1] == "已保存 2026 年的上年结转数"
    form["natural"].editor.setText("-3")
    page.carried.save.click()
    assert form["natural"].state == "block"
    assert form["natural"].editor.text() == "-3"
    assert carried.entered(2026).total == 3


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 18)])
def test_the_page_is_fit_to_be_shown(page, desk, qtbot, book, ui_checks, redress, appearance, size):
    redress(appearance, size)
    ui_checks.check(page)
    drop(page, desk, qtbot, book(GOOD))
    ui_checks.check(page)
    page.views.set_value("carried")
    page.views.chosen.emit("carried")
    ui_checks.check(page)
