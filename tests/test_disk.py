"""Does the disk answer in the clerk's words, on Windows too, and is it asked patiently?"""

import errno
from pathlib import Path, PureWindowsPath

import pytest

from clerkdesk import disk, files, founding, keys, opening
from clerkdesk.db import place
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.publications import sandbox


class FromWindows(OSError):
    """An error as Python makes it on Windows."""

    def __init__(self, number: int, winerror: int) -> None:
        super().__init__(number, "?")
        self.winerror = winerror


def code_of(error: OSError, path: Path = Path("r")) -> str:
    with pytest.raises(EnvironmentFault) as caught, disk.disk_in_plain_words(path):
        raise error
    assert str(caught.value)
    return caught.value.code


@pytest.fixture
def windows(monkeypatch):
    monkeypatch.setattr(disk, "WINDOWS", True)


@pytest.fixture
def pauses(monkeypatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(disk.time, "sleep", slept.append)
    return slept


@pytest.mark.parametrize(
    ("number", "winerror", "code"),
    [
        (errno.EACCES, 5, "read_only"),
        (errno.EACCES, 32, "read_only"),
        (errno.EACCES, 21, "disk_error"),  # the drive is not ready
        (errno.EINVAL, 1117, "disk_error"),  # an I/O error of the device
        (errno.EINVAL, 123, "bad_name"),
        (errno.ENOENT, 206, "bad_name"),
        (errno.ENOSPC, 112, "disk_full"),
        (errno.ENOENT, 3, "disk_error"),
    ],
)
def test_the_number_of_windows_decides_where_there_is_one(number, winerror, code):
    assert code_of(FromWindows(number, winerror)) == f"register.{code}"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EIO, "disk_error")],
)
def test_elsewhere_the_number_of_the_system_does(number, code):
    assert code_of(OSError(number, "?")) == f"register.{code}"


DEEP = PureWindowsPath("C:/" + "/".join(["公开"] * 90))


@pytest.mark.parametrize(
    ("path", "beyond"),
    [
        (PureWindowsPath("C:/Users/张三/文档/公开登记簿"), False),
        (PureWindowsPath("C:/" + "x" * 255 + "y"), True),
        (DEEP, True),
        (PureWindowsPath("\\\\?\\" + str(DEEP)), False),  # long paths are allowed in this writing
        (PureWindowsPath("C:/a<b"), True),
        (PureWindowsPath("C:/a\tb"), True),
        (PureWindowsPath("D:/台账 &b"), False),
    ],
)
def test_what_windows_cannot_hold_is_known_beforehand(path, beyond):
    assert disk.beyond_windows(path) is beyond


def test_a_place_too_deep_for_windows_is_not_simply_missing(windows, tmp_path):
    deep = tmp_path.joinpath(*["公开"] * 90)

    with pytest.raises(EnvironmentFault, match="太长") as caught:
        place.check(deep / "register.clerkdesk")
    assert caught.value.code == "register.bad_name"
    with pytest.raises(EnvironmentFault, match="太长"):
        keys.KeyFile.load(deep / "register.clerkdesk")
    assert code_of(FileNotFoundError(errno.ENOENT, "?"), deep) == "register.bad_name"


def test_a_folder_that_holds_the_register_but_not_its_making_is_refused(windows, tmp_path):
    folder = tmp_path / ("x" * (230 - len(str(tmp_path))))
    folder.mkdir()

    place.check(folder / opening.REGISTER_NAME)
    with pytest.raises(EnvironmentFault, match="太长"):
        founding.check_folder(folder)


def test_a_dropped_file_too_deep_for_windows_is_told_how_to_come_in(windows, tmp_path):
    with pytest.raises(UserError, match="复制到桌面") as caught:
        sandbox.load(tmp_path.joinpath(*["公开"] * 90, "文.pdf"))
    assert caught.value.code == "reading.long_path"


def test_a_file_looked_at_by_a_virus_scanner_is_waited_for(windows, pauses, tmp_path, monkeypatch):
    part, target = tmp_path / "a.part", tmp_path / "a"
    part.write_bytes(b"new")
    really, refusals = Path.replace, [PermissionError(), PermissionError()]

    def replace(self, other):
        if refusals:
            raise refusals.pop()
        return really(self, other)

    monkeypatch.setattr(Path, "replace", replace)
    disk.put(part, target)

    assert target.read_bytes() == b"new"
    assert len(pauses) == 2


def test_a_file_held_by_another_program_is_a_sentence_and_nothing_half_made_stays(
    windows, pauses, tmp_path, monkeypatch
):
    target = tmp_path / "答复书.pdf"
    target.write_bytes(b"old")

    def replace(self, other):
        raise PermissionError(errno.EACCES, "?")

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(EnvironmentFault, match="正被别的程序打开"):
        files.write_whole(b"new", target)

    assert [path.name for path in tmp_path.iterdir()] == ["答复书.pdf"]
    assert target.read_bytes() == b"old"
    assert 1 < sum(pauses) < 3


def test_nobody_waits_where_the_system_has_no_such_habit(pauses, tmp_path, monkeypatch):
    monkeypatch.setattr(disk, "WINDOWS", False)
    with pytest.raises(FileNotFoundError):
        disk.put(tmp_path / "nothing", tmp_path / "a")
    assert pauses == []
