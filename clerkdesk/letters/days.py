"""Which days that a letter prints may still move, and does the register still say the same?

A limit that ends past the last holiday notice, or hangs on a delivery not yet known, is provisional
(暂定); on paper it would read as certain. `facts` are those the letter was or would be frozen with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clerkdesk.db.models import Letter
from clerkdesk.holidays.queries import calendar
from clerkdesk.letters import gather, phrases
from clerkdesk.letters.document import Heading, Paragraph
from clerkdesk.letters.facts import LetterFacts
from clerkdesk.letters.frozen import thaw
from clerkdesk.letters.write import Written
from clerkdesk.requests import foreseen
from clerkdesk.requests import queries as requests
from clerkdesk.requests.rows import RequestCard
from clerkdesk.requests.states import Because


class Why(StrEnum):
    """Why a printed day is in doubt; sentences in `phrases.toml` under `[day_in_doubt]`."""

    NOTICE = "notice"  # its holiday notice is not out
    DELIVERY = "delivery"  # the third party's day of receipt is not known
    MOVED = "moved"  # the register has another day by now
    GONE = "gone"  # nothing is due any more


@dataclass(frozen=True)
class Doubt:
    """A printed day that may not hold. name: of the fact. now: the register's day, where MOVED."""

    name: str
    day: date
    why: Why
    now: date | None = None

    @property
    def told(self) -> str:
        """The sentence for the clerk."""
        marks = {"name": phrases.term("letter_field", self.name), "day": phrases.day(self.day)}
        if self.now is not None:
            marks["now"] = phrases.day(self.now)
        return phrases.phrase(f"day_in_doubt.{self.why.value}", **marks)


def of_draft(written: Written, card: RequestCard) -> tuple[Doubt, ...]:
    """Return what is in doubt of the limits that a draft prints. card: its request, today."""
    blocks = (one for one in written.document.body if isinstance(one, (Paragraph, Heading)))
    return printed(_of_facts(written.facts, card), "".join(one.text for one in blocks))


def of_frozen(row: Letter, today: date) -> tuple[Doubt, ...]:
    """Return what is in doubt of the limits a frozen letter knows; which it prints, its page says.

    Nothing where it is of no request.
    """
    if row.request_id is None:
        return ()
    return _of_facts(thaw(row.facts), requests.card(row.request_id, today))


def printed(found: tuple[Doubt, ...], text: str) -> tuple[Doubt, ...]:
    """Return those whose day stands in the text of the letter."""
    bare = "".join(text.split())
    return tuple(one for one in found if phrases.day(one.day) in bare)


def _of_facts(facts: LetterFacts, card: RequestCard) -> tuple[Doubt, ...]:
    return (*_of_limits(facts, card), *_of_a_set_day(facts))


def _of_limits(facts: LetterFacts, card: RequestCard) -> Iterator[Doubt]:
    """What is counted in working days from what happened to the request."""
    days = calendar()
    for name, now in _as_it_stands(facts, card).items():
        day = getattr(facts, name)
        if day is None:
            continue
        if Because.DELIVERY in card.trace.because:  # as if received today: another day each day
            yield Doubt(name, day, Why.DELIVERY)
        elif day != now:
            yield Doubt(name, day, Why.MOVED if now else Why.GONE, now)
        elif days.is_provisional(day):
            yield Doubt(name, day, Why.NOTICE)


def _as_it_stands(facts: LetterFacts, card: RequestCard) -> dict[str, date | None]:
    """The limits as the register has them; a letter of an extension prints the old one too."""
    if facts.new_due_on is None or facts.days is None:
        return {"due_on": card.due_on}
    extension = gather.extension_in_force(card)
    if extension is not None:
        return {"due_on": gather.due_before(card, extension), "new_due_on": card.due_on}
    later = foreseen.extended_due(card.id, facts.days, facts.dated_on)
    return {"due_on": card.due_on, "new_due_on": later}


def _of_a_set_day(facts: LetterFacts) -> Iterator[Doubt]:
    """A last day that the office sets itself: it stays, but may turn out to be a day off."""
    if facts.until is not None and calendar().is_provisional(facts.until):
        yield Doubt("until", facts.until, Why.NOTICE)
