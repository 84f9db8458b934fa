"""Who holds the register? One program at a time, by a lock that dies with its process."""

import os
import socket
import sys
from pathlib import Path

from clerkdesk.disk import disk_in_plain_words
from clerkdesk.errors import EnvironmentFault

_FAR = 1 << 20  # the locked byte; far behind the text, which another program may thus still read


class Lock:
    """A file beside the register, locked by the operating system while this object holds it.

    The file stays when the lock is given up (removing it would let two programs in); the lock
    itself ends with the process, however that ends.
    """

    def __init__(self, register: Path) -> None:
        # beside the file itself: whoever comes by a link must meet the same lock
        with disk_in_plain_words(register):
            real = Path(os.path.realpath(register))
            self.path = real.with_name(f"{real.stem}.lock")
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(self._handle)
        except OSError as error:
            holder = self._holder()
            os.close(self._handle)
            raise EnvironmentFault("register.locked", path=register, holder=holder) from error
        with disk_in_plain_words(register):
            os.ftruncate(self._handle, 0)
            os.write(self._handle, f"{socket.gethostname()} {os.getpid()}".encode())

    def _holder(self) -> str:
        os.lseek(self._handle, 0, os.SEEK_SET)
        return os.read(self._handle, 200).decode(errors="replace") or "?"

    def release(self) -> None:
        os.close(self._handle)


if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
