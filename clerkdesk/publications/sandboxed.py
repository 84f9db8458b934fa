"""What does the child do that reads an untrusted file? One task of a short list, then it ends.

Its parent stands in `sandbox`. A frozen program must call `serve_if_asked()` first thing in
main.py, before any window is imported.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from clerkdesk.errors import UserError
from clerkdesk.publications import bounds, reading
from clerkdesk.publications.sandbox import ANSWER_LIMIT, CHILD_FLAG, LENGTH, packed


def serve_if_asked() -> None:
    """Serve one request and leave, where this process was started as a child; else do nothing."""
    if CHILD_FLAG in sys.argv[1:2]:
        serve()
        sys.exit(0)


def serve() -> None:
    """Answer one request on standard input; everything it says goes to standard output."""
    with os.fdopen(os.dup(0), "rb") as stream:
        (length,) = LENGTH.unpack(stream.read(LENGTH.size))
        head = json.loads(stream.read(length).decode("utf-8", "surrogatepass"))
        bounds.bind_myself(float(head["seconds"]), int(head["megabytes"]))
        told, made = _answer(head, stream)
    with os.fdopen(os.dup(1), "wb") as stream:
        stream.write(told)
        stream.write(LENGTH.pack(len(made)))
        stream.write(made)


def _answer(head: dict[str, Any], stream: BinaryIO) -> tuple[bytes, bytes]:
    """Return the answer's head, packed, and the bytes that come with it."""
    try:
        data = stream.read(head["size"])  # at once: read to the end, it would lie here twice
        if len(data) < head["size"]:
            return _refusal("reading.broken"), b""
        told, made = _tasks(head["task"])(data, head["name"], head["options"])
        words = packed(told)
    except UserError as refusal:
        return _refusal(refusal.code, refusal.facts), b""
    except MemoryError:
        return _refusal("reading.too_heavy"), b""
    if max(len(words), len(made)) > ANSWER_LIMIT:
        return _refusal("reading.too_heavy"), b""
    return words, made


def _refusal(code: str, facts: dict[str, object] | None = None) -> bytes:
    return packed({"error": code, "facts": _plain(facts or {})})


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
        from clerkdesk.privacy import files  # noqa: PLC0415  # as above

        return files.serve_scan if task == "scan" else files.serve_mask
    if task == "inspect":
        from clerkdesk.letters import inspection  # noqa: PLC0415  # as above

        return inspection.serve
    raise KeyError(task)
