"""Which columns has the list of corrections of records?"""

from clerkdesk.deadlines.lights import Light
from clerkdesk.record_corrections.rows import Order, RecordRow
from clerkdesk.record_corrections.rules import State
from ui import words
from ui.tables import Column

say = words.of("records")


def light_of(row: RecordRow) -> Light | None:
    """Nothing is due of what is void."""
    return None if row.state is State.VOID else row.light


def _state(row: RecordRow) -> str:
    """Where it is; once decided, how it ends."""
    if row.finding is not None and row.state in (State.DECIDED, State.TOLD):
        return words.term("record_finding", row.finding)
    return words.term("record_state", row.state)


# the keys are those of `Order`, so a click on a head sorts in SQL
COLUMNS = (
    Column[RecordRow](
        "light",
        say("col_light"),
        light_of,
        width=126,
        light=light_of,
        sortable=False,
    ),
    Column[RecordRow](Order.NUMBER.value, say("col_number"), lambda row: row.number, width=112),
    Column[RecordRow](
        Order.RECEIVED.value,
        say("col_received"),
        lambda row: row.received_on,
        show=words.short_day,
        width=98,
        wide=True,
    ),
    Column[RecordRow](
        Order.APPLICANT.value, say("col_applicant"), lambda row: row.applicant, width=110
    ),
    Column[RecordRow](Order.RECORD.value, say("col_record"), lambda row: row.record, stretch=True),
    Column[RecordRow](
        Order.STATE.value,
        say("col_state"),
        _state,
        width=156,
        tone=lambda _row: "text2",
        wide=True,
    ),
    Column[RecordRow](
        Order.DUE.value,
        say("col_due"),
        lambda row: row.due_on,
        show=words.full_day,
        width=176,
        tag=lambda row: say("provisional") if row.provisional else "",
        tooltip=lambda row: say("provisional_why") if row.provisional else say("target_why"),
    ),
    Column[RecordRow](
        "left",
        say("col_left"),
        lambda row: (
            words.NOTHING if row.state is State.VOID else words.remainder(row.light, row.left)
        ),
        width=104,
        right=True,
        sortable=False,
        light=light_of,
    ),
    Column[RecordRow](
        Order.HANDLER.value,
        say("col_handler"),
        lambda row: row.handler,
        width=76,
        tone=lambda _row: "text2",
        wide=True,
    ),
)
