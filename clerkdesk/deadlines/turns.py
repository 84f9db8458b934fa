"""What has turned yellow, red or calm, who was told of it, and when?

A turn is a row that stays: it can be shown years later. Looked for when the day begins and after
whatever the clerk does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import peewee

from clerkdesk.db.models import LightChange
from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.lights import Light
from clerkdesk.deadlines.lines import DueRow

_ALARMING = (Light.OVERDUE, Light.TODAY, Light.SOON, Light.UNCONFIRMED)
_AT_ONCE = 100_000  # lines looked at in one sweep


@dataclass(frozen=True)
class Turned:
    """A matter that turned yellow or red and that nobody has acknowledged yet."""

    id: int
    row: DueRow
    on: date


def sweep(today: date) -> tuple[Turned, ...]:
    """Record what has turned yellow, red or calm since the last sweep; return the new alarms."""
    newest = LightChange.select(peewee.fn.MAX(LightChange.id)).group_by(LightChange.deadline)
    last: dict[int, str] = {
        one.deadline_id: one.light for one in LightChange.select().where(LightChange.id.in_(newest))
    }
    burning = board.on(today, lights=_ALARMING, limit=_AT_ONCE)
    rows = {row.id: row for row in burning if row.colour}
    fresh = [row for row in rows.values() if last.get(row.id) != _mark(row)]
    calm = [key for key, light in last.items() if light and key not in rows]
    if not fresh and not calm:
        return ()
    turned = []
    with unit(by=None) as work:
        for row in fresh:
            change = LightChange.create(
                deadline=row.id, light=_mark(row), on=today, seen_at=work.now
            )
            work.note(row.noun, row.noun_id, "light", {"rule": row.rule, "light": _mark(row)})
            turned.append(Turned(change.id, row, today))
        if calm:
            work.changed("light", 0)
        for key in calm:
            LightChange.create(
                deadline=key, light="", on=today, seen_at=work.now, acknowledged_at=work.now
            )
    return tuple(turned)


def _mark(row: DueRow) -> str:
    return f"{row.light.value}-{row.colour}" if row.light is Light.UNCONFIRMED else row.light.value


def unacknowledged(today: date, limit: int = 50) -> tuple[Turned, ...]:
    """Return the alarms nobody has acknowledged, the newest first; each deadline's last one."""
    alarms = LightChange.acknowledged_at.is_null() & (LightChange.light != "")
    last = LightChange.select(peewee.fn.MAX(LightChange.id)).where(alarms)
    waiting = LightChange.select().where(LightChange.id.in_(last.group_by(LightChange.deadline)))
    changes = list(waiting.order_by(LightChange.id.desc()).limit(limit))
    if not changes:
        return ()
    rows = board.by_key([change.deadline_id for change in changes], today)
    return tuple(Turned(one.id, rows[one.deadline_id], one.on) for one in changes)


def acknowledge(ids: Iterable[int], by: int) -> None:
    """Record that a person has seen these alarms, and so the same deadline's before them."""
    wanted = tuple(ids)
    seen = LightChange.alias()
    up_to = seen.select(peewee.fn.MAX(seen.id)).where(
        seen.id.in_(wanted) & (seen.deadline == LightChange.deadline)
    )
    with unit(by=by) as work:
        LightChange.update(acknowledged_at=work.now, acknowledged_by=by).where(
            (LightChange.id <= up_to) & LightChange.acknowledged_at.is_null()
        ).execute()
        work.note("light", 0, "acknowledged", {"changes": list(wanted)})
