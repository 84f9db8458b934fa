"""Which numbers of the law were in force on a day?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clerkdesk.limits import Limit


@dataclass(frozen=True)
class RuleSet:
    """The numbers of one version of the Regulation; all limits are in working days.

    code: frozen with a case. None: that version names no number.
    extension_max: the most working days one extension may add.
    articles: the present version's articles -> its own, where they stood elsewhere.
    """

    code: str
    since: date
    reply: Limit
    extension_max: int
    correction_notice: Limit | None
    third_party: Limit | None
    co_maker: Limit | None
    payment: Limit | None
    publication: Limit
    articles: Mapping[str, str] = field(default_factory=dict)

    def cite(self, article: str) -> str:
        """Return where this version says what the present one says in `article`."""
        return self.articles.get(article, article)


@dataclass(frozen=True)
class MonitorRule:
    """When a column of the web site turns yellow and red; an office may enter its own.

    yellow: working days without an update after which the column is warned.
    red: further working days without an update or a written explanation.
    code: of its basis in `terms.toml` `[monitor_basis]`.
    """

    code: str
    since: date
    yellow: int
    red: int


# To add a version: one entry at the end, in force from its day on.
RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(
        code="2008",
        since=date(2008, 5, 1),  # State Council order 492, art. 38
        reply=Limit(15),  # 2007 Regulation, art. 24-2
        extension_max=15,  # art. 24-2
        correction_notice=None,  # art. 21(4) names no number
        third_party=None,  # art. 24-3 excludes the time and limits nobody
        co_maker=None,
        payment=None,  # art. 27 charges cost and sets no time
        publication=Limit(20),  # art. 18
        articles={
            "26": "2007-18",
            "30": "2007-21",
            "32": "2007-23",
            "33-2": "2007-24",
            "33-3": "2007-24",
            "42": "2007-27",
        },
    ),
    RuleSet(
        code="2019",
        since=date(2019, 5, 15),  # State Council order 711, art. 56
        reply=Limit(20),  # art. 33-2
        extension_max=20,  # art. 33-2
        correction_notice=Limit(7),  # art. 30
        third_party=Limit(15),  # art. 32
        co_maker=Limit(15),  # art. 34
        payment=Limit(20),  # Fee Measures (2020 no. 109), art. 6; in force from 2021-01-01
        publication=Limit(20),  # art. 26
    ),
)

# 行政复议法 (2023) is in force from its art. 90's day on; that of 1999, as amended in 2017, before.
RECONSIDERATION_LAW_SINCE = date(2024, 1, 1)
_RECONSIDERATION_BEFORE = {
    "review-20": "review-1999-9",  # 60 days to apply
    "review-64": "review-1999-28",  # the decision may order a new act
}


def cited_on(article: str, day: date) -> str:
    """Return where the law in force on a day says what today's says in `article`."""
    if day < RECONSIDERATION_LAW_SINCE:
        return _RECONSIDERATION_BEFORE.get(article, article)
    return article


# Successive rules of one city: eight working days in its annual report of 2013, 1(4), seven from
# its plan of 2015, 昆政办发〔2015〕17号 item 26.
MONITOR_RULES: tuple[MonitorRule, ...] = (
    MonitorRule(code="2013", since=date(2013, 1, 1), yellow=8, red=2),
    MonitorRule(code="2015", since=date(2015, 2, 12), yellow=7, red=2),
)


def in_force(day: date) -> RuleSet:
    """Return the version in force on a day; the first one for days before there was any."""
    return next((one for one in reversed(RULE_SETS) if one.since <= day), RULE_SETS[0])


def named(code: str) -> RuleSet:
    """Return a version by the code frozen with a case; raises KeyError for an unknown one."""
    return {one.code: one for one in RULE_SETS}[code]
