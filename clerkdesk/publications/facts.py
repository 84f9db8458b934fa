"""What else is known of a publication beyond its columns: elements, study, consultation, risk?"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from clerkdesk.publications.attributes import Origin


@dataclass(frozen=True)
class Element:
    """Whether one content element of the category is there; note says where or why not."""

    done: bool
    note: str = ""


@dataclass(frozen=True)
class Study:
    """The three boxes studied before something sensitive goes out (表述、时机、方式)."""

    wording: str = ""
    timing: str = ""
    manner: str = ""

    @property
    def complete(self) -> bool:
        return all(box.strip() for box in (self.wording, self.timing, self.manner))


@dataclass(frozen=True)
class Risk:
    """What the public may say (舆情风险评估), weighed before something widely felt goes out.

    plan: how it is released, explained and answered for (昆政办发〔2015〕17号 24: 整体方案).
    """

    level: str = ""  # low, middle, high
    finding: str = ""
    answer: str = ""
    plan: str = ""


@dataclass(frozen=True)
class Hearing:
    """The public's say on a major decision; at least 30 days (重大行政决策程序暂行条例 15)."""

    first: date | None
    last: date | None
    short_reason: str = ""

    @property
    def days(self) -> int | None:
        """Natural days after the first up to and including the last; None while one is missing."""
        return None if self.first is None or self.last is None else (self.last - self.first).days


@dataclass(frozen=True)
class Facts:
    """Stored as JSON in the publication's row.

    approved_on: the approval a limit may run from (budgets, service guides).
    public_since: the day a withheld item was found fit for all, or a request showed it (18, 44).
    sensitive: the study is demanded before level four.
    quashed_on: the day a published penalty was changed or quashed.
    planned_on: when publishing is planned.
    uninterpreted_why: why this policy goes without an interpretation.
    """

    origin: Origin = Origin.MADE
    approved_on: date | None = None
    public_since: date | None = None
    planned_on: date | None = None
    medium: str = ""
    sensitive: bool = False
    study: Study = field(default_factory=Study)
    risk: Risk = field(default_factory=Risk)
    hearing: Hearing | None = None
    elements: Mapping[str, Element] = field(default_factory=dict)
    quashed_on: date | None = None
    quashed_how: str = ""
    uninterpreted_why: str = ""
    note: str = ""


def dump(facts: Facts) -> dict[str, Any]:
    """Return the facts as JSON values; what stands at its default is left out."""
    plain = Facts()
    kept = {}
    for one in fields(Facts):
        value = getattr(facts, one.name)
        if value != getattr(plain, one.name):
            kept[one.name] = _plain(value)
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Study | Risk | Hearing | Element):
        return {key: _plain(one) for key, one in asdict(value).items()}
    return value


def load(stored: Mapping[str, Any]) -> Facts:
    """Return the facts of a stored row; names of a later version are refused by the constructor."""
    values = dict(stored)
    for name in ("approved_on", "public_since", "planned_on", "quashed_on"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    if "origin" in values:
        values["origin"] = Origin(values["origin"])
    if "study" in values:
        values["study"] = Study(**values["study"])
    if "risk" in values:
        values["risk"] = Risk(**values["risk"])
    if values.get("hearing"):
        held = values["hearing"]
        first, last = (held[end] and date.fromisoformat(held[end]) for end in ("first", "last"))
        values["hearing"] = Hearing(first, last, held["short_reason"])
    if "elements" in values:
        values["elements"] = {key: Element(**one) for key, one in values["elements"].items()}
    return Facts(**values)
