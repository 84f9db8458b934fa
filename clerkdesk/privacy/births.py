"""Whose birthday says that a minor is spoken of? Written in the text, or in a column of a list."""

import re
from datetime import date

from clerkdesk.privacy.hit import Hit
from clerkdesk.privacy.patterns import Kind, rules

_ADULT = 18  # years (民法典 17)
_DAY = re.compile(
    "(?<![0-9])((?:19|20)[0-9]{2})(?:[-./\u5e74]([0-9]{1,2})(?:[-./\u6708]([0-9]{1,2})\u65e5?|\u6708)?"
    "|(0[1-9]|1[0-2])([0-3][0-9])|\u5e74)(?![0-9])"
)
_REACH = 12  # characters between the word and its day
_COLUMNS = re.compile("[\t,|\uff0c]")


def of_minors(text: str, today: date) -> list[Hit]:
    """Return the birthdays of people who are under eighteen on a day."""
    if not any(word in text for word in rules().births):
        return []
    hits: list[Hit] = []
    column: int | None = None  # in which, from a heading on, birthdays stand
    start = 0
    for line in text.split("\n"):
        cells = _COLUMNS.split(line)
        heading = _heading(cells)
        if heading is not None or not line.strip():
            column = heading
        days = [day for day in _DAY.finditer(line) if _is_birthday(line, day)]
        if not days and heading is None and column is not None and column < len(cells):
            first = sum(len(cell) + 1 for cell in cells[:column])
            days = list(_DAY.finditer(line, first, first + len(cells[column])))
        hits += [
            Hit(start + day.start(), start + day.end(), Kind.MINOR, True, True)
            for day in days
            if _is_minor(day, today)
        ]
        start += len(line) + 1
    return hits


def _heading(cells: list[str]) -> int | None:
    """Return which cell of a row is the heading of birthdays, None where none is."""
    for place, cell in enumerate(cells):
        if len(cells) > 1 and rules().born_before.fullmatch(cell.strip(' "\r')):
            return place
    return None


def _is_birthday(line: str, day: re.Match[str]) -> bool:
    before = line[max(day.start() - _REACH, 0) : day.start()]
    behind = rules().born_after.match(line, day.end())
    return behind is not None or rules().born_before.search(before) is not None


def _is_minor(day: re.Match[str], today: date) -> bool:
    year, month = int(day[1]), int(day[2] or day[4] or 1)
    of_age = (year + _ADULT, month, int(day[3] or day[5] or 1))
    return year <= today.year and of_age > (today.year, today.month, today.day)
