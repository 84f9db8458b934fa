"""What a fee starts from: one applicant's items of one calendar month, charged in one way."""

from dataclasses import replace
from datetime import date

import pytest

from clerkdesk import parties
from clerkdesk.errors import UserError
from clerkdesk.requests import charging, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.charging import Charging
from clerkdesk.requests.fees import Basis

from .conftest import LIU

OTHER = replace(LIU, name="张喆", id_number="", phone="")


@pytest.fixture
def month(desk):
    """September of one applicant: 2 + 3 + 4 items, beside August's, another's and a void one."""
    desk.go(2026, 9, 30)

    def ask(day: date, items: int, **more) -> int:
        key = desk.register(day, items=tuple(f"第{n}项" for n in range(items)), **more)
        if first:
            parties.join(desk.card(key).applicants[0].id, first[0], desk.clerk)
        return key

    first: list[int] = []
    keys = [ask(date(2026, 9, 1), 2)]
    first.append(desk.card(keys[0]).applicants[0].id)
    ask(date(2026, 8, 31), 9)
    desk.register(date(2026, 9, 2), items=("x",) * 5, applicants=(OTHER,))
    service.void_request(ask(date(2026, 9, 3), 6), desk.clerk, reason="重复登记")
    ask(date(2026, 9, 4), 7, channel=Channel.INTERNET)  # not confirmed: not received yet
    keys += [ask(date(2026, 9, 14), 3), ask(date(2026, 9, 14), 4)]
    return keys


def test_items_of_the_same_person_earlier_that_calendar_month_are_counted(desk, month):
    assert [charging.of(key) for key in month] == [
        Charging(2, 0, None),
        Charging(3, 2, None),
        Charging(4, 5, None),
    ]


def test_what_is_charged_by_page_is_not_counted_by_item_as_well(desk, month):
    service.notify_fee(
        month[1], desk.clerk, on=desk.today, amount=10, charged_by=Basis.PAGE, told_on=desk.today
    )

    assert charging.of(month[1]).charged_by is Basis.PAGE
    assert charging.of(month[2]).before == 2


def test_a_voided_notice_charges_nobody(desk, month):
    notice = service.notify_fee(
        month[1], desk.clerk, on=desk.today, amount=10, charged_by=Basis.PAGE
    )
    with pytest.raises(UserError, match="只能选择"):
        service.notify_fee(
            month[1], desk.clerk, on=desk.today, amount=10, charged_by=Basis.ITEM, reason="x"
        )
    service.void_event(notice, desk.clerk, reason="误登")

    assert charging.of(month[1]).charged_by is None
    assert service.notify_fee(month[1], desk.clerk, on=desk.today, amount=10, charged_by=Basis.ITEM)
