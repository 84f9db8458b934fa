"""Which tables hold publications, the catalogue of duties and the guide?"""

import peewee

from clerkdesk.db.fields import Day, Json, Moment, Text, Whole, YesNo
from clerkdesk.db.models.register import File, Person, Unit
from clerkdesk.db.models.requests import Request
from clerkdesk.db.models.table import Table, link


class Publication(Table):
    uid = Text(unique=True)
    number = Text(unique=True)
    year = Whole()
    title = Text()
    document_number = Text(default="", index=True)
    index_number = Text(default="")
    organ = Text(default="")
    copies_to = Text(default="")
    formed_on = Day(index=True)
    changed_on = Day(null=True)
    source_unit = link(Unit, optional=True)
    handler = link(Person, optional=True)
    attribute = Text()  # proactive, on_request, withheld
    ground = Text(default="")
    attribute_reason = Text(default="")
    category = Text(default="", index=True)
    audience = Text(default="all")
    channel = Text(default="")
    url = Text(default="")
    published_on = Day(null=True, index=True)
    valid_until = Day(null=True)
    superseded_by = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    withdrawn_on = Day(null=True)
    withdrawn_reason = Text(default="")
    withheld_on = Day(null=True)
    reassess_on = Day(null=True, index=True)
    request = link(Request, optional=True)
    facts = Json()  # category elements, sensitive study, consultation period ...
    voided_at = Moment(null=True)
    void_reason = Text(default="")
    registered_at = Moment()
    registered_by = link(Person)
    # caches, rewritten in the same unit as whatever can move them
    state = Text(index=True)
    due_on = Day(null=True, index=True)
    provisional = YesNo(default=False)
    natural_days = YesNo(default=False)
    next_step = Text(default="")


class PublicationLink(Table):
    """What belongs together: a policy and its interpretation, an audit and its rectification."""

    publication = link(Publication)
    relation = Text()  # interprets, rectifies, same_project, replaces
    other = link(Publication)
    linked_at = Moment()
    linked_by = link(Person)
    removed_at = Moment(null=True)


class PublicationNotice(Table):
    """One party concerned, named or told in person: to some, publishing is that (S0-1, 6, 8)."""

    publication = link(Publication)
    party = Text()
    sent_on = Day(null=True)  # empty: named, and still to be told
    way = Text(default="")
    note = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)
    removed_at = Moment(null=True)


class CatalogueEntry(Table):
    """One version of an entry of the office's catalogue; append-only, the newest is in force.

    Its own entry, or what it lays over a shipped one; without fields: as shipped again.
    """

    uid = Text(unique=True)
    category = Text(index=True)
    act = Text()  # added, changed, ended, restored
    fields = Json()
    why = Text()
    changed_on = Day()
    changed_at = Moment()
    changed_by = link(Person)


class CatalogueDuty(Table):
    """Who publishes a category, how often: the office's own catalogue (公开责任分解表)."""

    uid = Text(unique=True)
    category = Text(index=True)
    unit = link(Unit)
    person = link(Person, optional=True)
    frequency = Text()
    note = Text(default="")
    valid_from = Day()
    ended_on = Day(null=True)
    changed_at = Moment()
    changed_by = link(Person)


class GuideVersion(Table):
    """The disclosure guide (指南) as it stood from a day on: the fields of art. 12."""

    version = Whole(unique=True)
    fields = Json()
    what_changed = Text(default="")
    changed_on = Day()
    changed_at = Moment()
    changed_by = link(Person)


class PublicationFile(Table):
    publication = link(Publication)
    file = link(File)
    position = Whole(default=0)
    removed_at = Moment(null=True)
