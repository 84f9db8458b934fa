"""What stands in the catalogue: as shipped, with what the office has laid over it, and since when?

current() -> Catalogue                          what is in force
entry_of(key) -> Entry                          what the office says of one, to be changed
changes(key="") -> tuple[EntryChange, ...]      of one entry or of all, the newest first
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from clerkdesk.db.connection import database
from clerkdesk.db.models import CatalogueEntry, Person
from clerkdesk.publications import categories, overlay
from clerkdesk.publications.categories import Catalogue
from clerkdesk.publications.overlay import Entry, Layer

ADDED, CHANGED, ENDED, RESTORED = "added", "changed", "ended", "restored"

_laid: dict[tuple[str, ...], Catalogue] = {}


@dataclass(frozen=True)
class Moved:
    """One field of an entry before and after, as `Entry` holds it; before: None where it began."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class EntryChange:
    """One change of one entry with its day. act: a term of `[entry_act]`."""

    on: date
    act: str
    category: str
    name: str
    why: str
    changed_by: str
    moved: tuple[Moved, ...]


def current() -> Catalogue:
    """Return the catalogue in force; built anew only when an entry has changed."""
    found = database.execute_sql("SELECT uid FROM catalogue_entry ORDER BY id")  # each list asks
    uids = tuple(uid for (uid,) in found)
    known = _laid.get(uids)
    if known is None:
        shipped = categories.load()
        known = overlay.lay(shipped, layers(), shipped.own_name)
        _laid.clear()
        _laid[uids] = known  # a job beside may clear it again: what was found here is returned
    return known


def layers() -> tuple[Layer, ...]:
    """Return the newest version of each entry the office has touched, in their first order."""
    newest: dict[str, Layer] = {}
    for row in CatalogueEntry.select().order_by(CatalogueEntry.id):
        entry = overlay.load(row.fields) if row.fields else None
        ended = row.changed_on if row.act == ENDED else None
        newest[row.category] = Layer(row.category, entry, ended)
    return tuple(newest.values())


def entry_of(key: str) -> Entry:
    """Return what the office says of an entry now; KeyError where there is no such entry."""
    laid = {one.category: one.entry for one in layers()}
    return laid.get(key) or overlay.as_shipped(categories.load().by_key[key])


def changes(key: str = "") -> tuple[EntryChange, ...]:
    """Return every change of one entry, or of all, the newest first, each with what moved."""
    query: Any = CatalogueEntry.select(CatalogueEntry, Person.name.alias("who")).join(Person)
    if key:
        query = query.where(CatalogueEntry.category == key)
    return tuple(reversed(tuple(_changes(query.order_by(CatalogueEntry.id).dicts()))))


def _changes(rows: Any) -> Iterator[EntryChange]:
    before: dict[str, Entry] = {}
    shipped = categories.load().by_key
    for row in rows:
        key = row["category"]
        base = overlay.as_shipped(shipped[key]) if key in shipped else None
        old = before.get(key, base)
        new = overlay.load(row["fields"]) if row["fields"] else base
        if new is not None:
            before[key] = new
        yield EntryChange(
            on=row["changed_on"],
            act=row["act"],
            category=key,
            name=shipped[key].name if key in shipped else (new.name if new else key),
            why=row["why"],
            changed_by=row["who"],
            moved=tuple(_moved(old, new)),
        )


def _moved(old: Entry | None, new: Entry | None) -> Iterator[Moved]:
    if new is None:
        return
    for one in fields(Entry):
        before = None if old is None else getattr(old, one.name)
        after = getattr(new, one.name)
        if isinstance(after, Mapping):
            before, after = dict(before or {}), dict(after)
        if (before or None) != (after or None):
            yield Moved(one.name, before, after)
