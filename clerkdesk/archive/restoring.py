"""How does a register come back from its backup, whatever happens in the middle?

    ready = prepare(backup, target, key, progress)    the long part, in any thread: copied, checked
    register = finish(ready)                          names change, and it is opened
    mend(target)                                      after a restoring that was killed

Nothing is ever restored over a register: the one that was there is put aside as
`<name>.before-<moment>`. While names change, a note beside the register says which are on their
way; whoever finds it at the next opening brings everything back, or sees that all was done.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clerkdesk import keys
from clerkdesk.archive.backups import Progress, copy_keys, flush, verify
from clerkdesk.clock import LEGAL_ZONE, Clock
from clerkdesk.db import Register, open_register, place
from clerkdesk.db.lock import Lock
from clerkdesk.disk import disk_in_plain_words, put, refuse_impossible
from clerkdesk.errors import EnvironmentFault

_STEP = 4 << 20  # bytes copied between two reports
_PAGE = 4096  # bytes; progress counts in these, as at a backup

Pairs = list[tuple[Path, Path]]  # (the name it has, the name it gets)


@dataclass(frozen=True)
class Ready:
    """A checked copy beside the place where it will stand; only its name is missing."""

    backup: Path
    target: Path
    key: bytes

    @property
    def part(self) -> Path:
        return _with(self.target, ".part")

    def discard(self) -> None:
        """Let the copy go: it is not wanted after all."""
        self.part.unlink(missing_ok=True)


def prepare(backup: Path, target: Path, key: bytes, progress: Progress | None = None) -> Ready:
    """Copy a backup beside `target` and check the copy through and through; touch nothing else.

    Whatever `progress` raises ends it, and the copy goes. Errors: those of `place.check`, of
    `backups.verify` and of the disk.
    """
    place.check(target)
    mend(target)
    ready = Ready(backup, target, key)
    try:
        with disk_in_plain_words(target):
            _copy(backup, ready.part, progress)
            flush(ready.part)
        verify(ready.part, key, named=backup)
        if progress is not None:
            progress(1, 1)
    except BaseException:
        ready.discard()
        raise
    return ready


def finish(ready: Ready, *, clock: Clock | None = None) -> Register:
    """Put the register that is there aside, give the copy its name and open it.

    Where it cannot be opened, all comes back as it was. Errors: register.locked, those of the disk
    and of `open_register`.
    """
    target = ready.target
    try:
        lock = Lock(target)  # refuses while another program has it open
    except BaseException:
        ready.discard()
        raise
    try:
        with _all_or_nothing(target), disk_in_plain_words(target):
            pairs = _aside(target)
            _write_note(target, pairs)
            for old, new in pairs:
                put(old, new)
            copy_keys(ready.backup, target)
            put(ready.part, target)
    finally:
        lock.release()
    with _all_or_nothing(target):
        register = open_register(target, ready.key, clock=clock)
    with suppress(OSError):  # one that stays is taken away at the next opening
        _note(target).unlink()
    return register


def mend(target: Path) -> None:
    """Finish or undo what a killed restoring has left; register.locked where one is under way."""
    with disk_in_plain_words(target):
        if not _note(target).exists():
            _half_note(target).unlink(missing_ok=True)
            return
        lock = Lock(target)
        try:
            if _with(target, ".part").exists():
                _undo(target)
            _note(target).unlink(missing_ok=True)
        finally:
            lock.release()


@contextmanager
def _all_or_nothing(target: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _undo(target)
        raise


def _undo(target: Path) -> None:
    """Take away what came, bring back what was put aside; the names still under way stay."""
    _with(target, ".part").unlink(missing_ok=True)
    if not _note(target).exists():
        return
    told = json.loads(_note(target).read_text(encoding="utf-8"))
    aside = {target.with_name(old): target.with_name(new) for old, new in told}
    for path in _parts(target):
        if path not in aside:
            path.unlink(missing_ok=True)
        elif aside[path].exists():
            put(aside[path], path)
    _note(target).unlink()


def _copy(backup: Path, part: Path, progress: Progress | None) -> None:
    if not backup.is_file():
        refuse_impossible(backup)
        raise EnvironmentFault("backup.not_found", path=backup)
    total = backup.stat().st_size
    with backup.open("rb") as source, part.open("wb") as out:
        while piece := source.read(_STEP):
            out.write(piece)
            if progress is not None:
                progress(min(out.tell(), total) // _PAGE, max(total // _PAGE, 1))


def _aside(target: Path) -> Pairs:
    """Return under which names the parts of the register that is there will lie."""
    if not target.exists():
        return []
    moment = datetime.fromtimestamp(target.stat().st_mtime, LEGAL_ZONE).strftime("%Y%m%d-%H%M%S")
    stem, number = f"{target.stem}.before-{moment}", 1
    away = target.with_name(f"{stem}{target.suffix}")
    while away.exists():
        number += 1
        away = target.with_name(f"{stem}-{number}{target.suffix}")
    pairs = zip(_parts(target), _parts(away), strict=True)
    return [(old, new) for old, new in pairs if old.exists()]


def _parts(register: Path) -> tuple[Path, ...]:
    return (
        register,
        _with(register, "-wal"),
        _with(register, "-shm"),
        keys.beside(register),
    )


def _write_note(target: Path, pairs: Pairs) -> None:
    half = _half_note(target)
    half.write_text(json.dumps([(old.name, new.name) for old, new in pairs]), encoding="utf-8")
    flush(half)
    put(half, _note(target))


def _note(target: Path) -> Path:
    return _with(target, ".restoring")


def _half_note(target: Path) -> Path:
    return _with(target, ".restoring.part")


def _with(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
