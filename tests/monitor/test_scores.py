"""The sheet of the yearly evaluation: each column, each criterion, the newest mark."""

from datetime import date

import pytest

from clerkdesk import settings, units
from clerkdesk.clock import FixedClock
from clerkdesk.monitor import scores, service
from clerkdesk.monitor.service import Criterion, Kind, NewColumn

TODAY = date(2026, 10, 13)


@pytest.fixture
def column(clerk, clock) -> int:
    """Watched since 14 September 2026 and never updated: one yellow, one red."""
    section = units.add(units.SECTION, "数据资源科", by=clerk)
    clock.at = FixedClock.on(date(2026, 9, 14)).at
    column = service.add_column(
        NewColumn("政策文件", section, Kind.GOVERNMENT, date(2026, 9, 14)), clerk
    )
    clock.at = FixedClock.on(TODAY).at
    service.sweep(TODAY)
    return column


def test_an_unmarked_column_stands_on_the_sheet_with_its_lights(column):
    (row,) = scores.sheet(2026)
    assert (row.column, row.unit, row.yellow, row.red) == ("政策文件", "数据资源科", 1, 1)
    assert not row.complete
    assert row.mark(Criterion.STANDARD) is None
    assert scores.sheet(2025) == ()


def test_the_newest_mark_counts_and_says_what_it_rests_on(clerk, column):
    for score, evidence in ((70, "错链"), (85, "复核后改判")):
        service.score(
            column,
            clerk,
            year=2026,
            criterion=Criterion.ACCURACY,
            score=score,
            evidence=evidence,
        )
    (row,) = scores.sheet(2026)
    mark = row.mark(Criterion.ACCURACY)
    assert (mark.score, mark.evidence, mark.given_by) == (85, "复核后改判", "王芳")


def test_a_column_is_complete_once_every_criterion_has_its_mark(clerk, column):
    for criterion in Criterion:
        service.score(column, clerk, year=2026, criterion=criterion, score=100)
    assert scores.sheet(2026)[0].complete


def test_by_default_every_mark_counts_alike_and_the_office_may_weigh_them(clerk, column):
    for criterion, mark in zip(Criterion, (90, 60, 30), strict=True):
        service.score(column, clerk, year=2026, criterion=criterion, score=mark, evidence="抽查")
    (row,) = scores.ranking(2026)
    assert row.hundredths == 6000
    settings.change(
        clerk, score_weight_standard=40, score_weight_accuracy=30, score_weight_timeliness=30
    )
    (row,) = scores.ranking(2026)
    assert row.hundredths == 6300  # 36 + 18 + 9
    assert [mean for _one, mean in row.by_criterion] == [9000, 6000, 3000]


def test_the_years_reach_back_to_the_first_column(column):
    assert scores.years(TODAY) == (2026,)
    assert scores.years(date(2028, 1, 5)) == (2028, 2027, 2026)


def test_without_columns_there_is_this_year(register):
    assert scores.years(TODAY) == (2026,)
    assert scores.sheet(2026) == ()
