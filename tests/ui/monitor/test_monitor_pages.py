"""Columns, their lights, what calms them, the notice of a month, the marks of a year: on screen."""

from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from clerkdesk import units
from clerkdesk.clock import FixedClock
from clerkdesk.deadlines.lights import Light
from clerkdesk.monitor import queries, service
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.service import Criterion, Kind, NewColumn
from ui.monitor.acts import VOID_UPDATE
from ui.monitor.add import AddColumn
from ui.monitor.card import ColumnPage
from ui.monitor.notice import Notice
from ui.monitor.page import Monitor, side_count
from ui.monitor.scores import Scores

TODAY = date(2026, 10, 13)
LOOKS = [("light", 14), ("dark", 14), ("light", 18)]


@pytest.fixture
def section(clerk) -> int:
    return units.add(units.SECTION, "数据资源科", by=clerk)


@pytest.fixture
def columns(clerk, section, clock) -> dict[str, int]:
    """One column of each colour on 13 October 2026, watched since 14 September."""
    clock.at = FixedClock.on(date(2026, 9, 14)).at
    made = {
        name: service.add_column(NewColumn(name, section, kind, date(2026, 9, 14)), clerk)
        for name, kind in (
            ("政策文件", Kind.GOVERNMENT),
            ("通知公告", Kind.DEPARTMENT),
            ("<b>统计&数据", Kind.GOVERNMENT),
        )
    }
    for name, day in (
        ("通知公告", date(2026, 9, 25)),
        ("<b>统计&数据", date(2026, 9, 21)),
        ("<b>统计&数据", date(2026, 10, 9)),
    ):
        clock.at = FixedClock.on(day).at
        service.note_update(made[name], clerk, on=day, title=f"{name} 的更新")
    clock.at = FixedClock.on(TODAY).at
    service.sweep(TODAY)
    return made


@pytest.fixture
def shown(qtbot, desk):
    """Show a page and return it: `shown(Monitor)`, `shown(ColumnPage, 3)`."""

    def show(kind, id_=None, **facts):
        page = kind(desk)
        qtbot.addWidget(page)
        page.resize(1198, 631)
        page.show()
        page.arrive(id_, **facts)
        page.look_again()
        return page

    return show


def names(table) -> list[str]:
    return [table.records.record(row).name for row in range(table.count())]


def colours(column_id: int) -> Colour:
    return next(one.colour for one in queries.rows(TODAY) if one.id == column_id)


def test_the_list_shows_each_column_with_its_light_the_worst_first(shown, columns):
    page = shown(Monitor)
    assert names(page.table) == ["政策文件", "通知公告", "<b>统计&数据"]
    assert [one.count() for one in page.counts.values()] == [1, 1, 1]
    assert page.table.records.index(0, 0).data() == "红灯"
    assert page.table.records.index(1, 0).data() == "黄灯"
    assert page.table.records.index(2, 0).data() == "绿灯"


def test_a_count_filters_and_esc_shows_all_again(qtbot, shown, columns):
    page = shown(Monitor)
    qtbot.mouseClick(page.counts[Colour.YELLOW], Qt.MouseButton.LeftButton)
    assert names(page.table) == ["通知公告"]
    qtbot.mouseClick(page.counts[Colour.RED], Qt.MouseButton.LeftButton)
    assert names(page.table) == ["政策文件"]
    page.search.setText("没有这样的")
    assert page.stack.currentWidget() is page.none_chosen
    assert page.escape()
    assert page.table.count() == 3
    assert not page.escape()


def test_the_side_bar_counts_what_burns_with_the_worst_colour(desk, columns):
    count = side_count(desk)
    assert (count.count, count.light) == (2, Light.OVERDUE)


def test_enter_opens_the_column(qtbot, shown, columns, journey):
    page = shown(Monitor)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert journey[-1] == ("monitor", columns["政策文件"], {})


def test_without_columns_the_page_says_what_to_do(shown, journey):
    page = shown(Monitor)
    assert page.stack.currentWidget() is page.none
    page.none.button.click()
    assert journey[-1][0] == "monitor.add"


def test_a_column_is_added_by_typing(qtbot, shown, section, notes):
    page = shown(AddColumn)
    page.form["name"].set_value("财政信息")
    page.form["unit"].set_value(section)
    page.form["valid_from"].set_value(date(2026, 10, 8))
    page._save()
    (row,) = queries.rows(TODAY)
    assert (row.name, row.unit, row.kind) == ("财政信息", "数据资源科", Kind.GOVERNMENT)
    assert "财政信息" in notes[-1]
    assert page.form["name"].value() == ""
    assert page.form["unit"].value() == section


def test_a_column_that_cannot_be_is_refused_beside_its_field(shown, section, columns):
    page = shown(AddColumn)
    page._save()
    assert page.form["name"].state == "block"
    page.form.set_values({"name": "政策文件", "unit": section})
    page._save()
    assert page.form["name"].state == "block"
    assert "政策文件" in page.form["name"].message.text()
    assert page.form["name"].value() == "政策文件"
    assert len(queries.rows(TODAY)) == 3


def test_an_update_recorded_on_the_card_calms_the_column(shown, columns, notes):
    column = columns["政策文件"]
    page = shown(ColumnPage, column)
    assert "红灯" in page.header.chip.text()
    page.buttons["note_update"].click()
    panel = page.room_of_acts.shown()
    panel.form["title"].set_value("新的规定")
    panel.save.click()
    assert page.room_of_acts.shown() is None
    row = next(one for one in queries.rows(TODAY) if one.id == column)
    assert (row.last_update, row.next_colour) == (TODAY, Colour.GREEN)
    assert page.updates.count() == 1
    assert notes[-1] == "已登记更新"


def test_a_day_ahead_is_refused_beside_the_day_and_what_was_typed_stays(shown, columns):
    page = shown(ColumnPage, columns["政策文件"])
    page.open_act("note_update")
    panel = page.room_of_acts.shown()
    panel.form.set_values({"on": date(2026, 9, 1), "title": "太早"})
    panel.save.click()
    assert panel.form["on"].state == "block"
    assert page.escape()
    page.open_act("note_update")
    assert page.room_of_acts.shown() is panel
    assert panel.form["title"].value() == "太早"


def test_a_written_explanation_comes_with_its_paper(qtbot, shown, columns, tmp_path):
    column = columns["政策文件"]
    paper = tmp_path / "说明.txt"
    paper.write_text("因系统升级暂未更新", encoding="utf-8")
    page = shown(ColumnPage, column)
    page.buttons["explain"].click()
    panel = page.room_of_acts.shown()
    panel.save.click()
    assert panel.form["text"].state == "block"
    zone = panel.form["file"].editor
    with qtbot.waitSignal(zone.read, timeout=20_000):
        zone.take([paper])
    panel.form.set_values({"author": "李明", "text": "因系统升级暂未更新"})
    panel.save.click()
    (told,) = queries.column_card(column, TODAY).explanations
    assert (told.author, told.file_id is not None) == ("李明", True)
    page.views._buttons["explanations"].click()
    assert page.told.count() == 1
    assert page.open_file.isVisible()


def test_a_large_paper_is_stored_beside_the_window_and_can_be_called_off(
    qtbot, shown, columns, tmp_path, desk
):
    column = columns["政策文件"]
    paper = tmp_path / "说明.png"
    paper.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(6 << 20))
    page = shown(ColumnPage, column)
    page.open_act("explain")
    panel = page.room_of_acts.shown()
    panel.form["file"].editor.take([paper])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    panel.form.set_values({"author": "李明", "text": "因系统升级暂未更新"})
    panel.save.click()
    (job,) = desk.jobs.shown
    job.cancel()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert not queries.column_card(column, TODAY).explanations
    assert panel.form["text"].value() == "因系统升级暂未更新"
    panel.save.click()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    assert len(queries.column_card(column, TODAY).explanations) == 1
    assert page.room_of_acts.shown() is None


def test_a_marked_paper_is_refused_by_name(qtbot, shown, columns, tmp_path):
    paper = tmp_path / "说明.txt"
    paper.write_text("机密★1年\n说明", encoding="utf-8")
    page = shown(ColumnPage, columns["政策文件"])
    page.open_act("explain")
    zone = page.room_of_acts.shown().form["file"].editor
    zone.take([paper])
    qtbot.waitUntil(lambda: bool(zone.refusals()), timeout=20_000)
    assert "说明.txt" in zone.refusals()[0]
    assert "机密" in zone.refusals()[0]
    assert zone.value() == ()


def test_in_the_green_an_explanation_is_closed_with_its_reason(shown, clerk, section):
    calm = service.add_column(NewColumn("人事信息", section, Kind.DEPARTMENT, TODAY), clerk)
    page = shown(ColumnPage, calm)
    assert "explain" not in page.buttons
    texts = [label.text() for label in page.steps.findChildren(type(page.none))]
    assert any("书面说明" in text and "绿灯" in text for text in texts)


def test_a_record_made_by_mistake_is_voided_and_stays_in_the_list(shown, columns):
    column = columns["通知公告"]
    page = shown(ColumnPage, column)
    page.views._buttons["updates"].click()
    assert page.void.isVisible()
    page.void.click()
    panel = page.room_of_acts.shown()
    panel.form["reason"].set_value("记错栏目")
    panel.save.click()
    (update,) = queries.column_card(column, TODAY).updates
    assert (update.voided, update.void_reason) == (True, "记错栏目")
    assert page.updates.count() == 1
    assert not page.void.isVisible()
    assert colours(column) is Colour.RED
    page.open_act(VOID_UPDATE, update.id)
    again = page.room_of_acts.shown()
    again.form["reason"].set_value("再作废")
    again.save.click()
    assert not again.trouble.isHidden()


def test_a_column_is_watched_no_longer_and_says_so(shown, columns):
    page = shown(ColumnPage, columns["政策文件"])
    page.open_act("end")
    panel = page.room_of_acts.shown()
    panel.form["reason"].set_value("栏目合并")
    panel.save.click()
    assert not page.buttons
    assert len(queries.rows(TODAY)) == 2


def test_the_notice_of_an_office_that_watches_nothing_yet_leads_to_the_first_column(shown, journey):
    page = shown(Notice)
    assert page.table.isHidden()
    assert not page.none.isHidden()
    page.none.button.click()
    assert journey[-1][0] == "monitor.add"


def test_the_notice_counts_and_prints_the_month(shown, columns, journey):
    page = shown(Notice)
    page.month.setCurrentIndex(1)  # September
    assert page.figures["yellow"].text() == "2"
    assert page.figures["updates"].text() == "2"
    page._print()
    place, _id, facts = journey[-1]
    text = _text(facts["pdf"])
    assert place == "papers"
    assert "2026年9月" in facts["name"]
    assert "政府信息公开红黄灯监测通报" in text
    assert "亮黄灯2次，亮红灯1次" in text
    assert "按昆政办发〔2015〕17号第26项，栏目7个工作日内未更新的亮黄灯" in text
    assert "政策文件" in text


def test_marks_are_given_column_by_column(shown, columns, notes):
    page = shown(Scores)
    page.marks.select(columns["政策文件"])
    page.give()
    panel = page.room_of_acts.shown()
    panel.form["score"].set_value(90)
    panel.save.click()
    assert panel.form["evidence"].state == "block"
    panel.form["evidence"].set_value("三条错链")
    panel.save.click()
    following = page.room_of_acts.shown()  # the next criterion of the same column
    assert following is not panel
    assert following.form["criterion"].value() is Criterion.ACCURACY
    following.form["score"].set_value(101)
    following.save.click()
    assert following.form["score"].state == "block"
    assert page.escape()
    page.views._buttons["ranking"].click()
    assert page.ranking.isVisible()
    row = page.ranking.records.record(0)
    assert (row.place, row.hundredths, row.missing) == (None, 9000, 8)  # not marked in full


def test_the_evaluation_is_printed_with_its_evidence(shown, clerk, columns, journey):
    service.score(
        columns["政策文件"],
        clerk,
        year=2026,
        criterion=Criterion.STANDARD,
        score=88,
        evidence="标题不规范",
    )
    page = shown(Scores)
    page._print()
    text = _text(journey[-1][2]["pdf"])
    assert "综合评议（2026年）" in text
    assert "标题不规范" in text
    assert "88.00" in text


@pytest.mark.parametrize(("appearance", "size"), LOOKS)
def test_the_pages_are_fit_to_be_shown(shown, columns, ui_checks, redress, appearance, size):
    redress(appearance, size)
    for kind, id_ in (
        (Monitor, None),
        (ColumnPage, columns["政策文件"]),
        (AddColumn, None),
        (Notice, None),
        (Scores, None),
    ):
        ui_checks.check(shown(kind, id_))


@pytest.mark.parametrize("act", ["note_update", "explain", "end"])
def test_the_forms_of_acts_are_fit_to_be_shown(shown, columns, ui_checks, act):
    page = shown(ColumnPage, columns["政策文件"])
    page.open_act(act)
    ui_checks.check(page)


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document).replace(
            "\r\n", ""
        )
