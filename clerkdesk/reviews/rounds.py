"""How does a round of review stand, as read from its rows? Loading and caches for `service`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import peewee

from clerkdesk.db.models import Publication, Review, ReviewAnswer, ReviewInquiry, ReviewStep
from clerkdesk.db.unit import Unit
from clerkdesk.deadlines import board
from clerkdesk.deadlines.board import Due, Status
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import standing
from clerkdesk.publications.facts import load as load_facts
from clerkdesk.reviews import checklists, gate, levels
from clerkdesk.reviews.acts import RoundStanding
from clerkdesk.reviews.checklists import Checklist
from clerkdesk.reviews.gate import Given, Pending
from clerkdesk.reviews.levels import Conclusion, Progress, Route, Stage, Step
from clerkdesk.reviews.states import Answer, InquiryKind, ReviewState


@dataclass(frozen=True)
class Round:
    """One round with everything its rules look at."""

    row: Review
    publication: Publication
    route: Route
    checklist: Checklist
    answers: Mapping[str, Given]
    steps: tuple[Step, ...]
    progress: Progress
    pending: tuple[Pending, ...]
    study_missing: bool

    @property
    def state(self) -> ReviewState:
        return ReviewState(self.row.state)

    @property
    def standing(self) -> RoundStanding:
        awaited = self.progress.awaited
        blockers: tuple[UserError, ...] = ()
        if awaited is not None:
            blockers = gate.blockers(
                awaited,
                self.checklist,
                self.answers,
                self.pending,
                study_missing=self.study_missing,
            )
        return RoundStanding(
            state=self.state,
            awaited=awaited,
            first=not self.progress.counting,
            open_inquiries=len(self.pending),
            blockers=blockers,
        )

    @property
    def opened_on(self) -> date:
        opened: date = self.row.opened_on
        return opened


def get(review_id: int) -> Round:
    """Return a round; UserError reviews.gone."""
    row = Review.get_or_none(Review.id == review_id)
    if row is None:
        raise UserError("reviews.gone")
    publication = Publication.get_by_id(row.publication_id)
    facts = load_facts(publication.facts)
    route = levels.load(row.levels)
    steps = steps_of(review_id)
    return Round(
        row=row,
        publication=publication,
        route=route,
        checklist=checklists.of(row.checklist_version),
        answers=answers_of(review_id),
        steps=steps,
        progress=levels.progress(route, steps),
        pending=pending_of(review_id),
        study_missing=facts.sensitive and not facts.study.complete,
    )


def answer_rows(review_id: int) -> dict[str, ReviewAnswer]:
    """Return the answer that counts for each question: the last one given."""
    last = (
        ReviewAnswer.select(peewee.fn.MAX(ReviewAnswer.id))
        .where(ReviewAnswer.review == review_id)
        .group_by(ReviewAnswer.question)
    )
    rows = ReviewAnswer.select().where(ReviewAnswer.id.in_(last))
    return {row.question: row for row in rows}


def answers_of(review_id: int) -> dict[str, Given]:
    rows = answer_rows(review_id)
    return {key: Given(Answer(row.answer), row.note) for key, row in rows.items()}


def steps_of(review_id: int) -> tuple[Step, ...]:
    rows = ReviewStep.select().where(ReviewStep.review == review_id).order_by(ReviewStep.id)
    return tuple(
        Step(
            id=row.id,
            stage=levels.stage_of(row.level),
            passed=row.passed,
            conclusion=Conclusion(row.conclusion) if row.conclusion else None,
            ground=row.ground,
            signed_by=row.signed_by_id,
            signed_on=row.signed_on,
        )
        for row in rows
    )


def pending_of(review_id: int) -> tuple[Pending, ...]:
    """Return what others were asked and have not answered."""
    rows = ReviewInquiry.select().where(
        (ReviewInquiry.review == review_id) & (ReviewInquiry.result == "")
    )
    return tuple(
        Pending(InquiryKind(row.kind), row.question, row.opened_on, row.sent_on) for row in rows
    )


def settle(review_id: int, work: Unit, state: ReviewState | None = None) -> None:
    """Derive a round's caches, its board lines and its publication's standing anew."""
    if state is not None:
        Review.update(state=str(state)).where(Review.id == review_id).execute()
    found = get(review_id)
    awaited = found.progress.awaited if found.state.under_way else None
    keys = [question.key for question in found.checklist.questions]
    given = [found.answers.get(key) for key in keys]
    Review.update(
        waiting_at=awaited.key if awaited else "",
        unanswered=sum(1 for one in given if one is None),
        unsure=sum(1 for one in given if one and one.answer is Answer.UNSURE),
    ).where(Review.id == review_id).execute()
    board.rewrite("review", review_id, _dues(found, awaited), work)
    work.changed("review", review_id)
    standing.settle(found.publication.id, work)


def _dues(found: Round, awaited: Stage | None) -> list[Due]:
    if awaited is None:
        return []
    dues = []
    if found.state is not ReviewState.REFERRED:
        # no law gives a level its days; the publication's own line carries the date
        dues.append(_line(found, "review", None, f"sign_{awaited.last}"))
    days = calendar()
    for rule, sent in (("referral_report", False), ("referral_answer", True)):
        clocks = [
            gate.due_of(one, days)
            for one in found.pending
            if one.kind is InquiryKind.REFERRAL and (one.sent_on is not None) is sent
        ]
        due = min((one for one in clocks if one is not None), default=None)
        if due is not None:
            step = "chase_referral" if sent else "send_referral"
            dues.append(_line(found, rule, due, step, provisional=days.is_provisional(due)))
    return dues


def _line(
    found: Round, rule: str, due_on: date | None, next_step: str, *, provisional: bool = False
) -> Due:
    return Due(
        rule=rule,
        due_on=due_on,
        status=Status.RUNNING,
        title=found.publication.title,
        number=found.publication.number,
        next_step=next_step,
        handler_id=found.publication.handler_id,
        provisional=provisional,
    )
