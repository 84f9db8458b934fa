"""Does the journal a killed program left belong to the register it lies beside?

SQLite folds a journal it finds into the register without asking. Where somebody has meanwhile laid
a backup or an older copy in the register's place, that would ruin the copy: the journal is of
another file. So a register that was not closed is looked through before it is opened, with its
journal and, where that does not fit, without it; nothing is written to either.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerkdesk import audit
from clerkdesk.db.connection import in_plain_words, reading
from clerkdesk.db.lock import Lock
from clerkdesk.disk import disk_in_plain_words, put
from clerkdesk.errors import EnvironmentFault

_WHOLE_CHECK = 256 << 20  # bytes; of a larger register the log alone is asked: it must open soon

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Look:
    """whole: every page and index is as it should be; told: and the log of acts proves itself."""

    whole: bool
    told: bool


def mend(register: Path, key: bytes) -> Path | None:
    """Put a journal that is of another file aside, and return where it lies now.

    None where there is nothing to mend. Errors: register.locked, damaged where the register is not
    whole without it either, wrong_key; those of the disk. Nothing is lost: all files stay.
    """
    with disk_in_plain_words(register):
        if not _left_behind(register):
            return None
        lock = Lock(register)
        try:
            return _mend(register, key) if _left_behind(register) else None
        finally:
            lock.release()


def _left_behind(register: Path) -> bool:
    journal = _journal(register)
    return register.is_file() and journal.is_file() and journal.stat().st_size > 0


def _journal(register: Path) -> Path:
    return register.with_name(register.name + "-wal")


def _mend(register: Path, key: bytes) -> Path | None:
    together = _look(register, key, with_journal=True)
    if together.told:
        return None
    with in_plain_words(register):  # what it says here is the sentence
        alone = _looked(register, key, with_journal=False)
    if alone.told or (alone.whole and not together.whole):
        return _put_aside(register)
    if not together.whole:
        raise EnvironmentFault("register.damaged", path=register)
    return None  # a log that was tampered with is told where the log is shown


def _look(register: Path, key: bytes, *, with_journal: bool) -> _Look:
    try:
        with in_plain_words(register):
            return _looked(register, key, with_journal=with_journal)
    except EnvironmentFault:
        return _Look(whole=False, told=False)


def _looked(register: Path, key: bytes, *, with_journal: bool) -> _Look:
    with reading(register, key, with_journal=with_journal) as copy:
        large = register.stat().st_size > _WHOLE_CHECK
        whole = large or _is_whole(copy)
        return _Look(whole, whole and audit.verify(copy.execute).ok)


def _is_whole(copy: Any) -> bool:
    return bool(copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def _put_aside(register: Path) -> Path:
    journal, number = _journal(register), 1
    while (aside := register.with_name(f"{register.stem}.journal-{number}")).exists():
        number += 1
    put(journal, aside)
    register.with_name(register.name + "-shm").unlink(missing_ok=True)
    _log.info("the journal is of another file and is put aside: %s", aside.name)
    return aside
