"""What does a pasted notice on days off say, and which of its sentences were not understood?

The State Council's text is read as issued (the words it is known by stand in
`resources/calendar/notice.toml`); what no rule fits is handed back, never guessed.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from clerkdesk import paths
from clerkdesk.errors import UserError

NEW_YEAR = "New Year's Day"
_SATURDAY = 5
_AUTUMN = 10  # months from here on, under New Year, belong to the year before
_LONGEST_TEXT = 20_000  # characters; a notice has about a thousand
_LONGEST_BREAK = 31  # days; a longer one is a misprint
_YEARS_FESTIVALS = 5  # a notice that names as many breaks orders a whole year
# full-width forms to their plain ones, one for one, so that places in the text stay
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True)
class Doubt:
    """Something that was understood but does not fit together.

    code: a line of `resources/errors/calendar.toml`; str() is the sentence.
    """

    code: str
    facts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return str(UserError(self.code, field=None, **dict(self.facts)))


@dataclass(frozen=True)
class Notice:
    """A notice as understood.

    number, issued_on: as printed on it; empty and None where the paste lacks them.
    days_off, makeup_days: day -> festival; weekends inside a break are among the days off.
    amends: True where it changes single days of a year ordered by an earlier notice.
    not_understood: its sentences that no rule fits, as pasted.
    doubts: what does not add up: a count, a weekday, a make-up day that is no weekend.
    """

    year: int
    number: str = ""
    issued_on: date | None = None
    days_off: dict[date, str] = field(default_factory=dict)
    makeup_days: dict[date, str] = field(default_factory=dict)
    amends: bool = False
    not_understood: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@cache
def _words() -> dict[str, Any]:
    with paths.resource("calendar", "notice.toml").open("rb") as page:
        return tomllib.load(page)


@cache
def _mark(name: str) -> re.Pattern[str]:
    return re.compile(str(_words()["marks"][name]))


def festival(name: str) -> str:
    """Return a festival's Chinese name by the seeded data's English one."""
    return str(_words()["festivals"].get(name, name))


def parse(text: str, year: int | None = None) -> Notice:
    """Read a notice as issued.

    year: the year it is for; needed where the heading does not say so, deciding where it differs.
    Raises UserError "calendar.no_year" or "calendar.not_a_notice" (nothing in it orders a day).
    """
    shown = "".join(text.split())
    if len(shown) > _LONGEST_TEXT:
        raise UserError("calendar.not_a_notice", field="text")
    plain = shown.translate(_PLAIN)
    said = _mark("heading_year").search(plain)
    if year is None and said is None:
        raise UserError("calendar.no_year", field="year")
    reader = _Reader(int(said[1]) if year is None and said else year or 0)
    if year is not None and said is not None and int(said[1]) != year:
        reader.doubt("other_year", said=int(said[1]), year=year)
    for names, start, end in _items(plain):
        reader.open_item(names)
        for first, last in _sentences(plain, start, end):
            if not reader.read(plain[first:last]):
                reader.not_understood.append(shown[first:last])
    if not reader.off and not reader.makeup:
        raise UserError("calendar.not_a_notice", field="text")
    return reader.notice(plain)


@cache
def _item_start() -> re.Pattern[str]:
    spelt = sorted(_words()["spellings"], key=len, reverse=True)
    name = f"(?:{'|'.join(map(re.escape, spelt))})"
    names = f"(?P<names>{name}(?:(?:{_mark('join').pattern})?{name})*)"
    return re.compile(f"{_mark('item').pattern}{names}(?:{_mark('item_end').pattern})")


@cache
def _tokens() -> re.Pattern[str]:
    marks = _words()["marks"]
    day, last = (marks["day"].format(n=n) for n in (1, 2))
    actions = "|".join(
        f"(?P<{one}>{marks[one]})" for one in ("bridge", "resume", "on", "moved", "off")
    )
    return re.compile(f"{day}(?:(?:{marks['to']}){last})?|{actions}|(?P<comma>,)")


def _festivals(text: str) -> tuple[str, ...]:
    """Return the festivals named in a text, in its order, each once."""
    spelt = sorted(_words()["spellings"], key=len, reverse=True)
    found = re.findall("|".join(map(re.escape, spelt)), text)
    return tuple(dict.fromkeys(str(_words()["spellings"][one]) for one in found))


def _items(plain: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield the festivals, start and end of what stands before, and of each item."""
    starts = list(_item_start().finditer(plain))
    if not starts:
        yield _festivals(plain)[:1], 0, len(plain)
        return
    yield (), 0, starts[0].start()
    ends = [*(one.start() for one in starts[1:]), len(plain)]
    for start, end in zip(starts, ends, strict=True):
        yield _festivals(start["names"]), start.end(), end


def _sentences(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _mark("stop").finditer(plain, start, end):
        yield found.span()


class _Reader:
    """Reads sentence after sentence and keeps what it understood."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.names: tuple[str, ...] = ()
        self.seen: set[str] = set()
        self.off: dict[date, str] = {}
        self.makeup: dict[date, str] = {}
        self.issued: list[date] = []
        self.not_understood: list[str] = []
        self.doubts: list[Doubt] = []
        self._item_off: set[date] = set()
        self._sentence_off: set[date] = set()
        self._pending: list[date] = []
        self._latest: date | None = None
        self._moving = False

    def open_item(self, names: tuple[str, ...]) -> None:
        self.names = names
        self._item_off = set()

    def doubt(self, code: str, **facts: object) -> None:
        one = Doubt(f"calendar.{code}", tuple(facts.items()))
        if one not in self.doubts:
            self.doubts.append(one)

    def read(self, sentence: str) -> bool:
        """Take in one sentence; False where it was not wholly understood."""
        if _mark("advice").search(sentence):
            return False
        self._pending, self._sentence_off = [], set()
        self._latest, self._moving = None, False
        acted, explicit = False, True
        for token in _tokens().finditer(sentence):
            if token["day1"] is None:
                acted = self._act(token.lastgroup or "") or acted
                continue
            days = self._days(token)
            if not days:
                return False
            explicit = explicit and token["year1"] is not None
            if self._moving:
                self._take_off(days)
            else:
                self._pending += days
        if self._pending:
            # only a full date that orders nothing is the day of issue
            self.issued += self._pending if explicit and not acted else []
            return explicit and not acted
        self._check_counts(sentence)
        return acted or any(
            _mark(one).search(sentence) for one in ("idle", "heading_year", "number")
        )

    def notice(self, plain: str) -> Notice:
        number = _mark("number").search(plain)
        for day in self.makeup:
            if day.weekday() < _SATURDAY:
                self.doubt("makeup_on_weekday", day=day)
            if day in self.off:
                self.doubt("off_and_worked", day=day)
        amends = len(self.seen) < _YEARS_FESTIVALS
        if not amends:
            for name in _words()["yearly"]["names"]:
                if name not in self.seen:
                    self.doubt("festival_missing", name=name)
        return Notice(
            year=self.year,
            number=number[0] if number else "",
            issued_on=self.issued[-1] if self.issued else None,
            days_off=dict(sorted(self.off.items())),
            makeup_days=dict(sorted(self.makeup.items())),
            amends=amends,
            not_understood=tuple(self.not_understood),
            doubts=tuple(self.doubts),
        )

    def _act(self, action: str) -> bool:
        """Let a word act on the days before it; say whether it had any."""
        if action == "comma":
            self._moving = False
            return False
        if action == "bridge":
            self._bridge()
            return bool(self._sentence_off)
        had = bool(self._pending) or self._moving
        if action == "off":
            self._take_off(self._pending)
        elif action in ("on", "moved"):
            self._moving = action == "moved"
            for day in self._pending:
                if not (self._moving and day in self._item_off):
                    self.makeup[day] = self._name()
        self._pending = []  # "as usual from then on" leaves nothing behind
        return had

    def _take_off(self, days: list[date]) -> None:
        for day in days:
            self.off[day] = self._name()
        self.seen.update(self.names if days else ())
        self._item_off.update(days)
        self._sentence_off.update(days)

    def _bridge(self) -> None:
        """Take off the weekend that touches the days just named."""
        for day in sorted(self._sentence_off):
            for step in (timedelta(days=-1), timedelta(days=1)):
                beside = day + step
                while beside.weekday() >= _SATURDAY and beside not in self._sentence_off:
                    self._take_off([beside])
                    beside += step

    def _name(self) -> str:
        return str(_words()["marks"]["joiner"]).join(self.names)

    def _days(self, token: re.Match[str]) -> list[date]:
        """Return the day or the range named; empty where there is no such day."""
        try:
            first = self._first_day(token)
            last = self._last_day(token, first) if token["day2"] else first
        except ValueError:
            self.doubt("no_such_day", said=token[0])
            return []
        if not 0 <= (last - first).days < _LONGEST_BREAK:
            self.doubt("no_such_range", said=token[0])
            return []
        self._check_weekday(first, token["note1"])
        self._check_weekday(last, token["note2"])
        self._latest = last
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]

    def _first_day(self, token: re.Match[str]) -> date:
        if token["month1"] is None:
            if self._latest is None:
                raise ValueError
            return self._latest.replace(day=int(token["day1"]))
        month = int(token["month1"])
        year = int(token["year1"] or self.year)
        before = month >= _AUTUMN and self.names == (festival(NEW_YEAR),)
        if before and token["year1"] is None:
            year -= 1
        return date(year, month, int(token["day1"]))

    @staticmethod
    def _last_day(token: re.Match[str], first: date) -> date:
        month = int(token["month2"] or first.month)
        year = int(token["year2"] or first.year + (month < first.month))
        return date(year, month, int(token["day2"]))

    def _check_weekday(self, day: date, note: str | None) -> None:
        said = _mark("weekday").search(note or "")
        if said and _words()["weekdays"][said[1]] != day.isoweekday():
            self.doubt("weekday_differs", day=day, said=said[0])

    def _check_counts(self, sentence: str) -> None:
        for found in _mark("count").finditer(sentence):
            if int(found[1]) not in (len(self._sentence_off), len(self._item_off)):
                self.doubt("count_differs", said=found[0], count=len(self._item_off))
