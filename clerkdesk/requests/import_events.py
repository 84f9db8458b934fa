"""What happened to an imported request, and by which verb of the desk is it recorded?

Each line goes through the verb that the clerk would have used on its day, so the same rules refuse
or mark it. `HANDLERS` says which kinds can be imported.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from clerkdesk import units
from clerkdesk.db.models import RequestItem
from clerkdesk.errors import UserError
from clerkdesk.requests import service
from clerkdesk.requests.channels import Means
from clerkdesk.requests.facts import Consulted, EventKind
from clerkdesk.requests.grounds import GROUNDS, Ground, ThirdPartyView
from clerkdesk.requests.import_told import Told
from clerkdesk.requests.outcomes import OUTCOMES, Outcome
from clerkdesk.requests.service import ItemAnswer, SignRole, Way


def record(request: int, by: int, told: Sequence[Told]) -> None:
    """Record one line, or the lines of one decision together.

    Errors: those of the verb, their field a column of the sheet by `column_of`.
    """
    HANDLERS[told[0].kind](request, by, told)


def column_of(name: str | None) -> str:
    """Return the column beside which a verb's fault is shown. name: UserError.field."""
    if name is None:
        return "kind"
    if name.startswith("items["):
        inner = name.partition("].")[2]
        last = inner.rpartition(".")[2]
        if last in ("what", "withheld"):
            return "withheld"
        return last if last in ("ground", "outcome") else "answer"
    return _COLUMNS.get(name, "kind")


_SAME = ("on", "told_on", "answered_on", "until", "days", "amount", "view", "reason", "way")
_COLUMNS = {name: name for name in (*_SAME, "tracking", "means", "whom", "item", "outcome")} | {
    "third_received_on": "told_on",
    "agreed_by": "signed_by",
    "signed_by": "signed_by",
    "to": "whom",
    "order_number": "tracking",
    "main_outcome": "main",
    "main_outcome_reason": "main_reason",
    "sent_on": "on",
    "receipt": "tracking",
    **dict.fromkeys(
        ("what", "why", "content", "facts", "text", "note", "proof", "basis", "opinion"), "text"
    ),
}


def _must(day: date | None, name: str) -> date:
    if day is None:
        raise UserError("timing.missing", field=name)
    return day


def _attempt(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    means = Means(one.means or Means.OTHER)
    service.note_attempt(request, by, on=one.on, means=means, note=one.text("text"))


def _confirmed(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    means = Means(one.means or Means.OTHER)
    service.confirm_receipt(
        request, by, on=one.on, means=means, who=one.text("whom"), note=one.text("text")
    )


def _correction(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.ask_correction(
        request,
        by,
        on=one.on,
        what=one.text("text"),
        until=one.until,
        days=one.days,
        told_on=one.told_on,
        reason=one.reason,
    )


def _corrected(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.receive_correction(request, by, on=one.on, content=one.text("text"), reason=one.reason)


def _abandoned(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.abandon(request, by, on=one.on, why=one.text("text"), reason=one.reason)


def _consulted(request: int, by: int, told: Sequence[Told]) -> None:
    """A consultation with the proof of its delivery and the opinion, where they are there."""
    one = told[0]
    whom, what = one.text("whom"), one.text("text")
    if one.whom_kind is Consulted.THIRD_PARTY:
        event = service.consult_third(
            request, by, on=one.on, whom=whom, what=what, reason=one.reason
        )
    else:
        organs = {row.name: row.id for row in units.all_of(units.OTHER)}
        event = service.consult_organ(
            request,
            by,
            on=one.on,
            whom=organs.get(whom, whom),
            what=what,
            joint=one.whom_kind is Consulted.CO_MAKER,
            superior=one.whom_kind is Consulted.SUPERIOR,
            reason=one.reason,
        )
    if one.told_on is not None:
        _beside("told_on", lambda on: service.record_delivery(event, by, on=on), one.told_on)
    if one.answered_on is not None:
        if not one.view:
            raise UserError("importing.view_missing", field="view")
        view = ThirdPartyView(one.view)
        _beside(
            "answered_on",
            lambda on: service.record_answer(event, by, on=on, view=view),
            one.answered_on,
        )


def _beside(column: str, verb: Callable[[date], object], on: date) -> None:
    """Let a fault of the day stand in the column the day was read from."""
    try:
        verb(on)
    except UserError as error:
        if error.field == "on":
            error.field = column
        raise


def _extended(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    if one.days is None:
        raise UserError("timing.missing", field="days")
    service.extend(
        request,
        by,
        on=one.on,
        days=one.days,
        told_on=_must(one.told_on, "told_on"),
        why=one.text("text"),
        agreed_by=one.text("signed_by"),
        reason=one.reason,
    )


def _fee(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.notify_fee(
        request,
        by,
        on=one.on,
        amount=one.text("amount"),
        basis=one.text("text"),
        told_on=one.told_on,
        reason=one.reason,
    )


def _paid(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.record_payment(
        request,
        by,
        on=one.on,
        amount=one.text("amount"),
        receipt=one.text("tracking"),
        reason=one.reason,
    )


def _reasons_asked(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.ask_reasons(
        request, by, on=one.on, facts=one.text("text"), until=one.until, reason=one.reason
    )


def _reasons_given(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.receive_reasons(request, by, on=one.on, text=one.text("text"), reason=one.reason)


def _delayed(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.delay_to(
        request,
        by,
        on=one.on,
        until=_must(one.until, "until"),
        why=one.text("text"),
        told_on=one.told_on,
        reason=one.reason,
    )


def _decided(request: int, by: int, told: Sequence[Told]) -> None:
    items = {
        row.position: int(row.id)
        for row in RequestItem.select().where(RequestItem.request == request)
    }
    given: dict[int, tuple[str, dict[str, object]]] = {}
    for one in told:
        if not one.outcome:
            raise UserError("importing.missing", field="outcome")
        if one.item is not None and one.item not in items:
            raise UserError("importing.no_such_item", field="item", item=one.item)
        for position in items if one.item is None else (one.item,):
            _outcome, facts = given.setdefault(items[position], (one.outcome, {}))
            _join(facts, one)
    answers = {key: ItemAnswer(Outcome(outcome), facts) for key, (outcome, facts) in given.items()}
    named = next((one for one in told if one.main), None)
    service.decide(
        request,
        by,
        on=told[0].on,
        answers=answers,
        main=Outcome(named.main) if named else None,
        main_reason=named.text("main_reason") if named else "",
        reason=told[0].reason,
        as_recorded=False,  # the older register may not tell who was asked
    )


def _join(facts: dict[str, object], one: Told) -> None:
    """Add a line to an item's answer: its points, or one more part that is withheld."""
    if not one.text("withheld"):
        facts |= dict(one.answer) | ({"ground": one.ground} if one.ground else {})
        return
    part = {"what": one.text("withheld"), "ground": one.ground, "reason": ""} | dict(one.answer)
    withheld = facts.setdefault("withheld", [])
    assert isinstance(withheld, list)  # noqa: S101 - made in the line above
    withheld.append(part)
    outcome = OUTCOMES[Outcome(one.outcome)]
    demands = GROUNDS[Ground(one.ground)].demands if one.ground else ()
    about_part = {"reason", *demands}
    facts |= {
        key: value
        for key, value in one.answer.items()
        if key not in about_part or key in outcome.required
    }


def _signed(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    if one.signed_by is None:
        raise UserError("importing.missing", field="signed_by")
    service.sign_off(
        request,
        by,
        role=SignRole.APPROVER,
        signed_by=one.signed_by,
        on=one.on,
        opinion=one.text("text"),
    )


def _sent(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    if not one.way:
        raise UserError("importing.missing", field="way")
    # otherwise the office's reading would have it served the day it was sent
    electronic = Way(one.way) is Way.ELECTRONIC
    arrived_later = electronic and one.told_on is not None and one.told_on > one.on
    service.send(
        request,
        by,
        on=one.on,
        way=Way(one.way),
        tracking=one.text("tracking"),
        served_on=one.told_on if arrived_later else None,
        reason=one.reason,
        unsigned=False,  # the older register may not tell who signed
    )
    if one.told_on is not None:
        _beside("told_on", lambda on: service.serve(request, by, on=on), one.told_on)


def _served(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.serve(request, by, on=one.on, proof=one.text("text"), reason=one.reason)


def _withdrawn(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.withdraw(request, by, on=one.on, why=one.text("text"), reason=one.reason)


def _transferred(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.transfer(
        request, by, on=one.on, to=one.text("whom"), why=one.text("text"), reason=one.reason
    )


def _reopened(request: int, by: int, told: Sequence[Told]) -> None:
    one = told[0]
    service.reopen(
        request,
        by,
        on=one.on,
        why=one.text("text"),
        order_number=one.text("tracking"),
        until=one.until,
        reason=one.reason,
    )


# one for each of `import_told.KINDS`
HANDLERS: Mapping[EventKind, Callable[[int, int, Sequence[Told]], None]] = {
    EventKind.CONFIRM_ATTEMPTED: _attempt,
    EventKind.CONFIRMED: _confirmed,
    EventKind.CORRECTION_ASKED: _correction,
    EventKind.CORRECTED: _corrected,
    EventKind.CORRECTION_LAPSED: _abandoned,
    EventKind.CONSULTED: _consulted,
    EventKind.EXTENDED: _extended,
    EventKind.FEE_NOTICED: _fee,
    EventKind.PAID: _paid,
    EventKind.FEE_LAPSED: _abandoned,
    EventKind.REASONS_ASKED: _reasons_asked,
    EventKind.REASONS_GIVEN: _reasons_given,
    EventKind.DELAYED_TO: _delayed,
    EventKind.DECIDED: _decided,
    EventKind.SIGNED: _signed,
    EventKind.SENT: _sent,
    EventKind.SERVED: _served,
    EventKind.WITHDRAWN: _withdrawn,
    EventKind.TRANSFERRED: _transferred,
    EventKind.REOPENED: _reopened,
}
