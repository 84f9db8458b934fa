"""Does an untrusted file ever harm the program? It runs in a child with limits."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from clerkdesk import disk
from clerkdesk.errors import UserError
from clerkdesk.publications import bounds, reading, sandbox, sandboxed
from tests.platforms import WINE


def code_of(refusal: pytest.ExceptionInfo[UserError]) -> str:
    assert str(refusal.value)  # every refusal has its sentence
    return refusal.value.code


@pytest.fixture
def child_that(monkeypatch):
    """Let the child run the given lines instead of reading."""

    def arrange(lines: str) -> None:
        command = [
            sandbox._interpreter(),
            "-P",
            "-c",
            f"import sys; sys.path.insert(0, {str(sandbox._ROOT)!r})\n{lines}",
        ]
        monkeypatch.setattr(sandbox, "_command", lambda: command)

    return arrange


def serving(body: str) -> str:
    return f"from clerkdesk.publications import reading, sandboxed\ndef read(data, name):\n    {body}\nreading.read = read\nsandboxed.serve()"


def test_the_child_reads_what_the_parent_would_read():
    data = "昆政发〔2015〕17号\n\x00𠮷\u202e".encode("gb18030")
    assert sandbox.read_safely(data, "<b>&.txt") == reading.read(data, "<b>&.txt")


def test_a_path_is_read_and_named(tmp_path):
    path = tmp_path / "𠮷 &b.txt"  # `<` is a name on Linux alone
    path.write_text("内容", encoding="utf-8")
    assert sandbox.read_safely(path).name == "𠮷 &b.txt"


@pytest.mark.parametrize(("make", "code"), [(Path.exists, "not_found"), (Path.mkdir, "not_a_file")])
def test_what_is_no_file_is_said(tmp_path, make, code):
    make(tmp_path / "x.txt")
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(tmp_path / "x.txt")
    assert code_of(refusal) == "reading." + code


def test_a_file_of_a_gigabyte_is_refused_by_reading_no_more_than_the_limit(tmp_path):
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.truncate(1 << 30)  # sparse: claims 1 GB, holds nothing
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(path)
    assert code_of(refusal) == "reading.too_large"


def test_a_refusal_crosses_the_border_with_its_facts():
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(b"", "空.docx")
    assert code_of(refusal) == "reading.empty"
    assert "空.docx" in str(refusal.value)


@pytest.mark.parametrize(
    "lines",
    [
        "import os; os.kill(os.getpid(), 11)",
        "raise SystemExit(3)",
        "print('{}')",
        "import sys; sys.stdout.buffer.write(b'\\x00\\x00\\x00\\x02[]')",
    ],
)
def test_the_childs_death_or_nonsense_is_a_sentence(child_that, lines):
    child_that(lines)
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(b"x", "x.txt")
    assert code_of(refusal) == "reading.died"


def test_a_child_that_hangs_is_ended_in_time(child_that):
    child_that("import time; time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(b"x" * 1_000_000, "慢.pdf", seconds=0.3)
    assert code_of(refusal) == "reading.too_slow"
    assert time.monotonic() - began < 30  # not the child's sixty


def test_a_question_too_long_for_the_pipe_reaches_a_slow_child(child_that):
    child_that(
        "import time; time.sleep(0.3)\nfrom clerkdesk.publications import sandboxed; sandboxed.serve()"
    )
    text = "公开\n" * 800_000
    # far more than it takes: a PC busy with other work is no failure
    assert sandbox.read_safely(text.encode(), "长.txt", seconds=300).text == text


@pytest.mark.skipif(WINE, reason="Wine takes the job object's limits and does not keep them")
def test_a_child_that_eats_memory_is_stopped(child_that):
    child_that(serving("return bytearray(1 << 30)"))
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(b"x", "大.xlsx", megabytes=256)
    assert code_of(refusal) == "reading.too_heavy"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_child_cannot_write_a_file(child_that, tmp_path):
    target = tmp_path / "copy"
    child_that(serving(f"open({str(target)!r}, 'wb').write(data)"))
    with pytest.raises(UserError):
        sandbox.read_safely(b"secret", "x.txt")
    assert not target.exists() or target.read_bytes() == b""


def test_a_child_never_outlives_the_program():
    """Not even one that is killed while the child is deep in its work."""
    door = socket.create_server(("127.0.0.1", 0))
    door.settimeout(60)
    port = door.getsockname()[1]
    waiting = (
        f"import socket, time; bounds.bind_myself(60, 512);"
        f" line = socket.create_connection(('127.0.0.1', {port})); line.sendall(b'here'); time.sleep(60)"
    )
    child = f"import sys; sys.path.insert(0, {str(sandbox._ROOT)!r}); from clerkdesk.publications import bounds; {waiting}"
    program = (
        f"import sys; sys.path.insert(0, {str(sandbox._ROOT)!r})\n"
        "from clerkdesk.publications import sandbox\n"
        f"sandbox._command = lambda: [sandbox._interpreter(), '-P', '-c', {child!r}]\n"
        "sandbox.read_safely(b'x', 'x.txt', seconds=60)"
    )
    with (
        door,
        subprocess.Popen(  # noqa: S603 - our own
            [sandbox._interpreter(), "-P", "-c", program], env=sandbox._environment()
        ) as parent,
    ):
        line, _ = door.accept()
        with line:
            line.settimeout(30)  # not the child's sixty
            assert line.recv(4) == b"here"
            parent.kill()
            with contextlib.suppress(ConnectionResetError):
                assert line.recv(1) == b""


def test_a_child_that_cannot_be_tied_is_asked_nothing(child_that, monkeypatch):
    def refuse(child):
        raise PermissionError("a hardened PC")

    child_that("import time; time.sleep(60)")
    monkeypatch.setattr(bounds, "tie", refuse)
    began = time.monotonic()
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(b"x", "x.txt")
    assert code_of(refusal) == "reading.died"
    assert time.monotonic() - began < 30  # not the child's sixty


def test_a_child_that_cannot_be_bound_reads_nothing(child_that):
    child_that(
        "from clerkdesk.publications import bounds, sandboxed\n"
        "def refuse(*limits):\n    raise PermissionError\n"
        "bounds.bind_myself = refuse\nsandboxed.serve()"
    )
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely("好".encode(), "x.txt")
    assert code_of(refusal) == "reading.died"


@pytest.mark.skipif(sys.maxsize < 2**32, reason="laid out as on a 64-bit system")
def test_the_limits_for_windows_lie_where_windows_looks_for_them():
    wish = bytes(bounds.limits_of(20, 512))
    assert len(wish) == 144  # sizeof(JOBOBJECT_EXTENDED_LIMIT_INFORMATION) on 64-bit Windows
    assert int.from_bytes(wish[0:8], "little") == 21 * 10_000_000  # 100 ns
    assert int.from_bytes(wish[16:20], "little") == 0x2 | 0x8 | 0x100 | 0x400
    assert int.from_bytes(wish[40:44], "little") == 1
    assert int.from_bytes(wish[112:120], "little") == 512 << 20


def test_a_cancelled_job_ends_at_once(child_that):
    child_that("import time; time.sleep(60)")
    wish = threading.Event()
    threading.Timer(0.2, wish.set).start()
    began = time.monotonic()
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(b"x", "x.txt", cancelled=wish.is_set)
    assert code_of(refusal) == "reading.cancelled"
    assert time.monotonic() - began < 30  # not the child's sixty


def test_a_wish_that_raises_ends_the_child_at_once_too(child_that):
    child_that("import time; time.sleep(60)")
    began = time.monotonic()

    def gives_up() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sandbox.read_safely(
            b"x", "x.txt", cancelled=lambda: began + 0.2 < time.monotonic() and gives_up()
        )
    assert time.monotonic() - began < 30  # not the child's sixty


@pytest.mark.parametrize(
    "data", ["机密★10年".encode(), b"%PDF-1.4 broken", b"PK\x03\x04 broken", b"x"]
)
def test_nothing_is_left_in_the_temporary_folder(tmp_path, monkeypatch, data):
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    with contextlib.suppress(UserError):
        sandbox.read_safely(data, "x.txt")
    assert list(tmp_path.iterdir()) == []


def test_the_child_imports_neither_qt_nor_the_database(child_that):
    child_that(
        serving(
            "raise reading.UserError('reading.broken', name=','.join(sorted({m.partition('.')[0] for m in sys.modules})))"
        )
    )
    with pytest.raises(UserError) as refusal:
        sandbox.read_safely(b"x", "x.txt")
    loaded = refusal.value.facts["name"].split(",")
    assert not {"PySide6", "shiboken6", "peewee", "sqlcipher3", "ui"} & set(loaded)


def test_in_a_virtual_environment_of_windows_python_itself_is_started(monkeypatch):
    """Its python.exe only starts another: killed, it would leave that one reading."""
    monkeypatch.setattr(disk, "WINDOWS", True)
    monkeypatch.setattr(sys, "_base_executable", "C:/Python/python.exe")

    assert sandbox._command()[0] == "C:/Python/python.exe"
    assert sandbox._environment()["__PYVENV_LAUNCHER__"] == sys.executable


def test_elsewhere_the_child_is_started_as_the_program_was(monkeypatch):
    monkeypatch.setattr(sys, "_base_executable", sys.executable)
    assert sandbox._command()[0] == sys.executable
    assert sandbox._environment() is None


def test_a_frozen_program_is_started_with_our_flag(monkeypatch):
    monkeypatch.setattr(sys, "executable", str(Path("C:/ClerkDesk/ClerkDesk.exe")))
    assert sandbox._command()[1:] == [sandbox.CHILD_FLAG]


def test_an_ordinary_start_serves_nothing(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["main.py"])
    sandboxed.serve_if_asked()


def test_the_flag_serves_one_request_and_leaves(child_that):
    child_that(
        f"sys.argv = ['ClerkDesk', {sandbox.CHILD_FLAG!r}]\n"
        "from clerkdesk.publications import sandboxed; sandboxed.serve_if_asked(); print('never reached')"
    )
    assert sandbox.read_safely("好".encode(), "x.txt").text == "好"
