"""How long does the desk take to open, to change its page, to scroll a long list? By hand.

python -m tests.bench.bench_window [rows of the long list]   (100000)

Processor time, so that other work on the machine counts little; ratios are to drawing the first
page once more, which is what any change of page costs at least.
"""

# ruff: noqa: T201, E402 - a script that speaks to a terminal, and sets the platform first
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
BEGAN = process_time()

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerkdesk import opening, sample
from clerkdesk.clock import FixedClock
from clerkdesk.db.models import Letter, Publication, Request
from ui import theme
from ui.page_list import PAGES, modules
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, FromQuery

WORST_MS = 150  # longer, and a change of page is felt as waiting


@dataclass(frozen=True)
class Line:
    id: int
    title: str


def main(rows: int) -> None:
    app = QApplication([])
    theme.apply(app, "light", 14)
    loaded = process_time()
    register = opening.sample(FixedClock.on(date(2026, 10, 13)))
    who = sample.fill()
    filled = process_time()
    session = Session(app, register, who)
    session.window.resize(1366, 730)
    session.show()
    draw(session.window)
    print(f"load {1000 * (loaded - BEGAN):.0f} ms; first page {1000 * spent(filled):.0f} ms")
    began = process_time()
    for module in modules():
        __import__(module)
    print(f"code of all other pages, loaded while the clerk reads: {1000 * spent(began):.0f} ms")
    pages(session.window)
    session.close()
    scroll(rows)


def spent(since: float) -> float:
    return process_time() - since


def draw(window) -> None:
    QCoreApplication.sendPostedEvents()
    window.grab()


def pages(window) -> None:
    """Print for each page: going there first, and again."""
    window.navigate("today")
    draw(window)
    began = process_time()
    draw(window)
    least = spent(began)
    print(f"\ndrawing the first page once more: {1000 * least:.0f} ms\n")
    for spec in PAGES:
        place, id_ = stop(spec.key)
        if place is None:
            continue
        took = []
        for _visit in range(2):
            window.navigate("today")
            draw(window)
            began = process_time()
            window.navigate(place, id_)
            draw(window)
            took.append(spent(began))
        first, again = took
        slow = "  !!" if 1000 * first > WORST_MS else ""
        print(
            f"{spec.key:22} first {1000 * first:4.0f} ms ({first / least:4.1f})"
            f"  again {1000 * again:4.0f} ms ({again / least:4.1f}){slow}"
        )


def stop(key: str) -> tuple[str | None, int | None]:
    """Return how a page of the invented office is gone to; None where it has none."""
    cards = {"requests.card": Request, "publications.card": Publication, "letters.card": Letter}
    if key in cards:
        return key.removesuffix(".card"), cards[key].select().first().id
    if key in ("requests.decide", "letters.write"):
        return key, Request.select().where(Request.closed_on.is_null()).first().id
    if key == "publications.change":
        return key, Publication.select().first().id
    alone = not key.endswith((".card", ".write", ".void", ".publish")) and key != "papers"
    return (key, None) if alone else (None, None)


def scroll(rows: int) -> None:
    """Print what paging through a list of so many rows costs for each screenful."""
    columns = (
        Column[Line]("id", "编号", lambda one: one.id, width=90, right=True),
        Column[Line]("title", "标题", lambda one: one.title, stretch=True),
    )
    table = RecordTable[Line](columns, key=lambda one: one.id, name="清单")
    table.resize(1100, 600)
    table.show()
    QTest.qWait(50)

    def page(offset: int, limit: int, _key: str, _down: bool) -> tuple[Line, ...]:
        return tuple(Line(n, f"供热特许经营协议 {n}") for n in range(offset, offset + limit))

    began = process_time()
    table.set_pager(FromQuery[Line](lambda: rows, page))
    draw(table)
    print(f"\na list of {rows:,} rows: shown in {1000 * spent(began):.0f} ms")
    bar = table.verticalScrollBar()
    steps = 200
    began = process_time()
    for step in range(steps):
        bar.setValue(bar.maximum() * step // steps)
        draw(table)
    print(f"each of {steps} screenfuls all over it: {1000 * spent(began) / steps:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
