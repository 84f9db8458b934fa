"""The list: filters in SQL, the empty desk, files dropped anywhere, side count, paper."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from clerkdesk.deadlines.lights import Light
from clerkdesk.publications import service
from clerkdesk.publications.attributes import Attribute, State
from ui.publications import list_sheet
from ui.publications.card import PublicationPage
from ui.publications.list import PublicationList, side_count


@pytest.fixture
def page(qtbot, desk):
    def make() -> PublicationList:
        made = PublicationList(desk)
        qtbot.addWidget(made)
        made.show()
        made.look_again()
        return made

    return make


@pytest.fixture
def three(registered, reviewers, clerk):
    """One overdue, one ordinary, one published in time."""
    late = registered(
        title="供水水质月报", formed_on=date(2026, 7, 1), document_number="示水〔2026〕7号"
    )
    calm = registered(title="燃气管道清理通告", formed_on=date(2026, 10, 9), text="通告正文。\n")
    out = registered(title="停车收费通知", formed_on=date(2026, 9, 28), text="通知正文。\n")
    reviewers.approve(out)
    service.publish(out, clerk, on=date(2026, 10, 13), channel="website")
    return late, calm, out


def _titles(page) -> list[str]:
    return [page.table.records.record(row).title for row in range(page.table.count())]


def test_only_what_is_still_to_be_published_stands_there_at_first(page, three):
    shown = page()
    assert _titles(shown) == ["供水水质月报", "燃气管道清理通告"]


def test_each_filter_narrows_the_list_and_escape_clears_them_all(page, three):
    shown = page()
    shown.filters.set_value("state", State.PUBLISHED)
    assert _titles(shown) == ["停车收费通知"]
    shown.filters.clear()
    shown.filters.set_value("light", Light.OVERDUE)
    assert _titles(shown) == ["供水水质月报"]
    shown.filters.clear()
    shown.search.setText("示水〔2026〕")
    assert _titles(shown) == ["供水水质月报"]
    shown.filters.set_value("attribute", str(Attribute.WITHHELD))
    assert shown.stack.currentWidget() is shown.none_chosen
    assert shown.escape()
    assert len(_titles(shown)) == 3
    assert not shown.escape()


def test_what_is_older_than_the_regulation_is_sorted_through_the_nearest_first(
    page, three, registered, desk, qtbot
):
    """由近及远逐年完成: no legal limit, never overdue."""
    old = registered(title="1999年的规划", formed_on=date(1999, 6, 1), text="规划。\n")
    registered(title="2007年的办法", formed_on=date(2007, 3, 1), text="办法。\n")
    shown = page()
    shown.filters.set_value("state", "backlog")
    assert _titles(shown) == ["2007年的办法", "1999年的规划"]
    assert {shown.table.records.record(row).light for row in range(2)} == {Light.ORDINARY}
    assert "成文日期" in shown.filters.summary.text()
    card = PublicationPage(desk)
    qtbot.addWidget(card)
    card.arrive(old)
    lines = [label.text() for label in card.due.findChildren(QLabel)]
    assert any("2008年5月1日" in line for line in lines)


def test_a_condition_in_force_is_a_chip_that_takes_it_away(page, three, qtbot):
    shown = page()
    shown.filters.clear()
    shown.filters.set_value("light", Light.OVERDUE)
    chip = shown.filters._in_force.itemAt(0).widget()
    assert "已逾期" in chip.text()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not shown.filters.any_in_force()
    assert len(_titles(shown)) == 3


def test_a_click_on_a_head_sorts_in_sql_and_says_so(page, three):
    shown = page()
    shown.filters.clear()
    heads = [column.key for column in shown.table.records.columns]
    shown.table.horizontalHeader().sectionClicked.emit(heads.index("title"))
    assert _titles(shown) == sorted(_titles(shown))
    assert "标题" in shown.filters.summary.text()


def test_enter_opens_the_card(page, three, qtbot, journey):
    shown = page()
    shown.table.select(three[0])
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert journey[-1][:2] == ("publications", three[0])


def test_an_empty_desk_says_what_to_do(page, qtbot, journey):
    shown = page()
    assert shown.stack.currentWidget() is shown.none
    qtbot.mouseClick(shown.none.button, Qt.MouseButton.LeftButton)
    assert journey[-1][0] == "publications.register"


def test_files_dropped_on_the_list_go_to_the_register_form(page, notice, journey):
    shown = page()
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(notice))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, carried, buttons, keys)
    QApplication.sendEvent(shown, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, carried, buttons, keys)
    QApplication.sendEvent(shown, drop)
    assert journey[-1] == ("publications.register", None, {"files": (notice,)})


def test_a_drag_without_local_files_is_told_and_opens_nothing(page, journey):
    shown = page()
    carried = QMimeData()
    carried.setUrls([QUrl("https://example.gov.cn/a.pdf")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, carried, buttons, keys)
    QApplication.sendEvent(shown, enter)
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, carried, buttons, keys)
    QApplication.sendEvent(shown, drop)
    assert not journey
    assert "存到本机" in shown.filters.summary.text()


def test_the_side_bar_counts_what_is_open_with_the_worst_light(desk, three):
    counted = side_count(desk)
    assert (counted.count, counted.light) == (2, Light.OVERDUE)


def test_the_list_prints_as_it_is_filtered(page, three, journey):
    shown = page()
    shown._print()
    place, _, facts = journey[-1]
    assert place == "papers"
    document = pypdfium2.PdfDocument(facts["pdf"])
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert "供水水质月报" in text
    assert "停车收费通知" not in text
    assert list_sheet.LONGEST >= 1000


@pytest.mark.parametrize(("look", "size"), [("light", 14), ("dark", 18)])
def test_the_list_is_fit_to_be_seen(page, three, ui_checks, redress, look, size):
    redress(look, size)
    ui_checks.check(page())
