"""What may be done to a request? The one door through which requests are written.

Every verb is one unit: it is recorded, derived anew, put on the board and noted in the audit, or
nothing of it happened. `by` is the person at the desk. A verb of which the law says it came too
late raises `NeedsReason`; called again with `reason`, it is recorded, marked, and moves no date.
"""

from clerkdesk.db.unit import unit
from clerkdesk.requests.asking import (
    abandon,
    ask_correction,
    ask_reasons,
    consult_organ,
    consult_third,
    delay_to,
    extend,
    notify_fee,
    receive_correction,
    receive_reasons,
    record_answer,
    record_delivery,
    record_payment,
)
from clerkdesk.requests.assigning import (
    AssignRole,
    answer_assignment,
    assign,
    hand_over,
    remind,
    return_assignment,
)
from clerkdesk.requests.bulk import BulkResult, Refusal, for_each
from clerkdesk.requests.deciding import ItemAnswer, SignMode, SignRole, decide, sign_off
from clerkdesk.requests.deriving import derive, on_a_new_day
from clerkdesk.requests.dispatch import (
    Way,
    arrives_at_once,
    reopen,
    send,
    serve,
    transfer,
    withdraw,
)
from clerkdesk.requests.filters import drop as drop_filter
from clerkdesk.requests.filters import save as save_filter
from clerkdesk.requests.intake import Intake, check_intake, preview, register
from clerkdesk.requests.mail import Paper, log_mail, sort_mail
from clerkdesk.requests.parting import merge, split, void_request
from clerkdesk.requests.receipt import confirm_receipt, correct_receipt, note_attempt
from clerkdesk.requests.recording import Happening, NeedsReason
from clerkdesk.requests.recording import record as record_event
from clerkdesk.requests.recording import void as void_event
from clerkdesk.requests.rederiving import Cancelled, rederive_open
from clerkdesk.requests.ties import Answer, Relation
from clerkdesk.requests.tying import (
    add_contact,
    attach,
    correct_facts,
    correct_item,
    correct_party,
    detach,
    relate,
    unrelate,
)

__all__ = [
    "Answer",
    "AssignRole",
    "BulkResult",
    "Cancelled",
    "Happening",
    "Intake",
    "ItemAnswer",
    "NeedsReason",
    "Paper",
    "Refusal",
    "Relation",
    "SignMode",
    "SignRole",
    "Way",
    "abandon",
    "add_contact",
    "answer_assignment",
    "arrives_at_once",
    "ask_correction",
    "ask_reasons",
    "assign",
    "attach",
    "check_intake",
    "confirm_receipt",
    "consult_organ",
    "consult_third",
    "correct_facts",
    "correct_item",
    "correct_party",
    "correct_receipt",
    "decide",
    "delay_to",
    "derive",
    "detach",
    "drop_filter",
    "extend",
    "for_each",
    "hand_over",
    "log_mail",
    "merge",
    "new_day",
    "note_attempt",
    "notify_fee",
    "preview",
    "receive_correction",
    "receive_reasons",
    "record_answer",
    "record_delivery",
    "record_event",
    "record_payment",
    "rederive",
    "rederive_open",
    "register",
    "relate",
    "remind",
    "reopen",
    "return_assignment",
    "save_filter",
    "send",
    "serve",
    "sign_off",
    "sort_mail",
    "split",
    "transfer",
    "unrelate",
    "void_event",
    "void_request",
    "withdraw",
]


def rederive(request_id: int, by: int | None) -> None:
    """Bring one request's caches and board lines up to date after a change beside its events."""
    with unit(by=by) as work:
        derive(request_id, work)
        work.changed("request", request_id)


def new_day() -> int:
    """Derive again what the mere passing of days moves; call it at start and after midnight.

    Returns how many requests that were.
    """
    with unit(by=None) as work:
        return on_a_new_day(work)
