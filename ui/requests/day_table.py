"""Can the limit be recounted line by line? The ledger as a table."""

from datetime import date

from clerkdesk.calendar import WorkCalendar
from clerkdesk.requests.ledger import Day
from ui import words
from ui.requests import day_words
from ui.table_view import RecordTable
from ui.tables import Column

say = words.of("request_card")


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
