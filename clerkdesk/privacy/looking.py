"""What is in a file somebody hands to the desk to be looked through for personal data?

Nothing is stored. A file that bears a classification mark is refused here as everywhere else.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clerkdesk import files as stored_files
from clerkdesk.privacy import files
from clerkdesk.privacy.files import Scan
from clerkdesk.publications.sandbox import Source


@dataclass(frozen=True)
class Looked:
    """A scanned file: its digest binds what is said of it to these bytes. size: bytes."""

    sha256: str
    size: int
    scan: Scan


def look(
    source: Path | bytes,
    name: str = "",
    *,
    today: date,
    cancelled: Callable[[], bool] | None = None,
) -> Looked:
    """Scan a file from outside, in a child with limits; it goes there in pieces.

    Errors: UserError reading.marked, broken, encrypted, too_large, too_slow, died, cancelled …
    """
    return _looked(source, name, today, cancelled, refuse_marked=True)


def look_at_stored(
    file_id: int, *, today: date, cancelled: Callable[[], bool] | None = None
) -> Looked:
    """Scan a file of the register, in pieces too; it was screened for marks when it came in.

    Errors: as `look`; EnvironmentFault files.damaged.
    """
    return _looked(stored_files.row(file_id), "", today, cancelled)


def _looked(
    source: Source,
    name: str,
    today: date,
    cancelled: Callable[[], bool] | None,
    *,
    refuse_marked: bool = False,
) -> Looked:
    digest = hashlib.sha256()
    size = 0

    def count(piece: bytes) -> None:
        nonlocal size
        digest.update(piece)
        size += len(piece)

    scan = files.scan_safely(
        source, name, today=today, refuse_marked=refuse_marked, cancelled=cancelled, sent=count
    )
    return Looked(digest.hexdigest(), size, scan)
