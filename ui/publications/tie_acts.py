"""What is asked of those concerned and of ties to other matters, and which verb is called?"""

from collections.abc import Mapping
from types import MappingProxyType

from clerkdesk.publications import service
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import State
from clerkdesk.requests import queries as requests
from ui import words
from ui.act_panel import Values
from ui.acting import ActForm, today_of
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.publications.acting import OFFERED, On, others, reason

say = words.of("publications")

REQUEST, REMOVE_PARTY = "link_request", "remove_party"  # beside those of `Act`


def _fill_named(form: Form, _on: On) -> None:
    form.add(
        "parties", say("a_parties"), LongText(lines=8), hint=say("a_parties_hint"), required=True
    )


def _name(values: Values, on: On) -> None:
    names = values["parties"].splitlines()
    made = service.name_parties(on.card.id, on.desk.person_id, parties=names)
    on.desk.note(say("n_named", count=len(made)))


def _show_whom(form: Form) -> None:
    whom = form["whom"].value()
    form.show_field("notice", shown=whom == "one")
    form.show_field("party", shown=whom == "new")


def _untold(on: On) -> list[tuple[int, str]]:
    return [(one.id, one.party) for one in on.card.notices if one.sent_on is None]


def _fill_told(form: Form, on: On) -> None:
    waiting = _untold(on)
    if waiting:
        whom = [(key, say(f"a_whom_{key}", count=len(waiting))) for key in ("all", "one", "new")]
        form.add("whom", say("a_whom"), Choice(whom, as_list=True), required=True)
        form.add("notice", say("a_listed"), Picker(waiting), required=True)
    form.add("party", say("a_party"), LineText(), required=True)
    if waiting:
        form.changed.connect(lambda name: _show_whom(form) if name == "whom" else None)
        form["whom"].set_value("all" if len(waiting) == 1 else "one")
        _show_whom(form)
    form.add("on", say("a_told_on"), today_of(on.desk), required=True)
    form.add("way", say("a_way"), LineText(), hint=say("a_way_hint"), required=True)
    form.add("note", say("a_note"), LineText())


def _tell(values: Values, on: On) -> None:
    notices = [values["notice"]] if "notice" in values else []
    if values.get("whom") == "all":
        notices = [key for key, _name in _untold(on)]
    service.note_party_told(
        on.card.id,
        on.desk.person_id,
        party=values.get("party", ""),
        on=values["on"],
        way=values["way"],
        note=values["note"],
        notice_ids=notices,
    )
    on.desk.note(say("n_told"))


def _fill_removed(form: Form, _on: On) -> None:
    reason(form)


def _remove_party(values: Values, on: On) -> None:
    service.remove_party(on.file_id or 0, on.desk.person_id, reason=values["reason"])
    on.desk.note(say("n_party_removed"))


def _fill_link(form: Form, on: On) -> None:
    relations = words.terms("publication_link").items()
    form.add("relation", say("a_relation"), Choice(relations), required=True)
    known = [one for one in State if one is not State.VOID]
    form.add("other", say("a_other"), Picker(others(on, *known)), required=True)


def _link(values: Values, on: On) -> None:
    service.link(
        on.card.id, on.desk.person_id, relation=values["relation"], other_id=values["other"]
    )
    on.desk.note(say("n_linked"))


def _fill_request(form: Form, on: On) -> None:
    rows = requests.page(
        order=requests.Order.NUMBER, today=on.desk.today(), descending=True, limit=OFFERED
    )
    choices = [(row.id, f"{row.number} {row.title}") for row in rows]
    form.add("request", say("a_request"), Picker(choices), required=True)


def _link_request(values: Values, on: On) -> None:
    service.link_request(on.card.id, on.desk.person_id, request_id=values["request"])
    on.desk.note(say("n_linked"))


TIE_FORMS: Mapping[str, ActForm[On]] = MappingProxyType(
    {
        Act.NAME_PARTIES: ActForm(_fill_named, _name),
        Act.NOTE_PARTY_TOLD: ActForm(_fill_told, _tell),
        REMOVE_PARTY: ActForm(_fill_removed, _remove_party),
        Act.LINK: ActForm(_fill_link, _link),
        REQUEST: ActForm(_fill_request, _link_request),
    }
)
