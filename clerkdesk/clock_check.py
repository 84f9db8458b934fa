"""Does the PC's clock contradict what is on record? A clock set back makes wrong dates in silence.

Nothing is locked: a clerk with a flat battery in the PC must still be able to work, and after a
clock that ran ahead was set right the record itself is what is wrong. It is said in words, put on
record once, and no light is swept by a day that has already been. It ends when the clock has
caught up, or when the clerk says that the clock is right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clerkdesk.db import current
from clerkdesk.db.connection import database
from clerkdesk.db.fields import Moment
from clerkdesk.db.models import Meta
from clerkdesk.db.unit import unit

TOLERANCE = timedelta(minutes=5)  # clocks are put right by seconds; jobs wait for one another

_NEWEST = "clock was behind"


@dataclass(frozen=True)
class Behind:
    """The clock says `now`; the register holds something recorded at `newest`, which is later."""

    now: datetime
    newest: datetime


def look() -> Behind | None:
    """Compare the clock with the newest line on record; None where they agree.

    Puts on record that the clock was found behind, and that it agrees again, each once.
    """
    told = _told()
    found = _compare(told)
    if found is None and told is not None:
        with unit(by=None) as work:
            Meta.delete().where(Meta.key == _NEWEST).execute()
            work.note("register", 0, "clock_agrees", {"newest": _text(told)})
    elif found is not None and found.newest != told:
        with unit(by=None) as work:
            Meta.replace(key=_NEWEST, value=_text(found.newest)).execute()
            facts = {"newest": _text(found.newest), "now": _text(found.now)}
            work.note("register", 0, "clock_behind", facts)
    return found


def trust(by: int) -> None:
    """Note that the clerk has looked: the clock is right, what was recorded later is not."""
    with unit(by=by) as work:
        facts = {"newest": _text(_told() or work.now), "now": _text(work.now)}
        Meta.delete().where(Meta.key == _NEWEST).execute()
        work.note("register", 0, "clock_trusted", facts)


def _compare(told: datetime | None) -> Behind | None:
    # what was written while the clock was behind proves nothing: the moment told is kept aside
    moments = [moment for moment in (told, _last_line()) if moment is not None]
    now = current().now()
    newest = max(moments, default=now)
    return Behind(now, newest) if newest - now > TOLERANCE else None


def _last_line() -> datetime | None:
    row = database.execute_sql("SELECT at FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    return Moment().python_value(row[0]) if row else None


def _told() -> datetime | None:
    row = Meta.get_or_none(Meta.key == _NEWEST)
    return Moment().python_value(row.value) if row else None


def _text(moment: datetime) -> str:
    return str(Moment().db_value(moment))
