"""How is each item answered, and who approved it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from clerkdesk import settings, typed
from clerkdesk.db.models import Person, Request, RequestEvent, RequestItem, SignOff
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.holidays.queries import calendar
from clerkdesk.requests import heard, outcomes, stored
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.grounds import ThirdPartyView
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.recording import Happening, record, refuse_voided


@dataclass(frozen=True)
class ItemAnswer:
    """How one item is answered. given: the fields `outcomes.check` reads, JSON values or dates."""

    outcome: Outcome
    given: Mapping[str, object]


class SignRole(StrEnum):
    """In which role somebody signed; labels in `terms.toml` under `[sign_role]`."""

    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    APPROVER = "approver"


class SignMode(StrEnum):
    """On paper (a sheet with a scan) or at the PC (the person unlocks)."""

    PAPER = "paper"
    PC = "pc"


# what must have happened before an item can end so, and the sentence where it has not
_NEEDS = {
    Outcome.STILL_UNCLEAR: (EventKind.CORRECTED, "requests.needs_corrected"),
    Outcome.EXCESSIVE: (EventKind.REASONS_ASKED, "requests.needs_reasons_asked"),
    Outcome.NOT_CORRECTED: (EventKind.CORRECTION_LAPSED, "requests.needs_correction_lapsed"),
    Outcome.NOT_PAID: (EventKind.FEE_LAPSED, "requests.needs_fee_lapsed"),
    Outcome.WITHDRAWN: (EventKind.WITHDRAWN, "requests.needs_withdrawn"),
}


def decide(  # noqa: PLR0913 - what a decision consists of
    request_id: int,
    by: int,
    *,
    on: date,
    answers: Mapping[int, ItemAnswer],
    main: Outcome | None = None,
    main_reason: str = "",
    reason: str = "",
    as_recorded: bool = True,
) -> int:
    """Answer the items of a request, by item key; those decided before keep their answers.

    main, main_reason: the outcome the report counts, where items differ without being a partial
    disclosure. as_recorded: whether what is said of third parties must be borne out by the events;
    an older register may not tell them.
    reason: why a third party was not asked in writing for whose sake something is withheld; marked.
    Errors: `NeedsReason` where none is given; outcomes.… with field "items[<key>].<field>";
    requests.item_elsewhere, items_undecided, needs_…
    """
    typed.text(main_reason, "main_outcome_reason")
    with unit(by=by):
        request = stored.get(request_id)
        refuse_voided(request)
        items = list(
            RequestItem.select()
            .where(RequestItem.request == request_id)
            .order_by(RequestItem.position)
        )
        rows = stored.live_rows(stored.rows_of(request_id))
        case = _Case(request, rows, on, as_recorded=as_recorded)
        told = [_answer(item, answers.get(item.id), case) for item in items]
        if strangers := set(answers) - {item.id for item in items}:
            raise UserError("requests.item_elsewhere", field=f"items[{min(strangers)}]")
        found = [Outcome(one["outcome"]) for one in told]
        outcomes.cell_of(found, main=main, main_reason=main_reason)
        details: dict[str, Any] = {
            "answers": told,
            "main": main.value if main else "",
            "main_reason": main_reason,
        }
        if as_recorded and any(_leaves_unasked(one) for one in told):
            details["unasked"] = True
        return record(
            request_id, by, Happening(EventKind.DECIDED, on, details=details), reason=reason
        )


@dataclass(frozen=True)
class _Case:
    """What an answer is held against: the events that stand, and the day of deciding."""

    request: Request
    rows: list[RequestEvent]
    on: date
    as_recorded: bool


def _answer(item: RequestItem, given: ItemAnswer | None, case: _Case) -> dict[str, Any]:
    if given is None:
        if not item.outcome:
            raise UserError(
                "requests.items_undecided", field=f"items[{item.id}]", position=item.position
            )
        return {
            "item": item.id,
            "outcome": item.outcome,
            "ground": item.ground,
            "facts": item.facts,
        }
    _check_needs(item, given.outcome, case.rows)
    try:
        answer = outcomes.check(given.outcome, given.given, on=case.on)
        if case.as_recorded:
            heard.refuse_untold(answer, case.request, case.rows, case.on, calendar())
    except UserError as error:
        error.field = f"items[{item.id}].{error.field}"
        raise
    facts: dict[str, Any] = dict(answer.fields)
    if answer.withheld:
        facts["withheld"] = [
            {"what": part.what, "ground": part.ground.value, "reason": part.reason, **part.fields}
            for part in answer.withheld
        ]
    return {
        "item": item.id,
        "outcome": answer.outcome.value,
        "ground": answer.ground.value if answer.ground else "",
        "facts": facts,
    }


def _leaves_unasked(told: Mapping[str, Any]) -> bool:
    """Whether an item withholds something for a third party that was not asked (art. 32)."""
    facts = told["facts"] or {}
    places = (facts, *facts.get("withheld", ()))
    return any(one.get("third_party_view") == ThirdPartyView.NOT_ASKED for one in places)


def _check_needs(item: RequestItem, outcome: Outcome, rows: list[RequestEvent]) -> None:
    if outcome not in _NEEDS:
        return
    kind, sentence = _NEEDS[outcome]
    if all(row.kind != kind.value for row in rows):
        raise UserError(sentence, field=f"items[{item.id}].outcome")


def sign_off(  # noqa: PLR0913 - the lines of an approval sheet
    request_id: int,
    by: int,
    *,
    role: SignRole,
    signed_by: int,
    on: date,
    mode: SignMode = SignMode.PAPER,
    opinion: str = "",
    digest: str = "",
    scan_id: int | None = None,
) -> int:
    """Record who signed the reply in which role on which day; return the sign-off's key.

    digest: as the sheet shows it, its first 8 characters at least; left out, that of today's draft.
    It goes stale, and the signature with it, when the decision or a reply is changed.

    Each signature is an event, so a mistaken one can be voided. Errors: approver_is_drafter (but in
    a one-clerk office), sign_before_decision, not_decided, not_yet, pc_needs_signer, sheet_changed.
    """
    typed.text(opinion, "opinion")
    with unit(by=by) as work:
        request = stored.get(request_id)
        refuse_voided(request)
        if on > work.today:
            raise UserError("requests.not_yet", field="on", day=on)
        decision = _decision(request_id)
        if on < decision.on:
            raise UserError("requests.sign_before_decision", field="on", decided=decision.on)
        if mode is SignMode.PC and signed_by != by:
            raise UserError("requests.pc_needs_signer", field="signed_by")
        shown = _of_today(request_id, digest)
        if role is SignRole.APPROVER:
            _refuse_own_approval(request_id, decision, signed_by)
        row = SignOff.create(
            noun="request",
            noun_id=request_id,
            role=role.value,
            signed_by=signed_by,
            signed_on=on,
            mode=mode.value,
            opinion=opinion,
            digest=shown,
            scan=scan_id,
            recorded_at=work.now,
            recorded_by=by,
        )
        told = {"role": role.value, "signed_by": signed_by, "on": on.isoformat()}
        told["digest"] = row.digest
        work.note("request", request_id, "signed_off", told)
        record(request_id, by, _signing(row))
    return int(row.id)


def _signing(row: SignOff) -> Happening:
    name = Person.get_by_id(row.signed_by_id).name
    details = {
        "sign_off": row.id,
        "signed_by": row.signed_by_id,
        "role": row.role,
        "gist": f"{name} {row.opinion}".strip(),
    }
    return Happening(EventKind.SIGNED, row.signed_on, details=details)


_SHOWN = 8  # characters of a digest that somebody compares by eye


def _of_today(request_id: int, digest: str) -> str:
    """Return the whole digest a sheet shows the beginning of; the draft's where none is told."""
    told = "".join(digest.split()).lower()
    if not told:
        return stored.draft_digest(request_id)
    found = [one for one in stored.approvable(request_id) if one.startswith(told)]
    if len(told) < _SHOWN or not found:
        raise UserError("requests.sheet_changed", field="digest")
    return found[0]


def _decision(request_id: int) -> RequestEvent:
    rows = stored.live_rows(stored.rows_of(request_id))
    for row in reversed(rows):
        if row.kind == EventKind.REOPENED.value:
            break
        if "answers" in row.details:
            return row
    raise UserError("requests.not_decided", field="on")


def _refuse_own_approval(request_id: int, decision: RequestEvent, signed_by: int) -> None:
    """Drafter is not approver; an office of one clerk says so in its settings."""
    if settings.load().one_clerk_office:
        return
    standing = tuple(stored.standing_signatures(request_id))
    drafting = (SignOff.role == SignRole.DRAFTER.value) & SignOff.id.in_(standing)
    drafters = {row.signed_by_id for row in SignOff.select().where(drafting)}
    drafters = drafters or {decision.recorded_by_id}
    if signed_by in drafters:
        raise UserError("requests.approver_is_drafter", field="signed_by")
