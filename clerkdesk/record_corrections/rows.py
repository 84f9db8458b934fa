"""What do the screens get to see of a correction of records? Frozen rows, filled by `queries`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clerkdesk.deadlines.lights import Light
from clerkdesk.parties import PartyCard
from clerkdesk.record_corrections.rules import Act, Finding, Ground, Kind, State
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.rows import Ref


@dataclass(frozen=True)
class RecordRow:
    """One line of the list. left: working days to the office's own target, no legal limit."""

    id: int
    number: str
    record: str
    applicant: str
    received_on: date
    state: State
    finding: Finding | None
    due_on: date | None
    provisional: bool
    closed_on: date | None
    light: Light
    left: int | None
    next_step: str
    handler: str


class Order(StrEnum):
    """The columns a list can be sorted by; every order ends in the key, so pages never overlap."""

    DUE = "due"
    NUMBER = "number"
    RECEIVED = "received"
    APPLICANT = "applicant"
    RECORD = "record"
    STATE = "state"
    HANDLER = "handler"


@dataclass(frozen=True)
class RecordFilter:
    """What a list shows; empty parts do not restrict, several parts all hold.

    text: a part of the number, the applicant's name or the record. open: whether it is not ended.
    """

    text: str = ""
    states: frozenset[State] = frozenset()
    findings: frozenset[Finding] = frozenset()
    open: bool | None = None
    handler_id: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class EventView:
    """One event. gist: what was asked, found or said; reason: of the void that took it back.

    why_kept: "" where it may be taken back now, else the sentence why not.
    """

    id: int
    kind: Kind
    on: date
    gist: str
    finding: Finding | None
    stands: bool
    reason: str
    why_kept: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class DecisionView:
    """The decision in force."""

    finding: Finding
    on: date
    explanation: str
    corrected_on: date | None
    ground: Ground | None
    organ: str
    organ_contact: str
    approved_by: str


@dataclass(frozen=True)
class LetterView:
    """One letter of the matter. state: "made", "sent", "served" or "void"; on: since that day."""

    id: int
    key: str
    title: str
    number: str
    addressee: str
    state: str
    on: date
    sent_on: date | None


@dataclass(frozen=True)
class EvidenceView:
    """One file of the evidence."""

    file_id: int
    name: str
    size: int


@dataclass(frozen=True)
class NotNow:
    """An act that is closed now, with the sentence that says why."""

    act: Act
    reason: str


@dataclass(frozen=True)
class RecordCard:
    """Everything of one matter, as of a day.

    target_days: the office's own target. to_write, to_send: what still has to reach the applicant
    or the other organ: keys of letters to write, ids of letters to send.
    """

    id: int
    uid: str
    number: str
    channel: Channel
    received_on: date
    record: str
    wrong: str
    wanted: str
    note: str
    applicants: tuple[PartyCard, ...]
    agent: PartyCard | None
    handler: Ref | None
    section: Ref | None
    target_days: int
    due_on: date | None
    provisional: bool
    state: State
    light: Light
    left: int | None
    closed_on: date | None
    void_reason: str
    decision: DecisionView | None
    events: tuple[EventView, ...]
    letters: tuple[LetterView, ...]
    files: tuple[EvidenceView, ...]
    to_write: tuple[str, ...]
    to_send: tuple[int, ...]
    next_step: str
    acts: tuple[Act, ...]
    not_now: tuple[NotNow, ...]
    registered_at: datetime
    registered_by: str
