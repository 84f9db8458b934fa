"""How is an untrusted file read without endangering the program? In a child with limits.

The parent writes one message to the child's standard input and reads one from its standard output:
a length, a JSON head, the bytes. A file on the disk or in the register goes through the parent in
pieces; it is never held there as a whole. No temporary file is made on either side, nothing is
unpickled, and the child may write no file at all (where the system can forbid it). A child that
dies, hangs or eats memory becomes a sentence.

What the child does with it stands in `sandboxed`, which this module starts and never imports.
"""

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

from clerkdesk import disk
from clerkdesk.errors import UserError
from clerkdesk.publications import bounds, reading, sources
from clerkdesk.publications.readers.kinds import FILE_LIMIT
from clerkdesk.publications.reading import Reading
from clerkdesk.publications.sources import Source as Source  # noqa: PLC0414 - callers name it
from clerkdesk.publications.sources import load as load  # noqa: PLC0414 - as above

CHILD_FLAG = "--read-untrusted-file"
# 252 MB, a child's whole address space: with the program (230 MB, its window open) under 500 MB
MEBIBYTES = 240
_ROOT = Path(__file__).resolve().parents[2]
LENGTH = struct.Struct(">I")  # before each part of a message
_LOOK_EVERY = 0.05  # seconds between two looks at the clock and at `cancelled`
ANSWER_LIMIT = FILE_LIMIT  # bytes of an answer's head, and of what comes with it

Sent = Callable[[bytes], object]


def read_safely(  # noqa: PLR0913  # each is one plain wish
    source: Source,
    name: str = "",
    *,
    seconds: float = 20,
    megabytes: int = MEBIBYTES,
    cancelled: Callable[[], bool] | None = None,
    sent: Sent | None = None,
) -> Reading:
    """Read a file from outside in a child process; see `reading.read` for what comes back.

    source: a path or the bytes themselves; name: as shown to the clerk, by default the path's.
    cancelled: asked some twenty times a second; a true answer ends the child at once. sent: is
    given the file piece by piece as the child gets it.
    Raises UserError ("reading.…") for every refusal, for time, memory, death and cancelling.
    """
    told, _ = run(
        "read",
        source,
        name,
        seconds=seconds,
        megabytes=megabytes,
        cancelled=cancelled,
        sent=sent,
    )
    return reading.from_json(told)


def run(  # noqa: PLR0913  # each is one plain fact of the child
    task: str,
    source: Source,
    name: str = "",
    *,
    options: dict[str, Any] | None = None,
    seconds: float = 20,
    megabytes: int = MEBIBYTES,
    cancelled: Callable[[], bool] | None = None,
    sent: Sent | None = None,
) -> tuple[dict[str, Any], bytes]:
    """Run one of the tasks of `sandboxed` over a file in a child; return its answer and its bytes.

    megabytes: of 1024 x 1024 bytes. sent: is given the file piece by piece as the child gets it.
    """
    name = sources.shown(source, name)
    if cancelled and cancelled():
        raise UserError("reading.cancelled", name=name)
    with sources.in_pieces(source, name) as (pieces, size):
        head = {
            "task": task,
            "name": name,
            "options": options or {},
            "seconds": seconds,
            "megabytes": megabytes,
            "size": size,
        }
        with subprocess.Popen(  # noqa: S603  # our own interpreter and our own code
            _command(),
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child:
            _tie(child, name)
            question = _Question(packed(head), pieces, sent)
            answer = _converse(child, question, name, seconds, cancelled)
    if isinstance(question.fault, OSError):
        raise UserError("reading.not_permitted", name=name) from question.fault
    if question.fault:
        raise question.fault
    return _understand(answer, name, megabytes)


def _tie(child: subprocess.Popen[bytes], name: str) -> None:
    """Before it is asked anything: a child no one holds gets no question."""
    try:
        bounds.tie(child)
    except OSError as fault:
        child.kill()
        raise UserError("reading.died", name=name) from fault


class _Question:
    """What the child is asked; fault: why the file could not be read to its end."""

    def __init__(
        self, head: bytes, pieces: Generator[bytes, None, None], sent: Sent | None
    ) -> None:
        self._head, self._pieces, self._sent = head, pieces, sent
        self.fault: Exception | None = None

    def send(self, pipe: Any) -> None:
        # a dead child reads no more
        with contextlib.suppress(OSError, ValueError), pipe, contextlib.closing(self._pieces):
            pipe.write(self._head)
            for piece in self._read():
                pipe.write(piece)
                if self._sent:
                    self._sent(piece)

    def _read(self) -> Iterator[bytes]:
        """Yield the pieces; what fails in a thread is raised in the one that waits for it."""
        try:
            yield from self._pieces
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is told there
            self.fault = fault


def _converse(
    child: subprocess.Popen[bytes],
    question: _Question,
    name: str,
    seconds: float,
    cancelled: Callable[[], bool] | None,
) -> list[bytes]:
    """Send the question and gather the answer, both in threads of their own.

    `communicate(timeout=…)` would be shorter, but when called again after a timeout it sends no
    more of a question that did not fit the pipe at once (CPython 3.11).
    """
    answer: list[bytes] = []
    talk = (
        threading.Thread(target=question.send, args=(child.stdin,), daemon=True),
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
    return answer


def _end(child: subprocess.Popen[bytes], talk: tuple[threading.Thread, ...]) -> None:
    child.kill()  # its ends of the pipes close, so both threads come to their end
    for thread in talk:
        thread.join()


def _gather(pipe: Any, answer: list[bytes]) -> None:
    """Hear the answer's head, then what comes with it; stop listening to a child that says more."""
    with contextlib.suppress(ValueError, struct.error):  # of a child that dies while it speaks
        for _ in range(2):
            (length,) = LENGTH.unpack(pipe.read(LENGTH.size))
            if length > ANSWER_LIMIT:
                return
            answer.append(pipe.read(length))
            if len(answer[-1]) < length:
                answer.clear()
                return


def _understand(answer: list[bytes], name: str, megabytes: int) -> tuple[dict[str, Any], bytes]:
    try:
        words, data = answer
        head = json.loads(words.decode("utf-8", "surrogatepass"))
    except ValueError as fault:
        raise UserError("reading.died", name=name) from fault
    if not isinstance(head, dict):
        raise UserError("reading.died", name=name)
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
        "from clerkdesk.publications import sandboxed; sandboxed.serve()"
    )
    return [_interpreter(), "-P", "-c", code, str(_ROOT)]


def _interpreter() -> str:
    """Return Python itself: in a virtual environment of Windows python.exe only starts it.

    Killing what only starts it would leave the reader alive, and us waiting for its answer.
    """
    return str(getattr(sys, "_base_executable", sys.executable)) if disk.WINDOWS else sys.executable


def _environment() -> dict[str, str] | None:
    """Tell Python itself which virtual environment is meant, as `multiprocessing` does."""
    if _interpreter() == sys.executable:
        return None
    return os.environ | {"__PYVENV_LAUNCHER__": sys.executable}


def packed(head: dict[str, Any]) -> bytes:
    """Return a message's head as it goes through a pipe, its length before it."""
    words = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(words)) + words
