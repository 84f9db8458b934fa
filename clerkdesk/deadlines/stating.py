"""What does a matter say is due, and how does it come on the board?

Its service calls `rewrite` in the same unit as whatever can move a date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from clerkdesk.db import many
from clerkdesk.db.connection import database
from clerkdesk.db.models import Deadline
from clerkdesk.db.unit import Unit
from clerkdesk.deadlines.lines import Status


@dataclass(frozen=True)
class Due:
    """One deadline of one matter, as its service states it.

    rule: which limit this is ("reply", "correction_notice"); one row for each rule of a matter.
    due_on: the last day, None while none can be known.
    who: the applicant, where there is one.
    next_step: a term of `[next_step]`: what the clerk does next.
    waiting_for: a term of `[waiting_for]` while paused.
    yellow_on, red_on: the first day of each colour where it is not told by due_on (unconfirmed);
    of another line, yellow_on is the day before which it is not yellow (`lights.yellow_from`).
    closed_on: the day it was met; a rule no longer stated at all is closed by `rewrite`.
    """

    rule: str
    due_on: date | None
    status: Status
    title: str
    number: str
    who: str = ""
    next_step: str = ""
    handler_id: int | None = None
    provisional: bool = False
    natural_days: bool = False
    waiting_for: str = ""
    yellow_on: date | None = None
    red_on: date | None = None
    closed_on: date | None = None


_TOLD = tuple(name for name in Due.__dataclass_fields__ if name not in ("rule", "handler_id"))


def rewrite(noun: str, noun_id: int, dues: Iterable[Due], work: Unit) -> None:
    """Store what is due for one matter; rules not listed any more are closed today."""
    rewrite_many(noun, {noun_id: dues}, work)


def rewrite_many(noun: str, stated: Mapping[int, Iterable[Due]], work: Unit) -> None:
    """Store what is due for several matters of a noun, by their keys."""
    marks = ", ".join("?" * len(stated))
    sql = (
        f"SELECT id, noun_id, rule, closed_on FROM deadline WHERE noun = ? AND noun_id IN ({marks})"  # noqa: S608 - marks alone
    )
    found = database.execute_sql(sql, (noun, *stated)).fetchall()
    known = {(noun_id, rule): key for key, noun_id, rule, _closed in found}
    fresh, changed = [], []
    for noun_id, dues in stated.items():
        for due in {due.rule: due for due in dues}.values():
            values = {name: getattr(due, name) for name in _TOLD}
            values |= {"handler": due.handler_id, "status": str(due.status)}
            key = known.pop((noun_id, due.rule), None)
            if key is None:
                fresh.append({"noun": noun, "noun_id": noun_id, "rule": due.rule} | values)
            else:
                changed.append((key, values))
    gone = {key for key, _noun_id, _rule, closed in found if closed is None} & {*known.values()}
    many.insert(Deadline, fresh)
    many.update(Deadline, [*changed, *((key, {"closed_on": work.today}) for key in sorted(gone))])
