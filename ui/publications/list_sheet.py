"""How does the list of publications look on paper?"""

from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Column, Part, Sheet, Table, Words
from clerkdesk.publications import queries
from clerkdesk.publications.rows import Order, PublicationFilter
from ui import words
from ui.pages import Desk
from ui.publications.columns import COLUMNS

say = words.of("publications")

LONGEST = 1000  # rows on paper
_SHARES = (1.3, 1.3, 4.6, 2.4, 1.6, 2.2, 1.3, 1.0)


def pdf(
    desk: Desk,
    wanted: PublicationFilter,
    order: Order = Order.DUE,
    *,
    descending: bool = False,
    fonts: FontSet | None = None,
) -> bytes:
    """Return the list as it is filtered and sorted on screen, A4 landscape."""
    today = desk.today()
    rows = queries.page(wanted, order, descending=descending, limit=LONGEST, today=today)
    columns = tuple(
        Column(column.title, share, Align.RIGHT if column.right else Align.LEFT)
        for column, share in zip(COLUMNS, _SHARES, strict=True)
    )
    blocks: list[Part] = [
        Table(columns, tuple(tuple(column.words(row) for column in COLUMNS) for row in rows))
    ]
    if queries.count(wanted, today) > LONGEST:
        blocks.append(Words(say("list_cut", count=LONGEST)))
    office = desk.settings().office_name
    made = Sheet(
        say("list_title"),
        tuple(blocks),
        subtitle=say("list_subtitle", office=office, day=words.long_day(today)),
        landscape=True,
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf


def show(
    desk: Desk, wanted: PublicationFilter, order: Order = Order.DUE, *, descending: bool = False
) -> None:
    data = pdf(desk, wanted, order, descending=descending)
    name = say("list_name", day=words.day(desk.today()))
    desk.navigate("papers", None, pdf=data, name=name)
