"""With what was a letter frozen, and does it come out the same when it is made again?"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from clerkdesk.db.models import Letter, LetterWording
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import AddressForm, ItemFacts, LetterFacts, Office
from clerkdesk.letters.fonts import FontSet, Role
from clerkdesk.letters.measures import Pitch, Spacing
from clerkdesk.letters.wording import reword
from clerkdesk.letters.write import Written, write
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.fees import Basis, Charged, Fee
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.remedies import RemedyReadings

TYPESET = "typeset"
"""Beside the facts: how the pages were set. No name of a fact."""

_DAYS = (
    "dated_on", "received_on", "due_on", "new_due_on", "correction_asked_on", "corrected_on",
    "extended_on", "lapsed_on", "until", "asked_on", "delivered_on", "happened_on",
)  # fmt: skip


def how_set(fonts: FontSet, spacing: Spacing, written: Written) -> dict[str, Any]:
    """Return what is kept beside the facts: spacing, faces, characters written in by hand."""
    return {
        "pitch": spacing.pitch.value,
        "least_pitch": spacing.least,
        "faces": {role.value: fonts.chosen(role).family for role in Role},
        "by_hand": by_hand(written, fonts),
    }


def by_hand(written: Written, fonts: FontSet) -> str:
    """Return the characters whose cells were left empty, each once."""
    empty = "".join(one.characters for one in written.stand_ins if not one.used)
    return "".join(sorted(char for char in fonts.by_hand if char in empty))


def thaw(kept: Mapping[str, Any]) -> LetterFacts:
    """Return the facts that `facts.as_json` stored."""
    plain = {name: value for name, value in kept.items() if name != TYPESET}
    for name in _DAYS:
        plain[name] = date.fromisoformat(plain[name]) if plain[name] else None
    for name in ("points", "attachments", "copies_to"):
        plain[name] = tuple(plain[name])
    for name, kind in (("address", AddressForm), ("other_address", AddressForm)):
        plain[name] = kind(plain[name])
    plain["office"] = Office(**plain["office"])
    plain["channel"] = Channel(plain["channel"]) if plain["channel"] else None
    plain["items"] = tuple(map(_item, plain["items"]))
    plain["fee"] = _fee(plain["fee"]) if plain["fee"] else None
    plain["amount"] = Decimal(plain["amount"]) if plain["amount"] is not None else None
    plain["readings"] = RemedyReadings(**plain["readings"])
    return LetterFacts(**plain)


def _item(kept: Mapping[str, Any]) -> ItemFacts:
    outcome = Outcome(kept["outcome"]) if kept["outcome"] else None
    return ItemFacts(kept["content"], outcome, MappingProxyType(dict(kept["given"])))


def _fee(kept: Mapping[str, Any]) -> Fee:
    lines = tuple(Charged(**line) for line in kept["lines"])
    return Fee(Basis(kept["basis"]), kept["quantity"], kept["before"], lines)


def made_again(letter_id: int, fonts: FontSet) -> Written | None:
    """Return the letter as the kept facts, wording and spacing give it now.

    None where neither the program nor the office has the wording of that version any more. The
    same program with the same fonts gives the stored bytes.
    """
    row = Letter.get_by_id(letter_id)
    found, wording = wording_of(row.key, row.template_version)
    if not found:
        return None
    kept = row.facts[TYPESET]
    spacing = Spacing(Pitch(kept["pitch"]), kept["least_pitch"])
    number = row.number or None
    return write(row.key, thaw(row.facts), fonts, number=number, wording=wording, spacing=spacing)


def wording_of(key: str, version: str) -> tuple[bool, str | None]:
    """Return whether the wording of that version is still there, and it if it is the office's."""
    if key not in LETTERS:
        return False, None
    if LETTERS[key].version == version:
        return True, None
    for row in LetterWording.select().where(LetterWording.key == key):
        if reword(LETTERS[key], row.body).version == version:
            return True, row.body
    return False, None
