"""In which words is a day of the ledger told: in a cell, in a line, on paper?"""

from collections.abc import Sequence
from datetime import date

from clerkdesk.calendar import DayKind, WorkCalendar
from clerkdesk.requests.ledger import Day, DayReason
from ui import words

say = words.of("request_card")

_ZEROS = (DayReason.RECEIVED, DayReason.RESTARTED)
_OFF = (DayReason.WEEKEND, DayReason.HOLIDAY)


def short(day: Day, calendar: WorkCalendar) -> str:
    """Return what stands in a day's cell: its number, or one word that says why it has none."""
    if day.number is not None:
        return str(day.number)
    if day.reason is DayReason.HOLIDAY and (name := calendar.name(day.date)):
        return name.removesuffix(say("festival_suffix"))[:3]
    return say(f"short_{day.reason.value}")


def kind(day: Day, calendar: WorkCalendar) -> str:
    """Return what a day is to the limit, with its festival."""
    word = words.term("day_reason", day.reason)
    name = calendar.name(day.date) if day.reason is DayReason.HOLIDAY else ""
    return f"{word} {name}".strip()


def why(day: Day) -> str:
    """Return the article behind a day, with the event where one moved it."""
    article = words.term("article", day.article)
    if day.event is None:
        return article
    event = words.term("event", day.event.kind)
    if day.reason is DayReason.EXCLUDED:  # there may be several: which one is it?
        whom = day.event.gist.partition("\n")[0]
        event = say(
            "why_whom", event=event, whom=whom, sent=words.month_day(day.event.effective_on)
        )
    return say("why_event", article=article, event=event)


def about(day: Day, calendar: WorkCalendar) -> str:
    """Return one day in a sentence, for tooltips and screen readers."""
    number = "" if day.number is None else f"{day.number} "
    what = f"{number}{kind(day, calendar)} {why(day)}"
    return say("grid_about", day=words.full_day(day.date), what=what)


def limit_in_force(days: Sequence[Day]) -> tuple[Day, ...]:
    """Return the days after the last day zero: the limit that is running, or ran last."""
    zero = max((n for n, day in enumerate(days) if day.reason in _ZEROS), default=-1)
    return tuple(days[zero + 1 :]) if zero >= 0 else ()


def is_worked(day: Day) -> bool:
    """Whether a day has a cell in the bar: a working day, counted or not."""
    if day.number is not None or day.reason is DayReason.EXCLUDED:
        return True
    return day.reason not in (*_ZEROS, *_OFF) and day.kind in (DayKind.ORDINARY, DayKind.MAKEUP)


def number_on(days: Sequence[Day], on: date) -> int | None:
    """Return the number of the last counted day up to and including a day."""
    found = [day.number for day in days if day.number is not None and day.date <= on]
    return found[-1] if found else None
