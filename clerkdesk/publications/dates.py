"""Which day does a written date name? Arabic figures and Chinese ones."""

import re
from datetime import date
from functools import cache
from typing import Any

from clerkdesk.publications import vocabulary


@cache
def pattern() -> str:
    """Return the expression for one date, with the groups year, month and day."""
    words = vocabulary.heading()
    figures = "".join(words["digits"]) + words["zeros"] + words["ten"] + r"\d"
    return (
        f"(?P<year>[{figures}](?:\\s*[{figures}]){{3}})\\s*{words['year']}"
        f"\\s*(?P<month>[{figures}](?:\\s*[{figures}]){{0,2}})\\s*{words['month']}"
        f"\\s*(?P<day>[{figures}](?:\\s*[{figures}]){{0,2}})\\s*{words['day']}"
    )


def of_match(match: re.Match[str]) -> date | None:
    """Return the day of a match of `pattern()`; None for no real day (30 February)."""
    try:
        return date(_number(match["year"]), _number(match["month"]), _number(match["day"]))
    except ValueError:
        return None


def _number(text: str) -> int:
    words = vocabulary.heading()
    figures = "".join(_figure(c, words) for c in text if not c.isspace())
    if "X" not in figures:
        return int(figures)
    tens, _, ones = figures.partition("X")
    return int(tens or "1") * 10 + int(ones or "0")


def _figure(character: str, words: dict[str, Any]) -> str:
    if character in words["zeros"]:
        return "0"
    if character == words["ten"]:
        return "X"
    place = words["digits"].find(character)
    return str(place) if place >= 0 else str(int(character))
