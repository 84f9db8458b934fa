"""May a register lie here? On a disk of this PC only, in a folder that can be written."""

import os
import re
import sys
from pathlib import Path

from clerkdesk.disk import disk_in_plain_words, refuse_impossible
from clerkdesk.errors import EnvironmentFault

# WAL keeps an index in memory that all programs share; over a network there is no such memory, and
# locks are unreliable: SQLite's own documentation forbids it
_NETWORK_KINDS = frozenset(
    {"9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "lustre", "ncpfs"}
    | {"nfs", "nfs4", "smb2", "smb3", "smbfs"}
)
_NETWORK_FUSE = ("fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.gvfsd", "fuse.ceph", "fuse.nfs")
_DRIVE_REMOTE = 4  # GetDriveTypeW
_DEVICE_PREFIX = re.compile(r"^[\\/]{2}[?.][\\/](?!UNC[\\/])", re.IGNORECASE)


def check(path: Path) -> None:
    """Refuse, with the reason, a place where a register would not be safe."""
    if is_network(path):
        raise EnvironmentFault("register.network", path=path)
    folder = path.parent
    with disk_in_plain_words(folder):  # a name too long is no "not there"
        there = folder.is_dir()
    if not there:
        refuse_impossible(folder)
        raise EnvironmentFault("register.no_folder", path=folder)


def check_writable(folder: Path) -> None:
    """Try to write in a folder; the sentence says why it cannot be done."""
    probe = folder / f".clerkdesk-{os.getpid()}"
    with disk_in_plain_words(folder):
        probe.write_bytes(b"x")
        probe.unlink()


def is_network(path: Path | str) -> bool:
    """Return whether the path lies on another machine: UNC, a mapped drive, a network mount."""
    text = str(path)
    if text[:2].replace("/", "\\") == "\\\\" and not _DEVICE_PREFIX.match(text):
        return True
    if sys.platform == "win32":
        return _on_remote_drive(text)
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return on_network_mount(os.path.realpath(text), mounts)


def on_network_mount(real_path: str, mounts: str) -> bool:
    """Return whether, by the lines of /proc/mounts, the path's own mount is a network one."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, mount point, kind
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1])
        inside = real_path == point or real_path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind in _NETWORK_KINDS or kind.startswith(_NETWORK_FUSE)


if sys.platform == "win32":
    import ctypes

    def _on_remote_drive(text: str) -> bool:
        try:
            real = os.path.realpath(text)
        except OSError:  # a server that does not answer, a name that belongs to a device
            real = text
        drives = {os.path.splitdrive(path)[0] for path in (text, real)}
        return any(_is_remote(drive) for drive in drives if drive)

    def _is_remote(drive: str) -> bool:
        if drive.startswith("\\\\"):
            return not _DEVICE_PREFIX.match(drive)
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE)
