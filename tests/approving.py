"""Who approves a reply in tests that are not about signing it?"""

from datetime import date

from clerkdesk import units
from clerkdesk.db.models import Person
from clerkdesk.requests import service

HEAD = "李文涛"


def approve(request: int, by: int, on: date) -> None:
    """Record that the head of the office signed what is decided, on that day."""
    head = Person.get_or_none(Person.name == HEAD)
    service.sign_off(
        request,
        by,
        role=service.SignRole.APPROVER,
        signed_by=head.id if head else units.add_person(HEAD, by=by),
        on=on,
    )
