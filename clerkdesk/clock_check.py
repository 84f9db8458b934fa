"""Does the PC's clock contradict what is on record? A wrong clock makes wrong dates in silence.

Nothing is locked: a clerk with a flat battery in the PC must still be able to work, and after a
clock that ran ahead was set right the record itself is what is wrong. It is said in words, and no
light is swept by a day that has already been, or that comes long after anything on record. A clock
set back is put on record once. It ends when the clock has caught up or was set right, or when the
clerk says that the clock is right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clerkdesk.clock import LEGAL_ZONE, legal_day
from clerkdesk.db import current
from clerkdesk.db.connection import database
from clerkdesk.db.fields import Moment
from clerkdesk.db.models import Meta
from clerkdesk.db.unit import unit

TOLERANCE = timedelta(minutes=5)  # clocks are put right by seconds; jobs wait for one another

GAP = timedelta(days=31)  # a desk that nobody touched for a month is asked what day it is

_NEWEST = "clock was behind"
_BEFORE_GAP = "clock was ahead"


@dataclass(frozen=True)
class Behind:
    """The clock says `now`; the register holds something recorded at `newest`, which is later."""

    now: datetime
    newest: datetime


@dataclass(frozen=True)
class Ahead:
    """The clock says `now`; nothing was recorded since `newest`, more than `GAP` before."""

    now: datetime
    newest: datetime

    @property
    def days(self) -> int:
        return (legal_day(self.now) - legal_day(self.newest)).days


@dataclass(frozen=True)
class Abroad:
    """The PC keeps another zone than Beijing's; `now` is counted by it all the same."""

    now: datetime
    hours: float


def abroad() -> Abroad | None:
    """Return the zone of the PC where it is not that of the legal day."""
    clock = current().clock
    if (zone := clock.zone()) == LEGAL_ZONE.utcoffset(None):
        return None
    return Abroad(clock.now(), zone / timedelta(hours=1))


def look() -> Behind | Ahead | None:
    """Compare the clock with the newest line on record; None where they agree.

    Puts on record that the clock was found behind, and that it agrees again, each once; of a clock
    that is ahead nothing is, or that line would itself be ahead of a clock set right.
    """
    return _look_behind() or _look_ahead()


def _look_ahead() -> Ahead | None:
    now, told = current().now(), _told(_BEFORE_GAP)
    newest = told or _last_line()
    if newest is None or now - newest <= GAP:
        if told is not None:
            _forget_gap()
        return None
    if told is None:  # what is written from here on must not hide the gap
        with unit(by=None) as work:
            Meta.replace(key=_BEFORE_GAP, value=_text(newest)).execute()
            work.changed("register", 0)
    return Ahead(now, newest)


def _forget_gap() -> None:
    with unit(by=None) as work:
        Meta.delete().where(Meta.key == _BEFORE_GAP).execute()
        work.changed("register", 0)


def _look_behind() -> Behind | None:
    told = _told(_NEWEST)
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
    """Note that the clerk has looked: the clock is right, whatever is or is not on record."""
    with unit(by=by) as work:
        told = _told(_NEWEST) or _told(_BEFORE_GAP) or work.now
        facts = {"newest": _text(told), "now": _text(work.now)}
        Meta.delete().where(Meta.key.in_([_NEWEST, _BEFORE_GAP])).execute()
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


def _told(key: str) -> datetime | None:
    row = Meta.get_or_none(Meta.key == key)
    return Moment().python_value(row.value) if row else None


def _text(moment: datetime) -> str:
    return str(Moment().db_value(moment))
