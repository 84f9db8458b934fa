"""The list: sorted and filtered in SQL, ticks and what they lead to, the empty desk, the count."""

from datetime import date

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt

from clerkdesk import drafts, parties
from clerkdesk.deadlines.lights import Light
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from ui import search_box
from ui.pages import Room
from ui.requests import register_out
from ui.requests.list import RequestList, side_count

TODAY = date(2026, 10, 13)


@pytest.fixture
def page(qtbot, desk):
    def make() -> RequestList:
        made = RequestList(desk)
        qtbot.addWidget(made)
        made.resize(1190, 640)
        made.show()
        made.look_again()
        return made

    return make


@pytest.fixture
def five(asked, office):
    """One overdue, one due today, one ordinary, one of another handler, one unconfirmed."""
    return (
        asked("陈建国", "滨河路征地补偿方案", date(2026, 9, 8)),
        asked("张喆", "老旧小区改造清单", date(2026, 9, 9)),
        asked("刘洋", "供热特许经营协议", date(2026, 9, 28)),
        asked("吴敏", "公租房配租结果", date(2026, 9, 29), handler_id=office.he),
        asked("冯雪", "建筑幕墙排查结论", date(2026, 10, 12), channel=Channel.INTERNET),
    )


def _names(page) -> list[str]:
    return [page.table.records.record(row).applicant for row in range(page.table.count())]


def test_the_most_urgent_stands_first_and_what_waits_for_a_date_last(page, five):
    assert _names(page()) == ["陈建国", "张喆", "刘洋", "吴敏", "冯雪"]


def test_each_filter_narrows_the_list_and_escape_clears_them_all(page, five, desk, office):
    shown = page()
    shown.filters.set_value("light", Light.OVERDUE)
    assert _names(shown) == ["陈建国"]
    shown.filters.clear()
    shown.filters.set_value("handler", office.he)
    assert _names(shown) == ["吴敏"]
    shown.filters.clear()
    shown.filters.set_value("due", "today")
    assert _names(shown) == ["张喆"]
    shown.filters.clear()
    shown.search.setText("特许")
    assert _names(shown) == ["刘洋"]
    assert "1 件" in shown.filters.summary.text()
    assert shown.escape()
    assert len(_names(shown)) == 5
    assert not shown.escape()


def test_a_head_click_sorts_in_sql_and_the_order_is_said_in_words(page, five):
    shown = page()
    head = shown.table.horizontalHeader()
    section = next(
        n
        for n in range(shown.table.records.columnCount())
        if (column := shown.table.records.column_at(n)) and column.key == "number"
    )
    head.sectionClicked.emit(section)
    head.sectionClicked.emit(section)
    assert shown.filters.summary.text().endswith("按登记号降序")
    assert _names(shown)[0] == "冯雪"


def test_enter_opens_the_request_under_the_cursor(page, five, journey, qtbot):
    shown = page()
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert journey[-1][:2] == ("requests", five[0])


def test_ticked_requests_are_handed_over_together(page, five, office, card, notes):
    shown = page()
    for row in (0, 1):
        shown.table.records.tick(row)
    shown.table.ticked_changed.emit(2)
    assert shown.bulk.isVisible()
    shown.people.aboutToShow.emit()
    next(act for act in shown.people.actions() if act.text() == "李文涛").trigger()
    assert [card(key).handler.name for key in five[:3]] == ["李文涛", "李文涛", "王芳"]
    assert notes[-1] == "已移交 2 件，承办人：李文涛"
    assert not shown.bulk.isVisible()


def test_what_is_ticked_becomes_a_spreadsheet_in_which_no_text_is_a_formula(
    page, five, asked, box, tmp_path, qtbot, notes
):
    asked("=HYPERLINK(1)", "=1+1", date(2026, 10, 9))
    shown = page()
    for row in range(shown.table.count()):
        shown.table.records.tick(row)
    box.files = (tmp_path / "登记表.xlsx",)
    shown._export()
    qtbot.waitUntil(lambda: bool(notes), timeout=5000)
    sheet = openpyxl.load_workbook(box.files[0]).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("登记号", "收到日", "申请人", "申请内容")
    assert len(rows) == 7
    strange = next(row for row in sheet.iter_rows() if row[2].value == "=HYPERLINK(1)")
    assert strange[2].data_type == strange[3].data_type == "s"
    assert strange[1].value.date() == date(2026, 10, 9)
    assert "6 件" in notes[-1]


def test_the_register_is_printed_with_the_names_of_the_ticked(page, five, journey, office):
    shown = page()
    shown.table.records.tick(0)
    shown._print()
    place, _id, facts = journey[-1]
    assert place == "papers"
    text = pypdfium2.PdfDocument(facts["pdf"])[0].get_textpage().get_text_range()
    assert "陈建国" in text
    assert "刘洋" not in text


def test_rows_of_a_printed_register_name_what_is_not_confirmed(five):
    rows = queries.page(today=TODAY)
    unconfirmed = next(row for row in rows if row.applicant == "冯雪")
    assert [column.words(unconfirmed) for column in register_out.REGISTER][1] == "待确认"


def test_conditions_are_saved_under_their_own_words_and_put_in_force_again(page, five, turn):
    shown = page()
    shown.filters.set_value("light", Light.OVERDUE)
    shown.filters.set_value("scope", "open")
    shown.saved.save()
    shown.filters.clear()
    shown.saved.fill()
    kept = shown.saved.menu.actions()[0]
    assert kept.text() == "在办 · 已逾期"
    kept.trigger()
    assert _names(shown) == ["陈建国"]
    assert drafts.of_kind("request_filter") == ()
    drop = shown.saved.menu.actions()[-1].menu()
    drop.actions()[0].trigger()
    assert queries.saved_filters() == ()


def test_a_saved_window_of_days_moves_with_the_day_and_what_is_unknown_is_left_out(
    page, five, desk
):
    service.save_filter("本周", {"due": "week", "light": "violet", "moon": 1}, desk.person_id)
    shown = page()
    shown.saved.fill()
    shown.saved.menu.actions()[0].trigger()
    assert shown.filters.values()["due"] == "week"
    assert shown.filter().due_from == TODAY
    service.save_filter("本周", {"due": "today"}, desk.person_id)
    assert [one.chosen for one in queries.saved_filters()] == [{"due": "today"}]


def test_all_requests_of_one_person_are_asked_for_by_name(page, five, asked, card, clerk):
    again = asked("刘洋", "另一件事", date(2026, 10, 9))
    stranger = asked("刘洋", "同名不同人", date(2026, 10, 9))
    here, there = (card(key).applicants[0].id for key in (again, five[2]))
    parties.join(here, there, clerk)
    shown = page()
    shown.search.setText("没有")
    shown.arrive(None, involves=here)
    ids = {shown.table.records.record(row).id for row in range(shown.table.count())}
    assert ids == {again, five[2]}
    assert stranger not in ids
    assert shown.filters.in_words() == ["刘洋"]
    shown.saved.save()
    shown.escape()
    assert shown.table.count() == 7
    fresh = page()
    fresh.saved.fill()
    fresh.saved.menu.actions()[0].trigger()
    assert fresh.table.count() == 2


def test_drafts_that_wait_are_named_above_the_list(page, five, desk):
    drafts.save("request", "赵志强", {}, desk.person_id)
    shown = page()
    assert shown.drafts.isVisible()
    assert shown.drafts.text() == "1 份登记草稿"


def test_an_empty_register_says_what_to_do(page, register, journey):
    shown = page()
    assert shown.stack.currentWidget() is shown.none
    shown.none.button.click()
    assert journey[-1][0] == "requests.intake"


def test_typing_searches_once_and_leaving_the_box_at_once(page, five, qtbot, monkeypatch):
    monkeypatch.setattr(search_box, "PAUSE", 600_000)  # no test waits for it
    shown = page()
    asked: list[str] = []
    whole = queries.count

    def count(*what, **named):
        asked.extend(one.text for one in what)
        return whole(*what, **named)

    monkeypatch.setattr(queries, "count", count)
    shown.search.setFocus()
    qtbot.keyClicks(shown.search, "nobody")
    assert asked == []
    assert shown.table.count() == 5
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert set(asked) == {"nobody"}
    assert shown.stack.currentWidget() is shown.none_chosen


def test_enter_in_the_search_leads_to_the_first_row_found(page, five, qtbot, turn):
    shown = page()
    shown.activateWindow()
    shown.search.setFocus()
    qtbot.keyClicks(shown.search, "2026-0003")
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    turn()
    assert shown.table.hasFocus()
    assert shown.table.current().number == "2026-0003"


def test_a_filter_without_hits_can_be_cleared_in_place(page, five):
    shown = page()
    shown.search.setText("没有这样的申请")
    assert shown.stack.currentWidget() is shown.none_chosen
    shown.none_chosen.button.click()
    assert shown.table.count() == 5


def test_the_side_bar_counts_red_and_yellow_with_the_worst(five, desk):
    counted = side_count(desk)
    assert (counted.count, counted.light) == (2, Light.OVERDUE)


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(page, five, ui_checks, redress, appearance, size):
    redress(appearance, size)
    shown = page()
    shown.table.records.tick(0)
    shown.table.ticked_changed.emit(1)
    ui_checks.check(shown)


def test_a_small_window_keeps_light_number_date_and_remainder(page, five):
    shown = page()
    shown.enter_room(Room.NARROW)
    keys = {
        column.key
        for n in range(shown.table.records.columnCount())
        if not shown.table.isColumnHidden(n) and (column := shown.table.records.column_at(n))
    }
    assert {"light", "number", "applicant", "title", "due", "left"} <= keys
