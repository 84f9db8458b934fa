import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from clerkdesk import db
from clerkdesk.db import migrations, open_register
from clerkdesk.db.connection import beside, database
from clerkdesk.db.models import TABLES, Person
from clerkdesk.db.unit import unit
from clerkdesk.errors import EnvironmentFault

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "register.clerkdesk"


@pytest.fixture
def closed(path) -> Path:
    """A register that was made and closed."""
    open_register(path, KEY, create=True).close()
    return path


def refusal(path: Path, key: bytes = KEY, *, create: bool = False) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        open_register(path, key, create=create)
    assert str(caught.value)
    return caught.value.code


def test_a_new_register_is_at_todays_version_and_nothing_of_it_is_readable(path):
    register = open_register(path, KEY, create=True)

    assert database.user_version == len(migrations.MIGRATIONS)
    assert database.journal_mode == "wal"
    assert database.foreign_keys == 1
    register.close()
    content = path.read_bytes()
    assert b"SQLite" not in content
    assert b"CREATE TABLE" not in content
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "register.clerkdesk",
        "register.lock",
    ]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", 1),  # with WAL a power cut never tears the file
        ("temp_store", 2),  # what SQLite sorts stays in memory, in clear as it is there
        ("secure_delete", 1),  # SQLCipher's own: what is freed is wiped
        ("recursive_triggers", 1),
    ],
)
def test_the_connection_keeps_what_it_promises(register, pragma, value):
    assert database.execute_sql(f"PRAGMA {pragma}").fetchone() == (value,)


def test_the_journal_is_encrypted_too(register, clerk):
    wal = register.path.with_name(register.path.name + "-wal")
    with unit(by=clerk) as work:
        Person.create(uid=work.new_uid(), name="PLAINTEXT-MARK" * 20)
        work.note("person", clerk, "added")

    assert wal.stat().st_size > 0
    assert b"PLAINTEXT-MARK" not in wal.read_bytes()


def test_models_and_migrations_agree(register):
    for table in TABLES:
        name = table._meta.table_name
        found = database.execute_sql(f"PRAGMA table_info({name})").fetchall()
        fields = table._meta.sorted_fields
        keys = {field.column_name for field in table._meta.get_primary_keys()}
        assert [(row[1], row[2], bool(row[3]), bool(row[5])) for row in found] == [
            (
                field.column_name,
                column_type(field),
                not field.null,
                field.column_name in keys,
            )
            for field in fields
        ], name
        indexes = {
            (tuple(index.columns), bool(index.unique)) for index in database.get_indexes(name)
        }
        assert set(wanted_indexes(table)) <= indexes, name


def column_type(field) -> str:
    kind = getattr(field, "rel_field", field).field_type
    return {"AUTO": "INTEGER", "INT": "INTEGER"}.get(kind, kind)


def wanted_indexes(table):
    meta = table._meta
    for field in meta.sorted_fields:
        if field.primary_key:
            continue
        if field.index or field.unique:
            yield (field.column_name,), bool(field.unique)
    for names, unique in meta.indexes:
        yield tuple(meta.fields[name].column_name for name in names), unique


def test_every_table_is_strict_and_has_a_model(register):
    rows = database.execute_sql("PRAGMA table_list").fetchall()
    own = {row[1]: row[5] for row in rows if not row[1].startswith("sqlite_")}

    assert set(own) == {table._meta.table_name for table in TABLES}
    assert set(own.values()) == {1}


# kept for the program's own use, or replaced by design; a file's bytes may have to be destroyed
LOSABLE = {"draft", "file_chunk", "meta", "saved_filter", "series", "setting"}
# what was said, signed or proved is not even put right
FIXED = {
    "audit",
    "record_correction_event",
    "reassessment",
    "request_event",
    "review_answer",
    "review_step",
    "sign_off",
}


def test_no_record_is_deleted_and_nothing_said_is_rewritten(register):
    """By the tables themselves, whatever some later verb may try."""
    rows = database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = {name: " ".join(sql.split()) for name, sql in rows.fetchall()}
    tables = {table._meta.table_name for table in TABLES}
    wanted = {
        f"{table}_no_{verb}": f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} rows are never {verb}d'); END"
        for verb, some in (("delete", tables - LOSABLE), ("update", FIXED))
        for table in some
    }

    assert found == wanted


def test_what_happened_is_never_updated_or_deleted(register, clerk):
    for verb in ("UPDATE audit SET verb = 'x'", "DELETE FROM audit", "DELETE FROM audit_payload"):
        with pytest.raises(Exception, match="rows are never"), unit(by=clerk):
            database.execute_sql(verb)


def test_replace_does_not_walk_past_the_append_only_triggers(register, clerk):
    with pytest.raises(Exception, match="rows are never deleted"), unit(by=clerk):
        database.execute_sql("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE id = 1")


def test_a_wrong_key_is_said_and_stderr_stays_silent(closed, capfd):
    assert refusal(closed, bytes(32)) == "register.wrong_key"
    assert capfd.readouterr().err == ""


def test_the_right_key_opens_after_a_wrong_one(closed):
    refusal(closed, bytes(32))
    assert database.is_closed()  # or Windows would let nobody move the file

    open_register(closed, KEY).close()


def test_what_is_no_register_is_refused_by_name(path, tmp_path):
    assert refusal(path) == "register.not_found"
    path.write_bytes(b"")
    assert refusal(path) == "register.not_a_register"
    path.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    assert refusal(path) == "register.not_encrypted"
    path.write_bytes(os.urandom(4096 * 3))
    assert refusal(path) == "register.wrong_key"
    path.write_bytes(os.urandom(5000))
    assert refusal(path) == "register.not_a_register"
    assert refusal(tmp_path / "nowhere" / "register.clerkdesk") == "register.no_folder"
    assert refusal(tmp_path) == "register.not_found"


def test_an_encrypted_database_of_another_program_is_refused(path):
    with beside(path, KEY) as other:
        other.execute("CREATE TABLE diary (text)")

    assert refusal(path) == "register.not_a_register"


def test_a_register_is_never_overwritten(closed):
    before = closed.read_bytes()

    assert refusal(closed, create=True) == "register.exists"
    assert closed.read_bytes() == before


def test_a_newer_file_is_refused_and_left_alone(closed):
    with beside(closed, KEY) as later:
        later.execute("PRAGMA user_version = 99")

    with pytest.raises(EnvironmentFault, match="第99版") as caught:
        open_register(closed, KEY)

    assert caught.value.code == "register.newer"
    with beside(closed, KEY) as untouched:
        assert untouched.execute("PRAGMA user_version").fetchone() == (99,)


def test_a_flipped_byte_is_told(closed):
    content = bytearray(closed.read_bytes())
    content[4096 + 100] ^= 1
    closed.write_bytes(content)

    assert refusal_on_reading(closed) in {"register.damaged", "register.wrong_key"}


def refusal_on_reading(path: Path) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        read_all(path)
    return caught.value.code


def read_all(path: Path) -> None:
    register = open_register(path, KEY)
    try:
        with db.connection.in_plain_words(path):
            for table in TABLES:
                list(table.select())
    finally:
        register.close()


HOLDER = """
import sys
from pathlib import Path
from clerkdesk.db import open_register
register = open_register(Path(sys.argv[1]), bytes(range(32)))
print("open", flush=True)
sys.stdin.readline()
register.close()
"""


def test_a_second_program_is_told_who_holds_the_register(closed, request):
    with subprocess.Popen(  # noqa: S603 - the words above
        [sys.executable, "-c", HOLDER, str(closed)],
        cwd=request.config.rootpath,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "open\n"

        with pytest.raises(EnvironmentFault, match=str(holder.pid)) as caught:
            open_register(closed, KEY)

        holder.communicate("\n")
    assert caught.value.code == "register.locked"
    open_register(closed, KEY).close()


def test_a_read_only_place_is_a_sentence(path, closed, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "open", refuse)

    assert refusal(closed) == "register.read_only"


def test_a_failed_start_leaves_no_half_made_register(path, monkeypatch):
    def fail(_database):
        raise sqlcipher.OperationalError("broken step")

    monkeypatch.setattr(migrations, "MIGRATIONS", (fail,))

    with pytest.raises(sqlcipher.OperationalError):
        open_register(path, KEY, create=True)

    assert not path.exists()
    monkeypatch.undo()
    open_register(path, KEY, create=True).close()


def test_an_upgrade_makes_a_safety_copy_first(closed, monkeypatch):
    def next_step(database):
        database.execute_sql("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, next_step))
    before = len(migrations.MIGRATIONS) - 1

    register = open_register(closed, KEY)

    (copy,) = closed.parent.glob("*.bak")
    assert database.table_exists("later")
    register.close()
    with beside(copy, KEY) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (before,)
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert b"SQLite" not in copy.read_bytes()[:16]


def test_a_step_that_fails_half_way_leaves_the_version_before(closed, monkeypatch):
    def good(database):
        database.execute_sql("CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT")

    def bad(database):
        database.execute_sql("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT")
        raise RuntimeError("half way")

    first = migrations.MIGRATIONS
    monkeypatch.setattr(migrations, "MIGRATIONS", (*first, good, bad))
    with pytest.raises(RuntimeError, match="half way"):
        open_register(closed, KEY)

    monkeypatch.setattr(migrations, "MIGRATIONS", (*first, good))
    register = open_register(closed, KEY)
    assert database.table_exists("later")
    assert not database.table_exists("half")
    register.close()


def test_two_registers_at_once_are_a_bug(register, tmp_path):
    with pytest.raises(RuntimeError, match="already"):
        open_register(tmp_path / "second.clerkdesk", KEY, create=True)


def test_without_a_register_current_is_a_bug():
    with pytest.raises(RuntimeError, match="no register"):
        db.current()
