"""The list of letters with real widgets: finding, ticking, printing and saving several."""

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter

from clerkdesk.letters import queries, service
from tests.platforms import skip_without_printer
from ui import dialogs
from ui.letters.list import LetterList, side_count


@pytest.fixture
def page(qtbot, desk, office):
    made = LetterList(desk)
    qtbot.addWidget(made)
    made.resize(1200, 660)
    return made


def shown(page, qtbot):
    page.show()
    page.look_again()
    return page


def tick_all(page):
    for row in range(page.table.count()):
        page.table.records.tick(row)
    page.table.ticked_changed.emit(len(page.table.ticked()))


def wait(page, qtbot):
    qtbot.waitUntil(lambda: not page.desk.jobs.running, timeout=30_000)


def test_an_empty_list_says_where_letters_begin(page, qtbot):
    shown(page, qtbot)
    assert page.stack.currentWidget() is page.none
    assert "下一步" in page.none.why.text()


def test_letters_are_found_and_opened(page, office, qtbot, journey):
    first, second = office.reply(), service.make(office.request(), "receipt", office.clerk)
    shown(page, qtbot)
    assert page.table.count() == 2
    page.header.search.setText("回执")
    assert page.table.count() == 1
    page.table.opened.emit(page.table.current())
    assert journey[-1][:2] == ("letters", second)
    page.header.search.setText("没有这个")
    assert page.none.what.text() == "没有符合条件的文书"
    assert first != second


def test_what_has_not_left_is_counted_and_filtered(page, office, qtbot, desk):
    letter = office.reply()
    service.make(office.request(), "receipt", office.clerk)
    assert side_count(desk).count == 2
    service.record_sent(letter, office.clerk, on=desk.today(), way="hand")
    shown(page, qtbot)
    page.which.set_value("unsent")
    page.refresh()
    assert page.table.count() == 1


def test_the_foot_appears_with_the_first_tick_and_goes_with_the_last(page, office, qtbot):
    office.reply()
    shown(page, qtbot)
    assert page.batch.isHidden()
    tick_all(page)
    assert page.batch.isVisible()
    assert page.chosen.text() == "已选 1 件"
    page.table.untick_all()
    assert page.batch.isHidden()


def test_several_are_saved_under_names_of_their_own(page, office, qtbot, box, notes, tmp_path):
    letters = [office.reply() for _ in range(2)]
    letters.append(service.make(office.request(), "receipt", office.clerk))
    shown(page, qtbot)
    tick_all(page)
    box.files = (tmp_path,)
    page._save()
    wait(page, qtbot)
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    saved = {path.read_bytes() for path in tmp_path.glob("*.pdf")}
    assert saved == {queries.pdf(one) for one in letters}
    page._save()
    wait(page, qtbot)
    assert len(list(tmp_path.glob("*.pdf"))) == 6
    assert "3 件文书已保存" in notes[-1]


def test_several_are_printed_page_by_page(page, office, qtbot, box, notes, tmp_path, monkeypatch):
    for _ in range(2):
        office.reply()
    shown(page, qtbot)
    tick_all(page)
    target = tmp_path / "printed.pdf"

    def printer(_parent, _count, _name=""):
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFileName(str(target))
        made.setFullPage(True)
        return made

    monkeypatch.setattr(dialogs, "choose_printer", printer)
    page._print()
    wait(page, qtbot)
    with pypdfium2.PdfDocument(target) as printed:
        assert len(printed) == 2
    assert "2 页" in notes[-1]


def test_a_batch_stops_where_it_is_told_to(page, office, qtbot, box, notes, tmp_path):
    for _ in range(3):
        office.reply()
    shown(page, qtbot)
    tick_all(page)
    box.files = (tmp_path,)
    page._save()
    for job in page.desk.jobs.running:
        job.cancel()
    wait(page, qtbot)
    assert len(list(tmp_path.glob("*.part"))) == 0
    assert len(list(tmp_path.glob("*.pdf"))) < 3 or "3 件" in notes[-1]


def test_leaving_the_dialog_prints_and_saves_nothing(page, office, qtbot, box, tmp_path):
    skip_without_printer()
    office.reply()
    shown(page, qtbot)
    tick_all(page)
    box.files = ()
    page._save()
    box.answer = False
    page._print()
    assert not page.desk.jobs.running


def test_labels_of_several_stand_on_one_sheet(page, office, qtbot, journey):
    for _ in range(2):
        office.reply()
    shown(page, qtbot)
    tick_all(page)
    page._labels()
    place, _id, facts = journey[-1]
    assert place == "papers"
    with pypdfium2.PdfDocument(facts["pdf"]) as sheet:
        text = "".join(one.get_textpage().get_text_range() for one in sheet)
    assert text.count("临江市江口区文昌路26号") == 2
    assert text.count("13800006620") == 2
    assert text.count("临江市人民路18号1012室") == 2
    assert "临建公复〔2026〕2号" in text


def test_the_wording_is_one_step_away(page, qtbot, journey):
    shown(page, qtbot)
    act = next(one for one in page.actions() if one.text().startswith("文书措辞"))
    act.trigger()
    assert journey[-1][0] == "letters.wording"


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(ui_checks, redress, qtbot, desk, office, appearance, size):
    redress(appearance, size)
    page = LetterList(desk)
    qtbot.addWidget(page)
    office.reply()
    page.look_again()
    tick_all(page)
    ui_checks.check(page)
