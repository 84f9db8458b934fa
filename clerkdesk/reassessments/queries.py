"""What comes back for assessment (条例 18), in which light, and what was found the times before?

queue(today) -> tuple[QueueRow, ...]            everything withheld, the earliest first
past(noun, noun_id) -> tuple[Assessment, ...]   the newest first
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import settings
from clerkdesk.db.models import Person, Publication, Reassessment
from clerkdesk.deadlines.lights import Light, light, remaining
from clerkdesk.holidays.queries import calendar
from clerkdesk.publications import queries as publications
from clerkdesk.publications.attributes import article_of
from clerkdesk.reassessments import cut, withheld
from clerkdesk.reassessments.recording import Noun
from clerkdesk.reassessments.withheld import WithheldPart


@dataclass(frozen=True)
class QueueRow:
    """Something withheld: a publication, parts of one that is out, an item of a request.

    id: of the noun. parts: what is withheld, its ground and reason. remaining: working days left,
    negative when passed. place: the key of the publication, or of the request.
    """

    noun: Noun
    id: int
    place: int
    number: str
    title: str
    parts: tuple[WithheldPart, ...]
    withheld_since: date
    reassess_on: date | None
    section: str
    light: Light
    remaining: int | None
    provisional: bool
    section_id: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        return str(self.noun), self.id

    @property
    def grounds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.ground for part in self.parts))

    @property
    def articles(self) -> tuple[str, ...]:
        return tuple(article_of(ground) for ground in self.grounds)


@dataclass(frozen=True)
class Assessment:
    """One time it was assessed.

    disclose: it was to be public; draft: the number of what came of it. ground, next_on: on which
    it stays withheld, where that was named anew, and until when.
    """

    on: date
    disclose: bool
    reason: str
    ground: str
    declassified: str
    next_on: date | None
    draft_id: int | None
    draft: str
    recorded_by: str


def queue(today: date) -> tuple[QueueRow, ...]:
    """Return what is withheld with the light of its day of assessment."""
    days, lead = calendar(), settings.load().yellow_lead

    def lit(on: date | None) -> dict[str, Any]:
        return {
            "reassess_on": on,
            "light": light(due_on=on, today=today, calendar=days, lead=lead),
            "remaining": None if on is None else remaining(on, today, days),
            "provisional": on is not None and days.is_provisional(on),
        }

    found = [
        QueueRow(
            noun=Noun.PUBLICATION,
            id=row.id,
            place=row.id,
            number=row.number,
            title=row.title,
            parts=(WithheldPart("", row.ground, row.reason),),
            withheld_since=row.withheld_since,
            section=row.section,
            **lit(row.reassess_on),
        )
        for row in publications.reassessments(today)
    ]
    found += [
        QueueRow(
            noun=Noun.ITEM,
            id=one.item_id,
            place=one.request_id,
            number=one.number,
            title=one.title,
            parts=one.parts,
            withheld_since=one.since,
            section=one.section,
            section_id=one.section_id,
            **lit(one.reassess_on),
        )
        for one in withheld.items(today)
    ]
    found += [
        QueueRow(
            noun=Noun.PARTS,
            id=one.publication_id,
            place=one.publication_id,
            number=one.number,
            title=one.title,
            parts=one.parts,
            withheld_since=one.since,
            section=one.section,
            **lit(one.reassess_on),
        )
        for one in cut.publications()
    ]
    return tuple(sorted(found, key=lambda one: (one.reassess_on or date.max, one.number)))


def past(noun: Noun, noun_id: int) -> tuple[Assessment, ...]:
    """Return the assessments on record."""
    people: Any = Person.select(Person.id, Person.name)
    names = dict(people.tuples())
    here = (Reassessment.noun == str(noun)) & (Reassessment.noun_id == noun_id)
    found = []
    for row in Reassessment.select().where(here).order_by(Reassessment.id.desc()):
        draft = Publication.get_or_none(Publication.id == row.publication_id)
        found.append(
            Assessment(
                on=row.on,
                disclose=row.disclose,
                reason=row.reason,
                ground=row.ground,
                declassified=row.declassified,
                next_on=row.next_on,
                draft_id=row.publication_id,
                draft="" if draft is None else draft.number,
                recorded_by=names[row.recorded_by_id],
            )
        )
    return tuple(found)
