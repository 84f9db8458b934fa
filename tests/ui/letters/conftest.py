"""What tests of the letters' screens stand on: an office, requests of it, frozen letters."""

from dataclasses import dataclass
from datetime import date

import pytest

from clerkdesk import settings
from clerkdesk.letters import fonts as faces
from clerkdesk.letters import installed, service
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests import queries
from clerkdesk.requests import service as requests
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.outcomes import Outcome
from tests.approving import approve

TODAY = date(2026, 10, 13)
LIU = NewParty(
    PartyKind.NATURAL,
    "刘洋",
    IdKind.RESIDENT,
    "11010519491231002X",
    phone="13800006620",
    address="临江市江口区文昌路26号",
)
GIVEN = {"provided": ["《供热特许经营协议》"], "provide_way": "纸质复印件，邮寄"}


@pytest.fixture(autouse=True)
def _packaged_fonts(monkeypatch):
    """The letters' faces do not depend on what this machine has installed."""
    find = faces.find

    def packaged(own=(), *, pictures=None):
        return find(own, system_folders=(), pictures=pictures or {})

    monkeypatch.setattr(installed.fonts, "find", packaged)
    installed.office_fonts.cache_clear()
    yield
    installed.office_fonts.cache_clear()


@dataclass
class Office:
    clerk: int

    def request(self, *items, arrived=date(2026, 9, 28), applicant=LIU) -> int:
        intake = requests.Intake(
            arrived_on=arrived,
            channel=Channel.SIGNED_MAIL,
            applicants=(applicant,),
            items=items or ("本市城区集中供热特许经营协议及历次补充协议",),
        )
        return requests.register(intake, self.clerk)

    def decide(self, request: int) -> None:
        items = queries.card(request, TODAY).items
        answers = {item.id: requests.ItemAnswer(Outcome.DISCLOSED, GIVEN) for item in items}
        requests.decide(request, self.clerk, on=TODAY, answers=answers)

    def reply(self, request: int | None = None, *, signed: bool = True) -> int:
        request = request or self.request()
        self.decide(request)
        if signed:
            self.sign(request)
        letter = for_outcomes([Outcome.DISCLOSED])
        return service.make(request, letter.key, self.clerk)

    def sign(self, request: int) -> None:
        """Let the head of the office sign what is decided."""
        approve(request, self.clerk, TODAY)

    def card(self, request: int):
        return queries.card(request, TODAY)


@pytest.fixture
def office(register, clerk) -> Office:
    settings.change(
        clerk,
        office_name="临江市城乡建设局",
        office_code="临建",
        working_body="政务公开办公室",
        contact="张明",
        office_phone="0000-8765432",
        office_address="临江市人民路18号1012室",
        office_postcode="000000",
        reconsideration_body="临江市人民政府",
        court="江口区人民法院",
    )
    return Office(clerk)
