"""Who looked through a file that cannot be read here, and what was found? The small form."""

from collections.abc import Callable

from clerkdesk import units
from clerkdesk.privacy import service
from clerkdesk.privacy.service import SeenByEye
from ui import words
from ui.act_panel import ActPanel, Values
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import LongText, Picker
from ui.forms import Form
from ui.pages import Desk
from ui.privacy.sources import Source

say = words.of("privacy_page")


def panel(desk: Desk, source: Source, closed: Callable[[], object]) -> ActPanel:
    """source: one that was looked at; the word is bound to its bytes."""
    sha256 = source.looked.sha256 if source.looked is not None else ""

    def fill(form: Form) -> None:
        people = [(row.id, row.name) for row in units.people()]
        form.add("seen_by", say("e_by"), Picker(people), required=True)
        days = desk.calendar()
        day = DateEdit(desk.today, sort=Sort.FACT, calendar=days, horizon=days.horizon)
        form.add("seen_on", say("e_on"), day, required=True)
        form.add("finding", say("e_finding"), LongText(lines=3), required=True)
        form.set_values({"seen_by": desk.person_id, "seen_on": desk.today()})

    def perform(values: Values) -> None:
        seen = SeenByEye(
            name=source.name, sha256=sha256, publication_id=source.publication_id, **values
        )
        service.note_by_eye(seen, desk.person_id)
        desk.note(say("n_seen"))

    return ActPanel(
        say("sign_title", name=source.name),
        say("sign_verb"),
        note=say("sign_note"),
        fill=fill,
        perform=perform,
        closed=closed,
    )
