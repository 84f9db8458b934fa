"""What does a living desk look like? An invented office with matters in every state.

The register's clock is set back and walked forward day by day, so that every row was recorded on
the day it tells of. Names, organs and numbers stand in `resources/sample/`.
"""

from datetime import date

from clerkdesk import settings, units
from clerkdesk.db import current
from clerkdesk.holidays.queries import calendar
from clerkdesk.sample import publishing, requesting
from clerkdesk.sample.stage import Office, Play, Story, read, standing_at

__all__ = ["fill"]


def fill() -> int:
    """Fill the open, empty register; return the id of the person at the desk."""
    register, days = current(), calendar()
    today = register.today()
    last = today if days.is_workday(today) else days.add(today, -1)
    play = Play()
    pages = read("publications")["publication"]
    with standing_at(register, date(2014, 1, 2)):
        office = _office()
    for page in read("office")["duty"]:
        publishing.duty(play, Story(office, page), date(last.year, 1, 1))
    for page in pages:
        publishing.publication(play, Story(office, page), days, last)
    for page in read("requests")["request"]:
        requesting.request(play, Story(office, page), days, last)
    for column in read("office")["column"]:
        publishing.column(play, Story(office, column), days, last)
    play.run(register)
    return office.desk


def _office() -> Office:
    page = read("office")
    own = units.add(units.OWN, page["name"], by=None)
    sections = {row["name"]: units.add(units.SECTION, by=None, **row) for row in page["section"]}
    organs = {row["name"]: units.add(units.OTHER, by=None, **row) for row in page["organ"]}
    people = {
        row["name"]: units.add_person(
            row["name"], by=None, unit_id=sections.get(row["section"], own), post=row["post"]
        )
        for row in page["person"]
    }
    office = Office(people, sections, organs)
    settings.change(office.desk, office_name=page["name"], **page["settings"])
    return office
