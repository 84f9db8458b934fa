"""What stands in one row of an imported sheet: a day, a number, a choice, or a fault to name?"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from clerkdesk import paths, worksheet
from clerkdesk.errors import UserError
from clerkdesk.publications.readers.table import LOST
from clerkdesk.worksheet import Column

_SHOWN = 9  # choices named in a fault; of more only those most like what was written
_NEAR, _ALIKE = 3, 0.3


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell. column: its heading; text: the sentence."""

    sheet: str
    row: int
    column: str
    text: str


@cache
def page() -> dict[str, Any]:
    with paths.resource("reading", "requests.toml").open("rb") as file:
        return tomllib.load(file)


def title(sheet: str) -> str:
    """Return a sheet's own name; sheet: "requests", "events" or "choices"."""
    return str(page()["sheet"][sheet])


@cache
def columns(sheet: str) -> tuple[Column, ...]:
    """Return the columns of "requests" or "events", in the template's order."""
    return worksheet.columns(page()[sheet.removesuffix("s")])


def heading(sheet: str, key: str) -> str:
    return next((column.name for column in columns(sheet) if column.key == key), key)


@cache
def labels(table: str) -> Mapping[str, str]:
    """Return key -> label of one enum, as the clerk reads it on the screen."""
    with paths.resource("words", "terms.toml").open("rb") as file:
        return dict(tomllib.load(file)[table])


class Line:
    """One row: `said` by the keys of the columns, and the faults found while reading it."""

    def __init__(self, sheet: str, row: int, said: Mapping[str, str]) -> None:
        self.sheet, self.row, self.said = sheet, row, said
        self.faults: list[Fault] = []
        for key, value in said.items():
            if value.startswith(LOST):
                self.fault(key, UserError("importing.digits_lost", field=key))

    def text(self, key: str) -> str:
        return self.said.get(key, "")

    def fault(self, key: str, error: UserError) -> None:
        """Note what is wrong; the first fault of a cell stands."""
        column = heading(self.sheet, key)
        if all(one.column != column for one in self.faults):
            self.faults.append(Fault(title(self.sheet), self.row, column, str(error)))

    def require(self, *keys: str) -> None:
        for key in keys:
            if not self.text(key):
                self.fault(key, UserError("importing.missing", field=key))

    def day(self, key: str) -> date | None:
        value = self.text(key)
        found = worksheet.day(value)
        if value and found is None:
            self.fault(key, UserError("importing.not_a_day", field=key, value=value))
        return found

    def number(self, key: str) -> int | None:
        value = self.text(key)
        if value.isdecimal():
            return int(value)
        if value:
            self.fault(key, UserError("importing.not_a_number", field=key, value=value))
        return None

    def choice(self, key: str, table: str, allowed: Sequence[str] = ()) -> str:
        """Return the key of a label, empty where nothing stands there."""
        known = {
            label: one for one, label in labels(table).items() if one in allowed or not allowed
        }
        value = self.text(key)
        if not value or value in known:
            return known.get(value, "")
        if value in known.values():
            return value
        near = list(known)
        if len(near) > _SHOWN:
            near = get_close_matches(value, near, n=_NEAR, cutoff=_ALIKE) or near[:_NEAR]
        code = "no_such_choice" if len(near) == len(known) else "no_such_choice_of_many"
        shown = "\u3001".join(near)
        facts = {"value": value, "choices": shown, "sheet": title("choices")}
        self.fault(key, UserError(f"importing.{code}", field=key, **facts))
        return ""

    def one_of(self, key: str, known: Mapping[str, int]) -> int | None:
        """Return the key of a row that is named in the cell."""
        value = self.text(key)
        if value and value not in known:
            self.fault(key, UserError("importing.no_such_name", field=key, value=value))
        return known.get(value)


def lines(sheet: str, rows: Sequence[Sequence[str]]) -> tuple[list[Line], tuple[str, ...]]:
    """Return the filled rows of a sheet, and the headings nobody understands.

    Errors: importing.column_missing.
    """
    first, *body = rows or [[]]
    heads = worksheet.heads(columns(sheet), first)
    if heads.missing is not None:
        facts = {"sheet": title(sheet), "column": heads.missing.name}
        raise UserError("importing.column_missing", field="file", **facts)
    places = heads.places
    found = [
        Line(sheet, number, {key: row[at] if at < len(row) else "" for key, at in places.items()})
        for number, row in enumerate(body, 2)
        if any(row)
    ]
    return found, heads.unknown
