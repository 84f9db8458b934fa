"""Are the few boxes safe: verbs, Esc for the harmless, the list of what moves?"""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import EnvironmentFault
from tests.platforms import skip_without_printer
from ui import dialogs
from ui.dialogs import CrashBox, Moving, Question


@pytest.fixture
def question(dressed, qtbot):
    rows = [Moving("依申请 2026-0140", "10-23 周五", "10-16 周五", Light.SOON, "剩 3 工作日")] * 10
    made = Question(
        None,
        "更正收到日会改动 10 件的期限",
        "<b>原文</b>",
        "更正并重算(&A)",
        no_verb="保持原日期(Esc)",
        rows=rows,
    )
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_the_safe_verb_has_the_focus_the_default_and_esc(question):
    assert question.no.isDefault()
    assert question.no.hasFocus()

    QTest.keyClick(question, Qt.Key.Key_Escape)

    assert question.result() == QDialog.DialogCode.Rejected


def test_enter_chooses_the_safe_verb(question):
    QTest.keyClick(question, Qt.Key.Key_Return)

    assert question.result() == QDialog.DialogCode.Rejected
    assert not question.isVisible()


def test_the_other_verb_must_be_pressed(question):
    question.yes.click()

    assert question.result() == QDialog.DialogCode.Accepted


def test_what_moves_is_listed_and_the_rest_counted(question):
    texts = [label.text() for label in question.findChildren(QLabel)]

    assert texts.count("依申请 2026-0140") == dialogs.ROWS_SHOWN
    assert "另 2 项" in texts


def test_text_is_never_read_as_markup(question, ui_checks):
    assert ui_checks.rich_labels(question) == []
    assert question.text.text() == "<b>原文</b>"


def test_confirm_gives_the_answer(box, dressed):
    box.answer = False
    assert not dialogs.confirm(None, "定稿并编号？", "定稿后冻结。", "定稿(&F)", "再看看(Esc)")
    box.answer = True
    assert dialogs.confirm(None, "定稿并编号？", "定稿后冻结。", "定稿(&F)", "再看看(Esc)")
    assert box.shown[0].windowTitle() == "定稿并编号？"


def test_telling_has_one_verb(box, dressed):
    dialogs.tell(None, "磁盘已满", "请腾出空间再试。")

    assert not hasattr(box.shown[0], "no")
    assert box.shown[0].yes.text() == "知道了(&O)"


def test_a_picked_file_comes_back_as_a_path(box, dressed, tmp_path):
    box.files = (tmp_path / "扫描.pdf",)

    assert dialogs.pick_file(None, suffixes=(".pdf",)) == tmp_path / "扫描.pdf"
    shown = box.shown[0]
    assert shown.nameFilters() == [".pdf 文件 (*.pdf)"]
    assert shown.fileMode() == QFileDialog.FileMode.ExistingFile
    box.files = ()
    assert dialogs.pick_file(None) is None
    assert dialogs.pick_folder(None) is None


def test_saving_suggests_a_name_and_its_suffix(box, dressed, tmp_path):
    box.files = (tmp_path / "答复书.pdf",)

    assert dialogs.save_file(None, "答复书.pdf") == tmp_path / "答复书.pdf"
    assert box.shown[0].defaultSuffix() == "pdf"
    assert box.shown[0].acceptMode() == QFileDialog.AcceptMode.AcceptSave


def test_a_windows_without_a_printer_says_so_instead_of_nothing(box, page, dressed, monkeypatch):
    monkeypatch.setattr(dialogs, "WINDOWS", True)
    monkeypatch.setattr(QPrinter, "outputFormat", lambda _self: QPrinter.OutputFormat.PdfFormat)

    with pytest.raises(EnvironmentFault, match="没有安装打印机"):
        dialogs.print_dialog(None, [page], "答复书")
    assert box.shown == []


def test_file_dialogs_begin_among_the_documents_then_where_the_last_one_ended(
    box, dressed, tmp_path, monkeypatch
):
    """Never in the folder of the program, where a clerk may not write."""
    monkeypatch.setattr(dialogs, "_been_at", [])
    documents = tmp_path / "文档"
    documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(documents))
    box.files = ()
    dialogs.save_file(None, "a.pdf")
    dialogs.pick_file(None)
    dialogs.pick_folder(None, start=tmp_path)
    begun = [shown.directory().absolutePath() for shown in box.shown]
    assert begun == [documents.as_posix()] * 2 + [tmp_path.as_posix()]

    monkeypatch.setattr(dialogs, "_been_at", [tmp_path.as_posix()])
    dialogs.save_file(None, "a.pdf")
    assert box.shown[-1].directory().absolutePath() == tmp_path.as_posix()


def test_a_dialog_that_was_left_changes_no_beginning(dressed, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "_been_at", [])
    (tmp_path / "a.pdf").write_bytes(b"x")
    shown = QFileDialog(None, "", str(tmp_path))
    shown.selectFile("a.pdf")

    monkeypatch.setattr(dialogs, "show_box", lambda _box: False)
    assert dialogs.choose(shown) == ()
    assert dialogs._been_at == []
    monkeypatch.setattr(dialogs, "show_box", lambda _box: True)
    assert dialogs.choose(shown) == (tmp_path / "a.pdf",)
    assert dialogs._been_at == [tmp_path.as_posix()]


def test_leaving_the_print_dialog_prints_nothing(box, dressed):
    skip_without_printer()
    box.answer = False
    page = QImage(100, 140, QImage.Format.Format_RGB32)

    assert not dialogs.print_dialog(None, [page], "答复书")


@pytest.fixture
def page() -> QImage:
    page = QImage(100, 140, QImage.Format.Format_RGB32)
    page.fill(0)
    return page


def printed_to(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_pages_are_printed_whole_and_in_their_number(page, dressed, tmp_path):
    dialogs.print_pages(printed_to(tmp_path / "a.pdf"), [page, page, page])

    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as made:
        assert len(made) == 3


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_a_sentence(page, dressed, tmp_path, monkeypatch):
    with pytest.raises(EnvironmentFault, match="什么也没有打印") as caught:
        dialogs.print_pages(printed_to(tmp_path / "nowhere" / "a.pdf"), [page])
    assert caught.value.code == "printing.refused"

    printer = printed_to(tmp_path / "b.pdf")
    monkeypatch.setattr(printer, "newPage", lambda: False)
    with pytest.raises(EnvironmentFault, match="前1页"):
        dialogs.print_pages(printer, [page, page])


def test_a_job_called_off_at_the_printer_is_no_success(page, dressed, tmp_path, monkeypatch):
    printer = printed_to(tmp_path / "a.pdf")
    monkeypatch.setattr(printer, "printerState", lambda: QPrinter.PrinterState.Aborted)

    with pytest.raises(EnvironmentFault, match="打印中断"):
        dialogs.print_pages(printer, [page])


def test_the_crash_box_shows_and_copies_its_report(dressed, qtbot, tmp_path):
    made = CrashBox("Traceback ...", tmp_path / "crash.log")
    qtbot.addWidget(made)

    texts = [label.text() for label in made.findChildren(QLabel)]
    assert f"记录已写入 {tmp_path / 'crash.log'}" in texts
    next(b for b in made.findChildren(type(made.yes)) if b.text() == "复制记录(&C)").click()
    assert QGuiApplication.clipboard().text() == "Traceback ..."
