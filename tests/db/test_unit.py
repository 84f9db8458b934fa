import shutil
import signal
import subprocess
import sys
import threading

import peewee
import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from clerkdesk import audit, bus
from clerkdesk.bus import Changed
from clerkdesk.db import open_register
from clerkdesk.db.connection import beside, database
from clerkdesk.db.models import Audit, Person
from clerkdesk.db.unit import unit
from clerkdesk.errors import EnvironmentFault


@pytest.fixture
def heard():
    notices: list[tuple[Changed, ...]] = []
    states: list[bool] = []

    def listen(changes):
        notices.append(changes)
        states.append(database.in_transaction())

    end = bus.subscribe(listen)
    yield notices, states
    end()


def add(name: str, by: int | None = None) -> int:
    with unit(by=by) as work:
        person = Person.create(uid=work.new_uid(), name=name)
        work.note("person", person.id, "added", {"name": name})
    return person.id


def add_and_fail(by: int) -> None:
    with unit(by=by) as work:
        person = Person.create(uid=work.new_uid(), name="李明")
        work.note("person", person.id, "added")
        raise ZeroDivisionError


def add_many(by: int) -> None:
    with unit(by=by) as work:
        for number in range(500):
            Person.create(uid=str(number), name="李明" * 100)
        work.note("person", 0, "added")


def add_many_in_an_inner_unit(by: int) -> None:
    with unit(by=by) as work:
        work.note("person", by, "began")
        add_many(by)


def fill_the_disk() -> None:
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages + 2}")


def names() -> set[str]:
    return {person.name for person in Person.select()}


def test_a_unit_commits_its_rows_and_its_audit_line_together(register, clerk):
    lines = Audit.select().count()

    person = add("李明", by=clerk)

    (line,) = audit.history("person", person)
    assert "李明" in names()
    assert Audit.select().count() == lines + 1
    assert (line.person, line.verb, line.payload) == ("王芳", "added", {"name": "李明"})
    assert line.os_account == audit.os_account()
    assert line.at == register.now()


def test_a_failed_unit_leaves_nothing_and_tells_nobody(register, clerk, heard):
    lines = Audit.select().count()

    with pytest.raises(ZeroDivisionError):
        add_and_fail(by=clerk)

    assert names() == {"王芳"}
    assert Audit.select().count() == lines
    assert heard == ([], [])


def test_notices_come_after_the_commit_and_once_each(register, clerk, heard):
    with unit(by=clerk) as work:
        work.note("person", clerk, "praised")
        work.note("person", clerk, "praised again")
        assert heard == ([], [])

    assert heard == ([(Changed("person", clerk),)], [False])


def test_a_unit_inside_a_unit_commits_and_publishes_with_it(register, clerk, heard):
    with unit(by=clerk) as outer:
        outer.note("person", clerk, "began")
        inner = add("李明", by=clerk)
        assert heard == ([], [])

    assert heard[0] == [(Changed("person", clerk), Changed("person", inner))]


def test_an_inner_unit_that_fails_takes_back_its_own_part_only(register, clerk, heard):
    with unit(by=clerk) as outer:
        outer.note("person", clerk, "began")
        with pytest.raises(ZeroDivisionError):
            add_and_fail(by=clerk)

    assert names() == {"王芳"}
    assert [line.verb for line in audit.history("person", clerk)][-1] == "began"
    assert heard[0] == [(Changed("person", clerk),)]
    assert audit.verify().ok


def test_nothing_is_written_outside_a_unit(register):
    with pytest.raises(peewee.OperationalError, match="readonly"):
        Person.create(uid="x", name="李明")

    assert names() == {"王芳"}


def test_nothing_is_written_after_a_unit_either(register, clerk):
    with unit(by=clerk) as work:
        Person.create(uid=work.new_uid(), name="李明")
        work.note("person", clerk, "added")

    with pytest.raises(peewee.OperationalError, match="readonly"):
        Person.create(uid="x", name="赵六")

    assert names() == {"王芳", "李明"}


def test_a_unit_holds_the_file_from_its_beginning(register, clerk):
    """Or what it reads first could be another's past by the time it writes."""
    with beside(register.path, register.key) as other:
        other.execute("PRAGMA busy_timeout = 0")
        with unit(by=clerk), pytest.raises(sqlcipher.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_unit_that_writes_without_saying_so_is_a_bug(register, clerk):
    with pytest.raises(RuntimeError, match="must note"), unit(by=clerk) as work:
        Person.create(uid=work.new_uid(), name="李明")

    assert names() == {"王芳"}


def test_a_unit_keeps_one_moment_and_its_legal_day(register, clerk, clock):
    before = clock.at
    with unit(by=clerk) as work:
        clock.at = clock.at.replace(hour=20)
        assert work.now == before
        assert work.today.isoformat() == "2026-10-13"

    with unit(by=clerk) as work:
        assert work.today.isoformat() == "2026-10-14"  # 20:00 UTC is the next morning in UTC+8


def test_a_job_writes_on_a_connection_of_its_own(register, clerk):
    def work_in_a_thread():
        with register.connection():
            add("李明", by=clerk)

    thread = threading.Thread(target=work_in_a_thread)
    thread.start()
    thread.join()

    assert "李明" in names()
    assert audit.verify().ok


def test_a_thread_that_forgets_its_connection_fails_at_once(register):
    failures = []

    def forget():
        try:
            Person.get()
        except peewee.InterfaceError as error:
            failures.append(error)

    thread = threading.Thread(target=forget)
    thread.start()
    thread.join()

    assert len(failures) == 1


def test_two_threads_that_write_wait_for_one_another(register, clerk):
    def work_in_a_thread(name: str) -> None:
        with register.connection():
            for number in range(30):
                add(f"{name}{number}", by=clerk)

    threads = [threading.Thread(target=work_in_a_thread, args=(name,)) for name in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for number in range(30):
        add(f"丙{number}", by=clerk)
    for thread in threads:
        thread.join()

    assert len(names()) == 91
    assert audit.verify().ok


def test_a_register_closes_only_after_its_jobs(register, clerk):
    begun, go_on = threading.Event(), threading.Event()

    def job():
        with register.connection():
            begun.set()
            go_on.wait()
            add("李明", by=clerk)

    thread = threading.Thread(target=job)
    thread.start()
    begun.wait()
    closing = threading.Timer(0.05, go_on.set)
    closing.start()

    register.close()

    thread.join()
    assert database.is_closed()
    again = open_register(register.path, register.key)
    assert "李明" in names()
    again.close()


def test_a_job_that_never_ends_is_a_sentence_and_the_register_stays_open(
    register, clerk, monkeypatch
):
    monkeypatch.setattr("clerkdesk.db._PATIENCE", 0.01)
    begun, go_on = threading.Event(), threading.Event()

    def job():
        with register.connection():
            begun.set()
            go_on.wait()

    thread = threading.Thread(target=job)
    thread.start()
    begun.wait()

    with pytest.raises(EnvironmentFault, match="后台任务"):
        register.close()

    go_on.set()
    thread.join()
    add("李明", by=clerk)


def test_a_full_disk_is_a_sentence_and_nothing_is_kept(register, clerk):
    fill_the_disk()

    with pytest.raises(EnvironmentFault, match="磁盘已满"):
        add_many(by=clerk)

    database.execute_sql("PRAGMA max_page_count = 4294967294")
    assert names() == {"王芳"}
    add("李明", by=clerk)
    assert "李明" in names()


def test_a_full_disk_inside_an_inner_unit_is_the_same_sentence(register, clerk):
    fill_the_disk()

    with pytest.raises(EnvironmentFault, match="磁盘已满"):
        add_many_in_an_inner_unit(by=clerk)

    assert names() == {"王芳"}


KILLED = """
import os, signal, sys
from pathlib import Path
from clerkdesk.db import open_register
from clerkdesk.db.models import Person
from clerkdesk.db.unit import unit

open_register(Path(sys.argv[1]), bytes(range(32)))
with unit(by=None) as work:
    person = Person.create(uid=work.new_uid(), name="kept")
    work.note("person", person.id, "added")
with unit(by=None) as work:
    for number in range(3000):
        person = Person.create(uid=work.new_uid(), name="lost" * 200)
    work.note("person", person.id, "added")
    print("half way", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_kill_in_the_middle_of_a_unit_leaves_a_good_register(furnished_file, tmp_path, request):
    path = tmp_path / "register.clerkdesk"
    shutil.copyfile(furnished_file, path)

    killed = subprocess.run(  # noqa: S603 - the words above
        [sys.executable, "-c", KILLED, str(path)],
        cwd=request.config.rootpath,
        capture_output=True,
        check=False,
        text=True,
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout == "half way\n"
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    register = open_register(path, bytes(range(32)))
    try:
        assert names() == {"王芳", "kept"}
        assert audit.verify().ok
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        register.close()
