"""Which table holds the assessments of art. 18: what was withheld, looked at again?"""

from clerkdesk.db.fields import Day, Moment, Text, Whole, YesNo
from clerkdesk.db.models.publications import Publication
from clerkdesk.db.models.register import Person
from clerkdesk.db.models.table import Table, link


class Reassessment(Table):
    """One assessment of something withheld: a publication, parts of one, an item of a request."""

    noun = Text()  # publication, publication_parts, request_item
    noun_id = Whole()
    on = Day(column_name="on_day")
    disclose = YesNo()
    reason = Text()
    ground = Text(default="")  # what it stays withheld on
    declassified = Text(default="")  # by whom and when, where it was a state secret
    next_on = Day(null=True)
    publication = link(Publication, optional=True)  # the draft that came of it
    recorded_at = Moment()
    recorded_by = link(Person)

    class Meta:
        indexes = ((("noun", "noun_id"), False),)
