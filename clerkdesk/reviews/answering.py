"""How is a question of the form answered, and what follows from a doubt? Part of `service`."""

from collections.abc import Mapping

from clerkdesk import typed
from clerkdesk.db.models import Person, ReviewAnswer, ReviewInquiry
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.reviews import acts, gate, rounds
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.asking import create_inquiry
from clerkdesk.reviews.gate import Given
from clerkdesk.reviews.rounds import Round
from clerkdesk.reviews.states import Answer, InquiryKind, InquiryResult


def answer(  # noqa: PLR0913 - one line of the form
    review_id: int,
    question: str,
    given: Answer,
    by: int,
    *,
    note: str = "",
    answered_by: int | None = None,
) -> None:
    """Answer one question; the answer before stays on record. See `answer_all`."""
    answer_all(review_id, {question: Given(Answer(given), note)}, by, answered_by=answered_by)


def answer_all(
    review_id: int, answers: Mapping[str, Given], by: int, *, answered_by: int | None = None
) -> None:
    """Answer several questions at once; what is already so is not written again.

    `unsure` opens a referral with its clock (保密法实施条例 25); a certain answer to such a
    question settles it where it has not been sent, and waits for the authority where it has.
    Errors: reviews.question_unknown, always_applies, follows, waits_for_authority, settle_how.
    """
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.ANSWER, found.standing)
        who = person(answered_by if answered_by is not None else by, "answered_by")
        merged = {**found.answers, **answers}
        for key, given in answers.items():
            _check_answer(found, key, given, merged)
            if found.answers.get(key) == given:
                continue
            ReviewAnswer.create(
                review=review_id,
                question=key,
                answer=str(given.answer),
                note=given.note.strip(),
                answered_by=who,
                answered_at=work.now,
            )
            told = {"question": key, "answer": str(given.answer), "note": given.note.strip()}
            work.note("review", review_id, "answered", told | {"answered_by": who})
            _follow_doubt(found, key, given, by, work)
        rounds.settle(review_id, work)


def _check_answer(found: Round, key: str, given: Given, merged: Mapping[str, Given]) -> None:
    if key not in found.checklist.by_key:
        raise UserError("reviews.question_unknown", field=key)
    typed.text(given.note, "note")
    if given.answer is Answer.NOT_APPLICABLE:
        fault = gate.fault_of(found.checklist.question(key), merged, found.checklist)
        if fault is not None:
            raise fault


def _follow_doubt(found: Round, key: str, given: Given, by: int, work: Unit) -> None:
    asked = ReviewInquiry.get_or_none(
        (ReviewInquiry.review == found.row.id)
        & (ReviewInquiry.question == key)
        & (ReviewInquiry.kind == InquiryKind.REFERRAL.value)
        & (ReviewInquiry.result == "")
    )
    if given.answer is Answer.UNSURE:
        if asked is None:
            create_inquiry(found, InquiryKind.REFERRAL, key, work.today, by=by, work=work)
        return
    if asked is None:
        return
    if asked.sent_on is not None:
        raise UserError("reviews.waits_for_authority", field=key)
    if not given.note.strip():
        raise UserError("reviews.settle_how", field="note")
    ReviewInquiry.update(
        result=str(InquiryResult.SETTLED), answered_on=work.today, answer=given.note.strip()
    ).where(ReviewInquiry.id == asked.id).execute()
    work.note("review", found.row.id, "doubt_settled", {"question": key, "inquiry": asked.id})


def person(person_id: int, field: str) -> int:
    if Person.get_or_none(Person.id == person_id) is None:
        raise UserError("reviews.person_unknown", field=field)
    return person_id
