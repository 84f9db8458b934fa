"""How does a register of an older version become one of today's?

To add a change: write `mNNNN_<what>.sql` beside this file, its statements separated by blank lines,
and put `script(...)` of it (or, where SQL is not enough, a function of the database) at the end of
MIGRATIONS. What has been released is never edited and never looks at the live models, which
describe today. A register's version is the number of steps it has been through; each step and its
number stand in one transaction.
"""

from collections.abc import Callable
from pathlib import Path

from playhouse.sqlcipher_ext import SqlCipherDatabase

from clerkdesk.db.connection import beside, writable
from clerkdesk.errors import EnvironmentFault

APPLICATION_ID = 0x434C4B44  # "CLKD": says that the file is a register and nothing else

Step = Callable[[SqlCipherDatabase], None]


def script(name: str) -> Step:
    """Return the step that runs a file of SQL which lies beside this module."""

    def run(database: SqlCipherDatabase) -> None:
        text = Path(__file__).with_name(name).read_text(encoding="utf-8")
        for statement in text.replace("\r\n", "\n").split("\n\n"):
            database.execute_sql(statement)

    return run


MIGRATIONS: tuple[Step, ...] = (script("m0001_first.sql"),)


def upgrade(
    database: SqlCipherDatabase, path: Path, key: bytes, steps: tuple[Step, ...] | None = None
) -> None:
    """Bring the open database to today's version; a copy of the one before stays beside it."""
    steps = MIGRATIONS if steps is None else steps
    found = database.user_version
    if found > len(steps):
        raise EnvironmentFault("register.newer", path=path, found=found, known=len(steps))
    if found == len(steps):
        return
    if found:
        _safety_copy(path, key, found)
    with writable():
        for number in range(found, len(steps)):
            with database.atomic("IMMEDIATE"):
                steps[number](database)
                database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                database.execute_sql(f"PRAGMA user_version = {number + 1}")


def _safety_copy(path: Path, key: bytes, version: int) -> None:
    copy = path.with_name(f"{path.stem}.v{version}{path.suffix}.bak")
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    with beside(path, key) as source, beside(part, key) as target:
        source.backup(target)
    part.replace(copy)
