"""Which small form does each act on a publication need, and which verb does it call?"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clerkdesk import units
from clerkdesk.publications import service
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import Attribute, State
from clerkdesk.reassessments import service as reassessments
from ui import dialogs, words
from ui.act_panel import Beside, Stored, Values, beside
from ui.acting import ActForm, day_of, today_of
from ui.dates import Sort
from ui.editors import Choice, LineText, Picker
from ui.forms import Form
from ui.publications.acting import On, fill_reason, others, reason
from ui.publications.file_acts import FILE_FORMS
from ui.publications.form import ground_choices
from ui.publications.tie_acts import TIE_FORMS
from ui.reassess import assess_form

say = words.of("publications")

RELEASE = "correct_release"  # beside those of `Act`


# review and release


def _fill_review(form: Form, on: On) -> None:
    day = today_of(on.desk)
    form.add("on", say("a_review_on"), day, hint=say("a_review_on_hint"), required=True)


def _compared(on: On, act: Callable[[Stored], object], told: Callable[[], object]) -> Beside | None:
    """Do what goes through the bytes of all files, beside the window where they are many."""
    size = sum(file.size for file in on.card.files)
    return beside(on.desk.jobs, say("job_comparing", number=on.card.number), size, act, told)


def _start_review(values: Values, on: On) -> Beside | None:
    made: list[int] = []

    def begin(seen: Stored) -> None:
        key = service.start_review(on.card.id, on.desk.person_id, on=values["on"], progress=seen)
        made.append(key)

    def told() -> None:
        on.desk.note(say("n_review"))
        if on.page.isVisible():  # who went elsewhere meanwhile is not fetched back
            on.desk.navigate("reviews", made[0])

    return _compared(on, begin, told)


def _fill_publish(form: Form, on: On) -> None:
    channels = words.terms("publication_channel").items()
    form.add("channel", say("a_channel"), Choice(channels), required=True)
    form["channel"].set_value(on.card.channel or "website")
    form.add("url", say("a_url"), LineText(), hint=say("a_url_hint"))
    form.add("on", say("a_published_on"), today_of(on.desk), required=True)


def _ask_publish(values: Values, on: On) -> bool:
    channel = words.term("publication_channel", values["channel"])
    return dialogs.confirm(
        on.page,
        say("ask_publish"),
        say("ask_publish_text", title=on.card.title, channel=channel, day=words.day(values["on"])),
        say("ask_publish_yes"),
        say("ask_publish_no"),
    )


def _publish(values: Values, on: On) -> Beside | None:
    def release(seen: Stored) -> None:
        service.publish(on.card.id, on.desk.person_id, **values, progress=seen)

    return _compared(on, release, lambda: on.desk.note(say("n_published", number=on.card.number)))


def _fill_release(form: Form, on: On) -> None:
    channels = words.terms("publication_channel").items()
    form.add("channel", say("a_channel"), Choice(channels), required=True)
    form["channel"].set_value(on.card.channel)
    form.add("url", say("a_url"), LineText())
    form["url"].set_value(on.card.url)
    form.add("valid_until", say("f_valid_until"), day_of(on.desk, Sort.PLAN))
    form["valid_until"].set_value(on.card.valid_until)
    people = [(row.id, row.name) for row in units.people()]
    form.add("handler_id", say("f_handler"), Picker(people))
    form["handler_id"].set_value(on.card.handler.id if on.card.handler else None)
    reason(form)


def _release(values: Values, on: On) -> None:
    service.correct_release(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_corrected"))


def _fill_withdraw(form: Form, on: On) -> None:
    form.add("on", say("a_withdrawn_on"), today_of(on.desk), required=True)
    reason(form)


def _withdraw(values: Values, on: On) -> None:
    service.withdraw(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_withdrawn", number=on.card.number))


def _fill_supersede(form: Form, on: On) -> None:
    newer = Picker(others(on, State.PUBLISHED))
    form.add("new", say("a_new"), newer, hint=say("a_new_hint"), required=True)


def _supersede(values: Values, on: On) -> None:
    service.supersede(on.card.id, on.desk.person_id, new_id=values["new"])
    on.desk.note(say("n_superseded", number=on.card.number))


# what stays in


def _fill_withhold(form: Form, on: On) -> None:
    grounds = Picker(ground_choices(Attribute.WITHHELD))
    form.add("ground", say("f_ground"), grounds, required=True)
    reason(form)
    again = day_of(on.desk, Sort.PLAN)
    form.add("reassess_on", say("a_reassess_on"), again, hint=say("a_reassess_hint"))


def _withhold(values: Values, on: On) -> None:
    service.withhold(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_withheld", number=on.card.number))


def _fill_reassess(form: Form, on: On) -> None:
    assess_form.fill(form, on.desk, (on.card.ground,))


def _reassess(values: Values, on: On) -> None:
    reassessments.assess_publication(on.card.id, on.desk.person_id, assess_form.finding(values))
    on.desk.note(say("n_reassessed", number=on.card.number))


def _fill_quashed(form: Form, on: On) -> None:
    form.add("on", say("a_quashed_on"), today_of(on.desk), required=True)
    reason(form, "how")


def _quash(values: Values, on: On) -> None:
    service.mark_quashed(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_quashed"))


def _ask_void(_values: Values, on: On) -> bool:
    text = say("ask_void_text", number=on.card.number)
    return dialogs.confirm(on.page, say("ask_void"), text, say("ask_void_yes"), say("ask_keep"))


def _void(values: Values, on: On) -> None:
    service.void(on.card.id, on.desk.person_id, **values)
    on.desk.note(say("n_voided", number=on.card.number))


ACT_FORMS: Mapping[str, ActForm[On]] = MappingProxyType(
    {
        Act.START_REVIEW: ActForm(_fill_review, _start_review),
        Act.PUBLISH: ActForm(_fill_publish, _publish, _ask_publish),
        RELEASE: ActForm(_fill_release, _release),
        Act.WITHDRAW: ActForm(_fill_withdraw, _withdraw),
        Act.SUPERSEDE: ActForm(_fill_supersede, _supersede),
        Act.WITHHOLD: ActForm(_fill_withhold, _withhold),
        Act.REASSESS: ActForm(_fill_reassess, _reassess),
        Act.MARK_QUASHED: ActForm(_fill_quashed, _quash),
        Act.VOID: ActForm(fill_reason, _void, _ask_void),
        **FILE_FORMS,
        **TIE_FORMS,
    }
)
