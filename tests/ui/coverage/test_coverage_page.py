"""The pictures of what is out, late and missing: seen, clicked, walked, printed."""

from datetime import date

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt

from clerkdesk import units
from clerkdesk.monitor import service as monitor
from clerkdesk.monitor.service import Kind, NewColumn
from clerkdesk.publications import duties, queries, service
from clerkdesk.publications.attributes import Attribute
from clerkdesk.publications.categories import Frequency
from clerkdesk.publications.coverage import Cover
from clerkdesk.publications.duties import NewDuty
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.publications.tied import Tie
from ui.coverage.grid import Cell, Grid, GridPicture
from ui.coverage.page import Coverage
from ui.publications.register import Register

TODAY = date(2026, 10, 13)


@pytest.fixture
def office(clerk, reviewers) -> dict[str, int]:
    """Two units, two items: one late, one missing, one awaited, one out in time."""
    first = units.add(units.SECTION, "数据资源科", by=clerk)
    second = units.add(units.SECTION, "财务科", by=clerk)
    for category in ("rules", "statistics"):
        for unit in (first, second):
            duty = NewDuty(category, unit, Frequency.EVENT, date(2026, 1, 5))
            duties.assign_duty(duty, clerk)

    def register(title, formed, category, unit) -> int:
        draft = NewPublication(title, formed, category=category, source_unit_id=unit)
        return service.register(draft, [NewFile("a.txt", title.encode())], clerk)

    late = register("迟了的规定", date(2026, 8, 3), "rules", first)
    in_time = register("按时的统计", date(2026, 10, 9), "statistics", first)
    for made in (late, in_time):
        reviewers.approve(made)
        service.publish(made, clerk, on=TODAY, channel="website")
    register("还没有公开的规定", date(2026, 6, 1), "rules", second)
    return {"late": late, "in_time": in_time, "first": first, "second": second}


@pytest.fixture
def page(qtbot, desk):
    def show(**facts):
        made = Coverage(desk)
        qtbot.addWidget(made)
        made.resize(1198, 631)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.look_again()
        made.arrive(None, **facts)
        return made

    return show


def square(page, item: str, unit: str) -> tuple[int, int]:
    return next(
        place for place, duty in page._duties.items() if duty.category == item and duty.unit == unit
    )


def test_each_square_says_published_late_missing_or_awaited(page, office):
    shown = page()
    covers = {(one.category, one.unit): one.cover for one in shown._duties.values()}
    assert covers == {
        ("rules", "数据资源科"): Cover.LATE,
        ("rules", "财务科"): Cover.MISSING,
        ("statistics", "数据资源科"): Cover.PUBLISHED,
        ("statistics", "财务科"): Cover.AWAITED,
    }
    texts = {place: shown.matrix.cell(*place).text for place in shown._duties}
    assert texts[square(shown, "rules", "财务科")] == "缺 1"
    assert texts[square(shown, "rules", "数据资源科")] == "迟 1"
    assert texts[square(shown, "statistics", "数据资源科")] == "已公开 1"
    assert "缺 1，迟 1，已公开 1，未到期 1" in shown.told.text()


def test_a_click_opens_the_publications_behind_a_square(qtbot, page, office, journey):
    shown = page()
    row, column = square(shown, "rules", "数据资源科")
    place = shown.matrix.rect_of(row, column).center()
    qtbot.mouseClick(shown.matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert "迟 1" in shown._of_matrix.square.text()
    assert shown.behind.count() == 1
    shown.behind.opened.emit(shown.behind.records.record(0))
    assert journey[-1] == ("publications", office["late"], {})


def test_the_picture_is_walked_with_arrows_and_told_in_words(qtbot, page, office):
    shown = page()
    shown.matrix.setFocus()
    shown.matrix.choose(0, 0)
    qtbot.keyClick(shown.matrix, Qt.Key.Key_Right)
    qtbot.keyClick(shown.matrix, Qt.Key.Key_Down)
    assert shown.matrix.current() == (1, 1)
    qtbot.keyClick(shown.matrix, Qt.Key.Key_Right)
    assert shown.matrix.current() == (1, 1)
    told = shown.matrix.accessibleName()
    assert "已公开" in told
    assert "待公开" in told
    assert "统计" in told
    qtbot.keyClick(shown.matrix, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert shown.matrix.current() == (0, 0)
    qtbot.keyClick(shown.matrix, Qt.Key.Key_End)
    assert shown.matrix.current() == (0, 1)
    qtbot.keyClick(shown.matrix, Qt.Key.Key_PageDown)
    assert shown.matrix.current() == (1, 1)


def test_enter_goes_into_the_rows_and_esc_back_to_the_picture(qtbot, page, office, journey):
    shown = page()
    shown.matrix.setFocus()
    shown.matrix.choose(*square(shown, "rules", "数据资源科"))
    qtbot.keyClick(shown.matrix, Qt.Key.Key_Return)
    assert shown.behind.hasFocus()
    qtbot.keyClick(shown.behind, Qt.Key.Key_Return)
    assert journey[-1] == ("publications", office["late"], {})
    assert shown.escape()
    assert shown.matrix.hasFocus()
    assert not shown.escape()


def test_what_is_missing_is_begun_from_its_square(page, office, journey):
    shown = page()
    shown.matrix.choose(*square(shown, "statistics", "财务科"))
    assert shown.behind.count() == 0
    assert shown.register.isVisible()
    shown.register.click()
    place, _id, facts = journey[-1]
    assert place == "publications.register"
    assert (facts["draft"].category, facts["draft"].source_unit_id) == (
        "statistics",
        office["second"],
    )
    shown.matrix.choose(*square(shown, "rules", "数据资源科"))
    assert not shown.register.isVisible()


def test_a_square_without_a_duty_shows_nothing_behind(page, office, clerk):
    third = units.add(units.SECTION, "办公室", by=clerk)
    duties.assign_duty(NewDuty("plans", third, Frequency.EVENT, date(2026, 1, 5)), clerk)
    shown = page()
    shown.matrix.choose(*square(shown, "rules", "数据资源科"))
    rows, columns = len(shown.matrix._grid.rows), len(shown.matrix._grid.columns)
    blank = next(
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in shown._duties
    )
    shown.matrix.choose(*blank)
    assert shown.behind.count() == 0
    assert "没有分工" in shown._of_matrix.square.text()


def test_an_earlier_year_is_looked_at(page, office):
    shown = page()
    shown.year.setCurrentIndex(1)
    assert shown.year_shown() == 2025
    assert shown.stack.currentWidget() is shown.none  # no duty was in force then


def test_without_duties_the_page_leads_to_the_catalogue(page, journey):
    shown = page()
    assert shown.stack.currentWidget() is shown.none
    shown.none.button.click()
    assert journey[-1][0] == "catalogue"


def test_weekly_volume_is_drawn_for_each_column(page, office, clerk):
    column = monitor.add_column(
        NewColumn("政策文件", office["first"], Kind.GOVERNMENT, date(2026, 9, 1)), clerk
    )
    for day in (date(2026, 9, 29), date(2026, 9, 30), TODAY):
        monitor.note_update(column, clerk, on=day, title="更新")
    shown = page(view="weekly")
    assert shown.stack.currentWidget() is shown._of_weekly
    assert shown.weekly.cell(0, 0).text == "3"
    assert [shown.weekly.cell(0, week).text for week in (10, 11, 12)] == ["2", "0", "1"]
    assert "2026-09-28" in shown.weekly.cell(0, 10).told


def test_the_squares_of_a_week_open_what_was_new(qtbot, page, office, clerk, journey):
    """One update noted by hand, one publication of the column's category."""
    column = monitor.add_column(
        NewColumn("政策文件", office["first"], Kind.GOVERNMENT, date(2026, 9, 1), "rules"), clerk
    )
    monitor.note_update(column, clerk, on=date(2026, 9, 30), title="会议消息")
    shown = page(view="weekly")
    place = shown.weekly.rect_of(0, 12).center()
    qtbot.mouseClick(shown.weekly.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [shown.things.records.record(row).title for row in range(shown.things.count())] == [
        "迟了的规定"
    ]
    assert "更新 1 条" in shown._of_weekly.square.text()
    qtbot.keyClick(shown.weekly, Qt.Key.Key_Return)
    assert shown.things.hasFocus()
    qtbot.keyClick(shown.things, Qt.Key.Key_Return)
    assert journey[-1] == ("publications", office["late"], {})
    shown.weekly.setFocus()
    qtbot.keyClick(shown.weekly, Qt.Key.Key_Home)  # the sum of all weeks
    assert shown.things.count() == 2
    shown.things.opened.emit(shown.things.records.record(1))
    assert journey[-1] == ("monitor", column, {})
    shown.weekly.choose(0, 1)
    assert shown.things.count() == 0


def test_what_was_found_at_the_source_is_counted_by_unit_and_opens(page, office, clerk):
    """源头认定: 主动公开, 依申请公开, 不予公开 (2014年分解细化方案 八)."""
    minutes = NewPublication(
        "会议纪要",
        date(2026, 9, 1),
        attribute=Attribute.WITHHELD,
        ground="draft",
        attribute_reason="过程稿",
        source_unit_id=office["first"],
    )
    service.register(minutes, (), clerk)
    service.register(NewPublication("没有写处室的通知", date(2026, 9, 2)), (), clerk)
    shown = page(view="attributes")
    assert "主动公开 4，依申请公开 0，不予公开 1" in shown.told.text()
    grid = shown.attributes
    row = next(n for (n, _c), one in shown._shares.items() if one.unit == "数据资源科")
    grid.choose(row, 2)
    assert grid.told(row, 2).endswith("1 件，这个单位共 3 件")
    assert shown.shared.records.record(0).title == "会议纪要"
    nobody = next(n for (n, _c), one in shown._shares.items() if one.unit_id is None)
    grid.choose(nobody, 0)
    assert [shown.shared.records.record(n).title for n in range(shown.shared.count())] == [
        "没有写处室的通知"
    ]


def test_a_policy_without_interpretation_leads_to_its_draft(qtbot, desk, page, office, journey):
    shown = page(view="missing")
    assert shown.missing.count() == 1
    shown.of_missing.policy.click()
    assert journey[-1] == ("publications", office["late"], {})
    qtbot.keyClick(shown.missing, Qt.Key.Key_Return)
    place, _id, facts = journey[-1]
    assert (place, facts["tie"].other_id) == ("publications.register", office["late"])
    form = Register(desk)
    qtbot.addWidget(form)
    form.look_again()
    form.arrive(None, **facts)
    form.show()
    assert form.form["title"].value() == "《迟了的规定》政策解读"
    assert "迟了的规定" in form.follows.message.text()
    form.look_again()  # coming back keeps the draft
    assert form.form["category"].value() == "interpretation"
    form.form["formed_on"].set_value(TODAY)
    form.save.click()
    ((_p, made, _f),) = [stop for stop in journey if stop[0] == "publications" and stop[1]][-1:]
    (tie,) = queries.card(made, TODAY).links
    assert (tie.relation, tie.publication_id) == ("interprets", office["late"])
    shown.refresh()
    row = shown.missing.records.record(0)
    assert (row.begun_id, shown.of_missing.interpret.text()) == (made, "打开解读(&N)")
    shown.of_missing.interpret.click()
    assert journey[-1] == ("publications", made, {})


def test_a_policy_is_excused_with_a_reason_and_wanted_again(page, office, notes):
    shown = page(view="missing")
    shown.of_missing.excuse.click()
    panel = shown.of_missing.room_of_acts.shown()
    panel.save.click()
    assert panel.form["reason"].state == "block"
    panel.form["reason"].set_value("只涉及内部分工")
    panel.save.click()
    assert "0 件政策" in shown.told.text()
    assert shown.missing.current().excuse == "只涉及内部分工"
    shown.of_missing.excuse.click()
    assert "1 件政策" in shown.told.text()
    assert "重新列入" in notes[-1]


def test_every_view_leaves_in_one_workbook(qtbot, desk, page, office, clerk, box, tmp_path):
    monitor.add_column(
        NewColumn("政策文件", office["first"], Kind.GOVERNMENT, date(2026, 9, 1), "rules"), clerk
    )
    target = tmp_path / "公开情况.xlsx"
    box.files = (target,)
    page()._export()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == [
        "单位和事项 2026年",
        "每周更新量",
        "缺解读",
        "公开属性 2026年",
        "政府采购",
        "重大建设项目",
    ]
    rows = list(book["单位和事项 2026年"].iter_rows(values_only=True))
    assert len(rows) == 5
    assert {row[2] for row in rows[1:]} == {"缺", "迟", "已公开", "未到期"}
    assert list(book["每周更新量"].iter_rows(values_only=True))[1][:3] == (
        "数据资源科",
        "政策文件",
        1,
    )
    assert list(book["缺解读"].iter_rows(values_only=True))[1][3] == "还没有起草"


def test_missing_stages_of_a_procurement_are_seen(page, clerk, reviewers, journey):
    from clerkdesk.publications import categories  # noqa: PLC0415

    first, *between, last = [one.key for one in categories.load().chain("procurement")]
    made = []
    for key in (first, last):
        draft = NewPublication(f"采购 {key}", date(2026, 10, 9), category=key)
        made.append(service.register(draft, [NewFile("a.txt", key.encode())], clerk))
        reviewers.approve(made[-1])
        service.publish(made[-1], clerk, on=TODAY, channel="website")
    service.link(made[1], clerk, relation="same_project", other_id=made[0])
    shown = page(view="chains")
    grid = shown.chains
    stages = len(categories.load().chain("procurement"))
    texts = [grid.cell(0, place).text for place in range(stages)]
    assert texts == ["已公开", *["缺"] * (stages - 2), "已公开"]
    grid.opened.emit(0, 0)
    assert journey[-1] == ("publications", made[0], {})
    grid.opened.emit(0, 1)
    place, _id, facts = journey[-1]
    assert (place, facts["draft"].category) == ("publications.register", between[0])
    assert facts["tie"] == Tie("same_project", made[0])


def test_the_sheet_names_what_is_missing_first(page, office, journey):
    shown = page()
    shown._print()
    place, _id, facts = journey[-1]
    with pypdfium2.PdfDocument(facts["pdf"]) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert place == "papers"
    assert "政府信息公开情况（2026年）" in text
    assert text.index("缺 财务科") < text.index("已公开 数据资源科")
    assert "迟了的规定" in text


def test_a_grid_of_many_squares_scrolls_to_the_chosen_one(qtbot, dressed):
    picture = GridPicture("大图")
    qtbot.addWidget(picture)
    picture.resize(600, 300)
    picture.show()
    cells = {(row, column): Cell("1", "一") for row in range(80) for column in range(40)}
    picture.set_grid(
        Grid(tuple(f"事项{n}" for n in range(80)), tuple(f"单位{n}" for n in range(40)), cells)
    )
    picture.choose(79, 39)
    room = picture.viewport().rect()
    assert room.contains(picture.rect_of(79, 39).center())
    picture.choose(0, 0)
    assert room.contains(picture.rect_of(0, 0).center())
    with qtbot.waitSignal(picture.opened):
        qtbot.keyClick(picture, Qt.Key.Key_Return)


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
@pytest.mark.parametrize("view", ["matrix", "weekly", "missing", "chains", "attributes"])
def test_the_page_is_fit_to_be_shown(page, office, ui_checks, redress, appearance, size, view):
    redress(appearance, size)
    ui_checks.check(page(view=view))
