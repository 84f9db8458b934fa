"""How does the board read: columns, groups, the remainder in its own unit?"""

from collections.abc import Iterator, Sequence

from clerkdesk.deadlines.board import DueRow
from clerkdesk.deadlines.lights import Light
from ui import words
from ui.places import numbered
from ui.tables import Column

say = words.of("today")

MAIN_RULES = ("reply", "receipt", "publish", "review")

_NOW, _SOON, _LATER, _WAITING, _DONE = (
    "group_now",
    "group_soon",
    "group_later",
    "group_waiting",
    "group_done",
)


def left(row: DueRow) -> str:
    """The remainder in its own unit: working days, natural days, or what is waited for."""
    if row.light is Light.PAUSED and row.waiting_for:
        return words.term("waiting_for", row.waiting_for)
    if row.natural_days and row.remaining is not None and row.closed_on is None:
        if row.remaining == 0:
            return say("natural_today")
        key = "natural" if row.remaining > 0 else "natural_late"
        return say(key, days=abs(row.remaining))
    return words.remainder(row.light, row.remaining)


def matter(row: DueRow) -> str:
    """Whose matter it is and what it is about."""
    return say("matter", who=row.who, title=row.title) if row.who else row.title


def matter_tag(row: DueRow) -> str:
    """Which limit is meant where it is not the matter's main one; that a reply has not left."""
    rule = row.rule.partition(".")[0]
    if rule not in MAIN_RULES:
        return words.term("deadline", rule)
    return say("unsent_tag") if row.unsent and row.light is not Light.UNSENT else ""


def tag(row: DueRow) -> str:
    return say("provisional") if row.provisional else ""


def next_step(row: DueRow) -> str:
    return words.term("next_step", row.next_step) if row.next_step else words.NOTHING


COLUMNS = (
    Column[DueRow](
        "light",
        say("col_light"),
        lambda row: row,
        show=lambda row: words.light(row.light),
        width=122,
        light=lambda row: row.light,
        sortable=False,
    ),
    Column[DueRow](
        "title", say("col_matter"), matter, stretch=True, sortable=False, tag=matter_tag
    ),
    Column[DueRow]("number", say("col_number"), numbered, width=116, wide=True, sortable=False),
    Column[DueRow](
        "due_on",
        say("col_due"),
        lambda row: row.due_on,
        show=lambda day: words.short_day(day) if day else say("no_date"),
        width=142,
        sortable=False,
        tag=tag,
        tooltip=lambda row: say("provisional_why") if row.provisional else "",
    ),
    Column[DueRow](
        "left",
        say("col_left"),
        lambda row: row,
        show=left,
        width=104,
        right=True,
        sortable=False,
        light=lambda row: row.light,
    ),
    Column[DueRow](
        "next_step",
        say("col_next"),
        lambda row: row,
        show=next_step,
        width=132,
        wide=True,
        sortable=False,
        tone=lambda _row: "acc",
    ),
    Column[DueRow](
        "handler",
        say("col_handler"),
        lambda row: row.handler,
        width=72,
        wide=True,
        sortable=False,
    ),
)


def group_of(row: DueRow) -> str:
    if row.light in (Light.OVERDUE, Light.TODAY) or row.colour == "red":
        return _NOW
    if row.light in (Light.SOON, Light.UNCONFIRMED, Light.UNSENT):
        return _SOON
    if row.light is Light.PAUSED:
        return _WAITING
    return _LATER if row.light.is_open else _DONE


def groups(rows: Sequence[DueRow], lead: int) -> Iterator[tuple[str, str, tuple[DueRow, ...]]]:
    """Yield heading, note and rows of each group that has any; the order is the board's."""
    for key in (_NOW, _SOON, _LATER, _WAITING, _DONE):
        of_it = tuple(row for row in rows if group_of(row) == key)
        if of_it:
            note = {_NOW: "note_now", _WAITING: "note_waiting"}.get(key, "note_count")
            title = say(key, days=lead) if key == _SOON else say(key)
            yield title, say(note, count=len(of_it)), of_it
