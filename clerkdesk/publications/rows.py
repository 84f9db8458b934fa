"""What do the screens get to see of a publication? Frozen rows and cards, filled by `queries`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.deadlines.lights import Light
from clerkdesk.publications.acts import Act, NotNow
from clerkdesk.publications.attributes import Attribute, Audience, Origin, State
from clerkdesk.publications.due_rules import DueDay
from clerkdesk.publications.facts import Facts
from clerkdesk.publications.reminders import Reminder
from clerkdesk.reviews.states import ReviewState


@dataclass(frozen=True)
class Ref:
    """A row of another noun, by its key and the words that name it."""

    id: int
    name: str


@dataclass(frozen=True)
class PublicationRow:
    """One line of the list.

    remaining: days left, working days unless natural_days; 0 today, negative when passed.
    next_step: a key of `terms.toml` `[next_step]`, empty where nothing is left to do.
    """

    id: int
    number: str
    title: str
    document_number: str
    organ: str
    attribute: Attribute
    category: str
    category_name: str
    state: State
    formed_on: date
    due_on: date | None
    provisional: bool
    natural_days: bool
    published_on: date | None
    section: str
    handler: str
    light: Light
    remaining: int | None
    next_step: str


class Order(StrEnum):
    """The columns a list can be sorted by; every order ends in the key, so pages never overlap."""

    DUE = "due"
    NUMBER = "number"
    TITLE = "title"
    DOCUMENT_NUMBER = "document_number"
    FORMED = "formed"
    PUBLISHED = "published"
    STATE = "state"
    CATEGORY = "category"
    SECTION = "section"
    HANDLER = "handler"
    REASSESS = "reassess"


@dataclass(frozen=True)
class PublicationFilter:
    """What a list shows; empty parts do not restrict, several parts all hold.

    text: a part of the title, the document number, the own number or the index number.
    open: whether something is still to be done. without_section: it names none. reassess_by:
    withheld and due for 条例 18 by then.
    """

    text: str = ""
    states: frozenset[State] = frozenset()
    lights: frozenset[Light] = frozenset()
    attributes: frozenset[Attribute] = frozenset()
    categories: frozenset[str] = frozenset()
    open: bool | None = None
    section_id: int | None = None
    without_section: bool = False
    handler_id: int | None = None
    year: int | None = None
    formed_from: date | None = None
    formed_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    published_from: date | None = None
    published_to: date | None = None
    reassess_by: date | None = None


@dataclass(frozen=True)
class FileView:
    """One file as it will be published. approved: its bytes are those of the valid approval."""

    file_id: int
    name: str
    size: int
    media_type: str
    sha256: str
    approved: bool
    attached_at: datetime


@dataclass(frozen=True)
class ElementView:
    """One thing a publication of this category must contain; done: None while not yet looked at."""

    key: str
    name: str
    done: bool | None
    note: str


@dataclass(frozen=True)
class DueView:
    """A due date with everything that explains it.

    governs: the date, what it was counted from, and how many of which days. basis: where that
    stands. also: dates other papers name, each with why it yields. promptly_on: where a paper says
    "at once" and names no number, the day the desk reminds; no limit of the law.
    """

    governs: DueDay
    basis: str
    also: tuple["OtherDue", ...]
    promptly_on: date | None


@dataclass(frozen=True)
class OtherDue:
    """A limit stated elsewhere that does not govern. on: None where its words name no number.

    source: the paper; empty for the law itself. counted: how it was counted, where it is the law's
    or the office's own; None for what a paper says.
    """

    source: str
    says: str
    on: date | None
    why: str
    counted: DueDay | None = None


@dataclass(frozen=True)
class ReviewSummary:
    """One round of review. waiting_at: the stage's key ("handler", "leader+publisher"), or empty.

    void_reason: a key of `[review_void]`, or what was typed. valid: its approval covers the files.
    """

    id: int
    round: int
    state: ReviewState
    opened_on: date
    waiting_at: str
    conclusion: str
    void_reason: str
    valid: bool


@dataclass(frozen=True)
class LinkView:
    """Another publication tied to this one; relation is a key of `[publication_link]`.

    outgoing: this one interprets or rectifies the other, not the other way round.
    """

    id: int
    relation: str
    outgoing: bool
    publication_id: int
    number: str
    title: str
    state: State


@dataclass(frozen=True)
class NoticeView:
    """One party named or told, for the audience "parties" and for a decision's parties concerned.

    sent_on: None while still to be told.
    """

    id: int
    party: str
    sent_on: date | None
    way: str
    note: str


@dataclass(frozen=True)
class PublicationCard:
    """Everything of one publication, as of a day.

    due: None where nothing is due (not proactive). acts: what may be done now; not_now: what this
    state forbids, each with its sentence. gate: why it cannot be published yet, in sentences;
    empty once a valid approval stands. reminders: what is amiss without stopping anything.
    """

    id: int
    uid: str
    number: str
    year: int
    title: str
    document_number: str
    index_number: str
    organ: str
    copies_to: str
    formed_on: date
    changed_on: date | None
    origin: Origin
    source_unit: Ref | None
    handler: Ref | None
    attribute: Attribute
    ground: str
    ground_article: str
    attribute_reason: str
    category: str
    category_name: str
    audience: Audience
    channel: str
    url: str
    state: State
    light: Light
    remaining: int | None
    due_on: date | None
    provisional: bool
    natural_days: bool
    due: DueView | None
    published_on: date | None
    valid_until: date | None
    superseded_by: Ref | None
    supersedes: tuple[Ref, ...]
    withdrawn_on: date | None
    withdrawn_reason: str
    void_reason: str
    reassess_on: date | None
    request: Ref | None
    facts: Facts
    files: tuple[FileView, ...]
    elements: tuple[ElementView, ...]
    reviews: tuple[ReviewSummary, ...]
    gate: tuple[str, ...]
    reminders: tuple[Reminder, ...]
    next_step: str
    acts: tuple[Act, ...]
    not_now: tuple[NotNow, ...]
    registered_at: datetime
    registered_by: str
    links: tuple[LinkView, ...] = field(default=())
    notices: tuple[NoticeView, ...] = field(default=())

    @property
    def review(self) -> ReviewSummary | None:
        """The latest round."""
        return self.reviews[-1] if self.reviews else None


@dataclass(frozen=True)
class Twin:
    """An earlier publication with the same document number or the same bytes."""

    id: int
    number: str
    title: str
    document_number: str
    formed_on: date
    state: State
    same_file: bool


@dataclass(frozen=True)
class ReassessRow:
    """One withheld publication whose re-assessment (条例 18) has come or comes."""

    id: int
    number: str
    title: str
    ground: str
    ground_article: str
    reason: str
    withheld_since: date
    reassess_on: date | None
    overdue: bool
    section: str
