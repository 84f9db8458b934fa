"""Has this been asked or published before? What intake offers, the likeliest first."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import peewee

from clerkdesk.db.models import Publication, Request, RequestItem, RequestParty
from clerkdesk.requests.rows import Similar, Why

ALIKE = 0.5  # of the shorter text's pairs of characters: says the same thing
RELATED = 0.3  # worth showing beside an applicant's earlier request
SEVERAL = 2  # other applicants who make a matter often asked (art. 44)
_PROBES = 16  # pairs looked up in the register; more cost time and find nothing new
_CANDIDATES = 60
_SIGNS = re.compile(r"[\W_]+")


def pairs(text: str) -> frozenset[str]:
    """Return the text's pairs of neighbouring characters, signs and blanks left out.

    Chinese has no blanks between words; two characters are about one word.
    """
    plain = _SIGNS.sub("", text.casefold())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter text's pairs that stand in the longer one, 0..1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def similar(
    text: str, people: Iterable[int] = (), *, until: date | None = None, limit: int = 8
) -> tuple[Similar, ...]:
    """Return what is already public, already asked by these people, or often asked by others.

    people: keys of every party row that may be the applicant (`parties.one_person`).
    until: the day this one arrived; what arrived later is no earlier request, whenever it was
    entered. What has been published since is offered all the same: it can be had now (36-1).
    """
    wanted = pairs(text)
    if not wanted:
        return ()
    asked = _asked(wanted, frozenset(people), until)
    found = [*_published(wanted), *asked]
    ranks = list(Why)
    found.sort(key=lambda one: (-round(one.likeness, 1), ranks.index(one.why), -one.id))
    return tuple(found[:limit])


def _probes(wanted: frozenset[str]) -> list[str]:
    """Return some of the pairs, spread evenly over all of them."""
    every = sorted(wanted)
    step = max(1, len(every) // _PROBES)
    return every[::step][:_PROBES]


def _hits(column: Any, wanted: frozenset[str]) -> Any:
    """Return how many probes a column holds, as SQL."""
    return reduce(add, (peewee.fn.INSTR(column, one) > 0 for one in _probes(wanted)))


def _published(wanted: frozenset[str]) -> list[Similar]:
    hits = _hits(Publication.title, wanted)
    rows = (
        Publication.select()
        .where(Publication.state == "published")
        .order_by(hits.desc(), Publication.id.desc())
        .limit(_CANDIDATES)
    )
    found = []
    for row in rows:
        alike = likeness(wanted, pairs(row.title))
        if alike >= ALIKE:
            place = row.url or row.channel
            found.append(
                Similar(
                    Why.PUBLISHED,
                    "publication",
                    row.id,
                    row.document_number or row.number,
                    row.title,
                    row.published_on,
                    place,
                    alike,
                    row.state,
                )
            )
    return found


def arrived_later(keys: Collection[int], until: date) -> frozenset[int]:
    """Return which of these requests arrived after a day."""
    rows = Request.select(Request.id).where(Request.id.in_(keys) & (Request.arrived_on > until))
    return frozenset(row.id for row in rows)


def _asked(wanted: frozenset[str], people: frozenset[int], until: date | None) -> list[Similar]:
    hits = _hits(Request.title, wanted)
    rows = Request.select().where(Request.voided_at.is_null())
    if until is not None:
        rows = rows.where(Request.arrived_on <= until)
    rows = rows.order_by(hits.desc(), Request.id.desc()).limit(_CANDIDATES)
    keys = [row.id for row in rows]
    contents = _contents(keys)
    own = _of(people, keys)
    alike = {row.id: likeness(wanted, contents.get(row.id, frozenset())) for row in rows}
    others = {row.applicant for row in rows if alike[row.id] >= ALIKE and row.id not in own}
    found = []
    for row in rows:
        why = _why(alike[row.id], mine=row.id in own, others=len(others))
        if why is not None:
            count = len(others) if why is Why.OFTEN_ASKED else 0
            found.append(
                Similar(
                    why,
                    "request",
                    row.id,
                    row.number,
                    row.title,
                    row.received_on or row.arrived_on,
                    "",
                    alike[row.id],
                    row.state,
                    count,
                )
            )
    return found


def _why(alike: float, *, mine: bool, others: int) -> Why | None:
    if mine:
        if alike >= ALIKE:
            return Why.REPEATED
        return Why.SAME_APPLICANT if alike >= RELATED else None
    return Why.OFTEN_ASKED if alike >= ALIKE and others >= SEVERAL else None


def _contents(keys: list[int]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    rows = RequestItem.select(RequestItem.request, RequestItem.content).where(
        RequestItem.request.in_(keys)
    )
    for row in rows:
        found[row.request_id] = found.get(row.request_id, frozenset()) | pairs(row.content)
    return found


def _of(people: frozenset[int], keys: list[int]) -> frozenset[int]:
    rows = RequestParty.select(RequestParty.request).where(
        RequestParty.party.in_(people) & RequestParty.request.in_(keys)
    )
    return frozenset(row.request_id for row in rows)
