"""Does the clock agree with somebody who walks the days with a finger and has not read its code?

`Finger` follows the Regulation and the rules of counting one day at a time: no replay, no bisect,
no day looked ahead to; the days off are asked of the package that publishes them. It was written
from the law alone, and shares nothing with the clock but the names of events.
"""

import random
from dataclasses import replace
from datetime import date, timedelta

import chinese_calendar
import pytest

from clerkdesk.calendar import WorkCalendar
from clerkdesk.requests.timing import Consulted, Convention, Event, EventKind, Facts, trace

OFFICIAL = WorkCalendar.official()
DAY = timedelta(days=1)
HORIZON = date(2026, 12, 28)
LIVES, CHUNKS = 1600, 8
RECEIPTS = [
    *(date(2025, 9, day) for day in (26, 27, 28, 30)),  # a day off, a worked Sunday, the eve
    *(date(2026, 2, 13), date(2026, 2, 14), date(2026, 9, 20), date(2025, 10, 1)),
    *(date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 28), date(2026, 12, 31)),
]


def worked(day: date) -> bool:
    return chinese_calendar.is_workday(day) if day <= HORIZON else day.isoweekday() <= 5


def nth(day: date, n: int) -> date:
    while n:
        day += DAY
        n -= worked(day)
    return day


class Finger:
    """One request; `due` is the last day to reply, None while none is due.

    What has passed is struck off: `counted` working days of the `owed` ones, and `due` is set on
    the day the last of them is over. An event takes effect if that has not happened before.
    """

    def __init__(self, facts: Facts, today: date) -> None:
        self.facts, self.today = facts, today
        self.waits: str | None = None
        self.pay_by: date | None = None
        self.once: set[str] = set()  # what may be done but once: ask for a correction, for a fee
        self.extended = False
        self.over: date | None = None  # sent or withdrawn on that day
        self.received = facts.received_on
        self.begin(self.received)

    def begin(self, zero: date) -> None:
        self.zero, self.counted, self.owed = zero, 0, 20  # art. 33-2
        self.fixed: date | None = None
        self.due: date | None = None
        self.asked: list[tuple[date, date]] = []
        self.longer = False
        self.waits = None

    def pass_day(self, day: date) -> None:
        if self.waits or self.due or day <= self.zero:
            return
        if self.fixed:
            self.due = self.fixed if day == self.fixed else None
        elif worked(day) and not any(first <= day <= last for first, last in self.asked):
            self.counted += 1
            self.due = day if self.counted == self.owed else None

    def would_be(self, day: date) -> date:
        """The date in force, as it looks on the morning of a day."""
        if self.fixed:
            return self.fixed
        left = self.owed - self.counted
        day -= DAY
        while left:
            day += DAY
            counts = day > self.zero and worked(day)
            left -= counts and not any(first <= day <= last for first, last in self.asked)
        return day

    def happen(self, event: Event, day: date) -> None:
        in_time = self.due is None and not self.waits and not event.unlawful
        if event.kind == "reopened" and self.over:
            charged = self.once & {"fee_noticed"}  # one application, one charge
            self.__init__(replace(self.facts, received_on=day), self.today)  # type: ignore[misc]
            self.fixed, self.once = event.until, charged
        elif self.over:
            return
        elif event.kind in ("sent", "withdrawn"):
            self.over = day
        elif event.kind in ("correction_asked", "fee_noticed"):
            self.ask_applicant(event, day, in_time=in_time)
        elif event.kind in ("corrected", "paid"):
            self.hear_applicant(event, day)
        elif in_time and not self.fixed and event.kind in ("consulted", "extended"):
            (self.ask_others if event.kind == "consulted" else self.extend)(event, day)
        elif event.kind == "delayed_to" and in_time and event.until > self.would_be(day):
            self.fixed = event.until  # art. 35: a date, not a count

    def ask_applicant(self, event: Event, day: date, *, in_time: bool) -> None:
        """Art. 30: at once and within seven working days; the fee is asked for but once."""
        fee = event.kind == "fee_noticed"
        pay_by = nth(event.told_on, 20) if fee and event.told_on else None
        if in_time and event.kind not in self.once and (fee or day <= nth(self.received, 7)):
            self.once.add(event.kind)
            self.waits, self.due, self.pay_by = event.kind, None, pay_by
        elif self.waits == event.kind and self.pay_by:  # a second notice: its time binds the office
            self.pay_by = max(pay_by, self.pay_by) if pay_by else None

    def hear_applicant(self, event: Event, day: date) -> None:
        paid = event.kind == "paid" and self.waits == "fee_noticed" and not event.unlawful
        in_time = self.pay_by is None or day <= self.pay_by
        if (paid and in_time) or (event.kind == "corrected" and self.waits == "correction_asked"):
            self.begin(day)

    def extend(self, event: Event, _day: date) -> None:
        """Art. 33-2: once, by 1 to 20; a second after a restart where the head orders it."""
        if 1 <= event.days <= 20 and not self.longer and (event.by_order or not self.extended):
            self.owed += event.days
            self.longer = self.extended = True

    def ask_others(self, event: Event, sent: date) -> None:
        """Arts. 32, 33-3, 34: sent < d <= min(answered, add(received, 15)), by the convention."""
        if event.whom == "superior" and not self.facts.superior_pauses:
            return
        organ = event.whom in ("other_organ", "superior")
        cap = self.facts.organ_limit_days if organ else 15
        received, answered = event.third_received_on, event.answered_on
        if received is None and answered is None:
            received = max(self.today, sent)
        ends = [answered] if answered else []
        ends += [nth(received, cap)] if received else []
        opens, closes = self.facts.convention.value
        first = sent if opens == "[" else sent + DAY
        self.asked.append((first, min(ends) if closes == "]" else min(ends) - DAY))


def walk(facts: Facts, events: list[Event], today: date) -> date | None:
    finger = walk_to(facts, events, today)
    if finger.over and finger.over < today:  # what was not known then does not move it
        finger = walk_to(facts, events, finger.over)
    return None if finger.waits else finger.due


def walk_to(facts: Facts, events: list[Event], today: date) -> Finger:
    finger = Finger(facts, today)
    day, last = facts.received_on, max((one.on for one in events), default=facts.received_on)
    while day <= last or not (finger.due or finger.waits):
        for event in events:
            if event.on == day:
                finger.happen(event, day)
        finger.pass_day(day)
        day += DAY
    return finger


KINDS = [
    *["consulted"] * 5,
    *["extended"] * 3,
    *["correction_asked", "corrected", "fee_noticed", "paid"] * 2,
    *["delayed_to", "reasons_asked", "sent", "withdrawn", "decided", "reopened"],
]


def life(chance: random.Random) -> tuple[Facts, list[Event], date]:
    spread = date(2020, 1, 1) + timedelta(chance.randrange(2530))
    received = chance.choice([spread, spread, chance.choice(RECEIPTS)])
    facts = Facts(
        received,
        chance.choice(list(Convention)),
        organ_limit_days=chance.choice([15, 10]),
        superior_pauses=chance.random() < 0.7,
    )
    day, events = received, []
    for key in range(chance.randrange(7)):
        day += timedelta(chance.choice([0, 1, 1, 2, 3, 5, 8, 13, 21, 28]))
        events.append(happening(chance, key, EventKind(chance.choice(KINDS)), day))
    today = max([day, *(one.latest_on for one in events)])
    return facts, events, today + timedelta(chance.choice([0, 3, 30]))


def happening(chance: random.Random, key: int, kind: EventKind, day: date) -> Event:
    def after(*days: int) -> date:
        return day + timedelta(chance.choice(days))

    told: dict = {"unlawful": chance.random() < 0.05}
    if kind == "consulted":
        told |= {"sent_on": day, "whom": chance.choice(list(Consulted))}
        received = after(0, 0, 1, 2, 5) if chance.random() < 0.85 else None
        told["third_received_on"] = received
        if chance.random() < 0.7:
            later = timedelta(chance.choice([0, 1, 4, 9, 14, 20, 25, 35]))
            told["answered_on"] = (received or day) + later
    elif kind == "extended":
        days = chance.choice([1, 5, 10, 20, 20, 21])
        told |= {"days": days, "told_on": day, "by_order": chance.random() < 0.3}
    elif kind == "correction_asked":
        told["days"] = 15
    elif kind == "fee_noticed" and chance.random() < 0.8:
        told["told_on"] = after(0, 1, 3)
    elif kind == "delayed_to":
        told["until"] = after(5, 40, 60)
    return Event(kind, day, id=key, **told)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_clock_comes_to_the_day_a_finger_comes_to(chunk):
    for seed in range(chunk * LIVES // CHUNKS, (chunk + 1) * LIVES // CHUNKS):
        facts, events, today = life(random.Random(seed))  # noqa: S311 - lives, not secrets
        found = trace(facts, events, OFFICIAL, today=today)
        assert found.due_on == walk(facts, events, today), (seed, facts, events, today)
