"""What would an event do before anybody records it: to the limit, against the law?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from clerkdesk import rulesets
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import recording, stored
from clerkdesk.requests.events import Ok, Refused, Unlawful
from clerkdesk.requests.facts import Event, EventKind
from clerkdesk.requests.impact import of_event
from clerkdesk.requests.others import chronological, correction_until
from clerkdesk.requests.timing import trace

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Foreseen:
    """What an extension would do to one of many requests.

    why: the sentence that stands against it, empty where nothing does; due_to is None then.
    alone: it could still be recorded with a reason of its own, on its card.
    """

    request_id: int
    number: str
    title: str
    due_from: date | None
    due_to: date | None
    why: str = ""
    alone: bool = False


def extended_due(request_id: int, days: int, told_on: date) -> date | None:
    """Return the due date after an extension told that day; None where nothing is due then.

    The same replay that will judge the recorded event; nothing is written.
    """
    request = stored.get(request_id)
    events = stored.live(stored.rows_of(request_id))
    extension = Event(EventKind.EXTENDED, told_on, days=days, told_on=told_on)
    found = trace(stored.facts_of(request), (*events, extension), calendar(), today=told_on)
    return found.due_on


def due_without(request_id: int, event_id: int, today: date) -> date | None:
    """Return the due date as it would be had one recorded event not happened."""
    facts = stored.facts_of(stored.get(request_id))
    events = stored.live(stored.rows_of(request_id), but=event_id)
    return trace(facts, events, calendar(), today=today).due_on


def correction_limit(request_id: int, on: date) -> date | None:
    """Return the applicant's last day to correct, as the last notice up to a day set it (art. 30).

    None where nobody has asked for a correction, or the notice set no time.
    """
    events = chronological(stored.live(stored.rows_of(request_id)))
    asked = [one for one in events if one.kind is EventKind.CORRECTION_ASKED and one.on <= on]
    return correction_until(asked[-1], calendar()) if asked else None


def unlawful(request_id: int, what: recording.Happening, today: date) -> str:
    """Return why a happening could be recorded with a reason alone; "" where it needs none."""
    found = recording.verdict(stored.get(request_id), what, today)
    return str(found) if isinstance(found, Unlawful) else ""


def of_extension(  # noqa: PLR0913 - an extension, whom, and how far it is
    request_ids: Sequence[int],
    *,
    on: date,
    days: int,
    told_on: date,
    today: date,
    progress: Progress = lambda _done, _total: None,
) -> tuple[Foreseen, ...]:
    """Return, in the order of the keys, what one extension would do to each; nothing is written.

    on: the day of consent. days: working days. Errors: requests.bulk_days.
    """
    most = rulesets.in_force(today).extension_max
    if not 1 <= days <= most:
        raise UserError("requests.bulk_days", field="days", most=most)
    what = recording.Happening(EventKind.EXTENDED, on, days=days, told_on=told_on)
    found: list[Foreseen] = []
    for at, key in enumerate(request_ids, 1):
        found.append(_foreseen(key, what, today))
        progress(at, len(request_ids))
    return tuple(found)


def _foreseen(request_id: int, what: recording.Happening, today: date) -> Foreseen:
    request = stored.get(request_id)
    why, alone, due_to = "", False, None
    try:
        recording.refuse_voided(request)
        verdict = recording.verdict(request, what, today)
    except UserError as error:
        why = str(error)
    else:
        if isinstance(verdict, Ok):
            moved = of_event(request_id, what, today)
            due_to = moved[0].due_to if moved else request.due_on
        elif isinstance(verdict, Refused):
            why = str(verdict.error)
        else:
            why, alone = str(verdict), True
    number, title = str(request.number), str(request.title)
    return Foreseen(request_id, number, title, request.due_on, due_to, why, alone)
