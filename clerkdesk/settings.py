"""What has the office chosen? One line per setting; rows in the register, defaults here.

To add a setting: one line in `Settings` (name, type, `_one(...)` with its default, bounds or
choices and, where the law left the choice open, the article), and its label and help in
`resources/words/setting.toml` under `name` and `name_help`. The settings screen is made from these.
"""

import json
import logging
import re
from dataclasses import dataclass, field, fields
from string import Formatter
from typing import Any

from clerkdesk.db.connection import database
from clerkdesk.db.models import Setting
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError

_LONGEST = 500  # characters of a text
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")

_COUNTS = frozenset({"number", "number4"})
_MARKS = _COUNTS | {"code", "kind", "year"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class About:
    """What is known of a setting besides its name: bounds, choices, the article behind it."""

    kind: type
    least: int | None
    most: int | None
    choices: tuple[str, ...]
    article: str
    group: str
    form: bool  # how a number looks, with marks


def _one(  # noqa: PLR0913 - a setting's line
    default: Any,
    group: str,
    *,
    least: int | None = None,
    most: int | None = None,
    choices: tuple[str, ...] = (),
    article: str = "",
    form: bool = False,
) -> Any:
    about = About(type(default), least, most, choices, article, group, form)
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Settings:
    """The choices in force; `…_days` are working days, a bare article is the Regulation's."""

    office_name: str = _one("", "office")
    office_code: str = _one("", "office")  # begins document numbers
    working_body: str = _one("", "office", article="4")
    contact: str = _one("", "office")
    office_phone: str = _one("", "office")
    office_address: str = _one("", "office")
    office_postcode: str = _one("", "office")
    reconsideration_body: str = _one("", "office", article="Administrative Reconsideration Law 24")
    court: str = _one("", "office", article="Administrative Litigation Law 14, 15, 18")
    online_channel: str = _one("", "office", article="Administrative Reconsideration Law 22")
    one_clerk_office: bool = _one(default=False, group="office")

    yellow_lead: int = _one(5, "clock", least=1, most=20)  # days before a limit
    # no text says that worked weekends are working days; the notices order the work
    makeup_days_count: bool = _one(default=True, group="clock")
    # which edge days of a consultation are excluded: "(]" leaves the day of sending counted
    consultation_convention: str = _one(
        "(]", "clock", choices=("(]", "[]", "[)", "()"), article="33"
    )
    organ_limit_days: int = _one(15, "clock", least=1, most=60, article="34")  # by analogy
    referral_counts: bool = _one(default=True, group="clock", article="17, 33")
    # when a reply sent electronically is served: no text of this field says; by analogy the day it
    # reaches the reader's system (Civil Procedure Law 90), which is that of sending
    electronic_service: str = _one(
        "sent", "clock", choices=("sent", "proved"), article="Civil Procedure Law 90"
    )
    correction_days: int = _one(10, "clock", least=1, most=60, article="30")  # a reasonable limit
    internal_days: int = _one(5, "clock", least=1, most=20)  # a section's answer
    # days after arrival until an unconfirmed paper turns (art. 31: plain post on the same day)
    confirm_post_red: int = _one(0, "clock", least=0, most=20, article="31")
    confirm_online_yellow: int = _one(1, "clock", least=0, most=20, article="31")
    confirm_online_red: int = _one(3, "clock", least=0, most=20, article="31")
    # the law gives a correction of records no limit: the office's own target, no legal date
    record_target_days: int = _one(20, "clock", least=1, most=60, article="41")

    # refusals under 14-16 go to reconsideration first; of partial ones the law is silent
    partial_needs_reconsideration_first: bool = _one(
        default=True, group="letters", article="37, Administrative Reconsideration Law 23"
    )
    # whether art. 36(7) counts as refusing disclosure is not settled
    query_matter_needs_reconsideration_first: bool = _one(
        default=False, group="letters", article="36, Administrative Reconsideration Law 23"
    )
    letter_pitch: str = _one("10.449", "letters", choices=("10.449", "10.227"))  # mm a line
    # points a line, down to which a page closes up so that the signature stands on it
    # (GB/T 9704-2012, 5.2.3 and 7.3.5.5, which name no number)
    letter_least_pitch: str = _one("24", "letters", choices=("24", "25", "26", "27", "none"))
    request_numbers: str = _one("own", "numbers", choices=("own", "typed"))
    # whose year a number bears where a paper is registered in the year after it came: no text says
    request_number_year: str = _one(
        "arrival", "numbers", choices=("arrival", "registration"), article="45"
    )
    publication_numbers: str = _one("own", "numbers", choices=("own", "typed"))
    record_numbers: str = _one("own", "numbers", choices=("own", "typed"))
    letter_numbers: str = _one("own", "numbers", choices=("own", "typed"))
    # empty: as in resources/numbers.toml
    request_number_form: str = _one("", "numbers", form=True)
    publication_number_form: str = _one("", "numbers", form=True)
    record_number_form: str = _one("", "numbers", form=True)
    letter_number_form: str = _one("", "numbers", form=True)

    # which of the review form's five levels a small office merges; see reviews/levels.py
    review_stages: str = _one(
        "five", "review", choices=("five", "section_merged", "release_merged", "both_merged")
    )
    review_stages_reason: str = _one("", "review")
    reassess_months: int = _one(
        12, "review", least=1, most=60, article="18"
    )  # no number in the law

    # how much each criterion of the yearly evaluation counts; no source names a formula
    score_weight_standard: int = _one(1, "marks", least=1, most=100)
    score_weight_accuracy: int = _one(1, "marks", least=1, most=100)
    score_weight_timeliness: int = _one(1, "marks", least=1, most=100)

    text_size: int = _one(100, "screen", least=80, most=200)  # percent
    appearance: str = _one("system", "screen", choices=("system", "light", "dark"))

    backup_folder: str = _one("", "backup")
    keep_backups: int = _one(10, "backup", least=1, most=1000)
    backup_at_close: bool = _one(default=True, group="backup")
    # how long a closed case is kept: no text names a period for these files (art. 45 orders filing)
    retention_years: int = _one(30, "backup", least=10, most=100, article="45")


# without these a letter cannot be drafted, numbered, or tell the way to a remedy
NEEDED_BY_LETTERS = ("office_name", "office_code", "reconsideration_body", "court")

ABOUT: dict[str, About] = {line.name: line.metadata["about"] for line in fields(Settings)}


def load() -> Settings:
    """Return the settings; unknown rows are ignored, bad ones logged and read as the default."""
    found: dict[str, Any] = {}
    for key, raw in database.execute_sql("SELECT key, value FROM setting"):
        about = ABOUT.get(key)
        if about is None:
            continue
        value = _read(raw)
        if _fault(about, value):
            _log.warning("setting %s has a bad value; its default stands in", key)
            continue
        found[key] = value
    return Settings(**found)


def missing() -> tuple[str, ...]:
    """Return what letters need and the office has not said yet."""
    chosen = load()
    return tuple(name for name in NEEDED_BY_LETTERS if not getattr(chosen, name))


def change(by: int | None, **values: Any) -> Settings:
    """Store values by setting name; what is already so is not written again.

    UserError with the setting as field: settings.wrong_kind, too_small, too_big, no_choice,
    too_long, bad_form, lights_crossed. An unknown name is a bug (KeyError).
    """
    before = load()
    wanted = {key: _tidy(value) for key, value in values.items()}
    for key, value in wanted.items():
        about = ABOUT[key]
        if name := _fault(about, value):
            facts = {"least": about.least, "most": about.most, "longest": _LONGEST}
            raise UserError(f"settings.{name}", field=key, **facts)
    _check_together({**_as_dict(before), **wanted})
    changed = {key: value for key, value in wanted.items() if getattr(before, key) != value}
    if changed:
        with unit(by=by) as work:
            for key, value in changed.items():
                Setting.replace(key=key, value=value).execute()
            told = {key: [getattr(before, key), value] for key, value in changed.items()}
            work.note("setting", 0, "changed", told)
    return load()


def _check_together(values: dict[str, Any]) -> None:
    if values["confirm_online_red"] < values["confirm_online_yellow"]:
        raise UserError("settings.lights_crossed", field="confirm_online_red")


def _fault(about: About, value: Any) -> str:
    kind = type(value)
    if kind is not about.kind:
        return "wrong_kind"
    faults = {
        "no_choice": bool(about.choices) and value not in about.choices,
        "too_small": about.least is not None and value < about.least,
        "too_big": about.most is not None and value > about.most,
        "too_long": about.kind is str and len(value) > _LONGEST,
        "bad_form": about.form and bool(value) and not _is_form(value),
    }
    return next((name for name, found in faults.items() if found), "")


def _is_form(text: str) -> bool:
    try:
        marks = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return False
    return "year" in marks and bool(_COUNTS & set(marks)) and set(marks) <= _MARKS


def _tidy(value: Any) -> Any:
    return _CONTROL.sub(" ", value).strip() if isinstance(value, str) else value


def _read(raw: str) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _as_dict(settings: Settings) -> dict[str, Any]:
    return {line.name: getattr(settings, line.name) for line in fields(settings)}
