"""Until when would the limit run if it were extended? Asked before the letter that says so."""

from datetime import date

from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import stored
from clerkdesk.requests.facts import Event, EventKind
from clerkdesk.requests.timing import trace


def extended_due(request_id: int, days: int, told_on: date) -> date | None:
    """Return the due date after an extension told that day; None where nothing is due then.

    The same replay that will judge the recorded event; nothing is written.
    """
    request = stored.get(request_id)
    events = stored.live(stored.rows_of(request_id))
    extension = Event(EventKind.EXTENDED, told_on, days=days, told_on=told_on)
    found = trace(stored.facts_of(request), (*events, extension), calendar(), today=told_on)
    return found.due_on
