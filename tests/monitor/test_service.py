"""Columns of the portal: what is recorded, what burns, what the notice and the ranking say."""

from datetime import date

import pytest

from clerkdesk import settings, units
from clerkdesk.clock import FixedClock
from clerkdesk.db.connection import database
from clerkdesk.db.models import Deadline, MonitorLight
from clerkdesk.errors import UserError
from clerkdesk.monitor import queries, service
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.service import Criterion, Kind, NewColumn
from clerkdesk.publications import service as publishing
from clerkdesk.publications.service import NewFile, NewPublication

TODAY = date(2026, 10, 13)
PAPER = NewFile("说明.txt", "因系统升级暂未更新".encode())


def refused(code: str, act, *args, **named) -> None:
    before = everything()
    with pytest.raises(UserError) as caught:
        act(*args, **named)
    assert caught.value.code == code
    assert str(caught.value)
    assert everything() == before


def everything() -> tuple[int, ...]:
    return tuple(
        database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
        for table in ("monitor_column", "monitor_update", "monitor_light", "audit", "file")
    )


@pytest.fixture
def section(clerk) -> int:
    return units.add(units.SECTION, "数据资源科", by=clerk)


@pytest.fixture
def column(clerk, section, clock) -> int:
    """Watched since 14 September 2026: yellow from the 23rd, red from the 29th."""
    today, clock.at = clock.at, FixedClock.on(date(2026, 9, 14)).at
    fresh = NewColumn("政策文件", section, Kind.GOVERNMENT, date(2026, 9, 14))
    column = service.add_column(fresh, clerk)
    clock.at = today
    service.sweep(TODAY)
    return column


def row(column_id: int, day: date = TODAY):
    return next(one for one in queries.rows(day) if one.id == column_id)


def lit(column_id: int) -> list[tuple[str, date, date | None, str]]:
    return [
        (str(one.colour), one.on, one.cleared_on, one.cleared_by)
        for one in queries.column_card(column_id, TODAY).lights
    ]


def test_what_burnt_before_anyone_looked_is_written_down(column):
    assert lit(column) == [
        ("yellow", date(2026, 9, 23), date(2026, 9, 29), "red"),
        ("red", date(2026, 9, 29), None, ""),
    ]
    assert row(column).colour is Colour.RED
    assert service.sweep(TODAY) == ()


def test_each_morning_brings_its_lights_once(clerk, section, clock):
    clock.at = FixedClock.on(date(2026, 9, 14)).at
    fresh = NewColumn("新闻", section, Kind.DEPARTMENT, date(2026, 9, 14))
    column = service.add_column(fresh, clerk)
    clock.at = FixedClock.on(date(2026, 9, 22)).at
    assert service.sweep(date(2026, 9, 22)) == ()
    assert row(column, date(2026, 9, 22)).next_on == date(2026, 9, 23)
    clock.at = FixedClock.on(date(2026, 9, 23)).at
    assert [one.colour for one in service.sweep(date(2026, 9, 23))] == [Colour.YELLOW]
    assert service.sweep(date(2026, 9, 23)) == ()
    line = Deadline.get(Deadline.noun == "monitor")
    assert (line.rule, line.due_on) == ("column", date(2026, 9, 28))
    clock.at = FixedClock.on(date(2026, 9, 29)).at
    assert [one.colour for one in service.sweep(date(2026, 9, 29))] == [Colour.RED]


def test_an_update_puts_the_light_out_on_the_next_working_day_and_the_row_stays(
    clerk, column, clock
):
    service.note_update(column, clerk, on=TODAY, title="新文件")
    assert row(column).colour is Colour.RED
    assert row(column).next_colour is Colour.GREEN
    assert not Deadline.select().where((Deadline.noun == "monitor") & Deadline.closed_on.is_null())
    clock.at = FixedClock.on(date(2026, 10, 14)).at
    service.sweep(date(2026, 10, 14))
    assert row(column, date(2026, 10, 14)).colour is Colour.GREEN
    assert MonitorLight.select().count() == 2  # yellow and red stay on record
    assert MonitorLight.get(MonitorLight.light == "red").cleared_by == "update"


def test_what_is_published_in_its_category_counts_by_itself(clerk, reviewers, section, clock):
    fresh = NewColumn("规范性文件", section, Kind.GOVERNMENT, date(2026, 10, 8), "rules")
    column = service.add_column(fresh, clerk)
    draft = NewPublication("一份规定", date(2026, 10, 9), category="rules", source_unit_id=section)
    publication = publishing.register(draft, [NewFile("规定.txt", "规定".encode())], clerk)
    reviewers.approve(publication)
    publishing.publish(publication, clerk, on=TODAY, channel="website")
    assert row(column).last_update == TODAY


def test_a_written_explanation_needs_its_text_author_and_paper(clerk, column):
    refused(
        "typed.empty", service.explain, column, clerk, on=TODAY, text="", author="李", file=PAPER
    )
    refused(
        "typed.empty", service.explain, column, clerk, on=TODAY, text="升级", author="", file=PAPER
    )
    service.explain(column, clerk, on=TODAY, text="系统升级", author="李明", file=PAPER)
    told = queries.column_card(column, TODAY).explanations[0]
    assert (told.author, told.file_id is not None) == ("李明", True)
    assert row(column).next_colour is Colour.GREEN


def test_where_the_office_says_so_an_explanation_leaves_the_yellow(clerk, column, clock):
    settings.change(clerk, monitor_explanation="holds")
    service.explain(column, clerk, on=TODAY, text="系统升级", author="李明", file=PAPER)
    clock.at = FixedClock.on(date(2026, 10, 15)).at
    service.sweep(date(2026, 10, 15))
    assert row(column, date(2026, 10, 15)).colour is Colour.YELLOW


def test_what_was_over_before_the_column_was_entered_is_no_warning(clerk, section):
    old = NewColumn("年报", section, Kind.DEPARTMENT, date(2026, 1, 5))
    assert lit(service.add_column(old, clerk)) == [("red", date(2026, 1, 20), None, "")]


def test_a_mistake_is_taken_back_and_the_light_burns_again(clerk, column):
    update = service.note_update(column, clerk, on=date(2026, 9, 21), title="误记")
    assert lit(column)[1] == ("red", date(2026, 9, 29), TODAY, "corrected")
    service.void_update(update, clerk, reason="记错栏目")
    assert row(column).colour is Colour.RED
    assert queries.column_card(column, TODAY).updates[0].voided
    refused("monitor.gone", service.void_update, update, clerk, reason="再")
    explanation = service.explain(column, clerk, on=TODAY, text="升级", author="李明", file=PAPER)
    service.void_explanation(explanation, clerk, reason="误登")
    assert row(column).next_colour is None


def test_the_number_of_days_is_the_offices_own(clerk, column):
    settings.change(clerk, monitor_days=8)
    assert row(column).since == date(2026, 9, 30)
    settings.change(clerk, monitor_days=20)
    assert row(column).colour is Colour.GREEN


def test_a_column_no_longer_watched_bears_no_light_and_keeps_its_past(clerk, column):
    refused("typed.empty", service.end_column, column, clerk, on=TODAY, reason="")
    service.end_column(column, clerk, on=TODAY, reason="栏目合并")
    assert queries.rows(TODAY) == ()
    assert lit(column)[-1][2:] == (TODAY, "ended")
    refused("monitor.ended", service.note_update, column, clerk, on=TODAY)


def test_what_cannot_be_is_refused(clerk, section, column):
    twice = NewColumn("政策文件", section, Kind.GOVERNMENT, TODAY)
    refused("monitor.column_twice", service.add_column, twice, clerk)
    refused(
        "monitor.no_such_unit",
        service.add_column,
        NewColumn("x", 99, Kind.GOVERNMENT, TODAY),
        clerk,
    )
    ahead = NewColumn("x", section, Kind.GOVERNMENT, date(2026, 11, 1))
    refused("monitor.in_future", service.add_column, ahead, clerk)
    refused("monitor.in_future", service.note_update, column, clerk, on=date(2026, 10, 14))
    refused("monitor.before_watched", service.note_update, column, clerk, on=date(2026, 9, 1))
    refused("monitor.gone", service.note_update, 99, clerk, on=TODAY)


def test_a_marked_explanation_is_refused(clerk, column):
    marked = NewFile("说明.txt", "机密★1年\n说明".encode())
    refused(
        "reading.marked",
        service.explain,
        column,
        clerk,
        on=TODAY,
        text="说明",
        author="李明",
        file=marked,
    )


def test_the_notice_of_a_month_counts_what_stood_and_what_burnt(clerk, section, column):
    calm = NewColumn("通知公告", section, Kind.DEPARTMENT, date(2026, 9, 14))
    other = service.add_column(calm, clerk)
    for day in (18, 25, 30):
        service.note_update(other, clerk, on=date(2026, 9, day), title="公告")
    notice = queries.notice(2026, 9, TODAY)
    assert (notice.columns, notice.updates, notice.yellow, notice.red) == (2, 3, 1, 1)
    assert [line.column for line in notice.lines] == ["政策文件", "通知公告"]
    assert notice.lines[0].burning is Colour.RED
    assert [light.colour for light in notice.lights] == [Colour.YELLOW, Colour.RED]
    weeks = queries.weekly(date(2026, 9, 14), date(2026, 9, 30))
    assert {one.column: one.total for one in weeks} == {"政策文件": 0, "通知公告": 3}
    assert [number for _monday, number in weeks[1].weeks] == [1, 1, 1]


def test_the_yearly_ranking_shares_places_and_counts_no_missing_mark(clerk, section, column):
    other = units.add(units.SECTION, "办公室", by=clerk)
    second = service.add_column(
        NewColumn("机构概况", other, Kind.DEPARTMENT, date(2026, 9, 14)), clerk
    )
    for criterion in Criterion:
        service.score(column, clerk, year=2026, criterion=criterion, score=80, evidence="错链")
        service.score(second, clerk, year=2026, criterion=criterion, score=70, evidence="缺项")
    service.score(column, clerk, year=2026, criterion=Criterion.STANDARD, score=100)
    rows = queries.ranking(2026)
    assert [(one.place, one.unit, one.hundredths) for one in rows] == [
        (1, "数据资源科", 8667),
        (2, "办公室", 7000),
    ]
    assert rows[0].red == 1
    for criterion in Criterion:
        service.score(column, clerk, year=2026, criterion=criterion, score=70, evidence="改判")
    assert [one.place for one in queries.ranking(2026)] == [1, 1]


def test_marks_have_a_range_and_a_reason(clerk, column):
    standard = {"criterion": Criterion.STANDARD}
    refused("monitor.score_range", service.score, column, clerk, year=2026, score=101, **standard)
    refused("monitor.year_ahead", service.score, column, clerk, year=2027, score=100, **standard)
    refused(
        "monitor.evidence_missing", service.score, column, clerk, year=2026, score=99, **standard
    )
