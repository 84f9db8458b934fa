import errno
from pathlib import Path

import pytest

from clerkdesk.db import open_register, place
from clerkdesk.errors import EnvironmentFault
from tests.platforms import WINDOWS

MOUNTS = r"""/dev/sda1 / ext4 rw 0 0
server:/export /mnt/office nfs4 rw 0 0
//server/share /mnt/my\040share cifs rw 0 0
/dev/sdb1 /mnt/office/local ext4 rw 0 0
user@host: /home/clerk/far fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
"""


@pytest.mark.parametrize(
    "path",
    [r"\\server\share\desk", "//server/share/desk", r"\\?\UNC\server\share", r"\/server\share"],
)
def test_a_unc_path_is_on_the_network(path):
    assert place.is_network(path)


@pytest.mark.parametrize("path", [r"\\?\C:\desk", r"\\.\C:\desk"])
def test_a_device_path_is_not(path):
    assert not place.is_network(path)


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("/home/clerk", False),
        ("/mnt/office", True),
        ("/mnt/office/2026", True),
        ("/mnt/office/local/desk", False),
        ("/mnt/officer", False),
        ("/mnt/my share/desk", True),
        ("/home/clerk/far/desk", True),
        ("/run/user/1000/gvfs/smb-share", True),
    ],
)
def test_the_mount_that_holds_the_path_decides(path, network):
    assert place.on_network_mount(path, MOUNTS) is network


@pytest.mark.skipif(not WINDOWS, reason="drives have letters on Windows")
def test_a_drive_of_a_server_that_does_not_answer_is_on_the_network(monkeypatch):
    asked = []

    def unreachable(path):
        raise OSError(errno.EINVAL, "the network location cannot be reached", path, 1231)

    monkeypatch.setattr(place.os.path, "realpath", unreachable)
    monkeypatch.setattr(place, "_is_remote", lambda drive: bool(asked.append(drive)) or True)

    assert place.is_network("N:\\公开\\desk")
    assert asked == ["N:"]


@pytest.mark.skipif(not WINDOWS, reason="drives have letters on Windows")
def test_a_disk_of_this_pc_is_not_on_the_network(tmp_path):
    assert not place.is_network(tmp_path)
    assert not place.is_network("C:\\con\\desk")  # the name of a device cannot be looked up


def test_a_register_on_the_network_is_refused_with_the_reason():
    with pytest.raises(EnvironmentFault, match="预写日志") as caught:
        open_register(Path("//server/share/register.clerkdesk"), bytes(32), create=True)

    assert caught.value.code == "register.network"


def test_a_folder_of_this_pc_is_welcome(tmp_path):
    place.check(tmp_path / "register.clerkdesk")
    place.check_writable(tmp_path)

    assert list(tmp_path.iterdir()) == []
