"""How does a publication read in a list: columns, remainder in its own unit, provisional tag?"""

from datetime import date

from clerkdesk.deadlines.lights import Light
from clerkdesk.publications.due_rules import REGULATED_SINCE
from clerkdesk.publications.rows import Order, PublicationRow
from ui import words
from ui.tables import Column

say = words.of("publications")


def left(light: Light, days: int | None, *, natural: bool) -> str:
    """What is left, in working days or, where a statute counts so, in natural days."""
    if not natural or days is None or light is Light.DONE:
        return words.remainder(light, days)
    if light is Light.DONE_LATE:
        return say("natural_done_late", days=abs(days))
    if days == 0:
        return say("natural_today")
    return say("natural" if days > 0 else "natural_late", days=abs(days))


def _left(row: PublicationRow) -> str:
    if row.due_on is None and row.light.is_open:
        return words.NOTHING
    return left(row.light, row.remaining, natural=row.natural_days)


def _due(day: date | None) -> str:
    return words.full_day(day)


def _tag(row: PublicationRow) -> tuple[str, str]:
    """What stands after the due date, and why; of what is older than the limit, its year."""
    if row.provisional:
        return say("provisional"), say("provisional_why")
    if row.due_on is None and row.formed_on < REGULATED_SINCE:
        return say("formed_in", year=row.formed_on.year), say("due_too_old")
    return "", ""


# the keys are those of `Order`, so a click on a head sorts in SQL
COLUMNS = (
    Column[PublicationRow](
        "light",
        say("col_light"),
        lambda row: words.light(row.light, dated=row.due_on is not None),
        width=126,
        light=lambda row: row.light,
        sortable=False,
    ),
    Column[PublicationRow](
        Order.NUMBER.value, say("col_number"), lambda row: row.number, width=104
    ),
    Column[PublicationRow](
        Order.TITLE.value, say("col_title"), lambda row: row.title, stretch=True
    ),
    Column[PublicationRow](
        Order.DOCUMENT_NUMBER.value,
        say("col_document_number"),
        lambda row: row.document_number,
        width=160,
        wide=True,
    ),
    Column[PublicationRow](
        Order.STATE.value,
        say("col_state"),
        lambda row: words.term("publication_state", row.state),
        width=136,
        wide=True,
    ),
    Column[PublicationRow](
        Order.DUE.value,
        say("col_due"),
        lambda row: row.due_on,
        show=_due,
        width=180,
        tag=lambda row: _tag(row)[0],
        tooltip=lambda row: _tag(row)[1],
    ),
    Column[PublicationRow](
        "left",
        say("col_left"),
        lambda row: row,
        show=_left,
        width=104,
        right=True,
        sortable=False,
        light=lambda row: row.light,
    ),
    Column[PublicationRow](
        Order.HANDLER.value, say("col_handler"), lambda row: row.handler, width=76, wide=True
    ),
)
