"""Which tables hold the confidentiality reviews of publications?"""

import peewee

from clerkdesk.db.fields import Day, Json, Moment, Text, Whole, YesNo
from clerkdesk.db.models.publications import Publication
from clerkdesk.db.models.register import File, Person
from clerkdesk.db.models.table import Table, link


class Review(Table):
    """One round of review of one publication, bound to the exact bytes of its files."""

    uid = Text(unique=True)
    publication = link(Publication)
    round = Whole()
    checklist_version = Text()
    levels = Json()
    conclusion = Text(default="")
    ground = Text(default="")
    opened_on = Day()
    opened_at = Moment()
    opened_by = link(Person)
    closed_on = Day(null=True)
    void_reason = Text(default="")
    # caches, rewritten in the same unit as whatever can move them
    state = Text(index=True)  # open, referred, approved, refused, void
    waiting_at = Text(default="", index=True)
    unanswered = Whole(default=0)
    unsure = Whole(default=0)


class ReviewFile(Table):
    review = link(Review)
    file = link(File)
    sha256 = Text()

    class Meta:
        primary_key = peewee.CompositeKey("review", "file")


class ReviewAnswer(Table):
    """The answer to one question; a changed answer is a new row, the last one counts."""

    review = link(Review)
    question = Text()
    answer = Text()  # yes, no, not_applicable, unsure
    note = Text(default="")
    answered_by = link(Person)
    answered_at = Moment()


class ReviewStep(Table):
    """One level's opinion; append-only, a return to the level before is a row too."""

    review = link(Review)
    level = Text()
    passed = YesNo()
    signed_by = link(Person)
    signed_on = Day()
    mode = Text()
    conclusion = Text(default="")
    ground = Text(default="")
    opinion = Text(default="")
    scan = link(File, optional=True)
    recorded_at = Moment()
    recorded_by = link(Person)


class ReviewInquiry(Table):
    """What others were asked: the authority (art. 17), another organ (art. 11), a third party."""

    uid = Text(unique=True)
    review = link(Review)
    kind = Text()
    question = Text(default="")  # of the checklist; empty where the whole item was referred
    whom = Text(default="")
    opened_on = Day()
    sent_on = Day(null=True)
    reference = Text(default="")
    answered_on = Day(null=True)
    result = Text(default="")
    answer = Text(default="")
    scan = link(File, optional=True)
    recorded_at = Moment()
    recorded_by = link(Person)
