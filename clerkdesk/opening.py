"""How does the desk open in the morning and close in the evening?

The door the window uses: opening with whatever key there is, closing with a verified backup, and
the sample office; a new register is made in `founding`. No Qt here; every failure is a `UserError`
or an `EnvironmentFault` with its sentence.
"""

import json
import logging
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from clerkdesk import disk, files, keys, paths, settings
from clerkdesk.archive import backups, journals, restoring
from clerkdesk.archive.backups import BackupReport, Progress
from clerkdesk.archive.restoring import Ready as Ready  # noqa: PLC0414 - the start window holds one
from clerkdesk.clock import Clock
from clerkdesk.db import Register as Register  # noqa: PLC0414 - screens name what they hold
from clerkdesk.db import connection, look_at, open_register
from clerkdesk.db import current as current  # noqa: PLC0414 - screens ask which one is open
from clerkdesk.db.models import Meta
from clerkdesk.db.unit import unit
from clerkdesk.disk import disk_in_plain_words
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.keys import KeyFile, Sheet

REGISTER_NAME = "register.clerkdesk"

UID, _SAMPLE = "uid", "sample"  # of a register, told by itself
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ways:
    """How a register can be opened on this PC; the recovery sheet always can."""

    vault: bool
    passphrase: bool


@dataclass(frozen=True)
class Closed:
    """What closing did. fault: why there is no backup, where one was wanted and failed."""

    backup: BackupReport | None = None
    fault: EnvironmentFault | None = None


def ways(path: Path) -> Ways:
    """Return which question to ask before `open_at`; a missing key file leaves the sheet alone."""
    try:
        file = KeyFile.load(path)
    except EnvironmentFault:
        return Ways(vault=False, passphrase=False)
    return Ways(keys.from_vault(file) is not None, file.passphrase is not None)


def open_at(
    path: Path,
    passphrase: str | None = None,
    words: str | None = None,
    *,
    clock: Clock | None = None,
) -> Register:
    """Open a register with the vault, or with what was typed.

    Errors: UserError keys.needed (neither vault nor anything typed), keys.wrong_passphrase, the
    sentences of the recovery sheet; EnvironmentFault as `open_register`.
    """
    files.empty_copies()
    restoring.mend(path)
    look_at(path)  # before the keys: of a stick that was pulled out these are gone as well
    key = key_of(path, passphrase, words)
    aside = journals.mend(path, key)
    register = _settle(open_register(path, key, clock=clock), words)
    register.journal_aside = aside
    if aside is not None:
        with unit(by=None) as work:
            work.note("register", 0, "journal_aside", {"file": aside.name})
    return register


def key_of(path: Path, passphrase: str | None = None, words: str | None = None) -> bytes:
    """Return the key of a register or of a backup; errors as `open_at`."""
    if words is not None:
        key = keys.recover(words)
        _check_sheet(path, key)
        return key
    file = KeyFile.load(path)
    if passphrase is not None:
        return keys.from_passphrase(file, passphrase)
    kept = keys.from_vault(file)
    if kept is None:
        raise UserError("keys.needed")
    return kept


def prepare_restore(
    backup_path: Path,
    target: Path,
    passphrase: str | None = None,
    words: str | None = None,
    progress: Progress | None = None,
) -> Ready:
    """Check a backup and lay a copy beside `target`; may run in any thread, may be cancelled.

    Errors: as `key_of` and `restoring.prepare`.
    """
    return restoring.prepare(backup_path, target, key_of(backup_path, passphrase, words), progress)


def restore(ready: Ready, words: str | None = None, *, clock: Clock | None = None) -> Register:
    """Bring a prepared backup back as the register and open it; the old one is put aside.

    words: of the recovery sheet, where these opened it: the key file is then written anew.
    """
    files.empty_copies()
    return _settle(restoring.finish(ready, clock=clock), words)


def close(register: Register, *, progress: Progress | None = None, backup: bool = True) -> Closed:
    """Back up as the settings say, empty the opened copies and let the register go.

    backup: False where `back_up` has been called. A backup that fails is returned, not raised:
    the register closes all the same. Errors: register.still_working, and it stays open; those of
    a disk that fails at the last moment, and it is closed (`is_open` tells).
    """
    done = Closed()
    try:
        if _surely_sample():
            folder = register.path.parent
            register.close()
            shutil.rmtree(folder, ignore_errors=True)
        else:
            if backup:
                done = back_up(register, progress)
            register.close()
    finally:
        if not register.is_open:
            files.empty_copies()
    return done


def back_up(register: Register, progress: Progress | None = None) -> Closed:
    """Make the backup of closing where the settings want one; may run in any thread."""
    chosen = settings.load()
    if not chosen.backup_folder or not chosen.backup_at_close:
        return Closed()
    try:
        folder = Path(chosen.backup_folder)
        return Closed(backups.backup(register, folder, keep=chosen.keep_backups, progress=progress))
    except EnvironmentFault as fault:
        _log.info("no backup at closing: %s", fault.code)
        return Closed(fault=fault)


def sample(clock: Clock | None = None) -> Register:
    """Open an empty register in a folder of its own; key in memory only, gone at closing."""
    folder = Path(tempfile.mkdtemp(prefix="clerkdesk-sample-"))
    try:
        register = open_register(folder / REGISTER_NAME, keys.new_key(), clock=clock, create=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    with unit(by=None) as work:
        Meta.create(key=_SAMPLE, value="1")
        work.note("register", 0, "founded", {"sample": True})
    return register


def is_sample() -> bool:
    """Return whether the open register is the sample office."""
    return bool(Meta.get_or_none(Meta.key == _SAMPLE))


def _surely_sample() -> bool:
    """As `is_sample`; a disk that is gone leaves nothing to clear away."""
    try:
        return is_sample()
    except Exception as error:
        if explain(error) is None:
            raise
        return False


def sheet(register: Register) -> Sheet:
    """Return the recovery sheet of an open register, to print it again."""
    return keys.sheet(register.key)


def set_passphrase(register: Register, passphrase: str, *, by: int) -> None:
    """Ask for this pass phrase from now on instead of the vault."""
    file = keys.to_passphrase(KeyFile.load(register.path), register.key, passphrase)
    replace(file, in_vault=False).save(register.path)  # first: or a full disk would lock all out
    if file.in_vault:
        keys.out_of_vault(file)
    with unit(by=by) as work:
        work.note("register", 0, "passphrase_set")


def use_vault(register: Register, *, by: int) -> None:
    """Keep the key in this account's vault, so that nothing is asked; keys.no_vault."""
    keys.to_vault(KeyFile.load(register.path), register.key).save(register.path)
    with unit(by=by) as work:
        work.note("register", 0, "vault_used")


def explain(error: BaseException) -> EnvironmentFault | None:
    """Return the sentence where an uncaught error is the disk's or the lock's, None for a bug."""
    place_of = last_place() or Path(REGISTER_NAME)
    return error if isinstance(error, EnvironmentFault) else connection.explain(error, place_of)


def last_place() -> Path | None:
    """Return the register this account opened last, None where there is none."""
    try:
        page = json.loads(_place_file().read_text(encoding="utf-8"))
        return Path(page["register"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember_place(path: Path) -> None:
    """Remember for this account which register to open at the next start."""
    target = _place_file()
    part = target.with_name(target.name + ".part")
    with disk_in_plain_words(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps({"register": str(path.absolute())}), encoding="utf-8")
        disk.put(part, target)


def _place_file() -> Path:
    return paths.own_folder() / "place.json"


def _check_sheet(path: Path, key: bytes) -> None:
    try:
        file = KeyFile.load(path)
    except EnvironmentFault:
        return  # the register itself will say whether the key fits
    if not file.fits(key):
        checksum = keys.checksum_of(file.check)
        raise UserError("keys.other_register", field="words", checksum=checksum)


def _mend_envelopes(register: Register) -> None:
    """After a recovery: write a lost key file anew, fill this account's vault where it is used."""
    try:
        file = KeyFile.load(register.path)
    except EnvironmentFault:
        file = KeyFile(Meta.get_by_id(UID).value, keys.check_of(register.key))
    if file.in_vault or file.passphrase is None:
        try:
            file = keys.to_vault(file, register.key)
        except EnvironmentFault:
            _log.info("no vault here; the recovery sheet is asked for again")
    file.save(register.path)


def _settle(register: Register, words: str | None) -> Register:
    try:
        with suppress(OSError):  # a restore was killed here
            register.path.with_name(register.path.name + ".part").unlink(missing_ok=True)
        if words is not None:
            _mend_envelopes(register)
        remember_place(register.path)
    except BaseException:
        register.close()
        raise
    return register
