"""The forms of time: extension, reasons, delay, given up."""

from clerkdesk import units
from clerkdesk.requests import service
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.moves import Move
from clerkdesk.requests.service import Happening
from ui.editors import LongText, NumberEdit, Picker, Tick
from ui.forms import Form
from ui.requests.moves.act import Act, Scene, Values, add_day, day, label, say


def _extend_fields(form: Form, scene: Scene) -> None:
    rules = scene.card.trace.rules
    most = rules.extension_max if rules is not None else 20  # art. 33-2
    add_day(form, scene, Move.EXTEND)
    form.add(
        "days",
        say("f_days"),
        NumberEdit(width=90),
        hint=say("f_days_hint", most=most),
        required=True,
    )
    add_day(form, scene, Move.EXTEND, name="told_on")
    form.add("why", say("f_why"), LongText(lines=3), required=True)
    hint = say("f_agreed_by_hint")
    people = [(one.id, one.name) for one in units.people()]
    form.add("agreed_by", say("f_agreed_by"), Picker(people, free=True), hint=hint, required=False)
    form.add("by_order", "", Tick(say("f_by_order")), key="")


def _extend(scene: Scene, given: Values, reason: str) -> object:
    return service.extend(
        scene.card.id,
        scene.by,
        on=given["on"],
        days=int(given["days"]),
        told_on=given["told_on"],
        why=given["why"],
        agreed_by=given["agreed_by_typed"],
        by_order=given["by_order"],
        reason=reason,
    )


def _foresee_extend(_scene: Scene, given: Values) -> Happening | None:
    if given["on"] is None or given["told_on"] is None or not given["days"]:
        return None
    return Happening(
        EventKind.EXTENDED,
        given["on"],
        days=int(given["days"]),
        told_on=given["told_on"],
        details={"by_order": given["by_order"]},
    )


# art. 35


def _reasons_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.ASK_REASONS)
    form.add("facts", say("f_facts"), LongText(lines=3), required=True)
    form.add("until", say("f_until_reasons"), day(scene, plan=True))


def _reasons(scene: Scene, given: Values, reason: str) -> object:
    return service.ask_reasons(
        scene.card.id,
        scene.by,
        on=given["on"],
        facts=given["facts"],
        until=given["until"],
        reason=reason,
    )


def _given_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.RECEIVE_REASONS)
    form.add("text", say("f_text"), LongText(lines=4), required=True)


def _given(scene: Scene, given: Values, reason: str) -> object:
    return service.receive_reasons(
        scene.card.id, scene.by, on=given["on"], text=given["text"], reason=reason
    )


def _delay_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.DELAY)
    form.add("until", label("until", Move.DELAY), day(scene, plan=True), required=True)
    form.add("why", say("f_why"), LongText(lines=3), required=True)
    form.add("told_on", say("f_told_on"), day(scene), hint=say("f_told_on_hint"))


def _delay(scene: Scene, given: Values, reason: str) -> object:
    return service.delay_to(
        scene.card.id,
        scene.by,
        on=given["on"],
        until=given["until"],
        why=given["why"],
        told_on=given["told_on"],
        reason=reason,
    )


def _foresee_delay(_scene: Scene, given: Values) -> Happening | None:
    if given["on"] is None or given["until"] is None:
        return None
    return Happening(EventKind.DELAYED_TO, given["on"], until=given["until"])


def _abandon_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.ABANDON)
    form.add("why", say("f_note"), LongText(lines=2))


def _abandon(scene: Scene, given: Values, reason: str) -> object:
    return service.abandon(scene.card.id, scene.by, on=given["on"], why=given["why"], reason=reason)


ACTS: dict[str, Act] = {
    Move.EXTEND: Act(_extend_fields, _extend, _foresee_extend),
    Move.ASK_REASONS: Act(_reasons_fields, _reasons),
    Move.RECEIVE_REASONS: Act(_given_fields, _given),
    Move.DELAY: Act(_delay_fields, _delay, _foresee_delay),
    Move.ABANDON: Act(_abandon_fields, _abandon),
}
