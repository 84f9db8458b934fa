"""What follows from a publication's rows: its state, its due date, its lines on the board?

Both `publications` and `reviews` call `settle` in the unit that moved anything; it writes caches
and nothing else.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import (
    File,
    Publication,
    PublicationFile,
    PublicationLink,
    PublicationNotice,
    Review,
    ReviewFile,
)
from clerkdesk.db.unit import Unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import acts, catalogue, categories
from clerkdesk.publications.acts import Standing
from clerkdesk.publications.attributes import Attribute, Audience, State
from clerkdesk.publications.due_rules import Days, DueDay, Governed, due_after, governing
from clerkdesk.publications.facts import Facts, load
from clerkdesk.reviews import gate
from clerkdesk.reviews.levels import Conclusion
from clerkdesk.reviews.states import ReviewState


@dataclass(frozen=True)
class Bound:
    """The latest round with what it bound: file id -> SHA-256. cut: it concluded 部分公开."""

    id: int
    state: ReviewState
    waiting_at: str
    closed_on: date | None
    files: dict[int, str]
    cut: bool = False


def present_files(publication_id: int) -> dict[int, str]:
    """Return file id -> recorded SHA-256 of what the publication consists of now."""
    found: Any = (
        PublicationFile.select(PublicationFile.file, File.sha256)
        .join(File)
        .where(
            (PublicationFile.publication == publication_id) & PublicationFile.removed_at.is_null()
        )
        .order_by(PublicationFile.position)
    )
    return dict(found.tuples())


def latest_round(publication_id: int) -> Bound | None:
    """Return the latest round of review, whatever its state."""
    row = (
        Review.select()
        .where(Review.publication == publication_id)
        .order_by(Review.round.desc())
        .first()
    )
    if row is None:
        return None
    query: Any = ReviewFile.select(ReviewFile.file, ReviewFile.sha256)
    bound = dict(query.where(ReviewFile.review == row.id).tuples())
    cut = row.conclusion == Conclusion.PARTLY
    return Bound(row.id, ReviewState(row.state), row.waiting_at, row.closed_on, bound, cut)


def state_of(row: Publication, latest: Bound | None) -> State:
    """Return how far a publication has come; the first that holds."""
    ends = (
        (row.voided_at, State.VOID),
        (row.withdrawn_on, State.WITHDRAWN),
        (row.superseded_by_id, State.SUPERSEDED),
        (row.published_on, State.PUBLISHED),
    )
    for mark, state in ends:
        if mark is not None:
            return state
    if row.attribute in _NOT_BY_ITSELF:
        return _NOT_BY_ITSELF[row.attribute]
    return State.REGISTERED if latest is None else _BY_REVIEW[latest.state]


_NOT_BY_ITSELF = {
    str(Attribute.WITHHELD): State.WITHHELD,
    str(Attribute.ON_REQUEST): State.ON_REQUEST,
}


_BY_REVIEW = {
    ReviewState.OPEN: State.IN_REVIEW,
    ReviewState.REFERRED: State.REFERRED,
    ReviewState.APPROVED: State.APPROVED,
    ReviewState.REFUSED: State.REFUSED,
    ReviewState.VOID: State.REGISTERED,
}


def standing_of(
    row: Publication,
    latest: Bound | None = None,
    present: dict[int, str] | None = None,
) -> Standing:
    """Return what decides which acts are open for a publication."""
    latest = latest or latest_round(row.id)
    present = present_files(row.id) if present is None else present
    notices: Any = PublicationNotice.select(PublicationNotice.sent_on).where(
        (PublicationNotice.publication == row.id) & PublicationNotice.removed_at.is_null()
    )
    told = [sent_on is not None for (sent_on,) in notices.tuples()]
    facts = load(row.facts)
    return Standing(
        state=state_of(row, latest),
        attribute=Attribute(row.attribute),
        audience=Audience(row.audience),
        files=len(present),
        round_open=latest is not None and latest.state.under_way,
        published_on=row.published_on,
        notices=len(told),
        untold=told.count(False),
        study_missing=facts.sensitive and not facts.study.complete,
        quashed=facts.quashed_on is not None,
        parts_wait=row.reassess_on is not None,
        gate=shut_because(latest, present),
    )


def shut_because(latest: Bound | None, present: dict[int, str]) -> tuple[UserError, ...]:
    if latest is None:
        return gate.shut(None, {}, present)
    return gate.shut(latest.state, latest.files, present)


def days_of(row: Publication, facts: Facts) -> Days:
    return Days(row.formed_on, facts.approved_on, row.changed_on, facts.public_since)


def due_of(row: Publication, facts: Facts, days: WorkCalendar) -> Governed | None:
    """Return by when it must be out; None where it is not to be published by itself, or too old.

    Once it is out its day is frozen: a later notice changes no verdict.
    """
    if row.attribute != Attribute.PROACTIVE or row.voided_at is not None:
        return None
    limits = catalogue.current().limits_of(row.category)
    found = governing(limits, days_of(row, facts), days)
    if found is not None and row.published_on is not None and row.due_on is not None:
        kept = replace(found.due, on=row.due_on, provisional=row.provisional)
        return replace(found, due=kept)
    return found


def settle(publication_id: int, work: Unit) -> Publication:
    """Derive a publication's caches and board lines anew; return its row."""
    row = Publication.get_by_id(publication_id)
    facts = load(row.facts)
    days = calendar()
    latest = latest_round(row.id)
    standing = standing_of(row, latest)
    found = due_of(row, facts, days)
    due = found.due if found else None
    row.state = str(standing.state)
    row.due_on = due.on if due else None
    row.provisional = due.provisional if due else False
    row.natural_days = due.natural_days if due else False
    row.next_step = acts.next_step(standing)
    row.save()
    board.rewrite("publication", row.id, _dues(row, facts, due, days, standing), work)
    work.changed("publication", row.id)
    return row


def _dues(
    row: Publication, facts: Facts, due: DueDay | None, days: WorkCalendar, standing: Standing
) -> list[Due]:
    found = []
    shipped = categories.load()
    category = catalogue.current().find(row.category)
    if due is not None:
        found.append(_line(row, "publish", due, closed_on=row.published_on))
        if category and category.promptly and not row.published_on:
            found.append(_line(row, "promptly", due_after(shipped.promptly, due.zero_on, days)))
    if facts.quashed_on is not None and row.state in (State.PUBLISHED, State.WITHDRAWN):
        quashed = due_after(shipped.quashed, facts.quashed_on, days)
        found.append(_line(row, "withdraw_quashed", quashed, closed_on=row.withdrawn_on))
    if row.state == State.WITHHELD and row.reassess_on is not None:
        found.append(_reminder(row, "reassess", "reassess", row.reassess_on))
    if row.state != State.PUBLISHED:
        return found
    # no law numbers the days of these: no colour, a line
    if category and category.needs and not _followed(row.id):
        found.append(_reminder(row, "rectification", "publish_rectification"))
    if standing.untold:
        found.append(_reminder(row, "tell_parties", "tell_parties"))
    if row.reassess_on is not None:  # of the parts a review had cut (条例 18, 37)
        found.append(_reminder(row, "reassess_parts", "reassess", row.reassess_on))
    if row.valid_until is not None:
        found.append(_reminder(row, "expires", "renew_or_withdraw", row.valid_until))
    return found


def _reminder(row: Publication, rule: str, next_step: str, on: date | None = None) -> Due:
    return Due(
        rule=rule,
        due_on=on,
        status=Status.RUNNING,
        title=row.title,
        number=row.number,
        next_step=next_step,
        handler_id=row.handler_id,
        natural_days=True,
    )


def _line(row: Publication, rule: str, due: DueDay, closed_on: date | None = None) -> Due:
    return Due(
        rule=rule,
        due_on=due.on,
        status=Status.RUNNING,
        title=row.title,
        number=row.number,
        next_step=row.next_step,
        handler_id=row.handler_id,
        provisional=due.provisional,
        natural_days=due.natural_days,
        closed_on=closed_on,
    )


def _followed(publication_id: int) -> bool:
    """Whether something published rectifies this one."""
    found = (
        PublicationLink.select()
        .join(Publication, on=PublicationLink.publication == Publication.id)
        .where(
            (PublicationLink.other == publication_id)
            & (PublicationLink.relation == "rectifies")
            & PublicationLink.removed_at.is_null()
            & Publication.published_on.is_null(False)
        )
    )
    return bool(found.exists())
