"""What happened, as the card's column of events tells it: gist, article, marks, voids."""

from collections.abc import Iterable, Mapping

from clerkdesk.db.models import RequestEvent
from clerkdesk.errors import UserError
from clerkdesk.requests import stored
from clerkdesk.requests.events import EVENTS
from clerkdesk.requests.facts import Consulted, Event, EventKind
from clerkdesk.requests.others import chronological
from clerkdesk.requests.rows import EventView, VoidView
from clerkdesk.requests.timing import Trace
from clerkdesk.rulesets import cited_on

_CONSULTED = {
    Consulted.THIRD_PARTY: "32",
    Consulted.CO_MAKER: "34",
    Consulted.OTHER_ORGAN: "33-3",
    Consulted.SUPERIOR: "17-3",
}


def views(
    rows: Iterable[RequestEvent], found: Trace, names: Mapping[int, str]
) -> tuple[EventView, ...]:
    """Return the events by their days, voided ones in their places.

    A consultation carries the days of its delivery and answer, which are rows of their own.
    names: persons by key.
    """
    rows = list(rows)
    voids = {row.voids_id: row for row in rows if row.voids_id is not None}
    standing = stored.live_rows(rows)
    completed = {event.id: event for event in chronological(map(stored.as_event, standing))}
    said = {one.event.id: one.code for one in found.findings if one.unlawful}
    told = [
        _view(row, completed.get(row.id), voids.get(row.id), said, names)
        for row in rows
        if row.voids_id is None
    ]
    return tuple(sorted(told, key=lambda one: (one.on, one.id)))


def _view(
    row: RequestEvent,
    event: Event | None,
    void: RequestEvent | None,
    said: Mapping[int | None, str],
    names: Mapping[int, str],
) -> EventView:
    kind = EventKind(row.kind)
    code = row.unlawful or said.get(row.id, "")
    return EventView(
        id=row.id,
        kind=kind,
        on=row.on,
        gist=row.details.get("gist", ""),
        articles=(_article(kind, row),),
        sent_on=row.sent_on,
        third_received_on=event.third_received_on if event else row.third_received_on,
        answered_on=event.answered_on if event else row.answered_on,
        days=row.days,
        told_on=event.told_on if event else row.told_on,
        until=row.until,
        details=row.details,
        unlawful=str(UserError(f"timing.{code}")) if code else "",
        reason=row.reason,
        refers_to=row.refers_to_id,
        stands=event is not None,
        voided=_void(void, names),
        recorded_at=row.recorded_at,
        recorded_by=names.get(row.recorded_by_id, ""),
    )


def _void(row: RequestEvent | None, names: Mapping[int, str]) -> VoidView | None:
    if row is None:
        return None
    return VoidView(row.id, row.reason, row.recorded_at, names.get(row.recorded_by_id, ""))


def _article(kind: EventKind, row: RequestEvent) -> str:
    if kind is EventKind.CONSULTED:
        return _CONSULTED[Consulted(row.details.get("whom", Consulted.THIRD_PARTY))]
    return cited_on(EVENTS[kind].article, row.on)
