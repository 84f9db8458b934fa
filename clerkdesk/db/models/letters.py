"""Which tables hold the letters made, and the office's own wordings of them?"""

import peewee

from clerkdesk.db.fields import Day, Json, Moment, Text, Whole
from clerkdesk.db.models.record_corrections import RecordCorrection
from clerkdesk.db.models.register import File, Person
from clerkdesk.db.models.requests import Request, RequestEvent, RequestItem
from clerkdesk.db.models.table import Table, link


class Letter(Table):
    """A letter once made is frozen: file, number, template version, facts."""

    uid = Text(unique=True)
    key = Text()
    request = link(Request, optional=True)
    record_correction = link(RecordCorrection, optional=True)
    title = Text()
    addressee = Text()
    number = Text(default="")
    template_version = Text()
    facts = Json()
    remedies = Text()
    file = link(File)
    sha256 = Text()
    made_on = Day()
    made_at = Moment()
    made_by = link(Person)
    sent_on = Day(null=True)
    sent_way = Text(default="")
    tracking = Text(default="")
    unsigned = Text(default="")  # why it left though nobody had approved it; empty otherwise
    served_on = Day(null=True)
    event = link(RequestEvent, optional=True)  # what its leaving was in its request's life
    voided_at = Moment(null=True)
    void_reason = Text(default="")


class LetterItem(Table):
    letter = link(Letter)
    item = link(RequestItem)

    class Meta:
        primary_key = peewee.CompositeKey("letter", "item")


class LetterWording(Table):
    """An office's own wording of a letter, versioned; the newest not withdrawn is used."""

    key = Text(index=True)
    version = Whole()
    body = Text()
    changed_at = Moment()
    changed_by = link(Person)
    withdrawn_at = Moment(null=True)
