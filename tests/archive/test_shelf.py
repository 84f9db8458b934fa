"""A closed case goes to the archive as one file that explains and proves itself."""

import json
import zipfile
from datetime import date

import pytest

from clerkdesk import audit, files, settings
from clerkdesk.archive import shelf
from clerkdesk.db.models import Audit, RequestItem
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.letters import fonts as faces
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests import service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.outcomes import Outcome
from tests.approving import approve

GIVEN = service.ItemAnswer(Outcome.DISCLOSED, {"provided": "协议", "provide_way": "邮寄"})


@pytest.fixture(scope="module")
def fonts():
    return faces.find(system_folders=())


@pytest.fixture
def case(register, clerk):
    """A closed request with an odd name, its paper and what was given."""
    party = NewParty(PartyKind.NATURAL, "刘𠮷", IdKind.RESIDENT, "11010519491231002X")
    content = "滨河路/二期:协议*全文?" + "很长" * 40
    intake = service.Intake(Channel.SIGNED_MAIL, date(2026, 9, 1), (party,), (content,))
    request = service.register(intake, clerk)
    for name, role in (
        ("申请表.txt", "application"),
        ("协议.txt", "provided"),
        ("申请表.txt", "x"),
    ):
        key = files.store(f"{name}{role}".encode(), name, clerk)
        service.attach(request, clerk, file_id=key, role=role)
    (item,) = RequestItem.select()
    service.decide(request, clerk, on=date(2026, 9, 10), answers={item.id: GIVEN})
    return request


@pytest.fixture
def closed(case, clerk):
    approve(case, clerk, date(2026, 9, 14))
    service.send(case, clerk, on=date(2026, 9, 14), way="post", tracking="EMS1")
    return case


def test_a_pack_holds_papers_sheets_record_audit_and_digests(closed, clerk, tmp_path, fonts):
    found = shelf.pack(closed, tmp_path, clerk, fonts=fonts)
    assert found.path.parent == tmp_path
    with zipfile.ZipFile(found.path) as zipped:
        names = zipped.namelist()
        record = json.loads(zipped.read("05 登记内容.json"))
        lines = json.loads(zipped.read("06 操作记录.json"))
        index = zipped.read("00 卷内目录.txt").decode()
        assert zipped.read("04 材料/申请材料/01 申请表.txt") == "申请表.txtapplication".encode()
        assert zipped.read("01 事项单.pdf").startswith(b"%PDF")
    assert {"04 材料/提供的信息/02 协议.txt", "04 材料/其他材料/03 申请表.txt"} <= set(names)
    assert record["applicants"][0]["name"] == "刘𠮷"
    assert [one["kind"] for one in record["events"]] == ["decided", "signed", "sent"]
    assert record["frozen"]["days"]
    assert len(record["uid"]) == 36
    assert [line["verb"] for line in lines][:2] == ["registered", "attached"]
    assert all(line["sealed"] and line["digest"] for line in lines)
    for said in ("刘𠮷", "保管期限：30 年", "01 事项单.pdf", "个人信息"):
        assert said in index
    assert shelf.check(found.path) == ()


def test_packing_is_noted_with_the_digest_and_can_be_repeated(
    closed, clerk, tmp_path, fonts, clock
):
    assert shelf.packed(closed) is None
    first = shelf.pack(closed, tmp_path, clerk, fonts=fonts)
    assert shelf.packed(closed) == date(2026, 10, 13)
    told = [line.payload for line in audit.history("request", closed) if line.verb == "packed"]
    assert told == [{"file": first.path.name, "sha256": first.sha256}]
    assert shelf.pack(closed, tmp_path, clerk, fonts=fonts).path == first.path
    assert audit.verify().ok


def test_a_changed_or_missing_file_is_named(closed, clerk, tmp_path, fonts):
    found = shelf.pack(closed, tmp_path, clerk, fonts=fonts)
    spoilt = tmp_path / "改过.zip"
    with zipfile.ZipFile(found.path) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            if name.startswith("02"):
                continue
            data = old.read(name)
            new.writestr(name, data + b" " if name.startswith("05") else data)
    assert shelf.check(spoilt) == ("02 逐日计算表.pdf", "05 登记内容.json")
    for path, data in ((tmp_path / "假.zip", b"x"), (tmp_path / "无.zip", None)):
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(UserError) as caught:
            shelf.check(path)
        assert caught.value.code == "shelf.not_a_pack"


def test_an_open_or_void_case_is_not_packed(case, clerk, tmp_path):
    with pytest.raises(UserError) as caught:
        shelf.pack(case, tmp_path, clerk)
    assert caught.value.code == "shelf.open"
    service.void_request(case, clerk, reason="登记错误")
    with pytest.raises(UserError) as caught:
        shelf.pack(case, tmp_path, clerk)
    assert caught.value.code == "shelf.voided"
    assert list(tmp_path.glob("*.zip")) == []


def test_a_pack_that_cannot_be_written_is_not_noted(closed, clerk, tmp_path, fonts):
    with pytest.raises(EnvironmentFault):
        shelf.pack(closed, tmp_path / "没有", clerk, fonts=fonts)
    assert not Audit.select().where(Audit.verb == "packed").exists()


def test_the_office_says_how_long_a_case_is_kept(closed, clerk, tmp_path, fonts):
    settings.change(clerk, retention_years=10)
    found = shelf.pack(closed, tmp_path, clerk, fonts=fonts)
    with zipfile.ZipFile(found.path) as zipped:
        assert "保管期限：10 年" in zipped.read("00 卷内目录.txt").decode()
