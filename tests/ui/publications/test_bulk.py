"""Bulk registration: rows looked through first, all written or none."""

import io
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt

from clerkdesk.db.models import Publication
from clerkdesk.publications import bulk
from ui.publications.bulk import BulkPage


@pytest.fixture
def page(qtbot, desk):
    made = BulkPage(desk)
    qtbot.addWidget(made)
    made.show()
    made.look_again()
    return made


@pytest.fixture
def workbook(tmp_path):
    """A filled template: `workbook({"title": ..., "formed_on": ...}, ...)` gives its path."""

    def fill(*rows: dict) -> object:
        book = openpyxl.load_workbook(io.BytesIO(bulk.template()))
        sheet = book.worksheets[0]
        heads = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
        names = {column.key: column.name for column in bulk.columns()}
        for number, row in enumerate(rows, start=2):
            for key, value in row.items():
                sheet.cell(number, heads[names[key]], value)
        path = tmp_path / "清单.xlsx"
        book.save(path)
        return path

    return fill


def _look(page, path, qtbot):
    page.look(path)
    qtbot.waitUntil(lambda: page._job is None, timeout=30_000)


def test_a_clean_workbook_is_registered_whole(page, workbook, qtbot, journey, notes):
    path = workbook(
        {"title": "供水水质月报", "formed_on": date(2026, 9, 1)},
        {"title": "燃气管道清理通告", "formed_on": date(2026, 9, 2)},
    )
    _look(page, path, qtbot)
    assert page.table.count() == 2
    assert Publication.select().count() == 0
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._job is None, timeout=30_000)
    assert [row.title for row in Publication.select().order_by(Publication.id)] == [
        "供水水质月报",
        "燃气管道清理通告",
    ]
    assert journey[-1][0] == "publications"
    assert "2 条" in notes[-1]


def test_one_faulty_row_keeps_all_of_them_out_and_stands_first(page, workbook, qtbot):
    path = workbook(
        {"title": "供水水质月报", "formed_on": date(2026, 9, 1)},
        {"title": "没有日期"},
    )
    _look(page, path, qtbot)
    assert page.table.records.record(0).draft.title == "没有日期"
    assert not page.save.isEnabled()
    assert "1 行要改" in page.told.text()
    assert Publication.select().count() == 0


def test_a_file_that_is_no_workbook_is_told_by_its_sentence(page, tmp_path, qtbot):
    path = tmp_path / "假.xlsx"
    path.write_bytes(b"not a workbook")
    _look(page, path, qtbot)
    assert page._trouble is not None
    assert not page.save.isEnabled()


def test_a_twin_must_be_looked_at_before_saving(page, workbook, registered, qtbot):
    registered(document_number="示建发〔2026〕88号")
    path = workbook(
        {
            "title": "停车收费通知",
            "formed_on": date(2026, 9, 28),
            "document_number": "示建发〔2026〕88号",
        }
    )
    _look(page, path, qtbot)
    assert not page.save.isEnabled()
    page.checked.setChecked(True)
    assert page.save.isEnabled()
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._job is None, timeout=30_000)
    assert Publication.select().count() == 2


def test_the_template_is_saved_where_the_clerk_wants_it(page, tmp_path, box):
    box.files = (tmp_path / "模板.xlsx",)
    page._template()
    assert openpyxl.load_workbook(box.files[0]).worksheets


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_page_is_fit_to_be_seen(page, workbook, qtbot, ui_checks, redress, look, size):
    redress(look, size)
    ui_checks.check(page)
    _look(page, workbook({"title": "没有日期"}), qtbot)
    ui_checks.check(page)
