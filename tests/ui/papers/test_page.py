"""Any paper on the screen: turning, zooming, printing, saving, and where the disk refuses."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerkdesk.letters import fonts, sheet
from clerkdesk.letters.parts import NewPage, Sheet, Words
from tests.platforms import skip_without_printer
from ui.papers.page import Paper
from ui.papers.pdf import Pdf
from ui.papers.view import PaperView


@pytest.fixture(scope="module")
def three_pages():
    blocks = (Words("一"), NewPage(), Words("二"), NewPage(), Words("三"))
    return sheet.typeset(Sheet("今日事项", blocks), fonts.find(system_folders=())).pdf


@pytest.fixture
def page(qtbot, desk, three_pages):
    made = Paper(desk)
    qtbot.addWidget(made)
    made.resize(1200, 660)
    made.show()
    made.arrive(None, pdf=three_pages, name="今日事项 2026-10-13")
    return made


def test_the_real_pages_are_shown_and_counted(page):
    assert page.view.pages() == 3
    assert page.view.page() == 1
    assert page.view.place.text() == "第 1 / 3 页"
    assert page.header.subtitle.text() == "今日事项 2026-10-13"


def test_pages_are_turned_by_key_and_button(page):
    QTest.keyClick(page.view._area, Qt.Key.Key_PageDown)
    assert page.view.page() == 2
    QTest.keyClick(page.view._area, Qt.Key.Key_PageDown)
    QTest.keyClick(page.view._area, Qt.Key.Key_PageDown)
    assert page.view.page() == 3
    QTest.keyClick(page.view._area, Qt.Key.Key_PageUp)
    assert page.view.page() == 2


def test_zoom_by_keys_and_wheel_and_back_to_the_width(page):
    view = page.view
    fit = view._leaves.width()
    QTest.keyClick(view._area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view._leaves.width() > fit
    QTest.keyClick(view._area, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view._area, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view._leaves.width() < fit
    QTest.keyClick(view._area, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view._leaves.width() == fit
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view._area.viewport(), wheel)
    assert view._leaves.width() > fit


def test_zoom_stays_within_reason(page):
    for _ in range(40):
        page.view._zoom(1.2)
    assert page.view._scale <= 4
    for _ in range(60):
        page.view._zoom(1 / 1.2)
    assert page.view._scale >= 0.4


def test_paper_stays_white_in_the_dark(redress, page):
    redress("dark")
    picture = page.view.grab().toImage()
    white = sum(
        picture.pixelColor(x, picture.height() // 2).lightness() > 250
        for x in range(0, picture.width(), 10)
    )
    assert white > 20


def test_it_is_saved_where_the_clerk_says(page, box, tmp_path, notes, three_pages):
    box.files = (tmp_path / "a.pdf",)
    page._save()
    assert (tmp_path / "a.pdf").read_bytes() == three_pages
    assert str(tmp_path / "a.pdf") in notes[-1]
    box.files = ()
    page._save()
    assert len(notes) == 1


def test_a_disk_that_refuses_is_said_under_the_header(page, box, tmp_path):
    box.files = (tmp_path / "nowhere" / "a.pdf",)
    page._save()
    assert page._trouble is not None
    assert page._trouble.message.text()


def test_printing_called_off_says_nothing(page, box, notes):
    skip_without_printer()
    box.answer = False
    page._print()
    assert notes == []


def test_an_image_of_a_page_has_the_size_asked_for(three_pages):
    pdf = Pdf(three_pages)
    width, height = pdf.size(0)
    image = pdf.image(0, 2.0)
    assert abs(image.width() - 2 * width) <= 1
    assert abs(image.height() - 2 * height) <= 1


def test_without_a_paper_the_tools_rest(qtbot, dressed):
    view = PaperView()
    qtbot.addWidget(view)
    view.show()
    assert view.empty.isVisible()
    assert view.pages() == 0
    assert not any(tool.isEnabled() for tool in view._tools)


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(
    ui_checks, redress, qtbot, desk, three_pages, appearance, size
):
    redress(appearance, size)
    page = Paper(desk)
    qtbot.addWidget(page)
    page.arrive(None, pdf=three_pages, name="今日事项 2026-10-13")
    ui_checks.check(page)
