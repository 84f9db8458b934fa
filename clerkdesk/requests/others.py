"""What did the others do, and how long had they: third parties, organs, the applicant?

Their deliveries and answers are events of their own; here each is read into the event it completes.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.limits import Limit
from clerkdesk.requests.facts import Consulted, Event, EventKind, Facts
from clerkdesk.rulesets import RuleSet


def chronological(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events by the day they take effect, deliveries and answers read into theirs."""
    ordered = sorted(events, key=lambda event: event.effective_on)
    for event in tuple(ordered):
        complete = _COMPLETES.get(event.kind)
        for at, opened in enumerate(ordered if complete else ()):
            # a correction notice is meant only where it is named: it opens no count by its delivery
            unnamed = event.refers_to is None and opened.kind is not EventKind.CORRECTION_ASKED
            meant = unnamed or event.refers_to == opened.id is not None
            done = complete(opened, event.on) if complete and meant else None
            if done is not None and opened.effective_on <= event.on:
                ordered[at] = done  # the first that is still open, where none is named
                break
    return tuple(ordered)


def _delivered(opened: Event, on: date) -> Event | None:
    """Return a consultation or fee notice with its day of delivery; None where it has one."""
    if opened.kind is EventKind.CONSULTED and opened.third_received_on is None:
        return replace(opened, third_received_on=on)
    if opened.kind in _NOTICES and opened.told_on is None:
        return replace(opened, told_on=on)
    return None


def _answered(opened: Event, on: date) -> Event | None:
    if opened.kind is EventKind.CONSULTED and opened.answered_on is None:
        return replace(opened, answered_on=on)
    return None


_NOTICES = (EventKind.FEE_NOTICED, EventKind.CORRECTION_ASKED)
_COMPLETES: dict[EventKind, Callable[[Event, date], Event | None]] = {
    EventKind.DELIVERED: _delivered,
    EventKind.CONSULTATION_ANSWERED: _answered,
}


def consultation_limit(event: Event, facts: Facts, rules: RuleSet) -> Limit:
    """Return how long the consulted have: arts. 32, 34; the office's setting for other organs."""
    own = Limit(facts.organ_limit_days)
    if event.whom is Consulted.THIRD_PARTY:
        return rules.third_party or own
    if event.whom is Consulted.CO_MAKER:
        return rules.co_maker or own
    return own


def correction_until(event: Event, calendar: WorkCalendar) -> date | None:
    """Return the applicant's last day to correct, as the notice set it (art. 30)."""
    if event.until is not None:
        return event.until
    return Limit(event.days).due(event.told_on or event.on, calendar) if event.days else None


def payment_until(event: Event, rules: RuleSet, calendar: WorkCalendar) -> date | None:
    """Return the applicant's last day to pay: add(received, 20), Fee Measures art. 6.

    While the day of receipt is not proved none is known.
    """
    if event.told_on is None or rules.payment is None:
        return event.until
    return rules.payment.due(event.told_on, calendar)
