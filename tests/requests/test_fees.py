"""The fee of 国办函〔2020〕109号 against its worked totals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk.errors import UserError
from clerkdesk.requests.fees import (
    Basis,
    Counted,
    by_item,
    by_page,
    items_before,
    refuse_second_basis,
)

BY_ITEM = {
    10: 0,
    11: 100,
    30: 2000,
    31: 2200,
    40: 4000,
    41: 4300,
    50: 7000,
    51: 7400,
    60: 11000,
    100: 37000,
}
BY_PAGE = {30: 0, 31: 10, 100: 700, 101: 720, 200: 2700, 201: 2740, 300: 6700}


@pytest.mark.parametrize(("items", "yuan"), BY_ITEM.items())
def test_by_item_the_totals_are_those_worked_by_hand(items, yuan):
    assert by_item(items).yuan == yuan


@pytest.mark.parametrize(("pages", "yuan"), BY_PAGE.items())
def test_by_page_the_totals_are_those_worked_by_hand(pages, yuan):
    fee = by_page(pages)

    assert fee.yuan == yuan
    assert all(line.count > 0 for line in fee.lines)


@given(st.integers(1, 200), st.integers(1, 200))
def test_splitting_a_month_into_two_applications_changes_nothing(first, second):
    later = by_item(second, before=first)
    assert by_item(first).yuan + later.yuan == by_item(first + second).yuan


@given(st.integers(1, 500))
def test_charged_and_free_add_up_to_the_quantity(quantity):
    for fee in (by_item(quantity), by_page(quantity)):
        assert fee.free + sum(line.count for line in fee.lines) == quantity
        assert fee.free >= 0


def test_the_lines_show_how_the_amount_comes_about():
    fee = by_item(12, before=25)
    assert [(line.count, line.yuan_each) for line in fee.lines] == [(5, 100), (7, 200)]
    assert fee.yuan == 1900


def test_items_are_added_up_per_applicant_and_calendar_month():
    applications = [
        Counted(1, date(2026, 8, 31), 9),
        Counted(1, date(2026, 9, 1), 4),
        Counted(2, date(2026, 9, 2), 30),
        Counted(1, date(2026, 9, 20), 5),
        Counted(1, date(2026, 9, 29), 7),
    ]
    assert items_before(applications, 1, date(2026, 9, 20)) == 9
    assert items_before(applications, 1, date(2026, 10, 1)) == 0


def test_one_application_is_never_charged_both_ways():
    refuse_second_basis(Basis.ITEM, None)
    refuse_second_basis(Basis.ITEM, Basis.ITEM)
    with pytest.raises(UserError, match="只能选择") as refused:
        refuse_second_basis(Basis.PAGE, Basis.ITEM)
    assert refused.value.field == "basis"


@pytest.mark.parametrize("wrong", [lambda: by_item(0), lambda: by_page(-1)])
def test_a_count_below_one_is_refused(wrong):
    with pytest.raises(UserError, match="不小于 1"):
        wrong()
