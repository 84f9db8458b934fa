"""How does a round of review stand, and how may a question be answered?"""

from enum import StrEnum


class ReviewState(StrEnum):
    """Labels in `terms.toml` `[review_state]`."""

    OPEN = "open"
    REFERRED = "referred"  # waits for the authority of 条例 17
    APPROVED = "approved"
    REFUSED = "refused"
    VOID = "void"

    @property
    def under_way(self) -> bool:
        return self in (ReviewState.OPEN, ReviewState.REFERRED)


class Answer(StrEnum):
    """Labels in `terms.toml` `[review_answer]`."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    UNSURE = "unsure"


class InquiryKind(StrEnum):
    """Who is asked; labels in `terms.toml` `[inquiry]`."""

    REFERRAL = "referral"  # 主管部门 or 保密行政管理部门: 条例 17, 实施条例 25
    CONFIRMATION = "confirmation"  # other organs: 条例 11
    CONSENT = "consent"  # the third party concerned: 条例 15
    PERMISSION = "permission"  # where disclosure needs an approval: 条例 11


class InquiryResult(StrEnum):
    """What came back; labels in `terms.toml` `[inquiry_result]`."""

    MAY = "may"
    PARTLY = "partly"
    MAY_NOT = "may_not"
    SETTLED = "settled"  # no longer needed: the question was answered with certainty inside
