"""How is the register's file reached: which key, which pragmas, one connection a thread?

`database` is deferred: models bind to it at import, `open_register` tells it the file. Nothing
connects by itself: a thread that forgets `Register.connection()` fails at once. Outside `unit()`
a connection may only read (`query_only`), so a write that leaves no audit line cannot happen by
accident.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2 as sqlcipher

from clerkdesk.errors import EnvironmentFault

PRAGMAS: tuple[tuple[str, object], ...] = (
    ("cipher_log_level", "NONE"),  # a wrong key is told by a sentence, not on stderr
    # wiping freed pages makes each scan eight times slower and guards only against swap files
    ("cipher_memory_security", "OFF"),
    ("busy_timeout", 5000),  # milliseconds; jobs of this program wait for one another
    ("journal_mode", "WAL"),
    ("synchronous", "NORMAL"),  # with WAL a power cut may lose the last unit, never the file
    ("foreign_keys", "ON"),
    ("recursive_triggers", "ON"),  # or REPLACE would walk past the append-only triggers
    ("temp_store", "MEMORY"),  # nothing decrypted on disk
    ("cache_size", -32_000),  # KiB
    ("query_only", "ON"),  # unit() lifts it for its own time
)

database = SqlCipherDatabase(None, autoconnect=False)


def passphrase(key: bytes) -> str:
    """Return the key as SQLCipher takes a raw key: no derivation, opening costs nothing."""
    return f"x'{key.hex()}'"


def aim(path: Path, key: bytes) -> None:
    """Point the one database at a file; nothing is opened yet."""
    database.init(str(path), passphrase=passphrase(key), pragmas=PRAGMAS)


@contextmanager
def beside(path: Path, key: bytes) -> Iterator[Any]:
    """Yield a bare connection of its own to a register file, for copies and their checks."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        connection.execute(f'PRAGMA key = "{passphrase(key)}"')
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA busy_timeout = 5000")
        yield connection
    finally:
        connection.close()


@contextmanager
def reading(path: Path, key: bytes, *, with_journal: bool) -> Iterator[Any]:
    """Yield a bare connection that changes nothing on the disk, not even by closing.

    with_journal: what a journal beside the file holds is seen too.
    """
    mode = "mode=ro" if with_journal else "immutable=1"
    connection = sqlcipher.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    try:
        connection.execute(f'PRAGMA key = "{passphrase(key)}"')
        connection.execute("PRAGMA cipher_log_level = NONE")
        yield connection
    finally:
        connection.close()


@contextmanager
def writable() -> Iterator[None]:
    """Lift the read-only guard of this thread's connection."""
    database.execute_sql("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA query_only = ON")


# SQLite's primary result codes (the low byte of the extended ones)
_FAULTS = {
    5: "register.busy",  # SQLITE_BUSY
    6: "register.busy",  # SQLITE_LOCKED
    8: "register.read_only",  # SQLITE_READONLY
    10: "register.disk_error",  # SQLITE_IOERR
    11: "register.damaged",  # SQLITE_CORRUPT
    13: "register.disk_full",  # SQLITE_FULL
    14: "register.cannot_open",  # SQLITE_CANTOPEN
    26: "register.wrong_key",  # SQLITE_NOTADB
}


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Turn what SQLite says of its file into the sentence the clerk reads."""
    try:
        yield
    except (peewee.DatabaseError, sqlcipher.DatabaseError) as error:
        fault = explain(error, path)
        if fault is None:
            raise
        raise fault from error


def explain(error: BaseException | None, path: Path) -> EnvironmentFault | None:
    """Return the sentence for an error of the disk or the lock, None where it is a bug."""
    # a full disk makes SQLite roll back by itself; what fails after that hides the first cause
    while error is not None:
        code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
        if fault := _FAULTS.get((code or 0) & 0xFF):
            return EnvironmentFault(fault, path=path)
        error = error.__context__
    return None
