"""Looking through texts and files, masking them, and the office's own profile: on screen."""

import zipfile
from datetime import date

import docx
import openpyxl
import pypdfium2
import pytest
from openpyxl.chart import BarChart, Reference
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from clerkdesk import audit
from clerkdesk import files as stored_files
from clerkdesk.privacy import files, service
from clerkdesk.privacy.patterns import Kind
from clerkdesk.publications import queries
from clerkdesk.publications import service as publications
from clerkdesk.publications.service import NewFile, NewPublication
from ui.privacy.page import Privacy
from ui.privacy.profile import OwnProfile

TODAY = date(2026, 10, 13)
TEXT = "公示\n申请人：张伟，身份证号11010519491231002X，手机13800138000。\n"
WAIT = 40_000  # ms; children start slowly on a busy machine


@pytest.fixture
def page(qtbot, desk):
    made = Privacy(desk)
    qtbot.addWidget(made)
    made.resize(1198, 631)
    made.show()
    made.look_again()
    return made


@pytest.fixture
def look(qtbot, page, desk):
    """Hand files to the page and wait until each was looked at."""

    def hand_over(*paths, **facts):
        page.arrive(None, **({"files": paths} if paths else facts))
        qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
        return page

    return hand_over


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "名单.docx"
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(path)
    return path


def shown_kinds(page) -> set[Kind]:
    table = page.result.table
    return {table.records.record(row).finding.kind for row in range(table.count())}


def test_a_pasted_text_is_looked_through_and_copied_masked(qtbot, page, look, notes):
    look(text=TEXT)
    qtbot.waitUntil(lambda: page.result.table.count() > 0, timeout=WAIT)
    assert shown_kinds(page) == {Kind.NAME, Kind.ID_NUMBER, Kind.MOBILE}
    assert page.copy.isVisible()
    assert not page.save.isVisible()
    page.copy.click()
    qtbot.waitUntil(lambda: bool(notes), timeout=WAIT)
    copied = QGuiApplication.clipboard().text()
    assert "110**************X" in copied
    assert "13800138000" not in copied
    assert notes[-1] == "脱敏后的文字已复制"
    line = audit.history("privacy", 0)[-1]
    assert (line.verb, line.payload["masked"]) == ("masked", 3)
    assert "13800138000" not in str(line.payload)


def test_a_file_is_looked_through_and_each_find_stands_in_its_context(page, look, paper):
    look(paper)
    assert page.sources.table.count() == 1
    assert "3 处" in page.sources.table.records.index(0, 1).data()
    assert shown_kinds(page) == {Kind.NAME, Kind.ID_NUMBER, Kind.MOBILE}
    table = page.result.table
    row = next(
        n for n in range(table.count()) if table.records.record(n).finding.kind is Kind.MOBILE
    )
    table.select(row)
    assert page.result.context.text().endswith("002X，手机【13800138000】。")
    assert page.result.context.isVisible()
    cells = [table.records.index(row, place).data() for place in range(6)]
    assert cells[3] == "13800138000"
    assert cells[2].endswith("手机")
    assert cells[5] == "138******00"


def test_a_masked_copy_is_saved_beside_the_original_and_clean(
    qtbot, page, look, paper, box, desk, notes, tmp_path
):
    look(paper)
    target = tmp_path / "out.docx"
    box.files = (target,)
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    again = files.scan(target.read_bytes(), "out.docx")
    assert {one.kind for one in again.findings} <= {Kind.NAME}
    assert b"13800138000" not in target.read_bytes()
    assert str(target) in notes[-1]
    assert audit.history("privacy", 0)[-1].payload["profile"] == "严格（默认）"


def test_what_a_copy_left_behind_is_said_on_the_page(qtbot, page, look, box, desk, tmp_path):
    path = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["李娜", "13900139000"])
    chart = BarChart()
    chart.add_data(Reference(book.active, 2, 1))
    book.active.add_chart(chart)
    book.save(path)
    look(path)
    box.files = (tmp_path / "out.xlsx",)
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    notes = [page.result.notes.itemAt(n).widget().text() for n in range(page.result.notes.count())]
    assert any("图表1个" in note for note in notes), notes


def test_a_copy_never_overwrites_the_original(page, look, paper, box):
    look(paper)
    before = paper.read_bytes()
    box.files = (paper,)
    page.save.click()
    assert "不能覆盖" in page._trouble.message.text()
    assert paper.read_bytes() == before


def test_a_profile_that_leaves_names_open_asks_for_its_basis_first(
    qtbot, page, look, paper, box, desk, tmp_path
):
    look(paper)
    page.ways.set_chosen("punishment")
    assert page.ways.basis.isVisible()
    box.files = (tmp_path / "out.docx",)
    page.save.click()
    assert box.shown == []
    assert "依据" in page.ways.fault.text()
    page.ways.basis.setText("行政处罚法第四十八条")
    page.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    assert audit.history("privacy", 0)[-1].payload["basis"] == "行政处罚法第四十八条"
    text = "".join(one.text for one in docx.Document(tmp_path / "out.docx").paragraphs)
    assert "张伟" in text
    assert "11010519491231002X" not in text


def test_what_is_broken_marked_or_by_eye_is_said_by_name(page, look, tmp_path):
    broken = tmp_path / "损坏.docx"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    marked = tmp_path / "带密级.txt"
    marked.write_text("秘密★5年\n内容", encoding="utf-8")
    picture = tmp_path / "扫描件.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    clean = tmp_path / "干净.txt"
    clean.write_text("关于印发年度计划的通知", encoding="utf-8")
    look(broken, marked, picture, clean)
    told = {
        page.sources.table.records.record(row).name: page.sources.table.records.record(row)
        for row in range(4)
    }
    assert told["损坏.docx"].told() == "不能检查"
    assert "损坏.docx" in told["损坏.docx"].sentence
    assert "密级标志" in told["带密级.txt"].sentence
    assert told["扫描件.png"].told() == "须人工审看"
    assert told["干净.txt"].told() == "未发现"
    page.sources.table.select(id(told["损坏.docx"]))
    assert page.result.verdict.text() == told["损坏.docx"].sentence
    assert not page.save.isEnabled()


def test_a_gigabyte_a_bomb_and_a_wrong_name_are_said_by_name(page, look, tmp_path):
    huge = tmp_path / "巨大.pdf"
    with huge.open("wb") as file:
        file.truncate(1 << 30)  # sparse: takes no room on the disk
    bomb = tmp_path / "炸弹.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", bytes(30 << 20))
    misnamed = tmp_path / "其实是文本.pdf"
    misnamed.write_text("李娜，手机13900139000", encoding="utf-8")
    look(huge, bomb, misnamed)
    table = page.sources.table
    told = {one.name: one for one in (table.records.record(n) for n in range(3))}
    assert "“巨大.pdf”超过100MB" in told["巨大.pdf"].sentence
    assert "“炸弹.docx”" in told["炸弹.docx"].sentence
    assert "恶意" in told["炸弹.docx"].sentence
    table.select(id(told["其实是文本.pdf"]))
    notes = [page.result.notes.itemAt(n).widget().text() for n in range(page.result.notes.count())]
    assert any("后缀与内容不符" in note for note in notes)
    assert Kind.MOBILE in shown_kinds(page)


def test_looking_can_be_cancelled_and_leaves_nothing(qtbot, page, desk, tmp_path):
    many = tmp_path / "大.txt"
    many.write_text(TEXT * 20_000, encoding="utf-8")
    page.arrive(None, files=(many,))
    assert page.sources.cancel.isVisible()
    page.sources.cancel.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    assert page.sources.table.count() == 0
    assert not page.sources.cancel.isVisible()


def test_what_cannot_be_read_is_signed_for_by_a_person(page, look, tmp_path, clerk):
    picture = tmp_path / "扫描件.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    look(picture)
    assert page.result.by_eye.isVisible()
    page.result.by_eye.click()
    panel = page.room_of_acts.shown()
    panel.save.click()
    assert panel.form["finding"].state == "block"
    panel.form["finding"].set_value("逐页看过，没有个人信息")
    panel.save.click()
    sha = page.sources.chosen().looked.sha256
    assert service.by_eye(sha)[0].finding == "逐页看过，没有个人信息"
    assert "王芳" in page.result.eyes.text()


def test_a_publications_file_is_replaced_by_its_masked_copy(qtbot, page, look, desk, clerk, notes):
    draft = NewPublication("公示", date(2026, 10, 9))
    made = publications.register(draft, [NewFile("公示.txt", TEXT.encode())], clerk)
    (file,) = queries.card(made, TODAY).files
    look(file_id=file.file_id, publication_id=made)
    assert page.replace.isVisible()
    page.replace.click()
    qtbot.waitUntil(lambda: "已遮盖 3 处" in "".join(notes), timeout=WAIT)
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=WAIT)
    (now,) = queries.card(made, TODAY).files
    assert now.file_id != file.file_id
    assert "13800138000" not in stored_files.read(now.file_id).decode()
    assert "masked" in [line.verb for line in audit.history("publication", made)]
    assert page.sources.chosen().file_id == now.file_id


def test_hidden_sheets_are_found_and_named(page, look, tmp_path):
    path = tmp_path / "名单.xlsx"
    book = openpyxl.Workbook()
    hidden = book.create_sheet("底稿")
    hidden.append(["李娜", "13900139000"])
    hidden.sheet_state = "hidden"
    book.save(path)
    look(path)
    table = page.result.table
    places = {table.records.index(row, 1).data() for row in range(table.count())}
    assert any("隐藏" in place for place in places)


def test_the_printed_sheet_never_shows_what_was_found(page, look, paper, journey):
    look(paper)
    page._print()
    place, _id, facts = journey[-1]
    with pypdfium2.PdfDocument(facts["pdf"]) as document:
        text = "".join(one.get_textpage().get_text_bounded() for one in document)
    assert place == "papers"
    assert "身份证号" in text
    assert "11010519491231002X" not in text
    assert "张伟" not in text


def test_without_a_file_there_is_nothing_to_print(page):
    page._print()
    assert "打印检查单" in page._trouble.message.text()


def test_the_office_makes_a_profile_of_its_own(qtbot, desk, notes):
    form = OwnProfile(desk)
    qtbot.addWidget(form)
    form.show()
    form.look_again()
    mobile = form.form["mobile"].editor
    mobile.first.setValue(11)
    form._keep()
    assert form.form["mobile"].state == "block"
    mobile.first.setValue(0)
    mobile.last.setValue(4)
    assert form.form["mobile"].message.text() == "13800138000 → *******8000"
    form._keep()
    assert service.profiles()[service.OWN].rules[Kind.MOBILE].keep_last == 4
    assert form.away.isVisible()
    qtbot.mouseClick(form.away, Qt.MouseButton.LeftButton)
    assert service.OWN not in service.profiles()


def test_the_own_profile_can_be_chosen_on_the_page(page, clerk):
    known = service.profiles()["strict"]
    service.keep_profile(known.__class__(service.OWN, "本局方案", "", known.rules), clerk)
    page.refresh()
    page.ways.set_chosen(service.OWN)
    assert page.ways.chosen().title == "本局方案"


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_pages_are_fit_to_be_shown(
    qtbot, page, look, paper, desk, ui_checks, redress, appearance, size
):
    look(paper)
    redress(appearance, size)
    ui_checks.check(page)
    page.sources.set_mode("text")
    ui_checks.check(page)
    own = OwnProfile(desk)
    qtbot.addWidget(own)
    own.look_again()
    ui_checks.check(own)
