"""A journal left by a killed program: folded in where it belongs, kept away where it does not."""

import shutil
from pathlib import Path

import pytest

from clerkdesk import audit, keys, opening, units
from clerkdesk.archive import backup, journals
from clerkdesk.db import open_register
from clerkdesk.db.connection import beside, database
from clerkdesk.db.models import Person
from clerkdesk.db.unit import unit
from clerkdesk.errors import EnvironmentFault

KEY = bytes(range(32))
WORDS = "".join(keys.sheet(KEY).words)


def add(name: str, by: int) -> None:
    with unit(by=by) as work:
        person = Person.create(uid=work.new_uid(), name=name)
        work.note("person", person.id, "added", {"name": name})


@pytest.fixture
def killed(furnished_file, tmp_path) -> Path:
    """A register as a kill leaves it, 李明 in its journal alone; its older copies lie beside it."""
    desk, place = tmp_path / "desk", tmp_path / "登记 簿"
    desk.mkdir()
    place.mkdir()
    path = desk / opening.REGISTER_NAME
    shutil.copyfile(furnished_file, path)
    register = open_register(path, KEY)
    try:
        shutil.copyfile(backup(register, tmp_path).path, place / "backup")
        register.close()
        shutil.copyfile(path, place / "older")
        register = open_register(path, KEY)
        by = units.people()[0].id
        for number in range(30):
            add(f"某{number}", by)
        register.close()
        register = open_register(path, KEY)
        add("李明", by)
        for end in ("", "-wal", "-shm"):
            shutil.copyfile(f"{path}{end}", place / f"{path.name}{end}")
        keys.KeyFile(uid="x", check=keys.check_of(KEY)).save(place / path.name)
    finally:
        register.close()
    return place / path.name


def people(path: Path) -> list[str]:
    there = set(path.parent.glob("*.journal-*"))
    register = opening.open_at(path, words=WORDS)
    try:
        fresh = set(path.parent.glob("*.journal-*")) - there
        assert register.journal_aside == (fresh.pop() if fresh else None)
        assert audit.verify().ok
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        return [one.name for one in units.people()]
    finally:
        opening.close(register)


def test_what_a_kill_left_in_the_journal_is_there_again(killed):
    assert journals.mend(killed, KEY) is None
    assert people(killed)[-1] == "李明"
    assert not list(killed.parent.glob("*.journal-*"))


@pytest.mark.parametrize("copy", ["backup", "older"])
def test_a_copy_laid_in_the_place_of_a_killed_register_is_not_ruined_by_its_journal(killed, copy):
    journal = Path(f"{killed}-wal").read_bytes()
    shutil.copyfile(killed.with_name(copy), killed)

    assert people(killed) == ["王芳"]

    (aside,) = killed.parent.glob("*.journal-*")
    assert aside.read_bytes() == journal  # nothing is lost
    register = open_register(killed, KEY)
    try:
        (line,) = [one for one in audit.history("register", 0) if one.verb == "journal_aside"]
        assert line.payload == {"file": aside.name}
    finally:
        register.close()


def test_two_journals_put_aside_keep_two_names(killed):
    (killed.parent / "register.journal-1").write_bytes(b"of another time")
    shutil.copyfile(killed.with_name("backup"), killed)

    assert journals.mend(killed, KEY).name == "register.journal-2"
    assert (killed.parent / "register.journal-1").read_bytes() == b"of another time"


def test_where_neither_is_whole_nothing_is_touched_and_it_is_said(killed):
    content = bytearray(killed.read_bytes())
    content[4096 * 3 : 4096 * 30] = bytes(4096 * 27)
    killed.write_bytes(content)
    before = {path.name: path.read_bytes() for path in killed.parent.iterdir()}

    with pytest.raises(EnvironmentFault) as caught:
        journals.mend(killed, KEY)

    assert caught.value.code == "register.damaged"
    after = {path.name: path.read_bytes() for path in killed.parent.iterdir()}
    after.pop("register.lock")
    assert {name: after[name] for name in before if not name.endswith("-shm")} == {
        name: data for name, data in before.items() if not name.endswith("-shm")
    }


def test_a_wrong_key_is_said_and_puts_nothing_aside(killed):
    with pytest.raises(EnvironmentFault) as caught:
        journals.mend(killed, bytes(32))
    assert caught.value.code == "register.wrong_key"
    assert Path(f"{killed}-wal").stat().st_size


def test_a_log_that_was_tampered_with_still_opens_with_its_journal(killed):
    with beside(killed, KEY) as other:
        other.execute("DROP TRIGGER audit_no_update")
        other.execute("UPDATE audit SET verb = 'other' WHERE id = 2")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        other.execute("BEGIN")
        other.execute("INSERT INTO meta (key, value) VALUES ('x', 'y')")
        other.execute("COMMIT")
        for end in ("", "-wal"):
            shutil.copyfile(f"{killed}{end}", f"{killed}.kept{end}")
    kept = killed.with_name(killed.name + ".kept")
    assert Path(f"{kept}-wal").stat().st_size

    assert journals.mend(kept, KEY) is None


def test_of_a_large_register_the_log_alone_is_asked(killed, monkeypatch):
    monkeypatch.setattr(journals, "_WHOLE_CHECK", 0)
    monkeypatch.setattr(journals, "_is_whole", lambda _copy: pytest.fail("read through"))
    shutil.copyfile(killed.with_name("older"), killed)
    assert journals.mend(killed, KEY) is not None


def test_a_register_on_a_stick_that_is_gone_is_told_before_any_key_is_asked_for(killed):
    shutil.rmtree(killed.parent)
    with pytest.raises(EnvironmentFault) as caught:
        opening.open_at(killed, "口令")
    assert caught.value.code == "register.no_folder"


def test_a_backup_of_a_register_that_is_gone_names_the_register(register, tmp_path):
    target = tmp_path / "备份"
    target.mkdir()
    register.path.rename(register.path.with_name("elsewhere"))
    with pytest.raises(EnvironmentFault) as caught:
        backup(register, target)
    assert (caught.value.code, caught.value.facts["path"]) == ("register.gone", register.path)
    register.path.with_name("elsewhere").rename(register.path)
