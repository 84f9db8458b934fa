"""Which letter was it that an event put down, and what is said of it once the event is void?

The leaving of a letter and the event it was are one fact on two pages: they fall together.
"""

from typing import Any

from clerkdesk.db.models import Letter, LetterItem, RequestEvent
from clerkdesk.db.unit import Unit
from clerkdesk.requests.facts import EventKind

_NOT_SENT = {
    "sent_on": None,
    "sent_way": "",
    "tracking": "",
    "unsigned": "",
    "served_on": None,
    "event": None,
}


def fall_with(row: RequestEvent, reason: str, work: Unit) -> None:
    """Take back what the letters of a voided event say: that they left, or that they arrived.

    A letter whose event this was did not leave; one whose arrival it was is on its way again.
    """
    for letter in _sent(Letter.event == row.id):
        take_back(letter, reason, work)
    if row.kind == EventKind.DELIVERED.value and row.refers_to_id is not None:
        arrived = Letter.event == row.refers_to_id
    elif row.kind == EventKind.SERVED.value:
        replies = Letter.id.in_(LetterItem.select(LetterItem.letter))
        arrived = replies & (Letter.request == row.request_id) & (Letter.served_on == row.on)
    else:
        return
    for letter in _sent(arrived):
        take_back(letter, reason, work, served=True)


def take_back(letter: Letter, reason: str, work: Unit, *, served: bool = False) -> None:
    """Take back that a letter left, or only that it was served; the audit keeps what was said."""
    before = {
        "on": letter.sent_on.isoformat(),
        "way": letter.sent_way,
        "tracking": letter.tracking,
        "served_on": letter.served_on.isoformat() if letter.served_on else "",
        "reason": reason.strip(),
    }
    values = {"served_on": None} if served else _NOT_SENT
    Letter.update(**values).where(Letter.id == letter.id).execute()
    work.note("letter", letter.id, "service_taken_back" if served else "taken_back", before)


def _sent(which: Any) -> list[Letter]:
    return list(Letter.select().where(which & Letter.sent_on.is_null(False)))
