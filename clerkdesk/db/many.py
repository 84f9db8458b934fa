"""How are many rows of one table written, without a statement being made for each of them?

peewee takes longer to write out an UPDATE than SQLite to carry it out; here a table's statement is
written once. Inside a unit only, as every write.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from clerkdesk.db.connection import database
from clerkdesk.db.models.table import Table

Row = Mapping[str, Any]  # by the names of the model's fields, values as the model takes them


def update(table: type[Table], rows: Iterable[tuple[int, Row]]) -> None:
    """Set the named fields of the rows with these keys; rows may name different fields."""
    together: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for key, row in rows:
        names = tuple(row)
        if names:
            stored = _stored(table, names)
            told = (as_stored(row[name]) for name, as_stored in zip(names, stored, strict=True))
            together[names].append((*told, key))
    for names, values in together.items():
        _run(_update(table, names), values)


def insert(table: type[Table], rows: Iterable[Row]) -> None:
    """Add rows that all name the same fields; what they leave out takes no default."""
    found = list(rows)
    if not found:
        return
    names = tuple(found[0])
    stored = _stored(table, names)
    values = [
        tuple(as_stored(row[name]) for name, as_stored in zip(names, stored, strict=True))
        for row in found
    ]
    _run(_insert(table, names), values)


def _run(statement: str, values: list[tuple[Any, ...]]) -> None:
    database.cursor().executemany(statement, values)


@cache
def _stored(table: type[Table], names: tuple[str, ...]) -> tuple[Callable[[Any], Any], ...]:
    """Return what makes each field's value one that SQLite holds."""
    fields = table._meta.fields  # noqa: SLF001 - peewee's own list of columns
    return tuple(fields[name].db_value for name in names)


def _columns(table: type[Table], names: tuple[str, ...]) -> list[str]:
    fields = table._meta.fields  # noqa: SLF001 - as above
    return [f'"{fields[name].column_name}"' for name in names]


@cache
def _update(table: type[Table], names: tuple[str, ...]) -> str:
    told = ", ".join(f"{column} = ?" for column in _columns(table, names))
    return f'UPDATE "{table._meta.table_name}" SET {told} WHERE "id" = ?'  # noqa: S608, SLF001 - names of the model


@cache
def _insert(table: type[Table], names: tuple[str, ...]) -> str:
    columns = ", ".join(_columns(table, names))
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table._meta.table_name}" ({columns}) VALUES ({marks})'  # noqa: S608, SLF001 - as above
