"""Which tables hold the columns of the portal, their updates and their lights?"""

from clerkdesk.db.fields import Day, Moment, Text, Whole, YesNo
from clerkdesk.db.models.publications import Publication
from clerkdesk.db.models.register import File, Person, Unit
from clerkdesk.db.models.table import Table, link


class MonitorColumn(Table):
    """A column of the portal that one unit keeps up to date."""

    uid = Text(unique=True)
    name = Text()
    unit = link(Unit)
    kind = Text()  # government, department
    category = Text(default="")
    valid_from = Day()
    ended_on = Day(null=True)
    recorded_at = Moment()
    recorded_by = link(Person)


class MonitorUpdate(Table):
    """Something new stood in the column on that day."""

    column = link(MonitorColumn)
    on = Day(column_name="on_day")
    title = Text(default="")
    publication = link(Publication, optional=True)
    voided_at = Moment(null=True)
    void_reason = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("column", "on"), False),)


class MonitorExplanation(Table):
    """Why nothing new stood there: a written explanation calms or clears the light."""

    column = link(MonitorColumn)
    on = Day(column_name="on_day")
    text = Text()
    author = Text()
    file = link(File, optional=True)
    voided_at = Moment(null=True)
    void_reason = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("column", "on"), False),)


class MonitorRule(Table):
    """From which day on how many working days may pass; several stand one after another."""

    valid_from = Day()
    yellow = Whole()
    red = Whole()
    counts_warning_day = YesNo()
    explained = Text()  # resets, holds
    at_once = YesNo()  # whether it takes over the counts that run on its first day
    basis = Text()
    voided_at = Moment(null=True)
    void_reason = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)


class MonitorLight(Table):
    """A yellow or red light that was lit: a row that stays.

    corrected_on: on that day it turned out that it should not have burnt, and why.
    """

    column = link(MonitorColumn)
    light = Text()
    on = Day(column_name="on_day")
    last_update = Day()
    cleared_on = Day(null=True)
    cleared_by = Text(default="")  # update, explanation, red, ended, corrected
    corrected_on = Day(null=True)
    corrected_why = Text(default="")
    seen_at = Moment()

    class Meta:
        indexes = ((("column", "light", "on"), True),)


class MonitorScore(Table):
    """One criterion of the yearly evaluation (综合评议) of a column; the newest row counts."""

    column = link(MonitorColumn)
    year = Whole()
    criterion = Text()
    score = Whole()
    evidence = Text(default="")
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("year", "column", "criterion"), False),)
