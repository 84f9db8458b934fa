"""What does a case look like on paper? The case sheet (事项单) and the day-by-day count.

case_sheet(card, calendar, today, office) -> Sheet      everything, for the file and the inspector
day_sheet(card, calendar, today, office) -> Sheet       the count alone
pdf(sheet, fonts=None) -> bytes
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from clerkdesk import paths
from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.errors import fill
from clerkdesk.letters import sheet as typesetting
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Cell, Column, Form, Part, Sheet, Table, Words
from clerkdesk.letters.phrases import term
from clerkdesk.parties import PartyCard
from clerkdesk.requests.ledger import Day, DayReason
from clerkdesk.requests.rows import EventView, RequestCard

_LABEL, _VALUE = 1.0, 4.0  # shares of the facts' two columns


@cache
def _page() -> Mapping[str, Any]:
    with paths.resource("typesetting", "case_sheet.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def _say(key: str, **marks: object) -> str:
    return fill(str(_page()[key]), marks)


def pdf(made: Sheet, fonts: FontSet | None = None) -> bytes:
    """Typeset a sheet."""
    return typesetting.typeset(made, fonts or office_fonts()).pdf


def case_sheet(card: RequestCard, calendar: WorkCalendar, today: date, office: str) -> Sheet:
    """Return the whole case; numbers and telephones of parties are masked."""
    blocks: list[Part] = []
    if card.voided:
        blocks.append(Words(_say("voided", reason=card.void_reason), strong=True))
    blocks += [_heading("part_facts"), Form(tuple(_facts(card)))]
    blocks += [_heading("part_items"), _items(card)]
    if card.events:
        blocks += [_heading("part_events"), _events(card)]
    blocks += [_heading("part_days"), *_days(card, calendar)]
    if card.deadlines:
        blocks += [_heading("part_limits"), _limits(card)]
    if card.letters or card.sign_offs:
        blocks += [_heading("part_letters"), *_letters(card)]
    blocks += [_heading("part_legend"), *_legend(card)]
    if any(one.unlawful or not one.stands for one in card.events):
        blocks.append(Words(_say("marks")))
    return Sheet(
        _say("title"),
        tuple(blocks),
        subtitle=_say("subtitle", number=card.number, day=today.isoformat()),
        footer=office,
        author=office,
    )


def day_sheet(card: RequestCard, calendar: WorkCalendar, today: date, office: str) -> Sheet:
    """Return the count from receipt to due, with its legend: what a court is handed."""
    applicants = _say("comma").join(one.name for one in card.applicants)
    return Sheet(
        _say("sheet_days"),
        (
            Words(_say("asked", applicants=applicants, title=card.title)),
            Words(_counted_from_to(card)),
            *_days(card, calendar),
            _heading("part_legend"),
            *_legend(card),
        ),
        subtitle=_say("subtitle", number=card.number, day=today.isoformat()),
        footer=office,
        author=office,
    )


def _counted_from_to(card: RequestCard) -> str:
    if card.received_on is None:
        return _say("no_days")
    if card.due_on is None:
        return _say("nothing_due", received=_day(card.received_on))
    key = "due_provisional" if card.provisional else "due_told"
    return _say(key, received=_day(card.received_on), due=_day(card.due_on))


def _heading(key: str) -> Words:
    return Words(_say(key), strong=True, space=4.0)


def _day(on: date | None) -> str:
    if on is None:
        return _say("dash")
    weekday = term("weekday", str(on.isoweekday()))
    return _say("day", day=on.isoformat(), weekday=weekday)


def _facts(card: RequestCard) -> Iterator[tuple[Cell, ...]]:
    article = term("article", card.receipt_article)
    received = (
        _say("unconfirmed", article=article)
        if card.received_on is None
        else _say("received_by", day=_day(card.received_on), article=article)
    )
    channel = term("channel", card.channel.value)
    if card.mail_number:
        channel = _say("channel_mail", channel=channel, mail=card.mail_number)
    due = _day(card.due_on)
    if card.provisional and card.due_on is not None:
        due = _say("provisional", day=due)
    ways = (
        term(table, value)
        for table, value in (("provide_form", card.provide_form), ("provide_way", card.provide_way))
        if value
    )
    rows = {
        "number": card.number,
        "applicants": "\n".join(_party(one) for one in card.applicants),
        "agent": _party(card.agent) if card.agent else "",
        "channel": channel,
        "arrived": _day(card.arrived_on),
        "received": received,
        "provide": _say("between").join(ways),
        "section": card.section.name if card.section else "",
        "handler": card.handler.name if card.handler else "",
        "state": term("state", card.state.value),
        "due": due,
        "closed": _day(card.closed_on) if card.closed_on else "",
    }
    for key, value in rows.items():
        if value:
            yield (Cell(_say(key), _LABEL, label=True), Cell(value, _VALUE))


def _party(one: PartyCard) -> str:
    kind = term("party_kind", one.kind.value)
    if not one.id_number and not one.phone:
        return _say("kind", name=one.name, kind=kind)
    return _say(
        "masked",
        name=one.name,
        kind=kind,
        paper=term("id_kind", one.id_kind.value),
        number=one.id_number_masked,
        phone=one.phone_masked,
    )


def _items(card: RequestCard) -> Table:
    columns = (
        Column(_say("col_item"), 0.4, Align.RIGHT),
        Column(_say("col_content"), 3.4),
        Column(_say("col_outcome"), 1.5),
        Column(_say("col_ground"), 1.5),
    )
    rows = tuple(
        (
            str(one.position),
            one.content,
            term("outcome", one.outcome) if one.outcome else "",
            _grounds(one.ground, one.facts),
        )
        for one in card.items
    )
    return Table(columns, rows)


def _grounds(ground: str, facts: Mapping[str, Any]) -> str:
    named = [ground, *(part.get("ground", "") for part in facts.get("withheld", ()))]
    return _say("comma").join(term("ground", one) for one in dict.fromkeys(named) if one)


def _events(card: RequestCard) -> Table:
    columns = (
        Column(_say("col_day"), 1.3),
        Column(_say("col_event"), 1.3),
        Column(_say("col_gist"), 3.2),
        Column(_say("col_article"), 1.4),
        Column(_say("col_by"), 0.8),
    )
    rows = tuple(
        (
            _day(one.on),
            _event_name(one),
            _gist(one),
            _say("comma").join(term("article", each) for each in one.articles),
            one.recorded_by,
        )
        for one in card.events
    )
    return Table(columns, rows)


def _event_name(one: EventView) -> str:
    name = term("sign_role", one.role) if one.role else term("event", one.kind.value)
    if not one.stands:
        return _say("void", event=name)
    return _say("unlawful", event=name) if one.unlawful else name


def _gist(one: EventView) -> str:
    parts = [term("means", means)] if (means := one.details.get("means")) else []
    parts += [one.gist.strip()]
    if one.details.get("note") != one.gist:
        parts.append(str(one.details.get("note", "")).strip())
    if one.days is not None:
        parts.append(_say("days", days=one.days))
    told = one.told_on or one.third_received_on
    for key, day in (("told", told), ("answered", one.answered_on), ("until", one.until)):
        if day is not None:
            parts.append(_say(key, day=day.isoformat()))
    said = _say("between").join(part for part in parts if part)
    if one.voided is not None:
        said = "\n".join(filter(None, (said, _say("void_gist", reason=one.voided.reason))))
    if one.unlawful:
        marked = _say("unlawful_gist", sentence=one.unlawful, reason=one.reason)
        said = "\n".join(filter(None, (said, marked)))
    return said


def _days(card: RequestCard, calendar: WorkCalendar) -> Iterator[Part]:
    if not card.days:
        yield Words(_say("no_days"))
        return
    columns = (
        Column(_say("col_day"), 1.5),
        Column(_say("col_kind"), 2.0),
        Column(_say("col_number"), 0.7, Align.RIGHT),
        Column(_say("col_article"), 3.4),
    )
    rows = tuple(
        (
            _day(one.date),
            _kind(one, calendar),
            "" if one.number is None else str(one.number),
            _why(one),
        )
        for one in card.days
    )
    yield Table(columns, rows)


def _kind(day: Day, calendar: WorkCalendar) -> str:
    word = term("day_reason", day.reason.value)
    name = calendar.name(day.date) if day.reason is DayReason.HOLIDAY else ""
    return f"{word} {name}".strip()


def _why(day: Day) -> str:
    article = term("article", day.article)
    if day.event is None:
        return article
    event = term("event", day.event.kind.value)
    if day.reason is DayReason.EXCLUDED:  # there may be several: which one is it?
        whom = day.event.gist.partition("\n")[0]
        event = _say("why_whom", event=event, whom=whom, sent=f"{day.event.effective_on:%m-%d}")
    return _say("why_event", article=article, event=event)


def _limits(card: RequestCard) -> Table:
    columns = (
        Column(_say("col_limit"), 2.0),
        Column(_say("col_until"), 2.0),
        Column(_say("col_met"), 2.0),
    )
    rows = tuple(
        (
            term("deadline", one.rule.partition(".")[0]),
            _day(one.due_on),
            _day(one.closed_on) if one.closed_on else "",
        )
        for one in card.deadlines
    )
    return Table(columns, rows)


def _letters(card: RequestCard) -> Iterator[Part]:
    if card.letters:
        columns = (
            Column(_say("col_letter"), 2.6),
            Column(_say("col_letter_number"), 1.9),
            Column(_say("col_made"), 1.0),
            Column(_say("col_sent"), 1.0),
            Column(_say("col_served"), 1.0),
        )
        rows = tuple(
            (
                _say("letter_void", title=one.title) if one.voided else one.title,
                one.number,
                one.made_on.isoformat(),
                one.sent_on.isoformat() if one.sent_on else "",
                one.served_on.isoformat() if one.served_on else "",
            )
            for one in card.letters
        )
        yield Table(columns, rows)
    for sign in card.sign_offs:
        if sign.stands:
            yield Words(
                _say(
                    "signed",
                    role=term("sign_role", sign.role),
                    name=sign.signed_by.name,
                    day=sign.signed_on.isoformat(),
                    mode=term("sign_mode", sign.mode),
                )
            )


def _legend(card: RequestCard) -> Iterator[Part]:
    convention = term("convention", card.convention)
    for key in _explained(card):
        yield Words(fill(str(_page()["legend"][key]), {"convention": convention}))
    if card.frozen is not None and card.frozen.get("rules"):
        rules = _say(f"rules_{card.frozen['rules']}")
        yield Words(_say("frozen", rules=rules, calendar=card.frozen["calendar"]))


def _explained(card: RequestCard) -> Iterator[str]:
    """Yield what of the legend this count needs, and no more."""
    reasons = {day.reason for day in card.days}
    yield "number"
    yield "days_off"
    idle = any(day.kind is DayKind.MAKEUP and day.reason is DayReason.WEEKEND for day in card.days)
    if DayReason.MAKEUP in reasons or idle:
        yield "makeup_idle" if idle else "makeup"
    for key, meant in _LEGEND.items():
        if meant & reasons:
            yield key


_LEGEND = {
    "excluded": {DayReason.EXCLUDED},
    "restarted": {DayReason.WAITING, DayReason.RESTARTED},
    "extended": {DayReason.EXTENDED},
    "fixed": {DayReason.DELAYED, DayReason.ORDERED},
    "pending": {DayReason.PENDING},
}
