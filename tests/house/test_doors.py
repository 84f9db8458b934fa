"""One door each: who may ask the time, open a box, import a library, and where Chinese stands."""

import ast
import io
import re
import tokenize
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CEILING, CEILING_OF_TESTS = 400, 800  # lines; near 300 is the aim
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")

CODE = sorted([*ROOT.glob("clerkdesk/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py"])
EVERYTHING = [*CODE, *sorted(ROOT.glob("tests/**/*.py"))]


# Who may do what nobody else may. Each is itself asked whether it still does.
CLOCK, BOXES = "clerkdesk/clock.py", "ui/dialogs.py"
# What a program must itself recognise in others' papers and calendars, not say to a clerk.
READS_CHINESE = (
    "ui/words.py",
    "clerkdesk/privacy/",
    "clerkdesk/publications/readers/",
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_but(*exempt: str) -> list[Path]:
    """All code except the files, or the folders that end in a stroke, named here."""
    return [path for path in CODE if not belongs(path, exempt)]


def found_by(look: Callable[[Path], list[str]], files: list[Path]) -> list[str]:
    """All that a look finds in files; there are files to look at."""
    assert files
    return [finding for path in files for finding in look(path)]


def belongs(path: Path, named: tuple[str, ...]) -> bool:
    return any(
        name(path) == one or (one.endswith("/") and name(path).startswith(one)) for one in named
    )


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


def times_asked(path: Path) -> list[str]:
    return [
        f"{name(path)}:{line} {call}"
        for call, line in calls(path)
        if re.search(r"(^|\.)(date\.today|datetime\.(now|utcnow|today)|time\.time)$", call)
        or call.endswith(("currentDate", "currentDateTime"))
    ]


def test_only_the_clock_asks_the_time():
    assert found_by(times_asked, code_but(CLOCK)) == []


def boxes_opened(path: Path) -> list[str]:
    opened = []
    for call, line in calls(path):
        box = call.split(".")[0] in ("QMessageBox", "QInputDialog", "QFileDialog", "QColorDialog")
        # the event loop of the program itself is no box
        loop = call in ("self._app.exec", "QApplication.exec")
        if box or (call.endswith((".exec", ".exec_")) and not loop):
            opened.append(f"{name(path)}:{line} {call}")
    return opened


def test_only_dialogs_open_boxes():
    assert found_by(boxes_opened, code_but(BOXES)) == []


# library -> who may import it
DOORS = {
    "keyring": {"clerkdesk/secrets.py"},
    "peewee": "clerkdesk/",
    "playhouse": "clerkdesk/db/",
    "sqlcipher3": "clerkdesk/db/",
    "reportlab": {"clerkdesk/letters/page.py"},
    # made for one thread: each of these holds `clerkdesk.pdfium.alone`, or works in a child alone
    "pypdfium2": {
        "clerkdesk/letters/covered.py",
        "clerkdesk/privacy/copies/pages.py",
        "clerkdesk/publications/readers/pdf.py",
        "ui/papers/pdf.py",
    },
    "PySide6": "ui/",
}


def by_a_wrong_door(path: Path) -> list[str]:
    found = []
    for library in sorted(imports(path) & DOORS.keys()):
        door = DOORS[library]
        inside = name(path).startswith(door) if isinstance(door, str) else name(path) in door
        if not inside:
            found.append(f"{name(path)} imports {library}, which belongs to {door}")
    return found


def test_each_library_comes_in_by_its_door():
    assert found_by(by_a_wrong_door, CODE) == []


def too_long(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").count("\n")
    ceiling = CEILING_OF_TESTS if name(path).startswith("tests/") else CEILING
    return [f"{name(path)} has {lines} lines"] if lines > ceiling else []


def test_no_file_is_longer_than_one_can_hold_in_mind():
    assert found_by(too_long, EVERYTHING) == []


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


def test_chinese_stands_in_resources_and_words():
    assert found_by(chinese_in_code, code_but(*READS_CHINESE)) == []


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (CLOCK, times_asked),
        (BOXES, boxes_opened),
        *((one, chinese_in_code) for one in READS_CHINESE),
    ],
)
def test_who_is_exempt_needs_it(one, found):
    assert found_by(found, [path for path in CODE if belongs(path, (one,))])


def without_question(path: Path) -> list[str]:
    package = path.name == "__init__.py" and not path.read_text(encoding="utf-8").strip()
    return [] if package or ast.get_docstring(tree(path)) else [name(path)]


def test_every_module_says_which_question_it_answers():
    """The empty file that makes a folder a package answers none."""
    assert found_by(without_question, CODE) == []


def left_to_do(path: Path) -> list[str]:
    reader = io.StringIO(path.read_text(encoding="utf-8")).readline
    comments = [t.string for t in tokenize.generate_tokens(reader) if t.type == tokenize.COMMENT]
    marks = [c for c in comments if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", c)]
    return [f"{name(path)}: {mark}" for mark in marks]


def test_no_todo_is_left_behind():
    assert found_by(left_to_do, CODE) == []


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
