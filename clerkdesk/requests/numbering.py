"""Which number does an application get, and of which year?

Neither the Regulation (art. 45 asks for a register) nor its forms say whose year stands in the
number of a paper that came on 31 December and is registered in January: the setting
`request_number_year` does. The day of receipt, and with it the year a report counts it in, is
another matter and never follows from the number.
"""

from datetime import date

from clerkdesk import numbers, settings
from clerkdesk.numbers import Number

SERIES = "request"


def year_of(arrived_on: date, today: date) -> int:
    """Return the year whose series numbers an application registered today."""
    chosen = settings.load().request_number_year
    return arrived_on.year if chosen == "arrival" else today.year


def give(arrived_on: date, today: date, typed: str = "") -> Number:
    """Allot the next number, or keep the typed one, inside a unit.

    A typed number has a year of its own: an earlier register may have numbered otherwise than this
    one does now. Errors: numbers.….
    """
    year = year_of(arrived_on, today)
    if not typed.strip() and settings.load().request_numbers != "typed":
        return numbers.allot(SERIES, year, "request")
    written = numbers.year_written(SERIES, typed)
    if written is not None and arrived_on.year <= written <= today.year:
        year = written
    return numbers.enter(SERIES, year, typed, "request")


def next_shown(arrived_on: date, today: date) -> str:
    """Return the number an application would get if it were registered now."""
    return numbers.next_shown(SERIES, year_of(arrived_on, today))
