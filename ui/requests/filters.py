"""By what can the list of requests be narrowed, and which filter do the choices make?"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from clerkdesk import parties, units
from clerkdesk.deadlines.lights import URGENCY
from clerkdesk.requests.queries import RequestFilter
from clerkdesk.requests.states import State
from ui import words
from ui.filters import Filter
from ui.pages import Desk

say = words.of("requests")

_SCOPES = ("open", "closed", "voided")
_WINDOWS = ("overdue", "today", "week", "month", "next_month")


def filters(desk: Desk, people: Iterable[int]) -> tuple[Filter, ...]:
    """people: keys of the parties whose requests were asked for; asked again at each filling."""
    return (
        Filter(
            "involves",
            say("filter_involves"),
            say("any_involves"),
            lambda: [(one, parties.card(one).name) for one in people],
            width=130,
        ),
        Filter(
            "scope",
            say("filter_scope"),
            say("any_scope"),
            lambda: [(one, say(f"scope_{one}")) for one in _SCOPES],
            width=130,
        ),
        Filter(
            "state",
            say("filter_state"),
            say("any_state"),
            lambda: [(one, words.term("state", one)) for one in State],
            width=140,
        ),
        Filter(
            "light",
            say("filter_light"),
            say("any_light"),
            lambda: [(one, words.term("light", one)) for one in URGENCY],
            width=140,
        ),
        Filter(
            "due",
            say("filter_due"),
            say("any_due"),
            lambda: [(one, say(f"due_{one}")) for one in _WINDOWS],
            width=130,
            rare=True,
        ),
        Filter(
            "handler",
            say("filter_handler"),
            say("any_handler"),
            lambda: _handlers(desk),
            width=130,
            rare=True,
        ),
        Filter(
            "section",
            say("filter_section"),
            say("any_section"),
            lambda: [(one.id, one.name) for one in units.all_of(units.SECTION)],
            width=150,
            rare=True,
        ),
    )


def _handlers(desk: Desk) -> Iterable[tuple[int, str]]:
    yield desk.person_id, say("handler_me")
    for one in units.people():
        if one.id != desk.person_id:
            yield one.id, one.name


def chosen(values: Mapping[str, Any], text: str, today: date) -> RequestFilter:
    """Return the filter that the choices and the typed text make together."""
    scope, window = values.get("scope"), values.get("due")
    first, last = _window(window, today)
    state, light = values.get("state"), values.get("light")
    is_open = {"open": True, "closed": False}.get(scope or "")
    if window is not None and scope is None:
        is_open = True  # what is closed is due no more
    return RequestFilter(
        text=text,
        states=frozenset() if state is None else frozenset({state}),
        lights=frozenset() if light is None else frozenset({light}),
        open=is_open,
        due_from=first,
        due_to=last,
        handler_id=values.get("handler"),
        involves=values.get("involves"),
        section_id=values.get("section"),
        voided=scope == "voided",
    )


def _window(window: str | None, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day of a window on the calendar; no limit is computed here."""
    month = today.replace(day=1)
    next_month = (month + timedelta(days=32)).replace(day=1)
    after = (next_month + timedelta(days=32)).replace(day=1)
    day = timedelta(days=1)
    return {
        "overdue": (None, today - day),
        "today": (today, today),
        "week": (today, today + timedelta(days=7 - today.isoweekday())),
        "month": (today, next_month - day),
        "next_month": (next_month, after - day),
    }.get(window or "", (None, None))
