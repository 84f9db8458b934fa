"""How does a matter of the queue read: light, day, ground?"""

from clerkdesk.publications.reassessing import QueueRow
from ui import words
from ui.tables import Column

say = words.of("reassess")


def ground(row: QueueRow) -> str:
    """条例第十四条：国家秘密."""
    article = words.terms("article").get(row.row.ground_article, row.row.ground_article)
    return say("ground", article=article, ground=words.term("ground", row.row.ground))


COLUMNS = (
    Column[QueueRow](
        "light", say("col_light"), lambda row: row.light, width=136, light=lambda row: row.light
    ),
    Column[QueueRow]("number", say("col_number"), lambda row: row.row.number, width=104),
    Column[QueueRow]("title", say("col_title"), lambda row: row.row.title, stretch=True),
    Column[QueueRow]("ground", say("col_ground"), ground, width=220, wide=True),
    Column[QueueRow](
        "on",
        say("col_on"),
        lambda row: row.row.reassess_on,
        show=words.full_day,
        width=172,
        tag=lambda row: say("provisional") if row.provisional else "",
        tooltip=lambda row: say("provisional_why") if row.provisional else "",
    ),
    Column[QueueRow](
        "left",
        say("col_left"),
        lambda row: row,
        show=lambda row: words.remainder(row.light, row.remaining),
        width=104,
        right=True,
        sortable=False,
        light=lambda row: row.light,
    ),
)
