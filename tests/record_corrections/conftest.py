"""What tests of record corrections stand on: an office with two people, and one application."""

from datetime import date

import pytest

from clerkdesk import settings, units
from clerkdesk.letters import fonts as faces
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.record_corrections import queries
from clerkdesk.record_corrections import service as records
from clerkdesk.record_corrections.rules import Finding, Ground
from clerkdesk.requests.channels import Channel, Means

RECEIVED = date(2026, 9, 7)  # 20 working days on: Saturday 10 October, a make-up day
APPLICANT = NewParty(
    PartyKind.NATURAL,
    "刘洋",
    IdKind.RESIDENT,
    "11010519491231002X",
    phone="13800006620",
    address="临江市江口区文昌路26号",
)


@pytest.fixture(scope="session")
def fonts():
    """The fonts of a PC that has no Chinese font of its own."""
    return faces.find(system_folders=())


class Office:
    """The office at work: one application as a test wants it, brought along step by step."""

    def __init__(self, clerk: int, clock, fonts) -> None:
        self.clerk, self.clock, self.fonts = clerk, clock, fonts
        self.leader = units.add_person("李明", by=clerk)
        settings.change(
            clerk,
            office_name="临江市城乡建设局",
            office_code="临建",
            contact="张明",
            office_phone="0000-8765432",
            reconsideration_body="临江市人民政府",
            court="江口区人民法院",
        )

    @property
    def today(self) -> date:
        return date(2026, 10, 13)

    def new(self, **more) -> records.NewRecord:
        wanted = {
            "channel": Channel.IN_PERSON,
            "received_on": RECEIVED,
            "applicants": (APPLICANT,),
            "record": "2016年竣工验收备案表中文昌路26号的竣工日期",
            "wrong": "竣工日期误记为2016年3月1日。",
            "wanted": "2016年8月1日",
        }
        return records.NewRecord(**(wanted | more))

    def register(self, **more) -> int:
        return records.register(self.new(**more), self.clerk)

    def card(self, record: int):
        return queries.card(record, self.today)

    def check(self, record: int, on: date = date(2026, 9, 20)) -> int:
        return records.record_check(record, self.clerk, on=on, found="与原始验收报告不一致")

    def ask(self, record: int, on: date = date(2026, 9, 16)) -> int:
        return records.ask_evidence(
            record, self.clerk, on=on, what="请提供竣工验收报告", means=Means.PHONE
        )

    def decision(self, finding: Finding, **more) -> records.Decision:
        facts = {"on": date(2026, 10, 9), "approved_by": self.leader}
        if finding is Finding.CORRECTED:
            facts |= {"corrected_on": date(2026, 10, 8), "explanation": "已改为2016年8月1日"}
        elif finding is Finding.NOT_CORRECTED:
            facts |= {"ground": Ground.ACCURATE, "explanation": "该记录与竣工验收备案表一致"}
        else:
            facts |= {"organ": "临江市自然资源局", "organ_contact": "0000-8222222"}
        return records.Decision(finding, **(facts | more))

    def decided(self, finding: Finding = Finding.CORRECTED, **more) -> int:
        """A matter that was looked into and decided."""
        record = self.register()
        self.check(record)
        records.decide(record, self.clerk, self.decision(finding, **more))
        return record

    def letter(self, record: int, key: str, **more) -> int:
        return records.make_letter(record, key, self.clerk, fonts=self.fonts, **more)


@pytest.fixture
def office(register, clerk, clock, fonts) -> Office:
    return Office(clerk, clock, fonts)
