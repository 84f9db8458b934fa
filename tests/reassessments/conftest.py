"""Things withheld: publications, and items of requests whose reply has left."""

from collections.abc import Callable
from datetime import date

import pytest

from clerkdesk import units
from clerkdesk.clock import FixedClock
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.publications import service as publications
from clerkdesk.publications.service import NewPublication
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.reviews.levels import Conclusion
from tests.approving import approve

LIU = NewParty(
    PartyKind.NATURAL, "刘洋", IdKind.RESIDENT, "11010519491231002X", address="文昌路26号"
)


@pytest.fixture
def withhold(clerk, clock) -> Callable[..., int]:
    """Withhold a publication in September; return its key."""

    def make(title: str, again: date | None = None, ground: str = "draft") -> int:
        kept, clock.at = clock.at, FixedClock.on(date(2026, 9, 1)).at
        made = publications.register(NewPublication(title, date(2026, 8, 25)), (), clerk)
        publications.withhold(made, clerk, ground=ground, reason="过程稿", reassess_on=again)
        clock.at = kept
        return made

    return make


@pytest.fixture
def cut(clerk, clock, reviewers) -> Callable[..., int]:
    """Publish something on a day without the parts each level names; return its key."""

    def make(day: date = date(2025, 10, 10), ground: str = "privacy", **draft) -> int:
        kept, clock.at = clock.at, FixedClock.on(day).at
        facts = {"document_number": "江民发〔2025〕7号"} | draft
        new = NewPublication("救助名单", day, **facts)
        paper = publications.NewFile("名单.txt", f"救助名单{day}".encode())
        made = publications.register(new, [paper], clerk)
        review_id = publications.start_review(made, clerk)
        reviewers.answer_calmly(review_id)
        for place in range(5):
            said = "遮盖身份证号码和家庭住址" if place == 0 else "同意遮盖"
            reviewers.sign(
                review_id, place, day, conclusion=Conclusion.PARTLY, ground=ground, opinion=said
            )
        publications.publish(made, clerk, on=day, channel="website")
        clock.at = kept
        return made

    return make


@pytest.fixture
def refuse(clerk, clock) -> Callable[..., int]:
    """Answer a request on a day and send the reply; return its key.

    `refuse(day, Outcome.THIRD_PARTY, {"ground": …, "reason": …})`
    """

    def make(day: date, outcome: Outcome, given: dict[str, object]) -> int:
        kept, clock.at = clock.at, FixedClock.on(day).at
        section = units.all_of(units.SECTION) or [None]
        section_id = section[0].id if section[0] else units.add(units.SECTION, "城建科", by=clerk)
        intake = service.Intake(
            arrived_on=day,
            channel=Channel.SIGNED_MAIL,
            applicants=(LIU,),
            items=("供热特许经营协议\n及历次补充协议",),
            section_id=section_id,
        )
        request = service.register(intake, clerk)
        items = {
            item.id: service.ItemAnswer(outcome, given)
            for item in requests.card(request, day).items
        }
        service.decide(request, clerk, on=day, answers=items, reason="其书面意见已在卷")
        approve(request, clerk, day)
        service.send(request, clerk, on=day, way="hand")
        clock.at = kept
        return request

    return make
