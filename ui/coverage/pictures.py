"""What do the squares of the pictures say: a duty of a unit, a week of a column, a stage?"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clerkdesk.deadlines.lights import Light
from clerkdesk.monitor.rows import WeekRow
from clerkdesk.publications.attributes import Attribute
from clerkdesk.publications.coverage import Cell as Duty
from clerkdesk.publications.coverage import Chain, Cover, Share
from ui import words
from ui.coverage.grid import Cell, Grid

say = words.of("coverage")

_WEEK = timedelta(days=6)  # from its Monday to its Sunday

LIGHT_OF = {
    Cover.MISSING: Light.OVERDUE,
    Cover.LATE: Light.DONE_LATE,
    Cover.PUBLISHED: Light.DONE,
    Cover.AWAITED: Light.ORDINARY,
}
_GROUND = {
    Cover.MISSING: "redt",
    Cover.LATE: "latet",
    Cover.PUBLISHED: "okt",
    Cover.AWAITED: "surf",
}
_TONE = {Cover.MISSING: "red", Cover.LATE: "late", Cover.PUBLISHED: "ok", Cover.AWAITED: "calm"}


def told(duty: Duty) -> str:
    """Every figure of a square in words."""
    said = say(
        "told",
        cover=words.term("cover", duty.cover),
        published=duty.published,
        late=duty.late,
        open=duty.open,
        overdue=duty.overdue,
    )
    return said + say("told_periods", expected=duty.expected) if duty.expected else said


def matrix(duties: Sequence[Duty]) -> tuple[Grid, dict[tuple[int, int], Duty]]:
    """Return the picture of units by items, and the duty behind each square."""
    items = list(dict.fromkeys((one.category, one.category_name) for one in duties))
    units = list(dict.fromkeys((one.unit_id, one.unit) for one in duties))
    places = {
        (
            items.index((one.category, one.category_name)),
            units.index((one.unit_id, one.unit)),
        ): one
        for one in duties
    }
    cells = {
        place: Cell(
            text=_figure(one),
            told=told(one),
            light=LIGHT_OF[one.cover],
            ground=_GROUND[one.cover],
            tone=_TONE[one.cover],
        )
        for place, one in places.items()
    }
    names = tuple(name for _key, name in items)
    return Grid(names, tuple(name for _key, name in units), cells), places


def _figure(duty: Duty) -> str:
    word = words.term("cover", duty.cover)
    numbers = {
        Cover.MISSING: duty.missing,
        Cover.LATE: duty.late,
        Cover.PUBLISHED: duty.published,
    }
    if duty.cover is Cover.AWAITED:
        return word
    return say("figure", cover=word, count=numbers[duty.cover])


def attributes(shares: Sequence[Share]) -> tuple[Grid, dict[tuple[int, int], Share]]:
    """Return the picture of units by attributes, and the share behind each square."""
    units = list(dict.fromkeys((one.unit_id, one.unit) for one in shares))
    kinds = tuple(Attribute)
    places = {
        (units.index((one.unit_id, one.unit)), kinds.index(one.attribute)): one for one in shares
    }
    totals: dict[int, int] = defaultdict(int)
    for (row, _column), one in places.items():
        totals[row] += one.count
    cells = {
        (row, column): Cell(
            text=words.count(one.count),
            told=say("share_told", count=one.count, all=totals[row]),
            ground="acct" if one.count else "surf",
            tone="text" if one.count else "text3",
        )
        for (row, column), one in places.items()
    }
    names = tuple(name or say("no_unit") for _key, name in units)
    heads = tuple(words.term("attribute", one) for one in kinds)
    return Grid(names, heads, cells, column_width=112), places


def weekly(
    rows: Sequence[WeekRow],
) -> tuple[Grid, dict[tuple[int, int], tuple[WeekRow, date, date]]]:
    """Return the picture of columns by weeks, the sum first, and the days behind each square."""
    if not rows:
        return Grid(), {}
    weeks = [monday for monday, _number in rows[0].weeks]
    end = weeks[-1] + _WEEK
    cells, days = {}, {}
    for place, row in enumerate(rows):
        days[place, 0] = (row, weeks[0], end)
        days |= {(place, at): (row, monday, monday + _WEEK) for at, monday in enumerate(weeks, 1)}
        cells[place, 0] = Cell(words.count(row.total), say("sum_told", count=row.total))
        for week, (monday, number) in enumerate(row.weeks, 1):
            cells[place, week] = Cell(
                text=words.count(number),
                told=say("week_told", day=words.day(monday), count=number),
                ground="acct" if number else "surf",
                tone="text" if number else "text3",
            )
    names = tuple(say("column_of", unit=row.unit, name=row.column) for row in rows)
    heads = (say("sum"), *(say("week", month=day.month, day=day.day) for day in weeks))
    return Grid(names, heads, cells, column_width=58), days


@dataclass(frozen=True)
class Stage:
    """A stage of a project: the publication that is out, or the category that is missing."""

    chain: Chain
    category: str
    publication_id: int | None


def chains(found: Sequence[Chain]) -> tuple[Grid, dict[tuple[int, int], Stage]]:
    """Return the picture of projects by stages, and the stage behind each square."""
    if not found:
        return Grid(), {}
    cells, behind = {}, {}
    for row, chain in enumerate(found):
        out = [key is not None for _name, key in chain.stages]
        last = max((place for place, there in enumerate(out) if there), default=-1)
        for place, (name, key) in enumerate(chain.stages):
            behind[row, place] = Stage(chain, chain.keys[place], key)
            if key is not None:
                cells[row, place] = Cell(
                    say("stage_out"), say("stage_out_told", stage=name), Light.DONE, "okt", "ok"
                )
            elif place < last:  # a later stage is out already
                told_ = say("stage_gap_told", stage=name)
                cells[row, place] = Cell(say("stage_gap"), told_, Light.OVERDUE, "redt", "red")
            else:
                told_ = say("stage_ahead_told", stage=name)
                cells[row, place] = Cell(say("stage_ahead"), told_, Light.ORDINARY, tone="calm")
    names = tuple(chain.title for chain in found)
    heads = tuple(name for name, _key in found[0].stages)
    return Grid(names, heads, cells, column_width=112), behind
