"""Does a file bear a classification mark? Then it may not lie on this computer at all.

A mark is a level (secret, confidential, top secret in the statute's words) followed by a star or
asterisk, with or without a period and spaces; or a level standing alone in the first five lines or
in a page header. "State secret" or "commercial secret" in running text is no mark: every statute
about secrets is full of them. 保密法 31(3): classified matter may not be stored on such a computer.
"""

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import UserError, fill
from clerkdesk.publications.readers.parts import Place
from clerkdesk.publications.reading import Reading

HEAD_LINES = 5  # lines with text, from the top, where a level alone is a mark
_ASK_LENGTH = 30  # characters; a longer line is running text about such papers
_SHOWN = 20  # characters of a mark in a sentence
_ASKS_WITHIN = 200  # characters; more than an asking line has, with all that is invisible
_SCRAP = 6  # characters; lines this short, one below the other, may be one mark set apart


class MarkKind(StrEnum):
    CLASSIFIED = "classified"  # refuses the file
    ASKS = "asks"  # "internal", "keep carefully": the clerk is asked, nothing is refused


@dataclass(frozen=True)
class Mark:
    """One mark. level: the statute's word, "" for what only asks; where: words for a sentence."""

    kind: MarkKind
    level: str
    text: str
    where: str
    line: int | None = None  # 1-based, in the body

    @property
    def refuses(self) -> bool:
        return self.kind is MarkKind.CLASSIFIED


def find(reading: Reading) -> tuple[Mark, ...]:
    """Return every mark in reading order: body, headers, then what stands aside."""
    found: list[Mark] = []
    head_left = HEAD_LINES
    for number, raw in enumerate(reading.lines, start=1):
        if head_left > 0:
            alone = bool(fold(raw).strip())
            head_left -= alone
        else:
            alone = False
        if _may_bear_one(raw):
            found.extend(_marks(fold(raw), "body", number, alone=alone))
    for raw in filter(_may_bear_one, reading.headers):
        found.extend(_marks(fold(raw), "header", None, alone=True))
    for aside in reading.asides:
        alone = aside.place in {Place.FOOTER, Place.HIDDEN, Place.METADATA}
        for raw in filter(_may_bear_one, aside.text.splitlines()):
            found.extend(_marks(fold(raw), aside.place.value, None, alone=alone))
        found.extend(_set_apart(aside.text.splitlines(), aside.place.value))
    found.extend(_set_apart(reading.lines, "body"))
    found.extend(_marks(fold(reading.name.rpartition(".")[0]), "name", None, alone=True))
    return tuple(dict.fromkeys(found))


def refuse_if_marked(reading: Reading) -> tuple[Mark, ...]:
    """Raise UserError where the file bears a classification mark; return what only asks.

    Call it before anything of the file is stored, copied, indexed or logged; then nothing of it
    stays. The error names the file, the place and the mark, never the content.
    """
    found = find(reading)
    for mark in found:
        if mark.refuses:
            raise UserError("reading.marked", name=reading.name, place=mark.where, mark=mark.text)
    return found


def fold(line: str) -> str:
    """Return a line as a reader sees it: narrow signs, nothing invisible, one kind of star."""
    return unicodedata.normalize("NFKC", line).translate(_seen())


def only_asks(line: str) -> bool:
    """Whether a line says nothing but "internal", "keep carefully": no organ, no title."""
    return _rules().only_asking.fullmatch(fold(line)) is not None


def _marks(line: str, place: str, number: int | None, *, alone: bool) -> Iterator[Mark]:
    rules = _rules()
    where = fill(rules.places[place], {"line": number})
    starred = list(rules.starred.finditer(line))
    for match in starred:
        yield Mark(
            MarkKind.CLASSIFIED,
            rules.level(match[1] or match[2] or match[3]),
            _tidy(match[0]),
            where,
            number,
        )
    if alone and not starred and (level := rules.alone(line)):
        yield Mark(MarkKind.CLASSIFIED, level, _tidy(line), where, number)
    asking = rules.asking.search(line) if len(line.strip()) <= _ASK_LENGTH else None
    if asking and (alone or place != "body" or rules.only_asking.fullmatch(line)):
        yield Mark(MarkKind.ASKS, "", _tidy(asking[0]), where, number)


def _may_bear_one(raw: str) -> bool:
    """Whether a line is worth a closer look; nearly all are not, and the look costs most.

    Every mark has one of these signs, and no other character is folded into one of them.
    """
    rules = _rules()
    signs = rules.level_signs if len(raw.strip()) > _ASKS_WITHIN else rules.signs
    return any(sign in raw for sign in signs)


def _set_apart(lines: Iterable[str], place: str) -> Iterator[Mark]:
    """Yield the starred marks whose characters stand in lines of their own, as in upright boxes."""
    filled = ((number, raw.strip()) for number, raw in enumerate(lines, start=1) if raw.strip())
    for short, group in groupby(filled, key=lambda one: len(one[1]) <= _SCRAP):
        if not short:
            continue
        run = list(group)
        text = "".join(text for _, text in run)
        if len(run) == 1 or not _may_bear_one(text):
            continue
        line = fold(text)
        if _STAR in line:  # "secret" above a note that begins with * is no mark
            number = run[0][0] if place == "body" else None
            marks = _marks(line, place, number, alone=False)
            yield from (mark for mark in marks if mark.refuses and _STAR in mark.text)


def _tidy(text: str) -> str:
    return "".join(text.split())[:_SHOWN]


class _Rules:
    """The patterns, made once from `resources/reading/marks.toml`."""

    def __init__(self, words: dict[str, Any]) -> None:
        self._variants: dict[str, str] = words["variants"]
        self.places: dict[str, str] = words["places"]
        self.level_signs = frozenset(word[-1] for word in (*words["levels"], *self._variants))
        self.signs = self.level_signs | {word[-1] for word in words["asks"]}
        level = "|".join(r"[ \t]*".join(each) for each in (*words["levels"], *self._variants))
        not_a_footnote = "".join(f"(?<!{re.escape(kind)})" for kind in words["kinds_of_secret"])
        gap, period = r"[ \t]*", words["period"]
        # a star always makes a mark; an asterisk does with a period, or where it is neither the
        # footnote sign of "state secret*" nor half of a word in **bold**
        self.starred = re.compile(
            f"({level}){gap}\u2605(?:{gap}{period})?"
            f"|({level}){gap}\\*{gap}{period}"
            f"|{not_a_footnote}({level}){gap}\\*(?!\\*)"
        )
        label = f"(?:{words['label']}{gap}:?{gap})?"
        beside = f"(?:{'|'.join(words['urgency'])}|\\d{{1,7}}|{period}|{words['label']}:?)"
        self._alone = re.compile(
            f"(?:{beside}[ \t]+)*{label}({level})(?:{gap}{period})?(?:[ \t]+{beside})*"
        )
        asks = "|".join(words["asks"])
        self.asking = re.compile(asks)
        self.only_asking = re.compile(f"[\\W_]*(?:(?:{asks})[\\W_]*)+")

    def level(self, found: str) -> str:
        word = "".join(found.split())
        return self._variants.get(word, word)

    def alone(self, line: str) -> str:
        """Return the level that stands alone in a line, with nothing but what belongs to a mark."""
        bare = _FRAMES.sub(" ", line).strip()
        match = self._alone.fullmatch(bare)
        return self.level(match[1]) if match else ""


@cache
def _seen() -> dict[int, str | None]:
    """Return what `fold` makes of single characters: nothing of the invisible, one kind of star."""
    every = range(sys.maxunicode + 1)
    hidden = (code for code in every if unicodedata.category(chr(code)) in {"Cf", "Mn"})
    return dict.fromkeys(hidden) | {ord(star): plain for star, plain in _STARS.items()}


@cache
def _rules() -> _Rules:
    with paths.resource("reading", "marks.toml").open("rb") as page:
        return _Rules(tomllib.load(page))


_STAR = "\u2605"
_STARS = dict.fromkeys(
    "\u2606\u2b50\u2b51\u2b52\u272d\u2729\u2730\u272a\u272b\u272c\u272e\u272f", _STAR
) | dict.fromkeys("\u2217\u204e\u2731\u2732\u273b\u273d", "*")
_FRAMES = re.compile(
    r"[\[\]()<>{}\u2605\u3010\u3011\u3014\u3015\u300a\u300b\u3016\u3017\u201c\u201d\"'*|_#~.\-\u2014\u2500-\u257f]+"
)
