"""How is an untrusted file read without endangering the program? In a child with limits.

The parent writes one message to the child's standard input and reads one from its standard output:
a length, a JSON head, the bytes. No temporary file is made on either side, nothing is unpickled,
and the child may write no file at all (where the system can forbid it). A child that dies, hangs or
eats memory becomes a sentence.

A frozen program must call `serve_if_asked()` first thing in main.py, before any window is imported.
"""

import contextlib
import io
import json
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from clerkdesk import disk
from clerkdesk.errors import UserError
from clerkdesk.publications import bounds, reading
from clerkdesk.publications.readers.kinds import FILE_LIMIT
from clerkdesk.publications.reading import Reading

CHILD_FLAG = "--read-untrusted-file"
_ROOT = Path(__file__).resolve().parents[2]
_LENGTH = struct.Struct(">I")
_LOOK_EVERY = 0.05  # seconds between two looks at the clock and at `cancelled`
_PIECE = 1024 * 1024  # bytes read at once
_ANSWER_LIMIT = 256 * 1024 * 1024  # bytes; a child never has more to say


def read_safely(
    source: Path | bytes,
    name: str = "",
    *,
    seconds: float = 20,
    megabytes: int = 512,
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """Read a file from outside in a child process; see `reading.read` for what comes back.

    source: a path or the bytes themselves; name: as shown to the clerk, by default the path's.
    cancelled: asked some twenty times a second; a true answer ends the child at once.
    Raises UserError ("reading.…") for every refusal, for time, memory, death and cancelling.
    """
    data, name = load(source, name)
    told, _ = run("read", data, name, seconds=seconds, megabytes=megabytes, cancelled=cancelled)
    return reading.from_json(told)


def load(source: Path | bytes, name: str = "") -> tuple[bytes, str]:
    """Return the bytes of a dropped file, never more than the limit, and its name for sentences."""
    if isinstance(source, bytes):
        data, shown = source, reading.shown_name(name)
    else:
        shown = reading.shown_name(name or source.name)
        data = _bytes_of(source, shown)
    if len(data) > FILE_LIMIT:
        raise UserError("reading.too_large", name=shown, limit=FILE_LIMIT // 1024 // 1024)
    return data, shown


def _bytes_of(path: Path, shown: str) -> bytes:
    try:
        if path.is_dir():
            raise UserError("reading.not_a_file", name=shown)
        with path.open("rb") as file:
            return file.read(FILE_LIMIT + 1)
    except FileNotFoundError as fault:
        deep = disk.WINDOWS and disk.beyond_windows(path)
        code = "reading.long_path" if deep else "reading.not_found"
        raise UserError(code, name=shown) from fault
    except OSError as fault:
        raise UserError("reading.not_permitted", name=shown) from fault


def run(  # noqa: PLR0913  # each is one plain fact of the child
    task: str,
    data: bytes,
    name: str,
    *,
    options: dict[str, Any] | None = None,
    seconds: float = 20,
    megabytes: int = 512,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[dict[str, Any], bytes]:
    """Run one of `_tasks()` over the bytes in a child; return its answer and its bytes."""
    head = {
        "task": task,
        "name": name,
        "options": options or {},
        "seconds": seconds,
        "megabytes": megabytes,
    }
    if cancelled and cancelled():
        raise UserError("reading.cancelled", name=name)
    with subprocess.Popen(  # noqa: S603  # our own interpreter and our own code
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as child:
        _tie(child, name)
        answer = _converse(child, _message(head, data), name, seconds, cancelled)
    return _understand(answer, name, megabytes)


def _tie(child: subprocess.Popen[bytes], name: str) -> None:
    """Before it is asked anything: a child no one holds gets no question."""
    try:
        bounds.tie(child)
    except OSError as fault:
        child.kill()
        raise UserError("reading.died", name=name) from fault


def _converse(
    child: subprocess.Popen[bytes],
    message: bytes,
    name: str,
    seconds: float,
    cancelled: Callable[[], bool] | None,
) -> bytes:
    """Send the question and gather the answer, both in threads of their own.

    `communicate(timeout=…)` would be shorter, but when called again after a timeout it sends no
    more of a question that did not fit the pipe at once (CPython 3.11).
    """
    answer: list[bytes] = []
    talk = (
        threading.Thread(target=_send, args=(child.stdin, message), daemon=True),
        threading.Thread(target=_gather, args=(child.stdout, answer), daemon=True),
    )
    for thread in talk:
        thread.start()
    until = time.monotonic() + seconds
    try:
        while talk[1].is_alive():
            talk[1].join(_LOOK_EVERY)
            late = time.monotonic() > until
            if talk[1].is_alive() and (late or (cancelled and cancelled())):
                code = "reading.too_slow" if late else "reading.cancelled"
                raise UserError(code, name=name, seconds=f"{seconds:g}")
    finally:
        _end(child, talk)  # also where `cancelled` itself raised: no child outlives its question
    return b"".join(answer)


def _end(child: subprocess.Popen[bytes], talk: tuple[threading.Thread, ...]) -> None:
    child.kill()  # its ends of the pipes close, so both threads come to their end
    for thread in talk:
        thread.join()


def _send(pipe: Any, message: bytes) -> None:
    with contextlib.suppress(OSError, ValueError), pipe:  # a dead child reads no more
        pipe.write(message)


def _gather(pipe: Any, answer: list[bytes]) -> None:
    """Read all the child says, and stop listening to one that says too much."""
    left = _ANSWER_LIMIT
    while left > 0 and (piece := pipe.read(_PIECE)):
        answer.append(piece)
        left -= len(piece)


def _understand(answer: bytes, name: str, megabytes: int) -> tuple[dict[str, Any], bytes]:
    try:
        head, data = _parse(io.BytesIO(answer))
    except (ValueError, TypeError, struct.error) as fault:
        raise UserError("reading.died", name=name) from fault
    if "error" in head:
        raise UserError(
            str(head["error"]), **{"name": name, "megabytes": megabytes} | head["facts"]
        )
    return head, data


def _command() -> list[str]:
    """Return how to start a child: the interpreter, or the frozen program with our flag."""
    if not Path(sys.executable).name.lower().startswith("python"):
        return [sys.executable, CHILD_FLAG]
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from clerkdesk.publications import sandbox; sandbox.serve()"
    )
    return [sys.executable, "-P", "-c", code, str(_ROOT)]


def _message(head: dict[str, Any], data: bytes) -> bytes:
    words = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(words)) + words + data


def _parse(stream: Any) -> tuple[dict[str, Any], bytes]:
    (length,) = _LENGTH.unpack(stream.read(_LENGTH.size))
    if length > _ANSWER_LIMIT:
        raise ValueError(length)
    head = json.loads(stream.read(length).decode("utf-8", "surrogatepass"))
    if not isinstance(head, dict):
        raise TypeError(head)
    return head, stream.read()


# --- the child ---


def serve_if_asked() -> None:
    """Serve one request and leave, where this process was started as a child; else do nothing."""
    if CHILD_FLAG in sys.argv[1:2]:
        serve()
        sys.exit(0)


def serve() -> None:
    """Answer one request on standard input; everything it says goes to standard output."""
    with os.fdopen(os.dup(0), "rb") as stream:
        head, data = _parse(stream)
    bounds.bind_myself(float(head["seconds"]), int(head["megabytes"]))
    try:
        told, made = _tasks(head["task"])(data, head["name"], head["options"])
    except UserError as refusal:
        told, made = {"error": refusal.code, "facts": _plain(refusal.facts)}, b""
    except MemoryError:
        told, made = {"error": "reading.too_heavy", "facts": {}}, b""
    with os.fdopen(os.dup(1), "wb") as stream:
        stream.write(_message(told, made))


def _plain(facts: dict[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in facts.items()}


def _tasks(task: str) -> Callable[[bytes, str, dict[str, Any]], tuple[dict[str, Any], bytes]]:
    """Return the work a child knows; named here one by one, so that nothing else can be asked."""
    if task == "read":
        return lambda data, name, _: (reading.to_json(reading.read(data, name)), b"")
    if task == "table":
        from clerkdesk.publications.readers import table  # noqa: PLC0415  # a format costs its import

        return table.serve
    if task in {"scan", "mask"}:
        from clerkdesk.privacy import files  # noqa: PLC0415  # it imports this module

        return files.serve_scan if task == "scan" else files.serve_mask
    if task == "inspect":
        from clerkdesk.letters import inspection  # noqa: PLC0415  # it imports this module

        return inspection.serve
    raise KeyError(task)
