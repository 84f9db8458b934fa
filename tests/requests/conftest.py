"""A desk for the tests: requests registered in one line, on a day the test chooses."""

from dataclasses import dataclass
from datetime import date

import pytest

from clerkdesk.clock import FixedClock
from clerkdesk.db.models import Person, Unit
from clerkdesk.db.unit import unit
from clerkdesk.deadlines import board
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.outcomes import Outcome

LIU = NewParty(
    PartyKind.NATURAL,
    "刘洋",
    IdKind.RESIDENT,
    "11010519491231002X",
    phone="13800006620",
    address="临江市江口区文昌路26号",
)
GIVEN = service.ItemAnswer(
    Outcome.DISCLOSED, {"provided": "供热特许经营协议", "provide_way": "纸质复印件邮寄"}
)


@dataclass
class Desk:
    """The office at work: `clerk` records, `head` approves; `clock` says what day it is."""

    clerk: int
    head: int
    section: int
    organ: int
    clock: FixedClock

    def go(self, *ymd: int) -> date:
        """Make it that day, and start the day as the program does."""
        day = date(*ymd)
        self.clock.at = FixedClock.on(day).at
        service.new_day()
        return day

    @property
    def today(self) -> date:
        return FixedClock.on(self.clock.at.date()).at.date()

    def intake(self, arrived: date, **more) -> service.Intake:
        wanted = {
            "channel": Channel.SIGNED_MAIL,
            "applicants": (LIU,),
            "items": ("供热特许经营协议及历次补充协议",),
        } | more
        return service.Intake(arrived_on=arrived, **wanted)

    def register(self, arrived: date, **more) -> int:
        return service.register(self.intake(arrived, **more), self.clerk)

    def card(self, request: int) -> queries.RequestCard:
        return queries.card(request, self.today)

    def open_rules(self, request: int) -> set[str]:
        """Return the rules of the lines that are open on the board."""
        rows = board.of("request", request, self.today)
        return {row.rule for row in rows if row.closed_on is None}

    def give_all(self, request: int, on: date, *, signed: bool = True) -> int:
        """Decide to give everything, and let the head sign it; return the decision's key."""
        answers = {item.id: GIVEN for item in self.card(request).items}
        decided = service.decide(request, self.clerk, on=on, answers=answers)
        if signed:
            self.sign(request, on)
        return decided

    def sign(self, request: int, on: date) -> int:
        approver = service.SignRole.APPROVER
        return service.sign_off(request, self.clerk, role=approver, signed_by=self.head, on=on)


@pytest.fixture
def desk(register, clerk, clock) -> Desk:
    with unit(by=clerk) as work:
        head = Person.create(uid=work.new_uid(), name="李文涛")
        section = Unit.create(uid=work.new_uid(), kind="section", name="城建科")
        organ = Unit.create(uid=work.new_uid(), kind="other", name="临江市水务局")
        work.note("person", head.id, "added")
    return Desk(clerk, head.id, section.id, organ.id, clock)
