"""Which small form does each act on a column need, and which verb does it call?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from clerkdesk.monitor import service
from clerkdesk.monitor.acts import Act
from ui import words
from ui.act_panel import ActPanel, Beside, Values, storing
from ui.acting import ActForm, today_of
from ui.editors import LineText, LongText
from ui.forms import Form
from ui.pages import Desk
from ui.publications.drop_zone import DropZone

say = words.of("monitor")

VOID_UPDATE, VOID_EXPLANATION = "void_update", "void_explanation"


@dataclass(frozen=True)
class On:
    """Where an act happens: whose desk, which column, which of its records."""

    desk: Desk
    column_id: int
    record_id: int = 0


def _fill_update(form: Form, on: On) -> None:
    form.add("on", say("a_on"), today_of(on.desk), required=True)
    form.add("title", say("a_title"), LineText(), hint=say("a_title_hint"))


def _update(values: Values, on: On) -> None:
    service.note_update(on.column_id, on.desk.person_id, on=values["on"], title=values["title"])
    on.desk.note(say("n_updated"))


def _fill_explain(form: Form, on: On) -> None:
    form.add("on", say("a_told_on"), today_of(on.desk), required=True)
    form.add("author", say("a_author"), LineText(), required=True)
    form.add("text", say("a_text"), LongText(lines=4), required=True)
    form.add("file", say("a_file"), DropZone(on.desk, many=False), required=True)


def _explain(values: Values, on: On) -> Beside | None:
    file = values["file"][0]
    act = partial(
        service.explain,
        on.column_id,
        on.desk.person_id,
        on=values["on"],
        text=values["text"],
        author=values["author"],
        file=file,
    )
    return storing(
        on.desk.jobs,
        file,
        lambda stored: act(progress=stored),
        lambda: on.desk.note(say("n_explained")),
    )


def _fill_end(form: Form, on: On) -> None:
    form.add("on", say("a_end_on"), today_of(on.desk), required=True)
    _fill_reason(form, on)


def _end(values: Values, on: On) -> None:
    service.end_column(on.column_id, on.desk.person_id, on=values["on"], reason=values["reason"])
    on.desk.note(say("n_ended"))


def _fill_reason(form: Form, _on: On) -> None:
    form.add("reason", say("a_reason"), LongText(lines=3), required=True)


def _void_update(values: Values, on: On) -> None:
    service.void_update(on.record_id, on.desk.person_id, reason=values["reason"])
    on.desk.note(say("n_voided"))


def _void_explanation(values: Values, on: On) -> None:
    service.void_explanation(on.record_id, on.desk.person_id, reason=values["reason"])
    on.desk.note(say("n_voided"))


ACT_FORMS: Mapping[str, ActForm[On]] = MappingProxyType(
    {
        Act.NOTE_UPDATE: ActForm(_fill_update, _update),
        Act.EXPLAIN: ActForm(_fill_explain, _explain),
        Act.END: ActForm(_fill_end, _end),
        VOID_UPDATE: ActForm(_fill_reason, _void_update),
        VOID_EXPLANATION: ActForm(_fill_reason, _void_explanation),
    }
)


def panel(key: str, on: On, closed: Callable[[], object]) -> ActPanel:
    """Return the form of an act."""
    verb = words.terms("column_act").get(key) or say(f"act_{key}")
    note = say("note_void" if key in {VOID_UPDATE, VOID_EXPLANATION} else f"note_{key}")
    return ACT_FORMS[key].panel(on, verb, say("panel_verb", verb=verb), note=note, closed=closed)
