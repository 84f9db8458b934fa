"""Which filters has the office saved under a name? Kept as drafts, so they go without a trace."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import Draft
from clerkdesk.db.unit import unit
from clerkdesk.deadlines.lights import Light
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.rows import RequestFilter
from clerkdesk.requests.states import State

KIND = "request_filter"
_SETS: dict[str, Any] = {"states": State, "lights": Light, "channels": Channel}


@dataclass(frozen=True)
class SavedFilter:
    id: int
    name: str
    filter: RequestFilter


def save(name: str, chosen: RequestFilter, by: int) -> int:
    """Keep a filter under a name; one of that name is replaced."""
    typed.name(name, "name")
    with unit(by=by) as work:
        values = {"fields": as_json(chosen), "saved_at": work.now, "saved_by": by}
        row = Draft.get_or_none((Draft.kind == KIND) & (Draft.title == name))
        if row is None:
            row = Draft.create(kind=KIND, title=name, **values)
        else:
            Draft.update(**values).where(Draft.id == row.id).execute()
        work.changed("draft", row.id)
        return int(row.id)


def saved() -> tuple[SavedFilter, ...]:
    """Return the saved filters by name."""
    rows = Draft.select().where(Draft.kind == KIND).order_by(Draft.title, Draft.id)
    return tuple(SavedFilter(row.id, row.title, from_json(row.fields)) for row in rows)


def drop(filter_id: int, by: int) -> None:
    with unit(by=by) as work:
        Draft.delete().where((Draft.id == filter_id) & (Draft.kind == KIND)).execute()
        work.changed("draft", filter_id)


def as_json(chosen: RequestFilter) -> dict[str, Any]:
    """Return what differs from the filter that shows everything."""
    empty = RequestFilter()
    told: dict[str, Any] = {}
    for line in fields(chosen):
        value = getattr(chosen, line.name)
        if value == getattr(empty, line.name):
            continue
        if isinstance(value, frozenset):
            value = sorted(one.value for one in value)
        told[line.name] = value.isoformat() if isinstance(value, date) else value
    return told


def from_json(told: dict[str, Any]) -> RequestFilter:
    """Return the filter again; what a later version no longer knows is left out."""
    known = {line.name for line in fields(RequestFilter)}
    values: dict[str, Any] = {}
    for name, value in told.items():
        if name in _SETS:
            members = {one.value: one for one in _SETS[name]}
            values[name] = frozenset(members[one] for one in value if one in members)
        elif name.endswith(("_from", "_to")):
            values[name] = date.fromisoformat(value)
        elif name in known:
            values[name] = value
    return RequestFilter(**values)
