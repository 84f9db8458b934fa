"""What do the workbooks of the monitor hold: columns and lights, a month, a year's marks?"""

from datetime import date

from clerkdesk.monitor import queries, scores
from clerkdesk.monitor.rows import LightRow, MonthlyNotice
from clerkdesk.monitor.service import Criterion
from ui import words
from ui.monitor.columns import cleared
from ui.monitor.sheets import how
from ui.workbook import Tab, workbook

say = words.of("monitor")


def standing(today: date) -> bytes:
    """Return the .xlsx of every column as of a day, and of every light on record."""
    heads = [
        (say("col_unit"), 22),
        (say("col_name"), 30),
        (say("col_kind"), 12),
        (say("col_light"), 8),
        (say("col_since"), 12),
        (say("col_last"), 12),
        (say("f_explained"), 12),
    ]
    rows = [
        (
            one.unit,
            one.name,
            words.term("column_kind", one.kind),
            words.term("column_light", one.colour),
            one.since,
            one.last_update,
            one.explained_on,
        )
        for one in queries.rows(today)
    ]
    recorded = queries.record(today)
    return workbook([Tab(say("title"), heads, rows), _lights(say("view_lights_plain"), recorded)])


def notice(found: MonthlyNotice) -> bytes:
    """Return the .xlsx of the notice of one month."""
    counted = ("updates", "yellow", "red", "explanations")
    heads = [(say("col_unit"), 22), (say("col_name"), 30)]
    heads += [(say(f"n_{key}"), 10) for key in counted] + [(say("n_burning"), 10)]
    rows = [
        (
            one.unit,
            one.column,
            *(getattr(one, key) for key in counted),
            words.term("column_light", one.burning),
        )
        for one in found.lines
    ]
    title = say("year_month", year=found.year, month=found.month)
    return workbook([Tab(title, heads, rows), _lights(say("view_lights_plain"), found.lights)])


def _lights(title: str, rows: tuple[LightRow, ...]) -> Tab:
    heads = [
        (say("col_lit"), 12),
        (say("col_light"), 8),
        (say("col_unit"), 22),
        (say("col_name"), 30),
        (say("col_counted"), 14),
        (say("col_cleared"), 12),
        (say("col_cleared_by"), 30),
    ]
    cells = [
        (
            one.on,
            words.term("column_light", one.colour),
            one.unit,
            one.column,
            one.last_update,
            one.cleared_on or say("burning"),
            cleared(one),
        )
        for one in rows
    ]
    return Tab(title, heads, cells)


def marks(year: int) -> bytes:
    """Return the .xlsx of the yearly evaluation: places, then each mark with what it rests on."""
    criteria = [words.term("criterion", one) for one in Criterion]
    places = Tab(
        say("e_places"),
        [
            (say("e_place"), 8),
            (say("col_unit"), 24),
            (say("e_columns"), 10),
            *((name, 10) for name in criteria),
            (say("e_total"), 10),
            (say("e_missing"), 10),
            (say("n_yellow"), 8),
            (say("n_red"), 8),
        ],
        [
            (
                row.place,
                row.unit,
                row.columns,
                *(_full(value) for _one, value in row.by_criterion),
                _full(row.hundredths),
                row.missing,
                row.yellow,
                row.red,
            )
            for row in scores.ranking(year)
        ],
    )
    heads = [(say("col_unit"), 24), (say("col_name"), 30)]
    for name in criteria:
        heads += [(name, 10), (say("m_evidence"), 36)]
    cells = []
    for row in scores.sheet(year):
        line: list[object] = [row.unit, row.column]
        for one in Criterion:
            given = row.mark(one)
            line += ["", ""] if given is None else [given.score, given.evidence]
        cells.append(line)
    told = Tab(say("e_how"), [(say("e_how"), 90)], [(how(),)])
    return workbook([places, Tab(say("e_marks"), heads, cells), told])


def _full(hundredths: int | None) -> float | str:
    return "" if hundredths is None else hundredths / 100
