"""How does anything get written? In a unit: one transaction, its audit lines, notices afterwards.

    with unit(by=clerk) as work:
        row = Request.create(uid=work.new_uid(), registered_at=work.now, ...)
        work.note("request", row.id, "registered", {"number": row.number})

A unit inside a unit joins it: they commit together and publish once; an inner one that fails takes
back its own part only. A unit that wrote must have said so, by `note` or by `changed`.
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from clerkdesk import audit, bus
from clerkdesk.bus import Changed
from clerkdesk.clock import legal_day
from clerkdesk.db import current
from clerkdesk.db.connection import database, in_plain_words, writable
from clerkdesk.db.uids import new_uid


@dataclass
class Unit:
    """The work in hand. now: the moment it began, aware, UTC; today: its legal day."""

    by: int | None
    now: datetime
    notices: dict[Changed, None] = field(default_factory=dict)  # each once, in order

    @property
    def today(self) -> date:
        return legal_day(self.now)

    def new_uid(self) -> str:
        return new_uid(self.now)

    def note(
        self,
        noun: str,
        noun_id: int,
        verb: str,
        payload: dict[str, Any] | None = None,
        *,
        personal: dict[str, str] | None = None,
    ) -> int:
        """Write the audit line of one act and remember the notice; return the line's id.

        payload: JSON values, kept as given. personal: ID numbers, telephones, addresses, of which
        only salted digests are kept; such keys in the payload itself raise ValueError.
        """
        self.changed(noun, noun_id)
        return audit.write(
            self.now, self.by, noun, noun_id, verb, payload=payload or {}, personal=personal or {}
        )

    def changed(self, noun: str, noun_id: int) -> None:
        """Remember a notice without an audit line: caches, drafts, acknowledged lights."""
        self.notices[Changed(noun, noun_id)] = None


class _Current(threading.local):
    work: Unit | None = None


_current = _Current()


@contextmanager
def unit(by: int | None) -> Iterator[Unit]:
    """Write to the open register as person `by` (None: the program itself).

    Raises EnvironmentFault where the disk or the lock refuses, or the file is gone; nothing is
    kept then.
    """
    outer = _current.work
    if outer is not None:
        yield from _join(outer, by)
        return
    register = current()
    register.refuse_if_gone()
    work = Unit(by, register.now())
    _current.work = work
    try:
        with in_plain_words(register.path), writable(), _begun():
            written = database.connection().total_changes
            yield work
            if database.connection().total_changes != written and not work.notices:
                raise RuntimeError("a unit that writes must note what it did")
    finally:
        _current.work = None
    if work.notices:
        bus.publish(tuple(work.notices))


_line = threading.Condition()
_waiting = 0  # units of other threads that want to begin


@contextmanager
def _begun() -> Iterator[None]:
    """Begin the transaction; who waits for it meanwhile is counted."""
    with ExitStack() as stack:
        _count(1)
        try:
            stack.enter_context(database.atomic("IMMEDIATE"))
        finally:
            _count(-1)
        yield


def _count(more: int) -> None:
    global _waiting  # noqa: PLW0603 - one register, one line of those who wait for it
    with _line:
        _waiting += more
        _line.notify_all()


def others_wait() -> bool:
    """Whether another thread waits to begin a unit; a long one that keeps nothing asks this."""
    return _waiting > 0


def give_way(longest: float = 1.0) -> None:
    """Let the units that wait begin first, between two of one's own. longest: seconds."""
    with _line:
        _line.wait_for(lambda: not _waiting, timeout=longest)


def at_work() -> Unit:
    """Return the unit in hand; what may only happen inside one asks here."""
    if _current.work is None:
        raise RuntimeError("this is written inside a unit only")
    return _current.work


def _join(outer: Unit, by: int | None) -> Iterator[Unit]:
    work = Unit(by, outer.now)
    _current.work = work
    try:
        with database.atomic():
            yield work
    finally:
        _current.work = outer
    outer.notices.update(work.notices)


def blank(work: Unit, lines: tuple[int, ...], why: str) -> None:
    """Dispose, as the law allows, of what audit lines say; that they were written stays proved."""
    for line in lines:
        database.execute_sql(
            "UPDATE audit_payload SET salt = NULL, payload = NULL WHERE audit_id = ?", (line,)
        )
    work.note("audit", lines[0], "blanked", {"lines": list(lines), "why": why})
