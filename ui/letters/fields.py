"""Which fields does a letter's form have? Made from what its wording uses."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from clerkdesk.errors import Spoken, UserError
from clerkdesk.letters import gather
from clerkdesk.letters.facts import AddressForm
from clerkdesk.letters.wording import Letter
from clerkdesk.requests import fees, queries
from clerkdesk.requests.fees import Basis, Fee
from clerkdesk.requests.moves import Move
from clerkdesk.requests.rows import RequestCard
from ui import words
from ui.date_edit import DateEdit
from ui.dates import Sort
from ui.editors import Choice, LineText, LongText, NumberEdit, Tick
from ui.forms import Form
from ui.pages import Desk

say = words.of("letters")

_DATES = {
    "dated_on": Sort.FACT,
    "asked_on": Sort.FACT,
    "delivered_on": Sort.FACT,
    "happened_on": Sort.FACT,
    "until": Sort.PLAN,
    "new_due_on": Sort.PLAN,
}
_LISTS = {"points": 4, "attachments": 2, "copies_to": 2}
_LONG = {"explanation": 3, "matter": 3, "public_interest": 3}
_TICKS = ("online", "sealed", "general")
# what every letter may have, after what this one is about
_LAST = ("attachments", "copies_to", *_TICKS)
# What the register knows better than the clerk: the replay gives the date of an extension.
_DERIVED: dict[Move, tuple[str, ...]] = {
    Move.EXTEND: ("new_due_on",),
    Move.NOTIFY_FEE: ("fee", "amount"),
}
# Where a fault of a derived value is shown.
_BESIDE = {
    "fee": "fee_quantity",
    "items": "fee_quantity",
    "before": "fee_before",
    "basis": "fee_basis",
}


def build(form: Form, letter: Letter, card: RequestCard, desk: Desk) -> dict[str, Any]:
    """Add the fields of one letter to an empty form; return what the register proposes in them."""
    hidden = {name for move, names in _DERIVED.items() if move in letter.moves for name in names}
    if gather.recorded_extension(card, letter) is not None:
        hidden.add("days")
    asked = [name for name in gather.asks_for(letter) if name not in hidden]
    add(form, [name for name in asked if name not in _LAST], desk)
    if Move.NOTIFY_FEE in letter.moves:
        bases = [(one, say(f"fee_by_{one.value}")) for one in Basis]
        form.add("fee_basis", say("fee_basis"), Choice(bases))
        form.add("fee_quantity", say("fee_quantity"), NumberEdit())
        form.add("fee_before", say("fee_before"), NumberEdit())
        form.changed.connect(lambda name: _follow_basis(form) if name == "fee_basis" else None)
    add(form, [name for name in asked if name in _LAST], desk)
    values = proposed(letter, card, desk)
    form.set_values(values)
    return values


def add(form: Form, names: Iterable[str], desk: Desk) -> None:
    """Add fields, each with its label, its hint and the editor of its kind."""
    for name in names:
        hint_key = f"field_{name}_hint"
        hint = say(hint_key) if hint_key in say else ""
        if name in _TICKS:
            form.add(name, "", _editor(name, desk), hint=hint, key="")
        else:
            form.add(name, say(f"field_{name}"), _editor(name, desk), hint=hint)


def proposed(letter: Letter, card: RequestCard, desk: Desk) -> dict[str, Any]:
    """Return what the register proposes: today, the usual limit, the section, the seal."""
    chosen, days = desk.settings(), desk.calendar()
    values: dict[str, Any] = {
        "dated_on": desk.today(),
        "sealed": True,
        "section": card.section.name if card.section else "",
    }
    if Move.NOTIFY_FEE in letter.moves:
        charged = queries.charging(card.id)
        values["fee_basis"] = charged.charged_by or Basis.ITEM
        values["fee_quantity"], values["fee_before"] = charged.items, charged.before
    if Move.ASK_CORRECTION in letter.moves:
        # 条例 30 asks for a reasonable limit and names none: the office's setting
        values["until"] = days.add(desk.today(), chosen.correction_days)
    if Move.EXTEND in letter.moves:
        values["days"] = 20  # 条例 33: at most 20
    known = gather.proposed(card, letter, desk.today())
    return values | shown(known)


def shown(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the register knows as the fields hold it: a list is a line for each entry."""
    return {name: "\n".join(value) if name in _LISTS else value for name, value in known.items()}


def lists(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the fields that hold lists as such, empty ones too."""
    return {
        name: tuple(line.strip() for line in str(value or "").splitlines() if line.strip())
        for name, value in values.items()
        if name in _LISTS
    }


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's values as `letters.service` takes them; what is empty is left out.

    Errors: UserError of `fees`, beside "fee_quantity" or "fee_before".
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name.startswith("fee_") or value in (None, ""):
            continue
        if name in _LISTS:
            found |= lists({name: value})
        elif name == "amount":
            found[name] = Decimal(str(value))
        elif name == "days":
            found[name] = int(value)
        else:
            found[name] = value
    if (fee := fee_of(values)) is not None:
        found["fee"] = fee
    return found


def fee_of(values: Mapping[str, Any]) -> Fee | None:
    """Return the fee the form speaks of, None where it asks for none."""
    if values.get("fee_quantity") in (None, ""):
        return None
    quantity, before = int(values["fee_quantity"]), int(values.get("fee_before") or 0)
    if values.get("fee_basis") is Basis.ITEM:
        return fees.by_item(quantity, before=before)
    return fees.by_page(quantity)


def show_error(form: Form, error: UserError, *, focus: bool = True) -> bool:
    """Put a refusal beside the field it is about; False where the form has no such field."""
    if (error.field or "") in form:
        return form.show_error(error, focus=focus)
    beside = _BESIDE.get(error.field or "", "")
    if beside not in form:
        return False
    form.set_state(beside, "block", str(error))
    if focus:
        form[beside].focus()
    return True


def show_total(form: Form) -> None:
    """Say beside the quantity what it comes to."""
    if "fee_quantity" not in form:
        return
    try:
        fee = fee_of(form.values())
    except Spoken:
        return  # the preview has said so beside the field
    if fee is not None and fee.yuan:
        form.set_state("fee_quantity", "ok", say("fee_total", yuan=words.count(fee.yuan)))


def _follow_basis(form: Form) -> None:
    """What was asked earlier that month counts by item alone (109号 4)."""
    form.show_field("fee_before", shown=form["fee_basis"].value() is Basis.ITEM)


def _editor(name: str, desk: Desk) -> Any:
    if name in _DATES:
        days = desk.calendar()
        return DateEdit(desk.today, sort=_DATES[name], calendar=days, horizon=days.horizon)
    if (lines := _LISTS.get(name) or _LONG.get(name)) is not None:
        return LongText(lines=lines)
    if name in _TICKS:
        return Tick(say(f"field_{name}"))
    if name == "other_address":
        return Choice([(one, words.term("address_form", one)) for one in AddressForm])
    if name in ("days", "amount"):
        return NumberEdit(whole=name == "days")
    return LineText()
