"""What kind of line is this? Organ, date, number, title, addressee, section."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from clerkdesk.publications import dates, vocabulary
from clerkdesk.publications.vocabulary import any_of

T = TypeVar("T")

ORGAN_LENGTH = 40  # characters of the longest organ's name thought possible
TITLE_LINE = 60  # characters of the longest line of a title
ADDRESSEES = 600  # characters of the longest list of addressees

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_OPEN, _CLOSE = (
    r"[\u3014\u3010\[\uff3b(\uff08\ufe5d<\u3008]",
    r"[\u3015\u3011\]\uff3d)\uff09\ufe5e>\u3009]",
)


class Certainty(StrEnum):
    SURE = "sure"  # stands where the standard puts it, and its neighbours agree
    LIKELY = "likely"  # looks like it; the clerk should look twice


@dataclass(frozen=True)
class Found(Generic[T]):
    """A fact, the words it was read from, and the number (1-based) of their first line."""

    value: T
    text: str
    line: int
    certainty: Certainty


@dataclass(frozen=True)
class Line:
    """A line with text. number: 1-based in the file; gap: an empty line stands above it."""

    number: int
    raw: str
    gap: bool

    @cached_property
    def text(self) -> str:
        """The line with spaced-out characters drawn together and no space at its ends."""
        text = self.raw.strip()
        return "".join(text.split()) if _SPACED.fullmatch(text) else text

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What wide gaps and tabs separate."""
        return tuple(token for token in _WIDE_GAP.split(self.text) if token)


_EDGE = 20_000  # lines, some five hundred pages: behind them come annexes
# a wide gap is a wide gap; hundreds of blanks in a row would cost the patterns their cube
_BLANKS = re.compile(r"(\s{60})\s+")
_LINE = 2_000  # characters; no line of a head or foot is longer, and a file may be one line


def lines_of(texts: tuple[str, ...]) -> list[Line]:
    """Return the lines that hold something, as a reader sees them."""
    found: list[Line] = []
    gap = False
    for number, raw in _edges(texts):
        seen = visible(_BLANKS.sub(r"\1", raw[:_LINE]))
        if _NOTHING.fullmatch(seen):
            gap = True
            continue
        found.append(Line(number, seen, gap))
        gap = False
    return found


def _edges(texts: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield numbered lines; of a file of thousands of pages those where a head or foot may be."""
    for number, raw in enumerate(texts, start=1):
        if number <= _EDGE or number > len(texts) - _EDGE:
            yield number, raw


def visible(raw: str) -> str:
    """Return a line without direction marks and other invisible characters, digits made narrow."""
    raw = "".join(c for c in raw if c == "\t" or unicodedata.category(c) not in {"Cf", "Cc"})
    return raw.translate(_NARROW)


def packed(text: str) -> str:
    """Return a text without the spaces that only set Chinese characters apart."""
    return _HAN_GAP.sub("", text.strip())


def is_organ(text: str) -> bool:
    """Tell whether a text is the name of an organ: short, no sentence, a known ending."""
    text = packed(text)
    return bool(
        len(text) <= ORGAN_LENGTH
        and _rules().organ.fullmatch(text)
        and not _rules().no_organ.search(text)
    )


def is_date(text: str) -> bool:
    return _rules().date.fullmatch(text.strip()) is not None


def date_in(text: str) -> date | None:
    """Return the day that a text names as a whole; None for anything else, or no real day."""
    match = _rules().date.fullmatch(text.strip())
    return dates.of_match(match) if match else None


def organ_and_date(text: str) -> tuple[str, date] | None:
    """Return organ and day of a signature written on one line."""
    match = _rules().organ_date.fullmatch(text.strip())
    if match and is_organ(match["organ"]) and (day := dates.of_match(match)):
        return packed(match["organ"]), day
    return None


def issue_line(text: str) -> date | bool | None:
    """Return the day of an imprint "… issued"; False where the line is none."""
    match = _rules().issued.search(text)
    return dates.of_match(match) if match else False


def document_number(token: str) -> str | None:
    """Return a document number with the brackets of the standard; None where it is none.

    Only the brackets change (and blanks go): a number is never corrected otherwise.
    """
    match = _rules().number.fullmatch(token.strip())
    if not match:
        return None
    words = vocabulary.heading()
    first = words["number_first"] if match["first"] else ""
    code = "".join(match["code"].split())
    return f"{code}\u3014{match['year']}\u3015{first}{match['serial']}{words['number_sign']}"


def decree_number(token: str) -> str | None:
    """Return the number of a decree or announcement: "No. 12" or "2015 No. 3"."""
    match = _rules().decree.fullmatch(token.strip())
    return "".join(match[0].split()) if match else None


def is_kind(text: str) -> bool:
    """Tell whether a text ends like the title of one of the fifteen kinds of document."""
    return _rules().kind.search(packed(text)) is not None


def is_titled(text: str) -> bool:
    """Tell whether a text ends like any title: the fifteen kinds, plans, lists, rules."""
    return _rules().titled.search(packed(text)) is not None


def is_addressee(text: str) -> bool:
    """Tell whether a line is a list of addressees, or its last line."""
    text = text.strip()
    return (
        text.endswith((":", "\uff1a"))
        and len(text) <= ADDRESSEES
        and not any(sign in text for sign in "\u3002\uff1b;")
        and not _rules().no_addressee.search(text)
        and not is_section(text)
    )


def is_section(text: str) -> bool:
    """Tell whether a line opens a section of the body, an annex or a list of contents."""
    return _rules().section.match(text.strip()) is not None


def is_furniture(token: str) -> bool:
    """Tell whether a token is a copy number, level or urgency: no fact of ours."""
    return _rules().furniture.fullmatch(token.strip()) is not None


def labelled(line: Line, labels: str) -> str | None:
    """Return what follows a label in a line "label: value" or in table cells "label<tab>value".

    labels: the name of a list in heading.toml.
    """
    match = _rules().label(labels).search(line.raw)
    return match["value"].strip() or None if match else None


class _Rules:
    """The expressions, made once from the words."""

    def __init__(self, words: dict[str, Any]) -> None:
        day = dates.pattern()
        sign, first = words["number_sign"], words["number_first"]
        serial = r"(?P<serial>\d{1,5}(?:\s*-\s*\d{1,3})?)"
        name = rf"[{_HAN}A-Za-z0-9\uff08\uff09()\u00b7\u201c\u201d]"
        self.organ = re.compile(f"{name}{{1,{ORGAN_LENGTH}}}{any_of(words['organ_endings'])}")
        self.no_organ = re.compile(any_of(words["not_organ"]))
        self.date = re.compile(day)
        self.organ_date = re.compile(rf"(?P<organ>\S(?:.*?\S)?)\s*{day}")
        self.issued = re.compile(f"{day}\\s*{any_of([words['issued']])}\\s*$")
        self.number = re.compile(
            rf"(?P<code>[{_HAN}][{_HAN}A-Za-z\s]{{0,24}}(?:[(\uff08][{_HAN}]{{1,4}}[)\uff09])?)\s*{_OPEN}\s*"
            rf"(?P<year>(?:19|20)\d\d)\s*{words['year']}?\s*{_CLOSE}\s*"
            rf"(?P<first>{first})?\s*{serial}\s*{sign}"
        )
        self.decree = re.compile(
            rf"(?:(?:19|20)\d\d\s*{words['year']}\s*)?{first}\s*\d{{1,5}}\s*{sign}"
        )
        after = words["after_kind"]
        self.kind = re.compile(f"{any_of(words['kinds'])}{after}$")
        self.titled = re.compile(f"{any_of([*words['kinds'], *words['attached_kinds']])}{after}$")
        self.no_addressee = re.compile(any_of(words["not_addressee"]))
        self.section = re.compile(words["section"])
        self.furniture = re.compile(
            rf"\d{{1,7}}|{any_of(words['urgency'])}|{any_of(words['levels'])}(?:\s*[\u2605\u2606*].*)?"
        )
        self._words = words
        self._labels: dict[str, re.Pattern[str]] = {}

    def label(self, labels: str) -> re.Pattern[str]:
        if labels not in self._labels:
            one = any_of(self._words[labels])
            self._labels[labels] = re.compile(
                rf"(?:^|\t|\s{{2,}})[\s\u3010\[]*{one}[\s\u3011\]]*(?:[:\uff1a]\s*|\t\s*)"
                r"(?P<value>[^\t]*?)(?=\t|\s{3,}|$)"
            )
        return self._labels[labels]


@cache
def _rules() -> _Rules:
    return _Rules(vocabulary.heading())


_SPACED = re.compile(r"(?:\S\s+){2,}\S")
_WIDE_GAP = re.compile(r"\t+|\s{2,}|\u3000+")
_HAN_GAP = re.compile(
    rf"(?<=[{_HAN}\uff08\uff09\u300a\u300b])\s+(?=[{_HAN}\uff08\uff09\u300a\u300b])"
)
# an empty line, a ruled line, or a page number between dashes
_NOTHING = re.compile(r"[\W_]*|[\s\u2014\u2013\u2500-]+\d{1,4}[\s\u2014\u2013\u2500-]+")
_NARROW = {0xFF10 + n: 0x30 + n for n in range(10)}
