"""The forms of leaving and coming back: sent, served, withdrawn, transferred, reopened."""

from clerkdesk import identifiers
from clerkdesk.letters import service as letters
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.requests import service
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.moves import Move
from clerkdesk.requests.queries import LetterView, RequestCard
from clerkdesk.requests.service import Happening, Way
from ui import words
from ui.editors import CheckedText, Choice, LineText, LongText
from ui.forms import Form
from ui.requests.moves.act import (
    Act,
    Scene,
    Values,
    add_day,
    day,
    foresee_plain,
    label,
    remind,
    say,
)

NO_LETTER = 0


def replies(card: RequestCard) -> list[LetterView]:
    """Return the letters made here that decide the request, the latest first."""
    found = [
        one
        for one in card.letters
        if not one.voided and one.key in LETTERS and LETTERS[one.key].decides
    ]
    return found[::-1]


def _letter_choice(form: Form, found: list[LetterView]) -> None:
    """Ask which paper it is, where one of the program's own can be meant."""
    choices = [(one.id, f"{one.title} {one.number}".strip()) for one in found]
    choice = Choice([*choices, (NO_LETTER, say("letter_none"))], as_list=True)
    choice.set_value(found[0].id if found else NO_LETTER)
    form.add("letter", say("f_letter"), choice)
    form.show_field("letter", shown=bool(found))


def _send_fields(form: Form, scene: Scene) -> None:
    _letter_choice(form, [one for one in replies(scene.card) if one.sent_on is None])
    add_day(form, scene, Move.SEND)
    ways = [(one, words.term("sent_way", one)) for one in Way]
    form.add("way", say("f_way"), Choice(ways, as_list=True), required=True)
    form.add("tracking", say("f_tracking"), CheckedText(identifiers.post_number))


def _send_follow(form: Form, _scene: Scene, name: str) -> None:
    """Say what the way means, and what is missing though nothing stands in its way."""
    way = form["way"].value()
    if way is None:
        form["way"].set_hint("")
    else:
        form["way"].set_hint(say("way_arrives" if service.arrives_at_once(way) else "way_later"))
    tracking = form["tracking"]
    if tracking.value():
        # what is being typed is not wrong yet: the form looks at it once it is left
        remind(form, "tracking", "" if name == "tracking" else tracking.doubt())
    else:
        remind(form, "tracking", say("tracking_missing") if way is Way.POST else "")


def _send(scene: Scene, given: Values, reason: str) -> object:
    if given["letter"]:
        letters.record_sent(
            given["letter"],
            scene.by,
            on=given["on"],
            way=given["way"].value,
            tracking=given["tracking"],
            reason=reason,
        )
        return None
    return service.send(
        scene.card.id,
        scene.by,
        on=given["on"],
        way=given["way"],
        tracking=given["tracking"],
        reason=reason,
    )


def _serve_fields(form: Form, scene: Scene) -> None:
    sent = [one for one in replies(scene.card) if one.sent_on and not one.served_on]
    _letter_choice(form, sent)
    add_day(form, scene, Move.SERVE)
    form.add("proof", say("f_proof"), LineText(), hint=say("f_proof_hint"))


def _serve(scene: Scene, given: Values, reason: str) -> object:
    if given["letter"]:
        letters.record_served(
            given["letter"], scene.by, on=given["on"], proof=given["proof"], reason=reason
        )
        return None
    return service.serve(
        scene.card.id, scene.by, on=given["on"], proof=given["proof"], reason=reason
    )


def _withdraw_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.WITHDRAW)
    form.add("why", say("f_note"), LongText(lines=2))


def _withdraw(scene: Scene, given: Values, reason: str) -> object:
    return service.withdraw(
        scene.card.id, scene.by, on=given["on"], why=given["why"], reason=reason
    )


def _transfer_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.TRANSFER)
    form.add("to", say("f_to"), LineText(), required=True)
    form.add("why", say("f_why"), LongText(lines=2))


def _transfer(scene: Scene, given: Values, reason: str) -> object:
    return service.transfer(
        scene.card.id,
        scene.by,
        on=given["on"],
        to=given["to"],
        why=given["why"],
        reason=reason,
    )


def _reopen_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.REOPEN)
    form.add("order_number", say("f_order"), LineText())
    form.add(
        "until",
        label("until", Move.REOPEN),
        day(scene, plan=True),
        hint=say("f_until_reopen_hint"),
    )
    form.add("why", say("f_why"), LongText(lines=3), required=True)


def _reopen(scene: Scene, given: Values, reason: str) -> object:
    return service.reopen(
        scene.card.id,
        scene.by,
        on=given["on"],
        why=given["why"],
        order_number=given["order_number"],
        until=given["until"],
        reason=reason,
    )


def _foresee_reopened(_scene: Scene, given: Values) -> Happening | None:
    if given["on"] is None:
        return None
    return Happening(EventKind.REOPENED, given["on"], until=given["until"])


ACTS: dict[str, Act] = {
    Move.SEND: Act(_send_fields, _send, follow=_send_follow),
    Move.SERVE: Act(_serve_fields, _serve),
    Move.WITHDRAW: Act(_withdraw_fields, _withdraw, foresee_plain(EventKind.WITHDRAWN)),
    Move.TRANSFER: Act(_transfer_fields, _transfer),
    Move.REOPEN: Act(_reopen_fields, _reopen, _foresee_reopened),
}
