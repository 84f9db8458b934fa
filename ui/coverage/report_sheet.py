"""How does the coverage of a year look on paper: what is missing and late first?"""

from collections.abc import Sequence

from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Column, Part, Sheet, Table, Words
from clerkdesk.publications.coverage import Cell, Cover
from clerkdesk.publications.interpreting import Missing
from ui import words
from ui.pages import Desk

say = words.of("coverage")

_WORST = (Cover.MISSING, Cover.LATE, Cover.AWAITED, Cover.PUBLISHED)


def pdf(
    year: int,
    duties: Sequence[Cell],
    missing: Sequence[Missing],
    desk: Desk,
    fonts: FontSet | None = None,
) -> bytes:
    """Return each duty of a year with its figures, then the policies without interpretation."""
    office = desk.settings().office_name
    counted = ("published", "late", "open", "overdue", "expected")
    rows = sorted(duties, key=lambda one: _WORST.index(one.cover))
    blocks: list[Part] = [
        Words(say("p_duties"), strong=True),
        Table(
            (
                Column(say("p_cover"), 0.9),
                Column(say("p_unit"), 2.2),
                Column(say("p_item"), 3.4),
                *(Column(say(f"p_{key}"), 1.0, Align.RIGHT) for key in counted),
            ),
            tuple(
                (
                    words.term("cover", one.cover),
                    one.unit,
                    one.category_name,
                    *(str(getattr(one, key)) for key in counted),
                )
                for one in rows
            ),
        ),
    ]
    if missing:
        table = Table(
            (
                Column(say("col_number"), 1.2),
                Column(say("col_title"), 5.0),
                Column(say("col_published"), 1.4),
            ),
            tuple((one.number, one.title, words.day(one.published_on)) for one in missing),
        )
        blocks += [Words(say("p_missing"), strong=True), table]
    made = Sheet(
        say("p_title", year=year),
        tuple(blocks),
        subtitle=say("p_subtitle", office=office, day=words.letter_day(desk.today())),
        footer=say("p_footer"),
        landscape=True,
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf
