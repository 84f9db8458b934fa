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
from datetime import date
from typing import Any

from clerkdesk import settings, typed
from clerkdesk.db.models import Review, ReviewFile
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.reviews import acts, checklists, levels, rounds
from clerkdesk.reviews.acts import ReviewAct
from clerkdesk.reviews.answering import answer, answer_all
from clerkdesk.reviews.asking import ask_others, note_sent, record_result
from clerkdesk.reviews.gate import Given
from clerkdesk.reviews.levels import Conclusion, Level, Mode, Route
from clerkdesk.reviews.signing import Signature, attach_scan, send_back, sign
from clerkdesk.reviews.states import Answer, InquiryKind, InquiryResult, ReviewState

__all__ = [
    "Answer",
    "Conclusion",
    "Given",
    "InquiryKind",
    "InquiryResult",
    "Mode",
    "Signature",
    "abandon",
    "answer",
    "answer_all",
    "ask_others",
    "attach_scan",
    "note_sent",
    "open_round",
    "record_result",
    "rederive_open",
    "send_back",
    "sign",
    "void_decided",
    "void_open_round",
    "void_rounds",
]


def open_round(
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


def void_decided(publication_id: int, why: str, work: Unit) -> None:
    """Make a round void whose leader has signed: what he decided on is another thing by now."""
    rows: Any = Review.select(Review.id).where(
        (Review.publication == publication_id) & (Review.state != str(ReviewState.VOID))
    )
    for (review_id,) in list(rows.tuples()):
        signed = rounds.get(review_id).progress.counting
        if any(step.stage.reaches(Level.LEADER) for step in signed):
            _void(review_id, why, work)


def void_open_round(publication_id: int, why: str, work: Unit) -> None:
    """Make the round under way void; a finished one stays as it is."""
    _void_where(publication_id, (ReviewState.OPEN, ReviewState.REFERRED), why, work)


def rederive_open(work: Unit) -> None:
    """Derive the clocks of every round under way anew, inside the caller's unit."""
    wanted = [str(state) for state in ReviewState if state.under_way]
    rows: Any = Review.select(Review.id).where(Review.state.in_(wanted))
    for (review_id,) in list(rows.tuples()):
        rounds.settle(review_id, work)


def _void_where(publication_id: int, states: tuple[ReviewState, ...], why: str, work: Unit) -> None:
    wanted = [str(state) for state in states if state is not ReviewState.VOID]
    rows: Any = Review.select(Review.id).where(
        (Review.publication == publication_id) & Review.state.in_(wanted)
    )
    for (review_id,) in list(rows.tuples()):
        _void(review_id, why, work)


def _void(review_id: int, why: str, work: Unit) -> None:
    Review.update(void_reason=why, closed_on=work.today).where(Review.id == review_id).execute()
    work.note("review", review_id, "voided", {"reason": why})
    rounds.settle(review_id, work, ReviewState.VOID)
