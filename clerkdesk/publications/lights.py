"""Which one state is a publication's own limit in, as a value and as SQL?"""

from datetime import date, timedelta
from typing import Any

import peewee

from clerkdesk import settings
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Publication
from clerkdesk.deadlines.lights import URGENCY, Light, light, remaining
from clerkdesk.publications.attributes import OPEN_STATES, State

_OPEN = [str(state) for state in OPEN_STATES]


def as_sql(today: date, days: WorkCalendar) -> Any:
    """Return `light_of` as SQL: its place in `URGENCY`; a test holds one against the other."""
    lead = settings.load().yellow_lead
    # the days off after the last working day of the lead have no more working days left than it
    soon_until = days.add(today, lead + 1) - timedelta(days=1)
    table = Publication
    closed = table.state.not_in(_OPEN)
    return peewee.Case(
        None,
        (
            (closed & (table.published_on > table.due_on), URGENCY.index(Light.DONE_LATE)),
            (closed, URGENCY.index(Light.DONE)),
            (table.due_on < today, URGENCY.index(Light.OVERDUE)),
            (table.due_on == today, URGENCY.index(Light.TODAY)),
            (table.due_on <= soon_until, URGENCY.index(Light.SOON)),
        ),
        URGENCY.index(Light.ORDINARY),
    )


def light_of(  # noqa: PLR0913 - the facts a state hangs on
    state: State,
    due_on: date | None,
    published_on: date | None,
    *,
    today: date,
    days: WorkCalendar,
    lead: int,
) -> Light:
    """Return the one state of the publication's own limit."""
    if not state.is_open:
        late = due_on is not None and published_on is not None and published_on > due_on
        return Light.DONE_LATE if late else Light.DONE
    return light(due_on=due_on, today=today, calendar=days, lead=lead)


def left_of(
    due_on: date | None,
    end: date,
    days: WorkCalendar,
    *,
    natural: bool,
) -> int | None:
    """Return how many days are left on a day, in the limit's own unit; negative when passed."""
    if due_on is None:
        return None
    return (due_on - end).days if natural else remaining(due_on, end, days)
