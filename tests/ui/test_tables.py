"""Does a list show, sort, tick, copy and open its rows, and stay light when it is long?"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from clerkdesk.deadlines.lights import Light
from ui import words
from ui.table_view import MOST_TICKED, RecordTable
from ui.tables import PAGE, Column, FromQuery, FromRows, Group, RecordModel


@dataclass(frozen=True)
class MatterRow:
    id: int
    light: Light
    number: str
    subject: str
    due_on: date | None


COLUMNS = (
    Column[MatterRow]("light", "灯", lambda r: r.light, width=128, light=lambda r: r.light),
    Column[MatterRow]("number", "登记号", lambda r: r.number),
    Column[MatterRow]("subject", "申请内容", lambda r: r.subject, stretch=True),
    Column[MatterRow]("due_on", "到期日", lambda r: r.due_on, width=140, wide=True),
)


def matter(number: int, **other) -> MatterRow:
    facts = {
        "light": list(Light)[number % len(Light)],
        "number": f"2026-{number:04}",
        "subject": f"第 {number} 件",
        "due_on": date(2026, 10, 1) + timedelta(days=number),
    }
    return MatterRow(number, **(facts | other))


ROWS = [matter(number) for number in range(6)]


@pytest.fixture
def table(dressed, qtbot):
    table = RecordTable(COLUMNS, key=lambda r: r.id, name="申请", ticks=True)
    qtbot.addWidget(table)
    table.resize(900, 400)
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    table.setFocus()
    return table


@pytest.mark.parametrize(
    "rows", [[], ROWS, [Group("今天", "1 件"), ROWS[0], Group("以后"), *ROWS[1:]]]
)
@pytest.mark.parametrize("ticks", [True, False])
def test_the_model_is_a_sound_model(dressed, qtmodeltester, rows, ticks):
    model = RecordModel(COLUMNS, key=lambda r: r.id, ticks=ticks)
    model.set_pager(FromRows(rows, COLUMNS))

    qtmodeltester.check(model)


def test_a_long_list_asks_for_the_pages_in_sight_only(table):
    asked = []

    def page(offset, limit, key, descending):
        asked.append((offset, limit))
        return [matter(number) for number in range(offset, min(offset + limit, 100_000))]

    table.set_pager(FromQuery(lambda: 100_000, page))
    table.grab()
    table.scrollToBottom()
    table.grab()

    assert table.count() == 100_000
    assert set(asked) <= {(0, PAGE), (99_800, PAGE)}


def test_a_list_without_rows_asks_for_no_page(table):
    asked = []
    table.set_pager(FromQuery(lambda: 0, lambda *page: asked.append(page) or []))
    table.grab()

    assert asked == []


def test_a_click_on_a_head_sorts_in_sql_and_again_the_other_way(table):
    orders = []

    def page(offset, limit, key, descending):
        orders.append((key, descending))
        return ROWS[offset : offset + limit]

    table.set_pager(FromQuery(lambda: len(ROWS), page))
    head = table.horizontalHeader()

    head.sectionClicked.emit(2)
    table.grab()
    assert orders[-1] == ("number", False)
    head.sectionClicked.emit(2)
    table.grab()
    assert orders[-1] == ("number", True)


def test_an_order_outlives_other_rows_and_the_own_order_can_be_had_back(table):
    asked = []

    def page(offset, limit, key, descending):
        asked.append((key, descending))
        return ROWS[offset : offset + limit]

    head = table.horizontalHeader()
    table.set_pager(FromQuery(lambda: len(ROWS), page, "due_on"))
    table.sort_by("number")
    table.set_pager(FromQuery(lambda: len(ROWS), page, "due_on"))
    table.grab()
    assert asked[-1] == ("number", False)
    assert (head.isSortIndicatorShown(), head.sortIndicatorSection()) == (True, 2)

    table.sort_by("")
    table.grab()
    assert asked[-1] == ("due_on", False)
    assert not head.isSortIndicatorShown()

    table.sort_by("number")
    table.sort_by("number")
    table.set_rows(ROWS)
    assert table.records.record(0) == ROWS[-1]


def _open_menu(table, key, modifiers=Qt.KeyboardModifier.NoModifier) -> QMenu:
    QTest.keyClick(table, key, modifiers)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _sort_keys(table) -> QMenu:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return _open_menu(table, Qt.Key.Key_L, held)


def test_a_list_is_sorted_by_keys_alone(table):
    table.set_rows(ROWS)

    menu = _sort_keys(table)
    assert [act.text() for act in menu.actions() if act.isChecked()] == ["原来的次序(&0)"]
    QTest.keyClick(menu, Qt.Key.Key_2)
    assert table.records.order == ("number", False)

    menu = _sort_keys(table)
    assert [act.text() for act in menu.actions() if act.isChecked()] == ["登记号 升序(&2)"]
    QTest.keyClick(menu, Qt.Key.Key_2)
    assert table.records.order == ("number", True)
    assert table.records.record(0) == ROWS[-1]

    QTest.keyClick(_sort_keys(table), Qt.Key.Key_0)
    assert table.records.order == ("", False)
    assert table.records.record(0) == ROWS[0]


def test_the_menu_key_offers_what_can_be_done_with_the_row(table, qtbot):
    table.set_rows(ROWS)
    table.select(2)

    def menu() -> QMenu:
        table.contextMenuEvent(
            QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        )
        shown = QApplication.activePopupWidget()
        assert isinstance(shown, QMenu)
        return shown

    first = menu()
    words_shown = [act.text().split("\t")[0] for act in first.actions()]
    assert words_shown == ["勾选或取消(&T)", "复制选中的行(&C)", "排序(&S)"]  # nothing to open
    QTest.keyClick(first, Qt.Key.Key_T)
    assert table.ticked() == (ROWS[2],)

    opened = []
    table.opened.connect(opened.append)
    QTest.keyClick(menu(), Qt.Key.Key_O)
    assert opened == [ROWS[2]]


def test_a_list_that_cannot_be_sorted_opens_no_menu(dressed, qtbot):
    fixed = RecordTable(
        [Column[MatterRow]("number", "登记号", lambda r: r.number, sortable=False)],
        key=lambda r: r.id,
        name="申请",
    )
    qtbot.addWidget(fixed)
    with qtbot.waitExposed(fixed):
        fixed.show()
    fixed.setFocus()

    QTest.keyClick(
        fixed, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )

    assert QApplication.activePopupWidget() is None


def test_short_lists_sort_within_their_groups_and_by_urgency(dressed):
    rows = [Group("a"), matter(3), matter(0), Group("b"), matter(8), matter(4, due_on=None)]
    pager = FromRows(rows, COLUMNS)

    pager.order_by("light", descending=False)
    assert [getattr(r, "id", r) for r in pager.page(0, 9)] == [Group("a"), 0, 3, Group("b"), 4, 8]
    pager.order_by("due_on", descending=True)
    # what has no date stands last, whichever way
    assert [getattr(r, "id", r) for r in pager.page(0, 9)] == [Group("a"), 3, 0, Group("b"), 8, 4]


def test_enter_and_double_click_open_the_record(table, qtbot):
    table.set_rows(ROWS)
    table.select(2)

    with qtbot.waitSignal(table.opened) as enter:
        QTest.keyClick(table, Qt.Key.Key_Return)
    index = table.records.index(4, 1)
    with qtbot.waitSignal(table.opened) as double:
        table.doubleClicked.emit(index)

    assert enter.args == [ROWS[2]]
    assert double.args == [ROWS[4]]


def test_space_ticks_and_ticks_outlive_a_reload(table, qtbot):
    table.set_rows(ROWS)
    table.select(3)

    with qtbot.waitSignal(table.ticked_changed) as ticked:
        QTest.keyClick(table, Qt.Key.Key_Space)
    table.set_rows(list(reversed(ROWS)))

    assert ticked.args == [1]
    assert table.ticked() == (ROWS[3],)
    table.untick_all()
    assert table.ticked() == ()


def test_space_ticks_all_selected_rows_at_once_and_unticks_them(table, qtbot):
    table.set_rows([Group("今天"), *ROWS])
    table.select(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    table.selectAll()

    with qtbot.waitSignal(table.ticked_changed) as ticked:
        QTest.keyClick(table, Qt.Key.Key_Space)
    assert ticked.args == [len(ROWS)]
    assert set(table.ticked()) == set(ROWS)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.ticked() == ()


def test_of_a_very_long_list_the_first_rows_are_ticked_at_once(table):
    def page(offset, limit, key, descending):
        return [matter(number) for number in range(offset, min(offset + limit, 100_000))]

    table.set_pager(FromQuery(lambda: 100_000, page))
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Space)

    assert len(table.ticked()) == MOST_TICKED


def test_a_double_click_on_the_tick_opens_nothing(table, qtbot):
    table.set_rows(ROWS)

    with qtbot.assertNotEmitted(table.opened):
        table.doubleClicked.emit(table.records.index(1, 0))


def test_the_selected_record_stays_selected_when_the_list_moves(table):
    table.set_rows(ROWS)
    table.select(4)

    table.set_rows([matter(99), *ROWS])

    assert table.current() == ROWS[4]


def test_copying_gives_tab_separated_lines_for_a_spreadsheet(table):
    table.set_rows([matter(1, subject="两\n行\t和制表"), matter(2)])
    table.selectAll()

    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "灯\t登记号\t申请内容\t到期日"
    assert lines[1] == "今日到期\t2026-0001\t两 行 和制表\t2026-10-02 周五"
    assert len(lines) == 3


def test_group_rows_are_skipped_and_cannot_be_opened(table, qtbot):
    table.set_rows([Group("今天必须办", "1 件"), ROWS[0], Group("以后"), ROWS[1]])
    table.select_first()

    assert table.current() == ROWS[0]
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current() == ROWS[1]
    with qtbot.assertNotEmitted(table.opened):
        table.doubleClicked.emit(table.records.index(0, 1))


def test_every_cell_has_a_text_for_screen_readers(table):
    table.set_rows(ROWS)
    accessible = Qt.ItemDataRole.AccessibleTextRole

    assert table.records.index(0, 1).data(accessible) == "灯 已逾期"
    assert table.records.index(0, 4).data(accessible) == "到期日 2026-10-01 周四"


def test_wide_columns_give_way_in_a_small_window(table):
    table.set_narrow(narrow=True)
    assert table.isColumnHidden(4)
    table.set_narrow(narrow=False)
    assert not table.isColumnHidden(4)


def test_no_light_or_head_is_cut(table):
    assert [key for key, (need, have) in table.columns.room().items() if need > have] == []


def test_names_that_look_like_markup_are_shown_as_they_are(table):
    table.set_rows([matter(1, subject="<b>&𠮷")])
    index = table.records.index(0, 3)

    assert index.data() == "<b>&𠮷"
    assert "<" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert not table.grab().isNull()


def test_a_row_that_went_while_the_list_was_open_paints_as_nothing(table):
    table.set_pager(FromQuery(lambda: 3, lambda *_page: ROWS[:1]))

    table.grab()
    table.selectRow(2)

    assert table.current() is None
    assert table.records.index(2, 1).data() is None


def test_absent_values_show_as_a_dash():
    assert COLUMNS[3].words(matter(1, due_on=None)) == words.NOTHING


def test_order_and_widths_of_columns_are_kept(table, qtbot, tmp_path):
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    table.horizontalHeader().resizeSection(2, 177)
    table.horizontalHeader().moveSection(4, 1)
    table.sort_by("number")
    table.columns.keep(settings, "requests-0")

    other = RecordTable(COLUMNS, key=lambda r: r.id, name="申请", ticks=True)
    qtbot.addWidget(other)
    other.resize(900, 400)
    other.restore(settings, "requests-0")

    assert not other.horizontalHeader().isSortIndicatorShown()  # it is not sorted by it any more
    assert other.columnWidth(2) == 177
    assert other.horizontalHeader().visualIndex(4) == 1


def test_the_list_takes_another_text_size(table, redress):
    table.set_rows(ROWS)
    before = table.columnWidth(2)

    redress("light", 18)

    assert table.columnWidth(2) > before
    assert table.verticalHeader().defaultSectionSize() > 30
    assert [key for key, (need, have) in table.columns.room().items() if need > have] == []


def test_selecting_all_of_a_long_list_asks_only_the_rows_in_sight(table, monkeypatch):
    asked = []
    real = RecordModel.flags
    monkeypatch.setattr(
        RecordModel, "flags", lambda model, index: asked.append(1) or real(model, index)
    )
    page = [matter(number) for number in range(PAGE)]
    table.set_pager(FromQuery(lambda: 100_000, lambda *_page: page))

    table.selectAll()
    table.grab()

    assert len(asked) < 2_000
