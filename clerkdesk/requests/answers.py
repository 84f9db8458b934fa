"""Is what the clerk filled in for one answered item complete, and on a ground that fits?

Pure. `outcomes.check` is the door; this module reads the loose fields of a form or a stored item.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from clerkdesk.errors import UserError
from clerkdesk.requests.grounds import GROUNDS, Danger, Ground, ThirdPartyView

DATE_FIELDS = frozenset({"earlier_on", "searched_on"})
CHOICES: Mapping[str, frozenset[str]] = MappingProxyType(
    {"danger": frozenset(Danger), "third_party_view": frozenset(ThirdPartyView)}
)
_PART_FIELDS = ("what", "reason")


@dataclass(frozen=True)
class Part:
    """One part that a partial disclosure withholds: what it is, on which ground, and why."""

    what: str
    ground: Ground
    reason: str
    fields: Mapping[str, str] = field(default_factory=dict)


def text_of(value: object) -> str:
    """A field as text without outer blanks; a list is one entry a line; None and False are ""."""
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "\n".join(line for line in (text_of(entry) for entry in value) if line)
    return str(value).strip()


def chosen_ground(
    given: Mapping[str, object], allowed: Sequence[Ground], *, required: bool
) -> Ground | None:
    """The ground named, or the only one there is; refused where it does not fit the outcome."""
    named = text_of(given.get("ground"))
    if not allowed:
        if named:
            raise UserError("outcomes.no_ground_here", field="ground")
        return None
    if not named:
        if not required:
            return None
        if len(allowed) > 1:
            raise UserError("outcomes.missing_ground", field="ground")
        return allowed[0]
    if named not in allowed:
        raise UserError("outcomes.ground_does_not_fit", field="ground")
    return Ground(named)


def filled(
    given: Mapping[str, object],
    required: Sequence[str],
    accepted: Sequence[str],
    *,
    on: date | None,
) -> dict[str, str]:
    """Return the fields the outcome uses, as text; the first missing or wrong one is refused."""
    kept: dict[str, str] = {}
    for name in (*required, *accepted):
        if name == "withheld":  # a table of its own: see `parts`
            continue
        value = text_of(given.get(name))
        if value:
            kept[name] = _checked(name, value, on, field=name)
        elif name in required:
            raise UserError(f"outcomes.missing_{name}", field=name)
    return kept


def refuse_agreed(kept: Mapping[str, str], *, field: str = "third_party_view") -> None:
    """Art. 15: what the third party has agreed to disclose cannot be withheld for its sake."""
    if kept.get("third_party_view") == ThirdPartyView.AGREED:
        raise UserError("outcomes.third_party_agreed", field=field)


def parts(given: Mapping[str, object]) -> tuple[Part, ...]:
    """Return the withheld parts of a partial disclosure, each complete with its ground.

    Errors name the field as "withheld[i].name", i from 0.
    """
    rows = given.get("withheld")
    if not isinstance(rows, (list, tuple)) or not rows:
        raise UserError("outcomes.missing_withheld", field="withheld")
    return tuple(_part(row, f"withheld[{index}]") for index, row in enumerate(rows))


def _part(row: object, place: str) -> Part:
    if not isinstance(row, Mapping):
        raise UserError("outcomes.missing_withheld", field="withheld")
    for name in _PART_FIELDS:
        if not text_of(row.get(name)):
            raise UserError(f"outcomes.missing_part_{name}", field=f"{place}.{name}")
    named = text_of(row.get("ground"))
    if named not in set(Ground):
        raise UserError("outcomes.missing_part_ground", field=f"{place}.ground")
    ground = Ground(named)
    kept: dict[str, str] = {}
    for name in GROUNDS[ground].demands:
        value = text_of(row.get(name))
        if not value:
            raise UserError(f"outcomes.missing_{name}", field=f"{place}.{name}")
        kept[name] = _checked(name, value, None, field=f"{place}.{name}")
    refuse_agreed(kept, field=f"{place}.third_party_view")
    return Part(text_of(row["what"]), ground, text_of(row["reason"]), MappingProxyType(kept))


def _checked(name: str, value: str, on: date | None, *, field: str) -> str:
    if name in CHOICES and value not in CHOICES[name]:
        raise UserError(f"outcomes.missing_{name}", field=field)
    if name in DATE_FIELDS:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise UserError("outcomes.not_a_date", field=field, value=value) from None
        if on is not None and day > on:
            raise UserError("outcomes.after_deciding", field=field, day=value, decided_on=on)
        return day.isoformat()
    return value
