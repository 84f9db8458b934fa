"""In which Chinese words does the window say a thing: sentences, labels of enums, days, sums?

The words of a screen stand in `resources/words/<page>.toml`, the labels of enums in `terms.toml`;
this module finds them and forms days, remainders and sums. It knows nothing of Qt.
"""

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from clerkdesk import paths
from clerkdesk.clock import LEGAL_ZONE
from clerkdesk.deadlines.lights import Light
from clerkdesk.errors import fill

NOTHING = "—"  # there is no such thing
UNFILLED = "未填"  # there should be one


@cache
def _page(page: str) -> dict[str, Any]:
    with paths.resource("words", f"{page}.toml").open("rb") as file:
        return tomllib.load(file)


class Say:
    """The words of one screen: `say("due_in", days=3)`."""

    def __init__(self, page: str) -> None:
        self.page = page
        self._lines = _page(page)

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return the line with its marks filled; an unknown key or mark is a KeyError at once."""
        if key not in self._lines:
            raise KeyError(f"{self.page}.{key}")
        return fill(self._lines[key], facts)

    def __contains__(self, key: str) -> bool:
        return key in self._lines


def of(page: str) -> Say:
    return Say(page)


def term(table: str, value: Enum | str | None) -> str:
    """Return the label of an enum's member (or of its value); the dash for None."""
    if value is None:
        return NOTHING
    key = value.value if isinstance(value, Enum) else value
    label: str = _page("terms")[table][key]
    return label


def terms(table: str) -> dict[str, str]:
    """Return all labels of one enum, in the order of the page."""
    return dict(_page("terms")[table])


def weekday(day: date) -> str:
    return term("weekday", str(day.isoweekday()))


def day(day: date | None) -> str:
    """2026-10-12."""
    return NOTHING if day is None else day.isoformat()


def full_day(day: date | None) -> str:
    """2026-10-12 周一."""
    return NOTHING if day is None else f"{day.isoformat()} {weekday(day)}"


def short_day(day: date | None, *, year: int | None = None) -> str:
    """10-12 周一; with its year where that is another one than `year`."""
    if day is None:
        return NOTHING
    if year is not None and day.year != year:
        return full_day(day)
    return f"{month_day(day)} {weekday(day)}"


def month_day(day: date) -> str:
    """10-12, for a line whose year is plain."""
    return f"{day:%m-%d}"


def letter_day(day: date) -> str:
    """2026年10月12日, as GB/T 9704-2012 7.3.5 writes it: no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def long_day(day: date) -> str:
    """2026年10月12日 星期一."""
    return f"{letter_day(day)} 星期{weekday(day)[-1]}"


def time(moment: datetime) -> str:
    """09:05, in the legal zone."""
    return f"{moment.astimezone(LEGAL_ZONE):%H:%M}"


def moment(moment: datetime | None, *, today: date | None = None) -> str:
    """2026-10-12 09:05; 今天 09:05 where that is today."""
    if moment is None:
        return NOTHING
    local = moment.astimezone(LEGAL_ZONE)
    return f"今天 {local:%H:%M}" if local.date() == today else f"{local:%Y-%m-%d %H:%M}"


def remainder(light: Light, days: int | None) -> str:
    """How much is left, for the column beside the light. days: of `lights.remaining`."""
    if light in _STANDING:
        return _STANDING[light]
    left = 0 if days is None else abs(days)
    if light is Light.OVERDUE:
        return f"逾 {left} 工作日" if left else "刚逾期"
    if light is Light.DONE_LATE:
        return f"迟 {left} 工作日"
    return NOTHING if days is None else f"剩 {left} 工作日"


_STANDING = {
    Light.TODAY: "今天",
    Light.PAUSED: "等待中",
    Light.UNCONFIRMED: "待确认",
    Light.DONE: "已办结",
}


def light(light: Light, *, unsent: bool = False, dated: bool = True) -> str:
    """The word beside the shape; a date light of something written but unsent says both.

    dated: whether there was a limit at all; what ended without one was not in time either.
    """
    if light is Light.DONE and not dated:
        return _STANDING[Light.DONE]
    word = term("light", light)
    if unsent and light.is_open and light is not Light.UNSENT:
        return f"{word}，未送达"
    return word


def listed(names: Iterable[str]) -> str:
    """张三、李四."""
    return "、".join(names)


def count(number: int) -> str:
    """2,431."""
    return f"{number:,}"


def pieces(number: int) -> str:
    """2,431 件."""
    return f"{number:,} 件"


def size(octets: int) -> str:
    """412 KB, 1.2 MB."""
    if octets < 1024 * 1024:
        return f"{max(1, round(octets / 1024)):,} KB"
    return f"{octets / 1024 / 1024:,.1f} MB"


def text(value: object) -> str:
    """Whatever a cell holds, as a clerk reads it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return count(value)
    return str(value)


def in_tip(shown: str) -> str:
    """Text typed by people for a tooltip: its < begins no markup, which Qt would read."""
    return shown.replace("<", "＜")


def without_key(verb: str) -> str:
    """登记申请, of a verb with its mnemonic such as 登记申请(&N)."""
    return re.sub(r"\(&\w\)", "", verb)


def literal(typed: str) -> str:
    """Text typed by people for a button, menu or label with a buddy: its & is no mnemonic."""
    return typed.replace("&", "&&")
