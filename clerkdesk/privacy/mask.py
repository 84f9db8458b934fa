"""How is personal data hidden? By an editable profile: what stays of each kind."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import UserError
from clerkdesk.privacy.find import Hit
from clerkdesk.privacy.patterns import Kind

STAR = "*"
DEFAULT = "strict"


@dataclass(frozen=True)
class Rule:
    """What stays of one kind. keep_first, keep_last: characters; instead: replaces the whole."""

    keep_first: int = 0
    keep_last: int = 0
    instead: str = ""

    def apply(self, found: str) -> str:
        """Return a find masked; as long as it was, unless `instead` replaces it.

        Blanks and dashes between groups stay. A find too short for both ends to stay loses its
        last: otherwise a short one would stay whole.
        """
        if self.instead:
            return self.instead
        if self.keep_first >= len(found):
            return found
        last = self.keep_last if self.keep_first + self.keep_last < len(found) else 0
        end = len(found) - last
        return "".join(
            character if place < self.keep_first or place >= end or character in _GAPS else STAR
            for place, character in enumerate(found)
        )


@dataclass(frozen=True)
class Profile:
    """One way of masking. needs_basis: it leaves names open, so the clerk must cite why."""

    key: str
    title: str
    description: str
    rules: Mapping[Kind, Rule]
    needs_basis: bool = False

    def hides(self, kind: Kind, found: str) -> bool:
        """Tell whether this profile changes a find at all."""
        return self.rules[kind].apply(found) != found

    def as_table(self) -> dict[str, Any]:
        """Return what `from_table` makes this profile of again."""
        rules = {kind.value: vars(rule) for kind, rule in self.rules.items()}
        return rules | {
            "title": self.title,
            "description": self.description,
            "needs_basis": self.needs_basis,
        }


def profiles() -> dict[str, Profile]:
    """Return the shipped profiles by key, the default first."""
    return dict(_shipped())


@cache
def _shipped() -> tuple[tuple[str, Profile], ...]:
    with paths.resource("privacy", "profiles.toml").open("rb") as page:
        return tuple((key, from_table(key, table)) for key, table in tomllib.load(page).items())


def from_table(key: str, table: Mapping[str, Any]) -> Profile:
    """Return a profile from a table as in `profiles.toml`; an office's own may come from anywhere.

    Raises UserError ("privacy.profile") for a kind without a rule or a rule that is none.
    """
    rules: dict[Kind, Rule] = {}
    for kind in Kind:
        try:
            rule = Rule(**table[kind.value])
        except (KeyError, TypeError) as fault:
            raise UserError("privacy.profile", field=kind.value, profile=key, kind=kind) from fault
        if min(rule.keep_first, rule.keep_last) < 0:
            raise UserError("privacy.profile", field=kind.value, profile=key, kind=kind)
        rules[kind] = rule
    return Profile(
        key,
        str(table["title"]),
        str(table["description"]),
        MappingProxyType(rules),
        bool(table.get("needs_basis", False)),
    )


def mask(text: str, hits: Iterable[Hit], profile: Profile) -> str:
    """Return a text with its hits masked by a profile; everything else untouched."""
    parts: list[str] = []
    done = 0
    for hit in sorted(hits, key=lambda each: each.start):
        if hit.start < done:
            continue
        parts += [text[done : hit.start], profile.rules[hit.kind].apply(text[hit.start : hit.end])]
        done = hit.end
    parts.append(text[done:])
    return "".join(parts)


# signs between groups; line ends, tabs and the commas of a list belong to the paper, not the number
_GAPS = " \t\r\n-\u2013\u2014\u00b7@.\u3000,|/_[]()\u2022\u3001\uff0c\uff08\uff09\u00a0\u2028"
