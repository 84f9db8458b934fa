"""With which small form is an entry of the catalogue added or changed, and what does it make?"""

from clerkdesk.limits import Limit
from clerkdesk.limits import Unit as Counted
from clerkdesk.publications import categories, entries
from clerkdesk.publications.attributes import Audience
from clerkdesk.publications.categories import Category, Channel, Frequency
from clerkdesk.publications.due_rules import Rule, Zero
from clerkdesk.publications.overlay import Entry
from ui import cards, words
from ui.act_panel import Values
from ui.date_edit import DateEdit
from ui.editors import Choice, LineText, LongText, NumberEdit, Tick
from ui.forms import Form
from ui.ticks import Ticks

say = words.of("catalogue_page")

_UNITS = (Counted.WORKDAYS, Counted.DAYS, Counted.MONTHS)
_ZEROS = (Zero.FORMED, Zero.APPROVED)
_SPECIAL = ("promptly", "hearing", "quashable")


def fill(form: Form, entry: Entry, shipped: Category | None, day: DateEdit) -> None:
    """shipped: the entry that came with the program; None for one of the office's own."""
    own = shipped is None
    if own:
        form.add("name", say("e_name"), LineText(), required=True)
    form.add("owner", say("x_owner"), LineText(), hint=_as_shipped(shipped, "owner"), required=own)
    form.add("basis", say("e_basis" if own else "e_basis_more"), LongText(lines=2), required=own)
    form.add(
        "elements",
        say("x_elements" if own else "e_elements_more"),
        LongText(lines=4),
        hint=say("e_elements_hint"),
        required=own,
    )
    audiences = [(one, words.term("audience", one)) for one in Audience]
    form.add("audience", say("x_audience"), Choice(audiences), required=True)
    channels = Ticks((one, words.term("publication_channel", one)) for one in Channel)
    form.add("channels", say("x_channels"), channels, required=True)
    channels.name_parts(say("x_channels"))
    ways = [(one, words.term("frequency", one)) for one in Frequency]
    form.add("frequency", say("col_frequency"), Choice(ways), required=True)
    _add_limit(form, shipped)
    special = [(name, say(f"e_{name}")) for name in _SPECIAL if own or not getattr(shipped, name)]
    if special:
        boxes = Ticks(special, columns=1)
        form.add("special", say("e_special"), boxes)
        boxes.name_parts(say("e_special"))
    form.heading(say("e_part_change"))
    form.add("on", say("g_on"), day, required=True)
    form.add("why", say("f_reason"), LongText(lines=2), required=not own or bool(entry.name))
    _show(form, entry)


def _as_shipped(shipped: Category | None, name: str) -> str:
    return "" if shipped is None else say("e_as_shipped", value=getattr(shipped, name))


def _add_limit(form: Form, shipped: Category | None) -> None:
    form.heading(say("e_part_limit"))
    law = shipped.rule if shipped is not None else categories.load().general
    note = cards.text(say("e_law", law=law.basis), role="label", tone="text2", wrap=True)
    form.add_widget(note)
    form.add("count", say("e_count"), NumberEdit(), hint=say("e_count_hint"))
    units = [(one, words.term("limit_unit", one)) for one in _UNITS]
    form.add("unit", say("e_unit"), Choice(units))
    zeros = [(one, words.term("counts_from", one)) for one in _ZEROS]
    form.add("from", say("e_from"), Choice(zeros))
    form.add("limit_basis", say("x_limit_basis"), LineText(), hint=say("e_limit_basis_hint"))
    form.add("by_statute", say("e_statute"), Tick(say("e_by_statute")), hint=say("e_statute_hint"))


def _show(form: Form, entry: Entry) -> None:
    rule = entry.rule
    form.set_values(
        {
            "name": entry.name,
            "owner": entry.owner,
            "basis": entry.basis,
            "elements": "\n".join(entry.elements.values()),
            "audience": entry.audience,
            "channels": entry.channels,
            "frequency": entry.frequency,
            "count": rule.limit.count if rule else None,
            "unit": rule.limit.unit if rule else Counted.WORKDAYS,
            "from": rule.counts_from if rule else Zero.FORMED,
            "limit_basis": rule.basis if rule else "",
            "by_statute": entry.by_statute,
            "special": [name for name in _SPECIAL if getattr(entry, name)],
        }
    )


def entry_from(values: Values, before: Entry, shipped: Category | None) -> Entry:
    """Return the entry that the form says; before: as it stands, for the keys of its elements."""
    special = values.get("special", ())
    kept = {name: shipped is not None and getattr(shipped, name) for name in _SPECIAL}
    return Entry(
        name=values.get("name", ""),
        owner=values["owner"],
        basis=values["basis"].strip(),
        elements=entries.elements(values["elements"].splitlines(), before.elements),
        audience=values["audience"],
        channels=values["channels"],
        frequency=values["frequency"],
        rule=_rule(values),
        by_statute=values["by_statute"],
        **{name: kept[name] or name in special for name in _SPECIAL},
    )


def _rule(values: Values) -> Rule | None:
    if values["count"] is None:
        return None
    return Rule(Limit(values["count"], values["unit"]), values["from"], values["limit_basis"])
