"""What may be done to a round of review? The one door through which reviews are written.

A round is opened by `publications.service.start_review`, which binds the SHA-256 of every file.
Signatures come on paper by default: `by` records at the PC, `signed_by` signed.

    answer(review_id, question, given: Answer, by, *, note="", answered_by=None)
    answer_all(review_id, answers: Mapping[str, Given], by, *, answered_by=None)
    sign(review_id, signature: Signature, by) -> int            passes the awaited stage, or 需报审
    send_back(review_id, signature: Signature, by) -> int       returns to the stage before
    attach_scan(review_id, scan: NewFile, by) -> int            the signed sheet, scanned later
    ask_others(review_id, kind, by, *, whom, on, question="", reference="", sent=True) -> int
    note_sent(inquiry_id, by, *, on, whom="", reference="")
    record_result(inquiry_id, result, by, *, on, text, scan=None)
    abandon(review_id, by, *, reason)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clerkdesk import files as stored_files
from clerkdesk import settings, typed
from clerkdesk.db.models import (
    Attachment,
    Person,
    Review,
    ReviewAnswer,
    ReviewFile,
    ReviewInquiry,
    ReviewStep,
)
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.publications import intake
from clerkdesk.publications.attributes import GROUNDS_OF, Attribute
from clerkdesk.publications.intake import NewFile
from clerkdesk.reviews import acts, checklists, gate, levels, rounds
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.gate import Given
from clerkdesk.reviews.levels import Conclusion, Mode, Route, Stage
from clerkdesk.reviews.rounds import Round
from clerkdesk.reviews.states import Answer, InquiryKind, InquiryResult, ReviewState


@dataclass(frozen=True)
class Signature:
    """Who signed the awaited stage, when and how.

    conclusion: demanded to pass; ground and opinion: demanded by 部分公开, 不予公开 and 需报审, opinion
    also by a return. scan: the signed paper.
    """

    signed_by: int
    signed_on: date
    mode: Mode = Mode.PAPER
    conclusion: Conclusion | None = None
    ground: str = ""
    opinion: str = ""
    scan: NewFile | None = None


def open_round(  # noqa: PLR0913 - called by publications.service alone
    publication_id: int, digests: Mapping[int, str], on: date, by: int, work: Unit
) -> int:
    """Open a round over files with these digests, inside the caller's unit; return its key."""
    chosen = settings.load()
    route = Route(
        levels.ROUTES[chosen.review_stages],
        merged_reason=chosen.review_stages_reason,
        one_clerk=chosen.one_clerk_office,
    )
    if route.merged and not route.merged_reason.strip():
        raise UserError("reviews.merged_without_reason")
    checklist = checklists.current(on)
    earlier = Review.select().where(Review.publication == publication_id).count()
    row = Review.create(
        uid=work.new_uid(),
        publication=publication_id,
        round=earlier + 1,
        checklist_version=checklist.version,
        levels=levels.dump(route),
        opened_on=on,
        opened_at=work.now,
        opened_by=by,
        state=str(ReviewState.OPEN),
    )
    for file_id, digest in digests.items():
        ReviewFile.create(review=row.id, file=file_id, sha256=digest)
    told = {
        "publication": publication_id,
        "round": row.round,
        "checklist": checklist.version,
        "levels": levels.dump(route),
        "files": {str(key): digest for key, digest in digests.items()},
    }
    work.note("review", row.id, "opened", told)
    rounds.settle(row.id, work)
    return int(row.id)


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

    `unsure` opens a referral with its clock (保密法实施条例 25); a certain answer to such a question
    settles it where it has not been sent, and waits for the authority where it has.
    Errors: reviews.question_unknown, always_applies, follows, waits_for_authority, settle_how.
    """
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.ANSWER, found.standing)
        who = _person(answered_by if answered_by is not None else by, "answered_by")
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


def _check_answer(
    found: Round, key: str, given: Given, merged: Mapping[str, Given]
) -> None:
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
            _create_inquiry(found, InquiryKind.REFERRAL, key, work.today, by, work)
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


def _create_inquiry(  # noqa: PLR0913 - the columns of an inquiry
    found: Round, kind: InquiryKind, question: str, on: date, by: int, work: Unit
) -> int:
    row = ReviewInquiry.create(
        uid=work.new_uid(),
        review=found.row.id,
        kind=str(kind),
        question=question,
        opened_on=on,
        recorded_at=work.now,
        recorded_by=by,
    )
    told = {"inquiry": row.id, "kind": str(kind), "question": question}
    work.note("review", found.row.id, "inquiry_opened", told)
    return int(row.id)


def sign(review_id: int, signature: Signature, by: int) -> int:
    """Record the awaited stage's signature and return the step's key.

    需报审 does not pass: it opens a referral and the same stage signs again once the answer is in.
    Errors: reviews.… for open questions (by number), conclusion, ground, opinion, day, person,
    waits_for_authority; typed.…
    """
    if signature.scan is not None:
        intake.screen([signature.scan])
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.SIGN, found.standing)
        stage = _awaited(found)
        _check_signature(found, stage, signature, by, work)
        conclusion = _check_conclusion(found, stage, signature)
        passed = conclusion is not Conclusion.REFER
        step_id = _record(found, stage, signature, by, work, passed=passed)
        if not passed:
            _create_inquiry(
                found, InquiryKind.REFERRAL, "", signature.signed_on, by, work
            )
            rounds.settle(review_id, work, ReviewState.REFERRED)
        elif stage is found.route.stages[-1]:
            _conclude(found, signature, conclusion, work)
        else:
            rounds.settle(review_id, work)
    return step_id


def send_back(review_id: int, signature: Signature, by: int) -> int:
    """Record that the awaited stage returned the item to the stage before, and why."""
    typed.text(signature.opinion, "opinion", required=True)
    if signature.scan is not None:
        intake.screen([signature.scan])
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.RETURN, found.standing)
        stage = _awaited(found)
        _check_signature(found, stage, signature, by, work)
        bare = Signature(
            signature.signed_by,
            signature.signed_on,
            signature.mode,
            opinion=signature.opinion,
            scan=signature.scan,
        )
        step_id = _record(found, stage, bare, by, work, passed=False)
        rounds.settle(review_id, work)
    return step_id


def _awaited(found: Round) -> Stage:
    stage = found.progress.awaited
    if stage is None:  # a round under way always awaits someone
        raise UserError("reviews.round_is_over")
    return stage


def _check_signature(
    found: Round, stage: Stage, signature: Signature, by: int, work: Unit
) -> None:
    _person(signature.signed_by, "signed_by")
    typed.text(signature.opinion, "opinion")
    if signature.signed_on > work.today:
        raise UserError("reviews.in_future", field="signed_on", day=signature.signed_on)
    if signature.signed_on < found.opened_on:
        raise UserError("reviews.before_opened", field="signed_on", opened=found.opened_on)
    latest = max((step.signed_on for step in found.steps), default=None)
    if latest is not None and signature.signed_on < latest:
        raise UserError("reviews.before_level_before", field="signed_on", before=latest)
    if signature.mode is Mode.PC and signature.signed_by != by:
        raise UserError("reviews.pc_signs_oneself", field="signed_by")
    if not found.route.one_clerk:
        others = {
            step.signed_by for step in found.progress.counting if step.stage != stage
        }
        if signature.signed_by in others:
            raise UserError("reviews.signed_already", field="signed_by")


def _check_conclusion(found: Round, stage: Stage, signature: Signature) -> Conclusion:
    conclusion = signature.conclusion
    if conclusion is None:
        raise UserError("reviews.conclusion_missing", field="conclusion")
    counting = found.progress.counting
    before = counting[-1].conclusion if counting else None
    refusal = gate.refuse_conclusion(conclusion, found.checklist, found.answers, before, stage)
    if refusal is not None:
        raise refusal
    needs_ground = conclusion in (Conclusion.PARTLY, Conclusion.WITHHOLD)
    if needs_ground and signature.ground not in GROUNDS_OF[Attribute.WITHHELD]:
        raise UserError("reviews.ground_missing", field="ground")
    if conclusion is not Conclusion.PUBLISH and not signature.opinion.strip():
        raise UserError("reviews.opinion_missing", field="opinion")
    if not needs_ground and signature.ground:
        raise UserError("reviews.ground_needless", field="ground")
    return conclusion


def _record(  # noqa: PLR0913 - the columns of a step
    found: Round, stage: Stage, signature: Signature, by: int, work: Unit, *, passed: bool
) -> int:
    scan = signature.scan
    scan_id = stored_files.store(scan.data, scan.name, by) if scan is not None else None
    conclusion = str(signature.conclusion) if signature.conclusion else ""
    row = ReviewStep.create(
        review=found.row.id,
        level=stage.key,
        passed=passed,
        signed_by=signature.signed_by,
        signed_on=signature.signed_on,
        mode=str(signature.mode),
        conclusion=conclusion,
        ground=signature.ground,
        opinion=signature.opinion.strip(),
        scan=scan_id,
        recorded_at=work.now,
        recorded_by=by,
    )
    told = {
        "step": row.id,
        "level": stage.key,
        "passed": passed,
        "signed_by": signature.signed_by,
        "signed_on": signature.signed_on.isoformat(),
        "mode": str(signature.mode),
        "conclusion": conclusion,
        "ground": signature.ground,
    }
    work.note("review", found.row.id, "signed" if passed else "returned", told)
    return int(row.id)


def _conclude(found: Round, signature: Signature, conclusion: Conclusion, work: Unit) -> None:
    state = ReviewState.APPROVED if conclusion.opens_the_gate else ReviewState.REFUSED
    Review.update(
        conclusion=str(conclusion), ground=signature.ground, closed_on=signature.signed_on
    ).where(Review.id == found.row.id).execute()
    told = {"conclusion": str(conclusion), "ground": signature.ground}
    work.note("review", found.row.id, str(state), told)
    rounds.settle(found.row.id, work, state)


def attach_scan(review_id: int, scan: NewFile, by: int) -> int:
    """Keep the signed sheet with the round, whatever its state; return the file's key."""
    intake.screen([scan])
    with unit(by=by) as work:
        found = rounds.get(review_id)
        file_id = stored_files.store(scan.data, scan.name, by)
        Attachment.create(
            file=file_id,
            noun="review",
            noun_id=found.row.id,
            role="scan",
            attached_at=work.now,
            attached_by=by,
        )
        work.note("review", review_id, "scan_attached", {"file": file_id})
    return file_id


def ask_others(  # noqa: PLR0913 - the slip to another organ has these lines
    review_id: int,
    kind: InquiryKind,
    by: int,
    *,
    whom: str,
    on: date,
    question: str = "",
    reference: str = "",
    sent: bool = True,
) -> int:
    """Record that an authority, an organ or a third party is asked; return the inquiry's key."""
    typed.name(whom, "whom")
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.ASK_OTHERS, found.standing)
        if question and question not in found.checklist.by_key:
            raise UserError("reviews.question_unknown", field="question")
        if on > work.today:
            raise UserError("reviews.in_future", field="on", day=on)
        if on < found.opened_on:
            raise UserError("reviews.before_opened", field="on", opened=found.opened_on)
        inquiry_id = _create_inquiry(found, InquiryKind(kind), question, on, by, work)
        values = {"whom": whom.strip(), "reference": reference.strip()}
        if sent:
            values["sent_on"] = on
        ReviewInquiry.update(**values).where(ReviewInquiry.id == inquiry_id).execute()
        rounds.settle(review_id, work)
    return inquiry_id


def note_sent(
    inquiry_id: int, by: int, *, on: date, whom: str = "", reference: str = ""
) -> None:
    """Record the day an inquiry went out: its second clock runs from there."""
    with unit(by=by) as work:
        row = _inquiry(inquiry_id)
        if row.sent_on is not None:
            raise UserError("reviews.sent_already", field="on", day=row.sent_on)
        if not (whom.strip() or row.whom):
            raise UserError("reviews.whom_missing", field="whom")
        _check_day(on, row.opened_on, work)
        ReviewInquiry.update(
            sent_on=on,
            whom=whom.strip() or row.whom,
            reference=reference.strip() or row.reference,
        ).where(ReviewInquiry.id == inquiry_id).execute()
        told = {"inquiry": inquiry_id, "on": on.isoformat()}
        work.note("review", row.review_id, "inquiry_sent", told)
        rounds.settle(row.review_id, work)


def record_result(  # noqa: PLR0913 - the answer has these lines
    inquiry_id: int,
    result: InquiryResult,
    by: int,
    *,
    on: date,
    text: str,
    scan: NewFile | None = None,
) -> None:
    """Record what came back; a round sent to the authority goes on at the stage that sent it."""
    typed.text(text, "text", required=True)
    if scan is not None:
        intake.screen([scan])
    with unit(by=by) as work:
        row = _inquiry(inquiry_id)
        if row.result:
            raise UserError("reviews.answered_already", field="result")
        if row.sent_on is None:
            raise UserError("reviews.not_sent_yet", field="on")
        _check_day(on, row.sent_on, work)
        scan_id = stored_files.store(scan.data, scan.name, by) if scan is not None else None
        ReviewInquiry.update(
            result=str(InquiryResult(result)), answered_on=on, answer=text.strip(), scan=scan_id
        ).where(ReviewInquiry.id == inquiry_id).execute()
        told = {"inquiry": inquiry_id, "result": str(result), "on": on.isoformat()}
        work.note("review", row.review_id, "inquiry_answered", told)
        state = ReviewState(Review.get_by_id(row.review_id).state)
        whole = row.kind == InquiryKind.REFERRAL.value and not row.question
        back = state is ReviewState.REFERRED and whole
        rounds.settle(row.review_id, work, ReviewState.OPEN if back else None)


def _inquiry(inquiry_id: int) -> ReviewInquiry:
    row = ReviewInquiry.get_or_none(ReviewInquiry.id == inquiry_id)
    if row is None:
        raise UserError("reviews.inquiry_gone")
    acts.require(ReviewAct.RECORD_INQUIRY, rounds.get(row.review_id).standing)
    return row


def _check_day(on: date, first: date, work: Unit) -> None:
    if on > work.today:
        raise UserError("reviews.in_future", field="on", day=on)
    if on < first:
        raise UserError("reviews.before_asked", field="on", asked=first)


def abandon(review_id: int, by: int, *, reason: str) -> None:
    """Give a round up, with the reason; what was signed stays on record."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.ABANDON, found.standing)
        _void(review_id, reason.strip(), work)


def void_rounds(publication_id: int, why: str, work: Unit) -> None:
    """Make every standing round void, approved ones too: what they approved is no more.

    Called by publications.service inside its unit. why: a key of `terms.toml` `[review_void]`.
    """
    _void_where(publication_id, tuple(ReviewState), why, work)


def void_open_round(publication_id: int, why: str, work: Unit) -> None:
    """Make the round under way void; a finished one stays as it is."""
    _void_where(publication_id, (ReviewState.OPEN, ReviewState.REFERRED), why, work)


def _void_where(
    publication_id: int, states: tuple[ReviewState, ...], why: str, work: Unit
) -> None:
    wanted = [str(state) for state in states if state is not ReviewState.VOID]
    rows = Review.select(Review.id).where(
        (Review.publication == publication_id) & Review.state.in_(wanted)
    )
    for (review_id,) in list(rows.tuples()):
        _void(review_id, why, work)


def _void(review_id: int, why: str, work: Unit) -> None:
    Review.update(void_reason=why, closed_on=work.today).where(Review.id == review_id).execute()
    work.note("review", review_id, "voided", {"reason": why})
    rounds.settle(review_id, work, ReviewState.VOID)


def _person(person_id: int, field: str) -> int:
    if Person.get_or_none(Person.id == person_id) is None:
        raise UserError("reviews.person_unknown", field=field)
    return person_id
