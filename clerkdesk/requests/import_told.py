"""What does one line of an imported sheet of events say, before anything is recorded?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clerkdesk.errors import UserError
from clerkdesk.requests.answers import CHOICES
from clerkdesk.requests.facts import Consulted, EventKind
from clerkdesk.requests.grounds import GROUNDS
from clerkdesk.requests.import_cells import Line, labels
from clerkdesk.requests.outcomes import OUTCOMES, Outcome

# a delivery and an opinion have no line of their own: they stand beside what they belong to
KINDS = tuple(
    one for one in EventKind if one not in (EventKind.DELIVERED, EventKind.CONSULTATION_ANSWERED)
)


@dataclass(frozen=True)
class Told:
    """One line of the sheet of events, read; several lines of one decision come together."""

    line: Line
    kind: EventKind
    on: date
    told_on: date | None = None
    answered_on: date | None = None
    until: date | None = None
    days: int | None = None
    item: int | None = None
    signed_by: int | None = None
    whom_kind: Consulted = Consulted.THIRD_PARTY
    view: str = ""
    outcome: str = ""
    ground: str = ""
    main: str = ""
    means: str = ""
    way: str = ""
    answer: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return self.line.text(key)

    @property
    def reason(self) -> str:
        return self.line.text("reason")


def read(line: Line, people: Mapping[str, int]) -> Told | None:
    """Return one line as it can be recorded; its faults stand in the line, None where one does."""
    line.require("number", "kind", "on")
    kind = line.choice("kind", "event", [one.value for one in KINDS])
    on = line.day("on")
    outcome = line.choice("outcome", "outcome")
    signer = line.one_of("signed_by", people) if kind == EventKind.SIGNED.value else None
    told: dict[str, Any] = {
        "told_on": line.day("told_on"),
        "answered_on": line.day("answered_on"),
        "until": line.day("until"),
        "days": line.number("days"),
        "item": line.number("item"),
        "view": line.choice("view", "third_party_view"),
        "ground": line.choice("ground", "ground", [one.value for one in GROUNDS]),
        "main": line.choice("main", "outcome"),
        "means": line.choice("means", "means"),
        "way": line.choice("way", "sent_way"),
        "whom_kind": Consulted(line.choice("whom_kind", "consulted") or Consulted.THIRD_PARTY),
    }
    answer = _answer(line, outcome) if outcome else {}
    if line.faults or on is None:
        return None
    return Told(line, EventKind(kind), on, outcome=outcome, signed_by=signer, answer=answer, **told)


def _answer(line: Line, outcome: str) -> dict[str, str]:
    """Read the points of an answer: a name, a colon, the content; or the one point that is due."""
    names = {label: key for key, label in labels("answer_field").items()}
    short = {label.partition("\uff08")[0]: key for label, key in names.items()}
    # the ground has its own column; what the label calls the ground's reason is the reason
    known = names | short | {labels("answer_field")["ground"]: "reason"}
    found: dict[str, str] = {}
    last = ""
    for raw in line.text("answer").splitlines():
        label, colon, value = raw.replace(":", "\uff1a", 1).partition("\uff1a")
        if colon and label.strip() in known:
            last = known[label.strip()]
            found[last] = value.strip()
        elif last:
            found[last] += f"\n{raw.strip()}"
        elif raw.strip():
            due = [one for one in OUTCOMES[Outcome(outcome)].required if one != "withheld"]
            if len(due) != 1:
                example = labels("answer_field").get(due[0] if due else "reason", "")
                line.fault(
                    "answer",
                    UserError("importing.answer_unnamed", field="answer", example=example),
                )
                return {}
            last = due[0]
            found[last] = raw.strip()
    for name in CHOICES:
        if name in found:
            values = {label: key for key, label in labels(name).items()}
            found[name] = values.get(found[name], found[name])
    return found
