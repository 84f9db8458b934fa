"""Power cuts, moved and damaged files, places where nothing can lie: a sentence, and no loss."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clerkdesk import audit, founding, keys, opening, units
from clerkdesk.archive import backups, restoring
from clerkdesk.db import open_register
from clerkdesk.db.connection import beside, database
from clerkdesk.db.models import Meta, Person
from clerkdesk.db.unit import unit
from clerkdesk.errors import EnvironmentFault
from tests.platforms import ODD_NAME, WINDOWS

KEY = bytes(range(32))
PHRASE = "春天种下的树 2026"
QUICK = {"n": 2**10, "r": 8, "p": 1}
WORDS = "".join(keys.sheet(KEY).words)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(keys, "_SCRYPT", QUICK)


def fault(act, *arguments, **named) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        act(*arguments, **named)
    assert str(caught.value)
    return caught.value.code


def add(name: str, by: int) -> None:
    with unit(by=by) as work:
        person = Person.create(uid=work.new_uid(), name=name)
        work.note("person", person.id, "added", {"name": name})


# --- power cuts ---

DIES = """
import os, sys
from pathlib import Path
from clerkdesk import founding, keys, opening
from clerkdesk.archive import backups, restoring
from clerkdesk.db import connection, migrations

keys._SCRYPT = {"n": 1024, "r": 8, "p": 1}
folder, where = Path(sys.argv[1]), sys.argv[2]

def die(*_args, **_named):
    os._exit(9)

path, key = folder / opening.REGISTER_NAME, bytes(range(32))
if where in ("open_register", "furnish", "_prove", "_move_in", "remember_place"):
    setattr(founding, where, die)
    founding.first_start(folder, "示例市数据局", "王芳", "春天种下的树 2026")
elif where.startswith("restore"):
    ready = restoring.prepare(Path(sys.argv[3]), path, key)
    really, moved = restoring.put, []

    def put(old, new):
        if len(moved) == int(where.rpartition(" ")[2]):
            die()
        moved.append(old)
        really(old, new)

    restoring.put, restoring.open_register = put, die
    restoring.finish(ready)
elif where == "backup":
    register = opening.open_register(path, key)
    backups.verify = die
    backups.backup(register, folder)
elif where == "backup, without its name":
    register = opening.open_register(path, key)
    backups.copy_keys = die
    backups.backup(register, folder)
elif where == "upgrade":
    def step(database):
        database.execute_sql("CREATE TABLE half_way (text TEXT) STRICT")
        die()
    migrations.MIGRATIONS = (*migrations.MIGRATIONS, step)
    opening.open_register(path, key)
"""


def dies(config, folder: Path, where: str, *more: Path) -> None:
    ended = subprocess.run(  # noqa: S603 - the words above
        [sys.executable, "-c", DIES, str(folder), where, *map(str, more)],
        cwd=config.rootpath,
        env=os.environ | {"PYTHONPATH": str(config.rootpath)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ended.returncode == 9, ended.stderr


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / ODD_NAME
    folder.mkdir()
    return folder


@pytest.mark.parametrize("where", ["_prove", "open_register", "furnish", "_move_in"])
def test_a_first_start_cut_short_can_simply_be_made_again(request, folder, where):
    dies(request.config, folder, where)

    opened = founding.first_start(folder, "示例市数据局", "王芳", PHRASE)

    assert [person.name for person in units.people()] == ["王芳"]
    assert audit.verify().ok
    opening.close(opened.register)
    assert sorted(file.name for file in folder.iterdir()) == [
        "register.clerkdesk",
        "register.keys.json",
        "register.lock",
    ]


def test_a_first_start_cut_short_at_its_very_end_is_a_register(request, folder):
    dies(request.config, folder, "remember_place")

    register = opening.open_at(folder / opening.REGISTER_NAME, PHRASE)

    assert units.own().name == "示例市数据局"
    assert founding.sheet_pending()  # nobody has printed it yet: it is asked for again
    opening.close(register)


@pytest.fixture
def closed(furnished_file, folder) -> Path:
    path = folder / opening.REGISTER_NAME
    shutil.copyfile(furnished_file, path)
    keys.KeyFile(uid="x", check=keys.check_of(KEY)).save(path)
    return path


# what a restoring renames: its note, the register, its key file, the copy
RESTORES = [f"restore, killed after renaming {count}" for count in range(5)]


@pytest.mark.parametrize("where", ["backup", "backup, without its name", "upgrade", *RESTORES])
def test_a_kill_leaves_a_good_register_and_its_leavings_go(request, closed, tmp_path, where):
    copy = tmp_path / "copy.clerkdesk"
    shutil.copyfile(closed, copy)
    shutil.copyfile(keys.beside(closed), keys.beside(copy))
    with beside(copy, KEY) as other:
        other.execute("INSERT INTO meta (key, value) VALUES ('only in the copy', '')")
        other.commit()
    dies(request.config, closed.parent, where, copy)

    register = opening.open_at(closed, words=WORDS)
    try:
        assert units.people()
        assert audit.verify().ok
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        report = backups.backup(register, closed.parent)
        assert backups.kept(closed, closed.parent) == (report.path,)
        assert not list(closed.parent.glob("*.clerkdesk.part*"))
        assert not list(closed.parent.glob("*.restoring*"))
        came_back = where == RESTORES[4]
        assert len(list(closed.parent.glob("register.before-*.clerkdesk"))) == int(came_back)
        assert Meta.select().where(Meta.key == "only in the copy").exists() == came_back
    finally:
        register.close()


def test_a_backup_never_stands_there_without_its_keys(register, tmp_path, monkeypatch):
    target = tmp_path / "备份"
    target.mkdir()
    keys.KeyFile(uid="x", check=keys.check_of(KEY)).save(register.path)

    def fail(*_args):
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(backups.shutil, "copyfile", fail)

    assert fault(backups.backup, register, target) == "register.disk_full"
    assert list(target.iterdir()) == []


# --- the file under our feet ---


@pytest.mark.skipif(not WINDOWS, reason="elsewhere a file in use can be moved: see below")
def test_windows_moves_no_register_that_is_open(register, clerk):
    with pytest.raises(PermissionError):
        register.path.rename(register.path.with_name("elsewhere.clerkdesk"))
    with pytest.raises(PermissionError):
        register.path.unlink()
    add("赵敏", clerk)
    assert audit.verify().ok


@pytest.mark.skipif(WINDOWS, reason="Windows moves no file that is in use: see above")
def test_a_register_deleted_or_replaced_while_open_takes_no_more_writes(register, clerk):
    elsewhere = register.path.with_name("elsewhere.clerkdesk")
    add("kept", clerk)
    register.path.rename(elsewhere)
    assert fault(add, "李明", clerk) == "register.gone"

    shutil.copyfile(elsewhere, register.path)
    assert fault(add, "李明", clerk) == "register.gone"

    elsewhere.replace(register.path)
    add("赵敏", clerk)
    assert {one.name for one in units.people()} == {"王芳", "kept", "赵敏"}
    assert audit.verify().ok


LINKED = """
import sys
from pathlib import Path
from clerkdesk.db import open_register
from clerkdesk.errors import EnvironmentFault

try:
    open_register(Path(sys.argv[1]), bytes(range(32)))
except EnvironmentFault as fault:
    print(fault.code)
"""


@pytest.mark.skipif(WINDOWS, reason="an ordinary account of Windows may make no link")
def test_a_second_program_that_comes_by_a_link_meets_the_same_lock(register, request):
    link = register.path.with_name("link.clerkdesk")
    link.symlink_to(register.path)

    second = subprocess.run(  # noqa: S603 - the words above
        [sys.executable, "-c", LINKED, str(link)],
        cwd=request.config.rootpath,
        capture_output=True,
        check=True,
        text=True,
    )

    assert second.stdout == "register.locked\n"


@pytest.mark.parametrize("name", ["x" * 300, "/".join(["d" * 200] * 25)], ids=["long", "deep"])
def test_a_path_that_is_too_long_is_a_sentence_through_every_door(tmp_path, register, name):
    place, other = tmp_path / name, tmp_path / "other.clerkdesk"

    assert fault(founding.check_folder, place) == "register.bad_name"
    assert fault(founding.first_start, place, "局", "王", PHRASE) == "register.bad_name"
    assert fault(opening.key_of, place / "register.clerkdesk", PHRASE) == "register.bad_name"
    assert opening.ways(place / "register.clerkdesk") == opening.Ways(vault=False, passphrase=False)
    assert fault(restoring.prepare, place, other, KEY) == "register.bad_name"
    assert fault(restoring.prepare, other, place / "r", KEY) == "register.bad_name"
    assert fault(backups.backup, register, place) == "register.bad_name"


def test_a_register_in_a_place_too_long_is_not_simply_missing(tmp_path):
    place = tmp_path / ("x" * 300)

    assert fault(open_register, place, KEY) == "register.bad_name"
    assert fault(open_register, place, KEY, create=True) == "register.bad_name"


@pytest.mark.parametrize(
    "envelope",
    [
        '{"n": "a", "r": 8, "p": 1, "salt": "", "wrapped": ""}',
        '{"n": -1, "r": 8, "p": 1, "salt": "", "wrapped": ""}',
        '{"n": true, "r": 8, "p": 1, "salt": "", "wrapped": ""}',
        '{"n": 1073741824, "r": 8, "p": 1, "salt": "", "wrapped": ""}',
        '{"n": 1024, "r": 8, "p": 1, "salt": 3, "wrapped": ""}',
        '{"n": 1024, "r": 8, "p": 1, "salt": "???a", "wrapped": "="}',
        '"x"',
        "[" * 100_000,
    ],
)
def test_a_tampered_key_file_is_a_sentence_that_names_it(closed, envelope):
    beside = keys.beside(closed)
    beside.write_text(
        f'{{"uid": "1", "check": "2", "in_vault": false, "passphrase": {envelope}}}',
        encoding="utf-8",
    )

    with pytest.raises(EnvironmentFault) as caught:
        opening.key_of(closed, PHRASE)

    assert caught.value.code == "keys.bad_file"
    assert beside.name in str(caught.value)
    assert not opening.ways(closed).passphrase


def test_the_keys_of_another_register_do_not_open_and_say_so(closed):
    file = keys.KeyFile(uid="y", check="0" * 16)
    keys.to_passphrase(file, bytes(32), PHRASE).save(closed)

    assert fault(opening.open_at, closed, PHRASE) == "register.wrong_key"
    with pytest.raises(Exception, match="恢复单"):
        opening.open_at(closed, words=WORDS)


def test_any_flipped_bit_is_a_sentence_or_does_no_harm(closed):
    """A page is checked when it is read; the check at opening, or the first to read it, says so."""
    whole = closed.read_bytes()
    for place in range(0, len(whole), len(whole) // 23):
        content = bytearray(whole)
        content[place] ^= 0x10
        closed.write_bytes(content)
        for end in ("-wal", "-shm"):
            closed.with_name(closed.name + end).unlink(missing_ok=True)
        try:
            register = open_register(closed, KEY)
        except EnvironmentFault as told:
            assert told.code in {"register.damaged", "register.wrong_key"}  # noqa: PT017 - either may come
            continue
        try:
            assert [person.name for person in units.people()] == ["王芳"]
            assert audit.verify().ok
        except Exception as error:  # noqa: BLE001 - whatever it is must have a sentence
            assert opening.explain(error).code == "register.damaged"  # noqa: PT017 - as above
        finally:
            register.close()
