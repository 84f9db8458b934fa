"""Which register is open? `open_register` opens the one encrypted file for all of `clerkdesk`."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from clerkdesk.clock import Clock, SystemClock, legal_day
from clerkdesk.db import connection, place
from clerkdesk.db.connection import database, in_plain_words
from clerkdesk.db.lock import Lock
from clerkdesk.db.migrations import APPLICATION_ID, upgrade
from clerkdesk.disk import disk_in_plain_words, refuse_impossible
from clerkdesk.errors import EnvironmentFault

_PLAIN_HEADER = b"SQLite format 3\x00"
_PAGE = 4096  # bytes; SQLCipher writes whole pages of this size
_PATIENCE = 30  # seconds that closing waits for jobs

_log = logging.getLogger(__name__)
_open: "Register | None" = None


class Register:
    """An open register: its file, its clock, its key. There is one at a time in a process."""

    def __init__(self, path: Path, key: bytes, clock: Clock, lock: Lock) -> None:
        self.path = path
        self.key = key
        self.clock = clock
        self.journal_aside: Path | None = None  # of another file; see `archive.journals`
        self._lock = lock
        self._jobs = 0
        self._quiet = threading.Condition()
        self._identity: tuple[int, int] | None = None

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Return the present legal day (UTC+8)."""
        return legal_day(self.clock.now())

    def settle(self) -> None:
        """Remember which file this is, now that it is there."""
        self._identity = _identity(self.path)

    def refuse_if_gone(self) -> None:
        """Raise register.gone where the path leads to another file by now, or to none.

        What is written to a file that was deleted or replaced is lost without a word.
        """
        if _identity(self.path) != self._identity:
            raise EnvironmentFault("register.gone", path=self.path)

    @property
    def is_open(self) -> bool:
        return _open is self

    @contextmanager
    def connection(self) -> Iterator[None]:
        """Give a job's thread a connection of its own; a thread that has one goes on with it."""
        if not database.is_closed():
            yield
            return
        with self._quiet:
            self._jobs += 1
        try:
            with in_plain_words(self.path):
                database.connect()
            try:
                yield
            finally:
                database.close()
        finally:
            with self._quiet:
                self._jobs -= 1
                self._quiet.notify_all()

    def close(self) -> None:
        """Wait for the jobs, fold the journal into the file and let the file go."""
        global _open  # noqa: PLW0603 - the one place that says which register is open
        if _open is not self:
            return
        with self._quiet:
            if not self._quiet.wait_for(lambda: self._jobs == 0, timeout=_PATIENCE):
                raise EnvironmentFault("register.still_working", path=self.path)
        try:
            with in_plain_words(self.path):
                if not database.is_closed():
                    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except EnvironmentFault as fault:
            if fault.code != "register.disk_full":
                raise
            _log.info("no room to fold the journal in; the next opening does it")  # nothing is lost
        finally:  # a disk that is gone must not keep the desk open
            database.close()
            self._lock.release()
            _open = None


def current() -> Register:
    """Return the open register; asking without one is a bug."""
    if _open is None:
        raise RuntimeError("no register is open")
    return _open


def open_register(
    path: Path, key: bytes, *, clock: Clock | None = None, create: bool = False
) -> Register:
    """Open the register at `path` with its raw 32-byte key, upgrading an older file.

    create: make a new register; without it the file must be there. Raises EnvironmentFault:
    register.network, no_folder, exists, not_found, not_encrypted, not_a_register, wrong_key,
    damaged, newer, locked, read_only, disk_full.
    """
    global _open  # noqa: PLW0603 - the one place that says which register is open
    if _open is not None:
        raise RuntimeError("a register is open already")
    path = Path(path)
    look_at(path, create=create)
    lock = Lock(path)
    register = Register(path, key, clock or SystemClock(), lock)
    try:
        with in_plain_words(path), disk_in_plain_words(path):
            _enter(register, create=create)
    except BaseException:
        if not database.is_closed():
            database.close()
        lock.release()
        if create:
            _remove(path)
        raise
    register.settle()
    _open = register
    return register


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of the same name; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _enter(register: Register, *, create: bool) -> None:
    connection.aim(register.path, register.key)
    database.connect()
    if not create and database.application_id != APPLICATION_ID:
        raise EnvironmentFault("register.not_a_register", path=register.path)
    upgrade(database, register.path, register.key)


def look_at(path: Path, *, create: bool = False) -> None:
    """Refuse, with the reason, what lies at a place before any key is asked for."""
    place.check(path)
    if create:
        with disk_in_plain_words(path):
            taken = path.exists()
        if taken:
            raise EnvironmentFault("register.exists", path=path)
        return
    with disk_in_plain_words(path):
        if not path.is_file():
            refuse_impossible(path)
            raise EnvironmentFault("register.not_found", path=path)
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
    if head == _PLAIN_HEADER:
        raise EnvironmentFault("register.not_encrypted", path=path)
    if path.stat().st_size < _PAGE or path.stat().st_size % _PAGE:
        raise EnvironmentFault("register.not_a_register", path=path)


def _remove(path: Path) -> None:
    for leftover in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
