"""Where do the lines of a Chinese text end, counted in cells?

Pure: no font, no page. The caller says how wide a character is, in cells (a Han character is 1).
The rules: no closing mark begins a line and no opening mark ends one, the two-cell dash and the
ellipsis stay whole, numbers and words of letters are not cut unless longer than a line, and
nothing of the text is lost: the lines, joined, are the text given.
"""

import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from clerkdesk import paths
from clerkdesk.errors import UserError
from clerkdesk.letters import fields

COLUMNS = 28  # GB/T 9704-2012, 5.2.3
_ROUNDING = 1e-6
_FULL = 8  # characters a cell: more than this many never fit, so they need no measuring
_LOOSE = 4.0  # cells: a line that would be spread by more looks torn
_WIDEST_GAP = 0.25  # cells: the same between two characters
_LONG = 12.0  # cells: only an address or a code is longer, and may be cut at its own signs
VARIANTS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_BREAKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"
_REPLACEMENT = "\ufffd"  # stands where a character was already lost

Measure = Callable[[str], float]


@dataclass(frozen=True)
class Placed:
    """One character with its marks. x: left edge of its box; width: of the box; both in cells."""

    text: str
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """One line. width: what its characters need before they were spread, in cells."""

    placed: tuple[Placed, ...]
    width: float
    ends_paragraph: bool

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.placed)


@dataclass(frozen=True)
class _Rules:
    never_first: frozenset[str]
    never_last: frozenset[str]
    whole: tuple[str, ...]
    cut_after: frozenset[str]
    joiners: frozenset[str]
    silent: tuple[range, ...]
    shaped: tuple[range, ...]

    @cached_property
    def pairs(self) -> frozenset[str]:
        return frozenset(mark[0] for mark in self.whole)


def _ranges(page: dict[str, list[str]]) -> tuple[range, ...]:
    ends = (pair.split("-") for pair in page["ranges"])
    return tuple(range(int(low, 16), int(high, 16) + 1) for low, high in ends)


@cache
def _rules() -> _Rules:
    with paths.resource("typesetting", "lines.toml").open("rb") as file:
        page = tomllib.load(file)
    return _Rules(
        never_first=frozenset(page["never_first"]),
        never_last=frozenset(page["never_last"]),
        whole=tuple(page["whole"]),
        cut_after=frozenset(page["cut_after"]),
        joiners=frozenset(page["joiners"]),
        silent=_ranges(page["silent"]),
        shaped=_ranges(page["shaped"]),
    )


def paragraphs(text: str, *, field: str) -> tuple[str, ...]:
    """The text's paragraphs, cleaned: cut at tabs and line breaks, empty ones left out.

    Control, zero-width and direction marks are laid aside, for they have no ink. A script that
    needs joined shapes, a half character or an already lost one is refused.
    field: whose text it is; errors name it. Raises UserError.
    """
    for mark in _BREAKS:
        text = text.replace(mark, "\n")
    cleaned = ("".join(_clean(part, field)) for part in text.split("\n"))
    return tuple(part for part in map(_trimmed, cleaned) if part)


def _trimmed(text: str) -> str:
    """Single spaces, and none at the ends: the page makes the indent, not the one who types."""
    return " ".join(word for word in text.split(" ") if word).strip(" \u3000")


def one_line(text: str, *, field: str) -> str:
    """The same for a name or a title: breaks become single spaces."""
    return " ".join(paragraphs(text, field=field))


def silent(char: str) -> bool:
    """Whether a character has neither ink nor width: control, zero-width and direction marks."""
    code = ord(char)
    return unicodedata.category(char) == "Cc" or any(code in span for span in _rules().silent)


def refusal(char: str) -> str | None:
    """Why a character cannot stand in a cell, as an error's code; None where it can."""
    code = ord(char)
    if unicodedata.category(char) in ("Cs", "Cn") or char == _REPLACEMENT:
        return "letters.page_lost_character"
    if any(code in span for span in _rules().shaped):
        return "letters.page_shaped_script"
    return None


def _clean(text: str, field: str) -> Iterator[str]:
    for char in text:
        if " " <= char <= "~" or "\u4e00" <= char <= "\u9fa5":
            yield char
            continue
        if silent(char):
            continue
        refused = refusal(char)
        if refused:
            shown = "" if unicodedata.category(char) == "Cs" else char
            point = f"U+{ord(char):04X}"
            raise UserError(
                refused, field=field, place=fields.place(field), char=shown, code_point=point
            )
        yield " " if unicodedata.category(char) == "Zs" and char != "\u3000" else char


def clusters(text: str) -> list[str]:
    """The text by what a reader calls a character: a base with its marks and variation selector."""
    found: list[str] = []
    for char in text:
        extends = char in VARIANTS or unicodedata.category(char) in ("Mn", "Me", "Mc")
        if extends and found:
            found[-1] += char
        else:
            found.append(char)
    return found


def is_narrow(cluster: str) -> bool:
    """Whether a character is set by its own width (letters, digits) rather than in a whole cell."""
    char = cluster[0]
    if char < "\x7f":
        return True
    return unicodedata.east_asian_width(char) in ("Na", "H", "N") or (
        unicodedata.category(char)[0] == "L" and char < "\u0250"
    )


def break_lines(
    text: str,
    measure: Measure,
    *,
    first: float = COLUMNS,
    rest: float = COLUMNS,
    spread: bool = True,
) -> tuple[Line, ...]:
    """The lines of one paragraph.

    measure: width of a cluster in cells. first, rest: room of the first line and of the others.
    spread: a line that ends early because of the rules fills the whole room; the last one does not.
    Lines whose room is exceeded do not exist, but for spaces that hang at an end.
    """
    lines: list[Line] = []
    held: list[tuple[str, float]] = []
    room = first
    for box in _boxes(clusters(text)):
        sized = [(cluster, measure(cluster)) for cluster in box]
        while sized:
            if len(sized) <= _FULL * rest and _needed(held + sized) <= room + _ROUNDING:
                held += sized
                break
            cut = _cut(held, sized, room, rest)
            if cut == 0 and not held:
                cut = 1  # a single character wider than the room: it must stand somewhere
            lines.append(_line(held + sized[:cut], room if spread else 0.0, last=False))
            held, sized, room = [], sized[cut:], rest
    if held or not lines:
        lines.append(_line(held, room, last=True))
    else:
        lines[-1] = Line(lines[-1].placed, lines[-1].width, ends_paragraph=True)
    return tuple(lines)


def _boxes(given: list[str]) -> Iterator[list[str]]:
    """What must not be cut: the text between two places where a line may end."""
    box: list[str] = []
    for cluster in given:
        if box and _may_end(box[-1], cluster):
            yield box
            box = []
        box.append(cluster)
    if box:
        yield box


def may_end_after(given: list[str]) -> list[int]:
    """How many of these clusters may stand on a line before the next ones, each possible count."""
    return [n for n in range(1, len(given)) if _may_end(given[n - 1], given[n])]


def _may_end(before: str, after: str) -> bool:
    rules = _rules()
    if after[0] in rules.never_first or before[0] in rules.never_last or after == " ":
        return False
    if before == after and before[0] in rules.pairs:
        return False
    return not (_in_word(before, rules) and _in_word(after, rules))


def _in_word(cluster: str, rules: _Rules) -> bool:
    char = cluster[0]
    if char in rules.joiners:
        return True
    return char != " " and is_narrow(cluster) and unicodedata.category(char)[0] in "LN"


def _needed(sized: list[tuple[str, float]]) -> float:
    """Width of the characters without the spaces that may hang at the end."""
    return _place(_without_hanging(sized))[1]


def _without_hanging(sized: list[tuple[str, float]]) -> list[tuple[str, float]]:
    end = len(sized)
    while end and sized[end - 1][0] == " ":
        end -= 1
    return sized[:end]


def _cut(
    held: list[tuple[str, float]], sized: list[tuple[str, float]], room: float, rest: float
) -> int:
    """How many characters of a box that does not fit still go on this line: mostly none."""
    rules = _rules()
    own = sum(width for _, width in sized)
    fits_a_line = own <= rest + _ROUNDING
    left = room - _needed(held)
    if held and fits_a_line and (own < _LONG or left < _LOOSE):
        return 0
    fits = 0
    while fits < len(sized) and _needed(held + sized[: fits + 1]) <= room + _ROUNDING:
        fits += 1
    lawful = [
        n
        for n in range(1, min(fits, len(sized) - 1) + 1)
        if sized[n][0][0] not in rules.never_first and sized[n - 1][0][0] not in rules.never_last
    ]
    gentle = [n for n in lawful if sized[n - 1][0][0] in rules.cut_after]
    if gentle and (fits_a_line or gentle[-1] >= fits // 2):
        return gentle[-1]
    if held and fits_a_line:
        return 0
    if lawful:
        return lawful[-1]
    return 0 if held else fits


def _place(sized: list[tuple[str, float]]) -> tuple[list[Placed], float]:
    """Positions before spreading; a run of letters is centred in whole half cells."""
    placed: list[Placed] = []
    x = 0.0
    start = 0
    while start < len(sized):
        end = start
        while end < len(sized) and is_narrow(sized[end][0]):
            end += 1
        if end == start:
            placed.append(Placed(sized[start][0], x, sized[start][1]))
            x += sized[start][1]
            start += 1
            continue
        own = sum(width for _, width in sized[start:end])
        halves = -int(-(own * 2 - _ROUNDING) // 1) / 2
        inner = x + (halves - own) / 2
        for cluster, width in sized[start:end]:
            placed.append(Placed(cluster, inner, width))
            inner += width
        x += halves
        start = end
    return placed, x


def _line(sized: list[tuple[str, float]], room: float, *, last: bool) -> Line:
    kept = _without_hanging(sized)
    placed, width = _place(kept)
    if not last:
        placed = _spread(placed, room - width)
    end = placed[-1].x + placed[-1].width if placed else 0.0
    for cluster, wide in sized[len(kept) :]:
        placed.append(Placed(cluster, end, wide))
    return Line(tuple(placed), width, ends_paragraph=last)


def _spread(placed: list[Placed], spare: float) -> list[Placed]:
    """The same line filling its room (5.2.3: lines fill the type area), words kept whole."""
    gaps = [
        n
        for n in range(1, len(placed))
        if not (is_narrow(placed[n - 1].text) and is_narrow(placed[n].text))
        and not (placed[n].text == placed[n - 1].text and placed[n].text[0] in _rules().pairs)
    ]
    if not _ROUNDING < spare <= min(_LOOSE, _WIDEST_GAP * len(gaps)):
        return placed
    step = spare / len(gaps)
    moved: list[Placed] = []
    shift = 0.0
    opens = set(gaps)
    for n, one in enumerate(placed):
        shift += step if n in opens else 0.0
        moved.append(Placed(one.text, one.x + shift, one.width))
    return moved
