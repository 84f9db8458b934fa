"""How are an authority, another organ or a third party asked and heard? Part of `service`."""

from collections.abc import Callable
from datetime import date

from clerkdesk import files as stored_files
from clerkdesk import typed
from clerkdesk.db.models import Review, ReviewInquiry
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.publications import intake
from clerkdesk.publications.intake import NewFile
from clerkdesk.reviews import acts, rounds
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.rounds import Round
from clerkdesk.reviews.states import InquiryKind, InquiryResult, ReviewState


def create_inquiry(  # noqa: PLR0913 - the columns of an inquiry
    found: Round, kind: InquiryKind, question: str, on: date, *, by: int, work: Unit
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
        inquiry_id = create_inquiry(found, InquiryKind(kind), question, on, by=by, work=work)
        values: dict[str, object] = {"whom": whom.strip(), "reference": reference.strip()}
        if sent:
            values["sent_on"] = on
        ReviewInquiry.update(**values).where(ReviewInquiry.id == inquiry_id).execute()
        rounds.settle(review_id, work)
    return inquiry_id


def note_sent(inquiry_id: int, by: int, *, on: date, whom: str = "", reference: str = "") -> None:
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
    progress: Callable[[int], object] | None = None,
) -> None:
    """Record what came back; a round sent to the authority goes on at the stage that sent it.

    progress: as in `files.store`, of the scan.
    """
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
        scan_id = None
        if scan is not None:
            scan_id = stored_files.store(scan.data, scan.name, by, progress=progress)
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
