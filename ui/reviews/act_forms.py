"""Which small form does each act on a round of review need, and which verb does it call?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from clerkdesk.reviews import service
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.rows import ReviewCard
from clerkdesk.reviews.states import InquiryKind, InquiryResult
from ui import words
from ui.act_panel import Beside, Values, storing
from ui.acting import ActForm, today_of
from ui.editors import Choice, LineText, LongText, Picker, Tick
from ui.forms import Form
from ui.pages import Desk
from ui.publications.drop_zone import DropZone

say = words.of("reviews")

SENT, RESULT, SCAN = "note_sent", "record_result", "attach_scan"


@dataclass(frozen=True)
class On:
    """Where an act happens: whose desk, which round, which of its inquiries."""

    desk: Desk
    card: ReviewCard
    inquiry_id: int = 0


def _fill_ask(form: Form, on: On) -> None:
    kinds = [(InquiryKind(key), word) for key, word in words.terms("inquiry").items()]
    form.add("kind", say("a_kind"), Choice(kinds, as_list=True), required=True)
    form.add("whom", say("a_whom"), LineText(), required=True)
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    numbered = [
        (one.question.key, f"{place} {one.question.text}")
        for place, one in enumerate(on.card.answers, start=1)
    ]
    form.add("question", say("a_question"), Picker(numbered))
    form.add("reference", say("a_reference"), LineText())
    form.add("sent", "", Tick(say("a_sent")), key="")
    form["sent"].set_value(True)


def _ask(values: Values, on: On) -> None:
    service.ask_others(
        on.card.id,
        values["kind"],
        on.desk.person_id,
        whom=values["whom"],
        on=values["on"],
        question=values["question"] or "",
        reference=values["reference"],
        sent=values["sent"],
    )
    on.desk.note(say("n_asked"))


def _fill_sent(form: Form, on: On) -> None:
    form.add("whom", say("a_whom"), LineText(), required=True)
    known = next((one.whom for one in on.card.inquiries if one.id == on.inquiry_id), "")
    form["whom"].set_value(known)
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    form.add("reference", say("a_reference"), LineText())


def _sent(values: Values, on: On) -> None:
    service.note_sent(on.inquiry_id, on.desk.person_id, **values)
    on.desk.note(say("n_sent"))


def _fill_result(form: Form, on: On) -> None:
    results = [(InquiryResult(key), word) for key, word in words.terms("inquiry_result").items()]
    form.add("result", say("a_result"), Choice(results, as_list=True), required=True)
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    form.add("text", say("a_text"), LongText(lines=3), required=True)
    form.add("scan", say("a_scan"), DropZone(on.desk, many=False))


def _result(values: Values, on: On) -> Beside | None:
    scan = next(iter(values["scan"]), None)
    act = partial(
        service.record_result,
        on.inquiry_id,
        values["result"],
        on.desk.person_id,
        on=values["on"],
        text=values["text"],
        scan=scan,
    )
    return storing(
        on.desk.jobs,
        scan,
        lambda stored: act(progress=stored),
        lambda: on.desk.note(say("n_received")),
    )


def _fill_abandon(form: Form, _on: On) -> None:
    form.add("reason", say("a_reason"), LongText(lines=3), required=True)


def _abandon(values: Values, on: On) -> None:
    service.abandon(on.card.id, on.desk.person_id, reason=values["reason"])
    on.desk.note(say("n_abandoned"))


def _fill_scan(form: Form, on: On) -> None:
    form.add("scan", say("a_scan"), DropZone(on.desk, many=False), required=True)


def _scan(values: Values, on: On) -> Beside | None:
    scan = values["scan"][0]
    act = partial(service.attach_scan, on.card.id, scan, on.desk.person_id)
    return storing(
        on.desk.jobs,
        scan,
        lambda stored: act(progress=stored),
        lambda: on.desk.note(say("n_scanned")),
    )


ACT_FORMS: Mapping[str, ActForm[On]] = MappingProxyType(
    {
        ReviewAct.ASK_OTHERS: ActForm(_fill_ask, _ask),
        ReviewAct.ABANDON: ActForm(_fill_abandon, _abandon),
        SENT: ActForm(_fill_sent, _sent),
        RESULT: ActForm(_fill_result, _result),
        SCAN: ActForm(_fill_scan, _scan),
    }
)
