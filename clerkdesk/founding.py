"""How does a new register come to be? The first start: whole and proved, or nothing at all.

No Qt here; every failure is a `UserError` or an `EnvironmentFault` with its sentence.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from clerkdesk import disk, keys, settings, units
from clerkdesk.clock import Clock, SystemClock
from clerkdesk.db import Register, open_register, place
from clerkdesk.db.models import Meta
from clerkdesk.db.uids import new_uid
from clerkdesk.db.unit import unit
from clerkdesk.disk import disk_in_plain_words
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.keys import KeyFile, Sheet
from clerkdesk.opening import REGISTER_NAME, UID, key_of, remember_place

# a new register is made here and moved out when it is whole: half of one is no use to anybody
_UNFINISHED = "clerkdesk-unfinished"
_SHEET_PENDING = "recovery sheet pending"


@dataclass(frozen=True)
class Opened:
    """The first start's result: the register, who is at the desk, the sheet to be printed."""

    register: Register
    person: int
    sheet: Sheet

    @property
    def recovery_words(self) -> tuple[str, ...]:
        return self.sheet.words


def check_folder(folder: Path) -> None:
    """Refuse a folder where a register cannot lie: network, missing, read-only, taken."""
    path = folder / REGISTER_NAME
    place.check(path)
    disk.refuse_impossible(folder, room=len(f"/{_UNFINISHED}/{REGISTER_NAME}-journal"))
    for taken in (path, keys.beside(path)):
        with disk_in_plain_words(taken):
            there = taken.exists()
        if there:
            raise EnvironmentFault("register.exists", field="folder", path=taken)
    place.check_writable(folder)


def first_start(
    folder: Path,
    office_name: str,
    person_name: str,
    passphrase: str | None = None,
    *,
    clock: Clock | None = None,
) -> Opened:
    """Make a register in `folder` and open it; its key goes into the vault or a pass phrase.

    passphrase: None asks for the vault. Errors: those of `check_folder`, of a weak pass phrase,
    UserError keys.passphrase_required (no vault), units.name_empty, units.person_empty. A failed
    start leaves nothing; what one cut short by a power failure leaves, the next one clears away.
    """
    check_folder(folder)
    clock = clock or SystemClock()
    path, key = folder / REGISTER_NAME, keys.new_key()
    file = KeyFile(uid=new_uid(clock.now()), check=keys.check_of(key))
    file = _put_into_envelope(file, key, passphrase)
    room = folder / _UNFINISHED
    try:
        with disk_in_plain_words(folder):
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir()
        file.save(room / REGISTER_NAME)
        _prove(room / REGISTER_NAME, key, passphrase)
        register = open_register(room / REGISTER_NAME, key, clock=clock, create=True)
        try:
            person = furnish(office_name, person_name, uid=file.uid)
        finally:
            register.close()
        register = _move_in(room / REGISTER_NAME, path, key, clock)
    except BaseException:
        if file.in_vault:
            keys.out_of_vault(file)
        raise
    finally:
        shutil.rmtree(room, ignore_errors=True)
    remember_place(path)
    return Opened(register, person, keys.sheet(key))


def furnish(office_name: str, person_name: str, *, uid: str) -> int:
    """Put the office and its first person into a new register; return the person's id."""
    with unit(by=None) as work:
        Meta.create(key=UID, value=uid)
        Meta.create(key=_SHEET_PENDING, value="1")
        work.note("register", 0, "founded", {"uid": uid})
        office = units.add(units.OWN, office_name, by=None)
        person = units.add_person(person_name, by=None, unit_id=office)
        settings.change(None, office_name=office_name)
    return person


def sheet_pending() -> bool:
    """Return whether nobody has proved yet to hold the open register's recovery sheet."""
    return bool(Meta.get_or_none(Meta.key == _SHEET_PENDING))


def sheet_kept(by: int) -> None:
    """Note that the recovery sheet was printed or copied, and part of it typed back."""
    with unit(by=by) as work:
        Meta.delete().where(Meta.key == _SHEET_PENDING).execute()
        work.note("register", 0, "sheet_kept")


def _put_into_envelope(file: KeyFile, key: bytes, passphrase: str | None) -> KeyFile:
    if passphrase is not None:
        return keys.to_passphrase(file, key, passphrase)
    try:
        return keys.to_vault(file, key)
    except EnvironmentFault as fault:
        raise UserError("keys.passphrase_required", field="passphrase") from fault


def _move_in(made: Path, path: Path, key: bytes, clock: Clock) -> Register:
    """Give a whole new register its place and open it there."""
    with disk_in_plain_words(path):
        disk.put(keys.beside(made), keys.beside(path))
        disk.put(made, path)
    try:
        return open_register(path, key, clock=clock)
    except BaseException:
        path.unlink()
        keys.beside(path).unlink()
        raise


def _prove(path: Path, key: bytes, passphrase: str | None) -> None:
    """Open the envelope again before anything depends on it."""
    if key_of(path, passphrase) != key:
        raise EnvironmentFault("keys.bad_file", path=keys.beside(path))
