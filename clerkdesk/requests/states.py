"""Where can a request stand, and what can be said of a date or an event beside it?"""

from dataclasses import dataclass
from enum import StrEnum

from clerkdesk.requests.facts import Event


class State(StrEnum):
    """Where a request stands; labels in `terms.toml` under `[state]`."""

    UNCONFIRMED = "unconfirmed"
    RUNNING = "running"
    PAUSED = "paused"  # opinions are being asked (art. 33-3)
    AWAITING_CORRECTION = "awaiting_correction"
    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_REASONS = "awaiting_reasons"  # art. 35: the limit runs on
    WRITTEN = "written"  # decided or signed, not yet sent: the limit runs on
    CLOSED_IN_TIME = "closed_in_time"
    CLOSED_LATE = "closed_late"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"  # not corrected, not paid: deemed given up


CLOSED = frozenset({State.CLOSED_IN_TIME, State.CLOSED_LATE, State.WITHDRAWN, State.ABANDONED})
WAITING = frozenset({State.AWAITING_CORRECTION, State.AWAITING_PAYMENT})


class Because(StrEnum):
    """Why a date is provisional; labels in `terms.toml` under `[because]`."""

    NOTICE = "notice"  # past the calendar's horizon
    DELIVERY = "delivery"  # the third party's day of receipt is not known


@dataclass(frozen=True)
class Finding:
    """An event that moved nothing, and why.

    code: a line of `resources/errors/timing.toml`. unlawful: False where nobody is at fault.
    """

    code: str
    article: str
    event: Event
    unlawful: bool = True
