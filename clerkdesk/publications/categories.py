"""What must be published, what must it contain, and under which limit? The shipped catalogue.

What the office lays over it, and so what stands in force: `publications.catalogue`.

To add a category: an entry in a page of `resources/catalogue/`; the loader names what is missing.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from clerkdesk import paths
from clerkdesk.limits import Limit, Unit
from clerkdesk.publications.attributes import Audience
from clerkdesk.publications.due_rules import Limits, Rule, Zero


class Channel(StrEnum):
    """Where it is published (条例 23-25); labels in `terms.toml` `[publication_channel]`."""

    WEBSITE = "website"
    GAZETTE = "gazette"
    NEW_MEDIA = "new_media"
    PRESS_CONFERENCE = "press_conference"
    PRESS = "press"
    BROADCAST = "broadcast"
    NOTICEBOARD = "noticeboard"
    READING_PLACE = "reading_place"
    CREDIT_SYSTEM = "credit_system"
    PARTY_NOTICE = "party_notice"  # told one by one, to those concerned only


class Frequency(StrEnum):
    """How often there is something new; labels in `terms.toml` `[frequency]`."""

    DAILY = "daily"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    PERIODIC = "periodic"  # at times the source does not number
    ON_CHANGE = "on_change"
    EVENT = "event"


@dataclass(frozen=True)
class Also:
    """A limit that another paper states and that does not govern.

    limit: None where its words name no number. why: the sentence that says why it yields.
    """

    source: str
    says: str
    why: str
    limit: Limit | None


@dataclass(frozen=True)
class Category:
    """One entry of the catalogue (公开事项).

    owner: who publishes such things as a rule; the office's own duties stand in the register.
    elements: what a publication of this kind must contain, key -> words.
    rule: what governs its due date. promptly: its source says at once and names no number.
    stage_of, stage: a link of a chain (procurement, project) and its place in it; "" and 0 if none.
    needs: a category that must follow (an audit's rectification). quashable: a penalty, 处罚法 48.
    hearing: open to comment first. grade: of an accident.
    office: the limit the office has set itself; by_statute: on the strength of a statute.
    own: added by the office; ended_on: no longer offered since. shipped: as the program brought it,
    where the office has laid something over it.
    """

    key: str
    group: str
    name: str
    basis: str
    owner: str
    audience: Audience
    channels: tuple[Channel, ...]
    frequency: Frequency
    elements: Mapping[str, str]
    rule: Rule
    also: tuple[Also, ...]
    promptly: bool
    stage_of: str
    stage: int
    needs: str
    quashable: bool
    hearing: bool
    grade: str
    office: Rule | None = None
    by_statute: bool = False
    own: bool = False
    ended_on: date | None = None
    shipped: "Category | None" = None

    @property
    def limits(self) -> Limits:
        """What its due date hangs on."""
        return Limits(self.rule, self.office, self.by_statute)


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Catalogue:
    """general: 条例 26. promptly: by when the desk reminds of what is due at once.

    quashed: by when a quashed penalty is withdrawn. hearing: how long a decision is open.
    whys: why one of two limits yields, by the keys that `due_rules.governing` gives.
    own_name: of the group of the office's own entries; own_source: how its own limit is named.
    """

    version: str
    general: Rule
    promptly: Rule
    quashed: Rule
    hearing: Rule
    groups: tuple[Group, ...]
    by_key: Mapping[str, Category]
    whys: Mapping[str, str]
    own_name: str
    own_source: str

    def find(self, key: str) -> Category | None:
        """Return a category, None for the empty key and for one this version does not know."""
        return self.by_key.get(key)

    @property
    def offered(self) -> Mapping[str, Category]:
        """What may be chosen: all but the office's own entries that were ended."""
        return {key: one for key, one in self.by_key.items() if one.ended_on is None}

    def limits_of(self, key: str) -> Limits:
        """Return what a category's due date hangs on; 条例 26 where it is in none."""
        category = self.find(key)
        return category.limits if category else Limits(self.general)

    def chain(self, name: str) -> tuple[Category, ...]:
        """Return the stages of a chain in order: what a procurement or a project goes through."""
        found = [one for one in self.by_key.values() if one.stage_of == name]
        return tuple(sorted(found, key=lambda one: one.stage))


@cache
def load() -> Catalogue:
    """Return the catalogue shipped with this version of the program."""
    folder = paths.resource("catalogue")
    with (folder / "general.toml").open("rb") as page:
        general = tomllib.load(page)
    pages = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != "general.toml":
            with path.open("rb") as page:
                pages.append(tomllib.load(page))
    return parse(general, pages)


def parse(general: Mapping[str, Any], pages: list[dict[str, Any]]) -> Catalogue:
    """Return the catalogue as written; raises ValueError where an entry is not complete."""
    common = _rule(general["general"])
    groups = tuple(_group(page, common, general["why"]) for page in pages)
    by_key: dict[str, Category] = {}
    for category in (one for group in groups for one in group.categories):
        if category.key in by_key:
            raise ValueError(f"{category.key} stands twice")
        by_key[category.key] = category
    for category in by_key.values():
        if category.needs and category.needs not in by_key:
            raise ValueError(f"{category.key} needs {category.needs}, which is not there")
    return Catalogue(
        version=general["version"],
        general=common,
        promptly=_rule(general["promptly"]),
        quashed=_rule(general["quashed"]),
        hearing=_rule(general["hearing"]),
        groups=groups,
        by_key=MappingProxyType(by_key),
        whys=MappingProxyType(dict(general["office_why"])),
        own_name=general["office"]["name"],
        own_source=general["office"]["source"],
    )


def _group(page: Mapping[str, Any], common: Rule, whys: Mapping[str, str]) -> Group:
    categories = tuple(_category(raw, page["group"], common, whys) for raw in page["item"])
    return Group(page["group"], page["name"], categories)


_OF_THE_OFFICE = {"office", "by_statute", "own", "ended_on", "shipped"}
_KNOWN = frozenset(one.name for one in fields(Category)) - _OF_THE_OFFICE - {"group", "rule"} | {
    "limit"
}


def _category(
    raw: Mapping[str, Any], group: str, common: Rule, whys: Mapping[str, str]
) -> Category:
    key = raw["key"]
    if unknown := set(raw) - _KNOWN:
        raise ValueError(f"{key}: unknown {sorted(unknown)}")
    for name in ("name", "basis", "owner"):
        if not raw[name].strip():
            raise ValueError(f"{key}: {name} is empty")
    if not raw["elements"] or not all(words.strip() for words in raw["elements"].values()):
        raise ValueError(f"{key}: an element without words")
    if not raw["channels"]:
        raise ValueError(f"{key}: no channel")
    return Category(
        key=key,
        group=group,
        name=raw["name"],
        basis=raw["basis"],
        owner=raw["owner"],
        audience=Audience(raw["audience"]),
        channels=tuple(Channel(channel) for channel in raw["channels"]),
        frequency=Frequency(raw["frequency"]),
        elements=MappingProxyType(dict(raw["elements"])),
        rule=_rule(raw["limit"]) if "limit" in raw else common,
        also=tuple(_also(one, whys) for one in raw.get("also", ())),
        promptly=raw.get("promptly", False),
        stage_of=raw.get("stage_of", ""),
        stage=raw.get("stage", 0),
        needs=raw.get("needs", ""),
        quashable=raw.get("quashable", False),
        hearing=raw.get("hearing", False),
        grade=raw.get("grade", ""),
    )


def _rule(raw: Mapping[str, Any]) -> Rule:
    if not raw["basis"].strip():
        raise ValueError("a limit without its basis")
    return Rule(Limit(raw["count"], Unit(raw["unit"])), Zero(raw["from"]), raw["basis"])


def _also(raw: Mapping[str, Any], whys: Mapping[str, str]) -> Also:
    limit = Limit(raw["count"], Unit(raw["unit"])) if "count" in raw else None
    return Also(raw["source"], raw["says"], whys[raw["why"]], limit)
