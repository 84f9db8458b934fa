"""What is a file from outside: a path, bytes, or a file of the register that comes in pieces?"""

import contextlib
import io
import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from clerkdesk import disk
from clerkdesk.errors import UserError
from clerkdesk.publications import reading
from clerkdesk.publications.readers.kinds import FILE_LIMIT

_PIECE = 1024 * 1024  # bytes


class Pieces(Protocol):
    """A file that lies neither on the disk nor in memory, such as one of the register."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    def pieces(self) -> Generator[bytes, None, None]:
        """Yield the file from its beginning; asked for, to the end and closed in one thread."""
        ...


Source = Path | bytes | Pieces


def load(source: Path | bytes, name: str = "") -> tuple[bytes, str]:
    """Return the bytes of a dropped file, never more than the limit, and its name for sentences."""
    label = shown(source, name)
    with _opened(source, label) as (file, size):
        return source if isinstance(source, bytes) else file.read(size), label


def shown(source: Source, name: str) -> str:
    return reading.shown_name(name or ("" if isinstance(source, bytes) else source.name))


@contextlib.contextmanager
def in_pieces(source: Source, label: str) -> Iterator[tuple[Generator[bytes, None, None], int]]:
    """Yield a file's pieces, not one of them read yet, and its size."""
    if isinstance(source, Path | bytes):
        with _opened(source, label) as (file, size):
            yield _pieces_of(file, size), size
    else:
        _refuse_large(source.size, label)
        yield source.pieces(), source.size


@contextlib.contextmanager
def _opened(source: Path | bytes, label: str) -> Iterator[tuple[BinaryIO, int]]:
    """Open a file and tell its size; one that is too large is not read at all."""
    if isinstance(source, bytes):
        file: BinaryIO = io.BytesIO(source)  # shares the bytes
        size = len(source)
    else:
        file = _open(source, label)
        size = os.fstat(file.fileno()).st_size
    with file:
        _refuse_large(size, label)
        yield file, size


def _refuse_large(size: int, label: str) -> None:
    if size > FILE_LIMIT:
        raise UserError("reading.too_large", name=label, limit=FILE_LIMIT // 1024 // 1024)


def _pieces_of(file: BinaryIO, size: int) -> Generator[bytes, None, None]:
    """Yield no more than was there at first: a file may grow while it is read."""
    while size and (piece := file.read(min(_PIECE, size))):
        size -= len(piece)
        yield piece


def _open(path: Path, label: str) -> BinaryIO:
    try:
        if path.is_dir():
            raise UserError("reading.not_a_file", name=label)
        return path.open("rb")
    except FileNotFoundError as fault:
        deep = disk.WINDOWS and disk.beyond_windows(path)
        code = "reading.long_path" if deep else "reading.not_found"
        raise UserError(code, name=label) from fault
    except OSError as fault:
        raise UserError("reading.not_permitted", name=label) from fault
