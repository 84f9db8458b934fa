"""The forms of receipt and correction: confirmed, tried in vain, asked to correct, corrected."""

from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Means
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.moves import Move
from clerkdesk.requests.service import Happening
from ui import words
from ui.editors import Choice, LineText, LongText
from ui.forms import Form
from ui.requests.moves.act import Act, Scene, Values, add_day, day, foresee_plain, remind, say


def means() -> Choice:
    return Choice([(one, words.term("means", one)) for one in Means])


# confirming the day of receipt


def _confirm_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.CONFIRM_RECEIPT)
    form.add("means", say("f_means"), means(), required=True)
    who = LineText()
    if scene.card.applicants:
        who.set_value(scene.card.applicants[0].name)
    form.add("who", say("f_who"), who, required=True)
    form.add("note", say("f_note"), LongText(lines=2))


def _confirm_follow(form: Form, scene: Scene, _name: str) -> None:
    """Who was reached on a day was hardly tried in vain on a later one."""
    on = form["on"].value()
    tried = [
        one.on
        for one in scene.card.events
        if one.stands and one.kind is EventKind.CONFIRM_ATTEMPTED
    ]
    against = on is not None and tried and on < max(tried)
    sentence = say("before_attempt", day=words.full_day(max(tried))) if against else ""
    remind(form, "on", sentence)


def _confirm(scene: Scene, given: Values, _reason: str) -> object:
    return service.confirm_receipt(
        scene.card.id,
        scene.by,
        on=given["on"],
        means=given["means"],
        who=given["who"],
        note=given["note"],
    )


def _attempt_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.NOTE_ATTEMPT)
    form.add("means", say("f_means"), means(), required=True)
    form.add("note", say("f_note"), LongText(lines=3), required=True)


def _attempt(scene: Scene, given: Values, _reason: str) -> object:
    return service.note_attempt(
        scene.card.id, scene.by, on=given["on"], means=given["means"], note=given["note"]
    )


# correction


def _correction_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.ASK_CORRECTION)
    form.add(
        "what",
        say("f_what_correction"),
        LongText(lines=4),
        hint=say("f_what_correction_hint"),
        required=True,
    )
    days = scene.desk.settings().correction_days
    hint = say("f_until_correction_hint", days=days)
    form.add("until", say("f_until_correction"), day(scene, plan=True), hint=hint)
    form.add("told_on", say("f_told_on"), day(scene), hint=say("f_told_on_hint"))


def _ask_correction(scene: Scene, given: Values, reason: str) -> object:
    return service.ask_correction(
        scene.card.id,
        scene.by,
        on=given["on"],
        what=given["what"],
        until=given["until"],
        told_on=given["told_on"],
        reason=reason,
    )


def _foresee_correction(scene: Scene, given: Values) -> Happening | None:
    if given["on"] is None:
        return None
    days = scene.desk.settings().correction_days
    return Happening(EventKind.CORRECTION_ASKED, given["on"], until=given["until"], days=days)


def _corrected_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.RECEIVE_CORRECTION)
    form.add("content", say("f_content"), LongText(lines=4))


def _corrected_follow(form: Form, scene: Scene, _name: str) -> None:
    """Remind of the limit that has passed and of what later letters quote; both are taken.

    Art. 30 drops only whom no good reason kept from correcting in time: the clerk judges that.
    """
    on = form["on"].value()
    until = None if on is None else queries.correction_limit(scene.card.id, on)
    late = on is not None and until is not None and until < on
    remind(form, "on", say("corrected_late", until=words.full_day(until)) if late else "")
    empty = not str(form["content"].value()).strip()
    remind(form, "content", say("f_content_empty") if empty else "")


def _corrected(scene: Scene, given: Values, reason: str) -> object:
    return service.receive_correction(
        scene.card.id, scene.by, on=given["on"], content=given["content"], reason=reason
    )


ACTS: dict[str, Act] = {
    Move.CONFIRM_RECEIPT: Act(
        _confirm_fields,
        _confirm,
        foresee_plain(EventKind.CONFIRMED),
        follow=_confirm_follow,
    ),
    Move.NOTE_ATTEMPT: Act(_attempt_fields, _attempt),
    Move.ASK_CORRECTION: Act(_correction_fields, _ask_correction, _foresee_correction),
    Move.RECEIVE_CORRECTION: Act(
        _corrected_fields,
        _corrected,
        foresee_plain(EventKind.CORRECTED),
        follow=_corrected_follow,
    ),
}
