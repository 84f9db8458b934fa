"""The mail log: every paper has a line, also the one that is no application."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerkdesk.requests import queries, service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.service import Paper
from ui.requests.mail import MailLog

TODAY = date(2026, 10, 13)


@pytest.fixture
def page(qtbot, desk):
    def make() -> MailLog:
        made = MailLog(desk)
        qtbot.addWidget(made)
        made.resize(1198, 631)
        made.show()
        made.look_again()
        return made

    return make


def test_a_paper_that_is_no_application_is_logged_with_why(page, register, notes):
    shown = page()
    shown.add_paper()
    shown.form.set_values(
        {"channel": Channel.FAX, "sender": "某公司", "what": "广告", "note": "推销，不是申请"}
    )
    shown.save()
    (row,) = queries.mail()
    assert (row.disposition, row.note) == ("not_application", "推销，不是申请")
    assert row.arrived_on == TODAY
    assert shown.sheet.isHidden()
    assert notes[-1] == "已登记来件：某公司"


def test_a_paper_is_logged_by_keys_alone_and_stands_under_the_cursor_afterwards(
    page, asked, qtbot, turn
):
    asked("刘洋", "供热协议", date(2026, 10, 9))
    shown = page()
    shown.activateWindow()
    shown.add_paper()
    shown.form.set_values({"channel": Channel.FAX, "sender": "某公司", "what": "广告"})
    shown.save_button.setFocus()
    QTest.keyClick(shown.save_button, Qt.Key.Key_Space)
    assert shown.form["note"].state == "block"  # no application: the log says why
    shown.form["note"].set_value("推销")
    shown.save_button.setFocus()
    QTest.keyClick(shown.save_button, Qt.Key.Key_Space)
    turn()
    assert shown.table.current().sender == "某公司"
    qtbot.waitUntil(shown.table.hasFocus)


def test_what_is_missing_is_said_beside_its_field(page, register):
    shown = page()
    shown.add_paper()
    shown.form.set_values({"sender": "某公司"})
    shown.save()
    assert shown.form["what"].state == "block"
    assert queries.mail() == ()


def test_a_waiting_paper_is_sorted_out_later_with_a_reason(page, clerk):
    service.log_mail(Paper(TODAY, Channel.FAX, "某公司", "来函", "waiting"), clerk)
    shown = page()
    shown.to_sort.click()
    assert not shown.form["note"].isHidden()
    assert shown.form["sender"].isHidden()
    shown.save()
    assert shown.form["note"].state == "block"
    shown.form["note"].set_value("转信访")
    shown.save()
    assert queries.mail()[0].disposition == "not_application"


def test_a_later_paper_of_a_request_is_logged_with_it(page, asked, notes, journey):
    key = asked("刘洋", "供热协议", date(2026, 10, 9))
    shown = page()
    shown.add_paper()
    assert shown.form["of_number"].isHidden()
    shown.form.set_values({"channel": Channel.EMAIL, "sender": "刘洋", "what": "补正材料"})
    shown.form["disposition"].set_value("belongs")
    assert shown.form["of_number"].isVisible()
    shown.save()
    assert shown.form["of_number"].state == "block"
    shown.form["of_number"].set_value("2026-0099")
    shown.save()
    assert "2026-0099" in shown.form["of_number"].message.text()
    assert queries.count_mail() == 1
    shown.form["of_number"].set_value("2026-0001")
    shown.save()
    paper = queries.mail()[0]
    assert (paper.sender, paper.disposition, paper.request_number) == (
        "刘洋",
        "belongs",
        "2026-0001",
    )
    shown.refresh()
    shown.table.select(paper.id)
    shown.to_request.click()
    assert journey[-1][:2] == ("requests", key)
    shown.to_sort.click()  # it was a mistake
    shown.form.set_values({"disposition": "not_application", "note": "广告"})
    shown.save()
    assert [row.request_number for row in queries.mail() if row.id == paper.id] == [""]


def test_a_waiting_paper_becomes_an_application_with_what_the_log_knows(page, clerk, journey):
    mail = service.log_mail(Paper(TODAY, Channel.FAX, "冯雪", "申请书", "waiting"), clerk)
    shown = page()
    shown.to_intake.click()
    place, _id, facts = journey[-1]
    assert place == "requests.intake"
    assert facts["mail"] == mail
    assert facts["values"]["applicants[0].name"] == "冯雪"


def test_a_registered_paper_leads_to_its_request(page, asked, journey):
    key = asked("刘洋")
    shown = page()
    assert not shown.to_intake.isEnabled()
    shown.to_request.click()
    assert journey[-1][:2] == ("requests", key)


def test_the_log_is_filtered_by_what_became_of_a_paper(page, asked, clerk):
    asked("刘洋")
    service.log_mail(Paper(TODAY, Channel.FAX, "某公司", "广告", note="推销"), clerk)
    shown = page()
    assert shown.table.count() == 2
    shown.filters.set_value("disposition", "not_application")
    assert shown.table.count() == 1


def test_the_log_is_searched_by_sender_content_and_mail_number(page, asked, clerk):
    asked("刘洋", "供热协议", date(2026, 10, 9), mail_number="EMS1098")
    for sender, what in (("赵志强", "反映噪声"), ("冯雪", "询问公租房")):
        service.log_mail(Paper(TODAY, Channel.PLAIN_MAIL, sender, what, note="转信访"), clerk)
    shown = page()
    found = {}
    for text in ("1098", "噪声", "冯", "没有"):
        shown.search.setText(text)
        records = shown.table.records
        found[text] = [records.record(row).sender for row in range(shown.table.count())]
    assert found == {"1098": ["刘洋"], "噪声": ["赵志强"], "冯": ["冯雪"], "没有": []}
    assert shown.escape()
    assert shown.table.count() == 3


def test_the_log_is_sorted_in_sql_and_says_how(page, register, clerk):
    for sender, day in (("乙", TODAY), ("甲", date(2026, 10, 12)), ("丙", date(2026, 10, 9))):
        service.log_mail(Paper(day, Channel.FAX, sender, "来信", "waiting"), clerk)
    shown = page()

    def senders() -> list[str]:
        return [shown.table.records.record(row).sender for row in range(shown.table.count())]

    assert senders() == ["乙", "甲", "丙"]
    assert "按来件日降序" in shown.filters.summary.text()
    shown.table.sort_by("arrived")
    assert senders() == ["丙", "甲", "乙"]
    assert "按来件日升序" in shown.filters.summary.text()
    shown.table.sort_by("sender")
    shown.table.sort_by("sender")
    assert senders() == sorted(["甲", "乙", "丙"], reverse=True)
    assert "按来件人降序" in shown.filters.summary.text()


def test_escape_closes_the_form_first(page, register):
    shown = page()
    shown.add_paper()
    assert shown.escape()
    assert not shown.escape()


@pytest.mark.parametrize(("appearance", "size"), [("light", 14), ("dark", 14), ("light", 18)])
def test_the_page_is_fit_to_be_shown(page, asked, ui_checks, redress, appearance, size):
    redress(appearance, size)
    asked("刘洋")
    shown = page()
    ui_checks.check(shown)
    shown.add_paper()
    ui_checks.check(shown)
