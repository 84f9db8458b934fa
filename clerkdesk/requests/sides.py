"""Which limits run beside the reply's own, until when, and since when are they met?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.calendar import WorkCalendar
from clerkdesk.limits import Limit, Roll, Unit
from clerkdesk.requests.facts import Consulted, Event, EventKind, Facts
from clerkdesk.requests.others import consultation_limit, correction_until, payment_until
from clerkdesk.requests.replay import Replay
from clerkdesk.rulesets import RuleSet, cited_on

# Administrative Reconsideration Law, arts. 20 and 88: 60 days, a last day off rolls forward
_REVIEW = Limit(60, Unit.DAYS, Roll.FORWARD)
# Administrative Litigation Law, art. 46: six months; art. 101 with art. 85 of the Civil Procedure
# Law rolls a last day off forward
_SUIT = Limit(6, Unit.MONTHS, Roll.FORWARD)
_CONSULTATION_ARTICLES = {
    Consulted.THIRD_PARTY: "32",
    Consulted.CO_MAKER: "34",
    Consulted.OTHER_ORGAN: "33-3",
    Consulted.SUPERIOR: "17-3",
}


class Side(StrEnum):
    """The limits beside the reply's; labels in `terms.toml` under `[side]`."""

    CORRECTION_NOTICE = "correction_notice"  # last day on which a correction may be asked
    CORRECTION = "correction"  # the applicant's time to correct
    CONSULTATION = "consultation"  # the third party's or organ's time to answer
    DELIVERY_PROOF = "delivery_proof"
    PAYMENT = "payment"
    REASONS = "reasons"
    REVIEW = "review"  # the applicant's time to ask for reconsideration
    SUIT = "suit"  # and to sue, where reconsideration need not come first


REMEDIES = frozenset({Side.REVIEW, Side.SUIT})  # the applicant's own: nothing here waits for them


@dataclass(frozen=True)
class SideLimit:
    """One such limit: due_on None while its start is not known, met_on None while it is open.

    zero_on: its day zero, where the office itself must keep it.
    """

    kind: Side
    due_on: date | None
    article: str
    met_on: date | None = None
    event: Event | None = None
    zero_on: date | None = None


def side_limits(
    facts: Facts, events: tuple[Event, ...], calendar: WorkCalendar, replay: Replay
) -> tuple[SideLimit, ...]:
    """Return the side limits in the order of events; none before receipt."""
    rules = replay.rules
    if replay.received_on is None or rules is None:
        return ()
    sides = [] if rules.correction_notice is None else [_correction_notice(rules, events, replay)]
    for at, event in enumerate(events):
        if event.effective_on >= replay.received_on:
            sides += _of(event, events[at:], facts, rules, calendar)
    return tuple(sides)


def _correction_notice(rules: RuleSet, events: tuple[Event, ...], replay: Replay) -> SideLimit:
    assert rules.correction_notice is not None and replay.received_on is not None  # noqa: S101, PT018
    asked = _first(events, EventKind.CORRECTION_ASKED)
    return SideLimit(
        Side.CORRECTION_NOTICE,
        rules.correction_notice.due(replay.received_on, replay.calendar),
        rules.cite("30"),
        asked.on if asked else None,
        asked,
        replay.received_on,
    )


def _of(
    event: Event, later: tuple[Event, ...], facts: Facts, rules: RuleSet, calendar: WorkCalendar
) -> Iterator[SideLimit]:
    """Yield the limits an event opens; `later` begins with the event itself."""

    def met(*kinds: EventKind) -> date | None:
        found = _first(later, *kinds)
        return found.on if found else None

    zero = event.effective_on
    proof = Limit(facts.proof_days).due(zero, calendar)
    if event.kind is EventKind.CONSULTED:
        limit = consultation_limit(event, facts, rules)
        received = event.third_received_on
        due_on = limit.due(received, calendar) if received else None
        article = rules.cite(_CONSULTATION_ARTICLES[event.whom])
        yield SideLimit(Side.CONSULTATION, due_on, article, event.answered_on, event)
        proved_on = received or event.answered_on
        yield SideLimit(Side.DELIVERY_PROOF, proof, "proof", proved_on, event, zero)
    elif event.kind is EventKind.CORRECTION_ASKED:
        met_on = met(EventKind.CORRECTED, EventKind.CORRECTION_LAPSED)
        until = correction_until(event, calendar)
        yield SideLimit(Side.CORRECTION, until, rules.cite("30"), met_on, event)
    elif event.kind is EventKind.FEE_NOTICED:
        met_on = met(EventKind.PAID, EventKind.FEE_LAPSED)
        yield SideLimit(Side.PAYMENT, payment_until(event, rules, calendar), "fee-6", met_on, event)
        proved_on = event.told_on or met_on
        yield SideLimit(Side.DELIVERY_PROOF, proof, "proof", proved_on, event, zero)
    elif event.kind is EventKind.REASONS_ASKED:
        met_on = met(EventKind.REASONS_GIVEN, EventKind.DELAYED_TO)
        yield SideLimit(Side.REASONS, event.until, "35", met_on, event)
    elif event.kind is EventKind.SENT:
        served = _first(later, EventKind.SERVED)
        served_on = served.on if served else None
        yield SideLimit(Side.DELIVERY_PROOF, proof, "proof", served_on, event, zero)
        if served_on is not None:
            article = cited_on("review-20", served_on)
            yield SideLimit(Side.REVIEW, _REVIEW.due(served_on, calendar), article, None, event)
            yield SideLimit(Side.SUIT, _SUIT.due(served_on, calendar), "suit-46", None, event)


def _first(events: tuple[Event, ...], *kinds: EventKind) -> Event | None:
    return next((one for one in events if one.kind in kinds), None)
