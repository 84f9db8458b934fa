"""Which small form does each act on a correction of records need, and which verb does it call?"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerkdesk import files, units
from clerkdesk.errors import UserError
from clerkdesk.record_corrections import service
from clerkdesk.record_corrections.rows import RecordCard
from clerkdesk.record_corrections.rules import Act, Finding, Ground
from clerkdesk.requests.channels import Means
from ui import dialogs, words
from ui.act_panel import Values
from ui.acting import ActForm, day_of, today_of
from ui.editors import Choice, LineText, LongText, Picker
from ui.forms import Form
from ui.pages import Desk, Page
from ui.records.form import channels
from ui.requests.stored_files import StoredFiles

say = words.of("records")

VOID_EVENT, DETACH = "void_event", "detach"  # acts of the desk beside those of `Act`
_GIST = 24  # characters of an event in a list


@dataclass(frozen=True)
class On:
    """Where an act happens. about: an event or a file, where it is about one."""

    page: Page
    card: RecordCard
    about: int = 0

    @property
    def desk(self) -> Desk:
        return self.page.desk

    @property
    def by(self) -> int:
        return self.page.desk.person_id


def _sections() -> Picker:
    return Picker([(one.id, one.name) for one in units.all_of(units.SECTION)])


# evidence and checking


def _fill_ask(form: Form, on: On) -> None:
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    means = [(one, words.term("means", one)) for one in Means]
    form.add("means", say("a_means"), Choice(means), required=True)
    form["means"].set_value(Means.PHONE)
    form.add("what", say("a_what_asked"), LongText(lines=3), required=True)


def _ask(values: Values, on: On) -> None:
    service.ask_evidence(on.card.id, on.by, **values)
    on.desk.note(say("n_asked"))


def _fill_receive(form: Form, on: On) -> None:
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    form.add("what", say("a_what_received"), LongText(lines=3), required=True)
    form.add("file_ids", say("f_files"), StoredFiles(on.desk))


def _receive(values: Values, on: On) -> None:
    service.receive_evidence(on.card.id, on.by, **values)
    on.desk.note(say("n_received"))


def _fill_attach(form: Form, on: On) -> None:
    form.add("file_ids", say("f_files"), StoredFiles(on.desk), required=True)


def _attach(values: Values, on: On) -> None:
    service.attach(on.card.id, values["file_ids"], on.by)
    on.desk.note(say("n_attached"))


def _detach(values: Values, on: On) -> None:
    service.detach(on.card.id, on.about, on.by, **values)
    on.desk.note(say("n_detached", name=files.row(on.about).name))


def _fill_check(form: Form, on: On) -> None:
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    form.add("section_id", say("a_section"), _sections())
    form["section_id"].set_value(on.card.section.id if on.card.section else None)
    found = LongText(lines=5)
    form.add("found", say("a_found"), found, hint=say("a_found_hint"), required=True)


def _check(values: Values, on: On) -> None:
    service.record_check(on.card.id, on.by, **values)
    on.desk.note(say("n_checked"))


# deciding


class _Name(Picker):
    """A name out of the list or any other."""

    def value(self) -> str:
        return self.typed()


def _fill_decide(form: Form, on: On) -> None:
    findings = [(one, words.term("record_finding", one)) for one in Finding]
    form.add("finding", say("a_finding"), Choice(findings, as_list=True), required=True)
    grounds = [(one, words.term("record_ground", one)) for one in Ground]
    form.add("ground", say("a_ground"), Choice(grounds, as_list=True))
    corrected = say("a_corrected_on_hint")
    form.add("corrected_on", say("a_corrected_on"), day_of(on.desk), hint=corrected)
    form.add("how", say("a_how"), LongText(lines=3), hint=say("a_how_hint"))
    form.add("why_not", say("a_why_not"), LongText(lines=3), hint=say("a_why_not_hint"))
    organs = _Name([(one.name, one.name) for one in units.all_of(units.OTHER)], free=True)
    form.add("organ", say("a_organ"), organs)
    contact = say("a_organ_contact_hint")
    form.add("organ_contact", say("a_organ_contact"), LineText(), hint=contact)
    form.add("remark", say("a_remark"), LongText(lines=2))
    people = Picker([(one.id, one.name) for one in units.people()])
    form.add("approved_by", say("a_approved_by"), people, hint=say("a_approved_hint"))
    form.add("on", say("a_decided_on"), today_of(on.desk), required=True)
    form.changed.connect(lambda name: _follow(form) if name == "finding" else None)
    _follow(form)


def _follow(form: Form) -> None:
    """Show the fields that the letters of this finding need."""
    finding = form["finding"].value()
    other = finding in (Finding.FORWARDED, Finding.REFERRED)
    for name, shown in (
        ("ground", finding is Finding.NOT_CORRECTED),
        ("corrected_on", finding is Finding.CORRECTED),
        ("how", finding is Finding.CORRECTED),
        ("why_not", finding is Finding.NOT_CORRECTED),
        ("organ", other),
        ("organ_contact", other),
        ("remark", other),
    ):
        form.show_field(name, shown=shown)


_EXPLAINED = {Finding.CORRECTED: "how", Finding.NOT_CORRECTED: "why_not"}


def _decide(values: Values, on: On) -> None:
    finding = values["finding"]
    explained = _EXPLAINED.get(finding, "remark")
    what = service.Decision(
        finding=finding,
        on=values["on"],
        approved_by=values["approved_by"],
        explanation=values[explained],
        corrected_on=values.get("corrected_on"),
        ground=values.get("ground"),
        organ=values.get("organ", ""),
        organ_contact=values.get("organ_contact", ""),
    )
    try:
        service.decide(on.card.id, on.by, what)
    except UserError as refusal:
        if refusal.field == "explanation":  # one fact, asked for in other words by each finding
            refusal.field = explained
        raise
    on.desk.note(say("n_decided", finding=words.term("record_finding", finding)))


# mending and ending


def _fill_change(form: Form, on: On) -> None:
    card = on.card
    form.add("channel", say("f_channel"), Choice(channels()), required=True)
    form.add("received_on", say("f_received_on"), day_of(on.desk), required=True)
    form.add("record", say("f_record"), LongText(lines=2), required=True)
    form.add("wrong", say("f_wrong"), LongText(lines=3), required=True)
    form.add("wanted", say("f_wanted"), LongText(lines=2))
    form.add("section_id", say("f_section"), _sections())
    people = Picker([(one.id, one.name) for one in units.people()])
    form.add("handler_id", say("f_handler"), people)
    form.add("note", say("f_note"), LongText(lines=2))
    form.set_values(
        {
            "channel": card.channel,
            "received_on": card.received_on,
            "record": card.record,
            "wrong": card.wrong,
            "wanted": card.wanted,
            "section_id": card.section.id if card.section else None,
            "handler_id": card.handler.id if card.handler else None,
            "note": card.note,
        }
    )


def _change(values: Values, on: On) -> None:
    service.change_facts(on.card.id, service.ChangedFacts(**values), on.by)
    on.desk.note(say("n_changed"))


def _fill_withdraw(form: Form, on: On) -> None:
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    form.add("why", say("a_why"), LongText(lines=2))


def _withdraw(values: Values, on: On) -> None:
    service.withdraw(on.card.id, on.by, **values)
    on.desk.note(say("n_withdrawn"))


def _fill_reason(form: Form, _on: On) -> None:
    form.add("reason", say("a_reason"), LongText(lines=3), required=True)


def _void(values: Values, on: On) -> None:
    service.void(on.card.id, on.by, **values)
    on.desk.note(say("n_voided", number=on.card.number))


def _ask_void(_values: Values, on: On) -> bool:
    return dialogs.confirm(
        on.page,
        say("ask_void"),
        say("ask_void_text", number=on.card.number),
        say("ask_void_yes"),
        say("ask_void_no"),
    )


def _fill_void_event(form: Form, on: On) -> None:
    events = [
        (
            one.id,
            say(
                "event_line",
                day=words.day(one.on),
                kind=words.term("record_event", one.kind),
                gist=one.gist.replace("\n", " ")[:_GIST],
            ),
        )
        for one in on.card.events
        if one.stands and not one.why_kept
    ]
    form.add("event_id", say("a_event"), Choice(events, as_list=True), required=True)
    form["event_id"].set_value(on.about or (events[-1][0] if events else None))
    _fill_reason(form, on)


def _void_event(values: Values, on: On) -> None:
    service.void_event(values["event_id"], on.by, reason=values["reason"])
    on.desk.note(say("n_event_voided"))


ACT_FORMS: Mapping[str, ActForm[On]] = MappingProxyType(
    {
        Act.ASK_EVIDENCE: ActForm(_fill_ask, _ask),
        Act.RECEIVE_EVIDENCE: ActForm(_fill_receive, _receive),
        Act.ATTACH: ActForm(_fill_attach, _attach),
        Act.CHECK: ActForm(_fill_check, _check),
        Act.DECIDE: ActForm(_fill_decide, _decide),
        Act.CHANGE_FACTS: ActForm(_fill_change, _change),
        Act.WITHDRAW: ActForm(_fill_withdraw, _withdraw),
        Act.VOID: ActForm(_fill_reason, _void, _ask_void),
        VOID_EVENT: ActForm(_fill_void_event, _void_event),
        DETACH: ActForm(_fill_reason, _detach),
    }
)
