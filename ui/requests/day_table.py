"""Can the limit be recounted line by line? The ledger as a table, on screen and on paper."""

from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.letters import sheet
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Sheet, Table, Words
from clerkdesk.letters.parts import Column as SheetColumn
from clerkdesk.requests.ledger import Day
from clerkdesk.requests.queries import RequestCard
from ui import words
from ui.requests import day_words
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("request_card")

_SHARES = (1.5, 2.0, 0.7, 3.4)


def columns(calendar: WorkCalendar) -> tuple[Column[Day], ...]:
    return (
        Column[Day]("date", say("col_day"), lambda day: day.date, show=words.short_day, width=96),
        Column[Day](
            "kind",
            say("col_kind"),
            lambda day: day_words.kind(day, calendar),
            width=148,
            tone=lambda day: "text" if day.number is not None else "text2",
        ),
        Column[Day](
            "number",
            say("col_number"),
            lambda day: day.number,
            show=lambda number: "" if number is None else str(number),
            width=52,
            right=True,
        ),
        Column[Day]("why", say("col_why"), day_words.why, stretch=True, tone=lambda _day: "text2"),
    )


class DayTable(RecordTable[Day]):
    """The days from receipt on, the oldest first."""

    def __init__(self, calendar: WorkCalendar) -> None:
        super().__init__(columns(calendar), key=lambda day: day.date, name=say("view_table"))

    def show_days(self, days: tuple[Day, ...], today: date) -> None:
        self.set_rows(list(days))
        if self.current() is None:
            self.select(today)


def pdf(
    card: RequestCard,
    calendar: WorkCalendar,
    today: date,
    office: str,
    fonts: FontSet | None = None,
) -> bytes:
    """Return the ledger as a printed sheet, each day with its article."""
    shown = columns(calendar)
    heads = tuple(
        SheetColumn(one.title, share, Align.RIGHT if one.right else Align.LEFT)
        for one, share in zip(shown, _SHARES, strict=True)
    )
    lines = tuple(
        (words.full_day(day.date), *(one.words(day) for one in shown[1:])) for day in card.days
    )
    received, due = words.full_day(card.received_on), words.full_day(card.due_on)
    told = say("sheet_due", received=received, due=due)
    if card.due_on is None:
        told = say("sheet_waiting", received=received)
    applicant = say("and").join(one.name for one in card.applicants)
    made = Sheet(
        say("sheet_title"),
        (Words(card.title), Words(told), Table(heads, lines)),
        subtitle=say(
            "sheet_subtitle", number=card.number, applicant=applicant, day=words.day(today)
        ),
        footer=say("sheet_footer", office=office),
        author=office,
    )
    return sheet.typeset(made, fonts or office_fonts()).pdf
