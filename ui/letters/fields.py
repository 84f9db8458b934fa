"""Which fields does a letter's form have? Made from what its wording uses."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from clerkdesk.letters.gather import asks_for
from clerkdesk.letters.wording import Letter
from clerkdesk.requests import fees
from clerkdesk.requests.fees import Basis
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
_TICKS = ("online", "sealed")
# What the register knows better than the clerk: the replay gives the date of an extension.
_DERIVED: dict[Move, tuple[str, ...]] = {Move.EXTEND: ("new_due_on",)}


def build(form: Form, letter: Letter, card: RequestCard, desk: Desk) -> None:
    """Add the fields of one letter to an empty form, with what the register proposes."""
    hidden = {name for move, names in _DERIVED.items() if move in letter.moves for name in names}
    for name in asks_for(letter):
        if name in hidden or (name == "amount" and Move.NOTIFY_FEE in letter.moves):
            continue
        editor = _editor(name, desk)
        hint_key = f"field_{name}_hint"
        hint = say(hint_key) if hint_key in say else ""
        label = "" if name in _TICKS else say(f"field_{name}")
        form.add(name, label, editor, hint=hint)
    if Move.NOTIFY_FEE in letter.moves:
        bases = [(one, say(f"fee_by_{one.value}")) for one in Basis]
        form.add("fee_basis", say("fee_basis"), Choice(bases))
        form.add("fee_quantity", say("fee_quantity"), NumberEdit())
        form.add("fee_before", say("fee_before"), NumberEdit())
    form.set_values(proposed(letter, card, desk))


def proposed(letter: Letter, card: RequestCard, desk: Desk) -> dict[str, Any]:
    """Return what the register proposes: today, the usual limit, the section, the seal."""
    chosen, days = desk.settings(), desk.calendar()
    values: dict[str, Any] = {
        "dated_on": desk.today(),
        "sealed": True,
        "section": card.section.name if card.section else "",
        "fee_basis": Basis.ITEM,
        "fee_quantity": len(card.items),
        "fee_before": 0,
    }
    if Move.ASK_CORRECTION in letter.moves:
        # 条例 30 asks for a reasonable limit and names none: the office's setting
        values["until"] = days.add(desk.today(), chosen.correction_days)
    if Move.EXTEND in letter.moves:
        values["days"] = 20  # 条例 33: at most 20
    return values


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's values as `letters.service` takes them; what is empty is left out.

    Errors: UserError of `fees` (field "fee_quantity" or "fee_before").
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name.startswith("fee_") or value in (None, ""):
            continue
        if name in _LISTS:
            found[name] = tuple(line.strip() for line in str(value).splitlines() if line.strip())
        elif name == "amount":
            found[name] = Decimal(str(value))
        elif name == "days":
            found[name] = int(value)
        else:
            found[name] = value
    if values.get("fee_quantity") not in (None, ""):
        quantity, before = int(values["fee_quantity"]), int(values.get("fee_before") or 0)
        by_item = values.get("fee_basis") is Basis.ITEM
        found["fee"] = fees.by_item(quantity, before=before) if by_item else fees.by_page(quantity)
    return found


def _editor(name: str, desk: Desk) -> Any:
    if name in _DATES:
        days = desk.calendar()
        return DateEdit(desk.today, sort=_DATES[name], calendar=days, horizon=days.horizon)
    if name in _LISTS:
        return LongText(lines=_LISTS[name])
    if name in _LONG:
        return LongText(lines=_LONG[name])
    if name in _TICKS:
        return Tick(say(f"field_{name}"))
    if name in ("days", "amount"):
        return NumberEdit(whole=name == "days")
    return LineText()
