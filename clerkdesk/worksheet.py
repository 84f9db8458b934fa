"""Which columns has a worksheet a clerk fills in, and what day stands in one of its cells?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_DAY = re.compile(r"(\d{4})\s*[-./\u5e74]\s*(\d{1,2})\s*[-./\u6708]\s*(\d{1,2})\s*\u65e5?")
_STAR = "*\uff0a"  # marks a required column, also in its wide form


@dataclass(frozen=True)
class Column:
    """A column by its key. name: as the template heads it; names: what else is understood."""

    key: str
    name: str
    names: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Heads:
    """Where the columns stand, by key; which headings nobody knows; which column must be there."""

    places: Mapping[str, int]
    unknown: tuple[str, ...]
    missing: Column | None


def columns(raw: Iterable[Mapping[str, Any]]) -> tuple[Column, ...]:
    """Return the columns a page of `resources/reading` lists, in the template's order."""
    return tuple(
        Column(one["key"], one["name"], tuple(one.get("names", ())), one.get("required", False))
        for one in raw
    )


def heads(known: Sequence[Column], first_row: Iterable[str]) -> Heads:
    """Read the first row; where a heading stands twice, its first place counts."""
    keys = {name: one.key for one in known for name in (one.name, *one.names)}
    places: dict[str, int] = {}
    unknown = []
    for place, raw in enumerate(first_row):
        head = raw.rstrip(f"{_STAR} ").strip()
        if head in keys:
            places.setdefault(keys[head], place)
        elif head:
            unknown.append(head)
    missing = next((one for one in known if one.required and one.key not in places), None)
    return Heads(places, tuple(unknown), missing)


def day(text: str) -> date | None:
    """Return the day a cell says, as 2026-3-2, 2026.3.2 or in Chinese; None where it says none."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
