"""Does a list show, sort, tick, copy and open its rows, and stay light when it is long?"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from clerkdesk.deadlines.lights import Light
from ui import words
from ui.table_view import RecordTable
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
    assert [key for key, (need, have) in table.room().items() if need > have] == []


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
    table.keep_columns(settings, "requests-0")

    other = RecordTable(COLUMNS, key=lambda r: r.id, name="申请", ticks=True)
    qtbot.addWidget(other)
    other.resize(900, 400)
    other.restore_columns(settings, "requests-0")

    assert other.columnWidth(2) == 177
    assert other.horizontalHeader().visualIndex(4) == 1


def test_the_list_takes_another_text_size(table, redress):
    table.set_rows(ROWS)
    before = table.columnWidth(2)

    redress("light", 18)

    assert table.columnWidth(2) > before
    assert table.verticalHeader().defaultSectionSize() > 30
    assert [key for key, (need, have) in table.room().items() if need > have] == []


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
