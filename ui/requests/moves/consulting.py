"""The forms of asking others: a third party, an organ, the proof of delivery, the opinion."""

from clerkdesk import units
from clerkdesk.errors import UserError
from clerkdesk.requests import service
from clerkdesk.requests.facts import Consulted, EventKind
from clerkdesk.requests.grounds import ThirdPartyView
from clerkdesk.requests.moves import Move
from clerkdesk.requests.service import Happening
from ui import words
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.requests.moves.act import Act, Foresee, Scene, Values, add_day, say


def _third_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.CONSULT_THIRD)
    form.add("whom", say("f_whom"), LineText(), required=True)
    form.add("what", say("f_what"), LongText(lines=3))


def _third(scene: Scene, given: Values, reason: str) -> object:
    return service.consult_third(
        scene.card.id,
        scene.by,
        on=given["on"],
        whom=given["whom"],
        what=given["what"],
        reason=reason,
    )


def _organ_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.CONSULT_ORGAN)
    organs = [(one.id, one.name) for one in units.all_of(units.OTHER)]
    form.add("whom", say("f_whom"), Picker(organs, free=True))
    sorts = [(one, say(f"sort_{one}")) for one in ("joint", "other", "superior")]
    form.add("sort", say("f_sort"), Choice(sorts, as_list=True))
    form.set_values({"sort": "joint"})
    form.add("what", say("f_what"), LongText(lines=3))


def _whom(form_value: object, typed: str) -> int | str:
    return form_value if isinstance(form_value, int) else typed


def _organ(scene: Scene, given: Values, reason: str) -> object:
    return service.consult_organ(
        scene.card.id,
        scene.by,
        on=given["on"],
        whom=_whom(given["whom"], given["whom_typed"]),
        what=given["what"],
        joint=given["sort"] == "joint",
        superior=given["sort"] == "superior",
        reason=reason,
    )


_SORTS = {
    "joint": Consulted.CO_MAKER,
    "other": Consulted.OTHER_ORGAN,
    "superior": Consulted.SUPERIOR,
}


def _foresee_consulted(_scene: Scene, given: Values) -> Happening | None:
    if given["on"] is None:
        return None
    whom = _SORTS.get(given.get("sort", ""), Consulted.THIRD_PARTY)
    details = {"whom": whom.value}
    return Happening(EventKind.CONSULTED, given["on"], sent_on=given["on"], details=details)


def _delivery_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.RECORD_DELIVERY)
    form.add("proof", say("f_proof"), LineText(), hint=say("f_proof_hint"))


def _about(scene: Scene) -> int:
    if scene.about is None:
        raise UserError("requests.no_such_event")
    return scene.about


def _delivery(scene: Scene, given: Values, reason: str) -> object:
    return service.record_delivery(
        _about(scene), scene.by, on=given["on"], proof=given["proof"], reason=reason
    )


def _answer_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.RECORD_ANSWER)
    said = [one for one in ThirdPartyView if one is not ThirdPartyView.NOT_ASKED]
    views = [(one, words.term("third_party_view", one)) for one in said]
    form.add("view", say("f_view"), Choice(views, as_list=True), required=True)
    form.add("text", say("f_text"), LongText(lines=3))


def _answer(scene: Scene, given: Values, reason: str) -> object:
    return service.record_answer(
        _about(scene),
        scene.by,
        on=given["on"],
        view=given["view"],
        text=given["text"],
        reason=reason,
    )


def _foresee_about(kind: EventKind) -> Foresee:
    def foresee(scene: Scene, given: Values) -> Happening | None:
        if given["on"] is None:
            return None
        return Happening(kind, given["on"], refers_to=scene.about)

    return foresee


ACTS: dict[str, Act] = {
    Move.CONSULT_THIRD: Act(_third_fields, _third, _foresee_consulted),
    Move.CONSULT_ORGAN: Act(_organ_fields, _organ, _foresee_consulted),
    Move.RECORD_DELIVERY: Act(_delivery_fields, _delivery, _foresee_about(EventKind.DELIVERED)),
    Move.RECORD_ANSWER: Act(
        _answer_fields, _answer, _foresee_about(EventKind.CONSULTATION_ANSWERED)
    ),
}
