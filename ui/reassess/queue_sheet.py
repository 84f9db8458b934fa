"""How does the queue of re-assessment look on paper?"""

from collections.abc import Sequence

from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Column, Part, Sheet, Table, Words
from clerkdesk.reassessments.queries import QueueRow
from ui import words
from ui.pages import Desk
from ui.reassess.rows import ground, source

say = words.of("reassess")


def pdf(rows: Sequence[QueueRow], desk: Desk, fonts: FontSet | None = None) -> bytes:
    """Return everything withheld with its ground and its day, and room for this year's result."""
    office = desk.settings().office_name
    blocks: list[Part] = [
        Table(
            (
                Column(say("col_on"), 1.3),
                Column(say("col_light"), 1.0),
                Column(say("col_number"), 1.2),
                Column(say("col_source"), 1.0),
                Column(say("col_title"), 3.6),
                Column(say("col_ground"), 2.6),
                Column(say("f_section"), 1.4),
                Column(say("p_result"), 1.8),
            ),
            tuple(
                (
                    words.day(row.reassess_on),
                    words.light(row.light),
                    row.number,
                    source(row),
                    row.title,
                    ground(row),
                    row.section,
                    "",
                )
                for row in rows
            ),
        )
        if rows
        else Words(say("empty"))
    ]
    made = Sheet(
        say("p_title"),
        tuple(blocks),
        subtitle=say("p_subtitle", office=office, day=words.letter_day(desk.today())),
        footer=say("p_footer"),
        landscape=True,
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf
