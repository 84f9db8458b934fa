"""What does the disk say of our files, in the clerk's words, and how is it asked with patience?"""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath

from clerkdesk.errors import EnvironmentFault

WINDOWS = sys.platform == "win32"

_FAULTS = {
    errno.ENOSPC: "register.disk_full",
    errno.EDQUOT: "register.disk_full",
    errno.EROFS: "register.read_only",
    errno.EACCES: "register.read_only",
    errno.EPERM: "register.read_only",
    errno.ENAMETOOLONG: "register.bad_name",
    errno.EINVAL: "register.bad_name",  # Windows: a sign that no name may hold
}
# Python turns what it does not know of Windows (a dead drive, say) into EINVAL: Windows' own number
# (winerror.h) decides where there is one
_WINDOWS_FAULTS = {
    5: "register.read_only",  # ERROR_ACCESS_DENIED; also: another program has it open
    19: "register.read_only",  # ERROR_WRITE_PROTECT
    32: "register.read_only",  # ERROR_SHARING_VIOLATION
    33: "register.read_only",  # ERROR_LOCK_VIOLATION
    39: "register.disk_full",  # ERROR_HANDLE_DISK_FULL
    111: "register.bad_name",  # ERROR_BUFFER_OVERFLOW: the file name is too long
    112: "register.disk_full",  # ERROR_DISK_FULL
    123: "register.bad_name",  # ERROR_INVALID_NAME
    161: "register.bad_name",  # ERROR_BAD_PATHNAME
    206: "register.bad_name",  # ERROR_FILENAME_EXCED_RANGE
}
_PATH_LIMIT = 260  # characters (MAX_PATH) with the closing zero, where long paths are not allowed
_NAME_LIMIT = 255  # UTF-16 units of one name
_FORBIDDEN = frozenset('<>:"|?*') | {chr(n) for n in range(32)}

# a virus scanner or an indexer holds a file just written for a moment, and Windows then lets nobody
# rename it
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds


@contextmanager
def disk_in_plain_words(path: Path) -> Iterator[None]:
    """Turn what the operating system says of a file of ours into the sentence the clerk reads."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(_fault_of(error, path), path=path) from error


def _fault_of(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError) and WINDOWS and beyond_windows(path):
        return "register.bad_name"
    if (said := getattr(error, "winerror", None)) is not None:
        return _WINDOWS_FAULTS.get(said, "register.disk_error")
    return _FAULTS.get(error.errno or 0, "register.disk_error")


def refuse_impossible(path: Path, room: int = 0) -> None:
    """Call before saying that something is missing: Windows says it of names it cannot hold too.

    room: characters that must still fit behind the path. EnvironmentFault register.bad_name.
    """
    if WINDOWS and beyond_windows(path, room):
        raise EnvironmentFault("register.bad_name", path=path)


def beyond_windows(path: Path | PureWindowsPath, room: int = 0) -> bool:
    """Return whether a full path is longer than Windows takes, or has a sign it does not take."""
    text = PureWindowsPath(path if isinstance(path, PureWindowsPath) else path.absolute())
    names = text.parts[1:] if text.anchor else text.parts
    if any(_FORBIDDEN & set(name) or _units(name) > _NAME_LIMIT for name in names):
        return True
    return _units(str(text)) + room >= _PATH_LIMIT and not text.drive.startswith("\\\\?\\")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def put(part: Path, target: Path) -> None:
    """Give a finished file its name, over what has it now; OSError where that stays impossible."""
    for pause in _PAUSES if WINDOWS else ():
        try:
            part.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    part.replace(target)
