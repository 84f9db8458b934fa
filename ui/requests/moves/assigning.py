"""The forms of work inside the office: assigned, answered, reminded, handed over."""

from clerkdesk import units
from clerkdesk.errors import UserError
from clerkdesk.requests import queries, service
from clerkdesk.requests.moves import Move
from clerkdesk.requests.queries import AssignmentView
from clerkdesk.requests.service import AssignRole
from ui import words
from ui.editors import Choice, LineText, LongText, Picker, Tick
from ui.forms import Form
from ui.requests import slip
from ui.requests.moves.act import Act, Scene, Values, add_day, day, say
from ui.requests.stored_files import StoredFiles


def people() -> Picker:
    return Picker([(one.id, one.name) for one in units.people()])


def sections() -> Picker:
    return Picker([(one.id, one.name) for one in units.all_of(units.SECTION)])


def _none_yet() -> str:
    """On a fresh desk the list is empty: say where it is kept."""
    return "" if units.all_of(units.SECTION) else say("f_section_none")


def _assign_fields(form: Form, scene: Scene) -> None:
    roles = [(one, words.term("assign_role", one)) for one in AssignRole]
    form.add("role", say("f_assign_role"), Choice(roles), required=True)
    out = [one.role for one in scene.card.assignments if one.light.is_open]
    form.set_values({"role": AssignRole.ASSIST if AssignRole.LEAD in out else AssignRole.LEAD})
    form.add("section_id", say("f_section"), sections(), hint=_none_yet(), required=True)
    form.add("person_id", say("f_person"), people())
    form.add("asked", say("f_asked"), LongText(lines=3), required=True)
    add_day(form, scene, Move.ASSIGN, name="sent_on")
    days = scene.desk.settings().internal_days
    form.add("due_on", say("f_due_on"), day(scene, plan=True), hint=say("f_due_on_hint", days=days))


def _assign(scene: Scene, given: Values, _reason: str) -> object:
    return service.assign(
        scene.card.id,
        scene.by,
        section_id=given["section_id"],
        asked=given["asked"],
        sent_on=given["sent_on"],
        due_on=given["due_on"],
        person_id=given["person_id"],
        role=given["role"],
    )


def assignment(scene: Scene) -> AssignmentView:
    """Return the assignment the act is about, or the only one still out."""
    for one in scene.card.assignments:
        if one.id == scene.about or (scene.about is None and one.light.is_open):
            return one
    raise UserError("requests.unknown")


def _answer_fields(form: Form, scene: Scene) -> None:
    results = [(one, say(f"result_{one}")) for one in ("answer", "return")]
    form.add("result", say("f_result"), Choice(results), required=True)
    form.set_values({"result": "answer"})
    add_day(form, scene, Move.RECORD_SECTION_ANSWER)
    form.add("answer", say("f_answer"), LongText(lines=3), required=True)
    form.add(
        "search_record", say("f_search_record"), LongText(lines=3), hint=say("f_search_record_hint")
    )
    form.add("files", say("f_files"), StoredFiles(scene.desk))


def _answer_follow(form: Form, _scene: Scene, _name: str) -> None:
    for name in ("search_record", "files"):
        form.show_field(name, shown=form["result"].value() == "answer")


def _answer(scene: Scene, given: Values, _reason: str) -> object:
    found = assignment(scene)
    if given["result"] == "return":
        try:
            service.return_assignment(found.id, scene.by, on=given["on"], reason=given["answer"])
        except UserError as error:
            error.field = "answer" if error.field == "reason" else error.field
            raise
        return None
    service.answer_assignment(
        found.id,
        scene.by,
        on=given["on"],
        answer=given["answer"],
        search_record=given["search_record"],
        files=given["files"],
    )
    return None


def _remind_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.REMIND)
    form.add("print", "", Tick(say("slip")), key="")
    form.set_values({"print": True})


def _remind(scene: Scene, given: Values, _reason: str) -> None:
    one = assignment(scene)
    service.remind(one.id, scene.by, on=given["on"])
    if given["print"]:
        card = queries.card(scene.card.id, scene.desk.today())
        reminded = assignment(Scene(scene.desk, card, one.id))
        office = scene.desk.settings().office_name
        name = say("slip_name", number=card.number)
        scene.desk.navigate("papers", None, pdf=slip.pdf(card, reminded, office), name=name)


def _hand_over_fields(form: Form, _scene: Scene) -> None:
    form.add("handler_id", say("f_handler"), people(), required=True)
    form.add("section_id", say("f_section"), sections(), hint=_none_yet())


def _hand_over(scene: Scene, given: Values, _reason: str) -> None:
    service.hand_over(
        [scene.card.id],
        scene.by,
        handler_id=given["handler_id"],
        section_id=given["section_id"],
    )


# contact, files


def _contact_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, "contact")
    form.add("channel", say("f_channel"), LineText())
    form.add("text", say("f_text"), LongText(lines=4), required=True)


def _contact(scene: Scene, given: Values, _reason: str) -> object:
    return service.add_contact(
        scene.card.id,
        scene.by,
        on=given["on"],
        channel=given["channel"],
        text=given["text"],
    )


def _attach_fields(form: Form, scene: Scene) -> None:
    form.add("files", say("f_files"), StoredFiles(scene.desk), required=True)


def _attach(scene: Scene, given: Values, _reason: str) -> object:
    for file_id in given["files"]:
        service.attach(scene.card.id, scene.by, file_id=file_id)
    return None


ACTS: dict[str, Act] = {
    Move.ASSIGN: Act(_assign_fields, _assign),
    Move.RECORD_SECTION_ANSWER: Act(_answer_fields, _answer, follow=_answer_follow),
    Move.REMIND: Act(_remind_fields, _remind),
    "hand_over": Act(_hand_over_fields, _hand_over),
    "contact": Act(_contact_fields, _contact),
    "attach": Act(_attach_fields, _attach),
}
