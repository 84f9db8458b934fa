"""Does every word that is asked for exist, and is every word that exists asked for?"""

import ast
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from clerkdesk import opening
from clerkdesk.settings import ABOUT
from ui.page_list import PAGES

ROOT = Path(__file__).resolve().parents[2]
WORDS, ERRORS = ROOT / "resources" / "words", ROOT / "resources" / "errors"
CODE = sorted([*ROOT.glob("clerkdesk/**/*.py"), *ROOT.glob("ui/**/*.py")])

# Pages whose lines are looked up by what they are made of: terms by enum, settings by their names.
BY_NAME = ("terms", "setting")


@cache
def page(path: Path) -> dict:
    with path.open("rb") as file:
        return tomllib.load(file)


def pieces(node: ast.expr) -> list[str]:
    """The patterns a key may match: of a constant, an f-string, a choice, a table of keys."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.IfExp):
        return pieces(node.body) + pieces(node.orelse)
    if isinstance(node, ast.JoinedStr):
        parts = (
            re.escape(p.value) if isinstance(p, ast.Constant) else "[A-Za-z0-9_]+"
            for p in node.values
        )
        return ["".join(parts)]
    return []


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def strings(path: Path) -> frozenset[str]:
    """All short string constants of a file: keys that travel through variables are among them."""
    return frozenset(
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def speakers(module: ast.Module) -> dict[str, str]:
    """Names that stand for a page of words in a module: say = words.of("requests")."""
    found = {}
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) in ("words.of", "of")
            and node.value.args
            and isinstance(node.value.args[0], ast.Constant)
        ):
            for target in node.targets:
                found[ast.unparse(target)] = node.value.args[0].value
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ui."):
            source = ROOT / f"{node.module.replace('.', '/')}.py"
            wanted = {alias.name for alias in node.names} & {"say"}
            if wanted and source.exists():  # a package's modules share the speaker of one of them
                found |= {
                    name: page for name, page in speakers(tree(source)).items() if name in wanted
                }
    return found


TOPICS = frozenset(file.stem for file in WORDS.glob("*.toml"))
EVERY_STRING = frozenset().union(*(strings(file) for file in CODE))


FORMED: dict[str, set[str]] = defaultdict(set)


def asked() -> tuple[dict[str, list], dict[str, set[str]]]:
    """Per page of words: (pattern, marks or None, where) of each call; strings of its speakers."""
    found, loose = defaultdict(list), defaultdict(set)
    for path in CODE:
        module = tree(path)
        names = speakers(module)
        for topic in {*names.values(), *(strings(path) & TOPICS)}:
            loose[topic] |= strings(path)
            for node in ast.walk(module):  # a key formed first and asked for later
                if isinstance(node, ast.JoinedStr):
                    # one that does not begin with a word of its own would let any key pass
                    FORMED[topic] |= {
                        made for made in pieces(node) if re.match(r"[a-z]{3,}[a-z0-9_]*\[", made)
                    }
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in names and node.args:
                if not pieces(node.args[0]):  # a key that is an enum's value, a row's field
                    loose[names[ast.unparse(node.func)]] |= EVERY_STRING
                marks = {keyword.arg for keyword in node.keywords}
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                for pattern in pieces(node.args[0]):
                    topic = names[ast.unparse(node.func)]
                    found[topic].append((pattern, None if None in marks else marks, where))
    return found, loose


ASKED, LOOSE = asked()


def test_every_word_asked_for_exists_with_its_marks():
    missing = []
    for topic, uses in ASKED.items():
        lines = page(WORDS / f"{topic}.toml")
        for pattern, marks, where in uses:
            matching = [key for key in lines if re.fullmatch(pattern, key)]
            if not matching:
                missing.append(f"{where} asks for {topic}.{pattern}")
            if len(matching) == 1 and marks is not None:
                wanted = {
                    mark for _l, mark, _s, _c in Formatter().parse(lines[matching[0]]) if mark
                }
                if wanted - marks:
                    missing.append(f"{where} leaves {wanted - marks} of {topic}.{matching[0]} open")
    assert missing == []


def test_the_pages_looked_up_by_name_are_there():
    assert {*BY_NAME} <= TOPICS


@pytest.mark.parametrize(
    "path",
    sorted(path for path in WORDS.glob("*.toml") if path.stem not in BY_NAME),
    ids=lambda p: p.stem,
)
def test_every_word_is_asked_for(path):
    patterns = [pattern for pattern, _marks, _where in ASKED[path.stem]]
    # a key that travels through a variable stands as a string beside the page's speaker
    unused = [
        key
        for key in page(path)
        if not any(re.fullmatch(pattern, key) for pattern in (*patterns, *FORMED[path.stem]))
        and key not in LOOSE[path.stem]
        and not re.match(r"(page|short)_", key)
    ]
    assert unused == []


ASKS_FOR_LABELS = ("term", "terms", "labels", "_word")  # the first thing given is a table's name


def test_every_table_of_labels_is_asked_for():
    tables = set()
    for path in CODE:
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            if ast.unparse(node.func).rpartition(".")[2] not in ASKS_FOR_LABELS:
                continue
            named = node.args[0]
            if isinstance(named, ast.Constant):
                tables.add(named.value)
            else:  # a table's name that travels through a variable stands beside the call
                tables |= strings(path)
    assert [table for table in page(WORDS / "terms.toml") if table not in tables] == []


def test_every_setting_moves_something():
    """A line of the settings that nothing reads would promise the clerk what never happens."""
    read, formed = set(), []
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute):
                read.add(node.attr)
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr":
                formed += pieces(node.args[1])
    unread = [
        key
        for key in ABOUT
        if key not in read and not any(re.fullmatch(made, key) for made in formed)
    ]
    assert unread == []


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.toml")), ids=lambda p: p.stem)
def test_words_are_flat_and_their_marks_are_names(path):
    lines = page(path)
    if path.stem == "terms":
        lines = {f"{t}.{k}": word for t, table in lines.items() for k, word in table.items()}
    for key, line in lines.items():
        assert isinstance(line, str), key
        for _literal, mark, spec, conversion in Formatter().parse(line):
            assert mark is None or (mark.isidentifier() and not spec and conversion is None), key


# look like the name of a failure, and are the names of pages and of a file
NO_CODES = {spec.key for spec in PAGES} | {opening.REGISTER_NAME}


@cache
def raised() -> dict[str, list[str]]:
    """Every "noun.name" that stands in the code, with where."""
    found = defaultdict(list)
    nouns = {file.stem for file in ERRORS.glob("*.toml")}
    for path in CODE:
        module = tree(path)
        formed = {
            id(part)
            for node in ast.walk(module)
            if isinstance(node, ast.JoinedStr)
            for part in node.values
        }
        for node in ast.walk(module):
            if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                continue
            noun, dot, name = node.value.partition(".")
            if (
                id(node) in formed
                or node.value in NO_CODES
                or name in ("toml", "")
                or name[-1] == "_"
            ):
                continue
            if dot and noun in nouns and re.fullmatch(r"[a-z0-9_]+", name):
                found[node.value].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def test_every_failure_has_its_sentence():
    codes = raised()
    missing = [
        f"{code} ({codes[code][0]})"
        for code in codes
        if code.partition(".")[2] not in page(ERRORS / f"{code.partition('.')[0]}.toml")
    ]
    assert missing == []


def test_a_failure_names_a_page_that_exists():
    missing = []
    for path in CODE:
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            first = node.args[0]
            named = ast.unparse(node.func).rpartition(".")[2]
            if named in ("UserError", "EnvironmentFault") and isinstance(first, ast.Constant):
                noun = str(first.value).partition(".")[0]
                if not (ERRORS / f"{noun}.toml").exists():
                    missing.append(f"{path.relative_to(ROOT)}:{node.lineno} {first.value}")
    assert missing == []


@pytest.mark.parametrize("path", sorted(ERRORS.glob("*.toml")), ids=lambda p: p.stem)
def test_every_sentence_is_used_and_ends_like_one(path):
    used = {code.partition(".")[2] for code in raised() if code.partition(".")[0] == path.stem}
    for key, sentence in page(path).items():
        assert key in used or key in EVERY_STRING or _formed(path.stem, key), (
            f"{path.stem}.{key} is unused"
        )
        assert sentence.rstrip().endswith(("。", "！", "？", "）", "”", "}")), f"{path.stem}.{key}"


@cache
def _formed_patterns() -> tuple[str, ...]:
    return tuple(
        made[0]
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr) and (made := pieces(node)) and r"\." in made[0]
    )


def _formed(noun: str, key: str) -> bool:
    """Whether some f-string such as f"timing.{code}" can name this sentence."""
    return any(re.fullmatch(pattern, f"{noun}.{key}") for pattern in _formed_patterns())
