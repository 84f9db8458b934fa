"""Which light has a correction of records? Measured against the office's own target. Pure."""

from datetime import date

from clerkdesk.deadlines.lights import CountsDays, Light, light
from clerkdesk.record_corrections.rules import State


def light_of(  # noqa: PLR0913 - the facts a light hangs on, each named at the call
    state: State,
    next_step: str,
    due_on: date | None,
    closed_on: date | None,
    *,
    today: date,
    days: CountsDays,
    lead: int,
) -> Light:
    """Return the one light of a matter, the same as on the board."""
    if state is State.VOID:
        return Light.DONE  # nothing is due any more; lists say that it is void
    return light(
        due_on=due_on,
        today=today,
        calendar=days,
        lead=lead,
        paused=state is State.WAITING,
        closed_on=closed_on,
        unsent=next_step == "record_send",
    )
