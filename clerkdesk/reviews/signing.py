"""How does a level sign, return or refer a publication? Part of `service`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from clerkdesk import files as stored_files
from clerkdesk import typed
from clerkdesk.db.models import Attachment, Review, ReviewStep
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.publications import intake
from clerkdesk.publications.attributes import GROUNDS_OF, Attribute
from clerkdesk.publications.intake import NewFile
from clerkdesk.reviews import acts, gate, rounds
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.answering import person
from clerkdesk.reviews.asking import create_inquiry
from clerkdesk.reviews.levels import Conclusion, Mode, Stage
from clerkdesk.reviews.rounds import Round
from clerkdesk.reviews.states import InquiryKind, ReviewState

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Signature:
    """Who signed the awaited stage, when and how.

    conclusion: demanded to pass. ground: demanded by 部分公开 and 不予公开. scan: the signed paper.
    opinion: demanded by all but 公开, and by a return.
    """

    signed_by: int
    signed_on: date
    mode: Mode = Mode.PAPER
    conclusion: Conclusion | None = None
    ground: str = ""
    opinion: str = ""
    scan: NewFile | None = None


def sign(review_id: int, signature: Signature, by: int, *, progress: Progress | None = None) -> int:
    """Record the awaited stage's signature and return the step's key.

    需报审 does not pass: it opens a referral and the same stage signs again once the answer is in.
    progress: as in `files.store`, of the scan.
    Errors: reviews.… for open questions (by number), conclusion, ground, opinion, day, person,
    waits_for_authority; typed.…
    """
    if signature.scan is not None:
        intake.screen([signature.scan])
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.SIGN, found.standing)
        stage = _awaited(found)
        _check_signature(found, signature, by, work)
        conclusion = _check_conclusion(found, stage, signature)
        passed = conclusion is not Conclusion.REFER
        step_id = _record(found, stage, signature, by, work, passed=passed, progress=progress)
        if not passed:
            create_inquiry(found, InquiryKind.REFERRAL, "", signature.signed_on, by=by, work=work)
            rounds.settle(review_id, work, ReviewState.REFERRED)
        elif stage == found.route.stages[-1]:
            _conclude(found, signature, conclusion, work)
        else:
            rounds.settle(review_id, work)
    return step_id


def send_back(
    review_id: int, signature: Signature, by: int, *, progress: Progress | None = None
) -> int:
    """Record that the awaited stage returned the item to the stage before, and why.

    progress: as in `files.store`, of the scan.
    """
    typed.text(signature.opinion, "opinion", required=True)
    if signature.scan is not None:
        intake.screen([signature.scan])
    with unit(by=by) as work:
        found = rounds.get(review_id)
        acts.require(ReviewAct.RETURN, found.standing)
        stage = _awaited(found)
        _check_signature(found, signature, by, work)
        bare = Signature(
            signature.signed_by,
            signature.signed_on,
            signature.mode,
            opinion=signature.opinion,
            scan=signature.scan,
        )
        step_id = _record(found, stage, bare, by, work, passed=False, progress=progress)
        rounds.settle(review_id, work)
    return step_id


def _awaited(found: Round) -> Stage:
    stage = found.progress.awaited
    if stage is None:  # a round under way always awaits someone
        raise UserError("reviews.round_is_over")
    return stage


def _check_signature(found: Round, signature: Signature, by: int, work: Unit) -> None:
    person(signature.signed_by, "signed_by")
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
        others = {step.signed_by for step in found.progress.counting}
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
    found: Round,
    stage: Stage,
    signature: Signature,
    by: int,
    work: Unit,
    *,
    passed: bool,
    progress: Progress | None,
) -> int:
    scan, scan_id = signature.scan, None
    if scan is not None:
        scan_id = stored_files.store(scan.data, scan.name, by, progress=progress)
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


def attach_scan(review_id: int, scan: NewFile, by: int, *, progress: Progress | None = None) -> int:
    """Keep the signed sheet with the round, whatever its state; return the file's key.

    progress: as in `files.store`.
    """
    intake.screen([scan])
    with unit(by=by) as work:
        found = rounds.get(review_id)
        file_id = stored_files.store(scan.data, scan.name, by, progress=progress)
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
