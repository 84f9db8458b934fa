"""What do the screens get to see of a review? Frozen rows, cards and the printable sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from clerkdesk.publications.attributes import Attribute, Audience
from clerkdesk.publications.facts import Risk, Study
from clerkdesk.publications.rows import Ref
from clerkdesk.reviews.acts import NotNow, ReviewAct
from clerkdesk.reviews.checklists import Question
from clerkdesk.reviews.levels import Conclusion, Level, Mode, Stage, StageState
from clerkdesk.reviews.states import Answer, InquiryKind, InquiryResult, ReviewState


@dataclass(frozen=True)
class ReviewRow:
    """One line of the list: one round of review of one publication.

    waiting_at: the stage whose signature is awaited, None once the round is over.
    unanswered, unsure: how many questions still are.
    """

    id: int
    publication_id: int
    number: str
    title: str
    round: int
    state: ReviewState
    waiting_at: Stage | None
    unanswered: int
    unsure: int
    conclusion: Conclusion | None
    section: str
    handler: str
    opened_on: date
    closed_on: date | None
    due_on: date | None


@dataclass(frozen=True)
class ReviewFilter:
    """What a list shows; empty parts do not restrict, several parts all hold.

    waiting_at: a level whose signature is awaited, merged or not.
    """

    text: str = ""
    states: frozenset[ReviewState] = frozenset()
    waiting_at: frozenset[Level] = frozenset()
    conclusions: frozenset[Conclusion] = frozenset()
    section_id: int | None = None
    handler_id: int | None = None
    publication_id: int | None = None
    opened_from: date | None = None
    opened_to: date | None = None


@dataclass(frozen=True)
class AnswerView:
    """One question and its answer as it stands.

    answer: None while not answered. worrying: the answer needs an act, named in the note.
    stops: with this answer the item cannot be published. fault: the sentence that says what is
    still missing, empty where nothing is. earlier: how many answers were given before this one.
    """

    question: Question
    answer: Answer | None
    note: str
    answered_by: str
    answered_at: datetime | None
    worrying: bool
    stops: bool
    fault: str
    earlier: int


@dataclass(frozen=True)
class StepView:
    """One signature: passed on, returned to the level before, or sent to the authority."""

    id: int
    stage: Stage
    passed: bool
    signed_by: str
    signed_on: date
    mode: Mode
    conclusion: Conclusion | None
    ground: str
    opinion: str
    scan_id: int | None
    counts: bool
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class StageView:
    """One column of the sheet's head: done, awaited or ahead, with the signature that counts."""

    stage: Stage
    state: StageState
    step: StepView | None


@dataclass(frozen=True)
class BoundFile:
    """A file as reviewed. same: its bytes in the register are still those of the review."""

    file_id: int
    name: str
    size: int
    sha256: str
    same: bool


@dataclass(frozen=True)
class InquiryView:
    """A question put to others: the authority, another organ, a third party.

    due_on: the day by which it must be reported (not sent) or answered (sent).
    """

    id: int
    kind: InquiryKind
    question: str
    whom: str
    opened_on: date
    sent_on: date | None
    reference: str
    due_on: date | None
    provisional: bool
    overdue: bool
    answered_on: date | None
    result: InquiryResult | None
    answer: str
    scan_id: int | None


@dataclass(frozen=True)
class ReviewCard:
    """Everything of one round, as of a day.

    files: what was bound when the round was opened. blockers: why the awaited stage cannot pass
    now, in sentences that name the questions. one_clerk: one person may sign several levels.
    valid: approved and every present file is bound and unchanged. warning: shown first, always.
    void_reason: a key of `[review_void]`, or what was typed. scans: signed sheets kept with it.
    """

    id: int
    uid: str
    round: int
    state: ReviewState
    publication: Ref
    title: str
    document_number: str
    organ: str
    section: str
    handler: Ref | None
    formed_on: date
    attribute: Attribute
    ground: str
    attribute_reason: str
    audience: Audience
    channel: str
    planned_on: date | None
    due_on: date | None
    natural_days: bool
    sensitive: bool
    study: Study
    risk: Risk
    checklist_version: str
    warning: str
    answers: tuple[AnswerView, ...]
    stages: tuple[StageView, ...]
    waiting_at: Stage | None
    steps: tuple[StepView, ...]
    inquiries: tuple[InquiryView, ...]
    files: tuple[BoundFile, ...]
    scans: tuple[Ref, ...]
    conclusion: Conclusion | None
    conclusion_ground: str
    blockers: tuple[str, ...]
    acts: tuple[ReviewAct, ...]
    not_now: tuple[NotNow, ...]
    merged_reason: str
    one_clerk: bool
    valid: bool
    opened_on: date
    opened_by: str
    closed_on: date | None
    void_reason: str


@dataclass(frozen=True)
class SheetAnswer:
    position: int
    group: str
    text: str
    basis: str
    answer: Answer | None
    note: str


@dataclass(frozen=True)
class SheetLine:
    """One opinion box of the printable sheet; what is empty is left blank, to be signed."""

    stage: Stage
    conclusion: Conclusion | None
    opinion: str
    signed_by: str
    signed_on: date | None


@dataclass(frozen=True)
class Sheet:
    """The data of the printable 审查单, blank where nothing has been recorded yet."""

    number: str
    round: int
    title: str
    document_number: str
    organ: str
    section: str
    handler: str
    formed_on: date
    medium: str
    attribute: Attribute
    ground: str
    attribute_reason: str
    audience: Audience
    channel: str
    planned_on: date | None
    sensitive: bool
    study: Study
    risk: Risk
    checklist_version: str
    warning: str
    answers: tuple[SheetAnswer, ...]
    inquiries: tuple[InquiryView, ...]
    lines: tuple[SheetLine, ...]
    conclusion: Conclusion | None
    conclusion_ground: str
    merged_reason: str
    files: tuple[BoundFile, ...]
    opened_on: date
