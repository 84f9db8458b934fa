"""What may be done to a publication now, and if not now, why not?

The service asks `require` before it writes and the card shows `allowed` and `refused`, so a button
and the verb behind it never disagree.

To add an act: a member of `Act`, its word in `terms.toml` `[publication_act]`, its check in `_WHY`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from clerkdesk.errors import UserError
from clerkdesk.publications.attributes import Attribute, Audience, State


class Act(StrEnum):
    """The verbs a clerk can choose; labels in `terms.toml` `[publication_act]`."""

    CHANGE_FACTS = "change_facts"
    ATTACH_FILE = "attach_file"
    REPLACE_FILE = "replace_file"
    REMOVE_FILE = "remove_file"
    EXPEL_FILE = "expel_file"
    START_REVIEW = "start_review"
    CONTINUE_REVIEW = "continue_review"
    PUBLISH = "publish"
    WITHHOLD = "withhold"
    REASSESS = "reassess"
    REASSESS_PARTS = "reassess_parts"
    MARK_QUASHED = "mark_quashed"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"
    NAME_PARTIES = "name_parties"
    NOTE_PARTY_TOLD = "note_party_told"
    LINK = "link"
    VOID = "void"


@dataclass(frozen=True)
class NotNow:
    """An act that is closed now, with the sentence that says why."""

    act: Act
    reason: str


@dataclass(frozen=True)
class Standing:
    """What decides which acts are open.

    gate: why the publication gate is shut, in order; empty where a valid approval stands.
    round_open: a review is under way (open or referred). notices: parties named, told or not;
    untold: of those. study_missing: sensitive, and its three boxes are not all studied.
    parts_wait: parts a review had cut from what is out come back for assessment (条例 18, 37).
    """

    state: State
    attribute: Attribute
    audience: Audience
    files: int
    round_open: bool
    published_on: date | None
    notices: int
    untold: int
    study_missing: bool
    quashed: bool
    parts_wait: bool
    gate: tuple[UserError, ...]


def require(act: Act, standing: Standing) -> None:
    """Raise the sentence that says why the act is closed now; return where it is open."""
    refusal = _WHY[act](standing)
    if refusal is not None:
        raise refusal


def allowed(standing: Standing) -> tuple[Act, ...]:
    return tuple(act for act in Act if _WHY[act](standing) is None)


def refused(standing: Standing) -> tuple[NotNow, ...]:
    reasons = ((act, _WHY[act](standing)) for act in Act)
    return tuple(NotNow(act, str(reason)) for act, reason in reasons if reason is not None)


def next_step(standing: Standing) -> str:
    """Return the key of `[next_step]` for what the clerk does next; empty where nothing is left."""
    if standing.state is State.PUBLISHED and standing.quashed:
        return "withdraw_publication"
    if standing.state is State.APPROVED and _still_to_tell(standing):
        return "tell_parties" if standing.notices else "name_parties"
    if standing.state is State.REGISTERED:
        return "start_review" if standing.files else "attach_publication_file"
    return _NEXT.get(standing.state, "")


_NEXT = {
    State.IN_REVIEW: "continue_review",
    State.REFERRED: "await_referral",
    State.APPROVED: "publish",
    State.REFUSED: "record_withholding",
}


def _is_void(standing: Standing) -> UserError | None:
    return UserError("publications.is_void") if standing.state is State.VOID else None


def _out(standing: Standing) -> UserError | None:
    """What has been out is not changed any more: it is superseded or withdrawn."""
    if standing.published_on is not None:
        return UserError("publications.already_published", on=standing.published_on)
    return _is_void(standing)


def _start_review(standing: Standing) -> UserError | None:
    if standing.round_open:
        return UserError("publications.review_open")
    if standing.state is State.APPROVED:
        return UserError("publications.already_approved")
    if standing.attribute is not Attribute.PROACTIVE:
        return UserError("publications.review_not_needed")
    if not standing.files:
        return UserError("publications.no_file_to_review", field="files")
    return _out(standing)


def _publish(standing: Standing) -> UserError | None:
    refusal = _out(standing)
    if refusal is None and standing.attribute is not Attribute.PROACTIVE:
        refusal = UserError("publications.not_proactive", field="attribute")
    if refusal is None and standing.gate:
        refusal = standing.gate[0]
    if refusal is None and standing.study_missing:
        refusal = UserError("publications.study_missing", field="study")
    if refusal is None and standing.audience is Audience.PARTIES:
        refusal = _all_told(standing)
    return refusal


def _still_to_tell(standing: Standing) -> bool:
    return standing.audience is Audience.PARTIES and _all_told(standing) is not None


def _all_told(standing: Standing) -> UserError | None:
    """Where only the parties may know, to publish is to tell each of them (S0-6, 8)."""
    if not standing.notices:
        return UserError("publications.no_party_told", field="notices")
    if standing.untold:
        return UserError("publications.parties_untold", field="notices", count=standing.untold)
    return None


def _tell(standing: Standing) -> UserError | None:
    """To tell a party is to disclose: the gate holds for it as for the public."""
    refusal = _is_void(standing)
    if refusal is None and standing.published_on is None and standing.gate:
        refusal = standing.gate[0]
    return refusal


def _withhold(standing: Standing) -> UserError | None:
    if standing.attribute is Attribute.WITHHELD:
        return UserError("publications.already_withheld")
    return _out(standing)


def _reassess(standing: Standing) -> UserError | None:
    if standing.attribute is not Attribute.WITHHELD:
        return UserError("publications.not_withheld")
    return _is_void(standing)


def _reassess_parts(standing: Standing) -> UserError | None:
    waits = standing.state is State.PUBLISHED and standing.parts_wait
    return None if waits else UserError("publications.no_parts_cut")


def _while_published(standing: Standing) -> UserError | None:
    if standing.state is not State.PUBLISHED:
        return UserError("publications.not_published")
    return None


def _withdraw(standing: Standing) -> UserError | None:
    """An older version that a newer has replaced may still stand somewhere and be taken down."""
    return None if standing.state is State.SUPERSEDED else _while_published(standing)


def _quash(standing: Standing) -> UserError | None:
    if standing.quashed:
        return UserError("publications.already_quashed")
    return _while_published(standing)


def _continue(standing: Standing) -> UserError | None:
    return None if standing.round_open else UserError("publications.no_review_open")


def _void(standing: Standing) -> UserError | None:
    if standing.state is State.PUBLISHED:
        return UserError("publications.withdraw_first")
    return _is_void(standing)


_WHY: Mapping[Act, Callable[[Standing], UserError | None]] = MappingProxyType(
    {
        Act.CHANGE_FACTS: _out,
        Act.ATTACH_FILE: _out,
        Act.REPLACE_FILE: _out,
        Act.REMOVE_FILE: _out,
        Act.EXPEL_FILE: _is_void,
        Act.START_REVIEW: _start_review,
        Act.CONTINUE_REVIEW: _continue,
        Act.PUBLISH: _publish,
        Act.WITHHOLD: _withhold,
        Act.REASSESS: _reassess,
        Act.REASSESS_PARTS: _reassess_parts,
        Act.MARK_QUASHED: _quash,
        Act.WITHDRAW: _withdraw,
        Act.SUPERSEDE: _while_published,
        Act.NAME_PARTIES: _is_void,
        Act.NOTE_PARTY_TOLD: _tell,
        Act.LINK: _is_void,
        Act.VOID: _void,
    }
)
