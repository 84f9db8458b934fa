"""Which tables hold everything due, and each light that was lit?"""

from clerkdesk.db.fields import Day, Moment, Text, Whole, YesNo
from clerkdesk.db.models.register import Person
from clerkdesk.db.models.table import Table, link


class Deadline(Table):
    """Everything that is or was due, one row per noun and rule: the board is one query on it."""

    noun = Text()
    noun_id = Whole()
    rule = Text()
    number = Text()
    title = Text()
    who = Text(default="")  # the applicant, where there is one
    next_step = Text(default="")
    handler = link(Person, optional=True)
    due_on = Day(null=True)
    provisional = YesNo(default=False)
    natural_days = YesNo(default=False)
    status = Text()  # running, paused, unconfirmed, unsent
    waiting_for = Text(default="")
    red_on = Day(null=True)  # lights of their own: unconfirmed papers turn by arrival, not due_on
    yellow_on = Day(null=True)
    closed_on = Day(null=True)

    class Meta:
        indexes = (
            (("noun", "noun_id", "rule"), True),
            (("closed_on", "due_on"), False),
            (("closed_on", "status", "due_on"), False),
        )


class LightChange(Table):
    """A matter turned yellow, red or calm (light empty): a row that stays, acknowledged by someone.

    It may turn the same way twice in a day: when what happened weeks ago is entered, it does.
    """

    deadline = link(Deadline)
    light = Text()
    on = Day(column_name="on_day")
    seen_at = Moment()
    acknowledged_at = Moment(null=True)
    acknowledged_by = link(Person, optional=True)

    class Meta:
        indexes = ((("deadline", "light", "on"), False),)
