"""Which number does a matter or a letter get? Without gaps, once, and never again after a void.

A series is a key of `resources/numbers.toml`, such as "request" or "letter_reply"; its numbers
begin at 1 each year. An office whose own form of letter numbers has no {kind} in it has one series
for all its letters. Numbers are allotted inside the unit that stores what they belong to, so that
a failed save gives none away. Where the office's own register gives the numbers they are typed:
checked for form and repetition, kept beside the others.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import normalize

from clerkdesk import paths, settings
from clerkdesk.db import models
from clerkdesk.db.connection import database
from clerkdesk.db.fields import dumps
from clerkdesk.db.models import Meta, Series
from clerkdesk.db.unit import at_work, unit
from clerkdesk.errors import UserError, fill


@dataclass(frozen=True)
class Number:
    """A number as given; `shown` is how it is printed. id: for `belongs_to` and `void`."""

    id: int
    series: str
    year: int
    number: int
    shown: str
    typed: bool
    voided: bool = False
    void_reason: str = ""


@dataclass(frozen=True)
class Gaps:
    """What an inspector asks of a series of one year.

    last: the highest number. missing: spans (first, last) that nobody had. elsewhere: spans left
    to an earlier register by `continue_at`. voided: the numbers made void, with their reasons.
    """

    last: int
    missing: tuple[tuple[int, int], ...]
    elsewhere: tuple[tuple[int, int], ...]
    voided: tuple[Number, ...]


def allot(series: str, year: int, noun: str, noun_id: int = 0) -> Number:
    """Give out the next number, inside a unit. noun_id: 0 where the row has no id yet."""
    series = _in_use(series)
    number = _next_free(series, year)
    Series.replace(key=series, year=year, next_number=number + 1).execute()
    shown = _shown(series, year, number)
    return _give(series, year, number, shown, (noun, noun_id), typed=False)


def enter(series: str, year: int, typed: str, noun: str, noun_id: int = 0) -> Number:
    """Keep a number as typed, inside a unit; errors as `check`."""
    key, number, shown = _read(series, year, typed)
    return _give(key, year, number, shown, (noun, noun_id), typed=True)


def check(series: str, year: int, typed: str) -> str:
    """Return a typed number in its proper form, brackets and digits set right.

    UserError with field "number": numbers.empty, bad_form, other_year, repeated.
    """
    return _read(series, year, typed)[2]


def year_written(series: str, typed: str) -> int | None:
    """Return the year that stands in a typed number, None where none does."""
    match = _match(_in_use(series), _tidied(_in_use(series), typed))
    return int(match["year"]) if match is not None and match["year"] else None


def in_use() -> tuple[str, ...]:
    """Return the keys of the series this office numbers in: one for all letters if it so chose."""
    return tuple(dict.fromkeys(_in_use(key) for key in _page()["series"] if key != "letter"))


def next_shown(series: str, year: int) -> str:
    """Return what the next own number would look like; nothing is given out."""
    series = _in_use(series)
    return _shown(series, year, _next_free(series, year))


def of(noun: str, noun_id: int) -> Number | None:
    """Return the number of a row, None where it has none."""
    row = models.Number.get_or_none(
        (models.Number.noun == noun) & (models.Number.noun_id == noun_id)
    )
    return None if row is None else _number(row)


def belongs_to(number: Number, noun_id: int) -> None:
    """Say which row a number went to, inside the unit that allotted it."""
    models.Number.update(noun_id=noun_id).where(models.Number.id == number.id).execute()


def void(shown: str, reason: str, *, noun: str) -> Number:
    """Make a number of a noun void, inside a unit; it is never given out again.

    UserError: numbers.reason_missing (field "reason"), gone, void_already.
    """
    work = at_work()
    if not reason.strip():
        raise UserError("numbers.reason_missing", field="reason")
    row = models.Number.get_or_none((models.Number.shown == shown) & (models.Number.noun == noun))
    if row is None:
        raise UserError("numbers.gone", field="number", shown=shown)
    if row.voided_at is not None:
        raise UserError("numbers.void_already", field="number", shown=shown)
    row.voided_at, row.void_reason = work.now, reason.strip()
    row.save()
    work.note("number", row.id, "voided", {"shown": shown, "reason": row.void_reason})
    return _number(row)


def continue_at(series: str, year: int, number: int, *, by: int) -> None:
    """Let a series go on at `number`, because an earlier register gave out the ones before.

    UserError numbers.behind where that number, or a higher one, was given out here.
    """
    series = _in_use(series)
    with unit(by=by) as work:
        last = _last(series, year)
        if number <= last:
            raise UserError("numbers.behind", field="number", last=last)
        first = _next_free(series, year)
        Series.replace(key=series, year=year, next_number=number).execute()
        if number > first:
            spans = [*_elsewhere(series, year), (first, number - 1)]
            Meta.replace(key=_elsewhere_key(series, year), value=dumps(spans)).execute()
        told = {"series": series, "year": year, "next": number}
        work.note("series", 0, "continued", told)


def gaps(series: str, year: int) -> Gaps:
    """Look through a series of one year."""
    series = _in_use(series)
    rows = _rows(series, year)
    last = max((row.number for row in rows), default=0)
    elsewhere = _elsewhere(series, year)
    there = {row.number for row in rows}
    for first, end in elsewhere:
        there.update(range(first, end + 1))
    missing = tuple(_spans([n for n in range(1, last + 1) if n not in there]))
    return Gaps(last, missing, elsewhere, tuple(_number(row) for row in rows if row.voided_at))


def _next_free(series: str, year: int) -> int:
    row = Series.get_or_none((Series.key == series) & (Series.year == year))
    number = int(row.next_number) if row else 1
    while _rows(series, year, number):  # typed in before its turn came
        number += 1
    return number


def _give(  # noqa: PLR0913 - the columns of a number
    series: str, year: int, number: int, shown: str, row_of: tuple[str, int], *, typed: bool
) -> Number:
    row = models.Number.create(
        series=series,
        year=year,
        number=number,
        shown=shown,
        typed=typed,
        noun=row_of[0],
        noun_id=row_of[1],
        allotted_at=at_work().now,
    )
    return _number(row)


def _read(series: str, year: int, typed: str) -> tuple[str, int, str]:
    series = _in_use(series)
    shown = _tidied(series, typed)
    if not shown:
        raise UserError("numbers.empty", field="number")
    match = _match(series, shown)
    if match is None:
        facts = {"shown": typed.strip(), "example": _page()["series"][series]["example"]}
        raise UserError("numbers.bad_form", field="number", **facts)
    found = int(match["year"] or year)
    if found != year:
        raise UserError("numbers.other_year", field="number", shown=shown, found=found, year=year)
    number = int(match["number"])
    # one office has several kinds of letter, each with its own code and its own row of numbers
    own = _shown(series, year, number) == shown or not match["code"]
    key = series if own else f"{series}/{match['code']}"
    same = models.Number.select().where(models.Number.shown == shown)
    if _rows(key, year, number) or any(_family(row.series) == _family(series) for row in same):
        raise UserError("numbers.repeated", field="number", shown=shown)
    return key, number, shown


def _tidied(series: str, typed: str) -> str:
    """Return a typed number with its digits and brackets set right."""
    shown = "".join(normalize("NFKC", character) for character in "".join(typed.split()))
    if _page()["series"][series]["six_sided"]:
        shown = shown.translate(str.maketrans(_page()["brackets"]))
    return shown


def _match(series: str, shown: str) -> re.Match[str] | None:
    return re.match(_page()["series"][series]["typed"], shown)


def _shown(series: str, year: int, number: int) -> str:
    page = _page()["series"][series]
    marks = {
        "code": settings.load().office_code,
        "kind": page.get("kind", ""),
        "year": year,
        "number": number,
        "number4": f"{number:04}",
    }
    return fill(_own_form(series) or page["form"], marks)


def _in_use(series: str) -> str:
    form = _own_form(series)
    return _family(series) if form and "{kind}" not in form else series


def _own_form(series: str) -> str:
    return str(getattr(settings.load(), f"{_family(series)}_number_form"))


def _family(series: str) -> str:
    return re.split("[_/]", series)[0]


def _rows(series: str, year: int, number: int | None = None) -> list[models.Number]:
    table = models.Number
    query = table.select().where((table.series == series) & (table.year == year))
    if number is not None:
        query = query.where(table.number == number)
    return list(query.order_by(table.number))


def _last(series: str, year: int) -> int:
    sql = "SELECT coalesce(max(number), 0) FROM number WHERE series = ? AND year = ?"
    return int(database.execute_sql(sql, (series, year)).fetchone()[0])


def _elsewhere(series: str, year: int) -> tuple[tuple[int, int], ...]:
    row = Meta.get_or_none(Meta.key == _elsewhere_key(series, year))
    return tuple((first, end) for first, end in json.loads(row.value)) if row else ()


def _elsewhere_key(series: str, year: int) -> str:
    return f"numbers elsewhere {series} {year}"


def _spans(numbers: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def _number(row: models.Number) -> Number:
    voided = row.voided_at is not None
    shown = (row.shown, bool(row.typed), voided, row.void_reason)
    return Number(row.id, row.series, row.year, row.number, *shown)


@cache
def _page() -> dict[str, Any]:
    with paths.resource("numbers.toml").open("rb") as page:
        return tomllib.load(page)
