"""In which way is a piece of information disclosed, on which ground, and how far has it come?"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from clerkdesk.requests.grounds import GROUNDS
from clerkdesk.requests.grounds import Ground as Exception_


class Attribute(StrEnum):
    """The attribute given at the source (公开属性); labels in `[attribute]`."""

    PROACTIVE = "proactive"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"  # 条例 14, 15 and 16 only: everything else is disclosed (条例 13)


class Audience(StrEnum):
    """Who is to read it; labels in `[audience]`."""

    ALL = "all"
    PARTIES = "parties"  # only those concerned, one notice each (房屋征收调查结果 ...)


class Origin(StrEnum):
    """Why this organ discloses it (条例 10); labels in `[origin]`."""

    MADE = "made"
    OBTAINED = "obtained"  # from citizens and companies: the organ that keeps it
    OBTAINED_FROM_ORGAN = "obtained_from_organ"  # the organ that made or first obtained it
    JOINT = "joint"  # the organ that led the making


class State(StrEnum):
    """How far a publication has come; labels in `[publication_state]`."""

    REGISTERED = "registered"
    IN_REVIEW = "in_review"
    REFERRED = "referred"  # waits for an authority's answer
    APPROVED = "approved"
    REFUSED = "refused"  # the review ended with 不予公开; the attribute is still to be changed
    PUBLISHED = "published"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    VOID = "void"

    @property
    def is_open(self) -> bool:
        """Whether something must still happen before it is published or withheld."""
        return self in OPEN_STATES


OPEN_STATES = frozenset(
    (State.REGISTERED, State.IN_REVIEW, State.REFERRED, State.APPROVED, State.REFUSED)
)

NOT_FOR_ALL = "not_for_all"  # 条例 19, 20, 21: not of those to be known by all
PARTS_ONLY = "parts_only"  # 条例 37: holds parts that must not be disclosed, given with those cut

# on which grounds each attribute may rest, with the articles; a key of `terms.toml` `[ground]`
GROUNDS_OF: Mapping[Attribute, tuple[str, ...]] = MappingProxyType(
    {
        Attribute.PROACTIVE: (),
        Attribute.ON_REQUEST: (NOT_FOR_ALL, PARTS_ONLY),
        Attribute.WITHHELD: tuple(
            str(ground) for ground, rule in GROUNDS.items() if rule.is_exception
        ),
    }
)

STATE_SECRET = str(Exception_.STATE_SECRET)


def article_of(ground: str) -> str:
    """Return where a ground stands in the 条例: "14", "16-2"; empty for an unknown one."""
    if ground == NOT_FOR_ALL:
        return "19"
    if ground == PARTS_ONLY:
        return "37"
    for known, rule in GROUNDS.items():
        if known == ground:
            cited = rule.cites
            return f"{cited.article}-{cited.paragraph}" if cited.paragraph else f"{cited.article}"
    return ""
