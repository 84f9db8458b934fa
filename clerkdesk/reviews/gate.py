"""Is a publication approved in exactly this version, and may the awaited level sign?

Pure: approvals, answers and digests come in as values. An approval is bound to the SHA-256 of every
file: one changed, added or missing byte shuts the gate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.errors import UserError
from clerkdesk.limits import Limit
from clerkdesk.reviews.checklists import Checklist, Question
from clerkdesk.reviews.levels import Conclusion, Level, Stage
from clerkdesk.reviews.states import Answer, InquiryKind, ReviewState

REPORT = Limit(10)  # 保密法实施条例 25(1): reported within ten working days of being drawn up
DECIDE = Limit(10)  # 保密法实施条例 25(2): decided within ten working days of its receipt
CONSENT = Limit(15)  # 条例 32: a third party answers within fifteen working days of receipt


@dataclass(frozen=True)
class Given:
    """The answer to one question as it stands."""

    answer: Answer
    note: str = ""


@dataclass(frozen=True)
class Pending:
    """Something others were asked and have not answered."""

    kind: InquiryKind
    question: str
    opened_on: date
    sent_on: date | None


def valid(state: ReviewState | None, bound: Mapping[int, str], present: Mapping[int, str]) -> bool:
    """Whether an approval stands for exactly these files.

    bound: file id -> SHA-256 as reviewed; present: file id -> SHA-256 of the bytes as they are now.
    """
    return not shut(state, bound, present)


def shut(
    state: ReviewState | None, bound: Mapping[int, str], present: Mapping[int, str]
) -> tuple[UserError, ...]:
    """Return why publishing is not possible, in sentences; empty where the approval stands."""
    if state is None or state is ReviewState.VOID:
        return (UserError("reviews.gate_no_review"),)
    if state.under_way:
        return (UserError("reviews.gate_under_way"),)
    if state is ReviewState.REFUSED:
        return (UserError("reviews.gate_refused"),)
    faults = []
    if not bound or not present:
        faults.append(UserError("reviews.gate_no_files"))
    if set(present) != set(bound):
        faults.append(UserError("reviews.gate_other_files"))
    if any(present[key] != digest for key, digest in bound.items() if key in present):
        faults.append(UserError("reviews.gate_bytes_changed"))
    return tuple(faults)


def worries(question: Question, given: Given | None) -> bool:
    return given is not None and given.answer is question.worrying


def fault_of(
    question: Question, answers: Mapping[str, Given], checklist: Checklist
) -> UserError | None:
    """Return what one answer still lacks, None where it is complete."""
    given = answers.get(question.key)
    number = checklist.questions.index(question) + 1
    if given is None:
        return UserError("reviews.unanswered", field=question.key, number=number)
    if given.answer is Answer.NOT_APPLICABLE:
        if question.no_not_applicable:
            return UserError("reviews.always_applies", field=question.key, number=number)
        parent = question.follows and checklist.question(question.follows)
        if parent and worries(parent, answers.get(parent.key)):
            before = checklist.questions.index(parent) + 1
            return UserError("reviews.follows", field=question.key, number=number, before=before)
    if worries(question, given) and not given.note.strip():
        return UserError(
            "reviews.note_missing", field=question.key, number=number, act=question.act
        )
    if given.answer is Answer.UNSURE and not given.note.strip():
        return UserError("reviews.unsure_note_missing", field=question.key, number=number)
    return None


def stopping(checklist: Checklist, answers: Mapping[str, Given]) -> tuple[int, ...]:
    """Return the numbers of the questions whose answer forbids publishing."""
    return tuple(
        number
        for number, question in enumerate(checklist.questions, start=1)
        if question.stops and worries(question, answers.get(question.key))
    )


def blockers(
    stage: Stage,
    checklist: Checklist,
    answers: Mapping[str, Given],
    pending: Sequence[Pending],
    *,
    study_missing: bool,
) -> tuple[UserError, ...]:
    """Return why a stage cannot pass now, the questions named by number; empty where it can.

    Doubts may go up to the secrecy review and not beyond it; what other organs or third parties
    were asked must be back before the leader decides. study_missing: something sensitive whose
    wording, timing and manner have not been studied.
    """
    faults = []
    lacking = [fault_of(question, answers, checklist) for question in checklist.questions]
    open_numbers = [
        number
        for number, fault in enumerate(lacking, start=1)
        if fault is not None and fault.code == "reviews.unanswered"
    ]
    if open_numbers:
        faults.append(UserError("reviews.questions_open", numbers=_list(open_numbers)))
    faults.extend(
        fault for fault in lacking if fault is not None and fault.code != "reviews.unanswered"
    )
    if stage.reaches(Level.SECRECY):
        unsure = [
            number
            for number, question in enumerate(checklist.questions, start=1)
            if (given := answers.get(question.key)) and given.answer is Answer.UNSURE
        ]
        if unsure:
            faults.append(UserError("reviews.still_unsure", numbers=_list(unsure)))
    if stage.reaches(Level.LEADER):
        if pending:
            faults.append(UserError("reviews.answers_awaited", count=len(pending)))
        if study_missing:
            faults.append(UserError("reviews.study_missing", field="study"))
    return tuple(faults)


def refuse_conclusion(
    conclusion: Conclusion,
    checklist: Checklist,
    answers: Mapping[str, Given],
    before: Conclusion | None,
    stage: Stage,
) -> UserError | None:
    """Return why a stage may not conclude so; before: what the stage before concluded."""
    numbers = stopping(checklist, answers)
    if conclusion.opens_the_gate and numbers:
        return UserError("reviews.stopped", field="conclusion", numbers=_list(numbers))
    only_procedure = stage.levels == (Level.PUBLISHER,)
    if only_procedure and before is not None and conclusion is not before:
        return UserError("reviews.leader_has_decided", field="conclusion")
    return None


def due_of(pending: Pending, calendar: WorkCalendar) -> date | None:
    """Return by when it must be reported (unsent) or answered (sent); None where no law says."""
    if pending.kind is InquiryKind.REFERRAL:
        if pending.sent_on is None:
            return REPORT.due(pending.opened_on, calendar)
        return DECIDE.due(pending.sent_on, calendar)
    if pending.kind is InquiryKind.CONSENT and pending.sent_on is not None:
        return CONSENT.due(pending.sent_on, calendar)
    return None


def _list(numbers: Sequence[int]) -> str:
    return "、".join(str(number) for number in numbers)
