"""Is every package the code imports declared, locked at a fitting version, and none declared idly?"""

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = [*ROOT.glob("clerkdesk/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py"]
# as it is imported, where that is not how it is called
CALLED = {
    "chinese_calendar": "chinesecalendar",
    "docx": "python-docx",
    "pil": "pillow",
    "playhouse": "peewee",
    "pyside6": "pyside6-essentials",
    "shiboken6": "pyside6-essentials",
}
PAGE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    found = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    others = found - sys.stdlib_module_names - {"clerkdesk", "ui"}
    return {plain(CALLED.get(name.lower(), name)) for name in others}


def declared(lines: list[str]) -> dict[str, str]:
    """Name and bounds: `pillow>=13,<14`."""
    parts = (re.fullmatch(r"([A-Za-z0-9._-]+)(.*)", line) for line in lines)
    return {plain(part[1]): part[2] for part in parts if part}


def fits(version: str, bounds: str) -> bool:
    def number(text: str) -> tuple[int, ...]:
        return tuple(int(part) for part in re.findall(r"\d+", text))

    tests = [re.fullmatch(r"(>=|<)(.+)", one.strip()) for one in bounds.split(",") if one.strip()]
    return all(
        number(version) >= number(test[2]) if test[1] == ">=" else number(version) < number(test[2])
        for test in tests
    )


def test_what_is_imported_is_declared_and_nothing_else():
    assert imported() == set(declared(PAGE["dependencies"]))


def test_each_declared_package_is_locked_within_its_bounds():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {plain(name): version for name, version in re.findall(r"(?m)^(\S+?)==(\S+)", text)}
    extras = [line for group in PAGE["optional-dependencies"].values() for line in group]
    wanted = declared([*PAGE["dependencies"], *extras])

    assert set(wanted) <= set(locked)
    loose = {
        name: (locked[name], bounds)
        for name, bounds in wanted.items()
        if not fits(locked[name], bounds)
    }
    assert loose == {}
