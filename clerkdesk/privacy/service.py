"""What is kept of masking: the office's own profile, what was masked on which basis, who looked?

profiles() -> dict[str, Profile]                the shipped ones and the office's own
keep_profile(profile, by)                       drop_profile(by)
note_masked(made: Masked, by) -> int            a masked copy left the desk or went into the file
note_by_eye(seen: SeenByEye, by) -> int         what cannot be read here was reviewed by a person
by_eye(sha256, publication_id=0) -> tuple[EyeView, ...]
examples() -> dict[Kind, str]                   one invented find of each kind

Of personal data itself nothing is kept: only digests of files, counts, profiles and bases.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from clerkdesk import audit, paths, typed
from clerkdesk.db.models import Person, Setting
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.privacy import mask
from clerkdesk.privacy.mask import Profile, from_table
from clerkdesk.privacy.patterns import PERSONAL, Kind

OWN = "own"
_KEY = "privacy_profile"  # of the row in the settings; no line of `settings.Settings`
_EYE = "seen_by_eye"
_LONGEST_STAND_IN = 40  # characters of what stands in the place of a find


@dataclass(frozen=True)
class Masked:
    """A masked copy as it is told to the audit. sha256: of the original and of the copy.

    basis: the law or paper that lets names stay open (惩戒公示、强制披露), where the profile asks.
    """

    name: str
    original_sha256: str
    copy_sha256: str
    count: int
    left_open: int
    profile: Profile
    basis: str = ""
    publication_id: int = 0


@dataclass(frozen=True)
class SeenByEye:
    """A person's word that a file which cannot be read here was looked through."""

    name: str
    sha256: str
    seen_by: int
    seen_on: date
    finding: str
    publication_id: int = 0


@dataclass(frozen=True)
class EyeView:
    seen_by: str
    seen_on: date
    finding: str
    recorded_at: datetime


def profiles() -> dict[str, Profile]:
    """Return all profiles by key: the default first, the office's own last where there is one."""
    found = mask.profiles()
    row = Setting.get_or_none(Setting.key == _KEY)
    if row is not None:
        found[OWN] = from_table(OWN, row.value)
    return found


def keep_profile(profile: Profile, by: int) -> None:
    """Store the office's own profile. UserError typed.…, privacy.stand_in_long, shows_whole."""
    typed.name(profile.title, "title")
    typed.text(profile.description, "description")
    for kind, rule in profile.rules.items():
        typed.line(rule.instead, kind.value)
        if len(rule.instead) > _LONGEST_STAND_IN:
            raise UserError("privacy.stand_in_long", field=kind.value, longest=_LONGEST_STAND_IN)
        # what alone points to a person may stay whole only where a law is cited for it
        if kind in PERSONAL and not profile.needs_basis and not profile.hides(kind, _example(kind)):
            raise UserError("privacy.shows_whole", field=kind.value)
    table = profile.as_table()
    with unit(by=by) as work:
        Setting.replace(key=_KEY, value=table).execute()
        work.note("setting", 0, "changed", {_KEY: table})


def drop_profile(by: int) -> None:
    """Take the office's own profile away; the shipped ones stay."""
    with unit(by=by) as work:
        Setting.delete().where(Setting.key == _KEY).execute()
        work.note("setting", 0, "changed", {_KEY: None})


def note_masked(made: Masked, by: int) -> int:
    """Record a masked copy with its basis; return the audit's line.

    Errors: privacy.basis where the profile leaves names open and nobody said why.
    """
    typed.text(made.basis, "basis")
    if made.profile.needs_basis and not made.basis.strip():
        raise UserError("privacy.basis", field="basis", profile=made.profile.title)
    told: dict[str, Any] = {
        "file": made.name,
        "sha256": made.original_sha256,
        "copy_sha256": made.copy_sha256,
        "masked": made.count,
        "left_open": made.left_open,
        "profile": made.profile.title,
        "basis": made.basis.strip(),
    }
    with unit(by=by) as work:
        return work.note(*_where(made.publication_id), "masked", told)


def note_by_eye(seen: SeenByEye, by: int) -> int:
    """Record who looked through a file that cannot be read here, and what was found."""
    typed.text(seen.finding, "finding", required=True)
    with unit(by=by) as work:
        if Person.get_or_none(Person.id == seen.seen_by) is None:
            raise UserError("privacy.nobody", field="seen_by")
        if seen.seen_on > work.today:
            raise UserError("privacy.in_future", field="seen_on", day=seen.seen_on)
        told = {
            "file": seen.name,
            "sha256": seen.sha256,
            "seen_by": seen.seen_by,
            "seen_on": seen.seen_on.isoformat(),
            "finding": seen.finding.strip(),
        }
        return work.note(*_where(seen.publication_id), _EYE, told)


def _where(publication_id: int) -> tuple[str, int]:
    return ("publication", publication_id) if publication_id else ("privacy", 0)


def by_eye(sha256: str, publication_id: int = 0) -> tuple[EyeView, ...]:
    """Return who looked through exactly these bytes, the newest first."""
    people: Any = Person.select(Person.id, Person.name)
    names = dict(people.tuples())
    places = {_where(0), _where(publication_id)}
    lines = [line for place in places for line in audit.history(*place)]
    found = []
    for line in sorted(lines, key=lambda one: one.id, reverse=True):
        told = line.payload
        if line.verb == _EYE and told is not None and told["sha256"] == sha256:
            seen_on = date.fromisoformat(told["seen_on"])
            found.append(EyeView(names[told["seen_by"]], seen_on, told["finding"], line.at))
    return tuple(found)


@cache
def _examples() -> dict[str, str]:
    with paths.resource("privacy", "examples.toml").open("rb") as page:
        return tomllib.load(page)


def _example(kind: Kind) -> str:
    return _examples()[kind.value]


def examples() -> dict[Kind, str]:
    """Return one invented find of each kind, to show beside a rule what stays of it."""
    return {kind: _example(kind) for kind in Kind}
