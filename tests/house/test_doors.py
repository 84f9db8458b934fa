"""One door each: who may ask the time, open a box, import a library, and where Chinese stands."""

import ast
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CEILING, CEILING_OF_TESTS = 400, 800  # lines; near 300 is the aim
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")

CODE = sorted([*ROOT.glob("clerkdesk/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py"])
EVERYTHING = [*CODE, *sorted(ROOT.glob("tests/**/*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Top names of what a file imports."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def calls(path: Path) -> list[tuple[str, int]]:
    """(dotted name, line) of every call such as `date.today`."""
    return [
        (ast.unparse(node.func), node.lineno)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


@pytest.mark.parametrize("path", CODE, ids=name)
def test_only_the_clock_asks_the_time(path):
    if name(path) == "clerkdesk/clock.py":
        pytest.skip("this is the clock")
    asked = [
        f"{name(path)}:{line} {call}"
        for call, line in calls(path)
        if re.search(r"(^|\.)(date\.today|datetime\.(now|utcnow|today)|time\.time)$", call)
        or call.endswith(("currentDate", "currentDateTime"))
    ]
    assert asked == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_only_dialogs_open_boxes(path):
    if name(path) == "ui/dialogs.py":
        pytest.skip("this is the door")
    opened = []
    for call, line in calls(path):
        box = call.split(".")[0] in ("QMessageBox", "QInputDialog", "QFileDialog", "QColorDialog")
        # the event loop of the program itself is no box
        loop = call in ("self._app.exec", "QApplication.exec")
        if box or (call.endswith((".exec", ".exec_")) and not loop):
            opened.append(f"{name(path)}:{line} {call}")
    assert opened == []


# library -> who may import it
DOORS = {
    "keyring": {"clerkdesk/secrets.py"},
    "peewee": "clerkdesk/",
    "playhouse": "clerkdesk/db/",
    "sqlcipher3": "clerkdesk/db/",
    "reportlab": {"clerkdesk/letters/page.py"},
    "PySide6": "ui/",
}


@pytest.mark.parametrize("path", CODE, ids=name)
def test_each_library_comes_in_by_its_door(path):
    for library in imports(path) & DOORS.keys():
        door = DOORS[library]
        inside = name(path).startswith(door) if isinstance(door, str) else name(path) in door
        assert inside, f"{name(path)} imports {library}, which belongs to {door}"


@pytest.mark.parametrize("path", EVERYTHING, ids=name)
def test_no_file_is_longer_than_one_can_hold_in_mind(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    ceiling = CEILING_OF_TESTS if name(path).startswith("tests/") else CEILING
    assert lines <= ceiling, f"{name(path)} has {lines} lines"


def chinese_in_code(path: Path) -> list[str]:
    """String constants in Chinese that are no docstrings."""
    module = tree(path)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        f"{name(path)}:{node.lineno} {node.value[:20]!r}"
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and HAN.search(node.value)
        and len(node.value) > 1  # one character is a bound, not a word
    ]


# What a program must itself recognise in others' papers and calendars, not say to a clerk.
READS_CHINESE = (
    "clerkdesk/privacy/",
    "clerkdesk/publications/",
    "clerkdesk/letters/",
    "clerkdesk/notices.py",
    "clerkdesk/sample",
)


@pytest.mark.parametrize("path", CODE, ids=name)
def test_chinese_stands_in_resources_and_words(path):
    if name(path) == "ui/words.py" or name(path).startswith(READS_CHINESE):
        pytest.skip("recognises or forms Chinese")
    assert chinese_in_code(path) == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_module_says_which_question_it_answers(path):
    if not path.read_text(encoding="utf-8").strip():
        pytest.skip("an empty package")
    assert ast.get_docstring(tree(path)), name(path)


@pytest.mark.parametrize("path", CODE, ids=name)
def test_no_todo_is_left_behind(path):
    reader = io.StringIO(path.read_text(encoding="utf-8")).readline
    comments = [t.string for t in tokenize.generate_tokens(reader) if t.type == tokenize.COMMENT]
    assert [c for c in comments if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", c)] == []


def test_screens_wear_no_sheets_of_their_own():
    sheets = [
        f"{name(path)}:{line}"
        for path in CODE
        for call, line in calls(path)
        if call.endswith(".setStyleSheet") and name(path) != "ui/theme.py"
    ]
    assert sheets == []


def test_nobody_turns_the_event_loop_by_hand():
    turned = [
        f"{name(path)}:{line}"
        for path in CODE
        for call, line in calls(path)
        if call.endswith(".processEvents") or call in ("time.sleep", "QTest.qWait")
        # a virus scanner that holds a file just written tells nobody when it is done
        if (name(path), call) != ("clerkdesk/disk.py", "time.sleep")
    ]
    assert turned == []
