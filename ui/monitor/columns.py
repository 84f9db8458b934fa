"""How do the portal's columns, their lights and what calmed them read in lists?"""

from datetime import date

from clerkdesk.deadlines.lights import Light
from clerkdesk.monitor.lights import Colour
from clerkdesk.monitor.rows import ColumnRow, ExplanationView, LightRow, RuleRow, UpdateView
from ui import words
from ui.tables import Column

say = words.of("monitor")

# a column's light has no remainder in days, but it is drawn with the shapes of the desk's lights
LIGHT_OF = {Colour.RED: Light.OVERDUE, Colour.YELLOW: Light.SOON, Colour.GREEN: Light.DONE}
COLOUR_OF = {light: colour for colour, light in LIGHT_OF.items()}


def word(light: Light) -> str:
    """红灯, 黄灯, 绿灯."""
    return words.term("column_light", COLOUR_OF[light])


def change(row: ColumnRow) -> str:
    """What comes where nothing is done, and when: 10-15 周四 转红灯."""
    if row.next_on is None:
        return words.NOTHING
    colour = words.term("column_light", row.next_colour)
    return say("next_change", day=words.short_day(row.next_on), colour=colour)


def _voided(*, voided: bool) -> str:
    return say("voided") if voided else ""


def basis(row: RuleRow) -> str:
    """The document a rule rests on."""
    return words.term("monitor_basis", row.basis) if row.id is None else row.basis


def cleared(row: LightRow) -> str:
    """How a light ended; of one that should not have burnt, what showed it."""
    if row.corrected_on is None:
        return words.term("light_cleared", row.cleared_by) if row.cleared_by else ""
    return say("corrected", why=words.term("light_corrected", row.corrected_why))


def _ended(row: LightRow) -> str:
    """As `cleared`, short: the tag beside it says that the light was corrected."""
    if row.corrected_on is None:
        return cleared(row)
    return words.term("light_corrected", row.corrected_why)


def _on_record(row: LightRow) -> str:
    seen = say("seen_at", at=words.moment(row.seen_at))
    if row.corrected_on is None:
        return seen
    why = words.term("light_corrected", row.corrected_why)
    return say("corrected_told", on=words.day(row.corrected_on), why=why, seen=seen)


def _since(day: date | None) -> str:
    return words.day(day)


COLUMNS = (
    Column[ColumnRow](
        "light",
        say("col_light"),
        lambda row: LIGHT_OF[row.colour],
        show=word,
        width=132,
        light=lambda row: LIGHT_OF[row.colour],
    ),
    Column[ColumnRow]("unit", say("col_unit"), lambda row: row.unit, width=170),
    Column[ColumnRow]("name", say("col_name"), lambda row: row.name, stretch=True),
    Column[ColumnRow](
        "kind",
        say("col_kind"),
        lambda row: words.term("column_kind", row.kind),
        width=92,
        wide=True,
    ),
    Column[ColumnRow](
        "last_update", say("col_last"), lambda row: row.last_update, show=words.full_day, width=140
    ),
    Column[ColumnRow](
        "since", say("col_since"), lambda row: row.since, show=_since, width=110, wide=True
    ),
    Column[ColumnRow](
        "next_on",
        say("col_turns"),
        lambda row: row,
        show=change,
        width=196,
        sortable=False,
        tag=lambda row: say("provisional") if row.provisional else "",
        tooltip=lambda row: say("provisional_why") if row.provisional else "",
    ),
)

LIGHTS = (
    Column[LightRow](
        "light",
        say("col_light"),
        lambda row: LIGHT_OF[row.colour],
        show=word,
        width=132,
        light=lambda row: LIGHT_OF[row.colour],
    ),
    Column[LightRow]("on", say("col_lit"), lambda row: row.on, show=words.full_day, width=140),
    Column[LightRow](
        "last_update",
        say("col_counted"),
        lambda row: row.last_update,
        show=words.full_day,
        width=140,
        wide=True,
    ),
    Column[LightRow](
        "cleared_on",
        say("col_cleared"),
        lambda row: row.cleared_on,
        show=lambda day: say("burning") if day is None else words.full_day(day),
        width=140,
    ),
    Column[LightRow](
        "cleared_by",
        say("col_cleared_by"),
        _ended,
        stretch=True,
        tone=lambda row: "text" if row.corrected_on is None else "text3",
        tooltip=_on_record,
        tag=lambda row: say("is_corrected") if row.corrected_on else "",
    ),
)

UPDATES = (
    Column[UpdateView]("on", say("col_day"), lambda row: row.on, show=words.full_day, width=140),
    Column[UpdateView](
        "title",
        say("col_title"),
        lambda row: row.title,
        stretch=True,
        tone=lambda row: "text3" if row.voided else "text",
        tag=lambda row: _voided(voided=row.voided),
        tooltip=lambda row: say("voided_because", why=row.void_reason) if row.voided else "",
    ),
    Column[UpdateView]("by", say("col_by"), lambda row: row.recorded_by, width=84, wide=True),
)

EXPLANATIONS = (
    Column[ExplanationView](
        "on", say("col_day"), lambda row: row.on, show=words.full_day, width=140
    ),
    Column[ExplanationView](
        "text",
        say("col_text"),
        lambda row: row.text,
        stretch=True,
        tone=lambda row: "text3" if row.voided else "text",
        tag=lambda row: _voided(voided=row.voided),
        tooltip=lambda row: say("voided_because", why=row.void_reason) if row.voided else row.text,
    ),
    Column[ExplanationView]("author", say("col_author"), lambda row: row.author, width=90),
    Column[ExplanationView]("by", say("col_by"), lambda row: row.recorded_by, width=84, wide=True),
)
