"""Which sets of conditions does the office look at again and again? Saved for every desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import SavedFilter as Row
from clerkdesk.db.unit import unit

NOUN = "request"


@dataclass(frozen=True)
class SavedFilter:
    """chosen: JSON values by the keys of the screen's filters, such as {"due": "week"}.

    A window such as "this week" is kept as such, so that it means another week next time.
    """

    id: int
    name: str
    chosen: Mapping[str, Any]


def save(name: str, chosen: Mapping[str, Any], by: int) -> int:
    """Keep conditions under a name and return their key; those of that name are replaced."""
    typed.name(name, "name")
    with unit(by=by) as work:
        values = {"chosen": dict(chosen), "saved_at": work.now, "saved_by": by}
        row = Row.get_or_none((Row.noun == NOUN) & (Row.name == name))
        if row is None:
            row = Row.create(noun=NOUN, name=name, **values)
        else:
            Row.update(**values).where(Row.id == row.id).execute()
        work.changed("saved_filter", row.id)
        return int(row.id)


def saved() -> tuple[SavedFilter, ...]:
    """Return the saved filters by name."""
    rows = Row.select().where(Row.noun == NOUN).order_by(Row.name, Row.id)
    return tuple(SavedFilter(row.id, row.name, row.chosen) for row in rows)


def drop(filter_id: int, by: int) -> None:
    """Forget saved conditions; they never were a record."""
    with unit(by=by) as work:
        Row.delete().where((Row.id == filter_id) & (Row.noun == NOUN)).execute()
        work.changed("saved_filter", filter_id)
