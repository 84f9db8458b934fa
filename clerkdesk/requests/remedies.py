"""Which remedies must a reply tell: reconsideration first, either way, or none?

Pure: the code depends on the ground and on the day of deciding. The paragraph itself is written by
`clerkdesk.letters.remedies`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.requests.grounds import GROUNDS, Ground
from clerkdesk.requests.outcomes import OUTCOMES, Answer, Outcome
from clerkdesk.rulesets import RECONSIDERATION_LAW_SINCE

RECONSIDERATION_FIRST_SINCE = RECONSIDERATION_LAW_SINCE  # 行政复议法 (2023) art. 23-1(4)


class RemediesCode(StrEnum):
    R0 = "R0"  # none: a procedural letter
    R1 = "R1"  # reconsideration must come first
    R2 = "R2"  # reconsideration within 60 days or the court within 6 months


@dataclass(frozen=True)
class RemedyReadings:
    """Readings of the law that the sources leave open; an office sets them on legal advice.

    法释〔2025〕8号 arts. 4-15 could not be read: whether a partial disclosure must go to
    reconsideration first, and whether art. 36(7) counts as refusing disclosure, is not settled.
    """

    partial_needs_reconsideration_first: bool = True
    query_matter_needs_reconsideration_first: bool = False


DEFAULT_READINGS = RemedyReadings()


def remedies_of(
    answer: Answer, decided_on: date, readings: RemedyReadings = DEFAULT_READINGS
) -> RemediesCode:
    """Return the remedies code of one answered item."""
    if not OUTCOMES[answer.outcome].final:
        return RemediesCode.R0
    if decided_on < RECONSIDERATION_FIRST_SINCE:
        return RemediesCode.R2
    if answer.outcome is Outcome.PARTIAL and not readings.partial_needs_reconsideration_first:
        return RemediesCode.R2
    if any(_goes_first(ground, readings) for ground in answer.grounds):
        return RemediesCode.R1
    return RemediesCode.R2


def _goes_first(ground: Ground, readings: RemedyReadings) -> bool:
    if ground is Ground.QUERY_MATTER:
        return readings.query_matter_needs_reconsideration_first
    return GROUNDS[ground].is_exception


def remedies(
    answers: Iterable[Answer], decided_on: date, readings: RemedyReadings = DEFAULT_READINGS
) -> RemediesCode:
    """Return the code of a whole reply: R1 if any item has it, else R2, else R0."""
    codes = {remedies_of(answer, decided_on, readings) for answer in answers}
    for code in (RemediesCode.R1, RemediesCode.R2):
        if code in codes:
            return code
    return RemediesCode.R0
