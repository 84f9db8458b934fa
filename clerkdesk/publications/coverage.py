"""What has each unit published of what it answers for, what late, what not at all? For screens.

matrix(year, today) -> tuple[Cell, ...]         every figure opens by `Cell.rows`
attributes(year) -> tuple[Share, ...]           what was found at the source of each unit's papers
chains(name) -> tuple[Chain, ...]               stages of a procurement or a project, with gaps
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import peewee

from clerkdesk.db.models import MonitorColumn, MonitorUpdate, Publication, PublicationLink, Unit
from clerkdesk.publications import catalogue, duties
from clerkdesk.publications.attributes import OPEN_STATES, Attribute, State
from clerkdesk.publications.categories import Frequency
from clerkdesk.publications.rows import PublicationFilter

_MONTHS_OF = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}
_MONTHS = 12


class Cover(StrEnum):
    """The worst that can be said of a cell; labels in `terms.toml` `[cover]`."""

    MISSING = "missing"  # overdue, or fewer than the periods that have ended
    LATE = "late"
    PUBLISHED = "published"
    AWAITED = "awaited"  # nothing yet, and nothing due


@dataclass(frozen=True)
class Cell:
    """A unit and a category in one year.

    published: how many are out; late: of those, how many after their day. open: how many are still
    to come; overdue: of those, how many are past it. expected: how many periods of its frequency
    have ended, 0 where it has none; covered: how many of them something stood for: of what is due
    daily, the days with a publication or an update of the unit's column, else as many as are out.
    rows: the filter that opens the figures.
    """

    unit_id: int
    unit: str
    category: str
    category_name: str
    published: int
    late: int
    open: int
    overdue: int
    expected: int
    covered: int
    rows: PublicationFilter = field(repr=False)

    @property
    def missing(self) -> int:
        """How many should be out and are not: past their day, or periods without one."""
        return max(self.overdue, self.expected - self.covered, 0)

    @property
    def cover(self) -> Cover:
        if self.missing:
            return Cover.MISSING
        if self.late:
            return Cover.LATE
        return Cover.PUBLISHED if self.published else Cover.AWAITED


@dataclass(frozen=True)
class Share:
    """How many of a unit's papers of a year have an attribute (源头认定, S4 八; 条例 13).

    unit_id None: those that name no unit. rows: the filter that opens the figure.
    """

    unit_id: int | None
    unit: str
    attribute: Attribute
    count: int
    rows: PublicationFilter = field(repr=False)


@dataclass(frozen=True)
class Chain:
    """One procurement or project: for each stage the publication that is out, None where none is.

    keys: the stages' categories. id, unit_id: the publication it is named after and its unit.
    gap: a stage is missing before one that is out.
    """

    id: int
    title: str
    unit_id: int | None
    keys: tuple[str, ...]
    stages: tuple[tuple[str, int | None], ...]

    @property
    def gap(self) -> bool:
        out = [found is not None for _name, found in self.stages]
        return False in out[: len(out) - out[::-1].index(True)] if True in out else False


def matrix(year: int, today: date) -> tuple[Cell, ...]:
    """Return a cell for each duty in force in a year, as of a day, in the catalogue's order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    end = min(last, today)
    figures = _figures(first, last, today)
    in_force = duties.duties(end)
    daily = any(duty.frequency is Frequency.DAILY for duty in in_force)
    stood = _days(first, end) if daily else {}
    cells = []
    for duty in in_force:
        published, late, waiting, overdue = figures.get((duty.unit_id, duty.category), (0, 0, 0, 0))
        since = max(first, duty.valid_from)
        expected, covered = _periods(duty.frequency, since, today, year), published
        if duty.frequency is Frequency.DAILY:
            expected = max((min(today, last + timedelta(days=1)) - since).days, 0)
            days = stood.get((duty.unit_id, duty.category), ())
            covered = sum(1 for day in days if since <= day < today)
        wanted = PublicationFilter(
            categories=frozenset({duty.category}),
            section_id=duty.unit_id,
            attributes=frozenset({Attribute.PROACTIVE}),
            formed_from=first,
            formed_to=last,
        )
        cells.append(
            Cell(
                unit_id=duty.unit_id,
                unit=duty.unit,
                category=duty.category,
                category_name=duty.category_name,
                published=published,
                late=late,
                open=waiting,
                overdue=overdue,
                expected=expected,
                covered=covered,
                rows=wanted,
            )
        )
    return tuple(cells)


def _figures(
    first: date, last: date, today: date
) -> dict[tuple[int, str], tuple[int, int, int, int]]:
    table = Publication
    out = table.published_on.is_null(False)
    waiting = table.state.in_([str(state) for state in OPEN_STATES])

    def number(condition: Any) -> Any:
        return peewee.fn.SUM(peewee.Case(None, ((condition, 1),), 0))

    query: Any = (
        table.select(
            table.source_unit,
            table.category,
            number(out),
            number(out & (table.published_on > table.due_on)),
            number(waiting),
            number(waiting & (table.due_on < today)),
        )
        .where(
            table.formed_on.between(first, last)
            & (table.attribute == str(Attribute.PROACTIVE))
            & (table.state != str(State.VOID))
            & table.source_unit.is_null(False)
        )
        .group_by(table.source_unit, table.category)
    )
    return {(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in query.tuples()}


def _days(first: date, last: date) -> dict[tuple[int, str], set[date]]:
    """Return on which days something new stood, by unit and category."""
    found: dict[tuple[int, str], set[date]] = defaultdict(set)
    out: Any = Publication.select(
        Publication.source_unit, Publication.category, Publication.published_on
    ).where(Publication.published_on.between(first, last) & Publication.source_unit.is_null(False))
    noted: Any = (
        MonitorUpdate.select(MonitorColumn.unit, MonitorColumn.category, MonitorUpdate.on)
        .join(MonitorColumn)
        .where(MonitorUpdate.on.between(first, last) & MonitorUpdate.voided_at.is_null())
    )
    for rows in (out, noted):
        for unit_id, category, on in rows.tuples():
            found[unit_id, category].add(on)
    return found


def _periods(frequency: Frequency, since: date, today: date, year: int) -> int:
    """Return how many whole periods of a year have ended since a day."""
    months = _MONTHS_OF.get(frequency)
    if months is None:
        return 0
    ended = _MONTHS if today.year > year else today.month - 1
    begun = since.month - (since.day == 1) if since.year == year else 0
    first = -(-begun // months)  # a period that had begun before the duty is not counted
    return max(ended // months - first, 0)


def attributes(year: int) -> tuple[Share, ...]:
    """Return for each unit with papers of a year how many have each attribute, zeros too."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    table = Publication
    query: Any = (
        table.select(table.source_unit, Unit.name, table.attribute, peewee.fn.COUNT(table.id))
        .join(Unit, peewee.JOIN.LEFT_OUTER)
        .where(table.formed_on.between(first, last) & (table.state != str(State.VOID)))
        .group_by(table.source_unit, Unit.name, table.attribute)
    )
    found = {(row[0], row[1] or "", row[2]): row[3] for row in query.tuples()}
    units = sorted({(name, key) for key, name, _attribute in found}, key=lambda one: one[0])
    return tuple(
        Share(
            key,
            name,
            attribute,
            found.get((key, name, str(attribute)), 0),
            PublicationFilter(
                attributes=frozenset({attribute}),
                section_id=key,
                without_section=key is None,
                formed_from=first,
                formed_to=last,
            ),
        )
        for name, key in units
        for attribute in Attribute
    )


def chains(name: str) -> tuple[Chain, ...]:
    """Return what is tied together, stage by stage; name: "procurement" or "project"."""
    stages = catalogue.current().chain(name)
    keys = [one.key for one in stages]
    rows = {
        row.id: row
        for row in Publication.select().where(
            Publication.category.in_(keys) & (Publication.state != str(State.VOID))
        )
    }
    found = []
    for group in _tied(set(rows)):
        members = [rows[key] for key in sorted(group)]
        out: dict[str, int] = {}
        for row in members:
            if row.published_on is not None:
                out.setdefault(row.category, row.id)
        first = members[0]
        found.append(
            Chain(
                first.id,
                first.title,
                first.source_unit_id,
                tuple(keys),
                tuple((one.name, out.get(one.key)) for one in stages),
            )
        )
    return tuple(found)


def _tied(keys: set[int]) -> list[set[int]]:
    """Return the groups that `same_project` ties make of these publications."""
    beside: dict[int, set[int]] = defaultdict(set)
    ties: Any = PublicationLink.select(PublicationLink.publication, PublicationLink.other).where(
        (PublicationLink.relation == "same_project") & PublicationLink.removed_at.is_null()
    )
    for one, other in ties.tuples():
        if one in keys and other in keys:
            beside[one].add(other)
            beside[other].add(one)
    groups = []
    left = set(keys)
    while left:
        reached, edge = set(), {min(left)}
        while edge:
            reached |= edge
            edge = {near for key in edge for near in beside[key]} - reached
        groups.append(reached)
        left -= reached
    return groups
