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
    word = rules().born
    if word not in text:
        return []
    hits: list[Hit] = []
    column: int | None = None  # in which, from a heading on, birthdays stand
    start = 0
    for line in text.split("\n"):
        cells = _COLUMNS.split(line)
        if word in line:
            days = [day for day in _DAY.finditer(line) if _beside(line, day, word)]
            heading = next((place for place, cell in enumerate(cells) if word in cell), 0)
            column = heading if len(cells) > 1 and not days else None
        elif column is None or len(cells) <= column:
            column = None if not line.strip() else column
            days = []
        else:
            first = sum(len(cell) + 1 for cell in cells[:column])
            day = _DAY.search(line, first, first + len(cells[column]))
            days = [day] if day else []
        hits += [
            Hit(start + day.start(), start + day.end(), Kind.MINOR, True, True)
            for day in days
            if _is_minor(day, today)
        ]
        start += len(line) + 1
    return hits


def _beside(line: str, day: re.Match[str], word: str) -> bool:
    near = line[max(day.start() - _REACH, 0) : day.end() + 3]
    return word in near


def _is_minor(day: re.Match[str], today: date) -> bool:
    year, month = int(day[1]), int(day[2] or day[4] or 1)
    of_age = (year + _ADULT, month, int(day[3] or day[5] or 1))
    return year <= today.year and of_age > (today.year, today.month, today.day)
