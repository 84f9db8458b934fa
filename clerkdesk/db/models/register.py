"""Which tables belong to the register itself: offices, people, files, audit, numbers, holidays?"""

import peewee

from clerkdesk.db.fields import Day, Json, Moment, Text, Whole, YesNo
from clerkdesk.db.models.table import Table, link


class Meta(Table):
    key = Text(primary_key=True)
    value = Text()


class Setting(Table):
    key = Text(primary_key=True)
    value = Json()


class Unit(Table):
    """The own organ (kind "own"), its sections ("section") and other organs ("other")."""

    uid = Text(unique=True)
    kind = Text(index=True)
    name = Text()
    short_name = Text(default="")
    parent = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    phone = Text(default="")
    address = Text(default="")
    valid_from = Day(null=True)
    valid_to = Day(null=True)
    renamed_from = peewee.ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")


class Person(Table):
    """Someone of the office: handler, reviewer, signer."""

    uid = Text(unique=True)
    name = Text()
    unit = link(Unit, optional=True)
    post = Text(default="")
    active = YesNo(default=True)


class File(Table):
    uid = Text(unique=True)
    sha256 = Text(index=True)
    size = Whole()
    media_type = Text()
    name_shown = Text()
    stored_at = Moment()
    stored_by = link(Person, optional=True)


class FileChunk(Table):
    file = link(File)
    position = Whole()
    bytes = peewee.BlobField()

    class Meta:
        primary_key = peewee.CompositeKey("file", "position")


class Attachment(Table):
    """A file that belongs to a row of any noun, in a role such as "application" or "scan"."""

    file = link(File)
    noun = Text()
    noun_id = Whole()
    role = Text()
    attached_at = Moment()
    attached_by = link(Person, optional=True)
    removed_at = Moment(null=True)
    removed_why = Text(default="")

    class Meta:
        indexes = ((("noun", "noun_id"), False),)


class Audit(Table):
    """One line per act; `digest` covers this line and the digest of the line before."""

    at = Moment()
    person = link(Person, optional=True)
    os_account = Text()
    noun = Text()
    noun_id = Whole()
    verb = Text()
    sealed = Text()  # sha256(salt || payload)
    previous = Text()
    digest = Text(unique=True)

    class Meta:
        indexes = ((("noun", "noun_id"), False),)


class AuditPayload(Table):
    """What the line's seal covers; a lawful disposal may blank it, and `verify` then says so."""

    audit = peewee.ForeignKeyField(Audit, primary_key=True, backref="+", on_delete="RESTRICT")
    salt = peewee.BlobField(null=True)
    payload = Text(null=True)


class Series(Table):
    """A number series of one year; numbers are allotted without gaps."""

    key = Text()
    year = Whole()
    next_number = Whole()

    class Meta:
        primary_key = peewee.CompositeKey("key", "year")


class Number(Table):
    """A number given out; a void is recorded here and never reused."""

    series = Text()
    year = Whole()
    number = Whole()
    shown = Text()
    typed = YesNo(default=False)  # from the document office's register, not our own series
    noun = Text()
    noun_id = Whole()
    allotted_at = Moment()
    voided_at = Moment(null=True)
    void_reason = Text(default="")

    class Meta:
        indexes = ((("series", "year", "number"), True),)


class HolidayNotice(Table):
    """A holiday notice as the office pasted it; the days understood from it stand beside."""

    uid = Text(unique=True)
    year = Whole(index=True)
    number = Text(default="")
    issued_on = Day(null=True)
    amends = YesNo(default=False)  # changes single days of a year ordered before
    text = Text()
    entered_at = Moment()
    entered_by = link(Person)
    voided_at = Moment(null=True)
    void_reason = Text(default="")


class HolidayDay(Table):
    notice = link(HolidayNotice)
    day = Day()
    is_off = YesNo()
    name = Text(default="")

    class Meta:
        primary_key = peewee.CompositeKey("notice", "day")


class SavedFilter(Table):
    """Conditions of a list, kept under a name for every desk of the office."""

    noun = Text()
    name = Text()
    chosen = Json()  # by the keys of the list's filters
    saved_at = Moment()
    saved_by = link(Person)

    class Meta:
        indexes = ((("noun", "name"), True),)


class Draft(Table):
    """A half-filled form that survives closing; deleted when it becomes a record."""

    kind = Text()
    title = Text(default="")
    fields = Json()
    saved_at = Moment()
    saved_by = link(Person)
