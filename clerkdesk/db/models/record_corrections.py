"""Which tables hold demands that the office put its own records right (art. 41)?"""

import peewee

from clerkdesk.db.fields import Day, Json, Moment, Text, Whole, YesNo
from clerkdesk.db.models.register import Person, Unit
from clerkdesk.db.models.requests import Party
from clerkdesk.db.models.table import Table, link


class RecordCorrection(Table):
    """Somebody asks that a record about himself be put right (更正); no request, no 补正."""

    uid = Text(unique=True)
    number = Text(unique=True)
    year = Whole()
    channel = Text()
    received_on = Day(index=True)
    record = Text()
    wrong = Text()
    wanted = Text(default="")
    handler = link(Person, optional=True)
    section = link(Unit, optional=True)
    note = Text(default="")
    target_days = Whole()  # the office's own target, frozen at registration; art. 41 names no limit
    voided_at = Moment(null=True)
    void_reason = Text(default="")
    registered_at = Moment()
    registered_by = link(Person)
    # caches, rewritten in the same unit as whatever can move them
    applicant = Text(default="")
    state = Text(index=True)
    finding = Text(default="")
    due_on = Day(null=True, index=True)
    provisional = YesNo(default=False)
    next_step = Text(default="")
    closed_on = Day(null=True, index=True)


class RecordCorrectionParty(Table):
    matter = link(RecordCorrection)
    party = link(Party)
    role = Text()  # applicant, agent
    position = Whole(default=0)

    class Meta:
        indexes = ((("matter", "party", "role"), True),)


class RecordCorrectionEvent(Table):
    """What happened, append-only: a mistake is voided by a later row that names it."""

    uid = Text(unique=True)
    matter = link(RecordCorrection)
    kind = Text()
    on = Day(column_name="on_day")
    details = Json()
    voids = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    reason = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)
