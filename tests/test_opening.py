import json
from datetime import date
from pathlib import Path

import keyring
import keyring.backends.fail
import peewee
import pytest

from clerkdesk import audit, files, founding, keys, opening, paths, settings, units
from clerkdesk.archive import backup
from clerkdesk.clock import FixedClock
from clerkdesk.db.connection import database, writable
from clerkdesk.db.models import Person
from clerkdesk.errors import EnvironmentFault, UserError

TODAY = date(2026, 10, 13)
PHRASE = "春天种下的树 2026"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(keys, "_SCRYPT", {"n": 2**10, "r": 8, "p": 1})


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "台账"
    folder.mkdir()
    return folder


@pytest.fixture
def no_vault():
    keyring.set_keyring(keyring.backends.fail.Keyring())


def start(folder: Path, passphrase: str | None = None) -> founding.Opened:
    return founding.first_start(
        folder, "示例市数据局", "王芳", passphrase, clock=FixedClock.on(TODAY)
    )


def refused(act, *arguments, **named) -> UserError | EnvironmentFault:
    with pytest.raises((UserError, EnvironmentFault)) as caught:
        act(*arguments, **named)
    assert str(caught.value)
    return caught.value


def test_the_first_start_makes_a_register_with_an_office_and_a_person(folder, vault):
    opened = start(folder)

    assert units.own().name == "示例市数据局"
    assert units.person(opened.person).name == "王芳"
    assert settings.load().office_name == "示例市数据局"
    assert audit.verify().ok
    assert keys.recover("".join(opened.recovery_words)) == opened.register.key
    assert opening.last_place() == opened.register.path
    assert founding.sheet_pending()
    founding.sheet_kept(opened.person)
    assert not founding.sheet_pending()
    assert [line.verb for line in audit.history("register", 0)] == ["founded", "sheet_kept"]
    opening.close(opened.register)
    assert sorted(file.name for file in folder.iterdir()) == [
        "register.clerkdesk",
        "register.keys.json",
        "register.lock",
    ]
    assert opened.register.key.hex() in vault.kept.values()


def test_the_vault_opens_without_a_question(folder):
    opened = start(folder)
    opening.close(opened.register)

    assert opening.ways(opening.last_place()) == opening.Ways(vault=True, passphrase=False)
    register = opening.open_at(opening.last_place())
    assert Person.select().count() == 1
    opening.close(register)


def test_without_a_vault_a_pass_phrase_is_asked_and_nothing_is_left_behind(folder, no_vault):
    error = refused(start, folder)

    assert (error.code, error.field) == ("keys.passphrase_required", "passphrase")
    assert list(folder.iterdir()) == []


def test_an_envelope_that_does_not_open_again_makes_no_register(folder, monkeypatch):
    wrap = keys.to_passphrase
    monkeypatch.setattr(
        keys, "to_passphrase", lambda file, _key, phrase: wrap(file, bytes(32), phrase)
    )

    assert refused(start, folder, PHRASE).code == "keys.bad_file"
    assert list(folder.iterdir()) == []


def test_with_a_pass_phrase_it_is_asked_each_time(folder, vault):
    opened = start(folder, PHRASE)
    path = opened.register.path
    opening.close(opened.register)

    assert vault.kept == {}
    assert opening.ways(path) == opening.Ways(vault=False, passphrase=True)
    assert refused(opening.open_at, path).code == "keys.needed"
    assert refused(opening.open_at, path, "wrong phrase").code == "keys.wrong_passphrase"
    opening.close(opening.open_at(path, PHRASE))


def test_no_secret_is_written_in_clear_anywhere(folder, home):
    opened = start(folder, PHRASE)
    backup(opened.register, folder)
    opening.close(opened.register)

    secrets = [opened.register.key, opened.register.key.hex().encode(), PHRASE.encode()]
    secrets.append("".join(opened.recovery_words).encode())
    written = [file for place in (folder, home) for file in place.rglob("*") if file.is_file()]
    assert len(written) >= 5
    for file in written:
        content = file.read_bytes()
        assert not [secret for secret in secrets if secret in content], file


@pytest.mark.parametrize(
    ("office", "person", "code"),
    [(" ", "王芳", "units.name_empty"), ("示例市数据局", "", "units.person_empty")],
)
def test_a_nameless_start_leaves_nothing_behind(folder, vault, office, person, code):
    assert refused(founding.first_start, folder, office, person).code == code

    assert list(folder.iterdir()) == []
    assert vault.kept == {}
    assert opening.last_place() is None


def test_a_folder_that_is_taken_missing_or_on_the_network_is_refused(folder, tmp_path):
    opening.close(start(folder).register)
    before = (folder / "register.clerkdesk").read_bytes()

    assert refused(start, folder).code == "register.exists"
    assert refused(start, tmp_path / "nowhere").code == "register.no_folder"
    assert refused(start, Path("//server/share")).code == "register.network"
    assert (folder / "register.clerkdesk").read_bytes() == before


def test_a_key_file_left_alone_is_not_written_over(folder):
    opening.close(start(folder).register)
    (folder / "register.clerkdesk").unlink()
    before = keys.beside(folder / "register.clerkdesk").read_bytes()

    assert refused(start, folder).code == "register.exists"
    assert keys.beside(folder / "register.clerkdesk").read_bytes() == before


def test_the_recovery_sheet_opens_on_a_new_pc_and_fills_its_vault(folder, vault):
    opened = start(folder)
    path, words = opened.register.path, "".join(opened.recovery_words)
    opening.close(opened.register)
    vault.kept.clear()

    assert refused(opening.open_at, path).code == "keys.needed"
    opening.close(opening.open_at(path, words=words))
    opening.close(opening.open_at(path))


@pytest.mark.parametrize("content", [None, "{torn"])
def test_a_lost_key_file_is_written_anew_after_the_sheet_was_typed(folder, content):
    opened = start(folder)
    path, words = opened.register.path, "".join(opened.recovery_words)
    uid = keys.KeyFile.load(path).uid
    opening.close(opened.register)
    keys.beside(path).unlink()
    if content:
        keys.beside(path).write_text(content, encoding="utf-8")

    assert refused(opening.open_at, path).code in {"keys.no_file", "keys.bad_file"}
    opening.close(opening.open_at(path, words=words))
    assert keys.KeyFile.load(path).uid == uid
    opening.close(opening.open_at(path))


def test_the_sheet_of_another_register_is_told_by_its_checksum(folder):
    opened = start(folder)
    opening.close(opened.register)

    error = refused(
        opening.open_at, opened.register.path, words="".join(keys.sheet(bytes(32)).words)
    )

    assert error.code == "keys.other_register"
    assert opened.sheet.checksum in str(error)


def test_the_sheet_opens_where_no_vault_works(folder, no_vault):
    opened = start(folder, PHRASE)
    opening.close(opened.register)

    opening.close(opening.open_at(opened.register.path, words="".join(opened.recovery_words)))
    opening.close(opening.open_at(opened.register.path, PHRASE))


def test_a_pass_phrase_can_take_the_vaults_place_and_give_it_back(folder, vault):
    opened = start(folder)
    path = opened.register.path

    opening.set_passphrase(opened.register, PHRASE, by=opened.person)
    assert vault.kept == {}
    opening.use_vault(opened.register, by=opened.person)
    told = [line.verb for line in audit.history("register", 0)]
    opening.close(opened.register)

    assert told == ["founded", "passphrase_set", "vault_used"]
    assert opening.ways(path) == opening.Ways(vault=True, passphrase=True)
    opening.close(opening.open_at(path))


def test_a_pass_phrase_that_cannot_be_written_down_leaves_the_vault_as_it_was(
    folder, vault, monkeypatch
):
    opened = start(folder)
    kept = dict(vault.kept)

    def full(_file, _register):
        raise EnvironmentFault("register.disk_full", path=folder)

    with monkeypatch.context() as patched:
        patched.setattr(keys.KeyFile, "save", full)
        refused(opening.set_passphrase, opened.register, PHRASE, by=opened.person)

    assert vault.kept == kept
    opening.close(opened.register)
    opening.close(opening.open_at(opened.register.path))


def test_closing_makes_a_verified_backup_where_the_settings_say(folder, tmp_path):
    target = tmp_path / "移动盘"
    target.mkdir()
    opened = start(folder)
    settings.change(opened.person, backup_folder=str(target), keep_backups=1)

    done = opening.close(opened.register)

    assert done.fault is None
    assert done.backup.checked.audit.ok
    assert sorted(file.name for file in target.iterdir()) == [
        "register-20261013-100000.clerkdesk",
        "register-20261013-100000.keys.json",
    ]


def test_a_backup_that_fails_does_not_keep_the_desk_open(folder, tmp_path):
    opened = start(folder)
    settings.change(opened.person, backup_folder=str(tmp_path / "unplugged"))

    done = opening.close(opened.register)

    assert done.backup is None
    assert done.fault.code == "backup.no_folder"
    opening.close(opening.open_at(opened.register.path))


def test_a_backup_is_restored_with_the_pass_phrase_or_the_sheet(folder, tmp_path):
    opened = start(folder, PHRASE)
    report = backup(opened.register, tmp_path)
    opening.close(opened.register)
    new = tmp_path / "新电脑" / "register.clerkdesk"
    new.parent.mkdir()

    assert refused(opening.prepare_restore, report.path, new).code == "keys.needed"
    opening.close(opening.restore(opening.prepare_restore(report.path, new, PHRASE)))
    assert opening.last_place() == new
    words = "".join(opened.recovery_words)
    ready = opening.prepare_restore(report.path, new, words=words)
    opening.close(opening.restore(ready, words))
    opening.close(opening.open_at(new, PHRASE))


def test_the_sample_office_has_its_key_in_memory_and_leaves_nothing(vault):
    register = opening.sample(FixedClock.on(TODAY))
    folder = register.path.parent

    assert opening.is_sample()
    assert register.today() == TODAY
    assert not keys.beside(register.path).exists()
    assert vault.kept == {}
    opening.close(register)
    assert not folder.exists()
    assert opening.last_place() is None


def test_opened_copies_are_gone_after_closing_and_at_the_next_start(folder):
    opened = start(folder)
    copy = files.open_copy(files.store(b"content", "a.txt", opened.person))
    assert copy.exists()
    opening.close(opened.register)
    assert not copy.exists()

    left = paths.opened_copies() / "left" / "by a crash.pdf"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    opening.close(opening.open_at(opened.register.path))
    assert not left.exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"register": 3}', "\x00"])
def test_a_damaged_note_of_the_last_place_is_as_good_as_none(home, content):
    (home / "place.json").write_text(content, encoding="utf-8")

    assert opening.last_place() is None


def test_the_last_place_is_kept_whole(home, folder):
    opening.remember_place(folder / "register.clerkdesk")

    page = json.loads((home / "place.json").read_text(encoding="utf-8"))
    assert Path(page["register"]) == folder / "register.clerkdesk" == opening.last_place()


def test_an_uncaught_error_of_the_disk_has_its_sentence_and_a_bug_has_none(register):
    database.execute_sql("PRAGMA max_page_count = 1")
    with pytest.raises(peewee.OperationalError) as caught, writable():
        database.execute_sql("CREATE TABLE more AS SELECT randomblob(1000000) AS bytes")

    assert opening.explain(caught.value).code == "register.disk_full"
    assert "磁盘已满" in str(opening.explain(caught.value))
    assert opening.explain(ZeroDivisionError()) is None


def test_a_disk_that_is_gone_does_not_keep_the_desk_open(folder, monkeypatch):
    opened = start(folder)

    def gone(*_args):
        raise peewee.OperationalError(DiskGone("disk I/O error"), "disk I/O error")

    monkeypatch.setattr(database, "execute_sql", gone)
    error = refused(opened.register.close)
    monkeypatch.undo()

    assert error.code == "register.disk_error"
    assert database.is_closed()


def test_a_disk_that_fills_up_at_the_last_moment_loses_nothing_and_so_says_nothing(
    folder, monkeypatch
):
    opened = start(folder)
    units.add_person("李明", by=opened.person)

    def full(*_args):
        raise peewee.OperationalError(DiskFull("database or disk is full"), "full")

    monkeypatch.setattr(database, "execute_sql", full)
    opened.register.close()
    monkeypatch.undo()

    assert database.is_closed()
    again = opening.open_at(opened.register.path)
    assert [one.name for one in units.people()] == ["王芳", "李明"]
    again.close()


class DiskFull(Exception):
    sqlite_errorcode = 13  # SQLITE_FULL


class DiskGone(Exception):
    sqlite_errorcode = 10  # SQLITE_IOERR
