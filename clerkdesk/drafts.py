"""Which half-filled forms wait to be gone on with? Of any noun; none of them is a record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clerkdesk.db.models import Draft, Person
from clerkdesk.db.unit import Unit, unit


@dataclass(frozen=True)
class DraftRow:
    """One form as it was left. fields: the JSON values its page gave."""

    id: int
    kind: str
    title: str
    fields: dict[str, Any]
    saved_at: datetime
    saved_by: str


def of_kind(kind: str) -> tuple[DraftRow, ...]:
    """Return the half-filled forms of one kind, the latest first."""
    found = (
        Draft.select(Draft, Person.name)
        .join(Person)
        .where(Draft.kind == kind)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    return tuple(
        DraftRow(
            id=row.id,
            kind=row.kind,
            title=row.title,
            fields=row.fields,
            saved_at=row.saved_at,
            saved_by=row.saved_by.name,
        )
        for row in found
    )


def save(
    kind: str, title: str, fields: dict[str, Any], by: int, *, draft_id: int | None = None
) -> int:
    """Keep a half-filled form, whatever stands in it, and return the draft's key.

    fields: JSON values. A draft that is gone meanwhile is made anew.
    """
    with unit(by=by) as work:
        values = {"kind": kind, "title": title, "fields": fields, "saved_at": work.now}
        if draft_id is not None:
            changed = Draft.update(**values, saved_by=by).where(Draft.id == draft_id).execute()
            if changed:
                work.changed("draft", draft_id)
                return draft_id
        row = Draft.create(**values, saved_by=by)
        work.changed("draft", row.id)
        return int(row.id)


def drop(draft_id: int, by: int) -> None:
    """Throw a half-filled form away; it never was a record."""
    with unit(by=by) as work:
        use_up(draft_id, work)


def use_up(draft_id: int | None, work: Unit) -> None:
    """Let go the draft a record was made of, inside its unit; None where it was of none."""
    if draft_id is not None:
        Draft.delete().where(Draft.id == draft_id).execute()
        work.changed("draft", draft_id)
