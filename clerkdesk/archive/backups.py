"""Is there a second copy of the register, and is it known to be good?

A backup is made through SQLite's backup API from one moment of the running register, opened again
with its key and checked through and through before it gets its name; it is encrypted like the
register, and its key file goes along. `restoring` is the way back.
"""

import filecmp
import logging
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from clerkdesk import audit, keys
from clerkdesk.audit import Verdict
from clerkdesk.clock import LEGAL_ZONE
from clerkdesk.db import Register, place
from clerkdesk.db.connection import beside, in_plain_words
from clerkdesk.db.fields import Moment
from clerkdesk.db.migrations import APPLICATION_ID, MIGRATIONS
from clerkdesk.db.models import Meta
from clerkdesk.db.unit import unit
from clerkdesk.disk import disk_in_plain_words, put, refuse_impossible
from clerkdesk.errors import EnvironmentFault

_STEP = 4096  # pages (16 MiB) between two reports of progress
_SPARE = 16 << 20  # bytes that must stay free besides the backup itself
_MOMENT = r"-\d{8}-\d{6}(?:-\d{2})?"
_LAST_AT, _LAST_PATH = "last backup at", "last backup path"

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with how many pages are done, and of how many."""


@dataclass(frozen=True)
class Checked:
    """What the check of a backup found: rows by table and the verdict on its audit chain."""

    version: int
    rows: dict[str, int]
    audit: Verdict


@dataclass(frozen=True)
class BackupReport:
    """A backup that is there and good. size: bytes; removed: older ones that had to go."""

    path: Path
    at: datetime
    size: int
    checked: Checked
    removed: tuple[Path, ...]
    seconds: float


@dataclass(frozen=True)
class LastBackup:
    at: datetime
    path: Path


def backup(
    register: Register, folder: Path, *, keep: int = 10, progress: Progress | None = None
) -> BackupReport:
    """Make a verified backup in `folder` and remove all but the newest `keep` of this register.

    May run in any thread. EnvironmentFault: backup.no_folder, no_room, those of `verify`, those of
    the register for the disk and register.gone; nothing half-made keeps the name of a backup.
    """
    register.refuse_if_gone()
    began, at = time.monotonic(), register.now()
    _check_room(register.path, folder)
    target = _free_name(register.path, folder, at)
    # SQLite over a network share is not to be trusted: there the finished file is copied
    away = place.is_network(folder)
    part = (register.path.parent if away else folder) / (target.name + ".part")
    try:
        with in_plain_words(folder), disk_in_plain_words(folder):
            counted = _copy(register, part, progress)
            checked = verify(part, register.key)
            if (checked.rows, checked.audit.head) != counted:
                raise EnvironmentFault("backup.bad_rows", path=target)
            flush(part)
            if away:
                part = _carry(part, folder)
            copy_keys(register.path, target)  # first: without them the sheet alone opens it
            put(part, target)
    finally:
        part.unlink(missing_ok=True)
        if not target.exists():
            keys.beside(target).unlink(missing_ok=True)
    removed = _prune(register.path, folder, keep, target)
    _remember(register, target, at, checked)
    size = target.stat().st_size
    return BackupReport(target, at, size, checked, removed, time.monotonic() - began)


def verify(path: Path, key: bytes, *, named: Path | None = None) -> Checked:
    """Open a backup with its key and check it through and through.

    named: as which file the sentences speak of it, where a copy of it is looked at.
    EnvironmentFault: backup.not_found, bad_pages, bad_structure, bad_links, bad_audit,
    register.wrong_key, damaged, newer, not_a_register.
    """
    told = named or path
    with disk_in_plain_words(path):
        if not path.is_file():
            refuse_impossible(told)
            raise EnvironmentFault("backup.not_found", path=told)
    with in_plain_words(told), beside(path, key) as copy:
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise EnvironmentFault("register.not_a_register", path=told)
        version = int(copy.execute("PRAGMA user_version").fetchone()[0])
        if version > len(MIGRATIONS):
            raise EnvironmentFault(
                "register.newer", path=told, found=version, known=len(MIGRATIONS)
            )
        if copy.execute("PRAGMA cipher_integrity_check").fetchall():
            raise EnvironmentFault("backup.bad_pages", path=told)
        if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise EnvironmentFault("backup.bad_structure", path=told)
        if copy.execute("PRAGMA foreign_key_check").fetchall():
            raise EnvironmentFault("backup.bad_links", path=told)
        verdict = audit.verify(copy.execute)
        if not verdict.ok:
            raise EnvironmentFault("backup.bad_audit", path=told)
        return Checked(version, _count(copy), verdict)


def last() -> LastBackup | None:
    """Return when and where the open register was last backed up."""
    rows = {row.key: row.value for row in Meta.select().where(Meta.key << [_LAST_AT, _LAST_PATH])}
    at = Moment().python_value(rows.get(_LAST_AT))
    return LastBackup(at, Path(rows[_LAST_PATH])) if at else None


def kept(register: Path, folder: Path) -> tuple[Path, ...]:
    """Return the backups of a register in a folder, newest first."""
    return _named(folder, re.escape(register.stem) + _MOMENT + re.escape(register.suffix))


def _copy(register: Register, part: Path, progress: Progress | None) -> tuple[dict[str, int], str]:
    part.unlink(missing_ok=True)

    def report(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    with beside(register.path, register.key) as source, beside(part, register.key) as target:
        source.execute("BEGIN")  # what is counted here is what is copied, whoever writes meanwhile
        rows, verdict = _count(source), audit.verify(source.execute)
        source.backup(target, pages=_STEP, progress=report, sleep=0)
        source.execute("ROLLBACK")
        target.execute("PRAGMA journal_mode = DELETE")  # one file, readable from any medium
    return rows, verdict.head


def _count(connection: Any) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%'"
        " ESCAPE '!' ORDER BY name"
    ).fetchall()
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - its own tables
        for (name,) in tables
    }


def _check_room(register: Path, folder: Path) -> None:
    with disk_in_plain_words(folder):
        if not folder.is_dir():
            refuse_impossible(folder)
            raise EnvironmentFault("backup.no_folder", field="folder", path=folder)
        needed = register.stat().st_size + _SPARE
        wal = register.with_name(register.name + "-wal")
        needed += wal.stat().st_size if wal.exists() else 0
        free = shutil.disk_usage(folder).free
    if free < needed:
        megabytes = -(-(needed - free) // (1 << 20))
        raise EnvironmentFault("backup.no_room", field="folder", path=folder, short=megabytes)


def _free_name(register: Path, folder: Path, at: datetime) -> Path:
    moment = at.astimezone(LEGAL_ZONE).strftime("%Y%m%d-%H%M%S")
    name = f"{register.stem}-{moment}"
    path, number = folder / f"{name}{register.suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number:02}{register.suffix}"
    return path


def _named(folder: Path, pattern: str) -> tuple[Path, ...]:
    paths = folder.iterdir() if folder.is_dir() else ()
    found = (path for path in paths if re.fullmatch(pattern, path.name))
    return tuple(sorted(found, key=lambda path: path.stem, reverse=True))


def _carry(part: Path, folder: Path) -> Path:
    """Copy a finished backup to another machine and read it back; bytes must be equal."""
    far = folder / part.name
    try:
        shutil.copyfile(part, far)
        flush(far)
        _compare(part, far)
    except BaseException:
        far.unlink(missing_ok=True)
        raise
    part.unlink()
    return far


def _compare(one: Path, other: Path) -> None:
    if not filecmp.cmp(one, other, shallow=False):
        raise EnvironmentFault("backup.bad_pages", path=other)


def flush(path: Path) -> None:
    """Wait until the disk itself has a file."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_keys(source: Path, target: Path) -> None:
    """Let the key file go along, where there is one."""
    if keys.beside(source).is_file():
        shutil.copyfile(keys.beside(source), keys.beside(target))


def _prune(register: Path, folder: Path, keep: int, made: Path) -> tuple[Path, ...]:
    # by its name the one just made need not be the newest: the clock may have been set back
    others = [path for path in kept(register, folder) if path != made]
    old = tuple(others[max(keep, 1) - 1 :])
    half = _named(folder, re.escape(register.stem) + _MOMENT + r".*\.part(?:-journal)?")
    for path in half:  # the program was killed while it made them
        _gone(path)
    return tuple(path for path in old if _gone(path) and _gone(keys.beside(path)))


def _gone(path: Path) -> bool:
    """Remove a file; one that another program has open on Windows goes after the next backup."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.info("an old backup stays: %s, %s", path.name, error.strerror)
        return False
    return True


def _remember(register: Register, path: Path, at: datetime, checked: Checked) -> None:
    with register.connection(), unit(by=None) as work:
        Meta.replace(key=_LAST_AT, value=Moment().db_value(at)).execute()
        Meta.replace(key=_LAST_PATH, value=str(path)).execute()
        told = {"file": path.name, "lines": checked.audit.lines, "head": checked.audit.head}
        work.note("backup", 0, "made", told)
