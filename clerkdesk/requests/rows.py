"""What do the screens get to see of a request? Frozen rows and cards, filled by `queries`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from clerkdesk.deadlines.lights import Light
from clerkdesk.parties import PartyCard
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.events import EventKind
from clerkdesk.requests.ledger import Day
from clerkdesk.requests.moves import NotNow, Step
from clerkdesk.requests.timing import State, Trace


@dataclass(frozen=True)
class Ref:
    """A row of another noun, by its key and the words that name it."""

    id: int
    name: str


@dataclass(frozen=True)
class RequestRow:
    """One line of the list.

    left: working days left, 0 today, negative when passed; None where nothing is due.
    unsent: decided or written but not yet gone (已成文未送达); the light may still be a date's.
    next_step: a key of `terms.toml` `[next_step]`.
    """

    id: int
    number: str
    arrived_on: date
    received_on: date | None
    applicant: str
    title: str
    channel: Channel
    state: State
    due_on: date | None
    provisional: bool
    light: Light
    left: int | None
    unsent: bool
    next_step: str
    section: str
    handler: str
    closed_on: date | None


class Order(Enum):
    """The columns a list can be sorted by; every order ends in the key, so pages never overlap."""

    DUE = "due"
    NUMBER = "number"
    ARRIVED = "arrived"
    RECEIVED = "received"
    APPLICANT = "applicant"
    TITLE = "title"
    STATE = "state"
    SECTION = "section"
    HANDLER = "handler"
    CLOSED = "closed"


@dataclass(frozen=True)
class RequestFilter:
    """What a list shows; empty parts do not restrict, several parts all hold.

    text: a part of the number, an applicant's name or what is asked.
    involves: a party as applicant, agent or third party, joined rows included.
    open: True for open ones only, False for closed ones only. voided: voided ones instead.
    """

    text: str = ""
    states: frozenset[State] = frozenset()
    lights: frozenset[Light] = frozenset()
    channels: frozenset[Channel] = frozenset()
    open: bool | None = None
    due_from: date | None = None
    due_to: date | None = None
    received_from: date | None = None
    received_to: date | None = None
    arrived_from: date | None = None
    arrived_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    applicant: str = ""
    involves: int | None = None
    section_id: int | None = None
    handler_id: int | None = None
    year: int | None = None
    voided: bool = False


@dataclass(frozen=True)
class ItemView:
    """One item (申请事项); outcome is a key of `OUTCOMES`, empty while undecided."""

    id: int
    position: int
    content: str
    outcome: str
    ground: str
    facts: dict[str, Any]
    decided_on: date | None
    letter_id: int | None


@dataclass(frozen=True)
class EventView:
    """One thing that happened.

    articles: such as "33-3"; spelt by `terms.toml` `[article]`.
    unlawful: the sentence that says what was late or unlawful; empty where nothing was.
    stands: False where it was voided, or completed something that was.
    voided: the void's own row, where it was voided itself.
    """

    id: int
    kind: EventKind
    on: date
    gist: str
    articles: tuple[str, ...]
    sent_on: date | None
    third_received_on: date | None
    answered_on: date | None
    days: int | None
    told_on: date | None
    until: date | None
    details: dict[str, Any]
    unlawful: str
    reason: str
    refers_to: int | None
    stands: bool
    voided: "VoidView | None"
    recorded_at: datetime
    recorded_by: str

    @property
    def role(self) -> str:
        """In which role somebody signed; "" of every other event."""
        signed = self.kind is EventKind.SIGNED
        return str(self.details.get("role", "")) if signed else ""


@dataclass(frozen=True)
class VoidView:
    id: int
    reason: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class DeadlineView:
    """One of the matter's own limits with its light; rule is a key of `terms.toml` `[deadline]`."""

    rule: str
    due_on: date | None
    provisional: bool
    natural_days: bool
    light: Light
    left: int | None
    waiting_for: str
    closed_on: date | None


@dataclass(frozen=True)
class LetterView:
    """A letter of the request; event_id: what its leaving was in the request's life."""

    id: int
    key: str
    title: str
    number: str
    addressee: str
    made_on: date
    sent_on: date | None
    sent_way: str
    tracking: str
    served_on: date | None
    voided: bool
    void_reason: str
    file_id: int
    event_id: int | None


@dataclass(frozen=True)
class AttachmentView:
    id: int
    file_id: int
    role: str
    name: str
    size: int
    media_type: str
    attached_at: datetime


@dataclass(frozen=True)
class ContactView:
    id: int
    on: date
    channel: str
    text: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class AssignmentView:
    """Work sent to a section; light is that of its internal limit, never of the law's.

    role: a key of `terms.toml` `[assign_role]`.
    """

    id: int
    section: Ref
    role: str
    person: Ref | None
    asked: str
    sent_on: date
    due_on: date
    answered_on: date | None
    answer: str
    search_record: str
    returned_on: date | None
    return_reason: str
    reminded_on: tuple[date, ...]
    light: Light
    left: int | None


@dataclass(frozen=True)
class SignOffView:
    """A signature; stands: whether it is of the decision as it is now."""

    id: int
    role: str
    signed_by: Ref
    signed_on: date
    mode: str
    opinion: str
    digest: str
    scan_id: int | None
    stands: bool
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class RelatedView:
    """Another matter tied to this one; relation is a key of `terms.toml` `[relation]`."""

    link_id: int
    noun: str
    id: int
    number: str
    title: str
    relation: str
    state: str


@dataclass(frozen=True)
class RequestCard:
    """Everything of one request, as of a day.

    light, left: of the reply limit. deadlines: every limit of the matter, most urgent first.
    next: the step to offer first, None where nothing is left to do. moves: the others allowed now.
    not_now: moves that this state or day forbids, each with its sentence.
    days: the ledger; state, dates and days of a closed case are those it was closed with, while
    `trace` is always today's reading of its events.
    review_until, suit_until: the last days on which the applicant may ask for reconsideration, and
    sue where that need not come first.
    frozen: what the case was closed under; None while it is open.
    digest: of what is to be signed: the replies made, or the decision; "" while undecided.
    """

    id: int
    uid: str
    number: str
    year: int
    title: str
    channel: Channel
    mail_number: str
    arrived_on: date
    received_on: date | None
    receipt_article: str
    provide_form: str
    provide_way: str
    convention: str
    organ_limit_days: int
    handler: Ref | None
    section: Ref | None
    note: str
    main_outcome: str
    main_outcome_reason: str
    state: State
    light: Light
    left: int | None
    unsent: bool
    due_on: date | None
    provisional: bool
    closed_on: date | None
    registered_at: datetime
    registered_by: str
    applicants: tuple[PartyCard, ...]
    agent: PartyCard | None
    items: tuple[ItemView, ...]
    events: tuple[EventView, ...]
    trace: Trace
    deadlines: tuple[DeadlineView, ...]
    next: Step | None
    next_step: str
    moves: tuple[Step, ...]
    not_now: tuple[NotNow, ...]
    letters: tuple[LetterView, ...]
    contacts: tuple[ContactView, ...]
    attachments: tuple[AttachmentView, ...]
    assignments: tuple[AssignmentView, ...]
    sign_offs: tuple[SignOffView, ...]
    related: tuple[RelatedView, ...]
    days: tuple[Day, ...]
    review_until: date | None
    suit_until: date | None
    frozen: dict[str, Any] | None
    voided: bool
    void_reason: str
    digest: str


@dataclass(frozen=True)
class MailRow:
    """One line of the mail log."""

    id: int
    arrived_on: date
    channel: Channel
    mail_number: str
    sender: str
    what: str
    disposition: str
    note: str
    request_id: int | None
    request_number: str
    recorded_at: datetime
    recorded_by: str


class Why(Enum):
    """Why the program offers an earlier matter at intake; labels in `terms.toml` `[similar]`."""

    PUBLISHED = "published"  # already public: 36(1)
    REPEATED = "repeated"  # same applicant, same content: 36(6)
    SAME_APPLICANT = "same_applicant"
    OFTEN_ASKED = "often_asked"  # several applicants want it: 44


@dataclass(frozen=True)
class Similar:
    """One offer at intake. likeness: 0..1. place: where a publication can be found."""

    why: Why
    noun: str
    id: int
    number: str
    title: str
    on: date | None
    place: str
    likeness: float
    state: str
    others: int = 0
