"""How does a paper get in that is no publication's? It is looked at first, like any other file.

An application's enclosure, a scan, what is handed out with a reply: none of them may bear a
classification mark either (保密法 31(3)). What cannot be read here is stored all the same; nobody
calls it clean.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from clerkdesk import files
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.publications import marks, reading, sandbox

_REFUSED = frozenset(
    f"reading.{code}"
    for code in (
        "marked", "cancelled", "too_large", "not_found", "long_path", "not_a_file", "not_permitted"
    )
)  # fmt: skip


def store(source: Path, by: int | None, *, cancelled: Callable[[], bool] | None = None) -> int:
    """Store a file from outside and return its key; nothing of a marked one stays.

    A child reads it first, which may take seconds: not for a window's thread. What is stored is
    what it read; this process holds no more of it than a piece.
    Errors: reading.marked, changed, cancelled, too_large, not_found, not_a_file, not_permitted;
    those of `files.store`.
    """
    read: str | None = None
    digest = hashlib.sha256()
    try:
        marks.refuse_if_marked(sandbox.read_safely(source, cancelled=cancelled, sent=digest.update))
        read = digest.hexdigest()
    except UserError as refusal:
        if refusal.code in _REFUSED:
            raise
    name = reading.shown_name(source.name)
    if cancelled and cancelled():  # the last moment: what is stored stays
        raise UserError("reading.cancelled", name=name)
    with unit(by=by):
        stored = files.store(source, source.name, by)
        if read is not None and files.row(stored).sha256 != read:
            raise UserError("reading.changed", name=name)
    return stored
