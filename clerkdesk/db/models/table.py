"""What do all tables have in common: the database, strict columns, links that never cascade?"""

from typing import TYPE_CHECKING, Any

import peewee

from clerkdesk.db.connection import database


class Table(peewee.Model):
    if TYPE_CHECKING:  # what peewee makes at run time: the key, and `<link>_id` beside each link
        id: Any

        def __getattr__(self, name: str) -> Any: ...

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False


def link(table: Any, *, optional: bool = False) -> Any:
    """Return a foreign key without a back-reference, and with an index of its own."""
    return peewee.ForeignKeyField(table, null=optional, backref="+", on_delete="RESTRICT")
