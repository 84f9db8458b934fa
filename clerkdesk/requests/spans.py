"""Which days does a consultation take out of the limit, and is it still under way?

Art. 33-3 excludes the time needed and says nothing of its edges; they are the office's convention,
frozen with the request at intake.
"""

from datetime import date, timedelta

from clerkdesk.calendar import WorkCalendar
from clerkdesk.requests.facts import Event, Facts
from clerkdesk.requests.ledger import Span
from clerkdesk.requests.others import consultation_limit
from clerkdesk.rulesets import RuleSet

_DAY = timedelta(days=1)


def span_of(event: Event, facts: Facts, rules: RuleSet, calendar: WorkCalendar, asof: date) -> Span:
    """Return the days a consultation excludes: from its sending to the answer, or to the cap.

    The cap is the last day of the time to answer (arts. 32, 34; a setting for other organs), by the
    convention counted or not like the day of an answer. D: while the day of delivery is not known,
    as if it were delivered on `asof`; an answer ends what nobody proved delivered.
    """
    sent, answered = event.effective_on, event.answered_on
    if answered is not None and event.third_received_on is None:
        end = answered
    else:
        delivered = event.third_received_on or max(asof, sent)
        cap = consultation_limit(event, facts, rules).due(delivered, calendar)
        end = cap if answered is None else min(answered, cap)
    return Span(
        first=sent if facts.convention.skips_sent else sent + _DAY,
        last=end if facts.convention.skips_answered else end - _DAY,
        event=event,
        known=event.third_received_on is not None or answered is not None,
    )


def is_under_way(span: Span, day: date) -> bool:
    """Whether on that day opinions are being asked: sent, not answered, the time not over."""
    answered = span.event.answered_on
    goes_on = day < answered if answered else day <= span.last
    return span.event.effective_on <= day and goes_on
