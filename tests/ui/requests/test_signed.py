"""What the card shows of signatures: in which role who signed, the scan, what stands no longer."""

from datetime import date

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton

from clerkdesk import incoming
from clerkdesk.requests import queries, service
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.service import SignRole
from ui.pages import Room
from ui.requests import story
from ui.requests.card import RequestCard

TODAY = date(2026, 10, 13)


@pytest.fixture
def decided(asked, clerk) -> int:
    key = asked()
    item = queries.card(key, TODAY).items[0].id
    petition = service.ItemAnswer(Outcome.PETITION, {"reason": "信访"})
    service.decide(key, clerk, on=TODAY, answers={item: petition})
    return key


@pytest.fixture
def page(qtbot, desk, at_rest, decided, office) -> RequestCard:
    made = at_rest(RequestCard(desk))
    qtbot.addWidget(made)
    made.resize(1198, 631)
    made.show()
    made.arrive(decided)
    made.look_again()
    made.enter_room(Room.WIDE)
    return made


def told(page) -> str:
    return "\n".join(one.text() for one in page.next.findChildren(QLabel))


def test_each_signature_stands_in_the_story_in_its_role(page, decided, clerk, office):
    for role, who in ((SignRole.REVIEWER, office.he), (SignRole.APPROVER, office.li)):
        service.sign_off(decided, clerk, role=role, signed_by=who, on=TODAY, opinion="同意")
    said = [
        (one.title, one.gist.partition(" · ")[0])
        for one in story.entries(queries.card(decided, TODAY), TODAY)
    ]
    assert ("审核", "何静 同意") in said
    assert ("签批", "李文涛 同意") in said


def test_the_scan_of_the_sheet_opens_from_its_signature(
    page, decided, clerk, office, tmp_path, monkeypatch
):
    paper = tmp_path / "呈批单.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    scan = incoming.store(paper, clerk)
    service.sign_off(
        decided, clerk, role=SignRole.APPROVER, signed_by=office.li, on=TODAY, scan_id=scan
    )
    page.refresh()
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    (look,) = [one for one in page.next.findChildren(QPushButton) if one.text() == "查看扫描件"]
    look.click()
    assert opened[0].toLocalFile().endswith(".pdf")


def test_a_scan_picked_at_the_foot_of_the_form_stands_in_sight_with_its_name(
    qtbot, page, desk, tmp_path
):
    paper = tmp_path / "呈批单.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    page.open_act("sign_off")
    field = page.place.shown().form["scan"]
    field.focus()  # as Alt and its letter do, before there is a name below the button
    field.editor.take([paper])
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    (name,) = [one for one in field.findChildren(QLabel) if one.text() == "呈批单.pdf"]
    qtbot.waitUntil(lambda: name.visibleRegion().boundingRect().height() == name.height())


def test_what_leaves_unsigned_or_unproved_is_reminded_of_and_can_be_recorded(
    page, decided, clerk, office
):
    page.open_act("send")
    panel = page.place.shown()
    form = panel.form
    assert any("还没有负责人签批" in one.text() for one in panel.findChildren(QLabel))
    form["way"].set_value(service.Way.POST)
    assert "邮件号" in form["tracking"].message.text()
    form["tracking"].set_value("EMS1098")
    assert form["tracking"].state != "warn"
    form["letter"].editor.changed.emit()  # another field than the one being typed in
    assert "13位" in form["tracking"].message.text()
    form["tracking"].set_value("1098765432109")
    assert form["tracking"].state != "warn"
    form["way"].set_value(service.Way.ELECTRONIC)
    assert "当天视为送达" in form["way"].message.text()
    page.place.close_act()
    service.sign_off(decided, clerk, role=SignRole.APPROVER, signed_by=office.li, on=TODAY)
    page.refresh()
    page.open_act("send")
    panel = page.place.shown()
    told_now = [one.text() for one in panel.findChildren(QLabel) if one.isVisibleTo(panel)]
    assert not any("还没有负责人签批" in text for text in told_now)


def test_what_leaves_unsigned_is_recorded_with_a_reason_and_marked_red(page, decided):
    page.open_act("send")
    panel = page.place.shown()
    panel.form["way"].set_value(service.Way.HAND)
    panel.act()
    assert panel.form["reason"].isVisibleTo(panel)
    assert "条例第四十五条" in panel.form["reason"].message.text()
    assert not any(one.kind == "sent" for one in queries.card(decided, TODAY).events)
    panel.form["reason"].set_value("负责人出差，电话同意")
    panel.act()
    page.refresh()
    (trouble,) = [
        one.trouble for one in story.entries(queries.card(decided, TODAY), TODAY) if one.trouble
    ]
    assert "条例第四十五条" in trouble
    assert "负责人出差，电话同意" in trouble
    assert page.unlawful.isVisibleTo(page)


def test_a_signature_that_a_new_decision_overtook_says_so(page, decided, clerk, office):
    service.sign_off(decided, clerk, role=SignRole.APPROVER, signed_by=office.li, on=TODAY)
    page.refresh()
    assert "不再有效" not in told(page)
    item = queries.card(decided, TODAY).items[0].id
    other = service.ItemAnswer(Outcome.NO_READY_MADE, {"reason": "需要加工分析"})
    service.decide(decided, clerk, on=TODAY, answers={item: other})
    page.refresh()
    assert "不再有效" in told(page)
    assert page.next.primary.text().startswith("登记签批")
