"""What is filled in when something withheld is assessed: public now, or withheld on, until when?"""

from collections.abc import Sequence
from dataclasses import dataclass

from clerkdesk.publications import catalogue
from clerkdesk.publications.attributes import STATE_SECRET, Attribute, article_of
from clerkdesk.reassessments.recording import Finding
from ui import words
from ui.act_panel import Values
from ui.acting import day_of, today_of
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.pages import Desk
from ui.publications.form import OneLine, ground_choices

say = words.of("reassess")

_THIRD_PARTY = "15"
_OPEN = ("declassified", "number", "title", "formed_on", "category")
_STAY = ("ground", "next_on")


@dataclass(frozen=True)
class Draft:
    """What a publication that comes of it starts from.

    title: proposed; empty where the form of the first is taken over. typed_number: the number
    comes from the document office's register.
    """

    title: str = ""
    typed_number: bool = False


def fill(form: Form, desk: Desk, grounds: Sequence[str], draft: Draft | None = None) -> None:
    """Add the fields. grounds: on which it was withheld; draft: where one is to be registered."""
    form.add("on", say("a_on"), today_of(desk), required=True)
    answers = Choice([(True, say("a_disclose")), (False, say("a_stay"))])
    third = any(article_of(ground).startswith(_THIRD_PARTY) for ground in grounds)
    hint = say("h_third_party") if third else ""
    form.add("disclose", say("a_result"), answers, hint=hint, required=True)
    form.add("reason", say("a_reason"), LongText(lines=3), required=True)
    secret = STATE_SECRET in grounds
    if secret:
        label, told = say("a_declassified"), say("h_declassified")
        form.add("declassified", label, LineText(), hint=told, required=True)
    if draft is not None and draft.typed_number:
        form.add("number", say("a_number"), LineText(width=200), required=True)
    if draft is not None and draft.title:
        form.add("title", say("a_title"), OneLine(lines=2), required=True)
        form["title"].set_value(draft.title)
        formed = day_of(desk)
        form.add("formed_on", say("a_formed_on"), formed, hint=say("h_formed_on"), required=True)
        kinds = [
            (one.key, one.name) for group in catalogue.current().groups for one in group.categories
        ]
        form.add("category", say("a_category"), Picker(kinds))
    grounds_open = Picker(ground_choices(Attribute.WITHHELD))
    form.add("ground", say("a_ground"), grounds_open, hint=say("h_ground"))
    again = day_of(desk, Sort.PLAN)
    form.add("next_on", say("a_next_on"), again, hint=say("h_next_on"))
    form.changed.connect(lambda name: _follow(form) if name == "disclose" else None)
    _follow(form)


def _follow(form: Form) -> None:
    """Ask only for what the answer needs."""
    answer = form["disclose"].value()
    known = {one.name for one in form.fields()}
    for name in _OPEN:
        if name in known:
            form.show_field(name, shown=answer is True)
    for name in _STAY:
        form.show_field(name, shown=answer is False)


def finding(values: Values) -> Finding:
    """Return what was filled in."""
    disclose = bool(values["disclose"])
    return Finding(
        on=values["on"],
        disclose=disclose,
        reason=values["reason"],
        ground="" if disclose else values["ground"] or "",
        declassified=values.get("declassified", "") if disclose else "",
        next_on=None if disclose else values["next_on"],
    )
