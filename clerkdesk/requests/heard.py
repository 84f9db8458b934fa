"""May a reply say what others were asked, said, or left unsaid? Only what is recorded."""

from collections.abc import Mapping, Sequence
from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Request, RequestEvent
from clerkdesk.errors import UserError
from clerkdesk.requests import stored
from clerkdesk.requests.facts import Consulted, Event, EventKind, Facts
from clerkdesk.requests.grounds import ThirdPartyView
from clerkdesk.requests.others import chronological, consultation_limit
from clerkdesk.requests.outcomes import Answer, Outcome

_VIEW = "third_party_view"


def refuse_untold(
    answer: Answer,
    request: Request,
    rows: Sequence[RequestEvent],
    on: date,
    calendar: WorkCalendar,
) -> None:
    """Refuse an answer that says of a third party or the applicant what no event bears out.

    rows: those that stand. on: the day of deciding.
    Errors: outcomes.third_party_never_asked, third_party_said_otherwise, third_party_may_still_say,
    with the field "third_party_view" of the item or of its part; outcomes.reasons_unmentioned,
    reasons_never_given, reasons_may_still_come, with the field "reasons_given".
    """
    if answer.outcome is Outcome.EXCESSIVE:
        _refuse_untold_reasons(answer.fields.get("reasons_given", ""), rows, on)
    for field, given in _claims(answer):
        view = ThirdPartyView(given[_VIEW])
        code = "" if view is ThirdPartyView.NOT_ASKED else _fault(view, request, rows, on, calendar)
        if code:
            raise UserError(f"outcomes.{code}", field=field)


def _refuse_untold_reasons(told: str, rows: Sequence[RequestEvent], on: date) -> None:
    """Art. 35: the letter tells the reasons given, or that none came in the time that was set."""
    asked = [row for row in rows if row.kind == EventKind.REASONS_ASKED.value and row.on <= on]
    given = [row for row in rows if row.kind == EventKind.REASONS_GIVEN.value and row.on <= on]
    code = ""
    if given:
        code = "" if told else "reasons_unmentioned"
    elif told:
        code = "reasons_never_given"
    elif asked and (until := asked[-1].until) is not None and on <= until:
        code = "reasons_may_still_come"
    if code:
        raise UserError(f"outcomes.{code}", field="reasons_given")


def _claims(answer: Answer) -> list[tuple[str, Mapping[str, str]]]:
    places = [(_VIEW, answer.fields)]
    places += [(f"withheld[{n}].{_VIEW}", part.fields) for n, part in enumerate(answer.withheld)]
    return [(field, given) for field, given in places if given.get(_VIEW)]


def _fault(
    view: ThirdPartyView,
    request: Request,
    rows: Sequence[RequestEvent],
    on: date,
    calendar: WorkCalendar,
) -> str:
    """Return the code of what is wrong with a claim; "" where the register bears it out."""
    events = chronological(stored.as_event(row) for row in rows if row.on <= on)
    third = (EventKind.CONSULTED, Consulted.THIRD_PARTY)
    asked = [one for one in events if (one.kind, one.whom) == third and one.effective_on <= on]
    if not asked:
        return "third_party_never_asked"
    if view is ThirdPartyView.SILENT:
        facts = stored.facts_of(request)
        silent = any(_is_silent(one, facts, on, calendar) for one in asked)
        return "" if silent else "third_party_may_still_say"
    keys = {one.id for one in asked}
    answered = EventKind.CONSULTATION_ANSWERED.value
    told = [row for row in rows if row.kind == answered and row.refers_to_id in keys]
    said = any(row.on <= on and row.details.get("view") == view.value for row in told)
    return "" if said else "third_party_said_otherwise"


def _is_silent(event: Event, facts: Facts, on: date, calendar: WorkCalendar) -> bool:
    """Whether its time had run out: 15 working days from the proved delivery (art. 32)."""
    if event.answered_on is not None or event.third_received_on is None:
        return False
    limit = consultation_limit(event, facts, facts.rules_on(event.effective_on))
    return limit.due(event.third_received_on, calendar) < on
