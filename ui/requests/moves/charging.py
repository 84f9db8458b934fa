"""The forms of a fee: counted along while it is typed, by item or by page, and its payment."""

from clerkdesk.errors import UserError
from clerkdesk.requests import fees, queries, service
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.fees import Basis, Fee
from clerkdesk.requests.moves import Move
from ui import words
from ui.editors import Choice, LineText, LongText, NumberEdit
from ui.forms import Form
from ui.requests.moves.act import Act, Scene, Values, add_day, day, foresee_plain, say


def _fee_fields(form: Form, scene: Scene) -> None:
    known = queries.charging(scene.card.id)
    add_day(form, scene, Move.NOTIFY_FEE)
    bases = [(one, say(f"charged_{one.value}")) for one in Basis]
    form.add("charged_by", say("f_charged_by"), Choice(bases), required=True)
    hint = say("f_quantity_hint")
    form.add("quantity", say("f_quantity"), NumberEdit(width=90), hint=hint, required=True)
    form.add("before", say("f_before"), NumberEdit(width=90), hint=say("f_before_hint"))
    form.add("amount", say("f_amount"), NumberEdit(whole=False), required=True)
    form.add("basis", say("f_basis"), LongText(lines=2))
    form.add("told_on", say("f_told_on"), day(scene), hint=say("f_told_on_hint"))
    form.set_values(
        {
            "charged_by": known.charged_by or Basis.ITEM,
            "quantity": known.items,
            "before": known.before,
        }
    )


def _fee_follow(form: Form, _scene: Scene, name: str) -> None:
    """Fill in what it comes to, and say so where something else is typed."""
    form.show_field("before", shown=form["charged_by"].value() is Basis.ITEM)
    try:
        fee = _counted(form)
    except UserError:
        return  # said beside the number when it is saved
    if fee is None:
        return
    if name in ("", "charged_by", "quantity", "before"):
        form["amount"].set_value(fee.yuan or None)
    typed = form["amount"].value()
    told = _in_words(fee)
    if typed is not None and typed != fee.yuan:
        form.set_state("amount", "warn", say("fee_differs", counted=told))
    else:
        form.set_state("amount", "hint" if fee.yuan == 0 else "ok", told)


def _counted(form: Form) -> Fee | None:
    quantity, before = form["quantity"].value(), form["before"].value() or 0
    if quantity is None or form["charged_by"].value() is None:
        return None
    if form["charged_by"].value() is Basis.ITEM:
        return fees.by_item(int(quantity), before=int(before))
    return fees.by_page(int(quantity))


def _in_words(fee: Fee) -> str:
    unit = say(f"unit_{fee.basis.value}")
    if not fee.yuan:
        return say("fee_free", unit=unit)
    lines = [say("fee_line", count=one.count, unit=unit, each=one.yuan_each) for one in fee.lines]
    return say("fee_counted", lines=say("fee_plus").join(lines), yuan=words.count(fee.yuan))


def _fee(scene: Scene, given: Values, reason: str) -> object:
    try:
        return service.notify_fee(
            scene.card.id,
            scene.by,
            on=given["on"],
            amount=given["amount"],
            basis=given["basis"],
            charged_by=given["charged_by"],
            told_on=given["told_on"],
            reason=reason,
        )
    except UserError as error:
        error.field = "charged_by" if error.code == "fees.both" else error.field
        raise


def _payment_fields(form: Form, scene: Scene) -> None:
    add_day(form, scene, Move.RECORD_PAYMENT)
    form.add("amount", say("f_amount"), NumberEdit(whole=False), required=True)
    form.add("receipt", say("f_receipt"), LineText())


def _payment(scene: Scene, given: Values, reason: str) -> object:
    return service.record_payment(
        scene.card.id,
        scene.by,
        on=given["on"],
        amount=given["amount"],
        receipt=given["receipt"],
        reason=reason,
    )


ACTS: dict[str, Act] = {
    Move.NOTIFY_FEE: Act(
        _fee_fields, _fee, foresee_plain(EventKind.FEE_NOTICED), follow=_fee_follow
    ),
    Move.RECORD_PAYMENT: Act(_payment_fields, _payment, foresee_plain(EventKind.PAID)),
}
