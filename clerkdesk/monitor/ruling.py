"""How does an office enter the rule it is watched by, and take a wrong one back?

add_rule(rule: NewRule, by) -> int          void_rule(rule_id, by, *, reason)
"""

from dataclasses import dataclass
from datetime import date

from clerkdesk import typed
from clerkdesk.db.models import MonitorRule
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.monitor.recording import Why, settle_all
from clerkdesk.monitor.rulebook import Explained

MOST = 60  # working days; more is a slip of the finger


@dataclass(frozen=True)
class NewRule:
    """As `rulebook.ColumnRule`. basis: the document that says so, by its number (文号)."""

    valid_from: date
    yellow: int
    red: int
    basis: str
    counts_warning_day: bool = False
    explained: Explained = Explained.RESETS
    at_once: bool = False


def add_rule(rule: NewRule, by: int) -> int:
    """Store a rule in force from its day on; no light lit before that day changes. Return its key.

    Errors: monitor.rule_days, monitor.rule_twice, typed.…
    """
    typed.line(rule.basis, "basis", required=True)
    for field, days in (("yellow", rule.yellow), ("red", rule.red)):
        if not 1 <= days <= MOST:
            raise UserError("monitor.rule_days", field=field, most=MOST)
    with unit(by=by) as work:
        here = (MonitorRule.valid_from == rule.valid_from) & MonitorRule.voided_at.is_null()
        if MonitorRule.select().where(here).exists():
            raise UserError("monitor.rule_twice", field="valid_from", on=rule.valid_from)
        row = MonitorRule.create(
            valid_from=rule.valid_from,
            yellow=rule.yellow,
            red=rule.red,
            counts_warning_day=rule.counts_warning_day,
            explained=str(Explained(rule.explained)),
            at_once=rule.at_once,
            basis=rule.basis.strip(),
            recorded_at=work.now,
            recorded_by=by,
        )
        told = {
            "rule": row.id,
            "from": rule.valid_from.isoformat(),
            "yellow": rule.yellow,
            "red": rule.red,
            "counts_warning_day": rule.counts_warning_day,
            "explained": row.explained,
            "at_once": rule.at_once,
            "basis": row.basis,
        }
        work.note("monitor", 0, "rule_entered", told)
        settle_all(work, Why.RULE_ENTERED)
    return int(row.id)


def void_rule(rule_id: int, by: int, *, reason: str) -> None:
    """Take back a rule entered by mistake; it stays on record. A rule that ends gets a successor.

    Errors: monitor.gone, typed.empty.
    """
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = MonitorRule.get_or_none(MonitorRule.id == rule_id)
        if row is None or row.voided_at is not None:
            raise UserError("monitor.gone")
        values = {"voided_at": work.now, "void_reason": reason.strip()}
        MonitorRule.update(**values).where(MonitorRule.id == rule_id).execute()
        work.note("monitor", 0, "rule_voided", {"rule": rule_id, "reason": reason.strip()})
        settle_all(work, Why.RULE_VOIDED)
