"""What information-processing fee may an application cost under 国办函〔2020〕109号?

Pure. An application is charged by item or by page, never by both; amounts are whole yuan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.errors import UserError

FREE_ITEMS = 10  # art. 4: of one applicant in one calendar month
FIRST_ITEM_STEP = 30  # art. 4: items 11 to 30
ITEM_STEP = 10  # art. 4: from item 31 each ten items are one step
YUAN_PER_ITEM = 100  # art. 4: an item of the first step; each further step adds as much
PAGE_TIERS = (  # art. 5: pages above, yuan each
    (30, 10),
    (100, 20),
    (200, 40),
)


class Basis(StrEnum):
    ITEM = "item"  # 按件
    PAGE = "page"  # 按量


@dataclass(frozen=True)
class Charged:
    """So many items or pages at so many yuan each."""

    count: int
    yuan_each: int

    @property
    def yuan(self) -> int:
        return self.count * self.yuan_each


@dataclass(frozen=True)
class Fee:
    """The fee of one application and how it comes about.

    quantity: its items or pages. before: items of the same applicant counted earlier that month.
    lines: what is charged, cheapest step first; empty where all of it is free.
    """

    basis: Basis
    quantity: int
    before: int
    lines: tuple[Charged, ...]

    @property
    def yuan(self) -> int:
        return sum(line.yuan for line in self.lines)

    @property
    def free(self) -> int:
        """How many of this application's items or pages cost nothing."""
        return self.quantity - sum(line.count for line in self.lines)


@dataclass(frozen=True)
class Counted:
    """One application of a month's count; `items` after any split by subject."""

    applicant: int
    received_on: date
    items: int


def by_item(items: int, *, before: int = 0) -> Fee:
    """Return the fee by item; the steps run over all items of the applicant in the month."""
    _whole(items, "items", least=1)
    _whole(before, "before", least=0)
    return Fee(Basis.ITEM, items, before, _grouped(range(before + 1, before + items + 1)))


def _grouped(numbers: range) -> tuple[Charged, ...]:
    counts: dict[int, int] = {}
    for number in numbers:
        price = _item_price(number)
        if price:
            counts[price] = counts.get(price, 0) + 1
    return tuple(Charged(count, price) for price, count in counts.items())


def _item_price(number: int) -> int:
    """Yuan for the n-th item of the month, from 1."""
    if number <= FREE_ITEMS:
        return 0
    if number <= FIRST_ITEM_STEP:
        return YUAN_PER_ITEM
    return YUAN_PER_ITEM * (2 + (number - FIRST_ITEM_STEP - 1) // ITEM_STEP)


def by_page(pages: int) -> Fee:
    """Return the fee by page of one application; pages already public are not counted (art. 5)."""
    _whole(pages, "pages", least=1)
    lines = []
    tops = [above for above, _ in PAGE_TIERS[1:]]
    for (above, price), top in zip(PAGE_TIERS, [*tops, pages], strict=True):
        count = min(pages, top) - above
        if count > 0:
            lines.append(Charged(count, price))
    return Fee(Basis.PAGE, pages, 0, tuple(lines))


def items_before(applications: Iterable[Counted], applicant: int, received_on: date) -> int:
    """Count the applicant's items received earlier in the same calendar month.

    The caller leaves out the application being charged; those of the same day count as earlier.
    """
    return sum(
        each.items
        for each in applications
        if each.applicant == applicant
        and (each.received_on.year, each.received_on.month) == (received_on.year, received_on.month)
        and each.received_on <= received_on
    )


def refuse_second_basis(chosen: Basis, noticed: Basis | None) -> None:
    """One application is charged by one basis; a second is refused.

    Errors: UserError("fees.both").
    """
    if noticed is not None and noticed is not chosen:
        raise UserError("fees.both", field="basis")


def _whole(number: int, field: str, *, least: int) -> None:
    if number < least:
        raise UserError("fees.too_few", field=field, least=least)
