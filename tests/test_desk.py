"""Does the one line that sets everything up work in any folder, on any console?"""

import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def desk(tmp_path, monkeypatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("desk", ROOT / "packaging" / "desk.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    home = tmp_path / "公开" / ".venv"
    home.mkdir(parents=True)
    for name, path in (("HOME", home), ("STAMP", home / "installed.txt"), ("PYTHON", home / "py")):
        monkeypatch.setattr(made, name, path)
    return made


@pytest.fixture
def ran(desk, monkeypatch) -> list[tuple[str, ...]]:
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(desk, "run", lambda *command: commands.append(command))
    return commands


def test_a_console_without_chinese_stops_nothing(desk, ran, monkeypatch):
    """As on a Windows whose code page lacks the signs of the folder's name."""
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", console)

    desk.main(["--sample"])

    console.flush()
    assert b"\\u516c" in console.buffer.getvalue()
    assert ran[-1][-2:] == (str(desk.ROOT / "main.py"), "--sample")


def test_a_set_up_broken_off_is_begun_anew(desk, monkeypatch):
    """Whatever stood there before, also where the lock is then put back as it was."""
    desk.STAMP.write_text("of an earlier lock", encoding="utf-8")
    desk.PYTHON.touch()
    commands: list[tuple[str, ...]] = []

    def broken_off(*command: str) -> None:
        commands.append(command)
        if "install" in command:
            raise KeyboardInterrupt

    monkeypatch.setattr(desk, "run", broken_off)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            desk.set_up()
        assert not desk.STAMP.exists()

    assert ["--clear" in command for command in commands] == [True, False, True, False]


def test_what_is_set_up_already_is_not_set_up_again(desk, ran):
    desk.main([])
    desk.PYTHON.touch()
    count = len(ran)
    desk.main(["test", "tests/test_limits.py"])

    assert len(ran) == count + 1
    assert ran[-1][1:3] == ("-m", "pytest")
    assert ran[-1][-1] == "tests/test_limits.py"
    assert any("--require-hashes" in command for command in ran)
