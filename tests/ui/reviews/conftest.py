"""Publications under review, at whichever level a test wants them."""

from datetime import date

import pytest

from clerkdesk.publications import service as publications
from clerkdesk.publications.service import NewFile, NewPublication

TODAY = date(2026, 10, 13)


@pytest.fixture
def begun(clerk):
    """Open a round over a fresh publication and return its key: `begun(title=...)`."""

    def begin(*, handler: int | None = None, **facts) -> int:
        given = {
            "title": "关于调整城区停车收费标准的通知",
            "formed_on": date(2026, 9, 28),
            "handler_id": handler or clerk,
        }
        text = f"{given | facts}".encode()
        made = publications.register(
            NewPublication(**(given | facts)), (NewFile("停车收费.txt", text),), clerk
        )
        return publications.start_review(made, clerk, on=TODAY)

    return begin


@pytest.fixture
def at_level(begun, reviewers):
    """A round whose questions are all answered calmly and which waits at a level (0 to 4)."""

    def reach(place: int, **facts) -> int:
        review_id = begun(**facts)
        reviewers.answer_calmly(review_id)
        for before in range(place):
            reviewers.sign(review_id, before)
        return review_id

    return reach
