"""Who publishes what, how often, and what does the guide say? The office's own catalogue (条例 12).

assign_duty(duty: NewDuty, by) -> int           end_duty(duty_id, by, *, on, reason)
set_guide(guide: Guide, by, *, on, what_changed) -> int
responsibilities(on) -> tuple[Responsibility, ...]          公开责任分解表
duties(on) -> tuple[DutyRow, ...]               duty_changes() -> tuple[DutyChange, ...]
guide(on) -> Guide                              guide_versions() -> tuple[GuideRow, ...]
catalogue_rows(first, last) -> tuple[CatalogueRow, ...]     the 目录 of what is published
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import CatalogueDuty, GuideVersion, MonitorColumn, Person, Publication
from clerkdesk.db.models import Unit as OrganUnit
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.publications import catalogue
from clerkdesk.publications.attributes import State
from clerkdesk.publications.categories import Frequency


@dataclass(frozen=True)
class NewDuty:
    """A unit answers for a category from a day on; person: who does it (公开责任分解表)."""

    category: str
    unit_id: int
    frequency: Frequency
    valid_from: date
    person_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class DutyRow:
    id: int
    category: str
    category_name: str
    basis: str
    unit_id: int
    unit: str
    person: str
    frequency: Frequency
    note: str
    valid_from: date
    ended_on: date | None


@dataclass(frozen=True)
class Responsibility:
    """A line of 公开责任分解表 (昆政办发〔2015〕17号 item 23): who keeps what, and where it stands.

    columns: of the portal, the unit's own for this category. kinds: whose information they hold
    (政府信息, 部门信息), keys of `[column_kind]`. category_name, person, basis, note: "" and
    frequency None for a column of a unit that answers for nothing of its kind.
    """

    unit: str
    category_name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    person: str
    frequency: Frequency | None
    since: date
    basis: str = ""
    note: str = ""


@dataclass(frozen=True)
class DutyChange:
    """One change of the catalogue with its day; begun: False where a duty ended."""

    on: date
    begun: bool
    category_name: str
    unit: str


@dataclass(frozen=True)
class Guide:
    """The guide's fields in the words of 条例 12."""

    classification: str = ""
    arrangement: str = ""
    ways: str = ""
    body: str = ""
    address: str = ""
    hours: str = ""
    phone: str = ""
    fax: str = ""
    online: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields still empty; 条例 12 wants every one."""
        return tuple(name for name, value in asdict(self).items() if not value.strip())


@dataclass(frozen=True)
class GuideRow:
    version: int
    changed_on: date
    what_changed: str
    changed_by: str


@dataclass(frozen=True)
class CatalogueRow:
    """One line of the 目录: index, name, gist, day of formation (条例 12), where it stands."""

    id: int
    index: str
    name: str
    document_number: str
    gist: str
    formed_on: date
    published_on: date
    category_name: str
    organ: str
    channel: str
    url: str


def assign_duty(duty: NewDuty, by: int) -> int:
    """Put a duty into the catalogue; return its key. Errors: publications.duty_twice, …"""
    if duty.category not in catalogue.current().offered:
        raise UserError("publications.category_unknown", field="category")
    typed.text(duty.note, "note")
    with unit(by=by) as work:
        _refuse_future(duty.valid_from, "valid_from", work)
        for table, key, name in (
            (OrganUnit, duty.unit_id, "unit"),
            (Person, duty.person_id, "person"),
        ):
            if key is not None and table.get_or_none(table.id == key) is None:
                raise UserError("publications.no_such_row", field=name)
        same = (
            (CatalogueDuty.category == duty.category)
            & (CatalogueDuty.unit == duty.unit_id)
            & CatalogueDuty.ended_on.is_null()
        )
        if CatalogueDuty.select().where(same).exists():
            raise UserError("publications.duty_twice", field="unit")
        row = CatalogueDuty.create(
            uid=work.new_uid(),
            category=duty.category,
            unit=duty.unit_id,
            person=duty.person_id,
            frequency=str(Frequency(duty.frequency)),
            note=duty.note.strip(),
            valid_from=duty.valid_from,
            changed_at=work.now,
            changed_by=by,
        )
        told = {"category": duty.category, "unit": duty.unit_id, "frequency": row.frequency}
        work.note("catalogue", row.id, "duty_assigned", told)
    return int(row.id)


def end_duty(duty_id: int, by: int, *, on: date, reason: str) -> None:
    """End a duty on a day; that it stood stays on record."""
    typed.text(reason, "reason", required=True)
    with unit(by=by) as work:
        row = CatalogueDuty.get_or_none(
            (CatalogueDuty.id == duty_id) & CatalogueDuty.ended_on.is_null()
        )
        if row is None:
            raise UserError("publications.duty_gone")
        _refuse_future(on, "on", work)
        if on < row.valid_from:
            raise UserError("publications.duty_before", field="on", first=row.valid_from)
        CatalogueDuty.update(ended_on=on).where(CatalogueDuty.id == duty_id).execute()
        told = {"on": on.isoformat(), "reason": reason.strip()}
        work.note("catalogue", duty_id, "duty_ended", told)


def set_guide(guide: Guide, by: int, *, on: date, what_changed: str) -> int:
    """Keep a new version of the guide from a day on; return its version."""
    typed.text(what_changed, "what_changed", required=True)
    for name, value in asdict(guide).items():
        typed.text(value, name)
    with unit(by=by) as work:
        _refuse_future(on, "on", work)
        latest = GuideVersion.select().order_by(GuideVersion.version.desc()).first()
        if latest is not None and on < latest.changed_on:
            raise UserError("publications.guide_before", field="on", last=latest.changed_on)
        version = 1 if latest is None else latest.version + 1
        row = GuideVersion.create(
            version=version,
            fields=asdict(guide),
            what_changed=what_changed.strip(),
            changed_on=on,
            changed_at=work.now,
            changed_by=by,
        )
        told = {"version": version, "what": what_changed.strip()}
        work.note("catalogue", row.id, "guide_changed", told)
    return version


def _refuse_future(on: date, field: str, work: Unit) -> None:
    if on > work.today:
        raise UserError("publications.in_future", field=field, day=on, today=work.today)


def duties(on: date) -> tuple[DutyRow, ...]:
    """Return the duties in force on a day, in the catalogue's order, then by unit."""
    in_force = (CatalogueDuty.valid_from <= on) & (
        CatalogueDuty.ended_on.is_null() | (CatalogueDuty.ended_on > on)
    )
    order = {key: place for place, key in enumerate(catalogue.current().by_key)}
    rows = [_duty(row) for row in _duties().where(in_force).dicts()]
    return tuple(sorted(rows, key=lambda row: (order.get(row.category, len(order)), row.unit)))


def responsibilities(on: date) -> tuple[Responsibility, ...]:
    """Return who answers for what on a day, by unit, with the columns of the portal it keeps."""
    kept: Any = (
        MonitorColumn.select(MonitorColumn, OrganUnit)
        .join(OrganUnit)
        .where(MonitorColumn.ended_on.is_null() & (MonitorColumn.valid_from <= on))
        .order_by(MonitorColumn.name)
    )
    of: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in kept:
        of[row.unit_id, row.category].append(row)
    found = []
    for duty in duties(on):
        own = of.pop((duty.unit_id, duty.category), [])
        found.append(
            Responsibility(
                unit=duty.unit,
                category_name=duty.category_name,
                columns=tuple(row.name for row in own),
                kinds=tuple(dict.fromkeys(row.kind for row in own)),
                person=duty.person,
                frequency=duty.frequency,
                since=duty.valid_from,
                basis=duty.basis,
                note=duty.note,
            )
        )
    found += [
        Responsibility(row.unit.name, "", (row.name,), (row.kind,), "", None, row.valid_from)
        for rows in of.values()
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: one.unit))


def _duties() -> Any:
    return (
        CatalogueDuty.select(
            CatalogueDuty, OrganUnit.name.alias("unit_name"), Person.name.alias("person_name")
        )
        .join(OrganUnit)
        .switch(CatalogueDuty)
        .left_outer_join(Person, on=CatalogueDuty.person == Person.id)
    )


def _duty(row: dict[str, Any]) -> DutyRow:
    category = catalogue.current().find(row["category"])
    return DutyRow(
        id=row["id"],
        category=row["category"],
        category_name=category.name if category else row["category"],
        basis=category.basis if category else "",
        unit_id=row["unit"],
        unit=row["unit_name"],
        person=row["person_name"] or "",
        frequency=Frequency(row["frequency"]),
        note=row["note"],
        valid_from=row["valid_from"],
        ended_on=row["ended_on"],
    )


def duty_changes() -> tuple[DutyChange, ...]:
    """Return every change of the catalogue with its day, the newest first."""
    found = []
    for row in (_duty(one) for one in _duties().dicts()):
        found.append(DutyChange(row.valid_from, True, row.category_name, row.unit))
        if row.ended_on is not None:
            found.append(DutyChange(row.ended_on, False, row.category_name, row.unit))
    return tuple(sorted(found, key=lambda one: (one.on, one.begun), reverse=True))


def guide(on: date) -> Guide:
    """Return the guide as it stood on a day; empty fields before the first version."""
    row = (
        GuideVersion.select()
        .where(GuideVersion.changed_on <= on)
        .order_by(GuideVersion.version.desc())
        .first()
    )
    return Guide() if row is None else Guide(**row.fields)


def guide_versions() -> tuple[GuideRow, ...]:
    """Return the versions of the guide, the newest first."""
    rows = GuideVersion.select().order_by(GuideVersion.version.desc())
    return tuple(
        GuideRow(row.version, row.changed_on, row.what_changed, row.changed_by.name) for row in rows
    )


def catalogue_rows(first: date, last: date) -> tuple[CatalogueRow, ...]:
    """Return the 目录 of what was published in these days and still stands, by day."""
    found = Publication.select().where(
        (Publication.state == str(State.PUBLISHED)) & Publication.published_on.between(first, last)
    )
    known = catalogue.current()
    views = []
    for row in found.order_by(Publication.published_on, Publication.id):
        category = known.find(row.category)
        views.append(
            CatalogueRow(
                id=row.id,
                index=row.index_number or row.number,
                name=row.title,
                document_number=row.document_number,
                gist=row.facts.get("note", ""),
                formed_on=row.formed_on,
                published_on=row.published_on,
                category_name=category.name if category else "",
                organ=row.organ,
                channel=row.channel,
                url=row.url,
            )
        )
    return tuple(views)
