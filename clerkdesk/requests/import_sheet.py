"""Which requests does an imported workbook list, and what happened to each?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clerkdesk import units
from clerkdesk.errors import UserError
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests.channels import Channel, Means, ProvideForm, ProvideWay
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.import_cells import Fault, Line, lines, title
from clerkdesk.requests.import_told import Told, read
from clerkdesk.requests.intake import Intake

_LINES_OF_PARTY = ("id_number", "contact_name", "phone", "email", "address")


@dataclass
class Listed:
    """One request of the workbook: its rows, its intake as far as it could be read, its events.

    events: each alone, the lines of one decision together; in the order of their days. The first
    line that could not be read ends them: what came later would be judged without it.
    """

    number: str
    lines: list[Line]
    intake: Intake | None = None
    applicant_lines: list[Line] = field(default_factory=list)
    item_lines: list[Line] = field(default_factory=list)
    event_lines: list[Line] = field(default_factory=list)
    events: list[tuple[Told, ...]] = field(default_factory=list)

    @property
    def row(self) -> int:
        return self.lines[0].row

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for line in (*self.lines, *self.event_lines) for fault in line.faults)


def read_book(
    sheets: Mapping[str, Sequence[Sequence[str]]], limit: int
) -> tuple[list[Listed], tuple[Fault, ...], tuple[str, ...]]:
    """Return the requests, the faults that belong to none of them, and unknown headings.

    Errors: importing.no_sheet, column_missing, nothing, too_many.
    """
    if title("requests") not in sheets:
        raise UserError("importing.no_sheet", field="file", sheet=title("requests"))
    rows, unknown = _lines("requests", sheets, limit)
    if not rows:
        raise UserError("importing.nothing", field="file", sheet=title("requests"))
    told, more = _lines("events", sheets, limit) if title("events") in sheets else ([], ())
    by_number: dict[str, Listed] = {}
    unnamed: list[Line] = []
    for line in rows:
        line.require("number")
        number = line.text("number")
        if not number:
            unnamed.append(line)
        elif number in by_number:
            by_number[number].lines.append(line)
        else:
            by_number[number] = Listed(number, [line])
    names = _Names()
    for one in by_number.values():
        _read_intake(one, names)
    strangers = _share_out(told, by_number, names)
    loose = tuple(fault for line in (*unnamed, *strangers) for fault in line.faults)
    return list(by_number.values()), loose, (*unknown, *more)


class _Names:
    """Who and which sections there are, by name."""

    def __init__(self) -> None:
        self.people = {row.name: row.id for row in units.people(retired=True)}
        self.sections = {row.name: row.id for row in units.all_of(units.SECTION, closed=True)}


def _lines(
    sheet: str, sheets: Mapping[str, Sequence[Sequence[str]]], limit: int
) -> tuple[list[Line], tuple[str, ...]]:
    found, unknown = lines(sheet, sheets[title(sheet)])
    if len(found) > limit:
        facts = {"sheet": title(sheet), "limit": limit, "rows": len(found)}
        raise UserError("importing.too_many", field="file", **facts)
    return found, unknown


def _read_intake(one: Listed, names: _Names) -> None:
    first = one.lines[0]
    first.require("channel", "arrived_on", "applicant", "content")
    channel = first.choice("channel", "channel")
    arrived = first.day("arrived_on")
    confirmed, means = first.day("confirmed_on"), first.choice("means", "means")
    form = first.choice("provide_form", "provide_form")
    way = first.choice("provide_way", "provide_way")
    section = first.one_of("section", names.sections)
    handler = first.one_of("handler", names.people)
    parties = [_party(line, one) for line in one.lines if line is first or line.text("applicant")]
    contents = [line for line in one.lines if line.text("content")]
    one.item_lines = contents
    if arrived is None or any(line.faults for line in one.lines):
        return
    agent = first.text("agent")
    one.intake = Intake(
        Channel(channel),
        arrived,
        tuple(parties),
        tuple(line.text("content") for line in contents),
        mail_number=first.text("mail_number"),
        agent=NewParty(PartyKind.NATURAL, agent) if agent else None,
        handler_id=handler,
        section_id=section,
        note=first.text("note"),
        confirmed_on=confirmed,
        means=Means(means) if means else Means.OTHER if confirmed else None,
        confirmed_with=first.text("confirmed_with"),
        number=one.number,
    )
    if form:
        one.intake = replace(one.intake, provide_form=ProvideForm(form))
    if way:
        one.intake = replace(one.intake, provide_way=ProvideWay(way))


def _party(line: Line, one: Listed) -> NewParty:
    one.applicant_lines.append(line)
    kind = line.choice("kind", "party_kind") or PartyKind.NATURAL.value
    paper = line.choice("id_kind", "id_kind")
    if line.text("id_number") and not paper:
        natural = kind == PartyKind.NATURAL.value
        paper = (IdKind.RESIDENT if natural else IdKind.USCC).value
    told = {name: line.text(name) for name in _LINES_OF_PARTY}
    return NewParty(PartyKind(kind), line.text("applicant"), IdKind(paper), **told)


def _share_out(told: list[Line], by_number: dict[str, Listed], names: _Names) -> list[Line]:
    """Give each line of the events to its request; return those that have none."""
    strangers = []
    for line in told:
        number = line.text("number")
        one = by_number.get(number)
        if one is None:
            line.require("number")
            if number:
                error = UserError("importing.no_such_request", field="number", value=number)
                line.fault("number", error)
            strangers.append(line)
        else:
            one.event_lines.append(line)
    for one in by_number.values():
        found = [read(line, names.people) for line in one.event_lines]
        whole = [event for event in found if event is not None]
        if len(whole) == len(found):
            one.events = _in_order(whole)
    return strangers


def _in_order(events: list[Told]) -> list[tuple[Told, ...]]:
    together: list[tuple[Told, ...]] = []
    for event in sorted(events, key=lambda each: each.on):  # stable: one day's keep their order
        last = together[-1][0] if together else None
        if last is not None and last.kind is event.kind is EventKind.DECIDED:
            if last.on != event.on:
                event.line.fault("on", UserError("importing.other_day", field="on"))
            together[-1] = (*together[-1], event)
        else:
            together.append((event,))
    return together
