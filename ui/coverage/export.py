"""What does the workbook of the coverage hold? Every view of the page, one sheet each."""

from collections.abc import Sequence
from datetime import date, timedelta

from clerkdesk.monitor import queries as monitor
from clerkdesk.publications import coverage, interpreting
from clerkdesk.publications.coverage import Chain
from ui import words
from ui.workbook import Tab, workbook

say = words.of("coverage")

_COUNTED = ("published", "late", "open", "overdue", "expected")


def book(year: int, first: date, today: date, chains: Sequence[str]) -> bytes:
    """Return the .xlsx of a year as of a day; first: of the weeks shown."""
    tabs = [_duties(year, today), _weeks(first, today), _missing(today), _attributes(year)]
    tabs += [_chain(name) for name in chains]
    return workbook(tabs)


def _duties(year: int, today: date) -> Tab:
    heads = [(say("p_unit"), 22), (say("p_item"), 40), (say("p_cover"), 10)]
    heads += [(say(f"p_{key}"), 10) for key in _COUNTED]
    heads.append((say("p_lacking"), 10))
    rows = [
        (
            one.unit,
            one.category_name,
            words.term("cover", one.cover),
            *(getattr(one, key) for key in _COUNTED),
            one.missing,
        )
        for one in coverage.matrix(year, today)
    ]
    return Tab(say("x_matrix", year=year), heads, rows)


def _weeks(first: date, today: date) -> Tab:
    found = monitor.weekly(first, today)
    weeks = [monday for monday, _number in found[0].weeks] if found else []
    heads = [(say("p_unit"), 22), (say("name_weekly"), 30), (say("sum"), 8)]
    heads += [(words.day(monday), 12) for monday in weeks]
    rows = [
        (row.unit, row.column, row.total, *(number for _monday, number in row.weeks))
        for row in found
    ]
    return Tab(say("x_weekly"), heads, rows)


def _missing(today: date) -> Tab:
    heads = [
        (say("col_number"), 14),
        (say("col_title"), 60),
        (say("col_published"), 12),
        (say("col_begun"), 14),
    ]
    rows = [
        (one.number, one.title, one.published_on, one.begun or say("not_begun"))
        for one in interpreting.uninterpreted(today)
    ]
    return Tab(say("x_missing"), heads, rows)


def _attributes(year: int) -> Tab:
    heads = [(say("p_unit"), 22), (say("p_attribute"), 14), (say("p_count"), 10)]
    rows = [
        (one.unit or say("no_unit"), words.term("attribute", one.attribute), one.count)
        for one in coverage.attributes(year)
    ]
    return Tab(say("x_attributes", year=year), heads, rows)


def _chain(name: str) -> Tab:
    found = coverage.chains(name)
    heads = [(say("name_chains"), 50)]
    heads += [(stage, 16) for stage, _key in (found[0].stages if found else ())]
    rows = [(one.title, *_stages(one)) for one in found]
    return Tab(say(f"chain_{name}"), heads, rows)


def _stages(chain: Chain) -> list[str]:
    """已公开, 缺 where a later one is out, nothing where none has come so far."""
    out = [key is not None for _name, key in chain.stages]
    last = max((place for place, there in enumerate(out) if there), default=-1)
    return [
        say("stage_out") if there else say("stage_gap") if place < last else ""
        for place, there in enumerate(out)
    ]


def first_of(today: date, weeks: int) -> date:
    """Return the Monday that begins so many weeks, this one the last."""
    return today - timedelta(days=today.weekday() + 7 * (weeks - 1))
