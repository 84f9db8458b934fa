"""What does the office lay over the shipped catalogue, and what stands in force then? Pure.

A shipped entry keeps its name, its basis, its elements and its limit: the office may ask for more,
never for less than the law. An entry of its own rests on 条例 26 unless a statute says otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from clerkdesk.limits import Limit, Unit
from clerkdesk.publications.attributes import Audience
from clerkdesk.publications.categories import Catalogue, Category, Channel, Frequency, Group
from clerkdesk.publications.due_rules import Rule, Zero

OWN = "office"  # the group of the office's own entries
BETWEEN = "；"  # of a shipped basis and what the office adds to it


@dataclass(frozen=True)
class Entry:
    """What the office says of an entry.

    name: of an entry of its own; a shipped one keeps its name and leaves this empty.
    owner, basis: for a shipped one empty where nothing is added. elements: key -> words, those the
    office asks for; a shipped one's own stay. rule: None where the office sets no limit.
    by_statute: the rule stands in a law or regulation, which 条例 26 lets prevail.
    """

    name: str = ""
    owner: str = ""
    basis: str = ""
    elements: Mapping[str, str] = field(default_factory=dict)
    audience: Audience = Audience.ALL
    channels: tuple[Channel, ...] = (Channel.WEBSITE,)
    frequency: Frequency = Frequency.EVENT
    rule: Rule | None = None
    by_statute: bool = False
    promptly: bool = False
    hearing: bool = False
    quashable: bool = False


@dataclass(frozen=True)
class Layer:
    """The newest version of one entry. entry: None where it is as shipped again."""

    category: str
    entry: Entry | None
    ended_on: date | None = None


def dump(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON values."""
    rule = entry.rule
    return {
        "name": entry.name,
        "owner": entry.owner,
        "basis": entry.basis,
        "elements": dict(entry.elements),
        "audience": str(entry.audience),
        "channels": [str(one) for one in entry.channels],
        "frequency": str(entry.frequency),
        "rule": None
        if rule is None
        else {
            "count": rule.limit.count,
            "unit": str(rule.limit.unit),
            "from": str(rule.counts_from),
            "basis": rule.basis,
        },
        "by_statute": entry.by_statute,
        "promptly": entry.promptly,
        "hearing": entry.hearing,
        "quashable": entry.quashable,
    }


def load(stored: Mapping[str, Any]) -> Entry:
    """Return the entry of a stored row."""
    raw = stored["rule"]
    rule = None
    if raw is not None:
        rule = Rule(Limit(raw["count"], Unit(raw["unit"])), Zero(raw["from"]), raw["basis"])
    return Entry(
        name=stored["name"],
        owner=stored["owner"],
        basis=stored["basis"],
        elements=MappingProxyType(dict(stored["elements"])),
        audience=Audience(stored["audience"]),
        channels=tuple(Channel(one) for one in stored["channels"]),
        frequency=Frequency(stored["frequency"]),
        rule=rule,
        by_statute=stored["by_statute"],
        promptly=stored["promptly"],
        hearing=stored["hearing"],
        quashable=stored["quashable"],
    )


def as_shipped(category: Category) -> Entry:
    """Return what the office says of a shipped entry it has not touched."""
    return Entry(
        audience=category.audience,
        channels=category.channels,
        frequency=category.frequency,
        promptly=category.promptly,
        hearing=category.hearing,
        quashable=category.quashable,
    )


def lay(shipped: Catalogue, layers: Iterable[Layer], own_name: str) -> Catalogue:
    """Return the catalogue in force; own_name: of the group of the office's own entries.

    An entry that was ended is still found by its key: what bears it keeps its name and its limit.
    """
    by_key = dict(shipped.by_key)
    for layer in layers:
        base = shipped.find(layer.category)
        if base is None and layer.entry is not None:
            by_key[layer.category] = _own(layer, layer.entry, shipped.general)
        elif base is not None:
            by_key[base.key] = base if layer.entry is None else adapted(base, layer.entry)
    groups = [
        replace(group, categories=tuple(by_key[one.key] for one in group.categories))
        for group in shipped.groups
    ]
    own = tuple(one for one in by_key.values() if one.own and one.ended_on is None)
    if own:
        groups.append(Group(OWN, own_name, own))
    return replace(shipped, groups=tuple(groups), by_key=MappingProxyType(by_key))


def adapted(base: Category, entry: Entry) -> Category:
    """Return a shipped entry as the office adapted it; `shipped` keeps it as it was."""
    return replace(
        base,
        owner=entry.owner or base.owner,
        basis=BETWEEN.join(part for part in (base.basis, entry.basis) if part),
        elements=MappingProxyType({**base.elements, **entry.elements}),
        audience=entry.audience,
        channels=entry.channels,
        frequency=entry.frequency,
        office=entry.rule,
        by_statute=entry.by_statute,
        promptly=base.promptly or entry.promptly,
        hearing=base.hearing or entry.hearing,
        quashable=base.quashable or entry.quashable,
        shipped=base,
    )


def _own(layer: Layer, entry: Entry, general: Rule) -> Category:
    return Category(
        key=layer.category,
        group=OWN,
        name=entry.name,
        basis=entry.basis,
        owner=entry.owner,
        audience=entry.audience,
        channels=entry.channels,
        frequency=entry.frequency,
        elements=entry.elements,
        rule=general,
        also=(),
        promptly=entry.promptly,
        stage_of="",
        stage=0,
        needs="",
        quashable=entry.quashable,
        hearing=entry.hearing,
        grade="",
        office=entry.rule,
        by_statute=entry.by_statute,
        own=True,
        ended_on=layer.ended_on,
    )
