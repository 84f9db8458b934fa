"""Columns of the portal: what is recorded, what burns, what the notice and the ranking say."""

from datetime import date

import pytest

from clerkdesk import audit, units
from clerkdesk.clock import FixedClock
from clerkdesk.db.connection import database
from clerkdesk.db.models import Deadline, MonitorLight
from clerkdesk.errors import UserError
from clerkdesk.monitor import acts, queries, scores, service
from clerkdesk.monitor.acts import Act
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.rulebook import Explained
from clerkdesk.monitor.service import Criterion, Kind, NewColumn, NewRule
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
        for table in (
            "monitor_column",
            "monitor_update",
            "monitor_light",
            "monitor_rule",
            "audit",
            "file",
        )
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
    # an explanation given while it burnt may come in until the month's notice is written
    standing = [
        queries.column_card(column, day).standing.burnt_lately
        for day in (date(2026, 11, 14), date(2026, 11, 15))
    ]
    assert standing == [True, False]


def test_what_is_published_in_its_category_counts_by_itself(clerk, reviewers, section, clock):
    fresh = NewColumn("规范性文件", section, Kind.GOVERNMENT, date(2026, 10, 8), "rules")
    column = service.add_column(fresh, clerk)
    draft = NewPublication("一份规定", date(2026, 10, 9), category="rules", source_unit_id=section)
    publication = publishing.register(draft, [NewFile("规定.txt", "规定".encode())], clerk)
    reviewers.approve(publication)
    publishing.publish(publication, clerk, on=TODAY, channel="website")
    assert row(column).last_update == TODAY


def test_publishing_takes_the_column_off_the_board_at_once(clerk, reviewers, section, clock):
    clock.at = FixedClock.on(date(2026, 9, 14)).at
    fresh = NewColumn("规范性文件", section, Kind.GOVERNMENT, date(2026, 9, 14), "rules")
    column = service.add_column(fresh, clerk)
    clock.at = FixedClock.on(TODAY).at
    service.sweep(TODAY)
    waiting = (Deadline.noun == "monitor") & Deadline.closed_on.is_null()
    assert Deadline.select().where(waiting).count() == 1
    draft = NewPublication("规定", date(2026, 10, 9), category="rules", source_unit_id=section)
    made = publishing.register(draft, [NewFile("规定.txt", "规定".encode())], clerk)
    reviewers.approve(made)
    publishing.publish(made, clerk, on=TODAY, channel="website")
    assert Deadline.select().where(waiting).count() == 0
    assert row(column).next_colour is Colour.GREEN
    publishing.correct_release(made, clerk, channel="noticeboard", reason="没有上网")
    assert Deadline.select().where(waiting).count() == 1


def test_the_end_of_a_column_entered_late_marks_what_burnt_after_it(clerk, column):
    service.end_column(column, clerk, on=date(2026, 9, 25), reason="栏目已合并")
    assert corrected(column) == [("yellow", None, ""), ("red", TODAY, "column_ended")]
    assert lit(column)[0] == ("yellow", date(2026, 9, 23), date(2026, 9, 25), "ended")


def test_what_is_posted_on_a_board_updates_no_column_of_the_portal(
    clerk, reviewers, section, clock
):
    fresh = NewColumn("规范性文件", section, Kind.GOVERNMENT, date(2026, 10, 8), "rules")
    column = service.add_column(fresh, clerk)
    for place, channel in enumerate(("noticeboard", "website", "website")):
        draft = NewPublication(
            f"规定{place}", date(2026, 10, 9), category="rules", source_unit_id=section
        )
        made = publishing.register(draft, [NewFile("规定.txt", f"规定{place}".encode())], clerk)
        reviewers.approve(made)
        publishing.publish(made, clerk, on=TODAY, channel=channel)
    things = queries.new_in(column, date(2026, 10, 12), TODAY)
    assert [one.title for one in things] == ["规定1", "规定2"]  # two on one day are two
    assert all(one.publication_id and one.number for one in things)
    (week,) = queries.weekly(date(2026, 10, 12), TODAY)
    assert week.total == 2
    assert queries.notice(2026, 10, TODAY).updates == 2


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


def rule(since: date, yellow: int, **more) -> NewRule:
    return NewRule(since, yellow, 2, "某政办发〔2026〕8号", **more)


def test_where_the_rule_says_so_an_explanation_leaves_the_yellow(clerk, column, clock):
    service.add_rule(rule(date(2026, 9, 1), 7, explained=Explained.HOLDS), clerk)
    service.explain(column, clerk, on=TODAY, text="系统升级", author="李明", file=PAPER)
    clock.at = FixedClock.on(date(2026, 10, 15)).at
    service.sweep(date(2026, 10, 15))
    assert row(column, date(2026, 10, 15)).colour is Colour.YELLOW


def test_what_was_over_before_the_column_was_entered_is_no_warning(clerk, section):
    old = NewColumn("年报", section, Kind.DEPARTMENT, date(2026, 1, 5))
    assert lit(service.add_column(old, clerk)) == [("red", date(2026, 1, 20), None, "")]


def corrected(column_id: int) -> list[tuple[str, date | None, str]]:
    return [
        (str(one.colour), one.corrected_on, one.corrected_why)
        for one in queries.column_card(column_id, TODAY).lights
    ]


def test_a_day_entered_late_marks_the_lights_that_should_not_have_burnt_and_keeps_them(
    clerk, column
):
    service.note_update(column, clerk, on=date(2026, 9, 21), title="补登")
    assert corrected(column) == [
        ("yellow", TODAY, "update_entered"),  # also the one that had ended long ago
        ("red", TODAY, "update_entered"),
        ("yellow", None, ""),
        ("red", None, ""),
    ]
    assert lit(column)[0] == ("yellow", date(2026, 9, 23), date(2026, 9, 29), "red")
    assert lit(column)[1] == ("red", date(2026, 9, 29), TODAY, "corrected")
    notice = queries.notice(2026, 9, TODAY)
    assert (notice.yellow, notice.red) == (0, 0)  # the new yellow began in October
    assert MonitorLight.select().count() == 4


def test_a_mistake_is_taken_back_and_the_light_burns_again(clerk, column):
    before = lit(column)
    update = service.note_update(column, clerk, on=date(2026, 9, 21), title="误记")
    service.void_update(update, clerk, reason="记错栏目")
    assert row(column).colour is Colour.RED
    assert lit(column)[:2] == before
    assert corrected(column)[:2] == [("yellow", None, ""), ("red", None, "")]
    assert corrected(column)[2] == ("yellow", TODAY, "update_voided")
    assert queries.column_card(column, TODAY).updates[0].voided
    refused("monitor.gone", service.void_update, update, clerk, reason="再")
    explanation = service.explain(column, clerk, on=TODAY, text="升级", author="李明", file=PAPER)
    service.void_explanation(explanation, clerk, reason="误登")
    assert row(column).next_colour is None
    told = [line.verb for line in audit.history("monitor", column)]
    assert {"light_corrected", "light_restored", "update_voided"} <= set(told)


def test_an_explanation_found_after_the_light_went_out_keeps_red_away(clerk, column, clock):
    service.note_update(column, clerk, on=TODAY, title="新文件")
    later = date(2026, 10, 14)
    clock.at = FixedClock.on(later).at
    service.sweep(later)
    card = queries.column_card(column, later)
    assert card.row.colour is Colour.GREEN
    assert Act.EXPLAIN in acts.allowed(card.standing)
    given = date(2026, 9, 25)
    refused(
        "monitor.green_then",
        service.explain,
        column,
        clerk,
        on=date(2026, 9, 18),
        text="升级",
        author="李明",
        file=PAPER,
    )
    service.explain(column, clerk, on=given, text="升级", author="李明", file=PAPER)
    yellow, red, *_later = queries.column_card(column, later).lights
    assert (yellow.cleared_on, yellow.cleared_by) == (date(2026, 9, 28), "explanation")
    assert (red.corrected_on, red.corrected_why) == (later, "explanation_entered")


def test_a_new_number_of_days_changes_no_light_before_its_day(clerk, column):
    before = lit(column)
    service.add_rule(rule(date(2026, 10, 9), 20, at_once=True), clerk)
    assert lit(column) == before
    assert row(column).colour is Colour.RED
    assert queries.column_card(column, TODAY).rule.yellow == 20


def test_a_rule_entered_late_marks_what_it_would_not_have_lit(clerk, column):
    key = service.add_rule(rule(date(2026, 9, 1), 20), clerk)
    assert row(column).colour is Colour.GREEN
    assert corrected(column) == [
        ("yellow", TODAY, "rule_entered"),
        ("red", TODAY, "rule_entered"),
    ]
    service.void_rule(key, clerk, reason="录错")
    assert row(column).colour is Colour.RED
    assert corrected(column) == [("yellow", None, ""), ("red", None, "")]
    refused("monitor.gone", service.void_rule, key, clerk, reason="再")


def test_an_office_goes_by_its_own_rules_once_it_has_one(clerk):
    assert [(one.yellow, one.phase) for one in queries.rules(TODAY)] == [(7, "now"), (8, "before")]
    service.add_rule(rule(date(2014, 1, 1), 10), clerk)
    service.add_rule(rule(date(2027, 1, 1), 5), clerk)
    assert [(one.yellow, one.phase, one.basis) for one in queries.rules(TODAY)] == [
        (5, "ahead", "某政办发〔2026〕8号"),
        (10, "now", "某政办发〔2026〕8号"),
        (8, "before", "2013"),
    ]


def test_a_rule_has_its_basis_its_day_and_sensible_numbers(clerk, column):
    service.add_rule(rule(date(2026, 10, 1), 5), clerk)
    refused("monitor.rule_twice", service.add_rule, rule(date(2026, 10, 1), 6), clerk)
    refused("monitor.rule_days", service.add_rule, rule(date(2026, 11, 1), 0), clerk)
    refused("monitor.rule_days", service.add_rule, rule(date(2026, 11, 1), 61), clerk)
    bare = NewRule(date(2026, 11, 1), 5, 2, " ")
    refused("typed.empty", service.add_rule, bare, clerk)


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
    assert [(rule.yellow, rule.basis) for rule in notice.rules] == [(7, "2015")]
    service.note_update(column, clerk, on=date(2026, 10, 9), title="十月的更新")
    again = queries.notice(2026, 9, TODAY)
    assert again.lights == notice.lights  # it reads the same whenever it is printed
    service.add_rule(rule(date(2026, 9, 30), 5), clerk)
    changed = queries.notice(2026, 9, TODAY)
    assert [one.yellow for one in changed.rules] == [7, 5]
    weeks = queries.weekly(date(2026, 9, 14), date(2026, 9, 30))
    assert {one.column: one.total for one in weeks} == {"政策文件": 0, "通知公告": 3}
    assert [number for _monday, number in weeks[1].weeks] == [1, 1, 1]


def test_the_notice_of_a_month_that_has_not_ended_goes_as_far_as_the_day(clerk, column):
    notice = queries.notice(2026, 10, TODAY)
    ended = queries.notice(2026, 10, date(2026, 11, 2))

    assert (notice.first, notice.last) == (date(2026, 10, 1), TODAY)
    assert ended.last == date(2026, 10, 31)


def test_the_yearly_ranking_shares_places_and_counts_no_missing_mark(clerk, section, column):
    other = units.add(units.SECTION, "办公室", by=clerk)
    second = service.add_column(
        NewColumn("机构概况", other, Kind.DEPARTMENT, date(2026, 9, 14)), clerk
    )
    for criterion in Criterion:
        service.score(column, clerk, year=2026, criterion=criterion, score=80, evidence="错链")
        service.score(second, clerk, year=2026, criterion=criterion, score=70, evidence="缺项")
    service.score(column, clerk, year=2026, criterion=Criterion.STANDARD, score=100)
    rows = scores.ranking(2026)
    assert [(one.place, one.unit, one.hundredths) for one in rows] == [
        (1, "数据资源科", 8667),
        (2, "办公室", 7000),
    ]
    assert rows[0].red == 1
    for criterion in Criterion:
        service.score(column, clerk, year=2026, criterion=criterion, score=70, evidence="改判")
    assert [one.place for one in scores.ranking(2026)] == [1, 1]


def test_marks_have_a_range_and_a_reason(clerk, column):
    standard = {"criterion": Criterion.STANDARD}
    refused("monitor.score_range", service.score, column, clerk, year=2026, score=101, **standard)
    refused("monitor.year_ahead", service.score, column, clerk, year=2027, score=100, **standard)
    refused(
        "monitor.evidence_missing", service.score, column, clerk, year=2026, score=99, **standard
    )


@pytest.mark.parametrize(
    "ask",
    [
        queries.rows,
        lambda day: queries.notice(day.year, day.month, day),
        lambda day: queries.weekly(date(2026, 10, 1), day),
        lambda day: scores.sheet(day.year),
    ],
)
def test_twelve_columns_take_no_more_statements_than_one(clerk, section, column, monkeypatch, ask):
    def statements() -> int:
        run, seen = database.execute_sql, []
        with monkeypatch.context() as patched:
            patched.setattr(database, "execute_sql", lambda *a: seen.append(a) or run(*a))
            ask(TODAY)
        return len(seen)

    alone = statements()
    for number in range(11):
        fresh = NewColumn(f"栏目{number}", section, Kind.GOVERNMENT, date(2026, 10, 12))
        service.add_column(fresh, clerk)

    assert statements() == alone
