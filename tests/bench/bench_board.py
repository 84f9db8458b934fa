"""How long does today's board take over 100,000 requests and 100,000 publications? By hand.

python -m tests.bench.bench_board [how many of each] [percent that are open]   (100000, 5)
"""

# ruff: noqa: T201, S311 - a script that speaks to a terminal; chance makes no secrets here
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from timeit import repeat

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clerkdesk.calendar import WorkCalendar
from clerkdesk.clock import FixedClock
from clerkdesk.db import open_register
from clerkdesk.db.connection import database
from clerkdesk.db.models import Deadline, Person
from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board, turns
from clerkdesk.deadlines.board import Status
from clerkdesk.deadlines.lights import Light

TODAY = date(2026, 10, 13)
BATCH = 2_000
SHOWN = 500  # rows the board asks for
STATUSES = (Status.RUNNING,) * 7 + (Status.PAUSED, Status.UNSENT, Status.UNCONFIRMED)
COLUMNS = (
    "d.id, d.noun, d.noun_id, d.rule, d.number, d.title, d.who, d.next_step, d.handler_id,"
    " d.due_on, d.provisional, d.natural_days, d.status, d.waiting_for, d.red_on, d.yellow_on,"
    " d.closed_on, p.name"
)


def fill(how_many: int, percent: int, clerk: int) -> None:
    """Lay the lines of both nouns beside one another, as years of work would leave them."""
    chance = random.Random(20261013)
    days = WorkCalendar.official()
    rows = []
    for noun, rule in (("request", "reply"), ("publication", "publish")):
        for number in range(1, how_many + 1):
            is_open = chance.randrange(100) < percent
            began = TODAY - timedelta(days=chance.randrange(50 if is_open else 4_000))
            due = days.add(began, 20)
            status = chance.choice(STATUSES) if is_open else Status.RUNNING
            waits = status is Status.UNCONFIRMED
            rows.append(
                {
                    "noun": noun,
                    "noun_id": number,
                    "rule": rule,
                    "number": f"{began.year}-{number:06}",
                    "title": f"城区集中供热特许经营协议及补充协议{number % 997}",
                    "who": f"刘洋{number % 5_000}",
                    "next_step": "decide",
                    "handler": clerk,
                    "due_on": None if waits else due,
                    "status": str(status),
                    "red_on": began + timedelta(days=3) if waits else None,
                    "yellow_on": began + timedelta(days=1) if waits else None,
                    "closed_on": None if is_open else began + timedelta(days=chance.randrange(35)),
                }
            )
    for at in range(0, len(rows), BATCH):
        Deadline.insert_many(rows[at : at + BATCH]).execute()


def milliseconds(work: Callable[[], object]) -> float:
    """Return the processor's time of one call: other programs on the machine are none of it."""
    work()
    return min(repeat(work, timer=process_time, number=5, repeat=15)) / 5 * 1e3


def told(name: str, work: Callable[[], object]) -> float:
    took = milliseconds(work)
    print(f"{name:36} {took:9.2f} ms")
    return took


def bare(ids: tuple[int, ...]) -> Callable[[], object]:
    """Return the fetching of exactly these rows, by their keys: no filter, no order."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT {COLUMNS} FROM deadline d LEFT JOIN person p ON p.id = d.handler_id"  # noqa: S608
    return lambda: database.execute_sql(f"{sql} WHERE d.id IN ({marks})", ids).fetchall()


def ordered() -> object:
    """Return the open lines by their day, as plain SQL would list them."""
    return database.execute_sql(
        f"SELECT {COLUMNS} FROM deadline d LEFT JOIN person p ON p.id = d.handler_id"  # noqa: S608
        " WHERE d.closed_on IS NULL ORDER BY d.due_on LIMIT ?",
        (SHOWN,),
    ).fetchall()


def main() -> None:
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    percent = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.clerkdesk"
        register = open_register(path, bytes(32), clock=FixedClock.on(TODAY), create=True)
        try:
            with unit(by=None) as work:
                clerk = Person.create(uid="clerk", name="王芳").id
                fill(how_many, percent, clerk)
                work.note("deadline", 0, "filled")
            shown = board.on(TODAY, limit=SHOWN)
            plain = told("bare SQL, the same rows by key", bare(tuple(row.id for row in shown)))
            by_day = told("bare SQL, open ones by day", ordered)
            whole = told("the board", lambda: board.on(TODAY, limit=SHOWN))
            print(f"{'board / bare by key':36} {whole / plain:9.1f}")
            print(f"{'board / bare by day':36} {whole / by_day:9.1f} (at most 2)")
            told("the board, overdue", lambda: board.on(TODAY, lights=(Light.OVERDUE,)))
            told("counts", lambda: board.counts(TODAY))
            told("met this month", lambda: board.closed_between(TODAY.replace(day=1), TODAY))
            told("a month", lambda: board.between(TODAY.replace(day=1), TODAY, TODAY))
            told("alarms nobody acknowledged", lambda: turns.unacknowledged(TODAY))
        finally:
            register.close()


if __name__ == "__main__":
    main()
