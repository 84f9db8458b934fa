"""How does information become a publication, and how are its facts changed? Part of `service`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clerkdesk import files as stored_files
from clerkdesk import numbers, settings, typed
from clerkdesk.db.models import Person, Publication, PublicationFile, Request
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.limits import Limit
from clerkdesk.limits import Unit as Counted
from clerkdesk.publications import acts, catalogue, categories, intake
from clerkdesk.publications.acts import Act
from clerkdesk.publications.attributes import GROUNDS_OF, STATE_SECRET, Attribute, Audience
from clerkdesk.publications.due_rules import Days, Governed, governing
from clerkdesk.publications.facts import Facts, Study, dump, load
from clerkdesk.publications.intake import NewFile
from clerkdesk.publications.standing import settle, standing_of
from clerkdesk.reviews import service as reviews

FIRST_DAY = date(1949, 10, 1)  # no paper of this state is older
SERIES = "publication"

Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class NewPublication:
    """The form. ground and attribute_reason: mandatory unless proactive.

    number: typed from the document office's register where the office's setting says so.
    changed_on: the day of a change that starts the limit anew (条例 26).
    reassess_on: of something withheld; left out, the setting's months after today (条例 18).
    """

    title: str
    formed_on: date | None
    attribute: Attribute = Attribute.PROACTIVE
    ground: str = ""
    attribute_reason: str = ""
    document_number: str = ""
    index_number: str = ""
    organ: str = ""
    copies_to: str = ""
    changed_on: date | None = None
    source_unit_id: int | None = None
    handler_id: int | None = None
    category: str = ""
    audience: Audience = Audience.ALL
    channel: str = ""
    valid_until: date | None = None
    reassess_on: date | None = None
    request_id: int | None = None
    number: str = ""
    facts: Facts = field(default_factory=Facts)


# what the form of the review shows of a publication: changed, the approval no longer fits
REVIEWED = ("title", "document_number", "organ", "attribute", "ground", "audience")


def check(draft: NewPublication, today: date) -> tuple[UserError, ...]:
    """Return all faults of the form at once, each with its field."""
    faults: list[UserError] = []
    for name, required in (
        ("title", True),
        ("document_number", False),
        ("index_number", False),
        ("organ", False),
        ("channel", False),
    ):
        _collect(faults, lambda n=name, r=required: typed.line(getattr(draft, n), n, required=r))
    for name in ("copies_to", "attribute_reason"):
        _collect(faults, lambda n=name: typed.text(getattr(draft, n), n))
    faults.extend(_of_days(draft, today))
    faults.extend(_of_attribute(draft))
    if draft.category and catalogue.current().find(draft.category) is None:
        faults.append(UserError("publications.category_unknown", field="category"))
    faults.extend(_of_hearing(draft.facts))
    return tuple(faults)


def _collect(faults: list[UserError], look: Any) -> None:
    try:
        look()
    except UserError as fault:
        faults.append(fault)


def _of_days(draft: NewPublication, today: date) -> Iterable[UserError]:
    if draft.formed_on is None:
        yield UserError("publications.formed_missing", field="formed_on")
        return
    for name, day in (
        ("formed_on", draft.formed_on),
        ("changed_on", draft.changed_on),
        ("approved_on", draft.facts.approved_on),
        ("public_since", draft.facts.public_since),
    ):
        if day is not None and day > today:
            yield UserError("publications.in_future", field=name, day=day, today=today)
        if day is not None and day < FIRST_DAY:
            yield UserError("publications.too_early", field=name, day=day, first=FIRST_DAY)
    for name, later in (("changed_on", draft.changed_on), ("valid_until", draft.valid_until)):
        if later is not None and later < draft.formed_on:
            yield UserError(
                "publications.before_formed", field=name, day=later, formed=draft.formed_on
            )


def _of_attribute(draft: NewPublication) -> Iterable[UserError]:
    grounds = GROUNDS_OF[draft.attribute]
    if not grounds:
        if draft.ground:
            yield UserError("publications.ground_needless", field="ground")
        return
    if draft.ground not in grounds:
        yield UserError("publications.ground_missing", field="ground")
    if not draft.attribute_reason.strip():
        yield UserError("publications.reason_missing", field="attribute_reason")


def _of_hearing(facts: Facts) -> Iterable[UserError]:
    held = facts.hearing
    if held is None:
        return
    if held.days is None:
        missing = "hearing_first" if held.first is None else "hearing"
        yield UserError("publications.hearing_half", field=missing)
        return
    if held.days < 0:
        yield UserError("publications.hearing_ends_before", field="hearing")
    least = categories.load().hearing.limit.count
    if held.days < least and not held.short_reason.strip():
        yield UserError("publications.hearing_short", field="hearing", days=held.days, least=least)


def preview(draft: NewPublication) -> Governed | None:
    """Return the due date while the form is being filled; None where nothing would be due."""
    if draft.formed_on is None or draft.attribute is not Attribute.PROACTIVE:
        return None
    limits = catalogue.current().limits_of(draft.category)
    return governing(limits, _days(draft, draft.formed_on), calendar())


def _days(draft: NewPublication, formed_on: date) -> Days:
    return Days(formed_on, draft.facts.approved_on, draft.changed_on, draft.facts.public_since)


def questions(
    draft: NewPublication, files: Sequence[NewFile] = (), besides: int | None = None
) -> tuple[intake.Ask, ...]:
    """Return what must be answered before this can be registered; refuses a marked file."""
    found = intake.twins(draft.document_number, [file.sha256 for file in files], besides)
    return (*intake.screen(files), *intake.twin_asks(found))


def register(
    draft: NewPublication,
    files: Sequence[NewFile],
    by: int,
    *,
    answered: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> int:
    """Register a publication with its files and return its key.

    progress: told how many of how many bytes are stored; what it raises takes everything back.
    Errors: what `check` finds, the first of it; NeedsAnswer; reading.marked; numbers.…;
    publications.no_secret_here where something is withheld as a state secret and has files.
    """
    asks = questions(draft, files)
    with unit(by=by) as work:
        faults = check(draft, work.today)
        if faults:
            raise faults[0]
        if draft.category and draft.category not in catalogue.current().offered:
            raise UserError("publications.category_ended", field="category")
        intake.refuse_unanswered(asks, answered)
        if files and draft.ground == STATE_SECRET:
            raise UserError("publications.no_secret_here", field="files")
        number = _number(draft, work)
        row = Publication.create(
            uid=work.new_uid(),
            number=number.shown,
            year=number.year,
            registered_at=work.now,
            registered_by=by,
            state="",
            **_columns(draft, work),
        )
        numbers.belongs_to(number, row.id)
        stored, total = 0, sum(len(file.data) for file in files)
        for position, file in enumerate(files):
            add_file(row.id, file, by, position, _onward(progress, stored, total))
            stored += len(file.data)
        told = {"number": row.number, "title": row.title, "attribute": row.attribute}
        work.note("publication", row.id, "registered", told | {"answered": sorted(answered)})
        settle(row.id, work)
    return int(row.id)


def change_facts(
    publication_id: int,
    draft: NewPublication,
    by: int,
    *,
    answered: frozenset[str] = frozenset(),
) -> None:
    """Write the form anew. What the review form shows of it, when changed, voids the round.

    A change of attribute to withheld goes through `withhold`. Errors as `register`.
    """
    with unit(by=by) as work:
        row = get(publication_id)
        acts.require(Act.CHANGE_FACTS, standing_of(row))
        faults = check(draft, work.today)
        if faults:
            raise faults[0]
        if draft.document_number.strip() != row.document_number:
            found = intake.twins(draft.document_number, besides=publication_id)
            intake.refuse_unanswered(intake.twin_asks(found), answered)
        if draft.ground == STATE_SECRET and _has_files(publication_id):
            raise UserError("publications.no_secret_here", field="ground")
        columns = _columns(draft, work, row)
        moved = {name: [_said(old), _said(columns[name])] for name, old in _differing(row, columns)}
        if not moved:
            return
        Publication.update(**columns).where(Publication.id == publication_id).execute()
        work.note("publication", publication_id, "facts_changed", moved)
        if any(name in REVIEWED for name in moved):
            reviews.void_rounds(publication_id, "facts_changed", work)
        elif _sensitivity(load(row.facts)) != _sensitivity(draft.facts):
            reviews.void_decided(publication_id, "study_changed", work)
        settle(publication_id, work)


def _sensitivity(facts: Facts) -> tuple[bool, Study]:
    """What the leader decides on beside the form: whether it is sensitive, and its study."""
    return facts.sensitive, facts.study


def draft_of(publication_id: int) -> NewPublication:
    """Return the form of a stored publication, to be changed and given to `change_facts`."""
    row = get(publication_id)
    return NewPublication(
        title=row.title,
        formed_on=row.formed_on,
        attribute=Attribute(row.attribute),
        ground=row.ground,
        attribute_reason=row.attribute_reason,
        document_number=row.document_number,
        index_number=row.index_number,
        organ=row.organ,
        copies_to=row.copies_to,
        changed_on=row.changed_on,
        source_unit_id=row.source_unit_id,
        handler_id=row.handler_id,
        category=row.category,
        audience=Audience(row.audience),
        channel=row.channel,
        valid_until=row.valid_until,
        reassess_on=row.reassess_on,
        request_id=row.request_id,
        number=row.number,
        facts=load(row.facts),
    )


def get(publication_id: int) -> Publication:
    """Return a row; UserError publications.gone."""
    row = Publication.get_or_none(Publication.id == publication_id)
    if row is None:
        raise UserError("publications.gone")
    return row


def add_file(
    publication_id: int,
    file: NewFile,
    by: int,
    position: int,
    progress: Callable[[int], object] | None = None,
) -> int:
    """Store a screened file's bytes as part of a publication, inside a unit; return its key.

    progress: as in `files.store`.
    """
    file_id = stored_files.store(file.data, file.name, by, progress=progress)
    PublicationFile.create(publication=publication_id, file=file_id, position=position)
    return file_id


def _onward(progress: Progress | None, before: int, total: int) -> Callable[[int], object] | None:
    """Count a file's bytes on from those of the files before it."""
    if progress is None:
        return None
    return lambda stored: progress(before + stored, total)


def _has_files(publication_id: int) -> bool:
    kept = PublicationFile.select().where(PublicationFile.publication == publication_id)
    return bool(kept.exists())


def _number(draft: NewPublication, work: Unit) -> numbers.Number:
    if settings.load().publication_numbers == "typed":
        return numbers.enter(SERIES, work.today.year, draft.number, SERIES)
    return numbers.allot(SERIES, work.today.year, SERIES)


def _columns(draft: NewPublication, work: Unit, row: Publication | None = None) -> dict[str, Any]:
    _refuse_strangers(draft)
    withheld = draft.attribute is Attribute.WITHHELD
    since = row.withheld_on if row is not None and row.withheld_on else work.today
    return {
        "title": draft.title.strip(),
        "document_number": draft.document_number.strip(),
        "index_number": draft.index_number.strip(),
        "organ": draft.organ.strip(),
        "copies_to": draft.copies_to.strip(),
        "formed_on": draft.formed_on,
        "changed_on": draft.changed_on,
        "source_unit": draft.source_unit_id,
        "handler": draft.handler_id,
        "attribute": str(draft.attribute),
        "ground": draft.ground,
        "attribute_reason": draft.attribute_reason.strip(),
        "category": draft.category,
        "audience": str(draft.audience),
        "channel": draft.channel,
        "valid_until": draft.valid_until,
        "withheld_on": since if withheld else None,
        "reassess_on": (draft.reassess_on or next_assessment(work.today)) if withheld else None,
        "request": draft.request_id,
        "facts": dump(draft.facts),
    }


def next_assessment(today: date) -> date:
    """Return when something withheld is assessed again: the setting's months on (条例 18)."""
    return Limit(settings.load().reassess_months, Counted.MONTHS).due(today, calendar())


def _refuse_strangers(draft: NewPublication) -> None:
    for table, key, name in (
        (OrganUnit, draft.source_unit_id, "source_unit"),
        (Person, draft.handler_id, "handler"),
        (Request, draft.request_id, "request"),
    ):
        if key is not None and table.get_or_none(table.id == key) is None:
            raise UserError("publications.no_such_row", field=name)


def _differing(row: Publication, columns: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in columns.items():
        old = getattr(row, f"{name}_id", None) if name in _LINKS else getattr(row, name)
        if old != value:
            yield name, old


_LINKS = frozenset({"source_unit", "handler", "request"})


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
