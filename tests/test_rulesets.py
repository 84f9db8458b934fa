"""The dated numbers of the law."""

from datetime import date

import pytest

from clerkdesk import rulesets
from clerkdesk.calendar import WorkCalendar
from clerkdesk.limits import Limit
from clerkdesk.rulesets import MONITOR_RULES, RULE_SETS, in_force


def test_the_present_regulation_has_its_numbers():
    rules = in_force(date(2026, 9, 14))

    assert rules.code == "2019"
    assert rules.reply == Limit(20)
    assert rules.extension_max == 20
    assert rules.correction_notice == Limit(7)
    assert rules.third_party == rules.co_maker == Limit(15)
    assert rules.payment == Limit(20)
    assert rules.publication == Limit(20)


def test_the_regulation_of_2008_had_fifteen_and_fifteen():
    rules = in_force(date(2019, 5, 14))

    assert rules.code == "2008"
    assert (rules.reply, rules.extension_max) == (Limit(15), 15)
    assert rules.correction_notice is None
    assert rules.publication == Limit(20)
    assert rules.cite("33-2") == "2007-24"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2000, 1, 1), "2008"),
        (date(2008, 5, 1), "2008"),
        (date(2019, 5, 14), "2008"),
        (date(2019, 5, 15), "2019"),
        (date(2030, 1, 1), "2019"),
    ],
)
def test_a_version_is_in_force_from_its_day_on(day, code):
    assert in_force(day).code == code


@pytest.mark.parametrize("table", [RULE_SETS, MONITOR_RULES])
def test_versions_stand_in_the_order_of_their_days(table):
    assert [one.since for one in table] == sorted({one.since for one in table})


def test_a_frozen_code_finds_its_version_again():
    assert all(rulesets.named(one.code) is one for one in RULE_SETS)
    with pytest.raises(KeyError):
        rulesets.named("1999")


def test_the_monitor_went_from_eight_working_days_to_seven():
    assert [(one.since.year, one.yellow, one.red) for one in MONITOR_RULES] == [
        (2013, 8, 2),
        (2015, 7, 2),
    ]


@pytest.mark.parametrize(
    ("yellow", "green_to", "yellow_to"),
    [(7, date(2015, 3, 3), date(2015, 3, 5)), (8, date(2015, 3, 4), date(2015, 3, 6))],
)
def test_a_column_last_updated_before_the_spring_festival_of_2015(yellow, green_to, yellow_to):
    calendar = WorkCalendar.official()
    rule = next(one for one in MONITOR_RULES if one.yellow == yellow)
    green_until = Limit(rule.yellow).due(date(2015, 2, 16), calendar)

    assert green_until == green_to
    assert Limit(rule.yellow + rule.red).due(date(2015, 2, 16), calendar) == yellow_to
