"""What was a closed request closed under? Its trace, rules and calendar, kept as they were."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from clerkdesk.calendar import DayKind
from clerkdesk.db.models import Request
from clerkdesk.requests.facts import Event, EventKind
from clerkdesk.requests.ledger import Day, DayReason
from clerkdesk.requests.others import chronological
from clerkdesk.requests.states import State
from clerkdesk.requests.timing import Trace

# what may come after the end without touching the verdict
_AFTERWARDS = frozenset(
    {
        EventKind.SIGNED,
        EventKind.SERVED,
        EventKind.DELIVERED,
        EventKind.CONSULTATION_ANSWERED,
        EventKind.TRANSFERRED,
    }
)


# when others got and answered what they were asked decides, if it was before the end
_OF_OTHERS = frozenset({EventKind.DELIVERED, EventKind.CONSULTATION_ANSWERED})
_ENDS = frozenset(
    {
        EventKind.SENT,
        EventKind.WITHDRAWN,
        EventKind.CORRECTION_LAPSED,
        EventKind.FEE_LAPSED,
    }
)


def decisive(arrived_on: date, events: Iterable[Event]) -> list[Any]:
    """Return what the verdict of a closed request rests on: the day it came and its events."""
    told = tuple(events)
    end = max((event.on for event in told if event.kind in _ENDS), default=date.max)
    counted = [
        event.id
        for event in told
        if event.kind not in _AFTERWARDS or (event.kind in _OF_OTHERS and event.on <= end)
    ]
    return [arrived_on.isoformat(), *counted]


def stays(frozen: Mapping[str, Any] | None, arrived_on: date, events: Iterable[Event]) -> bool:
    """Whether a case that is closed still rests on what it was closed with."""
    return frozen is not None and frozen["decisive"] == decisive(arrived_on, events)


def freeze(
    request: Request, events: Iterable[Event], trace: Trace, notices: Iterable[int]
) -> dict[str, Any]:
    """Return the trace as JSON values, with the rule set, convention and calendar it used.

    notices: keys of the holiday notices in force.
    """
    return {
        "decisive": decisive(request.arrived_on, events),
        "state": trace.state.value,
        "received_on": _text(trace.received_on),
        "due_on": _text(trace.due_on),
        "provisional": trace.provisional,
        "closed_on": _text(trace.closed_on),
        "sent_on": _text(trace.sent_on),
        "zero_on": _text(trace.zero_on),
        "count": trace.count,
        "extension_days": trace.extension_days,
        "excluded": [[span.first.isoformat(), span.last.isoformat()] for span in trace.excluded],
        "rules": trace.rules.code if trace.rules else "",
        "convention": request.convention,
        "organ_limit_days": request.organ_limit_days,
        "superior_pauses": request.superior_pauses,
        "calendar": trace.calendar_revision,
        "notices": list(notices),
        "findings": [
            {"code": one.code, "article": one.article, "event": one.event.id}
            for one in trace.findings
        ],
        "days": [
            [
                day.date.isoformat(),
                day.number,
                day.reason.value,
                day.article,
                day.kind.value,
                day.event.id if day.event else None,
            ]
            for day in trace.days
        ],
    }


def days(frozen: Mapping[str, Any], events: Iterable[Event]) -> tuple[Day, ...]:
    """Return the ledger as it stood at the closing."""
    known = {event.id: event for event in chronological(events)}
    return tuple(
        Day(
            date.fromisoformat(on),
            number,
            DayReason(reason),
            article,
            DayKind(kind),
            known.get(event),
        )
        for on, number, reason, article, kind, event in frozen["days"]
    )


def verdict(frozen: Mapping[str, Any]) -> tuple[State, date | None]:
    """Return the state and the due date a case was closed with."""
    due = frozen["due_on"]
    return State(frozen["state"]), date.fromisoformat(due) if due else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
