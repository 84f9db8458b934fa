"""What may happen to a request next? The table the card's buttons come from."""

from dataclasses import dataclass
from enum import Enum


class Move(Enum):
    """The verbs a clerk can choose; labels in `terms.toml` under `[move]`."""

    CONFIRM_RECEIPT = "confirm_receipt"
    NOTE_ATTEMPT = "note_attempt"
    ASK_CORRECTION = "ask_correction"
    RECEIVE_CORRECTION = "receive_correction"
    CONSULT_THIRD = "consult_third"
    CONSULT_ORGAN = "consult_organ"
    RECORD_DELIVERY = "record_delivery"
    RECORD_ANSWER = "record_answer"
    EXTEND = "extend"
    NOTIFY_FEE = "notify_fee"
    RECORD_PAYMENT = "record_payment"
    ASK_REASONS = "ask_reasons"
    RECEIVE_REASONS = "receive_reasons"
    DELAY = "delay"
    ASSIGN = "assign"
    DECIDE = "decide"
    WRITE_REPLY = "write_reply"
    SIGN_OFF = "sign_off"
    SEND = "send"
    SERVE = "serve"
    WITHDRAW = "withdraw"
    ABANDON = "abandon"
    TRANSFER = "transfer"
    CLOSE = "close"
    REOPEN = "reopen"
    SPLIT = "split"
    MERGE = "merge"


@dataclass(frozen=True)
class Step:
    """A move that is open now.

    late: it can only be recorded with a reason, is marked and moves no date.
    warning: the sentence that says why it is late; empty otherwise.
    about: the event or assignment it belongs to, such as the consultation an answer is for.
    """

    move: Move
    articles: tuple[str, ...] = ()
    late: bool = False
    warning: str = ""
    about: int | None = None


@dataclass(frozen=True)
class NotNow:
    """A move that is closed now, with the sentence that says why."""

    move: Move
    reason: str
