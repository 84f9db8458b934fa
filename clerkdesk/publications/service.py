"""What may be done to a publication? The one door through which publications are written.

Every verb is one unit: recorded, derived anew, put on the board and noted in the audit, or nothing
of it happened. `by` is the person at the desk. `NewFile(name, data)` carries bytes; a file that
bears a classification mark is refused before anything is written. A verb that must ask first raises
`NeedsAnswer`; called again with the keys of its asks in `answered`, it goes on.

    intake_file(source: Path | bytes, name="", by=None, *, cancelled=None) -> Proposal
    questions(draft, files) -> tuple[Ask, ...]                  what must be answered first
    check(draft, today) -> tuple[UserError, ...]                all faults of the form at once
    preview(draft) -> DueDay | None                             the due date while typing
    register(draft: NewPublication, files, by, *, answered=frozenset()) -> int
    draft_of(publication_id) -> NewPublication
    change_facts(publication_id, draft, by, *, answered=frozenset())
    attach_file(publication_id, file: NewFile, by, *, answered=frozenset()) -> int
    replace_file(publication_id, file_id, file: NewFile, by, *, answered=frozenset()) -> int
    remove_file(publication_id, file_id, by, *, reason)
    expel_file(publication_id, file_id, by, *, reason, told_to) a file found to be classified
    start_review(publication_id, by, *, on=None) -> int         the round; on with reviews.service
    publish(publication_id, by, *, on, channel, url="")
    correct_release(publication_id, by, *, url, channel, valid_until, handler_id, reason)
    withdraw(publication_id, by, *, on, reason)
    supersede(publication_id, by, *, new_id)
    withhold(publication_id, by, *, ground, reason, reassess_on=None)
    mark_quashed(publication_id, by, *, on, how)                a penalty: 3 days to withdraw it
    name_parties(publication_id, by, *, parties) -> tuple[int, ...]
    note_party_told(publication_id, by, *, party="", on, way, note="", notice_ids=()) -> tuple
    remove_party(notice_id, by, *, reason)
    check_element(publication_id, by, *, key, done, note="")
    link(publication_id, by, *, relation, other_id) -> int      unlink(link_id, by)
    link_request(publication_id, by, *, request_id)             条例 44
    void(publication_id, by, *, reason)
    rederive_open(by) -> int                                    after the calendar changed
"""

from clerkdesk.publications.elements import check_element
from clerkdesk.publications.filing import (
    attach_file,
    expel_file,
    link,
    remove_file,
    replace_file,
    unlink,
)
from clerkdesk.publications.intake import Ask, NeedsAnswer, NewFile, Proposal, intake_file, twins
from clerkdesk.publications.registering import (
    NewPublication,
    change_facts,
    check,
    draft_of,
    preview,
    questions,
    register,
)
from clerkdesk.publications.releasing import (
    correct_release,
    link_request,
    mark_quashed,
    publish,
    rederive_open,
    start_review,
    supersede,
    void,
    withdraw,
    withhold,
)
from clerkdesk.publications.telling import name_parties, note_party_told, remove_party

__all__ = [
    "Ask",
    "NeedsAnswer",
    "NewFile",
    "NewPublication",
    "Proposal",
    "attach_file",
    "change_facts",
    "check",
    "check_element",
    "correct_release",
    "draft_of",
    "expel_file",
    "intake_file",
    "link",
    "link_request",
    "mark_quashed",
    "name_parties",
    "note_party_told",
    "preview",
    "publish",
    "questions",
    "rederive_open",
    "register",
    "remove_file",
    "remove_party",
    "replace_file",
    "start_review",
    "supersede",
    "twins",
    "unlink",
    "void",
    "withdraw",
    "withhold",
]
