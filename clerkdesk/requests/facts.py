"""What is the clock told: the facts of intake, and what happened on which day?"""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from enum import StrEnum

from clerkdesk import rulesets
from clerkdesk.rulesets import RuleSet


class EventKind(StrEnum):
    """What can happen to a request; labels in `terms.toml` under `[event]`."""

    CONFIRM_ATTEMPTED = "confirm_attempted"
    CONFIRMED = "confirmed"
    CORRECTION_ASKED = "correction_asked"
    CORRECTED = "corrected"
    CORRECTION_LAPSED = "correction_lapsed"
    CONSULTED = "consulted"
    DELIVERED = "delivered"  # proof of delivery of the consultation or notice it refers to
    CONSULTATION_ANSWERED = "consultation_answered"
    EXTENDED = "extended"
    FEE_NOTICED = "fee_noticed"
    PAID = "paid"
    FEE_LAPSED = "fee_lapsed"
    REASONS_ASKED = "reasons_asked"
    REASONS_GIVEN = "reasons_given"
    DELAYED_TO = "delayed_to"
    DECIDED = "decided"
    SIGNED = "signed"
    SENT = "sent"  # left the office: posted, handed over, sent by the agreed electronic channel
    SERVED = "served"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    REOPENED = "reopened"


class Consulted(StrEnum):
    """Who is asked; a section of one's own organ is an assignment and never stops the clock."""

    THIRD_PARTY = "third_party"  # art. 32
    CO_MAKER = "co_maker"  # art. 34
    OTHER_ORGAN = "other_organ"  # art. 33-3
    SUPERIOR = "superior"  # art. 17-3


class Convention(StrEnum):
    """Which edge days of a consultation are not counted; the statute is silent, an office chooses.

    "(" counts the day of sending, "[" does not; "]" does not count the day the opinion arrives.
    Frozen with the request at intake.
    """

    AFTER_SENT_TO_ANSWERED = "(]"
    SENT_TO_ANSWERED = "[]"
    SENT_TO_BEFORE_ANSWERED = "[)"
    BETWEEN = "()"

    @property
    def skips_sent(self) -> bool:
        return self.value[0] == "["

    @property
    def skips_answered(self) -> bool:
        return self.value[1] == "]"


@dataclass(frozen=True)
class Facts:
    """What intake established; strings are taken for the enums.

    received_on: the day of receipt by art. 31, None while both sides have not confirmed it; then a
    `confirmed` event gives it. arrived_on, channel: how it came; nothing can have happened before.
    organ_limit_days: working days after which the exclusion for an organ outside art. 34 ends; a
    setting, by analogy with arts. 32 and 34.
    superior_pauses: whether a referral upwards under art. 17-3 counts as another organ's opinion.
    proof_days: working days after which a missing proof of delivery is asked for; a setting.
    rules: the version of the law; None: that in force on the day of receipt.
    """

    received_on: date | None
    convention: Convention = Convention.AFTER_SENT_TO_ANSWERED
    arrived_on: date | None = None
    channel: str | None = None
    _: KW_ONLY
    organ_limit_days: int = 15
    superior_pauses: bool = True
    proof_days: int = 5
    rules: RuleSet | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "convention", Convention(self.convention))

    def rules_on(self, day: date) -> RuleSet:
        return self.rules or rulesets.in_force(day)


@dataclass(frozen=True)
class Event:
    """One thing that happened; voided ones are not handed in. Strings are taken for the enums.

    on: the legal day. sent_on (consulted), told_on (extended): the day it took effect; `on` where
    they are missing. told_on of a notice: the day the applicant received it.
    third_received_on, answered_on: of a consultation; None while not known.
    days: working days of an extension, or of the applicant's time to correct.
    until: the applicant's last day, or the fixed later date of art. 35.
    refers_to: the id of the event this one completes; None: the only one that can be meant.
    by_order: the head ordered a second extension after a restart, with a reason (unregulated).
    unlawful: recorded although unlawful; moves no date.
    unsigned: of what was sent: that nobody had approved it by then (art. 45: 审核).
    unasked: of a decision for a third party's sake: that this one was not asked (art. 32).
    gist: who was asked, or what it was about; shown beside, never reckoned with.
    """

    kind: EventKind
    on: date
    _: KW_ONLY
    sent_on: date | None = None
    third_received_on: date | None = None
    answered_on: date | None = None
    days: int | None = None
    told_on: date | None = None
    until: date | None = None
    whom: Consulted = Consulted.THIRD_PARTY
    refers_to: int | None = None
    by_order: bool = False
    unlawful: bool = False
    unsigned: bool = False
    unasked: bool = False
    id: int | None = None
    gist: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", EventKind(self.kind))
        object.__setattr__(self, "whom", Consulted(self.whom))

    @property
    def effective_on(self) -> date:
        """The day from which it can move anything."""
        if self.kind is EventKind.CONSULTED:
            return self.sent_on or self.on
        if self.kind is EventKind.EXTENDED:
            return self.told_on or self.on
        return self.on

    @property
    def latest_on(self) -> date:
        """The last day it tells of."""
        past = (self.on, self.sent_on, self.third_received_on, self.answered_on, self.told_on)
        return max(day for day in past if day is not None)
