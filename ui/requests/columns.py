"""Which columns has the list of requests, on screen, on paper and in a spreadsheet?"""

from clerkdesk.requests.queries import Order, RequestRow
from ui import words
from ui.tables import Column

say = words.of("requests")

COLUMNS = (
    Column[RequestRow](
        "light",
        say("col_light"),
        lambda row: words.light(row.light, dated=row.due_on is not None),
        width=122,
        light=lambda row: row.light,
        sortable=False,
        tooltip=lambda row: words.light(row.light, unsent=row.unsent),
    ),
    Column[RequestRow]("number", say("col_number"), lambda row: row.number, width=94),
    Column[RequestRow](
        "received",
        say("col_received"),
        lambda row: row.received_on,
        show=lambda day: say("unconfirmed_day") if day is None else words.short_day(day),
        width=98,
        wide=True,
    ),
    Column[RequestRow]("applicant", say("col_applicant"), lambda row: row.applicant, width=108),
    Column[RequestRow]("title", say("col_subject"), lambda row: row.title, stretch=True),
    Column[RequestRow](
        "state",
        say("col_state"),
        lambda row: row.state,
        show=lambda state: words.term("state", state),
        width=100,
        tone=lambda _row: "text2",
        wide=True,
    ),
    Column[RequestRow](
        "due",
        say("col_due"),
        lambda row: row.due_on,
        show=words.full_day,
        width=170,
        tag=lambda row: say("provisional") if row.provisional and row.due_on else "",
        tooltip=lambda row: say("provisional_why") if row.provisional else "",
    ),
    Column[RequestRow](
        "left",
        say("col_left"),
        lambda row: words.remainder(row.light, row.left),
        width=100,
        right=True,
        light=lambda row: row.light,
        sortable=False,
    ),
    Column[RequestRow](
        "handler",
        say("col_handler"),
        lambda row: row.handler,
        width=76,
        tone=lambda _row: "text2",
        wide=True,
    ),
)
TITLES = {column.key: column.title for column in COLUMNS}
ORDERS = {order.value: order for order in Order}

# What a spreadsheet and a printed register hold beyond the screen.
REGISTER = (
    *(column for column in COLUMNS if column.key in ("number", "received", "applicant", "title")),
    Column[RequestRow](
        "channel",
        say("col_channel"),
        lambda row: row.channel,
        show=lambda one: words.term("channel", one),
    ),
    *(column for column in COLUMNS if column.key in ("state", "due", "left", "handler")),
    Column[RequestRow]("section", say("col_section"), lambda row: row.section),
    Column[RequestRow]("closed", say("col_closed"), lambda row: row.closed_on, show=words.day),
)
