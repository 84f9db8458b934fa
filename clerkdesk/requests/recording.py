"""What happened is recorded, marked where it was unlawful, and voided where it was a mistake."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from clerkdesk import typed
from clerkdesk.db.models import Request, RequestEvent, RequestItem
from clerkdesk.db.unit import Unit, unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import events, papers, stored
from clerkdesk.requests.deriving import derive
from clerkdesk.requests.events import EventKind, Refused, Unlawful

_READ = ("whom", "by_order", "unsigned", "unasked")  # what the rules read of an event's details
_DAYS = ("sent_on", "third_received_on", "answered_on", "told_on", "until")


class NeedsReason(UserError):
    """It came too late or against the law: it can be recorded with a reason and moves no date.

    str() is the sentence; article: as `terms.toml` `[article]` spells it.
    """

    def __init__(self, unlawful: Unlawful) -> None:
        super().__init__(f"timing.{unlawful.code}", field="reason")
        self.article = unlawful.article


@dataclass(frozen=True)
class Happening:
    """One thing that happened, before it is recorded; the fields are those of `facts.Event`.

    details: JSON values that the clock does not read but for those of `_READ`; "gist" is the text
    shown beside the event.
    """

    kind: EventKind
    on: date
    sent_on: date | None = None
    third_received_on: date | None = None
    answered_on: date | None = None
    days: int | None = None
    told_on: date | None = None
    until: date | None = None
    details: dict[str, Any] | None = None
    refers_to: int | None = None

    def fields(self) -> dict[str, Any]:
        """Return what the rules and the clock look at, by name."""
        details = self.details or {}
        told = {name: getattr(self, name) for name in (*_DAYS, "on", "days", "refers_to")}
        return told | {name: details[name] for name in _READ if name in details}


def record(request_id: int, by: int, what: Happening, *, reason: str = "") -> int:
    """Record what happened and derive the request anew; return the event's key.

    Errors: UserError("timing.…") where it is impossible; `NeedsReason` where it was unlawful and no
    reason is given; requests.voided.
    """
    typed.text(reason, "reason")
    with unit(by=by) as work:
        request = stored.get(request_id)
        refuse_voided(request)
        unlawful = _judge(request, what, work, reason)
        row = _store(request_id, by, what, work, unlawful=unlawful, reason=reason)
        if "answers" in row.details:
            apply_outcomes(row)
        told = {"event": row.id, "on": what.on.isoformat(), "unlawful": unlawful}
        work.note("request", request_id, what.kind.value, told)
        derive(request_id, work)
    return int(row.id)


def verdict(request: Request, what: Happening, today: date) -> events.Verdict:
    """Return what the rules say of a happening, before anybody records it."""
    return events.check(
        what.kind,
        what.fields(),
        stored.facts_of(request),
        stored.live(stored.rows_of(request.id)),
        calendar(),
        today,
    )


def _judge(request: Request, what: Happening, work: Unit, reason: str) -> str:
    """Return the code of what was unlawful, empty where nothing was; refuse the impossible."""
    found = verdict(request, what, work.today)
    if isinstance(found, Refused):
        raise found.error
    if isinstance(found, Unlawful):
        if not reason.strip():
            raise NeedsReason(found)
        return found.code
    return ""


def _store(  # noqa: PLR0913 - one row of the journal
    request_id: int, by: int, what: Happening, work: Unit, *, unlawful: str, reason: str
) -> RequestEvent:
    return RequestEvent.create(
        uid=work.new_uid(),
        request=request_id,
        kind=what.kind.value,
        on=what.on,
        sent_on=what.sent_on,
        third_received_on=what.third_received_on,
        answered_on=what.answered_on,
        days=what.days,
        told_on=what.told_on,
        until=what.until,
        details=what.details or {},
        unlawful=unlawful,
        reason=reason,
        refers_to=what.refers_to,
        recorded_at=work.now,
        recorded_by=by,
    )


def void(event_id: int, by: int, *, reason: str) -> int:
    """Void an event by a later row that names it; what completed it and its letter fall with it.

    Show `impact.of_void` first.
    Errors: requests.void_without_reason, voided_already, no_such_event.
    """
    typed.text(reason, "reason")
    if not reason.strip():
        raise UserError("requests.void_without_reason", field="reason")
    with unit(by=by) as work:
        row = stored.standing(event_id)
        refuse_voided(stored.get(row.request_id))
        void_row = RequestEvent.create(
            uid=work.new_uid(),
            request=row.request_id,
            kind=row.kind,
            on=work.today,
            details={},
            reason=reason,
            voids=row.id,
            recorded_at=work.now,
            recorded_by=by,
        )
        if "answers" in row.details or row.kind == EventKind.REOPENED.value:
            take_back_outcomes(row.request_id)
        papers.fall_with(row, reason, work)
        told = {"event": row.id, "kind": row.kind, "reason": reason}
        work.note("request", row.request_id, "voided_event", told)
        derive(row.request_id, work)
    return int(void_row.id)


def replace_event(row: RequestEvent, again: Happening, by: int, *, reason: str) -> int:
    """Void an event and record what really happened, in one unit; return the new event's key."""
    with unit(by=by):
        void(row.id, by, reason=reason)
        return record(row.request_id, by, again, reason=reason)


def take_back_outcomes(request_id: int) -> None:
    """Leave the items undecided, or as an earlier decision that still stands left them.

    What was decided before a reopening is history: a new reply is owed.
    """
    rows = stored.live_rows(stored.rows_of(request_id))
    reopened = max((row.id for row in rows if row.kind == EventKind.REOPENED.value), default=0)
    RequestItem.update(outcome="", ground="", facts={}, decided_on=None).where(
        RequestItem.request == request_id
    ).execute()
    Request.update(main_outcome="", main_outcome_reason="").where(
        Request.id == request_id
    ).execute()
    for row in rows:
        if row.id > reopened and "answers" in row.details:
            apply_outcomes(row)


def apply_outcomes(row: RequestEvent) -> None:
    """Write the outcomes an event carries to the items they were given for."""
    for answer in row.details["answers"]:
        RequestItem.update(
            outcome=answer["outcome"],
            ground=answer["ground"],
            facts=answer["facts"],
            decided_on=row.on,
        ).where(
            (RequestItem.request == row.request_id) & (RequestItem.id == answer["item"])
        ).execute()
    Request.update(
        main_outcome=row.details.get("main", ""),
        main_outcome_reason=row.details.get("main_reason", ""),
    ).where(Request.id == row.request_id).execute()


def refuse_voided(request: Request) -> None:
    """Errors: requests.voided."""
    if request.voided_at is not None:
        raise UserError("requests.voided", number=request.number, reason=request.void_reason)
