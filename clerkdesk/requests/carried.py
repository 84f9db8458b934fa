"""How many requests were carried forward from last year, per column of table three?

The annual report must say it (table three, line two: 上年结转), and in the first year the register
cannot count it: the office enters the figures of its last report.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk.db.fields import dumps
from clerkdesk.db.models import Meta, Party, Request, RequestParty
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.parties import PartyKind
from clerkdesk.requests.deriving import APPLICANT

FIRST_YEAR = 2009  # the report of 2008, the first under the Regulation, carried into it


@dataclass(frozen=True)
class Carried:
    """The six columns of table three by kind of applicant; total is their sum."""

    year: int
    figures: Mapping[PartyKind, int]

    @property
    def total(self) -> int:
        return sum(self.figures.values())


def enter(year: int, figures: Mapping[PartyKind, int], by: int) -> None:
    """Store what last year's report carried into `year`; entered again, the last entry counts.

    Errors: importing.figure (field: the kind's value), importing.year.
    """
    with unit(by=by) as work:
        if not FIRST_YEAR <= year <= work.today.year:
            facts = {"first": FIRST_YEAR, "last": work.today.year}
            raise UserError("importing.year", field="year", **facts)
        whole = {kind.value: figures.get(kind, 0) for kind in PartyKind}
        for name, figure in whole.items():
            if figure < 0:
                raise UserError("importing.figure", field=name)
        before = entered(year)
        Meta.replace(key=_key(year), value=dumps(whole)).execute()
        was = {kind.value: n for kind, n in before.figures.items()} if before else None
        work.note("request", 0, "carried_forward", {"year": year, "figures": whole, "was": was})


def entered(year: int) -> Carried | None:
    """Return the figures as entered, None where nobody did."""
    row = Meta.get_or_none(Meta.key == _key(year))
    if row is None:
        return None
    found = json.loads(row.value)
    return Carried(year, {kind: int(found.get(kind.value, 0)) for kind in PartyKind})


def counted(year: int) -> Carried:
    """Return how many requests of this register were open as the year began, by kind.

    A request counts in the column of its first applicant, by the day it was received.
    """
    begin = date(year, 1, 1)
    rows: Any = (
        Request.select(Party.kind)
        .join(RequestParty, on=RequestParty.request == Request.id)
        .join(Party, on=RequestParty.party == Party.id)
        .where(
            (Request.received_on < begin)
            & (Request.closed_on.is_null() | (Request.closed_on >= begin))
            & Request.voided_at.is_null()
            & (RequestParty.role == APPLICANT)
            & (RequestParty.position == 0)
        )
        .tuples()
    )
    kinds = [PartyKind(kind) for (kind,) in rows]
    return Carried(year, {kind: kinds.count(kind) for kind in PartyKind})


def _key(year: int) -> str:
    return f"carried forward into {year}"
