"""The form of signing off: who approved which draft, on paper or at the PC?"""

from clerkdesk.requests import service
from clerkdesk.requests.moves import Move
from clerkdesk.requests.service import SignMode, SignRole
from ui import words
from ui.editors import Choice, LineText, LongText
from ui.forms import Form
from ui.requests.moves.act import Act, Scene, Values, add_day, say
from ui.requests.moves.assigning import people
from ui.requests.stored_files import StoredFiles

_SHOWN = 8  # characters of a digest that are compared by eye


def shown(digest: str) -> str:
    """Return the beginning of a digest in groups of four, as the approval sheet shows it."""
    return f"{digest[:4]} {digest[4:_SHOWN]}"


def _fields(form: Form, scene: Scene) -> None:
    modes = [(one, words.term("sign_mode", one)) for one in SignMode]
    form.add("mode", say("f_mode"), Choice(modes), required=True)
    roles = [(one, words.term("sign_role", one)) for one in SignRole]
    form.add("role", say("f_role"), Choice(roles), required=True)
    form.add("signed_by", say("f_signed_by"), people(), required=True)
    add_day(form, scene, Move.SIGN_OFF)
    form.add("opinion", say("f_opinion"), LongText(lines=2))
    hint = say("f_digest_hint", digest=shown(scene.card.digest))
    form.add("digest", say("f_digest"), LineText(), hint=hint)
    form.add("scan", say("f_scan"), StoredFiles(scene.desk, many=False))
    form.set_values({"role": SignRole.APPROVER, "mode": SignMode.PAPER})


def _follow(form: Form, scene: Scene, name: str) -> None:
    at_pc = form["mode"].value() is SignMode.PC
    form["signed_by"].set_hint(say("f_signed_by_pc") if at_pc else "")
    for one in ("scan", "digest"):
        form.show_field(one, shown=not at_pc)
    if name == "mode" and at_pc:
        form.set_values({"signed_by": scene.by})


def _sign(scene: Scene, given: Values, _reason: str) -> object:
    on_paper = given["mode"] is SignMode.PAPER
    return service.sign_off(
        scene.card.id,
        scene.by,
        role=given["role"],
        signed_by=given["signed_by"],
        on=given["on"],
        mode=given["mode"],
        opinion=given["opinion"],
        digest=given["digest"] if on_paper else scene.card.digest,
        scan_id=next(iter(given["scan"]), None) if on_paper else None,
    )


ACTS: dict[str, Act] = {Move.SIGN_OFF: Act(_fields, _sign, follow=_follow)}
