"""What may be done to a correction of records (更正)? The one door through which it is written.

Every verb is one unit: recorded, derived anew, put on the board and noted in the audit, or nothing
of it happened. `by` is the person at the desk.

    register(new: NewRecord, by) -> int            check(new, today) -> tuple[UserError, ...]
    preview(received_on) -> Target                 the office's own target, no legal limit
    change_facts(record_id, new: ChangedFacts, by)
    attach(record_id, file_ids, by)                detach(record_id, file_id, by, *, reason)
    ask_evidence(record_id, by, *, on, what, means) -> int
    receive_evidence(record_id, by, *, on, what, file_ids=()) -> int
    record_check(record_id, by, *, on, found, section_id=None) -> int
    decide(record_id, by, what: Decision) -> int
    preview_letter(record_id, key, *, today, typed=None, ...) -> Written
    make_letter(record_id, key, by, *, typed=None, typed_number="", ...) -> int
    withdraw(record_id, by, *, on, why="") -> int
    void_event(event_id, by, *, reason)            void(record_id, by, *, reason)

Letters are sent, served and made void by `letters.service`, which has this noun derived anew.
"""

from clerkdesk.record_corrections.deriving import rederive_open
from clerkdesk.record_corrections.letters import asks_for, proposed
from clerkdesk.record_corrections.letters import make as make_letter
from clerkdesk.record_corrections.letters import preview as preview_letter
from clerkdesk.record_corrections.recording import (
    Decision,
    ask_evidence,
    decide,
    receive_evidence,
    record_check,
    void,
    void_event,
    withdraw,
)
from clerkdesk.record_corrections.registering import (
    ChangedFacts,
    NewRecord,
    Target,
    attach,
    change_facts,
    check,
    detach,
    preview,
    register,
)

__all__ = [
    "ChangedFacts",
    "Decision",
    "NewRecord",
    "Target",
    "ask_evidence",
    "asks_for",
    "attach",
    "change_facts",
    "check",
    "decide",
    "detach",
    "make_letter",
    "preview",
    "preview_letter",
    "proposed",
    "receive_evidence",
    "record_check",
    "rederive_open",
    "register",
    "void",
    "void_event",
    "withdraw",
]
