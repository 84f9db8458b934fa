"""How long do lists over 100,000 requests take, and counting all of them anew? Started by hand.

python -m tests.bench.bench_requests [how many]        (default 100000; half of them open)
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
from clerkdesk.db.models import Party, Person, Request, RequestItem, RequestParty
from clerkdesk.db.unit import unit
from clerkdesk.deadlines.lights import Light
from clerkdesk.requests import queries, service
from clerkdesk.requests.queries import Order, RequestFilter

TODAY = date(2026, 10, 13)
VISIBLE = 200  # rows of a page
BATCH = 2_000
WORDS = (
    "滨河路二期征地补偿安置方案供热特许经营协议老旧小区改造清单城市更新条例路灯节能合同海绵城市报告"
)


def fill(how_many: int, clerk: int) -> None:
    chance = random.Random(20261013)
    days = WorkCalendar.official()
    party = Party.create(uid="party", kind="natural", name="刘洋").id
    rows, items, people = [], [], []
    for number in range(1, how_many + 1):
        is_open = number % 2 == 0
        arrived = TODAY - timedelta(days=chance.randrange(200 if is_open else 4_000))
        due = days.add(arrived, 20)
        closed = None if is_open else arrived + timedelta(days=chance.randrange(2, 35))
        at = chance.randrange(len(WORDS) - 20)
        title = f"{WORDS[at : at + 20]}{number % 997}"
        late = closed is not None and closed > due
        rows.append(
            {
                "uid": f"r{number}",
                "number": f"{arrived.year}-{number:06}",
                "year": arrived.year,
                "channel": "signed_mail",
                "arrived_on": arrived,
                "received_on": arrived,
                "convention": "(]",
                "organ_limit_days": 15,
                "handler": clerk,
                "title": title,
                "applicant": f"刘洋{number % 5_000}",
                "state": "running" if is_open else "closed_late" if late else "closed_in_time",
                "due_on": due,
                "next_step": "decide" if is_open else "",
                "closed_on": closed,
                "registered_at": "2026-10-13T00:00:00.000000Z",
                "registered_by": clerk,
            }
        )
        items.append(
            {
                "uid": f"i{number}",
                "request": number,
                "position": 1,
                "content": f"{title}的全部材料，包括合同、附件、会议纪要以及审批文件。",
                "facts": {},
            }
        )
        people.append({"request": number, "party": party, "role": "applicant"})
    for table, lines in ((Request, rows), (RequestItem, items), (RequestParty, people)):
        for at in range(0, how_many, BATCH):
            table.insert_many(lines[at : at + BATCH]).execute()


def milliseconds(work: Callable[[], object], number: int = 5) -> float:
    work()
    return min(repeat(work, timer=process_time, number=3, repeat=2 * number)) / 3 * 1e3


def told(name: str, work: Callable[[], object]) -> float:
    took = milliseconds(work)
    print(f"{name:36} {took:9.1f} ms")
    return took


def bare() -> list[tuple[object, ...]]:
    """Return the same visible rows with nothing but SQL."""
    return database.execute_sql(
        "SELECT r.id, r.number, r.arrived_on, r.received_on, r.applicant, r.title, r.channel,"
        " r.state, r.due_on, r.provisional, r.next_step, r.closed_on, p.name, u.name"
        " FROM request r LEFT JOIN person p ON p.id = r.handler_id"
        " LEFT JOIN unit u ON u.id = r.section_id WHERE r.voided_at IS NULL"
        " ORDER BY r.closed_on IS NOT NULL, r.due_on IS NULL, r.due_on, r.id LIMIT ?",
        (VISIBLE,),
    ).fetchall()


def lists() -> None:
    chosen = RequestFilter

    def page(what: RequestFilter, order: Order = Order.DUE, offset: int = 0) -> object:
        return queries.page(what, order, today=TODAY, limit=VISIBLE, offset=offset)

    plain = told("bare SQL, first page", bare)
    first = told("page, first", lambda: page(chosen()))
    print(f"{'page / bare SQL':36} {first / plain:9.1f}")
    told("page, offset 50,000", lambda: page(chosen(), offset=50_000))
    told("page by applicant", lambda: page(chosen(), Order.APPLICANT))
    told("page, overdue ones", lambda: page(chosen(lights=frozenset({Light.OVERDUE}))))
    told("page, free text", lambda: page(chosen(text="特许经营")))
    told("page, free text without a hit", lambda: page(chosen(text="没有这样的字")))
    told("count, free text", lambda: queries.count(chosen(text="特许经营"), today=TODAY))
    told("counts by light", lambda: queries.by_light(today=TODAY))
    told("offers at intake", lambda: queries.similar("申请公开供热特许经营协议及补充协议", [1]))
    told("card", lambda: queries.card(2, TODAY))


def derive_all(clerk: int) -> None:
    changed = WorkCalendar.official().with_makeup(counted=False)
    for name, work in (
        ("what a calendar would move", lambda: queries.of_calendar(changed, TODAY)),
        ("first derivation, all", lambda: service.rederive_open(clerk)),
        ("derivation, nothing moved", lambda: service.rederive_open(clerk)),
        ("derivation, a calendar changed", lambda: service.rederive_open(clerk, changed=changed)),
    ):
        began = process_time()
        found = work()
        size = found if isinstance(found, int) else len(found.moved)
        print(f"{name:36} {process_time() - began:9.1f} s  {size} requests")


def main() -> None:
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.clerkdesk"
        register = open_register(path, bytes(32), clock=FixedClock.on(TODAY), create=True)
        try:
            with unit(by=None) as work:
                clerk = Person.create(uid="clerk", name="王芳").id
                fill(how_many, clerk)
                work.note("request", 0, "filled")
            lists()
            derive_all(clerk)
        finally:
            register.close()


if __name__ == "__main__":
    main()
