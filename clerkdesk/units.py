"""Who is in the office, and which other organs does it deal with?"""

from dataclasses import dataclass
from datetime import date

from clerkdesk import typed
from clerkdesk.db.models import Person, Unit
from clerkdesk.db.uids import new_uid
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError

OWN, SECTION, OTHER = "own", "section", "other"


@dataclass(frozen=True)
class UnitRow:
    """An organ or a section; kind is "own", "section" or "other"."""

    id: int
    kind: str
    name: str
    short_name: str
    phone: str
    address: str
    valid_to: date | None


@dataclass(frozen=True)
class PersonRow:
    id: int
    name: str
    post: str
    unit_id: int | None
    unit: str
    active: bool


def add(  # noqa: PLR0913 - an organ's card has these lines
    kind: str,
    name: str,
    *,
    by: int | None,
    short_name: str = "",
    phone: str = "",
    address: str = "",
) -> int:
    """Store an organ or section and return its id.

    Errors: units.name_empty, units.name_twice (among those still valid of the same kind).
    """
    name = _given(name, "units.name_empty")
    for field, text in (("short_name", short_name), ("phone", phone), ("address", address)):
        typed.line(text, field)
    with unit(by=by) as work:
        _refuse_twice(kind, name)
        own = Unit.get_or_none((Unit.kind == OWN) & Unit.valid_to.is_null())
        row = Unit.create(
            uid=new_uid(work.now),
            kind=kind,
            name=name,
            short_name=short_name.strip(),
            phone=phone.strip(),
            address=address.strip(),
            parent=own.id if own and kind == SECTION else None,
            valid_from=work.today,
        )
        work.note("unit", row.id, "added", {"kind": kind, "name": name})
    return int(row.id)


def rename(unit_id: int, name: str, *, by: int) -> int:
    """End an organ's old name today and go on under the new one; old papers keep the old row.

    Errors: units.name_empty, name_same, name_twice, unknown, closed_already.
    """
    name = _given(name, "units.name_empty")
    with unit(by=by) as work:
        old = _valid(unit_id)
        if name == old.name:
            raise UserError("units.name_same", field="name", name=name)
        _refuse_twice(old.kind, name)
        Unit.update(valid_to=work.today).where(Unit.id == unit_id).execute()
        new = Unit.create(
            uid=new_uid(work.now),
            kind=old.kind,
            name=name,
            short_name=old.short_name,
            phone=old.phone,
            address=old.address,
            parent=old.parent_id,
            valid_from=work.today,
            renamed_from=unit_id,
        )
        Person.update(unit=new.id).where(Person.unit == unit_id).execute()
        work.note("unit", new.id, "renamed", {"from": old.name, "to": name})
    return int(new.id)


def correct(
    unit_id: int, *, by: int, phone: str, address: str, short_name: str | None = None
) -> None:
    """Write an organ's or section's telephone and address anew; a new name is `rename`'s.

    short_name: left as it is where None. Errors: units.unknown, closed_already.
    """
    told = {"phone": phone, "address": address}
    if short_name is not None:
        told["short_name"] = short_name
    told = {field: typed.line(text, field).strip() for field, text in told.items()}
    with unit(by=by) as work:
        _valid(unit_id)
        Unit.update(**told).where(Unit.id == unit_id).execute()
        work.note("unit", unit_id, "corrected", dict(told))


def close(unit_id: int, *, by: int) -> None:
    """End an organ or section; what refers to it stays.

    Errors: units.unknown, closed_already.
    """
    with unit(by=by) as work:
        _valid(unit_id)
        Unit.update(valid_to=work.today).where(Unit.id == unit_id).execute()
        work.note("unit", unit_id, "closed", {})


def add_person(name: str, *, by: int | None, unit_id: int | None = None, post: str = "") -> int:
    """Store a person of the office and return the id.

    by: None only for the first person, when the register is made.
    Errors: units.person_empty, person_twice, unknown, closed_already.
    """
    name = _given(name, "units.person_empty")
    typed.line(post, "post")
    with unit(by=by) as work:
        if unit_id is not None:
            _valid(unit_id)
        if Person.select().where((Person.name == name) & Person.active).exists():
            raise UserError("units.person_twice", field="name", name=name)
        row = Person.create(uid=new_uid(work.now), name=name, unit=unit_id, post=post.strip())
        work.note("person", row.id, "added", {"name": name, "post": post.strip()})
    return int(row.id)


def correct_person(person_id: int, *, by: int, post: str, unit_id: int | None) -> None:
    """Write a person's post and section anew; what they signed keeps its day and name.

    Errors: units.person_unknown, retired_already, unknown, closed_already.
    """
    post = typed.line(post, "post").strip()
    with unit(by=by) as work:
        before = _active(person_id)
        if unit_id is not None and unit_id != before.unit_id:
            _valid(unit_id)
        Person.update(post=post, unit=unit_id).where(Person.id == person_id).execute()
        told = {"post": [before.post, post], "unit": [before.unit_id, unit_id]}
        work.note("person", person_id, "corrected", told)


def retire_person(person_id: int, *, by: int) -> None:
    """Take a person off the lists; what they signed stays theirs.

    Errors: units.last_person, person_unknown, retired_already.
    """
    with unit(by=by) as work:
        _active(person_id)
        others = Person.active & (Person.id != person_id)
        if not Person.select().where(others).exists():
            raise UserError("units.last_person")
        Person.update(active=False).where(Person.id == person_id).execute()
        work.note("person", person_id, "retired", {})


def all_of(kind: str, *, closed: bool = False) -> tuple[UnitRow, ...]:
    query = Unit.select().where(Unit.kind == kind)
    if not closed:
        query = query.where(Unit.valid_to.is_null())
    return tuple(_unit_row(row) for row in query.order_by(Unit.id))


def own() -> UnitRow | None:
    """Return the office itself; None before the first start is finished."""
    row = Unit.get_or_none((Unit.kind == OWN) & Unit.valid_to.is_null())
    return None if row is None else _unit_row(row)


def people(*, retired: bool = False) -> tuple[PersonRow, ...]:
    query = Person.select()
    if not retired:
        query = query.where(Person.active)
    names = {row.id: row.name for row in Unit.select(Unit.id, Unit.name)}
    return tuple(
        PersonRow(row.id, row.name, row.post, row.unit_id, names.get(row.unit_id, ""), row.active)
        for row in query.order_by(Person.id)
    )


def person(person_id: int) -> PersonRow:
    """Return one person, retired ones too. Errors: units.person_unknown."""
    found = next((row for row in people(retired=True) if row.id == person_id), None)
    if found is None:
        raise UserError("units.person_unknown")
    return found


def _valid(unit_id: int) -> Unit:
    """Return an organ or section that has not ended."""
    row = Unit.get_or_none(Unit.id == unit_id)
    if row is None:
        raise UserError("units.unknown")
    if row.valid_to is not None:
        raise UserError("units.closed_already", name=row.name, day=row.valid_to)
    return row


def _active(person_id: int) -> Person:
    row = Person.get_or_none(Person.id == person_id)
    if row is None:
        raise UserError("units.person_unknown")
    if not row.active:
        raise UserError("units.retired_already", name=row.name)
    return row


def _refuse_twice(kind: str, name: str) -> None:
    same = (Unit.kind == kind) & (Unit.name == name) & Unit.valid_to.is_null()
    if Unit.select().where(same).exists():
        raise UserError("units.name_twice", field="name", name=name)


def _given(text: str, code: str) -> str:
    text = text.strip()
    if not text:
        raise UserError(code, field="name")
    return typed.name(text, "name")


def _unit_row(row: Unit) -> UnitRow:
    return UnitRow(row.id, row.kind, row.name, row.short_name, row.phone, row.address, row.valid_to)
