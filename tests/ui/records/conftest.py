"""An office with a leader, a section and another organ, and matters of each state."""

from datetime import date

import pytest

from clerkdesk import files, settings, units
from clerkdesk.letters import service as letters
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.record_corrections import queries
from clerkdesk.record_corrections import service as records
from clerkdesk.record_corrections.rules import Finding, Ground
from clerkdesk.requests.channels import Channel, Means

TODAY = date(2026, 10, 13)
APPLICANT = NewParty(
    PartyKind.NATURAL,
    "刘洋",
    IdKind.RESIDENT,
    "11010519491231002X",
    phone="13800006620",
    address="临江市江口区文昌路26号3单元501室",
)


class Matters:
    """Matters as a test wants them."""

    def __init__(self, clerk: int) -> None:
        self.clerk = clerk
        self.leader = units.add_person("李明", by=clerk)
        self.section = units.add("section", "房产交易管理处", by=clerk)
        units.add("other", "临江市自然资源局", by=clerk)
        settings.change(
            clerk,
            office_name="临江市城乡建设局",
            office_code="临建",
            contact="张明",
            office_phone="0000-8765432",
            reconsideration_body="临江市人民政府",
            court="江口区人民法院",
        )

    def card(self, record: int):
        return queries.card(record, TODAY)

    def register(self, **more) -> int:
        facts = {
            "channel": Channel.IN_PERSON,
            "received_on": date(2026, 9, 7),
            "applicants": (APPLICANT,),
            "record": "2016年竣工验收备案表中文昌路26号的竣工日期",
            "wrong": "竣工日期误记为2016年3月1日",
            "wanted": "2016年8月1日",
        }
        return records.register(records.NewRecord(**(facts | more)), self.clerk)

    def checked(self, **more) -> int:
        scan = files.store(b"%PDF-1.7 scan", "竣工验收报告扫描件（2016年8月）.pdf", self.clerk)
        record = self.register(files=(scan,), **more)
        records.ask_evidence(
            record, self.clerk, on=date(2026, 9, 9), what="请提供验收报告", means=Means.PHONE
        )
        records.record_check(
            record,
            self.clerk,
            on=date(2026, 9, 22),
            found="备案表系录入错误",
            section_id=self.section,
        )
        return record

    def decided(self, finding: Finding = Finding.CORRECTED, **more) -> int:
        record = self.checked(**more)
        told = {
            Finding.CORRECTED: {"corrected_on": date(2026, 9, 24), "explanation": "已改为8月1日"},
            Finding.NOT_CORRECTED: {"ground": Ground.ACCURATE, "explanation": "与原件一致"},
        }.get(finding, {"organ": "临江市自然资源局", "organ_contact": "0000-8222222"})
        what = records.Decision(finding, date(2026, 9, 25), self.leader, **told)
        records.decide(record, self.clerk, what)
        return record

    def told(self) -> int:
        record = self.decided()
        letter = records.make_letter(record, "record_corrected", self.clerk)
        letters.record_sent(letter, self.clerk, on=TODAY, way="hand")
        return record

    def void(self) -> int:
        record = self.register()
        records.void(record, self.clerk, reason="重复登记")
        return record


@pytest.fixture
def matters(clerk) -> Matters:
    return Matters(clerk)
