"""The forms that set right what was written down wrongly; they show first whom they move."""

from collections.abc import Sequence

from clerkdesk.errors import UserError
from clerkdesk.parties import NewParty
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import ProvideForm, ProvideWay
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.queries import EventView, Moved, RequestCard
from ui import dialogs, words
from ui.dialogs import Moving
from ui.editors import Choice, LineText, LongText
from ui.forms import Form
from ui.requests.moves.act import Act, Scene, Values, day, say
from ui.requests.moves.assigning import sections
from ui.requests.moves.dispatch import replies
from ui.requests.party_rows import LINES, PartyRows, party_of

_PAPER = ("mail_number", "provide_form", "provide_way", "section_id", "remark")
_ITEM = ("content", "correct_reason")
_PARTY = "party."
_PARTY_KEYS = dict(zip(LINES, "234567890", strict=True))
_TITLE = 16  # characters of a title that stand in one line of the box beside two dates and a light


def _correct_fields(form: Form, scene: Scene) -> None:
    card = scene.card
    parts = [("paper", say("part_paper"))]
    parts += [(f"item:{one.id}", say("part_item", n=one.position)) for one in card.items]
    parts += [(f"party:{one.id}", say("part_party", name=one.name)) for one in card.applicants]
    if card.agent is not None:
        parts.append((f"party:{card.agent.id}", say("part_agent", name=card.agent.name)))
    choice = Choice(parts, as_list=True)
    first = form.add("part", say("f_part"), choice, required=True)
    form.add("mail_number", say("f_mail_number"), LineText())
    forms = [(one.value, words.term("provide_form", one)) for one in ProvideForm]
    form.add("provide_form", say("f_provide_form"), Choice(forms))
    ways = [(one.value, words.term("provide_way", one)) for one in ProvideWay]
    form.add("provide_way", say("f_provide_way"), Choice(ways))
    form.add("section_id", say("f_section"), sections())
    form.add("remark", say("f_remark"), LongText(lines=2))
    form.set_values(
        {
            "mail_number": card.mail_number,
            "provide_form": card.provide_form,
            "provide_way": card.provide_way,
            "section_id": card.section.id if card.section else None,
            "remark": card.note,
        }
    )
    # only one of the three parts is in sight: each begins with the same keys
    form.add("content", say("f_item"), LongText(lines=4), key="2")
    form.add("correct_reason", say("f_correct_reason"), LineText(), key="3")
    PartyRows(form, _PARTY, first, keys=_PARTY_KEYS, more=True)
    choice.set_value("paper")


def _correct_follow(form: Form, scene: Scene, name: str) -> None:
    kind, _, id_ = str(form["part"].value() or "paper").partition(":")
    for one in _PAPER:
        form.show_field(one, shown=kind == "paper")
    for one in _ITEM:
        form.show_field(one, shown=kind == "item")
    party = [field.name for field in form.fields() if field.name.startswith(_PARTY)]
    for one in party:
        form.show_field(one, shown=kind == "party")
    if name != "part":
        return
    if kind == "item":
        item = next(one for one in scene.card.items if one.id == int(id_))
        form["content"].set_value(item.content)
    elif kind == "party":
        person = scene.person(int(id_))
        for one in party:
            value = getattr(person, one.removeprefix(_PARTY))
            form[one].set_value(getattr(value, "value", value))


def _correct(scene: Scene, given: Values, _reason: str) -> object:
    kind, _, id_ = str(given["part"]).partition(":")
    try:
        if kind == "item":
            service.correct_item(
                int(id_), scene.by, content=given["content"], reason=given["correct_reason"]
            )
        elif kind == "party":
            service.correct_party(int(id_), _party(given), scene.by)
        else:
            service.correct_facts(
                scene.card.id,
                scene.by,
                mail_number=given["mail_number"],
                provide_form=ProvideForm(given["provide_form"]),
                provide_way=ProvideWay(given["provide_way"]),
                section_id=given["section_id"],
                note=given["remark"],
            )
    except UserError as error:
        error.field = _field_of(error.field or "", kind)
        raise
    return None


def _field_of(field: str, kind: str) -> str:
    if kind == "party":
        return _PARTY + field
    return {"reason": "correct_reason", "note": "remark"}.get(field, field)


def _party(given: Values) -> NewParty:
    held = {
        name.removeprefix(_PARTY): value
        for name, value in given.items()
        if name.startswith(_PARTY) and not name.endswith("_typed")
    }
    return party_of(held)


# the day of receipt, an event


def moving(moved: Sequence[Moved]) -> list[Moving]:
    """Return the lines of the box: whose date, from when to when, with the new light."""
    return [
        Moving(
            f"{one.number} {_begun(one.title)}",
            words.full_day(one.due_from),
            words.full_day(one.due_to),
            one.light_to,
        )
        for one in moved
    ]


def _begun(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def _receipt_fields(form: Form, scene: Scene) -> None:
    editor = day(scene)
    editor.set_value(scene.card.received_on)
    form.add("received_on", say("f_received_on"), editor, required=True)
    form.add("correct_reason", say("f_correct_reason"), LongText(lines=2), required=True)


def _receipt_sure(scene: Scene, given: Values) -> bool:
    on = given["received_on"]
    moved = queries.of_receipt(scene.card.id, on, scene.desk.today())
    if not moved:
        return True
    old, new = words.full_day(scene.card.received_on), words.full_day(on)
    return dialogs.confirm(
        None,
        say("moved_title"),
        say("moved_text_receipt", old=old, new=new),
        say("moved_yes"),
        say("moved_no"),
        rows=moving(moved),
    )


def _receipt(scene: Scene, given: Values, _reason: str) -> object:
    try:
        service.correct_receipt(
            scene.card.id,
            scene.by,
            received_on=given["received_on"],
            reason=given["correct_reason"],
        )
    except UserError as error:
        error.field = {"reason": "correct_reason", "on": "received_on"}.get(
            error.field or "", error.field
        )
        raise
    return None


def _void_fields(form: Form, scene: Scene) -> None:
    standing = [one for one in scene.card.events if one.stands and one.voided is None]
    choices = [
        (
            one.id,
            say("event_line", day=words.short_day(one.on), event=words.term("event", one.kind)),
        )
        for one in standing
    ]
    choice = Choice(choices, as_list=True)
    form.add("event", say("f_event"), choice, required=True)
    choice.set_value(scene.about)
    form.add("void_reason", say("f_void_reason"), LongText(lines=2), required=True)


def _void_sure(scene: Scene, given: Values) -> bool:
    event = next(one for one in scene.card.events if one.id == given["event"])
    moved = queries.of_void(event.id, scene.desk.today())
    name = say("event_line", day=words.short_day(event.on), event=words.term("event", event.kind))
    return dialogs.confirm(
        None,
        say("moved_title" if moved else "moved_none_title"),
        say("moved_text_void", event=name) + _with_letters(scene.card, event),
        say("moved_yes_void" if moved else "void_yes"),
        say("moved_no"),
        rows=moving(moved),
    )


def _with_letters(card: RequestCard, event: EventView) -> str:
    """Say which letters' leaving or arrival is taken back with the event."""
    sent = [one for one in card.letters if one.event_id == event.id]
    served = []
    if event.kind is EventKind.SERVED:
        served = [one for one in replies(card) if one.served_on == event.on]
    elif event.kind is EventKind.DELIVERED and event.refers_to is not None:
        served = [one for one in card.letters if one.event_id == event.refers_to]
    for key, letters in (("void_sent", sent), ("void_served", served)):
        if letters:
            return say(key, letters=words.listed(one.number or one.title for one in letters))
    return ""


def _void(scene: Scene, given: Values, _reason: str) -> object:
    try:
        return service.void_event(given["event"], scene.by, reason=given["void_reason"])
    except UserError as error:
        error.field = "void_reason" if error.field == "reason" else "event"
        raise


ACTS: dict[str, Act] = {
    "correct": Act(_correct_fields, _correct, follow=_correct_follow),
    "receipt": Act(_receipt_fields, _receipt, sure=_receipt_sure),
    "void": Act(_void_fields, _void, sure=_void_sure),
}
