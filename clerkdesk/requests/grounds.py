"""On which words of the law may information be withheld?

Pure data. A ground is finer than an outcome: three kinds of internal affairs share one outcome and
one line of the annual report, but the letter must name the kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Law(StrEnum):
    REGULATION = "regulation"  # 政府信息公开条例 (2019)
    FEE_RULES = "fee_rules"  # 国办函〔2020〕109号
    RECONSIDERATION = "reconsideration"  # 行政复议法 (2023)
    LITIGATION = "litigation"  # 行政诉讼法 (2017)


@dataclass(frozen=True, order=True)
class Citation:
    """One place in a law; paragraph and item are 0 where the article is cited as a whole."""

    article: int
    paragraph: int = 0
    item: int = 0
    law: Law = Law.REGULATION


class Ground(StrEnum):
    STATE_SECRET = "state_secret"  # noqa: S105 - a term of the law, no password
    PROHIBITED_BY_LAW = "prohibited_by_law"
    THREE_SECURITIES = "three_securities"
    TRADE_SECRET = "trade_secret"  # noqa: S105 - a term of the law, no password
    PRIVACY = "privacy"
    THIRD_PARTY_OTHER = "third_party_other"
    PERSONNEL = "personnel"
    LOGISTICS = "logistics"
    WORKFLOW = "workflow"
    DISCUSSION_RECORD = "discussion_record"
    DRAFT = "draft"
    CONSULTATION_LETTER = "consultation_letter"
    REQUEST_REPORT = "request_report"
    ENFORCEMENT_FILE = "enforcement_file"
    QUERY_MATTER = "query_matter"
    NOT_GOVERNMENT_INFORMATION = "not_government_information"


class Danger(StrEnum):
    """What disclosure might endanger under art. 14: 三安全一稳定."""

    NATIONAL_SECURITY = "national_security"
    PUBLIC_SECURITY = "public_security"
    ECONOMIC_SECURITY = "economic_security"
    SOCIAL_STABILITY = "social_stability"


class ThirdPartyView(StrEnum):
    """What the third party of art. 32 said."""

    OBJECTED = "objected"
    PARTLY_AGREED = "partly_agreed"
    SILENT = "silent"
    NOT_ASKED = "not_asked"
    AGREED = "agreed"


@dataclass(frozen=True)
class GroundRule:
    """cites: where the ground stands. demands: what the clerk must name beyond the reason."""

    cites: Citation
    demands: tuple[str, ...] = ()

    @property
    def is_exception(self) -> bool:
        """Whether it is one of the exceptions to disclosure of arts. 14, 15 and 16."""
        return self.cites.law is Law.REGULATION and self.cites.article in (14, 15, 16)


_SECRET = Citation(14)
_THIRD = Citation(15)
_INTERNAL = Citation(16, 1)
_PROCESS = Citation(16, 2)

GROUNDS: Mapping[Ground, GroundRule] = MappingProxyType(
    {
        Ground.STATE_SECRET: GroundRule(_SECRET),
        Ground.PROHIBITED_BY_LAW: GroundRule(_SECRET, demands=("law",)),
        Ground.THREE_SECURITIES: GroundRule(_SECRET, demands=("danger",)),
        Ground.TRADE_SECRET: GroundRule(_THIRD, demands=("third_party_view",)),
        Ground.PRIVACY: GroundRule(_THIRD, demands=("third_party_view",)),
        Ground.THIRD_PARTY_OTHER: GroundRule(_THIRD, demands=("third_party_view",)),
        Ground.PERSONNEL: GroundRule(_INTERNAL),
        Ground.LOGISTICS: GroundRule(_INTERNAL),
        Ground.WORKFLOW: GroundRule(_INTERNAL),
        Ground.DISCUSSION_RECORD: GroundRule(_PROCESS),
        Ground.DRAFT: GroundRule(_PROCESS),
        Ground.CONSULTATION_LETTER: GroundRule(_PROCESS),
        Ground.REQUEST_REPORT: GroundRule(_PROCESS),
        Ground.ENFORCEMENT_FILE: GroundRule(_PROCESS),
        Ground.QUERY_MATTER: GroundRule(Citation(36, item=7), demands=("law",)),
        Ground.NOT_GOVERNMENT_INFORMATION: GroundRule(Citation(2)),
    }
)
"""Each ground with its place in the regulation and what naming it demands."""

_ASKED = Citation(32)  # the third party is asked in writing; with sound reasons its no is followed


def places(ground: Ground, filled: Mapping[str, str]) -> tuple[Citation, ...]:
    """Return where a ground stands, and the article by which the third party was asked, if it was.

    filled: what was named for the ground beyond the reason.
    """
    view = filled.get("third_party_view", ThirdPartyView.NOT_ASKED)
    asked = () if view == ThirdPartyView.NOT_ASKED else (_ASKED,)
    return (GROUNDS[ground].cites, *asked)
