"""The forms of one request and another, of one person's rows, of files: tied and untied."""

from collections.abc import Iterator

from clerkdesk import parties
from clerkdesk.errors import UserError
from clerkdesk.parties import NewParty, PartyCard
from clerkdesk.requests import queries, service
from clerkdesk.requests.moves import Move
from clerkdesk.requests.queries import RequestFilter, RequestRow
from ui import dialogs, words
from ui.editors import Choice, LineText, LongText, Tick
from ui.forms import Form
from ui.requests.moves.act import Act, Scene, Values, say

_ITEM = "item_"


def _split_fields(form: Form, scene: Scene) -> None:
    for one in scene.card.items:
        shown = " ".join(one.content.split())
        tick = Tick((shown[:24] + "…" if len(shown) > 25 else shown).replace("&", "&&"))
        tick.setToolTip(words.in_tip(shown))
        form.add(f"{_ITEM}{one.id}", say("f_items") if one.position == 1 else "", tick)
    form.add("split_reason", say("f_split_reason"), LongText(lines=2), required=True)


def _split_follow(form: Form, _scene: Scene, name: str) -> None:
    """One tick mends what was said beside another."""
    if name.startswith(_ITEM):
        for field in form.fields():
            if field.name.startswith(_ITEM) and field.state == "block":
                field.clear()


def _split(scene: Scene, given: Values, _reason: str) -> object:
    chosen = [one.id for one in scene.card.items if given[f"{_ITEM}{one.id}"]]
    try:
        new = service.split(scene.card.id, scene.by, item_ids=chosen, reason=given["split_reason"])
    except UserError as error:
        first = f"{_ITEM}{scene.card.items[0].id}"
        error.field = {"items": first, "reason": "split_reason"}.get(error.field or "")
        raise
    scene.desk.navigate("requests", new)
    return new


def found(number: str, field: str, scene: Scene) -> RequestRow:
    """Return the request of a number. Errors: request_acts' own sentence beside the field."""
    rows = queries.page(RequestFilter(text=number), today=scene.desk.today(), limit=50)
    for row in rows:
        if row.number == number.strip():
            return row
    raise UserError("requests.no_such_number", field=field, number=number)


def _merge_fields(form: Form, _scene: Scene) -> None:
    form.add("into", say("f_into"), LineText(width=200), hint=say("f_number_hint"), required=True)
    form.add("merge_reason", say("f_merge_reason"), LongText(lines=2), required=True)


def _merge_sure(scene: Scene, given: Values) -> bool:
    into = found(given["into"], "into", scene)
    return dialogs.confirm(
        None,
        say("merge_title"),
        say("merge_text", number=scene.card.number, into=into.number),
        say("merge_yes"),
        say("moved_no"),
    )


def _merge(scene: Scene, given: Values, _reason: str) -> object:
    into = found(given["into"], "into", scene)
    try:
        service.merge(scene.card.id, scene.by, into=into.id, reason=given["merge_reason"])
    except UserError as error:
        error.field = "merge_reason" if error.field == "reason" else "into"
        raise
    scene.desk.navigate("requests", into.id)
    return None


def _relate_fields(form: Form, _scene: Scene) -> None:
    form.add("other", say("f_other"), LineText(width=200), hint=say("f_number_hint"), required=True)


def _relate(scene: Scene, given: Values, _reason: str) -> object:
    other = found(given["other"], "other", scene)
    try:
        return service.relate(scene.card.id, scene.by, noun="request", other_id=other.id)
    except UserError as error:
        error.field = "other"
        raise


def _unrelate_fields(form: Form, scene: Scene) -> None:
    ties = [
        (one.link_id, f"{words.term('relation', one.relation)} {one.number}")
        for one in scene.card.related
    ]
    form.add("link", say("f_link"), Choice(ties, as_list=True), required=True)


def _unrelate(scene: Scene, given: Values, _reason: str) -> object:
    try:
        service.unrelate(given["link"], scene.by)
    except UserError as error:
        error.field = "link"
        raise
    return None


def _detach_fields(form: Form, scene: Scene) -> None:
    files = [(one.id, one.name) for one in scene.card.attachments]
    form.add("attachment", say("f_files"), Choice(files, as_list=True), required=True)
    form.add("why", say("f_why"), LongText(lines=2), required=True)


def _detach(scene: Scene, given: Values, _reason: str) -> None:
    service.detach(given["attachment"], scene.by, why=given["why"])


_JOIN, _PART = "join", "part"


def _same_fields(form: Form, scene: Scene) -> None:
    """Offer earlier rows that may be the same person, and to undo what was joined."""
    choices: list[tuple[tuple[str, int, int], str]] = []
    agent = scene.card.agent
    for one in (*scene.card.applicants, *(() if agent is None else (agent,))):
        choices += _joins(one)
    editor = Choice(choices, as_list=True)
    hint = "" if choices else say("same_none")
    form.add("same", say("f_same"), editor, hint=hint, required=True)


def _joins(one: PartyCard) -> Iterator[tuple[tuple[str, int, int], str]]:
    """Yield what was joined with one person, then who else may be that person."""
    if one.joined_into is not None:
        other = parties.card(one.joined_into)
        word = say("same_part", other=_named(other))
        yield (_PART, one.id, other.id), word
        return
    for row in parties.joined_here(one.id):
        yield (_PART, row.id, one.id), say("same_part", other=_named(row))
    typed = NewParty(one.kind, one.name, one.id_kind, one.id_number, phone=one.phone)
    for found in parties.same_person(typed, but=one.id):
        why = words.term("sameness", found.why)
        count = found.party.requests
        word = say("same_join", name=found.party.name, count=count, why=why)
        yield (_JOIN, one.id, found.party.id), word


def _named(one: PartyCard) -> str:
    """Tell rows of one name apart: by the number each was registered with."""
    numbers = say("and").join(queries.numbers_of(one.id)) or one.phone_masked
    return say("same_row", name=one.name, numbers=numbers)


def _same(scene: Scene, given: Values, _reason: str) -> None:
    act, one, other = given["same"]
    try:
        if act == _PART:
            parties.part(one, scene.by)
        else:
            parties.join(one, other, scene.by)
    except UserError as error:
        error.field = "same"
        raise


def _void_fields(form: Form, _scene: Scene) -> None:
    form.add("why", say("f_void_why"), LongText(lines=2), required=True)


def _void_sure(scene: Scene, _given: Values) -> bool:
    return dialogs.confirm(
        None,
        say("whole_title"),
        say("whole_text", number=scene.card.number),
        say("whole_yes"),
        say("whole_no"),
    )


def _void(scene: Scene, given: Values, _reason: str) -> None:
    try:
        service.void_request(scene.card.id, scene.by, reason=given["why"])
    except UserError as error:
        error.field = "why"
        raise


ACTS: dict[str, Act] = {
    "void_request": Act(_void_fields, _void, sure=_void_sure),
    "unrelate": Act(_unrelate_fields, _unrelate),
    "detach": Act(_detach_fields, _detach),
    "same": Act(_same_fields, _same),
    Move.SPLIT: Act(_split_fields, _split, follow=_split_follow),
    Move.MERGE: Act(_merge_fields, _merge, sure=_merge_sure),
    "relate": Act(_relate_fields, _relate),
}
