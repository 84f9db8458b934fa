import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from clerkdesk import audit, files, keys
from clerkdesk.archive import backup, backups, kept, last, restoring, verify
from clerkdesk.archive.restoring import finish, mend, prepare
from clerkdesk.db import migrations, open_register, place
from clerkdesk.db.connection import beside, database
from clerkdesk.db.models import Audit, Person
from clerkdesk.db.unit import unit
from clerkdesk.errors import EnvironmentFault

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "备份"
    folder.mkdir()
    return folder


def restore(path, target, key, **more):
    return finish(prepare(path, target, key), **more)


def refused(act, *arguments) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        act(*arguments)
    assert str(caught.value)
    return caught.value.code


def add(name: str, by: int) -> None:
    with unit(by=by) as work:
        person = Person.create(uid=work.new_uid(), name=name)
        work.note("person", person.id, "added", {"name": name})


def test_a_backup_is_verified_named_by_its_moment_and_encrypted(register, clerk, folder):
    kept = files.store(b"%PDF-1.7 reply", "答复.pdf", clerk)
    before = audit.verify()

    report = backup(register, folder)

    assert report.path.name == "register-20261013-100000.clerkdesk"
    assert report.at == register.now()
    assert report.size == report.path.stat().st_size
    assert report.checked.audit == before
    assert report.checked.rows["person"] == 1
    assert report.checked.rows["file_chunk"] == 1
    assert [file.name for file in folder.iterdir()] == [report.path.name]
    content = report.path.read_bytes()
    assert b"SQLite" not in content
    assert b"%PDF" not in content
    assert files.read(kept) == b"%PDF-1.7 reply"


def test_a_backup_is_told_in_the_register(register, folder):
    assert last() is None

    report = backup(register, folder)

    assert (last().at, last().path) == (report.at, report.path)
    line = audit.history("backup", 0)[-1]
    assert line.payload["head"] == report.checked.audit.head


def test_only_the_newest_backups_of_this_register_are_kept(register, folder, clock):
    for other in ("register-copy.clerkdesk", "other-20200101-000000.clerkdesk", "register.docx"):
        (folder / other).write_bytes(b"of somebody else")
    (folder / "register-20261001-000000.clerkdesk.part").write_bytes(b"killed half way")
    made = []
    for _ in range(4):
        clock.at += timedelta(minutes=1)
        made.append(backup(register, folder, keep=2))

    assert kept(register.path, folder) == (made[3].path, made[2].path)
    assert made[3].removed == (made[1].path,)
    assert sorted(file.name for file in folder.iterdir()) == [
        "other-20200101-000000.clerkdesk",
        "register-20261013-100300.clerkdesk",
        "register-20261013-100400.clerkdesk",
        "register-copy.clerkdesk",
        "register.docx",
    ]


def test_the_key_file_goes_along_and_goes_with_its_backup(register, folder, clock):
    keys.KeyFile("uid", keys.check_of(KEY)).save(register.path)

    old = backup(register, folder, keep=1)
    went_along = keys.KeyFile.load(old.path)
    clock.at += timedelta(minutes=1)
    new = backup(register, folder, keep=1)

    assert went_along.fits(KEY)
    assert sorted(folder.iterdir()) == [new.path, keys.beside(new.path)]


def test_two_backups_in_one_second_are_two_files(register, folder):
    one, two = backup(register, folder), backup(register, folder)

    assert one.path != two.path
    assert kept(register.path, folder) == (two.path, one.path)


def test_a_backup_runs_beside_the_desk_and_reports_its_progress(register, clerk, folder):
    files.store(bytes(40 * files.CHUNK), "a.bin", clerk)
    seen, made = [], []

    def job():
        with register.connection():
            made.append(backup(register, folder, progress=lambda *step: seen.append(step)))

    thread = threading.Thread(target=job)
    thread.start()
    add("李明", clerk)
    thread.join()

    assert verify(made[0].path, KEY).audit.ok
    assert len(seen) > 1
    assert seen[-1][0] == seen[-1][1]


def test_a_backup_on_another_machine_is_copied_and_read_back(register, folder, monkeypatch):
    monkeypatch.setattr(place, "is_network", lambda path: Path(path) == folder)

    report = backup(register, folder)

    assert verify(report.path, KEY).audit.ok
    assert [file.name for file in folder.iterdir()] == [report.path.name]
    assert not list(register.path.parent.glob("*.part"))


def test_where_a_backup_cannot_be_made_is_said_and_nothing_stays(register, folder, monkeypatch):
    assert refused(backup, register, folder / "nowhere") == "backup.no_folder"

    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    assert refused(backup, register, folder) == "backup.no_room"

    assert list(folder.iterdir()) == []
    assert last() is None


def test_a_backup_that_does_not_verify_never_gets_its_name(register, folder, monkeypatch):
    def broken(_path, _key):
        raise EnvironmentFault("backup.bad_pages", path="x")

    monkeypatch.setattr(backups, "verify", broken)

    assert refused(backup, register, folder) == "backup.bad_pages"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place_of_harm", [200, 4096 * 3 + 17, -50])
def test_a_flipped_byte_is_found(register, folder, place_of_harm):
    path = backup(register, folder).path
    content = bytearray(path.read_bytes())
    content[place_of_harm] ^= 1
    path.write_bytes(content)

    assert refused(verify, path, KEY) in {
        "backup.bad_pages",
        "register.damaged",
        "register.wrong_key",
    }


def test_a_cut_off_backup_is_found(register, folder):
    path = backup(register, folder).path
    path.write_bytes(path.read_bytes()[: 4096 * 5])

    assert refused(verify, path, KEY).split(".")[1] in {"bad_pages", "bad_structure", "damaged"}


def test_a_changed_audit_line_is_found(register, folder):
    path = backup(register, folder).path
    with beside(path, KEY) as tampered:
        tampered.execute("DROP TRIGGER audit_no_update")
        tampered.execute("UPDATE audit SET verb = 'nothing' WHERE id = 1")

    assert refused(verify, path, KEY) == "backup.bad_audit"


def test_a_tie_that_leads_nowhere_is_found(register, folder):
    path = backup(register, folder).path
    with beside(path, KEY) as tampered:
        tampered.execute("UPDATE person SET unit_id = 999")

    assert refused(verify, path, KEY) == "backup.bad_links"


def test_an_index_that_does_not_fit_its_table_is_found(register, folder):
    path = backup(register, folder).path
    with beside(path, KEY) as tampered:
        tampered.execute("PRAGMA writable_schema = ON")
        tampered.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(kind)', '(name)')"
            " WHERE name = 'unit_kind'"
        )

    assert refused(verify, path, KEY) == "backup.bad_structure"


def test_a_copy_that_lost_a_row_never_gets_the_name_of_a_backup(register, folder, monkeypatch):
    copy = backups._copy

    def losing(register, part, progress):
        counted = copy(register, part, progress)
        with beside(part, KEY) as target:
            target.execute("DELETE FROM meta")
        return counted

    monkeypatch.setattr(backups, "_copy", losing)

    assert refused(backup, register, folder) == "backup.bad_rows"
    assert list(folder.iterdir()) == []


def test_the_wrong_key_a_newer_version_and_no_backup_are_named(register, folder):
    path = backup(register, folder).path

    assert refused(verify, path, bytes(32)) == "register.wrong_key"
    assert refused(verify, folder / "nowhere", KEY) == "backup.not_found"
    with beside(path, KEY) as later:
        later.execute(f"PRAGMA user_version = {len(migrations.MIGRATIONS) + 1}")
    assert refused(verify, path, KEY) == "register.newer"


def test_a_backup_comes_back_and_the_register_before_it_is_put_aside(
    register, clerk, folder, clock
):
    path = register.path
    report = backup(register, folder)
    add("后来的人", clerk)
    register.close()

    restored = restore(report.path, path, KEY, clock=clock)
    names = {person.name for person in Person.select()}
    lines = Audit.select().count()
    restored.close()

    assert names == {"王芳"}
    assert lines == report.checked.audit.lines
    (aside,) = path.parent.glob("register.before-*.clerkdesk")
    before = open_register(aside, KEY)
    assert {person.name for person in Person.select()} == {"王芳", "后来的人"}
    before.close()
    assert report.path.exists()


def test_a_register_that_died_is_put_aside_with_its_journal(register, clerk, folder, clock):
    report = backup(register, folder)
    add("后来的人", clerk)
    died = folder.parent / "died" / "register.clerkdesk"
    died.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{register.path}{end}", f"{died}{end}")
    register.close()

    restore(report.path, died, KEY, clock=clock).close()

    (aside,) = died.parent.glob("register.before-*.clerkdesk")
    before = open_register(aside, KEY)
    assert "后来的人" in {person.name for person in Person.select()}
    before.close()


def test_a_bad_backup_touches_nothing(register, folder):
    path = register.path
    bad = folder / "register-20261013-100000.clerkdesk"
    bad.write_bytes(bytes(8192))
    register.close()
    before = path.read_bytes()

    assert refused(restore, bad, path, KEY) == "register.wrong_key"

    assert path.read_bytes() == before
    assert not list(path.parent.glob("*before*"))


def test_a_restore_that_fails_at_the_last_step_brings_the_old_one_back(
    register, folder, monkeypatch
):
    path = register.path
    report = backup(register, folder)
    register.close()
    before = path.read_bytes()

    def fail(*_args, **_kwargs):
        raise EnvironmentFault("register.busy", path=path)

    monkeypatch.setattr(restoring, "open_register", fail)
    assert refused(restore, report.path, path, KEY) == "register.busy"

    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "register.clerkdesk",
        "register.lock",
        "备份",
    ]


def test_a_copying_that_is_called_off_leaves_nothing(register, folder):
    path = register.path
    report = backup(register, folder)
    register.close()
    there = sorted(file.name for file in path.parent.iterdir())
    told = []

    class CalledOff(Exception):
        pass

    def progress(done, total):
        told.append((done, total))
        if len(told) == 2:  # copied and checked; its name alone is missing
            raise CalledOff

    with pytest.raises(CalledOff):
        prepare(report.path, path, KEY, progress)

    pages = report.size // 4096
    assert told == [(pages, pages), (1, 1)]
    assert sorted(file.name for file in path.parent.iterdir()) == there


def test_what_another_program_is_restoring_is_not_mended(register, folder, monkeypatch):
    path = register.path
    report = backup(register, folder)
    register.close()
    seen = []

    def look(old, new):
        seen.append(
            refused(mend, path) if (path.with_name(f"{path.name}.restoring")).exists() else ""
        )
        old.replace(new)

    monkeypatch.setattr(restoring, "put", look)
    restore(report.path, path, KEY).close()

    assert seen == ["", "register.locked", "register.locked"]


def test_a_register_held_by_another_program_is_not_put_aside_by_halves(
    register, folder, monkeypatch
):
    """As where a virus scanner on Windows holds the key file."""
    path = register.path
    keys.KeyFile("uid", keys.check_of(KEY)).save(path)
    report = backup(register, folder)
    register.close()
    there = sorted(file.name for file in path.parent.iterdir())
    really = restoring.put

    def held(old, new):
        if old == keys.beside(path):
            raise PermissionError
        really(old, new)

    monkeypatch.setattr(restoring, "put", held)
    with pytest.raises(EnvironmentFault):
        restore(report.path, path, KEY)

    assert sorted(file.name for file in path.parent.iterdir()) == there
    open_register(path, KEY).close()


def test_an_old_backup_that_is_held_spoils_no_new_one(register, folder, clock, monkeypatch):
    held = backup(register, folder).path
    really = Path.unlink

    def unlink(self, *, missing_ok=False):
        if self == held:
            raise PermissionError
        really(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    clock.at += timedelta(minutes=1)
    made = backup(register, folder, keep=1)

    assert made.removed == ()
    assert kept(register.path, folder) == (made.path, held)
    assert last().path == made.path


def test_an_older_backup_is_upgraded_as_it_is_restored(register, folder, monkeypatch):
    path = register.path
    report = backup(register, folder)
    register.close()

    def next_step(database):
        database.execute_sql("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")

    steps = (*migrations.MIGRATIONS, next_step)
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    monkeypatch.setattr(backups, "MIGRATIONS", steps)
    restored = restore(report.path, path, KEY)

    assert database.table_exists("later")
    restored.close()


def test_a_restore_over_a_register_in_use_is_refused(register, folder):
    report = backup(register, folder)

    assert refused(restore, report.path, register.path, KEY) == "register.locked"
