"""Which tables hold requests: who asks for what, what happened, who signed?"""

import peewee

from clerkdesk.db.fields import Day, Json, Moment, Text, Whole, YesNo
from clerkdesk.db.models.register import File, Person, Unit
from clerkdesk.db.models.table import Table, link


class Party(Table):
    """An applicant, agent or third party; kind is one of the columns of table three."""

    uid = Text(unique=True)
    kind = Text()
    name = Text(index=True)
    id_kind = Text(default="")
    id_number = Text(default="", index=True)
    contact_name = Text(default="")
    phone = Text(default="", index=True)
    email = Text(default="")
    address = Text(default="")
    postcode = Text(default="")
    joined_into = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")


class MailLog(Table):
    """Every incoming paper, also those that turn out to be no application."""

    arrived_on = Day(index=True)
    channel = Text()
    mail_number = Text(default="")
    sender = Text()
    what = Text()
    disposition = Text()  # request, not_application, waiting, belongs
    of_request = Whole(null=True)  # the request a later paper is of: its correction, its payment
    note = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)


class Request(Table):
    uid = Text(unique=True)
    number = Text(unique=True)
    year = Whole()
    mail = link(MailLog, optional=True)
    channel = Text()
    mail_number = Text(default="")
    arrived_on = Day(index=True)
    received_on = Day(null=True, index=True)  # empty until both sides have confirmed (art. 31)
    provide_form = Text(default="")
    provide_way = Text(default="")
    convention = Text()  # how consultation days are excluded, frozen at intake
    organ_limit_days = Whole()  # exclusion of another organ's silence, frozen at intake
    superior_pauses = YesNo(default=True)  # art. 17-3 as an opinion, frozen at intake
    handler = link(Person, optional=True)
    section = link(Unit, optional=True)
    note = Text(default="")
    main_outcome = Text(default="")  # only where items differ and the clerk must name one
    main_outcome_reason = Text(default="")
    # caches, rewritten in the same unit as whatever can move them
    title = Text(default="")
    applicant = Text(default="")
    state = Text(index=True)
    due_on = Day(null=True, index=True)
    provisional = YesNo(default=False)
    next_step = Text(default="")
    closed_on = Day(null=True, index=True)
    # frozen when closed: trace, rule set, convention, calendar revision
    frozen = Json(null=True)
    voided_at = Moment(null=True)  # merged into another; the number stays and is never reused
    void_reason = Text(default="")
    registered_at = Moment()
    registered_by = link(Person)


class RequestParty(Table):
    request = link(Request)
    party = link(Party)
    role = Text()  # applicant, agent
    position = Whole(default=0)

    class Meta:
        indexes = ((("request", "party", "role"), True),)


class RequestLink(Table):
    """Another matter tied to a request: split from it, merged with it, offered at intake."""

    request = link(Request)
    relation = Text()  # split_from, merged_into, already_public, repeated, often_asked, related
    noun = Text()
    other_id = Whole()
    accepted = YesNo(default=True)  # False: offered and declined, so that it is not offered again
    recorded_at = Moment()
    recorded_by = link(Person)
    removed_at = Moment(null=True)

    class Meta:
        indexes = ((("noun", "other_id"), False),)


class RequestItem(Table):
    uid = Text(unique=True)
    request = link(Request)
    position = Whole()
    content = Text()
    outcome = Text(default="")
    ground = Text(default="")
    facts = Json()  # what the outcome demands: place, organ, search record, withheld parts ...
    decided_on = Day(null=True)


class RequestEvent(Table):
    """What happened, append-only: a mistake is voided by a later row that names it."""

    uid = Text(unique=True)
    request = link(Request)
    kind = Text()
    on = Day(column_name="on_day")
    sent_on = Day(null=True)
    third_received_on = Day(null=True)
    answered_on = Day(null=True)
    days = Whole(null=True)
    told_on = Day(null=True)
    until = Day(null=True)
    details = Json()
    unlawful = Text(default="")  # the code of what was unlawful or late; empty where nothing was
    reason = Text(default="")
    refers_to = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    voids = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    recorded_at = Moment()
    recorded_by = link(Person)


class Assignment(Table):
    """Work sent to a section of the own organ; never stops the legal clock."""

    uid = Text(unique=True)
    request = link(Request)
    section = link(Unit)
    person = link(Person, optional=True)
    role = Text(default="lead")  # lead, assist
    asked = Text()
    sent_on = Day()
    due_on = Day()
    answered_on = Day(null=True)
    answer = Text(default="")
    search_record = Text(default="")
    returned_on = Day(null=True)
    return_reason = Text(default="")
    reminded_on = Json()  # days of reminder slips


class Contact(Table):
    """One talk with an applicant or a unit."""

    noun = Text()
    noun_id = Whole()
    on = Day(column_name="on_day")
    channel = Text()
    text = Text()
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("noun", "noun_id"), False),)


class SignOff(Table):
    """An approval, on paper or at the PC: signed_by is not recorded_by."""

    noun = Text()
    noun_id = Whole()
    role = Text()
    signed_by = link(Person)
    signed_on = Day()
    mode = Text()  # paper, pc
    opinion = Text(default="")
    digest = Text(default="")  # of what was approved
    scan = link(File, optional=True)
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("noun", "noun_id"), False),)
