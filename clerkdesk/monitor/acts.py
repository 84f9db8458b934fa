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


def allowed(colour: Colour, ended_on: date | None) -> tuple[Act, ...]:
    """Return what is open, in order; the first calms the light."""
    return tuple(act for act in Act if _why(act, colour, ended_on) is None)


def refused(colour: Colour, ended_on: date | None) -> tuple[NotNow, ...]:
    reasons = ((act, _why(act, colour, ended_on)) for act in Act)
    return tuple(NotNow(act, str(reason)) for act, reason in reasons if reason is not None)


def _why(act: Act, colour: Colour, ended_on: date | None) -> UserError | None:
    if ended_on is not None:
        return UserError("monitor.ended", on=ended_on)
    if act is Act.EXPLAIN and colour is Colour.GREEN:
        # it answers a warning (昆政办发〔2015〕17号 item 26); in the green it does nothing
        return UserError("monitor.nothing_to_explain")
    return None
