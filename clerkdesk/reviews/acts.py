"""What may be done to a round of review now, and if not now, why not?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from clerkdesk.errors import UserError
from clerkdesk.reviews.levels import Stage
from clerkdesk.reviews.states import ReviewState


class ReviewAct(StrEnum):
    """The verbs."""

    ANSWER = "answer"
    SIGN = "sign"
    RETURN = "return"
    ASK_OTHERS = "ask_others"
    RECORD_INQUIRY = "record_inquiry"
    ABANDON = "abandon"


@dataclass(frozen=True)
class NotNow:
    """An act that is closed now, with the sentence that says why."""

    act: ReviewAct
    reason: str


@dataclass(frozen=True)
class RoundStanding:
    """What decides which acts are open. blockers: why the awaited stage cannot pass."""

    state: ReviewState
    awaited: Stage | None
    first: bool
    open_inquiries: int
    blockers: tuple[UserError, ...]


def require(act: ReviewAct, standing: RoundStanding) -> None:
    refusal = _WHY[act](standing)
    if refusal is not None:
        raise refusal


def allowed(standing: RoundStanding) -> tuple[ReviewAct, ...]:
    return tuple(act for act in ReviewAct if _WHY[act](standing) is None)


def refused(standing: RoundStanding) -> tuple[NotNow, ...]:
    reasons = ((act, _WHY[act](standing)) for act in ReviewAct)
    return tuple(NotNow(act, str(reason)) for act, reason in reasons if reason is not None)


def _over(standing: RoundStanding) -> UserError | None:
    if standing.state is ReviewState.VOID:
        return UserError("reviews.round_is_void")
    if not standing.state.under_way:
        return UserError("reviews.round_is_over")
    return None


def _sign(standing: RoundStanding) -> UserError | None:
    if standing.state is ReviewState.REFERRED:
        return UserError("reviews.waits_for_authority")
    refusal = _over(standing)
    if refusal is None and standing.blockers:
        return standing.blockers[0]
    return refusal


def _return(standing: RoundStanding) -> UserError | None:
    if standing.state is ReviewState.REFERRED:
        return UserError("reviews.waits_for_authority")
    refusal = _over(standing)
    if refusal is None and standing.first:
        return UserError("reviews.no_level_before")
    return refusal


def _record_inquiry(standing: RoundStanding) -> UserError | None:
    refusal = _over(standing)
    if refusal is None and not standing.open_inquiries:
        return UserError("reviews.nobody_was_asked")
    return refusal


_WHY: Mapping[ReviewAct, Callable[[RoundStanding], UserError | None]] = MappingProxyType(
    {
        ReviewAct.ANSWER: _over,
        ReviewAct.SIGN: _sign,
        ReviewAct.RETURN: _return,
        ReviewAct.ASK_OTHERS: _over,
        ReviewAct.RECORD_INQUIRY: _record_inquiry,
        ReviewAct.ABANDON: _over,
    }
)
