"""What is an act of the card made of: its fields, the verb it calls, what it would move?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from clerkdesk.parties import PartyCard
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.moves import Move, Step
from clerkdesk.requests.queries import EventView, RequestCard
from clerkdesk.requests.service import Happening
from ui import words
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.forms import Form
from ui.pages import Desk

say = words.of("request_acts")

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Scene:
    """Where an act happens. about: the event or assignment it completes, None for none."""

    desk: Desk
    card: RequestCard
    about: int | None = None

    @property
    def by(self) -> int:
        return self.desk.person_id

    def event(self) -> EventView | None:
        return next((one for one in self.card.events if one.id == self.about), None)

    def step(self, move: Move) -> Step | None:
        steps = [one for one in (self.card.next, *self.card.moves) if one is not None]
        same = [one for one in steps if one.move is move]
        return next((one for one in same if one.about == self.about), next(iter(same), None))

    def person(self, party_id: int) -> PartyCard:
        people: list[PartyCard] = [
            *self.card.applicants,
            *((self.card.agent,) if self.card.agent else ()),
        ]
        return next(one for one in people if one.id == party_id)


Foresee = Callable[[Scene, Values], Happening | None]


@dataclass(frozen=True)
class Act:
    """One form of the card.

    fields: adds the rows to an empty form. do: calls the service with what they hold and the
    reason; it raises UserError. foresee: the event it would record, to show what that moves.
    sure: asks before what cannot be undone; False leaves the form as it is.
    follow: called after each edit, with the field's name, to show and hide rows.
    """

    fields: Callable[[Form, Scene], None]
    do: Callable[[Scene, Values, str], object]
    foresee: Foresee | None = None
    sure: Callable[[Scene, Values], bool] | None = None
    follow: Callable[[Form, Scene, str], None] | None = None


def label(name: str, key: str) -> str:
    """Return a field's label, the act's own where it has one: f_on_extend before f_on."""
    own = f"f_{name}_{key}"
    return say(own) if own in say else say(f"f_{name}")


def day(scene: Scene, *, plan: bool = False) -> DateEdit:
    """Return an editor for what has happened, or for a day still to come."""
    days = scene.desk.calendar()
    return DateEdit(
        scene.desk.today,
        sort=Sort.PLAN if plan else Sort.FACT,
        calendar=days,
        horizon=days.horizon,
        base=lambda: scene.card.due_on,
    )


def add_day(form: Form, scene: Scene, key: str, *, name: str = "on") -> None:
    """Add the day an act is about, today to begin with."""
    editor = day(scene)
    editor.set_value(scene.desk.today())
    form.add(name, label(name, key), editor, required=True)


def foresee_plain(kind: EventKind) -> Foresee:
    """Return what foretells an event that has no more than its day."""

    def foresee(_scene: Scene, given: Values) -> Happening | None:
        return None if given["on"] is None else Happening(kind, given["on"])

    return foresee


def remind(form: Form, name: str, sentence: str) -> None:
    """Say beside a field what should be looked at; "" takes it back. A refusal stays."""
    field = form[name]
    if sentence and field.state != "block":
        form.set_state(name, "warn", sentence)
    elif not sentence and field.state == "warn":
        field.clear()
        form.faults_changed.emit()
