"""Which tables has the register? Columns and keys only, all on one page.

Every noun has an integer key for joins and a text `uid` (UUIDv7) for exports, audit and archive
packs; the office's own number is never a key. `_on` is a legal day, `_at` a moment. A change here
goes together with a new function at the end of `clerkdesk/db/migrations`.
"""

from typing import TYPE_CHECKING, Any

import peewee

from clerkdesk.db.connection import database
from clerkdesk.db.fields import Day, Json, Moment, Text, Whole, YesNo


class Table(peewee.Model):
    if TYPE_CHECKING:  # what peewee makes at run time: the key, and `<link>_id` beside each link
        id: Any

        def __getattr__(self, name: str) -> Any: ...

    class Meta:
        database = database
        strict_tables = True
        legacy_table_names = False


def link(table: Any, *, optional: bool = False) -> Any:
    """Return a foreign key without a back-reference, and with an index of its own."""
    return peewee.ForeignKeyField(table, null=optional, backref="+", on_delete="RESTRICT")


# --- the register itself ---------------------------------------------------------------------


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


class Draft(Table):
    """A half-filled form that survives closing; deleted when it becomes a record."""

    kind = Text()
    title = Text(default="")
    fields = Json()
    saved_at = Moment()
    saved_by = link(Person)


# --- people who ask --------------------------------------------------------------------------


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


# --- requests --------------------------------------------------------------------------------


class MailLog(Table):
    """Every incoming paper, also those that turn out to be no application."""

    arrived_on = Day(index=True)
    channel = Text()
    mail_number = Text(default="")
    sender = Text()
    what = Text()
    disposition = Text()  # request, not_application, waiting
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


# --- correction of the office's own records (art. 41) ----------------------------------------


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


# --- letters ---------------------------------------------------------------------------------


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
    served_on = Day(null=True)
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


# --- publications and reviews ----------------------------------------------------------------


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
    relation = Text()  # interprets, rectifies
    other = link(Publication)
    linked_at = Moment()
    linked_by = link(Person)
    removed_at = Moment(null=True)


class PublicationNotice(Table):
    """One party concerned who was told in person: to some, publishing is that (S0-1, 6, 8)."""

    publication = link(Publication)
    party = Text()
    sent_on = Day()
    way = Text(default="")
    note = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)


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


# --- columns and their lights ----------------------------------------------------------------


class MonitorColumn(Table):
    """A column of the portal that one unit keeps up to date."""

    uid = Text(unique=True)
    name = Text()
    unit = link(Unit)
    kind = Text()  # government, department
    category = Text(default="")
    valid_from = Day()
    ended_on = Day(null=True)
    recorded_at = Moment()
    recorded_by = link(Person)


class MonitorUpdate(Table):
    """Something new stood in the column on that day."""

    column = link(MonitorColumn)
    on = Day(column_name="on_day")
    title = Text(default="")
    publication = link(Publication, optional=True)
    voided_at = Moment(null=True)
    void_reason = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("column", "on"), False),)


class MonitorExplanation(Table):
    """Why nothing new stood there: a written explanation calms or clears the light."""

    column = link(MonitorColumn)
    on = Day(column_name="on_day")
    text = Text()
    author = Text()
    file = link(File, optional=True)
    voided_at = Moment(null=True)
    void_reason = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("column", "on"), False),)


class MonitorLight(Table):
    """A yellow or red light that was lit: a row that stays."""

    column = link(MonitorColumn)
    light = Text()
    on = Day(column_name="on_day")
    last_update = Day()
    cleared_on = Day(null=True)
    cleared_by = Text(default="")  # update, explanation, red, ended
    seen_at = Moment()

    class Meta:
        indexes = ((("column", "light", "on"), True),)


class MonitorScore(Table):
    """One criterion of the yearly evaluation (综合评议) of a column; the newest row counts."""

    column = link(MonitorColumn)
    year = Whole()
    criterion = Text()
    score = Whole()
    evidence = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("year", "column", "criterion"), False),)


# --- everything due --------------------------------------------------------------------------


class Deadline(Table):
    """Everything that is or was due, one row per noun and rule: the board is one query on it."""

    noun = Text()
    noun_id = Whole()
    rule = Text()
    number = Text()
    title = Text()
    who = Text(default="")  # the applicant, where there is one
    next_step = Text(default="")
    handler = link(Person, optional=True)
    due_on = Day(null=True)
    provisional = YesNo(default=False)
    natural_days = YesNo(default=False)
    status = Text()  # running, paused, unconfirmed, unsent
    waiting_for = Text(default="")
    red_on = Day(null=True)  # lights of their own: unconfirmed papers turn by arrival, not due_on
    yellow_on = Day(null=True)
    closed_on = Day(null=True)

    class Meta:
        indexes = (
            (("noun", "noun_id", "rule"), True),
            (("closed_on", "due_on"), False),
            (("closed_on", "status", "due_on"), False),
        )


class LightChange(Table):
    """A matter turned yellow or red: a row that stays, acknowledged by someone."""

    deadline = link(Deadline)
    light = Text()
    on = Day(column_name="on_day")
    seen_at = Moment()
    acknowledged_at = Moment(null=True)
    acknowledged_by = link(Person, optional=True)

    class Meta:
        indexes = ((("deadline", "light", "on"), True),)


TABLES: tuple[type[Table], ...] = tuple(Table.__subclasses__())
