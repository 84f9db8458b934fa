"""The office's own catalogue, its guide, and what each unit has published of what it answers for."""

from datetime import date

import pytest

from clerkdesk import units
from clerkdesk.errors import UserError
from clerkdesk.monitor import service as monitor
from clerkdesk.monitor.service import Kind, NewColumn
from clerkdesk.publications import coverage, duties, interpreting, queries, service
from clerkdesk.publications.categories import Frequency
from clerkdesk.publications.coverage import Cover
from clerkdesk.publications.duties import Guide, NewDuty
from clerkdesk.publications.service import NewFile, NewPublication

TODAY = date(2026, 10, 13)
START = date(2026, 1, 1)


@pytest.fixture
def section(clerk) -> int:
    return units.add(units.SECTION, "政策法规科", by=clerk)


def make(clerk, reviewers, title, category, formed, section=None, out=True) -> int:
    draft = NewPublication(title, formed, category=category, source_unit_id=section)
    key = service.register(draft, [NewFile(f"{title}.txt", title.encode())], clerk)
    if out:
        reviewers.approve(key)
        service.publish(key, clerk, on=TODAY, channel="website")
    return key


def assign(clerk, section, category="rules", frequency=Frequency.ON_CHANGE, since=START) -> int:
    return duties.assign_duty(NewDuty(category, section, frequency, since), clerk)


def cell(category="rules"):
    return next(one for one in coverage.matrix(2026, TODAY) if one.category == category)


def test_a_cell_says_what_is_out_late_and_missing_and_opens_into_its_rows(
    clerk, reviewers, section
):
    assign(clerk, section)
    assert cell().cover is Cover.AWAITED
    make(clerk, reviewers, "甲", "rules", date(2026, 9, 14), section)
    assert cell().cover is Cover.PUBLISHED
    make(clerk, reviewers, "乙", "rules", date(2026, 6, 1), section)
    assert (cell().cover, cell().late) == (Cover.LATE, 1)
    make(clerk, reviewers, "丙", "rules", date(2026, 6, 2), section, out=False)
    found = cell()
    assert (found.cover, found.published, found.open, found.overdue) == (Cover.MISSING, 2, 1, 1)
    assert queries.count(found.rows, TODAY) == 3


def test_what_is_due_each_month_is_missing_when_a_month_had_none(clerk, reviewers, section):
    assign(clerk, section, "statistics", Frequency.MONTHLY, date(2026, 8, 1))
    assert (cell("statistics").expected, cell("statistics").cover) == (2, Cover.MISSING)
    for title, day in (("八月", date(2026, 9, 14)), ("九月", date(2026, 9, 20))):
        make(clerk, reviewers, title, "statistics", day, section)
    assert cell("statistics").cover is Cover.PUBLISHED


@pytest.mark.parametrize(
    ("frequency", "since", "expected"),
    [
        (Frequency.MONTHLY, START, 9),
        (Frequency.MONTHLY, date(2026, 3, 2), 6),  # March had begun
        (Frequency.MONTHLY, date(2025, 5, 1), 9),
        (Frequency.QUARTERLY, START, 3),
        (Frequency.QUARTERLY, date(2026, 5, 1), 1),
        (Frequency.YEARLY, START, 0),
        (Frequency.EVENT, START, 0),
    ],
)
def test_only_periods_that_have_ended_are_expected(clerk, section, frequency, since, expected):
    assign(clerk, section, "statistics", frequency, since)
    assert cell("statistics").expected == expected


def test_what_is_due_daily_misses_each_day_without_a_publication_or_an_update(
    clerk, reviewers, section
):
    """S0-10 and S4 六: air quality, 实时."""
    since = date(2026, 10, 1)
    assign(clerk, section, "air_quality", Frequency.DAILY, since)
    found = cell("air_quality")
    assert (found.expected, found.covered, found.missing) == (12, 0, 12)  # today is not over
    column = monitor.add_column(
        NewColumn("空气质量", section, Kind.DEPARTMENT, since, "air_quality"), clerk
    )
    for day in (date(2026, 10, 1), date(2026, 10, 9), date(2026, 10, 9), TODAY):
        monitor.note_update(column, clerk, on=day)
    make(clerk, reviewers, "专报", "air_quality", date(2026, 10, 10), section)  # out today
    found = cell("air_quality")
    assert (found.covered, found.missing, found.cover) == (2, 10, Cover.MISSING)


def test_a_year_that_is_over_expects_its_yearly_one(clerk, section):
    assign(clerk, section, "statistics", Frequency.YEARLY, date(2025, 1, 1))
    assert coverage.matrix(2025, TODAY)[0].expected == 1


def test_every_change_of_the_catalogue_stands_with_its_day(clerk, section):
    duty = assign(clerk, section)
    with pytest.raises(UserError, match="已经负责"):
        assign(clerk, section)
    duties.end_duty(duty, clerk, on=TODAY, reason="职能划转")
    with pytest.raises(UserError, match="找不到"):
        duties.end_duty(duty, clerk, on=TODAY, reason="再")
    assert [(one.on, one.begun) for one in duties.duty_changes()] == [(TODAY, False), (START, True)]
    assert duties.duties(TODAY) == ()
    assert duties.duties(date(2026, 5, 1))[0].unit == "政策法规科"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": "nothing"}, "publications.category_unknown"),
        ({"since": date(2026, 11, 1)}, "publications.in_future"),
        ({"section": 99}, "publications.no_such_row"),
    ],
)
def test_a_duty_that_cannot_be_is_refused(clerk, section, changes, code):
    with pytest.raises(UserError) as caught:
        assign(clerk, **{"section": section, **changes})
    assert caught.value.code == code


def test_the_guide_has_the_fields_of_article_12_and_keeps_its_versions(clerk):
    assert len(Guide().missing) == 9
    full = Guide(**dict.fromkeys(Guide.__dataclass_fields__, "有"))
    assert full.missing == ()
    assert duties.set_guide(full, clerk, on=date(2026, 3, 2), what_changed="首次编制") == 1
    moved = Guide(**{**dict.fromkeys(Guide.__dataclass_fields__, "有"), "address": "新址"})
    assert duties.set_guide(moved, clerk, on=TODAY, what_changed="办公地址变更") == 2
    assert duties.guide(date(2026, 5, 1)).address == "有"
    assert duties.guide(TODAY).address == "新址"
    assert [row.version for row in duties.guide_versions()] == [2, 1]
    with pytest.raises(UserError, match="早于"):
        duties.set_guide(full, clerk, on=date(2026, 5, 1), what_changed="倒填")


def test_the_catalogue_lists_what_is_out_and_still_stands(clerk, reviewers, section):
    make(clerk, reviewers, "甲", "rules", date(2026, 9, 14), section)
    gone = make(clerk, reviewers, "乙", "rules", date(2026, 9, 14), section)
    service.withdraw(gone, clerk, on=TODAY, reason="有误")
    rows = duties.catalogue_rows(START, TODAY)
    assert [(row.name, row.index, row.formed_on) for row in rows] == [
        ("甲", "2026-0001", date(2026, 9, 14))
    ]


def test_a_policy_without_its_interpretation_is_listed_until_that_is_out(clerk, reviewers):
    policy = make(clerk, reviewers, "规定", "rules", date(2026, 9, 14))
    make(clerk, reviewers, "统计", "statistics", date(2026, 9, 14))
    told = make(clerk, reviewers, "解读", "interpretation", date(2026, 9, 15), out=False)
    service.link(told, clerk, relation="interprets", other_id=policy)
    assert [one.id for one in interpreting.uninterpreted(TODAY)] == [policy]
    reviewers.approve(told)
    service.publish(told, clerk, on=TODAY, channel="website")
    assert interpreting.uninterpreted(TODAY) == ()


def test_a_policy_that_needs_no_interpretation_says_why_and_may_need_one_after_all(
    clerk, reviewers
):
    policy = make(clerk, reviewers, "规定", "rules", date(2026, 9, 14))
    interpreting.excuse(policy, clerk, "只涉及内部分工")
    assert interpreting.uninterpreted(TODAY) == ()
    assert [one.excuse for one in interpreting.excused(TODAY)] == ["只涉及内部分工"]
    interpreting.excuse(policy, clerk, "")
    assert [one.id for one in interpreting.uninterpreted(TODAY)] == [policy]
    draft = make(clerk, reviewers, "草案", "rules", date(2026, 9, 14), out=False)
    with pytest.raises(UserError):
        interpreting.excuse(draft, clerk, "还没有公开")


def test_a_stage_left_out_of_a_procurement_is_a_gap(clerk, reviewers):
    day = date(2026, 9, 14)
    budget = make(clerk, reviewers, "电脑采购预算", "procurement_budget", day)
    result = make(clerk, reviewers, "电脑采购结果", "procurement_result", day)
    make(clerk, reviewers, "别的采购", "procurement_budget", day)
    service.link(result, clerk, relation="same_project", other_id=budget)
    first, other = coverage.chains("procurement")
    assert [found for _stage, found in first.stages] == [budget, None, result]
    assert first.gap
    assert not other.gap
    middle = make(clerk, reviewers, "电脑采购公告", "procurement_process", day)
    service.link(middle, clerk, relation="same_project", other_id=budget)
    assert not coverage.chains("procurement")[0].gap
