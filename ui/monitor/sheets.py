"""How do the notice of a month and the yearly evaluation look on paper?"""

from collections.abc import Sequence

from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Column, Part, Sheet, Table, Words
from clerkdesk.monitor import scores
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.rows import MonthlyNotice
from clerkdesk.monitor.scores import ColumnMarks, ScoreRow
from clerkdesk.monitor.service import Criterion
from ui import words
from ui.monitor.columns import basis
from ui.pages import Desk

say = words.of("monitor")


def notice_pdf(notice: MonthlyNotice, desk: Desk, fonts: FontSet | None = None) -> bytes:
    """Return the notice of a month: the figures in words, every column, every light."""
    office = desk.settings().office_name
    blocks: list[Part] = [
        Words(_gist(notice), indent=True),
        *(Words(line, indent=True) for line in _rules(notice)),
        Words(say("s_columns"), strong=True),
        Table(
            (
                Column(say("col_unit"), 2.4),
                Column(say("col_name"), 3.2),
                *(Column(say(f"n_{key}"), 1.2, Align.RIGHT) for key in _COUNTED),
                Column(say("n_burning"), 1.2),
            ),
            tuple(
                (
                    line.unit,
                    line.column,
                    *(str(getattr(line, key)) for key in _COUNTED),
                    words.term("column_light", line.burning),
                )
                for line in notice.lines
            ),
        ),
    ]
    if notice.lights:
        blocks += [Words(say("s_lights"), strong=True), _lights(notice)]
    return _typeset(say("s_notice_title"), _month(notice), tuple(blocks), office, fonts)


_COUNTED = ("updates", "yellow", "red", "explanations")


def _month(notice: MonthlyNotice) -> str:
    return say("year_month", year=notice.year, month=notice.month)


def _rules(notice: MonthlyNotice) -> list[str]:
    """By which rule the lights were lit; each with its day where they changed in these days."""
    said = []
    for rule in notice.rules:
        told = say("s_rule", basis=basis(rule), n=rule.yellow, more=rule.red)
        begun = rule.valid_from > notice.first
        day = words.letter_day(rule.valid_from)
        said.append(say("s_rule_from", day=day) + told if begun else told)
    return said


def _gist(notice: MonthlyNotice) -> str:
    burning = sum(1 for line in notice.lines if line.burning is Colour.RED)
    return say(
        "s_gist",
        month=_month(notice),
        until=words.letter_day(notice.last),
        columns=notice.columns,
        updates=notice.updates,
        yellow=notice.yellow,
        red=notice.red,
        explanations=notice.explanations,
        burning=burning,
    )


def _lights(notice: MonthlyNotice) -> Table:
    columns = (
        Column(say("col_lit"), 1.6),
        Column(say("col_light"), 0.9),
        Column(say("col_unit"), 2.2),
        Column(say("col_name"), 2.8),
        Column(say("col_cleared"), 1.6),
        Column(say("col_cleared_by"), 1.6),
    )
    rows = tuple(
        (
            words.day(light.on),
            words.term("column_light", light.colour),
            light.unit,
            light.column,
            say("burning") if light.cleared_on is None else words.day(light.cleared_on),
            words.term("light_cleared", light.cleared_by) if light.cleared_by else words.NOTHING,
        )
        for light in notice.lights
    )
    return Table(columns, rows)


def how() -> str:
    """How the totals come about, with the weights in force."""
    told = [
        say("weight", name=words.term("criterion", one), weight=weight)
        for one, weight in scores.weights().items()
    ]
    return say("s_how", weights=say("between_weights").join(told))


def scores_pdf(
    year: int,
    ranking: Sequence[ScoreRow],
    marks: Sequence[ColumnMarks],
    desk: Desk,
    fonts: FontSet | None = None,
) -> bytes:
    """Return the yearly evaluation: the units in order, then each column with its marks."""
    office = desk.settings().office_name
    criteria = [words.term("criterion", one) for one in Criterion]
    places = Table(
        (
            Column(say("e_place"), 0.8, Align.RIGHT),
            Column(say("col_unit"), 3.0),
            Column(say("e_columns"), 1.0, Align.RIGHT),
            *(Column(name, 1.2, Align.RIGHT) for name in criteria),
            Column(say("e_total"), 1.2, Align.RIGHT),
            Column(say("e_missing"), 1.0, Align.RIGHT),
            Column(say("n_yellow"), 1.0, Align.RIGHT),
            Column(say("n_red"), 1.0, Align.RIGHT),
        ),
        tuple(
            (
                words.NOTHING if row.place is None else str(row.place),
                row.unit,
                str(row.columns),
                *(mark(value) for _one, value in row.by_criterion),
                mark(row.hundredths),
                str(row.missing),
                str(row.yellow),
                str(row.red),
            )
            for row in ranking
        ),
    )
    cells = Table(
        (
            Column(say("col_unit"), 2.0),
            Column(say("col_name"), 2.4),
            *(Column(name, 2.2) for name in criteria),
        ),
        tuple(
            (row.unit, row.column, *(_cell(row, criterion) for criterion in Criterion))
            for row in marks
        ),
    )
    blocks: tuple[Part, ...] = (
        Words(say("s_ranking"), strong=True),
        Words(how(), indent=True),
        places,
        Words(say("s_marks"), strong=True),
        cells,
    )
    title = say("s_scores_title", year=year)
    return _typeset(title, words.letter_day(desk.today()), blocks, office, fonts)


def _cell(row: ColumnMarks, criterion: Criterion) -> str:
    given = row.mark(criterion)
    if given is None:
        return words.NOTHING
    return f"{given.score}　{given.evidence}" if given.evidence else str(given.score)


def mark(hundredths: int | None) -> str:
    """Return 86.67 of 8667; the dash where there is no mark."""
    return words.NOTHING if hundredths is None else f"{hundredths / 100:.2f}"


def _typeset(
    title: str, subtitle: str, blocks: tuple[Part, ...], office: str, fonts: FontSet | None
) -> bytes:
    made = Sheet(
        title,
        blocks,
        subtitle=say("s_subtitle", office=office, what=subtitle),
        footer=say("s_footer"),
        landscape=True,
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf
