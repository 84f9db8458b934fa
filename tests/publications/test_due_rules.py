"""By which day must a publication be out?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerkdesk import rulesets
from clerkdesk.calendar import WorkCalendar
from clerkdesk.limits import Limit, Unit
from clerkdesk.publications import categories
from clerkdesk.publications.due_rules import Days, Limits, Rule, Zero, due_day, governing

CALENDAR = WorkCalendar.official()
GENERAL = categories.load().general
APPROVED = Rule(Limit(20, Unit.DAYS), Zero.APPROVED, "x")


def test_twenty_working_days_run_from_the_day_after_it_was_formed():
    due = due_day(GENERAL, Days(date(2022, 9, 30)), CALENDAR)
    assert due.on == date(2022, 11, 2)  # the court-dated vector
    assert (due.zero, due.zero_on) == (Zero.FORMED, date(2022, 9, 30))
    assert not due.provisional
    assert not due.natural_days


def test_the_catalogue_and_the_rule_set_name_the_same_number():
    assert GENERAL.limit == rulesets.in_force(date(2026, 1, 1)).publication


def test_a_change_starts_the_limit_anew():
    due = due_day(GENERAL, Days(date(2026, 3, 2), changed_on=date(2026, 9, 14)), CALENDAR)
    assert due.on == date(2026, 10, 16)
    assert due.zero is Zero.CHANGED


def test_what_was_withheld_runs_from_the_day_it_was_found_fit_for_all():
    days = Days(date(2020, 1, 2), public_since=date(2026, 3, 2))
    due = due_day(GENERAL, days, CALENDAR)
    assert due.on == date(2026, 3, 30)
    assert due.zero is Zero.PUBLIC_SINCE


def test_a_rule_from_approval_uses_the_day_of_formation_until_the_approval_is_known():
    due = due_day(APPROVED, Days(date(2026, 1, 5)), CALENDAR)
    assert (due.on, due.stood_in, due.zero) == (date(2026, 1, 25), True, Zero.FORMED)
    known = due_day(APPROVED, Days(date(2026, 1, 5), approved_on=date(2026, 2, 1)), CALENDAR)
    assert (known.on, known.stood_in, known.zero) == (date(2026, 2, 21), False, Zero.APPROVED)


def test_an_approval_does_not_move_a_rule_that_runs_from_formation():
    days = Days(date(2026, 3, 2), approved_on=date(2026, 6, 1))
    assert due_day(GENERAL, days, CALENDAR).on == date(2026, 3, 30)


def test_past_the_horizon_a_working_day_limit_is_provisional_and_a_natural_one_is_not():
    assert due_day(GENERAL, Days(date(2026, 12, 15)), CALENDAR).provisional
    natural = Rule(Limit(20, Unit.DAYS), Zero.FORMED, "x")
    assert not due_day(natural, Days(date(2026, 12, 15)), CALENDAR).provisional


@pytest.mark.parametrize("key", ["government_budget", "department_budget", "three_public_expenses"])
def test_the_money_of_the_year_counts_natural_days_from_approval(key):
    rule = categories.load().limits_of(key).law
    assert rule.counts_from is Zero.APPROVED
    assert rule.limit.unit is Unit.DAYS


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2019, 5, 15), date(2026, 6, 1)),
    st.integers(0, 400),
)
def test_a_later_beginning_never_makes_a_due_date_earlier(formed, wait):
    first = due_day(GENERAL, Days(formed), CALENDAR).on
    later = due_day(GENERAL, Days(formed, changed_on=formed + timedelta(days=wait)), CALENDAR).on
    assert later >= first


def test_what_is_older_than_the_regulation_has_no_limit_until_it_changes_or_is_found_fit():
    general = Limits(GENERAL)
    old = Days(date(2006, 3, 1))
    assert governing(general, old, CALENDAR) is None
    assert governing(general, Days(date(2008, 4, 30)), CALENDAR) is None
    assert governing(general, Days(date(2008, 5, 1)), CALENDAR).due.on == date(2008, 5, 29)
    changed = governing(general, replace(old, changed_on=date(2026, 9, 28)), CALENDAR)
    assert (changed.due.zero, changed.due.on) == (Zero.CHANGED, date(2026, 10, 30))
    found = governing(general, replace(old, public_since=date(2026, 9, 28)), CALENDAR)
    assert found.due.zero is Zero.PUBLIC_SINCE
