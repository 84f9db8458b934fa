"""What does the clerk take along on paper? The day's board as a printed sheet."""

from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import DueRow
from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Column, Part, Sheet, Table, Words
from ui import words
from ui.pages import Desk
from ui.tables import Column as ListColumn
from ui.today import rows

say = words.of("today")

_SHARES = (1.3, 4.2, 1.5, 1.7, 1.3, 1.6, 1.0)


def pdf(desk: Desk, fonts: FontSet | None = None) -> bytes:
    """Return the board of the day as A4 landscape, in the groups the screen shows."""
    today = desk.today()
    blocks: list[Part] = []
    for title, note, of_it in rows.groups(board.on(today), desk.settings().yellow_lead):
        blocks.append(Words(f"{title}  {note}", strong=True))
        columns = tuple(
            Column(column.title, share, Align.RIGHT if column.right else Align.LEFT)
            for column, share in zip(rows.COLUMNS, _SHARES, strict=True)
        )
        lines = tuple(tuple(_cell(column, row) for column in rows.COLUMNS) for row in of_it)
        blocks.append(Table(columns, lines))
    if not blocks:
        blocks.append(Words(say("empty")))
    made = Sheet(
        say("sheet_title"),
        tuple(blocks),
        subtitle=say(
            "sheet_subtitle", office=desk.settings().office_name, day=words.long_day(today)
        ),
        footer=say("sheet_footer"),
        landscape=True,
        author=desk.settings().office_name,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf


def _cell(column: ListColumn[DueRow], row: DueRow) -> str:
    """A cell as the screen shows it, its tag included."""
    tag = column.tag(row) if column.tag is not None else ""
    return f"{column.words(row)} {tag}".strip()


def show(desk: Desk) -> None:
    day = words.day(desk.today())
    desk.navigate("papers", None, pdf=pdf(desk), name=say("sheet_name", day=day))
