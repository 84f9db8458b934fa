"""How does a paper get in that is no publication's? It is looked at first, like any other file.

An application's enclosure, a scan, what is handed out with a reply: none of them may bear a
classification mark either (保密法 31(3)). What cannot be read here is stored all the same; nobody
calls it clean.
"""

from collections.abc import Callable
from pathlib import Path

from clerkdesk import files
from clerkdesk.errors import UserError
from clerkdesk.publications import intake, sandbox

_REFUSED = frozenset({"reading.marked", "reading.cancelled"})


def store(source: Path, by: int | None, *, cancelled: Callable[[], bool] | None = None) -> int:
    """Store a file from outside and return its key; nothing of a marked one stays.

    A child reads it first, which may take seconds: not for a window's thread.
    Errors: reading.marked, cancelled, too_large, not_found, not_a_file, not_permitted; those of
    `files.store`.
    """
    data, shown = sandbox.load(source)
    try:
        intake.screen([intake.NewFile(shown, data)], cancelled=cancelled)
    except UserError as refusal:
        if refusal.code in _REFUSED:
            raise
    if cancelled and cancelled():  # the last moment: what is stored stays
        raise UserError("reading.cancelled", name=shown)
    return files.store(data, source.name, by)
