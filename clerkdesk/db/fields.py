"""How does a Python value stand in a STRICT table, which knows only TEXT, INTEGER and BLOB?

Days are ISO text, moments UTC text of fixed width, so both sort as text; booleans are 0 and 1.
"""

import json
from datetime import UTC, date, datetime
from typing import Any

import peewee


class Text(peewee.TextField):
    """Any text, stored exactly as given."""


class Whole(peewee.IntegerField):
    """A whole number."""


class YesNo(peewee.BooleanField):
    field_type = "INTEGER"


class Day(peewee.Field):
    """A legal day (UTC+8)."""

    field_type = "TEXT"

    def db_value(self, value: date | str | None) -> str | None:
        return value.isoformat() if isinstance(value, date) else value

    def python_value(self, value: str | None) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Moment(peewee.Field):
    """An aware moment, stored in UTC as 2026-10-13T02:00:00.000000Z."""

    field_type = "TEXT"

    def db_value(self, value: datetime | str | None) -> str | None:
        if not isinstance(value, datetime):
            return value
        if value.tzinfo is None:
            raise ValueError("a moment must know its zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def python_value(self, value: str | None) -> datetime | None:
        if value is None:
            return None
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


class Json(peewee.Field):
    """A small structure, stored as text with sorted keys so that equal values are equal bytes."""

    field_type = "TEXT"

    def db_value(self, value: Any) -> str | None:
        return None if value is None else dumps(value)

    def python_value(self, value: str | None) -> Any:
        return None if value is None else json.loads(value)


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
