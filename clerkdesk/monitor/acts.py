"""What may be done with a column of the portal now, and if not now, why not? Pure.

To add an act: a member of `Act`, its word in `terms.toml` `[column_act]`, its check in `_why`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.errors import UserError
from clerkdesk.monitor.lights import Colour


class Act(StrEnum):
    NOTE_UPDATE = "note_update"
    EXPLAIN = "explain"
    END = "end"


@dataclass(frozen=True)
class NotNow:
    """An act that is closed now, with the sentence that says why."""

    act: Act
    reason: str


@dataclass(frozen=True)
class Standing:
    """What decides: today's colour; whether a light burnt lately; since when no more watched."""

    colour: Colour
    burnt_lately: bool = False
    ended_on: date | None = None


def allowed(standing: Standing) -> tuple[Act, ...]:
    """Return what is open, in order; the first calms the light."""
    return tuple(act for act in Act if _why(act, standing) is None)


def refused(standing: Standing) -> tuple[NotNow, ...]:
    reasons = ((act, _why(act, standing)) for act in Act)
    return tuple(NotNow(act, str(reason)) for act, reason in reasons if reason is not None)


def _why(act: Act, standing: Standing) -> UserError | None:
    if standing.ended_on is not None:
        return UserError("monitor.ended", on=standing.ended_on)
    calm = standing.colour is Colour.GREEN and not standing.burnt_lately
    if act is Act.EXPLAIN and calm:
        # it answers a warning (昆政办发〔2015〕17号 item 26); in the green it does nothing
        return UserError("monitor.nothing_to_explain")
    return None
