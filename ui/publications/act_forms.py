"""Which small form does each act on a publication need, and which verb does it call?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from clerkdesk import units
from clerkdesk.publications import queries, service
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import Attribute, State
from clerkdesk.publications.intake import Ask, NeedsAnswer
from clerkdesk.publications.rows import Order, PublicationCard, PublicationFilter
from clerkdesk.reassessments import service as reassessments
from clerkdesk.requests import queries as requests
from ui import dialogs, words
from ui.act_panel import Beside, Stored, Values, storing
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText, Picker, Tick
from ui.forms import Form
from ui.pages import Desk, Page
from ui.publications.drop_zone import DropZone
from ui.publications.form import ground_choices
from ui.reassess import assess_form

say = words.of("publications")

# acts of the desk beside those of `Act`
RELEASE, REQUEST, REMOVE_PARTY = "correct_release", "link_request", "remove_party"
_OFFERED = 300  # rows in a picker; the newest


@dataclass(frozen=True)
class On:
    """Where an act happens: whose desk, which card, which of its files or notices."""

    page: Page
    card: PublicationCard
    file_id: int | None = None

    @property
    def desk(self) -> Desk:
        return self.page.desk


@dataclass(frozen=True)
class ActForm:
    """fill: adds the fields; perform: calls the service; ask: the box before what stays done."""

    fill: Callable[[Form, On], object]
    perform: Callable[[Values, On], object]
    ask: Callable[[Values, On], bool] | None = None


def _fact_day(on: On) -> DateEdit:
    days = on.desk.calendar()
    made = DateEdit(on.desk.today, sort=Sort.FACT, calendar=days, horizon=days.horizon)
    made.set_value(on.desk.today())
    return made


def _plan_day(on: On) -> DateEdit:
    days = on.desk.calendar()
    return DateEdit(on.desk.today, sort=Sort.PLAN, calendar=days, horizon=days.horizon)


def _reason(form: Form, label: str = "reason") -> None:
    form.add(label, say(f"a_{label}"), LongText(lines=3), required=True)


def _others(on: On, *states: State) -> Iterable[tuple[int, str]]:
    wanted = PublicationFilter(states=frozenset(states))
    rows = queries.page(
        wanted, Order.NUMBER, descending=True, limit=_OFFERED, today=on.desk.today()
    )
    return ((row.id, f"{row.number} {row.title}") for row in rows if row.id != on.card.id)


# review and release


def _fill_review(form: Form, on: On) -> None:
    form.add("on", say("a_review_on"), _fact_day(on), hint=say("a_review_on_hint"), required=True)


def _start_review(values: Values, on: On) -> None:
    made = service.start_review(on.card.id, on.desk.person_id, on=values["on"])
    on.desk.note(say("n_review"))
    on.desk.navigate("reviews", made)


def _fill_publish(form: Form, on: On) -> None:
    channels = words.terms("publication_channel").items()
    form.add("channel", say("a_channel"), Choice(channels), required=True)
    form["channel"].set_value(on.card.channel or "website")
    form.add("url", say("a_url"), LineText(), hint=say("a_url_hint"))
    form.add("on", say("a_published_on"), _fact_day(on), required=True)


def _ask_publish(values: Values, on: On) -> bool:
    channel = words.term("publication_channel", values["channel"])
    return dialogs.confirm(
        on.page,
        say("ask_publish"),
        say("ask_publish_text", title=on.card.title, channel=channel, day=words.day(values["on"])),
        say("ask_publish_yes"),
        say("ask_publish_no"),
    )


def _publish(values: Values, on: On) -> None:
    service.publish(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_published", number=on.card.number))


def _fill_release(form: Form, on: On) -> None:
    channels = words.terms("publication_channel").items()
    form.add("channel", say("a_channel"), Choice(channels), required=True)
    form["channel"].set_value(on.card.channel)
    form.add("url", say("a_url"), LineText())
    form["url"].set_value(on.card.url)
    form.add("valid_until", say("f_valid_until"), _plan_day(on))
    form["valid_until"].set_value(on.card.valid_until)
    people = [(row.id, row.name) for row in units.people()]
    form.add("handler_id", say("f_handler"), Picker(people))
    form["handler_id"].set_value(on.card.handler.id if on.card.handler else None)
    _reason(form)


def _release(values: Values, on: On) -> None:
    service.correct_release(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_corrected"))


def _fill_withdraw(form: Form, on: On) -> None:
    form.add("on", say("a_withdrawn_on"), _fact_day(on), required=True)
    _reason(form)


def _withdraw(values: Values, on: On) -> None:
    service.withdraw(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_withdrawn", number=on.card.number))


def _fill_supersede(form: Form, on: On) -> None:
    others = Picker(_others(on, State.PUBLISHED))
    form.add("new", say("a_new"), others, hint=say("a_new_hint"), required=True)


def _supersede(values: Values, on: On) -> None:
    service.supersede(on.card.id, on.desk.person_id, new_id=values["new"])
    on.desk.note(say("n_superseded", number=on.card.number))


# what stays in


def _fill_withhold(form: Form, on: On) -> None:
    grounds = Picker(ground_choices(Attribute.WITHHELD))
    form.add("ground", say("f_ground"), grounds, required=True)
    _reason(form)
    form.add("reassess_on", say("a_reassess_on"), _plan_day(on), hint=say("a_reassess_hint"))


def _withhold(values: Values, on: On) -> None:
    service.withhold(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_withheld", number=on.card.number))


def _fill_reassess(form: Form, on: On) -> None:
    assess_form.fill(form, on.desk, (on.card.ground,))


def _reassess(values: Values, on: On) -> None:
    reassessments.assess_publication(on.card.id, on.desk.person_id, assess_form.finding(values))
    on.desk.note(say("n_reassessed", number=on.card.number))


def _fill_quashed(form: Form, on: On) -> None:
    form.add("on", say("a_quashed_on"), _fact_day(on), required=True)
    _reason(form, "how")


def _quash(values: Values, on: On) -> None:
    service.mark_quashed(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_quashed"))


def _fill_void(form: Form, _on: On) -> None:
    _reason(form)


def _ask_void(_values: Values, on: On) -> bool:
    text = say("ask_void_text", number=on.card.number)
    return dialogs.confirm(on.page, say("ask_void"), text, say("ask_void_yes"), say("ask_keep"))


def _void(values: Values, on: On) -> None:
    service.void(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_voided", number=on.card.number))


# files


def _fill_file(form: Form, on: On) -> None:
    form.add("files", say("a_file"), DropZone(on.desk, many=False), required=True)
    form.add("internal_mark", say("a_checked"), Tick(say("ask_answered")))
    form.show_field("internal_mark", shown=False)


def _checked(form_values: Values) -> frozenset[str]:
    return frozenset({"internal_mark"}) if form_values.get("internal_mark") else frozenset()


class AsksFirst(NeedsAnswer):
    """The question of a file, put beside the box that answers it."""

    def __init__(self, asks: tuple[Ask, ...]) -> None:
        super().__init__(tuple(replace(ask, field=ask.key) for ask in asks))


def _attach(values: Values, on: On) -> Beside | None:
    return _store(values, on, partial(service.attach_file, on.card.id), "n_attached")


def _replace(values: Values, on: On) -> Beside | None:
    act = partial(service.replace_file, on.card.id, on.file_id or 0)
    return _store(values, on, act, "n_replaced")


def _store(values: Values, on: On, act: Callable[..., int], told: str) -> Beside | None:
    file, by, answered = values["files"][0], on.desk.person_id, _checked(values)

    def store(stored: Stored) -> None:
        try:
            act(file, by, answered=answered, progress=stored)
        except NeedsAnswer as need:
            raise AsksFirst(need.asks) from need

    return storing(on.desk.jobs, file, store, lambda: on.desk.note(say(told)))


def _remove(values: Values, on: On) -> None:
    service.remove_file(on.card.id, on.file_id or 0, on.desk.person_id, **values)
    on.desk.note(say("n_removed"))


def _fill_expel(form: Form, _on: On) -> None:
    _reason(form)
    form.add("told_to", say("a_told_to"), LineText(), required=True)


def _ask_expel(_values: Values, on: On) -> bool:
    return dialogs.confirm(
        on.page, say("ask_expel"), say("ask_expel_text"), say("ask_expel_yes"), say("ask_keep")
    )


def _expel(values: Values, on: On) -> None:
    service.expel_file(on.card.id, on.file_id or 0, on.desk.person_id, **values)
    on.desk.note(say("n_expelled"))


# ties


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
    form.add("on", say("a_told_on"), _fact_day(on), required=True)
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
    _reason(form)


def _remove_party(values: Values, on: On) -> None:
    service.remove_party(on.file_id or 0, on.desk.person_id, reason=values["reason"])
    on.desk.note(say("n_party_removed"))


def _fill_link(form: Form, on: On) -> None:
    relations = words.terms("publication_link").items()
    form.add("relation", say("a_relation"), Choice(relations), required=True)
    known = [one for one in State if one is not State.VOID]
    form.add("other", say("a_other"), Picker(_others(on, *known)), required=True)


def _link(values: Values, on: On) -> None:
    service.link(
        on.card.id, on.desk.person_id, relation=values["relation"], other_id=values["other"]
    )
    on.desk.note(say("n_linked"))


def _fill_request(form: Form, on: On) -> None:
    rows = requests.page(
        order=requests.Order.NUMBER, today=on.desk.today(), descending=True, limit=_OFFERED
    )
    choices = [(row.id, f"{row.number} {row.title}") for row in rows]
    form.add("request", say("a_request"), Picker(choices), required=True)


def _link_request(values: Values, on: On) -> None:
    service.link_request(on.card.id, on.desk.person_id, request_id=values["request"])
    on.desk.note(say("n_linked"))


ACT_FORMS: Mapping[str, ActForm] = MappingProxyType(
    {
        Act.START_REVIEW: ActForm(_fill_review, _start_review),
        Act.PUBLISH: ActForm(_fill_publish, _publish, _ask_publish),
        RELEASE: ActForm(_fill_release, _release),
        Act.WITHDRAW: ActForm(_fill_withdraw, _withdraw),
        Act.SUPERSEDE: ActForm(_fill_supersede, _supersede),
        Act.WITHHOLD: ActForm(_fill_withhold, _withhold),
        Act.REASSESS: ActForm(_fill_reassess, _reassess),
        Act.MARK_QUASHED: ActForm(_fill_quashed, _quash),
        Act.VOID: ActForm(_fill_void, _void, _ask_void),
        Act.ATTACH_FILE: ActForm(_fill_file, _attach),
        Act.REPLACE_FILE: ActForm(_fill_file, _replace),
        Act.REMOVE_FILE: ActForm(_fill_void, _remove),
        Act.EXPEL_FILE: ActForm(_fill_expel, _expel, _ask_expel),
        Act.NAME_PARTIES: ActForm(_fill_named, _name),
        Act.NOTE_PARTY_TOLD: ActForm(_fill_told, _tell),
        REMOVE_PARTY: ActForm(_fill_removed, _remove_party),
        Act.LINK: ActForm(_fill_link, _link),
        REQUEST: ActForm(_fill_request, _link_request),
    }
)
