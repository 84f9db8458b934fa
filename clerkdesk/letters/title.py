"""Where is a long title cut, by sense and into a shape that pleases?

GB/T 9704-2012, 7.3.1: words stay whole and the lines form a trapezoid or a diamond.
"""

import re
import tomllib
from functools import cache
from itertools import combinations, pairwise
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import UserError
from clerkdesk.letters import grid

LINES = 3
_UNKNOWN = 5.0  # between two characters of which the page knows no word
_HALF_KNOWN = 1.5
_KNOWN = 0.6
_GOOD = 0.0
_IN_NAME = 3.0  # inside the title of another paper
_LINE = 4.0  # for each line, so that fewer lines are better
_CONCAVE = 30.0  # a waist is neither trapezoid nor diamond
_LEVEL = 3.0
_STRAY = 9.0  # a line of less than a third of the longest
_SPREAD = 0.15


@cache
def _page() -> dict[str, Any]:
    with paths.resource("typesetting", "page.toml").open("rb") as file:
        page: dict[str, Any] = tomllib.load(file)["title"]
    return page


def lines(
    text: str, measure: grid.Measure, room: float, *, unbroken: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The title's lines, at most three.

    measure, room: widths in any one unit. unbroken: words that are never cut, besides those known.
    Raises UserError if three lines cannot hold it; a title is never made smaller.
    """
    given = grid.clusters(text)
    ends = [0.0]
    for cluster in given:
        ends.append(ends[-1] + measure(cluster))
    if ends[-1] <= room:
        return (text,)
    cuts = _cuts(given, text, unbroken)
    for possible in (cuts, dict.fromkeys(range(1, len(given)), _UNKNOWN)):
        found = [_best(ends, possible, room, count) for count in range(2, LINES + 1)]
        best = min((one for one in found if one is not None), default=None)
        if best is not None:
            bounds = (0, *best[1], len(given))
            return tuple("".join(given[a:b]) for a, b in pairwise(bounds))
    raise UserError("letters.page_title_too_long", field="title", count=len(given))


def _best(
    ends: list[float], cuts: dict[int, float], room: float, count: int
) -> tuple[float, tuple[int, ...]] | None:
    """The least painful way to make so many lines, and what it costs."""
    found: tuple[float, tuple[int, ...]] | None = None
    for chosen in combinations(sorted(cuts), count - 1):
        bounds = (0, *chosen, len(ends) - 1)
        widths = [ends[b] - ends[a] for a, b in pairwise(bounds)]
        if max(widths) > room:
            continue
        cost = _shape(widths) + sum(cuts[cut] for cut in chosen) + _LINE * count
        if found is None or cost < found[0]:
            found = (cost, chosen)
    return found


def _shape(widths: list[float]) -> float:
    longest = max(widths)
    cost = sum(longest - width for width in widths) / longest * 10 * _SPREAD
    if any(a > b < c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False)):
        cost += _CONCAVE
    if longest - min(widths) < longest / 20:
        cost += _LEVEL
    if min(widths) < longest / 3:
        cost += _STRAY
    return cost


def _cuts(given: list[str], text: str, unbroken: tuple[str, ...]) -> dict[int, float]:
    """Where the title may be cut, and how much each cut hurts the sense."""
    page = _page()
    starts = [0]
    for cluster in given:
        starts.append(starts[-1] + len(cluster))
    spans = _known(text, unbroken)
    inside = {n for a, b in spans for n in range(a + 1, b)}
    edges = {edge for span in spans for edge in span}
    covered = {n for a, b in spans for n in range(a, b)}
    names = {
        n
        for pattern in page["names"]
        for match in re.finditer(pattern, text)
        for n in range(match.start() + 1, match.end())
    }
    allowed: dict[int, float] = {}
    for n in grid.may_end_after(given):
        at = starts[n]
        if at in inside or text[at] in page["never_begins"]:
            continue
        if text[at - 1] in page["ends_well"] or text.startswith(tuple(page["begins_well"]), at):
            allowed[n] = _GOOD
        elif at in edges:
            both = at in covered and at - 1 in covered
            allowed[n] = _KNOWN if both else _HALF_KNOWN
        else:
            allowed[n] = _UNKNOWN
        allowed[n] += _IN_NAME if at in names else 0.0
    return allowed


def _known(text: str, unbroken: tuple[str, ...]) -> list[tuple[int, int]]:
    """Spans of words and expressions that stay whole; the longest word at a place wins."""
    spans = [m.span() for pattern in _page()["patterns"] for m in re.finditer(pattern, text)]
    words = sorted({*_page()["words"], *unbroken} - {""}, key=len, reverse=True)
    at = 0
    while at < len(text):
        word = next((one for one in words if text.startswith(one, at)), None)
        if word is not None:
            spans.append((at, at + len(word)))
        at += len(word) if word else 1
    return spans
