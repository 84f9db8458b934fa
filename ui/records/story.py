"""What has happened to a correction of records, in order, with today and the target in place?"""

from collections.abc import Iterator
from datetime import date

from clerkdesk.record_corrections.rows import EventView, RecordCard
from clerkdesk.record_corrections.rules import State
from ui import words
from ui.requests.story import Entry

say = words.of("records")


def entries(card: RecordCard, today: date) -> tuple[Entry, ...]:
    """Return the story from top to bottom."""
    told = list(_told(card))
    if card.closed_on is None and card.state is not State.VOID:
        told.append(Entry(today, say("story_today"), "", "now"))
        if card.due_on is not None:
            why = say("story_target_why")
            told.append(Entry(card.due_on, say("story_target"), why, "ahead"))
    return tuple(sorted(told, key=lambda one: one.on))  # stable: one day's keep their order


def _told(card: RecordCard) -> Iterator[Entry]:
    channel = words.term("channel", card.channel)
    yield Entry(card.received_on, say("story_received"), channel, "done")
    for event in card.events:
        yield _event(event)
    for letter in card.letters:
        if letter.sent_on is not None and letter.state != "void":
            title = say("story_letter_sent", title=letter.title)
            yield Entry(letter.sent_on, title, letter.number, "done")


def _event(one: EventView) -> Entry:
    title = words.term("record_event", one.kind)
    if one.finding is not None:
        title = f"{title} · {words.term('record_finding', one.finding)}"
    if not one.stands:
        return Entry(one.on, title, say("story_voided", reason=one.reason), "void")
    gist = one.gist.replace("\n", " ").strip()
    return Entry(one.on, title, gist, "done", "", None if one.why_kept else one.id)
