"""What is asked when a file joins, changes in or leaves a publication, and which verb is called?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from clerkdesk.publications import service
from clerkdesk.publications.acts import Act
from clerkdesk.publications.intake import Ask, NeedsAnswer
from ui import dialogs, words
from ui.act_panel import Beside, Stored, Values, storing
from ui.acting import ActForm
from ui.editors import LineText, Tick
from ui.forms import Form
from ui.publications.acting import On, fill_reason, reason
from ui.publications.drop_zone import DropZone

say = words.of("publications")


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
    reason(form)
    form.add("told_to", say("a_told_to"), LineText(), required=True)


def _ask_expel(_values: Values, on: On) -> bool:
    return dialogs.confirm(
        on.page, say("ask_expel"), say("ask_expel_text"), say("ask_expel_yes"), say("ask_keep")
    )


def _expel(values: Values, on: On) -> None:
    service.expel_file(on.card.id, on.file_id or 0, on.desk.person_id, **values)
    on.desk.note(say("n_expelled"))


FILE_FORMS: Mapping[str, ActForm[On]] = MappingProxyType(
    {
        Act.ATTACH_FILE: ActForm(_fill_file, _attach),
        Act.REPLACE_FILE: ActForm(_fill_file, _replace),
        Act.REMOVE_FILE: ActForm(fill_reason, _remove),
        Act.EXPEL_FILE: ActForm(_fill_expel, _expel, _ask_expel),
    }
)
